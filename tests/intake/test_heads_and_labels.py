"""Heads that number weeks, columns without a head beside the texts of a ledger, and labels with a number in them."""

from app.intake.read import read_bytes
from tests.intake.world import World
from tests.intake.writers import html, xlsx

PEOPLE = World("labels", 6).people


def test_weeks_over_columns_are_heads() -> None:
    heads = ["Lp.", "Nr prac.", "Nazwisko", "Imię", "Fødselsnr / D-nr", "Klient (innleier)"]
    heads += [f"Tydz. {week}" for week in range(36, 45)]
    rows: list[list[object]] = [
        ["Lista potrąceń / Trekkliste Fellesforbundet"],
        ["Pracodawca / Arbeidsgiver: Nordvik AS"],
        ["Nr rejestrowy / Org.nr: 312430398"],
        ["Za miesiąc: październik 2026"],
        [*heads, "Razem NOK", "Uwagi"],
    ]
    for n, p in enumerate(PEOPLE):
        weeks = [50.05 + n] * 9
        rows += [[1 + n, 2052 + 9 * n, p.last, p.first, p.id, "Ulsnes Verft", *weeks, round(sum(weeks), 2), ""]]
    reading = read_bytes(xlsx(("10.2026", rows)), "lista.xlsx", "Fellesforbundet")

    assert [(line.employee_no, line.amount) for line in reading.lines] == [
        (str(2052 + 9 * n), 45045 + 900 * n) for n in range(6)
    ]


def test_period_has_a_name_of_its_own_in_an_extract() -> None:
    lines = ["LEGAL_EMPLOYER,ORG_NUMBER,PERIOD_NAME,EFFECTIVE_DATE,FULL_NAME,NATIONAL_IDENTIFIER,ELEMENT_NAME,VALUE"]
    lines += [
        f'Nordvik AS,312430398,5 2026 Calendar Month,31-MAY-2026,"{p.turned}",{p.id},Fellesforbundet,{450 + n}.50'
        for n, p in enumerate(PEOPLE)
    ]
    reading = read_bytes("\n".join(lines).encode(), "PAY_ELEMENT_RESULTS.csv", "Fellesforbundet")

    assert (reading.question, reading.period.value) == (None, "2026-05")


def test_number_in_a_ledger_stands_in_a_column_of_its_own_before_the_text() -> None:
    lines = [f" {'Kystregnskap Vest AS':37}K O N T O U T S K R I F T               Side   1"]
    lines += [" Klient   318  Brattvåg Sveis & Mekanikk AS", " Org.nr.       312 430 398"]
    lines += [" Konto   2655  Skyldig kontingent Fellesforbundet           Periode 202605 - 202605"]
    lines += [" Bilag  Dato      BA  Ansatt/tekst                          Debet       Kredit         Saldo"]
    lines += [f"{'':22}{'Inngående saldo':35}{'':13}{'-2 400,00':>23}"]
    lines += [f" 40118  15.05.26  BB  {'Betalt Fellesforb. april':28}{'2 400,00':>14}{'':13}{'0,00':>16}"]
    balance = 0.0
    for n, p in enumerate(PEOPLE):
        balance -= 450.5 + n
        owed = f"{balance:,.2f}".replace(",", " ").replace(".", ",")
        lines += [f" 40125  25.05.26  LØ  {103 + n:05} {p.turned[:22]:22}{'':14}{450 + n:>10},50{owed:>16}"]
    lines += [f"{'':22}{'Sum bevegelse':28}{'2 400,00':>14}{'2 718,00':>13}"]
    lines += [f"{'':22}{'Utgående saldo':28}{'':27}{'-2 718,00':>16}"]
    reading = read_bytes("\n".join(lines).encode(), "kontoutskrift.txt", "Fellesforbundet")

    assert (reading.question, reading.orgnr.value) == (None, "312430398")
    assert [(line.employee_no, line.amount) for line in reading.lines] == [
        (str(103 + n), 45050 + 100 * n) for n in range(6)
    ]


def test_label_with_the_employees_number_and_an_id_in_two_parts() -> None:
    rows: list[list[object]] = [["Nordvik AS – org.nr 312430398"], ["Lønnslipper mai 2026 – medlemmer av fagforening"]]
    for n, p in enumerate(PEOPLE):
        rows += [[f"Ansatt {710 + n}: {p.name}", "", "", f"Fødselsnr. {p.id[:6]} {p.id[6:]}", "", "", ""]]
        rows += [["Lønnsart", "Tekst", "Antall", "Sats/grunnlag", "Tillegg", "Trekk", "Hittil i år"]]
        rows += [["1000", "Månedslønn", "1,00", "47 315,00", "47 315,00", "", "283 890,00"]]
        rows += [["5000", "Forskuddstrekk", "", "48 086,00", "", "13 945,00", "83 670,00"]]
        rows += [["5310", "Fagforening Fellesforbundet", "1,50 %", "48 086,00", "", f"{450 + n},50", "4 286,54"]]
        rows += [["Netto utbetalt", "", "", "", "33 124,71", "", ""]]
    reading = read_bytes(html(rows), "lonnslipper.xls", "Fellesforbundet")

    assert [(line.national_id, line.employee_no, line.name, line.amount) for line in reading.lines] == [
        (p.id, str(710 + n), p.name, 45050 + 100 * n) for n, p in enumerate(PEOPLE)
    ]
