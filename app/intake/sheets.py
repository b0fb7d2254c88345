"""Workbooks to cells: Excel, OpenDocument, and the HTML and XML that payroll systems name .xls."""

import io
import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from html.parser import HTMLParser
from math import isfinite
from typing import Any
from unicodedata import is_normalized, normalize
from xml.etree.ElementTree import ParseError, XMLPullParser

import python_calamine as calamine

from app.intake.biff import HiddenParts, hidden_parts
from app.intake.cells import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Book, Cell, Sheet, Unreadable
from app.intake.precheck import Seen, check_zip, sheet_parts
from app.intake.struck import Struck, mark
from app.intake.xlsb import hidden_in_binary

_PLAIN = {str, int, float, date}


def read_workbook(data: bytes, kind: str) -> Book:
    """A 'zip' or 'xls' file as sheets.  Raises Unreadable."""
    seen = check_zip(data) if kind == "zip" else Seen()
    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        own = hidden_in_binary(data) if kind == "zip" else hidden_parts(data)
        parts = _own_parts(own, seen) if own or kind == "xls" else sheet_parts(seen)
        sheets = [
            _sheet(workbook, meta, seen, parts[n] if n < len(parts) else "")
            for n, meta in enumerate(workbook.sheets_metadata)
            if meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError as problem:
        raise Unreadable("password") from problem
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, OSError, ValueError) as problem:
        raise Unreadable("password" if "assword" in str(problem)[:200] else "corrupt") from problem
    notes = [note for note, there in (("macros", seen.macros), ("formulas", seen.formulas)) if there]
    return Book("workbook" if kind == "zip" else "xls", sheets, notes)


def _own_parts(hidden: list[HiddenParts], seen: Seen) -> list[str]:
    """Sheets of old and of binary Excel as parts «#0», «#1» …, with what their own records say is hidden."""
    for n, part in enumerate(hidden):
        seen.hidden_rows[f"#{n}"], seen.hidden_columns[f"#{n}"] = part.rows, part.columns
        seen.struck[f"#{n}"] = part.struck
    return [f"#{n}" for n in range(len(hidden))]


def _sheet(workbook: calamine.CalamineWorkbook, meta: calamine.SheetMetadata, seen: Seen, part: str) -> Sheet:
    grid = workbook.get_sheet_by_name(meta.name)
    if grid.total_height > MAX_ROWS or grid.total_width > MAX_COLUMNS:
        raise Unreadable("too_large")
    if grid.total_height * grid.total_width > MAX_CELLS:
        raise Unreadable("too_large")
    left: list[Cell] = [""] * (grid.start[1] if grid.start else 0)
    rows: list[list[Cell]] = [
        left + [cell if type(cell) in _PLAIN else _cell(cell) for cell in row]  # type: ignore[misc]
        for row in grid.iter_rows()
    ]
    _clean(rows)
    return Sheet(
        meta.name,
        rows,
        hidden=meta.visible != calamine.SheetVisibleEnum.Visible,
        hidden_rows=frozenset(seen.hidden_rows.get(part, ())),
        hidden_columns=frozenset(seen.hidden_columns.get(part, ())),
        struck=seen.struck.get(part, {}),
    )


_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def _clean(rows: list[list[Cell]]) -> None:
    """Letters that are not seen have no place in a name or a number; «NaN» and «inf» are no numbers."""
    for row in rows:
        for k, cell in enumerate(row):
            if isinstance(cell, str):
                if not cell.isprintable():
                    row[k] = _CONTROLS.sub("", cell)
                elif not cell.isascii() and not is_normalized("NFC", cell):  # a Mac's «å» is an a and a ring
                    row[k] = normalize("NFC", cell)
            elif isinstance(cell, float) and not isfinite(cell):
                row[k] = str(cell)


def _cell(value: object) -> Cell:
    match value:
        case datetime():
            return value.date()
        case bool():
            return "ja" if value else "nei"
        case time() | timedelta():
            return str(value)
        case int() | float() | str() | date():
            return value
    return ""


def read_html(text: str) -> Book:
    """The tables of an HTML page, one below the other, with the text between them."""
    page = _Page()
    page.feed(text)
    page.close()
    page.end_row()
    return Book("html", [Sheet("", page.rows, hidden_rows=frozenset(page.hidden), struck=page.struck)])


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[Cell]] = []
        self.row: list[Cell] = []
        self.words: list[str] = []
        self.span, self.down, self.quiet = 1, 1, False
        self.held: dict[int, int] = {}
        """Columns that a cell from above still fills, and for how many rows more."""
        self.fresh: dict[int, int] = {}
        self.hidden: set[int] = set()
        self.unseen = False
        self.struck: Struck = {}
        self.strikes: list[str] = []
        """The open tags that strike what stands in them."""
        self.is_struck = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script", "title"):
            self.quiet = True
            return
        style = dict(attrs).get("style") or ""
        if tag in ("tr", "p", "h1", "h2", "h3", "h4", "div", "table"):
            self.end_row()
            self.unseen = tag == "tr" and bool(re.search(r"display\s*:\s*none", style, re.I))
        elif tag in ("td", "th"):
            self.end_cell()
            self.span = min(_span(attrs, "colspan"), MAX_COLUMNS)
            self.down = min(_span(attrs, "rowspan"), MAX_ROWS)
        elif tag == "br":
            self.words.append(" ")
            return
        if tag in ("s", "strike", "del") or re.search(r"text-decoration[\w-]*\s*:[^;]*line-through", style, re.I):
            self.strikes.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._end_tag(tag)
        if tag in self.strikes:
            del self.strikes[self.strikes.index(tag) :]

    def _end_tag(self, tag: str) -> None:
        if tag in ("style", "script", "title"):
            self.quiet = False
        elif tag in ("td", "th"):
            self.end_cell(closed=True)
        elif tag in ("tr", "p", "h1", "h2", "h3", "h4", "div", "table"):
            self.end_row()

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self.words.append(data)
            self.is_struck = self.is_struck or bool(self.strikes and data.strip())

    def end_cell(self, closed: bool = False) -> None:
        text = " ".join("".join(self.words).split())
        self.words = []
        if text or closed:
            while len(self.row) in self.held:
                self.row.append("")
            if self.down > 1:
                self.fresh |= dict.fromkeys(range(len(self.row), len(self.row) + self.span), self.down - 1)
            if self.is_struck:
                mark(self.struck, len(self.rows), len(self.row))
            self.is_struck = False
            self.row.append(text)
            self.row.extend([""] * (self.span - 1))
            self.span = self.down = 1

    def end_row(self) -> None:
        self.end_cell()
        if self.row:
            if self.unseen:
                self.hidden.add(len(self.rows))
            self.rows.append(self.row)
            if len(self.rows) > MAX_ROWS or len(self.row) > MAX_COLUMNS:
                raise Unreadable("too_large")
            self.held = {column: left - 1 for column, left in self.held.items() if left > 1} | self.fresh
            self.fresh = {}
        self.row = []


def _span(attrs: list[tuple[str, str | None]], name: str) -> int:
    text = dict(attrs).get(name) or "1"
    return max(int(text), 1) if text.isdecimal() and len(text) < 6 else 1


_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"


def read_spreadsheet_ml(data: bytes) -> Book:
    """Excel 2003's XML.  Rows and cells may say their own index, which leaves gaps."""
    if re.search(rb"<!(DOCTYPE|ENTITY)", data):
        raise Unreadable("corrupt")
    parser: XMLPullParser[Any] = XMLPullParser(["start", "end"])
    sheets: list[Sheet] = []
    struck: set[str] = set()
    try:
        for start in range(0, len(data), 1 << 16):
            parser.feed(data[start : start + (1 << 16)])
            _take_events(parser, sheets, struck)
        parser.close()
        _take_events(parser, sheets, struck)
    except (ParseError, ValueError) as problem:
        raise Unreadable("corrupt") from problem
    for sheet in sheets:
        sheet.numbers = list(range(1, len(sheet.rows) + 1))
    return Book("xml", sheets)


def _take_events(parser: "XMLPullParser[Any]", sheets: list[Sheet], struck: set[str]) -> None:
    """`struck`: the styles that strike what they are given to, which come before the sheets."""
    events: Iterable[Any] = parser.read_events()
    for event, node in events:
        if event == "start" and node.tag == f"{_SS}Worksheet":
            sheets.append(Sheet(node.get(f"{_SS}Name", ""), []))
        elif event == "end" and node.tag == f"{_SS}Row" and sheets:
            _take_row(node, sheets[-1], struck)
            node.clear()
        elif event == "end" and node.tag == f"{_SS}Style":
            if any(font.get(f"{_SS}StrikeThrough") == "1" for font in node.iter(f"{_SS}Font")):
                struck.add(node.get(f"{_SS}ID", ""))
        elif event == "end" and node.tag.endswith("}WorksheetOptions") and sheets:  # of a namespace of its own
            sheets[-1].hidden = any(child.tag.endswith("}Visible") and "Hidden" in (child.text or "") for child in node)


def _take_row(node, sheet: Sheet, struck: set[str]) -> None:  # type: ignore[no-untyped-def]
    index = int(node.get(f"{_SS}Index", len(sheet.rows) + 1))
    if index > MAX_ROWS:
        raise Unreadable("too_large")
    while len(sheet.rows) < index - 1:
        sheet.rows.append([])
    row: list[Cell] = []
    for cell in node.iter(f"{_SS}Cell"):
        at = int(cell.get(f"{_SS}Index", len(row) + 1))
        if at > MAX_COLUMNS:
            raise Unreadable("too_large")
        row.extend([""] * (at - 1 - len(row)))
        if struck and cell.get(f"{_SS}StyleID", node.get(f"{_SS}StyleID")) in struck:
            mark(sheet.struck, len(sheet.rows), len(row))
        row.append(_ml_value(cell.find(f"{_SS}Data")))
        row.extend([""] * min(int(cell.get(f"{_SS}MergeAcross", 0)), MAX_COLUMNS))
    if node.get(f"{_SS}Hidden") == "1":
        sheet.hidden_rows = sheet.hidden_rows | {len(sheet.rows)}
    sheet.rows.append(row)


def _ml_value(data) -> Cell:  # type: ignore[no-untyped-def]
    if data is None:
        return ""
    text = "".join(data.itertext())
    match data.get(f"{_SS}Type"):
        case "Number":
            return number if isfinite(number := float(text)) else text
        case "DateTime":
            return date.fromisoformat(text[:10])
    return text
