"""What is remembered of one file for the next: its form, never its rows, and only while the content bears it out."""

import io
from typing import Any

from tests.intake.dropping import (
    as_expected,
    chosen,
    count,
    drop,
    dropped,
    file,
    kroner,
    read_files,
    strangers,
)
from tests.support.browser import Browser
from tests.support.cast import Cast
from tests.support.page import Page

ROLES = ["national_id", "name", "ignored", "amount"]


def two_amounts(people: Any, heads: tuple[str, str] = ("Kol 1", "Kol 2"), *, swapped: bool = False) -> bytes:
    """Two columns of money; the second has the amounts, unless they are swapped."""
    body = ""
    for n, (number, name, ore) in enumerate(people, 1):
        pair = [kroner(ore + 1000 * n + 7), kroner(ore)]
        body += f"{number};{name};{';'.join(pair[::-1] if swapped else pair)}\n"
    return f"Fødselsnummer;Navn;{';'.join(heads)}\n{body}".encode()


async def teach(anna: Browser, cast: Cast, data: bytes, roles: list[str]) -> None:
    """Deliver October, saying what the columns are."""
    page = await dropped(anna, cast, ("okt.csv", data))
    assert page.heading == "Hvilken kolonne er beløpet som er trukket?"
    await anna.submit("#ask", **{f"r-0:{n}": role for n, role in enumerate(roles)})
    await read_files()
    await anna.follow()
    await anna.submit("#rows", button="bulk=out", sure="yes")
    assert await count("mapping") == 1


async def next_month(anna: Browser, cast: Cast, data: bytes, name: str = "nov.csv") -> Page:
    await drop(anna, cast.fjord, [file(name, data)], period="2026-11")
    await read_files()
    return await anna.follow()


async def test_columns_that_swap_places_are_known_by_their_headings(anna: Browser, cast: Cast) -> None:
    await teach(anna, cast, two_amounts(strangers()), ROLES)
    page = await next_month(anna, cast, two_amounts(strangers(), ("Kol 2", "Kol 1"), swapped=True))

    assert "er lest slik du viste sist" in page.words
    assert f"sum {kroner(sum(ore for _, _, ore in strangers())).replace('1739', '1 739')} kr." in page.words


async def test_month_in_a_heading_is_no_other_form(anna: Browser, cast: Cast) -> None:
    await teach(anna, cast, two_amounts(strangers(), ("Verdi 1", "Verdi 2 oktober 2026")), ROLES)
    page = await next_month(anna, cast, two_amounts(strangers(), ("Verdi 1", "Verdi 2 november 2026")))

    assert "er lest slik du viste sist" in page.words


async def test_other_headings_are_asked_about(anna: Browser, cast: Cast) -> None:
    await teach(anna, cast, two_amounts(strangers()), ROLES)
    page = await next_month(anna, cast, two_amounts(strangers(), ("Kol 3", "Kol 4")))

    assert page.heading == "Hvilken kolonne er beløpet som er trukket?"


async def test_remembered_columns_are_asked_about_when_no_amount_is_as_expected_any_more(
    anna: Browser, cast: Cast
) -> None:
    """The same headings over columns that changed places: what was shown once does not fit those who are expected."""
    await teach(anna, cast, two_amounts(strangers()), ROLES)
    page = await next_month(anna, cast, two_amounts(as_expected(), swapped=True))

    assert page.heading == "Hvilken kolonne er beløpet som er trukket?"
    assert [chosen(node) for node in page.all("select[name^=r-]")] == ROLES


async def test_remembered_columns_are_used_where_the_amounts_are_as_expected(anna: Browser, cast: Cast) -> None:
    await teach(anna, cast, two_amounts(strangers()), ROLES)
    page = await next_month(anna, cast, two_amounts(as_expected()))

    assert page.heading == "Kontroller filen"
    assert "4 personer, sum 1 911,50 kr." in page.words


def workbook(people: Any, hidden: tuple[int, ...]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["Fødselsnummer", "Navn", "Trukket beløp"])
    for number, name, ore in people:
        sheet.append([number, name, ore / 100])
    for row in hidden:
        sheet.row_dimensions[row].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def test_hidden_rows_are_asked_about_each_time(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.xlsx", workbook(as_expected(), (3,))))
    await anna.submit("#ask", answer="no")
    await read_files()
    await anna.follow()
    await anna.submit("#rows", sure="yes")
    again = await next_month(anna, cast, workbook(as_expected(), (2, 4)), "nov.xlsx")

    assert page.heading == "Filen har skjulte rader (1). Skal de være med?"
    assert again.heading == "Filen har skjulte rader (2). Skal de være med?"
    assert await count("mapping") == 0
