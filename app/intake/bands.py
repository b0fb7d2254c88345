"""The columns of a print: vertical strips that the lines of people fill."""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from app.intake.words import PrintLine, Word


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
class Grid:
    """All columns of a print.  `starts`: which cell of a row each column's first one is."""

    bands: list[Band]
    space: float
    starts: list[int] = field(default_factory=list)


def find_bands(people: list[PrintLine], space: float) -> list[Band]:
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


def word_edges(bands: list[Band], space: float) -> dict[float, int]:
    """Where what stands in a column of words may begin, with the column: at its edge, or at that of the number that
    stands one blank before it («17 Maria Fernanda» over «Gonzalez Rodriguez»)."""
    edges: dict[float, int] = {}
    for n, band in enumerate(bands):
        if not band.numeric:
            edges[band.left] = n
            if n and bands[n - 1].numeric and band.left - bands[n - 1].right < 2 * space:
                edges[bands[n - 1].left] = n
    return edges


def words_of(line: PrintLine, bands: list[Band]) -> list[list[Word]]:
    """A line's words, column by column."""
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
        cells = words_of(line, bands)
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
            shapes[shape_of(words)] += 1
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
        alike = [words for words in cells if words and shape_of(words) == (leads, True, trails)]
        band.words_at = min(words[leads].left for words in alike)
        band.trails_at = min(words[len(words) - trails].left for words in alike) if trails else 0.0
    return band


def shape_of(words: list[Word]) -> tuple[int, bool, int]:
    """(Numbers in front, whether there are words, numbers behind) of what stands in one column on a line."""
    numbers = [word.is_number for word in words]
    if all(numbers):
        return len(words), False, 0
    leads = numbers.index(False)
    trails = numbers[::-1].index(False)
    return leads, True, trails
