"""`portal forget-authenticator`: for somebody who has lost phone and recovery codes, once it is certain who asks."""

import sys
from typing import TextIO

from app.accounts.actions.factors import forget_authenticator
from app.accounts.emails import fold
from app.accounts.principal import the_command_line
from app.accounts.queries import user_by_email
from app.errors import NotFound


async def forget_authenticator_command(email: str, *, out: TextIO | None = None) -> int:
    """The app is asked for no longer; staff are asked to take a new one into use at their next sign-in."""
    user = await user_by_email(fold(email))
    if user is None:
        raise NotFound("user.not_found", email=email)
    await forget_authenticator(user["id"], by=the_command_line())
    (out or sys.stdout).write(f"{user['name']}: the app and the recovery codes are gone, and an e-mail says so.\n")
    return 0
