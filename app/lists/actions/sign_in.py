"""A list opens itself to whoever holds its number and its employer's id or code, as the union's policy has it.

Where a code is asked for too, the one at the door is told the same whatever they typed: a job finds out whether the
numbers belong together, and sends the code to the contacts on the agreement.
"""

import json
from dataclasses import dataclass
from typing import Any

from app import db
from app.accounts.actions import begin
from app.accounts.actions.codes import Tried, ask, give, try_code, use, waiting
from app.accounts.codes import LIST
from app.accounts.principal import Principal
from app.audit.actions import record
from app.employers.queries import contacts_of
from app.employers.reference import parse_reference
from app.errors import TooMany
from app.lists import limits, queries
from app.lists.sign_in import fits, read_number
from app.unions.policies import read_policy
from app.unions.queries import TheUnion
from app.web import throttle
from app.web.cookies import SESSION
from app.web.here import here

NOTHING: dict[str, Any] = {"employer_ref": "\0", "sign_in_code": ""}


@dataclass(frozen=True, slots=True)
class Opened:
    """The session has begun; `path` is where the list, its receipt or its settling is shown."""

    path: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The employer delivers through the hub («trekksentral»): nothing is opened."""


@dataclass(frozen=True, slots=True)
class CodeAsked:
    """A code is asked for next, whether or not the numbers belong together."""


Outcome = Opened | Moved | CodeAsked | None


async def knock(union: TheUnion, number: str, secret: str) -> Outcome:
    """Number and id or code, as typed; None when they do not belong together.  Raises TooMany and Busy."""
    if union.policy.list_sign_in == "NUMBER_ID_AND_CODE" or await _too_often(union, number, secret):
        address = json.dumps([union.id, number[:40], secret[:60]])
        counted = f"list {union.id} {read_number(number)}"
        await ask(LIST, counted=counted, address=address, job="lists.send_code")
        return CodeAsked()
    await throttle.take(limits.NETWORK, here().network)
    found = await _fitting(union.id, number, secret, code_required=union.policy.employer_code_required)
    if found is None:
        await _note_failure()
        return None
    await throttle.give_back(limits.NETWORK, here().network)
    async with db.transaction():
        return await _open(found)


async def _too_often(union: TheUnion, number: str, secret: str) -> bool:
    """Whether this list, this employer or the whole portal was tried so often that the numbers alone do not do.

    So nobody is shut out by a stranger's guesses, and a stranger who walks through the numbers finds nothing.
    """
    counted: list[tuple[Any, ...]] = [
        (limits.THE_LIST, union.id, read_number(number)),
        (limits.THE_LIST_IN_A_DAY, union.id, read_number(number)),
        (limits.THE_EMPLOYER, union.id, parse_reference(secret)),
        (limits.EVERYBODY,),
    ]
    above = False
    for limit, *parts in counted:
        try:
            await throttle.take(limit, *parts)
        except TooMany:
            above = True
    return above


async def _fitting(union_id: int, number: str, secret: str, *, code_required: bool) -> dict[str, Any] | None:
    """The list, if number and secret belong together; it takes as long when there is none."""
    found = await queries.knocked_on(union_id, read_number(number) or 0)
    one = found or NOTHING
    right = fits(secret, employer_ref=one["employer_ref"], code=one["sign_in_code"], code_required=code_required)
    return found if right else None


async def _note_failure() -> None:
    async with db.transaction(durable=False):
        nobody = Principal("list", 0, "")
        await record("list_sign_in_fail", by=nobody, object_kind="list", object_id=0, outcome="refused")


async def send_code(code_id: int) -> None:
    """The job: if the numbers belong together, a code to the contacts who are there for it."""
    row = await waiting(code_id)
    if row is None:
        return
    union_id, number, secret = json.loads(row["address"])
    policy = read_policy(await db.value("SELECT policy FROM trade_union WHERE id = ?", union_id) or "{}")
    found = await _fitting(union_id, number, secret, code_required=policy.employer_code_required)
    if found is None:
        return
    reached = [
        (one.email or None, None if one.email else one.mobile)
        for one in await contacts_of(found["agreement_id"], "SIGN_IN_CODE")
    ]
    reached.sort(key=lambda one: one[0] is None)  # whoever has an e-mail decides that the code is a long one
    if reached:
        (email, mobile), *also = reached
        await give(code_id, list_id=found["id"], to_email=email, to_mobile=mobile, language="nb", also=also)


async def show_code(typed: str) -> Opened | Moved | Tried:
    """The code as it was typed: what it opens, or what came of the try.  Raises TooMany and Busy."""
    tried = await try_code(LIST, typed)
    if not tried.right or tried.list_id is None:
        await _note_failure()
        return tried
    union_id, number, _ = json.loads(tried.address)
    found = await queries.knocked_on(union_id, read_number(number) or 0)
    async with db.transaction():
        if found is None or found["id"] != tried.list_id or not await use(tried):
            return Tried(False, 0)
        return await _open(found)


async def _open(found: dict[str, Any]) -> Opened | Moved:
    """Begin the session, which holds this one list; in the caller's transaction."""
    if found["channel"] == "HUB":
        return Moved()
    token = await begin("LIST", list_id=found["id"])
    here().set_cookie(SESSION, token)
    who = Principal("list", found["id"], "", list_id=found["id"])
    await record("list_sign_in", by=who, object_kind="list", object_id=found["id"], employer_id=found["employer_id"])
    return Opened(f"/e/{found['employer_id']}/lists/{found['id']}")
