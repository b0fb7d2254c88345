"""Register files, row by row: columns, values, and what is said of wrong ones."""

import datetime as dt
import io

import pytest

from app.members.columns import ColumnsMissing, delimiter_of, read_columns
from app.members.register import Row, Terms
from app.members.rejects import SENTENCES, Reject, sentence
from app.members.rows import RowReader
from app.members.survey import Unreadable, cells_of, look
from tests.support import people

HEADINGS = (
    "member_no;national_id;name;employer_orgnr;monthly_amount;deduction_start;deduction_end;"
    "basis;rate;floor;cap;insurance;ou;local;employer_ref"
).split(";")
GOOD = {
    "member_no": "4000009",
    "national_id": people.national_id(1),
    "name": "Inger-Daniel Kristoffersen",
    "employer_orgnr": people.orgnr(1),
    "monthly_amount": "612.00",
    "deduction_start": "2024-09-01",
}


def read(**changes: str) -> Row | Reject:
    cells = GOOD | changes
    reader = RowReader(read_columns(HEADINGS), len(HEADINGS), today=dt.date(2026, 11, 1), synthetic=True)
    return reader.read(7, [cells.get(heading, "") for heading in HEADINGS])


def test_plain_row_is_read() -> None:
    row = read()

    assert isinstance(row, Row)
    assert (row.line, row.member_no, row.name, row.orgnr) == (
        7,
        "4000009",
        "Inger-Daniel Kristoffersen",
        people.orgnr(1),
    )
    assert (row.national_id, row.starts, row.employer_ref) == (people.national_id(1), dt.date(2024, 9, 1), "")
    assert row.terms == Terms(None, "FIXED", 61200)


@pytest.mark.parametrize(
    ("changes", "terms"),
    [
        ({"monthly_amount": "1 234,50", "insurance": "59"}, Terms(None, "FIXED", 123450, 5900)),
        ({"monthly_amount": "0"}, Terms(None, "FIXED", 0)),
        ({"ou": "22", "local": "15,50"}, Terms(None, "FIXED", 61200, 0, 2200, 1550)),
        ({"deduction_end": "30.09.2026"}, Terms(dt.date(2026, 9, 30), "FIXED", 61200)),
        ({"deduction_end": "20260930"}, Terms(dt.date(2026, 9, 30), "FIXED", 61200)),
        (
            {
                "basis": "PERCENT",
                "monthly_amount": "",
                "rate": "1,55 %",
                "floor": "108",
                "cap": "781",
                "insurance": "74",
            },
            Terms(None, "PERCENT", 0, 7400, 0, 0, 155, 10800, 78100),
        ),
        ({"basis": "prosent", "monthly_amount": "10", "rate": "1.3"}, Terms(None, "PERCENT", 1000, 0, 0, 0, 130)),
        ({"rate": "1,3", "cap": "100"}, Terms(None, "FIXED", 61200)),
    ],
)
def test_terms_are_read_as_unions_write_them(changes: dict[str, str], terms: Terms) -> None:
    row = read(**changes)

    assert isinstance(row, Row)
    assert row.terms == terms


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"member_no": ""}, "member_no"),
        ({"member_no": "9" * 41}, "member_no"),
        ({"name": ""}, "name"),
        ({"name": "Ola \u202e Nordmann"}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "Bj\ufffdrn Lund"}, "name"),
        ({"national_id": "1234"}, "national_id.DIGITS"),
        ({"national_id": people.national_id(1)[:-1] + "x"}, "national_id.DIGITS"),
        ({"national_id": "99" + people.national_id(1)[2:]}, "national_id.DATE"),
        (
            {"national_id": people.national_id(1)[:9] + people.national_id(1)[10] + people.national_id(1)[9]},
            "national_id.CHECK",
        ),
        ({"employer_orgnr": "123456789"}, "orgnr"),
        ({"employer_orgnr": ""}, "orgnr"),
        ({"monthly_amount": ""}, "amount"),
        ({"monthly_amount": "mye"}, "amount"),
        ({"monthly_amount": "-5"}, "amount.limit"),
        ({"monthly_amount": "99999", "insurance": "2"}, "amount.limit"),
        ({"basis": "BAND"}, "basis"),
        ({"basis": "PERCENT"}, "rate"),
        ({"basis": "PERCENT", "rate": "0"}, "rate"),
        ({"basis": "PERCENT", "rate": "100,01"}, "rate"),
        ({"basis": "PERCENT", "rate": "1", "floor": "200", "cap": "100"}, "floor_cap"),
        ({"deduction_start": ""}, "date"),
        ({"deduction_start": "2024-02-30"}, "date"),
        ({"deduction_start": "0001-01-01"}, "date"),
        ({"deduction_end": "snart"}, "date"),
        ({"deduction_end": "2024-08-31"}, "dates"),
        ({"employer_ref": "A" * 21}, "employer_ref"),
    ],
)
def test_wrong_row_is_rejected_with_its_line(changes: dict[str, str], code: str) -> None:
    assert read(**changes) == Reject(7, code)


def test_no_reject_repeats_what_stands_in_the_file() -> None:
    shifted = read(monthly_amount=people.national_id(3), name=people.national_id(3))

    assert isinstance(shifted, Reject)
    assert people.national_id(3) not in sentence(shifted)


def test_every_reject_has_a_sentence() -> None:
    said = {code: sentence(Reject(7, code, 12)) for code in SENTENCES}

    assert all(words.endswith(".") and "%" not in words for words in said.values())
    assert "linje 12" in said["twice"]


def test_row_never_shows_its_person_in_a_traceback() -> None:
    assert repr(read()) == "Row(line=7)"


def test_synthetic_id_is_refused_in_production() -> None:
    reader = RowReader(read_columns(HEADINGS), len(HEADINGS), today=dt.date(2026, 11, 1), synthetic=False)

    assert reader.read(2, [GOOD.get(heading, "") for heading in HEADINGS]) == Reject(2, "national_id.SYNTHETIC")


def test_lost_zero_in_front_is_put_back() -> None:
    lost = next(one for one in map(people.national_id, range(100)) if one.startswith("0"))
    row = read(national_id=lost[1:])

    assert isinstance(row, Row)
    assert row.national_id == lost


def test_member_without_national_id_is_taken() -> None:
    row = read(national_id="")

    assert isinstance(row, Row)
    assert row.national_id is None


def test_row_with_too_many_cells_is_rejected() -> None:
    reader = RowReader(read_columns(HEADINGS), len(HEADINGS), today=dt.date(2026, 11, 1), synthetic=True)

    assert reader.read(2, [*(GOOD.get(heading, "") for heading in HEADINGS), "mer"]) == Reject(2, "cells")
    assert isinstance(reader.read(2, [*(GOOD.get(heading, "") for heading in HEADINGS), "", " "]), Row)


@pytest.mark.parametrize(
    "headings",
    [
        ["Medlemsnummer", "Fødselsnummer", "Navn", "Orgnr", "Beløp", "Fra dato", "Til-dato"],
        ["deduction_start", "MONTHLY_AMOUNT", "employer_orgnr", " name ", "national_id", "member_no"],
    ],
)
def test_columns_are_known_by_their_headings(headings: list[str]) -> None:
    columns = read_columns(headings)

    assert {headings[place].strip().lower()[:2] for place in columns.values()} == {
        h.strip().lower()[:2] for h in headings
    }


def test_missing_and_doubled_columns_are_named() -> None:
    with pytest.raises(ColumnsMissing, match="national_id, deduction_start"):
        read_columns(["member_no", "name", "orgnr", "monthly_amount"])
    with pytest.raises(ColumnsMissing, match="name"):
        read_columns([*GOOD, "navn"])


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_delimiter_is_what_parts_the_headings(mark: str) -> None:
    assert delimiter_of(mark.join(GOOD)) == mark


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Åse".encode(), "utf-8-sig"),
        (b"\xef\xbb\xbf" + "Åse".encode(), "utf-8-sig"),
        ("Åse".encode("latin-1"), "cp1252"),
        ("Åse".encode("utf-16"), "utf-16"),
        ("Å".encode()[:1], "cp1252"),
        (b"", "utf-8-sig"),
    ],
)
def test_encoding_is_seen_from_the_bytes(data: bytes, encoding: str) -> None:
    assert look(io.BytesIO(data)).encoding == encoding


def test_lines_are_numbered_as_an_editor_does() -> None:
    _, width, cells = cells_of(io.StringIO(";".join(GOOD) + "\n\n1;2\n;;\n3;4\n", newline=""))

    assert (width, list(cells)) == (6, [(3, ["1", "2"]), (5, ["3", "4"])])


def test_open_quotation_mark_is_told_where_it_stands() -> None:
    _, _, cells = cells_of(io.StringIO(";".join(GOOD) + '\n1;2\n"3;4\n5;6\n', newline=""))

    with pytest.raises(Unreadable) as told:
        list(cells)
    assert (told.value.code, told.value.values) == ("register.quote", {"line": 3})


@pytest.mark.parametrize("text", ["", "\n", "\ufeff"])
def test_empty_file_is_said_to_be_empty(text: str) -> None:
    with pytest.raises(Unreadable, match=r"register\.empty"):
        cells_of(io.StringIO(text))
