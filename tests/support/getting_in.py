"""The ways in, for tests that go them: what was sent, and the jobs that send it."""

import re
from typing import Any

CODE = re.compile(r"(?m)^(\d{8})$|^(\d{6}) ")


async def work() -> None:
    """Do what is to be done later, until there is no more of it."""
    from app.jobs.actions import drain
    from app.worker import WORK

    while await drain(WORK):
        pass


async def told(recipient: str = "") -> list[Any]:
    """What was sent, oldest first: (template, recipient, text)."""
    from app.messages import queries

    await work()
    rows = reversed(await queries.latest(200))
    return [
        (row["template"], row["recipient"], queries.words_of(row).text)
        for row in rows
        if not recipient or row["recipient"] == recipient
    ]


async def code_to(recipient: str) -> str:
    """The newest code that was sent there."""
    texts = [text for template, _, text in await told(recipient) if template == "code"]
    assert texts, f"no code was sent to {recipient}"
    found = CODE.search(texts[-1])
    assert found, texts[-1]
    return found[1] or found[2]
