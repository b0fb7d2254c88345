"""Who acts: everything that is changed is changed by a principal, and the audit trail names it."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["user", "list", "staff", "cli", "api", "job"]

RANK = {"READ": 1, "HANDLE": 2, "ADMINISTER": 3}


@dataclass(frozen=True, slots=True)
class Principal:
    """A user's session, a list session, staff, the command line, the API, or a job.

    `id` is the user's (0 for the command line and jobs, the list's own for a list session); `label` is what the audit
    trail shows.  Which employers a user delivers for is asked of the grants each time and never kept here.
    """

    kind: Kind
    id: int
    label: str
    session_id: int = 0
    list_id: int | None = None
    operator: bool = False
    roles: tuple[tuple[int, str], ...] = ()  # (union, READ | HANDLE | ADMINISTER)
    cleared: bool = True  # nothing has to come first: no declaration, no factor to set up
    fresh: bool = False  # has shown who it is within the last minutes

    @property
    def unions(self) -> tuple[int, ...]:
        """The unions that this staff member works for."""
        return tuple(union for union, _ in self.roles)

    def may(self, union_id: int, role: str) -> bool:
        """Whether staff may do in this union what takes the role, or a higher one."""
        return any(union == union_id and RANK[held] >= RANK[role] for union, held in self.roles)


def the_command_line(label: str = "portal") -> Principal:
    """Somebody with a shell on the server."""
    return Principal("cli", 0, label)


def the_job(label: str) -> Principal:
    """The portal itself, by the clock."""
    return Principal("job", 0, label)
