"""All that is checked, in the order in which it is soonest wrong: lint, types, tests on SQLite, tests on PostgreSQL.

`bin/test` runs it.  What could not be run is said, and in CI it is a failure.
"""

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as Xml
from collections import Counter
from pathlib import Path

from tests.support import servers

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
CI = os.environ.get("CI", "").lower() not in {"", "0", "false"}
NO_TESTS = 5

LINT = (
    ("lint", ["ruff", "check", "--quiet", "."]),
    ("format", ["ruff", "format", "--check", "--quiet", "."]),
    ("types", ["mypy", "--no-error-summary"]),
)


class Run:
    """What went wrong, what was left out, and how many tests there were."""

    def __init__(self) -> None:
        self.failed: list[str] = []
        self.left_out: list[str] = []
        self.counts: Counter[str] = Counter()

    def step(self, name: str, command: list[str], **environment: str) -> int:
        """Run it and say how long it took."""
        began = time.monotonic()
        print(f"── {name}", flush=True)
        path = str(BIN / command[0])
        code = subprocess.run([path, *command[1:]], cwd=ROOT, env=os.environ | environment).returncode
        print(f"   {name}: {'ok' if code == 0 else 'FAILED'}, {time.monotonic() - began:.1f} s", flush=True)
        if code:
            self.failed.append(name)
        return code

    def tests(self, engine: str, arguments: list[str], **environment: str) -> None:
        """pytest on one database."""
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder, "report.xml")
            command = ["pytest", "--continue-on-collection-errors", f"--junit-xml={report}", *arguments]
            code = self.step(f"tests on {engine}", command, TEST_ENGINE=engine, **environment)
            if code == NO_TESTS:  # of what was asked for, nothing uses this database
                self.failed.pop()
            if report.exists():
                self._count(report)

    def _count(self, report: Path) -> None:
        for suite in Xml.parse(report).iter("testsuite"):
            number = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
            wrong = number["failures"] + number["errors"]
            self.counts["failed"] += wrong
            self.counts["skipped"] += number["skipped"]
            self.counts["passed"] += number["tests"] - wrong - number["skipped"]


def environment(run: Run, engines: list[str]) -> dict[str, str]:
    """What the tests are given: the servers that there are; and what there is not is noted."""
    given: dict[str, str] = {}
    left_out = []
    if "postgres" in engines:
        if url := servers.postgres():
            given["TEST_DATABASE_URL"] = url
        else:
            engines.remove("postgres")
            run.left_out.append(
                "everything on PostgreSQL: none is running and none could be started (TEST_DATABASE_URL)"
            )
    if url := servers.redis_server():
        given["TEST_REDIS_URL"] = url
    else:
        left_out.append("redis_url")
        run.left_out.append("the tests with Redis: none is running and none could be started (TEST_REDIS_URL)")
    if servers.chromium() or (servers.install_chromium() and servers.chromium()):
        given["TEST_CHROMIUM"] = servers.chromium() or ""
    else:
        left_out.append("chromium")
        run.left_out.append("the walks in a browser: no Chromium, and it could not be installed (TEST_CHROMIUM)")
    return given | {"TEST_LEAVE_OUT": " ".join(left_out)}


def main(arguments: list[str]) -> int:
    """0 when all is well; with arguments for pytest the tests alone are run."""
    engines = ["sqlite", "postgres"]
    if arguments and arguments[0] in {"--sqlite", "--postgres"}:
        engines = [arguments.pop(0).removeprefix("--")]
    run = Run()
    if not arguments:
        for name, command in LINT:
            run.step(name, command)
    given = environment(run, engines)
    for engine in engines:
        run.tests(engine, arguments, **given)
    return _conclude(run)


def _conclude(run: Run) -> int:
    for what in run.left_out:
        print(f"\n!! NOT RUN: {what}")
    if run.failed:
        print(f"\n!! FAILED: {', '.join(run.failed)}")
    counts = run.counts
    print(f"\n{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped", flush=True)
    nothing = not counts["passed"] and not counts["failed"]
    return int(bool(run.failed) or nothing or (CI and bool(run.left_out)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
