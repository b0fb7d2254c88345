"""Bombs and lies are found before any parser sees the file: zipped workbooks are unpacked as a stream and counted."""

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field

from app.intake.cells import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Unreadable
from app.intake.struck import OdsStruck, Struck, excel_cells, mark

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED = 150 * 1024 * 1024
MAX_ENTRIES = 200
_RATIO, _RATIO_FROM = 200, 20 * 1024 * 1024
_CHUNK, _OVERLAP = 1 << 18, 400
_STYLES = 8 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError)
"""What zipfile raises while it unpacks an entry that is damaged, locked, or packed in a way it does not know."""

_ROW = re.compile(rb"<row\b([^>]{0,600})>|<\w+:row\b([^>]{0,600})>")
_ROW_NUMBER = re.compile(rb'\br="(\d{1,20})"')
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_FAR_CELL = re.compile(rb' r="([A-Z]{2,})(\d+)"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]{0,400})/?>")
_ODS_TAG = re.compile(rb"<(?:\w+:)?table-(row|column)(?![\w-])([^>]{0,390})>|<(?:\w+:)?table(?![\w:-])[^>]{0,390}>")
_ODS_HIDDEN = re.compile(rb'visibility="(?:collapse|filter)"')
_ODS_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')
_NO_RESULT = re.compile(rb"</f>(?:<v></v>|<v ?/>)?</c>|<f>[^<]{0,200}</f></c>")


@dataclass(slots=True)
class Seen:
    """What the scan saw: hidden rows and columns (from 0) by the name of the part, macros, and the workbook's parts."""

    hidden_rows: dict[str, set[int]] = field(default_factory=dict)
    hidden_columns: dict[str, set[int]] = field(default_factory=dict)
    struck: dict[str, Struck] = field(default_factory=dict)
    strikes: re.Pattern[bytes] | None = None
    """What finds struck cells in a worksheet, where the workbook has a style that strikes."""
    macros: bool = False
    parts: dict[str, bytes] = field(default_factory=dict)
    formulas: bool = False
    """Formulas whose result the file does not hold (made by a program, never opened in Excel), or is an error."""

    @property
    def hidden_parts(self) -> set[str]:
        return self.hidden_rows.keys() | self.hidden_columns.keys() | self.struck.keys()


def check_zip(data: bytes) -> Seen:
    """Raises Unreadable when the zip is broken, locked, or larger than we take on."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (*_BROKEN, ValueError, IndexError) as problem:
        raise Unreadable("corrupt") from problem
    _check_entries(entries)
    seen = Seen(strikes=_strikes(archive, entries))
    left = MAX_UNPACKED
    for entry in entries:
        left -= _scan(archive, entry, left, seen, len(data))
    return seen


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(entries) > MAX_ENTRIES:
        raise Unreadable("too_large")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable("password")
    if len(set(names)) != len(names) or any(not _plain(name) for name in names):
        raise Unreadable("corrupt")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise Unreadable("corrupt")
    known = {"[Content_Types].xml", "mimetype", "content.xml"}
    if not known & set(names):
        raise Unreadable("no_list")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise Unreadable("too_large")


def _plain(name: str) -> bool:
    return not (name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name) and name.isprintable()


def _strikes(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> re.Pattern[bytes] | None:
    """The styles are looked at before the sheets, which may stand before them in the package."""
    styles = next((entry for entry in entries if entry.filename == "xl/styles.xml"), None)
    if styles is None:
        return None
    try:
        with archive.open(styles) as stream:
            return excel_cells(stream.read(_STYLES))
    except _BROKEN as problem:
        raise Unreadable("corrupt") from problem


def _scan(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, seen: Seen, size: int) -> int:
    """Unpack one entry a bit at a time, looking for what may not be; gives the bytes it unpacked to."""
    name = entry.filename
    kind = _part(name)
    sheet = _SheetScan(name, seen) if kind == "sheet" else _OdsScan(seen) if kind == "content" else None
    seen.macros = seen.macros or name.endswith("vbaProject.bin") or name.startswith("Basic/")
    count, tail = 0, b""
    kept = bytearray()
    try:
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                count += len(chunk)
                if count > left or (count > _RATIO_FROM and count > _RATIO * max(size, entry.compress_size)):
                    raise Unreadable("too_large")
                if kind in ("sheet", "workbook", "content", "strings"):
                    window = tail + chunk
                    if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                        raise Unreadable("corrupt")
                    if sheet:
                        sheet.look(window, len(tail))
                    tail = window[-_OVERLAP:]
                if kind == "workbook" and len(kept) < 1 << 20:
                    kept += chunk
    except _BROKEN as problem:
        raise Unreadable("corrupt") from problem
    if sheet:
        sheet.judge()
    if kept:
        seen.parts[name] = bytes(kept)
    return count


def _part(name: str) -> str:
    if name.startswith("xl/worksheets/") and name.endswith(".xml"):
        return "sheet"
    if name == "content.xml":
        return "content"
    if name.startswith("xl/sharedStrings"):
        return "strings"
    return "workbook" if name.endswith((".rels", "workbook.xml", "Content_Types].xml")) else "other"


class _SheetScan:
    """Highest row and column, hidden rows and columns of one worksheet part."""

    def __init__(self, name: str, seen: Seen) -> None:
        self.name, self.seen = name, seen
        self.row = self.column = self.count = 0
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self.struck: Struck = {}

    def look(self, window: bytes, old: int) -> None:
        for found in _ROW.finditer(window):
            if found.end() <= old:
                continue
            self.count += 1
            attributes = found[1] or found[2] or b""
            number = _ROW_NUMBER.search(attributes)
            self.row = max(self.row + 1, int(number[1])) if number else self.row + 1
            if b"hidden" in attributes and _HIDDEN.search(attributes):
                self.rows.add((int(number[1]) if number else self.row) - 1)
        if not self.seen.formulas and (b' t="e"' in window or (b"</f>" in window and _NO_RESULT.search(window))):
            self.seen.formulas = True
        for far in _FAR_CELL.finditer(window):
            self.column = max(self.column, column_index(far[1]) + 1)
            self.row = max(self.row, int(far[2]))
        for cell in self.seen.strikes.finditer(window) if self.seen.strikes else ():
            mark(self.struck, int(cell[2]) - 1, column_index(cell[1]))
        for column in _COLUMN.finditer(window):
            if _HIDDEN.search(column[1]):
                self._hide(column[1])
        if self.row > MAX_ROWS or self.count > MAX_ROWS or self.column > MAX_COLUMNS:
            raise Unreadable("too_large")

    def _hide(self, attributes: bytes) -> None:
        first, last = re.search(rb'\bmin="(\d{1,5})"', attributes), re.search(rb'\bmax="(\d{1,5})"', attributes)
        if first and last:
            self.columns |= set(range(int(first[1]) - 1, min(int(last[1]), MAX_COLUMNS)))

    def judge(self) -> None:
        if self.row * max(self.column, 1) > MAX_CELLS:
            raise Unreadable("too_large")
        self.seen.hidden_rows[self.name] = self.rows
        self.seen.hidden_columns[self.name] = self.columns
        self.seen.struck[self.name] = self.struck


class _OdsScan:
    """Hidden and filtered rows and columns of an OpenDocument sheet: its tables are parts «content.xml#0», «#1» …"""

    def __init__(self, seen: Seen) -> None:
        self.seen = seen
        self.table, self.row, self.column = -1, 0, 0
        self.struck = OdsStruck()

    def look(self, window: bytes, old: int) -> None:
        self.struck.look(window, old)
        for found in _ODS_TAG.finditer(window):
            if found.end() <= old:
                continue
            if found[1] is None:
                self.table, self.row, self.column = self.table + 1, 0, 0
                continue
            repeated = _ODS_REPEATED.search(found[2])
            count = int(repeated[1]) if repeated else 1
            hidden = _ODS_HIDDEN.search(found[2]) is not None
            if found[1] == b"row":
                self._hide(self.seen.hidden_rows, hidden, self.row, count, MAX_ROWS)
                self.row += count
            else:
                self._hide(self.seen.hidden_columns, hidden, self.column, count, MAX_COLUMNS)
                self.column += count

    def _hide(self, where: dict[str, set[int]], hidden: bool, start: int, count: int, most: int) -> None:
        if hidden and start < most:
            where.setdefault(ods_part(self.table), set()).update(range(start, min(start + count, most)))

    def judge(self) -> None:
        """What is too large, the grid's own size tells."""
        self.seen.struck |= {ods_part(n): struck for n, struck in self.struck.tables.items()}


def ods_part(n: int) -> str:
    return f"content.xml#{n}"


def column_index(letters: bytes) -> int:
    """0 for b'A'; capped well above what we read."""
    index = 0
    for letter in letters[:6]:
        index = index * 26 + letter - 64
    return index - 1


_SHEET_TAG = re.compile(rb'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\b\w+:id="([^"]*)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")


def sheet_parts(seen: Seen) -> list[str]:
    """The worksheet parts in the workbook's order, as far as the package says."""
    if not seen.parts.get("xl/workbook.xml") and any(name.startswith("content.xml#") for name in seen.hidden_parts):
        return [ods_part(n) for n in range(MAX_ENTRIES)]
    relations: dict[bytes, str] = {}
    for tag in _RELATION.findall(seen.parts.get("xl/_rels/workbook.xml.rels", b"")):
        name, target = re.search(rb'\bId="([^"]*)"', tag), re.search(rb'\bTarget="([^"]*)"', tag)
        if name and target:
            path = target[1].decode("utf-8", "replace")
            relations[name[1]] = path.lstrip("/") if path.startswith("/") else posixpath.join("xl", path)
    return [relations.get(found[2], "") for found in _SHEET_TAG.finditer(seen.parts.get("xl/workbook.xml", b""))]
