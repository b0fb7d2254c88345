"""`portal serve`: the web process, with the work that is done beside it."""

import gc
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import uvicorn

from app.asgi import app, beside
from app.settings import settings
from app.worker import beside_the_web

__all__ = ["OPTIONS", "app", "serve"]


@asynccontextmanager
async def _at_rest() -> AsyncIterator[None]:
    """What was loaded stays for good: the search for garbage leaves it out, and comes round less often.

    A page of a grid makes some thousand objects that go with it; looking through 60 MB of modules each time took a
    fifth of the whole answer.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    yield


beside(beside_the_web)
beside(_at_rest)


OPTIONS: dict[str, Any] = {
    "loop": "uvloop",
    "http": "httptools",
    "ws": "none",
    "lifespan": "on",
    "proxy_headers": False,  # the front door knows which proxies to believe
    "server_header": False,
    "date_header": False,
    "access_log": False,
    "log_config": None,
    "limit_concurrency": 2000,  # connections, idle ones too; the front door limits what is under way
    "backlog": 512,
    "timeout_keep_alive": 30,
    "timeout_graceful_shutdown": 20,
}


def serve(host: str = "127.0.0.1", port: int | None = None) -> int:
    """Run until told to stop; what is under way is finished first.  Without a port, the one of BASE_URL."""
    # uvicorn stops by itself, and then sends itself the signal again: without this it would end as if killed.
    signal.signal(signal.SIGTERM, lambda *_: None)
    uvicorn.run(app, host=host, port=port or urlsplit(settings().base_url).port or 8000, **OPTIONS)
    return 0
