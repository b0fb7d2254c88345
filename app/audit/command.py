"""`portal audit verify`: whether the trail is whole."""

import sys

from app.audit.actions import verify
from app.audit.sentences import wrong


async def verify_command() -> int:
    """0 when it is; else 1, with what is wrong on standard error."""
    verdict = await verify()
    for fault in verdict.faults:
        sys.stderr.write(f"{wrong(fault)}\n")
    sys.stdout.write(f"{verdict.checked} events, {len(verdict.faults)} faults\n")
    return 1 if verdict.faults else 0
