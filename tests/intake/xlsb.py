"""Binary workbooks (.xlsb) as Excel writes them, of the records that matter: [MS-XLSB], 2.1.4 and 2.4."""

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

_ROW, _REAL, _TEXT, _COLUMN, _SHEET = 0, 5, 6, 60, 156
_BEGIN_DATA, _END_DATA, _BEGIN_COLUMNS, _END_COLUMNS = 145, 146, 390, 391
_BEGIN_SHEET, _END_SHEET, _BEGIN_SHEETS, _END_SHEETS, _BEGIN_BOOK, _END_BOOK = 129, 130, 143, 144, 131, 132

_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>"""
_RELATIONS = """<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
{}</Relationships>"""
_SHEET_RELATION = (
    '<Relationship Id="rId{0}" Target="worksheets/sheet{0}.bin" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
)


def xlsb(*sheets: tuple[str, Sequence[Sequence[Any]]], hidden_rows: Iterable[int] = ()) -> bytes:
    """Sheets by name; `hidden_rows` are counted from 1 and hidden in each."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("xl/workbook.bin", _book([name for name, _ in sheets]))
        numbers = range(1, len(sheets) + 1)
        relations = "".join(_SHEET_RELATION.format(n) for n in numbers)
        archive.writestr("xl/_rels/workbook.bin.rels", _RELATIONS.format(relations))
        for n, (_, rows) in zip(numbers, sheets, strict=True):
            archive.writestr(f"xl/worksheets/sheet{n}.bin", _sheet(rows, set(hidden_rows)))
    return out.getvalue()


def _record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, left = b"", len(body)
    while left > 127:
        size, left = size + bytes([left & 0x7F | 0x80]), left >> 7
    return head + size + bytes([left]) + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _book(names: Sequence[str]) -> bytes:
    sheets = b"".join(
        _record(_SHEET, struct.pack("<II", 0, n) + _wide(f"rId{n}") + _wide(name)) for n, name in enumerate(names, 1)
    )
    return _record(_BEGIN_BOOK) + _record(_BEGIN_SHEETS) + sheets + _record(_END_SHEETS) + _record(_END_BOOK)


def _sheet(rows: Sequence[Sequence[Any]], hidden: set[int]) -> bytes:
    width = max(len(row) for row in rows)
    size = _record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1))
    body = b"".join(_row(n, row, n + 1 in hidden) for n, row in enumerate(rows))
    return _record(_BEGIN_SHEET) + size + _record(_BEGIN_DATA) + body + _record(_END_DATA) + _record(_END_SHEET)


def _row(n: int, row: Sequence[Any], hidden: bool) -> bytes:
    head = struct.pack("<IIHBBBI", n, 0, 300, 0, 0x10 if hidden else 0, 0, 1) + struct.pack("<II", 0, max(len(row), 1))
    cells = b"".join(_cell(k, value) for k, value in enumerate(row) if value not in (None, ""))
    return _record(_ROW, head) + cells


def _cell(column: int, value: Any) -> bytes:
    place = struct.pack("<II", column, 0)
    if isinstance(value, (int, float)):
        return _record(_REAL, place + struct.pack("<d", value))
    return _record(_TEXT, place + _wide(str(value)))
