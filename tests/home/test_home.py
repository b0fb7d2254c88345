"""Home: what is left to do for one employer in one month."""

import datetime as dt
from typing import Any

import pytest

from tests.support import rows
from tests.support.cast import Cast
from tests.support.counting import queries


@pytest.fixture(autouse=True)
def on_the_21st_of_october(db: Any) -> None:
    from app import clock

    clock.shift(dt.timedelta())
    clock.shift(dt.datetime(2026, 10, 21, 9, tzinfo=dt.UTC) - clock.now())


async def home(browser: Any, employer: int, period: str = "2026-10") -> Any:
    return await browser.get(f"/e/{employer}/home?period={period}")


async def sent(db: Any, list_id: int, by: Any) -> int:
    """Send it, as its sender would."""
    from app.accounts.principal import Principal
    from app.lists.actions.send import send
    from app.lists.queries import list_for

    who = Principal("user", by.id, by.name)
    employer = await db.value("SELECT employer_id FROM deduction_list WHERE id = ?", list_id)
    the_list = await list_for(who, employer, list_id)
    return await send(the_list, by=who, seen=the_list.version)


async def test_open_list_stands_with_its_sum_and_due_date(new_browser: Any, cast: Cast) -> None:
    list_id = await rows.deduction_list(cast.fjord_metall, [45500, 45500])

    page = await home(await new_browser(cast.anna), cast.fjord)

    assert page.status == 200
    assert "Lever trekklisten til Metall og Maskin" in page.words
    assert "2 personer · forventet trekk 910,00 kr" in page.words.replace("\u00a0", " ")
    assert "26 dager igjen Frist mandag 16. november" in page.words
    path = f"/e/{cast.fjord}/lists/{list_id}"
    links = [link.attributes["href"] for link in page.all("main a.btn")]
    assert links == [path, f"{path}/review"]


async def test_list_that_somebody_has_begun_on_is_not_delivered_as_it_is(new_browser: Any, cast: Cast) -> None:
    list_id = await rows.deduction_list(cast.fjord_metall, [45500, 45500])
    anna = await new_browser(cast.anna)
    await anna.post(f"/e/{cast.fjord}/lists/{list_id}/lines/1/amount", {"b-1": "100", "v-1": "1"}, htmx=True)

    page = await home(anna, cast.fjord)

    assert "Påbegynt" in page.words
    assert "lever som den er" not in page.words
    assert "Kontroller og send inn" in page.words


async def test_list_with_something_to_put_right_leads_there(new_browser: Any, cast: Cast) -> None:
    list_id = await rows.deduction_list(cast.fjord_metall, [45500, 45500])
    anna = await new_browser(cast.anna)
    await anna.post(f"/e/{cast.fjord}/lists/{list_id}/lines/1/amount", {"b-1": "-5", "v-1": "1"}, htmx=True)

    page = await home(anna, cast.fjord)

    assert "Én rad må fylles ut eller rettes" in page.words
    assert [link.attributes["href"] for link in page.all("main .note a")] == [
        f"/e/{cast.fjord}/lists/{list_id}?show=problems"
    ]
    assert "Kontroller og send inn" not in page.words


async def test_sent_list_leads_to_its_receipt(new_browser: Any, cast: Cast, db: Any) -> None:
    list_id = await rows.deduction_list(cast.fjord_metall, [45500])
    submission = await sent(db, list_id, cast.anna)

    page = await home(await new_browser(cast.anna), cast.fjord)

    assert "Alt er levert for Fjord AS." in page.words
    assert "Trekklisten til Metall og Maskin er levert" in page.words
    assert page.all(f'main a[href="/e/{cast.fjord}/submissions/{submission}"]')


async def test_list_over_its_due_date_is_said_in_every_other_month(new_browser: Any, cast: Cast, db: Any) -> None:
    await rows.deduction_list(cast.fjord_metall, [45500], period="2026-08")
    await db.execute("UPDATE deduction_list SET due_on = ?", dt.date(2026, 9, 7))
    anna = await new_browser(cast.anna)

    there, elsewhere = await home(anna, cast.fjord, "2026-08"), await home(anna, cast.fjord)

    assert "44 dager over fristen Fristen var mandag 7. september" in there.words
    assert "Én måned er ikke levert og er over fristen: august 2026" in elsewhere.words


async def test_month_without_a_list_offers_to_make_it(new_browser: Any, cast: Cast, db: Any) -> None:
    await rows.order(await rows.member(cast.metall, 1), cast.fjord_metall, 45500)
    anna = await new_browser(cast.anna)
    shown = await home(anna, cast.fjord)

    form = shown.form(f'form[action="/e/{cast.fjord}/lists"]')
    made, again = [await anna.post(form.action, form.filled()) for _ in range(2)]

    list_id = await db.value("SELECT id FROM deduction_list WHERE agreement_id = ?", cast.fjord_metall)
    assert (made.status, made.location) == (303, f"/e/{cast.fjord}/lists/{list_id}")
    assert again.location == made.location


async def test_list_is_made_for_ones_own_agreement_alone(new_browser: Any, cast: Cast, db: Any) -> None:
    cecilie, anna = await new_browser(cast.cecilie), await new_browser(cast.anna)
    for browser, employer, agreement in (
        (cecilie, cast.fjord, cast.fjord_metall),
        (cecilie, cast.vik, cast.fjord_metall),
        (anna, cast.fjord, cast.fjord_sjo),
        (anna, cast.fjord, "9" * 30),
        (anna, cast.fjord, "1 OR 1=1"),
    ):
        answer = await browser.post(f"/e/{employer}/lists", {"agreement": str(agreement), "period": "2026-10"})
        assert answer.status == 404
    assert await db.value("SELECT count(*) FROM deduction_list") == 0


@pytest.mark.parametrize("period", ["2026-13", "2019-01", "2027-01", "nå", "2026-1"])
async def test_month_that_cannot_be_delivered_is_not_found(new_browser: Any, cast: Cast, period: str) -> None:
    anna = await new_browser(cast.anna)

    assert (await home(anna, cast.fjord, period)).status == 404
    answer = await anna.post(
        f"/e/{cast.fjord}/lists", {"agreement": str(cast.fjord_metall), "period": period}, htmx=False
    )
    assert answer.status == 404


async def test_unions_that_one_does_not_deliver_to_are_not_shown(new_browser: Any, cast: Cast) -> None:
    await rows.deduction_list(cast.fjord_metall, [45500])
    await rows.deduction_list(cast.fjord_sjo, [38000], first=10)

    annas = await home(await new_browser(cast.anna), cast.fjord)
    bos = await home(await new_browser(cast.bo), cast.fjord)

    assert "Sjøfolkenes" not in annas.words
    assert "Du har 2 lister igjen å levere" in bos.words
    assert "Sjøfolkenes" in bos.words


async def test_strangers_home_is_not_found(new_browser: Any, cast: Cast) -> None:
    for stranger in (cast.cecilie, cast.siri, cast.olav):
        assert (await home(await new_browser(stranger), cast.fjord)).status == 404


async def test_home_asks_the_same_of_one_list_and_of_many(new_browser: Any, cast: Cast) -> None:
    from tests.support.cast import grant

    await rows.deduction_list(cast.fjord_metall, [45500])
    anna = await new_browser(cast.anna)
    await home(anna, cast.fjord)
    with queries() as few:
        await home(anna, cast.fjord)
    for n in range(5):
        agreement = await rows.agreement(cast.metall, cast.fjord, f"F-2{n}", name=f"Avdeling {n}")
        await grant(cast.anna, agreement)
        await rows.deduction_list(agreement, [45500] * 3, first=20 + n * 5)

    with queries() as many:
        page = await home(anna, cast.fjord)

    assert "Metall og Maskin (Avdeling 3)" in page.words
    assert len(many) == len(few)


async def test_files_that_are_not_sent_are_shown(new_browser: Any, cast: Cast) -> None:
    await rows.deduction_list(cast.fjord_metall, [45500])
    anna = await new_browser(cast.anna)
    await anna.get(f"/e/{cast.fjord}/uploads?period=2026-10")
    fields = {"period": "2026-10", "agreement": str(cast.fjord_metall), "remark": ""}
    file = ("files", ("trekk.csv", b"Navn;Beloep\r\nKari;455,00\r\n", "text/csv"))
    answer = await anna.post(f"/e/{cast.fjord}/uploads", fields, files=[file])
    assert answer.status == 303, answer.words

    page = await home(anna, cast.fjord)

    assert "Filer som ikke er sendt" in page.words
    assert "trekk.csv" in page.words
