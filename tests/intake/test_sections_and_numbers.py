"""Sections of kinds and of unions, deductions below people's numbers, and rows whose amounts stand below."""

import pytest

from app.intake.reading import Reading
from tests.intake.reads import read_file, read_sheet
from tests.intake.world import World
from tests.intake.writers import Pdf, html

PEOPLE = World("sections", 6).people
TOP: list[list[object]] = [["Nordvik AS", "", "Org.nr 312 430 398"], ["Lønnsmåned", "", "05/2026"], []]


def test_kinds_over_months_are_the_same_however_often_they_are_read() -> None:
    """What is known of a line by its id() must not come to another, made later in its place."""
    rows: list[list[object]] = [
        ["Lønnsarter per ansatt og måned"],
        ["Nordvik AS (312430398)"],
        ["Fra januar 2026 til mars 2026"],
    ]
    rows += [["Lønnsart", "Ansattnr", "Ansatt", "Fødselsnummer", "Januar 2026", "Februar 2026", "Mars 2026", "Sum"]]
    kinds = ("4310 Trekk kantine", "4620 Fagforeningskontingent Fellesforbundet", "4710 Bedriftsidrettslag")
    for kind, own in zip(kinds, (PEOPLE[:3], PEOPLE, PEOPLE[1:4]), strict=True):
        rows += [[kind, *[""] * 7]]
        amount = 300.0 if own is not PEOPLE else 450.5
        rows += [
            [kind[:4], 3 + n, p.name, p.id, -amount - n, -amount - n, -amount - n, -3 * (amount + n)]
            for n, p in enumerate(own)
        ]
    readings = [read_sheet(*rows) for _ in range(4)]

    assert {reading.question.code if reading.question else "" for reading in readings} == {"wage_types"}
    assert {reading.total for reading in readings} == {3 * sum(45050 + 100 * n for n in range(6))}


def _below_numbers(*below: list[object], lines: int = 1) -> Reading:
    rows: list[list[object]] = [*TOP, ["Mottaker", "Fellesforbundet"]]
    rows += [["Ansattnr.", "Navn / trekkart", "Fødselsdato", "Medlemsnummer", "Trukket beløp"]]
    for n, p in enumerate(PEOPLE):
        rows += [[f"{12 + n:04}", p.name, "27.12.1965", 9331930 + n, ""]]
        rows += [["", "Fagforeningskontingent", "", "", 450.5 + n]] * (lines + (n == 3))
    rows += [["", "Sum", "", "", sum((450.5 + n) * (lines + (n == 3)) for n in range(6))], *below]
    return read_sheet(*rows)


def test_deductions_below_a_number_and_a_name_are_that_persons() -> None:
    reading = _below_numbers()

    assert reading.question is None
    assert [(line.employee_no, line.name, line.member_no, line.amount) for line in reading.lines] == [
        (str(12 + n), PEOPLE[n].name, str(9331930 + n), 45050 + 100 * n) for n in (0, 1, 2, 3, 3, 4, 5)
    ]


def test_kinds_below_the_sum_of_all_are_not_the_last_persons() -> None:
    reading = _below_numbers(["", "Fagforeningskontingent", "", "", 3171.5])

    assert [line.amount for line in reading.lines if line.name == PEOPLE[5].name] == [45550]


def test_person_is_not_called_a_kind_of_deduction() -> None:
    rows: list[list[object]] = [*TOP, ["Trekk Fellesforbundet"], ["Navn", "Trukket beløp"]]
    rows += [[text, 450.5 + n] for n, p in enumerate(PEOPLE) for text in (p.name, "Fagforeningskontingent")]

    assert read_sheet(*rows).status == "ask"


def _over_amounts(*, without: int = -1, remark: str = "") -> Reading:
    rows: list[list[object]] = [
        ["Nordvik AS", "", "Foretaksnr. NO 312430398 MVA", "", "", ""],
        ["Trekkliste fagforening: 01 Fellesforbundet", "", "Lønnsmåned: Mai 2026", "", "", ""],
        ["Ansnr", "Etternavn", "Fornavn", "F.dato", "Pers.nr", ""],
        ["", "Merknad", "", "Kontingent", "Forsikring", "Sum trekk"],
    ]
    for n, p in enumerate(PEOPLE):
        born, number = ("", "") if n == without else (p.id[:6], p.id[6:])
        rows += [[f"{189 + n}", p.last, p.first, born, number, ""]]
        rows += [["", remark, "", f"{450 + n},50", "96,00", f"{546 + n},50"]]
    rows += [["", "Sum", "", "2.718,00", "576,00", "3.294,00"]]
    return read_file(html(rows), "liste.xls")


def test_amounts_below_the_ids_are_those_of_the_person_above() -> None:
    reading = _over_amounts()

    assert reading.question is None
    assert [(line.national_id, line.employee_no, line.amount) for line in reading.lines] == [
        (p.id, str(189 + n), 54650 + 100 * n) for n, p in enumerate(PEOPLE)
    ]


def test_person_above_the_amounts_may_lack_an_id() -> None:
    line = _over_amounts(without=3).lines[3]

    assert (line.national_id, line.name, line.amount) == (None, PEOPLE[3].name, 54950)


def test_number_of_a_page_over_the_sides_of_a_ledger_is_no_entry() -> None:
    lines = [f"{'Solvik Regnskap AS':50}K O N T O U T S K R I F T{'':17}Side   2"]
    lines += ["Klient 2304  Nordvik AS    Foretaksnr 312 430 398     Periode 202605 - 202605", ""]
    lines += ["Konto 2671  Trukket fagforeningskontingent Fellesforbundet"]
    lines += [f"{'Bilag':7}{'Dato':12}{'Tekst':28}{'Ansatt':8}{'Navn':30}{'Debet':>12}{'Kredit':>12}"]
    lines += [f"{'40179':7}{'15.05.2026':12}{'Bet. Fellesforbundet april':28}{'':38}{'2.400,00':>12}"]
    for n, p in enumerate(PEOPLE):
        lines += [f"{'50684':7}{'25.05.2026':12}{'Fagf.trekk mai':28}{104 + n:<8}{p.turned:30}{'':12}{450 + n:>9},50"]
        lines += [f"{'':19}{'Overføres':28}{'':38}{'2.400,00':>12}{'1.353,00':>12}"] * (n == 2)
        lines += [f"{'':19}{'Overført fra side 1':28}{'':38}{'2.400,00':>12}{'1.353,00':>12}"] * (n == 2)
    lines += [f"{'':19}{'Sum bevegelse':28}{'':38}{'2.400,00':>12}{'2.718,00':>12}"]
    reading = read_file("\n".join(lines).encode(), "kontoutskrift.txt")

    assert reading.question is None
    assert [(line.employee_no, line.name, line.amount) for line in reading.lines] == [
        (str(104 + n), p.name, 45050 + 100 * n) for n, p in enumerate(PEOPLE)
    ]


def test_payments_name_whom_they_are_for() -> None:
    rows: list[list[object]] = [["Klient: 318 Nordvik AS Org.nr: 312 430 398"], ["Lønnsperiode: mai 2026"]]
    rows += [["Nr", "Betalingsdato", "Mottaker", "Gjelder", "Medl.nr.", "Beløp"]]
    rows += [[1 + n, "12.06.2026", "Fellesforbundet", p.name, 3270135 + n, 450.5 + n] for n, p in enumerate(PEOPLE)]
    reading = read_sheet(*rows)

    assert [(line.name, line.amount) for line in reading.lines] == [
        (p.name, 45050 + 100 * n) for n, p in enumerate(PEOPLE)
    ]


def test_tools_and_the_staffs_own_club_are_no_parts_of_the_dues() -> None:
    rows: list[list[object]] = [*TOP, ["Medlemmer Fellesforbundet"]]
    rows += [["Navn", "Fødselsnummer", "Verktøytrekk", "Fellesforbundet kontingent", "Personalforening"]]
    rows += [[p.name, p.id, 250.0, 450.5 + n, 50.5] for n, p in enumerate(PEOPLE)]
    reading = read_sheet(*rows)

    assert reading.question is None
    assert [line.amount for line in reading.lines] == [45050 + 100 * n for n in range(6)]


def test_number_of_a_kind_is_not_proposed_as_the_amount() -> None:
    lines = ["H210 312430398 NORDVIK AS                     202605 FELLESFORBUNDET      NOK"]
    lines += [f"D210 {p.id} {12967 + n:07} {p.turned[:30]:30} 4310 202605 {_ore(n):011}-" for n, p in enumerate(PEOPLE)]
    reading = read_file(
        "\n".join([*lines, "T210 000006                       00000225262-"]).encode("latin-1"), "FAG.txt"
    )

    assert [(line.employee_no, line.amount) for line in reading.lines] == [(str(12967 + n), _ore(n)) for n in range(6)]


def _ore(n: int) -> int:
    return 0 if n == 3 else 45050 + n


def test_years_sum_below_the_sum_is_nobodys() -> None:
    lines = ["Nordvik AS  Org.nr 312430398   Fellesforbundet   MAI 2026", ""]
    lines += [f"{'Ansnr':8}{'Navn':30}{'Fødselsnr':14}{'Trekk':>12}{'Hittil i år':>14}"]
    lines += [
        f"{100 + n:<8}{p.name[:28]:30}{p.id:14}{450 + n:>9},50{2250 + 5 * n:>11},50" for n, p in enumerate(PEOPLE)
    ]
    lines += [f"{'':8}{'Sum':30}{'':14}{'2.718,00':>12}", f"{'':8}{'Hittil i år':30}{'':14}{'13.578,00':>12}"]
    reading = read_file("\n".join(lines).encode(), "liste.txt")

    assert reading.question is None
    assert len(reading.lines) == 6


def test_entry_of_a_ledger_goes_on_with_what_it_is_for() -> None:
    lines = ["Klient: 1043 Nordvik AS     Org.nr. 312 430 398     Periode: 05 (mai 2026)", ""]
    lines += ["2650 Trukket fagforeningskontingent Fellesforbundet"]
    lines += [f"{'Bilag':8}{'Ansatt':8}{'Navn':26}{'Tekst':24}{'Debet':>12}{'Kredit':>12}"]
    lines += [
        f"{52276:<8}{111 + n:<8}{p.turned[:24]:26}{'Fagf.trekk lønn mai':24}{'':12}{450 + n:>9},50"
        for n, p in enumerate(PEOPLE)
    ]
    lines += [f"{'':42}{'Sum bevegelse':24}{'0,00':>12}{'2.718,00':>12}"]
    reading = read_file("\n".join(lines).encode(), "hovedbok.txt")

    assert [(line.employee_no, line.name) for line in reading.lines] == [
        (str(111 + n), " ".join(reversed(p.turned[:24].split(", ")))) for n, p in enumerate(PEOPLE)
    ]


def test_what_stands_below_an_empty_table_is_read_as_well() -> None:
    rows: list[list[object]] = [["Trekk Fellesforbundet mai 2026"], ["Navn", "Fødselsnummer", "Trukket"]]
    rows += [[p.name, p.id, 450.5 + n] for n, p in enumerate(PEOPLE)]
    rows += [[], ["Mottaker", "Kontonummer", "Beløp"], [], ["Nordvik AS"], ["Org.nr. 312 430 398"]]

    assert read_sheet(*rows).orgnr.value == "312430398"


def _of_two(*heads: str, title: str = "Nordvik NUF") -> Reading:
    rows: list[list[object]] = [[title], ["Organisasjonsnummer: 312 430 398"], ["Lønnsperiode: mai 2026"], []]
    rows += [["Ansnr", "Fødselsnummer", "Navn", "Beløp"]]
    for head, own in zip(heads, (PEOPLE[:4], PEOPLE[4:]), strict=True):
        rows += [[head, "", "", ""], *([1017 + n, p.id, p.turned, -450.5 - n] for n, p in enumerate(own))]
        rows += [["", "", "Sum", -sum(450.5 + n for n in range(len(own)))]]
    return read_sheet(*rows)


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("Lønnsart 8450 Kontingent Fellesforbundet", "Lønnsart 8470 Kontingent Byggfolk"),
        ("Mottaker: Fellesforbundet", "Mottaker: Byggfolk"),
        ("Löneart 8450 Fackavgift Fellesforbundet (NO)", "Löneart 8470 Fackavgift Byggnads (SE)"),
    ],
)
def test_section_headed_as_ours_by_another_name_is_not_taken(own: str, other: str) -> None:
    first, second = _of_two(own, other), _of_two(other, own)

    assert [line.name for line in first.lines] == [p.name for p in PEOPLE[:4]]
    assert [line.name for line in second.lines] == [p.name for p in PEOPLE[4:]]


def test_section_of_a_strange_union_first_below_our_title_is_not_taken_unasked() -> None:
    heads = ("Lønnsart 8470 Kontingent Byggfolk", "Lønnsart 8450 Kontingent Fellesforbundet")
    reading = _of_two(*heads, title="Trekk Fellesforbundet")

    assert reading.question
    assert [line.name for line in reading.lines] == [p.name for p in PEOPLE[4:]]


def test_section_of_ours_that_goes_on_below_a_strange_one_keeps_its_lines() -> None:
    own = "Lønnsart 8450 Kontingent Fellesforbundet"
    rows: list[list[object]] = [["Nordvik NUF"], ["Organisasjonsnummer: 312 430 398"], ["Lønnsperiode: mai 2026"], []]
    rows += [["Ansnr", "Fødselsnummer", "Navn", "Beløp"]]
    parts = (PEOPLE[:2], PEOPLE[2:4], PEOPLE[4:])
    for head, part in zip((own, "Lønnsart 8470 Kontingent Byggfolk", f"{own} (forts.)"), parts, strict=True):
        rows += [[head, "", "", ""], *([1017 + n, p.id, p.turned, -450.5 - n] for n, p in enumerate(part))]
    reading = read_sheet(*rows)

    assert [line.name for line in reading.lines] == [p.name for p in (*PEOPLE[:2], *PEOPLE[4:])]


def test_second_wage_type_of_ours_is_taken() -> None:
    reading = _of_two("Lønnsart 8450 Kontingent Fellesforbundet", "Lønnsart 8452 Forsikring Fellesforbundet")

    assert len(reading.lines) == 6


def test_version_of_a_program_at_a_pages_foot_is_no_month() -> None:
    pdf = Pdf()
    for part in (PEOPLE[:3], PEOPLE[3:]):
        pdf.page()
        pdf.at(50, 40, "Nordvik AS")
        pdf.at(50, 54, "Org.nr. 312 430 398")
        pdf.at(50, 70, "Fagforening: 3 Fellesforbundet")
        pdf.at(300, 70, "Periode: Mai 2026")
        for x, head in zip((50, 250, 360), ("Navn", "Fødselsnr", "Medl.nr"), strict=True):
            pdf.at(x, 100, head)
        pdf.at(500, 100, "Trekk", right=True)
        for n, p in enumerate(part):
            for x, text in zip((50, 250, 360), (p.name, p.id, str(2620287 + n)), strict=True):
                pdf.at(x, 120 + 14 * n, text)
            pdf.at(500, 120 + 14 * n, f"{450 + n},50", right=True)
        pdf.at(50, 780, "Visma Lønn 2026.1")
    reading = read_file(pdf.bytes(), "fagforeningsliste.pdf")

    assert (reading.question, reading.period.value) == (None, "2026-05")
    assert {line.period for line in reading.lines} <= {None, "2026-05"}


def test_payees_are_known_by_their_names_and_not_their_numbers() -> None:
    rows: list[list[object]] = [["Lønnsperiode", "Ansattnr", "Fødselsnr", "Navn", "Tekst"]]
    rows[0] += ["Kreditornr", "Kreditornavn", "Beløp"]
    kinds = (("KANTINETREKK", "880010", "SODEMAT DRIFT AS"), ("FAGFORENINGSTREKK", "880045", "PARAT"))
    kinds += (("BIDRAGSTREKK", "880003", "NAV INNKREVING"), ("GAVER / VELFERD", "880020", "VELFERDSKASSEN"))
    for n, p in enumerate(PEOPLE):
        who = [202605, 4113 + n, p.id, p.turned]
        rows += [[*who, *kinds[n % 4], -525.0]]
        rows += [[*who, "FAGFORENINGSTREKK", "880040", "FELLESFORBUNDET", -450.5 - n]] * (n % 4 != 1)
    reading = read_sheet(*rows)

    assert [line.amount for line in reading.lines] == [45050 + 100 * n for n in (0, 2, 3, 4)]
