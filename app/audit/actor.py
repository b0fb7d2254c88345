"""Who did it, as far as the trail needs to know: `accounts/principal.py` has the whole of it."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """A principal."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> int: ...
    @property
    def label(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Portal:
    kind: str
    id: int
    label: str


def the_portal(what: str) -> Actor:
    """The portal itself, doing this: for the layers that lie below `accounts`."""
    return _Portal("job", 0, what)
