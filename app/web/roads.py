"""The router's own table of what can be asked, for those who need it before or beside the router.

A handler says who may ask it (`who=`) and what is out of the ordinary about its body:

    @post("/e/{employer:int}/uploads", who="submit", upload=True, body_limit=210_000_000)
    @post("/e/{employer:int}/lists/{number:int}", who="submit", body_limit=512_000, fields=6_000)

`first=True` lets a page be opened before what comes first (a declaration); `fresh=True` is for those who have shown
within the last minutes who they are; `flow=True` binds a form before sign-in to its visitor; `hold=False` keeps nothing
of what was typed when somebody has to sign in first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from litestar.handlers import HTTPRouteHandler
from litestar.routes import HTTPRoute

WHO = frozenset({"anyone", "signed-in", "user", "deliver", "submit", "manage", "staff", "operator", "dev"})

OPTIONS = frozenset({"who", "upload", "body_limit", "fields", "first", "fresh", "flow", "hold"})

BODY = 64_000
UPLOAD = 12_000_000
FIELDS = 2000

_SAFE = re.compile(r"/(?![/\\])[\x21-\x7e]*")
_LONGEST_NEXT = 500


class Unguarded(Exception):
    """A route does not say who may ask it, or says something that must not be."""


@dataclass(frozen=True, slots=True)
class Load:
    """What a POST may carry."""

    body: int = BODY
    fields: int = FIELDS
    upload: bool = False


ORDINARY = Load()


@dataclass(frozen=True, slots=True)
class Road:
    """One method on one path."""

    method: str
    path: str
    handler: HTTPRouteHandler

    @property
    def who(self) -> str:
        return str(self.handler.opt.get("who", ""))

    @property
    def load(self) -> Load:
        opt = self.handler.opt
        upload = bool(opt.get("upload"))
        return Load(int(opt.get("body_limit", UPLOAD if upload else BODY)), int(opt.get("fields", FIELDS)), upload)

    @property
    def pattern(self) -> str:
        """A regular expression for the path."""
        return "".join(
            "[^/]+" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{[^}]*\})", self.path)
        )


def roads_of(app: Any) -> Iterator[Road]:
    """Every road of a Litestar app but its own OPTIONS."""
    for route in app.routes:
        if not isinstance(route, HTTPRoute):
            raise Unguarded(f"{route.path}: only plain routes are let in")
        for handler in route.route_handlers:
            for method in sorted(handler.http_methods):
                if method != "OPTIONS":
                    yield Road(str(method), route.path, handler)


class Roads:
    """The table; made once the app is."""

    __slots__ = ("_loads", "_pages", "_patterns", "all")

    def __init__(self, app: Any = None) -> None:
        self.all = tuple(roads_of(app)) if app is not None else ()
        for road in self.all:
            _check(road)
        special = [road for road in self.all if road.method == "POST" and road.load != ORDINARY]
        self._loads = [road.load for road in special]
        self._patterns = re.compile("|".join(f"({road.pattern})" for road in special)) if special else None
        pages = [road.pattern for road in self.all if road.method == "GET"]
        self._pages = re.compile("|".join(pages)) if pages else None

    def load(self, path: str) -> Load:
        """What a POST to this path may carry."""
        found = self._patterns.fullmatch(path) if self._patterns else None
        return self._loads[(found.lastindex or 1) - 1] if found else ORDINARY

    def is_page(self, path: str) -> bool:
        """Whether a GET of this path leads anywhere."""
        return bool(self._pages and self._pages.fullmatch(path))

    def safe_next(self, wanted: str, otherwise: str = "/") -> str:
        """A place within the portal to go on to: `wanted` if it is a page of ours, and nothing that a browser could
        read as another host."""
        if not _SAFE.fullmatch(wanted) or len(wanted) > _LONGEST_NEXT or "\\" in wanted or "#" in wanted:
            return otherwise
        path = wanted.partition("?")[0]
        if "//" in path or ".." in path or "%" in path or path in _NOT_ONWARDS:
            return otherwise
        return wanted if self.is_page(path) else otherwise


_NOT_ONWARDS = frozenset({"/sign-in", "/sign-out"})


def _check(road: Road) -> None:
    where = f"{road.method} {road.path}"
    if road.who not in WHO:
        raise Unguarded(f"{where}: who= must be one of {', '.join(sorted(WHO))}")
    if unknown := road.handler.opt.keys() - OPTIONS:
        raise Unguarded(f"{where}: unknown {', '.join(sorted(unknown))}")
    if road.method not in {"GET", "POST"}:
        raise Unguarded(f"{where}: only GET and POST are let in")
    if road.load.upload and road.who == "anyone":
        raise Unguarded(f"{where}: files are taken from those who are signed in alone")
    if road.handler.opt.get("flow") and road.who != "anyone":
        raise Unguarded(f"{where}: only a form before sign-in is bound to the flow")


_roads = Roads()


def learn(app: Any) -> Roads:
    """Read the app's routes, refuse to start if one is unguarded, and remember them.  Raises Unguarded."""
    global _roads
    _roads = Roads(app)
    return _roads


def roads() -> Roads:
    """The roads of the app that was started."""
    return _roads
