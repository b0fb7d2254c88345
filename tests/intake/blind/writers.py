"""Small writers of the formats that the standard library has no writer for: xlsx, xls, ods, PDF and containers."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[Any]]


def xlsx(*sheets: tuple[str, Rows], touch: Callable[[Workbook], None] | None = None) -> bytes:
    """A workbook of (name, rows); `touch` may hide, merge and format before it is saved."""
    book = Workbook()
    book.remove(book.active)
    book.properties.created = book.properties.modified = datetime(2026, 11, 2)
    for name, rows in sheets:
        sheet: Worksheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if touch:
        touch(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def xls(name: str, rows: Rows, hidden: Iterable[int] = ()) -> bytes:
    """A BIFF8 workbook with one sheet; `hidden` are row numbers from 0."""
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
    sheet += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for r in range(len(rows)):
        flags = 0x0120 if r in set(hidden) else 0x0100
        sheet += _record(0x0208, struct.pack("<HHHHHHHH", r, 0, len(rows[r]), 255, 0, 0, flags, 15))
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if isinstance(cell, (int, float)):
                sheet += _record(0x0203, struct.pack("<HHHd", r, c, 0, cell))
            elif cell:
                text = str(cell).encode("utf-16-le")
                sheet += _record(0x0204, struct.pack("<HHHHB", r, c, 0, len(text) // 2, 1) + text)
    sheet += _record(0x000A, b"")
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6)) + _record(0x0042, b"\xb0\x04")
    title = name.encode("utf-16-le")
    bound = struct.pack("<HBB", 0, len(name), 1) + title
    offset = len(start) + 4 + 4 + len(bound) + 4
    book = start + _record(0x0085, struct.pack("<I", offset) + bound) + _record(0x000A, b"") + sheet
    return cfb({"Workbook": book})


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def cfb(streams: dict[str, bytes]) -> bytes:
    """A compound file (the container of old Excel and of encrypted files)."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    bodies, entries, table = b"", [_entry("Root Entry", 5, end, 0, child=1)], [0xFFFFFFFD]
    for n, (name, body) in enumerate(streams.items(), 1):
        whole = body.ljust(4096, b"\0")
        whole += b"\0" * (-len(whole) % 512)
        start, count = len(table), len(whole) // 512
        table += [*range(start + 1, start + count), end]
        bodies += whole
        entries.append(_entry(name, 2, start, len(whole), right=n + 1 if n < len(streams) else free))
    while len(entries) % 4:
        entries.append(_entry("", 0, 0, 0))
    where = len(table)
    count = len(entries) // 4
    table += [*range(where + 1, where + count), end]
    assert len(table) <= 128
    fat = struct.pack("<128I", *table, *[free] * (128 - len(table)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, where, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    return head + fat + bodies + b"".join(entries)


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le")
    out = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2 if name else 0, kind, 1)
    return out + struct.pack("<III16xIQQIQ", 0xFFFFFFFF, right, child, 0, 0, 0, start, size)


def ods(*sheets: tuple[str, Rows], hidden: dict[int, str] | None = None) -> bytes:
    """An OpenDocument sheet; `hidden` gives the visibility (collapse, filter) of rows of the first sheet."""
    tables = ""
    for n, (name, rows) in enumerate(sheets):
        body = ""
        for r, row in enumerate(rows):
            shown = (hidden or {}).get(r) if n == 0 else None
            attribute = f' table:visibility="{shown}"' if shown else ""
            body += f"<table:table-row{attribute}>{''.join(_ods_cell(cell) for cell in row)}</table:table-row>"
        body += '<table:table-row table:number-rows-repeated="1000"><table:table-cell/></table:table-row>'
        tables += f'<table:table table:name="{escape(name)}">{body}</table:table>'
    ns = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = "".join(f' xmlns:{k}="{ns}{k}:1.0"' for k in ("office", "table", "text"))
    document = f'<?xml version="1.0"?><office:document-content{spaces} office:version="1.2"><office:body>'
    document += f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    listed = f'<m:manifest xmlns:m="{ns}manifest:1.0"><m:file-entry m:full-path="/" m:media-type="{kind}"/>'
    listed += '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
    return zipped({"mimetype": kind, "content.xml": document, "META-INF/manifest.xml": listed})


def _ods_cell(cell: Any) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, (int, float)):
        kind = f'office:value-type="float" office:value="{cell}"'
    elif isinstance(cell, date):
        kind = f'office:value-type="date" office:date-value="{cell.isoformat()}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(cell))}</text:p></table:table-cell>"


def zipped(parts: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 2, 8, 0, 0)), text)
    return out.getvalue()


def spreadsheetml(name: str, rows: Rows) -> bytes:
    """Excel 2003 XML; empty cells are left out and the next one carries its index."""
    body = ""
    for row in rows:
        cells, gap = "", False
        for c, cell in enumerate(row, 1):
            if cell in (None, ""):
                gap = True
                continue
            kind = "Number" if isinstance(cell, (int, float)) else "String"
            index = f' ss:Index="{c}"' if gap else ""
            cells += f'<Cell{index}><Data ss:Type="{kind}">{escape(str(cell))}</Data></Cell>'
            gap = False
        body += f"<Row>{cells}</Row>"
    text = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    text += '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    text += 'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    return f'{text}<Worksheet ss:Name="{escape(name)}"><Table>{body}</Table></Worksheet></Workbook>'.encode()


Word = tuple[float, float, str]


def pdf(pages: Sequence[Sequence[Word]], *, size: tuple[int, int] = (595, 842), font: str = "Helvetica",
        points: float = 9, image: bool = False) -> bytes:  # fmt: skip
    """A text PDF: each word at (x from the left, y from the top); with `image`, a grey picture and no text."""
    objects: list[bytes] = [b"", b""]
    base = f"/Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding"
    objects.append(f"<< {base} >>".encode())
    picture = zlib.compress(bytes(200 + (x * 7 + x // 90) % 50 for x in range(120 * 90)))
    head = "/Type /XObject /Subtype /Image /Width 120 /Height 90 /ColorSpace /DeviceGray /BitsPerComponent 8"
    objects.append(f"<< {head} /Filter /FlateDecode /Length {len(picture)} >>\nstream\n".encode() + picture)
    objects[3] += b"\nendstream"
    kids = []
    for words in pages:
        content = f"q {size[0]} 0 0 {size[1]} 0 0 cm /Im Do Q\n".encode() if image else b"BT\n"
        for x, y, text in words:
            safe = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252", "replace")
            content += f"/F {points} Tf 1 0 0 1 {x:.1f} {size[1] - y:.1f} Tm (".encode() + safe + b") Tj\n"
        content = zlib.compress(content + (b"" if image else b"ET"))
        objects.append(f"<< /Filter /FlateDecode /Length {len(content)} >>\nstream\n".encode() + content)
        objects[-1] += b"\nendstream"
        used = "/Font << /F 3 0 R >> /XObject << /Im 4 0 R >>"
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Resources << {used} >>"
        objects.append(f"{page} /Contents {len(objects)} 0 R >>".encode())
        kids.append(len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{k} 0 R' for k in kids)}] >>".encode()
    out, places = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n".encode() + body + b"\nendobj\n"
    xref = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{xref}"
    tail += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + tail.encode()


WIDE = {" ": 278, ",": 278, ".": 278, "-": 333}


def right(x: float, y: float, text: str, points: float = 9) -> Word:
    """A word that ends at x (digits and signs in Helvetica)."""
    return x - sum(WIDE.get(c, 556) for c in text) * points / 1000, y, text
