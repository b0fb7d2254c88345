"""Lists that try to fool the reader, made by someone who had not seen it (`blind/`).

The first score, before anything was mended for them, of 133 lists in 86 layouts: 95 right or well asked (71 %),
5 asked where asking was as good, 9 asked with a wrong proposal, 5 refused wrongly, 19 silently wrong.  The reader has
since been mended by them, so they are no longer blind: this keeps what was won (`docs/intake.md`).
"""

import json
import zipfile
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.intake.command import as_json
from app.intake.read import read_bytes
from tests.intake.blind import make_blind  # noqa: F401 registers the layouts
from tests.intake.blind.common import LAYOUTS, Layout
from tests.intake.score import judge


def judged(name: str, data: bytes, truth: dict[str, Any]) -> tuple[str, str, str]:
    reading = as_json(read_bytes(data, name, "Fellesforbundet"))
    if "periods" not in truth:
        for line in reading.get("lines", []):
            line.pop("period", None)
    return name, *judge(reading, truth)


def verdict(make: Layout, n: int) -> tuple[str, str, str]:
    case = make(f"{make.__name__}_{n}", Random(f"{make.__name__}/{n}"))
    return judged(case.name, case.data, case.truth)


VERDICTS = [verdict(make, n) for times, make in LAYOUTS for n in range(1, times + 2)]


def test_blind_lists_are_never_silently_wrong() -> None:
    assert [(name, what) for name, how, what in VERDICTS if how == "SILENT"] == []


def test_blind_lists_are_mostly_right_or_well_asked() -> None:
    counts = Counter(how for _, how, _ in VERDICTS)

    assert counts["right"] + counts["asked_well"] >= 0.93 * len(VERDICTS), counts


def test_questions_about_blind_lists_carry_the_right_proposal() -> None:
    counts = Counter(how for _, how, _ in VERDICTS)

    assert counts["asked_wrong"] <= 0.2 * (counts["asked_wrong"] + counts["asked_well"]), counts


ROUNDS = sorted((Path(__file__).parent / "blind" / "rounds").glob("*.zip"))
"""One list of each layout of the later rounds, with its truth."""


NOT_YET = {
    "42d_g2_trekkoppgave.txt",
    "44c_f1_trekk.csv",
    "46c_g1_samleliste.xls",
    "47b_h1_trekkmatrise.prn",
    "49a_h1_epost.txt",
    "49c_a2_konto2652.pdf",
    "50b_h1_3rdparty.pdf",
    "51a_b2_trekk.pdf",
    "51a_c2_lonnsarter.xlsx",
    "51a_f2_halvaar.xlsx",
    "51c_h1_klient3107.xls",
    "51d_g1_stoperi.xlsx",
    "57b_d1_LPT_FAGF_TRANS.xlsx",
    "63b_g1_fagforeningsliste.xls",
    "64a_h1_mail_trekkliste_juni.txt",
    "64c_g1_union_deductions.xlsx",
    "66d_g1_fellesforbundet_mai.xls",
    "68c_g1_crew_union_dues_april.ods",
    "70a_e2_mail_trekk_oktober.txt",
    "70d_g1_brev_fellesforbundet_april.pdf",
    "75c_d1_betalingsforslag.txt",
    "75c_g1_vikarer.xls",
    "76b_g1_NO_Union_Dues.csv",
    "76c_g1_epost_trekk.txt",
    "77a_c1_fagforeningstrekk.pdf",
    "77b_g1_fagforeningsliste.pdf",
    "85d_g1_trekkliste_fellesforbundet.xlsx",
    "86c_c1_Union dues Fellesforbundet March 2026.pdf",
    "Oversikt_x15a.xlsx",
    "b7_32a_spesifikasjon.pdf",
    "c10a_trekk_juni_2025.csv",
    "p13a_Bok1.pdf",
    "t02a_fagf.txt",
    "t11b_18a_TREKK0031.DAT.txt",
    "t12_07a_trekk.xlsx",
    "t12_12a_fagforening.xls",
    "t12_13a_til_fellesforbundet.xlsx",
    "t12_19a_brev_med_liste.pdf",
    "t12_25a_fagf.txt",
    "t32d_c1_gard.txt",
}
"""Lists of these rounds whose proposal is not the writer's, or that only the sender can settle (`docs/intake.md`)."""


@pytest.mark.parametrize("file", ROUNDS, ids=lambda file: file.stem)
def test_later_rounds_stay_won(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        truths = [name for name in archive.namelist() if name.endswith(".truth.json")]
        verdicts = [
            judged(name.removesuffix(".truth.json"), archive.read(name.removesuffix(".truth.json")), truth)
            for name in truths
            for truth in [json.loads(archive.read(name))]
        ]
    counts = Counter(how for _, how, _ in verdicts)

    assert [(name, what) for name, how, what in verdicts if how == "SILENT"] == []
    assert counts["asked_wrong"] + counts["refused_wrong"] <= 0.2 * len(verdicts), counts
    assert [one for one in verdicts if one[1] not in ("right", "asked_well") and one[0] not in NOT_YET] == []
