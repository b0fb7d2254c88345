"""Taking over a register from a file, on a real database."""

import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest

from app import clock
from app.accounts.principal import the_command_line
from app.bench.big_register import HEADINGS, sizes, write_register
from app.crypto import blind_index, unseal
from app.errors import Invalid
from app.i18n.say import say
from app.members.actions.take_over import import_register
from app.members.command import import_register_command
from app.members.outcome import Outcome
from app.members.queries import expected_at
from app.members.rejects import Reject
from app.unions.actions import make_union
from app.unions.queries import TheUnion, union_by_id
from tests.support import people, rows

CLI = the_command_line()
SAMPLE = Path(__file__).parents[1] / "support" / "files" / "register"


@pytest.fixture
async def union(db: Any) -> TheUnion:
    return await union_by_id(await make_union(slug="ff", name="Fellesforbundet", orgnr=people.orgnr(500), by=CLI))


def row(
    n: int, employer: int = 1, amount: str = "450.00", starts: str = "2026-01-01", ends: str = "", **more: str
) -> str:
    cells = [f"{4_000_000 + n}", people.national_id(n), people.name(n), people.orgnr(employer), amount, starts, ends]
    if "no" in more:
        cells[0] = more["no"]
    return ";".join([*cells, *more.get("rest", "").split(";")] if "rest" in more else cells)


@pytest.fixture
def file(tmp_path: Path) -> Any:
    def write(*lines: str, headings: str = HEADINGS.strip(), encoding: str = "utf-8") -> Path:
        path = tmp_path / "register.csv"
        path.write_text("\n".join([headings, *lines]) + "\n", encoding=encoding)
        return path

    return write


async def count(db: Any, table: str) -> int:
    return int(await db.value(f"SELECT count(*) AS found FROM {table}"))


async def orders(db: Any) -> list[tuple[Any, ...]]:
    found = await db.rows(
        """SELECT m.member_no, e.orgnr, o.starts, o.ends, o.basis, o.dues FROM deduction_order o
 JOIN member m ON m.id = o.member_id JOIN employer e ON e.id = o.employer_id ORDER BY m.member_no, o.starts"""
    )
    return [tuple(one.values()) for one in found]


async def test_register_becomes_members_orders_and_employers(union: TheUnion, file: Any, db: Any) -> None:
    outcome = await import_register(union, file(row(1), row(2, 2, "1 234,50", ends="2026-09-30")), by=CLI)

    assert outcome == Outcome(rows=2, employers_new=2, agreements_new=2, members_new=2, orders_new=2, rejects=[])
    assert await orders(db) == [
        ("4000001", people.orgnr(1), dt.date(2026, 1, 1), None, "FIXED", 45000),
        ("4000002", people.orgnr(2), dt.date(2026, 1, 1), dt.date(2026, 9, 30), "FIXED", 123450),
    ]
    employer = await db.row("SELECT e.name, a.employer_ref FROM employer e JOIN agreement a ON a.employer_id = e.id")
    assert employer["name"] in {people.orgnr(1), people.orgnr(2)}
    assert len(employer["employer_ref"]) == 10


async def test_national_id_is_kept_sealed_and_can_be_found(union: TheUnion, file: Any, db: Any) -> None:
    await import_register(union, file(row(1)), by=CLI)

    kept = await db.row("SELECT id, national_id, national_id_index FROM member")
    assert people.national_id(1) not in kept["national_id"]
    assert unseal(kept["national_id"], f"member|national_id|{kept['id']}") == people.national_id(1)
    assert kept["national_id_index"] == blind_index("national_id", union.id, people.national_id(1))


async def test_same_file_twice_changes_nothing(union: TheUnion, file: Any, db: Any) -> None:
    path = file(row(1), row(2), row(3, 2))
    await import_register(union, path, by=CLI)
    before = [await db.rows(f"SELECT * FROM {name} ORDER BY id") for name in ("member", "deduction_order", "agreement")]

    outcome = await import_register(union, path, by=CLI, full=True)

    assert outcome == Outcome(rows=3, same=3)
    assert not outcome.changes_anything
    after = [await db.rows(f"SELECT * FROM {name} ORDER BY id") for name in ("member", "deduction_order", "agreement")]
    assert after == before


async def test_changes_in_the_register_are_taken_over(union: TheUnion, file: Any, db: Any) -> None:
    await import_register(union, file(row(1), row(2), row(3)), by=CLI)

    changed = row(2).replace(people.name(2), "Nytt Navn").replace(people.national_id(2), people.national_id(77))
    outcome = await import_register(union, file(row(1, amount="475"), changed, row(4)), by=CLI)

    assert (outcome.members_changed, outcome.orders_changed) == (1, 1)
    assert (outcome.members_new, outcome.orders_new, outcome.absent, outcome.ended) == (1, 1, 1, 0)
    renamed = await db.row("SELECT * FROM member WHERE member_no = '4000002'")
    assert (renamed["name"], renamed["name_fold"]) == ("Nytt Navn", "nytt navn")
    assert unseal(renamed["national_id"], f"member|national_id|{renamed['id']}") == people.national_id(77)
    assert [(no, dues) for no, _, _, _, _, dues in await orders(db)] == [
        ("4000001", 47500),
        ("4000002", 45000),
        ("4000003", 45000),
        ("4000004", 45000),
    ]


async def test_national_id_left_out_is_not_forgotten(union: TheUnion, file: Any, db: Any) -> None:
    await import_register(union, file(row(1)), by=CLI)

    outcome = await import_register(union, file(row(1).replace(people.national_id(1), "")), by=CLI)

    assert not outcome.changes_anything
    assert await db.value("SELECT national_id FROM member") is not None


async def test_full_register_ends_what_it_does_not_name(union: TheUnion, file: Any, db: Any) -> None:
    tomorrow = (clock.today() + dt.timedelta(1)).isoformat()
    past = row(4, starts="2020-01-01", ends="2020-12-31")
    await import_register(union, file(row(1), row(2), row(3, starts=tomorrow), past), by=CLI)

    outcome = await import_register(union, file(row(1)), by=CLI, full=True)

    assert (outcome.absent, outcome.ended) == (2, 2)
    assert [(no, ends) for no, _, _, ends, _, _ in await orders(db)] == [
        ("4000001", None),
        ("4000002", clock.today() - dt.timedelta(1)),
        ("4000004", dt.date(2020, 12, 31)),
    ]


async def test_full_register_with_rejected_rows_ends_nothing(union: TheUnion, file: Any, db: Any) -> None:
    await import_register(union, file(row(1), row(2)), by=CLI)

    outcome = await import_register(union, file(row(1), row(2, amount="mye")), by=CLI, full=True)

    assert (outcome.absent, outcome.ended, outcome.rejects) == (1, 0, [Reject(3, "amount")])
    assert [ends for _, _, _, ends, _, _ in await orders(db)] == [None, None]


async def test_other_unions_orders_are_left_alone(union: TheUnion, file: Any, db: Any) -> None:
    other = await union_by_id(await make_union(slug="annet", name="Annet", orgnr=people.orgnr(501), by=CLI))
    await import_register(other, file(row(1), row(2)), by=CLI)

    outcome = await import_register(union, file(row(1)), by=CLI, full=True)

    assert (outcome.employers_new, outcome.agreements_new, outcome.members_new, outcome.absent) == (0, 1, 1, 0)
    assert await count(db, "deduction_order WHERE ends IS NOT NULL") == 0


async def test_dry_run_tells_the_same_and_writes_nothing(union: TheUnion, file: Any, db: Any) -> None:
    path = file(row(1), row(1, 2), row(2, amount="x"))

    told = await import_register(union, path, by=CLI, full=True, dry_run=True)
    nothing = [await count(db, name) for name in ("member", "employer", "agreement", "deduction_order", "import_run")]
    done = await import_register(union, path, by=CLI, full=True)

    assert nothing == [0, 0, 0, 0, 0]
    assert told == done
    assert (done.members_new, done.orders_new, done.employers_new) == (1, 2, 2)


async def test_rejected_rows_are_told_and_the_others_taken(union: TheUnion, file: Any, db: Any) -> None:
    path = file(
        row(1), row(1), row(2, no=""), row(3).replace(people.national_id(3), people.national_id(3)[::-1]), row(4)
    )

    outcome = await import_register(union, path, by=CLI)

    assert outcome.rejected == 3
    assert [(one.line, one.code, one.other) for one in outcome.rejects][:2] == [(3, "twice", 2), (4, "member_no", 0)]
    assert await count(db, "member") == 2


async def test_member_number_with_two_national_ids_is_rejected(union: TheUnion, file: Any) -> None:
    outcome = await import_register(union, file(row(1), row(2, 2, no="4000001")), by=CLI)

    assert outcome.rejects == [Reject(3, "national_id.other")]


WITH_REF = HEADINGS.strip() + ";employer_ref;basis;rate;floor;cap;insurance"


async def test_sub_units_are_agreements_of_their_own(union: TheUnion, file: Any, db: Any) -> None:
    path = file(row(1, rest="AVD1"), row(2, rest="avd-2"), row(3, 2, rest="AVD1"), row(4), headings=WITH_REF)

    outcome = await import_register(union, path, by=CLI)

    assert (outcome.employers_new, outcome.agreements_new, outcome.members_new) == (1, 2, 2)
    assert outcome.rejects == [Reject(4, "employer_ref.other"), Reject(5, "employer_ref.which")]
    assert [one["employer_ref"] for one in await db.rows("SELECT employer_ref FROM agreement ORDER BY 1")] == [
        "AVD1",
        "AVD2",
    ]
    again = await import_register(union, path, by=CLI)
    assert again.rejects == outcome.rejects
    assert not again.changes_anything


async def test_percentages_are_kept_with_floor_and_cap(union: TheUnion, file: Any, db: Any) -> None:
    await import_register(union, file(row(1, amount="", rest=";PERCENT;1,55;108;781;74"), headings=WITH_REF), by=CLI)

    kept = await db.row("SELECT basis, dues, rate, floor, cap, insurance FROM deduction_order")
    assert kept == {"basis": "PERCENT", "dues": 0, "rate": 155, "floor": 10800, "cap": 78100, "insurance": 7400}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
async def test_letters_are_read_in_any_encoding(union: TheUnion, file: Any, db: Any, encoding: str) -> None:
    await import_register(union, file(row(1).replace(people.name(1), "Åse Bjørnæs"), encoding=encoding), by=CLI)

    assert await db.value("SELECT name FROM member") == "Åse Bjørnæs"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "register.empty"),
        (HEADINGS, "register.empty"),
        ("navn;nummer\n1;2\n", "register.columns"),
        (HEADINGS + '"1;2\n3;4\n', "register.quote"),
    ],
)
async def test_file_that_is_no_register_is_refused(
    union: TheUnion, tmp_path: Path, db: Any, content: str, code: str
) -> None:
    path = tmp_path / "x.csv"
    path.write_text(content)

    with pytest.raises(Invalid) as told:
        await import_register(union, path, by=CLI)

    assert told.value.code == code
    assert "%" not in say(code, **told.value.values)
    assert await count(db, "member") == 0


async def test_missing_file_is_refused(union: TheUnion, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as told:
        await import_register(union, tmp_path / "borte.csv", by=CLI)

    assert told.value.code == "register.file"


class Killed(Exception):
    """The process is gone."""


async def test_import_cut_off_goes_on_where_it_was(union: TheUnion, tmp_path: Path, db: Any) -> None:
    path = tmp_path / "big.csv"
    write_register(path, 5_000, 40)

    def kill(step: str, done: int, total: int) -> None:
        if step == "rows" and done < total:
            raise Killed

    with pytest.raises(Killed):
        await import_register(union, path, by=CLI, progress=kill)
    assert await count(db, "member") == 2_000
    outcome = await import_register(union, path, by=CLI)

    assert (outcome.rows, outcome.members_new, outcome.orders_new) == (5_000, 5_000, 5_000)
    assert [await count(db, name) for name in ("member", "deduction_order", "agreement")] == [5_000, 5_000, 40]
    runs = await db.rows("SELECT state, cursor_at, total FROM import_run")
    assert runs == [{"state": "DONE", "cursor_at": 5_001, "total": 5_001}]


async def test_another_file_does_not_go_on_where_the_first_was_cut_off(union: TheUnion, file: Any, db: Any) -> None:
    def kill(step: str, done: int, total: int) -> None:
        if step == "rows":
            raise Killed

    with pytest.raises(Killed):
        await import_register(union, file(row(1), row(2)), by=CLI, progress=kill)
    outcome = await import_register(union, file(row(3)), by=CLI)

    assert outcome.rows == 1
    assert {one["state"] for one in await db.rows("SELECT state FROM import_run")} == {"STOPPED", "DONE"}


async def test_import_is_one_event_with_its_counts(union: TheUnion, file: Any, db: Any) -> None:
    await import_register(union, file(row(1), row(2, amount="?")), by=CLI)

    event = await db.row("SELECT actor_kind, union_id, details FROM audit_event WHERE event = 'register.imported'")
    details = json.loads(event["details"])
    assert (event["actor_kind"], event["union_id"]) == ("cli", union.id)
    assert (details["members_new"], details["rejected"], len(details["digest"])) == (1, 1, 64)


async def test_command_tells_what_it_did_and_never_a_national_id(union: TheUnion, file: Any) -> None:
    out = io.StringIO()

    status = await import_register_command(file(row(1), row(2, amount=people.national_id(2))), "ff", out=out)

    assert status == 1
    said = out.getvalue()
    assert "Nye medlemmer: 1\n" in said
    assert "Linje 3: " in said
    assert people.national_id(2) not in said
    assert "\r" not in said


async def test_import_asks_as_often_for_three_rows_as_for_thirty(union: TheUnion, file: Any) -> None:
    from tests.support.counting import queries

    asked = []
    for people_in_it in (range(3), range(3, 33)):
        path = file(*map(row, people_in_it))
        with queries() as heard:
            await import_register(union, path, by=CLI)
        asked.append(len([sql for sql in heard if not sql.startswith(("ANALYZE", "INSERT INTO"))]))

    assert asked[1] <= asked[0]


async def test_sample_register_expects_what_its_truth_says(union: TheUnion, db: Any) -> None:
    outcome = await import_register(union, SAMPLE / "members.csv", by=CLI)

    assert (outcome.rows, outcome.rejected, outcome.employers_new) == (187, 0, 3)
    truth = json.loads((SAMPLE / "truth.json").read_text())
    found = await db.rows("SELECT a.id, e.orgnr FROM agreement a JOIN employer e ON e.id = a.employer_id")
    agreements = {one["orgnr"]: one["id"] for one in found}
    sums = {
        (one["orgnr"], one["period"]): sum(
            who.terms.dues for who in await expected_at([agreements[one["orgnr"]]], one["period"])
        )
        for one in truth["files"]
    }
    assert sums == {(one["orgnr"], one["period"]): round(float(one["sum_expected"]) * 100) for one in truth["files"]}


async def test_member_with_two_orders_in_a_month_is_expected_once(db: Any) -> None:
    union_id = await rows.union("u", "U")
    agreement = await rows.agreement(union_id, await rows.employer("E", 1), "R")
    who = await rows.member(union_id, 1)
    await rows.order(who, agreement, 45000, starts=dt.date(2026, 1, 1), ends=dt.date(2026, 10, 15))
    await rows.order(who, agreement, 47500, starts=dt.date(2026, 10, 16))

    found = {period: await expected_at([agreement], period) for period in ("2025-12", "2026-09", "2026-10", "2026-11")}
    assert {period: [one.terms.dues for one in them] for period, them in found.items()} == {
        "2025-12": [],
        "2026-09": [45000],
        "2026-10": [47500],
        "2026-11": [47500],
    }


async def test_expected_stand_in_norwegian_order_of_surname(db: Any) -> None:
    union_id = await rows.union("u", "U")
    agreement = await rows.agreement(union_id, await rows.employer("E", 1), "R")
    from app.values.names import name_sort, surname_first

    for n, name in enumerate(["Ola Åsen", "Per Ødegård", "Kari Ærø", "Nils Zakariassen", "Anne Aas", "Bo Berg"]):
        who = await rows.member(union_id, n, name=name, name_sort=name_sort(surname_first(name)))
        await rows.order(who, agreement, 100)

    assert [one.name for one in await expected_at([agreement], "2026-10")] == [
        "Bo Berg",
        "Nils Zakariassen",
        "Kari Ærø",
        "Per Ødegård",
        "Anne Aas",
        "Ola Åsen",
    ]


def test_big_register_has_the_size_that_was_asked_for() -> None:
    assert sum(sizes(400_000, 10_000)) == 400_000
    assert (len(sizes(400_000, 10_000)), min(sizes(400_000, 10_000)), max(sizes(400_000, 10_000))) == (10_000, 5, 5_000)
