"""Dropping files for a month, through the page: what is kept, and what is refused."""

from typing import Any

import pytest

from tests.intake.dropping import CSV, PDF, PERIOD, book, count, drop, file, multipart, stored
from tests.support import rows
from tests.support.browser import Browser
from tests.support.cast import Cast


@pytest.fixture
async def anna(browser: Browser, cast: Cast) -> Browser:
    from app import db

    await rows.deduction_list(cast.fjord_metall, [45_000, 51_600])
    await db.execute("UPDATE trade_union SET next_list_number = 200001")
    await browser.sign_in(cast.anna)
    return browser


async def test_files_are_kept_with_their_remark_and_shown(anna: Browser, cast: Cast) -> None:
    answer = await drop(anna, cast.fjord, [file("okt.csv"), file("resten.pdf", PDF)], "Ny lønnsart fra oktober")
    shown = await anna.follow()

    assert answer.status == 303
    assert shown.heading == "Leser filene"
    assert shown.said("#files-list .strong") == ["okt.csv", "resten.pdf"]
    assert "Ny lønnsart fra oktober" in shown.words
    assert len(await stored()) == 2


async def test_stored_file_is_encrypted_and_the_remark_too(anna: Browser, cast: Cast) -> None:
    from app import db

    await drop(anna, cast.fjord, [file("okt.csv")], "hemmelig merknad")

    (path,) = await stored()
    with open(path, "rb") as kept:
        assert b"Kari" not in kept.read()
    assert "hemmelig" not in await db.value("SELECT remark FROM upload")


async def test_remark_without_a_file_is_refused_and_kept_on_the_page(anna: Browser, cast: Cast) -> None:
    page = await drop(anna, cast.fjord, [], "Dette er merknaden")

    assert page.status == 422
    assert page.title.startswith("Feil:")
    assert "Velg minst én fil. Merknaden hører til filene og kan ikke sendes alene." in page.words
    assert page.one("#remark").text() == "Dette er merknaden"
    assert await count("upload") == 0


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("virus.exe", b"MZ\x90\x00" * 40, "er av en type vi ikke tar imot"),
        ("uten", CSV, "er av en type vi ikke tar imot"),
        ("tom.csv", b"", "er tom"),
        ("blank.txt", b" \r\n\t\n", "er tom"),
        ("bilde.pdf", b"\x89PNG\r\n\x1a\n" + b"\x00" * 80, "heter .pdf, men er ikke en PDF"),
        ("liste.xlsx", PDF, "er en PDF, men heter noe annet"),
        ("program.csv", bytes(range(256)) * 40, "er ikke et regneark eller en tekstfil"),
        ("brev.xlsx", book("word/document.xml"), "er ikke et regneark eller en tekstfil"),
        ("bilde.xls", b"\xff\xd8\xff\xe0" + b"\x01" * 80, "er ikke et regneark eller en tekstfil"),
        (
            "last.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\x01" * 99,
            "er beskyttet med passord",
        ),
    ],
)
async def test_wrong_file_is_refused_with_its_reason_and_nothing_is_kept(
    anna: Browser, cast: Cast, name: str, data: bytes, said: str
) -> None:
    page = await drop(anna, cast.fjord, [file("bra.csv"), file(name, data)], "merknad")

    assert page.status == 422
    assert f"«{name}» {said}" in page.words
    assert page.one("#remark").text() == "merknad"
    assert await count("upload") == await count("stored_file") == 0
    assert await stored() == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", book()),
        ("a.xlsm", book()),
        ("a.XLSX", book()),
        ("a.xlsb", book("xl/workbook.bin")),
        ("a.ods", book("content.xml")),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
        ("lønn.xls", b"<html><table><tr><td>1</td></tr></table></html>"),
        ("a.csv", "Navn;Beløp\nÅse;1,00\n".encode("cp1252")),
        ("a.txt", "Navn\tBeløp\nÅse\t1,00\n".encode("utf-16")),
        ("a.pdf", PDF),
    ],
)
async def test_every_promised_type_is_taken(anna: Browser, cast: Cast, name: str, data: bytes) -> None:
    answer = await drop(anna, cast.fjord, [file(name, data)])

    assert answer.status == 303


async def test_macros_are_noted_for_staff(anna: Browser, cast: Cast) -> None:
    from app import db

    await drop(anna, cast.fjord, [file("med.xlsm", book(**{"xl/vbaProject.bin": b"x"})), file("uten.xlsx", book())])

    found = await db.rows("SELECT name, macros FROM upload_file ORDER BY n")
    assert [(one["name"], bool(one["macros"])) for one in found] == [("med.xlsm", True), ("uten.xlsx", False)]


async def test_file_at_the_limit_is_taken_and_one_byte_more_is_not(anna: Browser, cast: Cast) -> None:
    from app.intake.upload import LARGEST

    line = CSV * (LARGEST // len(CSV) + 1)

    over = await drop(anna, cast.fjord, [file("stor.csv", line[: LARGEST + 1])])
    within = await drop(anna, cast.fjord, [file("stor.csv", line[:LARGEST])])

    assert over.status == 422
    assert "«stor.csv» er større enn 10 MB" in over.words
    assert within.status == 303


async def test_file_far_over_the_limit_is_told_on_the_page_too(anna: Browser, cast: Cast) -> None:
    """The form as a whole takes as much as all its files at their limit: no bare refusal before that."""
    far = await drop(anna, cast.fjord, [file("stor.csv", CSV * (15_000_000 // len(CSV)))])

    assert (far.status, "«stor.csv» er større enn 10 MB" in far.words) == (422, True)


async def test_twenty_files_are_taken_and_the_twenty_first_is_not(anna: Browser, cast: Cast) -> None:
    twenty = [file(f"{n}.csv", CSV + str(n).encode()) for n in range(20)]

    many = await drop(anna, cast.fjord, [*twenty, file("21.csv")])
    taken = await drop(anna, cast.fjord, twenty)
    upload = taken.location
    more = await anna.post(f"{upload}/files", {"remark": ""}, files=[file("21.csv")])

    assert many.status == more.status == 422
    assert "Det kan være 20 filer i hver periode." in many.words
    assert "Det kan være 20 filer i hver periode." in more.words
    assert taken.status == 303
    assert await count("upload_file") == 20


async def test_form_posted_twice_is_one_upload(anna: Browser, cast: Cast) -> None:
    first = await drop(anna, cast.fjord, [file("okt.csv")])
    second = await drop(anna, cast.fjord, [file("okt.csv")])

    assert first.location == second.location != ""
    assert await count("upload_file") == await count("stored_file") == len(await stored()) == 1


async def test_same_file_under_another_name_is_refused(anna: Browser, cast: Cast) -> None:
    await drop(anna, cast.fjord, [file("okt.csv")])
    again = await drop(anna, cast.fjord, [file("okt kopi.csv")])

    assert again.status == 422
    assert "«okt kopi.csv» er lastet opp allerede" in again.words


async def test_file_can_be_taken_away_until_it_is_sent(anna: Browser, cast: Cast) -> None:
    await drop(anna, cast.fjord, [file("a.csv"), file("b.pdf", PDF)], "merknad")
    shown = await anna.follow()
    first = await anna.submit("#file-1 form")
    left = await anna.follow()
    second = await anna.submit("#file-2 form")
    gone = await anna.get(shown.path)

    assert first.location == shown.path
    assert left.said("#files-list .strong") == ["b.pdf"]
    assert second.location == f"/e/{cast.fjord}/uploads?period={PERIOD}"
    assert gone.status == 404
    assert gone.said("main a") == ["Til filene"]
    assert (await anna.get(f"/e/{cast.fjord}/uploads")).status == 200
    assert gone.has_link(f"/e/{cast.fjord}/uploads")


async def test_more_files_go_to_the_same_upload_and_the_remark_can_be_changed(anna: Browser, cast: Cast) -> None:
    taken = await drop(anna, cast.fjord, [file("a.csv")], "først")
    await multipart(anna, f"{taken.location}/files", {"remark": "så"}, [file("b.pdf", PDF)])
    await multipart(anna, f"{taken.location}/files", {"remark": "til slutt"}, [])
    shown = await anna.get(taken.location)

    assert shown.said("#files-list .strong") == ["a.csv", "b.pdf"]
    assert "til slutt" in shown.words


async def test_list_is_made_when_the_month_has_none(browser: Browser, cast: Cast) -> None:
    from app import db

    await rows.order(await rows.member(cast.metall, 1), cast.fjord_metall, 45_000)
    await browser.sign_in(cast.anna)
    answer = await drop(browser, cast.fjord, [file("a.csv")])
    made = await db.row("SELECT agreement_id, period, people FROM deduction_list")

    assert answer.status == 303
    assert made == {"agreement_id": cast.fjord_metall, "period": PERIOD, "people": 1}


async def test_month_that_cannot_be_delivered_is_not_found(anna: Browser, cast: Cast) -> None:
    answer = await drop(anna, cast.fjord, [file("a.csv")], period="2019-01")

    assert answer.status == 404
    assert await count("upload") == 0


async def test_employer_with_two_unions_says_whom_the_files_concern(browser: Browser, cast: Cast) -> None:
    from app import db

    await browser.sign_in(cast.bo)
    unsaid = await drop(browser, cast.fjord, [file("a.csv")])
    said = await drop(browser, cast.fjord, [file("a.csv")], agreement=str(cast.fjord_sjo))
    foreign = await drop(browser, cast.fjord, [file("b.csv", CSV + b"b")], agreement=str(cast.vik_metall))

    assert unsaid.status == foreign.status == 422
    assert "Velg hvilket forbund filene gjelder." in unsaid.words
    assert said.status == 303
    assert await db.value("SELECT l.agreement_id FROM upload_list x JOIN deduction_list l ON l.id = x.list_id") == (
        cast.fjord_sjo
    )


async def test_union_that_takes_no_files_says_so(anna: Browser, cast: Cast) -> None:
    from app import db

    await db.execute("UPDATE trade_union SET policy = ? WHERE id = ?", '{"deliver_by":"GRID"}', cast.metall)
    page = await anna.get(f"/e/{cast.fjord}/uploads?period={PERIOD}")
    answer = await drop(anna, cast.fjord, [file("a.csv")])

    assert "tar ikke imot filer" in page.words
    assert page.all('input[type="file"]') == []
    assert answer.status == 422


async def test_stranger_finds_neither_the_page_nor_the_upload(anna: Browser, cast: Cast, new_browser: Any) -> None:
    taken = await drop(anna, cast.fjord, [file("a.csv")])
    cecilie = await new_browser(cast.cecilie)

    answers = [
        await cecilie.get(f"/e/{cast.fjord}/uploads"),
        await cecilie.get(taken.location),
        await cecilie.get(taken.location.replace(str(cast.fjord), str(cast.vik))),
        await drop(cecilie, cast.fjord, [file("a.csv")]),
        await multipart(cecilie, f"{taken.location}/files", {"remark": ""}, [file("b.csv")]),
        await cecilie.post(f"{taken.location}/files/1/removal"),
        await cecilie.post(f"{taken.location}/delivery", {"list": "1", "version": "1", "alone": "yes"}),
    ]

    assert [answer.status for answer in answers] == [404] * 7
    assert await count("upload_file") == 1


async def test_colleague_without_the_other_union_does_not_see_its_files(
    browser: Browser, cast: Cast, new_browser: Any
) -> None:
    await browser.sign_in(cast.bo)
    taken = await drop(browser, cast.fjord, [file("begge.csv")], agreement="all")
    anna = await new_browser(cast.anna)
    page = await anna.get(f"/e/{cast.fjord}/uploads?period={PERIOD}")
    answer = await anna.get(taken.location)

    assert "begge.csv" not in page.words
    assert answer.status == 404


async def test_two_colleagues_see_the_same_files(anna: Browser, cast: Cast, new_browser: Any) -> None:
    taken = await drop(anna, cast.fjord, [file("a.csv")])
    bo = await new_browser(cast.bo)
    page = await bo.get(taken.location)

    assert page.said("#files-list .strong") == ["a.csv"]


@pytest.mark.parametrize("path", ["", "?period=2026-10", "?period=2026-11"])
async def test_page_works_without_anything_on_it(browser: Browser, cast: Cast, path: str) -> None:
    await browser.sign_in(cast.anna)
    page = await browser.get(f"/e/{cast.fjord}/uploads{path}")

    assert page.status == 200
    assert "Hver fil kan være på inntil 10 MB, og det kan være 20 filer i hver periode." in page.words
