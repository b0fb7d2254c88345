"""Staff post letters: whose they are, what is refused, what is posted twice, who is told."""

import io
from typing import Any

import pytest
from openpyxl import Workbook

from tests.letters.posting import named, orgnr_of, pdf, post, work
from tests.support import rows
from tests.support.cast import Cast


async def test_letters_find_their_employers_by_their_names(new_browser: Any, cast: Cast, db: Any) -> None:
    siri = await new_browser(cast.siri)
    fjord, vik = await orgnr_of(db, cast.fjord), await orgnr_of(db, cast.vik)

    page = await post(siri, named(f"{fjord} Start november.pdf", f"brev_{vik[:3]} {vik[3:6]} {vik[6:]}_slutt.pdf"))

    assert "Lagt ut 2" in page.words
    found = await db.rows("SELECT employer_id, agreement_id, kind FROM letter ORDER BY kind")
    assert [tuple(one.values()) for one in found] == [
        (cast.fjord, cast.fjord_metall, "START"),
        (cast.vik, cast.vik_metall, "STOP"),
    ]


async def test_same_batch_twice_posts_nothing_twice(new_browser: Any, cast: Cast, db: Any) -> None:
    siri = await new_browser(cast.siri)
    files = named("F-1001 start.pdf", "F-1002 start.pdf")
    await post(siri, files)
    page = await post(siri, files)

    assert "Lå der fra før 2" in page.words
    assert await db.value("SELECT COUNT(*) FROM letter") == 2
    assert await db.value("SELECT COUNT(*) FROM stored_file WHERE kind = 'letter' AND erased_at IS NULL") == 2


async def test_each_user_is_told_once_for_forty_letters(new_browser: Any, cast: Cast, db: Any) -> None:
    siri = await new_browser(cast.siri)
    await rows.insert(
        "contact", agreement_id=cast.fjord_metall, name="Lønn", email="lonn@fjord.example", purposes='["LETTERS"]'
    )

    await post(siri, named(*(f"F-1001 start {n}.pdf" for n in range(40))))

    told = await db.rows("SELECT recipient FROM message WHERE template = 'letter_arrived' ORDER BY recipient")
    assert [one["recipient"] for one in told] == ["anna@example.no", "bo@example.no", "lonn@fjord.example"]


async def test_mapping_file_says_whose_letters_are(new_browser: Any, cast: Cast, db: Any) -> None:
    book = Workbook()
    for row in (
        ["Filnavn", "Arbeidsgiver-ID", "Type"],
        ["a.pdf", "F-1002", "Slutt"],
        ["b", await orgnr_of(db, cast.fjord), ""],
    ):
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    siri = await new_browser(cast.siri)

    await post(siri, [*named("a.pdf", "b.pdf", "c.pdf"), ("mapping", ("liste.xlsx", data.getvalue(), ""))])

    found = await db.rows("SELECT employer_id, kind FROM letter ORDER BY kind")
    assert [tuple(one.values()) for one in found] == [(cast.fjord, "OTHER"), (cast.vik, "STOP")]
    assert await db.value("SELECT COUNT(*) FROM letter_file WHERE state = 'UNPLACED'") == 1


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("liste.csv", b"Navn;Dato\na;b\n", "Mottakerlisten må ha"),
        ("liste.csv", b"", "Mottakerlisten er tom"),
        ("liste.xlsx", b"PK\x03\x04nei", "Mottakerlisten kan ikke leses"),
        ("liste.pdf", b"%PDF-1.4", "Mottakerlisten kan ikke leses"),
        ("liste.csv", b"fil;orgnr\na.pdf;1\na.pdf;2\n", "to ganger"),
    ],
)
async def test_mapping_that_cannot_be_read_posts_nothing(
    new_browser: Any, cast: Cast, db: Any, name: str, data: bytes, said: str
) -> None:
    siri = await new_browser(cast.siri)
    await siri.get("/staff/letters")

    answer = await siri.post("/staff/letters", {}, files=[*named("F-1001.pdf"), ("mapping", (name, data or b" ", ""))])

    assert answer.status == 422
    assert said in answer.words
    assert await db.value("SELECT COUNT(*) FROM letter_batch") == 0


async def test_only_whole_pdfs_are_posted(new_browser: Any, cast: Cast, db: Any) -> None:
    siri = await new_browser(cast.siri)
    bad = [("files", ("F-1001 a.pdf", b"MZ not a pdf %PDF-", "")), ("files", ("F-1001 b.pdf", pdf("x")[:20], ""))]

    page = await post(siri, [*bad, *named("F-1001 c.pdf")])

    assert "Kan ikke legges ut 2" in page.words
    assert "er ikke en PDF" in page.words
    assert await db.value("SELECT COUNT(*) FROM letter") == 1


async def test_letter_without_an_employer_is_placed_by_hand(new_browser: Any, cast: Cast, db: Any) -> None:
    siri = await new_browser(cast.siri)
    page = await post(siri, named("brev til noen.pdf"))
    assert "Må plasseres 1" in page.words
    (path,) = [one.attributes["href"] for one in page.all("a") if "/files/" in (one.attributes["href"] or "")]

    await siri.get(path)
    found = await siri.submit("main form", q="vik tr")
    assert "Vik Transport AS" in found.words
    await siri.submit("main form[method=post]", button=f"agreement={cast.vik_metall}", kind="STOP")
    await work()

    assert await db.value("SELECT kind FROM letter WHERE employer_id = ?", cast.vik) == "STOP"
    assert await db.value("SELECT recipient FROM message") == "cecilie@example.no"
    cecilie = await new_browser(cast.cecilie)
    letter = await db.value("SELECT id FROM letter")
    assert (await cecilie.get(f"/e/{cast.vik}/letters/{letter}")).answer.content == pdf("brev til noen.pdf")
    again = await siri.post(f"{path}/placing", {"agreement": str(cast.fjord_metall)})
    assert again.status == 409


async def test_letter_that_is_not_to_be_posted_is_taken_away(new_browser: Any, cast: Cast, db: Any) -> None:
    siri = await new_browser(cast.siri)
    page = await post(siri, named("brev til noen.pdf"))

    await siri.submit("main form")

    assert await db.value("SELECT state FROM letter_file") == "REMOVED"
    assert await db.value("SELECT COUNT(*) FROM stored_file WHERE erased_at IS NULL") == 0
    assert page.heading.startswith("Brev lagt ut")


async def test_another_unions_agreement_cannot_be_chosen(new_browser: Any, cast: Cast, db: Any) -> None:
    siri = await new_browser(cast.siri)
    await post(siri, named("brev.pdf"))
    batch = await db.value("SELECT id FROM letter_batch")
    path = f"/staff/letters/batches/{batch}/files/1"

    assert (await siri.post(f"{path}/placing", {"agreement": str(cast.fjord_sjo)})).status == 404
    stian, anna = await new_browser(cast.stian), await new_browser(cast.anna)
    for browser in (stian, anna):
        assert (await browser.get(f"/staff/letters/batches/{batch}")).status == 404
        assert (await browser.get(path)).status == 404
        assert (await browser.post(f"{path}/removal", {})).status == 404


async def test_who_only_reads_cannot_post(new_browser: Any, cast: Cast, db: Any) -> None:
    randi = await new_browser(cast.randi)

    page = await randi.get("/staff/letters")
    answer = await randi.post("/staff/letters", {"union": str(cast.metall)}, files=named("F-1001.pdf"))

    assert page.all("form[enctype]") == []
    assert answer.status == 403
    assert await db.value("SELECT COUNT(*) FROM letter_batch") == 0


async def test_posting_nothing_says_so(new_browser: Any, cast: Cast, db: Any) -> None:
    siri = await new_browser(cast.siri)
    await siri.get("/staff/letters")

    answer = await siri.post("/staff/letters", {}, files=[("mapping", ("liste.csv", b"fil;orgnr", ""))])

    assert answer.status == 422
    assert "Velg brevene" in answer.words


async def test_killed_on_the_way_it_goes_on_where_it_was(new_browser: Any, cast: Cast, db: Any) -> None:
    from app.letters.actions import place

    siri = await new_browser(cast.siri)
    answer = await siri.post("/staff/letters", {}, files=named(*(f"F-1001 start {n}.pdf" for n in range(9))))
    batch = int(answer.location.rpartition("/")[2])
    await db.execute("UPDATE letter_file SET state = 'TWICE' WHERE n IN (1, 2, 5)")

    await place.place(batch)
    await place.place(batch)

    assert await db.value("SELECT COUNT(*) FROM letter") == 6
    assert await db.value("SELECT COUNT(*) FROM audit_event WHERE event = 'letters_placed'") == 1
    assert await db.value("SELECT COUNT(*) FROM stored_file WHERE kind = 'letter_spool' AND erased_at IS NULL") == 0
