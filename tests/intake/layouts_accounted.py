"""What stands beside the lines: another union in a footnote, sums and head counts in sentences, contact persons."""

from typing import Any

from tests.intake.layout import layout
from tests.intake.world import Sample, World, comma, without
from tests.intake.writers import xlsx


def _plain(w: World, *notes: list[Any], file: str = "liste.xlsx", **more: Any) -> Sample:
    rows: list[list[Any]] = [[w.company, w.orgnr], [f"Trekkliste Fellesforbundet {w.words}"], []]
    rows.append(["Ansattnr", "Navn", "Fødselsnr", "Trekk"])
    rows += [[p.employee_no, p.name, p.id, p.kr] for p in w.people]
    return Sample(file, xlsx(("Ark1", [*rows, [], *notes])), w.truth(**more))


@layout
def sum_in_a_sentence(w: World) -> Sample:
    count = f"for {len(w.people)} medlemmer"
    return _plain(w, [f"Totalt trukket kr {comma(w.total, ' ')} {count}, overført til Fellesforbundet."])


@layout
def wrong_sum_in_a_sentence(w: World) -> Sample:
    return _plain(w, [f"Til sammen {comma(w.total + 41250, ' ')} er betalt."], warn="total_mismatch", ask_ok=True)


@layout
def head_count_does_not_fit(w: World) -> Sample:
    return _plain(w, [f"Antall medlemmer: {len(w.people) + 2}"], ask_ok=True)


@layout
def contact_person_below(w: World) -> Sample:
    return _plain(w, ["Kontaktperson", "Tone Berg", "tlf 90 12 34 56"], ["Utarbeidet av", "Tone Berg", "12.03.2026"])


@layout
def other_sums_in_sentences(w: World) -> Sample:
    return _plain(w, [f"Hittil i år er det trukket kr {comma(w.total * 4, ' ')}."], ["Kontingentsats: 1,45 %"])


@layout
def another_union_in_a_footnote(w: World) -> Sample:
    return _plain(w, ["Noen av disse er medlem i NNN."], ask_ok=True)


@layout
def ids_in_a_note(w: World) -> Sample:
    (extra,) = w.some(1)
    return _plain(w, [f"I tillegg: {extra.name}, {extra.id[:6]} {extra.id[6:]}, kr {comma(extra.ore)}"], ask_ok=True)


@layout
def canteen_in_a_section_of_its_own(w: World) -> Sample:
    rows: list[list[Any]] = [[w.company, "Orgnr", w.orgnr], ["Lønnstrekk", w.words], []]
    rows.append(["Ansattnr", "Navn", "Fødselsnr", "Trekk"])
    rows += [["7100 Fagforeningskontingent Fellesforbundet"], *[[p.employee_no, p.name, p.id, p.kr] for p in w.people]]
    rows.append(["Sum 7100", None, None, w.total / 100])
    rows += [["7200 Bedriftens kaffekasse"], *[[p.employee_no, p.name, p.id, 50.0] for p in w.people[:3]]]
    rows.append(["Sum 7200", None, None, 150.0])
    return Sample("trekk.xlsx", xlsx(("Ark1", rows)), w.truth(without([w.line(p) for p in w.people]), ask_ok=True))
