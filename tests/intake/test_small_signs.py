"""Small signs that decide: read at once, without a question."""

import zipfile
from pathlib import Path

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World

ROUNDS = Path(__file__).parent / "blind" / "rounds"


def _read(text: str) -> Reading:
    return read_bytes(text.encode(), "liste.csv", "Fellesforbundet")


def test_first_and_last_day_in_columns_are_the_month() -> None:
    rows = "".join(f"01.03.2026;31.03.2026;{n};562,37\n" for n in ("09857833985", "21869432285", "17918038833"))

    reading = _read(f"Orgnr;312430398\n\nFra;Til;Fødselsnr;Trukket\n{rows}")

    assert (reading.status, reading.period.value) == ("lines", "2026-03")


def test_span_of_months_above_months_by_row_takes_them_all() -> None:
    rows = "".join(f"{month} 2025;09857833985;562,37\n" for month in ("januar", "februar", "mars"))

    reading = _read(f"Orgnr;312430398\nPeriode januar – mars 2025\n\nMåned;Fødselsnr;Trukket\n{rows}")

    assert (reading.status, reading.periods) == ("lines", ["2025-01", "2025-02", "2025-03"])


def test_what_was_paid_back_stays_with_its_person() -> None:
    w = World("paid back", 30)
    dues = [f"{p.id};{p.name};Kontingent Fellesf;450,00-" for p in w.people]
    back = f"{w.people[0].id};{w.people[0].name};Tilbakeført;150,00"
    rows = "\n".join([dues[0], back, *dues[1:]])

    reading = _read(f"Orgnr;312430398\nPeriode;06.2026\n\nFødselsnr;Navn;Lønnsarttekst;Beløp\n{rows}\n")

    assert [line.amount for line in reading.lines] == [45000, -15000, *[45000] * 29]


def test_union_above_its_members_is_no_part_of_a_name() -> None:
    with zipfile.ZipFile(ROUNDS / "sixth.zip") as archive:
        reading = read_bytes(archive.read("p07a_Tripletex_fagforening.pdf"), "liste.pdf", "Fellesforbundet")

    assert reading.status == "lines"
    assert reading.lines[0].name == "Jan Halvorsen"
