"""Cells that are struck through, as people mark who has left: the styles that do so, and the cells that have one.

Rows of a sheet with such cells are kept as `{row: columns}`, both from 0, the columns as bits of one number.
"""

import re

from app.intake.cells import MAX_COLUMNS, MAX_ROWS

Struck = dict[int, int]

_STRIKE = re.compile(rb'<(?:\w+:)?strike\s*(?:/?>|val="(?:1|true)")')
_FONT = re.compile(rb"<(?:\w+:)?font(?=[\s/>])")
_XF = re.compile(rb"<(?:\w+:)?xf\b([^>]{0,600})>")
_FONT_ID = re.compile(rb'\bfontId="(\d{1,6})"')
_MOST_STYLES = 500


def mark(struck: Struck, row: int, column: int, count: int = 1) -> None:
    """Note that cells are struck; what lies beyond the sheets that we read is left."""
    if row < MAX_ROWS and column < MAX_COLUMNS:
        struck[row] = struck.get(row, 0) | (((1 << min(count, MAX_COLUMNS)) - 1) << column)


def excel_cells(styles: bytes) -> re.Pattern[bytes] | None:
    """What finds struck cells in a worksheet's XML, by the workbook's styles; None where no style strikes."""
    fonts = [_STRIKE.search(font) is not None for font in _FONT.split(_section(styles, b"fonts"))[1:]]
    if not any(fonts):
        return None
    ids = (_FONT_ID.search(found[1]) for found in _XF.finditer(_section(styles, b"cellXfs")))
    own = [n for n, font in enumerate(ids) if font and int(font[1]) < len(fonts) and fonts[int(font[1])]]
    if not own:
        return None
    numbers = b"|".join(b"%d" % n for n in own[:_MOST_STYLES])
    has_style = rb'(?=[^>]{0,200}? s="(?:' + numbers + rb')")'
    return re.compile(rb"<(?:\w+:)?c(?= )" + has_style + rb'[^>]{0,200}? r="([A-Z]{1,3})(\d{1,7})"')


def _section(styles: bytes, name: bytes) -> bytes:
    start = re.search(rb"<(?:\w+:)?" + name + rb"[\s>]", styles)
    end = re.compile(rb"</(?:\w+:)?" + name + rb">").search(styles, start.end()) if start else None
    return styles[start.end() : end.start()] if start and end else b""


_ODS_STYLE = re.compile(rb"<style:style(?=[\s>])")
_ODS_NAME = re.compile(rb'^[^>]{0,400}?style:name="([^"]{1,100})"')
_ODS_LINE = re.compile(rb'text-line-through-(?:style|type)="(?!none")')
_ODS_CELL = re.compile(rb"<(?:\w+:)?(table-row|table-cell|covered-table-cell|table)(?![\w:-])([^>]{0,390})>")
_ODS_OWN = re.compile(rb'table:style-name="([^"]{1,100})"')
_ODS_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')
_MOST_HEAD = 8 << 20


class OdsStruck:
    """Struck cells of an OpenDocument sheet, table by table, as its content streams by: styles come before cells."""

    def __init__(self) -> None:
        self.tables: dict[int, Struck] = {}
        self.head: bytearray | None = bytearray()
        self.styles: set[bytes] = set()
        self.table, self.row, self.after, self.column = -1, 0, 0, 0

    def look(self, window: bytes, old: int) -> None:
        """`old`: how many bytes of the window were there before."""
        if self.head is not None:
            self.head += window[old:]
            if b"<office:body" in window or len(self.head) > _MOST_HEAD:
                self.styles, self.head = _ods_styles(bytes(self.head)), None
        if self.styles:
            for found in _ODS_CELL.finditer(window):
                if found.end() > old:
                    self._take(found[1], found[2])

    def _take(self, tag: bytes, attributes: bytes) -> None:
        repeated = _ODS_REPEATED.search(attributes)
        count = int(repeated[1]) if repeated else 1
        if tag == b"table":
            self.table, self.row, self.after = self.table + 1, 0, 0
        elif tag == b"table-row":
            self.row, self.column = self.after, 0
            self.after += count
        else:
            own = _ODS_OWN.search(attributes)
            if own and own[1] in self.styles:
                mark(self.tables.setdefault(self.table, {}), self.row, self.column, count)
            self.column += count


def _ods_styles(head: bytes) -> set[bytes]:
    found = set()
    for style in _ODS_STYLE.split(head)[1:]:
        name = _ODS_NAME.search(style)
        if name and _ODS_LINE.search(style.partition(b"</style:style>")[0]):
            found.add(name[1])
    return found
