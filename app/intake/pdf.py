"""PDF to cells: characters with their places become words, lines and, by the person lines, columns."""

import ctypes
import re
from dataclasses import dataclass
from itertools import groupby
from statistics import median

import pypdfium2
import pypdfium2.raw as raw

from app.intake.cells import Book, Sheet, Unreadable
from app.intake.letter import letter
from app.intake.pages import lay_out_pages
from app.intake.quoted import without_quoted
from app.intake.rules import horizontal_rules, row_between
from app.intake.words import PrintLine, Word, phrases

MAX_PAGES, MAX_WORDS, _MAX_CHARS = 300, 400_000, 3_000_000

_FEW = 30
"""Words: a page with a picture and fewer than these may be scanned."""
_DATA = re.compile(r"\d[.,]\d\d(?![\d.])|\d{6} ?\d{5}|\bkr\b", re.I)


@dataclass(slots=True)
class _Placed:
    """A word with its baseline `up` (growing downwards) and the size of its letters."""

    left: float
    right: float
    down: float
    size: float
    text: str
    blank: float = 0.0
    """How wide the one blank is that the file draws before it; 0 where there is none, or several."""


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
    blanks: list[float] = []
    silent, words, pictured = 0, 0, 0
    for number in range(pages):
        try:
            page = document[number]
            placed, rules = _words(page), horizontal_rules(page)
        except pypdfium2.PdfiumError as problem:
            raise Unreadable("corrupt") from problem
        few = len(placed) < _FEW and _has_images(page)
        silent += few and not placed
        pictured += few
        words += len(placed)
        if words > MAX_WORDS:
            raise Unreadable("too_large")
        sizes += [word.size for word in placed[:2000]]
        blanks += [word.blank for word in placed[:2000] if word.blank]
        for line in _lines(placed, len(lines)):
            line.page, line.row = number, row_between(rules, line.at)
            lines.append(line)
        page.close()
    if not lines:
        raise Unreadable("image_only" if silent else "empty")
    if pictured == pages and not any(_DATA.search(" ".join(w.text for w in line.words)) for line in lines):
        raise Unreadable("image_only")  # «Skannet med …», a stamp or the number of the page above a picture
    space = max(median(blanks) if len(blanks) > 20 else median(sizes) * 0.278, 0.5)
    if mail := _letter(lines, space):
        return Book("pdf", [mail], ["silent_pages"] if silent else [])
    return Book("pdf", [lay_out_pages(lines, space)], ["silent_pages"] if silent else [])


def _letter(lines: list[PrintLine], space: float) -> Sheet | None:
    """A printed e-mail: people named in running lines, «Kari Olsen, 010190 12345, kr 450,00»."""
    if len(lines) > 500:
        return None
    texts = ["   ".join(part.text for part in phrases(line.words, space)) for line in lines]
    texts = without_quoted(texts)
    named = letter(texts, ",")
    if named:
        named.numbers = [lines[number - 1].number for number in named.numbers]
    return named


def _has_images(page: pypdfium2.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _words(page: pypdfium2.PdfPage) -> list[_Placed]:
    """Words as the file draws them; a blank, a new line or a gap ends one."""
    text = page.get_textpage()
    count = text.count_chars()
    if count > _MAX_CHARS:
        raise Unreadable("too_large")
    letters = _Letters(text.raw, page.get_rotation())
    words: list[_Placed] = []
    torn: list[_Placed] = []
    """With letters that came in two halves, or half a letter."""
    current: _Placed | None = None
    blanks: list[float] = []
    for n in range(count):
        code = min(raw.FPDFText_GetUnicode(text.raw, n), 0x10FFFF)
        code = ord("-") if code in _SOFT_HYPHENS and letters.has_ink(n) else _DRAWN.get(code, code)
        if code <= 32 or code in _BLANKS:
            if code not in _SOFT_HYPHENS:
                current = None
                if not raw.FPDFText_IsGenerated(text.raw, n):
                    blanks.append(letters.width(n))
            continue
        at, end, down, size = letters.place(n)
        if (
            current is None
            or abs(down - current.down) > current.size * 0.3
            or at - current.right > current.size * 0.4
            or at < current.right - current.size * 0.8
        ):
            current = _Placed(at, end, down, size, chr(code), blanks[0] if len(blanks) == 1 else 0.0)
            words.append(current)
        else:
            current.text += chr(code)
            current.right = max(current.right, end)
        blanks = []
        if code >= 0xD800:
            torn.append(current)
    text.close()
    for word in torn:
        word.text = word.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return words


_DRAWN = {2: ord("-")}
"""What PDFium makes of the «-» in «Lewandowska-» at the end of a line."""
_SOFT_HYPHENS = (0x00AD,)
"""Seen only where a line was broken, unless the file draws it: then it is the hyphen of «Anne-Lise»."""
_BLANKS = (160, 0xFFFE, 0x2007, 0x2009, 0x200B, 0x202F, *_SOFT_HYPHENS)


class _Letters:
    """Where letters stand.  A letter reaches as far as the next one may begin, which is more than its ink."""

    def __init__(self, handle: raw.FPDF_TEXTPAGE, rotation: int) -> None:
        self.handle, self.rotation = handle, rotation
        self.loose = raw.FS_RECTF()
        self.left, self.right, self.bottom, self.top = (ctypes.c_double() for _ in range(4))
        self.x, self.y = ctypes.c_double(), ctypes.c_double()

    def width(self, n: int) -> float:
        raw.FPDFText_GetLooseCharBox(self.handle, n, self.loose)
        return max(float(self.loose.right - self.loose.left), 0.0) if not self.rotation else 0.0

    def has_ink(self, n: int) -> bool:
        """Whether something is drawn for it."""
        raw.FPDFText_GetCharBox(self.handle, n, self.left, self.right, self.bottom, self.top)
        return self.right.value - self.left.value > 0.1 and self.top.value - self.bottom.value > 0.1

    def place(self, n: int) -> tuple[float, float, float, float]:
        """(from, to, down, size) as the page is shown: text on a turned page is drawn sideways."""
        raw.FPDFText_GetCharOrigin(self.handle, n, self.x, self.y)
        x, y = self.x.value, self.y.value
        if not self.rotation and raw.FPDFText_GetLooseCharBox(self.handle, n, self.loose):
            size = self.loose.top - self.loose.bottom
            if self.loose.right > x and size > 1:
                return x, self.loose.right, -y, size
        size = raw.FPDFText_GetFontSize(self.handle, n) or 10.0
        raw.FPDFText_GetCharBox(self.handle, n, self.left, self.right, self.bottom, self.top)
        left, right, bottom, top = self.left.value, self.right.value, self.bottom.value, self.top.value
        if self.rotation == 90:
            return y, max(top, y), x, size
        if self.rotation == 270:
            return -y, max(-bottom, -y), -x, size
        return (-x, max(-left, -x), y, size) if self.rotation == 180 else (x, max(right, x), -y, size)


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
        lines.append(PrintLine(before + len(lines) + 1, [*map(_word, [None, *kept], kept)], gap, down))
        above = down
    return lines


def _word(before: _Placed | None, word: _Placed) -> Word:
    tied = before is not None and word.blank > 0 and 0 < word.left - before.right < word.blank * 3
    return Word(word.left, word.right, word.text, tied)
