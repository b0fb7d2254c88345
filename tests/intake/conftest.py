"""Somebody signed in, with a list of the month to deliver."""

import pytest

from tests.intake.dropping import AMOUNTS
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
