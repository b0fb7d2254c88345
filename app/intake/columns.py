"""What each column of a table holds: judged by its content first, by its heading among what fits."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise

from app.intake.amounts import NOTHING, decimal_mark, looks_like_number
from app.intake.blocks import Block
from app.intake.cells import Cell, in_words, text_of
from app.intake.headings import fold, is_total, role_of
from app.intake.heads import looks_like_name
from app.intake.ids import birth_digits, joined, read_id
from app.intake.period_columns import find_parted_period, find_span, says_period
from app.intake.profiles import Profile, Typed
from app.intake.unions import Unions
from app.intake.who import find_names, find_numbers

_SAMPLE = 1500
_ORGNR = re.compile(r"(?:NO ?)?([1-9]\d\d) ?(\d{3}) ?(\d{3})(?: ?MVA)?")


def type_columns(block: Block, unions: Unions, told: dict[int, str]) -> Typed:
    """Find who is on the rows and what else they say.  `told`: roles that a person has given."""
    profiles = _profiles(block)
    _take_heads_beside(profiles)
    typed = Typed(block, profiles, sampled=max((p.filled for p in profiles), default=0))
    for index, role in told.items():
        if role == "first_name" and role in typed.roles:
            typed.roles.setdefault("middle_name", index)
        elif role not in ("ignored", "amount", "part"):
            typed.roles.setdefault(role, index)
    free = [profile for profile in profiles if profile.index not in told]
    _find_ids(typed, free)
    _find_context(typed, [p for p in free if p.index not in typed.roles.values()], unions)
    find_span(typed, [p for p in free if p.index not in typed.roles.values()])
    find_parted_period(typed, [p for p in free if p.index not in typed.roles.values()])
    find_numbers(typed, [p for p in free if p.index not in typed.roles.values()])
    find_names(typed, [p for p in free if p.index not in typed.roles.values()])
    return typed


def _take_heads_beside(profiles: list[Profile]) -> None:
    """«medl.nr | 2355844» on every row of a letter: the label is the head of the numbers."""
    for label, profile in pairwise(profiles):
        if not profile.heading and label.constant and not label.heading and profile.filled == label.filled:
            text = text_of(label.values[0])
            if role_of(text) in ("member_no", "employee_no"):
                profile.heading = text


def _profiles(block: Block) -> list[Profile]:
    width = block.width
    profiles = [Profile(k, block.headings[k] if k < len(block.headings) else "") for k in range(width)]
    rows = _list_rows(block)
    step = max(len(rows) // _SAMPLE, 1)
    for n in rows[::step]:
        for k, cell in enumerate(block.sheet.rows[n]):
            if cell != "" and cell not in NOTHING:
                _count(profiles[k], cell)
    for profile in profiles:
        profile.distinct = len({text_of(value) for value in profile.values})
        profile.mark = decimal_mark(value for value in profile.values if isinstance(value, str))
        profile.samples = [text_of(value)[:40] for value in profile.values[:3]]
    return profiles


def _list_rows(block: Block) -> list[int]:
    """Rows that may be people's: below the first heading, and with eleven digits where many have such."""
    first = min(block.heading_rows, default=-1)
    span = range(max(block.start, first + 1), block.end)
    if len(span) > 4 * _SAMPLE:
        span = span[:: len(span) // (2 * _SAMPLE)]
    rows = [n for n in span if n not in block.heading_rows and _is_list_row(block.sheet.rows[n])]
    if not block.heading_rows:
        rows = _alike_rows(block, rows)
    with_id = [n for n in rows if any(_may_be_id(cell) for cell in block.sheet.rows[n])]
    return with_id if len(with_id) > len(rows) * 0.3 else rows


def _alike_rows(block: Block, rows: list[int]) -> list[int]:
    """Without a heading: the rows as full as most are, so that the lines on top do not blur the columns."""
    full = {n: sum(cell != "" for cell in block.sheet.rows[n]) for n in rows}
    usual = Counter(full.values()).most_common(1)
    return [n for n in rows if full[n] >= usual[0][0] - 1] if usual and usual[0][1] > len(rows) * 0.5 else rows


def _may_be_id(cell: Cell) -> bool:
    if isinstance(cell, str):
        return len(cell) >= 10 and read_id(cell).kind not in ("none", "wrong", "broken")
    return not isinstance(cell, date) and cell >= 10**9 and read_id(cell).digits is not None


def _is_list_row(row: list[Cell]) -> bool:
    filled = [cell for cell in row if cell != ""]
    if len(filled) < 2 or not any(not isinstance(cell, str) or any(ch.isdigit() for ch in cell) for cell in filled):
        return False
    return not any(isinstance(cell, str) and is_total(cell) for cell in filled)


def _count(profile: Profile, cell: Cell) -> None:
    profile.filled += 1
    profile.values.append(cell)
    if isinstance(cell, str):
        _count_text(profile, cell)
    elif isinstance(cell, date):
        profile.dates += 1
    else:
        profile.numbers += 1
        profile.decimals += cell != int(cell)
        if 10**9 <= cell < 10**11 and read_id(cell).digits:
            profile.ids += 1
            profile.valid_ids += read_id(cell).kind == "valid"
            profile.numbers -= 1


def _count_text(profile: Profile, text: str) -> None:
    if len(text) >= 10 and (printed := read_id(text)).kind not in ("none", "wrong"):
        profile.ids += printed.digits is not None
        profile.valid_ids += printed.kind == "valid"
        profile.masked += printed.kind == "masked"
        profile.broken += printed.kind == "broken"
    elif looks_like_number(text):
        profile.numbers += 1
        profile.decimals += bool(re.search(r"[.,](?:\d\d?\D*|[-–−]+)$", text))  # «450,-» is money too
    elif looks_like_name(text):
        profile.people += 1
        profile.words += 1
    elif re.search(r"[^\W\d_]{2}", text):
        profile.words += 1
        profile.numbered += bool(re.fullmatch(r"\d{1,8}[ \-–.:]+[^\d()]+ [^\d()]+|[^\d()]+ [^\d()]+\(\d{1,8}\)", text))
    elif birth_digits(text):
        profile.dates += 1


def _find_ids(typed: Typed, free: list[Profile]) -> None:
    if typed.has_ids:
        _check_told_ids(typed)
        return
    good, named = [], []
    for profile in free:
        odd = profile.named in ("other_id", "orgnr", "amount", "decoy", "part", "employee_no", "member_no")
        enough = profile.ids >= max(1, profile.filled * 0.3)
        if enough and profile.valid_ids >= profile.ids * 0.8 and not (odd and profile.named == "other_id"):
            good.append(profile)
        elif enough and (
            profile.named == "national_id" or (not profile.heading and profile.ids >= profile.filled * 0.8)
        ):
            named.append(profile)
    if len(good) > 1:
        good = _same_or_named(typed, good)
    if good:
        typed.roles["national_id"] = good[0].index
        return
    if named:
        typed.roles["national_id"] = named[0].index
        if named[0].valid_ids < named[0].ids * 0.5:
            typed.doubts.append("id_column")
        return
    _find_odd_ids(typed, free)


def _check_told_ids(typed: Typed) -> None:
    """A remembered id column that no longer holds ids is asked about again."""
    index = typed.roles.get("national_id")
    if index is not None and index < len(typed.profiles):
        profile = typed.profiles[index]
        if profile.valid_ids + profile.masked < profile.filled * 0.5:
            typed.doubts.append("id_column")


def _same_or_named(typed: Typed, good: list[Profile]) -> list[Profile]:
    named = [profile for profile in good if profile.named == "national_id"]
    if len(named) == 1:
        return named
    first = [text_of(value) for value in good[0].values]
    if not all([text_of(value) for value in other.values] == first for other in good[1:]):
        typed.doubts.append("id_column")
    return named or good


def _find_odd_ids(typed: Typed, free: list[Profile]) -> None:
    """Split over two columns, masked, or broken by Excel."""
    for birth in free:
        days = [birth_digits(value) for value in birth.values if not in_words(value)]  # words head parts of the list
        if sum(day is not None for day in days) < max(1, len(days) * 0.8, len(birth.values) * 0.5):
            continue
        for number in free:
            if number.index == birth.index or number.filled < birth.filled * 0.5 or not _fits(typed, birth, number):
                continue
            typed.roles["birth_date"], typed.roles["id_number"] = birth.index, number.index
            return
    for profile in free:
        if profile.masked > profile.filled * 0.4 or (profile.masked and profile.named == "national_id"):
            typed.roles["national_id"] = profile.index
            return
        if profile.broken > profile.filled * 0.3:
            typed.roles["national_id"] = profile.index
            typed.doubts.append("broken_ids")
            return
    for profile in free:  # an id column in name only: kept apart from the numbers
        if profile.named == "national_id" and profile.filled and not _short(profile):
            typed.roles["national_id"] = profile.index
            typed.doubts.append("id_column")
            return


def _short(profile: Profile) -> bool:
    return all(len(text_of(value).strip()) < 9 for value in profile.values)


def _fits(typed: Typed, birth: Profile, number: Profile) -> bool:
    rows = typed.block.sheet.rows
    tried = fitting = 0
    for n in list(typed.block.rows())[:600]:
        row = rows[n]
        if max(birth.index, number.index) >= len(row) or n in typed.block.heading_rows:
            continue
        day, rest = birth_digits(row[birth.index]), row[number.index]
        if day and rest != "":
            tried += 1
            fitting += joined(day, text_of(rest).strip()).kind in ("valid", "masked")
    return tried > 0 and fitting >= tried * 0.8


def _find_context(typed: Typed, free: list[Profile], unions: Unions) -> None:
    """Period, employer, union, wage type: columns that say the same on many rows."""
    for profile in free:
        if not profile.filled:
            continue
        role = profile.named
        if says_period(profile, typed.sampled):
            _place(typed, "period", profile)
            continue
        if role in (None, "orgnr", "subunit", "employee_no", "union", "company", "decoy") and _all_orgnrs(profile):
            _place_orgnrs(typed, profile)
            continue
        if _is_coded(profile):
            _place(typed, "union", profile)
            continue
        if profile.words >= profile.filled * 0.8 or (role == "union" and profile.distinct > 1 and not profile.decimals):
            _find_text(typed, profile, role, unions)


_CODED = re.compile(r"^fagf|^forb|^union|^fag ?foren|^f ?forening")
_CODE = re.compile(r"\d{1,2}|0\d{1,4}|[A-ZÆØÅ]{1,4}\d?")


def _is_coded(profile: Profile) -> bool:
    """«FAGF» with 01, 02 and 07: unions by codes, and whether a legend explains them or not, they part the list."""
    if profile.distinct < 2 or profile.distinct > 12 or not _CODED.search(fold(profile.heading)):
        return False
    return all(_CODE.fullmatch(text_of(value).strip()) for value in profile.values)


_SUBUNIT = re.compile(r"under ?e(?:nh|in)|virksomhet|verksemd|\bvirks\b|\bverks\b|sub ?unit|establishment|avd")
_OTHERS_NUMBER = re.compile(
    r"kunde|customer|oppdrag|innlei|leietak|hirer|byggherre|avsend|innsend|mottak|kreditor|re(?:gn|kne)skap|forbund|"
    r"forening|union|leverand|payee|byra"
)
_EMPLOYERS_NUMBER = re.compile(r"arbeidsg|juridisk|hovedenhet|employer|legal|klient|bedrift|foretak|selskap|firma")
_FIRMS = re.compile(r"\borg.*(?:firma|foretak|juridisk|hovedenhet|selskap)")


def _place_orgnrs(typed: Typed, profile: Profile) -> None:
    """Several columns hold such numbers: the employer's by its heading, a sub-unit's apart, others' not at all."""
    heading = fold(profile.heading)
    heads = [fold(other) for other in typed.block.headings]
    apart = any(re.search(r"under ?e", other) for other in heads)
    unit = _SUBUNIT.search(heading) and not (apart and re.match(r"org\w*(?: ?nr)? (?:virksomhet|verksemd)", heading))
    if unit or ("bedrift" in heading and any(map(_FIRMS.search, heads))):  # «Orgnr bedrift» beside «Orgnr firma»
        _place(typed, "subunit", profile)
    elif _EMPLOYERS_NUMBER.search(heading) and not _OTHERS_NUMBER.search(heading):
        typed.roles["orgnr"] = profile.index
    elif not _OTHERS_NUMBER.search(heading):
        _place(typed, "orgnr", profile)


def _find_text(typed: Typed, profile: Profile, role: str | None, unions: Unions) -> None:
    if role in ("first_name", "last_name", "name") and profile.words:
        return
    naming = sum(bool(unions.named(text_of(value), labelled=role == "union")) for value in profile.values)
    if role == "union" or naming >= profile.filled * 0.8:
        _place(typed, "union", profile)
    elif role in ("company", "department", "wage_type"):
        _place(typed, role, profile)


def _place(typed: Typed, role: str, profile: Profile) -> None:
    """The first column keeps the role; two period columns are settled by their headings."""
    if role == "period" and role in typed.roles:
        other = typed.profiles[typed.roles[role]]
        ours, theirs = fold(profile.heading), fold(other.heading)
        if ours.startswith(("for ", "gjelder", "kontingent", "trekk")) and not theirs.startswith(("for ", "trekk")):
            typed.roles["paid_period"] = other.index
            typed.roles["period"] = profile.index
        else:
            typed.roles.setdefault("paid_period", profile.index)
        return
    typed.roles.setdefault(role, profile.index)


def _all_orgnrs(profile: Profile) -> bool:
    return all(orgnr_in(value) for value in profile.values[:200])


def orgnr_in(cell: Cell) -> str | None:
    """Nine digits with a right check digit, alone in the cell."""
    text = text_of(cell).strip()
    found = _ORGNR.fullmatch(text)
    digits = "".join(found.groups()) if found else ""
    return digits if digits and is_orgnr(digits) else None


def is_orgnr(digits: str) -> bool:
    rest = sum(int(digit) * weight for digit, weight in zip(digits, (3, 2, 7, 6, 5, 4, 3, 2), strict=False)) % 11
    return (11 - rest) % 11 == int(digits[8])


def common(values: list[Cell]) -> list[tuple[str, int]]:
    """The different texts of a column, most frequent first."""
    return Counter(text_of(value) for value in values).most_common()
