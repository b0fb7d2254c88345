"""What old Excel (.xls) hides and strikes through: calamine does not tell of it, but the file's own records do."""

import struct
from dataclasses import dataclass, field

from app.intake.struck import Struck, mark

_FREE, _SECTOR = 0xFFFFFFFA, 512
"""Sector numbers from _FREE up are marks, not places."""
_BOUNDSHEET, _ROW, _COLINFO, _EOF, _BOF = 0x0085, 0x0208, 0x007D, 0x000A, 0x0809
_FONT, _XF, _MULRK = 0x0031, 0x00E0, 0x00BD
_CELLS = frozenset((0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E))
"""FORMULA, RSTRING, LABELSST, NUMBER, LABEL, BOOLERR and RK: row, column and format come first."""


@dataclass(slots=True)
class HiddenParts:
    """Rows and columns from 0."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    struck: Struck = field(default_factory=dict)


def hidden_parts(data: bytes) -> list[HiddenParts]:
    """One for each sheet, in the workbook's order; empty where the file does not follow the format."""
    try:
        stream = _workbook(data) if data.startswith(b"\xd0\xcf\x11\xe0") else data
        struck = _struck_styles(stream)
        return [_of_sheet(stream, at, struck) for at in _sheet_starts(stream)]
    except (struct.error, IndexError, ValueError):
        return []


def _workbook(data: bytes) -> bytes:
    """The stream «Workbook» (or «Book») of the compound file."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    table = _allocation(data, size)
    (first,) = struct.unpack_from("<I", data, 48)
    directory = _chain(data, size, table, first)
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        if name in ("Workbook", "Book"):
            start, count = struct.unpack_from("<II", directory, at + 116)
            return _chain(data, size, table, start)[:count]
    return b""


def _allocation(data: bytes, size: int) -> list[int]:
    """Which sector follows which.  Tables over 109 sectors (7 MB) go on in sectors of their own."""
    places = list(struct.unpack_from("<109I", data, 76))
    (more,) = struct.unpack_from("<I", data, 68)
    for _ in range(len(data) // size):
        if more >= _FREE:
            break
        *further, more = struct.unpack_from(f"<{size // 4}I", data, _SECTOR + more * size)
        places += further
    table: list[int] = []
    for place in places:
        if place < _FREE:
            table += struct.unpack_from(f"<{size // 4}I", data, _SECTOR + place * size)
    return table


def _chain(data: bytes, size: int, table: list[int], at: int) -> bytes:
    out = bytearray()
    while at < _FREE and len(out) <= len(data) and (sector := data[_SECTOR + at * size : _SECTOR + (at + 1) * size]):
        out += sector  # a chain that runs in a circle beyond the end would go on for ever
        at = table[at]
    return bytes(out)


def _sheet_starts(stream: bytes) -> list[int]:
    starts, at = [], 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _BOUNDSHEET:
            starts.append(struct.unpack_from("<I", stream, at + 4)[0])
        if kind == _EOF:
            break
        at += 4 + length
    return starts


def _struck_styles(stream: bytes) -> set[int]:
    """The cell formats whose font is struck out.  Fonts are counted without a number 4."""
    fonts: list[bool] = []
    formats: list[int] = []
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _FONT and length >= 4:
            fonts.append(bool(struct.unpack_from("<H", stream, at + 6)[0] & 0x08))
        elif kind == _XF and length >= 2:
            formats.append(struct.unpack_from("<H", stream, at + 4)[0])
        elif kind == _EOF:
            break
        at += 4 + length
    struck = {n + (n > 3) for n, is_struck in enumerate(fonts) if is_struck}
    return {n for n, font in enumerate(formats) if font in struck}


def _of_sheet(stream: bytes, at: int, struck: set[int]) -> HiddenParts:
    hidden, depth = HiddenParts(), 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _ROW and length >= 16:
            (row,) = struct.unpack_from("<H", stream, at + 4)
            if struct.unpack_from("<H", stream, at + 16)[0] & 0x20:
                hidden.rows.add(row)
        elif kind == _COLINFO and length >= 10:
            first, last, _, _, flags = struct.unpack_from("<5H", stream, at + 4)
            if flags & 1:
                hidden.columns |= set(range(first, min(last, 255) + 1))
        elif struck and kind in _CELLS and length >= 6:
            row, column, style = struct.unpack_from("<3H", stream, at + 4)
            if style in struck:
                mark(hidden.struck, row, column)
        elif struck and kind == _MULRK and length >= 6:
            row, first = struct.unpack_from("<2H", stream, at + 4)
            for n in range((length - 6) // 6):
                if struct.unpack_from("<H", stream, at + 8 + 6 * n)[0] in struck:
                    mark(hidden.struck, row, first + n)
        depth += (kind == _BOF) - (kind == _EOF)
        if kind == _EOF and depth <= 0:
            break
        at += 4 + length
    return hidden
