"""The template: made, filled in, and read back without a question."""

import io

import openpyxl

from app.intake.child import read_file
from app.intake.read import read_bytes
from app.intake.reading import Reading
from app.intake.template import Row, make_template

ROWS = [
    Row(key="k1", member_no="4000001", name="Kari Hansen", birth_part="098578", expected=56237, deducted=56237),
    Row(key="k2", member_no="4000002", name="=1+1", birth_part="238162", expected=None, deducted=None),
]


def template() -> bytes:
    return make_template(union="Fellesforbundet", company="Fjord AS", orgnr="312430398", period="2026-10", rows=ROWS)


def filled(**cells: object) -> Reading:
    book = openpyxl.load_workbook(io.BytesIO(template()))
    for place, value in cells.items():
        book.active[place] = value
    out = io.BytesIO()
    book.save(out)
    return read_bytes(out.getvalue(), "mal.xlsx", "Fellesforbundet")


def test_template_comes_back_without_a_question() -> None:
    reading = read_file(template(), "Fellesforbundet", name="mal.xlsx")

    assert (reading.status, reading.period.value, reading.orgnr.value) == ("lines", "2026-10", "312430398")
    assert [(line.key, line.amount) for line in reading.lines] == [("k1", 56237), ("k2", 0)]


def test_template_holds_no_full_id_and_no_formula() -> None:
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(template())).active.iter_rows() for cell in row]

    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert [cell.value for cell in cells if str(cell.value).startswith("098578")] == ["098578 *****"]


def test_what_was_typed_is_read() -> None:
    reading = filled(F8="1 234,50", G8="Sluttet", A10="", C10="Ny Person", D10="09857833985", F10=300)

    typed = [(line.key, line.name, line.national_id, line.amount, line.remark) for line in reading.lines]
    assert (reading.status, typed) == (
        "lines",
        [
            ("k1", "Kari Hansen", None, 123450, "Sluttet"),
            ("k2", "=1+1", None, 0, ""),
            ("", "Ny Person", "09857833985", 30000, ""),
        ],
    )


def test_amount_that_is_none_is_asked_about() -> None:
    assert filled(F8="seks hundre").question.code == "unread"


def test_template_of_another_union_is_refused() -> None:
    reading = read_bytes(template(), "mal.xlsx", "FLT")

    assert (reading.status, reading.reason) == ("reject", "other_union")
