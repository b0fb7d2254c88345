"""All 521 hostile files through the fence.  Run: python tests/intake/run_hostile.py FOLDER (of `gen_hostile.py`)."""

import resource
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from app.intake.child import read_file
from app.intake.reading import Reading


def timed(file: Path) -> tuple[Path, Reading, float]:
    start = time.monotonic()
    return file, read_file(file, "Fellesforbundet"), time.monotonic() - start


if __name__ == "__main__":
    files = sorted(file for file in Path(sys.argv[1]).rglob("*") if file.is_file())
    answers: Counter[tuple[str, str]] = Counter()
    slowest = 0.0
    with ThreadPoolExecutor(2) as pool:
        for file, reading, seconds in pool.map(timed, files):
            answers[reading.status, reading.reason] += 1
            slowest = max(slowest, seconds)
            if reading.status == "lines" or "problem" in reading.values:
                print(file.name, reading.status, reading.values)
    print(len(files), dict(answers), f"slowest {slowest:.1f} s")
    print(f"parent {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
