"""What was answered about a member: reason, days, comment."""

import datetime as dt
from typing import NamedTuple

from app.lists.reasons import REASONS
from app.missing.member import COMMENTED, OPEN_ENDED
from app.values.comment import COMMENT_MAX, comment_fault
from app.values.day import read_day
from app.values.text import parse_text

FAR = dt.timedelta(days=731)


class AnswerForm(NamedTuple):
    """An answer that can be kept."""

    reason: str
    from_on: dt.date
    until_on: dt.date | None
    comment: str


def read_answer(
    typed: dict[str, str], *, suggested_from: dt.date, today: dt.date
) -> tuple[AnswerForm | None, dict[str, str]]:
    """The answer in the fields reason, from, until and comment, or the codes of what is wrong by field.

    A from date that was left empty is the first of the month asked about.
    """
    reason, errors = typed.get("reason", ""), {}
    if reason not in REASONS:
        errors["reason"] = "end.reason_missing"
    start = read_day(typed["from"]) if typed.get("from", "").strip() else suggested_from
    if start is None:
        errors["from"] = "end.unreadable"
    elif not today - 3 * FAR < start < today + FAR:
        errors["from"] = "answer.day_too_far"
    until, code = _until(typed.get("until", ""), reason, start, today)
    if code:
        errors["until"] = code
    comment = typed.get("comment", "")
    if code := comment_fault(comment, COMMENT_MAX):
        errors["comment"] = code
    elif reason in COMMENTED and not comment.strip():
        errors["comment"] = "answer.comment_missing"
    if errors or start is None:
        return None, errors
    return AnswerForm(reason, start, until, parse_text(comment, COMMENT_MAX, lines=True) or ""), {}


def _until(text: str, reason: str, start: dt.date | None, today: dt.date) -> tuple[dt.date | None, str]:
    """The last day, where the reason has one; a field that does not belong to the reason is let be."""
    if not text.strip() or reason in OPEN_ENDED:
        return None, ""
    until = read_day(text)
    if until is None:
        return None, "end.unreadable"
    if start is not None and until < start:
        return None, "answer.until_before_from"
    return (None, "answer.day_too_far") if until > today + FAR else (until, "")
