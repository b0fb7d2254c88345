"""Letters for the tests: small PDFs, and posting them as staff do."""

from collections.abc import Sequence
from typing import Any

from app.jobs.actions import drain


def pdf(words: str) -> bytes:
    """As much of a PDF as is looked at; other words, other bytes."""
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + words.encode() * 20 + b"\nstartxref\n0\n%%EOF\n"


def named(*names: str) -> list[tuple[str, tuple[str, bytes, str]]]:
    """A file of its own for each name."""
    return [("files", (name, pdf(name), "application/pdf")) for name in names]


async def post(browser: Any, files: Sequence[tuple[str, tuple[str, bytes, str]]], **fields: str) -> Any:
    """Posted and placed; answers the batch's page."""
    answer = await browser.post("/staff/letters", fields, files=files)
    assert answer.status == 303, answer.words
    await work()
    return await browser.get(answer.location)


async def work() -> None:
    """All that waits to be done later."""
    from app.worker import WORK

    while await drain(WORK):
        pass


async def orgnr_of(db: Any, employer: int) -> str:
    return str(await db.value("SELECT orgnr FROM employer WHERE id = ?", employer))
