"""Sending dropped files as they are: the list is locked, and the receipt says so."""

import pytest

from tests.intake.dropping import PDF, PERIOD, count, drop, file, multipart
from tests.support import rows
from tests.support.browser import Browser
from tests.support.cast import Cast


@pytest.fixture
async def anna(browser: Browser, cast: Cast) -> Browser:
    from app import db

    await rows.deduction_list(cast.fjord_metall, [45_000, 51_600])
    await db.execute("UPDATE trade_union SET next_list_number = 200001")
    await browser.sign_in(cast.anna)
    return browser


async def test_files_sent_as_they_are_lock_the_list_and_give_a_receipt(anna: Browser, cast: Cast) -> None:
    from app import db

    await drop(anna, cast.fjord, [file("skann.pdf", PDF)], "Skannet liste")
    await anna.follow()
    sent = await anna.submit('form[action$="/delivery"]', alone="yes")
    the_list = await db.row("SELECT state, to_key FROM deduction_list")
    lines = await db.rows("SELECT deducted FROM deduction_line")

    assert sent.status == 303
    assert "/submissions/" in sent.location
    assert the_list is not None
    assert (the_list["state"], bool(the_list["to_key"])) == ("SENT", True)
    assert {line["deducted"] for line in lines} == {None}
    assert await db.value("SELECT kind FROM submission") == "FILE"
    assert await db.value("SELECT state FROM upload") == "SENT"


async def test_receipt_for_unread_files_names_them_and_no_figures_of_the_unions(anna: Browser, cast: Cast) -> None:
    await drop(anna, cast.fjord, [file("skann.pdf", PDF), file("<b>.csv")], "Skannet liste")
    await anna.follow()
    await anna.submit('form[action$="/delivery"]', alone="yes")
    receipt = await anna.follow()

    assert "Filer skann.pdf <b>.csv Personer og trekk Leses fra filene" in receipt.words
    assert "Merknad til filene Skannet liste" in receipt.words
    assert "Forbundet legger inn listen fra filene." in receipt.words
    for term in ("Forventet trekk", "Personer 2", "Kommentar", "966,00"):
        assert term not in receipt.words


async def test_names_of_the_files_are_kept_sealed(anna: Browser, cast: Cast) -> None:
    from app import db

    await drop(anna, cast.fjord, [file("Kari Nordby.pdf", PDF)])
    await anna.follow()
    await anna.submit('form[action$="/delivery"]', alone="yes")
    receipt = await anna.follow()

    assert "Fil Kari Nordby.pdf Personer og trekk Leses fra filen" in receipt.words
    assert "Kari" not in str(await db.value("SELECT files FROM submission"))


async def test_sending_twice_is_one_submission(anna: Browser, cast: Cast) -> None:
    await drop(anna, cast.fjord, [file("skann.pdf", PDF)])
    shown = await anna.follow()
    form = shown.form('form[action$="/delivery"]')
    first = await anna.post(form.action, form.filled(alone="yes"))
    second = await anna.post(form.action, form.filled(alone="yes"))

    assert first.location == second.location != ""
    assert await count("submission") == 1


async def test_sending_without_the_tick_is_refused(anna: Browser, cast: Cast) -> None:
    await drop(anna, cast.fjord, [file("skann.pdf", PDF)])
    await anna.follow()
    page = await anna.submit('form[action$="/delivery"]')

    assert page.status == 422
    assert page.title.startswith("Feil:")
    assert "Kryss av for at filene bare gjelder dette forbundet." in page.words
    assert await count("submission") == 0


async def test_sending_what_has_changed_since_it_was_shown_is_refused(anna: Browser, cast: Cast) -> None:
    taken = await drop(anna, cast.fjord, [file("a.csv")])
    shown = await anna.follow()
    form = shown.form('form[action$="/delivery"]')
    await multipart(anna, f"{taken.location}/files", {"remark": ""}, [file("b.pdf", PDF)])
    page = await anna.post(form.action, form.filled(alone="yes"))

    assert page.status == 409
    assert "Filene er endret etter at du åpnet siden." in page.words
    assert await count("submission") == 0


async def test_sent_period_and_date_are_listed_and_nothing_can_be_downloaded(anna: Browser, cast: Cast) -> None:
    await drop(anna, cast.fjord, [file("skann.pdf", PDF)])
    await anna.follow()
    sent = await anna.submit('form[action$="/delivery"]', alone="yes")
    page = await anna.get(f"/e/{cast.fjord}/uploads?period={PERIOD}")
    row = page.one("table tbody tr")

    assert "Oktober 2026" in row.text()
    assert "skann.pdf" in row.text()
    assert page.has_link(sent.location)
    assert page.all('input[type="file"]') == []
    assert "er sendt inn. Skal du levere mer, må den åpnes igjen." in page.words
    assert page.all('a[href*="/files/"]') == []


async def test_files_after_sending_need_a_reopening(anna: Browser, cast: Cast) -> None:
    await drop(anna, cast.fjord, [file("skann.pdf", PDF)])
    await anna.follow()
    await anna.submit('form[action$="/delivery"]', alone="yes")
    page = await drop(anna, cast.fjord, [file("mer.pdf", PDF + b" ")])

    assert page.status == 422
    assert await count("upload") == 1


async def test_reopened_list_takes_files_again_and_the_first_receipt_stays(anna: Browser, cast: Cast) -> None:
    from app import db
    from app.accounts.principal import the_command_line
    from app.lists.actions.reopen import reopen
    from app.lists.queries import list_for

    await drop(anna, cast.fjord, [file("skann.pdf", PDF)])
    await anna.follow()
    first = await anna.submit('form[action$="/delivery"]', alone="yes")
    list_id = await db.value("SELECT id FROM deduction_list")
    await reopen(await list_for(the_command_line(), cast.fjord, list_id), by=the_command_line())
    again = await drop(anna, cast.fjord, [file("ny.pdf", PDF + b" ")])
    await anna.follow()
    second = await anna.submit('form[action$="/delivery"]', alone="yes")
    page = await anna.get(f"/e/{cast.fjord}/uploads?period={PERIOD}")

    assert again.status == second.status == 303
    assert first.location != second.location
    assert page.has_link(first.location)
    assert page.has_link(second.location)


async def test_file_for_several_unions_is_sent_as_it_is_to_one_alone(browser: Browser, cast: Cast) -> None:
    from app import db

    await browser.sign_in(cast.bo)
    await drop(browser, cast.fjord, [file("a.csv")], agreement="all")
    shown = await browser.follow()
    unsaid = await browser.submit('form[action$="/delivery"]', alone="yes")
    both = await count("upload_list")
    list_id = await db.value("SELECT id FROM deduction_list WHERE agreement_id = ?", cast.fjord_sjo)
    sent = await browser.submit('form[action$="/delivery"]', alone="yes", list=str(list_id))

    assert unsaid.status == 422
    assert shown.status == 200
    assert both == 2
    assert sent.status == 303
    assert await count("upload_list") == 1
    assert await db.value("SELECT list_id FROM submission") == list_id


async def test_upload_of_one_employer_is_not_found_in_the_tab_of_another(browser: Browser, cast: Cast) -> None:
    from tests.support.cast import grant

    await grant(cast.bo, cast.vik_metall)
    await browser.sign_in(cast.bo)
    taken = await drop(browser, cast.fjord, [file("a.csv")], agreement=str(cast.fjord_metall))
    elsewhere = taken.location.replace(str(cast.fjord), str(cast.vik))
    answer = await browser.post(f"{elsewhere}/delivery", {"list": "1", "version": "1", "alone": "yes"})

    assert answer.status == 404


async def test_page_asks_the_same_number_of_questions_however_many_uploads_there_are(anna: Browser, cast: Cast) -> None:
    from tests.support.counting import queries

    await drop(anna, cast.fjord, [file("a.csv")])
    await _deliver(anna, cast, "2026-06")
    with queries() as few:
        await anna.get(f"/e/{cast.fjord}/uploads?period={PERIOD}")
    for month in ("2026-07", "2026-08", "2026-09"):
        await _deliver(anna, cast, month)
    with queries() as more:
        page = await anna.get(f"/e/{cast.fjord}/uploads?period={PERIOD}")

    assert page.words.count("Kvittering") == 4
    assert len(more) == len(few)


async def _deliver(browser: Browser, cast: Cast, month: str) -> None:
    await drop(browser, cast.fjord, [file("a.csv"), file("b.pdf", PDF)], period=month)
    await browser.follow()
    await browser.submit('form[action$="/delivery"]', alone="yes")


async def test_refused_page_of_unreadable_files_says_so_in_its_title(anna: Browser, cast: Cast) -> None:
    from tests.intake.dropping import dropped

    page = await dropped(anna, cast, ("skann.pdf", PDF))
    refused = await anna.submit('form[action$="/delivery"]')

    assert page.title.startswith("Filen kan ikke leses")
    assert refused.status == 422
    assert refused.title.startswith("Feil: Filen kan ikke leses")
