"""Which column was deducted: sets of money columns as payroll systems print them, several with decoys beside it."""

from collections.abc import Callable
from typing import Any

from tests.intake.layout import LAYOUTS
from tests.intake.world import Person, Sample, World
from tests.intake.writers import xlsx

Row = Callable[[Person], list[Any]]
Want = Callable[[Person], float]


def _kr(p: Person) -> float:
    return p.ore / 100


def _base(p: Person) -> float:
    return p.base / 100


def _rate(p: Person) -> float:
    return round(p.base * 0.000145, 2)


def _capped(p: Person) -> float:
    return min(max(_rate(p), 250), 650)


def _less(p: Person) -> float:
    """What could be taken of what was due."""
    return round(_kr(p) - (25 if p.ore % 2 else 0), 2)


def _back(p: Person) -> float:
    return -20 if p.ore % 2 else 0


def _plus(more: float) -> Want:
    return lambda p: round(_kr(p) + more, 2)


def _hours(p: Person) -> tuple[float, float]:
    return 100.5 + p.ore % 30, 210.0 + p.ore % 40


def _paid(p: Person) -> float:
    hours, pay = _hours(p)
    return round(hours * pay, 2)


SETS: dict[str, tuple[list[str], Row, Want]] = {
    "wage_and_amount": (["Lønn", "Beløp"], lambda p: [_base(p), _rate(p)], _rate),
    "two_amounts_one_a_wage": (["Beløp", "Beløp"], lambda p: [_base(p), _rate(p)], _rate),
    "wage_percent_kroner": (["Beløp", "Fagf %", "Fagf kr"], lambda p: [_base(p), 1.45, _rate(p)], _rate),
    "rate_in_the_heading": (["Grunnlag", "Trekk 1,45 %"], lambda p: [_base(p), _rate(p)], _rate),
    "hours_pay_amount_dues": (
        ["Timer", "Sats", "Beløp", "Fagf."],
        lambda p: [*_hours(p), _paid(p), round(_paid(p) * 0.0145, 2)],
        lambda p: round(_paid(p) * 0.0145, 2),
    ),
    "calculated_and_capped": (
        ["Grunnlag", "Beregnet", "Min", "Maks", "Til trekk"],
        lambda p: [_base(p), _rate(p), 250, 650, _capped(p)],
        _capped,
    ),
    "should_is_difference": (["Skal", "Er", "Differanse"], lambda p: [_kr(p), _less(p), _kr(p) - _less(p)], _less),
    "due_paid_rest": (["Krav", "Betalt", "Rest"], lambda p: [_kr(p), _less(p), _kr(p) - _less(p)], _less),
    "owed_deducted": (["Skyldig", "Trukket", "Utestående"], lambda p: [_kr(p), _less(p), _kr(p) - _less(p)], _less),
    "mnd_and_hia": (["Mnd", "HIÅ"], lambda p: [_kr(p), _kr(p) * 5], _kr),
    "now_and_so_far": (["Hittil i år", "Nå"], lambda p: [_kr(p) * 5, _kr(p)], _kr),
    "the_period_and_accumulated": (["Akkumulert", "Perioden"], lambda p: [_kr(p) * 5, _kr(p)], _kr),
    "this_year": (["Trekk i år", "Trekk"], lambda p: [_kr(p) * 5, _kr(p)], _kr),
    "year_by_number": (["Trukket 2026", "Trukket mnd"], lambda p: [_kr(p) * 5, _kr(p)], _kr),
    "employers_share": (["Trekk", "Arb.givers andel"], lambda p: [_kr(p), 100], _kr),
    "with_employers_share": (
        ["Ansatt andel", "Bedrift andel", "Sum til forbundet"],
        lambda p: [_kr(p), 100, _plus(100)(p)],
        _kr,
    ),
    "short_parts_and_sum": (
        ["Forb.kont.", "Avd.kont.", "Fors.", "OU", "Sum"],
        lambda p: [_kr(p), 45, 116, 33, _plus(194)(p)],
        _plus(194),
    ),
    "net_of_correction": (
        ["Trekk", "Korr.", "Netto"],
        lambda p: [_kr(p), _back(p), round(_kr(p) + _back(p), 2)],
        lambda p: round(_kr(p) + _back(p), 2),
    ),
    "with_canteen": (
        ["Fagforening trekk", "Lunsjtrekk", "Sum trekk"],
        lambda p: [_kr(p), 300, _plus(300)(p)],
        _kr,
    ),
    "with_fee": (["Trekk", "Gebyr", "Overført"], lambda p: [_kr(p), -5, _plus(-5)(p)], _kr),
    "in_ore": (["Beløp (øre)"], lambda p: [p.ore], _kr),
    "last_month_as_number": (["Trekk", "Siste trekk"], lambda p: [_kr(p), "04.2026"], _kr),
    "highest_dues": (["Kontingent", "Makskontingent"], lambda p: [_kr(p), 900], _kr),
    "dues_code": (["Kontingentkode", "Kontingent"], lambda p: [2 + p.ore % 3, _kr(p)], _kr),
    "misspelt": (["Kontigent"], lambda p: [_kr(p)], _kr),
    "danish_words": (["A-indkomst", "Beløb", "År til dato"], lambda p: [_base(p), _kr(p), _kr(p) * 5], _kr),
}
"""Headings, a person's cells under them, and what was deducted."""

DOUBTFUL: dict[str, tuple[list[str], Row]] = {
    "amount_is_a_wage": (["Beløp"], lambda p: [_base(p)]),
    "sum_of_hours": (["Ordinær", "Overtid", "Sum"], lambda p: [150, 12.5, 162.5]),
    "hours_by_pay": (["Timer", "Sats", "Beløp"], lambda p: [*_hours(p), _paid(p)]),
    "deducted_pension": (["Lønn", "Trukket pensjon"], lambda p: [_base(p), _rate(p)]),
    "old_and_new_dues": (["Kontingent gammel", "Kontingent ny"], lambda p: [_kr(p) - 3, _kr(p)]),
    "refund_with_dues_sign": (["Kontingent", "Refusjon"], lambda p: [_kr(p), 50]),
    "a_clubs_number": (["Klubb", "Kontingent"], lambda p: [12, _kr(p)]),
    "calculated_only": (["Beregnet kontingent"], lambda p: [_kr(p)]),
}
"""Sets of which no reader can be sure: never read at once."""


def sheet(w: World, heads: list[str], row: Row) -> bytes:
    """The people with these columns behind their number, name and id."""
    top = [[w.company, w.orgnr], [f"Trekkliste Fellesforbundet {w.words}"], []]
    people = [[p.employee_no, p.name, p.id, *row(p)] for p in w.people]
    return xlsx(("A", [*top, ["Ansattnr", "Navn", "Fødselsnr", *heads], *people]))


def _layout(heads: list[str], row: Row, want: Want) -> Callable[[World], Sample]:
    def make(w: World) -> Sample:
        lines = [w.line(p, round(want(p) * 100)) for p in w.people]
        return Sample("x.xlsx", sheet(w, heads, row), w.truth(lines))

    return make


LAYOUTS.update({f"columns_{name}": _layout(*parts) for name, parts in SETS.items()})
