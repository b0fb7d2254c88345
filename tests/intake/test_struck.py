"""Rows that somebody has struck through are asked about, in every kind of file that says so."""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from app.intake.read import read_bytes
from app.intake.reading import Answers, Reading
from tests.intake.blind import writers as plain
from tests.intake.world import World
from tests.intake.writers import html, ods, xml2003

W = World("struck", 8)
OUT = W.people[2]
REST = [p.ore for p in W.people if p is not OUT]
TOP: list[list[Any]] = [[W.company, "Orgnr", W.orgnr], [f"Fellesforbundet {W.words}"], []]
HEAD = ["Fødselsnr", "Navn", "Trekk", "Merknad"]
PEOPLE = [[p.id, p.name, p.ore / 100, f"Avd {n}"] for n, p in enumerate(W.people)]


def _rows(total: float | None = None) -> list[list[Any]]:
    return [*TOP, HEAD, *PEOPLE, *([["Sum", "", total]] if total else [])]


def _xlsx(rows: list[list[Any]], columns: str = "ABC") -> bytes:
    def touch(book: Workbook) -> None:
        for letter in columns:
            book.active[f"{letter}7"].font = Font(strike=True)

    return plain.xlsx(("Ark1", rows), touch=touch)


def _xls(rows: list[list[Any]]) -> bytes:
    """Five fonts, the last of them struck out (its number is 5), and the format 1 with it for the name and amount."""
    styles = b"".join(
        struct.pack("<HHHH", 0x0031, 16, 200, 0x08 if n == 4 else 0) + b"\0" * 12 for n in range(5)
    ) + b"".join(struct.pack("<HHH", 0x00E0, 20, font) + b"\0" * 18 for font in (0, 5))
    whole = plain.xls("Ark1", rows)
    stream = whole[whole.index(struct.pack("<HHH", 0x0809, 16, 0x0600)) :]
    start = stream.index(b"\x42\x00\x02\x00\xb0\x04") + 6
    book = bytearray(stream[:start] + styles + stream[start:])
    at = book.index(struct.pack("<HH", 0x0085, 16)) + 4
    struct.pack_into("<I", book, at, struct.unpack_from("<I", book, at)[0] + len(styles))
    for kind, column in ((0x0204, 1), (0x0203, 2)):
        found = re.search(struct.pack("<H", kind) + rb".." + re.escape(struct.pack("<HH", 6, column)), book, re.S)
        assert found
        struct.pack_into("<H", book, found.end(), 1)
    return plain.cfb({"Workbook": bytes(book)})


def _html(rows: list[list[Any]]) -> bytes:
    return html(rows).replace(OUT.name.encode(), f"<s>{OUT.name}</s>".encode())


def _html_style(rows: list[list[Any]]) -> bytes:
    text = html(rows).decode()
    at = text.rindex("<tr", 0, text.index(OUT.name))
    return f'{text[:at]}<tr style="text-decoration: line-through"{text[at + 3 :]}'.encode()


def _xml(rows: list[list[Any]]) -> bytes:
    styles = '<Styles><Style ss:ID="s7"><Font ss:StrikeThrough="1"/></Style></Styles><Worksheet'
    text = xml2003(rows).decode().replace("<Worksheet", styles, 1)
    return text.replace(
        f'<Cell><Data ss:Type="String">{OUT.name}', f'<Cell ss:StyleID="s7"><Data ss:Type="String">{OUT.name}'
    ).encode()


@pytest.mark.parametrize("write", [_xlsx, _xls, _html, _html_style, _xml])
def test_struck_row_is_proposed_to_be_left_out(write: Callable[[list[list[Any]]], bytes]) -> None:
    reading = _read(write(_rows()))

    assert _asked(reading) == [("struck_rows", "no")]
    assert [line.amount for line in reading.lines] == REST


def test_struck_row_of_open_document() -> None:
    def struck(content: str) -> str:
        line = '<style:text-properties style:text-line-through-style="solid"/>'
        none = '<style:text-properties style:text-line-through-style="none"/>'
        styles = f'<style:style style:name="ce1">{none}</style:style><style:style style:name="ce2">{line}</style:style>'
        content = content.replace(
            "<office:body>", f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        )
        cell = '<table:table-cell office:value-type="string"><text:p>'
        for name, style in ((OUT.name, "ce2"), (W.people[0].name, "ce1")):
            content = content.replace(
                cell + name, cell.replace(" office", f' table:style-name="{style}" office') + name
            )
        return content.replace(
            "xmlns:text=", 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text='
        )

    reading = _read(_rewritten(ods(_rows()), "content.xml", struck))

    assert _asked(reading) == [("struck_rows", "no")]
    assert [line.amount for line in reading.lines] == REST


@pytest.mark.parametrize(("total", "proposal"), [(sum(REST), "no"), (W.total, "yes"), (W.total + 1_00, "yes")])
def test_printed_sum_says_whether_struck_rows_are_proposed(total: int, proposal: str) -> None:
    reading = _read(_xlsx(_rows(total / 100)))

    assert _asked(reading)[0] == ("struck_rows", proposal)
    assert len(reading.lines) == (7 if proposal == "no" else 8)


def test_answer_takes_struck_rows_in() -> None:
    data = _xlsx(_rows())

    assert len(_read(data, Answers(include_struck=True)).lines) == 8
    assert _read(data, Answers(include_struck=False)).status == "lines"


@pytest.mark.parametrize("columns", ["", "D"])
def test_struck_remark_is_no_struck_person(columns: str) -> None:
    reading = _read(_xlsx(_rows(), columns))

    assert (reading.status, len(reading.lines)) == ("lines", 8)


def _read(data: bytes, answers: Answers | None = None) -> Reading:
    return read_bytes(data, "liste", "Fellesforbundet", answers=answers)


def _asked(reading: Reading) -> list[tuple[str, str]]:
    return [(one.code, one.proposal) for one in reading.open_questions]


def _rewritten(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry, change(content.decode()).encode() if entry.filename == name else content)
    return out.getvalue()
