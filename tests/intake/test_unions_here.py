"""The installation's own unions are known by their names, whatever our dictionary makes of a part of them."""

import pytest

from app.intake.unions import unions_for
from app.intake.upload_reading import OfUnion
from tests.intake.dropping import amounts, as_expected, count, dropped, kroner, take_in
from tests.support import rows
from tests.support.browser import Browser
from tests.support.cast import Cast

FJELL, NORDLYS = "Fagforbundet Fjell og Fjord", "Forbundet Nordlys"
HERE = ((FJELL, ("Fjell og Fjord", "FFF")), (NORDLYS, ("Nordlys",)), ("Forbundet for Ledelse og Teknikk", ()))


@pytest.mark.parametrize("ours", ["–", NORDLYS, FJELL, "Fellesforbundet"])
@pytest.mark.parametrize(
    ("text", "means"),
    [
        (FJELL, FJELL),
        ("Fjell og Fjord", FJELL),
        ("FFF", FJELL),
        ("Nordlys", NORDLYS),
        ("Fagforbundet", "Fagforbundet"),
        ("Fellesforbundet", "Fellesforbundet"),
        ("FLT", "Forbundet for Ledelse og Teknikk"),
    ],
)
def test_longest_name_wins_whichever_union_is_read_for(ours: str, text: str, means: str) -> None:
    own = next((more for name, more in HERE if name == ours), ())

    assert unions_for(ours, own, HERE).named(text, labelled=True) == {means}


def test_shorter_name_of_a_union_here_is_not_taken_for_the_longer_ones() -> None:
    here = (*HERE, ("Fagforbundet", ()))
    short, long = (OfUnion(n, name, (), here) for n, name in enumerate(("Fagforbundet", FJELL)))

    assert [one.is_named(FJELL) for one in (short, long)] == [False, True]
    assert [one.is_named("Fagforbundet") for one in (short, long)] == [True, False]


@pytest.fixture
async def two_lists(browser: Browser, cast: Cast) -> Browser:
    from app import db

    await db.execute("UPDATE trade_union SET name = ?, aliases = ? WHERE id = ?", FJELL, '["FFF"]', cast.metall)
    await db.execute("UPDATE trade_union SET name = ?, aliases = '[]' WHERE id = ?", NORDLYS, cast.sjo)
    await rows.deduction_list(cast.fjord_metall, [45_000, 51_600, 61_200, 33_350, 40_000])
    await rows.deduction_list(cast.fjord_sjo, [20_000, 21_000], first=30)
    await browser.sign_in(cast.bo)
    return browser


def _labelled(*groups: tuple[str, list[tuple[str, str, int]]]) -> bytes:
    body = "".join(f"{number};{name};{label};{kroner(ore)}\n" for label, lines in groups for number, name, ore in lines)
    return f"Periode: oktober 2026\n\nFødselsnummer;Navn;Forbund;Trukket beløp\n{body}".encode()


FIVE, TWO = as_expected([45_000, 51_600, 61_200, 33_350, 41_000]), as_expected([20_000, 21_000], first=30)


async def test_file_for_two_unions_fills_both_lists(two_lists: Browser, cast: Cast) -> None:
    data = _labelled((FJELL, FIVE), (NORDLYS, TWO))
    page = await dropped(two_lists, cast, ("okt.csv", data), agreement="all")
    taken = await take_in(two_lists)

    assert "tas ikke med" not in page.words
    assert "7 personer" in page.words
    assert taken.status == 303
    assert sorted(one or 0 for one in await amounts()) == sorted(ore for _, _, ore in [*FIVE, *TWO])


async def test_list_is_never_emptied_unsaid_because_its_lines_were_set_aside(two_lists: Browser, cast: Cast) -> None:
    data = _labelled(("Fellesforbundet", FIVE), (NORDLYS, TWO))
    page = await dropped(two_lists, cast, ("okt.csv", data), agreement="all")
    before = await amounts()
    refused = await take_in(two_lists)
    kept = await amounts()
    taken = await take_in(two_lists, sure="yes")

    assert f"Vi finner ingen i filen som hører til {FJELL}." in page.words
    assert f"hører til {NORDLYS}" not in page.words
    assert (refused.status, taken.status) == (422, 303)
    assert "Kryss av for at det er riktig fil." in refused.words
    assert kept == before
    assert 0 in await amounts()


async def test_file_with_one_of_two_unions_alone_is_asked_about(two_lists: Browser, cast: Cast) -> None:
    page = await dropped(two_lists, cast, ("okt.csv", _labelled((FJELL, FIVE))), agreement="all")
    refused = await take_in(two_lists)

    assert f"Vi finner ingen i filen som hører til {NORDLYS}." in page.words
    assert refused.status == 422
    assert await count("upload") == 1


async def test_file_of_another_union_here_is_not_taken_for_ours(two_lists: Browser, cast: Cast) -> None:
    data = _labelled((FJELL, FIVE), (NORDLYS, TWO))
    page = await dropped(two_lists, cast, ("okt.csv", data), agreement=str(cast.fjord_sjo))

    assert "2 personer" in page.words or "7 personer" in page.words
    assert "Vi finner ingen i filen" not in page.words
