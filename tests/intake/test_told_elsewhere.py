"""What is told at the foot, in a section's head, between names or on several lines; zeros, names and corrections."""

import pytest

from app.intake.read import read_bytes
from app.intake.reading import Answers, Reading
from tests.intake.reads import pairs, question, read_file, read_sheet, read_text
from tests.intake.world import World, comma
from tests.intake.writers import xlsx

PEOPLE = World("elsewhere", 6).people
AMOUNTS = [45050 + 100 * n for n in range(6)]
OURS = [(p.id, ore) for p, ore in zip(PEOPLE, AMOUNTS, strict=True)]


def _records(top: str) -> Reading:
    lines = [top, f"01 {'ANSNR':7}{'FØDSELSNR':12}{'NAVN':31}{'MEDLNR':8}{'BELØP':11}LART"]
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        lines += [f"10 {2301 + n:06} {p.id} {p.turned.upper():30} {66151 + n:07} {ore:09}+ 4711"]
    return read_text(*lines, f"99 ANTALL POSTER 000006  SUM {sum(AMOUNTS):011}+")


def test_zeros_in_front_of_members_numbers_stay() -> None:
    reading = _records("00 FAGFORENINGSTREKK  FELLESFORBUNDET   PERIODE 202610   BELØP I ØRE")

    assert [line.member_no for line in reading.lines] == [f"{66151 + n:07}" for n in range(6)]


def test_number_with_the_firm_behind_and_the_period_before_it_is_the_employers() -> None:
    top = "00 FAGFORENINGSTREKK   FELLESFORBUNDET     PERIODE 202610  ORGNR 312430398  NORDVIK TRE AS   BELØP I ØRE"

    assert _records(top).orgnr.value == "312430398"


def _people(start: int = 0, end: int = 6) -> list[list[object]]:
    who = zip(PEOPLE, AMOUNTS, strict=True)
    return [[100 + n, p.name, p.id, ore / 100] for n, (p, ore) in enumerate(who)][start:end]


HEADS: list[object] = ["Ansattnr", "Navn", "Fødselsnummer", "Trukket"]


@pytest.mark.parametrize("said", ["Lønnsperiode er 202610", "Lønnsmåned er 10.2026", "Lønnsperiode: 2026/10"])
def test_period_in_the_filters_at_the_foot_is_asked_about_and_proposed(said: str) -> None:
    filters = f"Anvendte filtre:\n{said}\nMottaker er Fellesforbundet"
    reading = read_sheet(
        ["Trekk Fellesforbundet september 2026"], ["Nordvik AS, org.nr. 312 430 398"], HEADS, *_people(), [], [filters]
    )

    assert (question(reading), reading.period.value) == ("period", "2026-10")


def test_same_period_at_the_foot_is_not_asked_about() -> None:
    foot = ["Lønnsperiode er 202609"]
    reading = read_sheet(
        ["Trekk Fellesforbundet september 2026"], ["Nordvik AS, org.nr. 312 430 398"], HEADS, *_people(), [], foot
    )

    assert (reading.status, reading.period.value) == ("lines", "2026-09")


def _by_payee(first: str) -> Reading:
    lines = ["Nordvik AS        Trekk i lønn - detaljliste mottakere", "Org.nr 312430398  Lønnsavregning 10.2026", ""]
    for payee, start, end in ((first, 0, 2), ("FF0001    Fellesforbundet", 2, 6)):
        rule = "-" * 70
        lines += [f"Mottaker: {payee}", rule, f"|{'Pers.nr':8}|{'Navn':30}|{'Fødselsnr':11}|{'Beløp':>12}|", rule]
        for n, p in list(enumerate(PEOPLE))[start:end]:
            lines += [f"|{2301 + n:08}|{p.turned:30}|{p.id}|{comma(AMOUNTS[n]):>11}-|"]
        lines += [rule, f"|{f'** Sum mottaker {payee}':51}|{comma(sum(AMOUNTS[start:end])):>11}-|"]
    return read_text(*lines, f"|{'*** Sum alle mottakere':51}|{comma(sum(AMOUNTS)):>11}-|")


def test_first_payees_lines_are_not_ours() -> None:
    shortened = _by_payee("FL0001    Forb. for Ledelse og Teknikk")
    unknown = _by_payee("SV0001    Sveisernes laug i nord")

    assert (shortened.status, pairs(shortened)) == ("lines", OURS[2:])
    assert (question(unknown), pairs(unknown)) == ("union_rows", OURS[2:])


def _cards() -> Reading:
    lines = ["Spesifikasjon fagforeningstrekk", "Arbeidsgiver:   Nordvik AS, org.nr. 312 430 398"]
    lines += ["Fagforening:    Fellesforbundet avd. 764", "Lønnsperiode:   01.09.2026 - 30.09.2026", ""]
    for n, p in enumerate(PEOPLE):
        name = "Nguyen Thi Lan" if n == 3 else p.name
        lines += [f"{20577 + n}     {name:40}F.nr. {p.id[:6]} {p.id[6:]}     Medl.nr. {579988 + n}"]
        lines += [f"          3510  {'Fagforeningskontingent':50} kr {comma(AMOUNTS[n] - 10400):>8}"]
        lines += [f"          3512  {'Kollektiv hjemforsikring':50} kr {comma(10400):>8}"]
        lines += [f"          {'Sum ansatt':56} kr {comma(AMOUNTS[n]):>8}", ""]
    return read_text(*lines, f"{'Til betaling Fellesforbundet':66} kr {comma(sum(AMOUNTS))}")


def test_wage_types_below_a_person_stay_lines_above_their_sum() -> None:
    reading = _cards()

    assert reading.status == "lines"
    assert pairs(reading) == [one for p, ore in OURS for one in ((p, ore - 10400), (p, 10400))]
    assert reading.lines[6].name == "Nguyen Thi Lan"  # «Lån» without its ring is a loan


def test_corrected_dues_beside_the_first_ones_are_not_added() -> None:
    corrected = [[*row, row[3] if n % 2 else float(str(row[3])) + 22] for n, row in enumerate(_people())]
    reading = read_sheet(
        ["Nordvik AS"],
        ["Liste Fellesforbundet mai 2026"],
        [*HEADS[:3], "Kontingent", "Kontingent korr."],
        *corrected,
    )

    assert question(reading) == "amount"
    assert pairs(reading) == [(p, ore + (0 if n % 2 else 2200)) for n, (p, ore) in enumerate(OURS)]


@pytest.mark.parametrize("said", ["fnr mangler", "fødselsnummer kommer", "f.nr ukjent", "fnr har vi ikke"])
def test_person_of_a_mail_whose_id_is_missing_keeps_the_name(said: str) -> None:
    lines = ["Hei, her er trekket for Fellesforbundet i mai 2026.", ""]
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        lines += [f"{n + 1}. {p.name:24} {said if n == 4 else p.id:24} kr {comma(ore)}"]
    reading = read_text(*lines, "", "Nordvik AS, org.nr. 312 430 398")

    assert [line.name for line in reading.lines] == [p.name for p in PEOPLE]
    assert reading.lines[4].national_id is None


def test_account_with_its_name_two_blanks_behind_its_number_is_a_ledgers() -> None:
    rows: list[list[object]] = [["Hovedbok"], ["Nordvik AS   Org.nr. 312430398"], ["Periode 202609 - 202609"], []]
    rows += [
        ["Bilag", "Dato", "Tekst", "Ansatt", "Debet", "Kredit", "Saldo"],
        ["2692  Skyldig kontingent Fellesforbundet"],
    ]
    balance = 0.0
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        balance -= ore / 100
        rows += [[44458, "25.09.2026", f"Lønnstrekk FF - {p.name}", 1042 + n, "", ore / 100, balance]]
    reading = read_sheet(*rows, ["", "", "Utgående saldo", "", "", "", balance])

    assert [(line.name, line.employee_no, line.amount) for line in reading.lines] == [
        (p.name, str(1042 + n), AMOUNTS[n]) for n, p in enumerate(PEOPLE)
    ]


def test_message_of_several_lines_names_the_member() -> None:
    lines = ["NETTBANK BEDRIFT - GODKJENTE BETALINGER", "Belastes: 3637.46.47980  Nordvik AS", ""]
    lines += [f"Lnr  {'Til konto':15}{'Mottaker':30}{'Beløp NOK':>10}", "-" * 62]
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        lines += [f"{n + 1:3}  {'9001.12.44817':15}{'FELLESFORBUNDET':30}{comma(ore):>10}"]
        lines += ["     Melding: Trekk fagf.kontingent sept. 2026", f"              {p.name}  {p.id[:6]}*****"]
        lines += [f"              Medlnr {3104029 + n}", ""]
    reading = read_text(*lines, "-" * 62, f"{'Antall betalinger: 6  Sum:':50}{comma(sum(AMOUNTS)):>10}")

    assert reading.period.value == "2026-09"
    assert [(line.name, line.member_no, line.amount) for line in reading.lines] == [
        (p.name, str(3104029 + n), AMOUNTS[n]) for n, p in enumerate(PEOPLE)
    ]
    assert all("masked_id" in line.marks for line in reading.lines)
    assert "total_mismatch" not in reading.warnings


def _titled(title: str, *foot: str, head: str = "Trukket", name: str = "liste.xlsx") -> Reading:
    rows: list[list[object]] = [[title], ["Nordvik AS, org.nr. 312 430 398"], [*HEADS[:3], head], *_people()]
    return read_file(xlsx(("Ark1", [*rows, [], *(line.split("|") for line in foot)])), name)


@pytest.mark.parametrize(
    "told", ["Fellesforbundet 08.2026", "Vi betaler for august 2026 i morgen", "(01.08.2026 - 31.08.2026)"]
)
def test_any_other_month_is_asked_about(told: str) -> None:
    assert question(_titled("Trekk Fellesforbundet september 2026", told)) == "period"


@pytest.mark.parametrize("told", ["Sammenlignet med 08.2026", "Sum klubb|2066.07", "Utskrift 08.2026"])
def test_what_is_no_month_of_the_list_is_not_asked_about(told: str) -> None:
    reading = _titled("Trekk Fellesforbundet september 2026", told)

    assert (reading.period.value, reading.period.sure) == ("2026-09", True)


@pytest.mark.parametrize(("name", "proposed"), [("FF trekk sept.xlsx", "2026-09"), ("FF trekk.xlsx", "2026-08")])
def test_files_name_tells_which_of_two_months_is_proposed(name: str, proposed: str) -> None:
    reading = _titled("Trekk Fellesforbundet august 2026", head="Trukket september", name=name)

    assert (question(reading), reading.period.value) == ("period", proposed)


def test_file_named_after_another_month_than_its_list_is_asked_about() -> None:
    assert question(_titled("Trekk Fellesforbundet august 2026", name="FF trekk sept.xlsx")) == "period"
    assert question(_titled("Trekk Fellesforbundet august 2026", name="FF trekk aug.xlsx")) is None


def test_ledger_with_accounts_in_a_column_and_members_numbers_in_the_text() -> None:
    rows: list[list[object]] = [["Hovedbokspesifikasjon"], ["Klient", 3105, "Nordvik AS", "Orgnr", "312430398"]]
    rows += [["Byrå", "", "Tallhuset Regnskap AS", "Orgnr", "325105801"], ["Periode", "01.09.2026 - 30.09.2026"], []]
    rows += [["Konto", "Bilagsnr", "Art", "Bilagsdato", "Tekst", "Ansattnr", "Ansatt", "Beløp", "Saldo"]]
    rows += [[2651, "", "", "", "Trukket fagforeningskontingent Fellesforbundet"]]
    rows += [[2651, "", "IB", "01.09.2026", "Inngående saldo", "", "", "", "-5797,85"]]
    rows += [[2651, 90215, "BA", "15.09.2026", "Fellesforbundet, oppgjør trekk august", "", "", "5797,85", "0,00"]]
    balance = 0
    entries = [(p, -ore, "Lønn 09-2026") for p, ore in zip(PEOPLE, AMOUNTS, strict=True)]
    entries.insert(3, (PEOPLE[2], 7700, "Tilbakeført for mye trukket,"))
    for p, ore, text in entries:
        balance += ore
        n = PEOPLE.index(p)
        said = f"{text} Ff medl.nr {3754128 + n}"
        rows += [[2651, 90275, "LØ", "25.09.2026", said, f"0{106 + n}", p.turned, comma(ore), comma(balance)]]
    reading = read_sheet(*rows, [2651, "", "UB", "30.09.2026", "Utgående saldo", "", "", "", comma(balance)])

    assert (reading.status, reading.orgnr.value, reading.period.value) == ("lines", "312430398", "2026-09")
    assert [(line.employee_no, line.member_no, line.amount) for line in reading.lines] == [
        (str(106 + PEOPLE.index(p)), str(3754128 + PEOPLE.index(p)), -ore) for p, ore, _ in entries
    ]


def test_note_between_dashes_that_an_id_is_missing_is_no_name() -> None:
    lines = ["Hei, her er trekket for Fellesforbundet i mai 2026.", ""]
    for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True)):
        own = "har ikke fått fødselsnummer ennå" if n == 4 else p.id
        lines += [f"{p.name} - {own} - kr {comma(ore)}"]
    reading = read_text(*lines, "", "Nordvik AS, org.nr. 312 430 398")

    assert [(line.name, line.amount) for line in reading.lines] == [
        (p.name, ore) for p, ore in zip(PEOPLE, AMOUNTS, strict=True)
    ]


def _headless(head: str, answers: Answers | None = None) -> Reading:
    rows: list[list[object]] = [["Nordvik AS", "Org.nr 312430398"], ["Fellesforbundet mai 2026"]]
    rows += [["Navn", "Fødselsnr", head, "Trukket"]]
    rows += [[p.name, p.id, 7100 + 13 * n, ore / 100] for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True))]
    return read_bytes(xlsx(("Ark1", rows)), "liste.xlsx", "Fellesforbundet", answers=answers or Answers())


def test_numbers_under_no_head_among_headed_columns_are_asked_about() -> None:
    reading = _headless("")

    assert question(reading) == "number_column"
    assert [line.employee_no for line in reading.lines] == [str(7100 + 13 * n) for n in range(6)]
    assert [column.heading for column in reading.columns if column.confidence == 0.5] == [""]
    assert _headless("Ansnr").status == "lines"


@pytest.mark.parametrize("role", ["employee_no", "member_no", "ignored"])
def test_answer_says_what_the_numbers_under_no_head_are(role: str) -> None:
    roles = {"0:0": "name", "0:1": "national_id", "0:2": role, "0:3": "amount"}
    reading = _headless("", Answers(columns=roles, accepted=["number_column"]))

    numbers = [str(7100 + 13 * n) for n in range(6)]
    assert reading.status == "lines"
    assert [line.employee_no or "" for line in reading.lines] == (numbers if role == "employee_no" else [""] * 6)
    assert [line.member_no or "" for line in reading.lines] == (numbers if role == "member_no" else [""] * 6)


def test_list_without_heads_is_not_asked_about_its_numbers() -> None:
    rows = [f"{7100 + 13 * n};{p.id};{p.name};{comma(AMOUNTS[n])}" for n, p in enumerate(PEOPLE)]
    reading = read_text("Nordvik AS;Org.nr;312430398", "Fellesforbundet;mai 2026", *rows, name="liste.csv")

    assert question(reading) != "number_column"
    assert [line.employee_no for line in reading.lines] == [str(7100 + 13 * n) for n in range(6)]


@pytest.mark.parametrize("label", ["Medlemsnr.", "medl.nr", "Ansattnr:", "Employee no."])
def test_labelled_numbers_that_no_line_has_are_asked_about(label: str) -> None:
    notes = [[f"{p.last}: {label} {7350012 + n}"] for n, p in enumerate(PEOPLE)]
    rows = [[p.name, p.id, AMOUNTS[n] / 100] for n, p in enumerate(PEOPLE)]
    top: list[list[object]] = [["Nordvik AS", "Org.nr 312430398"], ["Fellesforbundet mai 2026"]]
    reading = read_sheet(*top, ["Navn", "Fødselsnr", "Trukket"], *rows, [], *notes)

    assert question(reading) == "unread_numbers"
    assert question(read_sheet(*top, ["Navn", "Fødselsnr", "Trukket"], *rows, [], *notes[:1])) is None
