"""Files as payroll systems write them: workbooks, HTML and XML named .xls, and PDF drawn by hand."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]


def xlsx(
    *sheets: tuple[str, Rows],
    hidden: Iterable[str] = (),
    hidden_rows: Iterable[int] = (),
    merged: Iterable[str] = (),
    hidden_columns: Iterable[str] = (),
) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in hidden:
            sheet.sheet_state = "hidden"
        for number in hidden_rows:
            sheet.row_dimensions[number].hidden = True
        for letter in hidden_columns:
            sheet.column_dimensions[letter].hidden = True
        for area in merged:
            sheet.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(rows: Rows, delimiter: str = ";", encoding: str = "cp1252", end: str = "\r\n", quote: bool = False) -> bytes:
    def cell(value: Any) -> str:
        text = "" if value is None else str(value)
        return f'"{text}"' if quote or delimiter in text else text

    return (
        end.join(delimiter.join(cell(v) for v in row) for row in rows).encode(encoding, "replace")
        + end.encode(encoding)[-len(end) :]
    )


def fixed(rows: Rows, widths: Sequence[int], right: Iterable[int] = (), encoding: str = "cp1252") -> bytes:
    """Negative content is cut; columns in `right` are set to the right."""
    lines = []
    for row in rows:
        if len(row) == 1:
            lines.append(str(row[0]))
            continue
        cells = [
            str(v)[:w].rjust(w) if k in set(right) else str(v)[:w].ljust(w)
            for k, (v, w) in enumerate(zip(row, widths, strict=False))
        ]
        lines.append(" ".join(cells).rstrip())
    return ("\r\n".join(lines) + "\r\n").encode(encoding, "replace")


def html(rows: Rows, title: str = "", encoding: str = "utf-8") -> bytes:
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(v if v is not None else ''))}</td>" for v in row) + "</tr>" for row in rows
    )
    head = f'<head><meta charset="{encoding}"><style>td{{x:y}}</style></head>'
    return f"<html>{head}<body><h2>{escape(title)}</h2><table>{body}</table></body></html>".encode(encoding)


def xml2003(rows: Rows, name: str = "Ark1") -> bytes:
    def cell(value: Any) -> str:
        kind = "Number" if isinstance(value, (int, float)) else "String"
        return (
            f'<Cell><Data ss:Type="{kind}">{escape(str(value))}</Data></Cell>' if value not in (None, "") else "<Cell/>"
        )

    body = "".join("<Row>" + "".join(map(cell, row)) + "</Row>" for row in rows)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="{escape(name)}"><Table>{body}</Table></Worksheet></Workbook>'
    ).encode()


_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def ods(rows: Rows, name: str = "Ark1") -> bytes:
    def cell(value: Any) -> str:
        if value in (None, ""):
            return "<table:table-cell/>"
        if isinstance(value, (int, float)):
            number = f'office:value-type="float" office:value="{value}"'
            return f"<table:table-cell {number}><text:p>{value}</text:p></table:table-cell>"
        return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'

    body = "".join("<table:table-row>" + "".join(map(cell, row)) + "</table:table-row>" for row in rows)
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        f'xmlns:office="{_ODF}:office:1.0" xmlns:table="{_ODF}:table:1.0" xmlns:text="{_ODF}:text:1.0" '
        'office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="{escape(name)}">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        )
    return out.getvalue()


_WIDTHS = dict.fromkeys("0123456789", 556) | {
    " ": 278,
    ",": 278,
    ".": 278,
    "-": 333,
    "i": 222,
    "l": 222,
    "j": 222,
    "t": 278,
    "f": 278,
    "r": 333,
    "m": 833,
    "w": 722,
    "I": 278,
}


def text_width(text: str, size: float) -> float:
    """About Helvetica's widths, enough to set numbers to the right."""
    return sum(_WIDTHS.get(c, 667 if c.isupper() else 556) for c in text) * size / 1000


class Pdf:
    """Pages of text at places; `at` counts from the top left in points."""

    def __init__(self, width: int = 595, height: int = 842, rotate: int = 0) -> None:
        self.pages: list[list[str]] = []
        self.width, self.height, self.rotate = width, height, rotate

    def page(self) -> None:
        self.pages.append([])

    def at(self, x: float, y: float, text: str, size: float = 9, right: bool = False) -> None:
        x = x - text_width(text, size) if right else x
        shown = (
            text.encode("cp1252", "replace")
            .decode("latin-1")
            .replace("\\", "\\\\")
            .replace("(", "\\(")
            .replace(")", "\\)")
        )
        if self.rotate == 90:
            self.pages[-1].append(f"BT /F1 {size} Tf 0 1 -1 0 {y:.2f} {x:.2f} Tm ({shown}) Tj ET")
        else:
            self.pages[-1].append(f"BT /F1 {size} Tf {x:.2f} {self.height - y:.2f} Td ({shown}) Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.pages[-1].append(f"{x0} {self.height - y0} m {x1} {self.height - y1} l S")

    def bytes(self) -> bytes:
        count = len(self.pages)
        kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
        objects = [
            "<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        ]
        for n, page in enumerate(self.pages):
            turn = f"/Rotate {self.rotate}" if self.rotate else ""
            box = f"/MediaBox[0 0 {self.width} {self.height}]"
            font = "/Resources<</Font<</F1 3 0 R>>>>"
            objects.append(f"<</Type/Page/Parent 2 0 R{turn}{box}/Contents {5 + 2 * n} 0 R{font}>>")
            stream = "\n".join(page)
            objects.append(f"<</Length {len(stream.encode('latin-1'))}>>stream\n{stream}\nendstream")
        out = b"%PDF-1.4\n"
        places = []
        for n, body in enumerate(objects, start=1):
            places.append(len(out))
            out += f"{n} 0 obj\n{body}\nendobj\n".encode("latin-1")
        start = len(out)
        out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
        out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
        return out + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()


def draw(
    people: Sequence[Any],
    pdf: Pdf,
    heads: list[tuple[float, str, bool]],
    per_page: int,
    ruled: bool,
    top: list[str],
    cells: Any,
    foot: tuple[str, str],
) -> None:
    for start in range(0, len(people), per_page):
        pdf.page()
        y = 50.0
        for text in top:
            pdf.at(50, y, text, 11)
            y += 16
        y += 10
        for x, text, right in heads:
            pdf.at(x, y, text, right=right)
        for p in people[start : start + per_page]:
            y += 15
            if ruled:
                pdf.line(45, y - 11, 560, y - 11)
            for (x, _, right), text in zip(heads, cells(p), strict=True):
                pdf.at(x, y, text, right=right)
    pdf.at(50, y + 18, foot[0])
    pdf.at(heads[-1][0], y + 18, foot[1], right=heads[-1][2])
