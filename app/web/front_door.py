"""The front door: every request passes it before Litestar, and every answer after.

It refuses what is no request of ours, takes in what is posted within limits, finds the session, and puts the headers on
the answer.  Pure ASGI, and on the way of every click: what is here is measured (`portal bench`, «bare»).
"""

import ipaddress
import json
import os
import time
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any, Protocol

from app.i18n import negotiate, speak
from app.settings import settings
from app.web import csrf, errors, reports
from app.web.answer import Answer, Send
from app.web.body import Gone, Intake, Receive, replay
from app.web.cookies import DEVICE, FLOW, LANGUAGE, SESSION, jar
from app.web.device import device_named
from app.web.headers import Dresser
from app.web.here import Here, Visit, enter
from app.web.logs import access, log
from app.web.origin import OurOrigins
from app.web.posted import Malformed, parse
from app.web.roads import Roads
from app.web.rules import Turned, check_line, headers_of, length_of

FORM = frozenset({b"application/x-www-form-urlencoded", b"application/x-www-form-urlencoded;charset=utf-8"})
MULTIPART = b"multipart/form-data"
UPLOAD_TIME = 600.0

AT_ONCE = 200
"""Requests under way at a time; what comes above them is asked to come again."""


class Static(Protocol):
    """Serves what lies under /static/: `app/web/assets.py`."""

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> bool: ...


FindVisit = Callable[[str], Awaitable[Visit | None]]


class FrontDoor:
    """`app` behind the door.  `find_visit` looks a session up by the fingerprint of its cookie."""

    __slots__ = (
        "_app", "_dev", "_dresser", "_find", "_healthy", "_hosts", "_jar", "_origins", "_proxies", "_roads", "_static",
        "_under_way", "open",
    )  # fmt: skip

    def __init__(
        self,
        app: Any,
        *,
        roads: Roads,
        find_visit: FindVisit,
        static: Static | None = None,
        healthy: Callable[[], Awaitable[dict[str, object] | None]] | None = None,
    ) -> None:
        self._app, self._roads, self._find, self._static, self._healthy = app, roads, find_visit, static, healthy
        self._dresser = Dresser()
        self._origins = OurOrigins()
        self._hosts = self._origins.hosts
        self._jar = jar()
        self._proxies = frozenset(settings().trusted_proxies)
        self._dev = settings().demo or settings().debug
        self._under_way = 0
        self.open = True

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        kind = scope["type"]
        if kind == "lifespan":
            await self._app(scope, receive, send)
        elif kind != "http":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._http(scope, receive, send)

    async def _http(self, scope: Any, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        path = scope["path"]
        if path.startswith("/static/") and self._static is not None and await self._static(scope, receive, send):
            return
        here = Here(path=path, method=scope["method"], request_id=os.urandom(8).hex(), dev=self._dev)
        enter(here)
        answer = Answer(send, self._dresser, here, scope["method"] == "HEAD")
        self._under_way += 1
        try:
            if self._under_way > AT_ONCE and path != "/healthz":
                raise Turned(503, "busy", ((b"retry-after", b"2"),))
            await self._let_in(scope, receive, answer, here)
        except Turned as no:
            await self._turn_away(answer, no)
        except Gone:
            return
        except Exception as error:
            log.error("unexpected", exc_info=error, request=here.request_id, path=path)
            if not answer.started:
                await self._turn_away(answer, Turned(500, "unexpected"))
        finally:
            self._under_way -= 1
        ms = (time.perf_counter() - began) * 1000
        who = here.principal
        actor = f"{who.kind}:{who.id}" if who is not None else ""
        access(here.request_id, here.method, path, answer.status, ms, answer.size, actor, here.network)

    async def _let_in(self, scope: Any, receive: Receive, answer: Answer, here: Here) -> None:
        if here.path == "/healthz":
            await self._tell_health(answer)
            return
        found = headers_of(scope)
        answer.accept = found.get(b"accept-encoding", b"")
        _set_language(here, "", found)
        self._set_address(scope, found, here)
        check_line(scope, found, self._hosts)
        if len(here.path) > 1 and here.path.endswith("/"):
            _without_slash(here.method, scope)
        here.query = scope["query_string"].decode()
        here.htmx = found.get(b"hx-request") == b"true"
        here.agent = found.get(b"user-agent", b"").decode()
        if (cookies := found.get(b"cookie")) is not None:
            await self._recognise(here, self._jar.read(cookies), found)
        if here.method == "POST":
            receive = await self._take_in(scope, receive, found, here, answer)
            if answer.started:
                return
        else:
            if length_of(found) or b"transfer-encoding" in found:
                raise Turned(400, "malformed")
            if here.method == "HEAD":
                scope = {**scope, "method": "GET"}
        await self._app(scope, receive, answer)

    async def _recognise(self, here: Here, cookies: dict[str, str], found: dict[bytes, bytes]) -> None:
        """Who is it?  One query, when there is a session cookie at all.

        A page has htmx send its own language: who is signed out meanwhile is told so in the language that stands there.
        """
        here.flow, here.device = cookies.get(FLOW, ""), cookies.get(DEVICE, "")
        language = "" if here.htmx else cookies.get(LANGUAGE, "")
        if token := cookies.get(SESSION):
            here.session_hash = csrf.fingerprint(token)
            visit = await self._find(here.session_hash)
            if visit is not None and visit.live and visit.device in {"", device_named(here.agent)}:
                here.principal, here.user_name = visit.principal, visit.user_name
                language = visit.language or language
            elif visit is not None:
                here.expired = visit
                language = language or ("" if here.htmx else visit.language)
        if language and language != here.language:
            _set_language(here, language, found)

    async def _take_in(
        self, scope: Any, receive: Receive, found: dict[bytes, bytes], here: Here, answer: Answer
    ) -> Receive:
        """The body of a POST, within the limits of its road, and whether the form came from a page of ours."""
        if here.path == "/csp-report":
            await reports.take(Intake(receive, reports.CAP), answer)
            return receive
        if not self._origins.is_ours(found.get(b"sec-fetch-site"), found.get(b"origin")):
            log.warning("cross_site_post", request=here.request_id, path=here.path, network=here.network)
            raise Turned(403, "cross-site")
        load = self._roads.load(here.path)
        length = length_of(found)
        kind = found.get(b"content-type", b"").lower().replace(b" ", b"")
        files = kind.partition(b";")[0] == MULTIPART
        if files and not (load.upload and here.session_hash):
            raise Turned(415, "wrong-content-type")
        if not files and kind not in FORM and (kind or length):
            raise Turned(415, "wrong-content-type")
        if length is not None and length > load.body:
            raise Turned(413, "too-large")
        header = found.get(csrf.HEADER, b"").decode()
        if files:
            here.multipart, here.trusted = True, _is_trusted(here, header)
            return Intake(receive, load.body, UPLOAD_TIME)
        body = await Intake(receive, load.body).whole()
        if body and not kind:
            raise Turned(415, "wrong-content-type")
        try:
            here.form = parse(body, load.fields)
        except Malformed as no:
            raise Turned(no.status, no.code) from None
        tokens = [value for name, value in here.form if name == csrf.FIELD]
        if len(tokens) > 1:
            raise Turned(400, "malformed")
        here.trusted = _is_trusted(here, header or "".join(tokens))
        return replay(body, receive)

    def _set_address(self, scope: Any, found: dict[bytes, bytes], here: Here) -> None:
        """The client's address: the peer's, or what a proxy of ours says."""
        peer = scope["client"][0] if scope.get("client") else ""
        if peer in self._proxies and (told := found.get(b"x-real-ip")):
            peer = told.decode()
        here.address, here.network = peer, network_of(peer)

    async def _tell_health(self, answer: Answer) -> None:
        """For the proxy and the watch: nobody's data, no host check, since they ask by address."""
        told = ({} if self._healthy is None else await self._healthy()) if self.open else None
        body = json.dumps({"status": "down"} if told is None else {"status": "ok", **told}).encode()
        await answer.whole(503 if told is None else 200, [(b"content-type", b"application/json")], body)

    async def _turn_away(self, answer: Answer, no: Turned) -> None:
        if answer.started:
            return
        status, headers, body = errors.turned_away(no)
        await answer.whole(status, headers, body)


def _is_trusted(here: Here, sent: str) -> bool:
    """Whether the token is this session's (one that is over too: then it is known whose form it was), or this flow's
    when nobody is signed in."""
    if here.session_hash and csrf.matches(sent, here.session_hash, "session"):
        return True
    return here.principal is None and bool(here.flow) and csrf.matches(sent, here.flow_hash, "flow")


def _without_slash(method: str, scope: Any) -> None:
    """One spelling for each page: /lists/7/ is sent on to /lists/7."""
    if method == "POST":
        raise Turned(404, "not-found")
    query = scope["query_string"]
    place = scope["path"].rstrip("/").encode() + (b"?" + query if query else b"")
    raise Turned(308, "moved", ((b"location", place),))


@lru_cache(maxsize=4096)
def network_of(address: str) -> str:
    """The /24 or /64 that an address is in: what is counted and kept, never the address itself."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ipaddress.ip_network(f"{ip}/{24 if ip.version == 4 else 64}", strict=False))


def _set_language(here: Here, chosen: str, found: dict[bytes, bytes]) -> None:
    here.language = chosen or _preferred(found.get(b"accept-language", b""))
    speak(here.language)


@lru_cache(maxsize=512)
def _preferred(header: bytes) -> str:
    return negotiate(header.decode())
