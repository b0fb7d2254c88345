"""What every test may ask for: a database, people, browsers, a running server, a Chromium, a Redis."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from typing import Any

import httpx
import pytest

from tests.support import counting, databases, installation, redis_claim, selection
from tests.support.browser import Browser
from tests.support.cast import Cast, assemble
from tests.support.chromium import Windows, launched
from tests.support.roads import leads_somewhere
from tests.support.server import Server

asyncio.run(databases.make())
counting.listen_to_postgres()


def pytest_collection_modifyitems(config: Any, items: list[Any]) -> None:
    selection.select(config, items)


def pytest_unconfigure() -> None:
    asyncio.run(databases.remove())


@pytest.fixture(scope="session")
async def migrated() -> None:
    await databases.migrate()


@pytest.fixture
async def db(migrated: None) -> AsyncIterator[Any]:
    """`app.db` on a fresh, migrated database, with the pool started and the clock right."""
    from app import clock
    from app import db as portal_db

    installation.empty_data_folder()
    await databases.refresh()
    await portal_db.start()
    if not installation.POSTGRES:
        await counting.listen_to_sqlite(portal_db.DB)
    yield portal_db
    await portal_db.stop()
    clock.shift(dt.timedelta())


@pytest.fixture
async def cast(db: Any) -> Cast:
    """Anna delivers for Fjord AS, Bo works there too, Cecilie is a stranger, Siri is staff, and the others."""
    return await assemble()


@pytest.fixture
async def new_browser(db: Any) -> AsyncIterator[Callable[..., Any]]:
    """`await new_browser()` for somebody unknown, `await new_browser(cast.anna)` for somebody signed in."""
    from app.asgi import app

    async with AsyncExitStack() as stack:

        async def open_one(who: Any = None) -> Browser:
            transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 50000))
            client = httpx.AsyncClient(transport=transport, base_url=installation.BASE_URL, follow_redirects=False)
            browser = Browser(await stack.enter_async_context(client), leads_somewhere())
            if who is not None:
                await browser.sign_in(who)
            return browser

        yield open_one


@pytest.fixture
async def browser(new_browser: Callable[..., Any]) -> Browser:
    """Somebody unknown; `await browser.sign_in(cast.anna)` makes it hers."""
    opened: Browser = await new_browser()
    return opened


@pytest.fixture
async def client(browser: Browser) -> httpx.AsyncClient:
    """The bare HTTP client, for what no browser would send."""
    return browser.client


@pytest.fixture
def server(db: Any) -> Iterator[Server]:
    """The portal in a process of its own, on the database and the data folder of this test."""
    one = Server()
    one.start()
    yield one
    one.stop()


@pytest.fixture(scope="session")
async def _chromium() -> AsyncIterator[Any]:
    async with launched() as browser:
        yield browser


@pytest.fixture
async def chromium(_chromium: Any) -> AsyncIterator[Windows]:
    """`page = await chromium.open(server, cast.anna)`; what the console complains of fails the test."""
    windows = Windows(_chromium)
    yield windows
    await windows.close()


@pytest.fixture(scope="session")
def _redis() -> Iterator[str]:
    with redis_claim.claimed() as url:
        yield url


@pytest.fixture
def redis_url(_redis: str) -> str:
    """An empty Redis database that nobody else uses meanwhile."""
    redis_claim.empty(_redis)
    return _redis
