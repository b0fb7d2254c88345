"""What can be done later, and what recurs: a feature's `jobs.py` lists its own, `app/worker.py` puts them together."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.jobs.schedule import Rule


@dataclass(frozen=True, slots=True)
class Handler:
    """`run(**payload)` does the job, again if need be: it may be run twice, never half.

    `given_up(reason, **payload)` hears when it will not be tried again.
    """

    run: Callable[..., Awaitable[None]]
    seconds: int = 60
    given_up: Callable[..., Awaitable[None]] | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """Handlers by kind; and by kind too, when some of them recur (those take no payload)."""

    handlers: Mapping[str, Handler] = field(default_factory=dict)
    recurring: Mapping[str, Rule] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if unknown := set(self.recurring) - set(self.handlers):
            raise ValueError(f"recurs, and nobody does it: {sorted(unknown)}")


def together(parts: Sequence[Work]) -> Work:
    """All features' work as one.  Two that do the same kind are a mistake."""
    handlers: dict[str, Any] = {}
    recurring: dict[str, Rule] = {}
    for part in parts:
        if twice := set(handlers) & set(part.handlers):
            raise ValueError(f"done by two: {sorted(twice)}")
        handlers |= part.handlers
        recurring |= part.recurring
    return Work(handlers, recurring)
