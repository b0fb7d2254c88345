"""The members that a union expects deductions for, as evidence for a reading and as one side of a reconciliation."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from msgspec import Struct

from app.intake.amounts import to_ore
from app.values.period import first_day, last_day


class Expected(Struct, frozen=True, kw_only=True):
    """A member's deduction at one employer.  `amount` is øre, None where it is a percentage and so unknown.

    `key` is the caller's own handle (an order's id, a row); it comes back in the differences.
    """

    member_no: str
    name: str
    national_id: str | None = None
    orgnr: str = ""
    amount: int | None = None
    start: date | None = None
    end: date | None = None
    employee_no: str | None = None
    key: str = ""

    def active_in(self, period: str) -> bool:
        """To be deducted: begun by the last day of the month, and not ended before its first."""
        begun = self.start is None or self.start <= last_day(period)
        return begun and (self.end is None or self.end >= first_day(period))


class Register(Struct, dict=True):
    """All that is expected; `last` holds what each was deducted the month before, by national id, where known."""

    members: list[Expected]
    last: dict[str, int] = {}

    @cached_property
    def amounts(self) -> dict[str, set[int]]:
        """Expected øre by national id."""
        known: dict[str, set[int]] = {}
        for member in self.members:
            if member.national_id and member.amount:
                known.setdefault(member.national_id, set()).add(member.amount)
        return known

    @cached_property
    def orgnrs(self) -> set[str]:
        return {member.orgnr for member in self.members if member.orgnr}

    @cached_property
    def employers(self) -> dict[str, set[str]]:
        """Organisation numbers by national id."""
        known: dict[str, set[str]] = {}
        for member in self.members:
            if member.national_id:
                known.setdefault(member.national_id, set()).add(member.orgnr)
        return known


def read_register(text: str) -> Register:
    """`member_no;national_id;name;employer_orgnr;monthly_amount;deduction_start;deduction_end`, one member a line."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";")
    return Register([_member(row) for row in rows])


def _member(row: dict[str, str]) -> Expected:
    return Expected(
        member_no=row["member_no"],
        national_id=row["national_id"] or None,
        name=row["name"],
        orgnr=row["employer_orgnr"],
        amount=to_ore(row["monthly_amount"], ".") if row["monthly_amount"] else None,
        start=_day(row["deduction_start"]),
        end=_day(row["deduction_end"]),
        key=row["member_no"],
    )


def at_employer(register: Register, orgnrs: Iterable[str]) -> list[Expected]:
    """Those expected at these employers."""
    wanted = set(orgnrs)
    return [member for member in register.members if member.orgnr in wanted]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
