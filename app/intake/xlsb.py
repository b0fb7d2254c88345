"""Hidden rows and columns of binary workbooks (.xlsb): calamine does not tell of them ([MS-XLSB], 2.4.745, 2.4.323)."""

import io
import posixpath
import re
import struct
import zipfile
from collections.abc import Iterator

from app.intake.biff import HiddenParts
from app.intake.cells import MAX_COLUMNS, MAX_ROWS

_ROW, _COLUMN, _SHEET = 0, 60, 156
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x10, 0x01
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")


def hidden_in_binary(data: bytes) -> list[HiddenParts]:
    """One for each sheet, in the workbook's order; empty where the file is no such workbook or breaks its format."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if "xl/workbook.bin" not in archive.namelist():
                return []
            places = _places(archive.read("xl/_rels/workbook.bin.rels"))
            return [_of_sheet(archive.read(places[key])) for key in _sheets(archive.read("xl/workbook.bin"))]
    except (struct.error, IndexError, KeyError, UnicodeDecodeError):
        return []


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """(kind, start, length) of each record: kind in one byte or two, length in up to four, seven bits each."""
    at, end = 0, len(stream)
    while at < end:
        kind = stream[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | stream[at] << 7
            at += 1
        length = 0
        for shift in (0, 7, 14, 21):
            byte = stream[at]
            at += 1
            length |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
        yield kind, at, length
        at += length


def _sheets(stream: bytes) -> list[str]:
    """The relations of the sheets, in order."""
    keys = []
    for kind, at, _ in _records(stream):
        if kind == _SHEET:
            (count,) = struct.unpack_from("<I", stream, at + 8)
            keys.append(stream[at + 12 : at + 12 + 2 * count].decode("utf-16-le"))
    return keys


def _places(relations: bytes) -> dict[str, str]:
    places = {}
    for tag in _RELATION.findall(relations):
        key, target = re.search(rb'\bId="([^"]*)"', tag), re.search(rb'\bTarget="([^"]*)"', tag)
        if key and target:
            path = target[1].decode()
            places[key[1].decode()] = path.lstrip("/") if path.startswith("/") else posixpath.join("xl", path)
    return places


def _of_sheet(stream: bytes) -> HiddenParts:
    hidden = HiddenParts()
    for kind, at, length in _records(stream):
        if kind == _ROW and length >= 12 and stream[at + 11] & _HIDDEN_ROW:
            (row,) = struct.unpack_from("<I", stream, at)
            if row < MAX_ROWS:
                hidden.rows.add(row)
        elif kind == _COLUMN and length >= 18 and stream[at + 16] & _HIDDEN_COLUMN:
            first, last = struct.unpack_from("<II", stream, at)
            hidden.columns |= set(range(first, min(last + 1, MAX_COLUMNS)))
    return hidden
