"""A list as it is sent: its lines frozen as canonical JSON, and the digest that binds them to the receipt."""

import hashlib

import msgspec

from app.lists.line import Line

KEPT = (
    "n",
    "name",
    "member_no",
    "member_id",
    "national_id",
    "expected",
    "dues",
    "insurance",
    "ou",
    "local",
    "deducted",
    "end_on",
    "end_reason",
    "comment",
    "origin",
    "status",
)


def frozen(lines: list[Line]) -> str:
    """The lines as canonical JSON: keys in KEPT's order, lines by number."""
    rows = [{name: getattr(line, name) for name in KEPT} for line in sorted(lines, key=lambda one: one.n)]
    return msgspec.json.encode(rows).decode()


def thawed(text: str) -> list[Line]:
    """The lines of `frozen`."""
    return msgspec.json.decode(text, type=list[Line])


def digest_of(*, receipt_no: str, list_number: int, revision: int, comment: str, text: str) -> str:
    """SHA-256 in hex over what was sent and under which number."""
    whole = msgspec.json.encode([receipt_no, list_number, revision, comment, text])
    return hashlib.sha256(whole).hexdigest()
