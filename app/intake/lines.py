"""Person rows to lines: amounts, corrections, and which section, union, month and employer each belongs to."""

import re
from dataclasses import replace

from msgspec import structs

from app.intake.amounts import NOTHING, to_ore
from app.intake.astray import astray
from app.intake.bare import BARE
from app.intake.case import person_key
from app.intake.cells import Cell, in_words, text_of
from app.intake.collected import Collected, Printed, Section
from app.intake.columns import orgnr_in
from app.intake.employers import employers_on
from app.intake.facts import has_code_as, is_on_top, months_in, section_union, unpaged
from app.intake.going_on import goes_on, has_no_id, is_correction, with_rest
from app.intake.headings import fold, is_grand_total
from app.intake.heads import looks_like_name
from app.intake.kinds import (
    UNDONE,
    heading_after,
    is_for_information,
    is_of_above,
    is_unrelated,
    only_corrects,
    says_away,
)
from app.intake.legend import explains
from app.intake.months import cell_period, parted_period
from app.intake.parallel import may_head, strange_before, strange_section
from app.intake.pick import Pick
from app.intake.printed import printed_amount
from app.intake.reading import Line, Place
from app.intake.rows import BELOW, Seen, Walked
from app.intake.unions import Unions
from app.intake.whose import Whose

_GIVEN_BACK = re.compile(r"tilbakefor|reversert|storno")
"""Beside a refund these words say what it is; beside a deduction, that it was undone."""

_CARRIED = re.compile(r"^overf|transp|^carried|^brought|^fra forrige")

_LARGEST = 100_000_00
"""Øre: no line's amount lies beyond this (`app.values.kroner.LIMIT`)."""


def collect(walked: Walked, pick: Pick, unions: Unions, section: Section, preamble: set[str]) -> Collected:
    """All lines of a table.  `preamble`: what the notes on top say, so that a page's head repeated changes nothing."""
    return _Collector(walked, pick, unions, section, preamble).run()


class _Collector:
    def __init__(self, walked: Walked, pick: Pick, unions: Unions, section: Section, preamble: set[str]) -> None:
        self.walked, self.pick, self.unions, self.preamble = walked, pick, unions, preamble
        self.sheet = walked.typed.block.sheet
        self.roles = walked.typed.roles
        self.section = section
        self.out = Collected(walked, pick)
        self.current: Line | None = None
        self.blank: Line | None = None
        self.last = ""
        """The name of the last person, as printed."""
        self.since = self.all = 0
        self.summed = self.footed = 0
        """How many lines stand above the last sum, and above the last sum that names a union."""
        self.fresh = self.carried = False
        self.on_top, self.heading = section.union, section.heading
        self.kind = ""
        """What the line that is being read is headed by, unless it is a strange union's."""
        self.heads = set(filter(may_head, preamble))
        self.seen_person = self.aside = False
        self.plain: set[tuple[int, str]] = set()
        """Texts of columns that say nothing against the deduction beside them: most are on every row."""
        self.largest = _LARGEST * (100 if pick.in_ore else 1)
        self.astray = astray(walked, pick)
        self.whose = Whose(walked, pick, unions, section)

    def run(self) -> Collected:
        for row in self.walked.rows:
            cells = self.sheet.rows[row.at]
            if self.aside and row.kind in ("person", "total"):
                self.out.aside.append(self._place(row.at, row.name or row.label))
            elif row.kind in ("person", "other") and self._goes_on(row, cells):
                continue
            elif row.kind == "person":
                self._person(row, cells)
            elif row.kind == "total":
                self._total(row, cells)
            elif row.kind == "other":
                self._other(row, cells)
            elif row.kind == "note":
                self._note(row.at, cells)
            if row.kind == "heading":
                self.carried = self.carried or self.fresh  # the next page: its first line may be the last person's
            if row.kind in ("heading", "total"):
                self.fresh = False
        self.out.cellwise_union = self.whose.cellwise
        return self.out

    def _goes_on(self, row: Seen, cells: list[Cell]) -> bool:
        """Whether the row was the rest of the last person's name, or a correction under the same number."""
        name = self.roles.get("name")
        if self.current is None or name is None:
            return False
        if self.fresh and goes_on(self.sheet, row, cells, name):
            with_rest(self.current, self.last, cells[name])
            return True
        if not is_correction(self.current, row, cells, name) or (amount := self._amount(cells, row.at)) is None:
            return False
        self._correction(row, cells, amount)
        return True

    def _amount(self, cells: list[Cell], at: int, person: bool = False) -> int | None:
        """The sum of the chosen columns; None where all are empty.  What cannot be read is noted."""
        total: int | None = None
        for index in self.pick.columns:
            cell = cells[index] if index < len(cells) else ""
            if cell == "" or (isinstance(cell, str) and cell.strip() in ("", *NOTHING)):
                continue
            ore = to_ore(cell, self.pick.marks.get(index))
            if ore is None:
                if person:
                    self.out.unread.append(self._place(at, text_of(cell)))
                continue
            total = ore + (total or 0)
        return total

    def _amount_of(self, row: Seen, cells: list[Cell]) -> int | None:
        """A person's; one beside its column is asked about, and so is a name with nothing beside it."""
        amount = self._amount(cells, row.at, person=True)
        if row.label == BARE and not self.pick.only_filled:
            self.out.odd.append(self._place(row.at, row.name))
        if amount is None and row.at in self.astray:
            self.out.odd.append(self._place(row.at, row.name))
            return self.astray[row.at]
        if amount is None and self.pick.sparse:
            self.out.strangers.append(self._place(row.at, row.name))
        return amount

    def _place(self, at: int, text: str) -> Place:
        return Place(sheet=self.sheet.name, row=self.sheet.numbers[at], text=text[:60])

    def _person(self, row: Seen, cells: list[Cell]) -> None:
        self.seen_person = True
        unread = len(self.out.unread)
        amount = self._amount_of(row, cells)
        if self.section.says_undone(cells) and (amount or 0) * self.all >= 0:  # else it gives back what was undone
            self.out.undone.append(self._place(row.at, row.name))
            return
        if self.whose.is_absent(cells, amount, self.pick.only_filled):
            self._ask_of_absent(row, cells)
            return
        if amount is None:
            self.out.blank += 1
        if row.id.kind in ("none", "wrong") and self._is_no_person(row, amount):
            return
        if abs(amount or 0) > self.largest:
            self.out.odd.append(self._place(row.at, row.name))
        if amount is None and (
            self.unions.named(row.name) or (self.walked.typed.has_ids and has_no_id(self.roles, row, cells))
        ):
            self._note(row.at, cells)
            if looks_like_name(row.name) and row.employee_no:
                self.out.odd.append(self._place(row.at, row.name))
            return
        line = Line(
            row=self.sheet.numbers[row.at],
            amount=amount or 0,
            name=row.name,
            national_id=row.id.digits,
            employee_no=row.employee_no,
            member_no=row.member_no,
            sheet=self.sheet.name,
        )
        if row.id.kind == "invalid" or (row.id.kind == "wrong" and self.walked.typed.has_ids):
            line.marks.append("invalid_id")
        if row.id.kind in ("masked", "broken"):
            line.marks.append("masked_id" if row.id.kind == "masked" else "broken_id")
        if len(self.out.unread) > unread:
            line.marks.append("unread_amount")
        self._context(line, cells)
        for one in self._months_of(line, cells):
            self._add(one, row.at)
        self.current, self.blank = line, line if amount is None and not self.pick.by_month else None
        self.last = text_of(cells[self.roles["name"]]) if self.roles.get("name", len(cells)) < len(cells) else ""

    def _ask_of_absent(self, row: Seen, cells: list[Cell]) -> None:
        """«Permisjon» beside a name with nothing under any union: whose member this is, nobody can see."""
        told = (cells[k] for k in self.whose.texts if k < len(cells) and in_words(cells[k]))
        if not self.whose.is_anothers(cells) and any(map(says_away, told)):
            self.out.strangers.append(self._place(row.at, row.name))

    def _months_of(self, line: Line, cells: list[Cell]) -> list[Line]:
        """The line itself, or one for every month that the columns are for."""
        if not self.pick.by_month:
            return [line]
        sums: dict[str, int] = {}
        for index, month in self.pick.by_month.items():
            ore = to_ore(cells[index], self.pick.marks.get(index)) if index < len(cells) and cells[index] != "" else 0
            sums[month] = sums.get(month, 0) + (ore or 0)
        return [structs.replace(line, amount=ore, period=month, marks=list(line.marks)) for month, ore in sums.items()]

    def _is_no_person(self, row: Seen, amount: int | None) -> bool:
        """Without an id: the sum of the lines above under a department's name, or a number that is no amount."""
        if amount is None:
            return False
        if abs(amount) > self.largest * 10:
            self._note(row.at, self.sheet.rows[row.at])
            return True
        lone = self.walked.typed.has_ids or not (row.employee_no or row.member_no)
        if lone and amount and self._is_running_sum(amount):
            self._print(row, amount, abs(amount) == abs(self.all), row.name)
            self.out.odd.append(self._place(row.at, row.name))
            return True
        if self.walked.typed.has_ids:
            # a number of the employer's and a name: a person without an id, if the list's sum says so too
            known = row.employee_no and row.id.kind == "none" and looks_like_name(row.name)
            (self.out.odd if known else self.out.strangers).append(self._place(row.at, row.name))
        return False

    def _context(self, line: Line, cells: list[Cell]) -> None:
        line.period = self._cell_period(cells) or self.section.period
        column = self.roles.get("orgnr")
        line.orgnr = (
            orgnr_in(cells[column]) if column is not None and column < len(cells) else None
        ) or self.section.orgnr
        above = self.current.union if self.current and person_key(self.current) == person_key(line) else None
        line.union = self.whose.union(cells, self.section.union, above)
        self._wage_type(cells, line)
        for index in self.whose.texts:
            cell = cells[index] if index < len(cells) else ""
            if not isinstance(cell, str) or (index, cell) in self.plain:
                continue
            text = fold(cell)
            undone = UNDONE.search(text)
            self.out.foreign = self.out.foreign or text in ("sek", "dkk", "eur", "usd", "gbp")
            if text in self._no(index) or (undone and not (line.amount * self.all < 0 and _GIVEN_BACK.search(text))):
                self.out.remarks.append(Place(sheet=self.sheet.name, row=line.row, text=cell[:60]))
            elif not undone:
                self.plain.add((index, cell))

    def _no(self, index: int) -> tuple[str, ...]:
        """«Trukket: Nei» beside an amount."""
        return ("nei", "no", "n", "ikke") if self.walked.typed.profiles[index].named in ("amount", "wage_type") else ()

    def _cell_period(self, cells: list[Cell]) -> str | None:
        column = self.roles.get("period")
        if column is None and (month := self.roles.get("month")) is not None:
            year = self.roles["year"]
            return parted_period(cells[year], cells[month]) if max(year, month) < len(cells) else None
        return (
            cell_period(cells[column]) if column is not None and column < len(cells) and cells[column] != "" else None
        )

    def _wage_type(self, cells: list[Cell], line: Line) -> None:
        strange = bool(self.whose.naming and line.union and line.union.startswith("?"))
        self.kind = "" if strange else self.heading
        if strange:
            return
        if self.kind:
            self.out.wage_types[self.heading] = self.out.wage_types.get(self.heading, 0) + 1
            return
        for index in self.whose.kinds:
            if index < len(cells) and cells[index] != "":
                text = text_of(cells[index]).strip()
                if index in self.whose.remarks:
                    if is_unrelated(text):
                        self.out.remarks.append(Place(sheet=self.sheet.name, row=line.row, text=text[:60]))
                    continue
                self.out.wage_types[text] = self.out.wage_types.get(text, 0) + 1
                break

    def _add(self, line: Line, at: int) -> None:
        self.out.lines.append(line)
        if self.kind:
            self.out.headed[id(line)] = self.kind  # only of lines that are kept: another may get a lost one's id()
        self.out.hidden.append(at in self.sheet.hidden_rows)
        self.since += line.amount
        self.all += line.amount
        self.fresh, self.carried = True, False

    def _total(self, row: Seen, cells: list[Cell]) -> None:
        amount = printed_amount(cells, self.pick, self.since, self.all)
        self.carried = bool(_CARRIED.search(fold(row.label)))
        if amount is not None:
            self._print(row, amount, is_grand_total(row.label), row.label)

    def _print(self, row: Seen, amount: int, grand: bool, label: str) -> None:
        text = " ".join(text_of(cell) for cell in self.sheet.rows[row.at] if cell != "")
        place = self._place(row.at, text)
        self._foot(amount, self.sheet.rows[row.at])
        self.out.printed.append(
            Printed(amount, place, len(self.out.lines), grand, label, row.at in self.sheet.hidden_rows)
        )
        self.since, self.summed = 0, len(self.out.lines)

    def _foot(self, amount: int, cells: list[Cell]) -> None:
        """«* | Industri Energi | 5 567,59» below the lines that it sums up says whose they are."""
        named = {name for cell in cells if isinstance(cell, str) for name in self.unions.named(cell, labelled=True)}
        if len(named) != 1 or self.out.cellwise_union:
            return
        for start in (self.footed, self.summed):
            own = self.out.lines[start:]
            if own and abs(sum(line.amount for line in own)) == abs(amount):
                for line in own:
                    line.union = next(iter(named))
                self.footed = len(self.out.lines)
                return

    def _other(self, row: Seen, cells: list[Cell]) -> None:
        amount = self._amount(cells, row.at) if self.seen_person and self._is_data_row(row.at, cells) else None
        if amount is None:
            self._note(row.at, cells)
            self.fresh = False if not any(isinstance(c, (int, float)) for c in cells) else self.fresh
            return
        if amount == 0 and not any(map(in_words, cells)):
            return  # an empty row of a form, with its sum
        if explains(cells, self.section.codes):
            self._print(row, amount, grand=False, label=row.name)
        elif amount and (self._is_running_sum(amount) or (amount == self.since and not any(map(in_words, cells)))):
            self._print(row, amount, abs(amount) == abs(self.all), "")
        elif self.current and self.carried and (not row.name or only_corrects(row.name)) and any(map(in_words, cells)):
            self._correction(row, cells, amount)  # the person's own line is the last on the page before
        elif self.current and self.fresh and is_of_above(row.name):
            self._correction(row, cells, amount)
        elif self.current and self.fresh and row.label == BELOW:
            self._correction(row, cells, amount)
            self.out.odd.append(self._place(row.at, row.name))  # a rate or a sum so far may stand so, too
        elif row.name and looks_like_name(row.name):
            self._person(row, cells)
            self.out.odd.append(self._place(row.at, row.name))
        elif row.name or not self.fresh or self.current is None:
            self.out.odd.append(self._place(row.at, " ".join(text_of(cell) for cell in cells if cell != "")))
        else:
            self._correction(row, cells, amount)

    def _is_data_row(self, at: int, cells: list[Cell]) -> bool:
        return sum(1 for cell in cells if cell != "") < 12 and not has_code_as(self.sheet, at, self.pick.columns)

    def _is_running_sum(self, amount: int) -> bool:
        return len(self.out.lines) > 1 and abs(amount) in (abs(self.since), abs(self.all))

    def _correction(self, row: Seen, cells: list[Cell], amount: int) -> None:
        """A row without id and name just below a person is that person's."""
        above = self.current
        if above is None:
            return
        line = Line(
            row=self.sheet.numbers[row.at],
            amount=amount,
            name=above.name,
            national_id=above.national_id,
            employee_no=above.employee_no,
            member_no=above.member_no,
            sheet=above.sheet,
            marks=list(above.marks),
        )
        if self.out.lines[-1] is self.blank:
            self.out.drop_blank()
        self._context(line, cells)
        texts = [cell for cell in cells if isinstance(cell, str)]
        if not any(self.unions.named(text) or (in_words(text) and is_unrelated(text)) for text in texts):
            line.union = above.union
        line.period = self._cell_period(cells) or above.period
        self._add(line, row.at)
        if not any(map(in_words, cells)) or abs(amount) > 3 * max(abs(above.amount), 1_000_00):
            self.out.odd.append(self._place(row.at, " ".join(text_of(cell) for cell in cells if cell != "")))

    def _note(self, at: int, cells: list[Cell]) -> None:
        """A note between the lines may open a section of another union, month or employer."""
        text = unpaged(" ".join(text_of(cell) for cell in self.sheet.parts(at)))
        if not text or text in self.preamble or len(text) > 200:
            return
        # below a sum only: among people such words may be a remark on the one above
        self.aside = bool(self.out.lines) and self.summed == len(self.out.lines) and is_for_information(text)
        if self.aside:
            return
        named = section_union(self.sheet, at, self.unions)
        if may_head(text):
            named = named or strange_section(text, self.heads, self.unions)
            if strange := strange_before(text, self.heads, self.unions):
                for line in self.out.lines:  # under the title's union as far as anybody knew
                    own = self.whose.cellwise or line.union not in (None, self.on_top)
                    line.union = line.union if own else strange
            self.heads.add(text)
        if named:
            self.section = replace(self.section, union=named)
        said = (found for found, _ in months_in(self.sheet, at) if found.kind in ("month", "range"))
        months = {found.period for found in said if found.score >= 2}
        if len(months) == 1:
            self.section = replace(self.section, period=months.pop())
        orgnrs = employers_on(self.sheet, at, self.unions)
        if len(orgnrs) == 1 and not is_on_top(text, min(orgnrs), self.preamble):
            self.section = replace(self.section, orgnr=orgnrs.pop())
        if not any(isinstance(cell, (int, float)) for cell in cells):
            self.heading = heading_after(text, self.heading, named=bool(named))
        self.out.texts.append(text)
