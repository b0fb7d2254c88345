"""Whether a request that changes something comes from a page of ours."""

from urllib.parse import urlsplit

from app.settings import settings

_PORTS = {"https": 443, "http": 80}


class OurOrigins:
    """The host names we answer to and the origins we take forms from, both from BASE_URL alone.

    A portal on this machine's own address (the demo, tests) is reached by `localhost` as well.
    """

    __slots__ = ("hosts", "origins")

    def __init__(self, base_url: str | None = None) -> None:
        base = urlsplit(base_url or settings().base_url)
        name, port = base.hostname or "", base.port or _PORTS[base.scheme]
        names = {name, "localhost"} if name in {"127.0.0.1", "::1", "localhost"} else {name}
        self.hosts: frozenset[bytes] = frozenset(
            spelt.encode() for one in names for spelt in _spellings(one, port, port == _PORTS[base.scheme])
        )
        self.origins: frozenset[bytes] = frozenset(f"{base.scheme}://{host.decode()}".encode() for host in self.hosts)

    def is_ours(self, fetch_site: bytes | None, origin: bytes | None) -> bool:
        """The browser says so (Sec-Fetch-Site), or, where it is too old to, its Origin does; neither is a no."""
        if fetch_site is not None:
            return fetch_site == b"same-origin" and (origin is None or origin in self.origins)
        return origin in self.origins


def _spellings(name: str, port: int, default: bool) -> list[str]:
    name = f"[{name}]" if ":" in name else name
    return [name, f"{name}:{port}"] if default else [f"{name}:{port}"]
