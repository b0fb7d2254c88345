"""Dropping files for a month, through the page: what is kept, what is refused, and what is sent."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest

from tests.support import rows
from tests.support.browser import Browser
from tests.support.cast import Cast
from tests.support.page import Page

PERIOD = "2026-10"
CSV = "Fødselsnummer;Navn;Beløp\n01019012345;Kari Nordby;450,50\n".encode()
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def book(part: str = "xl/workbook.xml", **more: bytes) -> bytes:
    """A zip that looks like a workbook from outside."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<workbook/>")
        for name, data in more.items():
            archive.writestr(name, data)
    return out.getvalue()


def file(name: str, data: bytes = CSV) -> tuple[str, tuple[str, bytes, str]]:
    return ("files", (name, data, "application/octet-stream"))


async def drop(
    browser: Browser, employer: int, files: Sequence[Any], remark: str = "", period: str = PERIOD, agreement: str = ""
) -> Page:
    """Post the page's own form, as multipart even when no file was chosen."""
    fields = {"period": period, "agreement": agreement, "remark": remark}
    return await multipart(browser, f"/e/{employer}/uploads", fields, files)


async def multipart(browser: Browser, path: str, fields: dict[str, str], files: Sequence[Any]) -> Page:
    """The bytes that a browser sends: with no file chosen, a part with an empty name."""
    mark = b"----------------------------prove"
    parts = [
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
        for name, value in {"_csrf": browser._token(), **fields}.items()
    ]
    for name, (called, data, kind) in files or [("files", ("", b"", "application/octet-stream"))]:
        head = f'Content-Disposition: form-data; name="{name}"; filename="{called}"\r\nContent-Type: {kind}\r\n\r\n'
        parts.append(head.encode() + data)
    body = b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + mark + b"--\r\n"
    headers = {
        "content-type": f"multipart/form-data; boundary={mark.decode()}",
        "sec-fetch-site": "same-origin",
        "origin": "http://127.0.0.1:8000",
    }
    return await browser._ask("POST", path, False, headers, content=body)


async def count(table: str) -> int:
    from app import db

    return int(await db.value(f"SELECT COUNT(*) FROM {table}"))


async def stored() -> list[str]:
    """The names of what lies in the store."""
    from app.settings import settings

    folder = settings().data_dir / "files"
    return [str(path) for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


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


async def test_more_files_go_to_the_same_upload_and_the_remark_can_be_changed(anna: Browser, cast: Cast) -> None:
    taken = await drop(anna, cast.fjord, [file("a.csv")], "først")
    await multipart(anna, f"{taken.location}/files", {"remark": "så"}, [file("b.pdf", PDF)])
    await multipart(anna, f"{taken.location}/files", {"remark": "til slutt"}, [])
    shown = await anna.get(taken.location)

    assert shown.said("#files-list .strong") == ["a.csv", "b.pdf"]
    assert "til slutt" in shown.words


async def test_files_sent_as_they_are_lock_the_list_and_give_a_receipt(anna: Browser, cast: Cast) -> None:
    from app import db

    await drop(anna, cast.fjord, [file("skann.pdf", PDF)], "Skannet liste")
    await anna.follow()
    sent = await anna.submit('form[action$="/delivery"]', alone="yes")
    the_list = await db.row("SELECT state, to_key FROM deduction_list")
    lines = await db.rows("SELECT deducted FROM deduction_line")

    assert sent.status == 303
    assert "/submissions/" in sent.location
    assert the_list is not None
    assert (the_list["state"], bool(the_list["to_key"])) == ("SENT", True)
    assert {line["deducted"] for line in lines} == {None}
    assert await db.value("SELECT kind FROM submission") == "FILE"
    assert await db.value("SELECT state FROM upload") == "SENT"


async def test_sending_twice_is_one_submission(anna: Browser, cast: Cast) -> None:
    await drop(anna, cast.fjord, [file("skann.pdf", PDF)])
    shown = await anna.follow()
    form = shown.form('form[action$="/delivery"]')
    first = await anna.post(form.action, form.filled(alone="yes"))
    second = await anna.post(form.action, form.filled(alone="yes"))

    assert first.location == second.location != ""
    assert await count("submission") == 1


async def test_sending_without_the_tick_is_refused(anna: Browser, cast: Cast) -> None:
    await drop(anna, cast.fjord, [file("skann.pdf", PDF)])
    await anna.follow()
    page = await anna.submit('form[action$="/delivery"]')

    assert page.status == 422
    assert "Kryss av for at filene bare gjelder dette forbundet." in page.words
    assert await count("submission") == 0


async def test_sending_what_has_changed_since_it_was_shown_is_refused(anna: Browser, cast: Cast) -> None:
    taken = await drop(anna, cast.fjord, [file("a.csv")])
    shown = await anna.follow()
    form = shown.form('form[action$="/delivery"]')
    await multipart(anna, f"{taken.location}/files", {"remark": ""}, [file("b.pdf", PDF)])
    page = await anna.post(form.action, form.filled(alone="yes"))

    assert page.status == 409
    assert "Filene er endret etter at du åpnet siden." in page.words
    assert await count("submission") == 0


async def test_sent_period_and_date_are_listed_and_nothing_can_be_downloaded(anna: Browser, cast: Cast) -> None:
    await drop(anna, cast.fjord, [file("skann.pdf", PDF)])
    await anna.follow()
    sent = await anna.submit('form[action$="/delivery"]', alone="yes")
    page = await anna.get(f"/e/{cast.fjord}/uploads?period={PERIOD}")
    row = page.one("table tbody tr")

    assert "Oktober 2026" in row.text()
    assert "skann.pdf" in row.text()
    assert page.has_link(sent.location)
    assert page.all('input[type="file"]') == []
    assert "er sendt inn. Skal du levere mer, må den åpnes igjen." in page.words
    assert page.all('a[href*="/files/"]') == []


async def test_files_after_sending_need_a_reopening(anna: Browser, cast: Cast) -> None:
    await drop(anna, cast.fjord, [file("skann.pdf", PDF)])
    await anna.follow()
    await anna.submit('form[action$="/delivery"]', alone="yes")
    page = await drop(anna, cast.fjord, [file("mer.pdf", PDF + b" ")])

    assert page.status == 422
    assert await count("upload") == 1


async def test_reopened_list_takes_files_again_and_the_first_receipt_stays(anna: Browser, cast: Cast) -> None:
    from app import db
    from app.accounts.principal import the_command_line
    from app.lists.actions.reopen import reopen
    from app.lists.queries import list_for

    await drop(anna, cast.fjord, [file("skann.pdf", PDF)])
    await anna.follow()
    first = await anna.submit('form[action$="/delivery"]', alone="yes")
    list_id = await db.value("SELECT id FROM deduction_list")
    await reopen(await list_for(the_command_line(), cast.fjord, list_id), by=the_command_line())
    again = await drop(anna, cast.fjord, [file("ny.pdf", PDF + b" ")])
    await anna.follow()
    second = await anna.submit('form[action$="/delivery"]', alone="yes")
    page = await anna.get(f"/e/{cast.fjord}/uploads?period={PERIOD}")

    assert again.status == second.status == 303
    assert first.location != second.location
    assert page.has_link(first.location)
    assert page.has_link(second.location)


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


async def test_file_for_several_unions_is_sent_as_it_is_to_one_alone(browser: Browser, cast: Cast) -> None:
    from app import db

    await browser.sign_in(cast.bo)
    await drop(browser, cast.fjord, [file("a.csv")], agreement="all")
    shown = await browser.follow()
    unsaid = await browser.submit('form[action$="/delivery"]', alone="yes")
    both = await count("upload_list")
    list_id = await db.value("SELECT id FROM deduction_list WHERE agreement_id = ?", cast.fjord_sjo)
    sent = await browser.submit('form[action$="/delivery"]', alone="yes", list=str(list_id))

    assert unsaid.status == 422
    assert shown.status == 200
    assert both == 2
    assert sent.status == 303
    assert await count("upload_list") == 1
    assert await db.value("SELECT list_id FROM submission") == list_id


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


async def test_upload_of_one_employer_is_not_found_in_the_tab_of_another(browser: Browser, cast: Cast) -> None:
    from tests.support.cast import grant

    await grant(cast.bo, cast.vik_metall)
    await browser.sign_in(cast.bo)
    taken = await drop(browser, cast.fjord, [file("a.csv")], agreement=str(cast.fjord_metall))
    elsewhere = taken.location.replace(str(cast.fjord), str(cast.vik))
    answer = await browser.post(f"{elsewhere}/delivery", {"list": "1", "version": "1", "alone": "yes"})

    assert answer.status == 404


@pytest.mark.parametrize("path", ["", "?period=2026-10", "?period=2026-11"])
async def test_page_works_without_anything_on_it(browser: Browser, cast: Cast, path: str) -> None:
    await browser.sign_in(cast.anna)
    page = await browser.get(f"/e/{cast.fjord}/uploads{path}")

    assert page.status == 200
    assert "Hver fil kan være på inntil 10 MB, og det kan være 20 filer i hver periode." in page.words


async def test_page_asks_the_same_number_of_questions_however_many_uploads_there_are(anna: Browser, cast: Cast) -> None:
    from tests.support.counting import queries

    await drop(anna, cast.fjord, [file("a.csv")])
    await _deliver(anna, cast, "2026-06")
    with queries() as few:
        await anna.get(f"/e/{cast.fjord}/uploads?period={PERIOD}")
    for month in ("2026-07", "2026-08", "2026-09"):
        await _deliver(anna, cast, month)
    with queries() as more:
        page = await anna.get(f"/e/{cast.fjord}/uploads?period={PERIOD}")

    assert page.words.count("Kvittering") == 4
    assert len(more) == len(few)


async def _deliver(browser: Browser, cast: Cast, month: str) -> None:
    await drop(browser, cast.fjord, [file("a.csv"), file("b.pdf", PDF)], period=month)
    await browser.follow()
    await browser.submit('form[action$="/delivery"]', alone="yes")
