"""The unions' registers, as the files that their member systems would give."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from app.demo.cast import Unit
from app.demo.people import name
from app.values.kroner import plain_kroner
from app.values.period import add_months, first_day, last_day

HEADINGS = (
    *("member_no", "national_id", "name", "employer_orgnr", "employer_ref"),
    *("monthly_amount", "insurance", "ou", "local", "basis", "rate", "floor", "cap"),
    *("deduction_start", "deduction_end"),
)
DUES = (48900, 51200, 45050, 53000, 48900, 39900, 61200)
INSURANCE = (0, 11500, 11500, 0, 11500)
STOPPED = 7
"""So many months ago everybody stopped where a unit has ended."""


class Place(NamedTuple):
    """An agreement in the file, and the number of its first person."""

    orgnr: str
    employer_ref: str
    unit: Unit
    first: int


def write_register(path: Path, places: list[Place], ids: Iterator[str], this_month: str) -> None:
    """One union's register: a row for each person."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(HEADINGS)
        for place in places:
            for at in range(place.unit.people):
                n = place.first + at
                who = (f"{4_000_000 + n * 3}", next(ids), name(n), place.orgnr, place.employer_ref)
                rows.writerow((*who, *_terms(place.unit, n), *_dates(place.unit, at, this_month)))


def _terms(unit: Unit, n: int) -> tuple[str, ...]:
    insurance = plain_kroner(INSURANCE[n % len(INSURANCE)])
    if unit.basis == "PERCENT":
        return "", insurance, "0", "0", "PERCENT", "1.25", "250,00", "650,00"
    ou, local = ("25,00" if n % 4 == 0 else "0"), ("40,00" if n % 6 == 0 else "0")
    return plain_kroner(DUES[n % len(DUES)]), insurance, ou, local, "FIXED", "", "", ""


def _dates(unit: Unit, at: int, this_month: str) -> tuple[str, str]:
    """Most were there all the time; here and there somebody begins during the year."""
    began, ends = add_months(this_month, 1 - unit.months), ""
    if unit.months == 12:
        began = add_months(this_month, -14 - at % 40)
    if at % 17 == 16:
        began = add_months(this_month, -(at % unit.months))
    if unit.ended:
        ends = last_day(add_months(this_month, -STOPPED)).isoformat()
    return _day(first_day(began)), ends


def _day(day: dt.date) -> str:
    return day.isoformat()
