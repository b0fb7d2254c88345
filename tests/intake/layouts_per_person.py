"""Several lines below each person: kinds of deduction that are not the union's, and the person's own sum."""

from typing import Any

from tests.intake.layout import layout
from tests.intake.world import Sample, World
from tests.intake.writers import xlsx


def _lines(w: World) -> list[dict[str, Any]]:
    return [
        {**w.line(p), "amount": f"{ore / 100:.2f}", "marks": ["repeated"]} for p in w.people for ore in (p.ore, 3500)
    ]


def _below(w: World, own: tuple[str, str], *more: tuple[str, int], head: str = "Tekst", again: bool = False) -> Sample:
    """`own`: the words of the two lines that are ours; `more`: those that are not, 0 øre for the sum of all above."""
    rows: list[list[Any]] = [[w.company, w.orgnr], [f"Trekk {w.words}"], ["Fellesforbundet"], []]
    rows.append(["Ansattnr", "Navn", "Fødselsnr", head, "Beløp"])
    for p in w.people:
        who: list[Any] = [p.employee_no, p.name, p.id]
        rows.append([*who, own[0], p.kr])
        behind = who if again else ["", "", ""]
        rows.append([*behind, own[1], 35.0])
        total = p.ore + 3500
        for word, ore in more:
            rows.append([*behind, word, (ore or total) / 100])
            total += ore
    return Sample("trekk.xlsx", xlsx(("Ark1", rows)), w.truth(_lines(w)))


@layout
def canteen_below_dues(w: World) -> Sample:
    return _below(w, ("Kontingent Fellesforbundet", "Fellesforbundet OU-fond"), ("Kantine", 21050))


@layout
def unknown_kind_below_dues(w: World) -> Sample:
    return _below(w, ("Kontingent Fellesforbundet", "Fellesforbundet OU-fond"), ("Skyssordning", 21050))


@layout
def unknown_kind_below_plain_dues(w: World) -> Sample:
    return _below(w, ("Kontingent", "OU-fond"), ("Skyssordning", 21050), head="Lønnsart")


@layout
def work_clothes_and_sum_below_dues(w: World) -> Sample:
    return _below(w, ("Fagforeningskontingent", "Forsikring"), ("Arbeidstøy", 19900), ("Sum trekk", 0))


@layout
def sum_of_each_person(w: World) -> Sample:
    return _below(w, ("Kontingent", "Forsikring"), ("Sum", 0))


@layout
def sum_of_each_person_in_other_words(w: World) -> Sample:
    return _below(w, ("Kontingent", "Forsikring"), ("Å betale", 0), again=True)


@layout
def rent_and_sum_on_rows_with_names(w: World) -> Sample:
    return _below(w, ("FF kontingent", "FF forsikring"), ("Husleie", 350000), ("Totalt", 0), again=True)
