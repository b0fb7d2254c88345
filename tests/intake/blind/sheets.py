"""Workbooks as payroll systems and clerks make them: many amounts, odd headings, other languages."""

from datetime import date
from random import Random

from openpyxl import Workbook

from tests.intake.blind.common import (
    MONTHS,
    UNION,
    Case,
    again,
    comma,
    crowd,
    dot,
    firm,
    iso,
    kr,
    layout,
    line,
    lines_of,
    month,
    read,
    spaced,
    total,
    word,
)
from tests.intake.blind.writers import xlsx


@layout(2)
def x01(name: str, rng: Random) -> Case:
    """Seven money columns, the sum above the heading."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: list[list[object]] = [
        [f.name, None, None, f"Org.nr: {f.orgnr}"],
        [f"Fagforeningsrapport {word(when)}", None, None, UNION],
        ["Sum trukket i perioden", None, None, None, None, None, None, kr(total(who))],
        [],
        ["Ansnr", "Fødselsnr", "Navn", "Grunnlønn", "Sats %", "Avtalt", "Differanse", "Trukket", "Hittil i år"],
    ]
    for p in who:
        agreed = p.amount + rng.choice((0, 0, 0, 1500))
        base = kr(rng.randrange(3000000, 6000000, 100))
        rows.append([int(p.no), p.nid, p.name, base, 1.4, kr(agreed), kr(agreed - p.amount), kr(p.amount),
                     kr(p.amount * when[1])])  # fmt: skip
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who), f, when)


@layout(2)
def x02(name: str, rng: Random) -> Case:
    """Last month's amount beside this month's, in a table named after the month."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: list[list[object]] = [
        [f"{f.name} ({f.orgnr})"],
        [f"Trekk til {UNION}, lønnsmåned {word(when)}"],
        ["Fødselsnummer", "Ansatt", "Nr", "Forrige mnd", "Denne mnd", "Endring"],
    ]
    then = [p.amount + rng.choice((0, 0, -2000, 1250)) for p in who]
    rows += [[p.nid, p.turned, p.no, kr(t), kr(p.amount), kr(p.amount - t)] for p, t in zip(who, then, strict=True)]
    rows.append([None, "Sum", None, kr(sum(then)), kr(total(who)), kr(total(who) - sum(then))])
    return read(f"{name}.xlsx", xlsx(("Rapport", rows)), lines_of(who), f, when)


@layout(2)
def x03(name: str, rng: Random) -> Case:
    """Two months side by side, both deducted."""
    f, who = firm(rng), crowd(rng)
    a = rng.randint(3, 9)
    second = [p.amount + rng.choice((0, 0, 500)) for p in who]
    rows: list[list[object]] = [
        [f.name], ["Orgnr", f.orgnr], ["Fagforeningstrekk Fellesforbundet"], [],
        ["Fødselsnr", "Navn", f"Trukket {MONTHS[a - 1]} 2026", f"Trukket {MONTHS[a]} 2026"],
    ]  # fmt: skip
    rows += [[p.nid, p.name, kr(p.amount), kr(s)] for p, s in zip(who, second, strict=True)]
    rows.append(["Sum", None, kr(total(who)), kr(sum(second))])
    months = [iso((2026, a)), iso((2026, a + 1))]
    lines = []
    for p, s in zip(who, second, strict=True):
        lines.append(line(p, employee_no=None, period=months[0]))
        lines.append(line(again(p, s), employee_no=None, period=months[1]))
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines, f, None, periods=months, ask_ok=True)


@layout(2)
def x04(name: str, rng: Random) -> Case:
    """Amounts as text, each written in its own way."""
    f, when, who = firm(rng), month(rng), crowd(rng, step=100)
    ways = (
        lambda o: f"kr {o // 100},-", lambda o: f"{comma(o)} kr", lambda o: f"NOK {dot(o)}",
        lambda o: f"{o // 100},–", lambda o: spaced(o, "\u202f"), lambda o: f"kr. {comma(o)}",
    )  # fmt: skip
    rows: list[list[object]] = [
        ["Firma:", f.name], ["Foretaksnummer:", f"NO {spaced(int(f.orgnr) * 100)[:-3]} MVA"],
        ["Gjelder:", f"lønn for {word(when)}"], ["Mottaker:", UNION], [],
        ["Medarbeider", "Personnummer (11 siffer)", "Trekkbeløp"],
    ]  # fmt: skip
    rows += [[p.name, f"{p.nid[:6]} {p.nid[6:]}", ways[n % len(ways)](p.amount)] for n, p in enumerate(who)]
    return read(f"{name}.xlsx", xlsx(("Liste", rows)), lines_of(who, employee_no=None), f, when)


@layout(2)
def x05(name: str, rng: Random) -> Case:
    """Deductions negative, one refund positive, signed total."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    who[3] = again(who[3], -who[3].amount)
    rows: list[list[object]] = [
        ["Lønnsart 6230 Fagforening", None, UNION, None, f"Periode {when[1]:02}.{when[0]}"],
        [f.name, None, f.orgnr],
        ["Lønnsnr", "Navn", "F.nr", "Antall", "Beløp"],
    ]
    rows += [[p.no, p.name, int(p.nid), 1, kr(-p.amount)] for p in who]
    rows.append(["Totalt", None, None, len(who), kr(-total(who))])
    return read(f"{name}.xlsx", xlsx(("6230", rows)), lines_of(who), f, when)


@layout(2)
def x06(name: str, rng: Random) -> Case:
    """English, with the employer's share and a pay date in the next month."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: list[list[object]] = [
        ["Union Dues Detail"], ["Company", f.name], ["Legal Entity Reg No", f.orgnr],
        ["Pay Period", f"{when[0]}-{when[1]:02}-01 - {when[0]}-{when[1]:02}-28"],
        ["Payment Date", f"{when[0]}-{when[1] + 1:02}-05"], ["Union", UNION], [],
        ["Worker ID", "Last Name", "First Name", "National ID", "Gross Pay", "Rate", "Employer Share",
         "Employee Deduction", "YTD"],
    ]  # fmt: skip
    for p in who:
        gross = rng.randrange(30000, 60000)
        rows.append([p.no.zfill(6), p.last, p.first, p.nid, gross, 0.014, 45.5, kr(p.amount), kr(p.amount * 7)])
    rows.append(["Grand Total", None, None, None, None, None, 45.5 * len(who), kr(total(who)), kr(total(who) * 7)])
    return read(f"{name}.xlsx", xlsx(("Union dues", rows)), lines_of(who), f, when)


@layout()
def x07(name: str, rng: Random) -> Case:
    """Swedish headings."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: list[list[object]] = [
        [f"Fackavgifter {UNION} – avser {word(when)}"], [f"{f.name}, org.nr {f.orgnr}"],
        ["Anst.nr", "Efternamn", "Förnamn", "Personnummer", "Bruttolön", "Avdragen fackavgift"],
    ]  # fmt: skip
    rows += [[p.no, p.last, p.first, f"{p.nid[:6]}-{p.nid[6:]}", rng.randrange(28000, 50000), kr(p.amount)]
             for p in who]  # fmt: skip
    rows.append(["Summa", None, None, None, None, kr(total(who))])
    return read(f"{name}.xlsx", xlsx(("Blad1", rows)), lines_of(who), f, when)


@layout()
def x08(name: str, rng: Random) -> Case:
    """Danish headings."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: list[list[object]] = [
        [f.name, "Org.nr.", f.orgnr], ["Lønperiode", word(when)], ["Fagforening", UNION], [],
        ["Medarbejdernr.", "Medarbejdernavn", "Personnr.", "Indtægt", "Træk i alt"],
    ]  # fmt: skip
    rows += [[p.no, p.name, p.nid, rng.randrange(28000, 50000), kr(p.amount)] for p in who]
    rows.append(["I alt", None, None, None, kr(total(who))])
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who), f, when)


@layout()
def x09(name: str, rng: Random) -> Case:
    """Nynorsk, surnames first, a column for the percent of the position."""
    f, when, who = firm(rng), month(rng), crowd(rng, step=100, low=38000)
    rows: list[list[object]] = [
        ["Føretak", f.name], ["Organisasjonsnummer", int(f.orgnr)], ["Månad", f"{word(when)}"], ["Forbund", UNION], [],
        ["Tilsettnr", "Etternamn", "Førenamn", "Fødselsnummer", "Stilling", "Trekt beløp"],
    ]  # fmt: skip
    rows += [[p.no, p.last, p.first, p.nid, rng.choice((100, 80, 60)), p.amount // 100] for p in who]
    rows.append(["Til saman", None, None, None, None, total(who) // 100])
    return read(f"{name}.xlsx", xlsx(("Trekk", rows)), lines_of(who), f, when)


@layout()
def x10(name: str, rng: Random) -> Case:
    """The name in three columns, blanks between the columns, notes with numbers."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    middle = [rng.choice(("", "Marie", "J.", "Olav")) for _ in who]
    rows: list[list[object]] = [
        [None, f"{f.name} – {f.orgnr}"], [None, f"Fagforeningstrekk {word(when)} – {UNION}"], [], [],
        [None, "Fornavn", None, "Mellomnavn", "Etternavn", None, "Fødselsnummer", None, "Merknad", "Kr trukket"],
    ]  # fmt: skip
    notes = ("", "", "avd 12", "forskudd 2500 kr", "begynte 01.03.2024", "2", "ring 90011122")
    for p, m in zip(who, middle, strict=True):
        rows.append([None, p.first, None, m, p.last, None, p.nid, None, rng.choice(notes), kr(p.amount)])
    lines = [
        line(p, employee_no=None, name=" ".join(filter(None, (p.first, m, p.last))))
        for p, m in zip(who, middle, strict=True)
    ]
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines, f, when)


@layout(2)
def x11(name: str, rng: Random) -> Case:
    """The heading below thirty rows of a letter with amounts and dates in it."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    letter: list[list[object]] = [[f.name], ["Storgata 12, 4010 Stavanger"], [f"Foretaksregisteret NO{f.orgnr}MVA"]]
    letter += [["Telefon", 51515151], ["Bankkonto", "3201.11.22334"], [], [f"Oversikt til {UNION} avd. 25"]]
    letter += [[f"Vedlagt følger trekk for {word(when)}, betalt 15.{when[1] + 1:02}.{when[0]}."], []]
    letter += [[f"{n}.", f"Punkt {n} i avtalen av 01.0{n}.2019", 100 * n] for n in range(1, 9)]
    letter += [[] for _ in range(9)] + [["Beløp betalt", None, kr(total(who))], ["Antall personer", None, len(who)], []]
    rows = [*letter, ["Fnr", "Navn", "Medl.nr", "Trukket"]]
    rows += [[p.nid, p.turned, p.member, kr(p.amount)] for p in who]
    lines = [line(p, employee_no=None, member_no=p.member) for p in who]
    return read(f"{name}.xlsx", xlsx(("Brev", rows)), lines, f, when)


@layout(2)
def x12(name: str, rng: Random) -> Case:
    """A two-row heading: base and deduction, for this period and for the year."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: list[list[object]] = [
        [f.name, None, f"Orgnr {f.orgnr}"], [UNION, None, f"Periode: {word(when)}"], [],
        [None, None, None, "Hittil i år", None, "Denne periode", None],
        ["Ans.nr", "Navn", "Fødselsnr", "Grunnlag", "Trekk", "Grunnlag", "Trekk"],
    ]  # fmt: skip
    base = [rng.randrange(3000000, 5500000, 100) for _ in who]
    for p, b in zip(who, base, strict=True):
        rows.append([p.no, p.name, p.nid, kr(b * when[1]), kr(p.amount * when[1]), kr(b), kr(p.amount)])
    rows.append(["Sum", None, None, kr(sum(base) * when[1]), kr(total(who) * when[1]), kr(sum(base)), kr(total(who))])

    def merge(book: Workbook) -> None:
        book["Rapport"].merge_cells("D4:E4")
        book["Rapport"].merge_cells("F4:G4")

    data = xlsx(("Rapport", rows), touch=merge)
    return read(f"{name}.xlsx", data, lines_of(who), f, when)


@layout(2)
def x13(name: str, rng: Random) -> Case:
    """Dues, insurance and OU in columns of their own, with or without a sum; the employer's OU is not a deduction."""
    f, when = firm(rng), month(rng)
    who = crowd(rng, low=42000)
    with_sum = name.endswith("1")
    head = ["Fødselsnummer", "Navn", "Ansattnr", "Kontingent", "Forsikring", "OU-fond"]
    head += ["Sum trekk", "OU arbeidsgiver"] if with_sum else []
    rows: list[list[object]] = [
        ["Arbeidsgiver", f.name], ["Orgnr.", f.orgnr], ["Trekkmåned", word(when)], ["Forening", UNION], [], head,
    ]  # fmt: skip
    for p in who:
        insurance = rng.choice((0, 11700, 9850))
        parts = [kr(p.amount - insurance - 2200), kr(insurance), 22.0]
        rows.append([p.nid, p.name, p.no, *parts, *([kr(p.amount), 36.0] if with_sum else [])])
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who), f, when, ask_ok=not with_sum)


@layout(2)
def x14(name: str, rng: Random) -> Case:
    """Birth date and start date columns; the period is a date cell; pay date in the next month."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: list[list[object]] = [
        ["Kunde", f.name], ["Org nr", int(f.orgnr)], ["Lønnsperiode", date(*when, 1)],
        ["Utbetalingsdato", date(when[0], when[1] + 1, 12)], ["Utskrift", date(when[0], when[1] + 1, 14)],
        ["Trekk til", UNION],
        ["Nr.", "Navn", "Fødselsdato", "Fødselsnummer", "Ansatt dato", "Beløp"],
    ]  # fmt: skip
    for p in who:
        born = date(1900 + int(p.nid[4:6]), int(p.nid[2:4]) % 20 or 1, int(p.nid[:2]) % 40 or 1)
        rows.append([int(p.no), p.name, born, p.nid, date(rng.randint(1999, 2025), 5, 1), kr(p.amount)])
    return read(f"{name}.xlsx", xlsx(("Trekk", rows)), lines_of(who), f, when)


@layout()
def x15(name: str, rng: Random) -> Case:
    """One sheet per department, a summary of sums first."""
    f, when, who = firm(rng), month(rng), crowd(rng, 21)
    parts = {"Verksted": who[:8], "Lager": who[8:15], "Kontor": who[15:]}
    first: list[list[object]] = [
        [f.name, f.orgnr], [f"{UNION} {word(when)}"], ["Avdeling", "Antall", "Sum"],
        *[[k, len(v), kr(total(v))] for k, v in parts.items()], ["Totalt", len(who), kr(total(who))],
    ]  # fmt: skip
    sheets = [("Sammendrag", first)]
    for k, v in parts.items():
        body: list[list[object]] = [[f"Avdeling {k}"], ["Ansnr", "Fødselsnr", "Navn", "Trukket"]]
        sheets.append(
            (k, body + [[p.no, p.nid, p.name, kr(p.amount)] for p in v] + [["Sum", None, None, kr(total(v))]])
        )
    return read(f"{name}.xlsx", xlsx(*sheets), lines_of(who), f, when)


@layout()
def x16(name: str, rng: Random) -> Case:
    """No heading; the month only in the file's name, the employer nowhere."""
    when, who = month(rng), crowd(rng)
    rows = [[p.nid, p.name, kr(p.amount)] for p in who]
    file = f"fagforening {word(when)}.xlsx"
    return read(file, xlsx(("Ark1", rows)), lines_of(who, employee_no=None), None, when, union=None, ask_ok=True)


@layout()
def x17(name: str, rng: Random) -> Case:
    """The month only in the sheet's name."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: list[list[object]] = [[f.name, f.orgnr], [UNION], [], ["Fødselsnr", "Navn", "Trekk kr"]]
    rows += [[p.nid, p.name, kr(p.amount)] for p in who] + [["SUM", None, kr(total(who))]]
    return read(
        f"{name}.xlsx", xlsx((word(when).capitalize(), rows)), lines_of(who, employee_no=None), f, when, ask_ok=True
    )


@layout()
def x18(name: str, rng: Random) -> Case:
    """SAP: in-period a month after for-period, amounts negative, ids under «Nasj. ID-nr», «PersNr» the employee."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    later = f"{when[0]}{when[1] + 1:02}"
    rows: list[list[object]] = [["Firmakode", "Navn firma", "Org.nr", "PersNr", "Etternavn Fornavn", "Nasj. ID-nr",
                                 "I-periode", "For-periode", "LArt", "Lønnarttekst", "Beløp"]]  # fmt: skip
    rows += [
        ["1000", f.name, f.orgnr, p.no.zfill(8), f"{p.last} {p.first}", p.nid, later, f"{when[0]}{when[1]:02}", "/5F1",
         "Fellesforbundet kont.", kr(-p.amount)] for p in who
    ]  # fmt: skip
    lines = [line(p, name=f"{p.last} {p.first}") for p in who]
    return read(f"{name}.xlsx", xlsx(("SAPUI5 Export", rows)), lines, f, when, ask_ok=True)
