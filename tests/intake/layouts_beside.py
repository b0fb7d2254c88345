"""People side by side on a page, heads over several lines, wrapped cells, records of types, sums that name a union."""

from typing import Any

from tests.intake.layout import layout
from tests.intake.world import Person, Sample, World, anonymous, comma, point, reject
from tests.intake.writers import Pdf, fixed, table, xlsx


def _spots(pdf: Pdf, y: float, cells: list[tuple[float, str, bool]], size: float = 8) -> None:
    for x, text, right in cells:
        if text:
            pdf.at(x, y, text, size, right)


def _person(x: float, p: Person) -> list[tuple[float, str, bool]]:
    return [(x, p.employee_no, False), (x + 35, p.name, False), (x + 130, p.id, False), (x + 240, comma(p.ore), True)]


def _head(x: float) -> list[tuple[float, str, bool]]:
    return [(x, "Nr", False), (x + 35, "Navn", False), (x + 130, "Fødselsnr", False), (x + 240, "Trekk", True)]


def _beside(w: World, columns: int, heads: int, top: list[str], ids: bool = True) -> Sample:
    """`columns` people a row, the first `heads` of them under a heading."""
    pdf = Pdf(60 + 280 * columns, 842)
    rows = -(-len(w.people) // columns)
    pdf.page()
    y = 40.0
    for text in top:
        pdf.at(40, y, text)
        y += 16
    _spots(pdf, y, [cell for k in range(heads) for cell in _head(40 + 280 * k)])
    for n in range(rows):
        y += 14
        for k in range(columns):
            if n + k * rows < len(w.people):
                _spots(pdf, y, _person(40 + 280 * k, w.people[n + k * rows]))
    return Sample("spalter.pdf", pdf.bytes(), w.truth())


def _top(w: World) -> list[str]:
    return [w.company, f"Org.nr. {w.orgnr}", f"Trekk til Fellesforbundet {w.words}"]


@layout
def two_columns_of_people(w: World) -> Sample:
    return _beside(w, 2, 2, _top(w))


@layout
def three_columns_of_people(w: World) -> Sample:
    return _beside(w, 3, 3, _top(w))


@layout
def two_columns_headed_once(w: World) -> Sample:
    sample = _beside(w, 2, 1, _top(w))
    return Sample(sample.file, sample.data, {**sample.truth, "ask_ok": True})


@layout
def two_columns_without_heads(w: World) -> Sample:
    sample = _beside(w, 2, 0, _top(w))
    return Sample(sample.file, sample.data, {**sample.truth, "ask_ok": True})


@layout
def two_columns_below_one_title(w: World) -> Sample:
    return _beside(w, 2, 2, [f"{w.company} – trekk Fellesforbundet {w.words} – org.nr. {w.orgnr}"])


@layout
def two_columns_in_a_workbook_headed_once(w: World) -> Sample:
    half = -(-len(w.people) // 2)
    rows: list[list[Any]] = [[w.company, None, w.orgnr], ["Trekk Fellesforbundet", None, w.words], []]
    rows.append(["Ansattnr", "Navn", "Fødselsnr", "Trekk"])
    for n in range(half):
        pair = [w.people[n], *w.people[n + half : n + half + 1]]
        rows.append([cell for p in pair for cell in (p.employee_no, p.name, p.id, p.kr, None)])
    return Sample("liste.xlsx", xlsx(("Ark1", rows)), w.truth(ask_ok=True))


@layout
def two_columns_of_text(w: World) -> Sample:
    half = -(-len(w.people) // 2)
    rows: list[list[str]] = [[f"{w.company}  Org.nr {w.orgnr}"], [f"TREKK FELLESFORBUNDET {w.words.upper()}"]]
    rows.append(["NR", "NAVN", "FNR", "TREKK"] * 2)
    for n in range(half):
        pair = [w.people[n], *w.people[n + half : n + half + 1]]
        rows.append([cell for p in pair for cell in (p.employee_no, p.name, p.id, comma(p.ore))])
    return Sample("liste.txt", fixed(rows, [6, 44, 12, 10] * 2, (3, 7)), w.truth())


def _stacked(w: World, heads: list[list[str]], more: dict[str, Any] | None = None) -> Sample:
    """Heads over several lines above Ansattnr, Navn, Fødselsnr, Avtalt, Trukket, Rest."""
    pdf = Pdf()
    places = [(40.0, False), (90.0, False), (250.0, False), (390.0, True), (470.0, True), (550.0, True)]
    for start in range(0, len(w.people), 30):
        pdf.page()
        y = 40.0
        for text in _top(w):
            pdf.at(40, y, text)
            y += 16
        for head in heads:
            _spots(pdf, y, [(x, text, right) for (x, right), text in zip(places, head, strict=True)])
            y += 10
        for n, p in enumerate(w.people[start : start + 30]):
            rest = p.ore // 2 if n % 5 == 1 else 0
            cells = [p.employee_no, p.name, p.id, comma(p.ore + rest), comma(p.ore), comma(rest)]
            y += 13
            _spots(pdf, y, [(x, text, right) for (x, right), text in zip(places, cells, strict=True)])
    return Sample("liste.pdf", pdf.bytes(), w.truth(**(more or {})))


@layout
def heads_over_two_lines(w: World) -> Sample:
    return _stacked(
        w,
        [
            ["Ansatt-", "Navn", "Fødsels-", "Avtalt", "Trukket", "Ikke"],
            ["nummer", "", "nummer", "trekk", "beløp", "trukket"],
        ],
    )


@layout
def heads_over_two_lines_at_the_bottom(w: World) -> Sample:
    return _stacked(
        w, [["", "", "", "Skal", "Faktisk", "Ikke"], ["Ansnr", "Navn", "Fødselsnr", "trekkes", "trukket", "trukket"]]
    )


@layout
def heads_over_three_lines(w: World) -> Sample:
    heads = [["", "", "", "Avtalt", "Trukket", "Rest"], ["Ansatt", "Navn", "Fødsels-", "trekk", "denne", "til neste"]]
    return _stacked(w, [*heads, ["nr.", "", "nummer", "pr. mnd.", "måned", "måned"]])


@layout
def number_glued_to_the_name(w: World) -> Sample:
    lines = [f"{w.company}   ORGNR {w.orgnr}", f"TREKK FELLESFORBUNDET {w.words.upper()}", ""]
    lines.append(f"{'NR':6}{'NAVN':30}{'FØDSELSNR':13}{'DENNE PER.':>12}")
    lines += [f"{p.employee_no:0>6}{p.turned[:30]:30}{p.id:13}{comma(p.ore):>12}" for p in w.people]
    return Sample("liste.txt", "\r\n".join(lines).encode("cp1252"), w.truth())


@layout
def number_glued_to_the_name_in_a_workbook(w: World) -> Sample:
    rows: list[list[Any]] = [[w.company, w.orgnr], ["Trekk Fellesforbundet", w.words], []]
    rows.append(["Ansatt", "Fødselsnr", "Trekk"])
    rows += [[f"{p.employee_no:0>6}{p.turned}", p.id, p.kr] for p in w.people]
    return Sample("liste.xlsx", xlsx(("Ark1", rows)), w.truth())


@layout
def records_with_a_head_record(w: World) -> Sample:
    rows: list[list[str]] = [["00", "ARBEIDSGIVER", w.orgnr, w.company], ["10", "PERIODE", w.period.replace("-", "")]]
    rows.append(["15", "ART", "ANSATT", "FNR", "ETTERNAVN", "FORNAVN", "MEDLEM", "GRUNNLAG", "TREKK"])
    rows += [
        ["20", "K", p.employee_no, p.id, p.last, p.first, p.member_no, point(p.base), point(p.ore)] for p in w.people
    ]
    rows += [["90", "SUM", str(len(w.people)), "", "", "", "", "", point(w.total)], ["99", "SLUTT", "7"]]
    lines = [w.line(p, member_no=p.member_no) for p in w.people]
    return Sample("ff.csv", table(rows, "|", "utf-8"), w.truth(lines, ask_ok=True))


@layout
def records_by_letters(w: World) -> Sample:
    rows: list[list[str]] = [["H", "Arbeidsgiver", w.company, "Orgnr", w.orgnr, "Periode", w.slash]]
    rows.append(["K", "Ansattnr", "Fødselsnr", "Navn", "Medlem", "Trukket"])
    rows += [["D", p.employee_no, p.id, p.name, p.member_no, comma(p.ore)] for p in w.people]
    rows.append(["T", str(len(w.people)), "", "", "", comma(w.total)])
    lines = [w.line(p, member_no=p.member_no) for p in w.people]
    return Sample("ff.txt", table(rows), w.truth(lines, ask_ok=True))


@layout
def sums_name_the_union(w: World) -> Sample:
    others, more = w.some(3), w.some(1)
    rows: list[list[Any]] = [[w.company, None, None, None], ["Orgnr", w.orgnr], ["Fagforeningstrekk", w.words], []]
    rows.append(["Ansattnr", "Navn", "Fødselsnr", "Beløp"])
    for union, people in (("Industri Energi", others), ("Fellesforbundet", w.people), ("NITO", more)):
        rows += [[p.employee_no, p.name, p.id, p.kr] for p in people]
        rows.append(["*", union, None, sum(p.ore for p in people) / 100])
    rows.append(["**", None, None, sum(p.ore for p in [*others, *w.people, *more]) / 100])
    return Sample("liste.xlsx", xlsx(("Ark1", rows)), w.truth(ask_ok=True))


def _journal(w: World, labels: bool, insurance: bool) -> Sample:
    pdf = Pdf()
    lines = []
    places = [(60.0, False), (110.0, False), (360.0, True), (440.0, True), (530.0, True)]
    for start in range(0, len(w.people), 8):
        pdf.page()
        y = 40.0
        for text in [w.company, f"Org.nr. {w.orgnr}", f"Trekkjournal {w.words}"]:
            pdf.at(40, y, text)
            y += 15
        if labels:
            heads = ["Lart", "Tekst", "Grunnlag", "Beløp", "Hittil i år"]
            _spots(pdf, y, [(x, text, right) for (x, right), text in zip(places, heads, strict=True)])
        for n, p in enumerate(w.people[start : start + 8]):
            y += 16
            _spots(pdf, y, [(40, p.employee_no, False), (110, p.turned, False), (300, p.id, False)])
            ours = [("5100", "Fellesforbundet kontingent", p.base, p.ore)]
            ours += [("5105", "Fellesforbundet forsikring", 0, 9100)] if insurance and n % 3 == 0 else []
            rest = [("5300", "Kantine", 0, 42000)] if n % 2 else [("5310", "Parkering", 0, 35000)]
            lines += [w.line(p, one[3], marks=["repeated"] if len(ours) > 1 else []) for one in ours]
            for code, text, base, ore in [*ours, *rest]:
                y += 12
                cells = [code, text, comma(base, " ") if base else "", comma(-ore, " "), comma(-ore * w.month, " ")]
                _spots(pdf, y, [(x, cell, right) for (x, right), cell in zip(places, cells, strict=True)])
    return Sample("journal.pdf", pdf.bytes(), w.truth(lines, ask_ok=True))


@layout
def journal_with_heads(w: World) -> Sample:
    return _journal(w, True, True)


@layout
def journal_with_kontingent_only(w: World) -> Sample:
    return _journal(w, True, False)


@layout
def quoted_names_and_amounts(w: World) -> Sample:
    rows = [f"#{w.company} {w.orgnr}", f"#Fellesforbundet {w.words}", "nr,navn,fnr,kto,trekk"]
    rows += [f'{p.employee_no},"{p.turned}",{p.id},2380,"{comma(p.ore)}"' for p in w.people]
    return Sample("liste.csv", "\n".join(rows).encode(), w.truth(ask_ok=True))


def _dashes(w: World, nothing: str) -> Sample:
    rows: list[list[Any]] = [[w.company, w.orgnr], [f"Trekk Fellesforbundet {w.words}"], []]
    rows.append(["Navn", "Fødselsnr", "Trukket"])
    for n, p in enumerate(w.people):
        p.ore = 0 if n % 3 == 1 else p.ore
        rows.append([p.name, p.id, nothing if n % 3 == 1 else f"kr {comma(p.ore, ' ')}"])
    return Sample("liste.xlsx", xlsx(("Ark1", rows)), w.truth(anonymous(w)))


@layout
def dash_for_nothing(w: World) -> Sample:
    return _dashes(w, "–")


@layout
def blank_for_nothing(w: World) -> Sample:
    return _dashes(w, "")


@layout
def scan_with_a_stamp(w: World) -> Sample:
    pdf = Pdf()
    pdf.page()
    pdf.pages[-1].append("q 500 0 0 700 40 60 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q")
    pdf.at(40, 20, f"Mottatt 12.03.{w.year}   Side 1 av 1")
    return Sample("skann.pdf", pdf.bytes(), reject("image_only"))


@layout
def account_above_the_list(w: World) -> Sample:
    rows: list[list[Any]] = [
        ["Kreditor", "Fellesforbundet", None, None],
        ["Bankkonto", "Kto 7143.19.21841 KID", "00321272052", None],
    ]
    rows += [[w.company, "Orgnr", w.orgnr], ["Periode", w.words], [], ["Ansattnr", "Navn", "Fødselsnr", "Trekk"]]
    rows += [[p.employee_no, p.name, p.id, p.kr] for p in w.people]
    return Sample("liste.xlsx", xlsx(("Ark1", rows)), w.truth())


@layout
def remark_with_a_date(w: World) -> Sample:
    pdf = Pdf()
    pdf.page()
    y = 40.0
    for text in _top(w):
        pdf.at(40, y, text)
        y += 16
    heads = ["Ansnr", "Navn", "Fødselsnr", "Trekk", "Fravær/merknad"]
    places = [(40.0, False), (80.0, False), (250.0, False), (380.0, True), (400.0, False)]
    _spots(pdf, y, [(x, text, right) for (x, right), text in zip(places, heads, strict=True)])
    for n, p in enumerate(w.people):
        y += 13
        remark = f"Sykmeldt fra 12.0{n % 3 + 4}.{w.year}" if n % 4 == 2 else ""
        cells = [p.employee_no, p.name, p.id, comma(p.ore), remark]
        _spots(pdf, y, [(x, text, right) for (x, right), text in zip(places, cells, strict=True)])
    return Sample("liste.pdf", pdf.bytes(), w.truth())
