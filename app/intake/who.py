"""Which columns say who is on the row, beside the id: employee and member numbers, names."""

import re
from itertools import pairwise

from app.intake.cells import text_of
from app.intake.headings import fold
from app.intake.profiles import Profile, Typed
from app.intake.unions import names_a_union


def find_numbers(typed: Typed, free: list[Profile]) -> None:
    """Employee and member numbers: short, whole, nearly all different."""
    counting = typed.block.sheet.counting
    free = [profile for profile in free if not (profile.index in counting or _counts_on(typed, profile))]
    for profile in free:
        if profile.named == "member_no" and profile.filled:
            typed.roles.setdefault("member_no", profile.index)
        elif _MEMBER.search(fold(profile.heading)) and _is_number_column(profile) and profile.distinct > 1:
            typed.roles.setdefault("member_no", profile.index)  # «MEDLEM» over numbers, not names
    if "member_no" not in typed.roles:
        _take_unions_number(typed, free)
    free = [profile for profile in free if profile.index != typed.roles.get("member_no")]
    for wanted in ("employee_no", "national_id", "name"):  # «Personnr» in SAP, «Ansatt» in others: content decides
        longest = 14 if wanted == "employee_no" else 10
        fitting = [
            profile
            for profile in free
            if profile.named == wanted and _is_number_column(profile, longest) and not _counts_rows(profile)
        ]
        if fitting and "employee_no" not in typed.roles:
            typed.roles["employee_no"] = max(fitting, key=_plainness).index
    for profile in free:  # «Lnr» may be the running number of the line, or the employee's («lønnsnummer»)
        if profile.named != "row_no" or not _is_number_column(profile, 10):
            continue
        if not _rises(profile) or _leaps(profile) or _is_told(typed, profile):
            typed.roles.setdefault("employee_no", profile.index)
    if "employee_no" not in typed.roles and not _take_unknown_number(typed, free):
        _take_headless_number(typed, free)


_UNIONS_NUMBER = re.compile(r"^(?:fag ?)?(?:forb|foren|fagf|union|klubb)\w* ?(?:nr|no|num|nummer|number|ref|id)$")


def _take_unions_number(typed: Typed, free: list[Profile]) -> None:
    """«Forb.nr», «Union ref»: the union's own number for each person, where nearly all differ; else it is a code."""
    several = _people(typed)
    for profile in free:
        named = profile.named in (None, "union", "member_no") and _UNIONS_NUMBER.search(fold(profile.heading))
        own = profile.distinct > 2 and profile.distinct >= (several or profile.filled) * 0.95
        if named and own and _is_number_column(profile) and not _counts_rows(profile):
            typed.roles["member_no"] = profile.index
            return


_HEADED = 3
"""Heads from which on the others are not missing by chance."""


def _take_headless_number(typed: Typed, free: list[Profile]) -> None:
    """The employee's number in a list without heads; where other columns have some, it is asked whose it is."""
    for profile in free:
        if (
            profile.heading
            or not _is_number_column(profile)
            or _counts_rows(profile)
            or (profile.numbers < profile.filled * 0.9 and not _is_lettered(profile))
            or not any(p.numbers for p in free if p is not profile)  # the only numbers are rather the amounts
        ):
            continue
        people = typed.profiles[typed.roles["national_id"]].distinct if "national_id" in typed.roles else profile.filled
        if profile.distinct >= min(people, profile.filled) * 0.7 and profile.filled > 2 and profile.distinct > 2:
            typed.roles["employee_no"] = profile.index
            _take_headless_members(typed, free)
            if sum(map(bool, typed.block.headings)) >= _HEADED:
                typed.doubts.append("number_column")
            return


def _take_headless_members(typed: Typed, free: list[Profile]) -> None:
    """In records without heads: seven digits, another one for each person, right behind the employee's number or where
    amounts are written with zeros in front."""
    own = typed.roles["employee_no"]
    padded = [profile.index for profile in free if profile.index != own and _is_padded(profile)]
    for profile in free:
        near = profile.index == own + 1 or (len(padded) == 1 and own < profile.index < padded[0])
        if not near or profile.heading or "member_no" in typed.roles or not profile.filled:
            continue
        numbers = all(re.fullmatch(r"[1-9]\d{6}", text_of(value)) for value in profile.values)
        if numbers and profile.distinct >= _people(typed) > 2:
            typed.roles["member_no"] = profile.index


def _is_padded(profile: Profile) -> bool:
    """«000094985»: as wide on every row, with zeros in front."""
    texts = [text_of(value).strip() for value in profile.values]
    return all(re.fullmatch(r"0\d{4,}", text) for text in texts) and len({len(text) for text in texts}) == 1


_NUMBER_HEAD = re.compile(r"^(?:nr|nummer|no) |(?:nr|no|num|nummer|numer|number|id|kode|code|ident|#)$")
"""«Magnetkortnr», «Nr. hos oss»."""
OF_ANOTHER_THING = re.compile(
    r"kont|bank|kid|bilag|avd|dep|kost|cost|tel|tlf|mobil|post|kunde|customer|order|ordre|oppdrag|prosjekt|project|fakt|"
    r"invoice|ref|fag|forb|foren|union|medl|member|klubb|lonn?s?art|trekk|art|org|firma|foretak|bedrift|company|ar|"
    r"stilling|yrke|line|linje|entry|trans|rad|lop|side|grup|group|sted|lok|region|zip|mva|vat|skatt|tax"
)


def _take_unknown_number(typed: Typed, free: list[Profile]) -> bool:
    """«Kortnr», «Magnet-ID»: each person's own number, under a head that ends as such heads do."""
    several = _people(typed)
    fitting = [
        profile
        for profile in free
        if profile.named is None
        and _NUMBER_HEAD.search(fold(profile.heading))
        and not OF_ANOTHER_THING.match(fold(profile.heading))
        and _is_number_column(profile)
        and profile.distinct > 2
        and profile.distinct >= (several or profile.filled) * 0.95
        and not _counts_rows(profile)
    ]
    fitting = fitting or [
        profile
        for profile in free
        if profile.named is None
        and profile.heading
        and not OF_ANOTHER_THING.match(fold(profile.heading))
        and profile.distinct > 2
        and profile.filled == profile.distinct >= several
        and _is_lettered(profile)
    ]
    if len(fitting) == 1:
        typed.roles["employee_no"] = fitting[0].index
    return len(fitting) == 1


def _people(typed: Typed) -> int:
    """How many different ids the list holds; 0 where it holds none.  Several lines may be one person's."""
    index = typed.roles.get("national_id", typed.roles.get("id_number"))
    return typed.profiles[index].distinct if index is not None else 0


def _plainness(profile: Profile) -> tuple[int, int]:
    """«Ansattnr» before «Persnr» before «Ressursnr» before «Nr»; the first of equals."""
    text = fold(profile.heading)
    plain = next((n for n, pattern in enumerate(_PLAINEST) if re.search(pattern, text)), len(_PLAINEST))
    return -plain, -profile.index


_PLAINEST = (
    r"^ansatt|^ans ?n|^ans$|^arb\w* ?tak|^lonn|^tilsett|^anst|^medarb|^employee|^emp|^staff|^worker|^lon|mitarb|"
    r"personaln",
    r"^pers?\b|^pers?\w*n|^stam|payroll|^a ?nr",
    r"ress?urs|^res|^ident|^id\b|^pers",
)


def _is_number_column(profile: Profile, longest: int = 10) -> bool:
    if not profile.filled or profile.decimals:
        return False
    if profile.words > profile.filled * 0.5 and not _is_coded(profile):
        return False
    lengths = [len(text_of(value).strip()) for value in profile.values[:300]]
    return sum(length <= longest for length in lengths) >= len(lengths) * 0.8  # a page's head is in it too


_CODE = re.compile(r"(?:[A-Za-zÆØÅæøå]{1,5}[-_./ #]?){1,2}\d[\d\-_./]*[A-Za-z]{0,3}|\d[\d\-_./]*[A-Za-zÆØÅæøå]{1,4}")


def _is_coded(profile: Profile) -> bool:
    """«NO20003», «SE-20001», «NO-OSL-117», «20003NO»: letters before or behind a number of each person's own."""
    texts = [text_of(value).strip() for value in profile.values[:300]]
    coded = sum(bool(_CODE.fullmatch(text)) or text.isdecimal() for text in texts)
    return coded >= len(texts) * 0.9 and profile.named in (None, "employee_no", "member_no")


def _is_lettered(profile: Profile) -> bool:
    """«A1029», «NO-20003»: the same letters before two digits or more on every row, told by no heading."""
    texts = [text_of(value).strip() for value in profile.values[:300]]
    found = [re.fullmatch(r"([A-ZÆØÅ]{1,4})[-_. ]?\d{2,8}", text) for text in texts]
    return all(found) and len({one[1] for one in found if one}) <= 3


def _leaps(profile: Profile) -> bool:
    """«Løpenr» 20001, 20007, 20014, «LNR» 008, 010, 020: numbers with gaps of all sizes are persons' own, in order."""
    if not re.match(r"l", fold(profile.heading)) or fold(profile.heading).startswith("linje"):
        return False
    numbers = [int(text) for value in profile.values if (text := text_of(value).strip(" .")).isdecimal()]
    gaps = [other - one for one, other in pairwise(numbers)]
    wide = sum(gap > 1 for gap in gaps) >= len(gaps) * 0.5
    filtered = min(numbers, default=0) > 1 or sum(gaps) > 3 * len(gaps)  # where the first is 1 the gaps must be wide
    return len(numbers) == profile.filled > 2 and filtered and wide and len(set(gaps)) > 1


def _is_told(typed: Typed, profile: Profile) -> bool:
    """«Lnr = lønnsnummer hos arbeidsgiver» somewhere on the sheet."""
    rows = typed.block.sheet.rows
    told = re.compile(rf"{re.escape(fold(profile.heading))} ?= ?(?:lonns?|ansatt?e?s?|arbeidstaker\w*) ?(?:nr|num)")
    near = [*rows[:30], *rows[-30:]]
    return any(told.match(fold(cell)) for row in near for cell in row if isinstance(cell, str) and "=" in cell)


def _rises(profile: Profile) -> bool:
    """Numbers that only grow, or come again, may count lines."""
    numbers = [int(text) for value in profile.values if (text := text_of(value).strip(" .")).isdecimal()]
    grows = all(one < other for one, other in pairwise(numbers))
    return grows or len(numbers) < profile.filled or len(set(numbers)) < len(numbers) * 0.95


def _counts_rows(profile: Profile) -> bool:
    """1, 2, 3 … is the row's number, not a person's, unless its head says «Ansattnr» or the like.

    Two such may be persons' in a small firm, unless they end as counts do («1.») or their head says no more than «Nr»:
    there they may begin anew in every section, too.
    """
    texts = [text for value in profile.values[:50] if re.search(r"\d", text := text_of(value).strip())]
    numbers = [int(text.strip(" .")) for text in texts if re.fullmatch(r"\d{1,4} ?\.?", text)]
    if not numbers or len(numbers) < len(texts) or re.search(_PLAINEST[0], fold(profile.heading)):
        return False
    plain = fold(profile.heading) in _PLAIN_NUMBER or all(text.endswith(".") for text in texts)
    skipped = sum(other == one + 2 for one, other in pairwise(numbers))  # a row that is left out of the sample
    few = (1, 2) if plain and skipped <= max(1, len(numbers) // 10) and len(numbers) > 2 else (1,)
    counts = all(other - one in few or (plain and other == 1 < one) for one, other in pairwise(numbers))
    return numbers[0] == 1 and counts and (len(numbers) > 2 or plain)


def _counts_on(typed: Typed, profile: Profile) -> bool:
    """«Nr.» 43, 44, 45 on a later page or in a later part: the count goes on."""
    texts = [text for value in profile.values[:50] if re.search(r"\d", text := text_of(value).strip(" ."))]
    if typed.block.start == 0 or fold(profile.heading) not in _PLAIN_NUMBER or not all(map(str.isdecimal, texts)):
        return False
    return len(texts) > 2 and all(int(other) == int(one) + 1 for one, other in pairwise(texts))


_PLAIN_NUMBER = ("", "nr", "no", "num", "nummer", "number", "lp")


_MEMBER = re.compile(
    r"^(?:medl(?!em(?:stype|skap))|member(?! type)|(?:trade )?union member|(?:fag ?)?(?:forb|foren)\w* ?medlem(?!skap))"
    r"(?!.*\b(?:siden|sidan|since|fra|from|dato|date|ar|year|type|status|sats|rate|kat\w*|cat\w*)\b)"
)
"""Heads over members' numbers, where numbers stand below; none over the year when they joined."""
_LETTERS = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’.\-]){0,40}")
_NAMES = ("name", "first_name", "last_name")
_WRONG_FOR_WORDS = (None, "employee_no", "member_no", "national_id", "row_no", "orgnr", "birth_date")


def _are_unions(profile: Profile) -> bool:
    """«ORG_NAVN» over «Fellesforbundet» and «NITO»."""
    texts = [text_of(value) for value in profile.values[:100]]
    return sum(map(names_a_union, texts)) >= len(texts) * 0.8


def _without_others(words: list[Profile]) -> list[Profile]:
    """Without unions' names where people's stand beside; what is the same on every row is nobody's name either."""
    if sum(p.named in _NAMES for p in words) > 1:
        words = [p for p in words if not (p.named in _NAMES and _are_unions(p))]
    if any(p.named in _NAMES and not p.constant for p in words):
        words = [p for p in words if not p.constant]
    return words


def find_names(typed: Typed, free: list[Profile]) -> None:
    words = [
        p
        for p in free
        if p.filled and p.words >= p.filled * 0.8 and p.named not in ("department", "wage_type", "union", "company")
    ]
    words = _without_others(words)
    for profile in words:
        role = profile.named
        if role in _NAMES:
            typed.roles.setdefault(role, profile.index)
    for profile in free:
        if profile.named == "middle_name" and "first_name" in typed.roles and not profile.numbers:
            typed.roles.setdefault("middle_name", profile.index)
    if "name" in typed.roles and ("first_name" in typed.roles or "last_name" in typed.roles):
        _settle_names(typed)
    _take_beside_its_head(typed, words)
    if {"name", "first_name", "last_name"} & set(typed.roles):
        return
    several = _people(typed)
    people = [
        p
        for p in words
        if p.people + p.numbered >= p.filled * 0.6
        and p.distinct >= min(p.filled, several or p.filled) * 0.5
        and (p.named in _WRONG_FOR_WORDS or fold(p.heading) == "gjelder")  # over whom a payment is for
    ]
    if people:
        name = max(people, key=lambda p: p.distinct)
        if beside := _other_half(name, words):
            last, first = sorted((name.index, beside.index))
            typed.roles["last_name"], typed.roles["first_name"] = last, first
        else:
            typed.roles["name"] = name.index
        return
    single = [p for p in words if p.named is None and p.distinct >= p.filled * 0.4 and p.distinct > 1]
    if len(single) >= 2:
        typed.roles["last_name"], typed.roles["first_name"] = single[0].index, single[1].index
    elif single:
        typed.roles["name"] = single[0].index


def _take_beside_its_head(typed: Typed, words: list[Profile]) -> None:
    """In print a head may stand beside its column: «Etternavn» over nothing, and surnames under nothing beside it."""
    if len({"first_name", "last_name"} & set(typed.roles)) != 1:
        return
    missing = "last_name" if "first_name" in typed.roles else "first_name"
    empty = [p.index for p in typed.profiles if p.named == missing and not p.words and p.filled <= typed.sampled * 0.2]
    beside = [p for p in words if not p.heading and any(abs(p.index - at) == 1 for at in empty)]
    if len(empty) == len(beside) == 1:
        typed.roles[missing] = beside[0].index


def _other_half(name: Profile, words: list[Profile]) -> Profile | None:
    """«Sørli | Stian Lie» without headings: the column right beside, of words in letters alone that are not few.  Where
    some of the names are one word, they are first names for sure."""
    if name.heading:
        return None
    alone = sum(" " not in text_of(value).strip() for value in name.values) > len(name.values) * 0.05
    for other in words:
        near = abs(other.index - name.index) == 1 and not other.heading
        letters = all(_LETTERS.fullmatch(text_of(value).strip()) for value in other.values[:300])
        several = other.distinct >= (4 if alone else other.filled * 0.5)
        if near and letters and several and other.filled >= name.filled * 0.9:
            return other
    return None


def _settle_names(typed: Typed) -> None:
    """«Ansatt | Etternavn | Fornavn»: the full name is not needed; «Navn | Fornavn» means the first is the surname."""
    if "first_name" in typed.roles and "last_name" in typed.roles:
        del typed.roles["name"]
    elif "first_name" in typed.roles:
        whole = typed.profiles[typed.roles["name"]]
        if whole.people < whole.filled * 0.5:
            typed.roles["last_name"] = typed.roles.pop("name")
        else:
            del typed.roles["first_name"]
    else:
        typed.roles.pop("last_name")
