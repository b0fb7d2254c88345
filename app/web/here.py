"""The request that is being answered: what templates and answers need to know of it."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol

from app.web import csrf
from app.web.cookies import FLOW, FLOW_AGE, jar


class Someone(Protocol):
    """Who acts, as far as the web layer needs to know: `app/accounts/principal.py` has the whole of it."""

    @property
    def kind(self) -> str: ...
    @property
    def id(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def operator(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Visit:
    """A session as the front door finds it.  One that is over keeps who it was, so that a form can be held."""

    principal: Someone
    user_name: str
    language: str
    live: bool
    device: str = ""


@dataclass(slots=True)
class Here:
    """One request.  `csrf` makes a fresh mask each time a page asks for it, the same throughout one page."""

    path: str = ""
    method: str = "GET"
    language: str = "nb"
    htmx: bool = False
    dev: bool = False
    principal: Someone | None = None
    user_name: str = ""
    request_id: str = ""
    address: str = ""
    network: str = ""
    agent: str = ""
    query: str = ""
    expired: Visit | None = None
    session_hash: str = ""
    flow: str = ""
    device: str = ""
    trusted: bool = False
    multipart: bool = False
    form: list[tuple[str, str]] | None = None
    cookies: list[bytes] = field(default_factory=list)
    _csrf: str = ""

    @property
    def csrf(self) -> str:
        """The token that a form or htmx sends back: bound to the session, or to the flow cookie before there is one."""
        if not self._csrf:
            if self.principal is not None:
                self._csrf = csrf.token(self.session_hash, "session")
            else:
                self._csrf = csrf.token(csrf.fingerprint(self.start_flow()), "flow")
        return self._csrf

    @property
    def flow_hash(self) -> str:
        """The flow cookie as it is kept in the database; empty when the browser sent none."""
        return csrf.fingerprint(self.flow) if self.flow else ""

    def start_flow(self) -> str:
        """The flow cookie, a new one if the browser has none: the front door sends it along."""
        if not self.flow:
            self.flow = csrf.secret()
            self.set_cookie(FLOW, self.flow, FLOW_AGE)
        return self.flow

    def renew_flow(self) -> None:
        """Another flow cookie than the browser came with: what begins now is nobody's who may have planted that one."""
        self.flow, self._csrf = csrf.secret(), ""
        self.set_cookie(FLOW, self.flow, FLOW_AGE)

    def set_cookie(self, kind: str, value: str, max_age: int | None = None) -> None:
        """Have the front door send a cookie with the answer."""
        self.cookies.append(jar().put(kind, value, max_age))

    def drop_cookie(self, kind: str) -> None:
        """Have the front door take a cookie back with the answer."""
        self.cookies.append(jar().drop(kind))


_NOWHERE = Here()
_here: ContextVar[Here] = ContextVar("here", default=_NOWHERE)


def here() -> Here:
    """The request being answered; outside one (a command, a job) a nameless one in bokmål."""
    return _here.get()


def enter(request: Here) -> None:
    """Make this the request of the current context: the front door's alone, and tests'."""
    _here.set(request)
