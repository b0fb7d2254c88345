"""Our store or our reader fails: the file is not blamed, it is said plainly, and it is tried again."""

import datetime as dt
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.intake.dropping import as_expected, count, csv, drop, dropped, file, read_files, take_in
from tests.support.browser import Browser
from tests.support.cast import Cast


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Have the store not answer, until told that it does again."""
    from app.files.storage import Storage, Unreachable

    async def get(_self: Storage, _place: str) -> AsyncIterator[bytes]:
        raise Unreachable("get")
        yield b""

    async def put(_self: Storage, _place: str, _content: Any) -> None:
        raise Unreachable("put")

    def turn(name: str) -> None:
        monkeypatch.setattr(Storage, name, {"get": get, "put": put}[name])

    turn.back = monkeypatch.undo  # type: ignore[attr-defined]
    return turn


@pytest.mark.parametrize("which", ["get", "put"])
async def test_file_waits_while_the_store_is_away_and_is_read_by_itself_afterwards(
    anna: Browser, cast: Cast, away: Any, which: str
) -> None:
    from app import clock, db
    from app.intake.jobs import look_for_waiting

    taken = await drop(anna, cast.fjord, [file("okt.csv", csv(as_expected()))])
    away(which)
    for n in range(6):  # more often than a file may take its reader down
        await read_files()
        await look_for_waiting()
        page = await anna.get(taken.location)
        fragment = await anna.get(f"{taken.location}/progress", htmx=True)
        clock.shift(dt.timedelta(minutes=4 * n))
    away.back()
    state = await db.value("SELECT state FROM upload")
    await db.execute("DELETE FROM outbox")
    clock.shift(dt.timedelta(hours=1))
    await look_for_waiting()
    await read_files()
    await anna.sign_in(cast.anna)
    read = await anna.get(taken.location)

    assert state == "READING"
    assert page.heading == "Ikke lest ennå"
    assert page.all('noscript meta[http-equiv="refresh"]')
    for one in (page, fragment):
        assert "Det er ikke noe galt med filen" in one.words
        assert "Vi prøver igjen av oss selv klokken" in one.words
        assert "skadet" not in one.words
    assert read.heading == "Kontroller filen"


async def test_it_is_not_tried_all_the_time(anna: Browser, cast: Cast, away: Any) -> None:
    """After half a minute at first, at last once an hour."""
    from app import clock, db
    from app.intake.actions import read

    await drop(anna, cast.fjord, [file("okt.csv", csv(as_expected()))])
    away("get")
    waits = []
    for minutes in (0, 10, 300):
        clock.shift(dt.timedelta(minutes=minutes))
        claimed = await read._claim()
        assert claimed is not None
        await read._read_or_wait(claimed)
        waits.append(round((await db.value("SELECT started_at FROM reading") - clock.now()).total_seconds() / 60))
        assert await read._claim() is None

    assert waits == [0, 10, 60]


async def test_somebody_can_have_it_tried_at_once(anna: Browser, cast: Cast, away: Any) -> None:
    taken = await drop(anna, cast.fjord, [file("okt.csv", csv(as_expected()))])
    away("get")
    await read_files()
    await anna.get(taken.location)
    away.back()
    await anna.submit('form[action$="/reading"]')
    await read_files()
    page = await anna.get(taken.location)

    assert page.heading == "Kontroller filen"


async def test_other_files_are_read_although_one_cannot_be_fetched(
    anna: Browser, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app import db
    from app.files.storage import Storage, Unreachable

    whole = Storage.get

    async def some(self: Storage, place: str) -> AsyncIterator[bytes]:
        if place == gone:
            raise Unreachable("get")
        async for piece in whole(self, place):
            yield piece

    await drop(anna, cast.fjord, [file("a.csv", csv(as_expected()[:2])), file("b.csv", csv(as_expected()[2:]))])
    gone = await db.value("SELECT s.place FROM stored_file s JOIN upload_file f ON f.file_id = s.id WHERE f.n = 1")
    monkeypatch.setattr(Storage, "get", some)
    await read_files()

    assert await db.rows(
        "SELECT f.n, r.state FROM reading r JOIN upload_file f ON f.id = r.upload_file_id ORDER BY f.n"
    ) == [{"n": 1, "state": "WAITING"}, {"n": 2, "state": "READ"}]


async def test_page_that_needs_the_store_says_that_it_is_away(
    anna: Browser, cast: Cast, away: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv(as_expected())))
    away("get")
    shown = await anna.client.get(page.path)
    posted = await anna.client.post(
        f"{page.path}/acceptance",
        data={"_csrf": anna._token()},
        headers={"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8000"},
    )
    away.back()
    await anna.get(page.path)
    taken = await take_in(anna)

    assert shown.status_code == posted.status_code == 503
    assert "Vi får ikke tak i filene akkurat nå. Det er ikke noe galt med dem." in shown.text
    assert f'href="{page.path}"' in shown.text
    assert "stor pågang" not in shown.text
    assert taken.status == 303


async def test_files_that_cannot_be_kept_are_not_blamed(anna: Browser, cast: Cast, away: Any) -> None:
    from tests.intake.dropping import PERIOD

    away("put")
    answer = await anna.client.post(
        f"/e/{cast.fjord}/uploads",
        data={"_csrf": anna._token(), "period": PERIOD, "agreement": "", "remark": "husk"},
        files=[("files", ("okt.csv", csv(as_expected()), "text/csv"))],
        headers={"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8000"},
    )

    assert answer.status_code == 503
    assert "noe hos oss ikke svarer akkurat nå. Det er ikke noe galt med dem." in answer.text
    assert "husk" in answer.text
    assert await count("upload") == 0
