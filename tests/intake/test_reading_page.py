"""From a dropped file to a list that can be sent: read, asked about, settled and taken in, through the pages."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from tests.intake.test_upload import PERIOD, count, drop, file
from tests.support import people, rows
from tests.support.browser import Browser
from tests.support.cast import Cast
from tests.support.page import Page

AMOUNTS = [45_000, 51_600, 61_200, 33_350]


def kroner(ore: int) -> str:
    return f"{ore // 100},{ore % 100:02}"


def csv(lines: Sequence[tuple[str, str, int]], period: str = "oktober 2026", heading: str = "Trukket beløp") -> bytes:
    """A list as payroll systems write it: (national id, name, øre) per line, with a sum at the end."""
    total = kroner(sum(ore for _, _, ore in lines))
    body = "".join(f"{number};{name};{kroner(ore)}\n" for number, name, ore in lines)
    return f"Fagforeningstrekk\nPeriode: {period}\n\nFødselsnummer;Navn;{heading}\n{body}Sum;;{total}\n".encode()


def as_expected(amounts: Sequence[int] = AMOUNTS, first: int = 0) -> list[tuple[str, str, int]]:
    return [(people.national_id(first + n), people.name(first + n), ore) for n, ore in enumerate(amounts, 1)]


async def read_files() -> None:
    """What the worker does."""
    from app.jobs.actions import drain
    from app.worker import WORK

    while await drain(WORK):
        pass


async def dropped(browser: Browser, cast: Cast, *files: tuple[str, bytes], agreement: str = "") -> Page:
    """The page of an upload whose files are read."""
    taken = await drop(browser, cast.fjord, [file(name, data) for name, data in files], agreement=agreement)
    assert taken.status == 303
    await read_files()
    return await browser.get(taken.location)


async def take_in(browser: Browser, **changes: Any) -> Page:
    return await browser.submit("#rows", **changes)


@pytest.fixture
async def anna(browser: Browser, cast: Cast) -> Browser:
    from app import db

    await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    await db.execute("UPDATE trade_union SET next_list_number = 200001")
    await browser.sign_in(cast.anna)
    return browser


async def amounts() -> list[int | None]:
    from app import db

    return [one["deducted"] for one in await db.rows("SELECT deducted FROM deduction_line ORDER BY list_id, n")]


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
    from tests.intake.test_upload import stored

    await dropped(anna, cast, ("okt.csv", csv(as_expected())))

    for path in await stored():
        with open(path, "rb") as kept:
            assert people.name(1).encode() not in kept.read()
    assert await db.value("SELECT kind FROM stored_file WHERE kind = 'reading'") == "reading"


async def test_changed_amount_is_shown_and_the_files_amount_is_taken(anna: Browser, cast: Cast) -> None:
    lines = as_expected()
    lines[1] = (lines[1][0], lines[1][1], 60_000)
    page = await dropped(anna, cast, ("okt.csv", csv(lines)))
    await take_in(anna)

    assert "Endret beløp" in page.words
    assert "516,00" in page.words
    assert "600,00" in page.words
    assert await amounts() == [45_000, 60_000, 61_200, 33_350]


async def test_changed_amount_can_be_settled_as_expected(anna: Browser, cast: Cast) -> None:
    lines = as_expected()
    lines[1] = (lines[1][0], lines[1][1], 60_000)
    page = await dropped(anna, cast, ("okt.csv", csv(lines)))
    (select,) = page.all("select[name^=c-]")
    await take_in(anna, **{str(select.attributes["name"]): "expected"})

    assert await amounts() == AMOUNTS


async def test_absent_person_is_not_deducted_and_keeps_the_line(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv(as_expected()[:3])))
    await take_in(anna)

    assert "Ikke i filen" in page.words
    assert await amounts() == [45_000, 51_600, 61_200, 0]


async def test_absent_person_can_be_laid_off_since_a_date(anna: Browser, cast: Cast) -> None:
    from app import db

    page = await dropped(anna, cast, ("okt.csv", csv(as_expected()[:3])))
    (select,) = page.all("select[name^=c-]")
    key = str(select.attributes["name"])[2:]
    await take_in(anna, **{f"c-{key}": "LAID_OFF", f"d-{key}": "2026-10-12"})
    line = await db.row("SELECT deducted, end_on, end_reason FROM deduction_line WHERE n = 4")

    assert line is not None
    assert (line["deducted"], str(line["end_on"]), line["end_reason"]) == (0, "2026-10-12", "LAID_OFF")


async def test_unknown_person_must_be_settled_before_the_file_is_taken_in(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv([*as_expected(), *as_expected([40_000], first=50)])))
    refused = await take_in(anna)
    (select,) = refused.all("select[name^=c-]")
    name = str(select.attributes["name"])
    taken = await take_in(anna, **{name: "new"})

    assert "Ikke på listen" in page.words
    assert people.national_id(51) not in page.text
    assert refused.status == 422
    assert refused.title.startswith("Feil:")
    assert "Velg hva som skal skje." in refused.words
    assert taken.status == 303
    assert await amounts() == [*AMOUNTS, 40_000]


async def test_unknown_person_is_not_stored_unless_said_to_be_new(anna: Browser, cast: Cast) -> None:
    from app import db

    page = await dropped(anna, cast, ("okt.csv", csv([*as_expected(), *as_expected([40_000], first=50)])))
    (select,) = page.all("select[name^=c-]")
    await take_in(anna, **{str(select.attributes["name"]): "out"})

    assert await amounts() == AMOUNTS
    assert await db.value("SELECT COUNT(*) FROM deduction_line WHERE origin = 'FILE'") == 0


async def test_new_people_can_be_settled_all_at_once(anna: Browser, cast: Cast) -> None:
    from app import db

    page = await dropped(
        anna, cast, ("okt.csv", csv([*as_expected(), *as_expected([40_000, 50_000, 60_000], first=50)]))
    )
    form = page.form("#rows", "bulk=new")
    (button,) = page.all('button[value="new"]')
    await anna.post(str(button.attributes["formaction"]), form.fields)
    await anna.follow()
    taken = await take_in(anna)

    assert taken.status == 303
    assert await db.value("SELECT COUNT(*) FROM deduction_line WHERE origin = 'FILE'") == 3


async def test_misprinted_id_is_one_difference_and_the_same_person(anna: Browser, cast: Cast) -> None:
    lines = as_expected()
    number = lines[2][0]
    lines[2] = (number[:9] + number[10] + number[9], lines[2][1], lines[2][2])
    page = await dropped(anna, cast, ("okt.csv", csv(lines)))
    await take_in(anna)

    assert "Feilskrevet fødselsnummer" in page.words
    assert "Ikke på listen" not in page.words
    assert await amounts() == AMOUNTS


async def test_ended_person_is_told_apart_from_an_unknown_one(anna: Browser, cast: Cast) -> None:

    who = await rows.member(cast.metall, 60)
    await rows.order(who, cast.fjord_metall, 40_000, starts=dt.date(2025, 1, 1), ends=dt.date(2026, 6, 30))
    page = await dropped(anna, cast, ("okt.csv", csv([*as_expected(), *as_expected([40_000], first=59)])))

    assert "Trekket er avsluttet" in page.words


async def test_member_of_the_union_elsewhere_is_unknown_here(anna: Browser, cast: Cast) -> None:
    """No membership oracle: what is asked about looks at the employer's own agreements alone."""
    await rows.order(await rows.member(cast.metall, 60), cast.vik_metall, 40_000)
    stranger = await dropped(anna, cast, ("okt.csv", csv([*as_expected(), *as_expected([40_000], first=59)])))

    assert "Ikke på listen" in stranger.words
    assert "Trekket er avsluttet" not in stranger.words


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
    column = next(str(node.attributes["name"]) for node in page.all("select[name^=r-]") if "amount" in _chosen(node))
    preview = await anna.submit("#ask", htmx=False, button="go=preview", **{column: "amount"})
    await anna.submit("#ask", **{column: "amount"})
    await read_files()
    read = await anna.follow()
    await anna.submit("#rows", button="bulk=new", sure="yes")

    assert "4 linjer" in preview.words
    assert read.heading == "Kontroller filen"
    assert await count("mapping") == 1


def doubtful() -> bytes:
    body = "".join(
        f"{number};{name};{kroner(ore)};{kroner(ore + 1000 * n)}\n"
        for n, (number, name, ore) in enumerate(strangers(), 1)
    )
    return f"Periode: oktober 2026\n\nFødselsnummer;Navn;Beløp 1;Beløp 2\n{body}".encode()


def strangers() -> list[tuple[str, str, int]]:
    """People whom no list knows, so that nothing expected points a column out."""
    return as_expected([40_000, 41_300, 52_700, 39_900], first=70)


def _chosen(node: Any) -> str:
    return " ".join(
        str(option.attributes.get("value")) for option in node.css("option") if "selected" in option.attributes
    )


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


async def test_unreadable_file_says_why_and_can_be_sent_as_it_is(anna: Browser, cast: Cast) -> None:
    from app import db
    from tests.intake.test_upload import PDF

    page = await dropped(anna, cast, ("skann.pdf", PDF))
    sent = await anna.submit('.cols form[action$="/delivery"]', alone="yes")

    assert page.heading == "Filen kan ikke leses"
    assert sent.status == 303
    assert await db.value("SELECT kind FROM submission") == "FILE"


async def test_two_files_for_one_list_are_reconciled_together(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("a.csv", csv(as_expected()[:2])), ("b.csv", csv(as_expected()[2:])))
    await take_in(anna)

    assert "Ikke i filen" not in page.words
    assert "Alle 4" in page.words
    assert await amounts() == AMOUNTS


async def test_same_list_in_two_files_is_not_counted_twice(anna: Browser, cast: Cast) -> None:
    again = csv(as_expected()).replace(b";", b"\t")
    page = await dropped(anna, cast, ("a.csv", csv(as_expected())), ("b.txt", again))
    refused = await take_in(anna)

    assert "sier det samme" in page.words
    assert refused.status == 422
    assert await amounts() == AMOUNTS


async def test_people_of_another_union_go_to_that_unions_list(browser: Browser, cast: Cast) -> None:
    from app import db

    await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    sjo = await rows.deduction_list(cast.fjord_sjo, [20_000], first=30)
    await browser.sign_in(cast.bo)
    mixed = csv([*as_expected(), *as_expected([21_000], first=30)])
    page = await dropped(browser, cast, ("okt.csv", mixed), agreement=str(cast.fjord_metall))
    taken = await take_in(browser)
    lists = await browser.follow()

    assert "Sjøfolkenes Forbund" in page.words
    assert taken.status == 303
    assert await db.value("SELECT deducted FROM deduction_line WHERE list_id = ?", sjo) == 21_000
    assert await db.value("SELECT COUNT(*) FROM upload_list") == 2
    assert lists.heading == "Filene er tatt inn i trekklistene"


async def test_file_for_several_unions_is_shared_out(browser: Browser, cast: Cast) -> None:
    from app import db

    metall = await rows.deduction_list(cast.fjord_metall, AMOUNTS)
    sjo = await rows.deduction_list(cast.fjord_sjo, [20_000], first=30)
    await browser.sign_in(cast.bo)
    mixed = csv([*as_expected()[:3], *as_expected([20_000], first=30)])
    await dropped(browser, cast, ("okt.csv", mixed), agreement="all")
    await take_in(browser)

    found = {one["list_id"]: one["deducted"] for one in await db.rows("SELECT list_id, deducted FROM deduction_line")}
    assert found[sjo] == 20_000
    assert await db.value("SELECT deducted FROM deduction_line WHERE list_id = ? AND n = 4", metall) == 0


async def test_list_changed_meanwhile_is_a_conflict_and_nothing_is_taken_in(
    anna: Browser, cast: Cast, new_browser: Any
) -> None:
    from app import db

    page = await dropped(anna, cast, ("okt.csv", csv(as_expected()[:3])))
    form = page.form("#rows")
    await anna.post(
        f"{page.path}/files", {"remark": "ny merknad"}, files=[("files", ("c.csv", csv(as_expected()[3:]), "text/csv"))]
    )
    await read_files()
    late = await anna.post(form.action, form.fields)

    assert late.status == 409
    assert await db.value("SELECT COUNT(*) FROM upload WHERE state = 'ACCEPTED'") == 0


async def test_accepting_twice_is_once(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv(as_expected())))
    form = page.form("#rows")
    first = await anna.post(form.action, form.fields)
    second = await anna.post(form.action, form.fields)

    assert first.status == second.status == 303
    assert await count("mapping") == 0


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


async def test_file_of_strangers_is_taken_in_only_when_it_is_said_to_be_right(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("feil.csv", csv(as_expected([40_000, 41_000, 42_000], first=80))))
    refused = await anna.submit("#rows", button="bulk=out")
    taken = await anna.submit("#rows", sure="yes")

    assert "Nesten ingen i filen står på denne listen." in page.words
    assert refused.status == 422
    assert "Kryss av for at det er riktig fil." in refused.words
    assert taken.status == 303


async def test_line_that_the_file_gives_to_a_union_elsewhere_is_shown_and_not_stored(anna: Browser, cast: Cast) -> None:
    from app import db

    lines = [(number, name, ore, "Metall og Maskin") for number, name, ore in as_expected()]
    lines += [(number, name, ore, "NTL") for number, name, ore in as_expected([40_000], first=90)]
    body = "".join(f"{number};{name};{union};{kroner(ore)}\n" for number, name, ore, union in lines)
    text = f"Periode: oktober 2026\n\nFødselsnummer;Navn;Fagforening;Trukket beløp\n{body}"
    page = await dropped(anna, cast, ("okt.csv", text.encode()))
    await take_in(anna)

    assert "NTL" in page.words
    assert "ikke lagret" in page.words
    assert people.name(91) not in page.words
    assert await amounts() == AMOUNTS
    assert await db.value("SELECT COUNT(*) FROM deduction_line") == 4


async def test_person_with_an_earlier_end_who_is_deducted_must_be_settled(anna: Browser, cast: Cast) -> None:
    from app import db

    await db.execute(
        "UPDATE deduction_line SET end_on = ?, end_reason = 'LEFT' WHERE n = 2",
        dt.date(2026, 8, 31),
    )
    page = await dropped(anna, cast, ("okt.csv", csv(as_expected())))
    refused = await take_in(anna)

    assert "Trekket er avsluttet" in page.words
    assert refused.status == 422


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
