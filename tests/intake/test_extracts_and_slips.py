"""Extracts of all pay lines, slips with parts and their sum, kinds of records with a letter, months said twice."""

import pytest

from app.intake.reading import Reading
from tests.intake.reads import read_file, read_sheet
from tests.intake.world import World
from tests.intake.writers import Pdf, html

PEOPLE = World("extracts", 6).people
TOP: list[list[object]] = [["Nordvik AS", "", "Org.nr 312 430 398"], ["Lønnsperiode:", "", "05/2026"], []]


def test_hours_times_pay_on_the_rows_of_wages_hide_no_deductions() -> None:
    lines = ["Lønnsdato;Ansattnr;Ansatt;Fødselsnummer;Type;Beskrivelse;Antall;Sats;Beløp"]
    for n, p in enumerate(PEOPLE):
        who = f"31.05.2026;{64 + n};{p.name};{p.id}"
        lines += [f"{who};Lønn;Timelønn;{120 + n},00;250,00;{(120 + n) * 250},00"]
        lines += [f"{who};Skatt;Forskuddstrekk;;;-9100,00"]
        lines += [f"{who};Trekk;Fagforeningskontingent Fellesforbundet;;;-{450 + n},50"] * (n % 2)
        lines += [f"{who};Trekk;Lunsjordning;;;-350,00"]
    reading = read_file("\n".join(lines).encode(), "lonnslinjer.csv")

    assert (reading.status, reading.question and reading.question.about) == ("ask", "columns")
    assert [line.amount for line in reading.lines] == [45150, 45350, 45550]


def test_whole_amount_below_a_person_of_a_sheet_is_one_too() -> None:
    rows: list[list[object]] = [*TOP]
    rows += [["Ansattnr", "Navn", "Fødselsnummer", "Lønnsart", "Beskrivelse", "Grunnlag", "Sats %", "Beløp"]]
    for n, p in enumerate(PEOPLE):
        rows += [[1035 + n, p.name, p.id, "", "", "", "", ""]]
        rows += [["", "", "", 8120, "Fagforeningskontingent Fellesforbundet", 30000.25 + n, 1.5, -450.57 - n]]
        rows += [["", "", "", 8125, "Fellesforbundet forsikring", "", "", -121]] * (n != 3)
        rows += [["", "", "", "", f"Sum ansatt {1035 + n}", "", "", round(-450.57 - n - 121 * (n != 3), 2)]]
    reading = read_sheet(*rows)

    assert [line.amount for line in reading.lines if line.name == PEOPLE[2].name] == [45257, 12100]
    assert "total_mismatch" not in reading.warnings


def _of_months(*months: int) -> Reading:
    rows: list[list[object]] = [["Nordvik AS", "Org.nr 312 430 398"], ["Periode >= 202604 og <= 202606"], []]
    rows += [["Trekk", "Periode", "Ressnr", "Navn", "Fødselsnr", "Beløp"]]
    rows += [
        ["Kontingent Fellesforbundet", month, 20309 + n, p.turned, p.id, -450.5 - n]
        for n, p in enumerate(PEOPLE)
        for month in months
    ]
    return read_sheet(*rows)


def test_first_and_last_month_on_top_of_lines_of_all_between_are_a_list_of_them() -> None:
    reading = _of_months(202604, 202605, 202606)

    assert (reading.status, reading.periods) == ("lines", ["2026-04", "2026-05", "2026-06"])
    assert len(reading.lines) == 18


def test_first_and_last_month_are_no_list_where_one_between_is_missing() -> None:
    assert _of_months(202604, 202607).status == "ask"


def test_deductions_of_two_other_kinds_are_in_the_sum_and_not_ours() -> None:
    rows: list[list[object]] = [*TOP, ["Trekkjournal - medlemmer i Fellesforbundet"]]
    rows += [["Ansatt", "Trekk kantine", "Bidragstrekk", "Kont. Fellesforb.", "Sum trekk", "Navn", "Fødselsnummer"]]
    for n, p in enumerate(PEOPLE):
        canteen, support = 320 + 40 * n, 2150 if n % 2 else 0
        rows += [[7001 + n, canteen, support or "", 450.5 + n, canteen + support + 450.5 + n, p.name, p.id]]
    reading = read_sheet(*rows)

    assert [line.amount for line in reading.lines] == [45050 + 100 * n for n in range(6)]


def _records(sign: str = "") -> list[str]:
    lines = ["00 TREKKLISTE FAGFORENING   312430398 NORDVIK AS            PERIODE 202605 PRODDATO 20260520"]
    lines += ["05 MOTTAKER 0021 FELLESFORBUNDET                 KONTO 90017048214 BELØP I ØRE"]
    lines += [
        f"10 {545 + n:08} {p.id} {p.turned.upper()[:27]:27} {2408776 + 7 * n} 3410 {45050 + n:09}{sign}"
        for n, p in enumerate(PEOPLE)
    ]
    return [*lines, "99 ANTALL 000006 SUM 00000270315"]


def test_employers_number_stands_behind_the_title_and_before_its_name() -> None:
    assert read_file("\n".join(_records()).encode("cp1252"), "FAGF0021.txt").orgnr.value == "312430398"


def test_payees_number_is_not_the_employers() -> None:
    lines = [line.replace("TREKKLISTE FAGFORENING", "TREKKLISTE MOTTAKER   ") for line in _records()]

    assert read_file("\n".join(lines).encode("cp1252"), "FAGF0021.txt").orgnr.value is None


def test_sevens_of_digits_before_amounts_with_zeros_in_front_are_the_unions() -> None:
    reading = read_file("\n".join(_records()).encode("cp1252"), "FAGF0021.txt")

    assert [(line.employee_no, line.member_no, line.amount) for line in reading.lines] == [
        (str(545 + n), str(2408776 + 7 * n), 45050 + n) for n in range(6)
    ]


def test_kind_of_a_record_may_begin_with_a_letter_and_a_sign_ends_an_amount() -> None:
    lines = [
        "H10 FAGFORENINGSTREKK  NORDVIK AS  ORGNR 312430398  MOTTAKER FELLESFORBUNDET  PERIODE 202605  BELØP I ØRE"
    ]
    lines += [
        f"D20 {2084 + n:09} {p.id} {p.turned.upper()[:30]:30} LA5310 FAGFORENING  {45050 + n:011}+ NOK 202605"
        for n, p in enumerate(PEOPLE)
    ]
    reading = read_file("\n".join([*lines, "T90 ANTALL 000006 SUM 0000000270315+ NOK"]).encode("latin-1"), "FAGF.txt")

    assert [(line.national_id, line.employee_no, line.amount) for line in reading.lines] == [
        (p.id, str(2084 + n), 45050 + n) for n, p in enumerate(PEOPLE)
    ]


def test_number_of_a_payroll_run_before_its_month_is_no_day() -> None:
    lines = [
        "Nordvik AS  Org.nr 312430398   Fellesforbundet",
        "Lønnskjøring 05  Mai 2026        Utskrift: 27.06.26",
        "",
    ]
    lines += [f"{'Ansnr':8} {'Navn':30} {'Fødselsnr':14} {'Trekk':>10}"]
    lines += [f"{100 + n:<8} {p.name[:28]:30} {p.id:14} {450 + n:>7},50" for n, p in enumerate(PEOPLE)]
    reading = read_file("\n".join(lines).encode(), "liste.txt")

    assert (reading.status, reading.period.value) == ("lines", "2026-05")


@pytest.mark.parametrize("label", ["Payroll month", "Lønnsmåned:", "Måned:"])
def test_month_with_a_label_of_its_own_is_proposed_before_the_titles(label: str) -> None:
    rows: list[list[object]] = [["Trekk Fellesforbundet april 2026"], ["Nordvik AS", "", "Org.nr 312 430 398"]]
    rows += [[label, "", "mai 2026"], [], ["Navn", "Fødselsnummer", "Trukket kr"]]
    rows += [[p.name, p.id, 450.5 + n] for n, p in enumerate(PEOPLE)]
    question = read_sheet(*rows).question

    assert question
    assert (question.code, question.proposal) == ("period", "2026-05")


def test_revised_amounts_are_proposed() -> None:
    rows: list[list[object]] = [*TOP, ["Trekk Fellesforbundet"]]
    rows += [["Ans.nr", "Navn", "Personnummer", "Trekk", "Trekk (rev.)"]]
    rows += [[121 + n, p.turned, p.id, 450.5 + n, 450.5 + n + 20 * (n % 2)] for n, p in enumerate(PEOPLE)]
    reading = read_sheet(*rows)

    assert (reading.status, reading.lines[1].amount) == ("ask", 47150)


def test_running_number_with_wide_gaps_from_one_on_is_the_employees() -> None:
    numbers = (1, 4, 13, 18, 27, 34)
    rows: list[list[object]] = [*TOP, ["Trekk Fellesforbundet"], ["Lnr", "Navn", "Fødselsnr", "Sum trekk"]]
    rows += [[numbers[n], p.name, p.id, 450.5 + n] for n, p in enumerate(PEOPLE)]

    assert [line.employee_no for line in read_sheet(*rows).lines] == [str(number) for number in numbers]


def test_slips_with_parts_and_their_sum_are_a_deduction_each() -> None:
    pdf = Pdf()
    for at, p in enumerate(PEOPLE):
        if at % 3 == 0:
            pdf.page()
        y = 40 + 240 * (at % 3)
        pdf.at(50, y, "Nordvik Vaskeri KF")
        pdf.at(380, y, "Org.nr. 312430398")
        pdf.at(50, y + 28, "Melding om trekk av fagforeningskontingent - Fellesforbundet")
        pdf.at(50, y + 56, f"Ansatt: {p.name}")
        pdf.at(380, y + 56, f"Ansattnummer: {3200 + at}")
        pdf.at(50, y + 70, f"Fødselsnummer: {p.id}")
        pdf.at(380, y + 70, "Trekkmåned: mai 2026")
        sums = ("37 442,55", f"{450 + at},50", "148,00", f"{598 + at},50", "3 248,65")
        labels = ("Trekkgrunnlag", "Kontingent Fellesforbundet", "Forsikring Fellesforbundet")
        labels += ("Sum trukket til Fellesforbundet", "Sum trukket hittil i år")
        for n, (label, amount) in enumerate(zip(labels, sums, strict=True)):
            pdf.at(50, y + 98 + 14 * n, label)
            pdf.at(330, y + 98 + 14 * n, "kr")
            pdf.at(450, y + 98 + 14 * n, amount, right=True)
    reading = read_file(pdf.bytes(), "trekkmeldinger.pdf")

    assert reading.question is None
    assert [(line.national_id, line.employee_no, line.amount) for line in reading.lines] == [
        (p.id, str(3200 + n), 59850 + 100 * n) for n, p in enumerate(PEOPLE)
    ]


def test_id_below_the_name_and_the_amount_under_heads_of_its_own() -> None:
    rows: list[list[object]] = [
        ["Lønnartspesifikasjon", "", "", "", ""],
        ["Nordvik AS", "", "Foretaksnr. NO 312430398 MVA", "", ""],
        ["Lønnart 7310 Fagforening Fellesforbundet", "", "Lønnsperiode 01.05.2026 - 31.05.2026", "", ""],
        ["Medarb.nr", "Navn", "Avdeling", "Grunnlag", "Trekkbeløp"],
        ["", "Fødselsnummer", "Medlemsnr", "", ""],
    ]
    for n, p in enumerate(PEOPLE):
        rows += [[f"{1165 + n}", p.name, "Pakkeri", "38.700,00", f"{450 + n},50"]]
        rows += [["", p.id, f"{2364241 + n}", "", ""]]
    rows += [["", "", "Sum", "232.200,00", "2.718,00"]]
    reading = read_file(html(rows), "liste.xls")

    assert reading.question is None
    assert [(line.national_id, line.member_no, line.amount) for line in reading.lines] == [
        (p.id, str(2364241 + n), 45050 + 100 * n) for n, p in enumerate(PEOPLE)
    ]


def test_wage_of_the_month_is_no_deduction() -> None:
    rows: list[list[object]] = [*TOP, ["Trekk Fellesforbundet"]]
    rows += [["Fødselsnr", "Navn", "Lønn denne mnd", "% sats", "Trekk denne mnd"]]
    rows += [[p.id, p.name, 30000.0 + 1000 * n, 1.6, 480.0 + 16 * n] for n, p in enumerate(PEOPLE)]
    reading = read_sheet(*rows)

    assert (reading.status, reading.lines[1].amount) == ("lines", 49600)


def test_other_kinds_that_are_paid_to_nobody_are_not_asked_about() -> None:
    rows: list[list[object]] = [
        ["Lønnsmåned", "Ansattnr", "Ansatt", "Fødselsnummer", "Type trekk", "Mottaker", "Beløp"]
    ]
    for n, p in enumerate(PEOPLE):
        who = ["2026-05", 11 + n, p.name, p.id]
        rows += [[*who, "Fagforeningskontingent", "Fellesforbundet", -450.5 - n]]
        rows += [[*who, "Lunsjtrekk", "", -450.0]] * (n % 2)
    reading = read_sheet(*rows)

    assert reading.question is None
    assert [line.amount for line in reading.lines] == ([45050 + 100 * n for n in range(6)])


def test_who_registered_the_payment_is_not_the_employer() -> None:
    rows: list[list[object]] = [
        ["Betaler", "", "Nordvik AS, org.nr 312430398"],
        ["Mottaker", "", "Fellesforbundet"],
        ["Gjelder trekk", "", "mai 2026"],
        ["Registrert av", "", "Tellekontoret AS, org.nr 371352155"],
        ["Ansattnr", "Navn", "Fødselsnr", "Beløp"],
        *([18 + n, p.name, p.id, 450.5 + n] for n, p in enumerate(PEOPLE)),
    ]
    reading = read_sheet(*rows)

    assert (reading.status, reading.orgnr.value) == ("lines", "312430398")


def test_heads_below_a_span_are_those_of_its_columns() -> None:
    rows: list[list[object]] = [
        ["Voluntary Deductions Register"],
        ["Legal Employer", "", "Nordvik Norway AS"],
        ["Registration Number", "", "312430398"],
        ["Payroll Period", "", "05-2026"],
        ["Third-Party Payee", "", "FELLESFORBUNDET"],
        ["Run By", "", "PAYROLL_NO_BATCH"],
        ["Person Number", "Full Name", "National ID", "Current Period (NOK)", "", "", "Year to Date (NOK)"],
        ["", "", "", "Union Dues", "Choir", "Bowling", "Union Dues"],
    ]
    for n, p in enumerate(PEOPLE):
        rows += [[302369 + n, p.turned, p.id, 450.5 + n, 320.25 + n, 57.75 + 2 * n, 4500.5 + 10 * n]]
    reading = read_sheet(*rows)

    assert reading.question is None
    assert [line.amount for line in reading.lines] == [45050 + 100 * n for n in range(6)]


def test_sum_under_a_head_of_something_else_is_asked_about() -> None:
    rows: list[list[object]] = [*TOP, ["Trekk Fellesforbundet"]]
    rows += [["Navn", "Fødselsnummer", "Ansatt", "Ansatt", "Ansatt"]]
    rows += [[p.name, p.id, 450.5 + n, 320.25 + 3 * n, 770.75 + 4 * n] for n, p in enumerate(PEOPLE)]

    assert read_sheet(*rows).status == "ask"


def test_payment_is_of_whoever_stands_below_it() -> None:
    pdf = Pdf()
    pdf.page()
    pdf.at(40, 40, "Betalingsliste - trekk og avgifter lønn")
    pdf.at(40, 54, "Nordvik AS Org.nr. 312 430 398")
    pdf.at(40, 68, "Lønnskjøring 05-2026 Betalingsdato 10.06.2026")
    for x, head in zip((40, 70, 140, 240, 350), ("Nr", "Forfall", "Til konto", "Mottaker", "Melding"), strict=True):
        pdf.at(x, 100, head)
    pdf.at(560, 100, "Beløp NOK", right=True)
    payments = [("Skatteetaten", "Forskuddstrekk 05/2026", "243 270,54", "")]
    payments += [
        ("Fellesforbundet", "Kontingent mai 2026", f"{450 + n},50", f"{p.id} {p.name}") for n, p in enumerate(PEOPLE)
    ]
    for n, (payee, message, amount, below) in enumerate(payments):
        y = 130 + 30 * n
        for x, text in zip((40, 70, 140, 240, 350), (n, "10.06.2026", "9992.05.11873", payee, message), strict=True):
            pdf.at(x, y, str(text))
        pdf.at(560, y, amount, right=True)
        pdf.at(350, y + 12, below)
    reading = read_file(pdf.bytes(), "betalingsliste.pdf")

    assert reading.question is None
    assert [(line.national_id, line.name, line.amount) for line in reading.lines] == [
        (p.id, p.name, 45050 + 100 * n) for n, p in enumerate(PEOPLE)
    ]


def test_signs_are_those_of_the_unions_deductions_and_not_of_the_wages_on_the_slips() -> None:
    rows: list[list[object]] = [
        ["Nordvik AS", "Org.nr. 312 430 398"],
        ["Lønnsslipper mai 2026 - medlemmer i Fellesforbundet"],
    ]
    for n, p in enumerate(PEOPLE):
        rows += [[p.name, "", f"Ansattnr: {35 + n}", "", f"Fødselsnr: {p.id}", ""]]
        rows += [["Lønnsart", "Tekst", "Antall", "Sats", "Beløp", "Hittil i år"]]
        rows += [["100", "Timelønn", "162,50", "239,14", "38 860,52", "155 442,08"]]
        rows += [["310", "Kvelds- og helgetillegg", "", "", "1 075,00", "4 300,00"]]
        rows += [["5000", "Forskuddstrekk", "", "", "-11 269,00", "-45 076,00"]]
        rows += [["5210", "Trekk Fellesforbundet", "", "", f"-{450 + n},50", "-2 923,64"]]
        rows += [["", "Netto utbetalt", "", "", f"{27141 - n},02", ""]]
    reading = read_file(html(rows), "lonnsslipper.xls")

    assert [line.amount for line in reading.lines] == [45050 + 100 * n for n in range(6)]


def test_years_sum_in_danish_is_none_of_the_month() -> None:
    rows: list[list[object]] = [["Løntræk pr. medarbejder"], ["Arbejdsgiver: Nordvik NUF"]]
    rows += [["Norsk org.nr.: 312 430 398"], ["Fagforening: Fellesforbundet"], ["Lønperiode: 01-05-2026 - 31-05-2026"]]
    rows += [["Medarb.nr.", "Navn", "Grundlag", "Fagforening", "Kantine", "Træk i alt"]]
    rows += [["", "Norsk fødselsnr.", "Træk-%", "Fagforening ÅTD", "Kantine ÅTD", "Træk i alt ÅTD"]]
    for n, p in enumerate(PEOPLE):
        rows += [[f"{4 + n:05}", p.name, "34.366,10", f"{450 + n},50-", "350,00-", f"{800 + n},50-"]]
        rows += [["", p.id, "1,50", f"{1802 + 4 * n},00-", "1.400,00-", f"{3202 + 4 * n},00-"]]
    reading = read_file(html(rows), "loentraek.xls")

    assert [line.amount for line in reading.lines] == [45050 + 100 * n for n in range(6)]
