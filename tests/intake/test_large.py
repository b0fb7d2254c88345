"""A large file: it is refused before it can hurt anybody, and what is compared once is not compared again."""

import time
from typing import Any

import pytest

from app.intake import reading as limits
from app.intake.actions import comparison
from app.intake.child import Fence, read_file
from app.intake.queries.found import compared_with_lists
from app.intake.upload_rows import Row, find_alike
from tests.intake.dropping import (
    AMOUNTS,
    amounts,
    as_expected,
    count,
    csv,
    drop,
    dropped,
    file,
    read_files,
    stored,
    take_in,
)
from tests.support import people, rows
from tests.support.browser import Browser
from tests.support.cast import Cast


@pytest.fixture
def all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "LARGE", 1)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often anything was compared."""
    times: list[int] = []
    really = compared_with_lists

    async def counted(*given: Any) -> Any:
        times.append(1)
        return await really(*given)

    monkeypatch.setattr(comparison, "compared_with_lists", counted)
    return times


def _name(n: int) -> str:
    letters = "".join(chr(ord("a") + n // 26**place % 26) for place in range(3))
    return f"Kari {letters.title()} Nordby"


async def test_list_of_more_than_we_take_on_is_refused_behind_the_fence_and_read_on_the_command_line() -> None:
    data = csv([(people.national_id(n), _name(n), 45_000) for n in range(limits.MOST_LINES + 1)])
    refused = await Fence().read(data, limits.Request("stor.csv", "Fellesforbundet", limited=True))
    read = read_file(data, "Fellesforbundet", name="stor.csv")

    assert (refused.status, refused.reason, refused.lines) == ("reject", "many_lines", [])
    assert len(read.lines) == limits.MOST_LINES + 1


def test_limit_is_for_lists_and_wider_where_something_is_asked_first() -> None:
    line = limits.Line(amount=1, sheet="", row=1)

    def left(status: Any, lines: int, others: int = 0) -> str:
        read = limits.Reading(file="x", status=status, lines=[line] * lines, others=[line] * others)
        return limits.within_limits(read).reason

    most = limits.MOST_LINES
    assert [left("lines", most), left("lines", most, 3 * most), left("ask", 4 * most)] == ["", "", ""]
    assert [left("lines", most + 1), left("lines", most, 3 * most + 1), left("ask", 4 * most + 1)] == ["many_lines"] * 3


async def test_file_with_too_many_lines_is_said_to_have_them(
    anna: Browser, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.intake.actions import read

    async def refuse(*_: Any) -> Any:
        told = limits.Reading(file="", status="lines", lines=[limits.Line(amount=1, sheet="", row=1)] * 10_001)
        return limits.within_limits(told)

    monkeypatch.setattr(read.FENCE, "read", refuse)
    page = await dropped(anna, cast, ("stor.csv", csv(as_expected())))

    assert page.heading == "Filen kan ikke leses"
    assert "Filen har 10 001 linjer med trekk, og vi tar inn lister på inntil 10 000." in page.words.replace(
        "\u00a0", " "
    )


async def test_files_with_too_many_lines_together_are_not_compared(
    anna: Browser, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.intake import queries

    monkeypatch.setattr(queries, "MOST_LINES", 5)
    page = await dropped(anna, cast, ("a.csv", csv(as_expected())), ("b.csv", csv(as_expected(first=20))))
    answers = [await anna.post(f"{page.path}/{what}") for what in ("choices", "acceptance")]

    assert page.heading == "For mange linjer"
    assert len(page.all('form[action$="/removal"]')) == 2
    assert [(one.status, one.location) for one in answers] == [(303, page.path)] * 2
    assert await amounts() == AMOUNTS


@pytest.mark.usefixtures("all_are_large")
async def test_large_file_is_compared_once_and_shown_as_it_was(
    anna: Browser, cast: Cast, compared: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [*as_expected()[:3], *as_expected([40_000], first=50)]
    page = await dropped(anna, cast, ("okt.csv", csv(lines)))
    again = await anna.get(page.path)
    await anna.post(f"{page.path}/choices", {"show": "all", "page": "1"}, htmx=True)
    kept = len(compared)
    monkeypatch.setattr(comparison, "LARGE", 10**9)
    whole = await anna.get(page.path)

    assert kept == 1
    assert page.words == again.words == whole.words
    for path in await stored():
        with open(path, "rb") as file_kept:
            assert people.name(51).encode() not in file_kept.read()


@pytest.mark.usefixtures("all_are_large")
async def test_large_file_is_compared_anew_when_a_list_or_the_files_change(
    anna: Browser, cast: Cast, compared: list[int]
) -> None:
    from app import db

    page = await dropped(anna, cast, ("okt.csv", csv([*as_expected(), *as_expected([40_000], first=50)])))
    await db.execute("UPDATE deduction_list SET version = version + 1")
    await anna.get(page.path)
    await anna.submit('form[action$="/removal"]')
    taken = await drop(anna, cast.fjord, [file("ny.csv", csv(as_expected()))])
    await read_files()
    new = await anna.get(taken.location)

    assert len(compared) == 3
    assert "4 personer" in new.words


@pytest.mark.usefixtures("all_are_large")
async def test_large_file_is_taken_in_by_what_is_true_then_and_nothing_is_kept(
    anna: Browser, cast: Cast, compared: list[int]
) -> None:
    page = await dropped(anna, cast, ("okt.csv", csv([*as_expected(), *as_expected([40_000], first=50)])))
    (select,) = page.all("select[name^=c-]")
    refused = await take_in(anna)
    taken = await take_in(anna, **{str(select.attributes["name"]): "new"})

    from app import db

    assert (refused.status, taken.status) == (422, 303)
    assert len(compared) == 3
    assert await amounts() == [*AMOUNTS, 40_000]
    assert await db.value("SELECT COUNT(*) FROM stored_file WHERE kind = 'comparison' AND erased_at IS NULL") == 0
    assert await count("stored_file") > 1


@pytest.mark.usefixtures("all_are_large")
async def test_comparison_goes_with_the_file(anna: Browser, cast: Cast) -> None:
    from app import db

    await dropped(anna, cast, ("okt.csv", csv(as_expected())))
    before = await db.value("SELECT COUNT(*) FROM stored_file WHERE kind = 'comparison' AND erased_at IS NULL")
    await anna.submit('form[action$="/removal"]')

    assert before == 1
    assert await db.value("SELECT COUNT(*) FROM stored_file WHERE kind = 'comparison' AND erased_at IS NULL") == 0


@pytest.mark.usefixtures("all_are_large")
async def test_comparison_is_not_believed_for_long(anna: Browser, cast: Cast, compared: list[int]) -> None:
    """Members' orders change too, and no list tells."""
    from app import clock, db

    page = await dropped(anna, cast, ("okt.csv", csv(as_expected())))
    await db.execute("UPDATE stored_file SET kept_at = ?", clock.now() - comparison.VALID)
    await anna.get(page.path)

    assert len(compared) == 2


def _row(kind: str, number: int, name: str, **more: Any) -> Row:
    return Row(key=f"{kind}{number}", kind=kind, name=name, list_id=1, list_label="", **more)


def test_strangers_and_missing_are_not_compared_each_with_each() -> None:
    missing = [_row("undeducted", n, f"Kari Nordby{n}", n=n, expected=45_000) for n in range(5000)]
    strangers = [_row("unknown", n, f"Kari Hansen{n}", deducted=45_000) for n in range(5000)]
    strangers.append(_row("unknown", 9999, "Kari Nordby4711", deducted=45_000))
    start = time.process_time()
    find_alike([*missing, *strangers], {1: 1})

    assert time.process_time() - start < 4
    assert strangers[-1].alike[0] == ("undeducted4711", "Kari Nordby4711")


async def test_answer_that_leads_on_ends_the_asking(anna: Browser, cast: Cast) -> None:
    """A fragment that asked every second would stop the page that it leads to from loading, each time anew."""
    await rows.member(cast.metall, 60)
    taken = await drop(anna, cast.fjord, [file("okt.csv", csv(as_expected()))])
    fragment = await anna.get(f"{taken.location}/progress", htmx=True)
    await read_files()
    last = await anna.get(f"{taken.location}/progress", htmx=True)

    assert 'hx-trigger="load delay:1s, htmx:responseError' in fragment.text
    assert "every" not in fragment.text
    assert last.headers["hx-redirect"] == taken.location
    assert last.text == ""
