"""Other containers (old Excel, OpenDocument, HTML and XML named .xls) and files that are no readable list."""

from datetime import date
from html import escape
from random import Random

from tests.intake.blind.common import (
    MONTHS,
    UNION,
    Case,
    comma,
    crowd,
    firm,
    iso,
    kr,
    layout,
    line,
    lines_of,
    month,
    read,
    refuse,
    spaced,
    total,
    word,
)
from tests.intake.blind.writers import cfb, ods, pdf, spreadsheetml, xls, xlsx

Rows = list[list[object]]


@layout(2)
def o01(name: str, rng: Random) -> Case:
    """Old Excel with ids as numbers and no heading for the name."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: Rows = [
        [f.name, "", f.orgnr],
        [f"Trekkliste {UNION} {word(when)}"],
        ["Nr", "", "Fødselsnr", "Grunnlag", "Trekk"],
    ]
    rows += [[int(p.no), p.name, int(p.nid), rng.randrange(30000, 50000), kr(p.amount)] for p in who]
    rows.append(["Sum", "", "", "", kr(total(who))])
    return read(f"{name}.xls", xls("Ark1", rows), lines_of(who), f, when)


@layout(2)
def o02(name: str, rng: Random) -> Case:
    """Old Excel with hidden rows."""
    f, when, who = firm(rng), month(rng), crowd(rng, 16)
    rows: Rows = [[f.name, f.orgnr], [f"{UNION} {word(when)}"], ["Fødselsnr", "Navn", "Trukket"]]
    rows += [[p.nid, p.name, kr(p.amount)] for p in who]
    shown = [p for n, p in enumerate(who, 3) if n not in (5, 11)]
    data = xls("Ark1", rows, hidden=(5, 11))
    return read(f"{name}.xls", data, lines_of(shown, employee_no=None), f, when, ask_ok=True)


@layout(2)
def o03(name: str, rng: Random) -> Case:
    """OpenDocument with a date cell and negative amounts."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: Rows = [["Virksomhet", f.name], ["Org.nr", f.orgnr], ["Trekkperiode", date(*when, 1)], [UNION], []]
    rows += [["Ansatt", "Fødselsnr", "Ans. nr", "Fast lønn", "Trekk"]]
    rows += [[p.turned, p.nid, p.no, rng.randrange(30000, 50000), kr(-p.amount)] for p in who]
    return read(f"{name}.ods", ods(("Ark 1", rows)), lines_of(who), f, when)


@layout(2)
def o04(name: str, rng: Random) -> Case:
    """OpenDocument with filtered and hidden rows."""
    f, when, who = firm(rng), month(rng), crowd(rng, 16)
    rows: Rows = [[f.name, f.orgnr], [f"{UNION} {word(when)}"], ["Fødselsnr", "Navn", "Trukket"]]
    rows += [[p.nid, p.name, kr(p.amount)] for p in who]
    shown = [p for n, p in enumerate(who, 3) if n not in (5, 11)]
    data = ods(("Ark1", rows), hidden={5: "filter", 11: "collapse"})
    return read(f"{name}.ods", data, lines_of(shown, employee_no=None), f, when, ask_ok=True)


@layout(2)
def o05(name: str, rng: Random) -> Case:
    """HTML named .xls, nested layout table, entities and hard blanks."""
    f, when, who = firm(rng), month(rng), crowd(rng, low=80000, high=160000)
    head = "".join(f"<th>{h}</th>" for h in ("Ressnr", "Ressnr (T)", "F&oslash;dselsnr", "Bel&oslash;p", "Akk."))
    body = "".join(
        f"<tr><td>{p.no}</td><td>{escape(p.name)}</td><td>{p.nid}</td>"
        f"<td align=right>{spaced(p.amount, '&nbsp;')}</td><td>{spaced(p.amount * 4, '&nbsp;')}</td></tr>\n"
        for p in who
    )
    text = "<html><head><meta charset='utf-8'><style>td{color:red}</style></head><body><table><tr><td colspan=5>"
    text += f"<b>{f.name}</b><br>Firma orgnr {f.orgnr}</td></tr><tr><td colspan=5>Fagforening {UNION}<br>"
    text += f"Periode {when[0]}{when[1]:02}</td></tr><tr>{head}</tr>{body}"
    text += f"<tr><td colspan=3>&Sigma;</td><td>{spaced(total(who), '&nbsp;')}</td>"
    text += f"<td>{spaced(total(who) * 4, '&nbsp;')}</td></tr></table></body></html>"
    return read(f"{name}.xls", text.encode(), lines_of(who), f, when)


@layout(2)
def o06(name: str, rng: Random) -> Case:
    """Excel 2003 XML with gaps; the month and the year in cells of their own."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: Rows = [
        ["Bedrift", "", f.name],
        ["Orgnr", "", int(f.orgnr)],
        ["Måned", "", MONTHS[when[1] - 1]],
        ["År", "", when[0]],
    ]
    rows += [["Forbund", "", UNION], ["Navn", "", "Fødselsnr", "", "Trukket"]]
    rows += [[p.name, "", p.nid, "", kr(p.amount)] for p in who] + [["Sum", "", "", "", kr(total(who))]]
    return read(f"{name}.xls", spreadsheetml("Ark1", rows), lines_of(who, employee_no=None), f, when)


@layout()
def o07(name: str, rng: Random) -> Case:
    """Formulas without stored values: the amounts cannot be read."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: Rows = [[f.name, f.orgnr], [f"{UNION} {word(when)}"], ["Fødselsnr", "Navn", "Sats", "Trukket"]]
    rows += [[p.nid, p.name, 1.4, f"=ROUND({kr(p.amount)}*C{n}/1.4,2)"] for n, p in enumerate(who, 4)]
    return refuse(f"{name}.xlsx", xlsx(("Ark1", rows)), "no_amounts", ask_ok=True)


@layout()
def o08(name: str, rng: Random) -> Case:
    """Only the total is a formula without a stored value."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: Rows = [[f.name, f.orgnr], [f"{UNION} {word(when)}"], ["Fødselsnr", "Navn", "Trukket"]]
    rows += [[p.nid, p.name, kr(p.amount)] for p in who]
    rows.append(["Sum", None, f"=SUM(C4:C{3 + len(who)})"])
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who, employee_no=None), f, when, ask_ok=True)


@layout()
def r01(name: str, rng: Random) -> Case:
    """Persons and telephone numbers, no amounts."""
    f, who = firm(rng), crowd(rng)
    rows: Rows = [[f.name, f.orgnr], [f"Medlemmer {UNION}"], ["Fødselsnr", "Navn", "Telefon", "Ansatt dato"]]
    rows += [[p.nid, p.name, f"9{rng.randint(1000000, 9999999)}", date(2019, 4, 1)] for p in who]
    return refuse(f"{name}.xlsx", xlsx(("Ark1", rows)), "no_amounts")


@layout(2)
def r02(name: str, rng: Random) -> Case:
    """Only another union's list."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    other = "NITO" if name.endswith("1") else "Norsk Nærings- og Nytelsesmiddelarbeiderforbund"
    rows: Rows = [[f.name, f.orgnr], [f"Fagforeningstrekk {other} {word(when)}"], ["Fødselsnr", "Navn", "Trukket"]]
    rows += [[p.nid, p.name, kr(p.amount)] for p in who] + [["Sum", None, kr(total(who))]]
    return refuse(f"{name}.xlsx", xlsx(("Ark1", rows)), "other_union")


@layout()
def r03(name: str, rng: Random) -> Case:
    """A price list."""
    goods = ("Skruer", "Muttere", "Lim", "Plank", "Gips", "Maling", "Tape", "Spiker")
    rows: Rows = [["Prisliste oktober 2026"], ["Varenr", "Vare", "Pris", "Rabatt %"]]
    rows += [[10000 + 17 * n, g, kr(rng.randrange(1000, 90000)), 15] for n, g in enumerate(goods)]
    return refuse(f"{name}.xlsx", xlsx(("Priser", rows)), "no_list")


@layout()
def r04(name: str, rng: Random) -> Case:
    """An empty workbook."""
    return refuse(f"{name}.xlsx", xlsx(("Ark1", []), ("Ark2", [])), "empty")


@layout()
def r05(name: str, rng: Random) -> Case:
    """A password."""
    data = cfb({"EncryptedPackage": rng.randbytes(9000), "EncryptionInfo": b"\4\0\4\0@\0\0\0" + rng.randbytes(600)})
    return refuse(f"{name}.xlsx", data, "password")


@layout()
def r06(name: str, rng: Random) -> Case:
    """A scan of two pages."""
    return refuse(f"{name}.pdf", pdf([[], []], image=True), "image_only")


@layout()
def r07(name: str, rng: Random) -> Case:
    """A file cut off in the middle."""
    f, when, who = firm(rng), month(rng), crowd(rng, 40)
    rows: Rows = [[f.name, f.orgnr], [f"{UNION} {word(when)}"], ["Fødselsnr", "Navn", "Trukket"]]
    rows += [[p.nid, p.name, kr(p.amount)] for p in who]
    whole = xlsx(("Ark1", rows))
    return refuse(f"{name}.xlsx", whole[: len(whole) * 2 // 3], "corrupt")


@layout()
def r08(name: str, rng: Random) -> Case:
    """A letter as text."""
    text = "Hei!\n\nVi har dessverre ikke rukket listen for oktober 2026.\nRing meg på 51 51 51 51.\n\nHilsen Kari\n"
    return refuse(f"{name}.txt", text.encode(), "no_list")


@layout()
def r09(name: str, rng: Random) -> Case:
    """Only blanks and line breaks."""
    return refuse(f"{name}.csv", b"\r\n;;;;\r\n   \r\n", "empty")


@layout()
def r10(name: str, rng: Random) -> Case:
    """A bank file of payments to the union: sums and accounts, no persons."""
    rows = ["Dato;Kontonr;KID;Mottaker;Beløp"]
    for m in range(1, 11):
        kid, ore = rng.randint(10**8, 10**9), rng.randrange(900000, 2000000)
        rows.append(f"15.{m:02}.2026;32011122334;00{kid};Fellesforbundet;{comma(ore)}")
    return refuse(f"{name}.csv", "\r\n".join(rows).encode("cp1252"), "no_list", ask_ok=True)


@layout()
def o09(name: str, rng: Random) -> Case:
    """Excel ruined the ids: 1,01019E+10."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows = [f"{f.name};{f.orgnr}", f"{UNION};{iso(when)}", "Ansattnr;Fødselsnr;Navn;Trukket"]
    for p in who:
        digits = f"{int(p.nid):.5E}".replace(".", ",").replace("E+0", "E+")
        rows.append(f"{p.no};{digits};{p.name};{comma(p.amount)}")
    data = "\r\n".join(rows).encode("cp1252")
    return read(f"{name}.csv", data, [line(p, national_id=None) for p in who], f, when, ask_ok=True)
