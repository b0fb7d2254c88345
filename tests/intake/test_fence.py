"""Files that attack the reader, from behind the fence: each gets an answer, and we are unharmed."""

import asyncio
import io
import struct
import subprocess
import sys
import threading
import time
import zipfile
import zlib
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest

from app.intake import child
from app.intake.biff import hidden_parts
from app.intake.child import Fence, read_file
from app.intake.read import read_bytes
from app.intake.reading import Request
from app.intake.xlsb import hidden_in_binary
from tests.intake.run_layouts import made
from tests.intake.world import World
from tests.intake.writers import xlsx
from tests.intake.xlsb import xlsb

SAMPLES = Path(__file__).parent / "samples" / "lists"


def workbook(sheet: bytes, like: bytes = b"", **more: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(like or xlsx(("A", [["a"]])))) as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for name in good.namelist():
            bad.writestr(name, sheet if name.endswith(("sheet1.xml", "sheet1.bin")) else good.read(name))
        for name, data in more.items():
            bad.writestr(name, data)
    return out.getvalue()


NS = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"


def pdf(content: bytes, font: bytes = b"", *more: bytes) -> bytes:
    """A page with this content; `more` are streams from object 6 on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        _stream(content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica" + font + b">>",
        *map(_stream, more),
    ]
    return (
        b"%PDF-1.7\n"
        + b"".join(b"%d 0 obj\n" % n + o + b"\nendobj\n" for n, o in enumerate(objects, 1))
        + b"trailer<</Root 1 0 R>>"
    )


def _stream(plain: bytes) -> bytes:
    packed = zlib.compress(plain, 9)
    return b"<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream"


def flood() -> bytes:
    return pdf(b"BT /F1 12 Tf 50 700 Td (01010012345 Kari Nordmann 450,00) Tj ET" * 200_000)


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


def ordinary(people: int = 6) -> bytes:
    w = World("fence", people)
    head = [["Orgnr", w.orgnr], ["Periode", w.slash], ["Fnr", "Navn", "Beløp"]]
    return xlsx(("A", [*head, *[[p.id, p.name, p.kr] for p in w.people]]))


REQUEST = Request("x", "Fellesforbundet")


async def test_answer_that_no_list_needs_is_not_taken_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name of thousands of letters on every row is 700 kB in a workbook, and hundreds of MB as lines."""
    monkeypatch.setattr(child, "MAX_ANSWER", 1000)

    readings = [read_file(ordinary(), "Fellesforbundet"), await Fence().read(ordinary(), REQUEST)]

    assert [(one.status, one.reason) for one in readings] == [("reject", "too_large")] * 2
    assert psutil.Process().children() == []


async def test_reading_that_is_ended_with_the_portal_says_nothing_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = [sys.executable, "-c", "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"]
    monkeypatch.setattr(child, "_command", lambda: ended)

    with pytest.raises(child.Stopped):
        await Fence().read(ordinary(), REQUEST)


async def test_file_in_pieces_is_fetched_when_its_turn_comes() -> None:
    begun, data = [], ordinary()

    async def pieces(n: int) -> AsyncIterator[bytes]:
        begun.append(n)
        for at in range(0, len(data), 1000):
            yield data[at : at + 1000]

    fence = Fence(at_once=1)
    tasks = [asyncio.create_task(fence.read(pieces(n), REQUEST)) for n in range(2)]
    while not begun:
        await asyncio.sleep(0.01)
    first = list(begun)

    readings = [await task for task in tasks]

    assert (first, begun) == ([0], [0, 1])
    assert readings == [read_file(data, "Fellesforbundet", name="x")] * 2


async def test_store_that_fails_ends_the_child_and_is_told() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"PK"
        raise OSError("the disk is gone")

    fence = Fence(at_once=1)
    with pytest.raises(OSError, match="gone"):
        await fence.read(pieces(), REQUEST)

    assert psutil.Process().children() == []
    assert (await fence.read(ordinary(), REQUEST)).status == "lines"


async def test_where_memory_ends_the_child_goes_first() -> None:
    task = asyncio.create_task(Fence().read(flood(), REQUEST))
    await asyncio.sleep(0.5)
    (reader,) = psutil.Process().children()
    score = Path(f"/proc/{reader.pid}/oom_score_adj").read_text()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    assert int(score) == 1000


LETTERS = {"halves of one": ("d83dde00", "\U0001f600"), "half": ("d83d", "\ufffd"), "other half": ("dc00", "\ufffd")}


@pytest.mark.parametrize("name", LETTERS)
def test_letter_in_two_halves_takes_no_list_down(name: str) -> None:
    halves, letter = LETTERS[name]

    reading = read_file(letters(halves), "Fellesforbundet")

    assert [line.name for line in reading.lines] == ["Kari Nordby", "Kari Nordby", f"Kari Nordby{letter}"]


def letters(halves: str) -> bytes:
    """A list as PDF whose font says that Z is these two-byte halves."""
    people = World("letters", 3).people
    rows = [f"{p.id}  Kari Nordby{'Z' if n == 2 else ''}  450,50" for n, p in enumerate(people)]
    text = "".join(f"({row}) Tj T*" for row in ["Fodselsnummer  Navn  Belop", *rows])
    maps = (
        "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfrange <20> <59> <0020> <5b> <7e> <005b> "
        f"endbfrange 1 beginbfchar <5a> <{halves}> endbfchar endcmap"
    )
    return pdf(f"BT /F1 10 Tf 50 780 Td 14 TL {text} ET".encode(), b"/ToUnicode 6 0 R", maps.encode())


@pytest.mark.parametrize("said", ["NaN", "inf", "-inf"])
def test_number_that_is_none_is_asked_about(said: str) -> None:
    """A workbook may hold it where a number stands: the list is none the less a list."""
    w = World("nan", 30)
    texts = [["Orgnr", w.orgnr], ["Periode", w.slash], ["Fnr", "Navn", "Beløp"], *[[p.id, p.name] for p in w.people]]
    rows = [[f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row] for row in texts]
    for n, row in enumerate(rows[3:]):
        row.append(f"<c><v>{said if n == 7 else 450.5}</v></c>")
    sheet = "".join(f"<row>{''.join(row)}</row>" for row in rows)

    reading = read_file(workbook(NS + sheet.encode() + END), "Fellesforbundet")

    assert (reading.status, len(reading.lines), reading.question and reading.question.code) == ("ask", 30, "numbers")


def test_hidden_places_beyond_any_list_are_not_counted() -> None:
    """Each record of a binary sheet may name thousands of columns, and rows that no sheet has."""
    columns = bytes([60, 18]) + struct.pack("<II", 490, 16_000) + bytes(8) + b"\1\0"
    rows = b"".join(bytes([0, 12]) + struct.pack("<I", row) + bytes(7) + b"\x10" for row in (7, 1 << 31))

    (hidden,) = hidden_in_binary(workbook(columns + rows, xlsb(("A", [["a"]]))))

    assert (hidden.rows, hidden.columns) == ({7}, set(range(490, 500)))


def test_sectors_that_go_round_in_a_circle_come_to_an_end() -> None:
    """An old workbook whose directory begins beyond its end and follows itself."""
    data = bytearray(2048)
    data[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", data, 30, 9)
    struct.pack_into("<I", data, 48, 100)
    struct.pack_into("<110I", data, 68, 0xFFFFFFFE, 0, 0, *[0xFFFFFFFF] * 107)
    struct.pack_into("<128I", data, 512, *range(128))
    done: list[object] = []
    thread = threading.Thread(target=lambda: done.append(hidden_parts(bytes(data))), daemon=True)
    thread.start()
    thread.join(5)

    assert done == [[]]


TRIES = {
    "signal": "os.kill(os.getppid(), 0)",
    "socket": "socket.socket()",
    "program": "os.execv('/bin/true', ['true'])",
    "process": "os.fork()",
    "file": "os.open('/etc/hostname', os.O_RDONLY)",
    "own limits": "resource.setrlimit(resource.RLIMIT_CORE, (0, 0))",
}


@pytest.mark.parametrize("name", TRIES)
def test_parser_that_is_taken_over_gets_nowhere(name: str) -> None:
    tried = f"""
import os, resource, socket
from app.intake import gates
if not gates.close():
    os._exit(3)
os.kill(os.getpid(), 0)
try:
    {TRIES[name]}
except (PermissionError, ValueError):
    os._exit(0)
os._exit(1)
"""
    done = subprocess.run([sys.executable, "-c", tried], timeout=20)

    assert done.returncode == 0 or (done.returncode == 3 and not sys.platform.startswith("linux"))
