"""Weeks as heads, heads that nobody reads, sections with heads of their own, two firms on top, lines in mails that are
not understood, months booked in a ledger."""

from datetime import date

import pytest

from app.intake.reading import Reading
from tests.intake.reads import pairs, question, read_file, read_sheet, read_text
from tests.intake.world import World, comma
from tests.intake.writers import Pdf

PEOPLE = World("weeks", 6).people
AMOUNTS = [45050 + 100 * n for n in range(6)]
OURS = [(p.id, ore) for p, ore in zip(PEOPLE, AMOUNTS, strict=True)]


def _by_weeks(*weeks: object) -> Reading:
    rows: list[list[object]] = [["Nordvik Bemanning AS", "", "", "Org.nr 312430398"]]
    rows += [["Fagforeningstrekk Fellesforbundet"], ["Lønnsmåned september 2026"], []]
    rows += [["", "", "", "", "Trukket i uke"], ["Ansattnr", "Fødselsnr", "Navn", "Medlemsnr", *weeks, "Sum måned"]]
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        parts = [100.25, 120.5, 110.0]
        rows += [[70111 + n, p.id, p.turned, 1776776 + n, *parts, round(ore / 100 - sum(parts), 2), ore / 100]]
    return read_sheet(*rows)


@pytest.mark.parametrize("weeks", [(36, 37, 38, 39), (49, 50, 51, 52)])
def test_numbers_of_weeks_are_heads(weeks: tuple[int, ...]) -> None:
    reading = _by_weeks(*weeks)

    assert reading.status == "lines"
    assert [(line.employee_no, line.member_no, line.amount) for line in reading.lines] == [
        (str(70111 + n), str(1776776 + n), ore) for n, ore in enumerate(AMOUNTS)
    ]


def test_heads_that_are_not_understood_are_asked_about() -> None:
    assert _by_weeks(date(2026, 9, 4), date(2026, 9, 11), date(2026, 9, 18), date(2026, 9, 25)).status == "ask"


def _under(*top: list[object]) -> Reading:
    rows: list[list[object]] = [*top, ["Trekk Fellesforbundet mai 2026"], ["Navn", "Fødselsnummer", "Trukket"]]
    return read_sheet(*rows, *([p.name, p.id, ore / 100] for p, ore in zip(PEOPLE, AMOUNTS, strict=True)))


def test_two_firms_with_a_number_each_are_asked_about() -> None:
    reading = _under(
        ["Tall og Orden AS · Org.nr: 324331409 · Tlf 22 33 44 55"], ["Nordvik AS"], ["Organisasjonsnummer: 312 430 398"]
    )

    assert question(reading) == "orgnr"


def test_firm_that_has_printed_the_list_is_not_the_employer() -> None:
    reading = _under(["Org.nr. 312 430 398"], ["Utskrevet 14.10.2026 av Montør Shared Services AB (org.nr. 324331409)"])

    assert (reading.status, reading.orgnr.value) == ("lines", "312430398")


def test_dues_and_collective_insurance_under_our_name_are_added() -> None:
    rows: list[list[object]] = [
        ["Arbeidsgiver", "Nordvik AS"],
        ["Org.nr", "312430398"],
        ["Lønnsmåned", "juli 2026"],
        [],
    ]
    rows += [
        ["Ans.nr", "Navn", "Fødselsnr", "FF kontingent", "FF kollektiv hjem", "Parat kontingent", "Sum alle trekk"]
    ]
    for n, p in enumerate(PEOPLE):
        ours = n != 3
        amounts = [450.5 + n, 82.0, ""] if ours else ["", "", 390.0]
        rows += [[181 + n, p.name, p.id, *amounts, sum(one for one in amounts if isinstance(one, float))]]
    reading = read_sheet(*rows)

    assert pairs(reading) == [(p.id, 53250 + 100 * n) for n, p in enumerate(PEOPLE) if n != 3]


def _mail(*said: str, subject: str = "Trekkliste mai 2026") -> Reading:
    lines = ["Fra: Vik Bakeri", "Sendt: fredag 29. mai 2026 11:47", "Til: Fellesforbundet", f"Emne: {subject}", ""]
    return read_text(*lines, *said, "", "Hilsen Oddny", "Vik Bakeri AS, org. 312 430 398", name="mail.txt")


def test_running_lines_with_a_gap_before_the_amount_are_read() -> None:
    lines = [
        f"{14 + 2 * n} {p.name} {p.id}   {comma(ore)} kr"
        for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True))
    ]
    reading = _mail("Vi har trekt desse (tilsettnr, namn, personnummer og beløp):", "", *lines)

    assert [(line.employee_no, line.name, line.amount) for line in reading.lines] == [
        (str(14 + 2 * n), p.name, ore) for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True))
    ]


def _running(third: str, told: str = "Her er trekket:") -> Reading:
    rows = [f"{1675922 + 17 * n} {p.name} - kr {450 + n},50" for n, p in enumerate(PEOPLE)]
    rows[2] = third.format(no=1675922 + 34, name=PEOPLE[2].name)
    return _mail(told, "", *rows)


def test_nothing_deducted_is_a_line_of_zero() -> None:
    reading = _running("{no} {name} - 0 (permittert hele mai)")

    assert [line.amount for line in reading.lines] == [45050, 45150, 0, 45350, 45450, 45550]


def test_line_among_people_that_is_not_understood_is_asked_about() -> None:
    assert _running("{no} {name} - se egen beskjed").status == "ask"


def test_numbers_are_the_members_where_the_words_above_say_so() -> None:
    told = _running("{no} {name} - kr 452,50", "Medlemsnummer, navn og beløp:")
    plain = _running("{no} {name} - kr 452,50")

    assert [(one.member_no, one.employee_no) for one in told.lines] == [(str(1675922 + 17 * n), None) for n in range(6)]
    assert [(one.member_no, one.employee_no) for one in plain.lines] == [
        (None, str(1675922 + 17 * n)) for n in range(6)
    ]


def test_answer_with_another_month_than_the_union_asked_for_is_asked_about() -> None:
    rows = [f"{p.name:32}{p.id[:6]} {p.id[6:]}  {comma(ore):>12}" for p, ore in zip(PEOPLE, AMOUNTS, strict=True)]
    table = ["Fellesforbundet, trekk i lønn mai 2026:", "", f"{'Navn':32}{'Fødselsnummer':16}{'Beløp':>10}", *rows]

    assert question(_mail(*table, subject="SV: Manglende trekkliste juni 2026")) == "period"
    assert question(_mail(*table, subject="SV: Manglende trekkliste mai 2026")) is None


def test_ledger_of_several_months_keeps_them_apart() -> None:
    rows: list[list[object]] = [["Nordvik AS", "", "", "", "Org.nr", "312430398"], ["Periode: 202601 - 202602"], []]
    rows += [["Bilag", "Dato", "Periode", "Tekst", "Ansatt", "Debet", "Kredit", "Saldo"]]
    rows += [[2781, "", "", "Skyldig fagforeningskontingent, Fellesforbundet"]]
    saldo = 0
    for month in (1, 2):
        for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
            saldo -= ore
            text = f"Lønn {('januar', 'februar')[month - 1]} - fagforeningskontingent"
            day = date(2026, month, 28)
            rows += [[20417, day, 202600 + month, text, f"{104 + n} {p.name}", "", ore / 100, saldo / 100]]
        rows += [[20422, date(2026, month, 28), 202600 + month, "Betalt Fellesforbundet", "", -saldo / 100, "", 0]]
        saldo = 0
    reading = read_sheet(*rows)

    assert reading.periods == ["2026-01", "2026-02"]
    assert sorted(line.period or "" for line in reading.lines) == ["2026-01"] * 6 + ["2026-02"] * 6


def test_share_of_a_post_beside_the_id_below_is_no_amount() -> None:
    pdf = Pdf()
    pdf.page()
    pdf.at(40, 40, "Indre Fjordane Avfall IKS")
    pdf.at(40, 54, "Org.nr 312 430 398")
    pdf.at(200, 54, "Trekk pr kreditor, Fellesforbundet, periode: 202505 - 202505")
    for x, text in (
        (40, "Ressurs"),
        (85, "Navn"),
        (230, "Lønnsart"),
        (400, "Sats"),
        (450, "Denne periode"),
        (530, "Hittil i år"),
    ):
        pdf.at(x, 76, text)
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        y = 94 + 26 * n
        for x, text in ((40, str(23659 + n)), (85, p.turned), (230, "7611 Trekk Fellesforbundet"), (400, "1,55 %")):
            pdf.at(x, y, text)
        pdf.at(490, y, comma(ore), right=True)
        pdf.at(570, y, comma(5 * ore, " "), right=True)
        pdf.at(85, y + 12, f"Fødselsnr {p.id[:6]} {p.id[6:]}")
        pdf.at(230, y + 12, f"Stilling {(50, 100)[n % 2]},00 %")
    reading = read_file(pdf.bytes(), "kreditor.pdf")

    assert pairs(reading) == OURS


def test_groups_of_records_are_of_the_union_that_heads_them() -> None:
    people = World("groups", 14).people
    lines = ["* 200: POS 1-3 TYPE 4-11 ANSNR 12-22 FNR 23-52 NAVN 53-56 LART 57-65 BELØP I ØRE 66 FORTEGN"]
    lines += [f"000312430398{'NORDVIK SKIPSVERFT AS':30}20251120251117LP0450"]
    for head, some in (("100FLT   FORB. FOR LEDELSE OG TEKNIKK", people[:3]), ("100FELLESFELLESFORBUNDET", people[3:])):
        rows = [f"200{1104 + n:08}{p.id}{p.turned.upper():30}4510{p.ore:09}-" for n, p in enumerate(some)]
        lines += [head, *rows, f"300{head[3:9].strip():6}{len(some):05}{sum(p.ore for p in some):09}-"]
    reading = read_text(*lines, f"999{len(people):05}{sum(p.ore for p in people):011}-", name="LP0450.DAT")

    assert [(one.national_id, abs(one.amount)) for one in reading.lines] == [(p.id, p.ore) for p in people[3:]]
    assert reading.period.value == "2025-11"


def test_sections_of_a_print_with_other_heads_have_columns_of_their_own() -> None:
    lines = [
        "Nordvik AS                                  BETALINGSFORSLAG LØNN",
        "Org.nr 312430398",
        "Lønn for mars 2026",
    ]
    lines += ["", "A  NETTO LØNN", f"{'Ansnr':7}{'Navn':24}{'Konto':20}{'Beløp':>12}"]
    lines += [
        f"{16 + n:<7}{p.name:24}8601.68.{94453 + n}      {f'{21 + 7 * n} {198 + n},39':>12}"
        for n, p in enumerate(PEOPLE)
    ]
    lines += ["", "C  FAGFORENINGSTREKK FELLESFORBUNDET"]
    lines += [f"{'Ansnr':7}{'Navn':20}{'Fødselsnr':13}{'Medl.nr':9}{'Beløp':>12}"]
    lines += [
        f"{16 + n:<7}{p.name:20}{p.id:13}{2846265 + n:<9}{comma(ore):>12}"
        for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True))
    ]
    reading = read_text(*lines, f"{'       Sum 6 poster':49}{comma(sum(AMOUNTS), ' '):>12}")

    assert pairs(reading) == OURS
    assert [line.member_no for line in reading.lines] == [str(2846265 + n) for n in range(6)]


def test_month_of_the_subject_without_its_year_is_heard_too() -> None:
    rows = [f"{n + 1}. {p.name}, f.nr {p.id[:6]} {p.id[6:]}: kr {450 + n},70" for n, p in enumerate(PEOPLE)]
    told = ["Her er trekket for vår kunde Tinn AS (org.nr 324331409).", "", "TREKK FELLESFORBUNDET SEPTEMBER 2026", ""]

    assert question(_mail(*told, *rows, subject="Fagforeningstrekk oktober - Tinn AS")) == "period"
    assert question(_mail(*told, *rows, subject="Fagforeningstrekk september - Tinn AS")) is None


def test_lines_with_commas_and_a_word_before_the_amount_are_running_lines() -> None:
    rows = [f"{p.name}, {p.id[:6]} {p.id[6:]}, trukket {comma(ore)}" for p, ore in zip(PEOPLE, AMOUNTS, strict=True)]

    assert pairs(_mail("Trekket for mai 2026 ble slik:", "", *rows)) == OURS


def test_sum_that_a_deduction_of_few_is_in_is_not_the_unions() -> None:
    rows: list[list[object]] = [["Firma", "Nordvik AS"], ["Organisasjonsnummer", "312430398"]]
    rows += [["Utvalg: fagforening = Fellesforbundet"], ["Lønnsmåned", "februar 2026"], []]
    rows += [["Ansnr", "Navn", "Fødselsnr", "Kantine", "Fagf.kontingent", "OU-fond", "Parkering", "Sum trekk"]]
    for n, p in enumerate(PEOPLE):
        parts = [350.0, 450.5 + n, 15.0, 200.0 if n == 2 else ""]
        rows += [[13 + n, p.name, p.id, *parts, sum(one for one in parts if isinstance(one, float))]]
    reading = read_sheet(*rows)

    assert pairs(reading) == [(p.id, 46550 + 100 * n) for n, p in enumerate(PEOPLE)]


def test_sum_to_pay_is_nobodys_line() -> None:
    rows: list[list[object]] = [["Nordvik AS", "312430398"], ["Fellesforbundet, mai 2026"], []]
    rows += [["Nr", "Ansattnr", "Navn", "Medlemsnr", "Trukket"]]
    rows += [
        [n + 1, 593 + n, p.name, 2328795 + n, ore / 100] for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True))
    ]
    reading = read_sheet(*rows, ["", "", "To pay / Å betale", "", sum(AMOUNTS) / 100])

    assert (reading.status, len(reading.lines)) == ("lines", 6)


def test_head_of_the_column_on_the_left_is_given_back_to_it() -> None:
    pdf = Pdf()
    pdf.page()
    pdf.at(40, 40, "Fjordhotellene Drift AS")
    pdf.at(300, 40, "Foretaksregisteret NO 312 430 398 MVA")
    pdf.at(40, 54, "Fagforeningstrekk – Fellesforbundet, trekk for mai 2026")
    heads = ((40, "Ans.nr"), (85, "Navn"), (220, "Født"), (306, "Medl.nr"), (342, "Stilling"), (450, "Trekk"))
    for x, text in heads:
        pdf.at(x, 80, text)
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        row = (
            (40, str(505 + n)),
            (85, p.name),
            (220, f"{10 + n}.06.1992"),
            (285, str(4632112 + n)),
            (342, "Nattportier"),
        )
        for x, text in row:
            pdf.at(x, 96 + 14 * n, text)
        pdf.at(480, 96 + 14 * n, comma(ore), right=True)
    reading = read_file(pdf.bytes(), "trekk.pdf")

    assert [(one.employee_no, one.member_no, one.amount) for one in reading.lines] == [
        (str(505 + n), str(4632112 + n), ore) for n, ore in enumerate(AMOUNTS)
    ]


def test_records_with_their_month_behind_the_amount_are_read() -> None:
    people = World("behind", 9).people
    lines = [f"00TREKKFIL FAGFORENING    FIRMA 0017 {'NORDVIK AS':30}ORGNR 312430398  PERIODE 202601  BELOEP I OERE"]
    for code, union, some in ((17, "FELLESFORBUNDET", range(6)), (55, "PARAT", range(6, 9))):
        lines += [f"10{code:03} {union:30}KONTO 90012715810"]
        lines += [
            f"20{code:03}{714 + n:08}{people[n].id}{people[n].turned.upper():26}{people[n].ore:09}+202601" for n in some
        ]
        lines += [f"80{code:03} SUM {len(some):05} POSTER {sum(people[n].ore for n in some):035}+"]
    reading = read_text(*lines, f"99TOTALT {9:05} POSTER {sum(p.ore for p in people):035}+", name="FAGTREKK.txt")

    assert [(one.national_id, one.employee_no, one.amount) for one in reading.lines] == [
        (p.id, str(714 + n), p.ore) for n, p in enumerate(people[:6])
    ]
