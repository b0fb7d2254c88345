"""Amounts that are far from what was expected are never taken in with one click."""

import pytest

from app.intake.upload_amounts import Amount, Change, change_of, odd
from tests.intake.dropping import amounts, as_expected, chosen, csv, dropped, read_files, take_in
from tests.support import rows
from tests.support.browser import Browser
from tests.support.cast import Cast
from tests.support.page import Page

MANY = [41_000, 63_350, 38_800, 52_600, 45_050, 71_400, 33_350, 58_900, 49_700, 66_100, 36_250, 55_500]
OTHER = [ore + 1_000 + 700 * (n % 5) for n, ore in enumerate(MANY)]


@pytest.mark.parametrize(
    ("deducted", "expected", "last", "said"),
    [
        (45_000, 45_000, None, ""),
        (46_600, 45_000, None, ""),
        (135_000, 45_000, None, ""),
        (135_100, 45_000, None, "more"),
        (14_900, 45_000, None, "less"),
        (15_000, 45_000, None, ""),
        (450_000, 45_000, None, "shifted"),
        (450, 45_000, None, "shifted"),
        (-63_700, 63_700, None, "negative"),
        (310_000, 180_000, None, "large"),
        (310_000, 295_000, None, ""),
        (0, 45_000, None, ""),
        (56_000, None, None, ""),
        (310_000, None, None, "large"),
        (310_000, None, 250_000, ""),
        (140_000, None, 3_000, ""),
        (3_000, None, 56_000, ""),
        (560_000, None, 56_000, "shifted"),
        (190_000, None, 56_000, "more"),
        (-100, None, 56_000, "negative"),
    ],
)
def test_what_is_odd_about_an_amount(deducted: int, expected: int | None, last: int | None, said: str) -> None:
    assert odd(deducted, expected, last) == said


def read(pairs: list[tuple[int, int]]) -> list[Amount]:
    return [Amount((1, "", n), deducted, expected, None) for n, (deducted, expected) in enumerate(pairs)]


def in_per_cent(pairs: list[tuple[int, int]]) -> list[Amount]:
    return [Amount((1, "", n), deducted, None, last) for n, (deducted, last) in enumerate(pairs)]


def test_new_rate_is_known_by_its_factor_or_its_sum() -> None:
    risen = change_of(read([(round(ore * 1.035 / 100) * 100, ore) for ore in MANY]))
    more = change_of(read([(ore + 2_500, ore) for ore in MANY]))

    assert risen is not None
    assert more is not None
    assert (risen.kind, risen.much) == ("rate", "+3,5\u00a0%")
    assert (more.kind, more.much) == ("rate", "+25,00\u00a0kr")


def test_rate_that_fell_has_a_minus() -> None:
    found = change_of(read([(round(ore * 0.98), ore) for ore in MANY]))

    assert found is not None
    assert found.much == "\u22122,0\u00a0%"


def test_new_rate_is_seen_though_some_have_another_amount() -> None:
    pairs = [(round(ore * 1.035), ore) for ore in MANY]
    pairs[0], pairs[1] = (21_000, MANY[0]), (MANY[1], MANY[1])

    assert change_of(read(pairs)) == Change("rate", 11, 12, percent=35)


def test_ladder_of_rates_that_all_rise_is_a_new_rate_and_no_swap() -> None:
    steps = [30_000, 33_000, 36_300, 39_930]

    assert change_of(read([(round(step * 1.1), step) for step in steps * 3])) == Change("rate", 12, 12, percent=100)


def test_amounts_moved_one_row_are_those_of_other_people() -> None:
    moved = read(list(zip(MANY[1:], MANY, strict=False)))

    assert change_of(moved, [MANY[-1]]) == Change("swapped", 11, 11)


def test_amounts_that_follow_nothing_are_many() -> None:
    assert change_of(read(list(zip(OTHER, MANY, strict=True)))) == Change("many", 12, 12)


def test_few_changed_amounts_are_nothing_to_notice() -> None:
    assert change_of(read([(ore + 1_000 * n if n < 4 else ore, ore) for n, ore in enumerate(MANY)])) is None


def test_two_who_change_places_are_nothing_to_notice() -> None:
    pairs = [(ore, ore) for ore in MANY]
    pairs[0], pairs[1] = (MANY[1], MANY[0]), (MANY[0], MANY[1])

    assert change_of(read(pairs)) is None


def test_dues_in_per_cent_that_stand_on_the_next_row_are_seen() -> None:
    last = [41_000, 62_000, 35_500, 71_000, 48_000, 55_000, 39_000, 66_000]

    assert change_of(in_per_cent(list(zip(last[1:], last, strict=False)))) == Change("moved", 7, 7)


def test_dues_in_per_cent_that_vary_are_nothing_to_notice() -> None:
    last = [41_000, 62_000, 35_500, 71_000, 48_000, 55_000, 39_000, 66_000]
    now = [52_000, 31_000, 36_500, 90_000, 12_000, 55_000, 78_000, 60_000]

    assert change_of(in_per_cent(list(zip(now, last, strict=True)))) is None


async def opened(browser: Browser, cast: Cast, lines: list[tuple[str, str, int]]) -> Page:
    """The differences of a file against a list with MANY; what the reader asks first is said yes to."""
    await rows.deduction_list(cast.fjord_metall, MANY)
    await browser.sign_in(cast.anna)
    page = await dropped(browser, cast, ("okt.csv", csv(lines)))
    if page.all("#ask"):
        await browser.submit("#ask", answer="as_printed" if "pluss og minus" in page.words else "yes")
        await read_files()
        page = await browser.follow()
    assert page.heading == "Kontroller filen"
    return page


async def test_absurd_amounts_are_decided_one_by_one(browser: Browser, cast: Cast) -> None:
    lines = as_expected([MANY[0] * 100, MANY[1] * 4, -MANY[2], *MANY[3:]])
    page = await opened(browser, cast, lines)
    refused = await take_in(browser)
    first, second, third = sorted(str(one.attributes["name"]) for one in refused.all("select[name^=c-]"))
    taken = await take_in(browser, **{first: "expected", second: "file", third: "zero"})

    assert page.words.count("Uvanlig beløp") == 3
    assert "Må avklares 3" in page.words
    assert "Er kommaet flyttet?" in page.words
    assert "Mer enn tre ganger det forventede." in page.words
    assert "Minus: er det tilbakebetalt?" in page.words
    assert refused.status == 422
    assert taken.status == 303
    assert await amounts() == [MANY[0], MANY[1] * 4, 0, *MANY[3:]]


async def test_bulk_leaves_absurd_amounts_undecided_and_can_keep_what_was_expected(
    browser: Browser, cast: Cast
) -> None:
    page = await opened(browser, cast, as_expected([MANY[0] * 100, MANY[1] * 4, MANY[2] + 1000, *MANY[3:]]))
    fields = page.form("#rows").fields
    await browser.post(f"{page.path}/choices", [*fields, ("bulk", "file")])
    still = await browser.get(f"{page.path}?show=todo")
    await browser.post(f"{page.path}/choices", [*still.form("#rows").fields, ("bulk", "expected")])
    kept = await browser.get(f"{page.path}?show=todo")

    assert [chosen(one) for one in still.all("select[name^=c-]")] == ["", ""]
    assert [chosen(one) for one in kept.all("select[name^=c-]")] == ["expected", "expected"]


async def test_amounts_on_the_wrong_people_need_a_tick_and_are_told(browser: Browser, cast: Cast) -> None:
    page = await opened(browser, cast, as_expected([*MANY[1:], MANY[0]]))
    refused = await take_in(browser)

    assert "Beløpene til 12 personer er de samme som forventet, men står på andre personer." in page.words
    assert refused.status == 422
    assert "Kryss av for at det er riktig fil." in refused.words
    assert await amounts() == MANY


async def test_new_rate_is_taken_in_with_one_tick(browser: Browser, cast: Cast) -> None:
    risen = [round(ore * 1.035) for ore in MANY]
    page = await opened(browser, cast, as_expected(risen))
    refused = await take_in(browser)
    taken = await browser.submit("#rows", sure="yes")

    assert "De fleste beløpene er endret (om lag +3,5 %)." in page.words
    assert "Må avklares 0" in page.words
    assert refused.status == 422
    assert taken.status == 303
    assert await amounts() == risen


async def test_amounts_that_are_mostly_others_need_a_tick(browser: Browser, cast: Cast) -> None:
    page = await opened(browser, cast, as_expected(OTHER))

    assert "12 av 12 beløp er ikke som forventet." in page.words
    assert page.all("input[name=sure]")


async def test_last_months_file_is_called_that_and_not_a_new_rate(browser: Browser, cast: Cast) -> None:
    from app import db

    before = [round(ore * 0.965) for ore in MANY]
    await rows.deduction_list(cast.fjord_metall, MANY)
    for n, ore in enumerate(before, 1):
        await db.execute("UPDATE deduction_line SET last_month = ? WHERE n = ?", ore, n)
    await browser.sign_in(cast.anna)
    page = await dropped(browser, cast, ("okt.csv", csv(as_expected(before))))

    assert "Alle beløpene er de samme som forrige måned" in page.words
    assert "De fleste beløpene er endret" not in page.words


async def test_dues_in_per_cent_are_asked_about_after_a_large_jump_only(browser: Browser, cast: Cast) -> None:
    from app import db

    await rows.deduction_list(cast.fjord_metall, MANY)
    await db.execute("UPDATE deduction_line SET expected = NULL, dues = 0, deducted = NULL, last_month = 50000")
    await browser.sign_in(cast.anna)
    lines = as_expected([500_000, 20_000, 90_000, *MANY[3:]])
    page = await dropped(browser, cast, ("okt.csv", csv(lines)))

    assert "Må avklares 1" in page.words
    assert page.words.count("Uvanlig beløp") == 1
    assert not page.all("input[name=sure]")


async def test_new_people_in_bulk_are_not_those_with_an_absurd_amount(browser: Browser, cast: Cast) -> None:
    new = as_expected([40_000, 5_655_000, 41_000], first=60)
    page = await opened(browser, cast, [*as_expected(MANY), *new])
    await browser.post(f"{page.path}/choices", [*page.form("#rows").fields, ("bulk", "new")])
    settled = await browser.get(f"{page.path}?show=todo")

    assert "Uvanlig mye for én måned." in page.words
    assert sorted(chosen(one) for one in settled.all("select[name^=c-]")) == ["", "new", "new"]
    assert settled.said("#t-todo") == ["1"]
