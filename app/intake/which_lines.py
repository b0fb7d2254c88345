"""Which of the file's lines are ours: union, table, what is seen, what the sum covers."""

import re
from collections import Counter, defaultdict
from itertools import combinations

from app.intake.case import Case, all_lines, person_key
from app.intake.cells import Sheet, Unreadable, text_of
from app.intake.collected import Collected
from app.intake.head_month import head_month
from app.intake.headings import fold, is_total, role_of
from app.intake.kinds import is_unrelated
from app.intake.reading import Choice, Fact, Line, Place, Question
from app.intake.strange import may_be_ours
from app.intake.summaries import without_summary
from app.intake.totals import check_totals
from app.intake.versions import Part, are_added, are_months, copy_of, is_meant, last_of, parts_of
from app.intake.which_kinds import types_by_line, wages


def our_union(case: Case) -> list[Line]:
    """Only our union's lines; the others are kept apart."""
    lines, ours = all_lines(case), case.unions.ours
    named = Counter(line.union for line in lines)
    strange = {union for union in named if union and union.startswith("?")}
    others = {union for union in named if union and union != ours and union not in strange}
    if case.answers.union_rows == "all":
        return lines
    if not others and not named[ours]:
        return _only_unknown(case, lines, strange)
    if not named[ours] and not named[None] and not strange:
        case.reading.other_unions = sorted(others)
        raise Unreadable("other_union", unions=", ".join(sorted(others)), ours=ours)
    kept = [line for line in lines if line.union == ours]
    if (
        case.preamble_unions - {ours}
        and ours in case.preamble_unions
        and not others
        and not strange
        and len(case.tables) == 1
        and not case.tables[0].cellwise_union
    ):
        case.ask(_union_question(case, lines))
    open_lines = [line for line in lines if line.union is None]
    if kept:
        kinds = types_by_line(case)
        apart = {text for text in kinds.values() if is_unrelated(text)} | wages(lines, kinds)
        open_lines = [line for line in open_lines if kinds.get(id(line), "") not in apart]
    if open_lines and kept and _are_listed_twice(open_lines, [line for line in lines if line.union is not None]):
        open_lines = []  # a sheet of all, and a sheet per union
    if open_lines and (others or any(table.cellwise_union for table in case.tables)):
        case.ask(_union_question(case, lines))
        kept = kept or open_lines
    elif open_lines:
        own = {id(line) for line in (*kept, *open_lines)}
        kept = [line for line in lines if id(line) in own]
    case.reading.union = _union_fact(case, kept)
    aside = [line for line in lines if line.union in others or line.union in strange]
    case.reading.others, case.reading.other_unions = aside, sorted(u.lstrip("?") for u in others | strange)
    if aside:
        case.warn("other_unions")
    if may_be_ours(case, kept, [line for line in aside if line.union in strange]):
        case.ask(_union_question(case, lines))
    return kept


def weighed(case: Case, lines: list[Line]) -> list[Line]:
    """The lines whose signs say how deductions are printed: our own, where wages or other deductions stand beside."""
    ours = [line for line in lines if line.union == case.unions.ours] or lines
    kinds = types_by_line(case)
    apart = {text for text in kinds.values() if is_unrelated(text)} | wages(ours, kinds)
    return [line for line in ours if kinds.get(id(line), "") not in apart] or ours


def _are_listed_twice(open_lines: list[Line], named: list[Line]) -> bool:
    sheets = {line.sheet for line in named}
    known = {(person_key(line), line.amount) for line in named}
    return all(line.sheet not in sheets and (person_key(line), line.amount) in known for line in open_lines)


def _only_unknown(case: Case, lines: list[Line], strange: set[str]) -> list[Line]:
    """No union that we know is named.  A constant code says nothing; several, or a name, are a question."""
    if case.strange_unions and not case.preamble_unions:
        case.ask(_union_question(case, lines))
    words = [text for text in strange if re.search(r"[^\W\d_]{3}", text)]
    if words or len(strange) > 1:
        case.ask(_union_question(case, lines))
    for line in lines:
        line.union = None
    return lines


def _union_question(case: Case, lines: list[Line]) -> Question:
    counted: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        counted[(line.union or "").lstrip("?")].append(line)
    choices = [
        Choice(value=name, label=name, count=len(group), total=sum(line.amount for line in group))
        for name, group in counted.items()
    ]
    return Question(
        code="union_rows", about="union_rows", proposal="named", choices=choices, values={"union": case.unions.ours}
    )


def _union_fact(case: Case, kept: list[Line]) -> Fact:
    if any(line.union == case.unions.ours for line in kept) or case.unions.ours in case.preamble_unions:
        return Fact(value=case.unions.ours, sure=True)
    return Fact()


def one_of_the_tables(case: Case, kept: list[Line]) -> list[Line]:
    """The same people in two tables, or stacked in one, are counted once: which of them is a question."""
    groups: dict[int, list[Line]] = {}
    ids = {id(line) for line in kept}
    for n, table in enumerate(case.tables):
        own = [line for line in table.lines if id(line) in ids]
        if own:
            groups[n] = own
    if len(whole := groups) > len(groups := without_summary(case, whole)):
        kept = [line for own in groups.values() for line in own]
    kinds = types_by_line(case)
    tables = {n: parts_of(case.tables[n], own, kinds) for n, own in groups.items()}
    parts = [part for own in tables.values() for part in own]
    if len(parts) < 2:
        return kept
    if are_months(parts, head_month(case)):
        return kept
    overlap = max(_overlap(one, other) for one, other in combinations(parts, 2))
    heads = {tuple(fold(text) for text in case.tables[n].walked.typed.block.headings if text) for n in groups}
    if overlap < 0.3 and len(heads) == 1:
        return kept
    _name(case, tables)
    if len(answered := case.answers.sheets or []) > 1:
        return kept
    if told := [part for part in parts if is_meant(answered, part)]:
        return [line for part in told for line in part.lines]
    chosen = None if overlap < 0.3 else _proposed(case, tables)
    choices = [Choice(value=part.value, label=_label(part), count=len(part.lines), total=part.total) for part in parts]
    proposal = chosen.value if chosen else "*"
    if answered or "sheets" not in case.answers.accepted:  # the sheet that was named holds several
        case.questions["sheets"] = Question(code="sheets", about="sheets", proposal=proposal, choices=choices)
    return chosen.lines if chosen else kept


def _name(case: Case, tables: dict[int, list[Part]]) -> None:
    """Each part's name in an answer: its sheet's, and where that holds several, with the first person's row."""
    names = Counter(part.lines[0].sheet for parts in tables.values() for part in parts)
    for parts in tables.values():
        for part in parts:
            sheet, row = part.lines[0].sheet, part.lines[0].row
            part.value = sheet if names[sheet] == 1 else f"{sheet}:{row}"
            part.titles += [sheet] if part.value == sheet else []


def _label(part: Part) -> str:
    """How a page calls it: a sheet's name, or the title that says most of a version."""
    if part.value == part.lines[0].sheet and part.value:
        return part.value
    return part.title or f"{part.lines[0].row}–{part.lines[-1].row}"


def _proposed(case: Case, tables: dict[int, list[Part]]) -> Part | None:
    """None where all are to be added."""
    parts = [part for own in tables.values() for part in own]
    names = [part.value for part in parts]
    if _are_parts(names) or are_added(parts):
        return None
    if said := last_of(parts) or copy_of(parts):
        return said
    if len(tables) < len(parts):
        return parts[-1]
    largest = max(tables, key=lambda n: (_share_of_total(case.tables[n]), n))
    return tables[largest][0]


def _are_parts(names: list[str]) -> bool:
    """Sheets «Kontingent» and «Forsikring» hold the same people, and add up."""
    return len(set(names)) == len(names) and all(role_of(name) == "part" for name in names)


def _share_of_total(table: Collected) -> int:
    return int(any(abs(p.amount) == abs(sum(line.amount for line in table.lines)) for p in table.printed))


def _overlap(one: Part, other: Part) -> float:
    """How many of the people of two parts are in both, with the same month where both say one."""
    months = [{line.period for line in part.lines} for part in (one, other)]
    apart = not any(None in own for own in months)
    first, second = (
        {(person_key(line), line.period if apart else None) for line in part.lines} for part in (one, other)
    )
    return len(first & second) / max(min(len(first), len(second)), 1)


def visible(case: Case, kept: list[Line]) -> list[Line]:
    """Hidden rows: left out when the printed sum says so, else asked about."""
    hidden = {
        id(line)
        for table in case.tables
        for line, is_hidden in zip(table.lines, table.hidden, strict=True)
        if is_hidden
    }
    ours = [line for line in kept if id(line) in hidden]
    if not ours:
        return kept
    seen = [line for line in kept if id(line) not in hidden]
    if case.answers.include_hidden is not None:
        return kept if case.answers.include_hidden else seen
    sums = {abs(printed.amount) for table in case.tables for printed in table.printed}
    with_all, without = abs(sum(line.amount for line in kept)), abs(sum(line.amount for line in seen))
    if seen and without in sums and with_all not in sums:
        case.warn("hidden_rows_left_out")
        return seen
    proposal = "yes" if with_all in sums and without not in sums else "no"
    choices = [
        Choice(value="no", count=len(seen), total=without),
        Choice(value="yes", count=len(kept), total=with_all),
    ]
    places = [Place(sheet=line.sheet, row=line.row, text=line.name) for line in ours[:20]]
    case.ask(
        Question(
            code="hidden_rows",
            about="include_hidden",
            proposal=proposal,
            choices=choices,
            places=places,
            values={"count": str(len(ours))},
        )
    )
    return kept if proposal == "yes" else seen


def not_struck(case: Case, kept: list[Line]) -> list[Line]:
    """Rows that are struck through are asked about: most often people who have left, and no part of the sum."""
    struck = {(sheet.name, sheet.numbers[row]): bits for sheet in case.sheets for row, bits in _struck_rows(sheet)}
    if not struck:
        return kept
    own = {id(line) for table in case.tables for line in table.lines if _is_struck(table, line, struck)}
    out = [line for line in kept if id(line) in own]
    if not out:
        return kept
    rest = [line for line in kept if id(line) not in own]
    if case.answers.include_struck is not None:
        return kept if case.answers.include_struck else rest
    fits, without = (check_totals(case.tables, {id(line) for line in lines}, {}) for lines in (kept, rest))
    belong = bool(fits.totals) if bool(fits.misfit) == bool(without.misfit) else without.misfit is not None
    choices = [
        Choice(value=value, count=len(lines), total=sum(line.amount for line in lines))
        for value, lines in (("no", rest), ("yes", kept))
    ]
    places = [Place(sheet=line.sheet, row=line.row, text=line.name) for line in out[:20]]
    case.ask(
        Question(
            code="struck_rows",
            about="include_struck",
            proposal="yes" if belong else "no",
            choices=choices,
            places=places,
            values={"count": str(len(out))},
        )
    )
    return kept if belong else rest


def _struck_rows(sheet: Sheet) -> list[tuple[int, int]]:
    return [(row, bits) for row, bits in sheet.struck.items() if row < len(sheet.numbers)]


def _is_struck(table: Collected, line: Line, struck: dict[tuple[str, int], int]) -> bool:
    """By the cells that say who it is or how much; a remark may be struck for other reasons."""
    block = table.walked.typed.block
    bits = struck.get((line.sheet, line.row), 0) >> block.sheet.first_column
    if not bits or block.sheet.turned:
        return False
    if not block.sheet.struck:  # made of the file's sheet: its columns may stand elsewhere
        return bool(bits & ((1 << block.width) - 1))
    roles = table.walked.typed.roles
    said = {roles[role] for role in ("name", "first_name", "last_name", "national_id", "employee_no") if role in roles}
    return any(bits >> column & 1 for column in (*said, *table.pick.columns))


def above_the_sum(case: Case, kept: list[Line]) -> list[Line]:
    """People below a table's last sum are often those who were not deducted."""
    below: list[Line] = []
    for table in case.tables:
        grand = [printed for printed in table.printed if printed.grand and printed.after]
        last = max((printed.after for printed in table.printed), default=0)
        if grand and last < len(table.lines):
            below += table.lines[last:]
    aside = {id(line) for line in below}
    rest = [line for line in kept if id(line) not in aside]
    if not below or len(rest) == len(kept) or case.answers.below_total:
        return kept
    if case.answers.below_total is None:
        places = [Place(sheet=line.sheet, row=line.row, text=line.name) for line in below[:20]]
        choices = [
            Choice(value=value, count=len(lines), total=sum(line.amount for line in lines))
            for value, lines in (("no", rest), ("yes", kept))
        ]
        added = any(_adds(table, below) for table in case.tables)
        proposal = "yes" if added else "no"
        case.ask(Question(code="after_total", about="below_total", proposal=proposal, choices=choices, places=places))
        return kept if added else rest
    return rest


_IN_ADDITION = re.compile(
    r"\bi tillegg|\bglemt|\bkommer til|\bin addition|\badditional|\btillagg|"
    r"kom ikk?j?e med\b|ikk?j?e kom med\b|trukket manuelt|^nye? (?:i )?(?:denne|dette|this)|etter(?:an)?meldt|"
    r"\bnot included|left out"
)


def _adds(table: Collected, below: list[Line]) -> bool:
    """«I tillegg (glemt i første kjøring):» between the sum and the people below it."""
    rows = {line.row for line in below}
    sheet = table.walked.typed.block.sheet
    first = next((at for at, number in enumerate(sheet.numbers) if number in rows), 0)
    texts = [fold(" ".join(map(text_of, sheet.parts(at)))) for at in range(max(first - 6, 0), first)]
    over = next((at for at in range(first - 1, -1, -1) if any(map(text_of, sheet.parts(at)))), None)
    right_below = over is not None and is_total(next(filter(None, map(text_of, sheet.parts(over)))))
    return any(_IN_ADDITION.search(text) for text in texts) or (right_below and all(line.amount for line in below))
