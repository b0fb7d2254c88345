"""From a dropped file to what was read in it: progress, questions, answers, and why it cannot be read."""

import datetime as dt
import re
from typing import Any

import pytest

from app.intake.routes import reading
from app.web.throttle import Limit
from tests.intake.dropping import (
    AMOUNTS,
    PDF,
    PERIOD,
    amounts,
    as_expected,
    chosen,
    count,
    csv,
    doubtful,
    drop,
    dropped,
    file,
    kroner,
    read_files,
    stored,
    take_in,
)
from tests.intake.writers import html
from tests.support import people, rows
from tests.support.browser import Browser
from tests.support.cast import Cast
from tests.support.page import Page


async def test_file_as_expected_is_read_without_a_question_and_taken_in(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv(as_expected())))
    answer = await take_in(anna)
    review = await anna.follow()

    assert page.heading == "Kontroller filen"
    assert "4 personer, sum 1 911,50 kr." in page.words
    assert answer.location.endswith("/review")
    assert review.heading == "Kontroller før du sender inn"
    assert await amounts() == AMOUNTS


async def test_while_it_is_read_the_page_says_so_and_can_be_cancelled(anna: Browser, cast: Cast) -> None:
    from app import db

    taken = await drop(anna, cast.fjord, [file("okt.csv", csv(as_expected()))])
    page = await anna.get(taken.location)
    fragment = await anna.get(f"{taken.location}/progress", htmx=True)
    await anna.submit('form[action$="/cancellation"]')
    cancelled = await anna.follow()
    await read_files()
    still = await anna.get(taken.location)
    await anna.submit('form[action$="/reading"]')
    await read_files()
    read = await anna.get(taken.location)

    assert page.heading == "Leser filene"
    assert page.all('noscript meta[http-equiv="refresh"]')
    assert "Filen er nummer 1 i køen." in page.words
    assert "Filen er nummer 1 i køen." in fragment.text
    assert "Filene er ikke lest" in cancelled.words
    assert "Filene er ikke lest" in still.words
    assert read.heading == "Kontroller filen"
    assert await db.value("SELECT attempts FROM reading") == 1


async def test_reading_is_kept_encrypted_and_not_in_the_database(anna: Browser, cast: Cast) -> None:
    from app import db

    await dropped(anna, cast, ("okt.csv", csv(as_expected())))

    for path in await stored():
        with open(path, "rb") as kept:
            assert people.name(1).encode() not in kept.read()
    assert await db.value("SELECT kind FROM stored_file WHERE kind = 'reading'") == "reading"


async def test_wrong_month_is_asked_about_and_taken_only_when_said(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("sep.csv", csv(as_expected(), period="september 2026")))
    await anna.submit("#ask")
    await read_files()
    read = await anna.follow()

    assert page.heading == "Gjelder filen oktober 2026?"
    assert "september 2026" in page.words
    assert read.heading == "Kontroller filen"


async def test_columns_are_asked_about_with_the_files_own_rows(anna: Browser, cast: Cast) -> None:
    """Two columns of money that could both be it: the page shows them, ids covered, and the answer is remembered."""
    page = await dropped(anna, cast, ("okt.csv", doubtful()))
    assert page.heading == "Hvilken kolonne er beløpet som er trukket?"
    assert people.national_id(1) not in page.text
    column = next(str(node.attributes["name"]) for node in page.all("select[name^=r-]") if "amount" in chosen(node))
    preview = await anna.submit("#ask", htmx=False, button="go=preview", **{column: "amount"})
    await anna.submit("#ask", **{column: "amount"})
    await read_files()
    read = await anna.follow()
    await anna.submit("#rows", button="bulk=new", sure="yes")

    assert "4 personer" in preview.words
    assert read.heading == "Kontroller filen"
    assert await count("mapping") == 1


async def test_sum_of_nobody_is_not_said_to_agree(anna: Browser, cast: Cast) -> None:
    rows_of: list[list[object]] = [["Fjord AS"], ["Lønnslipper oktober 2026 – medlemmer av fagforening"]]
    for number, name, ore in as_expected():
        rows_of += [[f"Ansatt 710: {name}", "", "", f"Fødselsnr. {number[:6]} {number[6:]}", "", ""]]
        rows_of += [["Lønnsart", "Tekst", "Antall", "Sats/grunnlag", "Tillegg", "Trekk"]]
        rows_of += [["1000", "Månedslønn", "1,00", "47 315,00", "47 315,00", ""]]
        rows_of += [["5310", "Fagforening Fellesforbundet", "1,50 %", "48 086,00", "", kroner(ore)]]
        rows_of += [["Netto utbetalt", "", "", "", "33 124,71", ""]]
    page = await dropped(anna, cast, ("slipper.xls", html(rows_of)))

    assert "0 personer, sum 0,00 kr" in page.words
    assert "summen i filen" not in page.words
    assert "Uten fødselsnummer" not in page.words


async def test_nobody_can_have_a_file_read_over_and_over(
    anna: Browser, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each time costs a process of its own that others wait for."""
    monkeypatch.setattr(reading, "OFTEN", Limit("read", 2, dt.timedelta(minutes=1)))
    page = await dropped(anna, cast, ("okt.csv", doubtful()))

    answers = [await anna.submit("#ask", button="go=preview") for _ in range(2)]
    refused = [await anna.post(f"{page.path}/{what}") for what in ("preview", "answers", "reading")]

    assert [one.status for one in answers] == [200, 200]
    assert [one.status for one in refused] == [429] * 3


async def test_answer_is_used_without_asking_from_the_second_upload(anna: Browser, cast: Cast) -> None:
    from app import db

    await dropped(anna, cast, ("okt.csv", doubtful()))
    await anna.submit("#ask")
    await read_files()
    await anna.follow()
    await anna.submit("#rows", button="bulk=out", sure="yes")
    await drop(anna, cast.fjord, [file("nov.csv", doubtful().replace(b"oktober", b"november"))], period="2026-11")
    await read_files()
    page = await anna.follow()

    assert page.heading == "Kontroller filen"
    assert "er lest slik du viste sist" in page.words
    assert bool(await db.value("SELECT recalled FROM reading ORDER BY asked_at DESC LIMIT 1"))


async def test_answer_is_remembered_for_files_that_do_not_say_their_month(anna: Browser, cast: Cast) -> None:
    silent = doubtful().replace(b"Periode: oktober 2026\n\n", b"")
    await dropped(anna, cast, ("trekk.csv", silent))
    await anna.submit("#ask")
    await read_files()
    await anna.follow()
    await anna.submit("#rows", button="bulk=out", sure="yes")
    await drop(anna, cast.fjord, [file("trekk.csv", silent)], period="2026-11")
    await read_files()
    page = await anna.follow()

    assert page.heading == "Kontroller filen"
    assert "er lest slik du viste sist" in page.words


async def test_answer_to_another_question_than_the_one_shown_changes_nothing(anna: Browser, cast: Cast) -> None:
    from app import db

    page = await dropped(anna, cast, ("okt.csv", doubtful()))
    answer = await anna.post(f"{page.path}/answers", {"about": "period", "file": "1", "answer": "yes"})
    other = await anna.post(f"{page.path}/answers", {"about": "amount", "file": "2", "r-0:2": "amount"})

    assert (answer.status, other.status) == (303, 303)
    assert answer.location == other.location == page.path
    assert await db.value("SELECT state FROM reading") == "ASK"


async def test_unreadable_file_says_why_and_can_be_sent_as_it_is(anna: Browser, cast: Cast) -> None:
    from app import db

    page = await dropped(anna, cast, ("skann.pdf", PDF))
    sent = await anna.submit('.cols form[action$="/delivery"]', alone="yes")

    assert page.heading == "Filen kan ikke leses"
    assert sent.status == 303
    assert await db.value("SELECT kind FROM submission") == "FILE"


async def test_how_it_was_read_is_explained_with_the_cells(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv(as_expected())))
    how = await anna.get(f"{page.path}/files/1/understood")

    assert how.heading == "Slik leste vi filen"
    assert "Stemmer med summen i filen." in how.words
    assert "oktober 2026" in how.words
    assert people.national_id(1) not in how.text
    assert people.national_id(1)[:6] in how.text


async def test_stranger_reaches_none_of_it(anna: Browser, cast: Cast, new_browser: Any) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv(as_expected())))
    cecilie = await new_browser(cast.cecilie)
    answers = [
        await cecilie.get(page.path),
        await cecilie.get(f"{page.path}/progress"),
        await cecilie.get(f"{page.path}/files/1/understood"),
        await cecilie.post(f"{page.path}/cancellation"),
        await cecilie.post(f"{page.path}/reading"),
        await cecilie.post(f"{page.path}/answers", {"answer": "yes"}),
        await cecilie.post(f"{page.path}/preview", {"answer": "yes"}),
        await cecilie.post(f"{page.path}/choices"),
        await cecilie.post(f"{page.path}/acceptance"),
    ]

    assert [answer.status for answer in answers] == [404] * len(answers)


async def test_reading_is_forgotten_after_seven_days_and_read_again_when_wanted(anna: Browser, cast: Cast) -> None:

    from app import clock, db
    from app.files.jobs import erase_due
    from app.intake.jobs import forget_old

    page = await dropped(anna, cast, ("okt.csv", csv(as_expected())))
    clock.shift(dt.timedelta(days=8))
    await forget_old()
    await erase_due()
    left = await db.value("SELECT COUNT(*) FROM stored_file WHERE kind = 'reading' AND erased_at IS NULL")
    await anna.sign_in(cast.anna)
    shown = await anna.get(page.path)

    assert left == 0
    assert "Filene er ikke lest" in shown.words


async def test_page_period_is_what_a_file_without_a_month_is_read_for(anna: Browser, cast: Cast) -> None:
    silent = csv(as_expected()).replace(b"Periode: oktober 2026\n", b"")
    page = await dropped(anna, cast, ("liste.csv", silent))

    assert page.heading == "Kontroller filen"
    assert PERIOD == "2026-10"


async def test_template_filled_in_is_read_without_a_question(anna: Browser, cast: Cast) -> None:
    import io

    from openpyxl import load_workbook

    from app import db

    list_id = await db.value("SELECT id FROM deduction_list")
    answer = await anna.client.get(f"/e/{cast.fjord}/lists/{list_id}/template")
    book = load_workbook(io.BytesIO(answer.content))
    sheet = book.active
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    heading = next(row for row in sheet.iter_rows() if row[0].value == "Nøkkel")
    column = next(cell.column for cell in heading if cell.value == "Trukket beløp")
    remark = next(cell.column for cell in heading if cell.value == "Merknad")
    sheet.cell(heading[0].row + 2, column, 600)
    sheet.cell(heading[0].row + 2, remark, "Etterbetaling")
    out = io.BytesIO()
    book.save(out)
    page = await dropped(anna, cast, ("mal.xlsx", out.getvalue()))
    await take_in(anna)
    line = await db.row("SELECT deducted, comment FROM deduction_line WHERE n = 2")

    assert answer.headers["content-disposition"].startswith("attachment")
    assert not any(people.national_id(n) in text for n in range(1, 5) for text in texts)
    assert page.heading == "Kontroller filen"
    assert "Etterbetaling" in page.words
    assert await amounts() == [45_000, 60_000, 61_200, 33_350]
    assert line is not None
    assert line["comment"]


async def test_template_is_not_for_strangers_nor_for_sent_lists(anna: Browser, cast: Cast, new_browser: Any) -> None:
    from app import db

    list_id = await db.value("SELECT id FROM deduction_list")
    path = f"/e/{cast.fjord}/lists/{list_id}/template"
    cecilie = await new_browser(cast.cecilie)
    stranger = await cecilie.get(path)
    await db.execute("UPDATE deduction_list SET state = 'SETTLED' WHERE id = ?", list_id)
    closed = await anna.get(path)

    assert stranger.status == 404
    assert closed.status == 409


async def said_of(page: Page, columns: dict[str, str]) -> tuple[str, str]:
    """The form of the page's file, and what somebody would have said of its columns, as it is kept."""
    import msgspec

    from app.accounts.principal import the_job
    from app.intake import queries
    from app.intake.reading import Answers
    from app.intake.remembered import remember

    _, _, employer, _, upload = page.path.split("/")
    (one,) = await queries.readings_of(await queries.upload_for(the_job("test"), int(employer), int(upload)))
    said = remember(Answers(columns=columns), await queries.result_of(one), None)
    return one.fingerprint, msgspec.json.encode(said).decode()


async def test_columns_that_are_in_doubt_stand_first_with_their_own_letters_and_cells(
    anna: Browser, cast: Cast
) -> None:
    page = await dropped(anna, cast, ("okt.csv", doubtful()))
    heads = [words.split(" Fødsels")[0] for words in page.said("table.map thead th label")]
    first = page.said("table.map tbody tr")[2]

    assert heads == ["Kolonne C Usikker", "Kolonne D Usikker", "Kolonne A", "Kolonne B"]
    assert first.split()[1:3] == ["400,00", "410,00"]
    assert "Ser du ikke alle kolonnene, kan tabellen rulles sidelengs." in page.words


async def test_what_two_other_employers_said_is_proposed_and_never_used_alone(anna: Browser, cast: Cast) -> None:
    from app import clock

    page = await dropped(anna, cast, ("okt.csv", doubtful()))
    before = [chosen(node) for node in page.all("select[name^=r-]")]
    fingerprint, said = await said_of(page, {"0:0": "national_id", "0:1": "name", "0:2": "ignored", "0:3": "amount"})
    for n in (81, 82):
        await rows.insert(
            "mapping",
            employer_id=await rows.employer(f"Annen {n}", n),
            fingerprint=fingerprint,
            answers=said,
            confirmed_by="test",
            confirmed_at=clock.now(),
        )
    page = await anna.get(page.path)
    after = [chosen(node) for node in page.all("select[name^=r-]")]

    assert before == ["amount", "ignored", "national_id", "name"]
    assert after == ["ignored", "amount", "national_id", "name"]
    assert page.heading == "Hvilken kolonne er beløpet som er trukket?"


async def test_file_whose_reader_died_is_read_by_the_next_one(anna: Browser, cast: Cast) -> None:
    from app import clock, db
    from app.intake.jobs import look_for_waiting

    taken = await drop(anna, cast.fjord, [file("okt.csv", csv(as_expected()))])
    await db.execute("UPDATE reading SET state = 'READING', attempts = 1, started_at = ?", clock.now())
    await db.execute("DELETE FROM outbox")
    clock.shift(dt.timedelta(minutes=2))
    await look_for_waiting()
    await read_files()
    page = await anna.get(taken.location)

    assert page.heading == "Kontroller filen"


async def test_file_that_takes_its_reader_down_each_time_is_given_up(anna: Browser, cast: Cast) -> None:
    from app import clock, db

    taken = await drop(anna, cast.fjord, [file("okt.csv", csv(as_expected()))])
    await db.execute("UPDATE reading SET state = 'READING', attempts = 3, started_at = ?", clock.now())
    clock.shift(dt.timedelta(minutes=2))
    await read_files()
    page = await anna.get(taken.location)
    await anna.submit('form[action$="/reading"]')
    await read_files()
    read = await anna.get(taken.location)

    assert "Vi fikk ikke lest «okt.csv», og det kan være vår feil." in page.words
    assert "skadet" not in page.words
    assert page.all('form[action$="/delivery"]')
    assert read.heading == "Kontroller filen"


async def test_one_file_does_not_wait_for_all_of_another_upload(anna: Browser, cast: Cast) -> None:
    from app import clock
    from app.intake.actions import read

    await rows.deduction_list(cast.fjord_metall, AMOUNTS, period="2026-09", first=20)
    many = [file(f"{n}.csv", csv(as_expected()) + b"\r\n" * n) for n in range(4)]
    first = await drop(anna, cast.fjord, many)
    clock.shift(dt.timedelta(seconds=1))
    second = await drop(anna, cast.fjord, [file("okt.csv", csv(as_expected()))], period="2026-09")
    uploads = [int(re.findall(r"/uploads/(\d+)", taken.location)[0]) for taken in (first, second)]

    order = []
    while (claimed := await read._claim()) is not None:
        order.append(uploads.index(claimed["upload_id"]))

    assert order == [0, 1, 0, 0, 0]
