"""What an employer's home shows, in a fixed number of questions."""

import datetime as dt
from collections.abc import Sequence

from app import db
from app.accounts.principal import Principal
from app.employers.queries import agreements_for
from app.home.month import Delivery, Sent, State, Waiting
from app.lists.periods import choices
from app.lists.queries import lists_of, states_of
from app.unions.queries import all_unions
from app.values.period import period_of


async def deliveries(by: Principal, employer_id: int, period: str, today: dt.date) -> list[Delivery]:
    """Each agreement's delivery for the month; what is not done first.  Raises NotFound for a stranger."""
    agreements = await agreements_for(by, employer_id)
    lists = {the_list.agreement_id: the_list for the_list in await lists_of(by, employer_id, period)}
    sent = await _sendings([the_list.id for the_list in lists.values()])
    unions = {union.id: union for union in await all_unions()}
    found = [
        Delivery(
            agreement=agreement,
            union=unions[agreement.union_id],
            the_list=(the_list := lists.get(agreement.id)),
            sent=sent.get(the_list.id) if the_list and not the_list.is_open else None,
            is_one_of_several=sum(other.union_id == agreement.union_id for other in agreements) > 1,
            today=today,
        )
        for agreement in agreements
    ]
    return sorted(found, key=_urgency)


def _urgency(one: Delivery) -> tuple[bool, bool, dt.date]:
    """What is due first, then what has no list, then what is done."""
    return one.is_done, one.the_list is None, one.the_list.due_on if one.the_list else one.today


async def _sendings(list_ids: list[int]) -> dict[int, Sent]:
    """The latest sending of each of these lists that has one, by the list's id."""
    if not list_ids:
        return {}
    found = await db.rows(
        f"""SELECT s.list_id, s.id, s.receipt_no, s.kind, s.actor_label, s.sent_at FROM submission s
 JOIN deduction_list l ON l.id = s.list_id AND l.revision = s.revision WHERE s.list_id IN
 ({db.marks(len(list_ids))})""",  # noqa: S608
        *list_ids,
    )
    return {one.pop("list_id"): Sent(**one) for one in found}


async def states(by: Principal, employer_id: int, today: dt.date) -> list[State]:
    """How far each list has come, of all months that can be delivered, and of the years that they belong to."""
    allowed = choices(today)
    first, last = f"{allowed[-1][:4]}-01", f"{allowed[0][:4]}-12"
    found = await states_of(by, employer_id, first, last)
    return [State(one["period"], one["state"] == "OPEN", one["due_on"]) for one in found]


async def waiting(by: Principal, employer_ids: Sequence[int], today: dt.date) -> dict[int, Waiting]:
    """What each of these employers has left to deliver, up to this month; those with nothing left are not in it."""
    if not employer_ids or by.kind != "user":
        return {}
    found = await db.rows(
        f"""SELECT l.employer_id, COUNT(*) AS lists, SUM(CASE WHEN l.due_on < ? THEN 1 ELSE 0 END) AS late
 FROM deduction_list l JOIN access_grant g ON g.agreement_id = l.agreement_id AND g.user_id = ?
 WHERE l.state = 'OPEN' AND l.period <= ? AND l.period >= ? AND l.employer_id IN ({db.marks(len(employer_ids))})
 GROUP BY l.employer_id""",  # noqa: S608
        *(today, by.id, period_of(today), choices(today)[-1], *employer_ids),
    )
    return {one["employer_id"]: Waiting(int(one["lists"]), int(one["late"])) for one in found}
