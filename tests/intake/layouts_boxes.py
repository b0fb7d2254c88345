"""Boxes of labels and values, one per person, side by side on the page; records with a trailer; marks in names."""

from itertools import zip_longest
from typing import Any

from tests.intake.layout import layout
from tests.intake.world import Person, Sample, World, comma, without
from tests.intake.writers import xlsx


def _boxes(w: World, across: int, lines: Any, width: int = 46) -> Sample:
    """`lines`: makes the lines of one person's box."""
    out = [w.company, f"Org.nr: {w.orgnr}", f"Trekkspesifikasjon Fellesforbundet {w.words}", ""]
    for at in range(0, len(w.people), across):
        boxes = [lines(p) for p in w.people[at : at + across]]
        out += ["".join(f"{text:{width}}" for text in row).rstrip() for row in zip_longest(*boxes, fillvalue="")]
        out.append("")
    out.append(f"Sum trukket alle: {comma(w.total, ' ')}")
    return Sample("bokser.txt", "\r\n".join(out).encode("cp1252"), w.truth())


def _line(label: str, value: str) -> str:
    return f"{label:24}{value:>14}"


def _named_above(p: Person) -> list[str]:
    who = f"Ansattnr {p.employee_no:8} Fnr {p.id}"
    parts = [_line("Kontingent", comma(p.ore - 3500)), _line("Forsikring", comma(3500))]
    return [p.name, who, *parts, _line("Sum trukket", comma(p.ore))]


@layout
def boxes_two_abreast(w: World) -> Sample:
    return _boxes(w, 2, _named_above)


@layout
def boxes_three_abreast(w: World) -> Sample:
    return _boxes(w, 3, _named_above)


@layout
def boxes_with_the_year_beside_the_sum(w: World) -> Sample:
    def lines(p: Person) -> list[str]:
        return [*_named_above(p)[:-1], f"Sum trukket (i år {comma(p.ore * 5, ' ')}) {comma(p.ore, ' '):>10}"]

    return _boxes(w, 2, lines, 52)


@layout
def boxes_with_colons(w: World) -> Sample:
    def lines(p: Person) -> list[str]:
        return [f"Navn: {p.name}", f"Fødselsnr: {p.id}", f"Ansattnr: {p.employee_no}", f"Trekk: {comma(p.ore)}"]

    return _boxes(w, 2, lines)


@layout
def boxes_with_a_line_more(w: World) -> Sample:
    def lines(p: Person) -> list[str]:
        more = [_line("Grunnlag", comma(p.base))] if int(p.employee_no) % 2 else []
        return [*_named_above(p)[:2], *more, _line("Trukket", comma(p.ore))]

    return _boxes(w, 2, lines)


def _records(w: World, trailer: list[str], header: list[str] | None = None) -> Sample:
    head = header or ["H", w.orgnr, w.company, "FELLESFORBUNDET", w.period.replace("-", "")]
    rows = [["D", f"{int(p.employee_no):08}", p.id, p.last, p.first, f"{p.ore:09}"] for p in w.people]
    text = "\r\n".join(";".join(row) for row in [head, *rows, trailer])
    return Sample("ffdata.csv", text.encode("cp1252"), w.truth(ask_ok=True))


@layout
def trailer_as_long_as_an_id(w: World) -> Sample:
    return _records(w, ["T", f"{len(w.people):06}", f"{w.total:011}"])


@layout
def trailer_in_the_columns(w: World) -> Sample:
    return _records(w, ["T", f"{len(w.people):08}", "", "", "", f"{w.total:09}"])


@layout
def trailer_in_words(w: World) -> Sample:
    return _records(w, ["SLUTT", str(len(w.people)), str(w.total)])


@layout
def star_in_turned_names(w: World) -> Sample:
    others = w.people[1::4]
    rows: list[list[Any]] = [[w.company, w.orgnr], [f"Trekk fagforening (Fellesforbundet m.fl.) {w.words}"], []]
    rows.append(["Ansattnr", "Navn", "Fødselsnr", "Trukket"])
    rows += [[p.employee_no, p.turned + " *" * (p in others), p.id, p.kr] for p in w.people]
    rows += [[], ["* Medlem av Fagforbundet. Trekket er betalt til Fagforbundet."]]
    return Sample("stjerne.xlsx", xlsx(("Ark1", rows)), w.truth([w.line(p) for p in w.people if p not in others]))


@layout
def fixed_dues_and_dues_by_percent(w: World) -> Sample:
    rows: list[list[Any]] = [[w.company, w.orgnr], [f"Fellesforbundet {w.words}"], []]
    rows.append(["Navn", "Fødselsnr", "Kontingent fast", "Kontingent %", "Trekk denne periode"])
    rows += [[p.name, p.id, 112.0, (p.ore - 11200) / 100, p.kr] for p in w.people]
    lines = without([w.line(p) for p in w.people], "employee_no")
    return Sample("rapport.xlsx", xlsx(("Ark1", rows)), w.truth(lines))


@layout
def letter_with_day_of_payment(w: World) -> Sample:
    paid = f"12.{w.month % 12 + 1:02}.{w.year + w.month // 12}"
    text = f"Her er oversikt over ansatte som er trukket i lønn for {w.words}. Lønnen ble utbetalt {paid}."
    rows: list[list[Any]] = [[w.company], [f"Org.nr {w.orgnr}"], ["Fellesforbundet"], [text], []]
    rows.append(["Navn", "Fødselsnr", "Trekk kr"])
    rows += [[p.name, p.id, p.kr] for p in w.people]
    lines = without([w.line(p) for p in w.people], "employee_no")
    return Sample("brev.xlsx", xlsx(("Ark1", rows)), w.truth(lines))


@layout
def one_member_without_id(w: World) -> Sample:
    rows: list[list[Any]] = [[w.company, w.orgnr], [f"Fellesforbundet {w.words}"], []]
    rows.append(["Ansattnr", "Navn", "Fødselsnr", "Trukket"])
    rows += [[p.employee_no, p.name, p.id if p is not w.people[1] else "", p.kr] for p in w.people]
    rows.append(["", "Sum", "", w.total / 100])
    lines = [{**w.line(p), **({"national_id": None} if p is w.people[1] else {})} for p in w.people]
    return Sample("liste.xlsx", xlsx(("Ark1", rows)), w.truth(lines))
