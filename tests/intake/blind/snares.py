"""Workbooks with snares: other unions, hidden parts, ids gone wrong, several tables, several wage types."""

from datetime import date
from random import Random

from openpyxl import Workbook

from tests.intake.blind.common import (
    UNION,
    Case,
    again,
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
from tests.intake.blind.writers import xlsx

Rows = list[list[object]]


@layout(2)
def s01(name: str, rng: Random) -> Case:
    """Employee numbers of eleven digits and member numbers of eleven digits beside the ids."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: Rows = [
        [f.name], [f"Organisasjonsnr. {f.orgnr}"], [f"Fagforeningsliste {UNION} {word(when)}"],
        ["Ansattnr", "Medlemsnr", "Fødselsnummer", "Navn", "Beløp"],
    ]  # fmt: skip
    lines = []
    for p in who:
        no, member = f"1000{p.no.zfill(7)}", f"47{p.member}{rng.randint(10, 99)}"
        rows.append([no, member, p.nid, p.name, kr(p.amount)])
        lines.append(line(p, employee_no=no, member_no=member))
    return read(f"{name}.xlsx", xlsx(("Liste", rows)), lines, f, when)


@layout(2)
def s02(name: str, rng: Random) -> Case:
    """Other unions mixed in by code, the code explained at the bottom; the total is of all."""
    f, when, who = firm(rng), month(rng), crowd(rng, 24)
    codes = [rng.choice(("FF", "FF", "NNN", "FLT", "EL")) for _ in who]
    rows: Rows = [
        [f.name, f.orgnr], [f"Trekk fagforeninger {word(when)}"], [],
        ["Fnr", "Navn", "Ansnr", "Forb.", "Trukket"],
    ]  # fmt: skip
    rows += [[p.nid, p.name, p.no, c, kr(p.amount)] for p, c in zip(who, codes, strict=True)]
    rows += [
        ["Sum alle", None, None, None, kr(total(who))],
        [],
        ["FF", "Fellesforbundet"],
        ["EL", "EL og IT Forbundet"],
    ]
    ours = [p for p, c in zip(who, codes, strict=True) if c == "FF"]
    return read(f"{name}.xlsx", xlsx(("Trekk", rows)), lines_of(ours), f, when)


@layout(2)
def s03(name: str, rng: Random) -> Case:
    """Other unions whose names begin like ours, by name, in a column."""
    f, when, who = firm(rng), month(rng), crowd(rng, 22)
    names = ("Fellesforbundet avd. 5", "Fellesorganisasjonen", "Fagforbundet", "Fellesforb. avd 5", "Forskerforbundet")
    which = [rng.choice(names) for _ in who]
    rows: Rows = [
        ["Orgnr", f.orgnr, f.name],
        ["Periode", iso(when)],
        ["Lnr", "Navn", "Personnr", "Fagforening", "Trekk"],
    ]
    rows += [[p.no, p.name, p.nid, w, kr(p.amount)] for p, w in zip(who, which, strict=True)]
    ours = [p for p, w in zip(who, which, strict=True) if w.startswith("Fellesforb")]
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(ours), f, when)


@layout(2)
def s04(name: str, rng: Random) -> Case:
    """Other unions filtered out: their rows are hidden, the total counts the shown ones."""
    f, when, who = firm(rng), month(rng), crowd(rng, 20)
    which = [rng.choice((UNION, UNION, "NITO")) for _ in who]
    rows: Rows = [
        [f.name, "Org.nr", f.orgnr],
        [f"Lønn {word(when)}"],
        ["Ansnr", "Navn", "Fødselsnr", "Forbund", "Beløp"],
    ]
    rows += [[p.no, p.name, p.nid, w, kr(p.amount)] for p, w in zip(who, which, strict=True)]
    ours = [p for p, w in zip(who, which, strict=True) if w == UNION]
    rows.append(["Sum", None, None, None, kr(total(ours))])

    def hide(book: Workbook) -> None:
        for n, w in enumerate(which):
            book["Trekk"].row_dimensions[n + 4].hidden = w != UNION

    return read(f"{name}.xlsx", xlsx(("Trekk", rows), touch=hide), lines_of(ours), f, when, ask_ok=True)


@layout(2)
def s05(name: str, rng: Random) -> Case:
    """Hidden rows without any reason given (left persons?), no total."""
    f, when, who = firm(rng), month(rng), crowd(rng, 15)
    rows: Rows = [[f"{f.name} {f.orgnr}"], [f"{UNION} {word(when)}"], ["Fødselsnr", "Navn", "Trukket beløp"]]
    rows += [[p.nid, p.name, kr(p.amount)] for p in who]

    def hide(book: Workbook) -> None:
        for n in (6, 9):
            book["Ark1"].row_dimensions[n].hidden = True

    shown = [p for n, p in enumerate(who, 4) if n not in (6, 9)]
    data = xlsx(("Ark1", rows), touch=hide)
    return read(f"{name}.xlsx", data, lines_of(shown, employee_no=None), f, when, ask_ok=True)


@layout(2)
def s06(name: str, rng: Random) -> Case:
    """Last month's list on a hidden sheet before this month's."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    head: Rows = [[f.name], ["Orgnr", f.orgnr], [f"{UNION}"]]
    old = (when[0], when[1] - 1)

    def body(w: tuple[int, int], change: int) -> Rows:
        rows = [*head, [f"Periode {word(w)}"], ["Fødselsnr", "Navn", "Trukket"]]
        return rows + [[p.nid, p.name, kr(p.amount - change)] for p in who]

    def hide(book: Workbook) -> None:
        book.active = 1
        book["Forrige"].sheet_state = "hidden"

    data = xlsx(("Forrige", body(old, 1000)), ("Liste", body(when, 0)), touch=hide)
    return read(f"{name}.xlsx", data, lines_of(who, employee_no=None), f, when)


@layout(2)
def s07(name: str, rng: Random) -> Case:
    """The id in two columns as numbers, zeros lost in both."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: Rows = [[f.name], [f"Org.nr.: {f.orgnr}"], [f"Trekk {UNION} for {word(when)}"]]
    rows += [["Ansatt nr", "Navn", "Født", "Pnr", "Kontingenttrekk"]]
    rows += [[int(p.no), p.name, int(p.nid[:6]), int(p.nid[6:]), kr(p.amount)] for p in who]
    rows.append([None, "Totalsum", None, None, kr(total(who))])
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who), f, when)


@layout(2)
def s08(name: str, rng: Random) -> Case:
    """Ids as numbers; one with two digits turned round, one person without id."""
    f, when, who = firm(rng), month(rng), crowd(rng, 18)
    rows: Rows = [[f.name, f.orgnr, UNION, word(when)], ["Fødselsnr.", "Navn", "Ansattnr.", "Trukket kr"]]
    lines = []
    for n, p in enumerate(who):
        bad = p.nid[:9] + p.nid[10] + p.nid[9] if p.nid[9] != p.nid[10] else p.nid[:10] + str((int(p.nid[10]) + 1) % 10)
        if n == 5:
            rows.append([int(bad), p.name, p.no, kr(p.amount)])
            lines.append(line(p, national_id=bad, marks=["invalid_id"]))
        elif n == 9:
            rows.append([None, p.name, p.no, kr(p.amount)])
            lines.append(line(p, national_id=None))
        else:
            rows.append([int(p.nid), p.name, p.no, kr(p.amount)])
            lines.append(line(p))
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines, f, when)


@layout(2)
def s09(name: str, rng: Random) -> Case:
    """Masked ids; the person is told by employee number."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: Rows = [[f"{f.name}, {f.orgnr}"], [f"Fagforeningstrekk – {UNION} – {word(when)}"]]
    rows += [["Ansattnr", "Navn", "Fødselsnr", "Beløp"]]
    rows += [[p.no.zfill(5), p.name, f"{p.nid[:6]}*****", kr(p.amount)] for p in who]
    rows.append(["Sum", None, None, kr(total(who))])
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who, national_id=None), f, when, ask_ok=True)


@layout(2)
def s10(name: str, rng: Random) -> Case:
    """Departments with sub-units' orgnrs, and the payroll office's orgnr at the top."""
    f, when, who = firm(rng), month(rng), crowd(rng, 18)
    rows: Rows = [
        ["Utarbeidet av", "Lønnspartner Regnskap AS", "Org.nr", f.office], ["Arbeidsgiver", f.name, "Org.nr", f.orgnr],
        [f"Fagforeningstrekk {UNION}", None, "Periode", word(when)],
    ]  # fmt: skip
    for unit, part, place in ((f.unit, who[:10], "Avd. Nord"), (f.unit2, who[10:], "Avd. Sør")):
        rows += [[], [place, "Virksomhet", unit], ["Ansnr", "Navn", "Fødselsnummer", "Trukket"]]
        rows += [[p.no, p.name, p.nid, kr(p.amount)] for p in part]
        rows.append([f"Sum {place}", None, None, kr(total(part))])
    rows.append(["Sum alle avdelinger", None, None, kr(total(who))])
    return read(f"{name}.xlsx", xlsx(("Rapport", rows)), lines_of(who), f, when)


@layout(2)
def s11(name: str, rng: Random) -> Case:
    """A correction below a person without name or id, a person twice, zero and empty amounts."""
    f, when, who = firm(rng), month(rng), crowd(rng, 14)
    who[6] = again(who[6], 0)
    rows: Rows = [
        [f.name],
        [f.orgnr],
        [f"{UNION} trekk {word(when)}"],
        ["Ansnr", "Fødselsnr", "Navn", "Tekst", "Beløp"],
    ]
    lines = []
    for n, p in enumerate(who):
        amount: object = kr(p.amount)
        more: dict[str, object] = {}
        if n == 8:
            amount, more = None, {"amount": "0.00"}
        if n in (2, 4):
            more = {"marks": ["repeated"]}
        rows.append([p.no, p.nid, p.name, "Kontingent", amount])
        lines.append(line(p, **more))
        if n == 2:
            rows.append([None, None, None, "Korr. forrige mnd", -50.25])
            lines.append(line(p, amount="-50.25", marks=["repeated"]))
    p = who[4]
    rows.append([p.no, p.nid, p.name, "Etterbetaling", 112.5])
    lines.append(line(p, amount="112.50", marks=["repeated"]))
    rows.append(["Sum", None, None, None, round(sum(float(str(one["amount"])) for one in lines), 2)])
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines, f, when)


@layout(2)
def s12(name: str, rng: Random) -> Case:
    """Two tables side by side."""
    f, when, who = firm(rng), month(rng), crowd(rng, 20)
    head = ["Fnr", "Navn", "Kr"]
    rows: Rows = [[f.name, None, None, None, f"Orgnr {f.orgnr}"], [f"{UNION} {word(when)}"], [*head, None, *head]]
    for a, b in zip(who[:10], who[10:], strict=True):
        rows.append([a.nid, a.name, kr(a.amount), None, b.nid, b.name, kr(b.amount)])
    rows.append(["Sum", None, kr(total(who[:10])), None, "Sum", None, kr(total(who[10:]))])
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who, employee_no=None), f, when, ask_ok=True)


@layout()
def s13(name: str, rng: Random) -> Case:
    """All wage types of the month: dues, the union's insurance, parking, canteen; the total is of all."""
    f, when, who = firm(rng), month(rng), crowd(rng, 12)
    rows: Rows = [
        [f.name, f.orgnr],
        [f"Trekkliste {word(when)}"],
        ["Ansnr", "Fødselsnr", "Navn", "Lønnsart", "Tekst", "Beløp"],
    ]
    lines, everything = [], 0
    for p in who:
        for code, text, ore in (
            (8110, "Fellesforbundet kontingent", p.amount), (8112, "Fellesforbundet forsikring", 11700),
            (8300, "Parkering", 45000), (8310, "Kantine", rng.randrange(10000, 90000, 50)),
        ):  # fmt: skip
            rows.append([p.no, p.nid, p.name, code, text, kr(ore)])
            everything += ore
            if code < 8200:
                lines.append(line(again(p, ore), marks=["repeated"]))
    rows.append(["Sum trekk", None, None, None, None, kr(everything)])
    return read(f"{name}.xlsx", xlsx(("Trekk", rows)), lines, f, when, ask_ok=True)


@layout()
def s14(name: str, rng: Random) -> Case:
    """A year's overview: a column per month and a sum; the title says which month is meant."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    short = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov")[: when[1]]
    rows: Rows = [[f.name, f.orgnr], [f"{UNION}: trekkmåned {word(when)}"], ["Fnr", "Navn", *short, "Hittil"]]
    for p in who:
        before = [p.amount - rng.choice((0, 1000)) for _ in short[:-1]]
        rows.append([p.nid, p.name, *map(kr, before), kr(p.amount), kr(sum(before) + p.amount)])
    return read(f"{name}.xlsx", xlsx(("2026", rows)), lines_of(who, employee_no=None), f, when, ask_ok=True)


@layout()
def s15(name: str, rng: Random) -> Case:
    """An accountant's file: two employers, by column."""
    f, g, when, who = firm(rng), firm(rng), month(rng), crowd(rng, 16)
    rows: Rows = [
        [f"Fagforeningstrekk {UNION} {word(when)}"],
        ["Orgnr", "Arbeidsgiver", "Fødselsnr", "Navn", "Trukket"],
    ]
    for n, p in enumerate(who):
        e = f if n < 9 else g
        rows.append([e.orgnr, e.name, p.nid, p.name, kr(p.amount)])
    lines = lines_of(who, employee_no=None)
    return read(f"{name}.xlsx", xlsx(("Klienter", rows)), lines, None, when, ask_ok=True)


@layout(2)
def s16(name: str, rng: Random) -> Case:
    """Employee numbers and whole amounts of the same size, and percents that look like amounts."""
    f, when = firm(rng), month(rng)
    who = crowd(rng, 16, low=35000, high=65000, step=1000)
    rows: Rows = [[f.name], [f"Org. nr. {f.orgnr}"], [f"Månedens fagforeningstrekk: {word(when)} ({UNION})"]]
    rows += [["Nr", "Navn", "Født- og personnr", "St.%", "Trekk", "Avd"]]
    lines = []
    for n, p in enumerate(who):
        no = 380 + 7 * n
        rows.append([no, p.name, p.nid, rng.choice((100, 100, 80, 50)), p.amount // 100, rng.choice((310, 420, 510))])
        lines.append(line(p, employee_no=str(no)))
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines, f, when)


@layout()
def s17(name: str, rng: Random) -> Case:
    """The printed total does not fit."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    printed = total(who) + 30050
    rows: Rows = [[f.name, f.orgnr], [UNION, word(when)], ["Fnr", "Navn", "Trukket"]]
    rows += [[p.nid, p.name, kr(p.amount)] for p in who] + [["Sum", None, kr(printed)]]
    truth = {"warn": "total_mismatch", "printed_total": dot(printed), "ask_ok": True}
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who, employee_no=None), f, when, **truth)


@layout()
def s18(name: str, rng: Random) -> Case:
    """A form per person below each other."""
    f, when, who = firm(rng), month(rng), crowd(rng, 8)
    rows: Rows = [[f"{f.name}, org.nr {f.orgnr}"], [f"Trekk {UNION} {word(when)}"], []]
    for p in who:
        rows += [
            ["Navn:", p.name],
            ["Fødselsnummer:", p.nid],
            ["Ansattnummer:", p.no],
            ["Trukket beløp:", kr(p.amount)],
            [],
        ]
    return read(f"{name}.xlsx", xlsx(("Skjema", rows)), lines_of(who), f, when, ask_ok=True)


@layout()
def s19(name: str, rng: Random) -> Case:
    """Amounts in øre, as the heading says."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: Rows = [[f.name, f.orgnr, UNION, iso(when)], ["Fødselsnr", "Navn", "Trukket (øre)"]]
    rows += [[p.nid, p.name, p.amount] for p in who]
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who, employee_no=None), f, when, ask_ok=True)


@layout()
def s20(name: str, rng: Random) -> Case:
    """The agreed dues are called «Kontingent», what was deducted is called «Utført»; half of them differ."""
    f, when, who = firm(rng), month(rng), crowd(rng, 18)
    rows: Rows = [[f.name], [f"Org.nr {f.orgnr}"], [f"Fagforening: {UNION}"], ["Lønnsmåned:", date(*when, 1)]]
    rows += [["Fødselsnr", "Navn", "Kontingent", "Utført trekk", "Rest"]]
    due = [p.amount + (4000 if n % 2 else 0) for n, p in enumerate(who)]
    rows += [[p.nid, p.name, kr(d), kr(p.amount), kr(d - p.amount)] for p, d in zip(who, due, strict=True)]
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who, employee_no=None), f, when)


@layout()
def s21(name: str, rng: Random) -> Case:
    """Some lines belong to another month, by a column of their own."""
    f, when, who = firm(rng), month(rng), crowd(rng, 15)
    rows: Rows = [[f.name, f.orgnr], [f"{UNION}: trekk for {word(when)}"], ["Fnr", "Navn", "Ansnr", "Måned", "Trukket"]]
    old = f"{when[1] - 1:02}.{when[0]}"
    for n, p in enumerate(who):
        rows.append([p.nid, p.name, p.no, f"{when[1]:02}.{when[0]}", kr(p.amount)])
        if n in (3, 7):
            rows.append([p.nid, p.name, p.no, old, kr(p.amount - 500)])
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who), f, when, ask_ok=True)
