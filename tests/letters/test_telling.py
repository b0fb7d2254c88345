"""What is due: orders as they are against what was told."""

import datetime as dt

import pytest

from app.letters.notices import Due, Order, due, say_terms, terms_of

TODAY = dt.date(2026, 11, 20)
JAN, NOV, DEC, LAST = dt.date(2026, 1, 1), dt.date(2026, 11, 30), dt.date(2026, 12, 1), dt.date(2026, 12, 31)
A, B = "FIXED 45500", "FIXED 50000"


@pytest.mark.parametrize(
    ("orders", "told", "notices"),
    [
        ([Order(DEC, None, A)], None, [Due("START", DEC, A)]),
        ([Order(DEC, LAST, A)], None, [Due("START", DEC, A), Due("STOP", LAST, A)]),
        ([Order(JAN, dt.date(2026, 3, 1), A)], None, []),
        ([Order(JAN, None, A)], Order(JAN, None, A), []),
        ([Order(JAN, NOV, A)], Order(JAN, None, A), [Due("STOP", NOV, A)]),
        ([Order(JAN, LAST, A)], Order(JAN, NOV, A), [Due("STOP", LAST, A)]),
        ([Order(JAN, NOV, A), Order(DEC, None, B)], Order(JAN, None, A), [Due("CHANGE", DEC, B)]),
        ([Order(JAN, None, B)], Order(JAN, None, A), [Due("CHANGE", TODAY, B)]),
        ([Order(JAN, NOV, A), Order(DEC, None, A)], Order(JAN, NOV, A), [Due("START", DEC, A)]),
        ([Order(JAN, None, A)], Order(JAN, NOV, A), [Due("CHANGE", TODAY, A)]),
        ([], Order(JAN, None, A), [Due("STOP", TODAY, A)]),
        ([], Order(DEC, None, A), [Due("STOP", DEC, A)]),
        ([], Order(JAN, dt.date(2026, 5, 1), A), []),
        ([], None, []),
    ],
)
def test_notices_are_what_the_employer_does_not_know(
    orders: list[Order], told: Order | None, notices: list[Due]
) -> None:
    found, after = due(orders, told, TODAY)

    assert found == notices
    assert due(orders, after, TODAY)[0] == []


def test_terms_are_said_as_people_say_them() -> None:
    assert say_terms(A).replace("\u00a0", " ") == "455,00 kr"
    per_cent = say_terms(terms_of("PERCENT", 2500, 150, 10000, None)).replace("\u00a0", " ")
    assert per_cent == "1,5 % av lønn, minst 100,00 kr, og 25,00 kr i tillegg"
