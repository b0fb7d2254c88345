"""`portal read` and `portal reconcile`: the reader from the command line, one JSON object per file."""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from app.intake.child import read_file
from app.intake.reading import Answers, Line, Reading
from app.intake.reconcile import Comparison, Difference, reconcile
from app.intake.register import Register, read_register
from app.intake.sentences import QUESTIONS, REASONS, WARNINGS, sentence

_KINDS = ("undeducted", "changed", "unknown", "ended", "id_typo")


def main_read(argv: list[str]) -> int:
    """`portal read FILE… --union NAME [--json] [--register MEMBERS.csv]`"""
    parser = argparse.ArgumentParser(prog="portal read", description="Les lister, og vis hva som ble forstått.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--union", required=True)
    parser.add_argument("--register", type=Path)
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args(argv)
    register = _register(told.register)
    for file in told.files:
        reading = read_file(file, told.union, register=register)
        _print(as_json(reading) if told.json else as_text(reading), told.json)
    return 0


def main_reconcile(argv: list[str]) -> int:
    """`portal reconcile --register MEMBERS.csv FILE… [--union NAME] [--json]`"""
    parser = argparse.ArgumentParser(prog="portal reconcile", description="Sammenlign lister med registeret.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--register", type=Path, required=True)
    parser.add_argument("--union", default="")
    parser.add_argument("--json", action="store_true")
    told = parser.parse_args(argv)
    register = _register(told.register) or Register([])
    for file in told.files:
        reading = _read_for(file, told.union, register)
        _print(_compared(reading, register), True)
    return 0


def _register(path: Path | None) -> Register | None:
    return read_register(path.read_text("utf-8-sig")) if path else None


def _print(shown: dict[str, Any] | str, as_object: bool) -> None:
    sys.stdout.write((json.dumps(shown, ensure_ascii=False) if as_object else str(shown)) + "\n")


def _read_for(file: Path, union: str, register: Register) -> Reading:
    """Without a union named, the one whose lines the register knows most of."""
    if union:
        return read_file(file, union, register=register)
    everything = read_file(file, "–", register=register, answers=Answers(union_rows="all"))
    known = Counter(line.union for line in everything.lines if line.union and line.national_id in register.employers)
    if len({line.union for line in everything.lines}) < 2 or not known:
        return everything
    return read_file(file, known.most_common(1)[0][0], register=register)


def _compared(reading: Reading, register: Register) -> dict[str, Any]:
    head = {"file": reading.file, "status": reading.status, "message": message(reading)}
    if reading.status == "reject" or reading.period.value is None:
        return {**head, "differences": []}
    compared = reconcile(reading, register, reading.period.value)
    return {**head, "company": reading.company.value, **comparison_json(compared)}


def comparison_json(compared: Comparison) -> dict[str, Any]:
    """A comparison in the fields of the register's truth."""
    return {
        "orgnr": compared.orgnr,
        "period": compared.period,
        "lines": compared.lines,
        "sum_deducted": kroner(compared.sum_deducted),
        "sum_expected": kroner(compared.sum_expected),
        "differences": [_difference(one) for one in compared.differences if one.kind in _KINDS],
        "notices": [*compared.notices, *(one.kind for one in compared.differences if one.kind not in _KINDS)],
    }


def _difference(one: Difference) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "kind": one.kind,
        "member_no": one.member_no,
        "national_id": one.national_id,
        "name": one.name,
        "expected": None if one.expected is None else kroner(one.expected),
    }
    if one.printed:
        shown["printed"] = one.printed
    if one.listed:
        shown["deducted"] = kroner(one.deducted or 0)
    if one.kind == "undeducted" and one.listed:
        shown["listed"] = True
    if one.ended:
        shown["ended"] = one.ended.isoformat()
    if one.rows:
        shown["rows"] = [row for _, row in one.rows]
    return shown


def message(reading: Reading) -> str:
    """Why it was refused, or what is asked, in plain words."""
    if reading.status == "reject":
        return sentence(REASONS, reading.reason, **reading.values)
    if reading.question:
        values = dict(reading.question.values)
        for name in ("printed", "read"):
            if name in values:
                values[name] = spoken(int(values[name]))
        return sentence(QUESTIONS, reading.question.code, **values)
    return ""


def spoken(ore: int) -> str:
    """'1 234,50' for 123450."""
    whole, part = divmod(abs(ore), 100)
    return f"{'−' if ore < 0 else ''}{whole:,}".replace(",", " ") + f",{part:02}"


def as_text(reading: Reading) -> str:
    """A reading for a person at a terminal."""
    said = [
        f"{reading.file}: {len(reading.lines)} linjer, sum {spoken(reading.total)}, "
        f"{reading.period.value}, {reading.orgnr.value}"
    ]
    if text := message(reading):
        said.append(f"  {text}")
    said += [f"  {sentence(WARNINGS, code)}" for code in reading.warnings]
    return "\n".join(said)


def as_json(reading: Reading) -> dict[str, Any]:
    """The reading as `portal read` prints it: kroner as '612.40', what was understood as plain values."""
    shown: dict[str, Any] = {
        "file": reading.file,
        "status": reading.status,
        "message": message(reading),
        "warnings": reading.warnings,
        "orgnr": reading.orgnr.value,
        "company": reading.company.value,
        "period": reading.period.value,
        "union": reading.union.value,
        "lines": [_line(line, bool(reading.periods)) for line in reading.lines],
        "total": kroner(reading.total),
    }
    if reading.reason:
        shown["reason"] = reading.reason
    if reading.periods:
        shown["periods"] = reading.periods
    if reading.question:
        shown["question"] = msgspec.to_builtins(reading.question)
    return shown


def kroner(ore: int) -> str:
    """'-612.40' for -61240."""
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02}"


def _line(line: Line, with_period: bool) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "national_id": line.national_id,
        "employee_no": line.employee_no,
        "name": line.name,
        "amount": kroner(line.amount),
        "sheet": line.sheet,
        "row": line.row,
    }
    if line.member_no:
        shown["member_no"] = line.member_no
    if with_period:
        shown["period"] = line.period
    if line.marks:
        shown["marks"] = line.marks
    return shown


if __name__ == "__main__":
    sys.exit({"read": main_read, "reconcile": main_reconcile}[sys.argv[1]](sys.argv[2:]))
