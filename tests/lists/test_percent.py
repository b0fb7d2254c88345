"""Dues in per cent of wages: nobody knows them beforehand, so nothing is said to be as expected."""

from collections.abc import Sequence
from typing import Any

import pytest

from tests.support import people, rows
from tests.support.cast import Cast


async def a_list(cast: Cast, now: Sequence[int], last: Sequence[int | None]) -> str:
    """Fjord's list of people in per cent, with what was deducted now and the month before."""
    from app import db

    list_id = await rows.deduction_list(cast.fjord_metall, now)
    await db.execute("UPDATE deduction_list SET expected = 0, unknown = ?, invoiced = NULL", len(now))
    for n, ore in enumerate(last, 1):
        await db.execute("UPDATE deduction_line SET expected = NULL, dues = 0, last_month = ? WHERE n = ?", ore, n)
    return f"/e/{cast.fjord}/lists/{list_id}"


async def test_review_compares_with_last_month(new_browser: Any, cast: Cast) -> None:
    path = await a_list(cast, [64_400, 48_100, 60_000, 50_000], [64_400, 64_400, 59_000, None])
    anna = await new_browser(cast.anna)
    page = await anna.get(f"{path}/review")

    shown = page.words
    assert "uendret" not in shown
    assert "som forventet" not in shown
    assert "1 som forrige måned, 2 med et annet beløp enn forrige måned, 1 uten noe å sammenligne med" in shown
    assert "Forventet trekk – Forbundet kjenner ikke beløpene på forhånd" in shown
    assert [people.name(n) for n in range(1, 5) if people.name(n) in shown] == [people.name(2)]
    assert "Forrige måned 644,00" in shown
    assert "Annet enn forrige måned" in shown


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ([50_000, 60_000], "Ingen endringer Forbundet kjenner ikke beløpene på forhånd. Alle er trukket som forrige"),
        ([49_000, 60_000], "Ingen store endringer Forbundet kjenner ikke beløpene på forhånd. Ingen er mer enn en"),
        ([None, None], "Ingenting å sammenligne med Forbundet kjenner ikke beløpene på forhånd."),
    ],
)
async def test_nothing_is_claimed_that_nobody_knows(
    new_browser: Any, cast: Cast, last: list[int | None], said: str
) -> None:
    path = await a_list(cast, [50_000, 60_000], last)
    page = await (await new_browser(cast.anna)).get(f"{path}/review")

    assert said in page.words


async def test_receipt_says_the_same_as_the_review(new_browser: Any, cast: Cast) -> None:
    path = await a_list(cast, [64_400, 48_100], [64_400, 64_400])
    anna = await new_browser(cast.anna)
    await anna.get(f"{path}/review")
    await anna.submit("main form[action$=delivery]", confirmed="yes")
    receipt = await anna.follow()

    assert "Forventet trekk – Forbundet kjenner ikke beløpene på forhånd" in receipt.words
    assert "Forventet trekk 0,00 kr" not in receipt.words
    assert "2 med beløp som ikke var kjent på forhånd" in receipt.words


async def test_some_in_per_cent_are_told_apart_from_the_fixed(new_browser: Any, cast: Cast) -> None:
    from app import db

    path = await a_list(cast, [50_000, 60_000, 45_000], [50_000, 60_000, 45_000])
    await db.execute("UPDATE deduction_line SET expected = 45000, dues = 45000 WHERE n = 3")
    await db.execute("UPDATE deduction_list SET expected = 45000, unknown = 2")
    anna = await new_browser(cast.anna)
    review = await anna.get(f"{path}/review")
    grid = await anna.get(path)
    await anna.get(f"{path}/review")
    await anna.submit("main form[action$=delivery]", confirmed="yes")
    receipt = await anna.follow()

    assert "1 uendret, 2 som forrige måned" in review.words
    for page in (review, receipt):
        assert "Forventet trekk 450,00 kr og 2 med ukjent beløp" in page.words
    assert (grid.words.count("Som forrige måned"), grid.words.count("Uendret")) == (2, 1)
