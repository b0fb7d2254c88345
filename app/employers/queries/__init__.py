"""What we know of employers.  `agreements_for` is the only door: whoever asks must hold the key."""

from typing import Any

import msgspec

from app import db
from app.accounts.principal import Principal
from app.employers.purposes import read_purposes
from app.errors import NotFound
from app.values.names import name_fold

AGREEMENT = """a.id, a.union_id, u.slug AS union_slug, u.name AS union_name, a.employer_id, e.name AS employer_name,
 e.orgnr, a.employer_ref, a.name, a.channel, a.invoice_address, a.kid_per, a.kid, a.fund"""
FEW = 8  # employers that the frame of each page shows: asked for with every one
JOINED = "agreement a JOIN trade_union u ON u.id = a.union_id JOIN employer e ON e.id = a.employer_id"


class TheAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """An agreement that somebody may act on, and how far: SUBMIT or MANAGE, for staff READ, HANDLE or ADMINISTER."""

    id: int
    union_id: int
    union_slug: str
    union_name: str
    employer_id: int
    employer_name: str
    orgnr: str
    employer_ref: str
    name: str
    channel: str
    invoice_address: str
    kid_per: str
    kid: str
    fund: bool
    role: str

    @property
    def may_manage(self) -> bool:
        """Whether colleagues can be let in and taken out."""
        return self.role in {"MANAGE", "HANDLE", "ADMINISTER"}

    @property
    def is_hub(self) -> bool:
        return self.channel == "HUB"


class TheEmployer(msgspec.Struct, frozen=True):
    """A line of the employer switcher."""

    id: int
    orgnr: str
    name: str


class TheContact(msgspec.Struct, frozen=True, kw_only=True):
    """A person on an agreement, with what they are for (`purposes.PURPOSES`)."""

    id: int
    name: str
    email: str
    mobile: str
    purposes: tuple[str, ...]


class TheGrant(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's access to one agreement."""

    user_id: int
    name: str
    email: str
    agreement_id: int
    role: str
    given_by: str


def _key(by: Principal) -> tuple[str, str, list[Any]]:
    """The join on agreement `a` that lets this principal in, the role it gives, and its values.

    A list session holds one list and no employer: `lists.queries.list_for` is its door.
    """
    match by.kind:
        case "user":
            return "JOIN access_grant k ON k.agreement_id = a.id AND k.user_id = ?", "k.role", [by.id]
        case "staff":
            return "JOIN staff_role k ON k.union_id = a.union_id AND k.user_id = ?", "k.role", [by.id]
        case "cli" | "job":
            return "", "'ADMINISTER'", []
        case _:
            raise NotFound("employer.not_found")


async def agreements_for(by: Principal, employer_id: int) -> list[TheAgreement]:
    """The employer's agreements that this principal may act on, by union.

    Raises NotFound when there are none: for a stranger it is as if the employer did not exist.
    """
    key, role, values = _key(by)
    found = await db.rows_by_key(
        f"""SELECT {AGREEMENT}, {role} AS role FROM {JOINED} {key}
 WHERE a.employer_id = ? ORDER BY u.name, a.name, a.employer_ref""",  # noqa: S608
        *values,
        employer_id,
    )
    if not found:
        raise NotFound("employer.not_found")
    return [_agreement(one) for one in found]


async def agreement_for(by: Principal, agreement_id: int) -> TheAgreement:
    """One agreement, for somebody who may act on it.  Raises NotFound."""
    key, role, values = _key(by)
    found = await db.row(
        f"SELECT {AGREEMENT}, {role} AS role FROM {JOINED} {key} WHERE a.id = ?",  # noqa: S608
        *values,
        agreement_id,
    )
    if found is None:
        raise NotFound("agreement.not_found")
    return _agreement(found)


async def employers_of(by: Principal, search: str = "", *, limit: int = 50, offset: int = 0) -> list[TheEmployer]:
    """The employers that this principal may act for, by name: some or all, by part of the name or the orgnr's start."""
    reach, values = _reach(by, search)
    ask = db.rows if search or limit > FEW else db.rows_by_key
    found = await ask(
        f"SELECT e.id, e.orgnr, e.name FROM {reach} ORDER BY e.name_sort, e.orgnr LIMIT ? OFFSET ?",  # noqa: S608
        *values,
        limit,
        offset,
    )
    return [TheEmployer(one["id"], one["orgnr"], one["name"]) for one in found]


async def employer_of_list(list_id: int) -> TheEmployer:
    """Whose list it is, for a session that holds that list alone.  (The lists stand further up; it is only a join.)"""
    found = await db.row(
        "SELECT e.id, e.orgnr, e.name FROM employer e JOIN deduction_list l ON l.employer_id = e.id WHERE l.id = ?",
        list_id,
    )
    if found is None:
        raise NotFound("employer.not_found")
    return TheEmployer(found["id"], found["orgnr"], found["name"])


async def how_many_employers(by: Principal, search: str = "") -> int:
    """The number of employers that `employers_of` would answer without a limit."""
    reach, values = _reach(by, search)
    return int(await db.value(f"SELECT COUNT(*) AS found FROM {reach}", *values))  # noqa: S608


def _reach(by: Principal, search: str) -> tuple[str, list[Any]]:
    key, _, values = _key(by)
    # begun from what is theirs: asked of each employer in turn, this takes 10 ms where there are 10 000
    sql = f"employer e WHERE e.id IN (SELECT a.employer_id FROM agreement a {key})"  # noqa: S608
    if wanted := name_fold(search):
        plain = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        sql += r" AND (e.name_fold LIKE ? ESCAPE '\' OR e.orgnr LIKE ? ESCAPE '\')"
        values = [*values, f"%{plain}%", f"{plain.replace(' ', '')}%"]
    return sql, values


async def contacts_of(agreement_id: int, purpose: str | None = None) -> list[TheContact]:
    """The contacts of an agreement that is already allowed; those for one purpose, or all."""
    found = await db.rows(
        "SELECT id, name, email, mobile, purposes FROM contact WHERE agreement_id = ? ORDER BY name, id", agreement_id
    )
    contacts = [TheContact(**one | {"purposes": read_purposes(one["purposes"])}) for one in found]
    return [one for one in contacts if purpose is None or purpose in one.purposes]


async def grants_on(agreement_ids: list[int]) -> list[TheGrant]:
    """Who may act on these agreements (already allowed), by name."""
    found = await db.rows(
        f"""SELECT g.user_id, p.name, p.email, g.agreement_id, g.role, g.given_by FROM access_grant g
 JOIN portal_user p ON p.id = g.user_id WHERE g.agreement_id IN ({db.marks(len(agreement_ids))})
 ORDER BY p.name, g.user_id""",  # noqa: S608
        *agreement_ids,
    )
    return [TheGrant(**one) for one in found]


def _agreement(found: dict[str, Any]) -> TheAgreement:
    return TheAgreement(**found | {"fund": bool(found["fund"])})
