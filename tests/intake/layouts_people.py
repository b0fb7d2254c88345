"""Workbooks by how they print people and amounts."""

from datetime import date
from typing import Any

from tests.intake.layout import layout
from tests.intake.world import MONTHS, Sample, World, point, without
from tests.intake.writers import xlsx


@layout
def visma_percent(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Fagforeningstrekk", None, None, "Fellesforbundet"],
        [w.company, None, "Org.nr", w.orgnr],
        [f"Lønnsperiode {w.slash}"],
        [],
    ]
    rows.append(["Ansattnr", "Navn", "Fødselsnr", "Trekkgrunnlag", "Prosent", "Trukket", "Hittil i år"])
    rows += [[int(p.employee_no), p.turned, p.id, p.base / 100, 1.25, p.kr, p.kr * w.month] for p in w.people]
    rows.append(["Sum", None, None, sum(p.base for p in w.people) / 100, None, w.total / 100, w.total * w.month / 100])
    return Sample("fagforening.xlsx", xlsx(("Trekk", rows)), w.truth())


@layout
def tripletex(w: World) -> Sample:
    rows: list[list[Any]] = [
        [f"{w.company} ({w.orgnr})"],
        [f"Fagforeningsliste {w.words}"],
        [],
        [
            "Nr.",
            "Ansatt",
            "Fødselsnummer",
            "Medlemsnummer",
            "Prosentsats",
            "Minimumsbeløp",
            "Maksbeløp",
            "Forsikringsbeløp",
            "Beløp",
        ],
    ]
    lines = []
    for p in w.people:
        rows.append(
            [
                int(p.employee_no),
                p.name,
                p.id,
                p.member_no,
                1.5,
                108,
                781,
                p.parts[1] / 100,
                (p.parts[0] + p.parts[1]) / 100,
            ]
        )
        lines.append(w.line(p, p.parts[0] + p.parts[1], member_no=p.member_no))
    return Sample("Fagforeningstrekk.xlsx", xlsx(("Fagforeningstrekk", rows)), w.truth(lines, ask_ok=True))


@layout
def agreed_and_deducted(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Arbeidsgiver", w.company],
        ["Organisasjonsnummer", w.orgnr],
        ["Trekkperiode", w.words],
        [],
        ["Fødselsnummer", "Navn", "Skal trekkes", "Er trukket", "Differanse"],
    ]
    lines = []
    for n, p in enumerate(w.people):
        paid = p.ore if n % 3 else p.ore - 5000
        rows.append([p.id, p.name, p.kr, paid / 100, (p.ore - paid) / 100])
        lines.append(w.line(p, paid, employee_no=None))
    return Sample("liste.xlsx", xlsx(("Ark1", rows)), w.truth(lines))


@layout
def negative_numbers(w: World) -> Sample:
    rows: list[list[Any]] = [
        [w.company],
        [f"Foretaksnr {w.orgnr}"],
        [f"Periode {w.year}-{w.month:02}"],
        ["Nr", "Navn", "Personnummer", "Lønnsart", "Beløp"],
    ]
    rows += [[int(p.employee_no), p.name, int(p.id), "9100 Fagforeningskontingent", -p.kr] for p in w.people]
    refund = w.people[0]
    rows.append([int(refund.employee_no), refund.name, int(refund.id), "9100 Fagforeningskontingent", 50.0])
    rows.append([None, None, None, "Totalt", -(w.total - 5000) / 100])
    lines = [w.line(p, marks=["repeated"] if p is refund else []) for p in w.people] + [
        w.line(refund, -5000, marks=["repeated"])
    ]
    return Sample("lonn.xlsx", xlsx(("Ark1", rows)), w.truth(lines))


@layout
def departments_with_subtotals(w: World) -> Sample:
    rows: list[list[Any]] = [
        [f"{w.company}, org.nr {w.orgnr}"],
        [f"Trekkliste for {w.words}"],
        [],
        ["Ansnr", "Fødselsnr", "Etternavn", "Fornavn", "Beløp"],
    ]
    half = len(w.people) // 2
    for name, group in (("10 Produksjon", w.people[:half]), ("20 Lager", w.people[half:])):
        rows.append([name])
        rows += [[p.employee_no, p.id, p.last, p.first, p.kr] for p in group]
        rows += [[None, None, None, None, sum(p.ore for p in group) / 100], []]
    rows.append(["I alt", None, None, None, w.total / 100])
    return Sample("avd.xlsx", xlsx(("Liste", rows)), w.truth())


@layout
def unlabelled_grand_total(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Employer:", w.company],
        ["Org. no:", w.orgnr],
        ["Period:", f"{w.year}-{w.month:02}"],
        [],
        ["Personnel no", "Name", "Norwegian ID number", "Amount"],
    ]
    rows += [[p.employee_no, p.name, p.id, p.kr] for p in w.people] + [[None, None, None, w.total / 100]]
    return Sample("export.xlsx", xlsx(("Sheet1", rows)), w.truth())


@layout
def split_id_lost_zeros(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Firma", w.company, "Orgnr", int(w.orgnr)],
        ["Måned", date(w.year, w.month, 1)],
        [],
        ["Født", "Pers.nr", "Navn", "Kontingent", "Forsikring", "Sum"],
    ]
    lines = []
    for p in w.people:
        rows.append(
            [int(p.id[:6]), int(p.id[6:]), p.name, p.parts[0] / 100, p.parts[1] / 100, (p.parts[0] + p.parts[1]) / 100]
        )
        lines.append(w.line(p, p.parts[0] + p.parts[1], employee_no=None))
    return Sample("split.xlsx", xlsx(("Ark1", rows)), w.truth(lines))


@layout
def split_id_as_dates(w: World) -> Sample:
    rows: list[list[Any]] = [
        [w.company, f"Org nr {w.orgnr}"],
        [f"Trekk {w.words}"],
        ["Navn", "Fødselsdato", "Personnr", "Trekkbeløp"],
    ]
    rows += [[p.turned, f"{p.id[:2]}.{p.id[2:4]}.{p.id[4:6]}", p.id[6:], p.kr] for p in w.people]
    return Sample("d.xlsx", xlsx(("Ark1", rows)), w.truth(without([w.line(p) for p in w.people], "employee_no")))


@layout
def masked_ids(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Bedrift", w.company],
        ["Organisasjonsnr.", w.orgnr],
        ["Termin", w.slash],
        [],
        ["Ansattnummer", "Fødselsnummer", "Navn", "Trukket beløp"],
    ]
    rows += [[p.employee_no, f"{p.id[:6]}*****", p.name, p.kr] for p in w.people]
    return Sample("maskert.xlsx", xlsx(("Ark1", rows)), w.truth(without([w.line(p) for p in w.people], "national_id")))


@layout
def broken_by_excel(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Bedrift", w.company],
        ["Orgnr", w.orgnr],
        ["Periode", w.slash],
        [],
        ["Fødselsnummer", "Navn", "Beløp"],
    ]
    rows += [[f"{p.id[0]},{p.id[1:6]}E+10", p.name, p.kr] for p in w.people]
    return Sample(
        "odelagt.xlsx",
        xlsx(("Ark1", rows)),
        w.truth(without([w.line(p) for p in w.people], "national_id", "employee_no"), ask_ok=True),
    )


@layout
def invalid_id_kept(w: World) -> Sample:
    wrong = w.people[2]
    wrong.id = wrong.id[:-1] + str((int(wrong.id[-1]) + 1) % 10)
    rows: list[list[Any]] = [
        ["Bedrift", w.company],
        ["Orgnr", w.orgnr],
        ["Periode", w.slash],
        [],
        ["Fødselsnummer", "Navn", "Beløp"],
    ]
    rows += [[p.id, p.name, p.kr] for p in w.people] + [["Sum", None, w.total / 100]]
    lines = [w.line(p, employee_no=None, marks=["invalid_id"] if p is wrong else []) for p in w.people]
    return Sample("feilsiffer.xlsx", xlsx(("Ark1", rows)), w.truth(lines))


@layout
def two_months_on_top(w: World) -> Sample:
    rows: list[list[Any]] = [
        [w.company, w.orgnr],
        [f"Trekk for {w.words}"],
        [f"Fagforeningsliste {MONTHS[w.month - 2]} {w.year}"],
        [],
        ["Fødselsnr", "Navn", "Beløp"],
        *[[p.id, p.name, p.kr] for p in w.people],
    ]
    return Sample(
        "tvil.xlsx", xlsx(("Ark1", rows)), w.truth(without([w.line(p) for p in w.people], "employee_no"), ask_ok=True)
    )


@layout
def english_points_as_text(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Company", w.company],
        ["Company registration no", w.orgnr],
        ["Pay period", f"{MONTHS[w.month - 1]} {w.year}"],
        [],
        ["Emp no", "Surname", "Given name", "SSN", "Gross salary", "Union fee deducted"],
    ]
    rows += [[p.employee_no, p.last, p.first, p.id, point(p.base), point(p.ore)] for p in w.people]
    rows.append(["Grand total", None, None, None, point(sum(p.base for p in w.people)), f"{w.total / 100:,.2f}"])
    return Sample("en.xlsx", xlsx(("Data", rows)), w.truth())
