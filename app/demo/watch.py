"""`bin/dev`: the demo, served anew whenever a file of the project changes."""

from collections.abc import Iterator
from pathlib import Path

import uvicorn
from uvicorn.supervisors.statreload import StatReload

from app.serve import OPTIONS

HOME = Path(__file__).parents[2]
WATCHED = ("app", "templates", "static", "migrations")


class _Watch(StatReload):
    """uvicorn's own looks at Python files alone."""

    def iter_py_files(self) -> Iterator[Path]:
        for folder in WATCHED:
            for file in (HOME / folder).rglob("*.*"):
                if file.suffix in {".py", ".html", ".txt", ".css", ".js", ".svg", ".po"}:
                    yield file


def serve_and_watch(host: str, port: int) -> int:
    """Until Ctrl-C."""
    options = OPTIONS | {"timeout_graceful_shutdown": 1}  # a browser's open connections must not hold a restart up
    config = uvicorn.Config("app.serve:app", host=host, port=port, reload=True, reload_dirs=[str(HOME)], **options)
    server = uvicorn.Server(config)
    _Watch(config, target=server.run, sockets=[config.bind_socket()]).run()
    return 0
