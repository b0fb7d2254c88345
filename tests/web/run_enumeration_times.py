"""`python -m tests.web.run_enumeration_times [samples] [--cpu]`: how long known and unknown take, on each form.

Outside the ordinary tests, since it wants a quiet machine.  Known and unknown are asked by turns; the medians may
differ by less than a millisecond, and a form that does not hold is measured once more before it is called a fault.
"""

import asyncio
import statistics
import sys
import time
from typing import Any

from tests.support import databases, installation, rows

LIMIT = 1.0  # ms
CLOCK = time.process_time if "--cpu" in sys.argv else time.perf_counter  # the former where others use the machine too
FORMS: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "sign-in": ("/sign-in", {"email": "anna@example.no", "password": "x" * 20}, {"email": "rolf@example.no"}),
    "activation": ("/activation", {"email": "anna@example.no"}, {"email": "rolf@example.no"}),
    "reset": ("/password-reset", {"email": "anna@example.no"}, {"email": "rolf@example.no"}),
    "list with code": (
        "/lists/sign-in", {"union": "metall", "number": "100001", "secret": "F-1001"}, {"number": "100999"},
    ),
    "list, wrong id": (
        "/lists/sign-in", {"union": "sjo", "number": "100002", "secret": "S-9999"}, {"number": "100998"},
    ),
    "access": (
        "/access-request", {"employers": "", "name": "Ny", "email": "anna@example.no", "unions": "metall"},
        {"email": "rolf@example.no"},
    ),
}  # fmt: skip


async def main(samples: int) -> int:
    from app import db

    await databases.make()
    await databases.migrate()
    await databases.refresh()
    await db.start()
    try:
        return await _measure(samples)
    finally:
        await db.stop()
        await databases.remove()


async def _measure(samples: int) -> int:
    from app import db
    from tests.support.cast import assemble

    cast = await assemble()
    await rows.deduction_list(cast.fjord_metall, [45050])
    await rows.deduction_list(cast.fjord_sjo, [45050], first=10)
    await db.execute("UPDATE trade_union SET policy = ? WHERE id = ?", '{"list_sign_in":"NUMBER_AND_ID"}', cast.sjo)
    FORMS["access"][1]["employers"] = str(await db.value("SELECT orgnr FROM employer WHERE id = ?", cast.fjord))
    faults = 0
    for name, (path, known, other) in FORMS.items():
        apart = await _apart(path, known, known | other, samples, name)
        if abs(apart) >= LIMIT:
            apart = await _apart(path, known, known | other, samples, f"{name}, again")
        faults += abs(apart) >= LIMIT
    return 1 if faults else 0


async def _apart(path: str, known: dict[str, str], unknown: dict[str, str], samples: int, name: str) -> float:
    """The medians' difference in ms."""
    import httpx

    from app import db
    from app.asgi import app

    times: tuple[list[float], list[float]] = ([], [])
    transport = httpx.ASGITransport(app=app, client=("203.0.113.9", 1))
    async with httpx.AsyncClient(transport=transport, base_url=installation.BASE_URL) as client:
        for n in range(samples * 2 + 8):
            await db.execute("DELETE FROM rate_limit")
            page = (await client.get(path)).text
            token = page.partition('name="_csrf" value="')[2][:43]
            fields: Any = {"_csrf": token, **(known if n % 2 == 0 else unknown)}
            began = CLOCK()
            answer = await client.post(path, data=fields, headers={"sec-fetch-site": "same-origin"})
            took = (CLOCK() - began) * 1000
            assert answer.status_code in {303, 422}, (name, answer.status_code)
            if n >= 8:
                times[n % 2].append(took)
    first, second = (statistics.median(one) for one in times)
    print(f"{name:<18} known {first:7.2f} ms   unknown {second:7.2f} ms   apart {first - second:+.2f} ms", flush=True)
    return first - second


if __name__ == "__main__":
    sys.exit(asyncio.run(main(next((int(one) for one in sys.argv[1:] if one.isdigit()), 300))))
