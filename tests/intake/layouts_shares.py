"""Columns of others beside ours: what the employer pays, what other unions and the canteen take, and the sum of all."""

from collections.abc import Callable

from tests.intake.layout import LAYOUTS, layout
from tests.intake.world import Sample, World
from tests.intake.writers import xlsx

SPANS = {
    "covered": ("Trekkes den ansatte", "Dekkes av bedriften"),
    "paid": ("Trukket", "Betalt av arbeidsgiver"),
    "share": ("Ansattes andel", "Bedriftens andel"),
    "firm_covers": ("Trekk", "Firmaet dekker"),
    "english": ("Deducted from employee", "Borne by company"),
}


def _spans(ours: str, theirs: str) -> Callable[[World], Sample]:
    def make(w: World) -> Sample:
        rows: list[list[object]] = [["Bedrift", w.company], ["Orgnr", w.orgnr], ["Lønnsmåned", w.words], []]
        rows.append(["Ansatt", "", "", ours, "", theirs, ""])
        rows.append(["Nr", "Navn", "Fnr", "Kontingent", "Innbofors.", "Gruppeliv", "OU-avgift"])
        paid = [(p, 126.5 if n % 2 else 89.0) for n, p in enumerate(w.people)]
        rows += [[p.employee_no, p.name, p.id, p.kr, more, 154.0, 43.25] for p, more in paid]
        whole = round(w.total / 100 + sum(more for _, more in paid), 2)
        rows += [[], ["Overføres Fellesforbundet", "", "", whole]]
        return Sample(
            "fagforening.xlsx", xlsx(("Trekk", rows)), w.truth([w.line(p, p.ore + int(m * 100)) for p, m in paid])
        )

    return make


LAYOUTS.update({f"shares_{name}": _spans(*spans) for name, spans in SPANS.items()})


@layout
def sum_of_all_deductions(w: World) -> Sample:
    rows: list[list[object]] = [[f"Alle faste trekk {w.words}"], [f"{w.company} (org. {w.orgnr})"], []]
    rows.append(["Ansattnr", "Navn", "Personnr", "Kantine", "Parat", "Fellesforb.", "Parkering", "Sum trekk"])
    for n, p in enumerate([*w.people, *(others := w.some(3))]):
        ours, canteen = p not in others, 420.5 if n % 3 else None
        whole = round(p.kr + (canteen or 0) + (600 if n % 2 else 0), 2)
        own = [None, p.kr] if ours else [p.kr, None]
        rows.append([p.employee_no, p.name, p.id, canteen, *own, 600.0 if n % 2 else None, whole])
    return Sample("faste_trekk.xlsx", xlsx(("Trekk", rows)), w.truth())


@layout
def trekk_perioden(w: World) -> Sample:
    rows: list[list[object]] = [["Bedrift", w.company], ["Orgnr", w.orgnr], ["Periode", w.words], []]
    rows.append(["Ressursnr", "Navn", "Fødselsnr", "Saldo pr. i dag", "Trekk perioden"])
    rows += [[p.employee_no, p.turned, p.id, p.kr, p.kr] for p in w.people]
    return Sample("ressurs.xlsx", xlsx(("Trekk til organisasjon Fellesforbundet"[:31], rows)), w.truth())
