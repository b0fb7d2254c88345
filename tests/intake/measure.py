"""How fast large lists are read, and in how much memory.  Run: python -m tests.intake.measure.

Through the fence, as the web does it: wall clock, the child's processor seconds and its peak, for 5 000 and 100 000
people.  Then the same files by openpyxl, and by pandas where it is installed: only their cells, in this one run.
"""

import importlib.util
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.intake.child import read_file
from app.intake.reconcile import reconcile
from app.intake.register import Expected, Register
from app.intake.sheets import read_workbook
from tests.intake.world import World
from tests.intake.writers import xlsx

SIZES = (5_000, 100_000)


def written(folder: Path, people: int) -> tuple[Path, World]:
    w = World("measured", people)
    rows: list[list[Any]] = [
        ["Bedrift", w.company, "Orgnr", w.orgnr],
        ["Periode", w.words],
        ["Ansattnr", "Fødselsnr", "Navn", "Lønnsart", "Grunnlag", "Trekk"],
    ]
    rows += [[p.employee_no, p.id, p.turned, "5010 Fagforening", p.base / 100, p.kr] for p in w.people]
    rows.append(["Sum", None, None, None, sum(p.base for p in w.people) / 100, w.total / 100])
    file = folder / f"{people}.xlsx"
    file.write_bytes(xlsx(("Trekk", rows)))
    return file, w


def through_the_fence(file: Path) -> None:
    """In a process of its own, so that the child is forked from a small one and its peak is its own."""
    start = time.monotonic()
    reading = read_file(file, "Fellesforbundet")
    wall = time.monotonic() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu, peak = used.ru_utime + used.ru_stime, used.ru_maxrss // 1024
    print(f"  {len(reading.lines):7} lines, {reading.status}: {wall:.2f} s, {cpu:.2f} s of processor, {peak} MB")


def least(run: Callable[[], object], times: int = 3) -> float:
    """Processor seconds."""
    took = []
    for _ in range(times):
        start = time.process_time()
        run()
        took.append(time.process_time() - start)
    return min(took)


def of_openpyxl(file: Path) -> None:
    import openpyxl

    for row in openpyxl.load_workbook(file, data_only=True).active.iter_rows(values_only=True):
        assert row


def of_pandas(file: Path) -> None:
    import pandas  # type: ignore[import-not-found,import-untyped,unused-ignore]

    pandas.read_excel(file)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        for people in SIZES:
            file, w = written(Path(name), people)
            print(f"{people} people, {file.stat().st_size // 1024} kB")
            for _ in range(3):
                subprocess.run([sys.executable, "-m", "tests.intake.measure", str(file)], check=True)
            if people == SIZES[0]:
                members = [
                    Expected(member_no=p.member_no, name=p.name, national_id=p.id, orgnr=w.orgnr, amount=p.ore)
                    for p in w.people
                ]
                start = time.monotonic()
                reading = read_file(file, "Fellesforbundet", register=Register(members))
                reconcile(reading, Register(members), w.period)
                print(f"  read with the register and reconciled: {time.monotonic() - start:.2f} s")
            data = file.read_bytes()
            ours = least(lambda data=data: read_workbook(data, "zip"))  # type: ignore[misc]
            others = {"openpyxl": of_openpyxl, "pandas": of_pandas}
            for tool, run in others.items():
                if importlib.util.find_spec(tool):
                    theirs = least(lambda run=run, file=file: run(file), 1)  # type: ignore[misc]
                    print(f"  cells: {ours:.3f} s of processor; {tool} {theirs:.3f} s, {theirs / ours:.1f} times")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        through_the_fence(Path(sys.argv[1]))
        os._exit(0)
    main()
