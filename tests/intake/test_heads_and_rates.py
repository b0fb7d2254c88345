"""Heads of numbers on two lines, rates beside each other, months that run into amounts, sums that count people."""

import pytest

from app.intake.reading import Reading
from tests.intake.reads import pairs, question, read_file, read_sheet, read_text
from tests.intake.world import World, comma
from tests.intake.writers import Pdf

PEOPLE = World("rates", 8).people
AMOUNTS = [45050 + 100 * n for n in range(8)]
OURS = [(p.id, ore) for p, ore in zip(PEOPLE, AMOUNTS, strict=True)]
HEADS: list[object] = ["Navn", "Fødselsnr", "Trukket"]
TOP: list[list[object]] = [["Nordvik AS", "Org.nr 312430398"], ["Fellesforbundet mai 2026"]]


def _register(*, groups: bool = False) -> Reading:
    pdf = Pdf()
    pdf.page()
    lines = ["Company: Nordvik AS", "Reg. No.: 312430398", "Pay Period: 05/01/2026 - 05/31/2026"]
    lines += ["Deduction: UNFFB Union Dues - Fellesforbundet"]
    for n, text in enumerate(lines):
        pdf.at(40, 40 + 12 * n, text)
    places = (40, 90, 250, 330, 420)
    rows: list[tuple[str, ...]] = [
        ("EmplID", "Name", "National ID", "Union Mbr", "Current"),
        ("", "", "", "No", "Deduction"),
    ]
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        rows += [(f"0{118033 + n}", f"{p.last},{p.first}", p.id, str(3431649 + 7 * n), f"{ore / 100:,.2f}")]
        if groups and n in (2, 7):
            start = 0 if n == 2 else 3
            some = sum(AMOUNTS[start : n + 1])
            rows += [("", f"Department Total   Count: {n + 1 - start}", "", "", f"{some / 100:,.2f}")]
    for n, row in enumerate(rows):
        for x, text in zip(places, row, strict=True):
            if text:
                pdf.at(x, 110 + 12 * n, text)
    return read_file(pdf.bytes(), "register.pdf")


@pytest.mark.parametrize("groups", [False, True])
def test_number_of_the_member_is_headed_on_two_lines(groups: bool) -> None:
    reading = _register(groups=groups)

    assert reading.status == "lines"
    assert [(line.national_id, line.member_no, line.amount) for line in reading.lines] == [
        (p.id, str(3431649 + 7 * n), AMOUNTS[n]) for n, p in enumerate(PEOPLE)
    ]


def test_whole_numbers_under_a_head_that_nobody_knows_are_asked_about() -> None:
    def with_head(head: str) -> Reading:
        rows = [[p.name, p.id, 7350012 + 17 * n, AMOUNTS[n] / 100] for n, p in enumerate(PEOPLE)]
        return read_sheet(*TOP, ["Navn", "Fødselsnr", head, "Trukket"], *rows)

    assert question(with_head("Qx")) == "unread_numbers"
    assert question(with_head("Kostnadssted")) is None
    assert with_head("Union Mbr").lines[1].member_no == "7350029"


@pytest.mark.parametrize(
    ("old", "new"),
    [("Trekk 1,65 %", "Trekk 1,75 %"), ("Gammel sats 1,50 %", "Ny sats 1,65 %"), ("Gammel sats", "Ny sats")],
)
def test_of_two_rates_the_newer_is_proposed(old: str, new: str) -> None:
    rows = [
        [p.name, p.id, 30000.0 + n, ore / 100 - 30.25, ore / 100]
        for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True))
    ]
    reading = read_sheet(*TOP, ["Navn", "Fødselsnr", "Brutto", old, new], *rows)

    assert (question(reading), pairs(reading)) == ("amount", OURS)


@pytest.mark.parametrize("ends", [[], [3]])
def test_days_when_a_few_have_left_are_no_months(ends: list[int]) -> None:
    head = ["Navn", "Fødselsnr", "Fra dato", "Til dato", "Trukket"]
    rows = [
        [
            p.name,
            p.id,
            f"01.0{n + 1}.20{10 + n}",
            "31.03.2026" if n in ends else "",
            0.0 if n in ends else AMOUNTS[n] / 100,
        ]
        for n, p in enumerate(PEOPLE)
    ]
    reading = read_sheet(*TOP, head, *rows)

    assert reading.period.value == "2026-05"
    assert pairs(reading) == [(p, 0 if n in ends else ore) for n, (p, ore) in enumerate(OURS)]


def test_month_that_runs_into_the_amount_is_parted_from_it() -> None:
    lines = ["H FAGFORENINGSTREKK    FELLESFORBUNDET    ORGNR 312430398 NORDVIK AS    PERIODE 202609  BELØP I ØRE"]
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        lines += [f"D {4136 + n:08}  {p.turned.upper():32}{p.id}  202609{ore:010}+      "]
    reading = read_text(*lines, f"S ANTALL 000008  SUM {sum(AMOUNTS):012}+", name="UT.FAGF.txt")

    assert (reading.orgnr.value, reading.period.value) == ("312430398", "2026-09")
    assert pairs(reading) == OURS


def test_group_of_people_is_counted_in_its_own_sum() -> None:
    lines = ["NORDVIK AS          ORG.NR. 312430398      LØNNSPERIODE 09/2026", "FORENING 021 FELLESFORBUNDET", ""]
    lines += [f" {'ANSNR':8}{'NAVN':30}{'FØDSELSNR.':14}{'TREKK':>12}"]
    for avd, start, end in ((110, 0, 5), (120, 5, 8)):
        lines += [f" AVD {avd} SMELTEOVN"]
        for n in range(start, end):
            p = PEOPLE[n]
            lines += [f" {1281 + n:06}  {p.turned.upper():30}{p.id[:6]} {p.id[6:]} {comma(AMOUNTS[n]):>12}"]
        lines += [f"         ANTALL AVD {avd}:  {end - start} ANSATTE", ""]
    fits = read_text(*lines)
    short = read_text(*(line.replace("5 ANSATTE", "6 ANSATTE") for line in lines))

    assert (question(fits), len(fits.lines)) == (None, 8)
    assert question(short) == "headcount"


def test_sums_with_stars_behind_them_are_held_against_the_lines() -> None:
    def with_sum(total: int) -> Reading:
        rows = [[100 + n, p.name, p.id, comma(AMOUNTS[n])] for n, p in enumerate(PEOPLE)]
        return read_sheet(*TOP, ["Ansnr", *HEADS], *rows, ["", "Sum forening 021", "", f"{comma(total)}**"])

    assert [one.fits for one in with_sum(sum(AMOUNTS)).control_totals] == [True]
    assert "total_mismatch" in with_sum(sum(AMOUNTS) - 100).warnings


def test_column_that_repeats_the_dues_for_most_is_not_added_to_them() -> None:
    rows = [
        [p.name, p.id, ore / 100, ore / 100 + 20 * (n == 2)]
        for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True))
    ]
    reading = read_sheet(*TOP, ["Navn", "Fødselsnr", "FF kontingent", "FF kontingent overført"], *rows)

    assert (question(reading), pairs(reading)) == ("amount", OURS)


def test_title_again_over_heads_that_begin_a_column_aside_is_no_head() -> None:
    heads: list[object] = ["", "Ansattnr", "Navn", "Fødselsnr", "Kontingent", "Forsikring", "Sum trekk"]
    people: list[list[object]] = [
        ["", 2459 + n, p.name, p.id, ore / 100 - 28, 28.0, ore / 100]
        for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True))
    ]
    again: list[list[object]] = [
        [],
        ["", "", "", "", "", "", "Side 1 av 2"],
        [],
        ["", "Fagforeningstrekk (forts.)"],
        heads,
        [],
    ]
    reading = read_sheet(*TOP, heads, *people[:4], *again, *people[4:])

    assert (question(reading), pairs(reading)) == (None, OURS)
    assert [line.name for line in reading.lines] == [p.name for p in PEOPLE]


def test_what_was_calculated_is_not_what_was_deducted() -> None:
    heads: list[object] = [
        "ID",
        "Name",
        "NID",
        "Pay End Dt",
        "Ded Descr",
        "Calc Ded",
        "Not Taken",
        "Cur Ded",
        "Ded YTD",
    ]
    rows = []
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        kr = [ore / 100 + 0.25, ore / 100 + 0.25, 0.0] if n == 3 else [ore / 100, 0.0, ore / 100]
        rows += [[f"00{71897 + n}", f"{p.last},{p.first}", p.id, "2026-04-30", "Fellesforbundet", *kr, ore / 25 + n]]
    reading = read_sheet(["UNION_DED"], heads, *rows)

    assert reading.period.value == "2026-04"
    assert pairs(reading) == [(p, 0 if n == 3 else ore) for n, (p, ore) in enumerate(OURS)]
