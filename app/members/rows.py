"""One row of a register file, cell by cell, into a Row or a Reject.  Values repeat, so reading them is remembered."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal
from unicodedata import is_normalized

from app.members.columns import Columns
from app.members.register import Row, Terms
from app.members.rejects import Reject
from app.values.kroner import LIMIT, parse_kroner
from app.values.names import turn
from app.values.national_id import fault
from app.values.orgnr import parse_orgnr
from app.values.text import NAME, parse_text

MEMBER_NO = 40
TERMS = ("basis", "dues", "insurance", "ou", "local", "rate", "floor", "cap")
NOTHING: Literal[""] = ""

UNREAD = "\ufffd"
"""What a byte becomes that the file's encoding has no letter for."""

_SPECIAL = re.compile(f"  |{UNREAD}")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.A)
_NORWEGIAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.A)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.A)
_REF = re.compile(r"[0-9A-Z]{1,20}")
_BASES = {"": "FIXED", "FIXED": "FIXED", "FAST": "FIXED", "PERCENT": "PERCENT", "PROSENT": "PERCENT"}


class _Wrong(Exception):
    def __init__(self, code: str) -> None:
        self.code = code


class RowReader:
    """Reads rows of a file whose columns are known.  Refuses synthetic ids unless `synthetic`."""

    def __init__(self, columns: Columns, width: int, *, today: dt.date, synthetic: bool) -> None:
        self.columns, self.width, self.today, self.synthetic = columns, width, today, synthetic

    def read(self, line: int, cells: Sequence[str]) -> Row | Reject:
        """The row, or why not."""
        try:
            return self._row(line, cells)
        except _Wrong as wrong:
            return Reject(line, wrong.code)

    def _row(self, line: int, cells: Sequence[str]) -> Row:
        if len(cells) > self.width and any(cell.strip() for cell in cells[self.width :]):
            raise _Wrong("cells")
        cell = dict.fromkeys(self.columns, NOTHING) | dict(self._cells(cells))
        starts, ends = _needed_day(cell["starts"]), _day(cell.get("ends", NOTHING))
        if ends is not None and ends < starts:
            raise _Wrong("dates")
        return Row(
            line=line,
            member_no=_text(cell["member_no"], MEMBER_NO, "member_no"),
            national_id=self._national_id(cell["national_id"]),
            name=turn(_text(cell["name"], NAME, "name")),
            orgnr=_orgnr(cell["orgnr"]),
            employer_ref=_ref(cell.get("employer_ref", NOTHING)),
            employer_name=self._employer_name(cell),
            starts=starts,
            terms=_terms(cell, ends),
        )

    def _employer_name(self, cell: dict[str, str]) -> str:
        text = cell.get("employer_name", NOTHING)
        return (parse_text(text, NAME) or "") if text else ""

    def _cells(self, cells: Sequence[str]) -> Iterator[tuple[str, str]]:
        for field, place in self.columns.items():
            if place < len(cells):
                yield field, cells[place].strip()

    def _national_id(self, text: str) -> str | None:
        if not text:
            return None
        digits = text.replace(" ", "")
        if len(digits) == 10:  # a spreadsheet has dropped the zero in front; the check digits tell
            digits = f"0{digits}"
        if wrong := fault(digits, today=self.today, synthetic=self.synthetic):
            raise _Wrong(f"national_id.{wrong}")
        return digits.replace("-", "")


def _text(text: str, most: int, code: str) -> str:
    if 0 < len(text) <= most and text.isprintable() and is_normalized("NFC", text) and not _SPECIAL.search(text):
        return text  # nearly all of them: as it is kept already
    kept = parse_text(text, most)
    if not kept or UNREAD in kept:
        raise _Wrong(code)
    return kept


@lru_cache(maxsize=50_000)
def _orgnr(text: str) -> str:
    found = parse_orgnr(text)
    if found is None:
        raise _Wrong("orgnr")
    return found


@lru_cache(maxsize=50_000)
def _ref(text: str) -> str:
    kept = re.sub(r"[\s\-.]", "", text).upper()
    if kept and not _REF.fullmatch(kept):
        raise _Wrong("employer_ref")
    return kept


@lru_cache(maxsize=10_000)
def _day(text: str) -> dt.date | None:
    if not text:
        return None
    try:
        if found := _ISO.fullmatch(text[:10] if text[10:] in {"T00:00:00", " 00:00:00"} else text):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
        if found := _NORWEGIAN.fullmatch(text):
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
        if found := _COMPACT.fullmatch(text):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise _Wrong("date")


def _needed_day(text: str) -> dt.date:
    day = _day(text)
    if day is None or not 1900 <= day.year <= 2100:
        raise _Wrong("date")
    return day


def _amount(text: str) -> int | None:
    if not text:
        return None
    ore = parse_kroner(text)
    if ore is None:
        raise _Wrong("amount")
    return ore


@lru_cache(maxsize=1_000)
def _rate(text: str) -> int:
    rate = parse_kroner(text.rstrip("% "))  # hundredths of a per cent read like øre
    if rate is None or not 1 <= rate <= 100_00:
        raise _Wrong("rate")
    return rate


def _terms(cell: dict[str, str], ends: dt.date | None) -> Terms:
    return _read_terms(ends, *(cell.get(field, NOTHING) for field in TERMS))


@lru_cache(maxsize=10_000)
def _read_terms(
    ends: dt.date | None, basis: str, dues: str, insurance: str, ou: str, local: str, rate: str, floor: str, cap: str
) -> Terms:
    known = _BASES.get(basis.upper())
    if known is None:
        raise _Wrong("basis")
    if not dues and known == "FIXED":
        raise _Wrong("amount")
    parts = (_amount(dues) or 0, _amount(insurance) or 0, _amount(ou) or 0, _amount(local) or 0)
    if min(parts) < 0 or sum(parts) > LIMIT:
        raise _Wrong("amount.limit")
    if known == "FIXED":
        return Terms(ends, known, *parts)
    least, most = _amount(floor), _amount(cap)
    if (least or 0) < 0 or (most or 0) > LIMIT:
        raise _Wrong("amount.limit")
    if least is not None and most is not None and least > most:
        raise _Wrong("floor_cap")
    return Terms(ends, known, *parts, _rate(rate), least, most)
