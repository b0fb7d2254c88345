"""Compare readings with their truth, as `samples/lists/README.md` has it.

Run: python tests/intake/score.py FOLDER [UNION]
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from app.intake.command import as_json
from app.intake.read import read_bytes

VERDICTS = ("right", "asked_well", "asked", "asked_wrong", "refused_wrong", "SILENT")


def judge(got: dict[str, Any], truth: dict[str, Any]) -> tuple[str, str]:
    """A verdict and what differs.  SILENT is the one that must never be: lines taken that are not the truth."""
    status = got["status"]
    if truth["expect"] == "reject":
        if status == "reject":
            same = got.get("reason") == truth["reject_reason"]
            return ("right", "") if same else ("refused_wrong", f"{got.get('reason')} for {truth['reject_reason']}")
        return ("SILENT" if status == "lines" else "asked", "read what should be refused")
    if status == "reject":
        return "refused_wrong", got.get("reason", "")
    wrong = differences(got, truth)
    if status == "ask":
        question = got.get("question") or {}
        if truth.get("ask_ok"):
            return ("right" if not wrong else "asked"), "; ".join(wrong)
        return ("asked_well" if not wrong else "asked_wrong"), f"{question.get('code')}: {'; '.join(wrong)}"
    if wrong:
        return "SILENT", "; ".join(wrong)
    if truth.get("warn") and truth["warn"] not in got.get("warnings", []):
        return "SILENT", f"no warning {truth['warn']}"
    return "right", ""


def differences(got: dict[str, Any], truth: dict[str, Any]) -> list[str]:
    wrong = [
        f"{field} {got.get(field)} for {truth[field]}"
        for field in ("orgnr", "period")
        if field in truth and "periods" not in truth and got.get(field) != truth[field]
    ]
    if "periods" in truth and sorted(got.get("periods", [])) != sorted(truth["periods"]):
        wrong.append(f"periods {got.get('periods')}")
    if got.get("total") != truth["total"]:
        wrong.append(f"total {got.get('total')} for {truth['total']}")
    ours, theirs = Counter(map(key, got["lines"])), Counter(map(key, truth["lines"]))
    wrong += [f"extra {line}" for line in list(ours - theirs)[:3]]
    wrong += [f"missing {line}" for line in list(theirs - ours)[:3]]
    return wrong


def key(line: dict[str, Any]) -> tuple[Any, ...]:
    employee = line.get("employee_no")
    return (
        line.get("national_id"),
        (employee or "").lstrip("0") or None,
        line.get("name") or "",
        line["amount"],
        line.get("member_no"),
        line.get("period"),
        tuple(sorted(mark for mark in line.get("marks", []) if mark in ("repeated", "invalid_id"))),
    )


def score(folder: Path, union: str = "Fellesforbundet") -> list[tuple[str, str, str]]:
    results = []
    for truth_file in sorted(folder.glob("*.truth.json")):
        truth = json.loads(truth_file.read_text())
        file = truth_file.with_name(truth_file.name.removesuffix(".truth.json"))
        reading = as_json(read_bytes(file.read_bytes(), file.name, truth.get("read_for", union)))
        if "periods" not in truth:
            for line in reading.get("lines", []):
                line.pop("period", None)
        results.append((file.name, *judge(reading, truth)))
    return results


if __name__ == "__main__":
    results = score(Path(sys.argv[1]), *sys.argv[2:3])
    for name, verdict, what in results:
        if verdict != "right":
            print(f"{verdict:14} {name:45} {what[:400]}")
    print(dict(Counter(verdict for _, verdict, _ in results)), len(results))
