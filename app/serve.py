"""`portal serve`: the web process, with the work that is done beside it."""

import signal
from typing import Any
from urllib.parse import urlsplit

import uvicorn

from app.asgi import app, beside
from app.settings import settings
from app.worker import beside_the_web

__all__ = ["OPTIONS", "app", "serve"]

beside(beside_the_web)


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
