"""What a handler under /e/{employer_id} is handed."""

import datetime as dt
from collections.abc import Awaitable, Callable

from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.deps import ThePrincipal
from app.accounts.principal import Principal
from app.clock import today
from app.employers import queries
from app.employers.shell import Other, Shell, section_of
from app.errors import NotFound
from app.web.here import here

AShell = NamedDependency[Shell]

COUNTERS: dict[str, Callable[[Principal, int, dt.date], Awaitable[int]]] = {}
"""What waits for an answer in a section, by section: `app/asgi.py` puts it together, since the features stand above."""

SWITCHER = 8  # as many employers as the menu shows at once


async def provide_shell(principal: ThePrincipal, employer_id: FromPath[int]) -> Shell:
    """The frame of the page, for somebody who may act for this employer.  Raises NotFound."""
    if principal.list_id is not None:
        return await _of_one_list(principal.list_id, employer_id)
    agreements = await queries.agreements_for(principal, employer_id)
    others = await queries.employers_of(principal, limit=SWITCHER)
    total = len(others) if len(others) < SWITCHER else await queries.how_many_employers(principal)
    this = agreements[0]
    return Shell(
        employer=Other(this.employer_id, this.employer_name, this.orgnr),
        employers=[Other(one.id, one.name, one.orgnr) for one in others],
        total=total,
        section=section_of(here().path),
        counts={name: await count(principal, employer_id, today()) for name, count in COUNTERS.items()},
        unions=sorted({one.union_name for one in agreements}),
    )


async def _of_one_list(list_id: int, employer_id: int) -> Shell:
    """The frame around a list that was opened by its number: no other employer, no way to anything else."""
    this = await queries.employer_of_list(list_id)
    if this.id != employer_id:
        raise NotFound("employer.not_found")
    return Shell(employer=Other(this.id, this.name, this.orgnr), employers=[], total=0, sections=(), alone=True)
