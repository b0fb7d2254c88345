"""Access is asked for, and given or refused: by the union's staff, or by colleagues who manage it."""

from collections.abc import Sequence
from typing import Any

from app import clock, db
from app.accounts.actions import create_user
from app.accounts.emails import fold
from app.accounts.principal import Principal
from app.audit.actions import record
from app.crypto import seal
from app.employers import limits
from app.employers.access import Asked
from app.employers.actions import grant, make_agreement, make_employer
from app.employers.queries import access as known
from app.errors import Conflict, Forbidden, Invalid, NotFound
from app.jobs.actions import later
from app.messages.actions import queue
from app.web import throttle
from app.web.here import here


async def ask_access(
    employers: Sequence[Asked],
    union_ids: Sequence[int],
    *,
    name: str,
    email: str,
    mobile: str,
    note: str = "",
    user_id: int | None = None,
) -> None:
    """Write a request down, the same whoever asks for whatever.  Those who decide are told by a job.

    Raises TooMany and Busy.
    """
    await throttle.take(limits.REQUEST_NETWORK, here().network)
    await throttle.take(limits.REQUEST_EMAIL, fold(email))
    request_id, at = db.new_id(), clock.now()
    kept = seal(note, f"access_request|note|{request_id}") if note else None
    async with db.transaction():
        await db.execute(
            """INSERT INTO access_request (id, name, email, email_fold, mobile, note, user_id, language, asked_at)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            *(request_id, name, email, fold(email), mobile, kept, user_id, here().language, at),
        )
        await db.many(
            "INSERT INTO access_request_part (id, request_id, orgnr, employer_name, union_id) VALUES (?, ?, ?, ?, ?)",
            [(db.new_id(), request_id, one.orgnr, one.name, union) for one in employers for union in union_ids],
        )
        asked_by = Principal("user", user_id or 0, "")
        await record("access_asked", by=asked_by, object_kind="access_request", object_id=request_id)
        await later("employers.tell_of_request", {"request_id": request_id})


async def tell_of_request(request_id: int) -> None:
    """The job: an e-mail to each union that is asked, and to those who manage access to the employers."""
    async with db.transaction():
        for one in await known.unions_asked(request_id):
            if one["email"]:
                dedupe = f"access-asked|{request_id}|{one['id']}"
                path = "/staff/access-requests"
                await queue("access_asked", to_email=one["email"], language="nb", dedupe=dedupe, path=path)
        for one in await known.managers_asked(request_id):
            path, dedupe = f"/e/{one['employer_id']}/access", f"access-asked|{request_id}|u{one['user_id']}"
            await queue("access_asked", to_user=one["user_id"], dedupe=dedupe, path=path)


async def give_access(request_id: int, part_ids: Sequence[int], role: str, *, by: Principal) -> None:
    """Let the person who asked act on these parts.  Raises NotFound, Forbidden, Conflict and Invalid."""
    async with db.transaction():
        request = await known.request(request_id)
        user_id, new = await _user_of(request, by)
        for part in await _parts(request_id, part_ids, by):
            agreements = await _agreements(part, by)
            await grant(user_id, agreements, role, by=by)
            await _decide(part, "GIVEN", by, role=role)
        dedupe = f"access-given|{request_id}|{clock.today().isoformat()}"
        await queue("access_given", to_user=user_id, dedupe=dedupe, new=new)


async def refuse_access(request_id: int, part_ids: Sequence[int], reason: str, *, by: Principal) -> None:
    """Refuse these parts, with a reason that staff can see.  Raises NotFound, Forbidden, Conflict."""
    async with db.transaction():
        request = await known.request(request_id)
        for part in await _parts(request_id, part_ids, by):
            await _decide(part, "REFUSED", by, reason=reason)
        dedupe = f"access-refused|{request_id}|{clock.today().isoformat()}"
        await queue("access_refused", to_email=request["email"], language=request["language"], dedupe=dedupe)


async def _user_of(request: dict[str, Any], by: Principal) -> tuple[int, bool]:
    """The user with the address that was given, made where there is none; and whether they have yet to activate."""
    found = await db.row("SELECT id, kind, password_hash FROM portal_user WHERE email_fold = ?", request["email_fold"])
    if found is None:
        made = await create_user(
            "EMPLOYER", request["email"], request["name"], by=by, language=request["language"], mobile=request["mobile"]
        )
        return made, True
    if found["kind"] != "EMPLOYER":
        raise Invalid("grant.for_employers_only")
    return int(found["id"]), found["password_hash"] is None


async def _parts(request_id: int, part_ids: Sequence[int], by: Principal) -> list[dict[str, Any]]:
    """The parts, all of them this person's to decide."""
    theirs = {part["id"]: part for part in await known.parts_for(by, request_id)}
    if not part_ids or any(one not in theirs for one in part_ids):
        raise NotFound("access.not_found")
    if by.kind == "staff" and not all(by.may(theirs[one]["union_id"], "HANDLE") for one in part_ids):
        raise Forbidden("grant.staff_role")
    return [theirs[one] for one in part_ids]


async def _agreements(part: dict[str, Any], by: Principal) -> list[int]:
    """What the part is about: the agreements that a colleague manages; for staff all, made where there is none."""
    found = await known.agreements_of_part(part["orgnr"], part["union_id"], by)
    if found:
        return found
    if by.kind != "staff":
        raise NotFound("access.not_found")
    employer = await db.value("SELECT id FROM employer WHERE orgnr = ?", part["orgnr"])
    if employer is None:
        employer = await make_employer(orgnr=part["orgnr"], name=part["employer_name"], by=by)
    return [await make_agreement(union_id=part["union_id"], employer_id=employer, by=by)]


async def _decide(
    part: dict[str, Any], state: str, by: Principal, *, role: str | None = None, reason: str | None = None
) -> None:
    done = await db.row(
        """UPDATE access_request_part SET state = ?, role = ?, reason = ?, decided_by = ?, decided_at = ?
 WHERE id = ? AND state = 'WAITING' RETURNING id""",
        *(state, role, reason, by.label, clock.now(), part["id"]),
    )
    if done is None:
        raise Conflict("access.decided")
    await record(
        "access_given" if state == "GIVEN" else "access_refused",
        by=by,
        object_kind="access_request",
        object_id=part["request_id"],
        union_id=part["union_id"],
    )
