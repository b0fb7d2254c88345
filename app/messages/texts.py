"""What the portal tells people: one function for each message, its words in `templates/messages/<name>/`.

A function returns what its templates need, as plain JSON values.  No message holds a name, a number or a list: it says
that there is something new, and where.  `subject.txt`, `body.txt` and `body.html` make the e-mail; `sms.txt`, where
there is one, the SMS.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

Values = dict[str, Any]


def receipt(*, path: str) -> Values:
    """A list was received; the receipt is at `path`."""
    return {"path": path}


def reopened(*, path: str) -> Values:
    """A list that was sent is open again, at `path`."""
    return {"path": path}


def account_idle(*, path: str) -> Values:
    """Nobody has signed in to the account for long: it is deleted in a month unless somebody does."""
    return {"path": path}


def missing_waiting(*, path: str) -> Values:
    """Members were not deducted, and an answer is waited for; the pages are found from `path`."""
    return {"path": path}


def letter_arrived(*, path: str) -> Values:
    """There are new letters from a union; they are found from `path`."""
    return {"path": path}


def sign_in_new_device(*, at: dt.datetime) -> Values:
    """Somebody signed in to the account from a device that it had not been used on."""
    return {"at": at.isoformat()}


def code(*, code: str, minutes: int) -> Values:
    """A one-time code, for the one who has just asked for it."""
    return {"code": code, "minutes": minutes}


def credential_changed(*, what: str) -> Values:
    """A way in was changed: password, activated, email, mobile, authenticator, authenticator_gone or recovery."""
    return {"what": what, "path": "/account"}


def access_asked(*, path: str) -> Values:
    """Somebody asks for access, to be decided at `path`."""
    return {"path": path}


def access_given(*, new: bool) -> Values:
    """The reader may deliver for an employer; `new` users have an account to activate."""
    return {"new": new, "path": "/activation" if new else "/"}


def access_refused() -> Values:
    """A request for access was refused; whom to ask stands on the help page."""
    return {"path": "/help"}


def access_taken() -> Values:
    """The reader's access to an employer was taken away."""
    return {"path": "/"}


def invitation(*, path: str, days: int) -> Values:
    """A colleague asks the reader to deliver as well."""
    return {"path": path, "days": days}


def access_review(*, path: str) -> Values:
    """It is a year since somebody looked through who has access."""
    return {"path": path}


TEXTS: dict[str, Callable[..., Values]] = {
    "receipt": receipt,
    "reopened": reopened,
    "account_idle": account_idle,
    "missing_waiting": missing_waiting,
    "letter_arrived": letter_arrived,
    "sign_in_new_device": sign_in_new_device,
    "code": code,
    "credential_changed": credential_changed,
    "access_asked": access_asked,
    "access_given": access_given,
    "access_refused": access_refused,
    "access_taken": access_taken,
    "invitation": invitation,
    "access_review": access_review,
}

# Told later than this it is of no use, and is not sent.
GOOD_FOR = {"code": dt.timedelta(minutes=10)}


def is_stale(template: str, queued_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether the message came too late to be of use."""
    return template in GOOD_FOR and now - queued_at > GOOD_FOR[template]
