"""Whether a file is of a kind that we take: by its name and by its content, which must not speak against each other."""

from app.intake.recognise import recognise
from app.intake.upload import ENDINGS

BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
TEXTS = frozenset({".csv", ".txt"})

_OFFICE = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", b"content.xml")
_SHEETS = (b"xl/workbook", b"opendocument.spreadsheet", b"content.xml")
_MACROS = (b"vbaProject.bin", b"Basic/Standard", "_VBA_PROJECT".encode("utf-16-le"))


def kind_of(name: str, data: bytes) -> tuple[str, str]:
    """(kind, '') or ('', the code of what is wrong): empty, type, locked, not_pdf, is_pdf, not_sheet.

    A workbook that is called .csv, or text that is called .xls, is taken: payroll systems do that.
    """
    ending = ending_of(name)
    if ending not in ENDINGS:
        return "", "type"
    kind = recognise(data)
    if kind == "empty" or not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        return "", "empty"
    if kind == "encrypted":
        return "", "locked"
    if (kind == "pdf") != (ending == ".pdf"):
        return "", "is_pdf" if kind == "pdf" else "not_pdf"
    if kind == "zip" and not _is_book(data):
        return "", "not_sheet"
    if kind == "image" or (kind == "text" and not _is_text(data)):
        return "", "not_sheet"
    if kind in {"html", "xml", "records"} and ending not in BOOKS | TEXTS:
        return "", "not_sheet"
    return kind, ""


def ending_of(name: str) -> str:
    """'.xlsx' of 'Trekk nov.XLSX'; '' without one."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower().strip()}" if dot and stem else ""


def has_macros(data: bytes) -> bool:
    """Whether there are macros in it: they are never run, and staff are told."""
    return data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0") and any(mark in data for mark in _MACROS)


def _is_book(data: bytes) -> bool:
    """Names of parts stand unpacked in a zip, so no more than a look is needed; the reading looks closer."""
    return any(mark in data for mark in _OFFICE) and any(mark in data for mark in _SHEETS)


def _is_text(data: bytes) -> bool:
    """No machine's bytes: hardly any control characters, but for UTF-16's zeros in every other place."""
    head = data[:65536]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    zeros = head.count(0)
    if zeros > len(head) // 5:
        return max(head[0::2].count(0), head[1::2].count(0)) > 0.9 * zeros
    strange = sum(head.count(sign) for sign in range(32) if sign not in b"\t\n\r\x0b\x0c\x1a\x1b")
    return strange <= len(head) // 100
