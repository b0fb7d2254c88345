"""The grid: what is typed is saved cell by cell, by the same rules as a whole form, and never over somebody else's."""

from typing import Any

import pytest

from tests.support import rows
from tests.support.cast import Cast
from tests.support.counting import queries


@pytest.fixture
async def november(cast: Cast) -> str:
    """Fjord's list with three people, 455 kr each."""
    list_id = await rows.deduction_list(cast.fjord_metall, [45500, 45500, 45500])
    return f"/e/{cast.fjord}/lists/{list_id}"


async def line(db: Any, path: str, n: int) -> dict[str, Any]:
    found = await db.row("SELECT * FROM deduction_line WHERE list_id = ? AND n = ?", int(path.split("/")[-1]), n)
    assert found is not None
    return dict(found)


async def test_amount_is_saved_and_the_totals_follow(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    anna = await new_browser(cast.anna)

    answer = await anna.post(f"{november}/lines/2/amount", {"b-2": "1 234,50", "v-2": "1"}, htmx=True)

    assert answer.status == 200
    assert (await line(db, november, 2))["deducted"] == 123450
    assert "2\u00a0144,50" in answer.text
    assert answer.value("v-2") == "2"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("tolv", "Skriv beløpet med tall"),
        ("455,oo", "Skriv beløpet med tall"),
        ("", "Skriv 0,00 hvis ingenting er trukket"),
        ("100000,01", "Beløpet må være mellom"),
        ("1,234", "Skriv beløpet med tall"),
    ],
)
async def test_amount_that_cannot_be_taken_stays_with_a_sentence(
    new_browser: Any, cast: Cast, db: Any, november: str, typed: str, said: str
) -> None:
    anna = await new_browser(cast.anna)

    answer = await anna.post(f"{november}/lines/2/amount", {"b-2": typed, "v-2": "1"}, htmx=True)

    assert answer.status == 422
    assert said in answer.text
    assert (await line(db, november, 2))["deducted"] == 45500


async def test_the_limit_itself_is_taken(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    anna = await new_browser(cast.anna)

    answer = await anna.post(f"{november}/lines/2/amount", {"b-2": "100 000,00", "v-2": "1"}, htmx=True)

    assert answer.status == 200
    assert (await line(db, november, 2))["deducted"] == 10_000_000


async def test_refund_needs_a_comment_before_the_list_can_be_sent(
    new_browser: Any, cast: Cast, db: Any, november: str
) -> None:
    anna = await new_browser(cast.anna)

    answer = await anna.post(f"{november}/lines/2/amount", {"b-2": "-100", "v-2": "1"}, htmx=True)

    assert (await line(db, november, 2))["problem"] == "line.refund_needs_comment"
    assert "hvorfor beløpet er negativt" in answer.text
    refused = await anna.post(f"{november}/delivery", {"confirmed": "yes", "version": "2", "comment": ""})
    assert refused.status == 422
    assert await db.value("SELECT COUNT(*) FROM submission") == 0


async def test_two_people_in_the_same_cell_are_told_of_each_other(
    new_browser: Any, cast: Cast, db: Any, november: str
) -> None:
    anna, bo = await new_browser(cast.anna), await new_browser(cast.bo)
    await anna.post(f"{november}/lines/2/amount", {"b-2": "300", "v-2": "1"}, htmx=True)

    answer = await bo.post(f"{november}/lines/2/amount", {"b-2": "400", "v-2": "1"}, htmx=True)

    assert answer.status == 409
    assert "300,00" in answer.text
    assert "400" in answer.text
    assert (await line(db, november, 2))["deducted"] == 30000
    again = await bo.post(f"{november}/lines/2/amount", {"b-2": "400", "v-2": "2"}, htmx=True)
    assert again.status == 200
    assert (await line(db, november, 2))["deducted"] == 40000


async def test_two_people_in_different_cells_of_a_row_both_save(
    new_browser: Any, cast: Cast, db: Any, november: str
) -> None:
    anna, bo = await new_browser(cast.anna), await new_browser(cast.bo)
    await anna.post(f"{november}/lines/2/amount", {"b-2": "300", "v-2": "1"}, htmx=True)

    answer = await bo.post(
        f"{november}/lines/2", {"d-2": "15.11.2026", "r-2": "LEFT", "k-2": "Ny jobb", "v-2": "1"}, htmx=True
    )

    assert answer.status == 200
    now = await line(db, november, 2)
    assert (now["deducted"], now["end_reason"], now["status"]) == (30000, "LEFT", "ENDED")


async def test_the_same_save_twice_is_one_change(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    anna = await new_browser(cast.anna)
    for _ in range(2):
        answer = await anna.post(f"{november}/lines/2/amount", {"b-2": "300", "v-2": "1"}, htmx=True)
        assert answer.status == 200

    assert (await line(db, november, 2))["version"] == 2


async def test_form_without_javascript_saves_what_it_can_and_keeps_the_rest(
    new_browser: Any, cast: Cast, db: Any, november: str
) -> None:
    anna = await new_browser(cast.anna)
    await anna.get(november)

    answer = await anna.submit("#list", **{"b-1": "500", "b-2": "tolv"})

    assert answer.status == 422
    assert (await line(db, november, 1))["deducted"] == 50000
    assert (await line(db, november, 2))["deducted"] == 45500
    assert answer.value("b-2") == "tolv"
    assert answer.title.startswith("Feil:")


async def test_form_posted_late_does_not_undo_what_another_saved(
    new_browser: Any, cast: Cast, db: Any, november: str
) -> None:
    anna, bo = await new_browser(cast.anna), await new_browser(cast.bo)
    await anna.get(november)
    await bo.post(f"{november}/lines/3/amount", {"b-3": "100", "v-3": "1"}, htmx=True)

    answer = await anna.submit("#list", **{"b-1": "500"})

    assert answer.status == 303
    assert (await line(db, november, 1))["deducted"] == 50000
    assert (await line(db, november, 3))["deducted"] == 10000


async def test_pasted_column_is_one_step_of_undo(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    anna = await new_browser(cast.anna)
    fields = {"b-1": "100", "v-1": "1", "b-2": "200,50", "v-2": "1", "b-3": "x", "v-3": "1"}

    pasted = await anna.post(f"{november}/paste", fields, htmx=True)

    assert pasted.status == 422
    assert [(await line(db, november, n))["deducted"] for n in (1, 2, 3)] == [10000, 20050, 45500]
    undone = await anna.post(f"{november}/undo", {}, htmx=True)
    assert undone.status == 200
    assert [(await line(db, november, n))["deducted"] for n in (1, 2, 3)] == [45500, 45500, 45500]


async def test_undo_goes_back_one_change_at_a_time(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    anna = await new_browser(cast.anna)
    await anna.post(f"{november}/lines/1/amount", {"b-1": "100", "v-1": "1"}, htmx=True)
    await anna.post(f"{november}/lines/1/amount", {"b-1": "200", "v-1": "2"}, htmx=True)

    await anna.post(f"{november}/undo", {}, htmx=True)
    assert (await line(db, november, 1))["deducted"] == 10000
    await anna.post(f"{november}/undo", {}, htmx=True)
    assert (await line(db, november, 1))["deducted"] == 45500
    nothing = await anna.post(f"{november}/undo", {}, htmx=True)
    assert nothing.status == 404


async def test_undo_is_for_ones_own_changes(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    anna, bo = await new_browser(cast.anna), await new_browser(cast.bo)
    await bo.post(f"{november}/lines/1/amount", {"b-1": "100", "v-1": "1"}, htmx=True)

    answer = await anna.post(f"{november}/undo", {}, htmx=True)

    assert answer.status == 404
    assert (await line(db, november, 1))["deducted"] == 10000


async def test_undo_of_what_another_has_changed_since_is_refused(
    new_browser: Any, cast: Cast, db: Any, november: str
) -> None:
    anna, bo = await new_browser(cast.anna), await new_browser(cast.bo)
    await anna.post(f"{november}/lines/1/amount", {"b-1": "100", "v-1": "1"}, htmx=True)
    await bo.post(f"{november}/lines/1/amount", {"b-1": "200", "v-1": "2"}, htmx=True)

    answer = await anna.post(f"{november}/undo", {}, htmx=True)

    assert answer.status == 409
    assert (await line(db, november, 1))["deducted"] == 20000


@pytest.mark.parametrize(
    ("day", "reason", "said"),
    [
        ("15.11.2026", "", "Velg en grunn"),
        ("", "LEFT", "Skriv sluttdatoen"),
        ("31.02.2026", "LEFT", "Skriv datoen som"),
        ("01.01.2024", "LEFT", "over ett år tilbake"),
        ("01.01.2031", "LEFT", "over to år fram"),
        ("15.11.2026", "FERIE", "Velg en grunn"),
    ],
)
async def test_end_date_that_cannot_be_taken_comes_back(
    new_browser: Any, cast: Cast, db: Any, november: str, day: str, reason: str, said: str
) -> None:
    anna = await new_browser(cast.anna)

    answer = await anna.post(f"{november}/lines/1", {"d-1": day, "r-1": reason, "k-1": "", "v-1": "1"})

    assert answer.status == 422
    assert said in answer.words
    assert (await line(db, november, 1))["end_on"] is None


async def test_comment_is_kept_sealed(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    anna = await new_browser(cast.anna)

    await anna.post(f"{november}/lines/1", {"d-1": "", "r-1": "", "k-1": "Ny lærling", "v-1": "1"})

    assert (await line(db, november, 1))["comment"].startswith("v1:")
    assert "Ny lærling" in (await anna.get(f"{november}/lines/1")).text


async def test_comment_at_its_limit_is_taken_and_over_it_refused(
    new_browser: Any, cast: Cast, db: Any, november: str
) -> None:
    anna = await new_browser(cast.anna)

    long = await anna.post(f"{november}/lines/1", {"d-1": "", "r-1": "", "k-1": "x" * 501, "v-1": "1"})
    assert long.status == 422
    exact = await anna.post(f"{november}/lines/1", {"d-1": "", "r-1": "", "k-1": "x" * 500, "v-1": "1"})
    assert exact.status == 303


async def test_stranger_finds_no_list(new_browser: Any, cast: Cast, db: Any, november: str) -> None:
    cecilie = await new_browser(cast.cecilie)

    assert (await cecilie.get(november)).status == 404
    answer = await cecilie.post(f"{november}/lines/1/amount", {"b-1": "1", "v-1": "1"}, htmx=True)
    assert answer.status == 404
    assert (await line(db, november, 1))["deducted"] == 45500


async def test_list_under_another_employer_is_not_found(new_browser: Any, cast: Cast, november: str) -> None:
    bo = await new_browser(cast.bo)

    assert (await bo.get(november.replace(str(cast.fjord), str(cast.vik)))).status == 404


async def test_search_finds_by_folded_name_and_number_and_is_not_in_the_address(
    new_browser: Any, cast: Cast, november: str, db: Any
) -> None:
    anna = await new_browser(cast.anna)
    name = (await line(db, november, 2))["name"]

    found = await anna.post(f"{november}/search", {"q": name.upper(), "show": "all"})

    assert found.status == 200
    assert len(found.all("tbody tr")) == 1
    assert (await anna.post(f"{november}/search", {"q": "%", "show": "all"})).all("tbody tr") == []


@pytest.mark.parametrize("people", [1, 3])
async def test_grid_asks_a_fixed_number_of_questions(new_browser: Any, cast: Cast, people: int) -> None:
    list_id = await rows.deduction_list(cast.fjord_metall, [45500] * people)
    anna = await new_browser(cast.anna)
    await anna.get(f"/e/{cast.fjord}/lists/{list_id}")

    with queries() as asked:
        await anna.get(f"/e/{cast.fjord}/lists/{list_id}")

    assert len(asked) == 7  # the session, the list, the frame with its two counts, the rows


async def test_hundred_rows_a_page(new_browser: Any, cast: Cast) -> None:
    list_id = await rows.deduction_list(cast.fjord_metall, [45500] * 230)
    anna = await new_browser(cast.anna)

    last = await anna.get(f"/e/{cast.fjord}/lists/{list_id}?page=3")

    assert len(last.all("tbody tr")) == 30
    beyond = await anna.get(f"/e/{cast.fjord}/lists/{list_id}?page=99")
    assert len(beyond.all("tbody tr")) == 30
    strange = await anna.get(f"/e/{cast.fjord}/lists/{list_id}?page=x&show=y&size=1")
    assert len(strange.all("tbody tr")) == 100


async def test_page_is_told_what_others_have_changed_and_nothing_of_ones_own(
    new_browser: Any, cast: Cast, november: str
) -> None:
    anna, bo = await new_browser(cast.anna), await new_browser(cast.bo)
    asked = f"{november}/changes?first=1&last=3&since=0&opened=9999999999"
    await anna.post(f"{november}/lines/1/amount", {"b-1": "100", "v-1": "1"}, htmx=True)
    assert (await anna.get(asked, htmx=True)).status == 204

    await bo.post(f"{november}/lines/2/amount", {"b-2": "300", "v-2": "1"}, htmx=True)

    told = await anna.get(asked, htmx=True)
    assert told.status == 200
    assert "300,00" in told.text
    assert not told.all('[name="v-1"]')
    unseen = await anna.post(f"{november}/lines/2/amount", {"b-2": "400", "v-2": told.value("v-2")}, htmx=True)
    assert unseen.status == 409


async def test_page_that_has_stood_long_stops_asking(new_browser: Any, cast: Cast, november: str) -> None:
    anna = await new_browser(cast.anna)

    assert (await anna.get(f"{november}/changes?first=1&last=3&since=0&opened=0", htmx=True)).status == 286
    assert (await anna.get(f"{november}/changes?first=x", htmx=True)).status == 400
