"""Somebody who is not on the list: added, refused, taken away again, brought back."""

from typing import Any

import pytest

from tests.support import people, rows
from tests.support.cast import Cast

WHO = {"name": "Oda Ny", "national_id": people.national_id(900), "member_no": "", "amount": "455,00", "comment": ""}


@pytest.fixture
async def november(cast: Cast) -> str:
    """Fjord's list with two people."""
    return f"/e/{cast.fjord}/lists/{await rows.deduction_list(cast.fjord_metall, [45500, 45500])}"


async def the_list(db: Any, path: str) -> dict[str, Any]:
    found = await db.row("SELECT * FROM deduction_list WHERE id = ?", int(path.split("/")[-1]))
    return dict(found)


async def test_person_is_added_and_counted(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    anna = await new_browser(cast.anna)
    await anna.get(f"{november}/people/new")

    answer = await anna.submit("main form", **WHO)

    assert answer.status == 303
    now = await the_list(db, november)
    assert (now["people"], now["added"], now["deducted"]) == (3, 1, 136500)
    page = await anna.get(november)
    assert "Oda Ny" in page.words
    assert WHO["national_id"] not in page.text


async def test_national_id_of_an_added_person_is_sealed(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    anna = await new_browser(cast.anna)

    await anna.post(f"{november}/people", WHO)

    kept = await db.row("SELECT national_id, national_id_index FROM deduction_line WHERE name = ?", "Oda Ny")
    assert kept["national_id"].startswith("v1:")
    assert WHO["national_id"] not in str(kept)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Skriv fornavn og etternavn"),
        ("name", "x" * 101, "Skriv navnet kortere"),
        ("national_id", "", "Skriv fødselsnummeret"),
        ("national_id", "1234567890", "11 sifre"),
        ("national_id", "32810012345", "ikke en dato"),
        (
            "national_id",
            people.national_id(900)[:-1] + str((int(people.national_id(900)[-1]) + 1) % 10),
            "Kontrollsifrene",
        ),
        ("member_no", "12;34", "Medlemsnummeret kan ha"),
        ("amount", "mye", "Skriv beløpet med tall"),
        ("comment", "x" * 501, "Skriv kortere"),
    ],
)
async def test_person_that_cannot_be_taken_comes_back_as_typed(
    new_browser: Any, cast: Cast, db: Any, november: str, field: str, typed: str, said: str
) -> None:
    anna = await new_browser(cast.anna)

    answer = await anna.post(f"{november}/people", WHO | {field: typed})

    assert answer.status == 422
    assert said in answer.words
    assert answer.value("name") == (typed if field == "name" else "Oda Ny")
    assert (await the_list(db, november))["people"] == 2


async def test_person_who_is_there_already_is_refused(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    anna = await new_browser(cast.anna)
    await anna.post(f"{november}/people", WHO)

    answer = await anna.post(f"{november}/people", WHO | {"name": "En annen"})

    assert answer.status == 422
    assert "står allerede på listen" in answer.words
    assert (await the_list(db, november))["people"] == 3


async def test_added_person_is_taken_away_and_undo_brings_it_back(
    new_browser: Any, cast: Cast, db: Any, november: str
) -> None:
    anna = await new_browser(cast.anna)
    await anna.post(f"{november}/people", WHO)
    before = await the_list(db, november)

    await anna.post(f"{november}/lines/3/removal", {"v-3": "1", "d-3": "", "r-3": "", "k-3": ""})
    assert (await the_list(db, november))["people"] == 2
    await anna.post(f"{november}/undo", {})

    after = await the_list(db, november)
    assert [after[name] for name in ("people", "added", "deducted")] == [
        before[name] for name in ("people", "added", "deducted")
    ]
    assert "Oda Ny" in (await anna.get(november)).words


async def test_undo_of_an_addition_takes_the_person_away(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    anna = await new_browser(cast.anna)
    await anna.post(f"{november}/people", WHO)

    await anna.post(f"{november}/undo", {})

    assert (await the_list(db, november))["people"] == 2
    assert (await anna.post(f"{november}/undo", {}, htmx=True)).status == 404


async def test_person_of_the_register_is_not_taken_away(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    anna = await new_browser(cast.anna)

    answer = await anna.post(f"{november}/lines/1/removal", {"v-1": "1"})

    assert answer.status == 403
    assert (await the_list(db, november))["people"] == 2
