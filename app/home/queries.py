"""What an employer's home shows, in a fixed number of questions."""

import datetime as dt

from app import db
from app.accounts.principal import Principal
from app.employers.queries import agreements_for
from app.home.month import Delivery, Month, year_strip
from app.lists.queries import lists_of, states_of


async def deliveries(by: Principal, employer_id: int, period: str, today: dt.date) -> list[Delivery]:
    """Each agreement's delivery for the month; what is not done first.  Raises NotFound for a stranger."""
    agreements = await agreements_for(by, employer_id)
    lists = {the_list.agreement_id: the_list for the_list in await lists_of(by, employer_id, period)}
    sent = await _submissions([the_list.id for the_list in lists.values()])
    found = [
        Delivery(
            agreement=agreement,
            the_list=(the_list := lists.get(agreement.id)),
            submission_id=sent.get(the_list.id) if the_list and not the_list.is_open else None,
            today=today,
        )
        for agreement in agreements
    ]
    return sorted(found, key=lambda one: (one.is_done, one.the_list is None))


async def _submissions(list_ids: list[int]) -> dict[int, int]:
    """list id → its latest submission's id."""
    if not list_ids:
        return {}
    found = await db.rows(
        f"""SELECT s.list_id, s.id FROM submission s
 JOIN deduction_list l ON l.id = s.list_id AND l.revision = s.revision WHERE s.list_id IN ({db.marks(len(list_ids))})""",  # noqa: S608
        *list_ids,
    )
    return {one["list_id"]: one["id"] for one in found}


async def year(by: Principal, employer_id: int, period: str, today: dt.date) -> list[Month]:
    """The year strip around a period."""
    states = await states_of(by, employer_id, f"{period[:4]}-01", f"{period[:4]}-12")
    return year_strip(period, states, today)
