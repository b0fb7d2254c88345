"""Delimited text: every delimiter and encoding, odd quoting, records of several kinds."""

import csv
from io import StringIO
from random import Random

from tests.intake.blind.common import (
    UNION,
    Case,
    comma,
    crowd,
    dot,
    firm,
    iso,
    layout,
    line,
    lines_of,
    month,
    read,
    spaced,
    total,
    word,
)


def joined(rows: list[list[object]], delimiter: str, quoting: int = csv.QUOTE_MINIMAL) -> str:
    out = StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\r\n").writerows(rows)  # type: ignore[arg-type]
    return out.getvalue()


@layout(2)
def t01(name: str, rng: Random) -> Case:
    """Pipes, DOS letters."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: list[list[object]] = [
        [f.name, f.orgnr],
        [f"Fagforeningstrekk {UNION}", f"Lønnsperiode {when[1]:02}/{when[0]}"],
    ]
    rows += [["Ans.nr", "Fødselsnr", "Navn", "Trekkgrunnlag", "Trekkbeløp"]]
    rows += [[p.no, p.nid, p.turned, comma(rng.randrange(3000000, 5000000)), comma(p.amount)] for p in who]
    return read(f"{name}.txt", joined(rows, "|").encode("cp865"), lines_of(who), f, when)


@layout(2)
def t02(name: str, rng: Random) -> Case:
    """Quoted line breaks in names and headings, semicolons, Windows letters."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: list[list[object]] = [
        ["Rapport", f"Trekk {UNION}"], ["Firma", f.name], ["Organisasjonsnummer", f.orgnr], ["Periode", word(when)],
        ["Ansatt\nnr", "Navn", "Fødsels-\nnummer", "Trukket\nbeløp", "Hittil\ni år"],
    ]  # fmt: skip
    rows += [[p.no, f"{p.last},\n{p.first}", p.nid, comma(p.amount), comma(p.amount * 5)] for p in who]
    rows.append(["Sum", "", "", comma(total(who)), comma(total(who) * 5)])
    return read(f"{name}.csv", joined(rows, ";").encode("cp1252"), lines_of(who), f, when)


@layout(2)
def t03(name: str, rng: Random) -> Case:
    """Tabs, decimal points, apostrophes for thousands, amounts above a thousand."""
    f, when, who = firm(rng), month(rng), crowd(rng, low=60000, high=180000)
    rows: list[list[object]] = [["Employer", f.name, f.orgnr], ["Period", iso(when)], ["Union", UNION]]
    rows += [["Employee", "Name", "SSN", "Base", "Union dues"]]
    money = [f"{p.amount / 100:,.2f}".replace(",", "'") for p in who]
    rows += [[p.no, p.name, p.nid, f"{rng.randrange(40000, 90000):,}.00".replace(",", "'"), m]
             for p, m in zip(who, money, strict=True)]  # fmt: skip
    rows.append(["Total", "", "", "", f"{total(who) / 100:,.2f}".replace(",", "'")])
    return read(f"{name}.tsv", joined(rows, "\t").encode("cp1252"), lines_of(who), f, when)


@layout(2)
def t04(name: str, rng: Random) -> Case:
    """UTF-16 without a mark, tabs, the amounts with a trailing minus."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: list[list[object]] = [[f"{f.name} - orgnr {f.orgnr}"], [f"Fagforening: {UNION}"], [f"Termin: {word(when)}"]]
    rows += [["Lønnsnr", "Etternavn", "Fornavn", "Fødselsnummer", "Trekk"]]
    rows += [[p.no, p.last, p.first, p.nid, f"{comma(p.amount)}-"] for p in who]
    rows.append(["I alt", "", "", "", f"{comma(total(who))}-"])
    return read(f"{name}.txt", joined(rows, "\t").encode("utf-16-le"), lines_of(who), f, when)


@layout(2)
def t05(name: str, rng: Random) -> Case:
    """Commas between, quoted decimal commas, all quoted, with a mark for UTF-8."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: list[list[object]] = [["Fødselsnummer", "Etternavn", "Fornavn", "Forbund", "Periode", "Orgnr", "Beløp"]]
    rows += [[p.nid, p.last, p.first, UNION, f"{when[1]:02}-{when[0]}", f.orgnr, comma(p.amount)] for p in who]
    data = joined(rows, ",", csv.QUOTE_ALL).encode("utf-8-sig")
    return read(f"{name}.csv", data, lines_of(who, employee_no=None), f, when, company=None)


@layout(2)
def t06(name: str, rng: Random) -> Case:
    """Records of three kinds: head, persons, foot."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: list[list[object]] = [["H", f.orgnr, f.name, f"{when[0]}{when[1]:02}", "FELLESFORBUNDET"]]
    rows += [["D", p.no.zfill(5), p.nid, p.name, comma(p.amount)] for p in who]
    rows.append(["T", len(who), comma(total(who))])
    return read(f"{name}.csv", joined(rows, ";").encode("cp1252"), lines_of(who), f, when, ask_ok=True)


@layout()
def t07(name: str, rng: Random) -> Case:
    """`sep=;` first, Mac letters, empty fields at the end, notes below."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    text = f"sep=;\r\n{f.name};;;;;\r\n{f.orgnr};;;;;\r\nTrekk {UNION} – {word(when)};;;;;\r\n;;;;;\r\n"
    text += "Navn;Fødselsnr.;Ansattnr.;Kontonr;Trukket denne mnd.;\r\n"
    for p in who:
        text += f"{p.name};{p.nid};{p.no};9051{rng.randint(1000000, 9999999)};{comma(p.amount)};;\r\n"
    text += f";;;Sum:;{spaced(total(who))};\r\n;;;;;\r\nKontrollert 03.11.2026 av Åse, ref 4512,50;;;;;\r\n"
    return read(f"{name}.csv", text.encode("mac_roman"), lines_of(who), f, when)


@layout(2)
def t08(name: str, rng: Random) -> Case:
    """Accounting export: voucher lines with run number, quantity, rate and wage type, one union in the text."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: list[list[object]] = [["Orgnr", "Lønnsår", "Måned", "Kjøring", "Ansattnr", "Navn", "Fødselsnr", "Lønnsart",
                                 "Tekst", "Antall", "Sats", "Beløp", "Hittil i år"]]  # fmt: skip
    rows += [
        [f.orgnr, when[0], when[1], 1, p.no, p.name, p.nid, 6230, "Fagf.kont. Fellesforbundet", "1,00",
         comma(p.amount), comma(-p.amount), comma(-p.amount * when[1])] for p in who
    ]  # fmt: skip
    data = joined(rows, ";").encode("utf-8")
    return read(f"{name}.csv", data, lines_of(who), f, when, company=None)


@layout(2)
def t09(name: str, rng: Random) -> Case:
    """Hand-made: union in sections with names above, others' sections between."""
    f, when, who = firm(rng), month(rng), crowd(rng, 18)
    rows: list[list[object]] = [[f"{f.name} ({f.orgnr})"], [f"Fagforeningstrekk {word(when)}"], []]
    for union, part in (("NITO", who[:5]), ("Fellesforbundet avd. 12", who[5:13]), ("Parat", who[13:])):
        rows += [[union], ["Fødselsnr", "Navn", "Kr"]]
        rows += [[p.nid, p.name, comma(p.amount)] for p in part] + [["Sum", "", comma(total(part))], []]
    rows.append(["Totalt", "", comma(total(who))])
    data = joined(rows, ";").encode("utf-8")
    return read(f"{name}.csv", data, lines_of(who[5:13], employee_no=None), f, when)


@layout()
def t10(name: str, rng: Random) -> Case:
    """Months as words without a year, the year only in the print date."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: list[list[object]] = [["Utskrift", f"04.{when[1] + 1:02}.2026"], [f.name, f.orgnr, UNION]]
    rows += [["Lønn", word(when).split()[0]], ["F.nr", "Navn", "Trekk"]]
    rows += [[p.nid, p.name, comma(p.amount)] for p in who]
    data = joined(rows, ";").encode("utf-8")
    return read(f"{name}.csv", data, lines_of(who, employee_no=None), f, when, ask_ok=True)


@layout(2)
def t11(name: str, rng: Random) -> Case:
    """A refund in parentheses and thousands with points; agreed and deducted beside each other."""
    f, when = firm(rng), month(rng)
    who = crowd(rng, low=90000, high=150000)
    rows: list[list[object]] = [["Juridisk enhet", f.orgnr, f.name], ["Lønn for", word(when)], ["Kreditor", UNION]]
    rows += [["Ident", "Medarbeider", "Fødselsnr", "Skal trekkes", "Er trukket"]]

    def point(ore: int) -> str:
        return spaced(abs(ore), ".") if ore >= 0 else f"({spaced(-ore, '.')})"

    lines = []
    for n, p in enumerate(who):
        amount = -p.amount if n == 3 else p.amount
        rows.append([p.no, p.name, p.nid, point(p.amount), point(amount)])
        lines.append(line(p, amount=dot(amount)))
    data = joined(rows, ";").encode("cp1252")
    return read(f"{name}.csv", data, lines, f, when)


@layout()
def t12(name: str, rng: Random) -> Case:
    """Only a union member number and a name."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: list[list[object]] = [[f.name, f.orgnr], [UNION, word(when)], ["Medlemsnr.", "Medlem", "Kontingent"]]
    rows += [[p.member, p.name, comma(p.amount)] for p in who] + [["Sum", "", comma(total(who))]]
    lines = [line(p, national_id=None, employee_no=None, member_no=p.member) for p in who]
    return read(f"{name}.csv", joined(rows, ";").encode("utf-8"), lines, f, when, ask_ok=True)
