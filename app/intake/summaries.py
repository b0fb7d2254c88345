"""Sheets of months: the month that a sheet is named after, and the sheet that only adds the others up."""

from collections import Counter
from itertools import pairwise

from app.intake.case import Case, person_key
from app.intake.cells import Sheet
from app.intake.facts import Notes, years_in
from app.intake.headings import fold
from app.intake.month_names import NAMES
from app.intake.reading import Line


def without_summary(case: Case, groups: dict[int, list[Line]]) -> dict[int, list[Line]]:
    """The tables without the one that is, person by person and to the øre, the sum of all the others."""
    if len(groups) < 3 or case.answers.sheets is not None:
        return groups
    sums = {n: _by_person(lines) for n, lines in groups.items()}
    whole: Counter[str] = Counter()
    for own in sums.values():
        whole.update(own)
    for n, own in sums.items():
        if len(own) > 1 and any(own.values()) and all(amount == 2 * own.get(key, 0) for key, amount in whole.items()):
            return {k: lines for k, lines in groups.items() if k != n}
    return groups


def _by_person(lines: list[Line]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for line in lines:
        sums[person_key(line)] += line.amount
    return sums


def months_of_sheets(sheets: list[Sheet], notes: list[Notes]) -> dict[str, str]:
    """«okt», «nov», «des»: months in their order, of the one year that stands on top of them all."""
    named = {sheet.name: NAMES[word] for sheet in sheets if (word := fold(sheet.name)) in NAMES}
    numbers = list(named.values())
    if len(numbers) < 2 or any(other - one != 1 for one, other in pairwise(numbers)):
        return {}
    years = set(years_in([note for note in notes if note.sheet.name in named]))
    return {name: f"{year}-{number:02}" for name, number in named.items() for year in years} if len(years) == 1 else {}
