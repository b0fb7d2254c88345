"""Reports with a person's line on top and the person's deductions on lines below it: each of these becomes a row."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from statistics import median

from app.intake.below import Rows, as_note, is_money, numbers_at_end, places
from app.intake.cells import Cell, Sheet, text_of
from app.intake.heading_words import SPOILED
from app.intake.headings import fold, is_total, role_of, strength
from app.intake.heads import is_heading
from app.intake.ids import read_id

_NAME = re.compile(r"(?:\d{1,8}[ .–-]+)?[^\W\d_][^\d_@%:()]*[ ,][^\d_@%:()]+(?: ?\(\d+\))?[ –—-]*")


_MASKED = re.compile(r"\d{6} ?[*xX•]{5}")
_MOST = 0.85
"""The share of the people who have a deduction below them; the others were deducted nothing."""


def spread(sheet: Sheet) -> Sheet:
    """The sheet itself, unless no row with an id has an amount and (nearly) every such row has amounts below it."""
    if len(sheet.rows) > 20_000:
        return sheet
    heads = []
    for n, row in enumerate(sheet.rows):
        if any(_is_id(cell) for cell in row):
            if any(is_money(cell) for cell in row):
                return sheet
            heads.append(n)
    if len(heads) < 2:
        return sheet if heads else _under_numbers(sheet)
    ends = [*heads[1:], len(sheet.rows)]
    below = [any(_is_line(sheet.parts(n)) for n in range(head + 1, end)) for head, end in zip(heads, ends, strict=True)]
    if sum(below) < max(2, len(heads) * _MOST):
        return sheet
    return _spread(sheet, heads, {head for head, has in zip(heads, below, strict=True) if not has})


def _under_numbers(sheet: Sheet) -> Sheet:
    """«0012 | Mari Aas | 27.12.1965» over «Fagforeningskontingent | 482,55», in a sheet without ids: under heads, and
    nobody with a number has an amount on the same row."""
    first = next((n for n, row in enumerate(sheet.rows[:60]) if is_heading(row)), None)
    if first is None or first in sheet.segments:
        return sheet
    roles = [role_of(text_of(cell)) for cell in sheet.rows[first]]
    money = [k for k, role in enumerate(roles) if role in ("amount", "part", "decoy")]
    number = next((k for k, role in enumerate(roles) if role in ("employee_no", "member_no")), None)
    if number is None or not {"amount", "part"} & set(roles):
        return sheet
    width = len(roles)
    rows = {n: [*row, *[""] * (width - len(row))] for n, row in enumerate(sheet.rows) if n > first}
    heads = {n for n, row in rows.items() if re.fullmatch(r"\d{1,8}", text_of(row[number]))}
    if len(heads) < 2 or any(rows[n][k] != "" for n in heads for k in money):
        return sheet
    lines = {n for n, row in rows.items() if n not in heads and _has_deduction(row, money)}
    if sum(n + 1 in lines for n in heads) < max(2, len(heads) * _MOST):
        return sheet
    made: dict[int, list[Cell]] = {first: [*sheet.rows[first], *[""] * (width - len(sheet.rows[first])), "Tekst"]}
    who: list[Cell] = []
    for n, row in rows.items():
        if n in heads:
            who = row
        elif n > max(heads) and any(isinstance(cell, str) and is_total(cell) for cell in row):
            who = []  # what is summed up by kind below the sum of all is nobody's
        elif n in lines and who:
            text = " ".join(text_of(cell) for k, cell in enumerate(row) if k not in money and cell != "")
            made[n] = [*(row[k] if k in money else who[k] for k in range(width)), text]
    without = {n for n in heads if n + 1 in lines}
    rest = [made.get(n, row) for n, row in enumerate(sheet.rows)]
    return replace(sheet, rows=[[] if n in without else row for n, row in enumerate(rest)])


def _has_deduction(row: list[Cell], money: list[int]) -> bool:
    """Words that sum nothing up, and an amount."""
    texts = [cell for k, cell in enumerate(row) if k not in money and isinstance(cell, str) and cell.strip()]
    return bool(texts) and not any(map(is_total, texts)) and any(is_money(row[k], whole=True) for k in money)


def _spread(sheet: Sheet, heads: list[int], without: set[int]) -> Sheet:
    width = max(len(sheet.rows[n]) for n in heads)
    first = heads[0]
    under = _below(sheet, heads)
    who = _who(sheet, heads, width)
    if len(under.labels) > 1 and "Navn" not in who:
        return sheet
    made = Rows(sheet, [])
    for n in sorted(set(range(first)) - under.rows):
        made.add(n, list(sheet.rows[n]), sheet.segments.get(n))
    made.add(first, [*(who if under.rows else [""] * width), "Tekst", *under.labels])
    head: list[Cell] = []
    people = set(heads)
    beside = _beside_the_deduction(sheet, heads)
    for n in range(first, len(sheet.rows)):
        parts = sheet.parts(n)
        if n in people:
            head = [*sheet.rows[n], *[""] * (width - len(sheet.rows[n]))]
            if n in without:
                made.add(n, head)
            continue
        if n in under.rows or not parts:
            continue
        text, amounts = _words(parts), under.place(sheet, n)
        if text in beside:
            continue
        if n > heads[-1] and not amounts and is_total(" ".join(map(text_of, parts))):
            head, amounts = [], None  # «Totalt pr. lønnsart»: the lines below it are nobody's
        if not head:
            made.add(n, as_note(parts), sheet.segments.get(n))
            continue
        if text and amounts and is_total(text):
            made.add(n, [text, *[""] * width, *amounts])
        elif text and amounts:
            made.add(n, [*head, text, *amounts])
        else:
            made.add(n, as_note(parts))
    return made.sheet()


def _beside_the_deduction(sheet: Sheet, heads: list[int]) -> set[str]:
    """«Grunnlag for trekk» and «Trukket hittil i år» around every person's «Trukket kontingent»: no deductions."""
    seen: Counter[str] = Counter()
    ends = [*heads[1:], len(sheet.rows)]
    for head, end in zip(heads, ends, strict=True):
        seen.update({_words(sheet.parts(n)) for n in range(head + 1, end) if _is_line(sheet.parts(n))})
    plain = [text for text in seen if strength(fold(text)) == 5 and not SPOILED.search(fold(text))]
    if not any(seen[text] == len(heads) for text in plain):
        return set()
    return {text for text in seen if role_of(text) == "decoy"}


@dataclass(slots=True)
class _Below:
    """What the lines below a person hold: the heads of their amounts, where these stand, and the rows of the heads."""

    labels: list[Cell]
    lefts: list[float] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)

    def place(self, sheet: Sheet, n: int) -> list[Cell] | None:
        """A line's amounts in their columns; None where it has none, or one that belongs to no column."""
        amounts = self._cells(sheet, n) or numbers_at_end(sheet.parts(n))
        if len(amounts) == len(self.labels):
            return amounts
        if not amounts or len(amounts) > len(self.labels):
            return None
        placed: list[Cell] = [""] * len(self.labels)
        for amount, left in zip(amounts, places(sheet, n)[-len(amounts) :], strict=True):
            at = min(range(len(self.lefts)), key=lambda k: abs(self.lefts[k] - left))
            if placed[at] != "":
                return None
            placed[at] = amount
        return placed

    def _cells(self, sheet: Sheet, n: int) -> list[Cell]:
        """In a spreadsheet «164» may be an amount: what stands in the columns of the others', some of them empty."""
        if n in sheet.segments or len(self.lefts) < 2:
            return []
        row = sheet.rows[n]
        cells = [row[int(k)] if int(k) < len(row) else "" for k in self.lefts]
        filled = [cell for cell in cells if cell != ""]
        return cells if filled and all(isinstance(cell, (int, float)) for cell in filled) else []


def _below(sheet: Sheet, heads: list[int]) -> _Below:
    lines = [n for n in range(heads[0], len(sheet.rows)) if _is_line(sheet.parts(n))]
    shapes = Counter(len(numbers_at_end(sheet.parts(n))) for n in lines)
    most = max((count for count, seen in shapes.items() if seen >= len(lines) * 0.1), default=1)
    if most < 2:
        return _Below(["Beløp"], [0.0])
    full = [places(sheet, n)[-most:] for n in lines if len(numbers_at_end(sheet.parts(n))) == most]
    below = _Below([""] * most, [median(column) for column in zip(*full, strict=True)])
    for n in range(min(heads[0] + 2, len(sheet.rows))):
        parts = [text_of(part).strip() for part in sheet.parts(n)]
        if len(parts) <= most or any(re.search(r"\d", part) for part in parts):
            continue
        if {role_of(part) for part in parts[-most:]} & {"amount", "part"}:
            below.labels = list(parts[-most:])
            same = (n for n in range(len(sheet.rows)) if [text_of(p).strip() for p in sheet.parts(n)] == parts)
            below.rows = set(same)
            break
    return below


def _who(sheet: Sheet, heads: list[int], width: int) -> list[Cell]:
    """Heads for the columns of a person's line, which comes again on each of the lines below it."""
    rows = [sheet.rows[n] for n in heads]
    who: list[Cell] = []
    for k in range(width):
        texts = [text_of(row[k]).strip() for row in rows if k < len(row) and row[k] != ""]
        kind = ""
        if texts and sum(_is_id(text) for text in texts) > len(texts) * 0.5:
            kind = "Fødselsnummer"
        elif len(set(texts)) > 1 and sum(bool(_NAME.fullmatch(text)) for text in texts) > len(texts) * 0.5:
            kind = "Navn"
        elif len(texts) == len(rows) and all(re.fullmatch(r"\d{1,8}", text) for text in texts):
            kind = "Ansattnr"
        who.append("" if kind in who else kind)
    return who


def _words(parts: list[Cell]) -> str:
    """What stands in front of a line's amounts; a rate behind the words is no part of them."""
    words = [text_of(part) for part in parts[: len(parts) - len(numbers_at_end(parts))]]
    while len(words) > 1 and re.fullmatch(r"-?[\d.,]+ ?%?", words[-1]):
        words.pop()
    text = " ".join(words)
    return text if re.search(r"[^\W\d_]{2}", text) else ""


def _is_line(parts: list[Cell]) -> bool:
    """Words, then amounts: «5100 Fellesforbundet kontingent   1,00   -630,35   -6 933,85»."""
    return bool(numbers_at_end(parts) and (text := _words(parts)) and not is_total(text))


def _is_id(cell: Cell) -> bool:
    """A valid id, or one that is masked."""
    if isinstance(cell, str) and _MASKED.fullmatch(cell):
        return True
    return isinstance(cell, (str, int, float)) and cell != "" and read_id(cell).kind == "valid"
