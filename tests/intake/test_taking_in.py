"""What stands in the list when a file is taken in: typed by hand, typed meanwhile, or left by another file."""

import pytest

from tests.intake.dropping import AMOUNTS, amounts, as_expected, csv, dropped, take_in
from tests.support import people, rows
from tests.support.browser import Browser
from tests.support.cast import Cast
from tests.support.page import Page


@pytest.fixture
async def listed(browser: Browser, cast: Cast) -> str:
    """The list's path, with Anna signed in."""
    from app import db

    list_id = await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    await db.execute("UPDATE trade_union SET next_list_number = 200001")
    await browser.sign_in(cast.anna)
    return f"/e/{cast.fjord}/lists/{list_id}"


async def type_amount(browser: Browser, listed: str, n: int, text: str, version: int = 1) -> None:
    answer = await browser.post(f"{listed}/lines/{n}/amount", {f"b-{n}": text, f"v-{n}": str(version)}, htmx=True)
    assert answer.status == 200


async def type_more(browser: Browser, listed: str, n: int, day: str, reason: str, comment: str, version: int) -> None:
    typed = {f"d-{n}": day, f"r-{n}": reason, f"k-{n}": comment, f"v-{n}": str(version)}
    assert (await browser.post(f"{listed}/lines/{n}", typed)).status == 303


def select_of(page: Page, name: str) -> str:
    """The field of the row that names somebody."""
    (row,) = [one for one in page.all("tr[id^=row-]") if name in one.text()]
    (select,) = row.css("select")
    return str(select.attributes["name"])


def offers(page: Page, name: str) -> list[str]:
    (row,) = [one for one in page.all("tr[id^=row-]") if name in one.text()]
    return [str(option.attributes.get("value") or "") for option in row.css("option")]


async def test_typed_amount_is_not_overwritten_before_it_is_decided(browser: Browser, cast: Cast, listed: str) -> None:
    await type_amount(browser, listed, 2, "239,00")
    await type_more(browser, listed, 2, "", "", "Timelønnet", 2)
    page = await dropped(browser, cast, ("okt.csv", csv(as_expected())))
    refused = await take_in(browser)
    kept = await take_in(browser, **{select_of(refused, people.name(2)): "keep"})

    assert "I listen nå 239,00" in page.words
    assert "Timelønnet" in page.text
    assert refused.status == 422
    assert kept.status == 303
    assert await amounts() == [45_000, 23_900, 61_200, 33_350]


async def test_comment_can_be_put_right_with_the_files_amount(browser: Browser, cast: Cast, listed: str) -> None:
    from app.accounts.principal import the_job
    from app.lists.queries import line_for

    await type_amount(browser, listed, 2, "239,00")
    await type_more(browser, listed, 2, "", "", "Timelønnet", 2)
    page = await dropped(browser, cast, ("okt.csv", csv(as_expected())))
    field = select_of(page, people.name(2))
    await take_in(browser, **{field: "file", f"m-{field[2:]}": ""})
    _, line = await line_for(the_job("prove"), cast.fjord, int(listed.rpartition("/")[2]), 2)

    assert (line.deducted, line.comment) == (51_600, None)


async def test_person_added_by_hand_who_is_not_in_the_file_must_be_decided(
    browser: Browser, cast: Cast, listed: str
) -> None:
    await browser.post(
        f"{listed}/people", {"name": people.name(60), "national_id": people.national_id(60), "amount": "489,00"}
    )
    assert await amounts() == [*AMOUNTS, 48_900]
    page = await dropped(browser, cast, ("okt.csv", csv(as_expected())))
    refused = await take_in(browser)

    assert "I listen nå 489,00" in page.words
    assert refused.status == 422
    assert await amounts() == [*AMOUNTS, 48_900]


async def test_edit_made_after_the_page_was_shown_is_not_overwritten(browser: Browser, cast: Cast, listed: str) -> None:
    page = await dropped(browser, cast, ("okt.csv", csv(as_expected())))
    form = page.form("#rows")
    await type_amount(browser, listed, 3, "111,00")
    late = await browser.post(form.action, form.fields)
    refused = await take_in(browser)
    taken = await take_in(browser, **{select_of(refused, people.name(3)): "file"})

    assert late.status == 409
    assert "Trekklisten er endret" in late.words
    assert "I listen nå 111,00" in late.words
    assert refused.status == 422
    assert taken.status == 303
    assert await amounts() == AMOUNTS


async def test_what_was_chosen_for_a_line_says_nothing_after_it_is_edited(
    browser: Browser, cast: Cast, listed: str
) -> None:
    lines = as_expected()
    lines[2] = (lines[2][0], lines[2][1], 70_000)
    page = await dropped(browser, cast, ("okt.csv", csv(lines)))
    form = page.form("#rows")
    await browser.post(f"{page.path}/choices", form.fields)
    await type_amount(browser, listed, 3, "111,00")
    await browser.get(page.path)
    refused = await take_in(browser)

    assert refused.status == 422
    assert await amounts() == [45_000, 51_600, 11_100, 33_350]


async def test_second_file_leaves_nothing_of_the_first_behind(browser: Browser, cast: Cast, listed: str) -> None:
    from app import db

    await db.execute("UPDATE deduction_line SET end_on = '2026-05-31', end_reason = 'LEFT', deducted = 0 WHERE n = 4")
    first = await dropped(browser, cast, ("a.csv", csv(as_expected())))
    assert "Sluttet 31. mai 2026" in first.words
    await take_in(browser, **{select_of(first, people.name(4)): "file"})
    assert await amounts() == AMOUNTS
    second = await dropped(browser, cast, ("b.csv", csv(as_expected()[:3])))
    taken = await take_in(browser)

    assert people.name(4) in second.words
    assert "I listen nå 333,50" in second.words
    assert taken.status == 303
    assert await amounts() == [*AMOUNTS[:3], 0]


async def test_deduction_from_somebody_laid_off_this_month_is_asked_about(
    browser: Browser, cast: Cast, listed: str
) -> None:
    from app import db

    first = await dropped(browser, cast, ("a.csv", csv(as_expected()[:3])))
    field = select_of(first, people.name(4))
    await take_in(browser, **{field: "LAID_OFF", f"d-{field[2:]}": "2026-10-01"})
    second = await dropped(browser, cast, ("b.csv", csv(as_expected())))
    refused = await take_in(browser)
    await take_in(browser, **{select_of(second, people.name(4)): "back"})
    line = await db.row("SELECT deducted, end_on, status FROM deduction_line WHERE n = 4")

    assert "Permittert 1. oktober 2026" in second.words
    assert refused.status == 422
    assert line == {"deducted": 33_350, "end_on": None, "status": "SAME"}


async def test_enter_in_a_field_saves_and_changes_nothing_in_bulk(browser: Browser, cast: Cast, listed: str) -> None:
    lines = [(number, name, ore + 1000) for number, name, ore in as_expected()[:3]]
    page = await dropped(browser, cast, ("okt.csv", csv(lines)))
    first = page.all("#rows button")[0].attributes
    field = select_of(page, people.name(1))
    form = page.form("#rows").filled(**{field: "expected"})
    await browser.post(str(first["formaction"]), form)
    again = await browser.get(page.path)
    (chosen,) = [one for one in again.all(f'[name="{field}"] option') if "selected" in one.attributes]

    assert "name" not in first
    assert chosen.attributes["value"] == "expected"


async def test_reading_is_kept_without_those_who_are_left_out(browser: Browser, cast: Cast, listed: str) -> None:
    from app import db
    from app.intake.actions.read import READER
    from app.intake.queries import readings_of, result_of, upload_for

    page = await dropped(browser, cast, ("okt.csv", csv([*as_expected(), *as_expected([40_000], first=50)])))
    await take_in(browser, **{select_of(page, people.name(51)): "out"})
    upload = await upload_for(READER, cast.fjord, int(page.path.rpartition("/")[2]))
    (one,) = await readings_of(upload)
    kept = await db.row("SELECT erase_on, erased_at FROM stored_file WHERE id = ?", one.result_file_id)
    reading = await result_of(one)

    assert kept is not None
    assert kept["erased_at"] is None
    assert str(kept["erase_on"]) > "2027"
    assert len(reading.lines) == 4
    assert people.national_id(51) not in str(reading)
    assert people.name(51) not in str(reading)


async def test_template_holds_what_stands_in_a_begun_list(browser: Browser, cast: Cast, listed: str) -> None:
    await type_amount(browser, listed, 2, "239,00")
    template = await browser.get(f"{listed}/template")
    await dropped(browser, cast, ("mal.xlsx", template.answer.content))
    taken = await take_in(browser)

    assert taken.status == 303
    assert await amounts() == [45_000, 23_900, 61_200, 33_350]


async def test_file_that_another_took_the_place_of_is_not_shown_as_sent(
    browser: Browser, cast: Cast, listed: str
) -> None:
    await dropped(browser, cast, ("feil.csv", csv(as_expected()[:3])))
    await take_in(browser)
    await dropped(browser, cast, ("rett.csv", csv(as_expected())))
    await take_in(browser)
    page = await browser.get(f"/e/{cast.fjord}/uploads?period=2026-10")
    old, new = (
        next(row.text() for row in page.all("tbody tr") if name in row.text()) for name in ("feil.csv", "rett.csv")
    )

    assert "Erstattet av en senere fil" in old
    assert "Erstattet" not in new


async def test_taking_in_is_taken_back_as_one_step(browser: Browser, cast: Cast, listed: str) -> None:
    from app import db

    page = await dropped(browser, cast, ("okt.csv", csv([*as_expected()[:2], *as_expected([40_000], first=50)])))
    await take_in(browser, **{select_of(page, people.name(51)): "new"})
    assert await amounts() == [45_000, 51_600, 0, 0, 40_000]
    await browser.get(page.path)
    await browser.submit('form[action$="/retraction"]')
    again = await browser.get(page.path)
    total = await db.row("SELECT people, deducted, added, changed FROM deduction_list")

    assert await amounts() == AMOUNTS
    assert total == {"people": 4, "deducted": sum(AMOUNTS), "added": 0, "changed": 0}
    assert not again.all('form[action$="/retraction"]')
