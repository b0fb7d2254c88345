"""The list to fill in: an .xlsx with this period's people, and the same file read back without a question.

It holds a row key, the member number and a masked id, never a full one.  People may be added below, with theirs.
"""

import io
from typing import Any

from msgspec import Struct
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from app.intake.filled import HEADINGS, LABELS, MARK

_WIDTHS = (14, 16, 34, 18, 14, 16, 40)
_FIRST = 8


class Row(Struct, frozen=True, kw_only=True):
    """One person.  `birth_part` is the first six digits of the id; amounts are øre, None where unknown.

    `deducted` is what stands in the list now, which is what is expected until somebody changes it.
    """

    key: str
    member_no: str
    name: str
    birth_part: str
    expected: int | None
    deducted: int | None
    comment: str = ""


def make_template(*, union: str, company: str, orgnr: str, period: str, rows: list[Row]) -> bytes:
    """The workbook.  Deducted amount and remark are prefilled from the list; the employer changes what differs."""
    book = Workbook()
    sheet: Worksheet = book.active or book.create_sheet()
    sheet.title = "Trekkliste"
    sheet["A1"] = MARK
    sheet["A1"].font = Font(bold=True, size=14)
    for n, (label, value) in enumerate(zip(LABELS, (company, orgnr, union, period), strict=True), start=2):
        sheet.cell(n, 1, label).font = Font(bold=True)
        _text(sheet, n, 2, value)
    for column, (heading, width) in enumerate(zip(HEADINGS, _WIDTHS, strict=True), start=1):
        sheet.cell(_FIRST - 1, column, heading).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for n, row in enumerate(rows, start=_FIRST):
        _person(sheet, n, row)
    sheet.freeze_panes = f"A{_FIRST}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text(sheet: Worksheet, row: int, column: int, value: str) -> None:
    """As text, whatever it looks like: «=…» must never be a formula."""
    cell = sheet.cell(row, column)
    cell.value, cell.data_type, cell.number_format = value, "s", "@"


def _person(sheet: Worksheet, n: int, row: Row) -> None:
    for column, value in enumerate((row.key, row.member_no, row.name, f"{row.birth_part} *****"), start=1):
        _text(sheet, n, column, value)
    if row.comment:
        _text(sheet, n, 7, row.comment)
    for column, ore in ((5, row.expected), (6, row.deducted)):
        cell: Any = sheet.cell(n, column, None if ore is None else ore / 100)
        cell.number_format = "# ##0.00"
    sheet.cell(n, 6).fill = PatternFill("solid", fgColor="FFF6D5")
    sheet.cell(n, 6).protection = Protection(locked=False)
