"""Which column a word belongs to: by the column it lies in, or by the edge that it shares with one."""

from app.intake.bands import Band, Grid, shape_of, word_edges, words_of
from app.intake.cells import Cell
from app.intake.words import PrintLine, Word


def person_row(words: list[Word], grid: Grid, total: int) -> list[Cell]:
    """The cells of a person's line."""
    cells = words_of(PrintLine(0, words), grid.bands)
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
    leads, _, trails = shape_of(words) if words else (0, False, 0)
    leads, trails = min(leads, band.leads), min(trails, band.trails)
    for k, word in enumerate(words):
        if k < leads:
            row[at + k].append(word.text)
        elif k >= len(words) - trails:
            row[at + band.leads + 1 + (k - (len(words) - trails)) + band.trails - trails].append(word.text)
        else:
            row[at + band.leads].append(word.text)


def other_row(parts: list[Word], words: list[Word], grid: Grid, total: int) -> list[Cell]:
    """Headings, totals and titles: what stands together goes to the column whose edge it shares."""
    row: list[list[str]] = [[] for _ in range(total)]
    if _is_one_each(parts, grid):
        for own, part in enumerate(parts):
            row[_slot(part, grid, own)].append(part.text)
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


def _is_one_each(parts: list[Word], grid: Grid) -> bool:
    """A head for every column, in their order: however it is set over them."""
    if len(parts) != len(grid.bands) or len(parts) < 3 or any(map(str.isdigit, "".join(part.text for part in parts))):
        return False
    off = [abs(_nearest(part, grid) - at) for at, part in enumerate(parts)]
    return max(off) <= 1 and sum(off) <= len(off) * 0.5


def by_left(row: list[Cell], parts: list[Word], grid: Grid) -> None:
    """What is wrapped goes on where its column begins, however far it reaches."""
    edges = word_edges(grid.bands, grid.space)
    at = {n: part for part in parts for left, n in edges.items() if abs(part.left - left) <= grid.space * 0.5}
    if len(at) == len(parts):
        row[:] = [""] * len(row)
        for n, part in at.items():
            row[_slot(part, grid, n)] = part.text


def _slot(word: Word, grid: Grid, at: int) -> int:
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


def _whole(part: Word, inside: list[Word], grid: Grid) -> int | None:
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


def _nearest(word: Word, grid: Grid) -> int:
    def distance(n: int) -> tuple[float, float]:
        band = grid.bands[n]
        edges = min(abs(word.left - band.left), abs(word.right - band.right))
        overlap = min(word.right, band.right) - max(word.left, band.left)
        return (0.0, edges) if overlap > 0 else (min(-overlap, edges), edges)

    return min(range(len(grid.bands)), key=distance)
