"""`python -m tests.intake.run_hostile_upload`: the 521 hostile files through the real upload route, two at a time.

Each is dropped in the page's own form, its progress page followed until there is an answer, and taken away again.
TEST_ENGINE says on which database; on PostgreSQL there is a Redis and a worker process too, as in production.

A person may drop 60 times a minute.  That limit stands: ten people of ten employers share the files, so that none of
them comes near it, and an answer of 429 would be counted as a fault.
"""

import asyncio
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

from tests.support import databases, installation, redis_claim, rows, sessions
from tests.support.cast import PASSWORD, Person, _person, grant
from tests.support.page import Page
from tests.support.server import COMMAND, Server

AT_ONCE, PEOPLE, LOOK = 2, 10, 0.25
MOST_SECONDS, MOST_MB = 35, 50
OURS = {"sec-fetch-site": "same-origin"}
ORDINARY = "Fødselsnummer;Navn;Beløp\n01810050136;Kari Nordby;450,50\n".encode()


class Answer(NamedTuple):
    """What the portal said of a file in the end: `code` is the reason, the question, or of a list its size."""

    name: str
    kind: str
    code: str
    seconds: float


class Uploader:
    """Somebody with an employer of their own, signed in through the form."""

    def __init__(self, client: httpx.AsyncClient, employer: int) -> None:
        self.client, self.employer = client, employer
        self.statuses: Counter[int] = Counter()

    async def sign_in(self, who: Person) -> None:
        page = await self._ask("/sign-in", "GET")
        form = page.form('form[action^="/sign-in"]').filled(email=who.email, password=PASSWORD)
        assert (await self._ask("/sign-in", data=dict(form))).status == 303

    async def try_out(self, name: str, data: bytes) -> Answer:
        """The answer to this file, which is taken away again."""
        began = time.monotonic()
        page = await self._drop(name, data)
        while page.all("#reading-progress"):
            await asyncio.sleep(LOOK)
            page = await self._ask(page.path, "GET")
        seconds = time.monotonic() - began
        kind, code = await self._understood(page)
        if kind != "refused at the door":
            removal = page.form('#files-list form[action$="/removal"]')
            await self._ask(removal.action, data=dict(removal.fields))
        return Answer(name, kind, code, seconds)

    async def _drop(self, name: str, data: bytes) -> Page:
        path = f"/e/{self.employer}/uploads"
        form = (await self._ask(f"{path}?period={rows.PERIOD}", "GET")).form('form[enctype="multipart/form-data"]')
        fields = [(key, (None, value)) for key, value in form.fields]
        page = await self._ask(form.action, files=[*fields, ("files", (name, data, "application/octet-stream"))])
        return await self._ask(page.location, "GET") if page.location else page

    async def _understood(self, page: Page) -> tuple[str, str]:
        if page.status >= 400:
            return "refused at the door", _code(page.words) or str(page.status)
        if page.all("#why-h"):
            return "cannot be read", _code(page.words) or "?"
        read = await self._ask(f"{page.path}/files/1/understood", "GET")
        kind = "question" if page.all("#ask") else "list" if page.all("#rows") else "?"
        return kind, f"{_after('Linjer', read)} lines, sum {_after('Sum', read)}; {page.heading}"

    async def _ask(self, path: str, method: str = "POST", **body: object) -> Page:
        answer = await self.client.request(method, path, **body)  # type: ignore[arg-type]
        self.statuses[answer.status_code] += 1
        return Page(path, answer)


def _code(words: str) -> str:
    """The code of the sentence that says why."""
    from app.intake.sentences import REASONS
    from app.intake.upload_faults import SENTENCES

    for code, sentence in (*SENTENCES.items(), *REASONS.items()):
        pattern = ".*".join(re.escape(part) for part in re.split(r"%\(\w+\)s|\{\w+\}", " ".join(sentence.split())))
        if re.search(pattern, words):
            return code
    return ""


def _after(term: str, page: Page) -> str:
    found = [said for said in page.said("dl.kv div") if said.startswith(term)]
    return found[0].removeprefix(term).split(" kr")[0].strip() if found else "?"


def _megabytes(pid: int, name: str) -> float:
    """What a process holds now (VmRSS), or held at most since that was cleared (VmHWM)."""
    found = re.search(rf"^{name}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(), re.M)
    return int(found[1]) / 1024 if found else 0.0


@asynccontextmanager
async def _portal() -> AsyncIterator[tuple[Server, list[subprocess.Popen[bytes]]]]:
    """The web process, and with PostgreSQL a worker beside it."""
    server, workers = Server(), []
    async with AsyncExitStack() as stack:
        given = {"REDIS_URL": stack.enter_context(redis_claim.claimed())} if installation.POSTGRES else {}
        if given:
            kept = {name: value for name, value in os.environ.items() if name != "DEMO"} | given
            worker = subprocess.Popen([sys.executable, "-c", COMMAND, "worker"], cwd=installation.ROOT, env=kept)
            workers.append(stack.enter_context(worker))
            stack.callback(worker.terminate)
        server.start(**given)
        stack.callback(server.stop)
        yield server, workers


async def _people(server: Server, stack: AsyncExitStack) -> list[Uploader]:
    union = await rows.union("metall", "Metall og Maskin")
    uploaders = []
    for n in range(PEOPLE):
        who, employer = await _person(f"Person{n}"), await rows.employer(f"Bedrift {n} AS", n + 1)
        agreement = await rows.agreement(union, employer, f"F-{n}")
        await grant(who, agreement)
        await rows.deduction_list(agreement, [45_050, 51_600], first=n * 10)
        headers, device = OURS | {"origin": server.url}, {"dev": await sessions.remembered(who)}
        client = httpx.AsyncClient(base_url=server.url, headers=headers, cookies=device, timeout=60)
        uploaders.append(Uploader(await stack.enter_async_context(client), employer))
        await uploaders[-1].sign_in(who)
        await uploaders[-1].try_out("ordinary.csv", ORDINARY)
    return uploaders


async def _measure(files: list[Path]) -> int:
    async with _portal() as (server, workers), AsyncExitStack() as stack:
        people, pid = await _people(server, stack), server.pid
        Path(f"/proc/{pid}/clear_refs").write_text("5")  # forget the peak: proc(5)
        before, began = _megabytes(pid, "VmRSS"), time.monotonic()

        async def one_client(n: int) -> list[Answer]:
            mine, own = people[n::AT_ONCE], files[n::AT_ONCE]
            return [await mine[k % len(mine)].try_out(file.name, file.read_bytes()) for k, file in enumerate(own)]

        answers = [one for some in await asyncio.gather(*map(one_client, range(AT_ONCE))) for one in some]
        took, after, peak = time.monotonic() - began, _megabytes(pid, "VmRSS"), _megabytes(pid, "VmHWM")
        stands = after > 0 and all(one.poll() is None for one in workers)  # a dead process holds nothing
        statuses = sum((one.statuses for one in people), Counter[int]())
    return _report(answers, statuses, took, [before, after, peak], stands)


def _report(answers: list[Answer], statuses: Counter[int], took: float, mb: list[float], stands: bool) -> int:
    faults = sum(count for status, count in statuses.items() if status >= 500 or status == 429)
    slowest = max(answers, key=lambda one: one.seconds)
    print(f"{len(answers)} files in {took:.0f} s on {installation.ENGINE}, answers by status {dict(statuses)}")
    middle = statistics.median(one.seconds for one in answers)
    print(f"5xx or 429: {faults}; median {middle:.1f} s, slowest {slowest.seconds:.1f} s ({slowest.name})")
    print(f"web process: {mb[0]:.0f} MB before, {mb[1]:.0f} after, {mb[2]:.0f} at most; no restart: {stands}")
    named: dict[tuple[str, str], list[str]] = {}
    for one in answers:
        named.setdefault((one.kind, one.code), []).append(one.name)
    for (kind, code), names in sorted(named.items(), key=lambda item: -len(item[1])):
        print(f"{len(names):5} {kind}: {code} ({', '.join(names if kind == 'list' else names[:2])})")
    return int(bool(faults) or slowest.seconds > MOST_SECONDS or mb[2] - mb[0] > MOST_MB or not stands)


async def main() -> int:
    from app import db

    await databases.make()
    await databases.migrate()
    await databases.refresh()
    await db.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            maker = Path(__file__).with_name("gen_hostile.py")
            subprocess.run([sys.executable, "-W", "ignore", maker, folder], check=True, stdout=subprocess.DEVNULL)
            return await _measure(sorted(file for file in Path(folder).rglob("*") if file.is_file()))
    finally:
        await db.stop()
        await databases.remove()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
