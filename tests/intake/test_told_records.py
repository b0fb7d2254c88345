"""Records told by their places, blocks of labelled amounts in sheets, accounts by their names, runs made again."""

import pytest

from app.intake.reading import Reading
from tests.intake.reads import pairs, question, read_sheet, read_text
from tests.intake.world import World, comma

PEOPLE = World("told", 6).people
AMOUNTS = [45050 + 100 * n for n in range(6)]
OURS = [(p.id, ore) for p, ore in zip(PEOPLE, AMOUNTS, strict=True)]

POSITIONS = (
    "05POS 3-8 ANSATTNR, 9-19 FØDSELSNR, 20-45 ETTERNAVN, FORNAVN, 46-53 MEDLEMSNR, 54-62 BELØP I ØRE, "
    "63 FORTEGN (- = TILBAKEBETALT)"
)
LEGEND = (
    "* REC 20 TREKK   : 03-08 ANSATTNR  09-19 FØDSELSNR  20-45 NAVN  46-53 MEDLEMSNR  54-62 TREKK I ØRE  "
    "63 FORTEGN (+ TREKK, - TILBAKEBETALT)"
)


def _records(told: str, total: int | None = None) -> Reading:
    lines = ["00TREKKOPPGAVE  MOTTAKER FELLESFORBUNDET  TREKKMÅNED 202610", "01ARBEIDSGIVER 312430398 NORDVIK AS", told]
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        lines += [f"20{3112 + n:06}{p.id}{p.turned.upper():26}{27016306 + n}{ore:09}{'-' if n == 4 else '+'}"]
    whole = sum(AMOUNTS) - 2 * AMOUNTS[4] if total is None else total
    return read_text(*(f"{line:80}" for line in lines), f"90ANTALL000006SUM ØRE{whole:012}+", name="FAGF.txt")


@pytest.mark.parametrize("told", [POSITIONS, LEGEND])
def test_records_are_parted_at_the_places_they_tell(told: str) -> None:
    reading = _records(told)

    assert (reading.status, reading.orgnr.value, reading.period.value) == ("lines", "312430398", "2026-10")
    assert [(line.national_id, line.employee_no, line.member_no, line.amount) for line in reading.lines] == [
        (p.id, str(3112 + n), str(27016306 + n), -ore if n == 4 else ore)
        for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True))
    ]


def test_sum_at_the_end_of_records_that_does_not_fit_is_asked_about() -> None:
    assert question(_records(POSITIONS, total=271900)) == "odd_rows"


def test_code_that_is_told_to_give_back_turns_the_amount() -> None:
    lines = ["* FELLESFORBUNDET TREKKLISTE NORDVIK AS ORGNR 312430398 PERIODE 202607"]
    told = "4-9 ANSATTNR, 10-20 FØDSELSNR, 21-50 NAVN, 51 KODE (T=TREKK R=TILBAKEBETALT), 52-60 BELØP I ØRE"
    lines += [f"* POS 1-3 TYPE, {told}"]
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        lines += [f"100{1030 + n:06}{p.id}{p.turned:30}{'R' if n == 2 else 'T'}{ore:09}"]
    reading = read_text(*lines, f"9000006{sum(AMOUNTS) - 2 * AMOUNTS[2]:013}")

    assert pairs(reading) == [(p, -ore if n == 2 else ore) for n, (p, ore) in enumerate(OURS)]
    assert reading.status == "lines"


def _blocks(*, leave: bool) -> Reading:
    rows: list[list[object]] = [["Nordvik AS"], ["Trekkmottaker:", 9041, "Fellesforbundet"]]
    rows += [["Lønnsperiode:", "10 / 2026"], ["Arbeidsgiver orgnr:", "", "312 430 398"], []]
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        kr = ["", "", "", ""] if leave and n == 3 else [46620.1 + n, ore / 100 - 52, 52, ore / 100]
        rows += [["Ansatt", "", 4464 + n, "", p.turned, "", "Født", p.id[:6], "Pers.nr", "", p.id[6:]]]
        labels = ("Lønn", "Kontingent", "Forsikring", "Trukket")
        rows += [["", "", *(cell for pair in zip(labels, kr, strict=True) for cell in pair)], []]
    return read_sheet(*rows)


@pytest.mark.parametrize("leave", [False, True])
def test_blocks_with_the_id_in_two_parts_are_read(leave: bool) -> None:
    reading = _blocks(leave=leave)

    assert reading.orgnr.value == "312430398"
    assert pairs(reading) == [(p, 0 if leave and n == 3 else ore) for n, (p, ore) in enumerate(OURS)]


def _ledger(payment: str, account: str = "Skyldig kontingent Fellesforbundet") -> Reading:
    rows: list[list[object]] = [["Kontospesifikasjon"], ["Klient:", "1043 Nordvik AS"], ["Org.nr.:", "312430398"]]
    rows += [["Periode:", "01.09.2026 - 30.09.2026"], []]
    rows += [["Konto", "Kontonavn", "Dato", "Bilagsnr", "Tekst", "Debet", "Kredit", "Saldo"]]
    rows += [[2932, account, "01.09.2026", "", "Inngående saldo", "", "", "-5711,19"]]
    rows += [[2932, account, "14.09.2026", 289, payment, "5711,19", "", "0,00"]]
    balance = 0
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        balance -= ore
        text = f"Lønn 09/2026 ans. {3 + n} {p.name}"
        rows += [[2932, account, "28.09.2026", 396, text, "", comma(ore), comma(balance)]]
    return read_sheet(*rows, [2932, account, "30.09.2026", "", "Utgående saldo", "", "", comma(balance)])


@pytest.mark.parametrize("payment", ["Betalt Fellesforbundet 08/2026", "Fellesforbundet kontingent 08/2026"])
def test_account_with_its_name_in_a_column_is_a_ledgers(payment: str) -> None:
    reading = _ledger(payment)

    assert (reading.status, reading.orgnr.value, reading.period.value) == ("lines", "312430398", "2026-09")
    assert [(line.employee_no, line.name, line.amount) for line in reading.lines] == [
        (str(3 + n), p.name, AMOUNTS[n]) for n, p in enumerate(PEOPLE)
    ]


def test_account_of_something_else_is_no_list_of_dues() -> None:
    assert _ledger("Betalt 08/2026", "Skyldige feriepenger").status == "reject"


def test_number_below_the_stamp_of_a_print_is_not_the_accountants_above_it() -> None:
    top = [f"{'':90}Fjordtall Regnskap AS - autorisert regnskapsførerselskap", "Trekkliste Fellesforbundet"]
    top += [f"{'':90}Utskrift 04.11.2026 09:14", f"{'Klient 1047 Nordvik AS':90}Foretaksnr. NO 312 430 398 MVA"]
    heads = f"{'Ansnr':8}{'Navn':30}{'Fødselsnr':14}{'Trukket':>10}"
    rows = [f"{100 + n:<8}{p.name:30}{p.id:14}{comma(AMOUNTS[n]):>10}" for n, p in enumerate(PEOPLE)]
    reading = read_text(*top, "Lønnsperiode oktober 2026", "", heads, *rows)

    assert (reading.orgnr.value, reading.orgnr.sure) == ("312430398", True)


def test_run_made_again_is_proposed_beside_the_first_one() -> None:
    heads: list[object] = ["Ansnr", "Navn", "Fødselsnr", "Trekk kjøring 1", "Trekk omkjøring"]
    rows = [[n, p.name, p.id, AMOUNTS[n] / 100, AMOUNTS[n] / 100 + (n == 1) * 20] for n, p in enumerate(PEOPLE)]
    reading = read_sheet(["Nordvik AS", "Org.nr 312430398"], ["Fellesforbundet oktober 2026"], heads, *rows)

    assert question(reading) == "amount"
    assert pairs(reading) == [(p, ore + (n == 1) * 2000) for n, (p, ore) in enumerate(OURS)]
