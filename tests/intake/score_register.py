"""Compare reconciliations with `samples/register/truth.json`.  Run: python tests/intake/score_register.py FOLDER."""

import json
import sys
from pathlib import Path
from typing import Any

from app.intake.command import comparison_json
from app.intake.read import read_bytes
from app.intake.reconcile import reconcile
from app.intake.register import read_register


def plain(difference: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted((k, v) for k, v in difference.items() if k != "rows" and v is not None))


def score(folder: Path) -> list[tuple[str, list[str]]]:
    truth = json.loads((folder / "truth.json").read_text())
    register = read_register((folder / "members.csv").read_text())
    results = []
    for wanted in truth["files"]:
        file = folder / wanted["file"]
        reading = read_bytes(file.read_bytes(), file.name, truth["union"], register=register)
        got = comparison_json(reconcile(reading, register, reading.period.value or ""))
        wrong = [] if reading.status == "lines" else [f"asks {reading.question}"]
        fields = ("orgnr", "period", "lines", "sum_deducted", "sum_expected")
        wrong += [f"{field} {got[field]} for {wanted[field]}" for field in fields if got[field] != wanted[field]]
        ours, theirs = set(map(plain, got["differences"])), set(map(plain, wanted["differences"]))
        wrong += [f"extra {dict(one)}" for one in ours - theirs] + [f"missing {dict(one)}" for one in theirs - ours]
        results.append((file.name, wrong))
    return results


if __name__ == "__main__":
    results = score(Path(sys.argv[1]))
    for name, wrong in results:
        print(name, "; ".join(wrong) or "right")
    print(sum(not wrong for _, wrong in results), "of", len(results))
