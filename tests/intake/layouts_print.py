"""Prints that are harder to read: blanks in amounts, wrapped names, records of two lines."""

from collections.abc import Callable
from typing import Any

from tests.intake.layout import layout
from tests.intake.world import Sample, World, anonymous, comma
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


def _wrapped(w: World, ruled: bool, centred: bool) -> Sample:
    """Every third name takes two lines: the number in the middle of them, or on the first."""
    pdf = Pdf()
    for start in range(0, len(w.people), 20):
        pdf.page()
        for n, text in enumerate((w.company, f"Org.nr. {w.orgnr}", f"Trekkliste Fellesforbundet {w.words}")):
            pdf.at(50, 50 + 14 * n, text)
        for x, text, right in ((50, "Ansattnr", False), (110, "Navn", False), (240, "Fødselsnummer", False)):
            pdf.at(x, 110, text, right=right)
        pdf.at(500, 110, "Trukket", right=True)
        y = 128.0
        for n, p in enumerate(w.people[start : start + 20]):
            names = [p.first, p.last] if n % 3 == 1 else [p.name]
            for k, name in enumerate(names):
                pdf.at(110, y + 11 * k, name)
            down = y + (5.5 if centred and len(names) == 2 else 0)
            for x, text in ((50, p.employee_no), (240, p.id)):
                pdf.at(x, down, text)
            pdf.at(500, down, comma(p.ore), right=True)
            if ruled:
                pdf.line(45, y - 12, 510, y - 12)
            y += 11 * len(names) + 6
        if ruled:
            pdf.line(45, y - 12, 510, y - 12)
    return Sample("liste.pdf", pdf.bytes(), w.truth())


@layout
def pdf_wrapped_names_ruled_centred(w: World) -> Sample:
    return _wrapped(w, ruled=True, centred=True)


@layout
def pdf_wrapped_names_plain(w: World) -> Sample:
    return _wrapped(w, ruled=False, centred=False)


@layout
def pdf_wrapped_names_plain_centred(w: World) -> Sample:
    return _wrapped(w, ruled=False, centred=True)


@layout
def pdf_head_on_every_page(w: World) -> Sample:
    """The page's head comes again with numbers that look like an id and an amount; the sum stands below wage types."""
    pdf = Pdf()
    rows = [[p.employee_no, p.name, p.id, "2510 Fagforeningstrekk", comma(p.ore)] for p in w.people]
    rows.append(["", "", "", "Totalsum", comma(w.total, " ")])
    places = ((50, False), (110, False), (260, False), (340, False), (520, True))
    heads = ["Ansattnr", "Navn", "Fødselsnummer", "Lønnsart", "Trukket"]
    for page, start in enumerate(range(0, len(rows), 7)):
        pdf.page()
        top = [
            ["", f"{w.company}", f"{w.orgnr}", "", f"Side {page + 1}"],
            ["Kreditor 20114", "Fellesforbundet KID", f"0032127205{page}", "", ""],
            ["Periode", w.words, "", "", ""],
            heads,
        ]
        for n, row in enumerate([*top, *rows[start : start + 7]]):
            for (x, right), text in zip(places, row, strict=True):
                pdf.at(x, 50 + 15 * n, text, right=right)
    return Sample("liste.pdf", pdf.bytes(), {**w.truth(), "ask_ok": True})


def _letter(w: World, one: Callable[[int, Any], str]) -> Sample:
    for n, p in enumerate(w.people):
        p.ore = 105_000 + n if n % 3 == 1 else p.ore
    rows = [
        "Hei!",
        "",
        f"Her er trekk til Fellesforbundet for {w.words} fra {w.company}, org.nr. {w.orgnr}.",
        "",
        *[one(n, p) for n, p in enumerate(w.people)],
        "",
        f"Totalt {len(w.people)} personer, kr {comma(w.total, ' ')}",
        "",
        "Mvh",
        "Gunn Lønnberg",
        "Tlf 95 12 34 56",
    ]
    return Sample("epost.txt", "\n".join(rows).encode(), w.truth(anonymous(w)))


@layout
def letter_with_commas(w: World) -> Sample:
    return _letter(w, lambda n, p: f"{p.name}, {p.id[:6]} {p.id[6:]}, kr {comma(p.ore, ' ')}")


@layout
def letter_with_bullets(w: World) -> Sample:
    return _letter(w, lambda n, p: f"- {p.name} ({p.id}): {comma(p.ore, ' ')} kr")


@layout
def letter_amount_first(w: World) -> Sample:
    return _letter(w, lambda n, p: f"{comma(p.ore)} kr: {p.turned}, født {p.id[:6]}-{p.id[6:]}")


@layout
def records_of_two_lines(w: World) -> Sample:
    """The number and the amount on the first line, the id and figures that are not it on the second."""
    rows = [f"{w.company.upper():<50}ORG.NR {w.orgnr}", f"TREKK FELLESFORBUNDET   {w.words}", ""]
    for p in w.people:
        rows.append(f"{p.employee_no:>6}  {p.name:<32}KONTINGENT   {comma(p.ore, ' '):>9}")
        rows.append(f"        {p.id}  Grunnlag  {comma(p.base, ' '):>10}  Hittil  {comma(p.ore * 3, ' '):>9}")
    rows += ["", f"        {'TOTALT':<45}{comma(w.total, ' '):>9}"]
    return Sample("liste.txt", "\r\n".join(rows).encode("cp1252"), w.truth())


@layout
def names_on_the_line_above(w: World) -> Sample:
    rows = [w.company, f"Organisasjonsnr.: {w.orgnr}", f"Fagforeningstrekk for {w.words}", ""]
    for p in w.people:
        rows += [f"{p.employee_no}  {p.turned}", f"      {p.id}   kontingent  {comma(p.ore, ' '):>9}"]
    return Sample("liste.txt", "\r\n".join(rows).encode("cp1252"), w.truth())
