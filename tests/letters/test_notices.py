"""Start, change and stop: made from orders, as letters and as a table, ticked off, and aged for staff."""

import csv
import datetime as dt
import io
from typing import Any

import pypdfium2
import pytest

from app import clock
from tests.letters.posting import work
from tests.support import rows
from tests.support.cast import Cast

BASE = "/staff/letters/notices"


@pytest.fixture(autouse=True)
def in_november(db: Any) -> None:
    at(dt.datetime(2026, 11, 20, 11, tzinfo=dt.UTC))


def at(moment: dt.datetime) -> None:
    clock.shift(moment - dt.datetime.now(dt.UTC))


async def begun(new_browser: Any, cast: Cast) -> Any:
    """Fjord has two members, known; the union has begun."""
    for n in range(2):
        await rows.order(await rows.member(cast.metall, n), cast.fjord_metall, 45500)
    siri = await new_browser(cast.siri)
    await siri.post(f"{BASE}/making", {"union": str(cast.metall), "begin": "yes"})
    await work()
    return siri


async def made(siri: Any, cast: Cast) -> None:
    await siri.post(f"{BASE}/making", {"union": str(cast.metall)})
    await work()


async def text_of(file_id: int) -> str:
    from app.files.queries import read

    document = pypdfium2.PdfDocument(await read(file_id))
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


async def test_what_was_there_when_it_began_is_nobodys_news(new_browser: Any, cast: Cast, db: Any) -> None:
    siri = await begun(new_browser, cast)

    await made(siri, cast)

    assert await db.value("SELECT COUNT(*) FROM notice") == 0
    assert await db.value("SELECT COUNT(*) FROM told_order") == 2
    assert await db.value("SELECT COUNT(*) FROM letter") == 0


async def test_start_and_stop_become_letters_and_notices_once(new_browser: Any, cast: Cast, db: Any) -> None:
    siri = await begun(new_browser, cast)
    new = await rows.member(cast.metall, 7)
    await rows.order(new, cast.fjord_metall, 48900, starts=dt.date(2026, 12, 1))
    old = await db.value("SELECT MIN(member_id) FROM deduction_order WHERE member_id <> ?", new)
    await db.execute("UPDATE deduction_order SET ends = ? WHERE member_id = ?", dt.date(2026, 11, 30), old)

    for _ in range(2):
        await made(siri, cast)

    found = await db.rows("SELECT kind, on_day, member_id FROM notice ORDER BY kind")
    assert [tuple(one.values()) for one in found] == [
        ("START", dt.date(2026, 12, 1), new),
        ("STOP", dt.date(2026, 11, 30), old),
    ]
    assert await db.value("SELECT COUNT(*) FROM letter") == 2
    assert await db.value("SELECT COUNT(*) FROM message WHERE template = 'letter_arrived'") == 2
    anna = await new_browser(cast.anna)
    assert "Stopp av trekk" in (await anna.get(f"/e/{cast.fjord}/letters")).words


async def test_letter_says_who_and_how_much_and_is_tagged(new_browser: Any, cast: Cast, db: Any) -> None:
    siri = await begun(new_browser, cast)
    new = await rows.member(cast.metall, 7)
    await rows.order(new, cast.fjord_metall, 48900, starts=dt.date(2026, 12, 1))
    await made(siri, cast)

    from app.files.queries import read

    file_id = await db.value("SELECT file_id FROM letter")
    said = await text_of(file_id)
    data = await read(file_id)

    name = await db.value("SELECT name FROM member WHERE id = ?", new)
    assert [one for one in (name, "01.12.2026", "Metall og Maskin", "Fjord AS") if one not in said] == []
    assert "489,00" in said
    assert "{" not in said
    assert b"/StructTreeRoot" in data
    assert b"pdfuaid" in data


async def test_killed_between_agreements_nothing_is_told_twice(new_browser: Any, cast: Cast, db: Any) -> None:
    from app.letters.actions import notices

    siri = await begun(new_browser, cast)
    await rows.order(await rows.member(cast.metall, 7), cast.fjord_metall, 48900)
    await db.execute("UPDATE told_union SET busy_until = ?", clock.now() + dt.timedelta(minutes=1))
    assert await notices.make(cast.metall) == 0  # somebody else is at it, or was when it died

    at(clock.now() + dt.timedelta(minutes=2))
    assert await notices.make(cast.metall) == 1
    assert await notices.make(cast.metall) == 0
    assert siri


async def test_employer_ticks_off_and_back(new_browser: Any, cast: Cast, db: Any) -> None:
    siri = await begun(new_browser, cast)
    await rows.order(await rows.member(cast.metall, 7), cast.fjord_metall, 48900)
    await made(siri, cast)
    anna, cecilie = await new_browser(cast.anna), await new_browser(cast.cecilie)
    path = f"/e/{cast.fjord}/letters/notices"
    (notice,) = [one["id"] for one in await db.rows("SELECT id FROM notice")]
    await anna.get(path)

    await anna.submit("main form", notice=[str(notice)])

    assert "Ingenting å gjøre" in (await anna.get(path)).words
    done = await anna.get(f"{path}?show=done")
    assert "av Anna Prøve" in done.words
    await anna.submit("main form", notice=[str(notice)])
    assert await db.value("SELECT done_at FROM notice") is None
    assert (await cecilie.post(path, {"notice": str(notice)})).status == 404
    assert (await cecilie.post(f"/e/{cast.vik}/letters/notices", {"notice": str(notice)})).status == 404


async def test_csv_has_the_same_and_no_formula(new_browser: Any, cast: Cast, db: Any) -> None:
    siri = await begun(new_browser, cast)
    new = await rows.member(cast.metall, 7, name="=HYPERLINK(1)")
    await rows.order(new, cast.fjord_metall, 48900, starts=dt.date(2026, 12, 1))
    await made(siri, cast)
    anna = await new_browser(cast.anna)

    answer = await anna.get(f"/e/{cast.fjord}/letters/notices/file")

    table = list(csv.reader(io.StringIO(answer.answer.content.decode("utf-8-sig")), delimiter=";"))
    assert table[0][:3] == ["Forbund", "Arbeidsgiver-ID", "Gjelder"]
    assert table[1][4] == "'=HYPERLINK(1)"
    assert table[1][6] == "01.12.2026"
    assert "•" in table[1][5]
    assert answer.headers["content-disposition"].startswith("attachment")


async def test_staff_see_how_long_it_has_waited(new_browser: Any, cast: Cast, db: Any) -> None:
    siri = await begun(new_browser, cast)
    await rows.order(await rows.member(cast.metall, 7), cast.fjord_metall, 48900)
    await made(siri, cast)

    at(clock.now() + dt.timedelta(days=40))
    siri = await new_browser(cast.siri)

    page = await siri.get(f"{BASE}?age=old")
    assert "Over 30 dager 1" in page.words
    assert "Fjord AS" in page.words
    assert page.said("tbody td.num") == ["40"]
    stian = await new_browser(cast.stian)
    assert "Fjord AS" not in (await stian.get(BASE)).words


async def test_union_has_words_of_its_own(new_browser: Any, cast: Cast, db: Any) -> None:
    siri = await begun(new_browser, cast)
    await siri.get("/staff/letters/templates?kind=START")
    body = "Hei {virksomhet}, {{7*7}} #panic() <b>\n\n{personer}\n\nHilsen {forbund}"
    await siri.submit("main form[method=post]", title="Ny i fagforeningen", body=body)
    await rows.order(await rows.member(cast.metall, 7), cast.fjord_metall, 48900)

    await made(siri, cast)

    said = await text_of(await db.value("SELECT file_id FROM letter"))
    assert "Ny i fagforeningen" in said
    assert "Hei Fjord AS, {{7*7}} #panic() <b>" in said


@pytest.mark.parametrize(
    ("title", "body", "said"),
    [
        ("", "{personer}", "Skriv en overskrift"),
        ("A", "Hei {navn}\n\n{personer}", "{navn} er ikke et felt"),
        ("A", "Hei", "Sett {personer}"),
        ("A", "Hei {personer}", "Sett {personer}"),
        ("A", "{personer}\n\n{personer}", "Sett {personer}"),
    ],
)
async def test_words_that_cannot_be_used_come_back(
    new_browser: Any, cast: Cast, db: Any, title: str, body: str, said: str
) -> None:
    siri = await new_browser(cast.siri)
    await siri.get("/staff/letters/templates?kind=STOP")

    answer = await siri.submit("main form[method=post]", title=title, body=body)

    assert answer.status == 422
    assert said in answer.words
    assert await db.value("SELECT COUNT(*) FROM letter_template") == 0


async def test_letter_can_be_looked_at_before_it_is_kept(new_browser: Any, cast: Cast, db: Any) -> None:
    siri = await new_browser(cast.siri)
    for kind in ("START", "CHANGE", "STOP"):
        for language in ("nb", "nn", "en"):
            await siri.get(f"/staff/letters/templates?kind={kind}&language={language}")
            answer = await siri.submit("main form[method=post]", button="look=yes")
            assert answer.answer.content.startswith(b"%PDF-"), (kind, language)
    assert await db.value("SELECT COUNT(*) FROM letter_template") == 0


async def test_other_unions_words_are_not_theirs(new_browser: Any, cast: Cast, db: Any) -> None:
    siri, randi = await new_browser(cast.siri), await new_browser(cast.randi)
    fields = {"union": str(cast.sjo), "kind": "START", "language": "nb", "title": "A", "body": "{personer}"}

    assert (await siri.get(f"/staff/letters/templates?union={cast.sjo}")).status == 404
    assert (await siri.post("/staff/letters/templates", fields)).status == 404
    assert (await siri.post(f"{BASE}/making", {"union": str(cast.sjo), "begin": "yes"})).status == 404
    assert (await randi.post("/staff/letters/templates", fields | {"union": str(cast.metall)})).status == 403
    assert (await randi.post(f"{BASE}/making", {"union": str(cast.metall)})).status == 404
