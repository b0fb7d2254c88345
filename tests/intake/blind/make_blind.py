"""Write the blind lists, each with its truth beside it: `python -m tests.intake.blind.make_blind FOLDER`.

They were made by someone who had read the field's description and the truth's rules, but not the reader. The same run
gives the same lists.
"""

import json
import sys
from pathlib import Path
from random import Random

from tests.intake.blind import forms, pdfs, reports, second, sheets, snares, texts, third
from tests.intake.blind.common import LAYOUTS

MODULES = (sheets, snares, forms, texts, reports, pdfs, second, third)


def write(folder: Path) -> int:
    """Write every list into the folder, and say how many."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for times, make in LAYOUTS:
        for n in range(1, times + 1):
            case = make(f"{make.__name__}_{n}", Random(f"{make.__name__}/{n}"))
            (folder / case.name).write_bytes(case.data)
            truth = json.dumps(case.truth, ensure_ascii=False, indent=1)
            (folder / f"{case.name}.truth.json").write_text(truth, encoding="utf-8")
            count += 1
    return count


if __name__ == "__main__":
    print(write(Path(sys.argv[1])), "lists of", len(LAYOUTS), "layouts")
