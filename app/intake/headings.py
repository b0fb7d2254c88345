"""What the heads of columns say: the field's words for each thing, and the words that lead astray."""

import re
import unicodedata
from functools import lru_cache

from app.intake.heading_words import (
    DECOYS,
    EMPLOYER,
    FOREIGN,
    FROM_PAY,
    NOT_MONEY,
    PARTS,
    RULES,
    SPOILED,
    STRONG,
    TOTAL,
    WEAK,
)

WHO_ROLES = frozenset({"name", "first_name", "last_name", "employee_no", "member_no", "national_id", "birth_date"})
"""The roles that say whose a line is."""
_FOLD = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "ö": "o", "ä": "ae", "é": "e", "è": "e", "ü": "u", "ł": "l", "đ": "d", "ß": "ss"}
    | dict(zip("ąćęńóśźżčėįšųūžăâîșțáíñāēīņķļģõçřěňúàêëôû", "acenoszzceisuuzaaistainaeinklgocrenuaeeou", strict=True))
)
_CAMEL = re.compile(r"(?!Ma?c|Fitz|La|Le|De|Da|Di|Van)[A-Za-z][a-z]{2,}(?:[A-Z][a-z]*){0,4}[A-Z][a-z]+\d?")
_HUMP = re.compile(r"(?<=[a-z])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])")
_BREAKS = re.compile(r"[\s\-–—_/\\|·•:;,()\[\]\"'*#]+")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """'fodselsnr' for 'FØDSELSNR.', 'Foedselsnr:' and the like; words parted by one blank."""
    if _CAMEL.fullmatch(text):
        text = _HUMP.sub(r" \g<0>", text)  # «membershipFee», «EmployeeNumber»
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"aa", "a", re.sub(r"oe", "o", plain)).translate(_FOLD).replace("\ufffd", "o")
    plain = re.sub(r"(?<=\w)\.(?=\w)", " ", plain)
    plain = plain.replace("kontigent", "kontingent").replace("kontignent", "kontingent")  # as often written
    return _BREAKS.sub(" ", plain).replace(".", " ").strip().replace("  ", " ")


@lru_cache(maxsize=20_000)
def role_of(heading: str) -> str | None:
    """The role that a heading names: one of the table's, 'amount' | 'part' | 'decoy' for money, or None."""
    text = fold(heading)
    if not text or len(text) > 70:
        return None
    if money := _money_role(text):
        return money
    role = _rule(text)
    if role is None and "." in heading.rstrip(". :") and len(text) < 25:  # «Arb.takernr», «F.nr.», «Medl.no.»
        role = _rule(text.replace(" ", ""))
    if role is None and " / " in heading:
        role = _of_both({role_of(side) for side in heading.split(" / ")})
    return role


def _of_both(roles: set[str | None]) -> str | None:
    """«Employee / Ansatt»: what both languages say; the person's name where one of them could be the number too."""
    return "name" if roles == {"name", "employee_no"} else roles.pop() if len(roles) == 1 else None


def _rule(text: str) -> str | None:
    return next((role for role, pattern in RULES if pattern.search(text)), None)


_OF_UNION = re.compile(r"fagf|forbund|kontingent|union|medlem")
_RATE = re.compile(r"\b\d+(?: \d+)? ?(?:%|prosent|pst)")
"""«Trekk 1,45 %»: a rate with its number is no column of rates."""


def _money_role(text: str) -> str | None:
    if NOT_MONEY.search(text) and not re.search(r"denne periode|this period", text):
        return None
    text = _RATE.sub(" ", text).strip()
    if FOREIGN.search(text) and not _OF_UNION.search(text):
        return "decoy"
    if strength(text) == 5 and not SPOILED.search(text):
        return "amount"
    if FROM_PAY.search(text):
        return "part"
    if "%" in text or DECOYS.search(text):
        return "decoy"
    if strength(text) and EMPLOYER.search(text):
        return "decoy"
    if PARTS.search(text):
        return "part"
    return "amount" if WEAK.search(text) or WEAK.search(_IN_KRONER.sub("", text)) else None


_IN_KRONER = re.compile(r"(?<=[a-z]) (?:i )?(?:nok|kr|kroner)$")


def strength(text: str) -> int:
    """How plainly a (folded) heading says «what was deducted»: 5, 3, 2 for a part, 0."""
    if STRONG.search(text) or STRONG.search(text := _IN_KRONER.sub("", text)):
        return 5
    return 3 if WEAK.search(text) else 2 if PARTS.search(text) else 0


_MAY_BE_TOTAL = re.compile(
    r"sum|tot|alt|sam|transp|overf|carr|ant|alle|all |forrige|brought|saldo|count|number|betal|[dh]er ?av|[Σ∑å]|"
    r"razem|og[oó]|viso|kokk?u|kop[aā]|yht|remit|payable|hele |liczb|anz|t o t|s u m|balance|\d ans|\d pers",
    re.I,
)


def is_total(text: str) -> bool:
    """'Sum avd. 10', 'Totalt', 'Til sammen': the row sums up and is nobody's."""
    return len(text) < 70 and _MAY_BE_TOTAL.search(text) is not None and _is_total(text)


@lru_cache(maxsize=20_000)
def _is_total(text: str) -> bool:
    folded = re.sub(r"(?<=total) (?:count|antall):?$", "", fold(text))  # «Department Total   Count: 15»
    return (bool(folded) and len(folded) < 60 and bool(TOTAL.search(folded))) or text.strip() in ("Σ", "∑")


@lru_cache(maxsize=20_000)
def is_grand_total(text: str) -> bool:
    """The sum of all, not of a department or a page."""
    folded = fold(text)
    return bool(re.search(r"total|i alt|ialt|samm[ae]n|sluttsum|grand|^sum$|kontrollsum|alle ", folded)) and not (
        re.search(r"avd|depart|dept|site|side|page|delsum|sub|mellom|\d", folded) or is_own_total(text)
    )


@lru_cache(maxsize=20_000)
def is_own_total(text: str) -> bool:
    """«Total for employee», «Sum ansatt»: of one person's lines."""
    return bool(
        re.search(
            r"\b(?:ansatt|tilsett|person|lonnstaker|lonnsmottaker|medarbe\w+r|arbeidst\w+r|employee|worker|anstalld)$",
            fold(text),
        )
    )


MONTH_HEAD = re.compile(
    r"^(jan(uar)?|feb(ruar)?|mars?|apr(il)?|mai|juni?|juli?|aug(ust)?|sept?(ember)?|okt(ober)?|"
    r"nov(ember)?|des(ember)?)( \d{2,4})?$|^(0?[1-9]|1[0-2]) 20\d\d$|^20\d\d (0[1-9]|1[0-2])$"
)


def code_key(text: str) -> str:
    """'1' for «01»."""
    return fold(text).lstrip("0") or "0"
