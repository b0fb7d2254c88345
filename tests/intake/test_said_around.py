"""What stands around the lines: payees and codes of sections, months, sums, numbers that are no amounts."""

from typing import Any

import pytest

from app.intake.headings import is_total, role_of
from app.intake.heads import is_heading
from app.intake.months import find_months
from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World
from tests.intake.writers import Pdf, xlsx

PEOPLE = World("around", 6).people
TOP: list[list[Any]] = [["Nordvik AS", "Orgnr 312430398"], ["Fagforeningstrekk Fellesforbundet mai 2026"], []]
HEADS = ["Ansattnr", "Fødselsnr", "Navn", "Trekk"]


def _row(n: int) -> list[Any]:
    return [100 + n, PEOPLE[n].id, PEOPLE[n].name, 450.5 + n]


def _read(rows: list[list[Any]]) -> Reading:
    return read_bytes(xlsx(("Ark1", rows)), "liste.xlsx", "Fellesforbundet")


def _codes(reading: Reading) -> list[str]:
    return [question.code for question in reading.open_questions]


def test_sections_by_codes_of_unions_are_asked_about_and_the_largest_proposed() -> None:
    rows: list[list[Any]] = [["Nordvik AS", "Orgnr 312430398"], ["Trekk pr. organisasjonskode mai 2026"], [], HEADS]
    rows += [["Organisasjonskode: 12"], *(_row(n) for n in range(4)), ["Organisasjonskode: 17"], _row(4), _row(5)]
    reading = _read(rows)

    assert "wage_types" in _codes(reading)
    assert [line.national_id for line in reading.lines] == [p.id for p in PEOPLE[:4]]


def test_payee_that_is_no_union_is_kept_apart_and_asked_about() -> None:
    rows = [*TOP[:1], ["Remitteringsspesifikasjon mai 2026"], [], HEADS, ["Mottaker 45 Fellesforbundet"]]
    rows += [*(_row(n) for n in range(4)), ["Mottaker 61 Kreditorforeningen"], _row(4), _row(5)]
    reading = _read(rows)

    assert _codes(reading) == ["union_rows"]
    assert [line.national_id for line in reading.lines] == [p.id for p in PEOPLE[:4]]


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


def test_employees_number_that_could_be_a_month_stays_a_number() -> None:
    rows = [
        [p.name, str(204_410 + n), "NO Union Dues - Fellesforbundet", "11/10/2026", 450.5] for n, p in enumerate(PEOPLE)
    ]
    reading = _read([*TOP, ["Worker", "Worker ID", "Deduction", "Pay Date", "Amount (NOK)"], *rows])

    assert [line.employee_no for line in reading.lines] == [str(204_410 + n) for n in range(6)]


def test_people_that_are_counted_have_no_numbers() -> None:
    lines = [
        "Fellesforbundet trekk mai 2026",
        "",
        *(f"{n}. {p.turned}\t{p.id}\t{450 + n},50" for n, p in enumerate(PEOPLE, 1)),
    ]
    reading = read_bytes("\n".join(lines).encode(), "liste.txt", "Fellesforbundet")

    assert [(line.employee_no, line.name) for line in reading.lines] == [(None, p.name) for p in PEOPLE]


def test_month_that_has_only_begun_is_not_proposed() -> None:
    rows = [[p.id, p.name, 450.5, 460.5, 470.5 if n == 0 else ""] for n, p in enumerate(PEOPLE)]
    reading = _read(
        [["Nordvik AS", "Orgnr 312430398"], ["Fellesforbundet 2026"], [], ["Fnr", "Navn", "Jan", "Feb", "Mars"], *rows]
    )

    assert (_codes(reading)[0], {line.amount for line in reading.lines}) == ("amount", {46050})


def test_payroll_run_and_the_month_that_was_worked_are_asked_about() -> None:
    top: list[list[Any]] = [
        ["Nordvik AS", "Orgnr 312430398"],
        ["Kjøring", "10/2026"],
        ["Opptjening", "01.09.2026 - 30.09.2026"],
        ["Fellesforbundet"],
        [],
    ]
    reading = _read([*top, HEADS, *(_row(n) for n in range(6))])

    assert (_codes(reading), reading.period.value) == (["period"], "2026-10")


def test_club_dues_without_a_sum_are_asked_about() -> None:
    rows = [[p.id, p.name, 450.5, 94, 50] for p in PEOPLE]

    assert _codes(_read([*TOP, ["Fnr", "Navn", "Kontingent", "Forsikring", "Klubb"], *rows])) == ["amount"]


def test_id_of_nothing_but_stars_is_masked() -> None:
    rows = [[100 + n, "***********" if n == 2 else p.id, p.name, 450.5] for n, p in enumerate(PEOPLE)]

    assert _read([*TOP, HEADS, *rows]).lines[2].marks == ["masked_id"]


@pytest.mark.parametrize(
    "label", ["Samla trekk", "Razem", "Iš viso", "Kokku", "Endsumme", "T O T A L T", "Balance Forward"]
)
def test_words_for_sums(label: str) -> None:
    assert is_total(label)


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Asmens kodas (NO)", "national_id"),
        ("Isikukood", "national_id"),
        ("Nr identyfikacyjny (NO)", "national_id"),
        ("Henkilötunnus", "national_id"),
        ("Sulaikyta", "amount"),
        ("Kinni peetud", "amount"),
        ("Razem potrącenia", "amount"),
        ("Razem NOK", "amount"),
        ("Employee / Ansatt", "name"),
        ("Surname / Etternavn", "last_name"),
        ("Taken", "amount"),
        ("Not taken", "decoy"),
        ("Priskaičiuota", "decoy"),
        ("Töötaja nimi", "name"),
        ("Vardas, pavardė", "name"),
        ("Mitgl.-Nr.", "member_no"),
        ("Tabelio nr.", "employee_no"),
    ],
)
def test_heads_of_offices_abroad(head: str, role: str) -> None:
    assert role_of(head) == role


@pytest.mark.parametrize(
    "text",
    [
        "Laikotarpis: 2026 m. rugsėjis",
        "Periods: 2026. gada septembris",
        "LØNNSPERIODE 09 2026",
        "SPESIFIKASJON TIL BETALINGSMOTTAKER LØNNSPERIODE 09 2026",
        "Måned 9 – 2026",
        "Tilityskausi: 09/2026",
    ],
)
def test_months_as_offices_write_them(text: str) -> None:
    assert [(one.period, one.score > 0) for one in find_months(text)] == [("2026-09", True)]


def test_columns_headed_by_wage_types_with_their_names() -> None:
    heads = ["Ansattnr", "Navn", "Fødselsnr", "8100 Handel og Kontor", "8105 Fellesforbundet", "Sum trekk"]
    rows = [[100 + n, p.name, p.id, *(("", 450.5) if n % 2 else (450.5, "")), 450.5] for n, p in enumerate(PEOPLE)]
    reading = _read([["Nordvik AS", "Orgnr 312430398"], ["Fagforeningstrekk mai 2026"], [], heads, *rows])

    assert [line.national_id for line in reading.lines] == [p.id for p in PEOPLE[1::2]]


def test_people_marked_with_a_confederation_are_asked_about() -> None:
    rows = [
        [100 + n, p.id, p.name, "LO" if n == 2 else "NITO" if n == 4 else "FF", 450.5] for n, p in enumerate(PEOPLE)
    ]

    assert "union_rows" in _codes(_read([*TOP, [*HEADS[:3], "Forb.", "Trekk"], *rows]))


def test_class_that_all_lines_share_tells_of_none_of_them() -> None:
    rows = [[*_row(n)[:3], "After-Tax", 450.5] for n in range(6)]
    reading = _read([*TOP, [*HEADS[:3], "Class", "Trekk"], *rows])

    assert (reading.status, len(reading.lines)) == ("lines", 6)


def test_period_over_two_months_is_asked_about() -> None:
    top: list[list[Any]] = [
        ["Nordvik AS", "Orgnr 312430398"],
        ["Fellesforbundet"],
        ["Pay Period 14-SEP-2026 to 11-OCT-2026"],
    ]

    assert _codes(_read([*top, HEADS, *(_row(n) for n in range(6))])) == ["several_months"]


def test_id_that_stands_in_a_column_of_amounts_is_the_persons() -> None:
    rows: list[list[Any]] = [*TOP, ["Lønnsart", "Beskrivelse", "Antall", "Sats", "Beløp"]]
    for n, p in enumerate(PEOPLE):
        rows += [
            [f"{100 + n} {p.name}", "", "Fødselsnr.", int(p.id), ""],
            [9140, "Trekk Fellesforbundet", 1, 450.5, 450.5],
        ]
        rows += [["", f"Sum {100 + n} {p.name}", "", "", 450.5]]
    reading = _read(rows)

    assert [(line.national_id, line.employee_no, line.amount) for line in reading.lines] == [
        (p.id, str(100 + n), 45050) for n, p in enumerate(PEOPLE)
    ]


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


def test_numbers_that_grow_from_row_to_row_are_no_amounts() -> None:
    rows = [[3 + 2 * n, p.name, p.id, 450 + n * 3 % 7] for n, p in enumerate(PEOPLE)]
    reading = _read([["Nordvik AS", "Orgnr 312430398"], ["Fellesforbundet mai 2026"], *rows])

    assert [line.amount for line in reading.lines] == [45000 + 100 * (n * 3 % 7) for n in range(6)]


def test_insurance_that_is_the_same_for_all_is_no_month_of_the_years_sum() -> None:
    rows = [[p.name, p.id, 95.5, 450.5 + 31 * n] for n, p in enumerate(PEOPLE)]
    reading = _read([["Nordvik AS", "Orgnr 312430398"], ["Fellesforbundet mai 2026"], *rows])

    assert [line.amount for line in reading.lines] == [45050 + 3100 * n for n in range(6)]


DESCRIBED = "* FTREKK 10: RECTYPE(2) FNR(11) ANSNR(8) MEDLNR(8) NAVN(24) LART(4) KODE(4) BELØP_I_ØRE(9) FORTEGN(1)"


def test_records_without_delimiters_are_cut_as_their_first_line_tells() -> None:
    lines = [DESCRIBED, "00312430398NORDVIK AS       021FELLESFORBUNDET         20260520260531"]
    for n, p in enumerate(PEOPLE):
        if n == 4:
            lines += ["00312430398NORDVIK AS       034NITO                    20260520260531"]
        lines += [f"10{p.id}{100 + n:08}{11884859 + n}{p.turned[:24]:24}2750    {45050 + n:09}+"]
        lines += [f"10{p.id}{100 + n:08}{11884859 + n}{p.turned[:24]:24}2750KORR{9600:09}-"] * (n == 3)
    reading = read_bytes("\n".join([*lines, "9900000700000260750+"]).encode(), "FTREKK.txt", "Fellesforbundet")

    assert (reading.status, reading.period.value, reading.orgnr.value) == ("lines", "2026-05", "312430398")
    assert [(line.employee_no, line.member_no, line.amount) for line in reading.lines] == [
        *((str(100 + n), str(11884859 + n), 45050 + n) for n in range(4)),
        ("103", "11884862", -9600),
    ]


def test_columns_of_several_unions_below_one_head_are_each_their_own() -> None:
    rows = [[100 + n, p.id, p.name, *[""] * (n % 3), 450.5 + n, *[""] * (2 - n % 3)] for n, p in enumerate(PEOPLE)]
    heads = [["", "", "", "Trekk fagforening", "", ""], [*HEADS[:3], "Fagforbundet", "Fellesforb. avd. 8", "NITO"]]
    reading = _read([["Nordvik kommune", "Orgnr 312430398"], ["Trekk mai 2026"], [], *heads, *rows])

    assert [(line.national_id, line.amount) for line in reading.lines] == [
        (p.id, 45050 + 100 * n) for n, p in enumerate(PEOPLE) if n % 3 == 1
    ]


def test_label_with_its_value_is_no_head() -> None:
    assert not is_heading(["Fagforeningstrekk", "/ Union", "dues: Fellesforbundet"])
    assert is_heading(["Navn", "Trekk:"])


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


def _matrix(union: str) -> Reading:
    """Kinds of deduction in columns, three of them ours; the last person has nothing below any."""
    heads = ["Ansattnr", "Fødselsnr", "Navn", "Tilsl. fagforening", "Fellesforb. kontingent", "Fellesforb. forsikring"]
    rows: list[list[Any]] = [
        [100 + n, p.id, p.name, "Fellesforbundet", -450.5 - n, -92, -14, ""] for n, p in enumerate(PEOPLE[:4])
    ]
    rows += [[104, PEOPLE[4].id, PEOPLE[4].name, "NITO", "", "", "", -438]]
    rows += [[105, PEOPLE[5].id, PEOPLE[5].name, union, "", "", "", ""]]
    top = [["Nordvik AS", "Orgnr 312430398"], ["Lønnsperiode 05 2026"], []]
    return _read([*top, [*heads, "Fellesforb. OU-fond", "NITO kontingent"], *rows])


def test_parts_below_our_name_are_added_and_a_member_without_any_has_nothing() -> None:
    amounts = [45050 + 100 * n + 10600 for n in range(4)]

    assert [line.amount for line in _matrix("Fellesforbundet").lines] == [*amounts, 0]
    assert [line.amount for line in _matrix("").lines] == amounts


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


def test_where_people_work_is_no_kind_of_deduction_beside_our_own_on_every_row() -> None:
    rows = [
        [100 + n, p.id, p.name, ("Idrett og park", "Kantine")[n % 2], "Kontingent Fellesforbundet", 450.5 + n]
        for n, p in enumerate(PEOPLE)
    ]
    reading = _read([*TOP, ["Ressnr", "Fødselsnr", "Navn", "Ansvar(T)", "LA(T)", "Beløp"], *rows])

    assert (reading.status, len(reading.lines)) == ("lines", 6)


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


def test_number_that_is_headed_as_ours_is_the_employees() -> None:
    rows = [[3 + 7 * n, p.name, p.id, 450.5 + n] for n, p in enumerate(PEOPLE)]
    reading = _read([*TOP, ["Nr. hos oss", "Navn", "Fødselsnr", "Trukket"], *rows])

    assert [line.employee_no for line in reading.lines] == [str(3 + 7 * n) for n in range(6)]


def test_sum_of_all_below_one_of_two_blocks_is_no_person() -> None:
    heads = ["Navn", "Fødselsnummer", "Trekk"]
    sides = zip(PEOPLE[:3], PEOPLE[3:], strict=True)
    rows: list[list[Any]] = [[a.turned, a.id, "kr 450,-", "", b.turned, b.id, "kr 460,-"] for a, b in sides]
    rows += [[], ["Alle til sammen 6 stk", "", "kr 2 730,-"]]
    reading = _read([*TOP, [*heads, "", *heads], *rows])

    assert (reading.status, sorted(line.amount for line in reading.lines)) == ("lines", [45000] * 3 + [46000] * 3)
