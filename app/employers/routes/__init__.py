"""/access-request, /invitations, /e/{employer}/access and /staff/access-requests: who delivers for whom."""

from litestar import Router
from litestar.di import Provide

from app.employers.deps import provide_shell
from app.employers.routes import access, invitation, request, staff

router = Router(
    "/",
    route_handlers=[
        *request.ROUTES,
        *invitation.ROUTES,
        *staff.ROUTES,
        Router(
            "/e/{employer_id:int}", route_handlers=access.AT_EMPLOYER, dependencies={"shell": Provide(provide_shell)}
        ),
    ],
)
