"""Those who manage access invite colleagues, change what they may do, take them out, and look through it each year."""

from collections.abc import Sequence
from typing import Any

from app import clock, db
from app.accounts.actions import create_user
from app.accounts.actions.links import make_link
from app.accounts.emails import fold
from app.accounts.principal import Principal
from app.audit.actions import record
from app.employers import limits
from app.employers.access import INVITED_FOR, REVIEW_AFTER, REVIEW_AGAIN
from app.employers.actions import grant, take_grant
from app.employers.queries import access as known
from app.errors import Closed, Forbidden, Invalid, NotFound
from app.messages.actions import queue
from app.web import csrf, throttle

_INVITE = """INSERT INTO invitation (id, employer_id, user_id, role, token_hash, invited_by_id, invited_by, invited_at,
 expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_REVIEWED = """INSERT INTO access_review (id, employer_id, reviewed_at, reviewed_by) VALUES (?, ?, ?, ?)
 ON CONFLICT (employer_id) DO UPDATE SET reviewed_at = excluded.reviewed_at, reviewed_by = excluded.reviewed_by,
 asked_at = NULL"""
_ASKED = """INSERT INTO access_review (id, employer_id, asked_at) VALUES (?, ?, ?)
 ON CONFLICT (employer_id) DO UPDATE SET asked_at = excluded.asked_at"""


async def invite(
    employer_id: int, agreement_ids: Sequence[int], role: str, *, email: str, name: str, by: Principal
) -> None:
    """Ask a colleague to deliver as well, by a link in an e-mail; they are let in when they accept.

    Raises NotFound, Forbidden, Invalid and TooMany.
    """
    await throttle.take(limits.INVITATIONS, by.id)
    await _must_manage(employer_id, agreement_ids, by)
    token, invitation_id, at = csrf.secret(), db.new_id(), clock.now()
    async with db.transaction():
        user_id = await _user(email, name, by)
        await db.execute(
            _INVITE,
            *(
                invitation_id,
                employer_id,
                user_id,
                role,
                csrf.fingerprint(token),
                by.id,
                by.label,
                at,
                at + INVITED_FOR,
            ),
        )
        await db.many(
            """INSERT INTO invitation_agreement (id, invitation_id, agreement_id, union_id, employer_id)
 SELECT ?, ?, id, union_id, employer_id FROM agreement WHERE id = ?""",
            [(db.new_id(), invitation_id, one) for one in agreement_ids],
        )
        await record(
            "invited", by=by, object_kind="invitation", object_id=invitation_id, employer_id=employer_id, role=role
        )
        await queue("invitation", to_user=user_id, path=f"/invitations/{token}", days=INVITED_FOR.days)


async def _user(email: str, name: str, by: Principal) -> int:
    found = await db.row("SELECT id, kind FROM portal_user WHERE email_fold = ?", fold(email))
    if found is None:
        return await create_user("EMPLOYER", email, name, by=by)
    if found["kind"] != "EMPLOYER":
        raise Invalid("invitation.not_employer")
    return int(found["id"])


async def _must_manage(employer_id: int, agreement_ids: Sequence[int], by: Principal) -> None:
    managed = await known.managed_by(by, employer_id)
    if not managed:
        raise Forbidden("grant.manage_needed")
    if not agreement_ids or set(agreement_ids) - set(managed):
        raise NotFound("agreement.not_found")


async def withdraw(employer_id: int, invitation_id: int, *, by: Principal) -> None:
    """The invitation opens nothing any longer.  Raises NotFound and Forbidden."""
    if not await known.managed_by(by, employer_id):
        raise Forbidden("grant.manage_needed")
    async with db.transaction():
        gone = await db.row(
            """UPDATE invitation SET withdrawn_at = ? WHERE id = ? AND employer_id = ? AND accepted_at IS NULL
 AND withdrawn_at IS NULL RETURNING id""",
            *(clock.now(), invitation_id, employer_id),
        )
        if gone is None:
            raise NotFound("invitation.not_found")
        await record(
            "invitation_withdrawn",
            by=by,
            object_kind="invitation",
            object_id=invitation_id,
            employer_id=employer_id,
        )


async def accept(token: str, *, by: Principal | None) -> str:
    """Accept: somebody who has an account must be signed in to it; a new one goes on to choose a password.

    Where to go on to.  What the inviter may no longer give away is not given.  Raises Closed.
    """
    found = await known.invitation(csrf.fingerprint(token))
    if found is None or (not found["is_new"] and (by is None or by.id != found["user_id"])):
        raise Closed("invitation.over")
    inviter = Principal("user", found["invited_by_id"], found["invited_by"])
    async with db.transaction():
        done = await db.row(
            """UPDATE invitation SET accepted_at = ? WHERE id = ? AND accepted_at IS NULL AND withdrawn_at IS NULL
 AND expires_at > ? RETURNING id""",
            *(clock.now(), found["id"], clock.now()),
        )
        if done is None:
            raise Closed("invitation.over")
        still = set(await known.managed_by(inviter, found["employer_id"]))
        agreements = [one for one in await known.agreements_of_invitation(found["id"]) if one in still]
        if not agreements:
            raise Closed("invitation.over")
        await grant(found["user_id"], agreements, found["role"], by=inviter)
        who = Principal("user", found["user_id"], found["name"])
        await record(
            "invitation_accepted",
            by=who,
            object_kind="invitation",
            object_id=found["id"],
            employer_id=found["employer_id"],
        )
        if found["is_new"]:
            return f"/welcome/{await make_link(found['user_id'], by=who)}"
    return f"/e/{found['employer_id']}/home"


async def change_role(employer_id: int, user_id: int, role: str, *, by: Principal) -> None:
    """SUBMIT or MANAGE, wherever the colleague and `by` both have access.  Raises NotFound, Forbidden and Closed."""
    shared = await _shared(employer_id, user_id, by)
    if role != "MANAGE":
        await _must_leave_a_manager(employer_id, user_id)
    await grant(user_id, shared, role, by=by)


async def take_out(employer_id: int, user_id: int, *, by: Principal) -> None:
    """The colleague delivers no longer, wherever `by` manages; they are told.  Anybody may take themselves out.

    Raises NotFound, Forbidden, and Closed when nobody would be left to manage.
    """
    if by.id == user_id:
        shared = [one["agreement_id"] for one in await known.grants_of(user_id, employer_id)]
    else:
        shared = await _shared(employer_id, user_id, by)
    await _must_leave_a_manager(employer_id, user_id)
    async with db.transaction():
        for agreement_id in shared:
            await take_grant(user_id, agreement_id, by=by)
        await db.execute(
            "UPDATE portal_user SET last_employer_id = NULL WHERE id = ? AND last_employer_id = ?", user_id, employer_id
        )
        await queue("access_taken", to_user=user_id)


async def hand_over(employer_id: int, user_id: int, *, by: Principal, leave: bool) -> None:
    """A colleague manages from now on; `by` delivers on, or leaves.  Raises NotFound, Forbidden."""
    shared = await _shared(employer_id, user_id, by)
    async with db.transaction():
        await grant(user_id, shared, "MANAGE", by=by)
        if leave:
            for agreement_id in shared:
                await take_grant(by.id, agreement_id, by=by)
        else:
            await grant(by.id, shared, "SUBMIT", by=by)


async def _shared(employer_id: int, user_id: int, by: Principal) -> list[int]:
    """The agreements that `by` manages and the colleague has access to."""
    managed = await known.managed_by(by, employer_id)
    if not managed:
        raise Forbidden("grant.manage_needed")
    held: list[dict[str, Any]] = await known.grants_of(user_id, employer_id)
    shared = [one["agreement_id"] for one in held if one["agreement_id"] in set(managed)]
    if not shared:
        raise NotFound("grant.not_found")
    return shared


async def _must_leave_a_manager(employer_id: int, user_id: int) -> None:
    managers = await known.managers_of(employer_id)
    if managers == [user_id]:
        raise Closed("access.last_manager")


async def confirm_review(employer_id: int, *, by: Principal) -> None:
    """Somebody has looked through who has access, and it is as it should be.  Raises Forbidden."""
    if not await known.managed_by(by, employer_id):
        raise Forbidden("grant.manage_needed")
    async with db.transaction():
        await db.execute(_REVIEWED, db.new_id(), employer_id, clock.now(), by.label)
        await record("access_reviewed", by=by, object_kind="employer", object_id=employer_id, employer_id=employer_id)


async def remind_of_review() -> int:
    """The job: where nobody has looked for a year, ask those who manage, one e-mail each; how many were asked."""
    now = clock.now()
    due = await known.due_for_review(now - REVIEW_AFTER, now - REVIEW_AGAIN)
    by_user: dict[int, list[int]] = {}
    for one in due:
        by_user.setdefault(one["user_id"], []).append(one["employer_id"])
    async with db.transaction():
        for employer_id in sorted({one["employer_id"] for one in due}):
            await db.execute(_ASKED, db.new_id(), employer_id, now)
        for user_id, employers in by_user.items():
            path = f"/e/{employers[0]}/access" if len(employers) == 1 else "/employers"
            await queue("access_review", to_user=user_id, path=path)
    return len(by_user)
