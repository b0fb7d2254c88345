"""The headers that every answer carries (`docs/security.md`).

A handler that needs another value for one of them sets it itself: its own stays, except for the ones in ALWAYS.
"""

from app.settings import settings

Header = tuple[bytes, bytes]
Headers = list[Header]

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; manifest-src 'self'; "
    "report-uri /csp-report; report-to csp"
)
_PERMISSIONS = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), fullscreen=(self), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), publickey-credentials-get=(self), usb=()"
)

HSTS: Header = (b"strict-transport-security", b"max-age=63072000; includeSubDomains")
NOSNIFF: Header = (b"x-content-type-options", b"nosniff")
CORP: Header = (b"cross-origin-resource-policy", b"same-origin")

VARY = b"HX-Request, Cookie"
VARY_ENCODED = b"HX-Request, Cookie, Accept-Encoding"

FILE_CSP = "sandbox; default-src 'none'"
"""The policy of an answer that is a file to keep, never a page."""


def dynamic() -> Headers:
    """For every answer that is not a static file, in the order they are sent."""
    csp = _CSP + ("; upgrade-insecure-requests" if settings().https else "")
    return [
        (b"content-security-policy", csp.encode()),
        (b"reporting-endpoints", b'csp="/csp-report"'),
        HSTS,
        NOSNIFF,
        (b"x-frame-options", b"DENY"),
        (b"referrer-policy", b"same-origin"),
        (b"permissions-policy", _PERMISSIONS.encode()),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-embedder-policy", b"require-corp"),
        CORP,
        (b"x-permitted-cross-domain-policies", b"none"),
        (b"cache-control", b"no-store, private"),
        (b"origin-agent-cluster", b"?1"),
    ]


MAY_DIFFER = frozenset({b"content-security-policy", b"cache-control"})
"""What a handler may set otherwise; a page of its own never loosens the rest."""

NEVER = frozenset({b"server", b"x-powered-by", b"vary", b"date"})


def static() -> Headers:
    """For a file of ours whose name changes with its content; one that is not found gets the same, but not this age."""
    return [
        (b"cache-control", b"public, max-age=31536000, immutable"),
        (b"content-security-policy", b"default-src 'none'; sandbox"),
        HSTS,
        NOSNIFF,
        CORP,
    ]


class Dresser:
    """Puts the headers on an answer; made once, since the values do not change while we run."""

    __slots__ = ("_all", "_named")

    def __init__(self) -> None:
        self._all = dynamic()
        self._named = {name for name, _ in self._all}

    def dress(self, own: Headers, vary: bytes) -> Headers:
        """The answer's own headers, then ours; what it set of ours stays only where it may differ."""
        named = self._named
        kept = [pair for pair in own if pair[0] not in named and pair[0] not in NEVER]
        if len(kept) == len(own):
            return [*kept, *self._all, (b"vary", vary)]
        theirs = {pair[0]: pair for pair in own if pair[0] in MAY_DIFFER}
        return [*kept, *(theirs.get(pair[0], pair) for pair in self._all), (b"vary", vary)]
