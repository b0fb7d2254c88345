"""Fixed dues: every month is to the øre like the one before it, and last month's file sent again is too."""

import pytest

from tests.intake.dropping import amounts, as_expected, csv, dropped, read_files, take_in
from tests.support import rows
from tests.support.browser import Browser
from tests.support.cast import Cast

FIXED = [40_000 + 100 * n for n in range(60)]
TICK = 'input[name="sure"]'


@pytest.fixture
async def fixed(browser: Browser, cast: Cast) -> Browser:
    """Anna, with a list of sixty who all had the same amount last month."""
    from app import db

    await rows.deduction_list(cast.fjord_metall, FIXED)
    await db.execute("UPDATE trade_union SET next_list_number = 200001")
    await _last_month_was("expected")
    await browser.sign_in(cast.anna)
    return browser


async def _last_month_was(what: str, where: str = "1 = 1") -> None:
    from app import db

    await db.execute(f"UPDATE deduction_line SET last_month = {what} WHERE {where}")


async def test_file_that_names_the_month_needs_no_tick(fixed: Browser, cast: Cast) -> None:
    page = await dropped(fixed, cast, ("liste.csv", csv(as_expected(FIXED))))
    taken = await take_in(fixed)

    assert "Er det forrige måneds fil?" not in page.words
    assert not page.all(TICK)
    assert taken.status == 303
    assert await amounts() == FIXED


async def test_file_that_names_no_month_must_be_said_to_be_the_right_one(fixed: Browser, cast: Cast) -> None:
    data = csv(as_expected(FIXED)).replace(b"Periode: oktober 2026\n", b"")
    page = await dropped(fixed, cast, ("liste.csv", data))
    refused = await take_in(fixed)

    assert "Er det forrige måneds fil?" in page.words
    assert page.all(TICK)
    assert refused.status == 422


async def test_file_that_names_last_month_is_asked_about(fixed: Browser, cast: Cast) -> None:
    """And being told that it is for this one does not make it say so itself."""
    page = await dropped(fixed, cast, ("liste.csv", csv(as_expected(FIXED), period="september 2026")))
    await fixed.submit("#ask", answer="yes")
    await read_files()
    told = await fixed.get(page.path)

    assert page.heading == "Gjelder filen oktober 2026?"
    assert told.all(TICK)


async def test_month_on_top_does_not_vouch_for_amounts_that_are_last_months(fixed: Browser, cast: Cast) -> None:
    """One has another amount from this month on, and the file has the old one."""
    await _last_month_was("41000", "n = 3")
    lines = as_expected(FIXED)
    lines[2] = (lines[2][0], lines[2][1], 41_000)
    page = await dropped(fixed, cast, ("liste.csv", csv(lines)))

    assert "Er det forrige måneds fil?" in page.words
    assert page.all(TICK)


async def test_several_files_must_all_name_the_month(fixed: Browser, cast: Cast) -> None:
    second = csv(as_expected(FIXED)[30:]).replace(b"Periode: oktober 2026\n", b"")
    page = await dropped(fixed, cast, ("a.csv", csv(as_expected(FIXED)[:30])), ("b.csv", second))

    assert page.all(TICK)
