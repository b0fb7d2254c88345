"""An edit of one cell, as it is remembered: for undo, and for "who changed this"."""

import datetime as dt
import hashlib

import msgspec

from app.lists.line import Line

WINDOW = dt.timedelta(minutes=10)
FIELDS = ("amount", "end", "comment", "person")


def change_id(list_id: int, n: int, field: str, actor: str, at: dt.datetime) -> int:
    """The id of the row that an edit belongs to: the same cell, the same person, the same ten minutes, one row.

    Made from what it stands for, so that saving needs one statement and no question beforehand.
    """
    window = int(at.timestamp() // WINDOW.total_seconds())
    digest = hashlib.blake2b(f"{list_id}|{n}|{field}|{actor}|{window}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) >> 4 or 1


def said(line: Line, field: str) -> str | None:
    """A cell's value as text: øre, `YYYY-MM-DD REASON`, the comment, or the whole added person."""
    match field:
        case "amount":
            return None if line.deducted is None else str(line.deducted)
        case "end":
            return f"{line.end_on.isoformat()} {line.end_reason}" if line.end_on else None
        case "comment":
            return line.comment
        case _:
            return msgspec.json.encode(line).decode()


def put_back(line: Line, field: str, text: str | None) -> Line:
    """The line with one cell as `said` wrote it down."""
    match field:
        case "amount":
            return msgspec.structs.replace(line, deducted=None if text is None else int(text))
        case "end" if text:
            day, reason = text.split(" ", 1)
            return msgspec.structs.replace(line, end_on=dt.date.fromisoformat(day), end_reason=reason)
        case "end":
            return msgspec.structs.replace(line, end_on=None, end_reason=None)
        case _:
            return msgspec.structs.replace(line, comment=text)


def changed_fields(before: Line, after: Line) -> list[str]:
    """Which cells differ."""
    return [field for field in ("amount", "end", "comment") if said(before, field) != said(after, field)]
