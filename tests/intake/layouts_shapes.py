"""Workbooks of other shapes, and what else comes named .xls."""

from typing import Any

from tests.intake.layout import layout
from tests.intake.world import Sample, World, comma, reject, without
from tests.intake.writers import html, ods, xlsx, xml2003


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
    forms = (lambda o: f"kr {comma(o)}", lambda o: f"{comma(o)} kr", comma, lambda o: f"NOK {comma(o)}")
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
