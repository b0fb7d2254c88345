"""Money: whole øre inside, Norwegian kroner on the screen."""

import re
from functools import lru_cache

LIMIT = 100_000_00
"""Øre: no line's amount lies beyond plus or minus this (100 000,00 kr)."""

_LONGEST = 40
_DIGITS = 13  # whole kroner; with two decimals it still fits a 64-bit column
_BLANKS = dict.fromkeys(map(ord, "\t\u00a0\u2007\u2009\u202f"), " ")
_MINUSES = dict.fromkeys(map(ord, "\u2212\u2013\u2014\u2010\u2011"), "-")
_CURRENCY = re.compile(r"(?:(?:kr\.?|nok) ?)?([^a-z]*?)(?: ?(?:kr\.?|nok))?", re.I)
_SIGNED = re.compile(r"(?:- ?([^-]+)|([^-]+?) ?-|\(([^-]+)\))")
_WHOLE = r"[0-9]{1,13}"
_GROUPS = r"[1-9][0-9]{0,2}(?:%s[0-9]{3}){1,4}"
_SHAPES = [
    re.compile(rf"({whole})(?:{point}([0-9]{{1,2}}))?")
    for whole, point in (
        (_WHOLE, "[.,]"),
        (_GROUPS % " ", "[.,]"),
        (_GROUPS % "'", "[.,]"),
        (_GROUPS % r"\.", ","),
    )
] + [
    re.compile(rf"({_GROUPS % ','})\.([0-9]{{2}})"),  # 1,234.50; a bare 1,234 may be three decimals: refused
    re.compile(r"()[.,]([0-9]{2})"),
]


def parse_kroner(text: str) -> int | None:
    """Øre for what a person typed or pasted, or None when it is not plainly one amount.

    Reads `1 234,50`, `1.234,50`, `1,234.50`, `1'234,50`, `1.234` (= 1234), `450.5`, `kr 450,-`, `NOK 450`,
    any blank or minus sign that payroll systems print, the minus in front, behind, or as brackets. Refuses
    three decimals, letters among the digits, groups of other than three, digits of other scripts, and minus
    nothing. Whether the amount is sensible (`LIMIT`) is the caller's question.
    """
    if len(text) > _LONGEST:
        return None
    bare = _CURRENCY.fullmatch(text.translate(_BLANKS).translate(_MINUSES).strip())
    if bare is None:
        return None
    amount = bare[1].strip()
    negative = False
    if amount.endswith((",-", ".-")):  # «450,-» is whole kroner, not a minus
        amount = amount[:-2]
        if not amount[-1:].isdigit():
            return None
    if signed := _SIGNED.fullmatch(amount):
        negative, amount = True, signed[1] or signed[2] or signed[3]
    ore = _unsigned(amount)
    if ore is None or (negative and ore == 0):
        return None
    return -ore if negative else ore


def _unsigned(amount: str) -> int | None:
    for shape in _SHAPES:
        if found := shape.fullmatch(amount):
            whole = re.sub(r"[^0-9]", "", found[1])
            if len(whole) > _DIGITS:
                return None
            return int(whole or 0) * 100 + int((found[2] or "0").ljust(2, "0"))
    return None


def within_limit(ore: int) -> bool:
    """Whether a line may carry this amount."""
    return -LIMIT <= ore <= LIMIT


@lru_cache(maxsize=8192)
def format_kroner(ore: int) -> str:
    """'1 234,50' for 123450: no-break blanks between thousands, U+2212 for minus."""
    whole, part = divmod(abs(ore), 100)
    grouped = f"{whole:,}".replace(",", "\u00a0") if whole > 999 else str(whole)
    return f"\u2212{grouped},{part:02}" if ore < 0 else f"{grouped},{part:02}"


def plain_kroner(ore: int) -> str:
    """'1234,50' for 123450, ASCII only: for CSV files and copying into other systems."""
    whole, part = divmod(abs(ore), 100)
    return f"{'-' if ore < 0 else ''}{whole},{part:02}"
