"""Some rows of a register file against the register we have: what would change, and changing it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from app import clock, db
from app.crypto import blind_index, seal
from app.members.queries import members_by_number, orders_of, terms_of
from app.members.register import Kept, KeptOrder, Row, Terms, by_agreement, order_changes
from app.members.survey import Survey, Where
from app.values.names import name_fold, name_sort, surname_first

MEMBER = (
    *("id", "union_id", "member_no", "national_id", "national_id_index"),
    *("name", "name_sort", "name_fold", "updated_at"),
)
ORDER = (
    *("id", "member_id", "agreement_id", "union_id", "employer_id", "starts"),
    *("ends", "basis", "dues", "insurance", "ou", "local", "rate", "floor", "cap", "updated_at"),
)
CHANGE_MEMBER = """UPDATE member SET name = ?, name_sort = ?, name_fold = ?, national_id = COALESCE(?, national_id),
 national_id_index = COALESCE(?, national_id_index), updated_at = ? WHERE id = ?"""
CHANGE_ORDER = """UPDATE deduction_order SET ends = ?, basis = ?, dues = ?, insurance = ?, ou = ?, local = ?, rate = ?,
 floor = ?, cap = ?, updated_at = ? WHERE id = ?"""
DROP_ORDER = "DELETE FROM deduction_order WHERE id = ?"


class Batch:
    """The changes that some rows bring, as tuples ready for the tables."""

    def __init__(self, union_id: int, survey: Survey) -> None:
        self.union_id, self.survey, self.at = union_id, survey, clock.now()
        self.rows = 0
        self.members: list[tuple[Any, ...]] = []
        self.members_changed: list[tuple[Any, ...]] = []
        self.orders: list[tuple[Any, ...]] = []
        self.orders_changed: list[tuple[Any, ...]] = []
        self.orders_gone: list[tuple[int]] = []
        self.touched: set[tuple[str, int]] = set()
        self.pairs = 0

    def counts(self) -> dict[str, int]:
        """What `Outcome` counts of it."""
        return {
            "rows": self.rows,
            "same": self.pairs - len(self.touched),
            "members_new": len(self.members),
            "members_changed": len(self.members_changed),
            "orders_new": len(self.orders),
            "orders_changed": len(self.orders_changed),
            "orders_removed": len(self.orders_gone),
        }

    async def compare(self, rows: Sequence[Row]) -> "Batch":
        """Read what the register has of these rows' members, and put down the differences."""
        people = {row.member_no: row for row in rows}  # the last row has the member's name
        kept = await members_by_number(self.union_id, list(people))
        orders: dict[tuple[int, int], list[db.Row]] = {}
        for order in await orders_of([member.id for member in kept.values()]):
            orders.setdefault((order["member_id"], order["agreement_id"]), []).append(order)
        ids = self._compare_people(people, kept)
        places = {row.line: self._where(row) for row in rows}
        where = {place.agreement_id: place for place in places.values()}
        wanted = by_agreement(rows, lambda row: places[row.line].agreement_id)
        self.rows, self.pairs = len(rows), len(wanted)
        for (member_no, agreement_id), starts in wanted.items():
            there = orders.get((ids[member_no], agreement_id), [])
            self._compare_orders(member_no, ids[member_no], where[agreement_id], starts, there)
        return self

    def _where(self, row: Row) -> Where:
        found = self.survey.agreements.find(row)
        if found is None:
            raise LookupError(f"line {row.line} has no agreement")
        return found

    def _compare_people(self, people: dict[str, Row], kept: dict[str, Kept]) -> dict[str, int]:
        ids = {member_no: member.id for member_no, member in kept.items()}
        new = [member_no for member_no in people if member_no not in kept]
        ids |= dict(zip(new, db.new_ids(len(new)), strict=True))
        for member_no, row in people.items():
            member_id, there = ids[member_no], kept.get(member_no)
            sought = blind_index("national_id", self.union_id, row.national_id) if row.national_id else None
            if there is None:
                self.members.append(
                    (member_id, self.union_id, member_no, _sealed(row, member_id), sought, *_named(row), self.at)
                )
            elif there.name != row.name or (sought is not None and there.sought != sought):
                renewed = None if sought == there.sought else _sealed(row, member_id)
                self.members_changed.append((*_named(row), renewed, sought, self.at, member_id))
        return ids

    def _compare_orders(
        self, member_no: str, member_id: int, where: Where, wanted: dict[dt.date, Terms], there: list[db.Row]
    ) -> None:
        place = self.survey.agreements.places[where.agreement_id]
        kept = [
            KeptOrder(one["id"], one["starts"], terms_of(one), self.survey.names(member_no, place, one["starts"]))
            for one in there
        ]
        changes = order_changes(wanted, kept)
        if changes.new or changes.changed or changes.gone:
            self.touched.add((member_no, where.agreement_id))
        for starts, terms in changes.new:
            order = (member_id, where.agreement_id, self.union_id, where.employer_id, starts)
            self.orders.append((*order, *terms, self.at))
        self.orders_changed += [(*terms, self.at, order_id) for order_id, terms in changes.changed]
        self.orders_gone += [(order_id,) for order_id in changes.gone]

    async def write(self) -> None:
        """Carry it out, inside a transaction."""
        numbered = [(one, *order) for one, order in zip(db.new_ids(len(self.orders)), self.orders, strict=True)]
        await db.copy_in("member", MEMBER, self.members)
        if self.members_changed:
            await db.many(CHANGE_MEMBER, self.members_changed)
        if self.orders_gone:
            await db.many(DROP_ORDER, self.orders_gone)
        if self.orders_changed:
            await db.many(CHANGE_ORDER, self.orders_changed)
        await db.copy_in("deduction_order", ORDER, numbered)


def _named(row: Row) -> tuple[str, str, str]:
    return row.name, name_sort(surname_first(row.name)), name_fold(row.name)


def _sealed(row: Row, member_id: int) -> str | None:
    return seal(row.national_id, f"member|national_id|{member_id}") if row.national_id else None
