"""The net below the reading: what no line explains is asked about, what has its reason is not."""

import pytest

from app.intake.read import read_bytes
from app.intake.reading import Answers
from tests.intake.run_layouts import made


def _asked(name: str, **answers: object) -> set[str]:
    sample = made(name, 8)
    reading = read_bytes(sample.data, sample.file, "Fellesforbundet", answers=Answers(**answers))  # type: ignore[arg-type]
    return {question.code for question in reading.open_questions}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("wrong_sum_in_a_sentence", "total_mismatch"),
        ("head_count_does_not_fit", "headcount"),
        ("another_union_in_a_footnote", "union_rows"),
        ("ids_in_a_note", "missed_people"),
        ("canteen_in_a_section_of_its_own", "wage_types"),
    ],
)
def test_what_no_line_explains_is_asked_about(name: str, code: str) -> None:
    assert code in _asked(name)


@pytest.mark.parametrize("name", ["sum_in_a_sentence", "contact_person_below", "other_sums_in_sentences"])
def test_what_has_its_reason_is_not(name: str) -> None:
    assert not _asked(name)


def test_sum_in_a_sentence_counts_as_control() -> None:
    sample = made("sum_in_a_sentence", 8)

    assert read_bytes(sample.data, sample.file, "Fellesforbundet").total_fits


def test_answer_settles_it() -> None:
    assert not _asked("ids_in_a_note", accepted=["missed_people"])


def test_name_that_holds_a_union_or_a_number_is_asked_about() -> None:
    rows = "Orgnr;312430398\nPeriode;oktober 2026\nFnr;Navn;Trukket\n09857833985;{};562,37\n"
    readings = [
        read_bytes(rows.format(name).encode(), "liste.csv", "Fellesforbundet")
        for name in ("Inger Åsheim", "Inger Fellesforbundet Åsheim", "Inger6541862 Åsheim")
    ]

    assert [[question.code for question in reading.open_questions] for reading in readings] == [
        [],
        ["odd_rows"],
        ["odd_rows"],
    ]
