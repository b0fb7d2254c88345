"""A second round, made by the same person after the first was mended: snares in names and places."""

from dataclasses import replace
from random import Random

from openpyxl import Workbook

from tests.intake.blind.common import (
    UNION,
    Case,
    Person,
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
    total,
    word,
)
from tests.intake.blind.writers import pdf, right, xlsx

Rows = list[list[object]]


def named(who: list[Person], *names: tuple[str, str]) -> list[Person]:
    """The same people, the first of them with other names."""
    return [replace(p, first=n[0], last=n[1]) for p, n in zip(who, names, strict=False)] + who[len(names) :]


@layout(2)
def q01(name: str, rng: Random) -> Case:
    """Number and name in one cell; a running balance beside the deduction."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: Rows = [[f.name, f"Org.nr. {f.orgnr}"], [f"Trekk {UNION}", f"Lønnskjøring {when[1]}/{when[0]}"]]
    rows += [["Ansatt", "Fødselsnr", "Trekk", "Saldo"]]
    rows += [[f"{p.no} {p.name}", p.nid, kr(p.amount), kr(p.amount * 5)] for p in who]
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who), f, when, ask_ok=True)


@layout(4)
def q02(name: str, rng: Random) -> Case:
    """Firms called like unions and like the words that count against a month."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    names = ("Union Hotel AS", "Delta Regnskap AS", "Sprint Mal AS", "Startbank Kjørekontor AS")
    f = replace(f, name=names[int(name[-1]) % 4])
    rows: Rows = [[f.name, f.orgnr, word(when)], ["Fagforening:", UNION], ["Fødselsnr", "Navn", "Trukket"]]
    rows += [[f"{p.nid[:6]}-{p.nid[6:]}", p.name, kr(p.amount)] for p in who]
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who, employee_no=None), f, when)


@layout(2)
def q03(name: str, rng: Random) -> Case:
    """People called like sums, headings and months."""
    f, when, who = firm(rng), month(rng), crowd(rng, 14)
    who = named(who, ("Antal", "Kovacs"), ("Alle", "Berg"), ("Mai", "Sum"), ("August", "Total"), ("Bjørg", "Noraberg"),
                ("Juni", "Navn"), ("Transport", "Hansen"), ("Kari", "Trekk"))  # fmt: skip
    rows: Rows = [[f.name, "Orgnr", f.orgnr], [UNION, word(when)], ["Ansnr", "Fødselsnr", "Navn", "Trukket"]]
    rows += [[p.no, p.nid, p.name, kr(p.amount)] for p in who] + [["Sum", None, None, kr(total(who))]]
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who), f, when)


@layout(2)
def q04(name: str, rng: Random) -> Case:
    """«Beløp» and «Trukket», the same for all but one."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: Rows = [
        [f.name, f.orgnr],
        [f"Fagforening {UNION}"],
        [f"Periode {iso(when)}"],
        ["Fnr", "Navn", "Beløp", "Trukket"],
    ]
    rows += [[p.nid, p.name, kr(p.amount + (2500 if n == 4 else 0)), kr(p.amount)] for n, p in enumerate(who)]
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who, employee_no=None), f, when)


@layout(2)
def q05(name: str, rng: Random) -> Case:
    """Whole thousands with a point: 1.250 is 1250."""
    f, when = firm(rng), month(rng)
    who = crowd(rng, low=110000, high=190000, step=1000)
    rows = [f"{f.name};{f.orgnr}", f"{UNION};{word(when)}", "Fødselsnr;Navn;Trukket"]
    rows += [f"{p.nid};{p.name};{p.amount // 100000}.{p.amount // 100 % 1000:03}" for p in who]
    data = "\r\n".join(rows).encode("cp1252")
    return read(f"{name}.csv", data, lines_of(who, employee_no=None), f, when, ask_ok=True)


@layout(2)
def q06(name: str, rng: Random) -> Case:
    """Last month's amounts in a hidden column, bank accounts in a shown one."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: Rows = [[f.name, f.orgnr], [f"{UNION} {word(when)}"], ["Konto", "Fødselsnr", "Navn", "Trekk", "Trekk"]]
    for p in who:
        rows.append([f"9051{rng.randint(1000000, 9999999)}", p.nid, p.name, kr(p.amount - 1250), kr(p.amount)])

    def hide(book: Workbook) -> None:
        book["Ark1"].column_dimensions["D"].hidden = True

    data = xlsx(("Ark1", rows), touch=hide)
    return read(f"{name}.xlsx", data, lines_of(who, employee_no=None), f, when, ask_ok=True)


@layout(2)
def q07(name: str, rng: Random) -> Case:
    """Two lists beside each other on a page."""
    f, when, who = firm(rng), month(rng), crowd(rng, 24)
    page = [(40.0, 40.0, f"{f.name}  org.nr {f.orgnr}"), (40.0, 56.0, f"Fagforeningstrekk {UNION} {word(when)}")]
    for x, part in ((40.0, who[:12]), (310.0, who[12:])):
        page += [(x, 84, "Fødselsnr"), (x + 75, 84, "Navn"), (x + 205, 84, "Trekk")]
        for n, p in enumerate(part):
            y = 100.0 + 14 * n
            page += [(x, y, p.nid), (x + 75, y, p.name), right(x + 230, y, comma(p.amount))]
    return read(f"{name}.pdf", pdf([page]), lines_of(who, employee_no=None), f, when, ask_ok=True)


@layout(2)
def q08(name: str, rng: Random) -> Case:
    """The id behind the name, in parentheses."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows = [f"{f.name};org.nr {f.orgnr};", f"{UNION};{word(when)};", "Ansatt;Avdeling;Trukket kr"]
    rows += [f"{p.name} ({p.nid});{rng.choice(('Lager', 'Salg'))};{comma(p.amount)}" for p in who]
    rows.append(f"Sum;;{comma(total(who))}")
    data = "\r\n".join(rows).encode("utf-8")
    return read(f"{name}.csv", data, lines_of(who, employee_no=None), f, when)


@layout(2)
def q09(name: str, rng: Random) -> Case:
    """A department's sum without a label, and the sum of all without one."""
    f, when, who = firm(rng), month(rng), crowd(rng, 16)
    rows: Rows = [[f.name, f.orgnr], [f"{UNION} {word(when)}"], ["Avd", "Ansnr", "Fødselsnr", "Navn", "Trukket"]]
    for k, part in enumerate((who[:7], who[7:])):
        rows += [[f"{10 + k}", p.no, p.nid, p.name, kr(p.amount)] for p in part] + [
            [None, None, None, None, kr(total(part))]
        ]
    rows.append([None, None, None, None, kr(total(who))])
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who), f, when)


@layout(2)
def q10(name: str, rng: Random) -> Case:
    """HTML with the department spanning its people's rows."""
    f, when, who = firm(rng), month(rng), crowd(rng, 12)
    body = ""
    for part, unit in ((who[:5], "Nord"), (who[5:], "Sør")):
        for n, p in enumerate(part):
            span = f"<td rowspan={len(part)}>{unit}</td>" if n == 0 else ""
            body += f"<tr>{span}<td>{p.nid}</td><td>{p.name}</td><td>{comma(p.amount)}</td></tr>"
    head = "<tr><th>Avdeling</th><th>Fødselsnr</th><th>Navn</th><th>Trukket</th></tr>"
    text = f"<html><table><tr><td colspan=4>{f.name}, org.nr {f.orgnr}</td></tr><tr><td colspan=4>{UNION} {word(when)}"
    text += f"</td></tr>{head}{body}</table></html>"
    return read(f"{name}.xls", text.encode(), lines_of(who, employee_no=None), f, when, ask_ok=True)


@layout(2)
def q11(name: str, rng: Random) -> Case:
    """A pivot: a column of amounts for each union, named by short names."""
    f, when, who = firm(rng), month(rng), crowd(rng, 18)
    rows: Rows = [
        [f.name, f.orgnr],
        [f"Fagforeningstrekk {word(when)}"],
        ["Fødselsnr", "Navn", "NNN", "FF", "EL og IT", "Sum"],
    ]
    ours = []
    for n, p in enumerate(who):
        at = n % 3
        cells: list[object] = [None, None, None]
        cells[at] = kr(p.amount)
        rows.append([p.nid, p.name, *cells, kr(p.amount)])
        ours += [p] if at == 1 else []
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(ours, employee_no=None), f, when)


@layout(2)
def q12(name: str, rng: Random) -> Case:
    """The union's own number first, then the employer's; a reversed pair of lines."""
    f, when, who = firm(rng), month(rng), crowd(rng, 10)
    rows: Rows = [
        ["Mottaker", UNION, "Org.nr", f.office],
        ["Avsender", f.name, "Org.nr", f.orgnr],
        ["Periode", word(when)],
    ]
    rows += [["Fødselsnr", "Navn", "Beløp"]]
    lines = []
    for n, p in enumerate(who):
        for ore in (p.amount, -p.amount, p.amount + 500) if n == 3 else (p.amount,):
            rows.append([p.nid, p.name, kr(ore)])
            more = {"marks": ["repeated"]} if n == 3 else {}
            lines.append(line(again(p, ore), employee_no=None, **more))
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines, f, when)


@layout(2)
def q13(name: str, rng: Random) -> Case:
    """Percent and kroner of the deduction, both called «Trekk»; a column of hours."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: Rows = [
        [f"{f.name} {f.orgnr}"],
        [f"{UNION}, lønn for {word(when)}"],
        ["Nr", "Navn", "Personnr", "Timer", "Trekk %", "Trekk"],
    ]
    rows += [[p.no, p.name, p.nid, 162.5, 1.35, kr(p.amount)] for p in who]
    rows.append(["Totalt", None, None, 162.5 * len(who), None, kr(total(who))])
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who), f, when)


@layout(2)
def q14(name: str, rng: Random) -> Case:
    """The period's first and last day, and another month for what the pay is of."""
    f, when, who = firm(rng), (2026, rng.choice((5, 7, 8, 10))), crowd(rng)
    rows: Rows = [[f.name, f.orgnr, UNION], ["Lønnsperiode", f"01.{when[1]:02}.2026 - 31.{when[1]:02}.2026"]]
    rows += [["Variable tillegg fra", word((2026, when[1] - 1))], ["Fødselsnr", "Navn", "Trekk kr"]]
    rows += [[p.nid, p.name, kr(p.amount)] for p in who]
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who, employee_no=None), f, when, ask_ok=True)


@layout(2)
def q15(name: str, rng: Random) -> Case:
    """Some lines have no union in the union column; the title names ours."""
    f, when, who = firm(rng), month(rng), crowd(rng, 14)
    rows: Rows = [[f.name, f.orgnr], [f"{UNION} {word(when)}"], ["Fødselsnr", "Navn", "Forbund", "Trukket"]]
    which = [UNION if n % 4 else (None if n % 8 else "Parat") for n in range(len(who))]
    rows += [[p.nid, p.name, w, kr(p.amount)] for p, w in zip(who, which, strict=True)]
    ours = [p for p, w in zip(who, which, strict=True) if w != "Parat"]
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(ours, employee_no=None), f, when, ask_ok=True)


@layout(2)
def q16(name: str, rng: Random) -> Case:
    """Dates of birth beside short ids: born as 01.01.1990, and five digits without zeros; amounts with a plus."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows = [
        f"{f.name}|{f.orgnr}",
        f"Fagforening {UNION}|{when[1]:02}.{when[0]}",
        "Etternavn|Fornavn|Født|Personnr|Beløp",
    ]
    for p in who:
        born = f"{p.nid[:2]}.{p.nid[2:4]}.19{p.nid[4:6]}"
        rows.append(f"{p.last}|{p.first}|{born}|{int(p.nid[6:])}|+{comma(p.amount)}")
    data = "\r\n".join(rows).encode("cp1252")
    return read(f"{name}.txt", data, lines_of(who, employee_no=None), f, when)


@layout(2)
def q17(name: str, rng: Random) -> Case:
    """Only employee numbers and amounts: no names, no ids."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: Rows = [[f.name, f.orgnr], [f"{UNION} {word(when)}"], ["Ansattnr", "Trukket"]]
    rows += [[p.no, kr(p.amount)] for p in who] + [["Sum", kr(total(who))]]
    lines = [line(p, national_id=None, name="", amount=dot(p.amount)) for p in who]
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines, f, when, ask_ok=True)


@layout(2)
def q18(name: str, rng: Random) -> Case:
    """HTML as Excel saves it, two people's rows not displayed."""
    f, when, who = firm(rng), month(rng), crowd(rng, 12)
    body = ""
    for n, p in enumerate(who):
        style = " style='mso-height-source:auto;display:none'" if n in (3, 8) else " height=20"
        body += f"<tr{style}><td>{p.nid}</td><td>{p.name}</td><td>{comma(p.amount)}</td></tr>"
    head = "<tr><td>Fødselsnr</td><td>Navn</td><td>Trukket</td></tr>"
    text = (
        f"<html><table><tr><td>{f.name}, org.nr {f.orgnr}</td></tr><tr><td>{UNION} {word(when)}</td></tr>{head}{body}"
    )
    shown = [p for n, p in enumerate(who) if n not in (3, 8)]
    lines = lines_of(shown, employee_no=None)
    return read(f"{name}.xls", f"{text}</table></html>".encode(), lines, f, when, ask_ok=True)
