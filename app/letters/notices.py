"""What an employer is to be told: the orders as they are, against what it was told last."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from app.i18n import N_, gettext
from app.letters.letter import KINDS
from app.values.kroner import format_kroner

NOTICE_KINDS = ("START", "CHANGE", "STOP")

AGES = (("fresh", 14, N_("Under 14 dager")), ("waiting", 30, N_("14–30 dager")), ("old", 0, N_("Over 30 dager")))
"""How long notices have waited: name, days until the next, words."""


class Order(NamedTuple):
    """A deduction order; `terms` as `terms_of` writes them."""

    starts: dt.date
    ends: dt.date | None
    terms: str


class Due(NamedTuple):
    """A notice to be given."""

    kind: str
    on_day: dt.date
    terms: str


def terms_of(basis: str, amount: int, rate: int | None, floor: int | None, cap: int | None) -> str:
    """'FIXED 45500', or 'PERCENT 150 10000 60000 2500': hundredths of a per cent, floor, cap ('-' for none), and what
    is fixed beside it; amounts in øre."""
    if basis != "PERCENT":
        return f"FIXED {amount}"
    return " ".join(["PERCENT", *("-" if one is None else str(one) for one in (rate, floor, cap)), str(amount)])


def say_terms(terms: str) -> str:
    """'455,00 kr', or '1,5 % av lønn, minst 100,00 kr, høyst 600,00 kr', in the language spoken."""
    basis, *numbers = terms.split(" ")
    if basis == "FIXED":
        return gettext("%(amount)s kr", amount=format_kroner(int(numbers[0])))
    rate, floor, cap, fixed = numbers
    per_cent = f"{int(rate) / 100:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    said = [gettext("%(rate)s %% av lønn", rate=per_cent)]
    if floor != "-":
        said.append(gettext("minst %(amount)s kr", amount=format_kroner(int(floor))))
    if cap != "-":
        said.append(gettext("høyst %(amount)s kr", amount=format_kroner(int(cap))))
    if int(fixed):
        said.append(gettext("og %(amount)s kr i tillegg", amount=format_kroner(int(fixed))))
    return ", ".join(said)


def due(orders: Sequence[Order], told: Order | None, today: dt.date) -> tuple[list[Due], Order | None]:
    """The notices for one member at one agreement, and what the employer knows after them.

    `orders` are all there are, by start; the last one holds.  An order that came and went untold is nobody's news.
    """
    if not orders:
        return _gone(told, today)
    now = orders[-1]
    if told is None:
        if now.ends is not None and now.ends < today:
            return [], None
        stop = [Due("STOP", now.ends, now.terms)] if now.ends is not None else []
        return [Due("START", now.starts, now.terms), *stop], now
    if now == told:
        return [], told
    return _changes(now, told, today), now


def _gone(told: Order | None, today: dt.date) -> tuple[list[Due], Order | None]:
    """There is no order any longer: one that had not begun will not, one that ran has ended."""
    if told is None:
        return [], None
    last = max(told.starts, today)
    if told.ends is not None and told.ends <= last:
        return [], told
    return [Due("STOP", last, told.terms)], told._replace(ends=last)


def _changes(now: Order, told: Order, today: dt.date) -> list[Due]:
    anew = told.ends is not None and now.starts > told.ends
    if anew and now.ends is not None and now.ends < today:
        return []
    found = []
    if anew:
        found.append(Due("START", now.starts, now.terms))
    elif now.terms != told.terms:
        found.append(Due("CHANGE", now.starts if now.starts > told.starts else max(today, now.starts), now.terms))
    elif now.starts != told.starts and told.starts > today and now.ends == told.ends:
        found.append(Due("START", now.starts, now.terms))
    if now.ends is not None and (anew or now.ends != told.ends):
        found.append(Due("STOP", now.ends, now.terms))
    if now.ends is None and told.ends is not None and not anew and now.terms == told.terms:
        found.append(Due("CHANGE", max(today, now.starts), now.terms))  # it goes on after all
    return found


class Notice(msgspec.Struct, kw_only=True, frozen=True):
    """One, as a page shows it."""

    id: int
    union_id: int
    union_name: str
    employer_id: int
    employer_name: str
    orgnr: str
    employer_ref: str
    agreement_id: int
    member_no: str
    name: str
    national_id: str | None
    kind: str
    on_day: dt.date
    terms: str
    letter_id: int | None
    made_at: dt.datetime
    done_at: dt.datetime | None
    done_by: str | None

    @property
    def what(self) -> str:
        return gettext(KINDS[self.kind])

    @property
    def amount(self) -> str:
        """What is deducted from now on; nothing where it stops."""
        return "" if self.kind == "STOP" else say_terms(self.terms)

    def waited(self, now: dt.datetime) -> int:
        """Whole days since it was made."""
        return (now - self.made_at).days


def age_limits(now: dt.datetime) -> dict[str, tuple[dt.datetime | None, dt.datetime | None]]:
    """By name of AGES: made at or after, made before."""
    return {
        "fresh": (now - dt.timedelta(days=14), None),
        "waiting": (now - dt.timedelta(days=30), now - dt.timedelta(days=14)),
        "old": (None, now - dt.timedelta(days=30)),
    }


def by_kind(notices: Iterable[tuple[int, Due]]) -> dict[str, list[tuple[int, Due]]]:
    """(member, notice) pairs in NOTICE_KINDS' order."""
    found: dict[str, list[tuple[int, Due]]] = {}
    for kind in NOTICE_KINDS:
        if some := [one for one in notices if one[1].kind == kind]:
            found[kind] = some
    return found
