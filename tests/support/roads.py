"""Where links and forms may lead: what the router knows."""

import re
from functools import lru_cache

from tests.support.manners import Leads

BESIDE_THE_ROUTER = {("GET", "/healthz"), ("POST", "/csp-report")}


@lru_cache(maxsize=1)
def leads_somewhere() -> Leads:
    """`leads(method, path)`: whether there is such a page or deed."""
    from app.asgi import litestar
    from app.web.roads import roads_of

    known = [(road.method, re.compile(road.pattern)) for road in roads_of(litestar)]

    def leads(method: str, path: str) -> bool:
        if path.startswith("/static/") or (method, path) in BESIDE_THE_ROUTER:
            return True
        return any(method == one and pattern.fullmatch(path) for one, pattern in known)

    return leads
