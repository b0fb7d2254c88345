"""The layouts by name; each makes its list from a world."""

from collections.abc import Callable

from tests.intake.world import Sample, World

LAYOUTS: dict[str, Callable[[World], Sample]] = {}


def layout(make: Callable[[World], Sample]) -> Callable[[World], Sample]:
    """Registers a layout under its function's name."""
    LAYOUTS[make.__name__] = make
    return make
