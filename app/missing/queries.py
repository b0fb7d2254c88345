"""Who was not deducted, and what has been answered: two questions, however many there are."""

import datetime as dt
from typing import Any

from app import db
from app.accounts.principal import Principal
from app.crypto import unseal
from app.employers.queries import agreements_for
from app.errors import NotFound
from app.missing.member import Given, Missing, asked_about, gathered


async def missing_at(by: Principal, employer_id: int, today: dt.date) -> list[Missing]:
    """Every member of the last twelve months' sent lists who was deducted nothing, at the agreements this principal
    may act on; who waits for an answer first.  Raises NotFound for a stranger.

    A line with an end date is an answer in itself (`decisions.md` 4), and a list that is yet to be keyed tells nothing.
    """
    agreements = await agreements_for(by, employer_id)
    return await _missing([agreement.id for agreement in agreements], today)


async def _missing(agreement_ids: list[int], today: dt.date) -> list[Missing]:
    first, last = asked_about(today)
    held = db.marks(len(agreement_ids))
    found = await db.rows(
        f"""SELECT l.agreement_id, a.name AS agreement_name, l.union_id, u.name AS union_name, l.period, i.member_id,
 i.member_no, i.name, m.national_id
 FROM deduction_list l
 JOIN deduction_line i ON i.list_id = l.id AND i.deducted = 0
 JOIN member m ON m.id = i.member_id
 JOIN agreement a ON a.id = l.agreement_id
 JOIN trade_union u ON u.id = l.union_id
 WHERE l.agreement_id IN ({held}) AND l.period >= ? AND l.period <= ? AND l.state IN ('SENT', 'PROCESSED')
 AND l.not_deducted > 0 AND i.end_on IS NULL ORDER BY l.period""",  # noqa: S608
        *(*agreement_ids, first, last),
    )
    return gathered((_one(row) for row in found), await _answers(agreement_ids) if found else [])


def _one(row: dict[str, Any]) -> Missing:
    sealed, member_id = row.pop("national_id"), row["member_id"]
    number = unseal(sealed, f"member|national_id|{member_id}") if sealed else None
    return Missing(periods=[row.pop("period")], national_id=number, **row)


ANSWER = "id, agreement_id, member_id, reason, from_on, until_on, comment, actor_label, given_at, withdrawn_at"


async def _answers(agreement_ids: list[int]) -> list[Given]:
    found = await db.rows(
        f"SELECT {ANSWER} FROM answer WHERE agreement_id IN ({db.marks(len(agreement_ids))}) ORDER BY given_at",  # noqa: S608
        *agreement_ids,
    )
    for row in found:
        row["comment"] = unseal(row["comment"], f"answer|comment|{row['id']}") if row["comment"] else None
    return [Given(**row) for row in found]


WAITING = """FROM deduction_list l
 JOIN access_grant g ON g.agreement_id = l.agreement_id
 JOIN deduction_line i ON i.list_id = l.id AND i.deducted = 0
 WHERE l.state IN ('SENT', 'PROCESSED') AND l.not_deducted > 0 AND i.end_on IS NULL AND i.member_id IS NOT NULL
 AND NOT EXISTS (SELECT 1 FROM answer r
 WHERE r.agreement_id = l.agreement_id AND r.member_id = i.member_id AND r.withdrawn_at IS NULL
 AND r.first_period <= l.period AND (r.last_period IS NULL OR r.last_period >= l.period))"""


async def waiting_at(by: Principal, employer_id: int, today: dt.date) -> int:
    """How many members wait for an answer: the count in the menu, in one question."""
    if by.kind != "user":
        return 0
    first, last = asked_about(today)
    return int(
        await db.value(
            f"""SELECT COUNT(*) AS waiting FROM (SELECT DISTINCT l.agreement_id, i.member_id {WAITING}
 AND g.user_id = ? AND l.employer_id = ? AND l.period >= ? AND l.period <= ?) w""",  # noqa: S608
            *(by.id, employer_id, first, last),
        )
    )


async def who_to_tell(since: dt.datetime, today: dt.date) -> list[dict[str, Any]]:
    """user_id of everyone whose lists, sent after `since`, have members that wait for an answer; and `newest`, when the
    latest of these lists was sent."""
    first, last = asked_about(today)
    return await db.rows(
        f"""SELECT g.user_id, MAX(l.sent_at) AS newest {WAITING} AND l.sent_at >= ? AND l.period >= ? AND l.period <= ?
 GROUP BY g.user_id ORDER BY g.user_id""",
        *(since, first, last),
    )


async def missing_some(by: Principal, employer_id: int, keys: list[str], today: dt.date) -> list[Missing]:
    """Some of `missing_at` by their keys.  Raises NotFound when one of them is not there."""
    known = {one.key: one for one in await missing_at(by, employer_id, today)}
    if not set(keys) <= known.keys():
        raise NotFound("missing.not_found")
    return [known[key] for key in dict.fromkeys(keys)]
