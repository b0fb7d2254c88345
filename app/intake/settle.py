"""What is left open after reading becomes a question, one per thing, with what the reading would take as proposal."""

from collections import defaultdict

from app.intake.accounted import account
from app.intake.case import Case, all_lines, person_key
from app.intake.cells import column_letter, text_of
from app.intake.collected import Collected
from app.intake.headings import fold
from app.intake.legend import explain_marks
from app.intake.numbers_left import ask_of_numbers
from app.intake.per_person import own_deductions
from app.intake.reading import Choice, Line, Place, Question
from app.intake.torn import torn
from app.intake.totals import check_totals
from app.intake.which_employer import settle_employer
from app.intake.which_kinds import only_union_deductions, types_by_line
from app.intake.which_lines import (
    above_the_sum,
    not_struck,
    one_of_the_tables,
    our_union,
    visible,
    weighed,
)
from app.intake.which_month import settle_period

_ORDER = (
    "sheets",
    "id_column",
    "broken_ids",
    "number_column",
    "amount",
    "numbers",
    "scale",
    "sign",
    "union_rows",
    "wage_types",
    "hidden_rows",
    "struck_rows",
    "several_months",
    "period",
    "orgnr",
    "unread",
    "missed_people",
    "odd_rows",
    "unread_numbers",
    "row_remarks",
    "silent_pages",
    "currency",
    "formulas",
    "printed_twice",
    "after_total",
    "same_people",
    "headcount",
    "total_mismatch",
)


def decide(case: Case) -> None:
    """Fill in lines, facts and questions.  Raises Unreadable when all lines are another union's."""
    _turn_signs(case)
    _rescale(case)
    explain_marks(case.tables, case.sheets, case.unions)
    kept = our_union(case)
    kept = one_of_the_tables(case, kept)
    kept = only_union_deductions(case, kept)
    kept = visible(case, kept)
    kept = not_struck(case, kept)
    kept = above_the_sum(case, kept)
    kept = own_deductions(case, kept)
    kept = settle_period(case, kept)
    kept = settle_employer(case, kept)
    reading = case.reading
    reading.lines = kept
    reading.total = sum(line.amount for line in kept)
    _mark_repeated(case)
    _check(case)
    account(case)
    ask_of_numbers(case)
    _column_questions(case)
    _row_questions(case)
    reading.open_questions = [case.questions[code] for code in _ORDER if code in case.questions]
    reading.question = reading.open_questions[0] if reading.open_questions else None
    reading.status = "ask" if reading.question else "lines"


def _turn_signs(case: Case) -> None:
    lines = own = all_lines(case)
    if any(line.amount < 0 for line in lines) and any(line.amount > 0 for line in lines):
        own = weighed(case, lines)
    plus = sum(line.amount for line in own if line.amount > 0)
    minus = -sum(line.amount for line in own if line.amount < 0)
    turn = minus > plus
    if case.answers.sign is None and len(own) > 3 and min(plus, minus) > 0.35 * (plus + minus):
        case.ask(Question(code="sign", about="sign", proposal="turned" if turn else "as_printed"))
    if case.answers.sign:
        turn = case.answers.sign == "turned"
    if turn:
        for line in lines:
            line.amount = -line.amount


def _rescale(case: Case) -> None:
    """Whole numbers under «Beløp i øre» are øre; those too large for kroner are proposed as such."""
    doubted = any("scale" in table.pick.doubts or table.pick.in_ore for table in case.tables)
    if case.answers.scale == "ore" or (case.answers.scale is None and doubted):
        for line in all_lines(case):
            line.amount = round(line.amount / 100)
        for table in case.tables:
            for printed in table.printed:
                printed.amount = round(printed.amount / 100)


def _mark_repeated(case: Case) -> None:
    groups: dict[tuple[str, str | None], list[Line]] = defaultdict(list)
    for line in case.reading.lines:
        groups[(person_key(line), line.period)].append(line)
    case.reading.people = len({key for key, _ in groups})
    twice: list[Place] = []
    for group in groups.values():
        if len(group) > 1:
            for line in group:
                line.marks = [*line.marks, "repeated"]
            names = {frozenset(fold(line.name).split()) for line in group if line.name}
            if len(names) > 1 and not any(one & other for one in names for other in names if one is not other):
                case.ask(
                    Question(
                        code="same_people",
                        about="accepted",
                        places=[Place(sheet=line.sheet, row=line.row, text=line.name) for line in group[:6]],
                    )
                )
            if len(group) > len({line.amount for line in group}):
                case.warn("printed_twice")
                twice += [Place(sheet=line.sheet, row=line.row, text=line.name) for line in group[-1:]]
    asked = "sheets" in case.questions or len(case.answers.sheets or []) > 1  # «all of them» is known to be so
    if len(twice) >= max(2, case.reading.people * 0.5) and not asked:
        values = {"count": str(len(twice))}
        case.ask(Question(code="printed_twice", about="accepted", values=values, places=twice[:20]))


def _check(case: Case) -> None:
    lines = case.reading.lines
    several = any(len(table.wage_types) > 1 for table in case.tables)
    case.checked = check_totals(case.tables, {id(line) for line in lines}, types_by_line(case) if several else {})
    case.reading.control_totals, case.reading.total_fits = case.checked.totals, case.checked.fits
    if case.checked.misfit:
        case.warn("total_mismatch")
        printed = case.checked.misfit
        case.ask(
            Question(
                code="total_mismatch",
                about="accepted",
                proposal="total_mismatch",
                places=[printed.place],
                values={"printed": str(printed.amount), "read": str(case.reading.total)},
            )
        )
    if not any(line.national_id for line in lines):
        case.warn("no_ids")
    if any("invalid_id" in line.marks for line in lines):
        case.warn("invalid_ids")
    for note in case.notes:
        if note == "silent_pages":
            case.ask(Question(code="silent_pages", about="accepted"))
        elif note == "formulas":
            if any(table.blank for table in case.tables):
                case.ask(Question(code="formulas", about="accepted"))
        else:
            case.warn(note)


def _column_questions(case: Case) -> None:
    for block, table in enumerate(case.tables):
        if case.answers.union_rows != "all" and _is_anothers(case, table):
            continue
        for code in [*table.walked.typed.doubts, *table.pick.doubts]:
            case.ask(_column_question(code, table, block))
        if torn(table):
            case.ask(_column_question("numbers", table, block))


def _is_anothers(case: Case, table: Collected) -> bool:
    """Whether the file gives every line of the table to another union: what its columns hold is nothing to us."""
    unions = {line.union for line in table.lines}
    return bool(unions) and not unions & {None, case.unions.ours}


def _signs_apart(table: Collected) -> bool:
    """Debit and credit, plus and minus, in a column of their own."""
    for profile in table.walked.typed.profiles:
        values = {str(value).strip().casefold() for value in profile.values[:500]}
        if len(values) > 1 and values <= {"d", "k", "c", "+", "-", "debet", "kredit", "debit", "credit"}:
            return True
    return False


def _column_question(code: str, table: Collected, block: int) -> Question:
    typed = table.walked.typed
    if code in ("id_column", "broken_ids"):
        chosen = typed.roles.get("national_id")
        choices = [
            Choice(value=str(p.index), label=p.heading, samples=p.samples)
            for p in typed.profiles
            if p.ids or p.index == chosen
        ]
        proposal = "" if chosen is None else str(chosen)
        return Question(code=code, about="columns", proposal=proposal, choices=choices, values={"table": str(block)})
    if code == "number_column":
        chosen = typed.roles.get("employee_no")
        own = [Choice(value=str(p.index), samples=p.samples) for p in typed.profiles if p.index == chosen]
        proposal = "" if chosen is None else str(chosen)
        return Question(code=code, about="columns", proposal=proposal, choices=own, values={"table": str(block)})
    if code == "scale":
        return Question(code=code, about="scale", proposal="ore", choices=[Choice(value="kroner"), Choice(value="ore")])
    first = typed.block.sheet.first_column
    choices = [
        Choice(
            value=str(money.index),
            label=money.heading or column_letter(money.index + first),
            samples=typed.profiles[money.index].samples,
            total=sum(ore or 0 for ore in money.ore),
        )
        for money in table.pick.monies
    ]
    proposal = "+".join(map(str, table.pick.columns))
    return Question(code=code, about="columns", proposal=proposal, choices=choices, values={"table": str(block)})


def _row_questions(case: Case) -> None:
    if any(table.foreign for table in case.tables):
        case.ask(Question(code="currency", about="accepted"))
    if any(_signs_apart(table) for table in case.tables):
        case.ask(Question(code="sign", about="sign", proposal="as_printed"))
    odd = [place for table in case.tables for place in table.odd]
    unread = [place for table in case.tables for place in table.unread]
    if aside := [place for table in case.tables for place in table.aside]:
        case.warn("other_months")
        odd += [] if case.checked.grand_fits else aside
    odd += [] if case.checked.grand_fits else [place for table in case.tables for place in table.undone]
    remarks = [place for table in case.tables for place in table.remarks]
    strangers = [place for table in case.tables for place in table.strangers]
    for sheet in {id(table.walked.typed.block.sheet): table.walked.typed.block.sheet for table in case.tables}.values():
        strangers += [
            Place(sheet=sheet.name, row=sheet.numbers[n], text=" ".join(map(text_of, sheet.parts(n)))[:60])
            for n in sheet.unsure
            if n < len(sheet.numbers)
        ]
    odd = strangers + ([] if case.checked.grand_fits else odd)
    if odd:
        case.ask(Question(code="odd_rows", about="accepted", places=odd[:20]))
    if unread:
        case.ask(Question(code="unread", about="accepted", places=unread[:20]))
    if remarks:
        case.ask(Question(code="row_remarks", about="accepted", places=remarks[:20]))
