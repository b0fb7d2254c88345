"""A cell that is no number is asked for on its row, and is never 0,00 unless somebody says so."""

import pytest

from app.intake.reading import Answers, Line, Place, Question, Reading
from app.intake.upload_reading import questions_left
from app.intake.upload_spots import spots
from tests.intake.dropping import amounts, as_expected, chosen, dropped, kroner, take_in
from tests.support import people, rows
from tests.support.browser import Browser
from tests.support.cast import Cast
from tests.support.page import Page

MANY = [45_000, 51_600, 61_200, 33_350] * 8


@pytest.fixture
async def anna(browser: Browser, cast: Cast) -> Browser:
    await rows.deduction_list(cast.fjord_metall, MANY)
    await browser.sign_in(cast.anna)
    return browser


def listed(lines: list[tuple[str, str, str]]) -> bytes:
    body = "".join(f"{number};{name};{amount}\n" for number, name, amount in lines)
    return f"Periode: oktober 2026\n\nFødselsnummer;Navn;Trukket beløp\n{body}".encode()


def with_words(*more: tuple[str, str, str]) -> bytes:
    lines = [(number, name, kroner(ore)) for number, name, ore in as_expected(MANY)]
    lines[1] = (*lines[1][:2], "fem hundre og seksten")
    return listed([*lines, *more])


def row_of(page: Page, name: str) -> str:
    """The key of the row of that name."""
    (found,) = [str(node.attributes["id"])[4:] for node in page.all("tr[id]") if name in node.text()]
    return found


async def test_amount_in_words_must_be_typed(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", with_words()))
    key = row_of(page, people.name(2))
    undecided = await take_in(anna)
    empty = await take_in(anna, **{f"c-{key}": "file"})
    wrong = await take_in(anna, **{f"c-{key}": "file", f"a-{key}": "fem hundre"})
    taken = await take_in(anna, **{f"c-{key}": "file", f"a-{key}": "516"})

    assert page.heading == "Kontroller filen"
    assert "Beløpet kan ikke leses" in page.words
    assert "«fem hundre og seksten»" in page.words
    assert "med 0,00" not in page.words
    assert chosen(page.one(f"#c-{key}")) == ""
    assert "Velg hva som skal skje." in undecided.words
    assert empty.status == wrong.status == 422
    assert "Skriv beløpet med tall, for eksempel 450,50." in wrong.words
    assert wrong.value(f"a-{key}") == "fem hundre"
    assert taken.status == 303
    assert await amounts() == MANY


async def test_amount_in_words_can_be_said_to_be_nothing(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", with_words()))
    await take_in(anna, **{f"c-{row_of(page, people.name(2))}": "zero"})

    assert await amounts() == [MANY[0], 0, *MANY[2:]]


async def test_field_for_the_amount_comes_with_the_choice(anna: Browser, cast: Cast) -> None:
    page = await dropped(anna, cast, ("okt.csv", with_words()))
    key = row_of(page, people.name(2))
    fields = dict(page.form("#rows").fields)
    typed = await anna.post(f"{page.path}/choices", {**fields, f"c-{key}": "file"}, htmx=True)
    kept = await anna.post(f"{page.path}/choices", {**fields, f"c-{key}": "expected"}, htmx=True)

    assert page.all(f"noscript #a-{key}")
    assert typed.all(f"#x-{key} #a-{key}")
    assert not kept.all(f"#a-{key}")


async def test_stranger_whose_amount_is_in_words_is_new_with_what_is_typed(anna: Browser, cast: Cast) -> None:
    number, name, _ = as_expected([1], first=50)[0]
    page = await dropped(anna, cast, ("okt.csv", with_words((number, name, "fire hundre"))))
    ours, new = row_of(page, people.name(2)), row_of(page, name)
    refused = await take_in(anna, **{f"c-{ours}": "expected", f"c-{new}": "new", f"a-{new}": ""})
    taken = await take_in(anna, **{f"c-{ours}": "expected", f"c-{new}": "new", f"a-{new}": "400,00"})

    assert refused.status == 422
    assert taken.status == 303
    assert await amounts() == [*MANY, 40_000]


def test_many_of_them_are_asked_about_at_once() -> None:
    """Twenty and more are no slips: the column may be another."""
    places = [Place(sheet="A", row=n, text="etter avtale") for n in range(20)]
    lines = [Line(row=n, sheet="A", amount=0, marks=["unread_amount"]) for n in range(20)]

    def left(places: list[Place]) -> list[str]:
        question = Question(code="unread", about="accepted", places=places)
        reading = Reading(file="x", status="ask", lines=lines, open_questions=[question])
        return [one.code for one in questions_left(reading, Answers(), "2026-10", "")]

    assert left(places[:19]) == []
    assert left(places) == ["unread"]
    assert left([Place(sheet="A", row=99, text="uten person")]) == ["unread"]


def test_covered_id_is_not_called_missing() -> None:
    line = Line(row=5, sheet="A", amount=45_000, name="Nora Berg", marks=["masked_id"])
    question = Question(code="odd_rows", about="accepted", places=[Place(sheet="A", row=5, text="Nora Berg")])
    (spot,) = spots(question, Reading(file="x", status="ask", lines=[line]))

    assert spot.taken == "Lest som Nora Berg, fødselsnummeret er dekket til, 450,00 kr."
