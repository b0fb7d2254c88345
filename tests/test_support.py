"""What the tests lean on holds: each test has a database of its own, and queries are counted alike on both engines."""

import datetime as dt
from typing import Any

import pytest
import redis

from app.accounts.principal import the_command_line
from app.lists.queries import lines_of, list_for
from app.lists.totals import summed
from app.values.national_id import fault
from app.values.orgnr import parse_orgnr
from tests.support import manners, people, redis_claim, rows
from tests.support.cast import Cast
from tests.support.counting import queries

PAGE = """<!doctype html><html lang="nb"><head><title>Prøve</title><meta name="viewport" content="width=device-width">
</head><body><main><h1>Prøve</h1>{}</main></body></html>"""


@pytest.mark.parametrize("_", [1, 2])
async def test_database_is_fresh(db: Any, _: int) -> None:
    assert await db.value("SELECT count(*) FROM trade_union") == 0

    await rows.union("metall", "Metall og Maskin")

    assert await db.value("SELECT count(*) FROM trade_union") == 1


async def test_queries_are_counted_without_their_frames(db: Any, cast: Cast) -> None:
    with queries() as asked:
        async with db.transaction():
            await db.rows("SELECT id FROM employer")
            await rows.employer("Nord AS", 7)

    assert [sql.split()[0] for sql in asked] == ["SELECT", "INSERT"]


async def test_list_adds_up_to_its_lines(cast: Cast) -> None:
    made = await rows.deduction_list(cast.fjord_metall, [51200, 0, 61200])

    the_list = await list_for(the_command_line(), cast.fjord, made)

    assert the_list.totals == summed(await lines_of(the_list))
    assert the_list.totals.expected == 112400


def _leads(method: str, path: str) -> bool:
    return (method, path) in {("GET", "/lists"), ("POST", "/lists")}


def _form(inside: str, start: str = '<form method="post" action="/lists">') -> str:
    return f'{start}<input type="hidden" name="_csrf" value="x">{inside}</form>'


@pytest.mark.parametrize(
    "good",
    [
        '<a href="/lists">Lister</a>',
        '<a href="https://example.no/hjelp">Hjelp</a>',
        _form('<label for="a">Beløp</label><input id="a" name="a"><button>Lagre</button>'),
        _form("<label>Beløp <input></label>", '<form method="post" action="/lists" hx-post="/lists">'),
    ],
)
def test_well_mannered_page_has_no_faults(good: str) -> None:
    assert manners.faults(PAGE.format(good), _leads) == []


@pytest.mark.parametrize(
    "bad",
    [
        "<h1>En til</h1>",
        "<h3>For langt ned</h3>",
        '<p id="a"></p><p id="a"></p>',
        '<label for="b">B</label>',
        "<input>",
        "<button></button>",
        '<img src="/static/x.png">',
        "<script>alert(1)</script>",
        '<p style="color:red">Rødt</p>',
        '<p onclick="x()">Trykk</p>',
        "<p>Hei, None</p>",
        '<a href="/list">Feil sted</a>',
        '<a href="lists">Uten skråstrek</a>',
        '<a href="/lists?id=01816000064">Fødselsnummer</a>',
        '<form method="post" action="/lists"></form>',
        _form("", '<form method="post">'),
        '<button hx-post="/nowhere">Lagre</button>',
        '<link rel="stylesheet" href="https://example.no/x.css">',
    ],
)
def test_ill_mannered_page_is_caught(bad: str) -> None:
    assert manners.faults(PAGE.format(bad), _leads) != []


@pytest.mark.parametrize("lacks", ["<h1>Prøve</h1>", ' lang="nb"', "<title>Prøve</title>", "viewport"])
def test_page_that_lacks_something_is_caught(lacks: str) -> None:
    assert manners.faults(PAGE.format("").replace(lacks, ""), _leads) != []


def test_redis_is_ours_and_empty(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.keys() == [redis_claim.CLAIM.encode()]


def test_people_do_not_exist() -> None:
    numbers = [people.national_id(n) for n in range(500)]

    assert len(set(numbers)) == 500
    assert {fault(one, today=dt.date(2026, 11, 1), synthetic=False) for one in numbers} == {"SYNTHETIC"}
    assert all(parse_orgnr(people.orgnr(n)) for n in range(500))
