"""Which tests are run in this process, and in which order."""

import os
from typing import Any

from tests.support import installation

CHROMIUM, DATABASE = "chromium", "db"


def select(config: Any, items: list[Any]) -> None:
    """On PostgreSQL what uses a database; on SQLite all of it.  Quick ones first, walks in a browser last.

    TEST_LEAVE_OUT names fixtures that cannot be had: `bin/test` says so loudly; without it such tests fail.
    """
    kept = [item for item in items if _wanted(set(item.fixturenames))]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = sorted(kept, key=_cost)


def _wanted(fixtures: set[str]) -> bool:
    if installation.POSTGRES and (DATABASE not in fixtures or CHROMIUM in fixtures):
        return False
    left_out = os.environ.get("TEST_LEAVE_OUT", "").split()
    return fixtures.isdisjoint(left_out)


def _cost(item: Any) -> int:
    fixtures = set(item.fixturenames)
    return sum(2**n for n, name in enumerate((DATABASE, "server", CHROMIUM)) if name in fixtures)
