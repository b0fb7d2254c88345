"""All layouts in two sizes, judged.  Run: python tests/intake/run_layouts.py [NAME…]."""

import sys
from collections import Counter

from app.intake.command import as_json
from app.intake.read import read_bytes
from tests.intake import (  # noqa: F401 each registers its own
    layouts_accounted,
    layouts_aside,
    layouts_beside,
    layouts_boxes,
    layouts_coded,
    layouts_column_sets,
    layouts_columns,
    layouts_gathered,
    layouts_ledgers,
    layouts_once,
    layouts_pdf,
    layouts_people,
    layouts_per_person,
    layouts_print,
    layouts_quarters,
    layouts_sections,
    layouts_senders,
    layouts_shapes,
    layouts_shares,
    layouts_snares,
    layouts_text,
    layouts_traps,
)
from tests.intake.layout import LAYOUTS
from tests.intake.score import judge
from tests.intake.world import Sample, World


def made(name: str, count: int) -> Sample:
    return LAYOUTS[name](World(name, count))


def judged(sample: Sample) -> tuple[str, str]:
    reading = as_json(read_bytes(sample.data, sample.file, "Fellesforbundet"))
    if "periods" not in sample.truth:
        for line in reading.get("lines", []):
            line.pop("period", None)
    return judge(reading, sample.truth)


if __name__ == "__main__":
    verdicts: Counter[str] = Counter()
    for name in sys.argv[1:] or LAYOUTS:
        for count in (8, 37):
            verdict, what = judged(made(name, count))
            verdicts[verdict] += 1
            if verdict not in ("right",):
                print(f"{verdict:13} {name:30} {count:3} {what[:300]}")
    print(dict(verdicts))
