"""E-mail addresses of users: what is one, and when two are the same."""

import re

LONGEST = 254

_EMAIL = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._%+'-]{0,63}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)


def is_email(text: str) -> bool:
    """One plain address: ASCII, no name, no comment, nothing that a mail server could read as two."""
    return len(text) <= LONGEST and ".." not in text and _EMAIL.fullmatch(text) is not None


def fold(text: str) -> str:
    """The form that addresses are compared in.  ASCII only: other letters never fold onto somebody's address."""
    text = text.strip()
    return text.lower() if text.isascii() else text
