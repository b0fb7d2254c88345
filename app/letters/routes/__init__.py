"""The pages of letters: the employer's and staff's."""

from litestar import Router
from litestar.di import Provide

from app.employers.deps import provide_shell
from app.letters.deps import provide_batch, provide_letter, provide_staff_shell
from app.letters.routes import inbox, notices, posting, telling

employer = Router(
    "/e/{employer_id:int}",
    route_handlers=[*notices.HANDLERS, *inbox.HANDLERS],
    dependencies={"shell": Provide(provide_shell), "letter": Provide(provide_letter)},
)
staff = Router(
    "/staff/letters",
    route_handlers=[*posting.HANDLERS, *telling.HANDLERS],
    dependencies={"frame": Provide(provide_staff_shell), "batch": Provide(provide_batch)},
)
ROUTERS = [employer, staff]
