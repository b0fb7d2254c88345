"""A sheet's tables: where each begins and ends, and what its columns are headed."""

import re
from dataclasses import dataclass, field

from app.intake.abreast import side_by_side
from app.intake.below import is_money
from app.intake.cells import Cell, Sheet, text_of
from app.intake.companions import with_companions
from app.intake.corrected import with_corrections
from app.intake.gathered import gathered
from app.intake.headings import fold, is_total, role_of
from app.intake.heads import alike, is_heading
from app.intake.ledger import with_ledger
from app.intake.month_heads import with_month_heads, with_week_heads
from app.intake.month_spans import with_month_spans
from app.intake.paired_rows import with_paired_rows
from app.intake.reshaped import parted, unrolled, upright, with_ore, without_pivot
from app.intake.spread import spread
from app.intake.two_sides import with_two_sides
from app.intake.unions import names_a_union


@dataclass(slots=True)
class Block:
    """Rows of one sheet under one heading.  `start` to `end` are the rows that are its own, headings and notes too."""

    sheet: Sheet
    start: int
    end: int
    headings: list[str] = field(default_factory=list)
    heading_rows: set[int] = field(default_factory=set)

    @property
    def width(self) -> int:
        rows = self.sheet.rows[self.start : min(self.end, self.start + 3000)]
        return max([len(self.headings), *(len(row) for row in rows)], default=0)

    def rows(self) -> range:
        return range(self.start, self.end)


def blocks_of(sheet: Sheet) -> list[Block]:
    """The tables of a sheet, from the top."""
    blocks: list[Block] = []
    for part in side_by_side(_reshaped(sheet)):
        blocks += _stacked(part)
    return blocks


def _reshaped(sheet: Sheet) -> Sheet:
    plain = with_month_spans(with_month_heads(with_week_heads(with_ledger(without_pivot(with_paired_rows(sheet))))))
    made = gathered(plain, forms=False)
    if made is plain:
        upright_forms = unrolled(upright(with_companions(plain)))
        made = spread(upright_forms)
        if made is plain or not _names_people(made):
            found = gathered(plain, forms=True)
            better = found is not plain and (made is plain or made is upright_forms or _names_people(found))
            made = found if better else made
    return with_two_sides(with_corrections(with_ore(parted(made))))


def _names_people(sheet: Sheet) -> bool:
    heads = (row for row in sheet.rows if is_heading(row))
    return any(role_of(text_of(cell)) in ("name", "last_name") for row in heads for cell in row)


def _heading_rows(sheet: Sheet) -> list[int]:
    """A print's line of one piece is a sentence, however many columns it reaches over."""
    return [n for n, row in enumerate(sheet.rows) if is_heading(row) and len(sheet.segments.get(n, row)) > 1]


def _stacked(sheet: Sheet) -> list[Block]:
    """A new table begins where a heading differs from the one above it."""
    found = _heading_rows(sheet)
    if not found:
        return [Block(sheet, 0, len(sheet.rows))] if sheet.rows else []
    blocks: list[Block] = []
    for n in found:
        headings = [_unbroken(cell.strip()) if isinstance(cell, str) else "" for cell in sheet.rows[n]]
        joined, above = _with_span(sheet, n, headings)
        rows = {n, n - 1} if above else {n}
        rows |= _wrapped_heads(sheet, n, joined) | _heads_around(sheet, n, joined) | _heads_below(sheet, n, joined)
        if blocks and alike(blocks[-1].headings, joined):
            blocks[-1].heading_rows |= rows
            continue
        if blocks and not _has_people(sheet, blocks[-1], n):
            blocks.pop()
        start = _section_start(sheet, n, blocks[-1] if blocks else None)
        if blocks:
            blocks[-1].end = start
        blocks.append(Block(sheet, start if blocks else 0, len(sheet.rows), joined, rows))
    return blocks


def _unbroken(text: str) -> str:
    """«Kontingent» for «Kontin- gent», «OU-fond» for «OU- fond», as lines break; «for- og etternavn» stays."""
    text = re.sub(r"(?<=[a-zæøå])- (?!og\b|eller\b|and\b)(?=[a-zæøå])", "", text)
    return re.sub(r"(?<=[A-ZÆØÅ])- (?=[a-zæøå])", "-", text)


_CODE = re.compile(r"\d{2,5}")
"""«4510» over «FF kont»: a wage type's number over its name."""


def _wrapped_heads(sheet: Sheet, n: int, headings: list[str]) -> set[int]:
    """«OU,» over «arbeidsgivers» over «del» in a print: the lines below a head that go on with it, added to it."""
    found: set[int] = set()
    for below in range(n + 1, min(n + 4, len(sheet.rows))):
        row = sheet.rows[below]
        texts = {k: cell for k, cell in enumerate(row) if isinstance(cell, str) and cell}
        goes_on = all(re.fullmatch(r"[a-zæøå][^\d:]{0,24}", text) for text in texts.values())
        goes_on = goes_on or all(_CODE.fullmatch(headings[k]) for k in texts if k < len(headings))
        if below not in sheet.segments or not texts or len(texts) < len(row) - row.count("") or not goes_on:
            break
        if any(k >= len(headings) or not headings[k] for k in texts):
            break
        for k, text in texts.items():
            headings[k] = f"{headings[k]} {text}"
        found.add(below)
    return found


def _heads_around(sheet: Sheet, n: int, headings: list[str]) -> set[int]:
    """«Union Member» above and «No.» below a line of heads with nothing at their place: one head on two lines."""
    lines = [at for at in (n - 1, n + 1) if 0 <= at < len(sheet.rows) and at in sheet.segments]
    found: dict[int, dict[int, str]] = {}
    for at in lines:
        texts = {k: text_of(cell).strip() for k, cell in enumerate(sheet.rows[at]) if cell != ""}
        if all(k < len(headings) and not headings[k] and re.fullmatch(r"[^\d:]{2,25}", texts[k]) for k in texts):
            found[at] = texts
    both = {k: f"{found[n - 1][k]} {found[n + 1].get(k, '')}".strip() for k in found.get(n - 1, {}) if n + 1 in found}
    if not both or set(found[n + 1]) - set(both) or not all(map(role_of, both.values())):
        return set()
    for k, text in both.items():
        headings[k] = text
    return {n - 1, n + 1}


def _heads_below(sheet: Sheet, n: int, headings: list[str]) -> set[int]:
    """«Union Dues | Canteen | Total» of a sheet under «Current Period» alone: what the span is parted into."""
    below, data = n + 1, n + 2
    if data >= len(sheet.rows) or {n, below} & sheet.segments.keys() or not _is_data_row(sheet.rows[data]):
        return set()
    texts = {k: text_of(cell).strip() for k, cell in enumerate(sheet.rows[below]) if cell != ""}
    apart = all(k < len(headings) and (not headings[k] or _begins_span(headings, k)) for k in texts)
    if len(texts) < 2 or not apart or any(re.search(r"[\d:]", text) or len(text) > 40 for text in texts.values()):
        return set()
    spans = any(role_of(headings[k]) == "amount" for k in texts)  # «Trukket (kr)» over «Fellesforbundet | NITO | Parat»
    if not spans and not any(role_of(text) in ("amount", "part") for text in texts.values()):
        return set()
    current = ""
    for k, text in sorted(texts.items()):
        current = headings[k] or current
        headings[k] = f"{current} {text}" if _span_helps(current, text) else text
    return {below}


def _begins_span(headings: list[str], k: int) -> bool:
    """A head of amounts in the last column, or with nothing beside it."""
    return role_of(headings[k]) in ("amount", "part", "decoy", "period", None) and not any(headings[k + 1 : k + 2])


def _section_start(sheet: Sheet, heading: int, above: Block | None) -> int:
    """Notes right above a later heading belong to its table: back to the last row with a number in it."""
    if above is None:
        return 0
    start = heading
    while start - 1 > max(above.heading_rows):
        filled = sheet.parts(start - 1)
        wide = any(map(is_money, filled)) if start - 1 in sheet.segments else len(filled) > 2 and not _is_title(filled)
        if wide or any(is_total(text_of(cell)) for cell in filled):
            break
        start -= 1
    return start


def _is_title(filled: list[Cell]) -> bool:
    """«Lohnart 8121 | Gewerkschaftsbeitrag | Verband: | Norsk Arbeidsmandsforbund»"""
    texts = [cell for cell in filled if isinstance(cell, str)]
    return len(texts) == len(filled) < 5 and any(names_a_union(text) for text in texts)


def _has_people(sheet: Sheet, block: Block, end: int) -> bool:
    """Whether anything stands between this heading and the next that could be a list."""
    return any(_is_data_row(sheet.rows[n]) for n in range(max(block.heading_rows) + 1, end))


def has_data(block: Block) -> bool:
    """Whether rows with numbers stand below the block's heading."""
    rows = block.sheet.rows[max(block.heading_rows) + 1 : block.end]
    return any(_is_data_row(row) and not any(is_total(text_of(cell)) for cell in row) for row in rows)


def _is_data_row(row: list[Cell]) -> bool:
    return sum(1 for cell in row if cell != "") >= 2 and any(
        not isinstance(cell, str) or any(ch.isdigit() for ch in cell) for cell in row
    )


_ONCE = {"union", "company", "period", "orgnr", "subunit", "date", "year"}
"""What stands with its value above a list («Fagforening | FLT»), and is no heading over several columns."""


_LONGEST_SPAN = 6
"""Words of a head over several columns."""
_UNIT = re.compile(r"(?:alle )?(?:belop(?:ene)?|tall(?:ene)?|amounts?) (?:er )?(?:oppgitt )?(?:i|in) [a-z ]+")
"""«Beløp i øre»: how all amounts are written, and no heading of any."""


_BROKEN = re.compile(r"[^\W\d_]-$")
"""«Fødsels-», but not «129,-»."""


def _with_span(sheet: Sheet, n: int, headings: list[str]) -> tuple[list[str], bool]:
    """Join the row above where it spans the columns («Trukket denne periode» over «Kontingent», «Forsikring»)."""
    if n == 0 or not headings:
        return headings, False
    above = [text_of(cell).strip() for cell in sheet.rows[n - 1]]
    filled = [text for text in above if text]
    if any(_BROKEN.search(text) and k < len(headings) and headings[k][:1].islower() for k, text in enumerate(above)):
        return [_on_two_lines(above[k] if k < len(above) else "", own) for k, own in enumerate(headings)], True
    if any(len(part.split()) > _LONGEST_SPAN for part in sheet.segments.get(n - 1, ())):
        return headings, False  # a sentence
    if named := _under_names(above, headings):
        return named, True
    if len(filled) == 2 and n > 1 and _places(sheet.rows[n - 1]) == _places(sheet.rows[n - 2]):
        return headings, False  # «Payment Date | 20-SEP-2026» over «Run By | PAYROLL»
    first = next((k for k, text in enumerate(above) if text), 0)
    begins = next((k for k, text in enumerate(headings) if text), 0)
    only_title = len(filled) == 1 and (first <= begins or role_of(filled[0]) is None)
    if not filled or only_title or any(re.search(r"[\d:]", text) or len(text) > 50 for text in filled):
        return headings, False
    if any(role_of(text) in _ONCE or _UNIT.fullmatch(fold(text)) for text in filled):
        return headings, False
    if not any(role_of(text) for text in filled):
        return headings, False
    if len(filled) > len([text for text in headings if text]) and not is_heading(sheet.rows[n - 1]):
        return headings, False
    joined, current = [], ""
    for k in range(max(len(headings), len(above))):
        current = (above[k] if k < len(above) else "") or current
        own = headings[k] if k < len(headings) else ""
        both = _is_whose_number(above[k] if k < len(above) else "", own) or (own and _span_helps(current, own))
        joined.append(f"{current} {own}".strip() if both else own or current)
    return joined, True


def _is_whose_number(above: str, own: str) -> bool:
    """«Union Mbr» over «No»"""
    return fold(own) in ("no", "nr", "number", "nummer", "id") and role_of(f"{above} {own}") in _WHOSE


_WHOSE = ("member_no", "employee_no")
_CODED = re.compile(r"\d{3,5} +")


def _places(row: list[Cell]) -> list[int]:
    return [k for k, cell in enumerate(row) if cell != ""]


def _under_names(above: list[str], headings: list[str]) -> list[str]:
    """«Fellesforbundet | | NITO» over «7410 Kontingent | 7411 Forsikring | 7430 Kontingent»: whose each of them is.

    Only where the same head of amounts comes again under another of the names; [] otherwise.
    """
    bare = [_CODED.sub("", text) for text in headings]
    money = [role_of(text) in ("amount", "part") for text in bare]
    under: dict[str, set[str]] = {}
    named: list[str] = []
    current = ""
    for k, own in enumerate(headings):
        current = (above[k] if k < len(above) else "") or current
        if current and (money[k] or (_CODED.match(own) and named and named[-1] != headings[k - 1])):
            under.setdefault(fold(bare[k]), set()).add(current)
            named.append(f"{current} {own}")
        else:
            current = ""
            named.append(own)
    filled = [text for text in above if text]
    plain = len(filled) > 1 and not any(role_of(text) or re.search(r"[\d:]", text) for text in filled)
    return named if plain and any(len(names) > 1 for names in under.values()) else []


def _on_two_lines(above: str, own: str) -> str:
    """«Fødsels-» over «nummer», «OU-» over «fond»."""
    if above.endswith("-") and own[:1].islower():
        return above + own if above[:-1].isupper() else above[:-1] + own
    return f"{above} {own}".strip()


def _span_helps(span: str, own: str) -> bool:
    """«Ansatt» over «Navn» says nothing more; «Hittil i år» over «Kontingent» changes everything."""
    if role_of(own) == "part" and role_of(f"{span} {own}") != "decoy":
        return False
    return role_of(f"{span} {own}") in ("amount", "part", "decoy") or (
        role_of(own) is None and role_of(f"{span} {own}") is not None
    )
