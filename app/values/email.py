"""E-mail addresses: one plain address, nothing that a mail header could read as two."""

import re

LONGEST = 254

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+){0,31}"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"({_LOCAL})@((?:{_LABEL}\.){{1,10}}[A-Za-z](?:[A-Za-z0-9-]{{0,61}}[A-Za-z0-9]))")


def parse_email(text: str) -> str | None:
    """The address as mail is sent to it, its domain in lower case (æøå as IDNA); None when it is not one address.

    No quoted local parts, no comments, no address literals: nobody's payroll office has those, and they are
    how one field becomes two headers.
    """
    bare = text.strip(" \t\u00a0")
    local, at, domain = bare.rpartition("@")
    if not at or len(bare) > LONGEST or len(local) > 64:
        return None
    try:
        domain = domain.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return None
    address = f"{local}@{domain}"
    return address if len(address) <= LONGEST and _ADDRESS.fullmatch(address) else None


def fold_email(address: str) -> str:
    """The form in which addresses are compared: Anna@Fjord.no and anna@fjord.no are one person."""
    return address.lower()


def mask_email(address: str) -> str:
    """'a•••@fjord.no': enough for the owner to know it again."""
    local, _, domain = address.rpartition("@")
    return f"{local[:1]}•••@{domain}"
