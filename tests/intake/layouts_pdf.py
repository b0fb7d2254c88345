"""PDF with and without ruling lines."""

from tests.intake.layout import layout
from tests.intake.world import Sample, World, anonymous, comma, reject
from tests.intake.writers import Pdf, draw


@layout
def pdf_ruled(w: World) -> Sample:
    pdf = Pdf()
    heads = [
        (50, "Ansattnr", False),
        (110, "Fødselsnummer", False),
        (210, "Navn", False),
        (440, "Grunnlag", True),
        (540, "Trukket beløp", True),
    ]
    draw(
        w.people,
        pdf,
        heads,
        30,
        True,
        [w.company, f"Org.nr. {w.orgnr}", f"Trekkliste Fellesforbundet {w.words}"],
        lambda p: (p.employee_no, p.id, p.turned, comma(p.base, " "), comma(p.ore)),
        ("Sum", comma(w.total, " ")),
    )
    return Sample("liste.pdf", pdf.bytes(), w.truth())


@layout
def pdf_plain_landscape(w: World) -> Sample:
    pdf = Pdf(842, 595)
    heads = [
        (50, "Navn", False),
        (300, "Fnr", False),
        (420, "Lønnsart", False),
        (620, "Denne periode", True),
        (760, "Hittil i år", True),
    ]
    draw(
        w.people,
        pdf,
        heads,
        25,
        False,
        [f"{w.company} {w.orgnr}", f"Periode {w.slash}"],
        lambda p: (
            p.name,
            f"{p.id[:6]} {p.id[6:]}",
            "Fagforeningskontingent",
            comma(p.ore),
            comma(p.ore * w.month, " "),
        ),
        ("Totalt", comma(w.total * w.month, " ")),
    )
    pdf.at(620, 595 - 20, "", right=True)
    return Sample("rapport.pdf", pdf.bytes(), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def pdf_rotated(w: World) -> Sample:
    pdf = Pdf(595, 842, rotate=90)
    heads = [(50, "Ansnr", False), (120, "Fødselsnr", False), (230, "Navn", False), (560, "Beløp", True)]
    draw(
        w.people,
        pdf,
        heads,
        20,
        False,
        [f"{w.company} Orgnr {w.orgnr}", f"Lønnsperiode: {w.words}"],
        lambda p: (p.employee_no, p.id, p.name, comma(p.ore)),
        ("Sum", comma(w.total, " ")),
    )
    return Sample("roter.pdf", pdf.bytes(), w.truth())


@layout
def pdf_touching_columns(w: World) -> Sample:
    pdf = Pdf()
    heads = [(50, "Navn", False), (118, "Fødselsnr", False), (300, "Trekk", True)]
    for p in w.people:
        p.first, p.last = "Maren", "Kristoffersen"
    w.people[0].first = "Ola"
    draw(
        w.people,
        pdf,
        heads,
        40,
        False,
        [w.company, f"Organisasjonsnr {w.orgnr}", f"Trekkperiode {w.slash}"],
        lambda p: (p.last, p.id, comma(p.ore)),
        ("Sum", comma(w.total, " ")),
    )
    lines = [{**line, "name": "Kristoffersen"} for line in anonymous(w)]
    return Sample("tett.pdf", pdf.bytes(), w.truth(lines))


@layout
def pdf_sections_per_union(w: World) -> Sample:
    pdf = Pdf()
    others = w.some(4)
    pdf.page()
    y = 50.0
    pdf.at(50, y, f"{w.company}  Orgnr {w.orgnr}  Periode {w.slash}")
    for union, group in (("FLT", others), ("Fellesforbundet", w.people)):
        y += 25
        pdf.at(50, y, f"Leverandør: {union}", 11)
        y += 15
        for x, text in ((50, "Ansattnr"), (110, "Navn"), (330, "Fødselsnr"), (470, "Beløp")):
            pdf.at(x, y, text)
        for p in group:
            y += 13
            for x, text in ((50, p.employee_no), (110, p.name), (330, p.id)):
                pdf.at(x, y, text)
            pdf.at(500, y, comma(p.ore), right=True)
        y += 14
        pdf.at(50, y, "Sum")
        pdf.at(500, y, comma(sum(p.ore for p in group), " "), right=True)
    return Sample("kreditor.pdf", pdf.bytes(), w.truth())


@layout
def pdf_without_text(w: World) -> Sample:
    pdf = Pdf()
    pdf.page()
    return Sample("tom.pdf", pdf.bytes(), reject("empty"))
