"""Refusals and faults as answers: the one place that gives them a status, a page and, for htmx, a line in the alert."""

import html
from typing import Any
from urllib.parse import quote

from litestar import Request, Response
from litestar.exceptions import HTTPException

from app.errors import Away, Busy, Closed, Conflict, Forbidden, Invalid, NotFound, Refused, TooMany
from app.i18n import N_
from app.i18n import gettext as _
from app.i18n.say import REFUSALS, say
from app.web.headers import Headers
from app.web.here import here
from app.web.logs import log
from app.web.posted import Malformed
from app.web.render import HTML
from app.web.rules import Turned
from app.web.templates import render

STATUS: dict[type[Refused], int] = {
    NotFound: 404,
    Forbidden: 403,
    Closed: 409,
    Conflict: 409,
    Invalid: 422,
    TooMany: 429,
    Busy: 503,
    Away: 503,
    Refused: 422,
}

HEADINGS = {
    400: N_("Vi forsto ikke forespørselen"),
    401: N_("Du er logget ut"),
    403: N_("Du har ikke tilgang til dette"),
    404: N_("Vi finner ikke siden"),
    405: N_("Siden kan ikke brukes slik"),
    408: N_("Det tok for lang tid"),
    409: N_("Dette er endret i mellomtiden"),
    413: N_("Det du sendte, er for stort"),
    415: N_("Dette kan ikke sendes hit"),
    422: N_("Noe må rettes"),
    429: N_("Det ble for mange forsøk"),
    500: N_("Noe gikk galt hos oss"),
    503: N_("Det er stor pågang akkurat nå"),
}

# What the door and the router say; the domain's own refusals are in `app/i18n/say.py`.
SENTENCES = {
    "not-found": N_("Adressen kan være skrevet feil, eller du har ikke tilgang til det som lå her."),
    "forbidden": N_("Mangler du tilgang, kan en kollega eller forbundet gi den."),
    "conflict": N_("Last siden på nytt for å se hva som gjelder nå."),
    "invalid": N_("Gå tilbake og se over det du har fylt ut."),
    "too-many": N_("Vent litt, og prøv igjen."),
    "cross-site": N_("Åpne siden i portalen, og send skjemaet derfra."),
    "untrusted": N_("Siden har stått åpen for lenge. Last den på nytt, og send skjemaet en gang til."),
    "method-not-allowed": N_("Gå tilbake og bruk knappene på siden."),
    "malformed": N_("Gå tilbake, last siden på nytt og prøv en gang til."),
    "too-large": N_("Send mindre om gangen. Grensene står på siden du kom fra."),
    "too-many-fields": N_("Send mindre om gangen. Grensene står på siden du kom fra."),
    "wrong-content-type": N_("Bruk skjemaet på siden, og velg filer bare der det står at du kan."),
    "too-slow": N_("Sjekk nettforbindelsen, og prøv en gang til."),
    "signed-out": N_("Du er logget ut. Det du har skrevet, står her fortsatt."),
    "first": N_("Last siden på nytt. Det er noe du må lese eller fylle ut før du kan gå videre."),
    "confirm": N_("Bekreft først at det er deg. Last siden på nytt, så blir du spurt."),
    "busy": N_("Prøv igjen om et øyeblikk."),
    "unexpected": N_("Feilen er ikke din, og vi har fått beskjed. Prøv igjen om litt."),
}

_ONWARDS = {"upload.not_found": N_("Til filene")}
"""What the button of a refusal's page says, where the refusal knows a better place than the front page: `onwards`."""

_BY_STATUS = {
    403: "forbidden", 404: "not-found", 409: "conflict", 422: "invalid", 429: "too-many", 503: "busy",
}  # fmt: skip


class SignInFirst(Exception):
    """This is for those who are signed in; `onwards` is where to come back to."""

    def __init__(self, onwards: str = "/") -> None:
        super().__init__(onwards)
        self.onwards = onwards


class GoFirst(Exception):
    """Something else comes before this: `place` is the page, `onwards` where to come back to, `code` a sentence."""

    def __init__(self, place: str, onwards: str = "/", code: str = "first") -> None:
        super().__init__(place)
        self.place, self.onwards, self.code = place, onwards, code


def refused(_request: Request[Any, Any, Any], error: Refused) -> Response[bytes]:
    """The domain said no."""
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    wait = error.retry_after if isinstance(error, TooMany) else 5 if isinstance(error, Busy) else 0
    text = say(error.code, **error.values) if error.code in REFUSALS else _sentence(_BY_STATUS[status])
    if isinstance(error, Away):
        return _away(error, text)
    place = str(error.values.get("onwards", ""))
    return _answer(status, text, wait, (place, _(_ONWARDS[error.code])) if place else None)


def _away(error: Away, text: str) -> Response[bytes]:
    """Told to the log as a fault of ours, and to whoever asked without blaming what they sent."""
    log.error("away", exc_info=error, request=here().request_id, path=here().path)
    again = here().path if here().method == "GET" else ""
    return _answer(503, text, 30, (again, _("Prøv igjen")) if again else None, heading=_(HEADINGS[500]))


def malformed(_request: Request[Any, Any, Any], error: Malformed) -> Response[bytes]:
    """No form of ours."""
    return _answer(error.status, _sentence(error.code))


def sign_in_first(_request: Request[Any, Any, Any], error: SignInFirst) -> Response[bytes]:
    """A page is sent to sign in and comes back; a fragment says so in the alert, and what was typed stays."""
    if here().htmx:
        return _answer(401, _sentence("signed-out"))
    onwards = "" if error.onwards == "/" else f"?next={quote(error.onwards, safe='/')}"
    return Response(b"", status_code=303, media_type=HTML, headers={"Location": f"/sign-in{onwards}"})


def go_first(_request: Request[Any, Any, Any], error: GoFirst) -> Response[bytes]:
    """On to the page that comes first; a fragment says so in the alert, and what was typed stays."""
    if here().htmx:
        return _answer(403, _sentence(error.code))
    onwards = "" if error.onwards == "/" else f"?next={quote(error.onwards, safe='/')}"
    return Response(b"", status_code=303, media_type=HTML, headers={"Location": f"{error.place}{onwards}"})


def turned(_request: Request[Any, Any, Any], error: Turned) -> Response[bytes]:
    """Turned away while the body was being taken in by a handler."""
    return _answer(error.status, _sentence(error.code))


def http_error(_request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """What Litestar itself refuses: no such page, no such method, a query that is not of the right kind."""
    status = error.status_code
    code = {404: "not-found", 405: "method-not-allowed", 413: "too-large", 403: "forbidden"}.get(status, "malformed")
    if status >= 500:
        return unexpected(_request, error)
    answer = _answer(status, _sentence(code))
    if status == 405:
        answer.headers["Allow"] = (error.headers or {}).get("Allow", "GET, POST")
    return answer


def unexpected(_request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """A fault of ours: told to the log, without anybody's words; the page gives the reference to it."""
    log.error("unexpected", exc_info=error, request=here().request_id, path=here().path)
    return _answer(500, _sentence("unexpected"))


HANDLERS: dict[Any, Any] = {
    Refused: refused,
    Malformed: malformed,
    SignInFirst: sign_in_first,
    GoFirst: go_first,
    Turned: turned,
    HTTPException: http_error,
    Exception: unexpected,
}


def turned_away(no: Turned) -> tuple[int, Headers, bytes]:
    """An answer of the front door itself, before or after Litestar."""
    if no.status == 308:
        return no.status, list(no.headers), b""
    answer = _answer(no.status, _sentence(no.code))
    headers = [(name.lower().encode(), str(value).encode()) for name, value in answer.headers.items()]
    return no.status, [*no.headers, *headers, (b"content-type", b"text/html; charset=utf-8")], answer.content


def _sentence(code: str) -> str:
    return _(SENTENCES.get(code, SENTENCES["malformed"]))


def _answer(
    status: int, text: str, wait: int = 0, onwards: tuple[str, str] | None = None, heading: str = ""
) -> Response[bytes]:
    """A whole page with the way on (path and words), or for htmx what stands in the page's alert."""
    headers = {"Retry-After": str(wait)} if wait else {}
    name = "layouts/refused.html"
    if here().htmx:
        headers |= {"HX-Retarget": "#alert", "HX-Reswap": "innerHTML"}
        name = "web/alert.html"
    heading, reference = heading or _(HEADINGS.get(status, HEADINGS[400])), here().request_id
    onwards = onwards or ("/", _("Til forsiden"))
    try:
        body = render(name, status=status, heading=heading, text=text, reference=reference, onwards=onwards).encode()
    except Exception as error:
        log.error("refusal_without_page", exc_info=error, request=reference)
        body = _last_resort(heading, text, reference)
    return Response(body, status_code=status, media_type=HTML, headers=headers)


def _last_resort(heading: str, text: str, reference: str) -> bytes:
    """A page that needs nothing."""
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Trekkportalen</title>'
    said = html.escape(text)
    body = f"<main><h1>{html.escape(heading)}</h1><p>{said}</p><p>{reference}</p></main>"
    return f'<!doctype html><html lang="{here().language}"><head>{head}</head><body>{body}</body></html>'.encode()
