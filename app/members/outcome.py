"""What taking over a register did."""

from collections.abc import Callable

import msgspec

from app.members.rejects import Reject

Progress = Callable[[str, int, int], None]
"""Told the step (`survey`, `employers`, `rows`, `absent`), how far it is, and of how much."""


def quiet(step: str, done: int, total: int) -> None:
    """Nobody looks on."""


class Outcome(msgspec.Struct, kw_only=True):
    """What an import did, or with `dry_run` would do.  `rejected` counts rows, `rejects` holds the first of them.

    `absent` are running orders that the file does not name; `ended` of them were ended, because the file was the full
    register, unless `rejected` rows held that back.
    """

    rows: int = 0
    rejected: int = 0
    same: int = 0
    employers_new: int = 0
    agreements_new: int = 0
    members_new: int = 0
    members_changed: int = 0
    orders_new: int = 0
    orders_changed: int = 0
    orders_removed: int = 0
    absent: int = 0
    ended: int = 0
    rejects: list[Reject] = []

    def plus(self, **more: int) -> "Outcome":
        """With so many more of these."""
        return msgspec.structs.replace(self, **{name: getattr(self, name) + count for name, count in more.items()})

    @property
    def changes_anything(self) -> bool:
        """Whether the register is another one afterwards."""
        counts = (self.employers_new, self.agreements_new, self.members_new, self.members_changed)
        return any(counts) or any((self.orders_new, self.orders_changed, self.orders_removed, self.ended))
