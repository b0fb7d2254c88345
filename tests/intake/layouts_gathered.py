"""A block for each person: labelled fields on several lines, and the person's deductions below them."""

from collections.abc import Callable
from typing import Any

from tests.intake.layout import layout
from tests.intake.world import Person, Sample, World, comma, point
from tests.intake.writers import Pdf, xlsx

_RULE = "-" * 70


def _corrected(w: World) -> dict[str, int]:
    """Every third has a correction too."""
    return {p.id: 1000 + 7 * n for n, p in enumerate(w.people) if n % 3 == 1}


def _truth(w: World, more: dict[str, int], **told: Any) -> dict[str, Any]:
    lines = []
    for p in w.people:
        marks = {"marks": ["repeated"]} if p.id in more else {}
        lines.append(w.line(p, member_no=p.member_no, **marks))
        if p.id in more:
            lines.append(w.line(p, more[p.id], member_no=p.member_no, **marks))
    return w.truth(lines, **told)


def _form(w: World, top: str, block: Callable[[Person, int], list[str]], below: str) -> Sample:
    more = _corrected(w)
    out = [f"{w.company}   Org.nr {w.orgnr}", top, "=" * 70]
    for p in w.people:
        out += [*block(p, more.get(p.id, 0)), _RULE]
    total = comma(w.total + sum(more.values()), ".")
    out.append(f"{below} {len(w.people)} ANSATTE:  {total}")
    return Sample("blokker.txt", "\r\n".join(out).encode("cp1252"), _truth(w, more))


def _dotted(label: str, ore: int, aside: str = "") -> str:
    return f"   {label + ' ':.<30}{comma(ore, '.'):>14}{aside}"


@layout
def blocks_with_dots(w: World) -> Sample:
    def block(p: Person, more: int) -> list[str]:
        return [
            f"ANSATT {int(p.employee_no):05}   {p.name}",
            f"   Fnr {p.id[:6]}-{p.id[6:]}   Medl.nr {p.member_no}",
            _dotted("Trekkgrunnlag", p.base, "   Pst. 1,25"),
            _dotted("Trekk i perioden", p.ore),
            *([_dotted("Korreksjon i perioden", more)] if more else []),
            _dotted("Trukket hittil i år", p.ore * 5),
        ]

    return _form(w, f"Trekkliste Fellesforbundet   Lønnsperiode: {w.words}", block, "TREKK I ALT,")


@layout
def blocks_with_the_base_last(w: World) -> Sample:
    def block(p: Person, more: int) -> list[str]:
        return [
            f"   Navn: {p.turned}",
            f"   Personnr: {p.id[:6]} {p.id[6:]}     Ansattnr: {p.employee_no}     Medlemsnr: {p.member_no}",
            _dotted("Trukket denne perioden", p.ore),
            *([_dotted("Retting forrige måned", more)] if more else []),
            _dotted("Grunnlag", p.base, "   Sats 1,25"),
        ]

    return _form(w, f"Fagforening: Fellesforbundet   Lønn for {w.words}", block, "Til sammen")


@layout
def blocks_in_english(w: World) -> Sample:
    def block(p: Person, more: int) -> list[str]:
        return [
            f"Employee {p.employee_no}   {p.name}",
            f"   National ID {p.id}   Member no. {p.member_no}",
            _dotted("Deduction base", p.base),
            _dotted("Deducted this period", p.ore),
            *([_dotted("Adjustment", more)] if more else []),
            _dotted("Deducted year to date", p.ore * 4),
        ]

    return _form(w, f"Union dues Fellesforbundet   Pay period: {w.slash}", block, "TOTAL,")


def _with_heads(w: World, name: str, number: str, place: str) -> Sample:
    more = _corrected(w)
    page = 1
    out: list[str] = []
    for n, p in enumerate(w.people):
        if n % 5 == 0:
            out += [f"{w.company:40}ORG.NR {w.orgnr}   Side {page}", f"TREKK TIL FELLESFORBUNDET   Periode: {w.slash}"]
            page += 1
        out += [
            _RULE,
            f"{name + ' ':.<12}: {p.turned:32} Fødselsnr..: {p.id[:6]} {p.id[6:]}",
            f"{number + ' ':.<12}: {int(p.employee_no):08}{'':25} Medlemsnr..: {p.member_no}",
            f"{place + ' ':.<12}: Lager",
            f"   {'Lart':6}{'Tekst':28}{'Grunnlag':>14}{'Sats':>8}{'Beløp':>14}{'Akkumulert':>14}",
            f"   {'5510':6}{'Kontingent':28}{comma(p.base, '.'):>14}{'1,25':>8}"
            f"{comma(p.ore) + '-':>14}{comma(p.ore * 5, '.') + '-':>14}",
        ]
        if p.id in more:
            out.append(f"   {'5519':6}{'Retting':28}{'':14}{'':8}{comma(more[p.id]) + '-':>14}")
    out += [_RULE, f"   Totalt trukket ({len(w.people)} personer)   {comma(w.total + sum(more.values()), '.')}-"]
    return Sample("blokker.txt", "\n".join(out).encode(), _truth(w, more))


@layout
def blocks_with_heads(w: World) -> Sample:
    return _with_heads(w, "Navn", "Ansattnr", "Arbeidssted")


@layout
def blocks_with_heads_in_nynorsk(w: World) -> Sample:
    return _with_heads(w, "Namn", "Tilsettnr", "Arbeidsstad")


@layout
def blocks_of_several_unions_in_a_pdf(w: World) -> Sample:
    pdf, y = Pdf(), 900.0
    lines = []
    for n, p in enumerate(w.people):
        if y > 760:
            pdf.page()
            pdf.at(40, 50, f"Legal employer: {w.company} (NO {w.orgnr} MVA)")
            pdf.at(40, 64, f"Deductions, trade unions   Pay period: {w.slash}")
            y = 80
        kind = "NITO" if n % 4 == 2 else "Fellesforbundet"
        for x, text in ((40, p.name), (260, f"Employee ID: {p.employee_no}"), (400, f"Personal ID: {p.id}")):
            pdf.at(x, y + 16, text)
        pdf.at(48, y + 28, f"Cost centre {10 + n % 3}")
        pdf.at(150, y + 28, f"Membership no. {p.member_no}")
        pdf.at(48, y + 40, "5410")
        pdf.at(90, y + 40, f"{kind} - membership fee")
        for x, head, amount in ((440, "This period", point(p.ore)), (540, "Year to date", f"{p.ore * 5 / 100:,.2f}")):
            pdf.at(x, y + 28, head, right=True)
            pdf.at(x, y + 40, amount, right=True)
        y += 40
        if n % 3 == 0:
            y += 12
            pdf.at(90, y, "Total for employee")
            pdf.at(440, y, point(p.ore), right=True)
        if kind != "NITO":
            lines.append(w.line(p, member_no=p.member_no))
    return Sample("blokker.pdf", pdf.bytes(), w.truth(lines))


def _sheet(w: World, who: Callable[[Person], list[Any]], ids: Callable[[Person], list[Any]], own_sum: bool) -> Sample:
    rows: list[list[Any]] = [["Kreditor:", "Fellesforbundet"], ["Arbeidsgiver:", w.company, "", "Orgnr:", w.orgnr]]
    rows += [["Lønnsmåned:", w.words], []]
    more = _corrected(w)
    for p in w.people:
        rows += [who(p), ids(p), ["Kode", "Tekst", "Grunnlag", "Sats", "Beløp"]]
        rows.append(["710", "Kontingent", p.base / 100, 1.25, p.kr])
        if p.id in more:
            rows.append(["714", "Korr. kontingent", "", "", more[p.id] / 100])
        if own_sum:
            rows.append(["", "Sum ansatt", "", "", (p.ore + more.get(p.id, 0)) / 100])
        rows.append([])
    rows.append(["Antall ansatte:", len(w.people), "", "Sum kreditor", (w.total + sum(more.values())) / 100])
    return Sample("blokker.xlsx", xlsx(("Ark1", rows)), _truth(w, more))


@layout
def blocks_in_a_sheet(w: World) -> Sample:
    return _sheet(
        w,
        lambda p: [f"Ansatt {p.employee_no}  {p.name}"],
        lambda p: ["Fødselsnummer", p.id, "", "Medlemsnr", p.member_no],
        own_sum=True,
    )


@layout
def blocks_in_a_sheet_without_sums(w: World) -> Sample:
    return _sheet(
        w,
        lambda p: [f"{p.turned} ({p.employee_no})"],
        lambda p: [f"Fnr: {p.id}", "", "", f"Medl.nr: {p.member_no}"],
        own_sum=False,
    )
