"""What a contact is for."""

import json
from collections.abc import Iterable

PURPOSES = ("SIGN_IN_CODE", "INVOICE", "LETTERS")
CHANNELS = ("PORTAL", "HUB")
ROLES = ("SUBMIT", "MANAGE")


def write_purposes(purposes: Iterable[str]) -> str:
    """As it is kept.  Raises ValueError for a purpose that there is not."""
    chosen = set(purposes)
    if chosen - set(PURPOSES):
        raise ValueError(f"no such purpose: {sorted(chosen - set(PURPOSES))}")
    return json.dumps([one for one in PURPOSES if one in chosen])


def read_purposes(text: str) -> tuple[str, ...]:
    """The purposes as kept."""
    return tuple(json.loads(text))
