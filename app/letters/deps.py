"""What a handler of letters is handed."""

from litestar.di import NamedDependency
from litestar.params import FromPath

from app.accounts.deps import ThePrincipal
from app.clock import today
from app.letters.batch import Batch
from app.letters.letter import Letter
from app.letters.queries.batches import batch_for, union_names, unions_of
from app.letters.queries.inbox import letter_for
from app.letters.staff import StaffShell, staff_shell
from app.web.here import here

ALetter = NamedDependency[Letter]
"""A letter that the user may see: `letter: ALetter`."""

ABatch = NamedDependency[Batch]
"""A batch of a union that the staff member works for: `batch: ABatch`."""

AStaffShell = NamedDependency[StaffShell]


async def provide_letter(principal: ThePrincipal, employer_id: FromPath[int], letter_id: FromPath[int]) -> Letter:
    """Raises NotFound."""
    return await letter_for(principal, employer_id, letter_id, today())


async def provide_batch(principal: ThePrincipal, batch_id: FromPath[int]) -> Batch:
    """Raises NotFound."""
    return await batch_for(principal, batch_id)


async def provide_staff_shell(principal: ThePrincipal) -> StaffShell:
    """The frame of staff's pages, with the unions that they work for and those that they may post for."""
    ids = unions_of(principal)
    names = await union_names(ids) if ids else {}
    handled = {union_id: name for union_id, name in names.items() if principal.may(union_id, "HANDLE")}
    return staff_shell(names, handled, here().path)
