"""Files of another month than the list's, or of another employer: asked about, and put where they belong."""

from typing import Any

from tests.intake.dropping import AMOUNTS, amounts, as_expected, csv, dropped, kroner, read_files, take_in
from tests.support import rows
from tests.support.browser import Browser
from tests.support.cast import Cast


def by_month(*months: str) -> bytes:
    """A list with the month on every line, each person once for each."""
    body = "".join(
        f"{number};{name};{month};{kroner(ore)}\n" for month in months for number, name, ore in as_expected()
    )
    return f"Fødselsnummer;Navn;Periode;Trukket beløp\n{body}".encode()


async def test_file_with_lines_of_two_other_months_is_asked_about(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("liste.csv", by_month("2026-08", "2026-09")))

    assert page.heading == "Gjelder filen oktober 2026?"
    assert "august 2026, september 2026" in page.words


async def test_file_with_only_a_day_of_printing_is_not_said_to_name_a_month(anna: Browser, cast: Cast) -> None:
    printed = csv(as_expected()).replace(b"Periode: oktober 2026", b"Utskrevet 28.09.2026")
    page = await dropped(anna, cast, ("liste.csv", printed))

    assert page.heading == "Gjelder filen oktober 2026?"
    assert "Det står ikke i filen hvilken måned den gjelder." in page.words


async def test_lines_of_another_month_are_all_taken_when_somebody_says_so(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("liste.csv", by_month("2026-09")))
    await anna.submit("#ask")
    await read_files()
    read = await anna.follow()
    await take_in(anna)

    assert page.heading == "Gjelder filen oktober 2026?"
    assert "4 personer, sum 1 911,50 kr." in read.words
    assert "gjelder andre måneder" not in read.words
    assert await amounts() == AMOUNTS


async def test_only_this_months_lines_are_taken_of_a_file_that_has_them(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("liste.csv", by_month("2026-09", "2026-10")))

    assert page.heading == "Kontroller filen"
    assert "4 personer, sum 1 911,50 kr." in page.words
    assert "4 linjer gjelder andre måneder og er ikke tatt med." in page.words


async def test_file_is_moved_to_the_list_of_its_own_month(anna: Browser, cast: Cast) -> None:
    from app import db

    before = await rows.deduction_list(cast.fjord_metall, AMOUNTS, period="2026-08", first=40)
    page = await dropped(anna, cast, ("liste.csv", by_month("2026-08", "2026-09")))
    moves = page.said("button[form=move]")
    moved = await anna.submit("#move", button="to=" + f"{cast.fjord}/2026-08")
    await read_files()
    read = await anna.follow()
    gone = await anna.get(page.path)

    assert moves == ["Flytt til august 2026", "Flytt til september 2026"]
    assert "Filen er flyttet hit fra oktober 2026." in read.words
    assert moved.location != page.path
    assert read.heading == "Kontroller filen"
    assert "august 2026. 4 personer, sum 1 911,50 kr." in read.words
    assert gone.status == 404
    assert (
        await db.value("SELECT x.list_id FROM upload_list x JOIN upload_file f ON f.upload_id = x.upload_id") == before
    )


async def test_file_is_not_moved_where_the_list_is_sent_nor_twice(anna: Browser, cast: Cast) -> None:
    from app import db

    list_id = await rows.deduction_list(cast.fjord_metall, AMOUNTS, period="2026-08", first=40)
    page = await dropped(anna, cast, ("liste.csv", by_month("2026-08")))
    await db.execute("UPDATE deduction_list SET state = 'SETTLED' WHERE id = ?", list_id)
    shown = await anna.get(page.path)
    value = page.one("button[form=move]").attributes["value"]
    tried = await anna.post(f"{page.path}/files/1/move", {"to": str(value)})

    assert shown.all("button[form=move]") == []
    assert tried.location == page.path
    assert await db.value("SELECT COUNT(*) FROM upload") == 1


async def test_remark_follows_the_last_file(anna: Browser, cast: Cast) -> None:
    from tests.intake.dropping import drop, file

    await drop(anna, cast.fjord, [file("liste.csv", by_month("2026-09"))], "Ny lønnsart")
    await read_files()
    await anna.follow()
    await anna.submit("#move", button="to=" + f"{cast.fjord}/2026-09")
    await read_files()
    read = await anna.follow()

    assert "Ny lønnsart" in read.words
    assert "september 2026" in read.words


def of_employer(orgnr: str) -> bytes:
    body = "".join(f"{number};{name};{kroner(ore)}\n" for number, name, ore in as_expected())
    return f"Org.nr.: {orgnr}\nPeriode: oktober 2026\n\nFødselsnummer;Navn;Trukket beløp\n{body}".encode()


async def test_file_of_another_employer_is_moved_to_it_by_whoever_delivers_for_both(anna: Browser, cast: Cast) -> None:
    from tests.support import people
    from tests.support.cast import grant

    await grant(cast.anna, cast.vik_metall)
    page = await dropped(anna, cast, ("vik.csv", of_employer(people.orgnr(2))))
    said = page.said("button[form=move]")
    moved = await anna.submit("#move", button=f"to={cast.vik}/2026-10")
    await read_files()
    read = await anna.follow()

    assert page.heading == "Gjelder filen Fjord AS?"
    assert "Filen er flyttet hit fra Fjord AS." in read.words
    assert said == ["Lever for Vik Transport AS i stedet"]
    assert moved.location.startswith(f"/e/{cast.vik}/uploads/")
    assert read.heading == "Kontroller filen"


async def test_employer_that_is_not_theirs_is_neither_named_nor_reached(anna: Browser, cast: Cast) -> None:
    from app import db
    from tests.support import people

    page = await dropped(anna, cast, ("vik.csv", of_employer(people.orgnr(2))))
    tried = await anna.post(f"{page.path}/files/1/move", {"to": f"{cast.vik}/2026-10"})

    assert "Vik Transport" not in page.words
    assert page.all("button[form=move]") == []
    assert tried.location == page.path
    assert await db.value("SELECT employer_id FROM upload") == cast.fjord


async def test_lines_of_other_employers_are_all_taken_when_somebody_says_so(anna: Browser, cast: Cast) -> None:
    from tests.support import people

    whose = [(people.orgnr(7 + n % 2), *line) for n, line in enumerate(as_expected())]
    body = "".join(f"{orgnr};{number};{name};{kroner(ore)}\n" for orgnr, number, name, ore in whose)
    data = f"Periode: oktober 2026\n\nOrg.nr.;Fødselsnummer;Navn;Trukket beløp\n{body}".encode()
    page = await dropped(anna, cast, ("alle.csv", data))
    await anna.submit("#ask")
    await read_files()
    read = await anna.follow()

    assert page.heading == "Gjelder filen Fjord AS?"
    assert "4 personer, sum 1 911,50 kr." in read.words


async def test_where_a_file_came_from_is_told_to_nobody_who_may_not_see_it(
    anna: Browser, cast: Cast, new_browser: Any
) -> None:
    from tests.support import people
    from tests.support.cast import grant

    await grant(cast.anna, cast.vik_metall)
    await dropped(anna, cast, ("vik.csv", of_employer(people.orgnr(2))))
    moved = await anna.submit("#move", button=f"to={cast.vik}/2026-10")
    await read_files()
    cecilie = await new_browser(cast.cecilie)
    hers = await cecilie.get(moved.location)
    odd = [await anna.get(moved.location.split("=")[0] + f"={text}") for text in ("1", "x", "", "9" * 40)]

    assert hers.heading == "Kontroller filen"
    assert "Fjord AS" not in hers.words
    assert ["flyttet hit" in page.words for page in odd] == [False] * 4
