"""The sums that a file prints are the best check there is: every one must be met by the lines above it, or by all."""

import re
from dataclasses import dataclass, field
from itertools import accumulate, takewhile

from app.intake.cells import text_of
from app.intake.collected import Collected, Printed
from app.intake.headings import fold, is_own_total
from app.intake.months import find_months
from app.intake.reading import ControlTotal, Line


@dataclass(slots=True)
class Checked:
    """`fits` is None where the file prints no sum."""

    fits: bool | None = None
    totals: list[ControlTotal] = field(default_factory=list)
    misfit: Printed | None = None
    grand_fits: bool = False


def check_totals(tables: list[Collected], kept: set[int], kinds: dict[int, str]) -> Checked:
    """`kept`: ids of the Line objects that the reading takes; sums may also be of all that the file lists.

    `kinds`: the wage type of lines, by their ids: «Sum lønnsart 4210» is of its lines wherever they stand.
    """
    everything = [line for table in tables for line in table.lines]
    whole = {
        abs(sum(line.amount for line in everything)),
        abs(sum(line.amount for line in everything if id(line) in kept)),
        *(abs(sum(line.amount for line in table.lines)) for table in tables),
    }
    for union in {line.union for line in everything}:  # «Total DNMF» below lines in the order of names
        whole.add(abs(sum(line.amount for line in everything if line.union == union)))
    counts = {n for union in {line.union for line in everything} for n in _numbers(everything, union)}
    checked = Checked()
    of_kinds: dict[str, int] = {}
    for line in everything:
        if kind := kinds.get(id(line)):
            of_kinds[kind] = of_kinds.get(kind, 0) + line.amount
    above = {0}
    for table in tables:
        above = _check_table(table, kept, whole, counts, checked, of_kinds, above)
    if checked.totals and not checked.grand_fits:
        for table in tables:
            checked.misfit = checked.misfit or _stops_short(table, kept)
    if checked.totals:
        checked.fits = checked.misfit is None
    return checked


def _numbers(lines: list[Line], union: str | None) -> set[int]:
    """How many lines and people a union has, in all tables."""
    own = [line for line in lines if line.union == union]
    return {len(own), len({_person(line) for line in own})}


def _check_table(
    table: Collected,
    kept: set[int],
    whole: set[int],
    counts: set[int],
    checked: Checked,
    of_kinds: dict[str, int],
    above: set[int],
) -> set[int]:
    """`above`: øre from each sum of the tables before it to their end, which a page's «Transport» counts too.

    Gives the same for the next table.
    """
    amounts = [line.amount for line in table.lines]
    ours = [line.amount if id(line) in kept else 0 for line in table.lines]
    sums, our_sums = [0, *accumulate(amounts)], [0, *accumulate(ours)]
    marks = [0]
    parts: list[int] = []
    for printed in table.printed:
        if printed.after == 0 and not printed.amount:
            continue
        if _is_count(printed, table.lines):
            if printed.amount // 100 not in counts and not _count_fits(printed, table.lines, marks):
                checked.misfit = checked.misfit or printed
            continue
        wanted = abs(printed.amount)
        ends = {abs(total[printed.after] - total[mark]) for total in (sums, our_sums) for mark in marks}
        ends |= {abs(one + sums[printed.after]) for one in above}
        if is_own_total(printed.label):  # those without a second line may have no sum
            ends |= {abs(sum(line.amount for line in _last_persons(table.lines[: printed.after])))}
        fits = wanted in ends or wanted in whole or (bool(parts) and wanted == abs(sum(parts)))
        said = f"{printed.label} {printed.place.text}"  # «* Sum lønnart | 6410 Fagf.kontingent»
        fits = fits or any(wanted == abs(of) and _names(said, kind) for kind, of in of_kinds.items())
        fits = fits or wanted in _of_codes(table, said) or wanted in _of_months(table, said)
        if fits and printed.after not in marks:
            parts.append(printed.amount)
        marks.append(printed.after)
        checked.totals.append(ControlTotal(amount=printed.amount, fits=fits, place=printed.place, grand=printed.grand))
        checked.grand_fits = checked.grand_fits or (fits and wanted in whole and wanted != 0)
        if not fits:
            checked.misfit = checked.misfit or printed
    return {one + sums[-1] for one in above} | {sums[-1] - sums[mark] for mark in marks}


def _stops_short(table: Collected, kept: set[int]) -> Printed | None:
    """The table's last sum where people of ours stand below it, in no sum at all.

    Those below a sum that calls itself the total are asked about before (`above_the_sum`); and what is the sum of
    one person may be left out for the next, whose only line says it.
    """
    sums = [one for one in table.printed if one.after and not _is_count(one, table.lines)]
    last = sums[-1] if sums else None
    if last is None or last.grand or is_own_total(last.label):
        return None
    below = [line for line in table.lines[last.after :] if id(line) in kept and line.amount]
    start = max((one.after for one in sums if one.after < last.after), default=0)
    several = len({_person(line) for line in table.lines[start : last.after]}) > 1
    return last if below and several else None


def _last_persons(lines: list[Line]) -> list[Line]:
    return list(takewhile(lambda line: _person(line) == _person(lines[-1]), reversed(lines)))


def _of_codes(table: Collected, label: str) -> set[int]:
    """«Sum lønnsart 5310», «* /561»: of the lines on whose rows that number has a cell of its own."""
    sheet = table.walked.typed.block.sheet
    rows = dict(zip(sheet.numbers, sheet.rows, strict=False))
    codes = re.findall(r"(?<!\S)/?\d{3,}(?!\S)", label)
    return {
        abs(sum(line.amount for line in table.lines if code in map(text_of, rows.get(line.row, []))))
        for code in codes[:2]
    }


def _of_months(table: Collected, label: str) -> set[int]:
    """«Sum periode 2026/01»: of the lines of that month, wherever they stand."""
    months = {found.period for found in find_months(label) if found.kind == "month"}
    return {abs(sum(line.amount for line in table.lines if line.period == month)) for month in months}


def _names(label: str, kind: str) -> bool:
    """Whether a sum's label has the kind's number, or all its words."""
    words, own = set(fold(label).split()), set(fold(kind).split())
    return bool(own) and (own <= words or any(word.isdigit() for word in own & words))


_COUNTED = re.compile(r"\d\W*(?:sum\w*|total\w*|belop|til ?sammen|i alt|kr|nok|amount)\W*$")
"""«Antall betalinger: 6   Sum: 2 718,00»: the count stands before the sum."""


def _is_count(printed: Printed, lines: list[Line]) -> bool:
    label = fold(printed.label)
    counts = label.startswith(("antall", "ant ", "count", "number of")) or label.endswith("count")
    counts = counts and not _COUNTED.search(label)
    return counts and printed.amount % 100 == 0 and bool(lines)


def _count_fits(printed: Printed, lines: list[Line], marks: list[int]) -> bool:
    """Of all, or of what stands above it, from any sum on: lines, rows or people."""
    groups = [lines, *(lines[mark : printed.after] for mark in marks)]
    return any(
        printed.amount // 100 in (len(group), len({line.row for line in group}), len({_person(line) for line in group}))
        for group in groups
    )


def _person(line: Line) -> str:
    return line.national_id or line.employee_no or line.name
