"""Prints and records of fixed places: lines of kinds, marks and texts that are nobody's."""

from app.intake.read import read_bytes
from tests.intake.world import World
from tests.intake.writers import Pdf

PEOPLE = World("around", 6).people


def test_numbers_of_accounts_and_kinds_on_a_sections_line_are_no_amounts() -> None:
    lines = [
        "NORDVIK AS  ORG.NR 312430398     LØNNSPERIODE 05.2026",
        "",
        "ANSNR  FØDSELSNR    NAVN                   TREKK",
    ]
    lines += ["KREDITOR 7011 NITO                             KID 551120"]
    lines += [f"{100 + n:05}  {p.id}  {p.name[:20]:20}  {450 + n},50" for n, p in enumerate(PEOPLE[:2])]
    lines += ["KREDITOR 7024 FELLESFORBUNDET                  KID 551121"]
    lines += [f"{102 + n:05}  {p.id}  {p.name[:20]:20}  {450 + n},50" for n, p in enumerate(PEOPLE[2:])]
    reading = read_bytes("\n".join(lines).encode(), "liste.txt", "Fellesforbundet")

    assert [line.national_id for line in reading.lines] == [p.id for p in PEOPLE[2:]]


def test_print_for_a_line_printer_loses_its_control_characters() -> None:
    lines = [
        "1NORDVIK AS  ORG.NR 312430398    FELLESFORBUNDET    LØNNSMÅNED 05 2026",
        "0ANSNR  FØDSELSNR    NAVN                    TREKK",
    ]
    lines += [f" {100 + n:05}  {p.id}  {p.name[:22]:22}  {450 + n},50" for n, p in enumerate(PEOPLE)]
    reading = read_bytes("\n".join(lines).encode(), "lp.lst", "Fellesforbundet")

    assert [line.employee_no for line in reading.lines] == [str(100 + n) for n in range(6)]


def test_amount_marked_cr_is_given_back() -> None:
    lines = [
        "NORDVIK AS  ORG.NR 312430398    FELLESFORBUNDET    LØNNSMÅNED 05 2026",
        "",
        "ANSNR  FØDSELSNR    NAVN                    TREKK",
    ]
    lines += [f"{100 + n:05}  {p.id}  {p.name[:22]:22}  {450 + n},50{'CR' * (n == 3)}" for n, p in enumerate(PEOPLE)]
    reading = read_bytes("\n".join(lines).encode(), "lp.lst", "Fellesforbundet")

    assert [line.amount for line in reading.lines] == [45050, 45150, 45250, -45350, 45450, 45550]


def test_records_of_several_kinds_lose_the_kinds_number() -> None:
    lines = [
        "00 FAGTREKK V3.1 312430398 NORDVIK AS        TREKKPERIODE 202605 BELØP I ØRE",
        "01 ANSNR    FØDSELSNR   ETTERNAVN        FORNAVN      MEDLNR   SUM",
        "05 FORBUND FELLESFORBUNDET",
    ]
    for n, p in enumerate(PEOPLE):
        lines += ["05 FORBUND FLT"] * (n == 4)
        lines += [f"10 {100 + n:08} {p.id} {p.last[:16]:16} {p.first[:12]:12} {2220743 + n}  {45050 + n:08}"]
        lines += ["90 SUM FELLESFORBUNDET      ANTALL 00004   BELØP 00000180206"] * (n == 3)
    lines += ["90 SUM FLT                  ANTALL 00002   BELØP 00000090109"]
    lines += ["99 SLUTT RECORDS 000013     ANTALL 00006   BELØP 00000270315"]
    reading = read_bytes("\n".join(lines).encode("cp1252"), "FAGTREKK.txt", "Fellesforbundet")

    assert (reading.status, reading.period.value) == ("lines", "2026-05")
    assert [(line.employee_no, line.name, line.member_no, line.amount) for line in reading.lines] == [
        (str(100 + n), p.name, str(2220743 + n), 45050 + n) for n, p in enumerate(PEOPLE[:4])
    ]


def test_person_without_an_id_and_with_a_remark_is_read_in_a_print() -> None:
    lines = ["Trekk Fellesforbundet mai 2026, Nordvik AS, org.nr 312430398", ""]
    lines += [f"{'Navn':30} {'Fødselsnr':14} {'Medlnr':10} {'Trekk':>9}    Kommentar"]
    for n, p in enumerate(PEOPLE):
        number, remark = ("", "    fnr ettersendes") if n == 3 else (p.id, "")
        lines += [f"{p.name[:28]:30} {number:14} {5333372 + n:<10} {450 + n:>6},50{remark}"]
    reading = read_bytes("\n".join(lines).encode(), "videresendt.txt", "Fellesforbundet")

    assert [(line.name, line.amount) for line in reading.lines] == [
        (p.name[:28].strip(), 45050 + 100 * n) for n, p in enumerate(PEOPLE)
    ]


def test_sentence_above_the_heads_is_no_head_over_them() -> None:
    lines = ["Nordvik AS  org.nr 312430398    Fellesforbundet mai 2026", ""]
    lines += ["Nedenfor følger for hver ansatt det trekk som er beregnet hittil i denne måneden her"]
    lines += [f"{'Ansnr':8} {'Fødselsnr':14} {'Navn':30} {'Trekk':>9}"]
    lines += [f"{100 + n:<8} {p.id:14} {p.name[:28]:30} {450 + n:>6},50" for n, p in enumerate(PEOPLE)]
    reading = read_bytes("\n".join(lines).encode(), "liste.txt", "Fellesforbundet")

    assert (reading.status, [line.amount for line in reading.lines]) == ("lines", [45050 + 100 * n for n in range(6)])


def test_number_of_a_wage_type_over_its_name_in_a_print_is_one_head() -> None:
    lines = ["Nordvik AS  org.nr 312430398    Fellesforbundet mai 2026", ""]
    lines += [f"{'Ansnr':8} {'Fødselsnr':14} {'Navn':30} {'4510':>9} {'4520':>10}"]
    lines += [f"{'':8} {'':14} {'':30} {'FF kont':>9} {'FF fors':>10}"]
    lines += [f"{100 + n:<8} {p.id:14} {p.name[:28]:30} {450 + n:>6},50 {'80,00':>10}" for n, p in enumerate(PEOPLE)]
    reading = read_bytes("\n".join(lines).encode(), "liste.txt", "Fellesforbundet")

    assert [line.amount for line in reading.lines] == [53050 + 100 * n for n in range(6)]


DESCRIBED = "* FTREKK 10: RECTYPE(2) FNR(11) ANSNR(8) MEDLNR(8) NAVN(24) LART(4) KODE(4) BELØP_I_ØRE(9) FORTEGN(1)"


def test_records_without_delimiters_are_cut_as_their_first_line_tells() -> None:
    lines = [DESCRIBED, "00312430398NORDVIK AS       021FELLESFORBUNDET         20260520260531"]
    for n, p in enumerate(PEOPLE):
        if n == 4:
            lines += ["00312430398NORDVIK AS       034NITO                    20260520260531"]
        lines += [f"10{p.id}{100 + n:08}{11884859 + n}{p.turned[:24]:24}2750    {45050 + n:09}+"]
        lines += [f"10{p.id}{100 + n:08}{11884859 + n}{p.turned[:24]:24}2750KORR{9600:09}-"] * (n == 3)
    reading = read_bytes("\n".join([*lines, f"99000007{260715:011}+"]).encode(), "FTREKK.txt", "Fellesforbundet")

    assert (reading.status, reading.period.value, reading.orgnr.value) == ("lines", "2026-05", "312430398")
    assert [(line.employee_no, line.member_no, line.amount) for line in reading.lines] == [
        *((str(100 + n), str(11884859 + n), 45050 + n) for n in range(4)),
        ("103", "11884862", -9600),
    ]


def test_text_that_reaches_over_the_columns_of_a_print_is_nobody() -> None:
    pdf = Pdf()
    pdf.page()
    pdf.at(60, 40, "Trukket kontingent Fellesforbundet mai 2026")
    for x, head in zip((60, 230, 330), ("Navn", "Fødselsnummer", "Medlemsnr"), strict=True):
        pdf.at(x, 70, head)
    pdf.at(500, 70, "Trukket kr", right=True)
    for n, p in enumerate(PEOPLE):
        for x, text in zip((60, 230, 330), (p.name, p.id, str(5594897 + n)), strict=True):
            pdf.at(x, 90 + 14 * n, text)
        pdf.at(500, 90 + 14 * n, f"{450 + n},50", right=True)
    pdf.at(110, 700, "Skarbø Slip & Mekanisk AS | Sjøgata 4, 6065 ULSTEINVIK | Foretaksregisteret NO 312 430 398 MVA")
    reading = read_bytes(pdf.bytes(), "brev.pdf", "Fellesforbundet")

    assert (reading.status, reading.orgnr.value, len(reading.lines)) == ("lines", "312430398", 6)


def test_line_below_a_person_that_was_reckoned_later_is_the_persons() -> None:
    lines = ["Nordvik AS  org.nr 312430398    Fellesforbundet mai 2026", ""]
    lines += [f"{'Ansnr':8} {'Navn':30} {'Fødselsnr':14} {'Sum trekk':>10}"]
    for n, p in enumerate(PEOPLE):
        lines += [f"{100 + n:<8} {p.name[:28]:30} {p.id:14} {450 + n:>6},50-"]
        lines += [f"{'':8} {'Etterberegnet':30} {'':14} {85:>6},20-"] * (n == 3)
    reading = read_bytes("\n".join(lines).encode(), "liste.txt", "Fellesforbundet")

    assert [line.amount for line in reading.lines] == [45050, 45150, 45250, 45350, 8520, 45450, 45550]
    assert reading.lines[4].national_id == PEOPLE[3].id


def test_units_number_in_brackets_above_its_people_is_no_person() -> None:
    lines = ["Nordvik kommune  Org.nr. 312 430 398    Mottaker: Fellesforbundet   Lønnsperiode: 2026 05", ""]
    lines += [f"{'Ress.nr':10}{'Etternavn, fornavn':32}{'Fødselsnr.':16}{'Beløp':>10}"]
    for n, p in enumerate(PEOPLE):
        lines += [f"Ansvar 3310 Vei og gatelys{'':16}(virksomhet 308145743)"] * (n % 3 == 0)
        lines += [f"{100 + n:<10}{p.turned[:30]:32}{p.id:16}{450 + n:>7},50"]
    lines += [f"{'':42}{'Sum':16}{6 * 450 + 15 + 3:>7},00", ""]
    lines += ["Antall personer: 6   Innbetales til konto 1299.05.21890 KID 0005146213599"]
    reading = read_bytes("\n".join(lines).encode(), "spesifikasjon.txt", "Fellesforbundet")

    assert (reading.status, [line.amount for line in reading.lines]) == ("lines", [45050 + 100 * n for n in range(6)])


def test_id_and_members_number_below_the_name_are_told_by_one_head() -> None:
    lines = ["Nordvik AS  Org.nr. 312 430 398    Fellesforbundet   Periode: 01.05.2026 - 31.05.2026", ""]
    lines += [f"{'Nr':8}{'Navn / Fødselsnr / Medl.nr':40}{'Kontingent':>12}{'Trukket':>12}", ""]
    for n, p in enumerate(PEOPLE):
        lines += [f"{100 + n:<8}{p.turned[:30]:40}{450 + n:>9},50{450 + n:>9},50"]
        lines += [f"{'':8}{p.id[:6]} {p.id[6:]}           {6044235 + n}", ""]
    reading = read_bytes("\n".join(lines).encode(), "rapport.txt", "Fellesforbundet")

    assert [(line.national_id, line.member_no, line.name) for line in reading.lines] == [
        (p.id, str(6044235 + n), p.name) for n, p in enumerate(PEOPLE)
    ]


def test_sevens_of_digits_behind_the_employees_number_are_the_unions() -> None:
    lines = ["HFAGFTREKK   312430398  NORDVIK AS             FELLESFORBUNDET     202605  20260524"]
    lines += [
        f"P{p.id}  {100 + n:08}  {3141549 + 7 * n}  {p.last[:22]:23}  {p.first[:16]:18}  {45050 + n:011}+"
        for n, p in enumerate(PEOPLE)
    ]
    lines += ["S000006                                             00000270315+"]
    reading = read_bytes("\n".join(lines).encode(), "FAGFTREKK.txt", "Fellesforbundet")

    assert [(line.employee_no, line.member_no) for line in reading.lines] == [
        (str(100 + n), str(3141549 + 7 * n)) for n in range(6)
    ]
