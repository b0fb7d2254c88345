"""The same month's list more than once in a file is asked about, never read as one list with people twice."""

from typing import Any

import pytest

from app.intake.read import read_bytes
from app.intake.reading import Answers, Reading
from tests.intake.world import World
from tests.intake.writers import xlsx

Rows = list[list[Any]]
TOP = ["Fjordheim Mekaniske AS", "Orgnr 312430398"]
HEADS = ["Ansattnr", "Navn", "Fødselsnr", "Trukket"]


def _list(w: World, title: str, added: int = 0, leave: int = 0, total: bool = True, share: float = 1) -> Rows:
    """A month's list; of every third person another amount where `added`, and without the last where `leave`."""
    people = w.people[: len(w.people) - leave]
    amounts = [round(p.ore * share) + (added if n % 3 == 0 else 0) for n, p in enumerate(people)]
    rows: Rows = [[title], ["Fjordheim Mekaniske AS", "", "Orgnr 312430398"], HEADS] if title else [HEADS]
    rows += [[p.employee_no, p.name, p.id, ore / 100] for p, ore in zip(people, amounts, strict=True)]
    return [*rows, *([["", "Sum", "", sum(amounts) / 100]] if total else [])]


def _read(data: bytes, answers: Answers | None = None, name: str = "liste.xlsx") -> Reading:
    return read_bytes(data, name, "Fellesforbundet", answers=answers or Answers())


def _csv(rows: Rows) -> bytes:
    texts = [
        [f"{cell:.2f}".replace(".", ",") if isinstance(cell, float) else str(cell) for cell in row] for row in rows
    ]
    return "\n".join(map(";".join, texts)).encode()


def _asked(reading: Reading) -> list[str]:
    return [question.code for question in reading.open_questions]


NEWER = (
    ("Trekk mai 2026", "Trekk mai 2026 - RETTET"),
    ("Fagforeningstrekk mai 2026", "Fagforeningstrekk mai 2026, korrigert utgave"),
    ("Trekk mai 2026, foreløpig", "Trekk mai 2026, endelig"),
    ("Trekk mai 2026 (utkast)", "Trekk mai 2026"),
    ("Trekk mai 2026, kjøring 1", "Trekk mai 2026, kjøring 2"),
    ("Trekk mai 2026, kjørt 27.05.2026 09:14", "Trekk mai 2026, kjørt 27.05.2026 13:02"),
    ("Trekk mai 2026", "Trekk mai 2026, revidert"),
    ("Trekk mai 2026", "Trekk mai 2026. Erstatter foreløpig liste"),
    ("Trekk mai 2026, utgår", "Trekk mai 2026"),
    ("Trekk mai 2026 - erstattes av endelig liste", "Trekk mai 2026"),
    ("Union dues May 2026 (draft)", "Union dues May 2026 (final)"),
    ("Union dues May 2026", "Union dues May 2026, corrected"),
    ("Trekk mai 2026", "Trekk mai 2026, rettet (den forrige annulleres)"),
    ("Trekk mai 2026, sendt 5/6", "Trekk mai 2026, sendt 9/6"),
)


@pytest.mark.parametrize("first_is_newer", [False, True])
@pytest.mark.parametrize("titles", NEWER)
@pytest.mark.parametrize("added", [5000, 0])
def test_proposal_is_the_version_that_says_it_is_the_later(
    titles: tuple[str, str], added: int, first_is_newer: bool
) -> None:
    w = World("newer", 9)
    lists = [_list(w, titles[0], leave=1), _list(w, titles[1], added)]
    lists = lists[::-1] if first_is_newer else lists
    wanted = sum(p.ore + (added if n % 3 == 0 else 0) for n, p in enumerate(w.people))

    stacked = [*lists[0], [], *lists[1]]
    for reading in (
        _read(xlsx(("Ark1", stacked))),
        _read(_csv(stacked), name="liste.csv"),
        _read(xlsx(("Ark1", lists[0]), ("Ark2", lists[1]))),
    ):
        assert _asked(reading) == ["sheets"]
        assert (len(reading.lines), reading.total) == (9, wanted)


def test_where_nothing_tells_the_last_is_proposed() -> None:
    w = World("silent", 7)
    reading = _read(xlsx(("Ark1", [*_list(w, "Trekk mai 2026"), [], *_list(w, "Trekk mai 2026", 4000)])))

    assert _asked(reading) == ["sheets"]
    assert reading.total == sum(p.ore for p in w.people) + 3 * 4000


def test_list_that_begins_anew_without_a_title_or_heading_is_asked_about() -> None:
    w = World("anew", 7)
    rows = [*_list(w, "Trekk mai 2026", total=False), *_list(w, "", 4000, total=False)[1:]]
    reading = _read(_csv(rows), name="liste.csv")

    assert _asked(reading) == ["sheets"]
    assert len(reading.lines) == 7


def test_the_other_version_or_both_can_be_answered() -> None:
    w = World("answered", 8)
    data = xlsx(("Ark1", [*_list(w, "Trekk mai 2026"), [], *_list(w, "Trekk mai 2026 (rettet)", 5000)]))
    question = _read(data).open_questions[0]
    first, second = (choice.value for choice in question.choices)

    one = _read(data, Answers(sheets=[first]))
    both = _read(data, Answers(sheets=[first, second]))

    assert [choice.label for choice in question.choices] == ["Trekk mai 2026", "Trekk mai 2026 (rettet)"]
    assert question.proposal == second
    assert (one.status, one.total) == ("lines", sum(p.ore for p in w.people))
    assert (both.status, len(both.lines)) == ("lines", 16)


def test_sheet_that_was_chosen_and_holds_two_versions_is_asked_about_again() -> None:
    w = World("chosen", 8)
    stacked = [*_list(w, "Trekk mai 2026"), [], *_list(w, "Trekk mai 2026 (rettet)", 5000)]
    reading = _read(xlsx(("Ark1", stacked), ("Ark2", _list(w, "Trekk mai 2026"))), Answers(sheets=["Ark1"]))

    assert _asked(reading) == ["sheets"]
    assert [choice.value for choice in reading.open_questions[0].choices] == ["Ark1:4", "Ark1:17"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Fagforeningskontingent mai 2026", "Kollektiv forsikring mai 2026"),
        ("Lønnsart 4110 mai 2026", "Lønnsart 4111 mai 2026"),
        ("Trekk mai 2026, uke 18-19", "Trekk mai 2026, uke 20-21"),
    ],
)
def test_other_kinds_of_deduction_are_added_as_ever(first: str, second: str) -> None:
    w = World("kinds", 8)
    rows = [*_list(w, first), [], *_list(w, second, share=0.15)]
    reading = _read(xlsx(("Ark1", rows)))

    assert "sheets" not in _asked(reading)
    assert len(reading.lines) == 16


def test_months_below_each_other_are_no_versions() -> None:
    w = World("months", 8)
    reading = _read(xlsx(("Ark1", [*_list(w, "Trekk april 2026"), [], *_list(w, "Trekk mai 2026")])))

    assert "sheets" not in _asked(reading)


def test_sum_of_both_says_that_they_are_parts() -> None:
    w = World("parts", 8)
    whole = 2 * sum(p.ore for p in w.people) / 100
    rows = [*_list(w, "Trekk mai 2026"), [], *_list(w, "Trekk mai 2026"), ["", "Sum totalt", "", whole]]
    reading = _read(xlsx(("Ark1", rows)))

    assert "sheets" not in _asked(reading)
    assert len(reading.lines) == 16


def test_extra_run_is_proposed_as_added() -> None:
    w = World("extra", 8)
    rows = [*_list(w, "Trekk mai 2026"), [], *_list(w, "Trekk mai 2026, ekstrakjøring", 300)]
    reading = _read(xlsx(("Ark1", rows)))

    assert (_asked(reading), reading.open_questions[0].proposal) == (["sheets"], "*")
    assert len(reading.lines) == 16


def test_corrections_of_a_few_people_below_are_their_second_lines() -> None:
    w = World("few", 12)
    rows = [*_list(w, "Trekk mai 2026", total=False), [], ["Korrigeringer"], HEADS]
    rows += [[p.employee_no, p.name, p.id, 25.5] for p in w.people[:2]]
    reading = _read(xlsx(("Ark1", rows)))

    assert "sheets" not in _asked(reading)
    assert len(reading.lines) == 14


def test_weeks_in_a_column_are_no_versions() -> None:
    w = World("weeks", 8)
    rows: Rows = [["Trekk mai 2026"], ["Fjordheim Mekaniske AS", "", "Orgnr 312430398"], ["Uke", *HEADS]]
    for week in (18, 19, 20):
        rows += [[week, p.employee_no, p.name, p.id, p.ore / 400 + week] for p in w.people]
    reading = _read(xlsx(("Ark1", rows)))

    assert "sheets" not in _asked(reading)
    assert len(reading.lines) == 24


def test_runs_in_a_column_are_asked_about() -> None:
    w = World("runs", 8)
    rows: Rows = [["Trekk mai 2026"], ["Fjordheim Mekaniske AS", "", "Orgnr 312430398"], ["Kjøring nr", *HEADS]]
    for run in (1, 2):
        rows += [[run, p.employee_no, p.name, p.id, p.ore / 100 + run] for p in w.people]
    reading = _read(xlsx(("Ark1", rows)))

    assert "sheets" in _asked(reading)


@pytest.mark.parametrize(
    "names", [("Mai", "Mai (2)"), ("mai", "mai b"), ("Trekk", "Trekk 2", "Trekk 3"), ("Liste", "Liste kopi")]
)
def test_last_copy_of_a_sheet_is_proposed_wherever_it_stands(names: tuple[str, ...]) -> None:
    w = World("copies", 9)
    lists = [_list(w, "Trekk mai 2026", added=5000 * n, leave=n) for n in range(len(names))]
    for sheets in (list(zip(names, lists, strict=True)), list(zip(names, lists, strict=True))[::-1]):
        reading = _read(xlsx(*sheets))

        assert [(one.code, one.proposal) for one in reading.open_questions] == [("sheets", names[-1])]
        assert len(reading.lines) == 10 - len(names)


def test_of_sheets_that_nothing_tells_apart_the_last_is_proposed() -> None:
    w = World("two lists", 9)
    reading = _read(xlsx(("Liste B", _list(w, "Trekk mai 2026")), ("Liste A", _list(w, "Trekk mai 2026", 5000, 1))))

    assert [(one.code, one.proposal) for one in reading.open_questions] == [("sheets", "Liste A")]
