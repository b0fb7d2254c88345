"""National ids as files print them: with blanks, as numbers without their zero, masked, broken by Excel."""

import re
from dataclasses import dataclass
from functools import lru_cache

_MONTHS = [any(1 <= month - more <= 12 for more in (0, 20, 40, 60, 65, 80)) for month in range(100)]
_FIRST_CHECK, _SECOND_CHECK = 48 * 46 % 11, 48 * 42 % 11
"""What the weighted sums of eleven zeros' codes leave over."""
_STRIP = re.compile(r"[\s\u00a0\u200b\u200c\u200d\ufeff.'’`\-–/]+")
_MASKED = re.compile(r"[*•#●]{6,14}|(?=.*\d)(?=.*[*xX•#●])[\d*xX•#● .\-]{9,14}")
_EXPONENT = re.compile(r"\d[.,]\d{2,}\s*[eE]\s*\+?0?(9|10)")
_ACCOUNT = re.compile(
    r"(?:^|[^\w])(?:kid|kto|\w*konto|kid-?n(?:umme)?r|(?:bank)?kontonr|kontonummer|bankgiro|giro|iban|account)"
    r"(?:\.? ?(?:nr|no|nummer))?[. :]*$",
    re.I,
)


def is_account(label: str) -> bool:
    """«Kto», «KID:», «Bankkonto nr.»: the eleven digits behind it are no person's."""
    return _ACCOUNT.search(label[-30:]) is not None


@dataclass(frozen=True, slots=True)
class PrintedId:
    """`kind`: 'valid', 'invalid' (wrong check or date), 'masked', 'broken' by Excel, 'wrong' length, or 'none'."""

    digits: str | None
    kind: str


_NOTHING = PrintedId(None, "none")


@lru_cache(maxsize=65_536)
def is_valid(digits: str) -> bool:
    """Eleven digits with a date and both check digits.

    D-numbers have day + 40; the test series month + 20, 40, 60, 65 or 80 (Skatteetaten, «Om fødselsnummer»).
    The rule of 2032 (more remainders) stays off: it makes the check four times weaker as evidence.
    """
    if len(digits) != 11 or not digits.isascii() or not digits.isdigit():
        return False
    day, month = int(digits[:2]), int(digits[2:4])
    if not (1 <= (day - 40 if day > 40 else day) <= 31 and _MONTHS[month]):
        return False
    a, b, c, d, e, f, g, h, i, j, k = digits.encode()  # letters' codes: each digit and 48, which the remainders know of
    return (3 * a + 7 * b + 6 * c + d + 8 * e + 9 * f + 4 * g + 5 * h + 2 * i + j) % 11 == _FIRST_CHECK and (
        5 * a + 4 * b + 3 * c + 2 * d + 7 * e + 6 * f + 5 * g + 4 * h + 3 * i + 2 * j + k
    ) % 11 == _SECOND_CHECK


def read_id(cell: object) -> PrintedId:
    """The id in a cell of an id column."""
    if isinstance(cell, str):
        return _from_text(cell)
    if isinstance(cell, (int, float)) and cell == int(cell) and 10**8 <= cell < 10**11:
        return _from_digits(str(int(cell)))
    return _NOTHING if cell == "" else PrintedId(None, "wrong")


def _from_text(text: str) -> PrintedId:
    if len(text) == 11 and text.isdigit() and text.isascii():
        return PrintedId(text, "valid" if is_valid(text) else "invalid")
    text = text.strip().lstrip("'=").strip('"')
    bare = _STRIP.sub("", text)
    if not bare:
        return _NOTHING
    if bare.isascii() and bare.isdigit():
        return _from_digits(bare)
    if bare.endswith(("0", "00")) and re.fullmatch(r"\d{10,11}[.,]0+", text):
        return _from_digits(re.split(r"[.,]", text)[0])
    if _EXPONENT.fullmatch(text):
        return PrintedId(None, "broken")
    return PrintedId(None, "masked" if _MASKED.fullmatch(text) else "wrong")


def _from_digits(digits: str) -> PrintedId:
    if len(digits) == 10:
        digits = "0" + digits
    if len(digits) == 11:
        return PrintedId(digits, "valid" if is_valid(digits) else "invalid")
    return PrintedId(None, "wrong")


def joined(birth: str, number: str) -> PrintedId:
    """Six and five digits from two columns, their lost zeros put back."""
    if not number:
        return _NOTHING  # a day of birth alone is no id
    if re.fullmatch(r"[*xX•]+", number):
        return PrintedId(None, "masked")
    if not (birth.isdigit() and number.isdigit() and 5 <= len(birth) <= 6 and len(number) <= 5):
        return PrintedId(None, "wrong")
    return _from_digits(birth.zfill(6) + number.zfill(5))


def birth_digits(cell: object) -> str | None:
    """'010190' for 010190, 10190, '01.01.90', '01.01.1990' or a date; None for anything else."""
    if hasattr(cell, "strftime"):
        return str(cell.strftime("%d%m%y"))
    text = str(int(cell)) if isinstance(cell, (int, float)) else str(cell).strip()
    if dotted := re.fullmatch(r"(\d{1,2})[./\- ](\d{1,2})[./\- ](?:19|20)?(\d\d)", text):
        text = f"{int(dotted[1]):02}{int(dotted[2]):02}{dotted[3]}"
    elif iso := re.fullmatch(r"(?:19|20)(\d\d)-(\d\d)-(\d\d)", text):
        text = iso[3] + iso[2] + iso[1]
    if not text.isdigit() or not 5 <= len(text) <= 6:
        return None
    text = text.zfill(6)
    day, month = int(text[:2]), int(text[2:4])
    return text if 1 <= day % 40 <= 31 and 1 <= month % 20 <= 12 else None


def distance(one: str, other: str) -> int:
    """How many digits differ; two swapped neighbours count as two."""
    return sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))
