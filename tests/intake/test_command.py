"""`portal read` and `portal reconcile` from the command line."""

import json
from pathlib import Path

import pytest

from app.intake.command import main_read, main_reconcile

SAMPLES = Path(__file__).parent / "samples"


def test_read_prints_one_object_per_file(capsys: pytest.CaptureFixture[str]) -> None:
    files = [
        str(SAMPLES / "lists" / name) for name in ("s07_gammel_excel.xls", "s22_feil_sum.xlsx", "s24_passord.xlsx")
    ]

    assert main_read([*files, "--union", "Fellesforbundet", "--json"]) == 0

    xls, wrong, locked = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (xls["status"], xls["orgnr"], xls["period"], xls["total"], len(xls["lines"])) == (
        "lines", "317018185", "2026-01", "9536.14", 17,
    )  # fmt: skip
    assert (wrong["status"], wrong["question"]["code"], wrong["message"]) == (
        "ask",
        "total_mismatch",
        "Summen i filen er 12 075,52, men linjene blir 11 463,12. Skal linjene brukes likevel?",
    )
    assert (locked["status"], locked["reason"], locked["message"][:32]) == (
        "reject",
        "password",
        "Filen er beskyttet med passord. ",
    )


def test_reconcile_prints_the_differences(capsys: pytest.CaptureFixture[str]) -> None:
    register = SAMPLES / "register"

    assert (
        main_reconcile([str(register / "319008381_2026-10.csv"), "--register", str(register / "members.csv"), "--json"])
        == 0
    )

    shown = json.loads(capsys.readouterr().out)
    typo = next(one for one in shown["differences"] if one["kind"] == "id_typo")
    assert (shown["lines"], len(shown["differences"]), typo["printed"], typo["national_id"]) == (
        43,
        12,
        "06819006318",
        "06819006138",
    )
