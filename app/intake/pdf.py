"""PDF to cells: characters with their places become words, lines and, by the person lines, columns."""

import ctypes
from dataclasses import dataclass
from itertools import groupby
from statistics import median

import pypdfium2
import pypdfium2.raw as raw

from app.intake.cells import Book, Unreadable
from app.intake.layout import PrintLine, Word, lay_out

MAX_PAGES, MAX_WORDS, _MAX_CHARS = 300, 400_000, 3_000_000


@dataclass(slots=True)
class _Placed:
    """A word with its baseline `up` (growing downwards) and the size of its letters."""

    left: float
    right: float
    down: float
    size: float
    text: str


def read_pdf(data: bytes) -> Book:
    """The text of all pages as one sheet of print lines.  Raises Unreadable."""
    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
    except pypdfium2.PdfiumError as problem:
        raise Unreadable("password" if "assword" in str(problem) else "corrupt") from problem
    if pages > MAX_PAGES:
        raise Unreadable("too_large")
    if not pages:
        raise Unreadable("corrupt")
    return _book(document, pages)


def _book(document: pypdfium2.PdfDocument, pages: int) -> Book:
    lines: list[PrintLine] = []
    sizes: list[float] = []
    silent, words = 0, 0
    for number in range(pages):
        try:
            page = document[number]
            placed = _words(page)
        except pypdfium2.PdfiumError as problem:
            raise Unreadable("corrupt") from problem
        silent += not placed and _has_images(page)
        words += len(placed)
        if words > MAX_WORDS:
            raise Unreadable("too_large")
        sizes += [word.size for word in placed[:2000]]
        lines += _lines(placed, len(lines))
        page.close()
    if not lines:
        raise Unreadable("image_only" if silent else "empty")
    return Book("pdf", [lay_out(lines, space=max(median(sizes) * 0.278, 0.5))], ["silent_pages"] if silent else [])


def _has_images(page: pypdfium2.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _words(page: pypdfium2.PdfPage) -> list[_Placed]:
    """Words as the file draws them; a blank, a new line or a gap ends one."""
    text = page.get_textpage()
    count = text.count_chars()
    if count > _MAX_CHARS:
        raise Unreadable("too_large")
    handle, rotation = text.raw, page.get_rotation()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    words: list[_Placed] = []
    torn: list[_Placed] = []
    """With letters that came in two halves, or half a letter."""
    current: _Placed | None = None
    for n in range(count):
        code = min(raw.FPDFText_GetUnicode(handle, n), 0x10FFFF)
        if code <= 32 or code in (160, 0xFFFE, 0x200B, 0x00AD):
            if code != 0x00AD:
                current = None
            continue
        raw.FPDFText_GetCharOrigin(handle, n, x, y)
        raw.FPDFText_GetCharBox(handle, n, left, right, bottom, top)
        at, end, down = _turned(rotation, x.value, y.value, (left.value, right.value, bottom.value, top.value))
        if (
            current is None
            or abs(down - current.down) > current.size * 0.3
            or at - current.right > current.size * 0.45
            or at < current.right - current.size * 0.8
        ):
            current = _Placed(at, end, down, raw.FPDFText_GetFontSize(handle, n) or 10.0, chr(code))
            words.append(current)
        else:
            current.text += chr(code)
            current.right = max(current.right, end)
        if code >= 0xD800:
            torn.append(current)
    text.close()
    for word in torn:
        word.text = word.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return words


def _turned(rotation: int, x: float, y: float, box: tuple[float, float, float, float]) -> tuple[float, float, float]:
    """(from, to, down) as the page is shown: text on a turned page is drawn sideways."""
    left, right, bottom, top = box
    if rotation == 90:
        return y, max(top, y), x
    if rotation == 270:
        return -y, max(-bottom, -y), -x
    return (-x, max(-left, -x), y) if rotation == 180 else (x, max(right, x), -y)


def _lines(words: list[_Placed], before: int) -> list[PrintLine]:
    """Words on about the same baseline are a line, whatever order the file draws them in."""
    words = [word for word in words if word.text.strip()]
    words.sort(key=lambda word: word.down)
    rows: list[list[_Placed]] = []
    for word in words:
        if rows and abs(word.down - rows[-1][0].down) <= max(word.size, rows[-1][0].size) * 0.35:
            rows[-1].append(word)
        else:
            rows.append([word])
    lines: list[PrintLine] = []
    above = None
    for row in rows:
        row.sort(key=lambda word: word.left)
        down = row[0].down
        kept = [next(group) for _, group in groupby(row, key=lambda word: (round(word.left, 1), word.text))]
        gap = 0.0 if above is None else down - above
        lines.append(PrintLine(before + len(lines) + 1, [Word(w.left, w.right, w.text) for w in kept], gap))
        above = down
    return lines
