"""Our own template, filled in and read back by its row keys: no heading, column or sum is in doubt."""

from collections.abc import Callable

from app.intake.amounts import decimal_mark, to_ore
from app.intake.cells import Cell, Sheet, Unreadable, text_of
from app.intake.columns import orgnr_in
from app.intake.facts import place_of
from app.intake.ids import read_id
from app.intake.months import cell_period
from app.intake.reading import Fact, Line, Place, Question, Reading

MARK = "Trekkportalen – mal for trekkliste"
LABELS = ("Virksomhet", "Organisasjonsnummer", "Forbund", "Periode")
HEADINGS = ("Nøkkel", "Medlemsnummer", "Navn", "Fødselsnummer", "Forventet", "Trukket beløp", "Merknad")


def is_template(sheet: Sheet) -> bool:
    """Our own mark stands on top."""
    return any(text_of(cell) == MARK for row in sheet.rows[:3] for cell in row[:3])


def read_template(sheet: Sheet, file: str, union: str) -> Reading:
    """Lines by their row keys.  Raises Unreadable for a template without people or of another union."""
    head = next((n for n, row in enumerate(sheet.rows) if [text_of(cell) for cell in row[:7]] == list(HEADINGS)), None)
    if head is None:
        raise Unreadable("corrupt")
    reading = Reading(file=file, status="lines", kind="template")
    facts = {text_of(row[0]): (n, text_of(row[1])) for n, row in enumerate(sheet.rows[:head]) if len(row) > 1}
    reading.period, reading.orgnr = (
        _fact(sheet, facts, "Periode", cell_period),
        _fact(sheet, facts, "Organisasjonsnummer", orgnr_in),
    )
    reading.company, reading.union = _fact(sheet, facts, "Virksomhet", str), _fact(sheet, facts, "Forbund", str)
    if reading.union.value and reading.union.value != union:
        raise Unreadable("other_union", unions=reading.union.value, ours=union, template="yes")
    _take_rows(reading, sheet, head)
    if not reading.lines:
        raise Unreadable("empty")
    reading.total, reading.people = sum(line.amount for line in reading.lines), len(reading.lines)
    if reading.period.value is None:
        reading.open_questions.append(Question(code="period", about="period"))
    reading.question = reading.open_questions[0] if reading.open_questions else None
    reading.status = "ask" if reading.question else "lines"
    return reading


def _fact(sheet: Sheet, facts: dict[str, tuple[int, str]], label: str, parse: Callable[[str], str | None]) -> Fact:
    if label not in facts:
        return Fact()
    row, text = facts[label]
    value = parse(text)
    return Fact(value=value or None, sure=bool(value), places=[place_of(sheet, row, text, 1)])


def _take_rows(reading: Reading, sheet: Sheet, head: int) -> None:
    body = [(n, [*row, *[""] * 7][:7]) for n, row in enumerate(sheet.rows) if n > head]
    mark = decimal_mark(row[5] for _, row in body if isinstance(row[5], str))
    unread: list[Place] = []
    for n, row in body:
        if not (text_of(row[0]).strip() or text_of(row[3]).strip() or text_of(row[2]).strip()):
            continue
        ore = 0 if row[5] == "" else to_ore(row[5], mark)
        if ore is None:
            unread.append(place_of(sheet, n, text_of(row[5]), 5))
        reading.lines.append(_line(sheet, n, row, ore))
    if unread:
        reading.open_questions.append(Question(code="unread", about="accepted", places=unread[:20]))


def _line(sheet: Sheet, n: int, row: list[Cell], ore: int | None) -> Line:
    printed = read_id(row[3])
    marks = ["invalid_id"] if printed.kind in ("invalid", "wrong") else []
    marks += ["masked_id"] if printed.kind == "masked" else []
    marks += ["unread_amount"] if ore is None else []
    return Line(
        row=sheet.numbers[n],
        amount=ore or 0,
        name=text_of(row[2]).strip(),
        national_id=printed.digits,
        member_no=text_of(row[1]).strip() or None,
        sheet=sheet.name,
        key=text_of(row[0]).strip(),
        remark=text_of(row[6]).strip(),
        marks=marks,
    )
