"""The portal as a web process: the features' routers behind the front door."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from litestar import Litestar

from app import db
from app.accounts import passwords
from app.accounts.deps import DEPENDENCIES, guard
from app.accounts.queries import visit
from app.accounts.routes import router as accounts
from app.settings import settings
from app.web import assets, logs, templates
from app.web.bare import bare
from app.web.errors import HANDLERS
from app.web.front_door import FrontDoor
from app.web.roads import learn

ROUTERS: list[Any] = [accounts]
DEV: list[Any] = [bare]


@asynccontextmanager
async def _running(_app: Litestar) -> AsyncIterator[None]:
    """What lasts as long as the process: the pool, the compiled pages, and the work that is done here."""
    logs.set_up()
    await db.start()
    templates.warm()
    assets.assets()
    passwords.warm()
    try:
        yield
    finally:
        app.open = False
        await db.stop()


async def _healthy() -> bool:
    try:
        return bool(await db.value("SELECT 1"))
    except Exception:
        return False


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


def serve(host: str = "127.0.0.1", port: int = 8000) -> None:
    """Run until told to stop; what is under way is finished first."""
    uvicorn.run(
        app,
        host=host,
        port=port,
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="on",
        proxy_headers=False,  # the front door knows which proxies to believe
        server_header=False,
        date_header=False,
        access_log=False,
        log_config=None,
        limit_concurrency=2000,  # connections, idle ones too; the front door limits what is under way
        backlog=512,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=20,
        h11_max_incomplete_event_size=16_384,
    )
