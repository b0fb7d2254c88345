"""A word to whoever works: something is ready.  Losing it loses only speed."""

from collections.abc import Callable

_listener: Callable[[], None] | None = None


def listen(callback: Callable[[], None] | None) -> None:
    """Who hears it in this process: the loop here, or the one that wakes the worker.  None: nobody."""
    global _listener
    _listener = callback


def nudge() -> None:
    """Said after a commit; must not wait and cannot fail."""
    if _listener is not None:
        _listener()


def is_heard() -> bool:
    """Whether anybody in this process hears it, or passes it on: then what is ready is done at once."""
    return _listener is not None
