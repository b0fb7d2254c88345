"""The log: one JSON object a line on standard output, fields from a list, nothing of anybody's.

A field that is not on the list is left out, whatever it was.  As the last net, what looks like a national id is masked
everywhere, and in free text what looks like a one-time code.
"""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

import msgspec
import structlog

from app.clock import now
from app.settings import settings

FIELDS = frozenset(
    {
        "at", "level", "event", "logger", "request", "method", "path", "status", "ms", "bytes", "actor", "network",
        "kind", "id", "job", "attempts", "count", "error", "where", "directive", "blocked", "code", "outcome", "port",
        "database", "queue",
    }
)  # fmt: skip

_TOKEN = re.compile(r"/[A-Za-z0-9_-]{43}(?=/|$)")  # a link that opens once (/welcome, /invitations)
_NATIONAL_ID = re.compile(r"(?<![0-9])[0-9]{6}[ .]?[0-9]{5}(?![0-9])")
_CODE = re.compile(r"(?<![0-9])[0-9]{6,8}(?![0-9])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_NO_CODES = frozenset({"path", "at", "request"})
LONGEST = 500


def masked(text: str, codes: bool = True) -> str:
    """Free text made fit for a log."""
    text = _NATIONAL_ID.sub("***********", text)
    if codes:
        text = _CODE.sub("******", text)
    return _CONTROL.sub(" ", text)[:LONGEST]


def cleaned(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Only the fields on the list, each masked."""
    return {
        name: masked(value, name not in _NO_CODES) if isinstance(value, str) else value
        for name, value in fields.items()
        if name in FIELDS and isinstance(value, (str, int, float, bool, type(None)))
    }


def _clean(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    if error := event.pop("exc_info", None):
        event.update(told(error if isinstance(error, BaseException) else sys.exc_info()[1]))
    return cleaned({"at": _time(), **event})


def told(error: BaseException | None) -> dict[str, str]:
    """What a log may say of an error: its type and where it arose; never its message or its locals."""
    if error is None:
        return {}
    trace, places = error.__traceback__, []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/app/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return {"error": type(error).__name__, "where": " < ".join(reversed(places[-6:]))}


def _time() -> str:
    return now().strftime("%Y-%m-%dT%H:%M:%S.%fZ")


_encode = msgspec.json.Encoder().encode


def _rendered(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> bytes:
    return _encode(dict(event))


class _Stdlib(logging.Handler):
    """What libraries log: only the name of the event and of an error, since we do not know what they put in."""

    def emit(self, record: logging.LogRecord) -> None:
        fields = {"level": record.levelname.lower(), "logger": record.name, "event": record.getMessage()}
        error = record.exc_info[1] if record.exc_info else None
        _write({"at": _time(), **fields, **told(error)})


def _write(fields: dict[str, Any]) -> None:
    _out(_encode(cleaned(fields)))


def _out(line: bytes) -> None:
    stream = getattr(sys.stdout, "buffer", None)
    if stream is not None:
        stream.write(line + b"\n")
        stream.flush()


class _Output:
    """What structlog hands its finished lines to."""

    def __init__(self, *_: Any) -> None:
        self.debug = self.info = self.warning = self.error = self.critical = self.exception = _out


def access(request: str, method: str, path: str, status: int, ms: float, size: int, actor: str, network: str) -> None:
    """One line for one request, without its query."""
    if not _access:
        return
    if _NATIONAL_ID.search(path):
        path = masked(path, codes=False)
    if len(path) > 43:
        path = _TOKEN.sub("/…", path)
    line = {
        "at": _time(), "level": "info", "event": "request", "request": request, "method": method, "path": path,
        "status": status, "ms": round(ms, 2), "bytes": size, "actor": actor, "network": network,
    }  # fmt: skip
    _out(_encode(line))


_access = False


def set_up() -> None:
    """At the start of a process: everything that logs goes through here."""
    global _access
    level = _level()
    _access = level <= logging.INFO
    root = logging.getLogger()
    root.handlers[:] = [_Stdlib()]
    root.setLevel(level)
    # arq tells the arguments of its jobs at INFO, httpx the addresses it asks, aiosqlite every value at DEBUG.
    for name in ("arq", "httpx", "httpcore", "aiosqlite", "asyncio"):
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    logging.getLogger("uvicorn.access").setLevel(max(level, logging.ERROR))


def _level() -> int:
    return logging.getLevelNamesMapping().get(settings().log_level, logging.INFO)


# At once, for commands and tests too: structlog's own way of showing an error tells all locals.
structlog.configure(
    processors=[structlog.stdlib.add_log_level, _clean, _rendered],
    wrapper_class=structlog.make_filtering_bound_logger(_level()),
    logger_factory=_Output,
    cache_logger_on_first_use=True,
)
log: structlog.stdlib.BoundLogger = structlog.get_logger()
