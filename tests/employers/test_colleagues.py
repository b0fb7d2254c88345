"""Those who manage access: invitations, roles, removal, handing over, the yearly look."""

import re
from typing import Any

from tests.support.browser import Browser
from tests.support.cast import Cast
from tests.support.getting_in import told, work

NEW = "fire helt vanlige sko"


async def _invite(browser: Browser, cast: Cast, email: str = "ny@example.com", **more: Any) -> Any:
    await browser.get(f"/e/{cast.fjord}/access")
    return await browser.submit('form[action$="/access/invitations"]', name="Nils Ny", email=email, **more)


async def _link_to(email: str) -> str:
    text = next(text for template, _, text in reversed(await told(email)) if template == "invitation")
    found = re.search(r"http://127\.0\.0\.1:8000(/invitations/\S{43})", text)
    assert found
    return found[1]


async def test_invited_colleague_chooses_a_password_and_is_in(
    new_browser: Any, browser: Browser, cast: Cast, db: Any
) -> None:
    await browser.sign_in(cast.bo)
    page = await _invite(browser, cast, role="MANAGE")
    link, newcomer = await _link_to("ny@example.com"), await new_browser()
    await newcomer.get(link)
    accepted = await newcomer.submit(f'form[action="{link}"]')
    await newcomer.follow()
    done = await newcomer.submit('form[action^="/welcome/"]', password=NEW)

    assert page.location == f"/e/{cast.fjord}/access?saved=invited"
    assert accepted.location.startswith("/welcome/")
    assert done.location == "/"
    assert (await newcomer.get("/")).location == f"/e/{cast.fjord}/home"
    assert (await newcomer.get(link)).status == 409
    roles = await db.rows("SELECT role FROM access_grant WHERE given_by = 'Bo Prøve'")
    assert roles == [{"role": "MANAGE"}] * 2


async def test_opening_the_link_does_nothing(new_browser: Any, browser: Browser, cast: Cast, db: Any) -> None:
    await browser.sign_in(cast.bo)
    await _invite(browser, cast)
    link = await _link_to("ny@example.com")
    for _ in range(2):
        assert (await (await new_browser()).get(link)).status == 200

    assert await db.value("SELECT accepted_at FROM invitation") is None


async def test_one_who_has_an_account_signs_in_to_accept(new_browser: Any, browser: Browser, cast: Cast) -> None:
    await browser.sign_in(cast.bo)
    same = await _invite(browser, cast, "Cecilie@example.no")
    link = await _link_to("cecilie@example.no")
    stranger, anna, cecilie = await new_browser(), await new_browser(cast.anna), await new_browser(cast.cecilie)
    asked = await stranger.get(link)
    refused = await anna.post(link)
    await cecilie.get(link)
    accepted = await cecilie.submit(f'form[action="{link}"]')

    assert same.location == f"/e/{cast.fjord}/access?saved=invited"
    assert asked.has_link(f"/sign-in?next={link}")
    assert refused.status == 409
    assert accepted.location == f"/e/{cast.fjord}/home"


async def test_withdrawn_invitation_opens_nothing(new_browser: Any, browser: Browser, cast: Cast) -> None:
    await browser.sign_in(cast.bo)
    await _invite(browser, cast)
    link = await _link_to("ny@example.com")
    await browser.get(f"/e/{cast.fjord}/access")
    await browser.submit('form[action$="/removal"][action*="/invitations/"]')

    assert (await (await new_browser()).get(link)).status == 409


async def test_invitation_is_good_for_two_weeks(new_browser: Any, browser: Browser, cast: Cast) -> None:
    from app import clock

    await browser.sign_in(cast.bo)
    await _invite(browser, cast)
    link = await _link_to("ny@example.com")
    clock.shift(clock.dt.timedelta(days=14, minutes=1))

    assert (await (await new_browser()).get(link)).status == 409


async def test_one_who_lost_the_role_gives_nothing(new_browser: Any, browser: Browser, cast: Cast, db: Any) -> None:
    await browser.sign_in(cast.bo)
    await _invite(browser, cast)
    link, newcomer = await _link_to("ny@example.com"), await new_browser()
    await db.execute("UPDATE access_grant SET role = 'SUBMIT' WHERE user_id = ?", cast.bo.id)
    await newcomer.get(link)

    assert (await newcomer.submit(f'form[action="{link}"]')).status == 409


async def test_one_who_only_delivers_sees_who_and_changes_nothing(browser: Browser, cast: Cast, db: Any) -> None:
    await browser.sign_in(cast.anna)
    page = await browser.get(f"/e/{cast.fjord}/access")
    base = f"/e/{cast.fjord}/access"
    agreement = str(cast.fjord_metall)
    invited = {"name": "X Y", "email": "x@example.com", "role": "MANAGE", "agreements": agreement}
    tries = [
        await browser.post(f"{base}/invitations", invited),
        await browser.post(f"{base}/users/{cast.anna.id}/role", {"role": "MANAGE"}),
        await browser.post(f"{base}/users/{cast.bo.id}/removal"),
        await browser.post(f"{base}/handover", {"user": str(cast.anna.id)}),
        await browser.post(f"{base}/review"),
    ]

    assert "Bo Prøve" in page.words
    assert page.all('form[action$="/invitations"]') == []
    assert {one.status for one in tries} == {403}
    assert await db.rows("SELECT id FROM invitation") == []


async def test_role_is_changed_and_access_taken(browser: Browser, cast: Cast, db: Any) -> None:
    await browser.sign_in(cast.bo)
    base = f"/e/{cast.fjord}/access"
    await browser.get(base)
    await browser.submit(f'form[action="{base}/users/{cast.anna.id}/role"]')
    role = await db.value("SELECT role FROM access_grant WHERE user_id = ?", cast.anna.id)
    await browser.post(f"{base}/users/{cast.anna.id}/removal")

    assert role == "MANAGE"
    assert await db.rows("SELECT id FROM access_grant WHERE user_id = ?", cast.anna.id) == []
    assert [template for template, _, _ in await told("anna@example.no")] == ["access_taken"]


async def test_stranger_of_another_employer_cannot_be_touched(browser: Browser, cast: Cast) -> None:
    await browser.sign_in(cast.bo)
    assert (await browser.post(f"/e/{cast.fjord}/access/users/{cast.cecilie.id}/removal")).status == 404


async def test_last_who_manages_cannot_leave_but_hands_over(browser: Browser, cast: Cast, db: Any) -> None:
    await browser.sign_in(cast.bo)
    base = f"/e/{cast.fjord}/access"
    refused = await browser.post(f"{base}/users/{cast.bo.id}/removal")
    await browser.get(base)
    done = await browser.submit('form[action$="/handover"]', user=str(cast.anna.id), leave="on")

    assert refused.status == 409
    assert done.location == "/"
    assert await db.value("SELECT role FROM access_grant WHERE user_id = ?", cast.anna.id) == "MANAGE"
    left = await db.rows("SELECT agreement_id FROM access_grant WHERE user_id = ?", cast.bo.id)
    assert left == [{"agreement_id": cast.fjord_sjo}]


async def test_access_is_looked_through_each_year(browser: Browser, cast: Cast, db: Any) -> None:
    from app import clock
    from app.employers.actions.colleagues import remind_of_review

    asked = [await remind_of_review()]
    clock.shift(clock.dt.timedelta(days=366))
    asked += [await remind_of_review(), await remind_of_review()]
    await work()
    await browser.sign_in(cast.bo)
    shown = await browser.get(f"/e/{cast.fjord}/access")
    done = await browser.submit('form[action$="/review"]')
    clock.shift(clock.dt.timedelta(days=60))
    asked.append(await remind_of_review())

    assert asked == [0, 1, 0, 0]
    assert "Det er et år siden" in shown.words
    assert done.location.endswith("saved=reviewed")
    assert [template for template, _, _ in await told("bo@example.no")] == ["access_review"]


# Commands


async def test_staff_made_from_the_command_line_get_in_once(new_browser: Any, cast: Cast, db: Any) -> None:
    import io

    from app.unions.command import create_staff_command

    out = io.StringIO()
    await create_staff_command("ny@forbund.example", "Ny Ansatt", "metall", "ADMINISTER", out=out)
    link = out.getvalue().strip().split("\n")[-1].removeprefix("http://127.0.0.1:8000")
    browser, other = await new_browser(), await new_browser()
    weak = await browser.get(link)
    weak = await browser.submit('form[action^="/welcome/"]', password="passord passord")
    page = await browser.submit('form[action^="/welcome/"]', password=NEW)

    assert weak.status == 422
    assert page.location == "/"
    assert (await other.get(link)).status == 409


async def test_grant_from_the_command_line(browser: Browser, cast: Cast, db: Any) -> None:
    import io

    from app.employers.command import grant_command

    orgnr = await db.value("SELECT orgnr FROM employer WHERE id = ?", cast.vik)
    await grant_command("ny@example.com", "Nils Ny", orgnr, "metall", "MANAGE", out=io.StringIO())

    assert [template for template, _, _ in await told("ny@example.com")] == ["access_given"]
    assert await db.value("SELECT role FROM access_grant WHERE given_by = 'portal'") == "MANAGE"
