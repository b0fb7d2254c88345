"""One-time codes are asked for, sent and tried.

Asking does the same work whoever is asked for: it writes a row and a job.  Whether there is such a user is found out by
the job, so nobody who asks can tell from the answer or from its time.
"""

from dataclasses import dataclass
from typing import Any

from app import db
from app.accounts import limits, queries
from app.accounts.codes import BY_EMAIL, BY_SMS, FACTOR, LIFE, TRIES, digest, is_it, make_code, reaches, read_code
from app.accounts.factors import SMS, asked_for
from app.clock import now
from app.crypto import derive, seal, unseal
from app.errors import Invalid
from app.jobs.actions import later
from app.messages.actions import queue
from app.web import throttle
from app.web.here import here

_ASK = """INSERT INTO one_time_code (id, flow_hash, purpose, address, user_id, list_id, asked_at, expires_at)
 VALUES (?, ?, ?, ?, ?, ?, ?, ?)
 ON CONFLICT (flow_hash, purpose) DO UPDATE SET id = excluded.id, address = excluded.address,
 user_id = excluded.user_id, list_id = excluded.list_id, code_hash = '', tries = 0, asked_at = excluded.asked_at,
 expires_at = excluded.expires_at, used_at = NULL"""

# A try is taken before anything is compared, in one statement: parallel guesses cannot slip past each other.
_TRY = f"""UPDATE one_time_code SET tries = tries + 1
 WHERE flow_hash = ? AND purpose = ? AND tries < {TRIES} AND used_at IS NULL AND expires_at > ?
 RETURNING id, user_id, list_id, address, code_hash, tries"""  # noqa: S608 - a number of ours

_USE = "UPDATE one_time_code SET used_at = ? WHERE id = ? AND used_at IS NULL RETURNING id"


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a try.  `left` are the tries that remain with this code; 0 means that a new one is needed."""

    right: bool
    left: int
    code_id: int = 0
    user_id: int | None = None
    list_id: int | None = None
    address: str = ""


async def ask(
    purpose: str,
    *,
    counted: str,
    address: str = "",
    user_id: int | None = None,
    list_id: int | None = None,
    job: str = "accounts.send_code",
    mobile: str = "",
) -> None:
    """Have a code sent for this browser; what it was sent before counts no longer.

    `counted` is whom it is for, as the limits count; `mobile` the number when it is known to go by SMS.  Raises TooMany
    and Busy.
    """
    network = here().network
    await throttle.take(limits.CODE_NETWORK, network)
    if purpose == FACTOR:
        await throttle.take(limits.CODE_FACTOR, counted, network)
    else:
        await throttle.take(limits.CODE_PAUSE, purpose, counted, network)
        await throttle.take(limits.CODE_HERE, counted, network)
    await throttle.take(limits.CODE_ALL, counted)
    if mobile:
        await _take_sms(mobile)
    here().start_flow()
    code_id, at = db.new_id(), now()
    sealed = seal(address, f"one_time_code|address|{code_id}")
    async with db.transaction(durable=False):
        await db.execute(_ASK, code_id, here().flow_hash, purpose, sealed, user_id, list_id, at, at + LIFE)
        await later(job, {"code_id": code_id})


async def _take_sms(mobile: str) -> None:
    if not reaches(mobile):
        raise Invalid("mobile.abroad")
    await throttle.take(limits.SMS_HOUR, mobile)
    await throttle.take(limits.SMS_DAY, mobile)
    await throttle.take(limits.SMS_ALL)


async def send_code(code_id: int) -> None:
    """The job: make the code, and send it to whom it belongs, if there is such a one."""
    row = await waiting(code_id)
    if row is None:
        return
    match row["purpose"]:
        case "MOBILE":
            await give(code_id, to_mobile=row["address"], language=await queries.language_of(row["user_id"]))
        case "EMAIL":
            await give(code_id, to_email=row["address"], language=await queries.language_of(row["user_id"]))
        case "FACTOR":
            await _give_user(code_id, row["user_id"], by_email=False)
        case _:
            user = await queries.user_by_email(row["address"])
            if user is not None and user["active"]:
                await _give_user(code_id, user["id"], by_email=True)


async def _give_user(code_id: int, user_id: int, *, by_email: bool) -> None:
    user = await queries.user_by_id(user_id)
    if not by_email and asked_for(has_authenticator=False, mobile=user["mobile"]) == SMS:
        await give(code_id, user_id=user_id, to_user=user_id, to_mobile=user["mobile"])
    else:
        await give(code_id, user_id=user_id, to_user=user_id)


async def waiting(code_id: int) -> dict[str, Any] | None:
    """A code that is still to be made: purpose, address, user_id, list_id.  None for one that a later one replaced."""
    row = await db.row(
        "SELECT id, purpose, address, user_id, list_id FROM one_time_code"
        " WHERE id = ? AND code_hash = '' AND used_at IS NULL AND expires_at > ?",
        *(code_id, now()),
    )
    return row and {**row, "address": unseal(row["address"], f"one_time_code|address|{row['id']}")}


async def give(
    code_id: int,
    *,
    user_id: int | None = None,
    list_id: int | None = None,
    to_user: int | None = None,
    to_email: str | None = None,
    to_mobile: str | None = None,
    language: str | None = None,
    also: list[tuple[str | None, str | None]] | None = None,
) -> None:
    """Make the code and send it: eight digits by e-mail, six by SMS.  `also` are further (e-mail, mobile)."""
    code = make_code(BY_SMS if to_mobile else BY_EMAIL)
    minutes = int(LIFE.total_seconds()) // 60
    async with db.transaction():
        made = await db.row(
            "UPDATE one_time_code SET code_hash = ?, user_id = COALESCE(?, user_id), list_id = COALESCE(?, list_id)"
            " WHERE id = ? AND code_hash = '' RETURNING id",
            *(digest(derive("codes"), code_id, code), user_id, list_id, code_id),
        )
        if made is None:
            return
        await queue(
            "code",
            to_user=to_user,
            to_email=to_email,
            to_mobile=to_mobile,
            language=language,
            code=code,
            minutes=minutes,
        )
        for email, mobile in also or []:
            await queue("code", to_email=email, to_mobile=mobile, language=language, code=code, minutes=minutes)


async def try_code(purpose: str, typed: str) -> Tried:
    """Take a try and compare; nothing is used up by being right (`use` does that).  Raises TooMany and Busy."""
    await throttle.take(limits.CODE_TRIES, here().network)
    if not here().flow:
        return Tried(False, 0)
    answers = await db.together(db.Step(_TRY, (here().flow_hash, purpose, now()), must=True))
    if answers is None:
        return Tried(False, 0)
    row = answers[0][0]
    if not is_it(row["code_hash"], derive("codes"), row["id"], read_code(typed)):
        return Tried(False, TRIES - row["tries"])
    await throttle.give_back(limits.CODE_TRIES, here().network)
    address = unseal(row["address"], f"one_time_code|address|{row['id']}")
    return Tried(True, TRIES - row["tries"], row["id"], row["user_id"], row["list_id"], address)


async def use(tried: Tried) -> bool:
    """Use the code up, in the transaction of what it opens; False when another request was first."""
    return await db.row(_USE, now(), tried.code_id) is not None


async def typed_address(purpose: str) -> str:
    """The address that this browser asked a code for, to be shown again and to send anew; empty when it did not."""
    row = await db.row(
        "SELECT id, address FROM one_time_code"
        " WHERE flow_hash = ? AND purpose = ? AND expires_at > ? AND used_at IS NULL",
        *(here().flow_hash, purpose, now()),
    )
    return unseal(row["address"], f"one_time_code|address|{row['id']}") if row else ""


async def is_on_its_way(purpose: str) -> bool:
    """Whether this browser has a code that can still be used."""
    found = await db.row(
        "SELECT id FROM one_time_code WHERE flow_hash = ? AND purpose = ? AND expires_at > ? AND used_at IS NULL",
        *(here().flow_hash, purpose, now()),
    )
    return found is not None
