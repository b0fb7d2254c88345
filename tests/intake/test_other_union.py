"""A file of another union than the list's: said so, moved to that union's list, or said to be this one's after all."""

from typing import Any

import pytest

from tests.intake.dropping import AMOUNTS, PDF, amounts, as_expected, csv, dropped, kroner, read_files, take_in
from tests.support import people, rows
from tests.support.browser import Browser
from tests.support.cast import Cast

OURS = "Metall og Maskin"


def of_union(lines: list[tuple[str, str, int]], union: str = "Fagforbundet") -> bytes:
    body = "".join(f"{number};{name};{union};{kroner(ore)}\n" for number, name, ore in lines)
    return f"Periode: oktober 2026\n\nFødselsnummer;Navn;Forbund;Trukket beløp\n{body}".encode()


@pytest.fixture
async def bo(browser: Browser, cast: Cast) -> Browser:
    """Delivers to both unions, the other of which is Fagforbundet."""
    from app import db

    await db.execute("UPDATE trade_union SET name = 'Fagforbundet' WHERE id = ?", cast.sjo)
    await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    await rows.deduction_list(cast.fjord_sjo, [20_000, 30_000], first=30)
    await db.execute("UPDATE trade_union SET next_list_number = 200001")
    await browser.sign_in(cast.bo)
    return browser


async def test_file_of_another_union_was_read_and_is_not_said_to_be_unreadable(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("sjo.csv", of_union(as_expected())))

    assert page.heading == "Filen gjelder et annet forbund"
    assert page.title.startswith("Filen gjelder et annet forbund")
    assert f"Filen gjelder bare Fagforbundet. Last opp listen for {OURS}." in page.words
    assert "Annet forbund" in page.words
    assert "Kan ikke leses" not in page.words
    assert page.all('form[action$="/move"]') == []


async def test_scanned_file_beside_it_is_still_unreadable(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("sjo.csv", of_union(as_expected())), ("skann.pdf", PDF))

    assert page.heading == "Filene kan ikke brukes slik"
    assert page.said("#files-list .tag") == ["Annet forbund", "Kan ikke leses"]


async def test_file_is_moved_to_the_unions_own_list(bo: Browser, cast: Cast) -> None:
    from app import db

    text = of_union(as_expected([20_000, 31_000], first=30))
    page = await dropped(bo, cast, ("sjo.csv", text), agreement=str(cast.fjord_metall))
    said = page.said('form[action$="/move"] button')
    moved = await bo.submit('form[action$="/move"]')
    await read_files()
    read = await bo.follow()
    gone = await bo.get(page.path)
    to = await db.value(
        """SELECT l.agreement_id FROM upload_file f JOIN upload_list x ON x.upload_id = f.upload_id
 JOIN deduction_list l ON l.id = x.list_id"""
    )

    assert said == ["Flytt filen til Fagforbundet"]
    assert "Filen er flyttet hit fra Metall og Maskin." in read.words
    assert moved.location != page.path
    assert read.heading == "Kontroller filen"
    assert "Fagforbundet, oktober 2026. 2 personer, sum 510,00 kr." in read.words
    assert gone.status == 404
    assert to == cast.fjord_sjo


async def test_template_of_the_other_union_is_moved_and_can_not_be_said_to_be_ours(bo: Browser, cast: Cast) -> None:
    from app import db

    sjo = await db.value("SELECT id FROM deduction_list WHERE union_id = ?", cast.sjo)
    mould = await bo.get(f"/e/{cast.fjord}/lists/{sjo}/template")
    page = await dropped(bo, cast, ("mal.xlsx", mould.answer.content), agreement=str(cast.fjord_metall))
    tried = await bo.post(f"{page.path}/files/1/claim")
    same = await bo.get(page.path)
    await bo.submit('form[action$="/move"]')
    await read_files()
    read = await bo.follow()

    assert page.all('form[action$="/claim"]') == []
    assert tried.location == page.path
    assert same.heading == "Filen gjelder et annet forbund"
    assert read.heading == "Kontroller filen"


async def test_file_is_not_moved_where_the_person_may_not_deliver_or_the_list_is_closed(
    bo: Browser, new_browser: Any, cast: Cast
) -> None:
    from app import db

    page = await dropped(bo, cast, ("sjo.csv", of_union(as_expected())), agreement=str(cast.fjord_metall))
    value = str(page.one("input[name=to]").attributes["value"])
    await db.execute("UPDATE deduction_list SET state = 'SETTLED' WHERE union_id = ?", cast.sjo)
    shown = await bo.get(page.path)
    closed = await bo.post(f"{page.path}/files/1/move", {"to": value})
    await db.execute("UPDATE deduction_list SET state = 'OPEN'")
    anna = await new_browser(cast.anna)
    hers = await anna.get(page.path)
    tried = await anna.post(f"{page.path}/files/1/move", {"to": value})

    assert shown.all('form[action$="/move"]') == hers.all('form[action$="/move"]') == []
    assert [closed.location, tried.location] == [page.path, page.path]
    assert await db.value("SELECT COUNT(*) FROM upload") == 1


async def test_file_can_be_said_to_be_for_this_union_all_the_same(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", of_union(as_expected())))
    said = page.said('form[action$="/claim"] button')
    await anna.submit('form[action$="/claim"]')
    await read_files()
    read = await anna.follow()
    await take_in(anna)
    after = await amounts()

    assert said == [f"Filen gjelder likevel {OURS}"]
    assert read.heading == "Kontroller filen"
    assert "4 personer, sum 1 911,50 kr." in read.words
    assert after == AMOUNTS


async def test_strangers_of_the_other_union_are_not_taken_in_unsaid(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", of_union(as_expected([40_000, 50_000, 60_000], first=70))))
    await anna.submit('form[action$="/claim"]')
    await read_files()
    read = await anna.get(page.path)
    refused = await take_in(anna)

    assert "Nesten ingen i filen står på denne listen." in read.words
    assert refused.status == 422
    assert people.national_id(71) not in read.text
    assert await amounts() == AMOUNTS


async def test_only_what_names_another_union_can_be_claimed(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv(as_expected())))
    answer = await anna.post(f"{page.path}/files/1/claim")
    read = await anna.get(page.path)
    none = await anna.post(f"{page.path}/files/2/claim")

    assert answer.location == page.path
    assert read.heading == "Kontroller filen"
    assert none.status == 404
