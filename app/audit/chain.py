"""The chain: each event's hash is SHA-256 of the one before it and of the event itself.

So nothing in it can be changed, taken out or moved without all that follows being made anew, and then the anchors kept
outside the database no longer fit.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

GENESIS = "0" * 64
SEGMENT = 1000

# What is hashed, in this order; a column that comes later is hashed only in events of a later form.
COLUMNS = (
    "seq", "id", "at", "actor_kind", "actor_id", "actor_label", "network", "union_id", "employer_id", "event",
    "object_kind", "object_id", "outcome", "details",
)  # fmt: skip


class Link(NamedTuple):
    """A place in the chain."""

    seq: int
    hash: str


class Fault(NamedTuple):
    """What does not fit at this place: EDITED, GAP, MOVED, LEFT_OVER, CUT or UNTOLD (see `sentences.py`)."""

    seq: int
    kind: str


def canonical(event: Mapping[str, Any]) -> bytes:
    """The event as bytes, the same on every database and for ever."""
    at: dt.datetime = event["at"]
    values = [at.astimezone(dt.UTC).isoformat(timespec="microseconds") if c == "at" else event[c] for c in COLUMNS]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


def link(previous: str, event: Mapping[str, Any]) -> str:
    """The event's hash, given the hash of the one before."""
    return hashlib.sha256(previous.encode() + canonical(event)).hexdigest()


def faults(before: Link, events: Iterable[Mapping[str, Any]]) -> Iterator[Fault | Link]:
    """What is wrong with events in the order of `seq`, and last the link at which they end."""
    for event in events:
        if event["seq"] != before.seq + 1:
            yield Fault(event["seq"], "GAP")
        elif event["prev_hash"] != before.hash:
            yield Fault(event["seq"], "MOVED")
        if event["hash"] != link(event["prev_hash"], event):
            yield Fault(event["seq"], "EDITED")
        before = Link(event["seq"], event["hash"])
    yield before
