"""The demo's year, told with some of its employers: every state is one click away, and the trail is whole."""

import datetime as dt
from typing import Any

import pytest

from tests.support import installation
from tests.support.cast import Person

FEW = ("nordvik", "bakeri", "barnehage", "hotell", "transport", "sagbruk", "client-5")


@pytest.fixture
async def told(db: Any) -> Any:
    """The cast, after its year; today is the 21st of November 2026."""
    from app import clock
    from app.demo.assemble import DEMO, assemble, at_oslo
    from app.demo.cast import ALL_FIRMS
    from app.demo.marker import mark
    from app.demo.year import Year, set_clock

    now = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
    set_clock(at_oslo(dt.date(2025, 10, 22), 9))
    await mark(DEMO)
    firms = [firm for firm in ALL_FIRMS if firm.key in FEW]
    cast = await assemble(installation.DATA, "2026-11", lambda _: None, firms)
    year = Year(cast, now)
    year.plan_months(lambda _: None)
    await year.tell()
    clock.shift(now - clock.now())
    return cast


async def states(db: Any, told: Any, firm: str) -> list[tuple[str, str, int]]:
    found = await db.rows(
        "SELECT period, state, revision FROM deduction_list WHERE employer_id = ? ORDER BY period, state, list_number",
        told.employers[firm],
    )
    return [(one["period"], one["state"], one["revision"]) for one in found]


async def shown(new_browser: Any, told: Any, who: str, firm: str, period: str = "2026-11") -> str:
    one = told.people[who]
    browser = await new_browser(Person(one.id, one.label, "", "EMPLOYER"))
    words: str = (await browser.get(f"/e/{told.employers[firm]}/home?period={period}")).words
    return words


async def test_year_is_told_with_every_state_in_it(db: Any, new_browser: Any, told: Any) -> None:
    nordvik = await states(db, told, "nordvik")
    assert len({period for period, _, _ in nordvik}) == 12
    assert ("2026-08", "SENT", 2) in nordvik
    assert [state for period, state, _ in nordvik if period == "2026-11"] == ["OPEN", "OPEN"]

    annas = await shown(new_browser, told, "anna", "nordvik")
    assert "Ingen endringer – lever som den er" in annas
    assert "3 rader må fylles ut" in annas
    assert "over fristen: september 2026" in await shown(new_browser, told, "bo", "barnehage")
    assert "Lag listen" in await shown(new_browser, told, "bo", "barnehage")
    assert "Påbegynt" in await shown(new_browser, told, "bo", "hotell")
    assert "Ingen trekk er meldt" in await shown(new_browser, told, "bo", "bakeri", "2026-07")
    assert "Venter på gjenåpning" in await shown(new_browser, told, "bo", "transport")
    assert "Filer som ikke er sendt" in await shown(new_browser, told, "regine", "sagbruk")
    assert "Legges inn av forbundet" in await shown(new_browser, told, "regine", "sagbruk", "2026-10")


async def test_everything_was_done_in_its_time(db: Any, told: Any) -> None:
    from app.audit.actions import verify

    at = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)
    sent = await db.rows("SELECT sent_at, due_on, period FROM submission")
    assert len(sent) > 60
    assert all(one["sent_at"] <= at and one["sent_at"].strftime("%Y-%m") >= one["period"] for one in sent)
    assert await db.value("SELECT count(*) FROM outbox WHERE state <> 'DONE'") == 0
    assert await db.value("SELECT count(*) FROM message WHERE state <> 'SENT'") == 0
    assert await db.value("SELECT count(*) FROM audit_event WHERE at > ?", at) == 0
    assert (await verify()).faults == []


async def test_nothing_in_it_is_anybodys(db: Any, told: Any) -> None:
    from app.crypto import unseal
    from app.values.national_id import NationalId

    orgnrs = await db.rows("SELECT orgnr FROM employer UNION SELECT orgnr FROM trade_union")
    emails = await db.rows(
        "SELECT email FROM portal_user UNION SELECT email FROM contact UNION SELECT email FROM trade_union"
    )
    members = await db.rows("SELECT id, national_id FROM member")
    ids = {unseal(one["national_id"], f"member|national_id|{one['id']}") for one in members}

    assert {one["orgnr"][0] for one in orgnrs} == {"3"}
    assert {one["email"].rsplit(".", 1)[1] for one in emails} == {"example"}
    assert len(ids) == len(members)
    assert all(NationalId(digits).is_synthetic for digits in ids)


async def test_same_people_stand_in_every_demo(told: Any, db: Any) -> None:
    name = await db.value(
        "SELECT m.name FROM member m JOIN deduction_order o ON o.member_id = m.id WHERE o.employer_id = ? "
        "ORDER BY m.member_no LIMIT 1",
        told.employers["nordvik"],
    )

    assert name == "Kari Nordby"
