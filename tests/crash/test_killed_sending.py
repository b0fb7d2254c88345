"""`kill -9` at any moment of a sending: no trace of it, or the whole submission with its receipt.

CRASH_KILLS says how many; a hundred by hand, a few in the daily tests.
"""

import asyncio
import os
import secrets
from typing import Any

import httpx

from app.accounts.principal import the_command_line
from app.lists import queries
from app.lists.snapshot import digest_of, frozen
from tests.support import rows, sessions
from tests.support.cast import Cast
from tests.support.server import Server

KILLS = int(os.environ.get("CRASH_KILLS", "6"))
PERIODS = [f"20{year}-{month:02}" for year in range(10, 27) for month in range(1, 13)]


async def test_sending_killed_at_any_point_is_whole_or_never_was(db: Any, cast: Cast) -> None:
    name, token = await sessions.open_for(cast.anna)
    lists = [await rows.deduction_list(cast.fjord_metall, [45500] * 40, PERIODS[n], first=40 * n) for n in range(KILLS)]
    server, answered = Server(), {}
    for list_id in lists:
        server.start()
        path = f"/e/{cast.fjord}/lists/{list_id}"
        if where := await _send_and_kill(server, path, name, token):
            answered[list_id] = where

    server.start()
    try:
        for list_id in lists:
            await _is_whole_or_never_was(db, cast, list_id, answered.get(list_id))
            async with _client(server, name, token) as client:
                again = await client.post(f"/e/{cast.fjord}/lists/{list_id}/delivery", data=_form(token, "1"))
            assert again.status_code == 303
            assert answered.get(list_id, again.headers["location"]) == again.headers["location"]
    finally:
        server.stop()


def _form(token: str, version: str) -> dict[str, str]:
    from app.web import csrf

    return {
        "_csrf": csrf.token(csrf.fingerprint(token), "session"),
        "confirmed": "yes",
        "version": version,
        "comment": "Slik ble det.",
    }


def _client(server: Server, name: str, token: str) -> httpx.AsyncClient:
    headers = {"sec-fetch-site": "same-origin", "origin": server.url}
    return httpx.AsyncClient(base_url=server.url, cookies={name: token}, headers=headers)


async def _send_and_kill(server: Server, path: str, name: str, token: str) -> str:
    """Where the answer led, if there was one before the end."""
    async with _client(server, name, token) as client:
        await client.get(path)
        sending = asyncio.create_task(client.post(f"{path}/delivery", data=_form(token, "1")))
        await asyncio.sleep(secrets.randbelow(30) / 1000)
        server.kill()
        try:
            answer = await sending
        except httpx.TransportError:
            return ""
    return answer.headers.get("location", "")


async def _is_whole_or_never_was(db: Any, cast: Cast, list_id: int, answered: str | None) -> None:
    by = the_command_line()
    now = await queries.list_for(by, cast.fjord, list_id)
    made = await db.rows("SELECT * FROM submission WHERE list_id = ?", list_id)
    if now.is_open:
        assert (made, answered) == ([], None)
        assert now.version == 1
        return
    (row,) = made
    sent = await queries.submission_for(by, cast.fjord, row["id"])
    text = frozen(await queries.lines_sent(sent))
    numbers = {"receipt_no": sent.receipt_no, "list_number": sent.list_number, "revision": sent.revision}
    assert digest_of(**numbers, comment="Slik ble det.", text=text) == sent.digest
    assert answered in {None, sent.path}
    assert await db.value("SELECT COUNT(*) FROM message WHERE dedupe = ?", f"receipt|{sent.id}") == 1
    assert await db.value("SELECT COUNT(*) FROM audit_event WHERE object_id = ?", sent.id) == 1
