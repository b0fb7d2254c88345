"""One list by its number: by the union's policy, and nothing for those who guess."""

import asyncio
from typing import Any

import pytest

from tests.support import rows
from tests.support.browser import Browser
from tests.support.cast import Cast
from tests.support.getting_in import code_to, told

BOTH = '{"list_sign_in":"NUMBER_AND_ID"}'
FORM = {"sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded"}


@pytest.fixture
async def number(cast: Cast, db: Any) -> str:
    """Fjord's list with Metall, and whom its codes go to."""
    list_id = await rows.deduction_list(cast.fjord_metall, [45050, 45050, 0])
    own = {"agreement_id": cast.fjord_metall, "name": "Lønn", "purposes": '["SIGN_IN_CODE"]'}
    await rows.insert("contact", email="lonn@fjord.example", **own)
    return str(await db.value("SELECT list_number FROM deduction_list WHERE id = ?", list_id))


@pytest.fixture
async def by_id(db: Any, cast: Cast) -> None:
    """The union asks for no code."""
    await db.execute("UPDATE trade_union SET policy = ? WHERE id = ?", BOTH, cast.metall)


async def knock(browser: Browser, number: str, secret: str = "F-1001", union: str = "metall") -> Any:
    await browser.get("/lists/sign-in")
    page = await browser.submit('form[action="/lists/sign-in"]', union=union, number=number, secret=secret)
    if page.location:
        browser.token = dict(browser.client.cookies).get("sid", "")
    return page


async def show(browser: Browser, code: str) -> Any:
    await browser.get("/lists/sign-in/code")
    page = await browser.submit('form[action="/lists/sign-in/code"]', code=code)
    browser.token = dict(browser.client.cookies).get("sid", "")
    return page


async def test_number_id_and_code_open_the_list(browser: Browser, cast: Cast, number: str) -> None:
    asked = await knock(browser, number, "f 1001")
    done = await show(browser, await code_to("lonn@fjord.example"))
    grid = await browser.follow()

    assert asked.location == "/lists/sign-in/code"
    assert done.location.startswith(f"/e/{cast.fjord}/lists/")
    assert grid.status == 200
    assert "Fjord AS" in grid.words
    assert grid.all(".org .menu__pop") == []
    assert grid.all('nav[aria-label="Hovedmeny"]') == []
    assert [template for template, _, _ in await told()] == ["code"]


@pytest.mark.parametrize(("wrong", "secret"), [("100999", "F-1001"), ("", "F-9999")])
async def test_guess_gets_the_same_page_and_no_code(new_browser: Any, number: str, wrong: str, secret: str) -> None:
    mine, theirs = await new_browser(), await new_browser()
    theirs.client._transport.client = ("203.0.113.9", 1)
    right = await knock(mine, number)
    page = await knock(theirs, wrong or number, secret)
    shown = [(await one.get("/lists/sign-in/code")) for one in (mine, theirs)]
    texts = {one.text.replace(one.text.partition('name="_csrf" value="')[2][:43], "") for one in shown}

    assert (right.location, page.location) == ("/lists/sign-in/code",) * 2
    assert sorted(right.headers) == sorted(page.headers)
    assert len(texts) == 1
    assert len(await told()) == 1


@pytest.mark.usefixtures("by_id")
async def test_number_and_id_are_enough_where_the_union_says_so(browser: Browser, cast: Cast, number: str) -> None:
    page = await knock(browser, number)

    assert page.location.startswith(f"/e/{cast.fjord}/lists/")
    assert (await browser.follow()).status == 200


@pytest.mark.usefixtures("by_id")
async def test_every_wrong_pair_gets_one_sentence(new_browser: Any, cast: Cast, number: str, db: Any) -> None:
    vik = await rows.deduction_list(cast.vik_metall, [1], first=40)
    other = str(await db.value("SELECT list_number FROM deduction_list WHERE id = ?", vik))
    said = set()
    for wrong, secret in ((number, "F-1002"), (other, "F-1001"), ("999999", "F-1001"), (number, "!!")):
        browser = await new_browser()
        page = await knock(browser, wrong, secret)
        assert page.status == 422
        said.add(page.said(".errors")[0])

    assert len(said) == 1


async def test_union_that_does_not_offer_it_is_not_in_the_choice(browser: Browser, number: str, db: Any) -> None:
    await db.execute("UPDATE trade_union SET policy = ?", '{"list_sign_in":"OFF"}')
    page = await browser.get("/lists/sign-in")

    assert page.all('form[action="/lists/sign-in"]') == []
    assert "Logg inn med e-post" in page.words


# What the session may do


@pytest.mark.usefixtures("by_id")
async def test_session_touches_one_list_and_nothing_else(browser: Browser, cast: Cast, number: str) -> None:
    other = await rows.deduction_list(cast.fjord_metall, [100], period="2026-09", first=50)
    sjo = await rows.deduction_list(cast.fjord_sjo, [100], first=60)
    path = (await knock(browser, number)).location
    base = f"/e/{cast.fjord}"

    for mine in (path, f"{path}/review", f"{path}/none", f"{path}/people/new", f"{path}/lines/1"):
        assert (await browser.get(mine)).status == 200, mine
    for theirs in (f"{base}/lists/{other}", f"{base}/lists/{sjo}/review", f"{base}/home", f"{base}/submissions"):
        assert (await browser.get(theirs)).status == 404, theirs
    for page in ("/employers", "/account", f"{base}/access", f"{base}/uploads"):
        assert (await browser.get(page)).status == 404, page
    assert (await browser.get("/")).location == path


@pytest.mark.usefixtures("by_id")
async def test_list_is_edited_sent_and_then_shows_sums_alone(browser: Browser, number: str, db: Any) -> None:
    path = (await knock(browser, number)).location
    assert (await browser.post(f"{path}/lines/1/amount", {"b-1": "99,00", "v-1": "1"}, htmx=True)).status == 200
    await browser.get(f"{path}/review")
    sent = await browser.submit(f'form[action="{path}/delivery"]', confirmed="yes", comment="Kari er syk")
    receipt = await browser.follow()
    name = await db.value("SELECT name FROM deduction_line WHERE n = 1")

    assert sent.status == 303
    assert "er levert" in receipt.words
    assert name not in receipt.words
    assert "Kari er syk" not in receipt.words
    assert (await browser.get(f"{sent.location}/lines")).status == 404
    assert (await browser.get(path)).location == sent.location
    asked = await browser.post(f"{path}/reopening", {"reason": "Glemte en"})
    assert asked.location == sent.location


@pytest.mark.usefixtures("by_id")
async def test_settled_list_says_when_and_offers_reopening(browser: Browser, cast: Cast, number: str, db: Any) -> None:
    import datetime as dt

    await db.execute(
        "UPDATE deduction_list SET state = 'SETTLED', settled_on = ?, settled_amount = ?", dt.date(2026, 11, 3), 90100
    )
    path = (await knock(browser, number)).location
    await browser.follow()
    page = await browser.follow()

    assert "901,00 kr den 3. november 2026" in page.words
    assert page.has_link(f"{path}/reopening")
    assert (await browser.post(f"{path}/reopening", {"reason": "Feil beløp"})).location == f"{path}/settled"


@pytest.mark.usefixtures("by_id")
async def test_employer_of_the_hub_is_shown_the_way(browser: Browser, number: str, db: Any) -> None:
    await db.execute("UPDATE agreement SET channel = 'HUB'")
    wrong = await knock(browser, number, "F-7777")
    page = await knock(browser, number)

    assert "trekksentralen" not in wrong.words
    assert page.heading == "Virksomheten leverer gjennom trekksentralen"
    assert page.has_link("/sign-in")
    assert page.has_link("/access-request")
    assert await db.rows("SELECT id FROM user_session") == []


@pytest.mark.usefixtures("by_id")
async def test_declaration_comes_first_each_time(browser: Browser, cast: Cast, number: str, db: Any) -> None:
    from app.accounts.actions.declarations import publish
    from app.accounts.principal import the_command_line

    await publish(cast.metall, {"nb": "Jeg tier."}, by=the_command_line())
    for times in (1, 2):
        path = (await knock(browser, number)).location
        asked = await browser.follow()
        await browser.follow()
        await browser.submit('form[action="/declaration"]', accepted="yes")
        assert asked.location == f"/declaration?next={path}"
        assert (await browser.get(path)).status == 200
        assert len(await db.rows("SELECT id FROM declaration_acceptance")) == times
        browser.client.cookies.delete("sid")
        browser.token = ""


# Employer codes


def test_code_finds_slips_of_the_pen() -> None:
    from app.employers.reference import ALPHABET
    from app.lists.sign_in import is_code, make_code

    for code in (make_code() for _ in range(200)):
        assert len(code) == 10
        assert is_code(code)
        for at in range(10):
            for other in ALPHABET:
                assert (other == code[at]) == is_code(code[:at] + other + code[at + 1 :])


async def test_made_list_has_a_code_that_opens_it(browser: Browser, cast: Cast, db: Any) -> None:
    from app.accounts.principal import the_command_line
    from app.lists.actions.make import make_lists
    from app.lists.queries import list_for, printed_code
    from app.unions.queries import union_by_slug

    await db.execute("UPDATE trade_union SET policy = ? WHERE slug = 'metall'", BOTH)
    who = await rows.member(cast.metall, 1)
    await rows.order(who, cast.fjord_metall, 45050)
    await make_lists(await union_by_slug("metall"), "2026-11", by=the_command_line())
    found = await db.row("SELECT id, list_number, sign_in_code FROM deduction_list WHERE employer_id = ?", cast.fjord)
    code = printed_code(await list_for(the_command_line(), cast.fjord, found["id"]))
    number = str(found["list_number"])

    assert len(code) == 10
    assert code not in found["sign_in_code"]
    assert (await knock(browser, number, f"{code[:4]} {code[4:8]} {code[8:]}".lower())).status == 303
    grid = await browser.follow()
    assert f"{code[:4]} {code[4:8]} {code[8:]}" in grid.words

    policy = '{"list_sign_in":"NUMBER_AND_ID","employer_code_required":true}'
    await db.execute("UPDATE trade_union SET policy = ? WHERE slug = 'metall'", policy)
    browser.client.cookies.delete("sid")
    browser.token = ""
    assert (await knock(browser, number, "F-1001")).status == 422
    assert (await knock(browser, number, code)).status == 303


# How often


@pytest.mark.usefixtures("by_id")
async def test_list_that_is_tried_too_often_asks_for_the_code(new_browser: Any, number: str) -> None:
    """A stranger's guesses do not shut the holder out; they make the numbers alone too little."""
    stranger = await new_browser()
    stranger.client._transport.client = ("203.0.113.9", 1)
    for n in range(5):
        assert (await knock(stranger, number, f"F-{n}")).status == 422
    assert (await knock(stranger, number, "F-77")).location == "/lists/sign-in/code"
    holder = await new_browser()

    assert (await knock(holder, number)).location == "/lists/sign-in/code"
    assert (await show(holder, await code_to("lonn@fjord.example"))).location.startswith("/e/")


@pytest.mark.usefixtures("by_id")
async def test_walk_over_list_numbers_is_stopped_by_the_id(new_browser: Any, cast: Cast, number: str) -> None:
    answers = []
    for n in range(12):
        browser = await new_browser()
        browser.client._transport.client = (f"203.0.{n}.9", 1)
        answers.append((await knock(browser, str(200_000 + n), "F-1001")).status)

    assert answers == [422] * 10 + [303] * 2


@pytest.mark.usefixtures("by_id")
async def test_twenty_guesses_at_once_get_five_answers(browser: Browser, number: str) -> None:
    page = await browser.get("/lists/sign-in")
    form = page.form('form[action="/lists/sign-in"]')
    data = [dict(form.filled(union="metall", number=number, secret=f"X-{n}")) for n in range(20)]
    tries = [browser.client.post("/lists/sign-in", data=one, headers=FORM) for one in data]
    statuses = [answer.status_code for answer in await asyncio.gather(*tries)]

    assert statuses.count(422) == 5
