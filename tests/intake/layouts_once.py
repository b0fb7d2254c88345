"""What a list says once: whose the numbers on top are, which month, and which union, in the words of many senders."""

from typing import Any

from tests.intake.layout import layout
from tests.intake.world import Person, Sample, World
from tests.intake.writers import xlsx

Rows = list[list[Any]]
_HEAD = ["Ansnr", "Navn", "Fødselsnr", "Trekk"]


def _row(p: Person) -> list[Any]:
    return [p.employee_no, p.name, p.id, p.kr]


def _simple(w: World, top: Rows, foot: Rows | None = None, **more: Any) -> Sample:
    rows = [*top, [], _HEAD, *[_row(p) for p in w.people], *(foot or [])]
    return Sample("liste.xlsx", xlsx(("Ark1", rows)), w.truth(**more))


@layout
def two_address_blocks(w: World) -> Sample:
    top: Rows = [
        ["Fellesforbundet", None, None, w.company],
        ["Lilletorget 1", None, None, "Storgata 4"],
        ["0184 Oslo", None, None, "2000 Lillestrøm"],
        [f"Org.nr {w.new_orgnr()}", None, None, f"NO {w.orgnr} MVA"],
        [f"Fagforeningstrekk {w.words}"],
    ]
    return _simple(w, top)


@layout
def unions_number_only(w: World) -> Sample:
    top: Rows = [["Til:", "Fellesforbundet"], ["Orgnr:", w.new_orgnr()], ["Fra:", w.company], [f"Trekk {w.words}"]]
    return _simple(w, top, orgnr=None)


@layout
def accountants_number_only(w: World) -> Sample:
    top: Rows = [
        ["Vestlandet Regnskap AS", f"Org.nr {w.new_orgnr()}"],
        ["Klient", w.company],
        [f"Trekk Fellesforbundet {w.words}"],
    ]
    return _simple(w, top, orgnr=None)


@layout
def accountant_and_client(w: World) -> Sample:
    top: Rows = [
        ["Økonomihuset Nord AS"],
        [f"Org.nr {w.new_orgnr()} MVA"],
        [f"For: {w.company}, {w.orgnr}"],
        [f"Trekk Fellesforbundet {w.words}"],
    ]
    return _simple(w, top)


@layout
def sender_before_the_receiver(w: World) -> Sample:
    top: Rows = [[f"{w.company}, org.nr {w.orgnr}, trekk Fellesforbundet"], [f"Måned: {w.words}"]]
    return _simple(w, top, [[], [f"Utarbeidet av Moss Lønn og Regnskap AS, org.nr {w.new_orgnr()} MVA"]])


@layout
def month_and_year_in_cells(w: World) -> Sample:
    name, year = w.words.split()
    top: Rows = [[w.company, "Orgnr", w.orgnr], ["A-melding", "3. termin"], ["Lønnsmåned", name.title(), "År", year]]
    return _simple(w, top)


@layout
def four_weeks(w: World) -> Sample:
    top: Rows = [[w.company, "Orgnr", w.orgnr], ["Fellesforbundet"], ["4-ukersperiode 11/2026 (uke 41-44)"]]
    return _simple(w, top, period=None, ask_ok=True)


@layout
def paid_dues_in_the_title(w: World) -> Sample:
    return _simple(w, [[w.company, "Orgnr", w.orgnr], [f"Liste over betalt kontingent {w.words}"]])


def _mixed(w: World) -> list[tuple[Person, bool]]:
    return sorted([(p, True) for p in w.people] + [(p, False) for p in w.some(4)], key=lambda pair: pair[0].last)


def _coded(w: World, legend: Rows, **more: Any) -> Sample:
    pairs = _mixed(w)
    rows: Rows = [[w.company, "Orgnr", w.orgnr], [f"Fagforeningstrekk {w.words}"], ["FAGF", *_HEAD]]
    rows += [["01" if ours else "07", *_row(p)] for p, ours in pairs]
    lines = [w.line(p) for p, ours in pairs if ours or not legend]
    return Sample("koder.xlsx", xlsx(("Ark1", [*rows, [], *legend])), w.truth(lines, **more))


@layout
def codes_with_legend(w: World) -> Sample:
    return _coded(w, [["Fagforening: 01=Fellesforbundet 07=Negotia"]])


@layout
def codes_with_legend_in_rows(w: World) -> Sample:
    return _coded(w, [["01", "Fellesforbundet"], ["07", "NNN"]])


@layout
def codes_without_legend(w: World) -> Sample:
    return _coded(w, [], ask_ok=True)


def _marked(w: World, mark: str, foot: Rows) -> Sample:
    rows: Rows = [[w.company, "Orgnr", w.orgnr], [f"Fagforeningstrekk {w.words} – Fellesforbundet"], _HEAD]
    pairs = _mixed(w)
    rows += [_row(p) if ours else [p.employee_no, p.name + mark, p.id, p.kr] for p, ours in pairs]
    return Sample("merket.xlsx", xlsx(("Ark1", [*rows, [], *foot])), w.truth([w.line(p) for p, ours in pairs if ours]))


@layout
def marks_with_footnote(w: World) -> Sample:
    return _marked(w, " *", [["* medlem i NNN, betales til NNN"]])


@layout
def numbers_with_footnote(w: World) -> Sample:
    return _marked(w, " 1)", [["1) Negotia"]])


@layout
def union_behind_the_name(w: World) -> Sample:
    return _marked(w, " (NNN)", [])


@layout
def tables_of_unions_beside_each_other(w: World) -> Sample:
    others = w.some(4)
    head = ["Ansnr", "Navn", "Trekk"]
    rows: Rows = [[w.company, w.orgnr], ["Periode", w.words], [], ["Fellesforbundet", None, None, None, "NITO"]]
    rows.append([*head, None, *head])
    for n, p in enumerate(w.people):
        beside = [None, others[n].employee_no, others[n].name, others[n].kr] if n < len(others) else []
        rows.append([p.employee_no, p.name, p.kr, *beside])
    lines = [{**line, "national_id": None} for line in map(w.line, w.people)]
    return Sample("to.xlsx", xlsx(("Ark1", rows)), w.truth(lines))


@layout
def union_on_the_groups_first_row(w: World) -> Sample:
    rows: Rows = [[w.company, w.orgnr], ["Lønnsperiode", w.slash], [], ["Fagforening", *_HEAD]]
    for union, group in (("Fellesforbundet", w.people), ("NNN", w.some(4))):
        rows += [[None if n else union, *_row(p)] for n, p in enumerate(group)]
        rows.append([f"Totalt {union}", None, None, None, sum(p.ore for p in group) / 100])
    return Sample("pivot.xlsx", xlsx(("Pivot", rows)), w.truth())


@layout
def sheet_of_all_and_sheets_of_unions(w: World) -> Sample:
    others = w.some(3)
    top: Rows = [[w.company, w.orgnr], [f"Fagforeningstrekk {w.words}"], _HEAD]
    sheets = {"Alle": [*w.people, *others], "Fellesforbundet": w.people, "Negotia": others}
    data = xlsx(*[(name, [*top, *[_row(p) for p in group]]) for name, group in sheets.items()])
    return Sample("alle.xlsx", data, w.truth())
