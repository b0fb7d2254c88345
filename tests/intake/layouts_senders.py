"""Heads, feet and unions as other senders write them: one line of many things, other languages, sums below blocks."""

from collections.abc import Callable
from typing import Any

from tests.intake.layout import layout
from tests.intake.world import Sample, World, comma, without
from tests.intake.writers import xlsx

Rows = list[list[Any]]
_HEAD = ["Ansnr", "Navn", "Fødselsnr", "Trekk"]
_POLISH = "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień".split()


def _list(w: World) -> Rows:
    return [_HEAD, *[[p.employee_no, p.name, p.id, p.kr] for p in w.people]]


def _spaced(orgnr: str) -> str:
    return f"{orgnr[:3]} {orgnr[3:6]} {orgnr[6:]}"


def _short(w: World) -> str:
    return f"{w.year % 100}{w.month:02}"


_TOPS: dict[str, Callable[[World], Rows]] = {
    "title_with_number": lambda w: [[f"{w.company} – trekk Fellesforbundet {w.words} – org.nr {_spaced(w.orgnr)}"]],
    "title_with_bars": lambda w: [[f"{w.company} | Trekkliste {w.words} | Orgnr {w.orgnr}"]],
    "title_with_semicolons": lambda w: [[f"{w.company}; tlf 55 12 34 56; foretaksnr {w.orgnr}; {w.words}"]],
    "remittance_advice": lambda w: [
        ["Union Remittance Advice"],
        [f"Employer: {w.company}", f"Business Reg. No.: {_spaced(w.orgnr)}"],
        ["Payee: Fellesforbundet"],
        [f"Payroll month: {w.slash}", "Remittance date: May 15, 2027"],
    ],
    "union_dues_report": lambda w: [
        ["Union Dues Report"],
        [f"Company: {w.company}", f"Enterprise no: {w.orgnr}"],
        [f"Period: {w.slash}", "Union: Fellesforbundet"],
    ],
    "short_period": lambda w: [["FAGF.LISTE", None, "LPER", _short(w)], [w.company, None, "ORGNR", int(w.orgnr)]],
    "short_period_in_words": lambda w: [[f"Termin {w.month:02}{w.year % 100}"], [w.company, f"Orgnr {w.orgnr}"]],
    "half_range": lambda w: [
        [w.company, f"Orgnr {w.orgnr}"],
        [f"Lønnsperiode 1.{w.month}. - 28.{w.month}.{w.year}"],
    ],
    "from_and_through": lambda w: [
        [w.company, f"Orgnr {w.orgnr}"],
        [f"f.o.m. 01.{w.month:02}.{w.year} t.o.m. 28.{w.month:02}.{w.year}"],
    ],
    "number_of_the_month": lambda w: [[w.company, f"Orgnr {w.orgnr}"], [f"Kontingent for {w.month}. måned {w.year}"]],
    "polish": lambda w: [
        ["Pracodawca", w.company],
        ["Nr org.", _spaced(w.orgnr)],
        ["Miesiąc", f"{_POLISH[w.month - 1]} {w.year}"],
        ["Związek zawodowy", "Fellesforbundet"],
    ],
    "slash_and_short_year": lambda w: [
        [w.company, f"Orgnr {w.orgnr}"],
        [f"Gjelder: {w.month:02}/{w.year % 100}"],
    ],
    "p_between": lambda w: [[w.company, f"Orgnr {w.orgnr}"], [f"Period {w.year}P{w.month:02}"]],
    "unit_beside_enterprise": lambda w: [
        [f"Bedrift: {w.company}"],
        [f"Bedriftsnr: {w.new_orgnr()}  Foretaksnr: {w.orgnr}"],
        [f"Trekkmåned: {w.words}"],
    ],
    "label_for_union": lambda w: [
        [w.company, f"Orgnr {w.orgnr}"],
        ["Fagforb.: Fellesforbundet avd. 5", f"Periode {w.slash}"],
    ],
}

_FEET: dict[str, Callable[[World], Rows]] = {
    "foot_with_dots": lambda w: [
        [f"{w.company} · Storgata 4, 2000 Lillestrøm · Tlf 63 80 12 34 · Foretaksregisteret NO {_spaced(w.orgnr)} MVA"]
    ],
    "foot_with_bars": lambda w: [[f"{w.company} | Pb 12, 0101 Oslo | konto 1234.56.78903 | Org.nr. {w.orgnr}"]],
    "foot_in_lines": lambda w: [["Vennlig hilsen"], [w.company], ["Storgata 4"], [f"Org {_spaced(w.orgnr)}"]],
}


def _register() -> None:
    for name, top in _TOPS.items():

        def make(w: World, top: Callable[[World], Rows] = top) -> Sample:
            return Sample("liste.xlsx", xlsx(("Ark1", [*top(w), [], *_list(w)])), w.truth())

        make.__name__ = f"sent_{name}"
        layout(make)
    for name, foot in _FEET.items():

        def below(w: World, foot: Callable[[World], Rows] = foot) -> Sample:
            rows: Rows = [[f"Trekkliste Fellesforbundet {w.words}"], [], *_list(w), [], *foot(w)]
            return Sample("liste.xlsx", xlsx(("Ark1", rows)), w.truth())

        below.__name__ = f"sent_{name}"
        layout(below)


_register()


@layout
def sent_facts_on_their_own_sheet(w: World) -> Sample:
    facts: Rows = [["Firma"], ["Navn", w.company], ["Org. nr.", _spaced(w.orgnr)], ["Ma\u030aned", w.words]]
    return Sample(
        "liste.xlsx", xlsx(("Trekk - Tabell 1", [["Tabell 1"], *_list(w)]), ("Trekk - Firma", facts)), w.truth()
    )


@layout
def sent_month_first(w: World) -> Sample:
    rows: Rows = [
        ["Company", w.company, "Company Tax ID", w.orgnr],
        [],
        ["Employee ID", "Worker", "National ID", "Pay Component", "Period Start", "Check Date", "Current Amount"],
    ]
    start, paid = f"{w.month:02}/01/{w.year}", f"{w.month:02}/28/{w.year}"
    for p in w.people:
        about = [p.employee_no, p.name, p.id]
        rows.append([*about, "Pension EE", start, paid, 700.0])
        rows.append([*about, "Union Dues - Fellesforbundet", start, paid, p.kr])
        rows.append([*about, "Union Dues - NITO", start, paid, 415.0])
    return Sample("audit.xlsx", xlsx(("Sheet1", rows)), w.truth())


@layout
def sent_unions_by_code_and_name(w: World) -> Sample:
    others = ["Fagforbundet", "Utdanningsforb.", "Delta", "FO", "Fellesorg. FO", "Forskerforb."]
    rows: Rows = [
        ["Klient", w.company, "Org.nr", w.orgnr, "Periode", f"{w.year}{w.month:02}"],
        [],
        ["Resnr", "Resnr (T)", "Fødselsnr", "Forbund", "Forbund (T)", "Beløp"],
    ]
    rows += [[p.employee_no, p.turned, p.id, "0105", "Fellesforbundet", p.kr] for p in w.people]
    rows += [[p.employee_no, p.turned, p.id, f"0{n}10", others[n], p.kr] for n, p in enumerate(w.some(len(others)))]
    return Sample("agresso.xlsx", xlsx(("Sheet1", rows)), w.truth())


@layout
def sent_cut_off_unions(w: World) -> Sample:
    rows: Rows = [[w.company, "Orgnr", w.orgnr], [f"Trekk {w.words}"], [], [*_HEAD, "Forbund"]]
    rows += [[p.employee_no, p.name, p.id, p.kr, "Fellesforbund"] for p in w.people]
    rows += [[p.employee_no, p.name, p.id, p.kr, "Utdanningsforb"] for p in w.some(3)]
    return Sample("liste.xlsx", xlsx(("Ark1", rows)), w.truth())


@layout
def sent_sums_below_in_text(w: World) -> Sample:
    blocks = [("Industri Energi", w.some(4)), ("Fellesforbundet", w.people), ("EL og IT Forbundet", w.some(3))]
    lines = [f"Firmakode 1000 {w.company}  Org.nr {w.orgnr}", "", "Persnr;Navn;Nasj. ID;LArt;Fm-per.;Beløp"]
    for n, (union, people) in enumerate(blocks):
        lines += [f"{p.employee_no};{p.turned};{p.id};52{n}0;{w.slash};{comma(p.ore)}" for p in people]
        lines.append(f"*;{union};;52{n}0;;{comma(sum(p.ore for p in people))}")
    return Sample("alv.txt", "\n".join(lines).encode(), w.truth())


@layout
def sent_three_clients(w: World) -> Sample:
    clients = [(w.new_orgnr(), f"Kunde {n} AS") for n in range(3)]
    rows: Rows = [["Avsender: Fjordregnskap AS", w.new_orgnr()], [f"Fellesforbundet {w.slash}"], []]
    rows += [["Orgnr", "Kunde", "Navn", "Fnr", "Trekk"]]
    rows += [[*clients[3 * n // w.count], p.name, p.id, p.kr] for n, p in enumerate(w.people)]
    lines = without([w.line(p) for p in w.people], "employee_no")
    return Sample("kunder.xlsx", xlsx(("Ark1", rows)), w.truth(lines, orgnr=None, ask_ok=True))


@layout
def sent_no_month(w: World) -> Sample:
    rows: Rows = [
        [f"{w.company}, org.nr {w.orgnr}"],
        [f"Fellesforbundet, forfall 15.{w.month:02}.{w.year}"],
        [f"Skrevet ut 02.{w.month:02}.{w.year} kl. 10:41"],
        [],
        *_list(w),
    ]
    return Sample("liste.xlsx", xlsx(("Ark1", rows)), w.truth(period=None, ask_ok=True))
