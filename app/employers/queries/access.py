"""Who has access, who asks for it, and who decides."""

import datetime as dt
from typing import Any

from app import db
from app.accounts.principal import Principal
from app.clock import now
from app.crypto import unseal
from app.errors import NotFound

Row = dict[str, Any]


async def request(request_id: int) -> Row:
    """The person who asks, and when.  Raises NotFound."""
    found = await db.row("SELECT * FROM access_request WHERE id = ?", request_id)
    if found is None:
        raise NotFound("access.not_found")
    note = found["note"]
    return {**found, "note": unseal(note, f"access_request|note|{request_id}") if note else ""}


def _theirs(by: Principal) -> tuple[str, list[Any]]:
    """The parts that this principal may decide: their union's, or those of the employers that they manage."""
    if by.kind == "staff":
        return f"p.union_id IN ({db.marks(len(by.unions)) or 'NULL'})", [*by.unions]
    return (
        """EXISTS (SELECT 1 FROM access_grant g JOIN employer m ON m.id = g.employer_id
 WHERE g.user_id = ? AND g.role = 'MANAGE' AND g.union_id = p.union_id AND m.orgnr = p.orgnr)""",
        [by.id if by.kind == "user" else 0],
    )


PART = """p.id, p.request_id, p.orgnr, p.employer_name, p.union_id, u.name AS union_name, e.id AS employer_id,
 e.name AS known_name, p.state, p.reason, p.decided_by, p.decided_at"""
PARTS = """access_request_part p JOIN trade_union u ON u.id = p.union_id LEFT JOIN employer e ON e.orgnr = p.orgnr"""


async def parts_for(by: Principal, request_id: int) -> list[Row]:
    """The parts of one request that this principal may decide."""
    theirs, values = _theirs(by)
    return await db.rows(
        f"SELECT {PART} FROM {PARTS} WHERE p.request_id = ? AND {theirs} ORDER BY p.orgnr, u.name",  # noqa: S608
        request_id,
        *values,
    )


async def waiting_for(by: Principal, *, employer_id: int | None = None, limit: int = 50) -> list[Row]:
    """The requests that wait for this principal, oldest first, each with its `parts` that wait."""
    theirs, values = _theirs(by)
    if employer_id is not None:
        theirs, values = f"{theirs} AND e.id = ?", [*values, employer_id]
    parts = await db.rows(
        f"""SELECT {PART} FROM {PARTS} WHERE p.state = 'WAITING' AND {theirs}
 ORDER BY p.request_id, p.orgnr, u.name LIMIT ?""",  # noqa: S608
        *values,
        limit * 10,
    )
    grouped: dict[int, list[Row]] = {}
    for part in parts:
        grouped.setdefault(part["request_id"], []).append(part)
    found = [{**await request(one), "parts": theirs_of} for one, theirs_of in list(grouped.items())[:limit]]
    return sorted(found, key=lambda one: one["asked_at"])


async def unions_asked(request_id: int) -> list[Row]:
    """id and e-mail of the unions that a request is about."""
    return await db.rows(
        """SELECT DISTINCT u.id, u.email FROM access_request_part p JOIN trade_union u ON u.id = p.union_id
 WHERE p.request_id = ?""",
        request_id,
    )


async def managers_asked(request_id: int) -> list[Row]:
    """Users who manage access to an employer of the request, with one employer each: user_id, employer_id."""
    return await db.rows(
        """SELECT g.user_id, MIN(g.employer_id) AS employer_id FROM access_request_part p
 JOIN employer e ON e.orgnr = p.orgnr
 JOIN access_grant g ON g.employer_id = e.id AND g.union_id = p.union_id AND g.role = 'MANAGE'
 WHERE p.request_id = ? GROUP BY g.user_id""",
        request_id,
    )


async def agreements_of_part(orgnr: str, union_id: int, by: Principal) -> list[int]:
    """The agreements between this employer and union: those that a colleague manages, for staff all."""
    managed = "JOIN access_grant g ON g.agreement_id = a.id AND g.role = 'MANAGE' AND g.user_id = ?"
    key, values = ("", []) if by.kind == "staff" else (managed, [by.id])
    found = await db.rows(
        f"""SELECT a.id FROM agreement a JOIN employer e ON e.id = a.employer_id {key}
 WHERE e.orgnr = ? AND a.union_id = ?""",  # noqa: S608
        *values,
        *(orgnr, union_id),
    )
    return [one["id"] for one in found]


async def managed_by(by: Principal, employer_id: int) -> list[int]:
    """The employer's agreements on which this user may let others in."""
    found = await db.rows(
        "SELECT agreement_id FROM access_grant WHERE user_id = ? AND employer_id = ? AND role = 'MANAGE'",
        *(by.id if by.kind == "user" else 0, employer_id),
    )
    return [one["agreement_id"] for one in found]


async def managers_of(employer_id: int) -> list[int]:
    """Users who manage access to the employer, on any agreement."""
    found = await db.rows(
        "SELECT DISTINCT user_id FROM access_grant WHERE employer_id = ? AND role = 'MANAGE' ORDER BY user_id",
        employer_id,
    )
    return [one["user_id"] for one in found]


async def grants_of(user_id: int, employer_id: int) -> list[Row]:
    return await db.rows(
        "SELECT agreement_id, role FROM access_grant WHERE user_id = ? AND employer_id = ?", user_id, employer_id
    )


async def invitation(token_hash: str) -> Row | None:
    """An invitation that can still be accepted; `is_new` says that the one who is asked has no account yet."""
    return await db.row(
        """SELECT i.id, i.employer_id, e.name AS employer_name, i.user_id, p.name, p.email, i.role, i.invited_by_id,
 i.invited_by, CASE WHEN p.password_hash IS NULL THEN 1 ELSE 0 END AS is_new
 FROM invitation i JOIN employer e ON e.id = i.employer_id JOIN portal_user p ON p.id = i.user_id
 WHERE i.token_hash = ? AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > ? AND p.active = ?""",
        *(token_hash, now(), True),
    )


async def agreements_of_invitation(invitation_id: int) -> list[int]:
    found = await db.rows("SELECT agreement_id FROM invitation_agreement WHERE invitation_id = ?", invitation_id)
    return [one["agreement_id"] for one in found]


async def open_invitations(employer_id: int) -> list[Row]:
    """Those that nobody has accepted yet: id, name, email, role, invited_by, expires_at."""
    return await db.rows(
        """SELECT i.id, p.name, p.email, i.role, i.invited_by, i.expires_at FROM invitation i
 JOIN portal_user p ON p.id = i.user_id WHERE i.employer_id = ? AND i.accepted_at IS NULL AND i.withdrawn_at IS NULL
 AND i.expires_at > ? ORDER BY i.invited_at DESC""",
        *(employer_id, now()),
    )


async def colleagues(employer_id: int, agreement_ids: list[int]) -> list[Row]:
    """Who has access to these agreements, by name; `role` is MANAGE if it is so anywhere, `unions` their names."""
    found = await db.rows(
        f"""SELECT g.user_id, p.name, p.email, p.signed_in_at, p.password_hash, g.role, u.name AS union_name
 FROM access_grant g JOIN portal_user p ON p.id = g.user_id JOIN trade_union u ON u.id = g.union_id
 WHERE g.employer_id = ? AND g.agreement_id IN ({db.marks(len(agreement_ids))})
 ORDER BY p.name, g.user_id, u.name""",  # noqa: S608
        employer_id,
        *agreement_ids,
    )
    people: dict[int, Row] = {}
    for one in found:
        kept = people.setdefault(
            one["user_id"], {**one, "unions": [], "is_active": one["password_hash"] is not None, "password_hash": None}
        )
        if one["union_name"] not in kept["unions"]:
            kept["unions"].append(one["union_name"])
        if one["role"] == "MANAGE":
            kept["role"] = "MANAGE"
    return list(people.values())


async def reviewed(employer_id: int) -> Row | None:
    """When somebody last looked through who has access: asked_at, reviewed_at, reviewed_by."""
    return await db.row(
        "SELECT asked_at, reviewed_at, reviewed_by FROM access_review WHERE employer_id = ?", employer_id
    )


async def due_for_review(before: dt.datetime, asked_before: dt.datetime) -> list[Row]:
    """Managers of employers with access older than `before` and not looked through since: employer_id, user_id."""
    return await db.rows(
        """SELECT DISTINCT g.employer_id, g.user_id FROM access_grant g
 LEFT JOIN access_review r ON r.employer_id = g.employer_id
 WHERE g.role = 'MANAGE' AND (r.reviewed_at IS NULL OR r.reviewed_at < ?) AND (r.asked_at IS NULL OR r.asked_at < ?)
 AND EXISTS (SELECT 1 FROM access_grant o WHERE o.employer_id = g.employer_id AND o.given_at < ?)
 ORDER BY g.user_id, g.employer_id""",
        *(before, asked_before, before),
    )
