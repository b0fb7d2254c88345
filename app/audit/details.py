"""What may stand in an event's details: small things, and never a national id, whoever put it there."""

import datetime as dt
import json
import re
from collections.abc import Mapping

from app.values.national_id import fault, mask

LONGEST = 500

_ELEVEN = re.compile(r"(?<![0-9])([0-9]{6})[ \u00a0.]?([0-9]{5})(?![0-9])")


def packed(details: Mapping[str, object], today: dt.date) -> str:
    """Canonical JSON; what is a national id, masked."""
    said = {name: _said(value, today) for name, value in details.items()}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _said(value: object, today: dt.date) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return _masked(value, today)[:LONGEST]
    if isinstance(value, list | tuple | set | frozenset):
        return [_said(one, today) for one in list(value)[:100]]
    if isinstance(value, int | float | bool | None):
        return value
    raise TypeError(f"no detail: {type(value).__name__}")


def _masked(text: str, today: dt.date) -> str:
    def hide(found: re.Match[str]) -> str:
        digits = found[1] + found[2]
        return mask(digits) if fault(digits, today=today, synthetic=True) is None else found[0]

    return _ELEVEN.sub(hide, text)
