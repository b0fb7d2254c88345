"""What an employer's home shows, in a fixed number of questions."""

import datetime as dt

from app import db
from app.accounts.principal import Principal
from app.employers.queries import agreements_for
from app.home.month import Delivery, Sent, State
from app.lists.periods import choices
from app.lists.queries import lists_of, states_of
from app.unions.queries import all_unions


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
    return sorted(found, key=lambda one: (one.is_done, one.the_list is None))


async def _sendings(list_ids: list[int]) -> dict[int, Sent]:
    """The latest sending of each of these lists that has one, by the list's id."""
    if not list_ids:
        return {}
    found = await db.rows(
        f"""SELECT s.list_id, s.id, s.receipt_no, s.kind, s.actor_label, s.sent_at FROM submission s
 JOIN deduction_list l ON l.id = s.list_id AND l.revision = s.revision WHERE s.list_id IN ({db.marks(len(list_ids))})""",  # noqa: S608
        *list_ids,
    )
    return {one.pop("list_id"): Sent(**one) for one in found}


async def states(by: Principal, employer_id: int, today: dt.date) -> list[State]:
    """How far each list has come, of all months that can be delivered, and of the years that they belong to."""
    allowed = choices(today)
    first, last = f"{allowed[-1][:4]}-01", f"{allowed[0][:4]}-12"
    found = await states_of(by, employer_id, first, last)
    return [State(one["period"], one["state"] == "OPEN", one["due_on"]) for one in found]
