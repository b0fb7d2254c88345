"""What the file says beside its lines must be accounted for: an id, another union, a sum or a head count that no line
explains is asked about.  A net below the reading: it looks at the cells as they came, not at what was made of them."""

import re
from collections.abc import Iterable, Iterator

from app.intake.case import Case, all_lines
from app.intake.cells import Cell, Sheet, text_of
from app.intake.headings import WHO_ROLES, fold, is_total, role_of
from app.intake.heads import looks_like_name
from app.intake.ids import is_valid
from app.intake.kinds import is_unrelated, only_dues
from app.intake.reading import ControlTotal, Line, Place, Question

_ID = re.compile(r"(?<![\d.,])(\d{6})[ .\-]?(\d{5})(?!\d|[.,]\d)")
_SHOWN = 20
_MANY = 20_000
"""Rows: a longer list is a machine's, and no letter with people in its sentences."""
_AT_ONCE = 200
_DIGIT = re.compile(r"\d")

_SAID = re.compile(r"(?<![\d.,])(\d{1,3}(?:[ .\u00a0\u2009\u202f']\d{3})+|\d+)([.,]\d\d)(?![\d.,]\d|\d)")
_WHOLE = re.compile(r"\b(?:kr|nok)\.? ?(\d{1,3}(?:[ .\u00a0\u2009\u202f]\d{3})+|\d+)(?:,-)?(?![\d,]|\.\d)", re.I)
_SUM = re.compile(
    r"total|til ?samm[ae]n|\bi alt\b|\bsum|innbetal|overfor|\bbelopet\b|a betale|\bbetalt\b|\btrukket\b|\bsammen\b"
)
_SUMS_UP = re.compile(r"(?:samlet|total\w*|til ?samm[ae]n|\bi alt) (?:\w+ )?(?:trukke[nt]|trekt?|kontingent)")
"""«Samlet trukket kontingent for mai 2026: kr 6 204,23» in the letter above the lines."""
_OTHER_SUM = re.compile(
    r"hittil|\bar(et|s)?\b|grunnlag|forrige|sats|\bbase\b|brutto|netto|lonn(?!s? ?trekk)|\brest|saldo|gebyr|"
    r"arbeidsgivers? |neste|skatt|pensjon|year|ytd|previous|salary"
)

_PEOPLE = (
    r"(?:personer|person|medlemm?er|medlemmar|medlem|ansatte|tilsette|arbeidstakere|linjer|poster|members|employees|"
    r"lines)"
)
_COUNTED = re.compile(rf"(?<![\d.,/])(\d{{1,6}}) (?:stk )?{_PEOPLE}\b")
_COUNT = re.compile(rf"\b(?:antall|tal pa|ant|number of|no of) {_PEOPLE}(?: trukket| i listen)? ?(\d{{1,6}})(?![\d.,])")
_COUNTS = re.compile(
    r"total|til ?samm[ae]n|\bi alt\b|\bsum|antall|\btal pa\b|\bant\b|number of|no of|listen|innbetal|overfor|trukket"
)


def account(case: Case) -> None:
    """Ask about what is left over.  `case.reading.lines` are settled, the table's own sums are checked."""
    spoken = [sheet for sheet in case.sheets if len(sheet.rows) <= _MANY and _is_used(case, sheet)]
    people = {(line.sheet, line.row) for line in all_lines(case)}
    _missed_people(case)
    _sum_taken(case)
    _odd_names(case)
    _lost_rows(case, people)
    _lost_names(case)
    for sheet in spoken:
        _lost_people(case, sheet, people)
    for sheet in spoken:
        first = min((row for name, row in people if name == sheet.name), default=0)
        for at, cells in _rest(sheet, people, case):
            below = sheet.numbers[at] > first
            _other_unions(case, sheet, at, cells)
            if below or _SUMS_UP.search(fold(_said(cells))):
                _said_sum(case, sheet, at, cells)
            _said_people(case, sheet, at, cells, below)


def _is_used(case: Case, sheet: Sheet) -> bool:
    return any(table.walked.typed.block.sheet.name == sheet.name for table in case.tables)


def _rest(sheet: Sheet, people: set[tuple[str, int]], case: Case) -> Iterator[tuple[int, list[Cell]]]:
    """Rows that are seen, and that are neither people's, nor headings, nor sums that were checked."""
    sums = {(printed.place.sheet, printed.place.row) for table in case.tables for printed in table.printed}
    for table in case.tables:
        own = table.walked.typed.block.sheet
        heads = {row.at for row in table.walked.rows if row.kind == "heading" and _heads_people(own.rows[row.at])}
        sums |= {(own.name, own.numbers[at]) for at in heads | table.walked.typed.block.heading_rows}
        sums |= {(place.sheet, place.row) for place in (*table.aside, *table.undone)}
    for at, row in enumerate(sheet.rows):
        number = (sheet.name, sheet.numbers[at] if at < len(sheet.numbers) else at + 1)
        if at in sheet.hidden_rows or number in people or number in sums:
            continue
        cells = [cell for cell in row if cell != ""]
        if cells:
            yield at, cells


def _heads_people(row: list[Cell]) -> bool:
    """Not so «Lohnart 8121 | Gewerkschaftsbeitrag | Norsk Arbeidsmandsforbund», which is no row of column heads."""
    return any(role_of(text_of(cell)) in WHO_ROLES for cell in row)


def _place(sheet: Sheet, at: int, text: str) -> Place:
    return Place(sheet=sheet.name, row=sheet.numbers[at] if at < len(sheet.numbers) else at + 1, text=text[:60])


def _said(row: list[Cell]) -> str:
    return " ".join(text_of(cell) for cell in row if cell != "")


def _missed_people(case: Case) -> None:
    """A valid national id that no line has, ours or another's, on any sheet that is seen."""
    known = {line.national_id for line in [*all_lines(case), *case.reading.others]}
    known |= {row.id.digits for table in case.tables for row in table.walked.people}
    found: dict[str, Place] = {}
    accounts = _accounts(case)
    for sheet in case.sheets:
        used = _is_used(case, sheet)
        for at, row in enumerate(sheet.rows) if len(sheet.rows) <= _MANY else _rows_unknown(sheet, known):
            if at in sheet.hidden_rows or not (used or any(_is_money(cell) for cell in row)):
                continue
            for digits in _ids(
                cell for k, cell in enumerate(row) if _in_words(cell) or (sheet.name, k) not in accounts
            ):
                if digits not in known:
                    found.setdefault(digits, _place(sheet, at, _said(row)))
    if found:
        case.ask(Question(code="missed_people", about="accepted", places=list(found.values())[:_SHOWN]))


def _sum_taken(case: Case) -> None:
    """A line as large as all others together is rather their sum: «Til betaling  4 160,69» below the last person."""
    lines = [line for line in case.reading.lines if line.amount]
    odd = [line for line in lines if 2 * line.amount == case.reading.total] if len(lines) > 2 else []
    if odd:
        places = [Place(sheet=line.sheet, row=line.row, text=line.name) for line in odd]
        case.ask(Question(code="odd_rows", about="accepted", places=places))


def _is_money(cell: Cell) -> bool:
    """On a sheet without a list only rows with an amount may be people who were deducted from."""
    if isinstance(cell, str):
        return _SAID.fullmatch(cell.strip(" kr-−")) is not None
    return isinstance(cell, float) and not cell.is_integer()


def _lost_rows(case: Case, people: set[tuple[str, int]]) -> None:
    """A name with an amount among people, of which no line was made: «4 | Kari Olsen | kr 450,00», one cell off."""
    if case.checked.grand_fits:
        return
    found = []
    for table in (table for table in case.tables if table.walked.people):
        sheet, at = table.walked.typed.block.sheet, [row.at for row in table.walked.people]
        first, last = min(at), max(at)
        sums = {printed.place.row for printed in table.printed}
        for row in table.walked.rows:
            if row.kind not in ("other", "note") or not first < row.at < last or row.at in sheet.hidden_rows:
                continue
            number = sheet.numbers[row.at]
            if number in sums or (sheet.name, number) in people:
                continue
            cells = [cell for cell in sheet.rows[row.at] if cell != ""]
            if any(map(_is_money, cells)) and any(isinstance(cell, str) and _is_name(case, cell) for cell in cells):
                found.append(_place(sheet, row.at, _said(cells)))
    if found:
        case.ask(Question(code="missed_people", about="accepted", places=found[:_SHOWN]))


def _lost_people(case: Case, sheet: Sheet, people: set[tuple[str, int]]) -> None:
    """Rows with a number, a name and an amount that nobody took for people: a whole table may have been passed over."""
    seen = {
        table.walked.typed.block.sheet.numbers[row.at]
        for table in case.tables
        if table.walked.typed.block.sheet.name == sheet.name
        for row in table.walked.people
    }
    found = [
        _place(sheet, at, _said(cells))
        for at, cells in _rest(sheet, people, case)
        if sheet.numbers[at] not in seen
        and any(map(_is_money, cells))
        and any(isinstance(cell, str) and not is_total(cell) and _is_name(case, cell) for cell in cells)
        and any(_OWN_NUMBER.fullmatch(text_of(cell)) for cell in cells)
    ]
    if len(found) > 1:
        case.ask(Question(code="missed_people", about="accepted", places=found[:_SHOWN]))


_OWN_NUMBER = re.compile(r"\d{1,8}")


_FIRST = re.compile(r"^\d{1,8}[.) ]+")
"""«1) Kari Olsen»"""


def _lost_names(case: Case) -> None:
    """Nobody has a name, and as many names stand in the file as people: they are on rows or in cells of their own."""
    lines = case.reading.lines
    people = {line.national_id or line.employee_no or line.member_no for line in lines}
    if len(people) < 2 or len(lines) > _MANY or any(line.name for line in lines):
        return
    texts = {cell for sheet in case.sheets for row in sheet.rows for cell in row if isinstance(cell, str)}
    if sum(_is_name(case, _FIRST.sub("", text)) for text in texts) >= len(people) * 0.8:
        places = [Place(sheet=line.sheet, row=line.row) for line in lines[:_SHOWN]]
        case.ask(Question(code="odd_rows", about="accepted", places=places))


def _is_name(case: Case, text: str) -> bool:
    return looks_like_name(text) and not (role_of(text) or case.unions.named(text) or is_unrelated(text))


def _odd_names(case: Case) -> None:
    """«Jan Fellesforbundet Halvorsen», «Tomasz 6541862 Hovland»: what stood above or beside has come into the name.

    Nobody is called «Fagforeningskontingent».
    """
    lines = case.reading.lines
    if len(lines) > _MANY:
        return
    odd = []
    for some in (lines[at : at + _AT_ONCE] for at in range(0, len(lines), _AT_ONCE)):
        together = "\n".join(line.name for line in some)
        if _DIGIT.search(together) or case.unions.may_be_in(together):
            odd += [
                Place(sheet=line.sheet, row=line.row, text=line.name)
                for line in some
                if _DIGIT.search(line.name) or case.unions.borne_by(line.name)
            ]
    odd += [Place(sheet=line.sheet, row=line.row, text=line.name) for line in lines if only_dues(line.name)]
    if odd:
        case.ask(Question(code="odd_rows", about="accepted", places=odd[:_SHOWN]))


def _in_words(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) > 14


def _accounts(case: Case) -> set[tuple[str, int]]:
    """Columns headed as accounts and the like: their numbers have eleven digits too."""
    return {
        (block.sheet.name, profile.index + block.sheet.first_column)
        for table in case.tables
        for block in [table.walked.typed.block]
        for profile in table.walked.typed.profiles
        if profile.named in ("other_id", "employee_no", "member_no")
    }


def _ids(row: Iterable[Cell]) -> Iterator[str]:
    """The valid ids in a row's cells, and those that two cells beside each other make."""
    day = ""
    for cell in row:
        if isinstance(cell, str):
            if len(cell) >= 11:
                yield from (digits for one in _ID.finditer(cell) if is_valid(digits := one[1] + one[2]))
            elif len(cell) == 5 and day and cell.isdigit() and is_valid(day + cell):
                yield day + cell
            day = cell if len(cell) == 6 and cell.isdigit() else ""
        else:
            day = ""
            if isinstance(cell, (int, float)) and 10**9 <= cell < 10**11 and is_valid(digits := f"{int(cell):011}"):
                yield digits


def _rows_unknown(sheet: Sheet, known: set[str | None]) -> Iterator[tuple[int, list[Cell]]]:
    """In a machine's long list an id has a cell of its own: rows with one that is in no line."""
    for at, row in enumerate(sheet.rows):
        for cell in row:
            if isinstance(cell, str):
                if len(cell) == 11 and cell not in known and is_valid(cell):
                    yield at, row
                    break
            elif isinstance(cell, (int, float)) and 10**9 <= cell < 10**11 and f"{int(cell):011}" not in known:
                yield at, row
                break


def _other_unions(case: Case, sheet: Sheet, at: int, cells: list[Cell]) -> None:
    """Another union is named, and nothing in the list is its: whose are the lines?"""
    explained = {line.union for line in all_lines(case)} | set(case.reading.other_unions)
    text = " ".join(text_of(cell) for cell in cells)
    if len(text) > 300:
        return
    for cell in cells:
        if isinstance(cell, str) and case.unions.spoken_of(cell, text) - explained - {case.unions.ours}:
            case.ask(
                Question(
                    code="union_rows",
                    about="union_rows",
                    proposal="named",
                    places=[_place(sheet, at, text)],
                    values={"union": case.unions.ours},
                )
            )


def _said_sum(case: Case, sheet: Sheet, at: int, cells: list[Cell]) -> None:
    """«Totalt trukket kr 3 268,34 for 4 medlemmer»: a sum in a sentence counts as much as one in a column."""
    text = " ".join(text_of(cell) for cell in cells)
    folded = fold(text)
    if not _SUM.search(folded) or _OTHER_SUM.search(folded):
        return
    lines = all_lines(case)
    single = {abs(line.amount) for line in lines}
    largest = max(single, default=0)
    amounts = [amount for amount in _amounts(text) if amount >= largest and (amount not in single or len(lines) == 1)]
    if not amounts:
        return
    place = _place(sheet, at, text)
    if set(amounts) & _sums(case, lines):
        fitting = next(amount for amount in amounts if amount in _sums(case, lines))
        case.reading.control_totals.append(ControlTotal(amount=fitting, fits=True, place=place))
        case.reading.total_fits = case.checked.misfit is None
        case.checked.grand_fits = case.checked.grand_fits or case.checked.misfit is None
    elif not case.checked.grand_fits:
        case.reading.control_totals.append(ControlTotal(amount=amounts[0], fits=False, place=place))
        case.reading.total_fits = False
        case.warn("total_mismatch")
        case.ask(
            Question(
                code="total_mismatch",
                about="accepted",
                proposal="total_mismatch",
                places=[place],
                values={"printed": str(amounts[0]), "read": str(case.reading.total)},
            )
        )


def _amounts(text: str) -> list[int]:
    """Øre."""
    exact = [int(re.sub(r"\D", "", one[1]) + one[2][1:]) for one in _SAID.finditer(text)]
    return exact or [100 * int(re.sub(r"\D", "", one[1])) for one in _WHOLE.finditer(text)]


def _sums(case: Case, lines: list[Line]) -> set[int]:
    groups = [lines, case.reading.lines, *(table.lines for table in case.tables)]
    return {abs(sum(line.amount for line in group)) for group in groups}


def _said_people(case: Case, sheet: Sheet, at: int, cells: list[Cell], below: bool) -> None:
    """«Antall medlemmer: 33», «Totalt 33 personer, kr …»: as many must have been read."""
    text = " ".join(text_of(cell) for cell in cells)
    folded = fold(text)
    if (
        len(folded) > 200
        or not _COUNTS.search(folded)
        or (not below and re.search("ansatte|tilsette|personer", folded))
    ):
        return
    said = [int(one[1]) for pattern in (_COUNTED, _COUNT) for one in pattern.finditer(folded)]
    if said and not set(said) & (_counts(case) | {_lines_above(case, sheet, at)}):
        case.ask(
            Question(
                code="headcount",
                about="accepted",
                places=[_place(sheet, at, text)],
                values={"said": str(said[0]), "count": str(case.reading.people)},
            )
        )


def _lines_above(case: Case, sheet: Sheet, at: int) -> int:
    """«SUM AVD 110   9 ANSATTE»: how many lines stand above it, from the row before that counts people on."""
    above = (n for n in range(at - 1, -1, -1) if _COUNTED.search(fold(_said(sheet.parts(n)))))
    first = sheet.numbers[n] if (n := next(above, None)) is not None else 0
    return sum(line.sheet == sheet.name and first < line.row < sheet.numbers[at] for line in all_lines(case))


def _counts(case: Case) -> set[int]:
    counts = set()
    of_unions: dict[str | None, list[Line]] = {}
    for line in all_lines(case):
        of_unions.setdefault(line.union, []).append(line)
    tables = [table.lines for table in case.tables]
    for lines in (all_lines(case), case.reading.lines, *tables, *of_unions.values()):
        for some in (lines, [line for line in lines if line.amount]):
            counts |= {len(some), len({line.national_id or line.employee_no or line.name for line in some})}
    return counts
