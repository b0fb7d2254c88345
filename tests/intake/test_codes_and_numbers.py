"""Records with glued fields, pages saved as one file, whose a number is, codes and stars, runs beside their period."""

from datetime import date

import pytest

from app.intake.reading import Reading
from tests.intake.reads import pairs, read_file, read_sheet, read_text
from tests.intake.world import World, comma
from tests.intake.writers import Pdf, html

PEOPLE = World("codes", 6).people
AMOUNTS = [45050 + 100 * n for n in range(6)]
OURS = [(p.id, ore) for p, ore in zip(PEOPLE, AMOUNTS, strict=True)]


def _records(sign: str, behind: str, total: int = sum(AMOUNTS), wide: int = 8) -> Reading:
    lines = ["00FAGTREKK  V03", "01AVSENDER  324331409Tindra Konserntjenester AS", "02ARBGIVER  312430398Nordvik AS"]
    lines += ["03MOTTAKER  FELLESFORBUNDET                    PERIODE202604"]
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        lines += [f"10312430398{18404 + 37 * n:0{wide}}{p.id}{p.turned:30}{behind}{ore:09}{sign}NOK"]
    return read_text(*lines, f"90312430398{len(PEOPLE):06}{total:013}{sign}", "99000012", name="FAGTREKK.dat")


@pytest.mark.parametrize("sign", ["+", "-"])
@pytest.mark.parametrize(("behind", "wide"), [("6410", 8), ("2026046410", 8), ("6410", 5)])
def test_amount_that_codes_run_into_is_as_wide_as_the_sum_at_the_end_says(sign: str, behind: str, wide: int) -> None:
    reading = _records(sign, behind, wide=wide)

    assert [(line.national_id, line.employee_no, abs(line.amount)) for line in reading.lines] == [
        (p.id, str(18404 + 37 * n), ore) for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True))
    ]
    assert (reading.orgnr.value, reading.period.value) == ("312430398", "2026-04")


def test_amount_that_codes_run_into_is_not_taken_unasked_where_no_sum_tells() -> None:
    reading = _records("+", "6410", total=12)

    assert reading.status != "lines"


def _html(*rows: list[object]) -> bytes:
    return html([["Nordvik AS, org.nr. 312 430 398"], ["Fellesforbundet, trekkperiode 202609"], *rows])


def test_page_saved_as_one_file_is_read_as_the_page() -> None:
    rows: list[list[object]] = [["Ansattnr", "Navn", "Fødselsnummer", "Trukket"]]
    rows += [[n + 1, p.name, p.id, comma(ore)] for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True))]
    head = 'MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary="B1"\r\n\r\n'
    part = "--B1\r\nContent-Location: file:///C:/Sheet1.htm\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    reading = read_file(head.encode() + part.encode() + _html(*rows) + b"\r\n--B1--\r\n", "export.xls")

    assert (pairs(reading), reading.period.value) == (OURS, "2026-09")


def _on_top(*top: list[object]) -> Reading:
    rows: list[list[object]] = [*top, ["Navn", "Fødselsnummer", "Trukket"]]
    return read_sheet(*rows, *([p.name, p.id, ore / 100] for p, ore in zip(PEOPLE, AMOUNTS, strict=True)))


def test_number_labelled_as_the_employers_is_so_below_an_accountants_block() -> None:
    reading = _on_top(
        ["", "", "Holmen Økonomi AS | Autorisert regnskapsførerselskap | Org.nr. 324331409"],
        ["Arbeidsgiver: Bygg og Tak Vest AS", "", "Org.nr. arbeidsgiver: 312430398"],
        ["Trukket fagforeningskontingent – Fellesforbundet, oktober 2026"],
    )

    assert (reading.status, reading.orgnr.value) == ("lines", "312430398")


def test_sums_by_codes_with_a_stroke_are_of_their_lines() -> None:
    lines = [
        "Dynamisk listevisning",
        "\tFirma\t\tNordvik AS",
        "\tOrg.nr.\t\t312430398",
        "\tLønnsperiode\t\t09.2026",
        "",
    ]
    lines += ["\tPers.nr.\tNavn\tFødselsnummer\tL.art\tL.arttekst\tBeløp\tValuta"]
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        lines += [f"\t{20381 + n}\t{p.name}\t{p.id}\t6520\tFagforening Fellesf.\t{comma(ore)}-\tNOK"]
        lines += [f"\t{20381 + n}\t{p.name}\t{p.id}\t/561\tKorr. trekk\t88,00\tNOK"] * (n == 2)
    lines += [f"*\t\t\t\t6520\tFagforening Fellesf.\t{comma(sum(AMOUNTS), '.')}-\tNOK"]
    lines += ["*\t\t\t\t/561\tKorr. trekk\t88,00\tNOK"]
    reading = read_text(*lines, f"**\t\t\t\t\t\t{comma(sum(AMOUNTS) - 8800, '.')}-\tNOK")

    assert "total_mismatch" not in reading.warnings


def test_list_of_wage_types_with_one_amount_keeps_its_lines() -> None:
    rows: list[list[object]] = [["Ytterøy Verft AS (312430398)"], ["Lønnsarter pr. ansatt, periode 09-2026"], []]
    rows += [["Utvalg: Trekk Fellesforbundet"], ["Ansatt", "Lønnsart", "Tekst", "Beløp"]]
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        rows += [[f"{3002 + n} {p.turned}", "", f"Fødselsnr: {p.id}"]]
        rows += [["", 4010, "Kontingent Fellesforbundet", ore / 100]]
        rows += [["", 4012, "Forsikring Fellesforbundet", 148.0]] * (n == 3)
        rows += [["", "", "Sum ansatt", ore / 100 + 148.0 * (n == 3)]]
    reading = read_sheet(*rows)

    assert len(reading.lines) == 7


def test_number_under_a_payees_reference_is_the_members() -> None:
    rows: list[list[object]] = [["Legal Entity", "Nordvik AS"], ["Registration Number", "312430398"]]
    rows += [["Pay Period", "01-APR-2026 to 30-APR-2026"], ["Payee", "Fellesforbundet"], []]
    rows += [["Assignment Number", "Last Name", "First Name", "National Identifier", "Payee Reference", "Pay Value"]]
    rows += [
        [20494 + n, p.last, p.first, p.id, str(1782746 + n), ore / 100]
        for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True))
    ]

    assert [line.member_no for line in read_sheet(*rows).lines] == [str(1782746 + n) for n in range(6)]


def test_labelled_members_numbers_are_found_under_any_head() -> None:
    rows: list[list[object]] = [["Nordvik AS", "Org.nr 312430398"], ["Fellesforbundet, mai 2026"], []]
    rows += [["Navn", "Fødselsnummer", "Opplysning", "Trukket"]]
    rows += [
        [p.name, p.id, f"Medl.nr {1782746 + n}", ore / 100]
        for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True))
    ]

    assert [line.member_no for line in read_sheet(*rows).lines] == [str(1782746 + n) for n in range(6)]


def test_number_right_below_the_firms_name_is_no_unions_far_to_the_left() -> None:
    reading = _on_top(
        ["", "FAGFORENINGSTREKK", "", "", "Grimstad Trykk AS"],
        ["", "Fellesforbundet - september 2026", "", "", "org 312 430 398"],
    )

    assert reading.orgnr.value == "312430398"


@pytest.mark.parametrize(("tab", "proposed"), [("Oktober 2026", "2026-10"), ("August 2026", "2026-09")])
def test_of_a_title_and_a_tab_the_later_month_is_proposed(tab: str, proposed: str) -> None:
    rows: list[list[object]] = [["Nordvik AS, org.nr 312430398"], ["Fellesforbundet - september 2026"]]
    rows += [["Navn", "Fødselsnummer", "Trukket"], *([p.name, p.id, 450.5] for p in PEOPLE)]
    reading = read_sheet(*rows, name=tab)

    assert (reading.question and reading.question.code, reading.period.value) == ("period", proposed)


def test_run_of_another_month_than_the_period_is_asked_about_and_proposed() -> None:
    reading = _on_top(
        ["Fagforeningstrekk – Fellesforbundet"],
        ["Nordvik AS, org.nr. 312 430 398"],
        ["Lønnskjøring: mai 2026", "", "Periode: 01.04.2026 - 30.04.2026"],
    )

    assert (reading.question and reading.question.code, reading.period.value) == ("period", "2026-05")


def test_first_of_the_month_under_a_label_of_months_is_that_month() -> None:
    reading = _on_top(["Fellesforbundet", "Org.nr", "312 430 398"], ["Trekkmåned", date(2026, 3, 1)])

    assert (reading.status, reading.period.value) == ("lines", "2026-03")


def test_sum_behind_a_lone_star_is_held_against_the_lines() -> None:
    def listed(total: int) -> Reading:
        lines = ["Dynamisk listevisning\t\t\t\t\t\t\t\t1", "\tFirma\t\tNordvik AS", "\tOrg.nr.\t\t312430398"]
        lines += ["\tLønnsart\t\t6350 Kont. Fellesforbundet", "\tLønnsperiode\t\t07.2026", ""]
        lines += ["\tPers.nr\tNavn på medarbeider\tPersonnummer\tLart\tLønnsarttekst\tPer.\tBeløp\tValuta", ""]
        lines += [
            f"\t{20008407 + n}\t{p.name}\t{p.id}\t6350\tKont. Fellesforb.\t07.2026\t{comma(ore)}-\tNOK"
            for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True))
        ]
        return read_text(*lines, "", f"*\t\t\t\t\t\t\t{comma(total, '.')}-\tNOK")

    assert listed(sum(AMOUNTS)).status == "lines"
    assert "total_mismatch" in listed(sum(AMOUNTS) + 9000).warnings


def _print(*legend: str, again: str = "") -> Reading:
    lines = ["FIRMA 014      ORG.NR 312430398      PERIODE 02/26", "TREKKMOTTAKER  31 FELLESFORBUNDET", ""]
    lines += [f"{'ANSNR':9}{'NAVN':26}{'FØDSELSNR':14}{'LART':6}{'TREKK':>10}", "-" * 65]
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        lines += [f"{1267 + n:07}  {p.turned.upper():26}{p.id:14}7310  {comma(ore):>9}-"]
        lines += [f"{1267 + n:07}  {p.turned.upper():26}{p.id:14}7319  {'145,00':>9}"] * (n == 2)
    return read_text(*lines, "", *legend, again)


def test_legend_of_wage_types_names_no_unions_and_a_refund_is_not_undone() -> None:
    reading = _print("LART  7310 = KONTINGENT   7319 = TILBAKEFØRT KONTINGENT")

    assert reading.status == "lines"
    assert sum(line.amount for line in reading.lines) == sum(AMOUNTS) - 14500


def test_other_payee_with_an_account_behind_its_name_is_not_ours() -> None:
    rows: list[list[object]] = [["Nordvik AS", "", "", "Foretaksnr 312430398"], ["Trekk i lønn for 02.2026"]]
    rows += [["Lønnsart", "Ansattnr", "Ansatt", "Referanse hos mottaker", "Beløp", "Status"]]
    rows += [["Mottaker: Fellesforbundet Konto 9001.06.55555 KID 236675100935"]]
    rows += [[5530, 1591 + n, p.name, f"Medl.nr {7633931 + n}", 450.5 + n, "Klar"] for n, p in enumerate(PEOPLE[:4])]
    rows += [["Sum mottaker (4 trekk)", "", "", "", 1808.0]]
    rows += [["Mottaker: Velferdsforeningen Nordvik Mekaniske Konto 2220.14.33333 KID 185957755888"]]
    rows += [[5560, 1595 + n, p.name, "", 56.2 + n, "Klar"] for n, p in enumerate(PEOPLE[4:])]
    rows += [["Sum mottaker (2 trekk)", "", "", "", 113.4], ["Sum remittert 02.2026", "", "", "", 1921.4]]
    reading = read_sheet(*rows)

    assert [(line.member_no, line.amount) for line in reading.lines] == [
        (str(7633931 + n), 45050 + 100 * n) for n in range(4)
    ]


def test_section_headed_by_a_wage_type_and_another_union_is_not_ours() -> None:
    lines = ["LOHNBÜRO FÖRDE GmbH, Flensburg", "Nordsee Stahlmontage NUF        Org.-Nr. NO 312 430 398 MVA"]
    lines += ["Lohnartenauswertung     Abrechnungsmonat 08/2026"]
    for union, some in (("Fellesforbundet", range(4)), ("Norsk Arbeidsmandsforbund", range(4, 6))):
        code = 8120 + (some[0] > 0)
        lines += ["", f"Lohnart {code}   Gewerkschaftsbeitrag (fagforeningskontingent)   {union}", "-" * 78]
        lines += [f"{'Pers.-Nr.':11}{'Name, Vorname':24}{'NO-Pers.nummer':16}{'Betrag Monat':>12}", "-" * 78]
        lines += [f"{9367 + n:05}      {PEOPLE[n].turned:24}{PEOPLE[n].id:16}{comma(AMOUNTS[n]):>11}-" for n in some]
        lines += ["-" * 78, f"{f'Summe Lohnart {code}':51}{comma(sum(AMOUNTS[n] for n in some), '.'):>11}-"]
    reading = read_text(*lines)

    assert pairs(reading) == OURS[:4]


@pytest.mark.parametrize("again", [False, True])
def test_section_of_a_sheet_headed_by_a_wage_type_and_another_union_is_not_ours(again: bool) -> None:
    heads: list[object] = ["Ansattnr", "Navn", "Fødselsnummer", "Beløp"]
    people: list[list[object]] = [[101 + n, p.name, p.id, AMOUNTS[n] / 100] for n, p in enumerate(PEOPLE)]
    title = "Lønnsart {} | Fagforeningskontingent | Mottaker: | {}"
    ours, others = title.format(8120, "Fellesforbundet"), title.format(8121, "Norsk Arbeidsmandsforbund")
    rows = [["Nordvik AS", "Org.nr 312430398"], ["Periode", "2026-05"], ours.split(" | "), heads, *people[:4]]
    reading = read_sheet(*rows, others.split(" | "), *([heads] if again else []), *people[4:])

    assert pairs(reading) == OURS[:4]


def test_id_in_two_columns_that_words_stand_between_is_put_together() -> None:
    pdf = Pdf()
    pdf.page()
    pdf.at(40, 40, "Storelva kommune")
    pdf.at(40, 54, "Org.nr. 312 430 398")
    pdf.at(40, 68, "Kreditor: 71210 Fellesforbundet, lønnsperiode: mai 2026")
    places = (40, 100, 150, 210, 400)
    rows = [("Ansattnr", "Født", "Pers.nr", "Navn", "Trukket")]
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        if n % 2 == 0:
            rows += [("Ansvar", f"3{n}20 Vei og", "anlegg", "", "")]
        rows += [(str(20550 + n), p.id[:6], p.id[6:], p.turned, comma(ore))]
    for n, row in enumerate(rows):
        for x, text in zip(places, row, strict=True):
            pdf.at(x, 90 + 14 * n, text)

    assert pairs(read_file(pdf.bytes(), "kreditor.pdf")) == OURS


def test_months_over_the_currency_are_months() -> None:
    rows: list[list[object]] = [
        ["Firma", "Nordvik AS"],
        ["Organisasjonsnr.", "312430398"],
        ["Kontingent Fellesforbundet"],
    ]
    rows += [[], ["", "", "JUL 2026", "AUG 2026", "SEP 2026", "Totalresultat"]]
    rows += [["Medarbeider", "", "NOK", "NOK", "NOK", "NOK"]]
    rows += [[f"{26700 + n:08}", p.name, 450.5 + n, 460.5, 470.5, 1381.5 + n] for n, p in enumerate(PEOPLE)]
    reading = read_sheet(*rows)

    assert reading.question
    assert reading.question.code == "amount"
    assert reading.periods == ["2026-07", "2026-08", "2026-09"]
    assert len(reading.lines) == 18


def test_journal_with_the_people_across_and_codes_in_front_is_turned_with_their_names() -> None:
    rows: list[list[object]] = [["Lønnsjournal, Nordvik AS, org.nr 312430398"], ["Periode: februar 2026"]]
    rows += [["", "Ansatt", *(p.name for p in PEOPLE), "Sum"], ["", "Ansattnr", *range(10, 16), ""]]
    rows += [
        ["", "Fødselsnr", *(p.id for p in PEOPLE), ""],
        ["1", "Månedslønn", *[f"{34397 + n},00" for n in range(7)]],
    ]
    rows += [["72", "Fagforeningstrekk Fellesforbundet", *(f"-{comma(ore)}" for ore in AMOUNTS), comma(-sum(AMOUNTS))]]
    reading = read_file(html(rows), "lonnsjournal.xls")

    assert [(line.name, line.employee_no, line.amount) for line in reading.lines] == [
        (p.name, str(10 + n), AMOUNTS[n]) for n, p in enumerate(PEOPLE)
    ]


def test_period_is_proposed_where_a_run_may_be_a_part_of_it() -> None:
    rows: list[list[object]] = [
        ["Fagforeningstrekk Fellesforbundet"],
        ["Org.nr", "312430398"],
        ["Periode", "202605"],
        [],
    ]
    rows += [["Navn", "Fødselsnr", "Trukket denne kjøring", "Trukket i perioden"]]
    rows += [[p.name, p.id, 200.5 if n < 2 else 450.5 + n, 450.5 + n] for n, p in enumerate(PEOPLE)]
    reading = read_sheet(*rows)

    assert reading.question
    assert reading.question.code == "amount"
    assert pairs(reading) == OURS


def test_cards_with_this_period_and_the_year_are_their_sum() -> None:
    pdf = Pdf()
    pdf.page()
    pdf.at(40, 40, "Sunnfjord Stillas AS")
    pdf.at(360, 40, "Org.nr 312430398")
    pdf.at(40, 54, "Trekkmottaker: Fellesforbundet")
    pdf.at(360, 54, "Periode 09.2026")
    pdf.at(300, 68, "Denne periode")
    pdf.at(400, 68, "Hittil i år")
    at = 90
    for n, p in enumerate(PEOPLE):
        lines = [("Trekkgrunnlag", 4_000_000), ("Kontingent 1,40 %", AMOUNTS[n]), ("OU-fond", 2700)]
        pdf.at(40, at, f"{8 + n:04}")
        pdf.at(80, at, p.name)
        pdf.at(300, at, f"Fnr {p.id[:6]} {p.id[6:]}")
        for k, (label, ore) in enumerate([*lines, ("Sum trukket", AMOUNTS[n] + 2700)], start=1):
            pdf.at(80, at + 13 * k, label)
            pdf.at(360, at + 13 * k, comma(ore, " "), right=True)
            pdf.at(450, at + 13 * k, comma(9 * ore, " "), right=True)
        at += 70
    reading = read_file(pdf.bytes(), "trekk.pdf")

    assert pairs(reading) == [(p, ore + 2700) for p, ore in OURS]


def test_years_sum_behind_the_sign_is_no_part_of_the_amount() -> None:
    lines = [f"00FAGTREKK324331409{'FELLESFORBUNDET':25}20260920260927PROD"]
    lines += [f"10312430398{'NORDHAVN VERFT AS':37}TREKKPERIODE 09/2026"]
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        lines += [f"50{53373 + 7 * n:08}{p.id}{p.turned.upper():28}0311{ore:09}+{9 * ore:09}"]
    reading = read_text(*lines, f"90ANTALL POSTER {6:06} SUM TREKK I ØRE {sum(AMOUNTS):011}", name="fagtrekk.txt")

    assert (pairs(reading), reading.orgnr.value) == (OURS, "312430398")


def test_unions_below_a_span_of_what_was_deducted_are_whose_it_is() -> None:
    rows: list[list[object]] = [["Selskap", "Nordvik AS, org.nr 312430398"], ["Trekkmåned: april 2026"], []]
    rows += [["Ans.nr", "Navn", "Født", "Trukket i måneden (kr)", "", "", "Sum"]]
    rows += [["", "", "", "Fellesforbundet", "NITO", "Parat", ""]]
    for n, p in enumerate(PEOPLE):
        amounts = ["", "", ""]
        amounts[n % 3] = 450.5 + n
        rows += [[21532 + n, p.name, f"{10 + n}.10.1985", *amounts, 450.5 + n]]

    assert [line.amount for line in read_sheet(*rows).lines] == [45050, 45350]


def test_members_numbers_beside_their_label_are_theirs() -> None:
    lines = ["Emne: Trekk august 2026", "", "Hei, trukket til Fellesforbundet for august 2026:", ""]
    lines += [
        f"{p.name:28}medl.nr {2862487 + n}   {comma(ore):>10}"
        for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True))
    ]
    reading = read_text(*lines, "", "Hilsen Bente", "Nordvik DA, org.nr 312430398", name="mail.txt")

    assert [line.member_no for line in reading.lines] == [str(2862487 + n) for n in range(6)]
