"""Files that attack the reader, from behind the fence: each gets an answer, and we are unharmed."""

import asyncio
import io
import time
import zipfile
import zlib
from pathlib import Path

import psutil
import pytest

from app.intake.child import Fence, read_file
from app.intake.read import read_bytes
from app.intake.reading import Request
from tests.intake.run_layouts import made
from tests.intake.world import World
from tests.intake.writers import xlsx

SAMPLES = Path(__file__).parent / "samples" / "lists"


def workbook(sheet: bytes, **more: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(("A", [["a"]])))) as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for name in good.namelist():
            bad.writestr(name, sheet if name.endswith("sheet1.xml") else good.read(name))
        for name, data in more.items():
            bad.writestr(name, data)
    return out.getvalue()


NS = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"


def flood() -> bytes:
    stream = zlib.compress(b"BT /F1 12 Tf 50 700 Td (01010012345 Kari Nordmann 450,00) Tj ET" * 200_000, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n" % len(stream) + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    return (
        b"%PDF-1.7\n"
        + b"".join(b"%d 0 obj\n" % n + o + b"\nendobj\n" for n, o in enumerate(objects, 1))
        + b"trailer<</Root 1 0 R>>"
    )


HOSTILE = {
    "sparse corner": (
        workbook(
            NS + b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + END
        ),
        "too_large",
    ),
    "sparse corner, no row numbers": (
        workbook(NS + b'<row><c\nr="A1"><v>1</v></c></row><row><c\nr="XFD1048576"><v>1</v></c></row>' + END),
        "too_large",
    ),
    "gigabyte of blanks": (workbook(NS + b" " * 400_000_000 + END), "too_large"),
    "entity": (workbook(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + NS + END), "corrupt"),
    "climbing name": (workbook(NS + END, **{"../../evil": b"x"}), "corrupt"),
    "many entries": (workbook(NS + END, **{f"x{n}": b"" for n in range(300)}), "too_large"),
    "cut off": (xlsx(("A", [["a"]]))[:900], "corrupt"),
    "operators": (flood(), "too_large"),
    "a million columns": (b";" * 1_000_000, "too_large"),
    "a million rows": (b"1;2;3\n" * 1_000_000, "too_large"),
    "nothing": (b"", "empty"),
    "too many bytes": (b"a;b\n" * 3_000_000, "too_large"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_refused_with_its_reason(name: str) -> None:
    data, reason = HOSTILE[name]
    before, start = psutil.Process().memory_info().rss, time.monotonic()

    reading = read_file(data, "Fellesforbundet", name="x")

    assert (reading.status, reading.reason) == ("reject", reason)
    assert time.monotonic() - start < 35
    assert psutil.Process().memory_info().rss - before < 50_000_000


def test_fenced_reading_is_the_same_as_an_open_one() -> None:
    reading = read_file(SAMPLES / "s12_rapport_pdf.pdf", "Fellesforbundet")

    assert (reading.status, len(reading.lines), reading.total) == ("lines", 160, 9009818)


KINDS = (
    "visma_percent html_named_xls xml_named_xls nynorsk_ods dos_letters mac_tabs pipes_utf16 fixed_width_basic "
    "pdf_ruled pdf_rotated several_employers kroner_and_ore_apart masked_ids"
).split()


@pytest.mark.parametrize("name", KINDS)
def test_nothing_is_missing_behind_the_fence(name: str) -> None:
    """Whatever is loaded late in the open must have been loaded before the gates close."""
    sample = made(name, 6)

    fenced = read_file(sample.data, "Fellesforbundet", name=sample.file)

    assert fenced == read_bytes(sample.data, sample.file, "Fellesforbundet")


async def test_files_queue_for_the_cores_with_their_place_known() -> None:
    fence = Fence(at_once=1)
    w = World("queue", 30)
    data = xlsx(
        (
            "A",
            [
                ["Orgnr", w.orgnr],
                ["Periode", w.slash],
                ["Fnr", "Navn", "Beløp"],
                *[[p.id, p.name, p.kr] for p in w.people],
            ],
        )
    )
    tasks = [asyncio.create_task(fence.read(data, Request(str(n), "Fellesforbundet"), n)) for n in range(3)]
    await asyncio.sleep(0)
    places = [fence.place(n) for n in range(3)]

    readings = [await task for task in tasks]

    assert (places, [reading.status for reading in readings]) == ([0, 1, 2], ["lines"] * 3)


async def test_a_cancelled_reading_ends_its_process() -> None:
    task = asyncio.create_task(Fence().read(flood(), Request("x", "Fellesforbundet")))
    await asyncio.sleep(0.5)
    assert psutil.Process().children()

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert psutil.Process().children() == []
