"""What we know of unions."""

import json
from typing import Any

import msgspec

from app import db
from app.accounts.principal import Principal
from app.errors import NotFound
from app.unions.policies import Brand, Policy, read_brand, read_policy

COLUMNS = "u.id, u.slug, u.name, u.orgnr, u.email, u.phone, u.account_no, u.aliases, u.policy, u.brand"


class TheUnion(msgspec.Struct, frozen=True, kw_only=True):
    """A union with its policies and look.  `aliases` are the names that payroll systems print for it."""

    id: int
    slug: str
    name: str
    orgnr: str
    email: str
    phone: str
    account_no: str
    aliases: tuple[str, ...]
    policy: Policy
    brand: Brand


def _union(found: dict[str, Any]) -> TheUnion:
    return TheUnion(
        **{name: found[name] for name in ("id", "slug", "name", "orgnr", "email", "phone", "account_no")},
        aliases=tuple(json.loads(found["aliases"])),
        policy=read_policy(found["policy"]),
        brand=read_brand(found["brand"]),
    )


async def union_by_slug(slug: str) -> TheUnion:
    """The union that a command or a link names.  Raises NotFound."""
    found = await db.row(f"SELECT {COLUMNS} FROM trade_union u WHERE u.slug = ?", slug)  # noqa: S608
    if found is None:
        raise NotFound("union.not_found", slug=slug)
    return _union(found)


async def union_by_id(union_id: int) -> TheUnion:
    """The union of a row that is already allowed.  Raises NotFound."""
    found = await db.row(f"SELECT {COLUMNS} FROM trade_union u WHERE u.id = ?", union_id)  # noqa: S608
    if found is None:
        raise NotFound("union.not_found")
    return _union(found)


async def all_unions() -> list[TheUnion]:
    """Every union of the installation, by name: for commands, the schedule, and the list sign-in's choice."""
    return [_union(one) for one in await db.rows(f"SELECT {COLUMNS} FROM trade_union u ORDER BY u.name")]  # noqa: S608


async def union_for(by: Principal, union_id: int, role: str = "READ") -> TheUnion:
    """A union for somebody who works there, with at least this role.  Raises NotFound, also for a stranger."""
    if by.kind not in {"cli", "job"} and not by.may(union_id, role):
        raise NotFound("union.not_found")
    return await union_by_id(union_id)
