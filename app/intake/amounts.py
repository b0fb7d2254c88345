"""Amounts as files print them, decided per column: which mark parts kroner and øre, and which sign a deduction has."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_BLANKS = dict.fromkeys(map(ord, " \t\u00a0\u2007\u2009\u202f'’"), None)
_MINUS = dict.fromkeys(map(ord, "\u2212\u2013\u2014\u2010\u2011"), "-")
_CURRENCY = re.compile(r"^(kr\.?|nok)|(kr\.?|nok)$", re.I)
_CREDIT = re.compile(r"(?<=\d)CR$")
"""«72,60CR»: on the other side of the ledger, given back."""
_SHAPE = re.compile(r"[-+]?\d[\d.,]*|[-+]?[.,]\d+")
_LOOSE = re.compile(
    r"[-+−–(]?(?:kr\.?|nok)?[-+−–(]?\d[\d.,\s\u00a0\u202f'’]*(?:[,.][-−–])?[-−–)]?(?:kr\.?|nok)?[-−–)]?", re.I
)

NOTHING = frozenset(
    ("-", "–", "—", "−", "--", "---", "–,–", "-,-", "-,--", "kr -", "kr –", "kr. -", "kr. –", "- kr", "– kr")
)
"""What is printed where nothing was deducted."""
_STARS = re.compile(r"(?<=[.,]\d\d)\*{1,3}$|(?<=[.,]\d\d-)\*{1,3}$")
"""«19.560,00**» is a sum."""


@lru_cache(maxsize=50_000)
def bare(text: str) -> str | None:
    """'-1234,50' for 'kr 1 234,50-' and its kin; None where the text is no amount."""
    text = text.strip().translate(_MINUS)
    if not text or len(text) > 30:
        return None
    text = _CREDIT.sub("-", _CURRENCY.sub("", text.translate(_BLANKS)))
    text = _STARS.sub("", re.sub(r"[,.]-+$", "", text))  # «450,-» is whole kroner
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1]
    if text.endswith("-"):
        negative, text = True, text[:-1]
    elif text.endswith("+"):
        text = text[:-1]
    text = _CURRENCY.sub("", text)
    if not _SHAPE.fullmatch(text):
        return None
    if text.startswith("-"):
        return None if negative else text
    text = text.lstrip("+")
    return f"-{text}" if negative else text


def looks_like_number(text: str) -> bool:
    """Digits with what belongs to an amount around them."""
    return bare(text) is not None


def decimal_mark(texts: Iterable[str]) -> str | None:
    """',' or '.', '' where nothing tells (whole numbers), None where the column itself disagrees or could be both."""
    votes = {",": 0, ".": 0}
    open_commas = 0
    for text in texts:
        number = bare(text)
        if number is None:
            continue
        mark = _mark(number)
        if mark:
            votes[mark] += 1
        elif re.search(r"^-?[1-9]\d{0,2},\d{3}$", number):
            open_commas += 1
    if votes[","] and votes["."]:
        return None
    if votes[","] or votes["."]:
        return "," if votes[","] else "."
    return None if open_commas else ""


def _mark(number: str) -> str | None:
    comma, point = number.rfind(","), number.rfind(".")
    if comma >= 0 and point >= 0:
        last = "," if comma > point else "."
        if number.count(last) > 1:
            return None
        return last
    mark = "," if comma >= 0 else "." if point >= 0 else None
    if mark is None or number.count(mark) > 1:
        return None if mark is None else ("." if mark == "," else ",")
    decimals = len(number) - number.rfind(mark) - 1
    if decimals != 3 or number.lstrip("-").startswith(("0" + mark, mark)):
        return mark
    whole = number.lstrip("-").split(mark)[0]
    return mark if len(whole) > 3 else None


def to_ore(cell: object, mark: str | None) -> int | None:
    """Øre for a cell by its column's decimal mark (None: by the cell's own); None where it is no amount."""
    if isinstance(cell, (int, float)):
        hundred = cell * 100
        if hundred != hundred or abs(hundred) > 1e14:
            return None
        near = round(hundred)
        if abs(hundred - near) < 1e-4:
            return near
        return int(Decimal(repr(cell)).scaleb(2).quantize(Decimal(1), ROUND_HALF_UP))
    if not isinstance(cell, str):
        return None
    if mark is None and (number := bare(cell)):
        mark = _mark(number)
    return _text_to_ore(cell, mark or ",")


@lru_cache(maxsize=100_000)
def _text_to_ore(text: str, mark: str) -> int | None:
    number = bare(text)
    if number is None:
        return None
    other = "." if mark == "," else ","
    whole, _, part = number.replace(other, "").partition(mark) if _grouped(number, mark, other) else (number, "", "x")
    if not part:
        part = "0"
    if not part.isdigit() or len(part) > 6 or len(whole) > 14:
        return None
    sign = -1 if whole.startswith("-") else 1
    value = Decimal(f"{whole.lstrip('-') or '0'}.{part}").scaleb(2).quantize(Decimal(1), ROUND_HALF_UP)
    return sign * int(value)


def _grouped(number: str, mark: str, other: str) -> bool:
    """The other mark stands only between thousands."""
    whole = number.partition(mark)[0].lstrip("-")
    if other in number.partition(mark)[2] or number.count(mark) > 1:
        return False
    return other not in whole or bool(re.fullmatch(rf"\d{{1,3}}(?:{re.escape(other)}\d{{3}})+", whole))
