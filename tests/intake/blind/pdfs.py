"""Text PDFs, with words placed by hand."""

from random import Random

from tests.intake.blind.common import (
    UNION,
    Case,
    comma,
    crowd,
    firm,
    iso,
    layout,
    line,
    lines_of,
    month,
    read,
    refuse,
    spaced,
    total,
    word,
)
from tests.intake.blind.writers import Word, pdf, right

Page = list[Word]


@layout(2)
def p01(name: str, rng: Random) -> Case:
    """Five money columns, two pages, heads and feet, carried sum."""
    f, when, who = firm(rng), month(rng), crowd(rng, 34)
    pages: list[Page] = []
    for n, part in enumerate((who[:20], who[20:])):
        page: Page = [(40, 40, f.name), (400, 40, f"Side {n + 1} av 2"), (40, 54, f"Org.nr. {f.orgnr}")]
        page += [
            (40, 70, f"Trekk {UNION}"),
            (250, 70, f"Lønnsperiode: {word(when)}"),
            (400, 54, f"Dato 03.{when[1] + 1:02}.2026"),
        ]
        for x, h in ((40, "Ansnr"), (80, "Fødselsnr"), (150, "Navn"), (285, "Grunnlag"), (345, "Sats"),
                     (375, "Trukket"), (430, "Forrige"), (490, "Hittil i år")):  # fmt: skip
            page.append((x, 95, h))
        y = 112.0
        for p in part:
            page += [(40, y, p.no), (80, y, p.nid), (150, y, p.name)]
            page += [right(325, y, spaced(rng.randrange(3000000, 5000000))), right(365, y, "1,40")]
            page += [
                right(410, y, comma(p.amount)),
                right(465, y, comma(p.amount - 700)),
                right(540, y, spaced(p.amount * 8)),
            ]
            y += 15
        label, amount = ("Transport", total(part)) if n == 0 else ("Totalt", total(who))
        page += [
            (40, y + 6, label),
            right(410, y + 6, spaced(amount)),
            (40, 820, f"Kjørt av KLG 0{n + 1}.11.2026 kl. 09.15"),
        ]
        pages.append(page)
    return read(f"{name}.pdf", pdf(pages), lines_of(who), f, when)


@layout(2)
def p02(name: str, rng: Random) -> Case:
    """One page per union."""
    f, when, who = firm(rng), month(rng), crowd(rng, 24)
    pages: list[Page] = []
    for union, part in (("NITO", who[:7]), ("Fellesforbundet", who[7:19]), ("Negotia", who[19:])):
        page: Page = [
            (50, 50, f"{f.name}, {f.orgnr}"),
            (50, 66, f"Leverandør: {union}"),
            (50, 82, f"Periode {when[1]:02}-{when[0]}"),
        ]
        page += [(50, 110, "Navn"), (230, 110, "Fødselsnummer"), (380, 110, "Trekk")]
        for n, p in enumerate(part):
            y = 126 + 14 * n
            page += [(50, y, p.turned), (230, y, p.nid), right(410, y, comma(p.amount))]
        y = 130 + 14 * len(part)
        page += [(50, y, f"Sum {union}"), right(410, y, comma(total(part)))]
        pages.append(page)
    return read(f"{name}.pdf", pdf(pages), lines_of(who[7:19], employee_no=None), f, when)


@layout(2)
def p03(name: str, rng: Random) -> Case:
    """Columns drawn one after the other, amounts with a trailing minus, name and id touching."""
    f, when, who = firm(rng), month(rng), crowd(rng, 18)
    page: Page = [
        (50, 50, f"FAGFORENINGSLISTE {UNION.upper()}"),
        (50, 66, f"Firma {f.name}"),
        (50, 80, f"Orgnr {f.orgnr}"),
    ]
    page += [(50, 94, f"Måned {word(when)}")]
    heads = ((50, "Lnr"), (90, "Navn"), (200, "Fødselsnr"), (330, "Beløp"))
    page += [(x, 120, h) for x, h in heads]
    ys = [136 + 14 * n for n in range(len(who))]
    page += [(50, y, p.no) for p, y in zip(who, ys, strict=True)]
    page += [(90, y, p.name) for p, y in zip(who, ys, strict=True)]
    page += [(200, y, p.nid) for p, y in zip(who, ys, strict=True)]
    page += [right(360, y, comma(p.amount) + "-") for p, y in zip(who, ys, strict=True)]
    page += [(50, ys[-1] + 20, "Sum"), right(360, ys[-1] + 20, spaced(total(who)) + "-")]
    return read(f"{name}.pdf", pdf([page]), lines_of(who), f, when)


@layout(2)
def p04(name: str, rng: Random) -> Case:
    """Two lines per person: name above, id and amounts below."""
    f, when, who = firm(rng), month(rng), crowd(rng, 14)
    page: Page = [
        (50, 50, f.name),
        (50, 64, f"Organisasjonsnummer {f.orgnr}"),
        (50, 78, f"Trekk til {UNION} for {word(when)}"),
    ]
    page += [
        (50, 104, "Ansatt"),
        (60, 116, "Fødselsnr"),
        (200, 116, "Ansattnr"),
        (300, 116, "Grunnlag"),
        (400, 116, "Trukket"),
    ]
    y = 134.0
    for p in who:
        page += [(50, y, p.name), (60, y + 12, p.nid), (200, y + 12, p.no)]
        page += [right(340, y + 12, spaced(rng.randrange(3000000, 5000000))), right(440, y + 12, comma(p.amount))]
        y += 30
    page += [(50, y, "Sum"), right(440, y, spaced(total(who)))]
    return read(f"{name}.pdf", pdf([page]), lines_of(who), f, when, ask_ok=True)


@layout()
def p05(name: str, rng: Random) -> Case:
    """Masked ids, sections by sub-unit, landscape."""
    f, when, who = firm(rng), month(rng), crowd(rng, 20)
    page: Page = [
        (40, 40, f"Arbeidsgiver: {f.name}"),
        (40, 54, f"Org.nr: {f.orgnr}"),
        (300, 40, f"Fagforening: {UNION}"),
    ]
    page += [(300, 54, f"Trekkmåned: {iso(when)}")]
    y = 80.0
    for unit, part in ((f.unit, who[:9]), (f.unit2, who[9:])):
        page += [(40, y, f"Underenhet {unit}")]
        page += [
            (40, y + 14, "Ansattnr"),
            (120, y + 14, "Navn"),
            (320, y + 14, "Fødselsnr"),
            (480, y + 14, "Trukket beløp"),
        ]
        y += 28
        for p in part:
            page += [(40, y, p.no), (120, y, p.name), (320, y, p.nid[:6] + " xxxxx"), right(540, y, comma(p.amount))]
            y += 13
        page += [(320, y, "Sum underenhet"), right(540, y, comma(total(part)))]
        y += 24
    page += [(320, y, "Sum totalt"), right(540, y, spaced(total(who)))]
    data = pdf([page], size=(842, 595))
    return read(f"{name}.pdf", data, lines_of(who, national_id=None), f, when, ask_ok=True)


@layout()
def p06(name: str, rng: Random) -> Case:
    """Typewriter letters, a column of last month beside this month's, both named by month."""
    f, when, who = firm(rng), month(rng), crowd(rng, 22)
    old = (when[0], when[1] - 1)
    text = [f"{f.name}   org.nr {f.orgnr}", f"Fagforeningstrekk {UNION}, lønn {word(when)}", ""]
    text += [f"{'Fødselsnr':<13}{'Navn':<26}{iso(old):>12}{iso(when):>12}{'Endring':>10}"]
    for n, p in enumerate(who):
        before = p.amount - (1500 if n % 4 == 0 else 0)
        text.append(
            f"{p.nid:<13}{p.name[:25]:<26}{comma(before):>12}{comma(p.amount):>12}{comma(p.amount - before):>10}"
        )
    page = [(40.0, 50.0 + 13 * n, row) for n, row in enumerate(text) if row]
    data = pdf([page], font="Courier", points=8)
    return read(f"{name}.pdf", data, lines_of(who, employee_no=None), f, when, ask_ok=True)


@layout()
def p07(name: str, rng: Random) -> Case:
    """A person per page, as a notice."""
    f, when, who = firm(rng), month(rng), crowd(rng, 6)
    pages: list[Page] = []
    for p in who:
        page: Page = [
            (50, 60, f"{f.name}, org.nr {f.orgnr}"),
            (50, 80, f"Trekkoppgave {word(when)}"),
            (50, 120, "Navn:"),
            (160, 120, p.name),
        ]
        page += [(50, 136, "Fødselsnummer:"), (160, 136, p.nid), (50, 152, "Trekk til:"), (160, 152, UNION)]
        page += [
            (50, 168, "Brutto:"),
            (160, 168, "41 250,00"),
            (50, 184, "Trukket beløp:"),
            (160, 184, comma(p.amount)),
        ]
        pages.append(page)
    lines = lines_of(who, employee_no=None)
    return read(f"{name}.pdf", pdf(pages), lines, f, when, ask_ok=True)


@layout()
def p08(name: str, rng: Random) -> Case:
    """A letter without a list."""
    rows = ("Til Fellesforbundet", "Vi viser til brev av 12.10.2026 om krav til trekklister.", "Saksnr 2026/4512",
            "Listen for oktober kommer innen 15. november.", "Med hilsen", "Lønnskontoret")  # fmt: skip
    return refuse(f"{name}.pdf", pdf([[(60.0, 80.0 + 22 * n, row) for n, row in enumerate(rows)]]), "no_list")


@layout(2)
def p09(name: str, rng: Random) -> Case:
    """A correction below a person, a zero line, notes with amounts at the end."""
    f, when, who = firm(rng), month(rng), crowd(rng, 15)
    page: Page = [(50, 50, f"{f.name}"), (300, 50, f"Foretaksnr. {f.orgnr[:3]} {f.orgnr[3:6]} {f.orgnr[6:]}")]
    page += [(50, 66, f"Liste over trukket kontingent – {UNION}"), (50, 82, f"Gjelder {word(when)}")]
    page += [
        (50, 106, "Nr"),
        (90, 106, "Etternavn, fornavn"),
        (240, 106, "Fødselsnummer"),
        (350, 106, "Tekst"),
        (470, 106, "Beløp"),
    ]
    y, lines = 122.0, []
    for n, p in enumerate(who):
        ore = 0 if n == 6 else p.amount
        page += [(50, y, p.no), (90, y, p.turned), (240, y, p.nid), (350, y, "Ordinær"), right(495, y, comma(ore))]
        more = {"marks": ["repeated"]} if n == 3 else {}
        lines.append(line(p, amount=comma(ore).replace(",", "."), **more))
        if n == 3:
            y += 14
            page += [(350, y, "Korreksjon"), right(495, y, "-75,50")]
            lines.append(line(p, amount="-75.50", marks=["repeated"]))
        y += 14
    printed = sum(round(float(str(one["amount"])) * 100) for one in lines)
    page += [(350, y + 6, "Sum"), right(495, y + 6, spaced(printed))]
    page += [(50, y + 40, f"Satsen øker til 512,00 fra 01.{when[1] + 1:02}.2026. Spørsmål: tlf 51 51 51 51")]
    return read(f"{name}.pdf", pdf([page]), lines, f, when)
