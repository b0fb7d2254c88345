"""Prints whose amounts, names and records are harder to find: blanks in amounts, wrapped names, records of two lines."""

from collections.abc import Callable

from tests.intake.layout import layout
from tests.intake.world import Sample, World, comma
from tests.intake.writers import Pdf, draw, fixed


def _large(w: World) -> None:
    for n, p in enumerate(w.people):
        p.ore = 105_000 if n % 4 == 1 else 123_456 + n if n % 7 == 3 else p.ore


def _print(w: World, shown: Callable[[int], str], whole: bool = False) -> Sample:
    _large(w)
    if whole:
        for p in w.people:
            p.ore = p.ore // 100 * 100
    heads = [(50, "Ansattnr", False), (110, "Fødselsnummer", False), (210, "Navn", False), (540, "Trukket", True)]
    top = [w.company, f"Org.nr. {w.orgnr}", f"Trekkliste Fellesforbundet {w.words}"]
    pdf = Pdf()
    draw(w.people, pdf, heads, 30, False, top, lambda p: (p.employee_no, p.id, p.name, shown(p.ore)), ("", ""))
    return Sample("liste.pdf", pdf.bytes(), w.truth())


@layout
def pdf_blank_in_thousands(w: World) -> Sample:
    return _print(w, lambda ore: comma(ore, " "))


@layout
def pdf_blank_in_thousands_kr_behind(w: World) -> Sample:
    return _print(w, lambda ore: f"{comma(ore, ' ')} kr")


@layout
def pdf_blank_behind_minus(w: World) -> Sample:
    return _print(w, lambda ore: f"- {comma(ore, ' ')}")


@layout
def pdf_blank_in_whole_thousands(w: World) -> Sample:
    return _print(w, lambda ore: comma(ore, " ")[:-3], whole=True)


@layout
def pdf_kroner_and_ore_apart(w: World) -> Sample:
    _large(w)
    heads = [
        (50, "Ansattnr", False),
        (110, "Fødselsnummer", False),
        (210, "Navn", False),
        (500, "Kr", True),
        (540, "Øre", True),
    ]
    top = [w.company, f"Org.nr. {w.orgnr}", f"Trekkliste Fellesforbundet {w.words}"]
    pdf = Pdf()
    draw(
        w.people,
        pdf,
        heads,
        30,
        True,
        top,
        lambda p: (p.employee_no, p.id, p.name, comma(p.ore, " ")[:-3], comma(p.ore)[-2:]),
        ("", ""),
    )
    return Sample("skjema.pdf", pdf.bytes(), w.truth())


@layout
def department_right_before_amount(w: World) -> Sample:
    """«20 450,75»: the department stands one blank before every amount."""
    rows = [
        [f"{w.company} {w.orgnr}"],
        [f"Trekkliste Fellesforbundet {w.words}"],
        ["Ansnr", "Fødselsnummer", "Navn", "Avd", "Trekk"],
    ]
    rows += [[p.employee_no, p.id, p.name, str(10 + n % 3 * 10), comma(p.ore)] for n, p in enumerate(w.people)]
    return Sample("liste.txt", fixed(rows, [8, 14, 34, 4, 7], right=[3, 4]), w.truth())
