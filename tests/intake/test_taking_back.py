"""Files taken out of the list again: told as it is, from wherever it was done, and they can be taken in once more."""

import datetime as dt

import pytest

from tests.intake.dropping import AMOUNTS, PERIOD, amounts, as_expected, csv, dropped, kroner, read_files, take_in
from tests.intake.test_taking_in import select_of, type_amount
from tests.support import people, rows
from tests.support.browser import Browser
from tests.support.cast import Cast
from tests.support.page import Page

OUT = 'form[action$="/retraction"]'


@pytest.fixture
async def listed(browser: Browser, cast: Cast) -> str:
    """The list's path, with Anna signed in."""
    from app import db

    list_id = await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    await db.execute("UPDATE trade_union SET next_list_number = 200001")
    await browser.sign_in(cast.anna)
    return f"/e/{cast.fjord}/lists/{list_id}"


def other(ore: int = 10_000) -> bytes:
    """Everybody with another amount than is expected."""
    return csv([(number, name, amount + ore) for number, name, amount in as_expected()])


async def taken_in(browser: Browser, cast: Cast, data: bytes, name: str = "okt.csv") -> Page:
    """The upload's page before; the files are in the list."""
    page = await dropped(browser, cast, (name, data))
    assert (await take_in(browser, sure="yes")).location.endswith("/review")
    return page


async def test_review_offers_to_undo_the_taking_in(browser: Browser, cast: Cast, listed: str) -> None:
    page = await taken_in(browser, cast, other())
    review = await browser.get(f"{listed}/review")
    out = await browser.submit(OUT)
    after = await browser.get(f"{listed}/review")

    assert "Listen er fylt ut fra «okt.csv»." in review.words
    assert (out.status, out.location) == (303, page.path)
    assert await amounts() == AMOUNTS
    assert not after.all(OUT)


@pytest.mark.parametrize("where", ["review", "page", "grid"])
async def test_files_that_were_taken_out_are_told_so_and_can_be_taken_in_again(
    browser: Browser, cast: Cast, listed: str, where: str
) -> None:
    from app import db

    page = await taken_in(browser, cast, other())
    if where == "grid":
        await browser.post(f"{listed}/undo")
    else:
        await browser.get(f"{listed}/review" if where == "review" else page.path)
        await browser.submit(OUT)
    shown = await browser.get(page.path)
    files = await browser.get(f"/e/{cast.fjord}/uploads?period={PERIOD}")
    await browser.get(page.path)
    await browser.submit('form[action$="/reading"]')
    await read_files()
    again = await browser.get(page.path)
    taken = await take_in(browser, sure="yes")

    assert "Filene ble tatt ut av trekklisten igjen" in shown.words
    assert "1 fil, tatt ut av trekklisten igjen" in files.words
    assert "Lest inn, ikke sendt" not in files.words
    assert again.heading == "Kontroller filen"
    assert taken.location.endswith("/review")
    assert await amounts() == [one + 10_000 for one in AMOUNTS]
    assert await db.value("SELECT state FROM upload") == "ACCEPTED"
    assert "tatt ut" not in (await browser.get(f"/e/{cast.fjord}/uploads?period={PERIOD}")).words


async def test_it_can_be_done_time_and_again(browser: Browser, cast: Cast, listed: str) -> None:
    """Also with somebody new, long after, and with something typed in between."""
    from app import clock

    page = await dropped(browser, cast, ("okt.csv", other() + csv(as_expected([40_000], first=50))[60:]))
    for minutes in (0, 3, 25):
        clock.shift(dt.timedelta(minutes=minutes))
        await browser.get(page.path)
        assert browser.page
        await take_in(browser, **{select_of(browser.page, people.name(51)): "new", "sure": "yes"})
        assert await amounts() == [one + 10_000 for one in AMOUNTS] + [40_000]
        await browser.get(page.path)
        assert (await browser.submit(OUT)).status == 303
        assert await amounts() == AMOUNTS
        await browser.get(page.path)
        await browser.submit('form[action$="/reading"]')
        await read_files()


async def test_what_was_typed_before_the_file_stands_again(browser: Browser, cast: Cast, listed: str) -> None:
    await type_amount(browser, listed, 2, "239,00")
    page = await dropped(browser, cast, ("okt.csv", other()))
    await take_in(browser, **{select_of(page, people.name(2)): "file", "sure": "yes"})
    await browser.get(page.path)
    await browser.submit(OUT)
    typed = await amounts()
    await browser.post(f"{listed}/undo")

    assert typed == [45_000, 23_900, 61_200, 33_350]
    assert await amounts() == AMOUNTS


async def test_colleague_can_take_it_out_and_nobody_after_the_rows_are_edited(
    browser: Browser, cast: Cast, listed: str
) -> None:
    page = await taken_in(browser, cast, other())
    await browser.sign_in(cast.bo)
    shown = await browser.get(page.path)
    form = shown.form(OUT)
    await type_amount(browser, listed, 3, "111,00", version=2)
    late = await browser.post(form.action, form.fields)
    after = await browser.get(f"{listed}/review")

    assert late.status == 409
    assert "Listen er endret etter at filene ble tatt inn" in late.words
    assert not after.all(OUT)
    assert await amounts() == [55_000, 61_600, 11_100, 43_350]


async def test_taking_out_twice_is_done_once_and_is_written_down(browser: Browser, cast: Cast, listed: str) -> None:
    from app import db

    page = await taken_in(browser, cast, other())
    await browser.get(page.path)
    assert browser.page is not None
    form = browser.page.form(OUT)
    answers = [await browser.post(form.action, form.fields) for _ in range(2)]

    assert [one.location for one in answers] == [page.path] * 2
    assert await amounts() == AMOUNTS
    assert await db.value("SELECT COUNT(*) FROM audit_event WHERE event = 'file_taken_back'") == 1


async def test_another_list_is_not_emptied_by_this_uploads_form(browser: Browser, cast: Cast, listed: str) -> None:
    page = await taken_in(browser, cast, other())
    strange = await rows.deduction_list(cast.fjord_sjo, AMOUNTS, first=20)
    answer = await browser.post(f"{page.path}/retraction", {"list": str(strange)})

    assert answer.status == 404


async def test_files_for_two_unions_can_be_taken_out_of_one_list(browser: Browser, cast: Cast) -> None:
    """Then they are told to stand in the other; and wait again when they are out of both."""
    from app import db

    await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    await rows.deduction_list(cast.fjord_sjo, [40_000, 41_000], first=10)
    await db.execute("UPDATE trade_union SET next_list_number = 200001")
    await browser.sign_in(cast.bo)
    lines = [(number, name, ore + 5_000) for number, name, ore in [*as_expected(), *as_expected([40_000, 41_000], 10)]]
    body = "".join(f"{number};{name};{kroner(ore)}\n" for number, name, ore in lines)
    data = f"Periode: oktober 2026\n\nFødselsnummer;Navn;Trukket beløp\n{body}".encode()
    page = await dropped(browser, cast, ("begge.csv", data), agreement="all")
    await take_in(browser, sure="yes")
    whole = await browser.get(page.path)
    first, second = (str(one.attributes["value"]) for one in whole.all(f'{OUT} input[name="list"]'))
    await browser.post(f"{page.path}/retraction", {"list": first})
    part = await browser.get(page.path)
    files = await browser.get(f"/e/{cast.fjord}/uploads?period={PERIOD}")
    await browser.post(f"{page.path}/retraction", {"list": second})
    none = await browser.get(page.path)

    assert "Tatt ut igjen" in part.words
    assert [one.attributes["value"] for one in part.all(f'{OUT} input[name="list"]')] == [second]
    assert "Tatt ut igjen: " in files.words
    assert "Filene ble tatt ut av trekklisten igjen" in none.words
    assert await db.value("SELECT state FROM upload") == "RECEIVED"


async def test_list_that_the_files_only_touched_is_let_go(browser: Browser, cast: Cast) -> None:
    """People of another union went to its list; when that is undone, the files are not for that list any more."""
    from app import db

    await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    await rows.deduction_list(cast.fjord_sjo, [40_000, 41_000], first=10)
    await db.execute("UPDATE trade_union SET next_list_number = 200001")
    await browser.sign_in(cast.bo)
    lines = [*as_expected(), *[(number, name, ore + 100) for number, name, ore in as_expected([40_000], 10)]]
    page = await dropped(browser, cast, ("a.csv", csv(lines)), agreement=str(cast.fjord_metall))
    await take_in(browser, sure="yes")
    joined = await db.value("SELECT COUNT(*) FROM upload_list")
    await browser.get(page.path)
    await browser.submit(OUT)

    assert joined == 2
    assert await db.value("SELECT COUNT(*) FROM upload_list") == 1
    assert await db.value("SELECT state FROM upload") == "RECEIVED"


async def test_files_are_kept_as_long_after_they_were_taken_out(browser: Browser, cast: Cast, listed: str) -> None:
    from app import clock, db
    from app.intake.actions.forget import forget_unsent

    await taken_in(browser, cast, other())
    clock.shift(dt.timedelta(days=40))
    await browser.sign_in(cast.anna)
    await browser.get(f"{listed}/review")
    await browser.submit(OUT)
    first = await forget_unsent(clock.now() - dt.timedelta(days=30))
    clock.shift(dt.timedelta(days=71))
    second = await forget_unsent(clock.now() - dt.timedelta(days=30))

    assert (first, second) == (0, 1)
    assert await db.value("SELECT state FROM upload") == "WITHDRAWN"
