"""Access is asked for, and given or refused by the union's staff or by colleagues."""

from typing import Any

import pytest

from app.employers.access import read_employers
from tests.support import people
from tests.support.browser import Browser
from tests.support.cast import Cast
from tests.support.getting_in import code_to, told

NEW = "fire helt vanlige sko"


async def _ask(browser: Browser, employers: str, email: str = "ny@example.com", **more: Any) -> Any:
    await browser.get("/access-request")
    fields = {"name": "Nils Ny", "unions": ["metall"], **more}
    return await browser.submit('form[action="/access-request"]', employers=employers, email=email, **fields)


def _numbers(*which: int) -> str:
    return "\n".join(f"Firma {n} AS {people.orgnr(n)}" for n in which)


async def test_request_is_given_by_staff_and_leads_to_activation(
    new_browser: Any, browser: Browser, cast: Cast, db: Any
) -> None:
    asked = await _ask(browser, _numbers(1), mobile="912 34 567")
    received = await browser.follow()
    siri = await new_browser(cast.siri)
    queue = await siri.get("/staff/access-requests")
    given = await siri.submit("article form", button="deed=give")
    mails = [(template, to) for template, to, _ in await told()]

    assert asked.location == "/access-request/received"
    assert received.status == 200
    assert "Fjord AS" in queue.words
    assert given.location == "/staff/access-requests"
    assert ("access_asked", "post@metall.example") in mails
    assert ("access_asked", "bo@example.no") in mails
    assert ("access_given", "ny@example.com") in mails
    grants = await db.rows(
        "SELECT agreement_id, role FROM access_grant g JOIN portal_user u ON u.id = g.user_id"
        " WHERE u.email = 'ny@example.com'"
    )
    assert grants == [{"agreement_id": cast.fjord_metall, "role": "SUBMIT"}]

    newcomer = await new_browser()
    await newcomer.get("/activation")
    await newcomer.submit('form[action="/activation"]', email="ny@example.com")
    await newcomer.follow()
    code = await code_to("ny@example.com")
    halfway = await newcomer.submit('form[action="/activation/code"]', code=code, password=NEW)
    await newcomer.follow()
    done = await newcomer.submit('form[action="/sign-in/factor"]', code=await code_to("+4791234567"))
    assert (halfway.location, done.location) == ("/sign-in/factor", "/")
    assert (await newcomer.get("/")).location == f"/e/{cast.fjord}/home"


async def test_accountant_asks_for_many_at_once(new_browser: Any, browser: Browser, cast: Cast, db: Any) -> None:
    page = await _ask(browser, _numbers(*range(1, 31)), unions=["metall", "sjo"])
    siri = await new_browser(cast.siri)
    queue = await siri.get("/staff/access-requests")
    await siri.submit("article form", button="deed=give")

    assert page.status == 303
    assert len(queue.all('input[name="parts"]')) == 30
    assert len(await db.rows("SELECT id FROM access_request_part WHERE state = 'GIVEN'")) == 30
    assert len(await db.rows("SELECT id FROM access_request_part WHERE state = 'WAITING'")) == 30
    assert len(await db.rows("SELECT id FROM access_grant WHERE given_by = 'Siri Prøve'")) == 30
    assert [template for template, to, _ in await told("ny@example.com")] == ["access_given"]


async def test_refusal_needs_a_reason_and_is_told(new_browser: Any, browser: Browser, cast: Cast, db: Any) -> None:
    await _ask(browser, _numbers(1))
    siri = await new_browser(cast.siri)
    await siri.get("/staff/access-requests")
    missing = await siri.submit("article form", button="deed=refuse")
    await siri.submit("article form", button="deed=refuse", reason="Ikke ansatt der")

    assert missing.status == 422
    assert await db.value("SELECT reason FROM access_request_part") == "Ikke ansatt der"
    assert [template for template, _, _ in await told("ny@example.com")] == ["access_refused"]


async def test_colleague_who_manages_may_give_it(new_browser: Any, browser: Browser, cast: Cast, db: Any) -> None:
    await _ask(browser, _numbers(1))
    bo = await new_browser(cast.bo)
    await bo.get(f"/e/{cast.fjord}/access")
    page = await bo.submit('form[action$="/decision"]', button="deed=give")

    assert page.location == f"/e/{cast.fjord}/access?saved=given"
    assert await db.value("SELECT state FROM access_request_part") == "GIVEN"


@pytest.mark.parametrize("who", ["stian", "cecilie", "anna", "randi"])
async def test_others_cannot_decide(new_browser: Any, browser: Browser, cast: Cast, db: Any, who: str) -> None:
    """Another union's staff, another employer's manager, a colleague who only delivers, staff who only read."""
    await db.execute("UPDATE access_grant SET role = 'MANAGE' WHERE user_id = ?", cast.cecilie.id)
    await _ask(browser, _numbers(1))
    part = await db.row("SELECT id, request_id FROM access_request_part")
    other = await new_browser(getattr(cast, who))
    staff = who in {"stian", "randi"}
    at = "/staff/access-requests" if staff else f"/e/{cast.vik if who == 'cecilie' else cast.fjord}/access/requests"
    fields = {"parts": str(part["id"]), "deed": "give", "role": "MANAGE", "reason": ""}

    assert (await other.post(f"{at}/{part['request_id']}/decision", fields)).status in {403, 404}
    assert await db.value("SELECT state FROM access_request_part") == "WAITING"


async def test_two_who_decide_at_once_decide_once(new_browser: Any, browser: Browser, cast: Cast, db: Any) -> None:
    await _ask(browser, _numbers(1))
    siri, bo = await new_browser(cast.siri), await new_browser(cast.bo)
    await siri.get("/staff/access-requests")
    await bo.get(f"/e/{cast.fjord}/access")
    await siri.submit("article form", button="deed=give")

    assert (await bo.submit('form[action$="/decision"]', button="deed=refuse", reason="Nei")).status == 409
    assert await db.value("SELECT state FROM access_request_part") == "GIVEN"


async def test_known_and_unknown_get_the_same_answer(new_browser: Any, cast: Cast, db: Any) -> None:
    answers = set()
    for email, number in (("anna@example.no", 1), ("rolf@example.com", 1), ("rolf@example.com", 99)):
        browser = await new_browser()
        page = await _ask(browser, _numbers(number), email)
        answers.add((page.status, page.location, tuple(sorted(page.headers.keys())), (await browser.follow()).words))

    assert len(answers) == 1


async def test_what_is_missing_is_told_and_what_was_typed_stays(browser: Browser, cast: Cast) -> None:
    page = await _ask(browser, "Fjord AS 123456789", email="ikke en adresse", unions=None, mobile="12")

    assert page.status == 422
    assert "123456789" in page.said("#employers-e")[0]
    for field in ("email", "mobile"):
        assert page.one(f"#{field}").attributes["aria-invalid"] == "true"
    assert "Velg minst ett forbund." in page.words
    assert "Fjord AS 123456789" in page.one("#employers").text()


def test_pasted_employers_are_read_each_once() -> None:
    one, two, three = (people.orgnr(n) for n in (1, 2, 3))
    text = f"Fjord AS; {one[:3]} {one[3:6]} {one[6:]}\n\n{two}\tVik\n{one}\n{three}, {two}\nuten tall\n123456789 Feil"

    found, unread = read_employers(text)

    assert [(each.orgnr, each.name) for each in found] == [(one, "Fjord AS"), (two, "Vik"), (three, "")]
    assert unread == ["uten tall", "123456789 Feil"]
