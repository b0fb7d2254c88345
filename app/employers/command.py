"""`portal grant`: let somebody deliver for an employer."""

import sys
from typing import TextIO

from app import db
from app.accounts.actions import create_user
from app.accounts.emails import fold
from app.accounts.principal import the_command_line
from app.accounts.queries import user_by_email
from app.employers.actions import grant
from app.employers.queries import agreements_for
from app.errors import NotFound
from app.messages.actions import queue


async def grant_command(email: str, name: str, orgnr: str, union: str, role: str, *, out: TextIO | None = None) -> int:
    """SUBMIT or MANAGE on the employer's agreements, with one union or all; a user who is not there is made."""
    by = the_command_line()
    employer = await db.value("SELECT id FROM employer WHERE orgnr = ?", orgnr)
    if employer is None:
        raise NotFound("employer.not_found")
    agreements = [one.id for one in await agreements_for(by, employer) if union in {"", one.union_slug}]
    if not agreements:
        raise NotFound("agreement.not_found")
    user = await user_by_email(fold(email))
    async with db.transaction():
        user_id = user["id"] if user else await create_user("EMPLOYER", email, name or email, by=by)
        await grant(user_id, agreements, role, by=by)
        await queue("access_given", to_user=user_id, new=user is None or user["password_hash"] is None)
    (out or sys.stdout).write(f"{email}: {role} on {len(agreements)} agreements; an e-mail tells them how to get in.\n")
    return 0
