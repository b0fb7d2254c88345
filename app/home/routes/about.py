"""/help, /privacy, /accessibility: about the portal, for everyone."""

from litestar import Response, get

from app.settings import settings
from app.unions.queries import all_unions
from app.web.render import page

Html = Response[bytes]


@get("/help", who="anyone")
async def help_page() -> Html:
    """How to deliver, the keys of the grid, and whom to ask."""
    return page("home/help.html", unions=await all_unions())


@get("/privacy", who="anyone")
async def privacy() -> Html:
    """What is kept, how, for how long, and who sees it."""
    unions = await all_unions()
    return page("home/privacy.html", unions=unions, policies=[(union.name, union.policy) for union in unions])


@get("/accessibility", who="anyone")
async def accessibility() -> Html:
    """How far the portal can be used by everyone, and where to tell that it cannot."""
    return page("home/accessibility.html", unions=await all_unions(), site=settings().base_url)


PAGES = [help_page, privacy, accessibility]
