"""What every test may ask for: a database, people, a browser, a server, a Chromium."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.support import databases

asyncio.run(databases.make())


def pytest_unconfigure() -> None:
    asyncio.run(databases.remove())


@pytest.fixture(scope="session")
async def migrated() -> None:
    await databases.migrate()


@pytest.fixture
async def db(migrated: None) -> AsyncIterator[Any]:
    """`app.db` on a fresh, migrated database, with the pool started."""
    from app import db as portal_db

    await databases.refresh()
    await portal_db.start()
    yield portal_db
    await portal_db.stop()
