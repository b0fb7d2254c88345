"""Words with places on a line, from PDF or fixed-width text, to a grid: the columns are those of the person lines."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from app.intake.boxes import stacked
from app.intake.cells import Cell, Sheet
from app.intake.headings import is_total
from app.intake.ids import is_account
from app.intake.thousands import join_thousands
from app.intake.words import PrintLine, Word, phrases
from app.intake.wrapped import Loose, loose_rests, merge, ruled_rests

_SAMPLE = 4000
_ID = re.compile(r"\d{11}$|\d{6}[ .\-]?(?:\d{5}|[*xX•]{5})$|[*xX•]{6}[ -]?\d{5}$")
_MONEY = re.compile(r"[-−(]?\d{1,3}(?:[ .'\u00a0\u202f]?\d{3})*[.,](?:\d\d|[-−–])\)?[-−]?$")
_ORE = re.compile(r"\d[.,]\d\d(?!\d)")
_SIGNED = re.compile(r"(?:kr\.? )?(?:\d{1,3}$|\d[\d .]*,\d\d)", re.I)
_GLUED = re.compile(
    r"(.*[^\W\d_])[,.]?(\d{11})$|(\d{11})([^\W\d_].*)$|(.*[^\W\d_]{2}[.]?)(\d{1,3}(?:[ .]?\d{3})*,\d\d-?)$"
)
_NUMBERED = re.compile(r"(\d{2,8})([^\W\d_][^\W\d_'’.,\-]+[\w'’.,\-]*)$")
_DATED = re.compile(r"(.*[^\W\d_][.,]?)(\d{6})$")


@dataclass(slots=True)
class Band:
    """One column on the page.  `leads`, `trails`: numbers before or behind its words without a place of their own."""

    left: float
    right: float
    numeric: bool = False
    leads: int = 0
    trails: int = 0
    words_at: float = 0.0
    trails_at: float = 0.0
    """Where its words, and the numbers behind them, begin at the least."""

    @property
    def width(self) -> int:
        return 1 if self.numeric else self.leads + 1 + self.trails


@dataclass(slots=True)
class _Grid:
    bands: list[Band]
    space: float
    starts: list[int] = field(default_factory=list)


def lay_out(lines: list[PrintLine], space: float) -> Sheet:
    """Lines as rows of cells.  `space` is how wide a blank is."""
    for line in lines:
        line.words = _split_glued(_joined(line.words, space))
    lines = stacked(lines, space)
    part_numbers(lines)
    _join_signs(lines, space)
    people = _person_lines(lines, space)
    join_thousands(lines, people, space)
    are_people = {id(line) for line in people}
    rests = ruled_rests(lines, are_people)
    ruled = [lines[rest.at] for rest in rests[:_SAMPLE]]
    bands = _bands(people[:_SAMPLE] + ruled, space) if people else []
    grid = _Grid(bands, space)
    total = 0
    for band in bands:
        grid.starts.append(total)
        total += band.width
    rows: list[list[Cell]] = []
    segments: dict[int, list[str]] = {}
    lefts: dict[int, list[float]] = {}
    for n, line in enumerate(lines):
        parts = phrases(line.words, space)
        segments[n] = [part.text for part in parts]
        lefts[n] = [part.left for part in parts]
        if not bands:
            rows.append(list(segments[n]))
            continue
        person = id(line) in are_people
        rows.append(_person_row(line.words, grid, total) if person else _other_row(parts, line.words, grid, total))
    loose = loose_rests(lines, are_people, _name_edges(bands), space, bands[0].left) if bands else Loose()
    ruled_rows = {rest.of for rest in rests} | {rest.at for rest in rests}
    more = [rest for rest in loose.rests if not {rest.at, rest.of} & ruled_rows]
    loose.guessed = loose.guessed and bool(more)
    rests += more
    for rest in rests:
        _by_left(rows[rest.at], phrases(lines[rest.at].words, space), grid)
    unsure = loose.doubtful(lines, rows, {rest.at for rest in rests}, are_people)
    merge(rows, rests)
    sheet = Sheet("", rows, [line.number for line in lines])
    sheet.close = _close_rows(lines, are_people)
    sheet.lefts = lefts
    sheet.unsure = unsure
    merged = {rest.at for rest in rests}
    sheet.segments = {
        n: [] if n in merged else parts for n, parts in segments.items() if id(lines[n]) not in are_people
    }
    return sheet


def is_amount_or_id(text: str) -> bool:
    """Whether a word is what people's lines bear."""
    return bool(_MONEY.match(text) or _ID.match(text))


def _name_edges(bands: list[Band]) -> list[float]:
    """Where columns of words begin."""
    return [band.left for band in bands if not band.numeric and not band.leads]


def _close_rows(lines: list[PrintLine], people: set[int]) -> frozenset[int]:
    gaps = sorted(
        line.gap for above, line in pairwise(lines) if line.gap > 0 and id(line) in people and id(above) in people
    )
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    return frozenset(n for n, line in enumerate(lines) if 0 < line.gap < usual * 0.75)


def _joined(words: list[Word], space: float) -> list[Word]:
    """Put «010190 12345», «kr 450» and «450,00 -» together again."""
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        near = last is not None and word.left - last.right <= space * 1.35 and _belong(last.text, word.text)
        if last and (near or (_ID.match(word.text) and is_account(last.text))):
            joined[-1] = Word(last.left, word.right, f"{last.text} {word.text}", last.tied)
        else:
            joined.append(word)
    return joined


def _join_signs(lines: list[PrintLine], space: float) -> None:
    """«- 450,00» is one amount, unless a dash stands for an empty column on other lines."""
    found: list[tuple[PrintLine, int]] = []
    for line in lines:
        for n, word in enumerate(line.words[:-1]):
            if word.text in ("-", "−", "–"):
                after = line.words[n + 1]
                if after.left - word.right <= space * 1.35 and _SIGNED.match(after.text):
                    found.append((line, n))
                elif after.is_number:
                    return
    for line, n in reversed(found):
        sign, number = line.words[n : n + 2]
        line.words[n : n + 2] = [Word(sign.left, number.right, f"{sign.text} {number.text}", sign.tied)]


def _belong(left: str, right: str) -> bool:
    if re.fullmatch(r"\d{6}", left) and re.fullmatch(r"\d{5}|[*xX•]{5}", right):
        return True
    if re.fullmatch(r"kr\.?|NOK", left, re.I) and re.match(r"[-−]?\d", right):
        return True
    return bool(re.search(r"\d$", left) and re.fullmatch(r"[-−]|kr\.?|%", right, re.I))


def _split_glued(words: list[Word]) -> list[Word]:
    """Columns that touch: «Halvorsen11826438243»."""
    if not any(len(word.text) > 8 and _GLUED.match(word.text) for word in words):
        return words
    apart: list[Word] = []
    for word in words:
        found = _GLUED.match(word.text) if len(word.text) > 8 else None
        if not found:
            apart.append(word)
            continue
        first, second = (part for part in found.groups() if part is not None)
        cut = word.left + (word.right - word.left) * len(first) / len(word.text)
        apart += [Word(word.left, cut, first), Word(cut, word.right, second)]
    return apart


def part_numbers(lines: list[PrintLine]) -> None:
    """«500104Hansen, Kari» and «Kristoffersen010190 12345»: where most lines that begin with a number have it so."""
    begin = [line for line in lines if len(line.words) > 1 and re.match(r"\d{2,8}(?!\d)", line.words[0].text)]
    glued = [line for line in begin if _NUMBERED.match(line.words[0].text)]
    if len(glued) >= max(2, len(begin) * 0.5):
        for line in glued:
            _cut(line, 0, _NUMBERED)
    for line in lines:
        for n, word in enumerate(line.words[:-1]):
            if len(word.text) > 7 and _DATED.match(word.text) and re.fullmatch(r"\d{5}", line.words[n + 1].text):
                _cut(line, n, _DATED)
                break


def _cut(line: PrintLine, at: int, pattern: re.Pattern[str]) -> None:
    word = line.words[at]
    if found := pattern.match(word.text):
        edge = word.left + (word.right - word.left) * len(found[1]) / len(word.text)
        line.words[at : at + 1] = [Word(word.left, edge, found[1]), Word(edge, word.right, found[2])]


def _person_lines(lines: list[PrintLine], space: float) -> list[PrintLine]:
    with_id = [line for line in lines if any(_ID.match(word.text) for word in line.words)]
    strong = [line for line in with_id if sum(len(word.text) > 1 for word in line.words) > 1]
    if len(strong) >= 2 or (strong and len(lines) < 30):
        return _amounts_above(lines, strong) or strong
    return [
        line
        for line in lines
        if len(line.words) > 2
        and any(_MONEY.match(word.text) for word in line.words)
        and any(word.text[0].isalpha() for word in line.words)
        and not is_total(" ".join(word.text for word in line.words))
        and not (len(line.words) > 7 and len(phrases(line.words, space)) == 1)  # a sentence of a letter
    ] or strong


def _amounts_above(lines: list[PrintLine], people: list[PrintLine]) -> list[PrintLine]:
    """«Kari Olsen   450,00» over «Ansattnr. 4 · 010190 *****»: the lines with the amounts bear the columns."""
    ids = {id(line) for line in people}
    above = [one for one, line in pairwise(lines) if id(line) in ids]
    bearing = [line for line in above if any(_ORE.search(word.text) for word in line.words)]
    if len(bearing) < len(people) or any(_ORE.search(word.text) for line in people for word in line.words):
        return []
    return above


def _bands(people: list[PrintLine], space: float) -> list[Band]:
    """Vertical strips that person lines fill, cut where (nearly) no line has ink."""
    step = space / 4
    ink: Counter[int] = Counter()
    for line in people:
        covered: set[int] = set()
        for word in line.words:
            covered.update(range(int(word.left / step), max(int(word.right / step), int(word.left / step) + 1)))
        ink.update(covered)
    few = 0 if len(people) < 60 else len(people) // 100
    bands: list[Band] = []
    last = None
    for at in sorted(place for place, lines in ink.items() if lines > few):
        if last is None or at > last + 1:
            bands.append(Band(at * step, 0))
        bands[-1].right = (at + 1) * step
        last = at
    return [_typed(band, people, bands) for band in _merged(bands, people, space)]


def _words_of(line: PrintLine, bands: list[Band]) -> list[list[Word]]:
    edges = [band.left for band in bands]
    cells: list[list[Word]] = [[] for _ in bands]
    for word in line.words:
        at = max(bisect_right(edges, (word.left + word.right) / 2) - 1, 0)
        cells[at].append(word)
    return cells


def _merged(bands: list[Band], people: list[PrintLine], space: float) -> list[Band]:
    """Two strips of words that are always one blank apart are one column («Kari» «Olsen»)."""
    near: Counter[int] = Counter()
    both: Counter[int] = Counter()
    right: Counter[int] = Counter()
    close: Counter[int] = Counter()
    for line in people[:500]:
        cells = _words_of(line, bands)
        for n in range(len(bands) - 1):
            right[n] += bool(cells[n + 1])
            if cells[n] and cells[n + 1]:
                both[n] += 1
                one, other = cells[n][-1], cells[n + 1][0]
                if not one.is_number and not other.is_number:
                    near[n] += other.left - one.right <= space * 1.4
                    close[n] += other.left - one.right <= space * 3
    kept: list[Band] = []
    for n, band in enumerate(bands):
        together = n and both[n - 1] and near[n - 1] >= both[n - 1] * 0.7
        touching = n and not both[n - 1] and band.left - kept[-1].right <= space * 1.4
        ends_of_long_names = n and 0 < right[n - 1] == close[n - 1] <= len(people[:500]) * 0.2
        if together or touching or ends_of_long_names:
            kept[-1].right = band.right
        else:
            kept.append(Band(band.left, band.right))
    return kept


def _typed(band: Band, people: list[PrintLine], bands: list[Band]) -> Band:
    """Whether the column holds numbers, words, or words with numbers close before or behind them."""
    shapes: Counter[tuple[int, bool, int]] = Counter()
    for line in people[:1000]:
        words = [w for w in line.words if band.left <= (w.left + w.right) / 2 <= band.right]
        if words:
            shapes[_shape(words)] += 1
    if not shapes:
        return band
    seen = sum(shapes.values())
    numeric = sum(count for (_, has_words, _), count in shapes.items() if not has_words)
    if numeric > seen * 0.6:
        band.numeric = True
        return band
    if seen < min(len(people), 1000) * 0.4:
        return band  # a remark here and there: «Sykmeldt fra 12.05.2026» stays whole
    leads, _, trails = max(shapes, key=lambda shape: shapes[shape])
    if shapes[(leads, True, trails)] > seen * 0.6:
        band.leads, band.trails = min(leads, 6), min(trails, 6)
        cells = [[w for w in line.words if band.left <= (w.left + w.right) / 2 <= band.right] for line in people[:1000]]
        alike = [words for words in cells if words and _shape(words) == (leads, True, trails)]
        band.words_at = min(words[leads].left for words in alike)
        band.trails_at = min(words[len(words) - trails].left for words in alike) if trails else 0.0
    return band


def _shape(words: list[Word]) -> tuple[int, bool, int]:
    numbers = [word.is_number for word in words]
    if all(numbers):
        return len(words), False, 0
    leads = numbers.index(False)
    trails = numbers[::-1].index(False)
    return leads, True, trails


def _person_row(words: list[Word], grid: _Grid, total: int) -> list[Cell]:
    cells = _words_of(PrintLine(0, words), grid.bands)
    row: list[list[str]] = [[] for _ in range(total)]
    for n, band in enumerate(grid.bands):
        at = grid.starts[n]
        if band.numeric:
            text = next((k for k in range(n - 1, -1, -1) if not grid.bands[k].numeric), None)
            for word in cells[n]:
                stray = not word.is_number and text is not None and word.text[0].isalpha() and len(cells[n]) > 1
                row[grid.starts[text] + grid.bands[text].leads if stray and text is not None else at].append(word.text)
            continue
        _spread(cells[n], band, row, at)
    return [" ".join(cell) for cell in row]


def _spread(words: list[Word], band: Band, row: list[list[str]], at: int) -> None:
    leads, _, trails = _shape(words) if words else (0, False, 0)
    leads, trails = min(leads, band.leads), min(trails, band.trails)
    for k, word in enumerate(words):
        if k < leads:
            row[at + k].append(word.text)
        elif k >= len(words) - trails:
            row[at + band.leads + 1 + (k - (len(words) - trails)) + band.trails - trails].append(word.text)
        else:
            row[at + band.leads].append(word.text)


def _other_row(parts: list[Word], words: list[Word], grid: _Grid, total: int) -> list[Cell]:
    """Headings, totals and titles: what stands together goes to the column whose edge it shares."""
    row: list[list[str]] = [[] for _ in range(total)]
    if _is_one_each(parts, grid):
        for at, part in enumerate(parts):
            row[_slot(part, grid, at)].append(part.text)
        return [" ".join(cell) for cell in row]
    for part in parts:
        inside = [word for word in words if word.left >= part.left and word.right <= part.right]
        at = _whole(part, inside, grid) if len(inside) > 1 else _nearest(part, grid)
        if at is not None:
            row[_slot(part, grid, at)].append(part.text)
            continue
        for word in inside:
            near = _nearest(word, grid)
            row[_slot(word, grid, near)].append(word.text)
    return [" ".join(cell) for cell in row]


def _is_one_each(parts: list[Word], grid: _Grid) -> bool:
    """A head for every column, in their order: however it is set over them."""
    if len(parts) != len(grid.bands) or len(parts) < 3 or any(map(str.isdigit, "".join(part.text for part in parts))):
        return False
    return all(abs(_nearest(part, grid) - at) <= 1 for at, part in enumerate(parts))


def _by_left(row: list[Cell], parts: list[Word], grid: _Grid) -> None:
    """What is wrapped goes on where its column begins, however far it reaches."""
    at = {
        n: part
        for part in parts
        for n, band in enumerate(grid.bands)
        if not band.numeric and abs(part.left - band.left) <= grid.space * 0.5
    }
    if len(at) == len(parts):
        row[:] = [""] * len(row)
        for n, part in at.items():
            row[_slot(part, grid, n)] = part.text


def _slot(word: Word, grid: _Grid, at: int) -> int:
    band = grid.bands[at]
    if band.numeric:
        return grid.starts[at]
    if word.is_number and band.trails and word.right > (band.left + band.right) / 2:
        return grid.starts[at] + band.leads + band.trails
    if band.trails == 1 and word.left >= band.trails_at - grid.space / 2:
        return grid.starts[at] + band.leads + 1  # «Fødselsnr» over ids that touch long names
    if band.leads == 1 and word.right <= band.words_at:
        return grid.starts[at]
    return grid.starts[at] + band.leads


def _whole(part: Word, inside: list[Word], grid: _Grid) -> int | None:
    """The one column that a phrase stands over, or None where it may stand over several."""
    own = {
        n
        for word in inside
        for n, band in enumerate(grid.bands)
        if min(abs(word.left - band.left), abs(word.right - band.right)) < grid.space / 4
    }
    if len(own) > 1:
        return None
    near = grid.space * 1.6
    edge = {
        n
        for n, band in enumerate(grid.bands)
        if abs(part.left - band.left) <= near or abs(part.right - band.right) <= near
    }
    over = {n for n, band in enumerate(grid.bands) if part.left < band.right and part.right > band.left}
    if len(edge) == 1:
        return edge.pop()
    return over.pop() if len(over) == 1 and not edge else None


def _nearest(word: Word, grid: _Grid) -> int:
    def distance(n: int) -> tuple[float, float]:
        band = grid.bands[n]
        edges = min(abs(word.left - band.left), abs(word.right - band.right))
        overlap = min(word.right, band.right) - max(word.left, band.left)
        return (0.0, edges) if overlap > 0 else (min(-overlap, edges), edges)

    return min(range(len(grid.bands)), key=distance)
