"""Workbooks of several unions, months or employers, and with hidden parts."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.intake.layout import layout
from tests.intake.world import MONTHS, Sample, World, reject, without
from tests.intake.writers import xlsx
from tests.intake.xlsb import xlsb


@layout
def union_column(w: World) -> Sample:
    others = w.some(5)
    rows: list[list[Any]] = [
        ["Arbeidsgiver", w.company, "Orgnr", w.orgnr],
        ["Lønnsmåned", w.words],
        [],
        ["Ansattnr", "Navn", "Fødselsnummer", "Fagforening", "Trekk"],
    ]
    mixed = sorted(
        [(p, "Fellesforbundet") for p in w.people] + [(p, w.random.choice(["FLT", "Negotia", "NITO"])) for p in others],
        key=lambda pair: pair[0].last,
    )
    rows += [[p.employee_no, p.name, p.id, union, p.kr] for p, union in mixed]
    rows.append(["Sum", None, None, None, sum(p.ore for p, _ in mixed) / 100])
    return Sample(
        "alle_forbund.xlsx", xlsx(("Trekk", rows)), w.truth([w.line(p) for p, u in mixed if u == "Fellesforbundet"])
    )


@layout
def union_as_columns(w: World) -> Sample:
    others = w.some(4)
    rows: list[list[Any]] = [
        ["Arbeidsgiver", w.company],
        ["Orgnr", w.orgnr],
        ["Periode", w.words],
        [],
        ["Ansattnr", "Navn", "Fødselsnummer", "Fellesforbundet", "FLT", "Parat"],
    ]
    for p in [*w.people, *others]:
        ours = p in w.people
        rows.append([p.employee_no, p.name, p.id, p.kr if ours else None, None if ours else p.kr, None])
    rows.append(["Sum", None, None, w.total / 100, sum(p.ore for p in others) / 100, 0])
    return Sample("kolonner.xlsx", xlsx(("Trekk", rows)), w.truth())


@layout
def sections_per_union(w: World) -> Sample:
    others = w.some(5)
    rows: list[list[Any]] = [[w.company, None, None, w.orgnr], [f"Fagforeningstrekk periode {w.slash}"]]
    for union, group in (("Industri Energi", others), ("Fellesforbundet", w.people)):
        rows += [[], [f"Leverandør: {union}"], ["Ansattnr", "Fødselsnummer", "Navn", "Beløp"]]
        rows += [[p.employee_no, p.id, p.name, p.kr] for p in group] + [
            ["Sum", None, None, sum(p.ore for p in group) / 100]
        ]
    return Sample("seksjoner.xlsx", xlsx(("Trekk", rows)), w.truth())


@layout
def only_another_union(w: World) -> Sample:
    rows: list[list[Any]] = [
        [w.company, w.orgnr],
        [f"Periode: {w.words}"],
        ["Fagforening: Negotia"],
        [],
        ["Fødselsnummer", "Navn", "Beløp"],
    ]
    rows += [[p.id, p.name, p.kr] for p in w.people]
    return Sample("negotia.xlsx", xlsx(("Ark1", rows)), reject("other_union"))


@layout
def several_months_column(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Firma", w.company],
        ["Organisasjonsnummer", w.orgnr],
        [],
        ["Periode", "Fødselsnummer", "Navn", "Beløp"],
    ]
    lines = []
    for month in (w.month - 1, w.month):
        for p in w.people:
            rows.append([f"{w.year}{month:02}", p.id, p.name, p.kr])
            lines.append(w.line(p, employee_no=None, period=f"{w.year}-{month:02}"))
    truth = w.truth(lines)
    truth["periods"] = [f"{w.year}-{w.month - 1:02}", f"{w.year}-{w.month:02}"]
    del truth["period"]
    return Sample("to_mnd.xlsx", xlsx(("Ark1", rows)), {**truth, "ask_ok": True})


@layout
def rows_of_another_month(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Firma", w.company],
        ["Orgnr", w.orgnr],
        ["Lønnsperiode:", w.slash],
        [],
        ["I-periode", "For-periode", "PersNr", "Fødselsnr", "Navn", "Beløp"],
    ]
    rows += [[w.period, w.period, p.employee_no, p.id, p.name, p.kr] for p in w.people]
    before = f"{w.year}-{w.month - 1:02}"
    rows += [[w.period, before, p.employee_no, p.id, p.name, 41.5] for p in w.people[:2]]
    return Sample("sap.xlsx", xlsx(("Ark1", rows)), w.truth(ask_ok=True))


@layout
def hidden_rows_other_unions(w: World) -> Sample:
    others = w.some(3)
    rows: list[list[Any]] = [
        ["Firma", w.company],
        ["Orgnr", w.orgnr],
        ["Periode", w.words],
        [],
        ["Fødselsnr", "Navn", "Beløp"],
    ]
    rows += [[p.id, p.name, p.kr] for p in w.people]
    first = len(rows) + 1
    rows += [[p.id, p.name, p.kr] for p in others]
    rows.append(["Sum", None, w.total / 100])
    return Sample(
        "filtrert.xlsx",
        xlsx(("Ark1", rows), hidden_rows=range(first, first + 3)),
        w.truth(without([w.line(p) for p in w.people], "employee_no"), ask_ok=True),
    )


def _some_hidden(w: World, write: Callable[..., bytes], ending: str) -> Sample:
    """Two of the people's rows are hidden, and no sum tells whether they count."""
    rows: list[list[Any]] = [
        ["Firma", w.company],
        ["Orgnr", w.orgnr],
        ["Periode", w.words],
        [],
        ["Fødselsnr", "Navn", "Beløp"],
    ]
    rows += [[p.id, p.name, p.kr] for p in w.people]
    lines = without([w.line(p) for n, p in enumerate(w.people) if n not in (1, 2)], "employee_no")
    return Sample(f"skjult.{ending}", write(("Ark1", rows), hidden_rows=[7, 8]), w.truth(lines, ask_ok=True))


@layout
def hidden_rows_unclear(w: World) -> Sample:
    return _some_hidden(w, xlsx, "xlsx")


@layout
def hidden_rows_in_binary_workbook(w: World) -> Sample:
    return _some_hidden(w, xlsb, "xlsb")


@layout
def hidden_sheet_with_old_list(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Firma", w.company],
        ["Orgnr", w.orgnr],
        ["Periode", w.words],
        [],
        ["Fødselsnr", "Navn", "Beløp"],
    ]
    rows += [[p.id, p.name, p.kr] for p in w.people]
    old = [["Periode", "januar 2024"], ["Fødselsnr", "Navn", "Beløp"], *[[p.id, p.name, 99.0] for p in w.people]]
    return Sample(
        "ark.xlsx",
        xlsx(("Nå", rows), ("Gammel", old), hidden=["Gammel"]),
        w.truth(without([w.line(p) for p in w.people], "employee_no")),
    )


@layout
def front_page_and_list(w: World) -> Sample:
    front = [
        ["Trekkliste til Fellesforbundet"],
        ["Virksomhet:", w.company],
        ["Organisasjonsnummer:", w.orgnr],
        ["Gjelder:", w.words],
        ["Kontaktperson:", "Lønn"],
        ["Telefon", "22 33 44 55"],
    ]
    rows = [["Medlem", "Fnr", "Trukket"], *[[p.name, p.id, p.kr] for p in w.people], ["Totalsum", None, w.total / 100]]
    return Sample(
        "forside.xlsx",
        xlsx(("Forside", front), ("Medlemmer", rows)),
        w.truth(without([w.line(p) for p in w.people], "employee_no")),
    )


@layout
def one_sheet_per_month(w: World) -> Sample:
    def month(n: int) -> tuple[str, list[list[Any]]]:
        return MONTHS[n - 1].capitalize() + f" {w.year}", [
            [w.company, "Orgnr", w.orgnr],
            [],
            ["Fødselsnr", "Navn", "Beløp"],
            *[[p.id, p.name, p.kr + n] for p in w.people],
        ]

    lines = [
        w.line(p, p.ore + n * 100, employee_no=None, period=f"{w.year}-{n:02}")
        for n in (w.month - 1, w.month)
        for p in w.people
    ]
    truth = w.truth(lines, periods=[f"{w.year}-{w.month - 1:02}", f"{w.year}-{w.month:02}"], ask_ok=True)
    return Sample("mndark.xlsx", xlsx(month(w.month - 1), month(w.month)), truth)


def _months(w: World, heads: list[Any], file: str) -> Sample:
    """A year's columns, the list's month stated above, and the year's sum at the end."""
    rows: list[list[Any]] = [[w.company, "Orgnr", w.orgnr], ["Lønnsmåned", w.words], []]
    rows.append(["Fødselsnr", "Navn", *heads, "Sum"])
    for p in w.people:
        paid = [p.kr + w.month - n - 1 for n in range(w.month)]
        rows.append([p.id, p.name, *paid, *[None] * (len(heads) - w.month), sum(paid)])
    lines = without([w.line(p) for p in w.people], "employee_no")
    return Sample(file, xlsx(("Ark1", rows)), w.truth(lines, ask_ok=True))


@layout
def months_as_dates(w: World) -> Sample:
    return _months(w, [date(w.year, n, 1) for n in range(1, w.month + 1)], "aar_datoer.xlsx")


@layout
def months_as_numbers(w: World) -> Sample:
    return _months(w, list(range(1, 13)), "aar_tall.xlsx")


@layout
def months_numbered(w: World) -> Sample:
    return _months(w, [f"Mnd {n}" for n in range(1, 13)], "aar_mnd.xlsx")


@layout
def months_in_english(w: World) -> Sample:
    names = "January February March April May June July August September October November December".split()
    return _months(w, names[: w.month], "year.xlsx")


@layout
def employer_union_and_number_on_a_row(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Arbeidsgiver", "Forbund", "Org.nr", "Periode"],
        [w.company, "Fellesforbundet", w.orgnr, w.words],
        [],
        ["Fødselsnr", "Navn", "Trukket"],
    ]
    rows += [[p.id, p.name, p.kr] for p in w.people]
    return Sample("hode.xlsx", xlsx(("Ark1", rows)), w.truth(without([w.line(p) for p in w.people], "employee_no")))


@layout
def binary_workbook(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Firma", w.company, "Orgnr", int(w.orgnr)],
        ["Lønnsperiode", w.slash],
        [],
        ["Ansattnr", "Fødselsnr", "Navn", "Grunnlag", "Trukket"],
    ]
    rows += [[int(p.employee_no), int(p.id), p.turned, p.base / 100, p.kr] for p in w.people]
    rows.append(["Sum", None, None, sum(p.base for p in w.people) / 100, w.total / 100])
    return Sample("trekk.xlsb", xlsb(("Forside", [["Trekkliste"]]), ("Ark1", rows)), w.truth())


@layout
def months_as_columns(w: World) -> Sample:
    names = [m.capitalize() for m in MONTHS[: w.month]]
    rows: list[list[Any]] = [[w.company, f"Orgnr {w.orgnr}"], [f"Trekk i {w.words}"], [], ["Fødselsnr", "Navn", *names]]
    rows += [[p.id, p.name, *[p.kr + w.month - n - 1 for n in range(w.month)]] for p in w.people]
    return Sample(
        "aar.xlsx", xlsx(("År", rows)), w.truth(without([w.line(p) for p in w.people], "employee_no"), ask_ok=True)
    )


@layout
def several_employers(w: World) -> Sample:
    other = w.new_orgnr()
    rows: list[list[Any]] = [
        ["Trekkliste", f"Periode {w.slash}"],
        [],
        ["Orgnr", "Bedrift", "Fødselsnr", "Navn", "Beløp"],
    ]
    rows += [[w.orgnr, w.company, p.id, p.name, p.kr] for p in w.people]
    rows += [[other, "Annen Drift AS", p.id, p.name, p.kr] for p in w.some(3)]
    return Sample(
        "konsern.xlsx",
        xlsx(("Ark1", rows)),
        w.truth(without([w.line(p) for p in w.people], "employee_no"), ask_ok=True),
    )
