"""How fast, and in how little: figures with room for a busy machine; the tight ones are measured by `portal bench`."""

import io
import time
from collections.abc import Callable

import openpyxl
import pytest

from app.intake.child import read_file
from app.intake.read import read_bytes
from app.intake.reconcile import reconcile
from app.intake.register import Expected, Register
from app.intake.sheets import read_workbook
from tests.intake.world import World
from tests.intake.writers import xlsx


@pytest.fixture(scope="module")
def large() -> tuple[World, bytes]:
    w = World("large", 5000)
    rows = [
        ["Bedrift", w.company, "Orgnr", w.orgnr],
        ["Periode", w.words],
        ["Ansattnr", "Fødselsnr", "Navn", "Lønnsart", "Grunnlag", "Trekk"],
    ]
    rows += [[p.employee_no, p.id, p.turned, "5010 Fagforening", p.base / 100, p.kr] for p in w.people]
    rows.append(["Sum", None, None, None, sum(p.base for p in w.people) / 100, w.total / 100])
    return w, xlsx(("Trekk", rows))


def test_five_thousand_lines_are_read_and_reconciled_quickly(large: tuple[World, bytes]) -> None:
    w, data = large
    members = [
        Expected(member_no=p.member_no, name=p.name, national_id=p.id, orgnr=w.orgnr, amount=p.ore) for p in w.people
    ]
    start = time.process_time()

    reading = read_bytes(data, "stor.xlsx", "Fellesforbundet", register=Register(members))
    compared = reconcile(reading, Register(members), w.period)

    assert time.process_time() - start < 1.5
    assert (len(reading.lines), len(compared.differences)) == (5000, 0)


def _seconds(run: Callable[[], object]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def test_reading_is_much_faster_than_openpyxl_alone(large: tuple[World, bytes]) -> None:
    _, data = large
    read_bytes(data, "stor.xlsx", "Fellesforbundet")

    def of_openpyxl() -> None:
        for row in openpyxl.load_workbook(io.BytesIO(data), data_only=True).active.iter_rows(values_only=True):
            assert row

    ours = min(_seconds(lambda: read_workbook(data, "zip")) for _ in range(3))  # the machine may be busy
    theirs = min(_seconds(of_openpyxl) for _ in range(2))

    assert ours * 5 < theirs


def test_large_list_passes_the_fence(large: tuple[World, bytes]) -> None:
    reading = read_file(large[1], "Fellesforbundet", name="stor.xlsx")

    assert (reading.status, len(reading.lines), reading.total_fits) == ("lines", 5000, True)
