"""CSV, other delimiters and encodings, and text in columns."""

from typing import Any

from tests.intake.layout import layout
from tests.intake.world import Sample, World, anonymous, comma, point, reject
from tests.intake.writers import fixed, table


@layout
def visma_semicolon(w: World) -> Sample:
    rows = [
        [
            "Firma",
            "Orgnr",
            "Lønnsår",
            "Periode",
            "Ansattnr",
            "Fødselsnummer",
            "Navn",
            "Lønnsart",
            "Grunnlag",
            "Sats",
            "Beløp",
        ]
    ]
    rows += [
        [
            w.company,
            w.orgnr,
            w.year,
            f"{w.year}{w.month:02}",
            p.employee_no,
            p.id,
            p.name,
            "5010",
            comma(p.base),
            "1,25",
            comma(p.ore),
        ]
        for p in w.people
    ]
    return Sample("visma.csv", table(rows), w.truth())


@layout
def headerless_semicolon(w: World) -> Sample:
    rows = [[w.orgnr, f"{w.year}{w.month:02}", p.employee_no, p.id, p.name, comma(p.ore)] for p in w.people]
    return Sample("ut.csv", table(rows), w.truth())


@layout
def headerless_two_amounts(w: World) -> Sample:
    rows = [[w.orgnr, f"{w.month:02}.{w.year}", p.id, p.name, comma(p.base), comma(p.ore)] for p in w.people]
    return Sample("ut2.csv", table(rows), w.truth(anonymous(w), ask_ok=True))


@layout
def comma_with_quoted_decimals(w: World) -> Sample:
    rows = [["Employee ID", "Name", "National identity number", "Union dues"]]
    rows += [[p.employee_no, p.name, p.id, f"{p.ore / 100:,.2f}"] for p in w.people]
    head = [["Employer", w.company, "Organisation number", w.orgnr], ["Pay period", w.period, "", ""]]
    return Sample("dues.csv", table([*head, *rows], ",", "utf-8", "\n"), w.truth())


@layout
def dos_letters(w: World) -> Sample:
    rows = [
        ["Bedrift", w.company],
        ["Foretaksnr", w.orgnr],
        ["Måned", w.slash],
        ["Lønnsnr", "Fødselsnr", "Navn", "Trekk"],
        *[[p.employee_no, p.id, p.name, comma(p.ore)] for p in w.people],
    ]
    return Sample("dos.txt", table(rows, ";", "cp865"), w.truth())


@layout
def mac_tabs(w: World) -> Sample:
    rows = [
        ["Bedrift", w.company],
        ["Org.nr", w.orgnr],
        ["Måned", w.words],
        ["Fødselsnummer", "Etternavn", "Fornavn", "Trukket beløp"],
        *[[p.id, p.last, p.first, comma(p.ore)] for p in w.people],
    ]
    return Sample("mac.txt", table(rows, "\t", "mac_roman", "\r"), w.truth(anonymous(w)))


@layout
def pipes_utf16(w: World) -> Sample:
    rows = [
        ["Orgnr", w.orgnr],
        ["Termin", w.slash],
        ["Navn", "Fnr", "Beløp"],
        *[[p.turned, p.id, comma(p.ore, ".")] for p in w.people],
        ["Sum", "", comma(w.total, ".")],
    ]
    return Sample("u16.txt", table(rows, "|", "utf-16"), w.truth(anonymous(w)))


@layout
def quoted_lines_with_breaks(w: World) -> Sample:
    lines = [
        "sep=;",
        f'"Trekkliste";"{w.company}";"{w.orgnr}"',
        f'"Periode";"{w.words}";""',
        '"Fødsels-\nnummer";"Navn";"Trukket\nbeløp"',
    ]
    lines += [f'"{p.id}";"{p.name}";"{comma(p.ore)}"' for p in w.people]
    return Sample("brudd.csv", "\r\n".join(lines).encode("utf-8-sig"), w.truth(anonymous(w)))


@layout
def stray_quote(w: World) -> Sample:
    w.people[1].last = w.people[1].last + ' "Nils'
    rows = [
        ["Orgnr", w.orgnr],
        ["Periode", w.slash],
        ["Fødselsnr", "Navn", "Beløp"],
        *[[p.id, '"' + p.name if n == 2 else p.name, comma(p.ore)] for n, p in enumerate(w.people)],
        ["Sum", "", comma(w.total)],
    ]
    truth = w.truth(anonymous(w))
    truth["lines"][2]["name"] = '"' + w.people[2].name
    return Sample("sitat.csv", table(rows), {**truth, "ask_ok": True})


@layout
def trailing_minus(w: World) -> Sample:
    rows = [["Bukrs", "PersNr", "Navn", "Fødselsnummer", "LArt", "Lønnartstekst", "I-periode", "For-periode", "Beløp"]]
    rows += [
        [
            "1000",
            p.employee_no,
            p.turned,
            p.id,
            "7100",
            "Fagforening FF",
            f"{w.month:02}.{w.year}",
            f"{w.month:02}.{w.year}",
            f"{comma(p.ore, '.')}-",
        ]
        for p in w.people
    ]
    return Sample("sap.txt", table(rows, "\t"), w.truth(orgnr=None))


@layout
def fixed_width_basic(w: World) -> Sample:
    rows: list[list[Any]] = [
        [f"{w.company}   ORGNR {w.orgnr}"],
        [f"TREKKLISTE PERIODE {w.slash}   FELLESFORBUNDET"],
        [""],
        ["LØNNSNR", "FØDSELSNR", "NAVN", "GRUNNLAG", "TREKK"],
        ["-" * 80],
    ]
    rows += [[p.employee_no, p.id, p.turned, comma(p.base, " "), comma(p.ore)] for p in w.people]
    rows += [["=" * 80], ["SUM", "", "", comma(sum(p.base for p in w.people), " "), comma(w.total, " ")]]
    return Sample("liste.txt", fixed(rows, [8, 12, 30, 14, 12], [3, 4]), w.truth())


@layout
def fixed_width_codes(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Periode: " + w.words],
        ["Foretak: " + w.orgnr + "  " + w.company],
        ["ANR", "NAVN", "FNR", "TREKKODE", "BELØP"],
    ]
    rows += [[p.employee_no, p.name, f"{p.id[:6]} {p.id[6:]}", "214 Kontingent", comma(p.ore)] for p in w.people]
    return Sample("hl.prn", fixed(rows, [8, 28, 13, 16, 11], [4], "cp850"), w.truth())


@layout
def print_pages(w: World) -> Sample:
    rows: list[list[Any]] = []
    for page, start in enumerate(range(0, len(w.people), 5), start=1):
        rows += [
            [f"{w.company}                                   Side {page}"],
            [f"Org.nr {w.orgnr}   Fagforeningstrekk {w.slash}"],
            [""],
            ["Ansnr", "Fødselsnummer", "Navn", "Trukket"],
        ]
        part = w.people[start : start + 5]
        rows += [[p.employee_no, p.id, p.name, comma(p.ore)] for p in part]
        rows += [["", "", "Transport", comma(sum(p.ore for p in w.people[: start + 5]), " ")], [""]]
    rows.append(["", "", "Totalt", comma(w.total, " ")])
    return Sample("sider.txt", fixed(rows, [8, 14, 34, 14], [3]), w.truth())


@layout
def free_flow_lines(w: World) -> Sample:
    lines = (
        [f"Trekkliste {w.words}", f"{w.company} org.nr {w.orgnr}", ""]
        + [f"{p.id} {p.name} {comma(p.ore)}" for p in w.people]
        + [f"Sum {comma(w.total, ' ')}"]
    )
    return Sample("epost.txt", "\n".join(lines).encode(), w.truth(anonymous(w)))


@layout
def label_value_text(w: World) -> Sample:
    lines = [f"Arbeidsgiver: {w.company}", f"Orgnr: {w.orgnr}", f"Periode: {w.words}", ""]
    for p in w.people:
        lines += [f"Navn: {p.name}", f"Fødselsnr: {p.id}", f"Trukket: {comma(p.ore)}", ""]
    return Sample("skjema.txt", "\r\n".join(lines).encode("cp1252"), w.truth(anonymous(w)))


@layout
def refunds_in_brackets(w: World) -> Sample:
    p0 = w.people[0]
    rows = [
        ["Orgnr", w.orgnr],
        ["Periode", w.slash],
        ["Fødselsnr", "Navn", "Beløp"],
        *[[p.id, p.name, comma(p.ore)] for p in w.people],
        [p0.id, p0.name, "(35,00)"],
        ["Sum", "", comma(w.total - 3500)],
    ]
    lines = [w.line(p, employee_no=None, marks=["repeated"] if p is p0 else []) for p in w.people] + [
        w.line(p0, -3500, employee_no=None, marks=["repeated"])
    ]
    return Sample("retur.csv", table(rows), w.truth(lines))


@layout
def no_period_at_all(w: World) -> Sample:
    rows = [["Orgnr", w.orgnr], ["Fødselsnr", "Navn", "Beløp"], *[[p.id, p.name, comma(p.ore)] for p in w.people]]
    return Sample("export.csv", table(rows), w.truth(anonymous(w), period=None, ask_ok=True))


@layout
def not_a_list(w: World) -> Sample:
    return Sample(
        "notat.txt",
        f"Hei!\r\nSom avtalt sender vi listen senere.\r\nHilsen {w.company}\r\n".encode("cp1252"),
        reject("no_list"),
    )


@layout
def mixed_decimal_marks(w: World) -> Sample:
    rows = [
        ["Orgnr", w.orgnr],
        ["Periode", w.slash],
        ["Fødselsnr", "Navn", "Beløp"],
        *[[p.id, p.name, comma(p.ore) if n % 2 else point(p.ore)] for n, p in enumerate(w.people)],
    ]
    return Sample("blandet.csv", table(rows), w.truth(anonymous(w), ask_ok=True))
