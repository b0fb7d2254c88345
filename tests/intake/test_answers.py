"""Answering what is asked: each answer settles its question, and saying yes to all gives what was proposed."""

from typing import Any

import msgspec
import pytest

from app.intake.read import read_bytes
from app.intake.reading import Answers, Question, Reading
from tests.intake.run_layouts import LAYOUTS, made
from tests.intake.world import Sample, World, comma
from tests.intake.writers import table, xlsx


def read(sample: Sample, answers: Answers) -> Reading:
    return read_bytes(sample.data, sample.file, "Fellesforbundet", answers=answers)


def yes(answers: Answers, question: Question) -> Answers:
    """The answer that takes the proposal."""
    proposal: Any = question.proposal
    if question.about == "columns":
        roles = {"id_column": "national_id", "broken_ids": "national_id"}
        columns = {
            f"{question.values['table']}:{index}": roles.get(question.code, "part" if "+" in proposal else "amount")
            for index in proposal.split("+")
        }
        return msgspec.structs.replace(
            answers, columns={**answers.columns, **columns}, accepted=[*answers.accepted, question.code]
        )
    if question.about == "accepted":
        return msgspec.structs.replace(answers, accepted=[*answers.accepted, question.code])
    if question.about in ("include_hidden", "include_struck", "below_total"):
        proposal = proposal == "yes"
    elif question.about == "wage_types":
        proposal = proposal.split("\n")
    elif question.about == "sheets":
        proposal = [choice.value for choice in question.choices] if proposal == "*" else [proposal]
    elif question.about == "period":
        proposal = proposal or "2026-01"
    elif question.about == "orgnr":
        proposal = proposal or "312430398"
    return msgspec.structs.replace(answers, **{question.about: proposal})


@pytest.mark.parametrize("name", LAYOUTS)
def test_saying_yes_to_every_question_gives_the_proposed_lines(name: str) -> None:
    sample, answers = made(name, 9), Answers()
    first = reading = read(sample, answers)

    for _ in range(8):
        if reading.question is None:
            break
        answers = yes(answers, reading.question)
        reading = read(sample, answers)

    assert reading.question is None
    assert [(line.row, line.amount) for line in reading.lines] == [(line.row, line.amount) for line in first.lines]


def test_another_column_can_be_chosen() -> None:
    w = World("choose", 8)
    rows = [["Orgnr", w.orgnr], ["Periode", w.slash], ["Fnr", "Navn", "Beløp", "Trukket i alt"]]
    rows += [[p.id, p.name, comma(p.ore), comma(p.ore + 1000)] for p in w.people]
    sample = Sample("x.csv", table(rows), {})
    assert read(sample, Answers()).status == "ask"

    reading = read(sample, Answers(columns={"0:2": "amount", "0:3": "ignored"}))

    assert (reading.status, reading.total) == ("lines", w.total)


def test_a_remembered_column_that_holds_something_else_is_asked_about_again() -> None:
    w = World("swapped", 8)
    remembered = Answers(columns={"0": "national_id", "2": "amount"})
    rows = [["Orgnr", w.orgnr], ["Periode", w.slash], ["A", "B", "C"]]
    good = Sample("x.xlsx", xlsx(("A", [*rows, *[[p.id, p.name, p.kr] for p in w.people]])), {})
    swapped = Sample("x.xlsx", xlsx(("A", [*rows, *[[p.employee_no, p.name, p.base / 100] for p in w.people]])), {})

    assert read(good, remembered).status == "lines"
    assert {one.code for one in read(swapped, remembered).open_questions} >= {"amount", "id_column"}
