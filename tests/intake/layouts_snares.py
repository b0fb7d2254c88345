"""More lists made to fool the reader."""

from typing import Any

from tests.intake.layout import layout
from tests.intake.world import MONTHS, Sample, World, anonymous, comma, top, without
from tests.intake.writers import Pdf, fixed, table, xlsx


@layout
def yes_and_no(w: World) -> Sample:
    rows = [
        *top(w),
        ["Fødselsnr", "Navn", "Beløp", "Trukket"],
        *[[p.id, p.name, p.kr, "Nei" if n == 1 else "Ja"] for n, p in enumerate(w.people)],
    ]
    return Sample("x.xlsx", xlsx(("A", rows)), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def example_row(w: World) -> Sample:
    example = w.some(1)[0]
    rows = [
        *top(w),
        ["Fødselsnr", "Navn", "Beløp", "Merknad"],
        [example.id, "Ola Eksempel", 500.0, "Eksempel"],
        *[[p.id, p.name, p.kr] for p in w.people],
    ]
    return Sample("x.xlsx", xlsx(("A", rows)), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def everything_twice(w: World) -> Sample:
    rows = [*top(w), ["Fødselsnr", "Navn", "Beløp"], *[[p.id, p.name, p.kr] for p in [*w.people, *w.people]]]
    return Sample("x.xlsx", xlsx(("A", rows)), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def errors_in_cells(w: World) -> Sample:
    rows = [
        *top(w),
        ["Fødselsnr", "Navn", "Beløp"],
        *[[p.id, p.name, "#REF!" if n == 1 else p.kr] for n, p in enumerate(w.people)],
    ]
    return Sample("x.xlsx", xlsx(("A", rows)), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def hidden_amount_column(w: World) -> Sample:
    rows = [
        *top(w),
        ["Fødselsnr", "Navn", "Trukket beløp", "Beløp"],
        *[[p.id, p.name, p.kr + 10, p.kr] for p in w.people],
    ]
    return Sample("x.xlsx", xlsx(("A", rows), hidden_columns=["C"]), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def wrapped_names_in_pdf(w: World) -> Sample:
    pdf = Pdf()
    pdf.page()
    y = 60.0
    pdf.at(50, y, f"{w.company} Orgnr {w.orgnr} Trekkperiode {w.words}")
    y += 25
    for x, text in ((50, "Fødselsnr"), (150, "Navn"), (330, "Trekk")):
        pdf.at(x, y, text)
    for n, p in enumerate(w.people):
        y += 20
        pdf.at(50, y, p.id)
        pdf.at(150, y, p.first)
        pdf.at(360, y, comma(p.ore), right=True)
        if n % 3 == 1:
            y += 9
            pdf.at(150, y, p.last)
    lines = [w.line(p, employee_no=None, name=p.name if n % 3 == 1 else p.first) for n, p in enumerate(w.people)]
    return Sample("b.pdf", pdf.bytes(), {**w.truth(lines), "ask_ok": True})


@layout
def overflowing_names(w: World) -> Sample:
    w.people[2].first, w.people[2].last = "Anne-Katharina Elisabeth", "Kristoffersen-Johannessen"
    rows: list[list[Any]] = [
        [f"{w.company} ORGNR {w.orgnr}"],
        [f"PERIODE {w.slash}"],
        ["FØDSELSNR", "NAVN", "GRUNNLAG", "TREKK"],
    ]
    rows += [[p.id, p.name, comma(p.base, " "), comma(p.ore)] for p in w.people] + [
        ["", "SUM", "", comma(w.total, " ")]
    ]
    lines = anonymous(w)
    lines[2]["name"] = w.people[2].name[:34].strip()
    return Sample("b.txt", fixed(rows, [11, 34, 12, 10], [2, 3]), {**w.truth(lines), "ask_ok": True})


@layout
def id_and_name_in_one(w: World) -> Sample:
    rows = [*top(w), ["Ansatt", "Trukket"], *[[f"{p.id} {p.turned}", p.kr] for p in w.people]]
    return Sample("x.xlsx", xlsx(("A", rows)), w.truth(anonymous(w)))


@layout
def number_and_name_in_one(w: World) -> Sample:
    rows = [
        *top(w),
        ["Ansatt", "Fødselsnr", "Trukket"],
        *[[f"{p.employee_no} {p.turned}", p.id, p.kr] for p in w.people],
    ]
    return Sample("x.xlsx", xlsx(("A", rows)), w.truth())


@layout
def summary_above(w: World) -> Sample:
    rows = [
        *top(w),
        ["Forbund", "Antall", "Beløp"],
        ["Fellesforbundet", len(w.people), w.total / 100],
        [],
        ["Fødselsnr", "Navn", "Trekkbeløp"],
        *[[p.id, p.name, p.kr] for p in w.people],
    ]
    return Sample("x.xlsx", xlsx(("A", rows)), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def total_on_top(w: World) -> Sample:
    rows = [
        *top(w)[:2],
        ["Sum trekk", w.total / 100],
        ["Antall personer", len(w.people)],
        [],
        ["Fødselsnr", "Navn", "Trekkbeløp"],
        *[[p.id, p.name, p.kr] for p in w.people],
    ]
    return Sample("x.xlsx", xlsx(("A", rows)), w.truth(anonymous(w)))


@layout
def names_only(w: World) -> Sample:
    rows = [*top(w), ["Navn", "Trukket beløp"], *[[p.name, p.kr] for p in w.people], ["Sum", w.total / 100]]
    return Sample(
        "x.xlsx",
        xlsx(("A", rows)),
        {**w.truth(without([w.line(p) for p in w.people], "national_id", "employee_no")), "ask_ok": True},
    )


@layout
def gaps_between_columns(w: World) -> Sample:
    rows = [
        [],
        [None, None, w.company, None, f"NO{w.orgnr}MVA"],
        [
            None,
            None,
            f"Okt-{w.year % 100}" if w.month == 10 else f"{MONTHS[w.month - 1][:3].capitalize()}-{w.year % 100}",
        ],
        [],
        [None, None, "F.nr.", None, "NAVN", None, None, "TRUKKET"],
    ]
    rows += [[None, None, p.id, None, p.name, None, None, p.kr] for p in w.people]
    return Sample("x.xlsx", xlsx(("A", rows)), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def bank_file_in_ore(w: World) -> Sample:
    rows = [[p.id, p.name.upper(), w.orgnr, f"{w.year}{w.month:02}", f"{p.ore:011}"] for p in w.people]
    lines = [{**line, "name": line["name"].upper()} for line in anonymous(w)]
    return Sample("x.txt", table(rows), {**w.truth(lines), "ask_ok": True})


@layout
def two_people_per_print_line(w: World) -> Sample:
    half = (len(w.people) + 1) // 2
    rows: list[list[Any]] = [
        [f"{w.company} ORGNR {w.orgnr}   PERIODE {w.slash}"],
        ["FNR", "NAVN", "BELØP", "", "FNR", "NAVN", "BELØP"],
    ]
    for n in range(half):
        cells: list[Any] = []
        for p in (w.people[n], w.people[n + half] if n + half < len(w.people) else None):
            cells += [p.id, p.name, comma(p.ore), ""] if p else ["", "", "", ""]
        rows.append(cells)
    return Sample("x.txt", fixed(rows, [11, 40, 9, 4, 11, 40, 9, 2], [2, 6]), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def reserved_percent_named_trekk(w: World) -> Sample:
    rows = [*top(w), ["Fødselsnr", "Navn", "Trekk", "Beløp"], *[[p.id, p.name, 1.25, p.kr] for p in w.people]]
    return Sample("x.xlsx", xlsx(("A", rows)), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def base_named_amount(w: World) -> Sample:
    rows = [*top(w), ["Fødselsnr", "Navn", "Beløp", "Trekk"], *[[p.id, p.name, p.base / 100, p.kr] for p in w.people]]
    return Sample("x.xlsx", xlsx(("A", rows)), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def insurance_beside_the_amount(w: World) -> Sample:
    rows = [
        *top(w),
        ["Fødselsnr", "Navn", "Fagforeningstrekk", "Forsikring"],
        *[[p.id, p.name, p.kr, p.parts[1] / 100] for p in w.people],
    ]
    return Sample(
        "x.xlsx",
        xlsx(("A", rows)),
        {**w.truth([w.line(p, p.ore + p.parts[1], employee_no=None) for p in w.people]), "ask_ok": True},
    )


@layout
def lost_zero_as_text(w: World) -> Sample:
    rows = [
        ["Orgnr", w.orgnr],
        ["Periode", w.slash],
        ["Fnr", "Navn", "Beløp"],
        *[[p.id.lstrip("0"), p.name, comma(p.ore)] for p in w.people],
    ]
    return Sample("x.csv", table(rows), w.truth(anonymous(w)))
