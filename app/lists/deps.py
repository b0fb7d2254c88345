"""What a handler under /e/{employer_id}/lists is handed."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.deps import ThePrincipal
from app.accounts.principal import Principal
from app.lists import queries
from app.lists.line import Line
from app.lists.submission import Submission
from app.lists.the_list import TheList


class Cell(NamedTuple):
    """A line and its list."""

    the_list: TheList
    line: Line


class FilledFrom(NamedTuple):
    """What an open list was filled from at one go, and can be emptied of: names of files, and where that is asked."""

    names: list[str]
    path: str


FILLED_FROM: list[Callable[[Principal, TheList], Awaitable[FilledFrom | None]]] = []
"""Who can tell, from features above: added in `app/asgi.py`."""

AList = NamedDependency[TheList]
ACell = NamedDependency[Cell]
ASubmission = NamedDependency[Submission]


async def provide_list(principal: ThePrincipal, employer_id: FromPath[int], list_id: FromPath[int]) -> TheList:
    return await queries.list_for(principal, employer_id, list_id)


async def provide_cell(
    principal: ThePrincipal, employer_id: FromPath[int], list_id: FromPath[int], n: FromPath[int]
) -> Cell:
    return Cell(*await queries.line_for(principal, employer_id, list_id, n))


async def provide_submission(
    principal: ThePrincipal, employer_id: FromPath[int], submission_id: FromPath[int]
) -> Submission:
    return await queries.submission_for(principal, employer_id, submission_id)
