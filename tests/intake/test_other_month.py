"""Files of another month than the list's, or of another employer: asked about, and put where they belong."""

import pytest

from tests.intake.dropping import AMOUNTS, amounts, as_expected, dropped, kroner, read_files, take_in
from tests.support import rows
from tests.support.browser import Browser
from tests.support.cast import Cast


@pytest.fixture
async def anna(browser: Browser, cast: Cast) -> Browser:
    from app import db

    await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    await db.execute("UPDATE trade_union SET next_list_number = 200001")
    await browser.sign_in(cast.anna)
    return browser


def by_month(*months: str) -> bytes:
    """A list with the month on every line, each person once for each."""
    body = "".join(
        f"{number};{name};{month};{kroner(ore)}\n" for month in months for number, name, ore in as_expected()
    )
    return f"Fødselsnummer;Navn;Periode;Trukket beløp\n{body}".encode()


async def test_file_with_lines_of_two_other_months_is_asked_about(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("liste.csv", by_month("2026-08", "2026-09")))

    assert page.heading == "Gjelder filen oktober 2026?"
    assert "august 2026, september 2026" in page.words


async def test_lines_of_another_month_are_all_taken_when_somebody_says_so(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("liste.csv", by_month("2026-09")))
    await anna.submit("#ask")
    await read_files()
    read = await anna.follow()
    await take_in(anna)

    assert page.heading == "Gjelder filen oktober 2026?"
    assert "4 personer, sum 1 911,50 kr." in read.words
    assert "gjelder andre måneder" not in read.words
    assert await amounts() == AMOUNTS


async def test_only_this_months_lines_are_taken_of_a_file_that_has_them(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("liste.csv", by_month("2026-09", "2026-10")))

    assert page.heading == "Kontroller filen"
    assert "4 personer, sum 1 911,50 kr." in page.words
    assert "4 linjer gjelder andre måneder og er ikke tatt med." in page.words
