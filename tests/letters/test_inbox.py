"""«Brev fra forbundet»: what an employer sees, downloads, and no longer sees."""

import datetime as dt
import io
import zipfile
from typing import Any

import pytest

from app import clock
from tests.letters.posting import named, pdf, post
from tests.support import counting, rows
from tests.support.cast import Cast

NOON = dt.datetime(2026, 11, 20, 11, tzinfo=dt.UTC)


def at(moment: dt.datetime) -> None:
    clock.shift(moment - dt.datetime.now(dt.UTC))


@pytest.fixture(autouse=True)
def in_november(db: Any) -> None:
    at(NOON)


async def letters(new_browser: Any, cast: Cast, *names: str, **fields: str) -> None:
    """Posted to Fjord's agreement with Metall."""
    siri = await new_browser(cast.siri)
    await post(siri, named(*(f"F-1001_{name}.pdf" for name in names)), **fields)


async def ids(db: Any) -> list[int]:
    return [one["id"] for one in await db.rows("SELECT id FROM letter ORDER BY created_at, id")]


async def test_new_letters_stand_first_and_are_counted(new_browser: Any, cast: Cast, db: Any) -> None:
    await letters(new_browser, cast, "start a", "stopp b")
    anna = await new_browser(cast.anna)

    page = await anna.get(f"/e/{cast.fjord}/letters")

    assert page.said(".nav .count") == ["2 uleste"]
    assert len(page.all("li.ans .tag")) == 2
    assert "2 brev 2 nye" in page.words
    assert "Slettes 20. mai 2027" in page.words


async def test_letter_is_downloaded_as_a_file_and_sinks(new_browser: Any, cast: Cast, db: Any) -> None:
    await letters(new_browser, cast, "start a", "stopp b")
    anna = await new_browser(cast.anna)
    first = (await anna.get(f"/e/{cast.fjord}/letters")).all("li.ans")[0].attributes["id"][2:]

    answer = await anna.get(f"/e/{cast.fjord}/letters/{first}")

    assert answer.answer.content.startswith(b"%PDF-")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith(f'attachment; filename="brev-{first}.pdf"; filename*=UTF-8')
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["cache-control"] == "no-store, private"
    assert answer.headers["x-download-options"] == "noopen"
    page = await anna.get(f"/e/{cast.fjord}/letters")
    assert page.all("li.ans")[-1].attributes["id"] == f"l-{first}"
    assert "Lastet ned 20. november 2026 av Anna Prøve" in page.words
    assert page.said(".nav .count") == ["1 uleste"]


async def test_downloading_again_keeps_who_was_first(new_browser: Any, cast: Cast, db: Any) -> None:
    await letters(new_browser, cast, "start a")
    (letter,) = await ids(db)
    anna, bo = await new_browser(cast.anna), await new_browser(cast.bo)

    for browser in (anna, bo, bo):
        await browser.get(f"/e/{cast.fjord}/letters/{letter}")

    assert await db.value("SELECT downloaded_by FROM letter") == "Anna Prøve"
    assert await db.value("SELECT COUNT(*) FROM audit_event WHERE event = 'letter_downloaded'") == 3


async def test_asking_about_a_letter_is_no_download(new_browser: Any, cast: Cast, db: Any) -> None:
    await letters(new_browser, cast, "start a")
    (letter,) = await ids(db)
    anna = await new_browser(cast.anna)

    answer = await anna.client.head(f"/e/{cast.fjord}/letters/{letter}")

    assert answer.status_code == 200
    assert await db.value("SELECT downloaded_at FROM letter") is None


async def test_letter_can_be_made_new_again(new_browser: Any, cast: Cast, db: Any) -> None:
    await letters(new_browser, cast, "start a")
    (letter,) = await ids(db)
    anna = await new_browser(cast.anna)
    await anna.get(f"/e/{cast.fjord}/letters/{letter}")

    page = await anna.get(f"/e/{cast.fjord}/letters")
    form = page.form("#letters")
    answer = await anna.post(f"/e/{cast.fjord}/letters/{letter}/unread", form.fields)

    assert answer.status == 303
    assert (await anna.get(f"/e/{cast.fjord}/letters")).said(".nav .count") == ["1 uleste"]


async def test_all_new_ones_come_as_one_zip(new_browser: Any, cast: Cast, db: Any) -> None:
    await letters(new_browser, cast, "start a", "start b", "stopp c")
    anna = await new_browser(cast.anna)
    await anna.get(f"/e/{cast.fjord}/letters/{(await ids(db))[0]}")
    await anna.get(f"/e/{cast.fjord}/letters")

    answer = await anna.submit("#letters", button="which=new", letter=None)

    assert answer.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.answer.content)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == len(set(archive.namelist())) == 2
        assert all(archive.read(name).startswith(b"%PDF-") for name in archive.namelist())
    assert await db.value("SELECT COUNT(*) FROM letter WHERE downloaded_at IS NULL") == 0


async def test_ticked_letters_alone_come_in_the_zip(new_browser: Any, cast: Cast, db: Any) -> None:
    await letters(new_browser, cast, "start a", "start b", "start c")
    anna = await new_browser(cast.anna)
    await anna.get(f"/e/{cast.fjord}/letters")
    wanted = [str(one) for one in (await ids(db))[:2]]

    answer = await anna.submit("#letters", letter=wanted)

    with zipfile.ZipFile(io.BytesIO(answer.answer.content)) as archive:
        assert sorted(archive.namelist()) == ["Start av trekk 2026-11-20 (1).pdf", "Start av trekk 2026-11-20.pdf"]
    assert await db.value("SELECT COUNT(*) FROM letter WHERE downloaded_at IS NULL") == 1


async def test_zip_of_nothing_says_what_to_do(new_browser: Any, cast: Cast, db: Any) -> None:
    await letters(new_browser, cast, "start a", "start b")
    anna = await new_browser(cast.anna)
    await anna.get(f"/e/{cast.fjord}/letters")

    answer = await anna.submit("#letters", letter=None)

    assert answer.status == 422
    assert "Kryss av for brevene" in answer.words


async def test_filter_shows_one_kind(new_browser: Any, cast: Cast, db: Any) -> None:
    await letters(new_browser, cast, "start a", "stopp b", "rundskriv om ferie")
    anna = await new_browser(cast.anna)

    page = await anna.get(f"/e/{cast.fjord}/letters?kind=STOP&union={cast.metall}")

    assert len(page.all("li.ans")) == 1
    assert "Stopp av trekk" in page.said("li.ans")[0]
    assert "1 brev" in page.words


async def test_letters_of_one_agreement_are_not_for_others(new_browser: Any, cast: Cast, db: Any) -> None:
    """Bo delivers to both unions, Anna to one; Cecilie works elsewhere."""
    stian = await new_browser(cast.stian)
    await post(stian, named("S-2001 start.pdf"))
    (letter,) = await ids(db)
    anna, bo, cecilie = [await new_browser(one) for one in (cast.anna, cast.bo, cast.cecilie)]
    path = f"/e/{cast.fjord}/letters/{letter}"

    assert (await anna.get(path)).status == 404
    assert (await cecilie.get(path)).status == 404
    assert (await cecilie.get(f"/e/{cast.vik}/letters/{letter}")).status == 404
    assert (await cecilie.post(f"{path}/unread", {})).status == 404
    assert (await anna.post(f"/e/{cast.fjord}/letters/zip", {"letter": str(letter)})).status == 404
    assert (await stian.get(path)).status == 404
    assert (await anna.get(f"/e/{cast.fjord}/letters")).all("li.ans") == []
    assert (await bo.get(path)).status == 200


async def test_letter_to_the_employer_is_seen_at_each_of_its_agreements(new_browser: Any, cast: Cast, db: Any) -> None:
    from tests.letters.posting import orgnr_of

    await rows.agreement(cast.metall, cast.fjord, "F-1009", name="Avdeling to")
    siri = await new_browser(cast.siri)
    await post(siri, named(f"{await orgnr_of(db, cast.fjord)} start.pdf"))
    anna = await new_browser(cast.anna)

    assert len((await anna.get(f"/e/{cast.fjord}/letters")).all("li.ans")) == 1
    assert await db.value("SELECT agreement_id FROM letter") is None


@pytest.mark.parametrize(
    ("created", "last", "gone"),
    [
        ("2026-11-20T11:00", "2027-05-19T21:59", "2027-05-19T22:01"),  # midnight in Norway's summer
        ("2026-08-31T10:00", "2027-02-27T22:59", "2027-02-27T23:01"),  # no 31 February
        ("2027-08-31T10:00", "2028-02-28T22:59", "2028-02-28T23:01"),  # 29 February 2028
        ("2026-09-28T22:30", "2027-03-28T21:59", "2027-03-28T22:01"),  # made on the 29th in Norway; clocks forward
        ("2026-04-25T10:00", "2026-10-24T21:59", "2026-10-24T22:01"),  # the night before clocks go back
    ],
)
async def test_letter_is_there_for_six_months_of_days_in_norway(
    new_browser: Any, cast: Cast, db: Any, created: str, last: str, gone: str
) -> None:
    def moment(text: str) -> dt.datetime:
        return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)

    at(moment(created))
    await letters(new_browser, cast, "start a")
    (letter,) = await ids(db)
    path = f"/e/{cast.fjord}/letters/{letter}"
    at(moment(last))
    anna = await new_browser(cast.anna)
    assert (await anna.get(path)).status == 200
    assert len((await anna.get(f"/e/{cast.fjord}/letters")).all("li.ans")) == 1

    at(moment(gone))

    anna = await new_browser(cast.anna)
    assert (await anna.get(path)).status == 404
    assert (await anna.get(f"/e/{cast.fjord}/letters")).all("li.ans") == []


async def bulk(db: Any, cast: Cast, count: int, employer: int, agreement: int) -> None:
    """Rows as they stand after many postings, each a minute older."""
    batch = await rows.insert(
        "letter_batch", union_id=cast.metall, source="POSTED", state="DONE", actor_kind="staff", actor_id=1,
        actor_label="Siri", posted_at=clock.now(),
    )  # fmt: skip
    file = await rows.insert("stored_file", kind="letter", place=f"xx/{batch}", size=1, sha256="0", kept_at=clock.now())
    made = [
        (db.new_id(), cast.metall, employer, agreement, batch, "START", "", file, 1, f"{batch}-{n}",
         clock.now() - dt.timedelta(minutes=n), dt.date(2027, 5, 20))
        for n in range(count)
    ]  # fmt: skip
    async with db.transaction():
        await db.many(
            """INSERT INTO letter (id, union_id, employer_id, agreement_id, batch_id, kind, title, file_id, size,
 sha256, created_at, erase_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            made,
        )


async def test_page_asks_as_much_for_three_letters_as_for_three_hundred(new_browser: Any, cast: Cast, db: Any) -> None:
    await bulk(db, cast, 3, cast.fjord, cast.fjord_metall)
    anna = await new_browser(cast.anna)
    with counting.queries() as few:
        await anna.get(f"/e/{cast.fjord}/letters")
    await bulk(db, cast, 297, cast.fjord, cast.fjord_metall)
    await bulk(db, cast, 2000, cast.vik, cast.vik_metall)

    with counting.queries() as many:
        page = await anna.get(f"/e/{cast.fjord}/letters")

    assert len(few) == len(many)
    assert "Viser 1–25 av 300" in page.words


async def test_downloaded_letters_are_on_the_last_page(new_browser: Any, cast: Cast, db: Any) -> None:
    await bulk(db, cast, 26, cast.fjord, cast.fjord_metall)
    newest = await db.value("SELECT id FROM letter ORDER BY created_at DESC LIMIT 1")
    await db.execute("UPDATE letter SET downloaded_at = ?, downloaded_by = 'Anna' WHERE id = ?", clock.now(), newest)
    anna = await new_browser(cast.anna)

    second = await anna.get(f"/e/{cast.fjord}/letters?page=2")

    assert [one.attributes["id"] for one in second.all("li.ans")] == [f"l-{newest}"]
    beyond = await anna.get(f"/e/{cast.fjord}/letters?page=9")
    assert beyond.location == f"/e/{cast.fjord}/letters?page=2"


def test_small_pdf_is_what_it_says() -> None:
    assert pdf("a") != pdf("b")
