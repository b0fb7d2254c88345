"""National ids (fødselsnummer and D-number): eleven digits that show themselves only when asked to.

Rules: two check digits by modulus 11; a D-number has 4 added to its first digit; test registers add 40 (NAV),
65 (Norsk helsenett) or 80 (Tenor) to the month. From 2032 new numbers may leave 1, 2 or 3 over in the first
check, and no longer tell century or sex; old numbers stay valid (Skatteetaten, «pid»).
"""

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.values.mod11 import mod11

Fault = Literal["DIGITS", "DATE", "CHECK", "SYNTHETIC"]

NEW_RULES = date(2032, 1, 1)

_FIRST = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_SECOND = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
_TYPED = re.compile(r"([0-9]{6})[ \u00a0\u202f-]?([0-9]{5})")
_SYNTHETIC = (40, 65, 80)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, repr=False)
class NationalId:
    """A checked id. str(), repr() and format() give the mask; the digits only come out by `reveal()`."""

    _digits: str

    def reveal(self) -> str:
        """All eleven digits: to be sealed, indexed, or shown to somebody whose look is recorded."""
        return self._digits

    @property
    def masked(self) -> str:
        """'010190 •••••'"""
        return mask(self._digits)

    @property
    def birth_part(self) -> str:
        """The first six digits as printed: D-numbers and synthetic ids keep what was added to them."""
        return self._digits[:6]

    @property
    def is_d_number(self) -> bool:
        """Whether it was given to somebody who is not settled in Norway."""
        return self._digits[0] >= "4"

    @property
    def is_synthetic(self) -> bool:
        """Whether it belongs to a test register, and to nobody alive."""
        return int(self._digits[2:4]) > 12

    def __repr__(self) -> str:
        return f"NationalId({self.masked})"

    def __str__(self) -> str:
        return self.masked

    def __format__(self, _: str) -> str:
        return self.masked

    def __reduce__(self) -> str:
        raise TypeError("a national id is not pickled")


def parse_national_id(text: str, *, today: date, synthetic: bool) -> NationalId | None:
    """The id that a person or a file wrote, or None where `fault` has something to say about it."""
    digits = eleven_digits(text)
    return NationalId(digits) if digits and fault(digits, today=today, synthetic=synthetic) is None else None


def eleven_digits(text: str) -> str | None:
    """Eleven ASCII digits, with or without a blank after the sixth; unchecked."""
    if len(text) == 11 and text.isascii() and text.isdigit():
        return text
    found = _TYPED.fullmatch(text[:40].strip())
    return found[1] + found[2] if found else None


def fault(text: str, *, today: date, synthetic: bool) -> Fault | None:
    """What is wrong with it, None when nothing is.

    Not eleven DIGITS, a DATE that never was, a CHECK digit (most often two digits swapped), or a SYNTHETIC id
    where those are refused (production).
    """
    digits = eleven_digits(text)
    if digits is None:
        return "DIGITS"
    new_rules = today >= NEW_RULES
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    added = next((more for more in _SYNTHETIC if more < month <= more + 12), 0)
    if not _is_date(day - 40 if day > 40 else day, month - added, year, int(digits[6:9]), new_rules):
        return "DATE"
    if not _first_check(digits, new_rules) or mod11(digits[:10], _SECOND) != int(digits[10]):
        return "CHECK"
    return "SYNTHETIC" if added and not synthetic else None


def mask(national_id: "NationalId | str") -> str:
    """'010190 •••••' for an id; of anything that is not one, only bullets."""
    digits = national_id.reveal() if isinstance(national_id, NationalId) else eleven_digits(national_id)
    return f"{digits[:6] if digits else '••••••'}\u00a0•••••"


def mask_birth(birth_part: str) -> str:
    """The mask for a row that keeps only the first six digits."""
    return f"{birth_part}\u00a0•••••"


def _first_check(digits: str, new_rules: bool) -> bool:
    left = sum(int(digit) * weight for digit, weight in zip(digits[:10], _FIRST, strict=True)) % 11
    return left <= 3 if new_rules else left == 0


def _is_date(day: int, month: int, year: int, series: int, new_rules: bool) -> bool:
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
        return False
    centuries = [1900, 2000] if new_rules else _centuries(year, series)
    return any((day, month) != (29, 2) or isleap(century + year) for century in centuries)


def _centuries(year: int, series: int) -> list[int]:
    """The century that the three digits after the date stand for (none: no such number has been given)."""
    if series < 500:
        return [1900]
    if year < 40:
        return [2000]
    if series < 750 and year >= 54:
        return [1800]
    return [1900] if series >= 900 else []
