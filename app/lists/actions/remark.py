"""The employer's comment on the whole list."""

import hashlib

import msgspec

from app import clock, db
from app.accounts.principal import Principal
from app.crypto import seal
from app.errors import Closed, Conflict
from app.lists.the_list import TheList


def mark_of(comment: str | None) -> str:
    """A short mark of the comment as it was shown, so that one that another wrote is not lost unseen."""
    return hashlib.sha256((comment or "").encode()).hexdigest()[:12]


async def set_comment(the_list: TheList, text: str, *, seen: str, by: Principal) -> TheList:
    """Keep the comment to the union.  `seen` is `mark_of` what was there; raises Conflict when it no longer is."""
    if not the_list.is_open:
        raise Closed("list.closed")
    if text == (the_list.comment or ""):
        return the_list
    if seen != mark_of(the_list.comment):
        raise Conflict("list.comment_changed")
    sealed = seal(text, f"deduction_list|comment|{the_list.id}") if text else None
    saved = await db.together(
        db.Step(
            """UPDATE deduction_list SET comment = ?, version = version + 1, opened_at = COALESCE(opened_at, ?)
 WHERE id = ? AND state = 'OPEN' AND version = ? RETURNING version""",
            (sealed, clock.now(), the_list.id, the_list.version),
            must=True,
        )
    )
    if saved is None:
        raise Conflict("list.comment_changed")
    return msgspec.structs.replace(the_list, comment=text or None, version=saved[0][0]["version"])
