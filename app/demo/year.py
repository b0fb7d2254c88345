"""A year of lists, month by month up to this one: what is told in advance, and what everybody else does."""

import datetime as dt
from collections.abc import Awaitable, Callable
from heapq import heappop, heappush
from itertools import islice
from random import Random

from app import clock
from app.accounts.principal import the_job
from app.demo import deeds
from app.demo.assemble import DEMO, Cast, Say, at_oslo
from app.demo.cast import FJELL, NORDLYS, Firm, Unit
from app.demo.people import national_ids
from app.jobs.actions.doing import drain
from app.lists.actions.make import make_lists
from app.lists.queries import lists_of
from app.lists.the_list import TheList
from app.values.period import add_months, day_in, period_of
from app.worker import WORK

MONTHS = 12

Deed = Callable[[], Awaitable[object]]

# What is told in advance, by firm, union (and part), and how many months ago.
TOLD: dict[tuple[str, ...], dict[int, str]] = {
    ("nordvik", NORDLYS): {0: "leave", 3: "send, reopened, send again"},
    ("nordvik", FJELL): {0: "begin"},
    ("bakeri", NORDLYS): {0: "send early", 4: "none"},
    ("barnehage", NORDLYS): {0: "leave", 2: "leave"},
    ("hotell", NORDLYS): {0: "begin", 1: "add and send"},
    ("transport", FJELL): {0: "send early and ask", 5: "add and send"},
    ("sagbruk", NORDLYS): {0: "drop", 1: "file", 3: "file"},
    ("sagbruk", FJELL): {0: "send early"},
    ("kraft", NORDLYS): {1: "file", 2: "file"},
    ("kommune", NORDLYS, "Pleie og omsorg"): {0: "leave"},
    ("kommune", NORDLYS, "Skole og barnehage"): {0: "begin"},
    ("kommune", FJELL, "Teknisk"): {0: "send early"},
    ("helse", NORDLYS): {0: "begin"},
    ("client-2", NORDLYS): {0: "begin"},
    ("client-5", NORDLYS): {2: "leave"},
    ("client-11", NORDLYS): {0: "send early", 2: "leave"},
}


class Year:
    """The deeds that are still to come, in the order of their time."""

    def __init__(self, cast: Cast, now: dt.datetime) -> None:
        self.cast, self.now = cast, now
        self.this_month = period_of(now.astimezone(clock.OSLO).date())
        self.ids = islice(national_ids(), 20_000, None)  # beyond those in the registers
        self._to_come: list[tuple[dt.datetime, int, Deed]] = []
        self._planned = 0

    def plan(self, moment: dt.datetime, deed: Deed) -> None:
        """At that moment; not at all when it is still ahead."""
        if moment <= self.now:
            heappush(self._to_come, (moment, self._planned, deed))
            self._planned += 1

    async def tell(self) -> int:
        """Do everything in its time; how many deeds there were."""
        try:
            while self._to_come:
                moment, _, deed = heappop(self._to_come)
                set_clock(moment)
                await deed()
                while await drain(WORK):  # what it left to be done later
                    pass
        finally:
            clock.shift(dt.timedelta())
        return self._planned

    def plan_months(self, say: Say) -> None:
        """The lists of each month are made on their day; all else follows from that."""
        for ago in range(MONTHS - 1, -1, -1):
            period = add_months(self.this_month, -ago)
            for slug, union in self.cast.unions.items():
                moment = min(at_oslo(day_in(period, union.policy.make_day), 6), self.now - dt.timedelta(minutes=5))
                self.plan(moment, self._making(slug, period, ago, say))

    def _making(self, slug: str, period: str, ago: int, say: Say) -> Deed:
        async def make() -> None:
            made = await make_lists(self.cast.unions[slug], period, by=the_job("make-lists"))
            say(f"{period} {slug}: {made.lists} lists, {made.people} people")
            await self._plan_deliveries(slug, period, ago)

        return make

    async def _plan_deliveries(self, slug: str, period: str, ago: int) -> None:
        for firm in self.cast.firms:
            theirs = {unit.part: unit for unit in firm.units if unit.union == slug}
            if not theirs:
                continue
            for the_list in await lists_of(DEMO, self.cast.employers[firm.key], period):
                if the_list.union_slug == slug:
                    self._plan_delivery(firm, theirs[the_list.agreement_name], the_list, ago)

    def _plan_delivery(self, firm: Firm, unit: Unit, the_list: TheList, ago: int) -> None:
        told = TOLD.get((firm.key, unit.union, unit.part)) or TOLD.get((firm.key, unit.union)) or {}
        Delivery(self, firm, the_list, f"{firm.key} {unit.union} {the_list.period}").plan(told.get(ago, "send"))


class Delivery:
    """One list, and what becomes of it."""

    def __init__(self, year: Year, firm: Firm, the_list: TheList, seed: str) -> None:
        self.year, self.the_list = year, the_list
        self.by = year.cast.senders[firm.key]
        self.dice = Random(seed)  # noqa: S311 - the same in every demo
        day = day_in(the_list.period, 18) + dt.timedelta(days=self.dice.randint(0, 15))
        self.usual = at_oslo(day, self.dice.randint(8, 15), self.dice.randint(0, 59))
        made = the_list.made_at
        self.early = min(made + dt.timedelta(days=1, hours=3, minutes=self.dice.randint(0, 300)), year.now)

    def plan(self, told: str) -> None:
        """`told` is one of the words of TOLD, or «send»."""
        match told:
            case "leave":
                return
            case "begin":
                self.year.plan(self.early, self._begin)
            case "none":
                self.year.plan(self.usual, lambda: deeds.report_none(self.the_list, self.by))
            case "send early":
                self.year.plan(self.early, self._send)
            case "send early and ask":
                self.year.plan(self.early, self._send)
                later = min(self.early + dt.timedelta(hours=20), self.year.now)
                self.year.plan(later, lambda: deeds.ask(self.the_list, self.by))
            case "drop":
                self.year.plan(self.early, lambda: deeds.drop(self.the_list, self.by))
            case "file":
                self.year.plan(self.usual, lambda: deeds.send_file(self.the_list, self.by))
            case "add and send":
                self.year.plan(self.usual, self._add_and_send)
            case "send, reopened, send again":
                self.year.plan(self.usual, self._send)
                self._plan_reopening()
            case _:
                self.year.plan(self.usual, self._send)

    def _plan_reopening(self) -> None:
        staff = self.year.cast.staff["siri"]
        for days, deed in enumerate(
            (
                lambda: deeds.ask(self.the_list, self.by),
                lambda: deeds.open_again(self.the_list, staff),
                lambda: deeds.send_again(self.the_list, self.by, self.dice),
            ),
            start=1,
        ):
            self.year.plan(self.usual + dt.timedelta(days=days, hours=1), deed)

    async def _begin(self) -> None:
        """A few changes, and then they were called away."""
        filled = await deeds.fill_in(self.the_list, self.by, self.dice, leave=3)
        changed = await deeds.edit(filled, self.by, self.dice, how_many=3, among=9)
        if changed.totals.people < 1000 and not changed.totals.unknown:
            await deeds.add(changed, self.by, self.year.ids, self.dice)

    async def _send(self) -> None:
        filled = await deeds.fill_in(self.the_list, self.by, self.dice)
        await deeds.deliver(await deeds.edit(filled, self.by, self.dice), self.by)

    async def _add_and_send(self) -> None:
        added = await deeds.add(self.the_list, self.by, self.year.ids, self.dice)
        await deeds.deliver(await deeds.edit(added, self.by, self.dice), self.by)


def set_clock(moment: dt.datetime) -> None:
    """Have `clock.now()` say this."""
    clock.shift(dt.timedelta())
    clock.shift(moment - clock.now())
