"""For whom one delivers: the front page, the list of employers, and the search in it."""

from typing import Any

from tests.support import rows
from tests.support.cast import Cast, grant
from tests.support.counting import queries


async def many(cast: Cast, count: int) -> None:
    """So many more employers for Anna."""
    for n in range(count):
        employer = await rows.employer(f"Kunde {n:03} AS", 100 + n)
        await grant(cast.anna, await rows.agreement(cast.metall, employer, f"K-{n}"))


async def test_front_page_leads_to_the_only_employer(new_browser: Any, cast: Cast) -> None:
    assert (await (await new_browser(cast.anna)).get("/")).location == f"/e/{cast.fjord}/home"


async def test_front_page_leads_to_the_list_of_several(new_browser: Any, cast: Cast) -> None:
    await many(cast, 1)

    assert (await (await new_browser(cast.anna)).get("/")).location == "/employers"


async def test_front_page_leads_strangers_to_sign_in(browser: Any, db: Any) -> None:
    assert (await browser.get("/")).location == "/sign-in"


async def test_front_page_tells_who_delivers_for_nobody(new_browser: Any, cast: Cast, db: Any) -> None:
    await db.execute("DELETE FROM access_grant WHERE user_id = ?", cast.anna.id)
    for who in (cast.anna, cast.siri):
        page = await (await new_browser(who)).get("/")
        assert (page.status, "Du leverer ikke for noen virksomhet" in page.words) == (200, True)


async def test_search_finds_by_part_of_the_name_and_start_of_the_orgnr(new_browser: Any, cast: Cast, db: Any) -> None:
    await many(cast, 12)
    anna = await new_browser(cast.anna)
    orgnr = await db.value("SELECT orgnr FROM employer WHERE name = ?", "Kunde 007 AS")

    by_name, by_number = await anna.get("/employers?q=007"), await anna.get(f"/employers?q={orgnr}")
    nobody = await anna.get("/employers?q=finnes+ikke_")

    for page in (by_name, by_number):
        assert [node.text() for node in page.all("#found .task__t")] == ["Kunde 007 AS"]
    assert "Ingen treff" in nobody.words


async def test_employers_stand_in_norwegian_order(new_browser: Any, cast: Cast) -> None:
    for n, name in enumerate(("Åsen Rør AS", "Zakarias AS", "Ørn Bygg AS", "Asker Bil AS")):
        employer = await rows.employer(name, 100 + n)
        await grant(cast.anna, await rows.agreement(cast.metall, employer, f"K-{n}"))

    page = await (await new_browser(cast.anna)).get("/employers")

    shown = [node.text() for node in page.all("#found .task__t")]
    assert shown == ["Asker Bil AS", "Fjord AS", "Zakarias AS", "Ørn Bygg AS", "Åsen Rør AS"]


async def test_employers_come_in_pages(new_browser: Any, cast: Cast) -> None:
    await many(cast, 100)
    anna = await new_browser(cast.anna)

    first, last = await anna.get("/employers"), await anna.get("/employers?page=3")
    beyond = await anna.get("/employers?page=99999")

    assert [len(page.all("#found li")) for page in (first, last, beyond)] == [50, 1, 1]
    assert "101 virksomheter" in first.words


async def test_employer_with_something_left_is_told_from_the_others(new_browser: Any, cast: Cast) -> None:
    await many(cast, 2)
    await rows.deduction_list(cast.fjord_metall, [45500])
    page = await (await new_browser(cast.anna)).get("/employers")

    tags = {
        node.css_first(".task__t").text(): [tag.text() for tag in node.css(".tag")] for node in page.all("#found li")
    }

    assert tags == {"Fjord AS": ["1 over fristen"], "Kunde 000 AS": [], "Kunde 001 AS": []}


async def test_page_of_employers_asks_the_same_for_one_and_for_many(new_browser: Any, cast: Cast) -> None:
    anna = await new_browser(cast.anna)
    await anna.get("/employers")
    with queries() as few:
        await anna.get("/employers")
    await many(cast, 30)
    with queries() as more:
        await anna.get("/employers")

    assert len(more) == len(few)


async def test_others_employers_are_not_found(new_browser: Any, cast: Cast) -> None:
    page = await (await new_browser(cast.cecilie)).get("/employers?q=fjord")

    assert "Fjord AS" not in page.words
