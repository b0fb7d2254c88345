"""Prints whose columns stand elsewhere on each page, as tables do that a browser has made as wide as their content."""

from itertools import pairwise

from app.intake.cells import Cell, Sheet
from app.intake.headings import fold, role_of
from app.intake.heads import is_heading
from app.intake.layout import is_amount_or_id, lay_out
from app.intake.words import PrintLine, phrases

_MOST_LINES = 20_000


def lay_out_pages(lines: list[PrintLine], space: float) -> Sheet:
    """One sheet of all lines.  Where the same heads come again at other places, or other heads of people, each part has
    its own columns."""
    if cuts := _cuts(lines, space):
        return _united(_laid_out(lines, cuts, space)) or lay_out(lines, space)
    if sections := _other_heads(lines, space):
        return _below_each_other(_laid_out(lines, sections, space))
    return lay_out(lines, space)


def _laid_out(lines: list[PrintLine], cuts: list[int], space: float) -> list[Sheet]:
    return [lay_out(lines[start:end], space) for start, end in pairwise([0, *cuts, len(lines)])]


def _cuts(lines: list[PrintLine], space: float) -> list[int]:
    """Where a part begins: right after the last amount above heads that have moved."""
    if len(lines) > _MOST_LINES:
        return []
    places: dict[tuple[str, ...], list[float]] = {}
    cuts = []
    start = 0
    for n, line in enumerate(lines):
        if any(is_amount_or_id(word.text) for word in line.words):
            start = n + 1
        elif _is_head(line, space):
            words = tuple(fold(word.text) for word in line.words)
            lefts = [word.left for word in line.words]
            before = places.get(words)
            if before and any(abs(left - other) > space * 2 for left, other in zip(lefts, before, strict=True)):
                cuts.append(start)
            places[words] = lefts
    return [cut for cut in cuts if cut]


def _other_heads(lines: list[PrintLine], space: float) -> list[int]:
    """Where a list of people begins whose heads are others than those of the list above: «Ansnr  Navn  Konto  Beløp»,
    then «Ansnr  Navn  Fødselsnr  Medl.nr  Beløp».  Each then has columns of its own."""
    if len(lines) > _MOST_LINES:
        return []
    heads = [(n, words) for n, line in enumerate(lines) if (words := _heads_of_people(line, space))]
    changed = [n for (_, before), (n, words) in pairwise(heads) if words != before]
    edges = [heads[0][0], *changed, len(lines)] if changed else []
    if any(_listed(lines[start:end]) < _FEWEST for start, end in pairwise(edges)):
        return []
    return [_after_amounts(lines, n) for n in changed]


def _heads_of_people(line: PrintLine, space: float) -> tuple[str, ...]:
    """The heads on a line of such, folded, where people and amounts are under them; otherwise none."""
    parts = [part.text for part in phrases(line.words, space)]
    roles = {role_of(part) for part in parts}
    plain = roles & {"name", "last_name"} and roles & {"amount", "part"} and is_heading([*parts])
    return tuple(map(fold, parts)) if plain else ()


def _listed(lines: list[PrintLine]) -> int:
    """Lines that begin with a number or a name and hold an amount."""
    return sum(len(line.words) > 2 and any(is_amount_or_id(word.text) for word in line.words[1:]) for line in lines)


def _after_amounts(lines: list[PrintLine], head: int) -> int:
    above = (n for n in range(head - 1, -1, -1) if any(is_amount_or_id(word.text) for word in lines[n].words))
    return next(above, -1) + 1


_FEWEST = 2


def _below_each_other(parts: list[Sheet]) -> Sheet:
    """The parts as one sheet, each with its own columns."""
    width = max(max((len(row) for row in part.rows), default=0) for part in parts)
    made = Sheet("", [], [])
    for part in parts:
        _add(made, part, list(range(width)), width)
    return made


def _is_head(line: PrintLine, space: float) -> bool:
    cells: list[Cell] = [part.text for part in phrases(line.words, space)]
    words: list[Cell] = [word.text for word in line.words]
    return len(words) > 2 and (is_heading(cells) or is_heading(words))


def _united(parts: list[Sheet]) -> Sheet | None:
    """The parts below each other, their columns by their heads; None where a part has none or others."""
    columns: dict[str, int] = {}
    order: list[list[int]] = []
    width = 0
    for part in parts:
        heads = [row for row in part.rows if is_heading(row)]
        if not heads:
            return None
        head = max(heads, key=lambda row: len(row) - row.count(""))  # «Virksomhet | Periode» on top has fewer
        texts = [fold(str(cell)) for cell in head]
        if len({text for text in texts if text}) < sum(bool(text) for text in texts):
            return None
        if columns and {text for text in texts if text} != set(columns):
            return None
        places = []
        for k in range(max(len(row) for row in part.rows)):
            text = texts[k] if k < len(texts) else ""
            if text and text in columns:
                places.append(columns[text])
                continue
            places.append(k if not order else width)
            width = max(width, places[-1] + 1)
            if text:
                columns[text] = places[-1]
        order.append(places)
    made = Sheet("", [], [])
    for part, places in zip(parts, order, strict=True):
        _add(made, part, places, width)
    return made


def _add(made: Sheet, part: Sheet, places: list[int], width: int) -> None:
    first = len(made.rows)
    for row in part.rows:
        cells: list[Cell] = [""] * (width if row else 0)
        for cell, place in zip(row, places, strict=False):
            cells[place] = cell
        made.rows.append(cells)
    made.numbers += part.numbers
    made.segments |= {first + n: parts for n, parts in part.segments.items()}
    made.lefts |= {first + n: lefts for n, lefts in part.lefts.items()}
    made.close |= {first + n for n in part.close}
    made.unsure += [first + n for n in part.unsure]
