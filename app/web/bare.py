"""/dev/bare: what the front door and a session cost alone.  Everything else is measured against it (`portal bench`)."""

from litestar import Response, get

from app.web.render import HTML


@get("/dev/bare", who="user")
async def bare() -> Response[bytes]:
    """A constant, to somebody signed in; the demo's and the bench's alone."""
    return Response(b"ok", media_type=HTML)
