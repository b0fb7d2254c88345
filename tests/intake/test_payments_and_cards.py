"""Bank payments with their people below, cards of pairs, digits in boxes, heads that share a column of a print."""

from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from app.intake.reading import Reading
from tests.intake.blind import writers as plain
from tests.intake.reads import pairs, question, read_file, read_sheet, read_text
from tests.intake.world import World, comma
from tests.intake.writers import Pdf, xlsx

PEOPLE = World("payments", 6).people
AMOUNTS = [45050 + 100 * n for n in range(6)]


def _payments(*foot: str, message: str = "Kontingent mai 2026 ansnr {no} {name}", taxes: bool = True) -> Reading:
    rows = [
        ("3022.87.22347", "SKATTEETATEN", "166.482,00", "Forskuddstrekk termin"),
        *(
            ("9001.06.51828", "FELLESFORBUNDET", comma(ore), message.format(no=60 + n, name=p.name, id=p.id))
            for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True))
        ),
        ("6120.08.37805", "FAGFORBUNDET", "478,00", "Kontingent mai 2026 ansnr 402 Vidar Fossum"),
    ]
    lines = ["OPPDRAGSLISTE BETALINGER", f"{'KUNDE  : NORDVIK BAKERI AS':49}ORG.NR 312430398", ""]
    lines += [f"{'LNR   TIL KONTO       MOTTAKER':54}{'BELØP':>11}", "-" * 65]
    for n, (account, payee, amount, below) in enumerate(rows[not taxes :]):
        lines += [f"{n + 1:4}  {account}   {payee:32}{amount:>12}", f"      MELD: {below}"]
    return read_file("\n".join([*lines, "-" * 65, *foot]).encode("cp1252"), "oppdragsliste.txt")


def test_payments_are_lines_of_whoever_their_messages_name() -> None:
    reading = _payments(f"{'      SUM BUNT':53}169.678,00")

    assert (reading.status, reading.orgnr.value, reading.period.value) == ("lines", "312430398", "2026-05")
    assert [(one.employee_no, one.name, one.amount) for one in reading.lines] == [
        (str(60 + n), p.name, ore) for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True))
    ]
    assert "total_mismatch" not in reading.warnings  # the sum is of the taxes too


def test_a_sum_of_payments_to_our_union_is_held_against_them() -> None:
    fits = _payments(f"{'      SUM MOTTAKER   FELLESFORBUNDET':53}  2.718,00")
    short = _payments(f"{'      SUM MOTTAKER   FELLESFORBUNDET':53}  2.618,00")

    assert "total_mismatch" not in fits.warnings
    assert "total_mismatch" in short.warnings


def test_ids_and_members_numbers_of_payments_are_found_in_their_messages() -> None:
    by_id = _payments(message="Kontingent mai 2026 {name} fnr {id}", taxes=False)
    by_number = _payments(message="KONTINGENT MAI 2026  Medl.nr 23988{no} {name}", taxes=False)

    assert [(one.national_id, one.name) for one in by_id.lines] == [(p.id, p.name) for p in PEOPLE]
    assert [(one.member_no, one.name) for one in by_number.lines] == [
        (f"23988{60 + n}", p.name) for n, p in enumerate(PEOPLE)
    ]


_LIV = f"Liv Bø fnr {World('payments of others', 1).people[0].id}"
_OTHERS = [("SKATTEETATEN", "3022.87.22347", "Forskuddstrekk", 16648200), ("NITO", "5765.15.10270", _LIV, 57483)]


def _beside(message: str, account: str = "9001.06.51828", *, whole: bool = False, short: int = 0) -> Reading:
    """A workbook from the bank with the message in a column of its own, and others' payments besides."""
    rows: list[list[object]] = [["Betalingsoversikt"], ["Kontohaver", "Nordvik AS"], ["Org.nr", "312430398"], []]
    rows += [["Mottaker", "Til konto", "Betalingsdato", "Melding til mottaker", "Beløp", "Valuta", "Arkivref"]]
    ours = [
        ("Fellesforbundet", account, message.format(no=60 + n, name=p.name, id=p.id), ore - whole * 50)
        for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True))
    ]
    paid = [*_OTHERS[:1], *ours, *_OTHERS[1:]] if not short else [*ours, *_OTHERS[1:]]
    rows += [[payee, to, "15.06.2026", said, -ore / 100, "NOK", 41712] for payee, to, said, ore in paid]
    rows += [[], ["Sum Fellesforbundet", "", "", "", (short - sum(ore for *_, ore in ours)) / 100]]
    rows += [["Sum", "", "", "", -sum(ore for *_, ore in paid) / 100]]
    return read_sheet(*rows)


@pytest.mark.parametrize("account", ["9001.06.51828", "90010651828", "NO9390010651828"])
def test_payments_with_their_message_beside_are_lines(account: str) -> None:
    reading = _beside("Kontingent mai 2026 {name} fnr {id}", account)

    assert (reading.status, reading.orgnr.value, reading.period.value) == ("lines", "312430398", "2026-05")
    assert [(one.name, one.amount) for one in reading.lines] == [
        (p.name, ore) for p, ore in zip(PEOPLE, AMOUNTS, strict=True)
    ]


@pytest.mark.parametrize("label", ["mnr", "medl", "medlemsnr.", "M.nr."])
def test_members_numbers_of_payments_beside_are_found_by_their_label(label: str) -> None:
    reading = _beside(f"Fagforeningstrekk mai 2026 {{name}} fnr {{id}} {label} 58204{{no}}")

    assert [(one.member_no, one.name) for one in reading.lines] == [
        (f"58204{60 + n}", p.name) for n, p in enumerate(PEOPLE)
    ]


def test_payments_with_an_employees_number_beside_are_lines() -> None:
    reading = _beside("Fagforeningstrekk mai 2026, ansnr {no} {name}")

    assert [(one.employee_no, one.amount) for one in reading.lines] == [
        (str(60 + n), ore) for n, ore in enumerate(AMOUNTS)
    ]


def test_payments_without_a_word_of_dues_are_lines_where_a_union_gets_them() -> None:
    lines = ["Betalingsoversikt", "Kunde;Nordvik AS", "Org.nr;312430398", ""]
    lines += ["Ref;Forfall;Mottaker;Til konto;Melding til mottaker;Egenreferanse;Beløp;Valuta"]
    paid = [
        ("Fellesforbundet", "4193.59.71797", f"FF 10/2026 medl {4546665 + n} {p.name}") for n, p in enumerate(PEOPLE)
    ]
    paid[4] = (*paid[4][:2], paid[4][2].replace("10/2026 ", ""))
    paid.insert(3, ("Forbundet for Ledelse og Teknikk", "2893.28.42361", "FLT 10/2026 medl 4315978 Liv Bø"))
    amounts = [*AMOUNTS[:3], 99000, *AMOUNTS[3:]]
    for n, (payee, account, said) in enumerate(paid):
        lines += [f"{41106332 + n};13.11.2026;{payee};{account};{said};Ans {1016 + n};-{comma(amounts[n])};NOK"]
    lines += [f"Sum Fellesforbundet;;;4193.59.71797;6 betalinger;;-{comma(sum(AMOUNTS))};NOK"]
    reading = read_text(*lines, f"Sum {paid[3][0]};;;2893.28.42361;1 betalinger;;-990,00;NOK", name="bank.csv")

    assert (reading.status, reading.period.value) == ("lines", "2026-10")
    assert [one.fits for one in reading.control_totals] == [True, True]
    assert [(one.name, one.member_no, one.employee_no, one.amount) for one in reading.lines] == [
        (p.name, str(4546665 + n), str(1016 + n + (n > 2)), AMOUNTS[n]) for n, p in enumerate(PEOPLE)
    ]


def test_payments_in_a_list_with_columns_of_their_own_for_people_keep_these() -> None:
    heads = "Fra konto;Mottaker;Til konto;Ansattnr;Fødselsnr;Navn;Trekktype;Beløp;Valuta"
    ours = "3207.84.66226;Fellesforbundet;9049.09.26088"
    lines = [f"{ours};{3002 + n};{p.id};{p.name};Kontingent;{comma(AMOUNTS[n])};NOK" for n, p in enumerate(PEOPLE)]
    reading = read_text("Firma;Nordvik AS;Org.nr;312430398", "Lønnsperiode;04.2026", heads, *lines, name="liste.csv")

    assert [(one.national_id, one.employee_no, one.amount) for one in reading.lines] == [
        (p.id, str(3002 + n), AMOUNTS[n]) for n, p in enumerate(PEOPLE)
    ]


def test_payments_with_the_payers_account_on_each_row_are_lines() -> None:
    lines = ["Kontohaver;Nordvik AS;Org.nr;312430398", "Konto;3624.77.77800;Utvalg;15.04.2026 - 15.04.2026", ""]
    lines += ["Dato;Fra konto;Mottaker;Til konto;Melding;Beløp;Valuta;Arkivref"]
    for n, p in enumerate(PEOPLE):
        message = f"Kontingent mars 2026 medlnr {10256327 + n} {p.name}"
        lines += [f"15.04.2026;36247777800;Fellesforbundet;90013495261;{message};-{comma(AMOUNTS[n])};NOK;{432813 + n}"]
    reading = read_text(*lines, "", "Mottaker;Antall;Sum", f"Fellesforbundet;6;-{comma(sum(AMOUNTS))}", name="b.csv")

    assert (reading.status, reading.period.value) == ("lines", "2026-03")
    assert [(one.member_no, one.amount) for one in reading.lines] == [
        (str(10256327 + n), ore) for n, ore in enumerate(AMOUNTS)
    ]


def test_sum_of_payments_to_one_of_two_unions_is_held_against_them() -> None:
    reading = _beside("Kontingent mai 2026 {name} fnr {id}", short=10_000)

    assert "total_mismatch" in reading.warnings


def test_list_of_ids_and_texts_is_no_list_of_payments() -> None:
    rows = [[p.name, p.id, f"Trekk kontingent {p.name}", AMOUNTS[n] / 100] for n, p in enumerate(PEOPLE)]
    reading = read_sheet(["Nordvik AS"], ["Fellesforbundet mai 2026"], ["Navn", "Fødselsnr", "Tekst", "Beløp"], *rows)

    assert pairs(reading) == [(p.id, AMOUNTS[n]) for n, p in enumerate(PEOPLE)]


def test_payments_of_whole_kroner_are_lines() -> None:
    reading = _beside("Kontingent mai 2026 {name} fnr {id}", whole=True)

    assert [one.amount for one in reading.lines] == [ore - 50 for ore in AMOUNTS]


def _cards(*, member: bool = False, other: str = "", foot: str = "") -> Reading:
    pdf = Pdf()
    pdf.page()
    at = 40.0

    def say(*parts: tuple[float, str]) -> None:
        nonlocal at
        for x, text in parts:
            pdf.at(x, at, text)
        at += 14

    say((40, "Trekk til andre mottakere"))
    say((40, "Nordvik AS  Org.nr. 312430398"))
    say((40, "Lønnsperiode 01.03.2026 - 31.03.2026"))
    say((40, "Mottaker 07 Fellesforbundet"))
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        if other and n == 4:
            say((40, other))
        say((40, p.turned), (230, "Ansattnr"), (290, str(120 + n)), (350, "Fnr."), (390, f"{p.id[:6]} {p.id[6:]}"))
        pairs = f"Grunnlag {comma(3_000_000 + n, ' ')}"
        say((60, pairs), (200, "Sats 1,50 %"), (300, f"Trukket {comma(ore)}"), (420, f"Hittil {comma(3 * ore, ' ')}"))
        if member:
            say((60, f"Medlemsnr {3436486 + n}"))
    if foot:
        say((40, foot[:19]), (300, foot[20:]))
    return read_file(pdf.bytes(), "trekk.pdf")


def test_pairs_of_label_and_amount_below_a_person_are_columns() -> None:
    reading = _cards(member=True)

    assert [(one.national_id, one.employee_no, one.member_no, one.amount) for one in reading.lines] == [
        (p.id, str(120 + n), str(3436486 + n), AMOUNTS[n]) for n, p in enumerate(PEOPLE)
    ]
    assert [one.name for one in reading.lines] == [p.name for p in PEOPLE]


def test_cards_of_another_payee_are_not_ours() -> None:
    assert [one.amount for one in _cards(other="Mottaker 09 NITO").lines] == AMOUNTS[:4]


def test_sum_below_cards_is_held_against_them() -> None:
    assert _cards(foot=f"Sum Fellesforbundet {comma(sum(AMOUNTS), ' ')}").status == "lines"
    assert "total_mismatch" in _cards(foot=f"Sum Fellesforbundet {comma(sum(AMOUNTS) + 9000, ' ')}").warnings


def test_name_that_holds_a_word_for_a_loan_is_a_name() -> None:
    before = PEOPLE[2].first, PEOPLE[2].last
    PEOPLE[2].first, PEOPLE[2].last = "Thi Lan", "Nguyen"
    try:
        assert _cards().lines[2].name == "Thi Lan Nguyen"
    finally:
        PEOPLE[2].first, PEOPLE[2].last = before


def test_form_with_a_digit_in_each_box_and_kroner_beside_ore_is_read() -> None:
    pdf = Pdf()
    pdf.page()
    for at, text in ((40, "Oppgave over trukket fagforeningskontingent"), (54, "Fellesforbundet")):
        pdf.at(40, at, text)
    pdf.at(40, 68, "Nordvik AS, org.nr 312430398, trekkmåned: oktober 2026")
    for x, text in ((40, "Nr."), (62, "Navn"), (230, "Fødselsnummer (11 siffer)"), (420, "Kr"), (460, "Øre")):
        pdf.at(x, 90, text)
    for n, p in enumerate(PEOPLE):
        for x, text in ((40, str(n + 1)), (62, p.name), (422, str(450 + n)), (462, f"{10 * n:02}")):
            pdf.at(x, 106 + 16 * n, text)
        for k, digit in enumerate(p.id):
            pdf.at(230 + 14 * k, 106 + 16 * n, digit)
    reading = read_file(pdf.bytes(), "oppgave.pdf")

    assert [(one.national_id, one.name, one.amount) for one in reading.lines] == [
        (p.id, p.name, 45000 + 110 * n) for n, p in enumerate(PEOPLE)
    ]


def test_names_that_reach_up_to_the_debit_column_are_told_from_it() -> None:
    pdf = Pdf()
    pdf.page()
    pdf.at(40, 40, "Nordvik AS")
    pdf.at(300, 40, "Foretaksnr: 312 430 398")
    pdf.at(40, 54, "Periode: 11.2026 - 11.2026")
    pdf.at(300, 54, "Klient 2088 hos Fjordtal Regnskap AS")
    pdf.at(40, 68, "Konto 2641 Skyldig fagforeningstrekk, Fellesforbundet")
    heads = (
        (40, "Bilag"),
        (82, "Dato"),
        (136, "Tekst"),
        (290, "Ansatt"),
        (322, "Navn"),
        (416, "Debet"),
        (471, "Kredit"),
    )
    for x, text in heads:
        pdf.at(x, 90, text)
    rows = [("21259", "12.11.2026", "Betalt Fellesforbundet oktober", "", "", "22 526,40", "")]
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        name = "Øyvind Ness Torgersen Lund" if n == 1 else p.name
        rows += [("7209", "30.11.2026", "Lønn 11/2026 trekk kontingent", str(120 + n), name, "", comma(ore))]
    rows += [("", "", "Sum bevegelser i perioden", "", "", "22 526,40", comma(sum(AMOUNTS), " "))]
    for n, row in enumerate(rows):
        for x, text in zip((40, 82, 136, 290, 322, 402, 470), row, strict=True):
            if text:
                pdf.at(x, 106 + 14 * n, text)
    reading = read_file(pdf.bytes(), "hovedbok.pdf")

    assert (reading.orgnr.value, reading.period.value) == ("312430398", "2026-11")
    assert [(one.employee_no, one.amount) for one in reading.lines] == [
        (str(120 + n), ore) for n, ore in enumerate(AMOUNTS)
    ]


def _titled(*, ids: bool) -> list[list[object]]:
    rows: list[list[object]] = [
        ["Trekk i lønn per ansatt"],
        ["Nordvik AS, org.nr. 312430398"],
        ["Periode: Juni 2026"],
        [],
    ]
    rows += [["Ansatt / lønnsart", "Antall", "Sats", "Beløp", "Hittil i år"]]
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        kr = -ore / 100
        rows += [[f"{30 + n} {p.name}" + f" ({p.id[:6]} {p.id[6:]})" * ids]]
        rows += [["    5310 Fagforeningskontingent Fellesforbundet", 1, kr, kr, 6 * kr]]
        rows += [["    5420 Trekk kantine", 1, -350.0, -350.0, -2100.0], [f"Sum {p.name}", "", "", kr - 350.0, ""]]
    rows += [["    5310 Fagforeningskontingent Fellesforbundet", 6, "", -sum(AMOUNTS) / 100, ""]]
    rows += [["    5420 Trekk kantine", 6, "", -2100.0, ""], ["Sum alle", "", "", -sum(AMOUNTS) / 100 - 2100.0, ""]]
    return rows


def test_lines_below_a_person_alone_on_a_row_are_the_persons() -> None:
    by_id, by_number = (read_file(xlsx(("Rapport", _titled(ids=ids))), "lonnsarter.xlsx") for ids in (True, False))

    assert [(one.national_id, one.amount) for one in by_id.lines] == [(p.id, AMOUNTS[n]) for n, p in enumerate(PEOPLE)]
    assert [(one.employee_no, one.amount) for one in by_number.lines] == [
        (str(30 + n), ore) for n, ore in enumerate(AMOUNTS)
    ]
    assert "total_mismatch" not in by_id.warnings


_PAID: list[list[object]] = [["Nordvik AS", "Org.nr 312430398"], ["Til konto", "Mottaker", "Beløp"]] + [
    row
    for p, ore in zip(PEOPLE, AMOUNTS, strict=True)
    for row in (["9001.06.51828", "Fellesforbundet", comma(ore)], [f"Kontingent mai 2026 {p.name} fnr {p.id}"])
]


@pytest.mark.parametrize(("rows", "row"), [(_PAID, 5), (_titled(ids=True)[:-3], 11)])
@pytest.mark.parametrize("aside", ["struck", "hidden"])
def test_struck_and_hidden_rows_stay_so_where_rows_are_laid_out_anew(
    aside: str, row: int, rows: list[list[object]]
) -> None:
    def touch(book: Workbook) -> None:
        sheet: Any = book.active
        sheet.row_dimensions[row].hidden = aside == "hidden"
        for cell in sheet[row]:
            cell.font = Font(strike=aside == "struck")

    reading = read_file(plain.xlsx(("Ark1", rows), touch=touch), "liste.xlsx")

    assert question(reading) == f"{aside}_rows"
    assert pairs(reading) == [(p.id, ore) for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)) if n != 1]
