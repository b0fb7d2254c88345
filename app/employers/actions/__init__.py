"""What changes at employers: they and their agreements are made, people are let in and taken out."""

from collections.abc import Iterable, Sequence
from typing import Any

from app import clock, db
from app.accounts.actions import look_again
from app.accounts.principal import Principal
from app.audit.actions import record
from app.employers.purposes import CHANNELS, ROLES, write_purposes
from app.employers.reference import make_reference, parse_reference
from app.errors import Conflict, Forbidden, Invalid, NotFound
from app.unions.queries import union_by_id
from app.values.names import name_fold, name_sort, tidy_name
from app.values.orgnr import parse_orgnr

ADD_GRANT = """INSERT INTO access_grant (id, user_id, agreement_id, union_id, employer_id, role, given_at, given_by)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?)
 ON CONFLICT (user_id, agreement_id) DO UPDATE SET role = excluded.role, given_at = excluded.given_at,
 given_by = excluded.given_by"""


async def make_employer(
    *, orgnr: str, name: str, by: Principal, address: str = "", postcode: str = "", city: str = ""
) -> int:
    """A new employer; answers its id.  Raises Conflict when the orgnr is here already, Invalid for a wrong one."""
    if parse_orgnr(orgnr) != orgnr:
        raise Invalid("orgnr.wrong", orgnr=orgnr)
    employer_id, name = db.new_id(), tidy_name(name) or orgnr
    try:
        async with db.transaction():
            await db.execute(
                """INSERT INTO employer (id, orgnr, name, name_fold, name_sort, address, postcode, city, created_at)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                *(employer_id, orgnr, name, name_fold(name), name_sort(name), address, postcode, city, clock.now()),
            )
            await record(
                "employer.made",
                by=by,
                object_kind="employer",
                object_id=employer_id,
                employer_id=employer_id,
                orgnr=orgnr,
            )
    except Exception as no:
        if db.is_unique_violation(no):
            raise Conflict("employer.there_already", orgnr=orgnr) from no
        raise
    return employer_id


async def make_agreement(
    *,
    union_id: int,
    employer_id: int,
    by: Principal,
    employer_ref: str | None = None,
    name: str = "",
    channel: str = "PORTAL",
    invoice_address: str = "",
    kid_per: str | None = None,
    fund: bool = False,
) -> int:
    """A union and an employer that deducts for it; answers its id.

    Without an `employer_ref` it gets a random one; KID per list or agreement as the union's policy has it.  Raises
    Conflict when the union has that employer_ref already.
    """
    _may(by, union_id)
    if channel not in CHANNELS:
        raise ValueError(channel)
    reference = make_reference() if employer_ref is None else parse_reference(employer_ref)
    if reference is None:
        raise Invalid("employer_ref.wrong")
    policy = (await union_by_id(union_id)).policy
    agreement_id = db.new_id()
    place = (agreement_id, union_id, employer_id, reference, tidy_name(name), channel, invoice_address)
    try:
        async with db.transaction():
            await db.execute(
                """INSERT INTO agreement (id, union_id, employer_id, employer_ref, name, channel, invoice_address,
 kid_per, fund, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                *(*place, kid_per or policy.kid_per, fund, clock.now()),
            )
            await _tell("agreement.made", by, {"id": agreement_id, "union_id": union_id, "employer_id": employer_id})
    except Exception as no:
        if db.is_unique_violation(no):
            raise Conflict("employer_ref.taken") from no
        raise
    return agreement_id


async def move(agreement_id: int, channel: str, *, by: Principal) -> None:
    """To the hub («trekksentral»), or back to the portal."""
    if channel not in CHANNELS:
        raise ValueError(channel)
    async with db.transaction():
        agreement = await _agreement(agreement_id)
        _may(by, agreement["union_id"])
        await db.execute("UPDATE agreement SET channel = ? WHERE id = ?", channel, agreement_id)
        await _tell("agreement.moved", by, agreement, channel=channel)


async def set_invoice_address(agreement_id: int, address: str, *, by: Principal) -> None:
    """Where the union's invoices for this agreement go; the caller has shown that `by` may act on it."""
    async with db.transaction():
        agreement = await _agreement(agreement_id)
        await db.execute("UPDATE agreement SET invoice_address = ? WHERE id = ?", address, agreement_id)
        await _tell("agreement.invoice_address_changed", by, agreement)


async def add_contact(
    agreement_id: int, *, name: str, by: Principal, email: str = "", mobile: str = "", purposes: Iterable[str] = ()
) -> int:
    """A person on the agreement, not necessarily a user; answers the contact's id."""
    if not email and not mobile:
        raise Invalid("contact.unreachable")
    contact_id, kept = db.new_id(), write_purposes(purposes)
    async with db.transaction():
        agreement = await _agreement(agreement_id)
        await db.execute(
            "INSERT INTO contact (id, agreement_id, name, email, mobile, purposes) VALUES (?, ?, ?, ?, ?, ?)",
            *(contact_id, agreement_id, tidy_name(name), email, mobile, kept),
        )
        await _tell("contact.added", by, agreement, contact=contact_id)
    return contact_id


async def remove_contact(agreement_id: int, contact_id: int, *, by: Principal) -> None:
    """The person is not on the agreement any longer.  Raises NotFound for another agreement's contact."""
    async with db.transaction():
        agreement = await _agreement(agreement_id)
        gone = await db.row(
            "DELETE FROM contact WHERE id = ? AND agreement_id = ? RETURNING id", contact_id, agreement_id
        )
        if gone is None:
            raise NotFound("contact.not_found")
        await _tell("contact.removed", by, agreement, contact=contact_id)


async def grant(user_id: int, agreement_ids: Sequence[int], role: str, *, by: Principal) -> None:
    """Let an employer's user act on these agreements, as SUBMIT or MANAGE; a role they have already is replaced.

    A union's staff give access to their own agreements, users with MANAGE pass on what they hold (`decisions.md` 1).
    Raises NotFound for an agreement that `by` has nothing to do with, Forbidden where they may not give it away.
    """
    if role not in ROLES:
        raise ValueError(role)
    at = clock.now()
    async with db.transaction():
        kind = await db.value("SELECT kind FROM portal_user WHERE id = ?", user_id)
        if kind != "EMPLOYER":
            raise Invalid("grant.for_employers_only")
        for agreement_id in agreement_ids:
            agreement = await _given_away(agreement_id, by)
            place = (user_id, agreement_id, agreement["union_id"], agreement["employer_id"])
            await db.execute(ADD_GRANT, db.new_id(), *place, role, at, by.label)
            await _tell("grant.given", by, agreement, user=user_id, role=role)
        await look_again(user_id)


async def take_grant(user_id: int, agreement_id: int, *, by: Principal) -> None:
    """The user acts on this agreement no longer; anybody may give up their own.  Raises NotFound and Forbidden."""
    async with db.transaction():
        if by.kind == "user" and by.id == user_id:
            agreement = await _agreement(agreement_id)
        else:
            agreement = await _given_away(agreement_id, by)
        gone = await db.row(
            "DELETE FROM access_grant WHERE user_id = ? AND agreement_id = ? RETURNING role", user_id, agreement_id
        )
        if gone is None:
            raise NotFound("grant.not_found")
        await _tell("grant.taken", by, agreement, user=user_id, role=gone["role"])


async def _given_away(agreement_id: int, by: Principal) -> dict[str, Any]:
    """The agreement, if `by` may let others act on it."""
    agreement = await _agreement(agreement_id)
    if by.kind in {"cli", "job"}:
        return agreement
    if by.kind == "staff":
        if agreement["union_id"] not in by.unions:
            raise NotFound("agreement.not_found")
        if not by.may(agreement["union_id"], "HANDLE"):
            raise Forbidden("grant.staff_role")
        return agreement
    held = await db.value(
        "SELECT role FROM access_grant WHERE user_id = ? AND agreement_id = ?",
        *(by.id if by.kind == "user" else 0, agreement_id),
    )
    if held is None:
        raise NotFound("agreement.not_found")
    if held != "MANAGE":
        raise Forbidden("grant.manage_needed")
    return agreement


async def _agreement(agreement_id: int) -> dict[str, Any]:
    found = await db.row("SELECT id, union_id, employer_id FROM agreement WHERE id = ?", agreement_id)
    if found is None:
        raise NotFound("agreement.not_found")
    return found


def _may(by: Principal, union_id: int) -> None:
    if by.kind in {"cli", "job"}:
        return
    if union_id not in by.unions:
        raise NotFound("union.not_found")
    if not by.may(union_id, "HANDLE"):
        raise Forbidden("agreement.staff_role")


async def _tell(event: str, by: Principal, agreement: dict[str, Any], **details: Any) -> None:
    await record(
        event,
        by=by,
        object_kind="agreement",
        object_id=agreement["id"],
        union_id=agreement["union_id"],
        employer_id=agreement["employer_id"],
        **details,
    )
