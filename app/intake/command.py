"""`portal read` and `portal reconcile`: the reader from the command line, one JSON object per file."""

from typing import Any

import msgspec

from app.intake.reading import Line, Reading


def as_json(reading: Reading) -> dict[str, Any]:
    """The reading as `portal read` prints it: kroner as '612.40', what was understood as plain values."""
    shown: dict[str, Any] = {
        "file": reading.file,
        "status": reading.status,
        "message": "",
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
