"""A mapping file: which employer each letter goes to, as a spreadsheet or CSV with file name, orgnr or employer id, and
perhaps the kind of letter."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable
from typing import NamedTuple

MOST_ROWS, MOST_COLUMNS = 10_000, 20
LARGEST, LARGEST_UNPACKED, MOST_PARTS = 2_000_000, 40_000_000, 200

HEADINGS = {
    "file": re.compile(r"fil|dokument|file|brev$"),
    "wanted": re.compile(r"org|arbeidsgiver|bedrift|virksomhet|ref|employer|kunde"),
    "kind": re.compile(r"type|slag|kind"),
}
KINDS = {
    "START": re.compile(r"start|innmeld"),
    "STOP": re.compile(r"stop|slutt|opphør|utmeld"),
    "CHANGE": re.compile(r"endr|change"),
    "OTHER": re.compile(r"anne|other|ann"),
}


class Unreadable(Exception):
    """The mapping file cannot be used; the argument is a code of `i18n/say.py`."""


class Wanted(NamedTuple):
    """What a row says of a file."""

    who: str
    kind: str


def read_mapping(name: str, data: bytes) -> dict[str, Wanted]:
    """By file name in small letters.  Raises Unreadable."""
    rows = _sheet(data) if data[:2] == b"PK" else _csv(data) if _is_text(name, data) else None
    if rows is None:
        raise Unreadable("mapping.kind")
    return _mapped([[_text(cell) for cell in row[:MOST_COLUMNS]] for row in rows])


def _is_text(name: str, data: bytes) -> bool:
    return name.lower().endswith((".csv", ".txt", ".tsv")) and b"\x00" not in data[:4096]


def _csv(data: bytes) -> list[list[object]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    first = text.split("\n", 1)[0]
    sign = max(";\t,", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True))
    except csv.Error:
        raise Unreadable("mapping.kind") from None
    if len(rows) > MOST_ROWS:
        raise Unreadable("mapping.large")
    return [list[object](row) for row in rows]


def _sheet(data: bytes) -> list[list[object]]:
    """The first sheet.  What it would unpack to is added up before anything is unpacked."""
    from openpyxl import load_workbook  # 16 MB, once somebody sends one

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise Unreadable("mapping.large")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        rows = book.worksheets[0].iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
        found = [list[object](row) for row in rows]
        book.close()
    except Unreadable:
        raise
    except Exception:  # whatever a broken workbook makes the reader say
        raise Unreadable("mapping.kind") from None
    if len(found) > MOST_ROWS:
        raise Unreadable("mapping.large")
    return found


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())[:200] if cell is not None else ""


def _mapped(rows: Iterable[list[str]]) -> dict[str, Wanted]:
    filled = [row for row in rows if any(row)]
    if not filled:
        raise Unreadable("mapping.empty")
    columns = _columns(filled[0])
    found: dict[str, Wanted] = {}
    for row in filled[1:]:
        told = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        name = told["file"].casefold()
        wanted = Wanted(told["wanted"], kind_written(told.get("kind", "")))
        if name and found.setdefault(name, wanted).who != wanted.who:
            raise Unreadable("mapping.twice")
    return found


def _columns(heads: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, head in enumerate(heads):
        for name, words in HEADINGS.items():
            if name not in found and at not in found.values() and words.search(head.casefold()):
                found[name] = at
    if not {"file", "wanted"} <= found.keys():
        raise Unreadable("mapping.columns")
    return found


def kind_written(text: str) -> str:
    """The kind of letter that somebody wrote; '' when it is none."""
    return next((kind for kind, words in KINDS.items() if words.search(text.casefold())), "")


def wanted_for(mapping: dict[str, Wanted], name: str) -> Wanted | None:
    """What the mapping says of a file, with or without its ending."""
    name = name.casefold()
    return mapping.get(name) or mapping.get(name.removesuffix(".pdf"))
