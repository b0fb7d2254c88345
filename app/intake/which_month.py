"""Which month the lines are for: their own columns, what the notes say, the sheets' names, and last the file's."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise

from app.intake.case import Case
from app.intake.cells import text_of
from app.intake.facts import Candidate, month_of_weeks
from app.intake.head_month import OF_RUN, PERIOD_SAID, head_period, is_year_after, nearest
from app.intake.headings import fold
from app.intake.months import EARNED, cell_period, find_months
from app.intake.reading import Choice, Fact, Line, Place, Question
from app.values.period import periods, previous_period


def settle_period(case: Case, kept: list[Line]) -> list[Line]:
    head, rivals = head_period(case)
    if head and head.kind in ("month", "range") and any(line.period for line in kept):
        for line in kept:
            line.period = line.period or head.value
    own = Counter(line.period for line in kept if line.period)
    blank = sum(1 for line in kept if not line.period)
    if case.answers.period:
        return _told_period(case, kept, own)
    if not own:
        _from_head(case, kept, head, rivals)
        return kept
    if len(own) == 1 and not blank:
        return _one_period(case, kept, next(iter(own)), head)
    return _several(case, kept, own, head, blank)


def _told_period(case: Case, kept: list[Line], own: Counter[str]) -> list[Line]:
    period = case.answers.period
    case.reading.period = Fact(value=period, sure=True)
    if period in own and len(own) > 1:
        return [line for line in kept if line.period in (period, None)]
    return kept


def _file_month(name: str, value: str | None = None) -> str | None:
    """The month that a file or sheet is named after; one without its year only beside `value`, in the nearest year."""
    stem = re.sub(r"\.\w{2,4}$", "", name)
    stem = re.sub(r"(?<!\d)\d{9}(?!\d)", " ", stem)
    stem = re.sub(r"(?i)(trekk|lister?|kontingent|lønn|forening|dues)(?=[a-zæøå]{3,9}[ _-]?20\d\d)", r"\1 ", stem)
    found = find_months(stem)
    months = {one.period for one in found if one.kind == "month"}
    if value and not months and len(value) == 7 and value[0] != "?":
        months = {nearest(one.period, value) for one in found if one.kind == "bare"}
    return months.pop() if len(months) == 1 else None


def _from_head(case: Case, kept: list[Line], head: Candidate | None, rivals: list[Candidate]) -> None:
    named = _file_month(case.name)
    if head is None:
        headed = _of_columns(case, kept) or month_of_weeks(_titles(case)) or _last_day(case)
        guess = named or headed or _guess(case)
        # dates of printing and of payment are good enough to propose a month, and not to say it
        case.reading.period = Fact(value=named or headed)
        case.ask(_period_question(guess, [], "no_period"))
        return
    value = _completed(case, head)
    if head.kind == "span":
        first, _, last = head.value.partition("/")
        months = periods(first, last)[-24:]
        value = named if named in months else last
        case.reading.period = Fact(value=value, places=[head.place])
        case.ask(_period_question(value, [Candidate(m, 1, head.place) for m in months], "several_months"))
        return
    named = named or _file_month(case.name, value)
    beside = _said_beside(case, value)
    clear = (head.kind != "bare" or _year_is_sure(case, head)) and not rivals and (named is None or named == value)
    clear = clear and (head.kind != "day" or bool(_OF_DAY.search(head.label)))
    elsewhere = (*rivals, *beside)
    if not clear and named and named in (*(one.value for one in elsewhere), *_of_sheets(case), _guess(case)):
        value = named  # last month's title, where the file, its sheet or its day say otherwise
    elif said := _of_period_label(head, rivals):
        value = said
    elif beside and value and _is_stale(case, value, beside):
        value = beside[0].value
    clear, rivals = clear and not beside, rivals + beside
    case.reading.period = Fact(value=value, sure=clear, places=[head.place])
    if not clear:
        others = [head, *rivals] + ([Candidate(named, 0, Place(text=case.name))] if named else [])
        case.ask(
            _period_question(value, [Candidate(_completed(case, c) or "", c.score, c.place) for c in others], "period")
        )


_OF_DAY = re.compile(
    r"\b(?:per|pr|gjelder|for|\w*periode\w*|period|\w*maned\w*|\w*manad\w*|\w*mnd|month|termin|ending|lonn|t\.?o\.?m|"
    r"through\w*)\W*$"
)
"""«Trekk pr. 31.10.2026», and no «Fagforeningsliste, 04.06.2026»: that may be the day of printing."""


def _said_beside(case: Case, value: str | None) -> list[Candidate]:
    """Other months than the title's: those in the heads of the amounts («Trekk okt.»), in the sheets' names, and of
    the sums («Sum trukket for august 2026»).  The score counts how many of these say the same."""
    found: dict[str, Candidate] = {}
    for table in case.tables if value else []:
        profiles, sheet = table.walked.typed.profiles, table.walked.typed.block.sheet
        texts = [(profiles[k].heading, "head") for k in table.pick.columns] + [(sheet.name, "sheet")]
        for text, kind in texts if table.lines else []:
            named = [one for one in find_months(text, "trekk") if one.kind in ("month", "bare")]
            months = {one.period for one in named if one.score > 0}
            for month in months if len(months) == 1 else ():
                full = nearest(month, value or "")
                found.setdefault(full, Candidate(full, 0, Place(sheet=sheet.name, text=text), kind=kind)).score += 1
        for printed in table.printed if table.lines else []:
            named = [one for one in find_months(printed.label) if one.kind in ("month", "bare") and one.score > 0]
            for one in named if len(named) == 1 else ():
                full = nearest(one.period, value or "")
                if one.kind == "month":
                    found.setdefault(full, Candidate(full, 0, printed.place, kind="sum"))
                if full in found:  # a sum of «september» alone is no doubt, but tells of two which is right
                    found[full].score += 1
    return [one for month, one in found.items() if month != value]


def _last_day(case: Case) -> str | None:
    """«Lønnsperiode 5/2026 (4 uker)   20.04.2026 - 17.05.2026»: the month in which it ends."""
    ends = {one.until for text in _titles(case) for one in find_months(text) if one.until}
    return ends.pop() if len(ends) == 1 else None


def _of_period_label(head: Candidate, rivals: list[Candidate]) -> str | None:
    """«Lønnsperiode: 2026/09» below «Trekkliste august 2026»: the system knows, and a title is easily an old one."""
    said = [one for one in rivals if one.kind in ("month", "range") and PERIOD_SAID.search(one.label)]
    said = [one for one in said if not EARNED.search(one.label)]
    own = PERIOD_SAID.search(head.label) or OF_RUN.search(head.label)
    return said[0].value if len(said) == 1 and not own else None


def _titles(case: Case) -> list[str]:
    return [text_of(cell) for sheet in case.sheets for row in sheet.rows[:12] for cell in row if cell != ""]


def _of_columns(case: Case, kept: list[Line]) -> str | None:
    """The month over the chosen amounts («Sept» in a sheet of «Jan» to «Des»), in the only year that is spoken of."""
    sheets = {line.sheet for line in kept}
    called = {name for name in sheets if re.fullmatch(r"20[2-4]\d", name)}
    years = called if len(called) == len(sheets) == 1 else set(case.own_years or case.years)
    tables = [table for table in case.tables if table.walked.typed.block.sheet.name in sheets] or case.tables
    heads = [table.walked.typed.profiles[k].heading for table in tables for k in table.pick.columns]
    named = {one.period for head in heads for one in find_months(head) if one.kind in ("bare", "month")}
    if len(named) == 1 and not (whole := min(named)).startswith("?"):
        return whole
    months = {month[-2:] for month in named}
    return f"{min(years)}-{months.pop()}" if len(years) == 1 and len(months) == 1 else None


def _is_stale(case: Case, value: str, beside: list[Candidate]) -> bool:
    """Whether the title is an old one: the list was paid or written in the other month, or early in the next.

    Where no day tells, two that say the same know better than the title, and of two years the later is right; so is
    a sheet's name of a later month.
    """
    other = beside[0]
    if other.kind == "sum":
        return False
    paid = {_month_before(day) for day in case.foot_days or case.days}
    if other.value in paid or value in paid:
        return value not in paid
    later = other.kind == "sheet" and other.value > value  # last month's sheet is copied, and its tab renamed
    return other.score > 1 or later or is_year_after(other.value, value)


def _month_before(day: date) -> str:
    """The month that a list is of that was printed or paid on this day: late in its month, or early in the next."""
    month = f"{day:%Y-%m}"
    return month if day.day >= 10 else previous_period(month)


def _of_sheets(case: Case) -> set[str]:
    """The months that sheets are named after."""
    return {month for sheet in case.sheets if (month := _file_month(f"{sheet.name}.x"))}


def _guess(case: Case) -> str | None:
    """From the dates on top: lists are printed late in their month, or early in the next."""
    if not case.days:
        return None
    return _month_before(min(case.days))


def _completed(case: Case, candidate: Candidate) -> str | None:
    """A month without its year gets the year that the file speaks of elsewhere."""
    if candidate.kind != "bare":
        return candidate.value
    month = candidate.value[-2:]
    if len(case.own_years) == 1:
        return f"{next(iter(case.own_years))}-{month}"
    years = [*case.years, *re.findall(r"20[2-4]\d", case.name)]
    if years:
        return f"{Counter(years).most_common(1)[0][0]}-{month}"
    return _before_the_days(case, month)


def _before_the_days(case: Case, month: str) -> str | None:
    """«Lønn desember, utbetalt 12.01.2027»: the last such month that is not after the month of the dates on top."""
    if not case.days:
        return None
    day = max(case.days)
    return f"{day.year - (int(month) > day.month)}-{month}"


def _year_is_sure(case: Case, head: Candidate) -> bool:
    """A month without its year, where the year has a label of its own, or dates on top lie in it or the next."""
    if head.score < 3:
        return False
    if len(case.own_years) == 1:
        return not set(case.years) - case.own_years
    value = _before_the_days(case, head.value[-2:])
    return bool(
        value
        and not case.years
        and all(value in (f"{day:%Y-%m}", previous_period(f"{day:%Y-%m}")) for day in case.days)
    )


def _period_question(value: str | None, candidates: list[Candidate], code: str) -> Question:
    choices: dict[str, Choice] = {}
    for candidate in candidates:
        if re.fullmatch(r"20\d\d-\d\d", candidate.value):
            choices.setdefault(candidate.value, Choice(value=candidate.value, label=candidate.place.text))
    places = [candidate.place for candidate in candidates[:5]]
    kind = "several_months" if code == "several_months" else "period"
    return Question(code=kind, about="period", proposal=value or "", choices=list(choices.values()), places=places)


def _one_period(case: Case, kept: list[Line], value: str, head: Candidate | None) -> list[Line]:
    head_value = _completed(case, head) if head else None
    named = _file_month(case.name)
    paid = _paid_period(case)
    clash = (
        (paid and paid != value)
        or (head_value and head and head.score >= 4 and head.kind != "span" and head_value != value)
        or (named and named != value)
    )
    first = value
    if paid and paid > value and _is_until(case):
        value = paid  # «Periode fra 16.08, Periode til 15.09» is paid with September's wages
    case.reading.period = Fact(value=value, sure=not clash)
    if clash:
        others = (
            [Candidate(month, 5, Place()) for month in dict.fromkeys((value, first))]
            + ([head] if head else [])
            + ([Candidate(named, 1, Place(text=case.name))] if named else [])
        )
        case.ask(_period_question(value, others, "period"))
    return kept


def _several(case: Case, kept: list[Line], own: Counter[str], head: Candidate | None, blank: int) -> list[Line]:
    """Lines of several months: with a month on top, the others are not this list's; without, each keeps its own."""
    listed = all(table.pick.by_month for table in case.tables if table.lines)
    if blank == 0 and (listed or _lists_of_months(case, own) or _stated_together(case, own)):
        case.reading.periods = sorted(own)
        return kept
    value = head.value if head and head.kind not in ("span", "bare") and head.score >= 3 else None
    if value is None and (paid := _paid_period(case)):
        value = paid
    months = [Candidate(month or "", 1, Place()) for month in sorted(own, key=str)]
    if value is None and blank == 0:
        small = min(own.values()) < 0.2 * max(own.values())
        case.reading.periods = sorted(month for month in own)
        if small:
            value = own.most_common(1)[0][0]
        else:
            return kept
    if value in own:
        chosen = [line for line in kept if line.period in (value, None)]
        case.reading.period = Fact(value=value, places=[head.place] if head else [])
        sums = {abs(printed.amount) for table in case.tables for printed in table.printed}
        total, part = abs(sum(line.amount for line in kept)), abs(sum(line.amount for line in chosen))
        if part in sums and total not in sums and not blank:
            case.warn("other_months")
            return chosen
    else:
        chosen = kept
        case.reading.period = Fact(value=value)
    case.reading.periods = sorted(month for month in own)
    case.ask(_period_question(value, months, "several_months"))
    return chosen


def _stated_together(case: Case, own: Counter[str]) -> bool:
    """«Perioder 09.2026 og 10.2026» or «Periode >= 202604 og <= 202606» on top, and lines of just these months."""
    between = periods(min(own), max(own))
    rows: dict[tuple[str, int | None], set[str]] = {}
    for one in case.periods:
        if one.kind == "month" and one.score >= 2:
            rows.setdefault((one.place.sheet, one.place.row), set()).add(one.value)
    bounds = {between[0], between[-1]} if set(between) == set(own) else set(own)
    return any(months in (set(own), bounds) for months in rows.values())


def _lists_of_months(case: Case, own: Counter[str]) -> bool:
    """Whole lists after each other, or a sheet per month: none of them is the odd one."""
    if any({"period", "month"} & set(table.walked.typed.roles) for table in case.tables):
        return False
    if min(own.values()) < 0.3 * max(own.values()):
        return False
    for table in case.tables:
        months = [line.period for line in table.lines if line.period]  # another union's lines may have none
        if sum(one != two for one, two in pairwise(months)) >= len(set(months)):
            return False
    return True


def _is_until(case: Case) -> bool:
    """Whether the second of two columns of months or days says until when: «Periode til»."""
    heads = (
        fold(table.walked.typed.profiles[index].heading)
        for table in case.tables
        if (index := table.walked.typed.roles.get("paid_period")) is not None
    )
    return any(re.search(r"\b(?:til|tom|t o m|to|until|slutt|end)\b", head) for head in heads)


def _paid_period(case: Case) -> str | None:
    found = set()
    for table in case.tables:
        index = table.walked.typed.roles.get("paid_period")
        if index is not None:
            rows = table.walked.typed.block.sheet.rows
            found |= {cell_period(rows[row.at][index]) for row in table.walked.people if index < len(rows[row.at])}
    found.discard(None)
    return found.pop() if len(found) == 1 else None
