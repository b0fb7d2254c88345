"""The rows of the differences as the page shows them: what can be chosen, and what is asked besides."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.i18n import gettext
from app.intake.upload_choices import Choice, Wrong, act_of, needs_id
from app.intake.upload_offers import NEW, base_of, offered
from app.intake.upload_rows import Row
from app.lists.reasons import REASONS


class Shown(NamedTuple):
    """A row with what can be chosen for it, as the page shows it."""

    row: Row
    offered: list[tuple[str, str]]
    act: str
    choice: Choice
    asks_day: bool
    asks_id: bool
    asks_name: bool
    wrong: Wrong | None
    why: str
    settled: Row | None = None
    """Who of the files this person is said to be."""

    @property
    def asks(self) -> bool:
        """Whether some of what can be chosen needs more to be told."""
        return self.asks_day or self.asks_id or self.asks_name

    @property
    def is_open(self) -> bool:
        """Whether what is chosen does."""
        return self.act in REASONS if self.asks_day else base_of(self.act) == NEW


def shown(
    rows: Sequence[Row],
    choices: Mapping[str, Choice],
    wrong: Mapping[str, Wrong],
    today: dt.date,
    *,
    synthetic: bool,
    settled: Mapping[str, Row],
) -> list[Shown]:
    """The rows ready for the page; `wrong` and `settled` are by row key."""
    return [
        Shown(
            row=row,
            offered=offered(row),
            act=act_of(row, choices),
            choice=choices.get(row.key, Choice()),
            asks_day=row.is_absent,
            asks_id=row.needs_deciding and not row.is_on_list and needs_id(row, today, synthetic=synthetic),
            asks_name=row.needs_deciding and not row.is_on_list and not row.name,
            wrong=wrong.get(row.key),
            why=gettext(REASONS[row.reason]) if row.reason in REASONS else "",
            settled=settled.get(row.key),
        )
        for row in rows
    ]
