"""Workbook layouts, as different as payroll systems and people make them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.intake.world import MONTHS, Sample, World, comma, point, reject, without
from tests.intake.writers import html, ods, xlsx, xml2003

LAYOUTS: dict[str, Callable[[World], Sample]] = {}


def layout(make: Callable[[World], Sample]) -> Callable[[World], Sample]:
    LAYOUTS[make.__name__] = make
    return make


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
    for p in w.people:
        rows.append([w.period, w.period, p.employee_no, p.id, p.name, p.kr])
    for p in w.people[:2]:
        rows.append([w.period, f"{w.year}-{w.month - 1:02}", p.employee_no, p.id, p.name, 41.5])
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


@layout
def hidden_rows_unclear(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Firma", w.company],
        ["Orgnr", w.orgnr],
        ["Periode", w.words],
        [],
        ["Fødselsnr", "Navn", "Beløp"],
    ]
    rows += [[p.id, p.name, p.kr] for p in w.people]
    lines = without([w.line(p) for n, p in enumerate(w.people) if n not in (1, 3)], "employee_no")
    return Sample("skjult.xlsx", xlsx(("Ark1", rows), hidden_rows=[7, 9]), w.truth(lines, ask_ok=True))


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


@layout
def transposed(w: World) -> Sample:
    rows = [
        [w.company, f"Orgnr {w.orgnr}"],
        ["Periode", w.words],
        [],
        ["Navn", *[p.name for p in w.people]],
        ["Fødselsnummer", *[p.id for p in w.people]],
        ["Trukket beløp", *[p.kr for p in w.people]],
    ]
    return Sample(
        "paa_siden.xlsx", xlsx(("Ark1", rows)), w.truth(without([w.line(p) for p in w.people], "employee_no"))
    )


@layout
def side_by_side(w: World) -> Sample:
    half = (len(w.people) + 1) // 2
    rows: list[list[Any]] = [
        [w.company, "Orgnr", w.orgnr],
        ["Periode", w.words],
        [],
        ["Fnr", "Navn", "Beløp", None, "Fnr", "Navn", "Beløp"],
    ]
    for n in range(half):
        left, right = w.people[n], w.people[n + half] if n + half < len(w.people) else None
        rows.append([left.id, left.name, left.kr, None, *([right.id, right.name, right.kr] if right else [])])
    return Sample(
        "to_spalter.xlsx", xlsx(("Ark1", rows)), w.truth(without([w.line(p) for p in w.people], "employee_no"))
    )


@layout
def form_per_person(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Arbeidsgiver:", w.company],
        ["Organisasjonsnummer:", w.orgnr],
        ["Trekkperiode:", w.words],
        [],
    ]
    for p in w.people:
        rows += [
            ["Navn:", p.name],
            ["Fødselsnummer:", p.id],
            ["Ansattnr:", p.employee_no],
            ["Trukket beløp:", p.kr],
            [],
        ]
    return Sample("skjema.xlsx", xlsx(("Ark1", rows)), w.truth())


@layout
def components_without_total(w: World) -> Sample:
    rows: list[list[Any]] = [
        [w.company, None, w.orgnr],
        [f"Kontingent og forsikring {w.words}"],
        [],
        ["Fødselsnummer", "Navn", "Kontingent", "Kollektiv forsikring", "OU-midler"],
    ]
    rows += [[p.id, p.name, *[part / 100 for part in p.parts]] for p in w.people]
    rows.append(["Sum", None, *[sum(p.parts[k] for p in w.people) / 100 for k in range(3)]])
    return Sample(
        "deler.xlsx", xlsx(("Ark1", rows)), w.truth([w.line(p, sum(p.parts), employee_no=None) for p in w.people])
    )


@layout
def two_row_heading_ytd(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Bedrift", w.company],
        ["Org.nr", w.orgnr],
        ["Lønnsperiode", w.slash],
        [],
        [None, None, None, "Denne periode", None, "Hittil i år", None],
        ["Ans.nr", "Navn", "Fødselsnr", "Grunnlag", "Trekk", "Grunnlag", "Trekk"],
    ]
    rows += [
        [p.employee_no, p.name, p.id, p.base / 100, p.kr, p.base * w.month / 100, p.kr * w.month] for p in w.people
    ]
    return Sample("to_rader.xlsx", xlsx(("Ark1", rows)), w.truth())


@layout
def corrections_below(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Bedrift", w.company],
        ["Orgnr", w.orgnr],
        ["Periode", w.words],
        [],
        ["Ansattnr", "Fødselsnr", "Navn", "Tekst", "Beløp"],
    ]
    lines = []
    for n, p in enumerate(w.people):
        fixed = n % 4 == 1
        rows.append([p.employee_no, p.id, p.name, "Fagforeningstrekk", p.kr])
        lines.append(w.line(p, marks=["repeated"] if fixed else []))
        if fixed:
            rows.append([None, None, None, "Korreksjon forrige måned", -25.0])
            lines.append(w.line(p, -2500, marks=["repeated"]))
    return Sample("korr.xlsx", xlsx(("Ark1", rows)), w.truth(lines))


@layout
def other_deductions_too(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Bedrift", w.company],
        ["Orgnr", w.orgnr],
        ["Periode", w.words],
        [],
        ["Ansattnr", "Fødselsnr", "Navn", "Lønnsart", "Beløp"],
    ]
    for p in w.people:
        rows.append([p.employee_no, p.id, p.name, "5010 Fagforeningskontingent", p.kr])
        rows.append([p.employee_no, p.id, p.name, "5300 Kantinetrekk", 350.0])
    return Sample("lonnsarter.xlsx", xlsx(("Ark1", rows)), w.truth(ask_ok=True))


@layout
def total_does_not_fit(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Bedrift", w.company],
        ["Orgnr", w.orgnr],
        ["Periode", w.words],
        [],
        ["Fødselsnr", "Navn", "Beløp"],
    ]
    rows += [[p.id, p.name, p.kr] for p in w.people] + [["Sum", None, (w.total + 12345) / 100]]
    return Sample(
        "feil.xlsx",
        xlsx(("Ark1", rows)),
        w.truth(without([w.line(p) for p in w.people], "employee_no"), ask_ok=True, warn="total_mismatch"),
    )


@layout
def text_numbers_mixed_forms(w: World) -> Sample:
    forms = (lambda o: f"kr {comma(o)}", lambda o: f"{comma(o)} kr", lambda o: comma(o), lambda o: f"NOK {comma(o)}")
    rows: list[list[Any]] = [
        ["Bedrift", w.company],
        ["Orgnr", f"NO {w.orgnr[:3]} {w.orgnr[3:6]} {w.orgnr[6:]} MVA"],
        ["Periode", w.words],
        [],
        ["Fødselsnr", "Navn", "Trukket"],
    ]
    rows += [[f"{p.id[:6]}-{p.id[6:]}", p.name, forms[n % 4](p.ore)] for n, p in enumerate(w.people)]
    return Sample("tekst.xlsx", xlsx(("Ark1", rows)), w.truth(without([w.line(p) for p in w.people], "employee_no")))


@layout
def whole_ore(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Bedrift", w.company],
        ["Orgnr", w.orgnr],
        ["Periode", w.words],
        [],
        ["Fødselsnr", "Navn", "Trukket beløp"],
    ]
    rows += [[p.id, p.name, p.ore] for p in w.people]
    return Sample(
        "ore.xlsx", xlsx(("Ark1", rows)), w.truth(without([w.line(p) for p in w.people], "employee_no"), ask_ok=True)
    )


@layout
def no_amounts(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Bedrift", w.company],
        ["Orgnr", w.orgnr],
        ["Periode", w.words],
        [],
        ["Ansattnr", "Fødselsnr", "Navn", "Avdeling"],
    ]
    rows += [[p.employee_no, p.id, p.name, "Lager"] for p in w.people]
    return Sample("ansatte.xlsx", xlsx(("Ark1", rows)), reject("no_amounts"))


@layout
def only_wages(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Bedrift", w.company],
        ["Orgnr", w.orgnr],
        ["Periode", w.words],
        [],
        ["Ansattnr", "Fødselsnr", "Navn", "Bruttolønn", "Stillingsprosent"],
    ]
    rows += [[p.employee_no, p.id, p.name, p.base / 100, 100] for p in w.people]
    return Sample("lonn.xlsx", xlsx(("Ark1", rows)), reject("no_amounts"))


@layout
def headings_only(w: World) -> Sample:
    return Sample(
        "tom.xlsx",
        xlsx(
            (
                "Ark1",
                [["Bedrift", w.company], ["Periode", w.words], [], ["Fødselsnr", "Navn", "Beløp"], ["Sum", None, 0]],
            )
        ),
        reject("empty"),
    )


@layout
def a_letter(w: World) -> Sample:
    rows = [["Hei"], [f"Vi viser til avtale med {w.company} om trekk av kontingent."], ["Vennlig hilsen"], ["Lønn"]]
    return Sample("brev.xlsx", xlsx(("Ark1", rows)), reject("no_list"))


@layout
def swedish(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Företag", w.company],
        ["Org.nr", w.orgnr],
        ["Period", f"{w.year}-{w.month:02}"],
        [],
        ["Anställningsnr", "Personnummer", "Efternamn", "Förnamn", "Avdrag"],
    ]
    rows += [[p.employee_no, p.id, p.last, p.first, p.kr] for p in w.people] + [
        ["Summa", None, None, None, w.total / 100]
    ]
    return Sample("avdrag.xlsx", xlsx(("Blad1", rows)), w.truth())


@layout
def nynorsk_ods(w: World) -> Sample:
    rows: list[list[Any]] = [
        [f"Fagforeiningstrekk {w.words}"],
        [f"{w.company}, org.nr. {w.orgnr}"],
        [],
        ["Tilsettnr", "Etternamn", "Førenamn", "Fødselsnummer", "Trekt beløp"],
    ]
    rows += [[p.employee_no, p.last, p.first, p.id, p.kr] for p in w.people]
    return Sample("trekk.ods", ods(rows), w.truth())


@layout
def html_named_xls(w: World) -> Sample:
    rows = [
        ["Orgnr", w.orgnr],
        ["Periode", w.slash],
        ["Ansattnr", "Fødselsnummer", "Navn", "Trekkbeløp"],
        *[[p.employee_no, p.id, p.name, comma(p.ore, " ")] for p in w.people],
        ["Sum", "", "", comma(w.total, " ")],
    ]
    return Sample("rapport.xls", html(rows, w.company), w.truth())


@layout
def xml_named_xls(w: World) -> Sample:
    rows = [
        [w.company, "", "Org.nr", w.orgnr],
        ["Lønnsperiode", w.slash],
        [""],
        ["Ressnr", "Ressnr (T)", "Fødselsnr", "Beløp"],
        *[[p.employee_no, p.turned, p.id, p.kr] for p in w.people],
    ]
    return Sample("agresso.xls", xml2003(rows), w.truth())


@layout
def payroll_codes(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Worker", "Worker ID", "National ID", "Pay code", "Pay period", "Result value", "Legal Entity Reg No."]
    ]
    rows += [
        [
            p.name,
            p.employee_no,
            p.id,
            "UNION_FF",
            f"{w.year}-{w.month:02}-01 - {w.year}-{w.month:02}-28"
            if w.month == 2 and w.year % 4
            else f"{w.year}-{w.month:02}",
            p.kr,
            w.orgnr,
        ]
        for p in w.people
    ]
    return Sample("workday.xlsx", xlsx(("Report", rows)), w.truth())


@layout
def subunit_and_accountant(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Utarbeidet av:", "Delta Regnskap AS", "Org.nr", w.new_orgnr()],
        ["Arbeidsgiver:", w.company, "Org.nr", w.orgnr],
        ["Underenhet:", w.new_orgnr()],
        ["Mottaker:", "Fellesforbundet", "Org.nr", w.new_orgnr(), "Kontonr", "12345678903"],
    ]
    rows += [
        ["Gjelder periode:", w.words, "Utskriftsdato:", f"05.{w.month % 12 + 1:02}.{w.year + w.month // 12}"],
        [],
        ["Fødselsnr", "Navn", "Beløp"],
        *[[p.id, p.name, p.kr] for p in w.people],
    ]
    return Sample(
        "regnskap.xlsx",
        xlsx(("Ark1", rows)),
        w.truth(without([w.line(p) for p in w.people], "employee_no"), ask_ok=True),
    )


@layout
def account_numbers_too(w: World) -> Sample:
    def account() -> str:
        while True:
            digits = "".join(str(w.random.randint(0, 9)) for _ in range(10))
            rest = sum(int(d) * k for d, k in zip(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2), strict=True)) % 11
            if rest != 1:
                return digits + str((11 - rest) % 11)

    rows: list[list[Any]] = [
        ["Bedrift", w.company, "Orgnr", w.orgnr],
        ["Periode", w.words],
        [],
        ["Kontonr", "Navn", "Fødselsnr", "Trekk", "Bruttolønn"],
    ]
    rows += [[account(), p.name, p.id, p.kr, p.base / 100] for p in w.people]
    return Sample("konto.xlsx", xlsx(("Ark1", rows)), w.truth(without([w.line(p) for p in w.people], "employee_no")))


@layout
def empty_amounts_and_zero(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Bedrift", w.company, "Orgnr", w.orgnr],
        ["Periode", w.words],
        [],
        ["Fødselsnr", "Navn", "Trukket", "Merknad"],
    ]
    lines = []
    for n, p in enumerate(w.people):
        empty = n % 4 == 2
        rows.append([p.id, p.name, None if empty else p.kr, "Permittert" if empty else None])
        lines.append(w.line(p, 0 if empty else p.ore, employee_no=None))
    return Sample("tomme.xlsx", xlsx(("Ark1", rows)), w.truth(lines))


@layout
def same_people_in_summary_sheet(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Bedrift", w.company, "Orgnr", w.orgnr],
        ["Periode", w.words],
        [],
        ["Fødselsnr", "Navn", "Beløp"],
        *[[p.id, p.name, p.kr] for p in w.people],
        ["Sum", None, w.total / 100],
    ]
    again = [["Fnr", "Navn", "Trekkbeløp", "Avdeling"], *[[p.id, p.name, p.kr, "A"] for p in w.people]]
    return Sample(
        "dobbelt.xlsx",
        xlsx(("Liste", rows), ("Pivot", again)),
        w.truth(without([w.line(p) for p in w.people], "employee_no"), ask_ok=True),
    )


@layout
def period_only_in_file_name(w: World) -> Sample:
    rows: list[list[Any]] = [
        [w.company, w.orgnr],
        [],
        ["Fødselsnr", "Navn", "Beløp"],
        *[[p.id, p.name, p.kr] for p in w.people],
    ]
    return Sample(
        f"trekk_{w.year}-{w.month:02}.xlsx",
        xlsx(("Ark1", rows)),
        w.truth(without([w.line(p) for p in w.people], "employee_no"), ask_ok=True),
    )


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
