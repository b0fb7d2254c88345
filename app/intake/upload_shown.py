"""The rows of the differences as the page shows them: what can be chosen, and what is asked besides."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.i18n import gettext
from app.intake.upload_choices import Choice, Wrong, act_of, asks_amount, needs_id
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
    asks_amount: bool
    wrong: Wrong | None
    why: str
    settled: Row | None = None
    """Who of the files this person is said to be."""

    @property
    def asks(self) -> bool:
        """Whether some of what can be chosen needs more to be told."""
        return bool(self.may_be_asked)

    @property
    def asked(self) -> set[str]:
        """What is asked besides what is chosen, by the first letter of the field's name."""
        new = base_of(self.act) == NEW
        found = {
            "d": self.asks_day and self.act in REASONS,
            "a": asks_amount(self.row, self.act),
            "i": self.asks_id and new,
            "n": self.asks_name and new,
        }
        return {field for field, is_asked in found.items() if is_asked}

    @property
    def may_be_asked(self) -> set[str]:
        """What some choice or other asks besides."""
        found = {"d": self.asks_day, "a": self.asks_amount, "i": self.asks_id, "n": self.asks_name}
        return {field for field, is_asked in found.items() if is_asked}


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
            asks_amount=bool(row.unread),
            wrong=wrong.get(row.key),
            why=gettext(REASONS[row.reason]) if row.reason in REASONS else "",
            settled=settled.get(row.key),
        )
        for row in rows
    ]
