"""What we know of lists.  `list_for` and `line_for` are the only doors: whoever asks must hold the key."""

import datetime as dt
from typing import Any

import msgspec

from app import db
from app.accounts.principal import Principal
from app.crypto import unseal
from app.errors import NotFound
from app.lists.line import Line
from app.lists.snapshot import thawed
from app.lists.submission import Submission
from app.lists.the_list import TheList
from app.lists.totals import BesideLast, Counters
from app.unions.policies import read_policy

COUNTERS = ", ".join(f"l.{name}" for name in Counters._fields)
LIST = f"""l.id, l.union_id, u.slug AS union_slug, u.name AS union_name, l.employer_id,
 e.name AS employer_name, e.orgnr,
 l.agreement_id, a.name AS agreement_name, a.employer_ref, l.period, l.list_number, l.state, l.revision, l.version,
 l.to_key, l.reopen_asked, l.invoiced, l.kid, u.account_no, l.due_on, l.comment AS list_comment, l.made_at, l.opened_at,
 l.sent_at, l.sign_in_code, l.settled_on, l.settled_amount, u.policy, {COUNTERS}"""
JOINED = """deduction_list l
 JOIN agreement a ON a.id = l.agreement_id
 JOIN trade_union u ON u.id = l.union_id
 JOIN employer e ON e.id = l.employer_id"""
LINE = """i.id AS line_id, i.n, i.name, i.member_no, i.member_id, i.national_id AS own_id,
 m.national_id AS member_id_sealed,
 i.dues, i.insurance, i.ou, i.local, i.expected AS line_expected, i.floor, i.cap, i.last_month,
 i.deducted AS line_deducted, i.end_on, i.end_reason, i.comment AS line_comment, i.origin, i.status, i.problem,
 i.version AS line_version"""
LINES = "deduction_line i LEFT JOIN member m ON m.id = i.member_id"
PERCENT = "i.expected IS NULL AND i.origin = 'PREFILLED'"

FILTERS = {
    "all": "",
    "problems": " AND i.problem IS NOT NULL",
    "changed": " AND i.status = 'CHANGED'",
    "ended": " AND i.status = 'ENDED'",
    "new": " AND i.status = 'ADDED'",
}


def _key(by: Principal) -> tuple[str, str, list[Any]]:
    """The join that lets this principal in, the role it gives, and its values."""
    match by.kind:
        case "user":
            return "JOIN access_grant g ON g.agreement_id = l.agreement_id AND g.user_id = ?", "g.role", [by.id]
        case "list":
            return "JOIN (SELECT 1 AS one) k ON l.id = ?", "'SUBMIT'", [by.list_id]
        case "staff":
            return "JOIN staff_role g ON g.union_id = l.union_id AND g.user_id = ?", "g.role", [by.id]
        case "cli" | "job":
            return "", "'MANAGE'", []
        case _:
            raise NotFound("list.not_found")


async def list_for(by: Principal, employer_id: int, list_id: int) -> TheList:
    """The list, for someone who may deliver it.  Raises NotFound, for a stranger as for a list that is not there."""
    key, role, values = _key(by)
    found = await db.row_by_key(
        f"SELECT {LIST}, {role} AS role FROM {JOINED} {key} WHERE l.id = ? AND l.employer_id = ?",  # noqa: S608
        *values,
        list_id,
        employer_id,
    )
    if found is None:
        raise NotFound("list.not_found")
    return _list(found)


def printed_code(the_list: TheList) -> str:
    """The employer code that is printed on a list, beside the employer's id; empty where there is none."""
    return _opened(the_list.id, the_list.sign_in_code)


async def path_of(list_id: int) -> str:
    """Where a list is shown.  Raises NotFound."""
    employer_id = await db.value("SELECT employer_id FROM deduction_list WHERE id = ?", list_id)
    if employer_id is None:
        raise NotFound("list.not_found")
    return f"/e/{employer_id}/lists/{list_id}"


async def knocked_on(union_id: int, number: int) -> dict[str, Any] | None:
    """A list as somebody at the door names it: id, employer_id, agreement_id, state, channel, employer_ref, and its
    code (opened)."""
    found = await db.row(
        """SELECT l.id, l.employer_id, l.agreement_id, l.state, l.sign_in_code, a.channel, a.employer_ref
 FROM deduction_list l JOIN agreement a ON a.id = l.agreement_id WHERE l.union_id = ? AND l.list_number = ?""",
        *(union_id, number),
    )
    return found and {**found, "sign_in_code": _opened(found["id"], found["sign_in_code"])}


def _opened(list_id: int, sealed: str) -> str:
    return unseal(sealed, f"deduction_list|sign_in_code|{list_id}") if sealed else ""


async def list_by_number(by: Principal, union_id: int, number: int) -> TheList:
    """A union's list by the number printed on it.  Raises NotFound."""
    found = await db.row(
        "SELECT id, employer_id FROM deduction_list WHERE union_id = ? AND list_number = ?", union_id, number
    )
    if found is None:
        raise NotFound("list.not_found")
    return await list_for(by, found["employer_id"], found["id"])


async def line_for(by: Principal, employer_id: int, list_id: int, n: int) -> tuple[TheList, Line]:
    """A list and one of its lines, in one question: what a saved cell needs.  Raises NotFound."""
    key, role, values = _key(by)
    found = await db.row_by_key(
        f"""SELECT {LIST}, {role} AS role, {LINE} FROM {JOINED} {key}
 JOIN deduction_line i ON i.list_id = l.id AND i.n = ? LEFT JOIN member m ON m.id = i.member_id
 WHERE l.id = ? AND l.employer_id = ?""",  # noqa: S608
        *values,
        n,
        list_id,
        employer_id,
    )
    if found is None:
        raise NotFound("line.not_found")
    return _list(found), _line(found)


async def lines_of(
    the_list: TheList, *, show: str = "all", search: str = "", limit: int | None = None, offset: int = 0
) -> list[Line]:
    """The lines in list order (by name, then as they were added), some or all of them.

    `show` is one of FILTERS; `search` is folded text found in the name, or how a member number begins.
    """
    sql = f"SELECT {LINE} FROM {LINES} WHERE i.list_id = ?{FILTERS[show]}"  # noqa: S608
    values: list[Any] = [the_list.id]
    if search:
        sql += r" AND (i.name_fold LIKE ? ESCAPE '\' OR i.member_no LIKE ? ESCAPE '\')"
        plain = search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        values += [f"%{plain}%", f"{plain}%"]
    sql += " ORDER BY i.n"
    if limit is not None:
        sql += " LIMIT ? OFFSET ?"
        values += [limit, offset]
    return [_line(found) for found in await db.rows(sql, *values)]


async def lines_by_number(the_list: TheList, numbers: list[int]) -> dict[int, Line]:
    """These lines of the list, by number; one that is not there is missing from the answer."""
    found = []
    for start in range(0, len(numbers), 500):
        part = numbers[start : start + 500]
        found += await db.rows(
            f"SELECT {LINE} FROM {LINES} WHERE i.list_id = ? AND i.n IN ({db.marks(len(part))})",  # noqa: S608
            the_list.id,
            *part,
        )
    return {one["n"]: _line(one) for one in found}


async def how_many(the_list: TheList, *, show: str = "all", search: str = "") -> int:
    """The number of lines that `lines_of` would answer; without a search it is a counter on the list."""
    if not search:
        totals = the_list.totals
        counts = {"all": totals.people, "problems": totals.problems, "changed": totals.changed}
        return {**counts, "ended": totals.ended, "new": totals.added}[show]
    return len(await lines_of(the_list, show=show, search=search))


async def differing_lines(the_list: TheList, limit: int, offset: int = 0) -> list[Line]:
    """What the review shows: every line that is not as expected, or says something; where nobody knew the amount, one
    that is more than a quarter off last month's."""
    found = await db.rows(
        f"""SELECT {LINE} FROM {LINES} WHERE i.list_id = ?
 AND (i.status <> 'SAME' OR i.comment IS NOT NULL OR (i.deducted = 0 AND i.member_id IS NOT NULL)
 OR ({PERCENT} AND ABS(i.deducted - i.last_month) * 4 > ABS(i.last_month)))
 ORDER BY i.n LIMIT ? OFFSET ?""",  # noqa: S608
        the_list.id,
        limit,
        offset,
    )
    return [_line(one) for one in found]


async def beside_last_month(the_list: TheList) -> BesideLast:
    """How those stand whose amount nobody knew beforehand; nothing is asked where there are none."""
    if not the_list.totals.unknown:
        return BesideLast()
    found = await db.row(
        f"""SELECT COUNT(*) AS people, COUNT(i.last_month + i.deducted) AS known,
 COALESCE(SUM(CASE WHEN i.deducted = i.last_month THEN 1 ELSE 0 END), 0) AS same
 FROM deduction_line i WHERE i.list_id = ? AND i.status = 'SAME' AND {PERCENT}""",  # noqa: S608
        the_list.id,
    )
    assert found is not None  # noqa: S101 - a count has a row
    same = int(found["same"])
    return BesideLast(same, found["known"] - same, found["people"] - found["known"])


async def lists_of(by: Principal, employer_id: int, period: str) -> list[TheList]:
    """The employer's lists of one month, of all unions that this principal delivers to."""
    key, role, values = _key(by)
    found = await db.rows(
        f"""SELECT {LIST}, {role} AS role FROM {JOINED} {key}
 WHERE l.employer_id = ? AND l.period = ? ORDER BY u.name, a.name, l.list_number""",  # noqa: S608
        *values,
        employer_id,
        period,
    )
    return [_list(one) for one in found]


async def states_of(by: Principal, employer_id: int, first: str, last: str) -> list[dict[str, Any]]:
    """period, state, due_on and sent_at of each list from one month to another, for the year strip and the picker."""
    key, _, values = _key(by)
    return await db.rows(
        f"""SELECT l.period, l.state, l.due_on, l.sent_at FROM deduction_list l {key}
 WHERE l.employer_id = ? AND l.period >= ? AND l.period <= ? ORDER BY l.period""",  # noqa: S608
        *values,
        employer_id,
        first,
        last,
    )


SUBMISSION = """s.id, s.list_id, s.union_id, u.name AS union_name, u.email AS union_email, u.phone AS union_phone,
 u.account_no, s.employer_id, e.name AS employer_name, e.orgnr, l.list_number, s.period, s.revision,
 l.state AS list_state, l.revision AS list_revision, l.reopen_asked, s.receipt_no, s.kind, s.reason,
 s.people, s.expected, s.unknown, s.deducted, s.changed, s.ended, s.added, s.not_deducted,
 s.invoiced, s.kid, s.due_on, s.comment, s.files, s.digest, s.actor_label, s.sent_at"""
SUBMITTED = """submission s
 JOIN deduction_list l ON l.id = s.list_id
 JOIN trade_union u ON u.id = s.union_id
 JOIN employer e ON e.id = s.employer_id"""


async def can_undo(the_list: TheList, by: Principal) -> bool:
    """Whether this person has a change of their own to take back."""
    found = await db.row(
        """SELECT 1 AS one FROM line_change WHERE list_id = ? AND revision = ? AND actor_kind = ? AND actor_id = ?
 AND undone = ? LIMIT 1""",
        the_list.id,
        the_list.revision,
        by.kind,
        by.id,
        False,
    )
    return found is not None


async def changed_by_others(
    the_list: TheList, by: Principal, since: dt.datetime, first: int, last: int
) -> dict[int, Line]:
    """The lines from `first` to `last` that somebody else has changed since, by number.

    Each with the version it had before: whoever types there without having looked is still told of the other's change
    when they save, and chooses.
    """
    found = await db.rows(
        """SELECT n, MIN(line_version) AS version FROM line_change
 WHERE list_id = ? AND changed_at > ? AND n >= ? AND n <= ? AND NOT (actor_kind = ? AND actor_id = ?)
 GROUP BY n ORDER BY n""",
        *(the_list.id, since, first, last, by.kind, by.id),
    )
    lines = await lines_by_number(the_list, [row["n"] for row in found]) if found else {}
    before = {row["n"]: row["version"] - 1 for row in found}
    return {n: msgspec.structs.replace(line, version=before[n]) for n, line in lines.items()}


async def last_change(the_list: TheList, n: int) -> dict[str, Any]:
    """Who last changed a line, and when: actor_label, changed_at."""
    found = await db.row(
        "SELECT actor_label, changed_at FROM line_change WHERE list_id = ? AND n = ? ORDER BY changed_at DESC LIMIT 1",
        the_list.id,
        n,
    )
    if found is None:
        raise NotFound("line.not_found")
    return found


async def submission_for(by: Principal, employer_id: int, submission_id: int) -> Submission:
    """A receipt, for someone who may deliver that list.  Raises NotFound."""
    key, _, values = _key(by)
    found = await db.row(
        f"SELECT {SUBMISSION} FROM {SUBMITTED} {key} WHERE s.id = ? AND s.employer_id = ?",  # noqa: S608
        *values,
        submission_id,
        employer_id,
    )
    if found is None:
        raise NotFound("submission.not_found")
    return _submission(found)


async def submissions_of(by: Principal, employer_id: int, *, limit: int, offset: int = 0) -> list[Submission]:
    """What the employer has sent, newest first."""
    key, _, values = _key(by)
    found = await db.rows(
        f"""SELECT {SUBMISSION} FROM {SUBMITTED} {key} WHERE s.employer_id = ?
 ORDER BY s.sent_at DESC, s.id LIMIT ? OFFSET ?""",  # noqa: S608
        *values,
        employer_id,
        limit,
        offset,
    )
    return [_submission(one) for one in found]


async def how_many_submissions(by: Principal, employer_id: int) -> int:
    """How many `submissions_of` has in all."""
    key, _, values = _key(by)
    return int(
        await db.value(
            f"""SELECT COUNT(*) AS found FROM submission s JOIN deduction_list l ON l.id = s.list_id {key}
 WHERE s.employer_id = ?""",  # noqa: S608
            *values,
            employer_id,
        )
    )


async def lines_sent(submission: Submission) -> list[Line]:
    """The lines as they were sent; none once retention has let the people go."""
    sealed = await db.value("SELECT lines FROM submission WHERE id = ?", submission.id)
    return thawed(unseal(sealed, f"submission|lines|{submission.id}")) if sealed else []


async def latest_submission_id(the_list: TheList) -> int | None:
    """The submission of the list's current revision, if it is sent."""
    found = await db.value(
        "SELECT id FROM submission WHERE list_id = ? AND revision = ?", the_list.id, the_list.revision
    )
    return None if found is None else int(found)


def _submission(found: dict[str, Any]) -> Submission:
    row = dict(found)
    row["is_latest"] = row.pop("list_revision") == row["revision"]
    for column in ("reason", "comment", "files"):
        if row[column]:
            row[column] = unseal(row[column], f"submission|{column}|{row['id']}")
    return Submission(**row)


def _list(found: dict[str, Any]) -> TheList:
    comment = found["list_comment"]
    return TheList(
        **{name: found[name] for name in PLAIN},
        comment=unseal(comment, f"deduction_list|comment|{found['id']}") if comment else None,
        policy=read_policy(found["policy"]),
        totals=Counters(*(found[name] for name in Counters._fields)),
    )


PLAIN = [
    name
    for name in (field.name for field in msgspec.structs.fields(TheList))
    if name not in {"comment", "policy", "totals"}
]


def _line(found: dict[str, Any]) -> Line:
    """A line; the national id is the added person's own or the register's."""
    line_id, member_id = found["line_id"], found["member_id"]
    if found["own_id"]:
        national_id = unseal(found["own_id"], f"deduction_line|national_id|{line_id}")
    elif found["member_id_sealed"]:
        national_id = unseal(found["member_id_sealed"], f"member|national_id|{member_id}")
    else:
        national_id = None
    comment = found["line_comment"]
    return Line(
        id=line_id,
        n=found["n"],
        name=found["name"],
        member_no=found["member_no"],
        member_id=member_id,
        national_id=national_id,
        dues=found["dues"],
        insurance=found["insurance"],
        ou=found["ou"],
        local=found["local"],
        expected=found["line_expected"],
        floor=found["floor"],
        cap=found["cap"],
        last_month=found["last_month"],
        deducted=found["line_deducted"],
        end_on=found["end_on"],
        end_reason=found["end_reason"],
        comment=unseal(comment, f"deduction_line|comment|{line_id}") if comment else None,
        origin=found["origin"],
        status=found["status"],
        problem=found["problem"],
        version=found["line_version"],
    )
