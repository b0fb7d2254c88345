"""`python -m tests.accounts.run_sign_ins [seconds]`: ten sign-ins a second, and how long saves take meanwhile.

Outside the ordinary tests, since it wants a quiet machine.  The password is hashed beside the event loop, so a cell is
saved in a few milliseconds all the while.
"""

import asyncio
import statistics
import sys
import time
from typing import Any

import httpx

from tests.support import databases, rows, sessions
from tests.support.cast import PASSWORD, _person, assemble
from tests.support.server import Server

A_SECOND = 10
PEOPLE = 20
OURS = {"sec-fetch-site": "same-origin"}


async def main(seconds: int) -> None:
    from app import db

    await databases.make()
    await databases.migrate()
    await databases.refresh()
    await db.start()
    server = Server()
    server.start()
    try:
        await _measure(server, seconds)
    finally:
        server.stop()
        await db.stop()
        await databases.remove()


async def _measure(server: Server, seconds: int) -> None:
    cast = await assemble()
    list_id = await rows.deduction_list(cast.fjord_metall, [45050] * 20)
    over = asyncio.Event()
    saving = asyncio.create_task(_saves(server, cast, f"/e/{cast.fjord}/lists/{list_id}/lines", over))
    people = [await _person(f"Person{n}") for n in range(PEOPLE)]
    devices = [await sessions.remembered(one) for one in people]
    began, tries = time.perf_counter(), []
    for n in range(seconds * A_SECOND):
        await asyncio.sleep(max(0, began + n / A_SECOND - time.perf_counter()))
        tries.append(asyncio.create_task(_sign_in(server, people[n % PEOPLE].email, devices[n % PEOPLE])))
    took = sorted(await asyncio.gather(*tries))
    whole = time.perf_counter() - began
    over.set()
    saves = sorted(await saving)
    print(f"{len(took)} sign-ins, {len(took) / whole:.1f}/s, median {statistics.median(took):.0f} ms")
    print(f"{len(saves)} saves, median {statistics.median(saves):.1f} ms, p99 {saves[len(saves) * 99 // 100]:.1f} ms")


async def _sign_in(server: Server, email: str, device: str) -> float:
    async with httpx.AsyncClient(base_url=server.url, headers=OURS, cookies={"dev": device}) as client:
        token = (await client.get("/sign-in")).text.partition('name="_csrf" value="')[2][:43]
        began = time.perf_counter()
        fields = {"_csrf": token, "email": email, "password": PASSWORD}
        answer = await client.post("/sign-in", data=fields)
        assert answer.status_code == 303, answer.status_code
        assert answer.headers["location"] == "/", answer.headers["location"]
        return (time.perf_counter() - began) * 1000


async def _saves(server: Server, cast: Any, lines: str, over: asyncio.Event) -> list[float]:
    """Twenty cells a second."""
    from app.web import csrf

    name, token = await sessions.open_for(cast.anna)
    sent, took, n = csrf.token(csrf.fingerprint(token), "session"), [], 0
    headers = OURS | {"hx-request": "true", "x-csrf-token": sent}
    async with httpx.AsyncClient(base_url=server.url, headers=headers, cookies={name: token}) as client:
        while not over.is_set():
            line, version, n = n % 20 + 1, n // 20 + 1, n + 1
            began = time.perf_counter()
            fields = {f"b-{line}": f"{version},50", f"v-{line}": str(version)}
            answer = await client.post(f"{lines}/{line}/amount", data=fields)
            assert answer.status_code == 200, answer.text[:300]
            took.append((time.perf_counter() - began) * 1000)
            await asyncio.sleep(0.05)
    return took


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20))
