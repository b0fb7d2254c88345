"""What the browser may ask of home: /, /employers, /e/{employer}/home, and the pages about the portal."""

from litestar import Router
from litestar.di import Provide

from app.employers.deps import provide_shell
from app.home.routes import about, home

router = Router(
    "/",
    route_handlers=[
        *home.ANYWHERE,
        *about.PAGES,
        Router("/e/{employer_id:int}", route_handlers=home.AT_EMPLOYER, dependencies={"shell": Provide(provide_shell)}),
    ],
)
