"""Telling people: a row in the transaction of what it tells of, sent afterwards by whoever drains the outbox.

One row for each recipient.  Sent at least once; twice only when a process dies between the gateway's yes and the row's
update, and then with the same Message-ID.
"""

import datetime as dt
import json
import logging

from app import clock, db
from app.audit.actions import record
from app.audit.actor import the_portal
from app.crypto import seal
from app.jobs.actions import later
from app.jobs.outcomes import GiveUp, TryAgain
from app.messages import letter, queries, sms, smtp
from app.messages.queries import Row, place_of, reader, words_of
from app.messages.texts import TEXTS, is_stale
from app.settings import settings
from app.values.email import parse_email
from app.values.mobile import parse_mobile

log = logging.getLogger("portal.messages")


async def queue(
    template: str,
    *,
    to_user: int | None = None,
    to_email: str | None = None,
    to_mobile: str | None = None,
    language: str | None = None,
    dedupe: str | None = None,
    run_after: dt.datetime | None = None,
    **values: object,
) -> int | None:
    """Tell one recipient, once the caller's transaction is committed; the row's id.

    To a user's own e-mail and in their language; or to an address in `language`; with `to_mobile` by SMS.  None when
    `dedupe` has been told already, or the user is no longer active.  `values` are what `texts.<template>` asks for.
    Raises ValueError for an address that is none.
    """
    given = TEXTS[template](**values)
    if to_user is not None:
        known = await reader(to_user)
        if known is None:
            return None
        to_email, language = (None if to_mobile else known.email), language or known.language
    kind, recipient = ("SMS", parse_mobile(to_mobile)) if to_mobile else ("EMAIL", parse_email(to_email or ""))
    if recipient is None:
        raise ValueError(f"not an address: {kind}")
    message_id = db.new_id()
    sealed = seal(json.dumps(given, ensure_ascii=False), place_of(message_id))
    made = await db.rows(
        "INSERT INTO message (id, kind, template, language, user_id, recipient, values_sealed, dedupe, queued_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (dedupe) DO NOTHING RETURNING id",
        *(message_id, kind, template, language or "nb", to_user, recipient, sealed, dedupe, clock.now()),
    )
    if not made:
        return None
    await later("messages.send", {"message_id": message_id}, run_after=run_after)
    return message_id


async def send(message_id: int) -> None:
    """Send one message that waits.  Raises TryAgain when it may go later, GiveUp when it never will."""
    row = await queries.waiting(message_id)
    if row is None:
        return
    if is_stale(row["template"], row["queued_at"], clock.now()):
        raise GiveUp("too late to be of use")
    try:
        await _hand_over(row)
    except TryAgain as no:
        await db.execute(
            "UPDATE message SET attempts = attempts + 1, problem = ? WHERE id = ? AND state = 'WAITING'",
            *(no.reason, message_id),
        )
        raise


async def _hand_over(row: Row) -> None:
    """To the gateway for its kind; in the demo to nobody: it is shown on /dev/messages."""

    async def taken() -> None:
        await _sent(row["id"])

    if settings().demo:
        await taken()
        return
    said = words_of(row)
    if row["kind"] == "SMS":
        if not settings().sms_url:
            raise GiveUp("SMS_URL is not set")
        await sms.send(row["id"], row["recipient"], said.text, taken)
        return
    if not settings().smtp_url:
        raise GiveUp("SMTP_URL is not set")
    mail = letter.email(row["id"], row["recipient"], row["language"], said, row["queued_at"])
    await smtp.send(mail, row["recipient"], taken)


async def _sent(message_id: int) -> None:
    """Told; what it said is forgotten, but for the demo, where the page shows it."""
    await db.execute(
        "UPDATE message SET state = 'SENT', sent_at = ?, attempts = attempts + 1, problem = '', "
        "values_sealed = CASE WHEN ? THEN values_sealed ELSE '' END WHERE id = ? AND state = 'WAITING'",
        *(clock.now(), settings().demo, message_id),
    )


async def fail(message_id: int, reason: str) -> None:
    """It will not be told: refused for good, or tried for three days.  Staff see why."""
    async with db.transaction():
        failed = await db.row(
            "UPDATE message SET state = 'FAILED', attempts = attempts + 1, problem = ? "
            "WHERE id = ? AND state = 'WAITING' RETURNING template",
            *(reason, message_id),
        )
        if failed:
            log.warning("message %s failed: %s", message_id, reason)
            await record(
                "message_failed",
                by=the_portal("messages"),
                object_kind="message",
                object_id=message_id,
                outcome="failed",
                template=failed["template"],
                reason=reason,
            )


async def send_again(message_id: int) -> bool:
    """A failed message once more, as long as what it says is kept; False if it cannot be."""
    async with db.transaction():
        found = await db.row(
            "UPDATE message SET state = 'WAITING', problem = '' WHERE id = ? AND state = 'FAILED' "
            "AND values_sealed <> '' RETURNING id",
            message_id,
        )
        if found:
            await later("messages.send", {"message_id": message_id})
    return found is not None
