"""The portal as a web process: the features' routers behind the front door."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any

from litestar import Litestar

from app import db
from app.accounts import passwords
from app.accounts.deps import DEPENDENCIES, guard
from app.accounts.queries import visit
from app.accounts.routes import router as accounts
from app.demo.marker import refuse_demo_data
from app.dev.routes import router as dev
from app.employers.deps import COUNTERS
from app.employers.routes import router as employers
from app.home.routes import router as home
from app.intake.actions.take_back import when_taken_back
from app.intake.queries.found import what_filled
from app.intake.routes import router as intake
from app.jobs.queries import oldest_ready_age
from app.letters.queries.inbox import new_at
from app.letters.routes import ROUTERS as LETTERS
from app.lists.actions.undo import TAKEN_BACK
from app.lists.deps import FILLED_FROM
from app.lists.routes import router as lists
from app.missing.queries import waiting_at
from app.missing.routes import router as missing
from app.settings import settings
from app.web import assets, logs, templates
from app.web.bare import bare
from app.web.errors import HANDLERS
from app.web.front_door import FrontDoor
from app.web.roads import learn

TAKEN_BACK.append(when_taken_back)
FILLED_FROM.append(what_filled)
COUNTERS["missing"] = waiting_at
COUNTERS["letters"] = new_at

ROUTERS: list[Any] = [accounts, employers, home, lists, intake, missing, *LETTERS]
DEV: list[Any] = [bare, dev]

Beside = Callable[[], AbstractAsyncContextManager[None]]

_beside: list[Beside] = []


def beside(work: Beside) -> None:
    """Have this go on as long as the process lasts: `app/serve.py` adds the work that is done in it."""
    _beside.append(work)


@asynccontextmanager
async def _running(_app: Litestar) -> AsyncIterator[None]:
    """What lasts as long as the process: the pool, the compiled pages, and what goes on beside."""
    logs.set_up()
    try:
        async with AsyncExitStack() as stack:
            await _start(stack)
            yield
    finally:
        app.open = False
        await db.stop()


async def _start(stack: AsyncExitStack) -> None:
    try:
        await db.start()
        await refuse_demo_data()
        templates.warm()
        assets.assets()
        passwords.warm()
        for work in _beside:
            await stack.enter_async_context(work())
    except Exception as error:
        logs.log.error("not_started", exc_info=error)
        raise


async def _healthy() -> dict[str, object] | None:
    """How long the oldest work that is due has waited, for the watch; None when the database does not answer."""
    try:
        return {"oldest_ready_seconds": round(await oldest_ready_age())}
    except Exception:
        return None


litestar = Litestar(
    [*ROUTERS, *(DEV if settings().demo or settings().debug else [])],
    guards=[guard],
    dependencies=DEPENDENCIES,
    exception_handlers=HANDLERS,
    lifespan=[_running],
    openapi_config=None,
    logging_config=None,
    debug=False,
    request_max_body_size=None,  # the front door has a limit for each road
)

app = FrontDoor(litestar, roads=learn(litestar), find_visit=visit, static=assets.serve, healthy=_healthy)
