"""More small signs, each from a list that somebody made without having seen the reader."""

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World


def _read(text: str, name: str = "liste.txt") -> Reading:
    return read_bytes(text.encode(), name, "Fellesforbundet")


def test_mail_that_quotes_last_month_is_of_this_month() -> None:
    w = World("quoted", 6)
    fresh = "\n".join(f"{p.name}, {p.id}, kr 500,25" for p in w.people)
    old = "\n".join(f"> {p.name}, {p.id}, kr 400,25" for p in w.people)

    reading = _read(
        f"Trekk for juni 2026, orgnr 312430398\n\n{fresh}\n\n-----Original Message-----\n> Mai 2026\n{old}\n"
    )

    assert (reading.status, reading.period.value) == ("lines", "2026-06")
    assert [line.amount for line in reading.lines] == [50025] * 6


def test_forwarded_mail_with_nothing_above_it_is_read() -> None:
    w = World("forwarded", 6)
    old = "\n".join(f"> {p.name}, {p.id}, kr 400,25" for p in w.people)

    reading = _read(f"Se under.\n\n-----Original Message-----\n> Trekk for mai 2026, orgnr 312430398\n>\n{old}\n")

    assert [(line.name, line.amount) for line in reading.lines] == [(p.name, 40025) for p in w.people]


def test_unquoted_comma_in_names_parts_no_fields() -> None:
    w = World("comma", 5)
    rows = "\n".join(f"{n},{p.last}, {p.first},{p.id},612,40" for n, p in enumerate(w.people, start=41))

    reading = _read(f"Periode,03.2026\nOrgnr,312430398\n\nAnsnr,Navn,Fødselsnr,Trukket\n{rows}\n", "liste.csv")

    assert [(line.name, line.employee_no, line.amount) for line in reading.lines] == [
        (p.name, str(n), 61240) for n, p in enumerate(w.people, start=41)
    ]


def test_year_and_month_in_fields_are_no_decimal_number() -> None:
    w = World("fields", 5)
    heads = "organizationNumber,year,month,employeeNumber,lastName,firstName,nationalIdentityNumber,unionDues"
    rows = "\n".join(f"312430398,2025,10,{n},{p.last},{p.first},{p.id},612.40" for n, p in enumerate(w.people, start=7))

    reading = _read(f"{heads}\n{rows}\n", "union.csv")

    assert (reading.status, reading.period.value, reading.orgnr.value) == ("lines", "2025-10", "312430398")
    assert [line.employee_no for line in reading.lines] == [str(n) for n in range(7, 12)]


def test_days_when_people_joined_are_no_months_of_a_deduction() -> None:
    w = World("joined", 12)
    rows = "\n".join(f"{p.id};{p.name};01.0{n % 8 + 1}.{2009 + n};612,40" for n, p in enumerate(w.people))

    reading = _read(f"Orgnr;312430398\nLønnsmåned;mai 2026\n\nFødselsnr;Navn;Fra dato;Trukket\n{rows}\n", "liste.csv")

    assert (reading.status, reading.period.value, len(reading.lines)) == ("lines", "2026-05", 12)


def test_lines_below_a_person_tell_base_deduction_and_year() -> None:
    w = World("below", 5)
    people = "\n\n".join(
        f"{n} {p.name} f.nr. {p.id}\n"
        f"         Grunnlag for trekk                                  41 000,00\n"
        f"         Trukket kontingent                                     5{n},77\n"
        f"         Trukket hittil i år                                  1 9{n},77"
        for n, p in enumerate(w.people, start=10)
    )

    reading = _read(f"Fjord Industri ANS\nOrg.nr 312430398\nTrekk Fellesforbundet januar 2026\n\n\n{people}\n")

    assert [(line.name, line.amount) for line in reading.lines] == [
        (p.name, 50077 + 100 * n) for n, p in enumerate(w.people, start=10)
    ]


def test_insurance_below_a_person_is_that_persons() -> None:
    w = World("insured", 8)
    rows = "\n".join(f"{n:<6}{p.name:<30}{p.id}      {450 + n},10" for n, p in enumerate(w.people, start=10))
    first, rest = rows.split("\n", 1)
    more = f"      {'forsikring':<30}                 116,00"
    heads = f"{'Nr':<6}{'Navn':<30}Fødselsnr        Trukket"
    top = f"Fjord AS   Org.nr 312430398\nFellesforbundet   Periode 05.2026\n\n{heads}\n"

    reading = _read(f"{top}{first}\n{more}\n{rest}\n")

    assert [line.amount for line in reading.lines][:3] == [46010, 11600, 46110]
    assert {line.national_id for line in reading.lines[:2]} == {w.people[0].id}


def test_months_that_the_title_names_together_are_both_kept() -> None:
    w = World("together", 8)
    rows = "\n".join(f"{'09' if n < 5 else '10'}.2026;{p.id};{p.name};612,40" for n, p in enumerate(w.people))

    reading = _read(
        f"Fagforeningstrekk, perioder 09.2026 og 10.2026\nOrgnr;312430398\n\nPeriode;Fødselsnr;Navn;Trukket\n{rows}\n",
        "liste.csv",
    )

    assert (reading.status, reading.periods, len(reading.lines)) == ("lines", ["2026-09", "2026-10"], 8)


def test_records_that_tell_their_fields_give_number_name_and_sign() -> None:
    w = World("records", 8)
    amounts = [f"{50000 + n:09}{'-' if n == 3 else '+'}" for n in range(8)]
    rows = "\n".join(
        f"2{700 + n:08}{p.id}{p.last.upper():<25}{p.first.upper():<20}{amount}"
        for n, (p, amount) in enumerate(zip(w.people, amounts, strict=True))
    )

    reading = _read(
        f"* TREKK FELLESFORBUNDET  ANSNR(8) FNR(11) BELØP I ØRE(9)\n10312430398FJORD AS                202603\n{rows}\n"
    )

    assert reading.orgnr.value == "312430398"
    assert [line.employee_no for line in reading.lines] == [str(700 + n) for n in range(8)]
    assert [line.amount for line in reading.lines][2:4] == [50002, -50003]


def test_foreign_amount_beside_the_one_in_kroner_is_not_it() -> None:
    w = World("currency", 8)
    rows = "\n".join(f"{p.id};{p.name};{40 + n},25;{460 + 10 * n},75" for n, p in enumerate(w.people))

    reading = _read(
        f"Orgnr;312430398\nPayroll month: August 2026\nFiscal period: FY2027 P02\n\n"
        f"National ID;Name;Amount EUR;Amount NOK\n{rows}\n",
        "dues.csv",
    )

    assert (reading.status, reading.period.value, reading.lines[0].amount) == ("lines", "2026-08", 46075)


def test_person_below_the_last_sum_is_said_to_be_in_none() -> None:
    w = World("short", 8)
    rows = [f"{p.name};{p.id};{p.kr}" for p in w.people]
    head = f"Orgnr;312430398\nFellesforbundet {w.words}\n\nNavn;Fødselsnr;Trekk\n"
    part, rest = (sum(p.ore for p in people) / 100 for people in (w.people[:5], w.people[5:]))
    sums = [f"Sum til betaling;;{part:.2f}".replace(".", ","), f"Sum til betaling;;{rest:.2f}".replace(".", ",")]

    short = _read(head + "\n".join([*rows[:5], "", sums[0], "", *rows[5:]]), "liste.csv")
    whole = _read(head + "\n".join([*rows[:5], sums[0], *rows[5:], sums[1]]), "liste.csv")

    assert ([one.code for one in short.open_questions], short.warnings) == (["total_mismatch"], ["total_mismatch"])
    assert len(short.lines) == len(whole.lines) == 8
    assert (whole.status, whole.warnings) == ("lines", [])


def test_whole_numbers_that_are_a_percentage_in_ore_are_proposed_as_kroner() -> None:
    w = World("in øre", 8)
    bases = [28_000 + 1_137 * n for n in range(8)]
    rows = [f"{p.name};{p.id};{base},00;1,5;{round(base * 1.5)}" for p, base in zip(w.people, bases, strict=True)]

    reading = _read(f"Orgnr;312430398;{w.words};Fellesforbundet\nNavn;Fnr;Grl;Pst;Trekk\n" + "\n".join(rows), "l.csv")

    assert [(one.code, one.proposal) for one in reading.open_questions] == [("scale", "ore")]
    assert [line.amount for line in reading.lines] == [round(base * 1.5) for base in bases]


def test_base_once_more_is_no_percentage_of_itself() -> None:
    w = World("base", 8)
    rows = [f"{p.name};{p.id};{30_000 + n * 977};1;{30_000 + n * 977}" for n, p in enumerate(w.people)]

    reading = _read(f"Orgnr;312430398;{w.words};Fellesforbundet\nNavn;Fnr;Grl;Pst;Ant\n" + "\n".join(rows), "l.csv")

    assert "amount" in [one.code for one in reading.open_questions]
