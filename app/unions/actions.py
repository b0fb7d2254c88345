"""What changes in unions: each is made and changed by somebody, in one transaction with its audit line."""

import json
from collections.abc import Iterable
from typing import Any

from app import db
from app.accounts.actions import look_again
from app.accounts.actions.declarations import publish
from app.accounts.declarations import STANDARD
from app.accounts.principal import Principal
from app.audit.actions import record
from app.errors import Conflict, Forbidden, Invalid
from app.unions.policies import (
    Brand,
    Policy,
    PolicyFault,
    changed_policy,
    differences,
    read_brand,
    read_policy,
    write_brand,
    write_policy,
)
from app.values.account_no import parse_account_no
from app.values.orgnr import parse_orgnr

DETAILS = ("name", "email", "phone", "account_no")
ROLES = ("READ", "HANDLE", "ADMINISTER")
ADD_ROLE = """INSERT INTO staff_role (id, user_id, union_id, role) VALUES (?, ?, ?, ?)
 ON CONFLICT (user_id, union_id) DO UPDATE SET role = excluded.role"""


async def make_union(
    *,
    slug: str,
    name: str,
    orgnr: str,
    by: Principal,
    email: str = "",
    phone: str = "",
    account_no: str = "",
    aliases: Iterable[str] = (),
    policy: Policy | None = None,
    brand: Brand | None = None,
    first_list_number: int = 100_001,
) -> int:
    """A new union, with the standard declaration of confidentiality; answers its id.

    Raises Conflict when the slug is taken, Invalid for a wrong number or colour.
    """
    brand = brand or Brand()
    _check(brand, account_no, orgnr)
    union_id = db.new_id()
    kept = (json.dumps(list(aliases), ensure_ascii=False), write_policy(policy or Policy()), write_brand(brand))
    try:
        async with db.transaction():
            await db.execute(
                """INSERT INTO trade_union (id, slug, name, orgnr, email, phone, account_no, aliases, policy, brand,
 next_list_number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                *(union_id, slug, name, orgnr, email, phone, account_no, *kept, first_list_number),
            )
            await _tell("union.made", union_id, by, slug=slug)
            await publish(union_id, STANDARD, by=by)
    except Exception as no:
        if db.is_unique_violation(no):
            raise Conflict("union.slug_taken", slug=slug) from no
        raise
    return union_id


async def change_union(union_id: int, *, by: Principal, **details: str) -> None:
    """Change name, email, phone or account_no."""
    unknown = set(details) - set(DETAILS)
    if unknown:
        raise TypeError(f"not details of a union: {sorted(unknown)}")
    _may(by, union_id)
    _check(Brand(), details.get("account_no", ""), None)
    names = sorted(details)
    async with db.transaction():
        assigned = ", ".join(f"{name} = ?" for name in names)
        await db.execute(
            f"UPDATE trade_union SET {assigned} WHERE id = ?",  # noqa: S608
            *(details[name] for name in names),
            union_id,
        )
        await _tell("union.changed", union_id, by, fields=names)


async def change_policy(union_id: int, changes: dict[str, object], *, by: Principal) -> Policy:
    """Change some policies; the audit line has each one before and after.  Raises Invalid, naming what is wrong."""
    _may(by, union_id)
    async with db.transaction():
        # the row is locked by writing it, so that two changes at once do not undo each other
        found = await db.row("UPDATE trade_union SET policy = policy WHERE id = ? RETURNING policy", union_id)
        if found is None:
            raise Invalid("union.not_found")
        old = read_policy(found["policy"])
        try:
            new = changed_policy(old, changes)
        except PolicyFault as no:
            raise Invalid("union.policy", fault=str(no)) from no
        await db.execute("UPDATE trade_union SET policy = ? WHERE id = ?", write_policy(new), union_id)
        if what := differences(old, new):
            said = [f"{name}: {before} → {after}" for name, (before, after) in what.items()]
            await _tell("union.policy_changed", union_id, by, changes=said)
    return new


async def change_brand(union_id: int, brand: Brand, *, by: Principal) -> None:
    """Change the look.  Raises Invalid when its text could not be read on its colour."""
    _may(by, union_id)
    _check(brand, "", None)
    async with db.transaction():
        found = await db.row("UPDATE trade_union SET brand = brand WHERE id = ? RETURNING brand", union_id)
        if found is None or read_brand(found["brand"]) == brand:
            return
        await db.execute("UPDATE trade_union SET brand = ? WHERE id = ?", write_brand(brand), union_id)
        await _tell("union.brand_changed", union_id, by, colour=brand.colour, ink=brand.ink, logo=brand.logo)


async def give_role(user_id: int, union_id: int, role: str, *, by: Principal) -> None:
    """Let a staff member work for the union: READ, HANDLE or ADMINISTER."""
    if role not in ROLES:
        raise ValueError(role)
    _may(by, union_id)
    async with db.transaction():
        kind = await db.value("SELECT kind FROM portal_user WHERE id = ?", user_id)
        if kind != "STAFF":
            raise Invalid("union.role_for_staff_only")
        await db.execute(ADD_ROLE, db.new_id(), user_id, union_id, role)
        await look_again(user_id)
        await record(
            "role.given", by=by, object_kind="user", object_id=user_id, union_id=union_id, employer_id=None, role=role
        )


async def take_role(user_id: int, union_id: int, *, by: Principal) -> None:
    """The staff member works for the union no longer."""
    _may(by, union_id)
    async with db.transaction():
        found = await db.row(
            "DELETE FROM staff_role WHERE user_id = ? AND union_id = ? RETURNING role", user_id, union_id
        )
        if found is not None:
            await record("role.taken", by=by, object_kind="user", object_id=user_id, union_id=union_id, **found)


def _may(by: Principal, union_id: int) -> None:
    if by.kind not in {"cli", "job"} and not by.operator and not by.may(union_id, "ADMINISTER"):
        raise Forbidden("union.administer")


def _check(brand: Brand, account_no: str, orgnr: str | None) -> None:
    if orgnr is not None and parse_orgnr(orgnr) != orgnr:
        raise Invalid("orgnr.wrong", orgnr=orgnr)
    if account_no and parse_account_no(account_no) != account_no:
        raise Invalid("account_no.wrong")
    if not brand.is_readable:
        raise Invalid("brand.contrast")


async def _tell(event: str, union_id: int, by: Principal, **details: Any) -> None:
    await record(event, by=by, object_kind="union", object_id=union_id, union_id=union_id, **details)
