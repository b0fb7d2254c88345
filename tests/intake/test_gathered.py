"""Blocks of one person each: what must not be taken for a deduction, and what nobody can decide."""

import pytest

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import Person, World, comma
from tests.intake.writers import Pdf, xlsx

_TOP = "Fellesforbundet   Org.nr 312430398   Lønnsperiode: mai 2026"


def _blocks(w: World, *labels: str, rule: str = "-" * 50, below: str = "") -> Reading:
    """Every person with the same labels, whose amounts are the person's own and then some kroner more."""
    out = [_TOP, "=" * 50]
    for p in w.people:
        out += [f"Ansatt {p.employee_no}   {p.name}", f"   Fnr {p.id}   Medl.nr {p.member_no}"]
        out += [f"   {label + ' ':.<34}{(p.ore + 2500 * n) / 100:>10.2f}" for n, label in enumerate(labels)]
        out += [rule] if rule else []
    return read_bytes("\n".join([*out, below]).encode(), "blokker.txt", "Fellesforbundet")


def _amounts(reading: Reading) -> list[int]:
    return [line.amount for line in reading.lines]


def test_base_and_year_beside_the_deduction_are_none() -> None:
    w = World("decoys", 5)

    reading = _blocks(w, "Trekk i perioden", "Fradragsgrundlag", "Trekk år til dato")

    assert (reading.status, _amounts(reading)) == ("lines", [p.ore for p in w.people])
    assert [(line.name, line.member_no) for line in reading.lines] == [(p.name, p.member_no) for p in w.people]


def test_two_amounts_of_which_either_could_be_it_are_not_added_up() -> None:
    reading = _blocks(World("either", 5), "Trekk ordning A", "Trekk ordning B")

    assert reading.status != "lines"


def test_amount_under_a_label_that_says_nothing_is_not_taken() -> None:
    w = World("unknown", 5)

    reading = _blocks(w, "Trekk i perioden", "Xyzzy")

    assert _amounts(reading) == [p.ore for p in w.people]


def test_sum_right_below_the_last_person_is_nobodys() -> None:
    w = World("recap", 5)

    reading = _blocks(w, "Trekk i perioden", rule="", below=f"   Alle foreninger ....... {w.total / 100:.2f}")

    assert [(line.name, line.amount) for line in reading.lines] == [(p.name, p.ore) for p in w.people]


def test_person_without_fields_among_those_with_is_asked_about() -> None:
    w = World("bare", 6)
    out = [_TOP, "=" * 50]
    for n, p in enumerate(w.people):
        who = f"   Fnr {p.id}   Medl.nr {p.member_no}" if n != 3 else f"   {p.id}"
        out += [f"Ansatt {p.employee_no}   {p.name}", who, f"   Trekk i perioden ........... {p.kr:.2f}", "-" * 50]

    reading = read_bytes("\n".join(out).encode(), "blokker.txt", "Fellesforbundet")

    assert reading.status != "lines"


def _sheet(w: World, head: str) -> Reading:
    rows: list[list[object]] = [["Lønnsarter pr. ansatt, periode 05-2026"], ["Fellesforbundet"], ["Orgnr 312430398"]]
    rows += [[], ["Ansatt", "Lønnsart", "Tekst", head]]
    for p in w.people:
        rows += [[f"{p.employee_no} {p.turned}", "", f"Fødselsnr: {p.id}", ""], ["", "4010", "Kontingent", p.kr]]
        rows.append(["", "", "Sum ansatt", p.kr])
    return read_bytes(xlsx(("Ark1", rows)), "blokker.xlsx", "Fellesforbundet")


def test_id_behind_its_label_in_a_column_of_texts() -> None:
    w = World("label", 5)

    reading = _sheet(w, "Beløp")

    assert (reading.status, reading.period.value) == ("lines", "2026-05")
    assert [(line.national_id, line.employee_no, line.name) for line in reading.lines] == [
        (p.id, p.employee_no, p.name) for p in w.people
    ]


def test_what_was_deducted_this_year_is_no_deduction_of_the_month() -> None:
    assert _sheet(World("year", 5), "Hittil i år").status != "lines"


def _in_pdf(w: World, name: str) -> Reading:
    pdf = Pdf()
    pdf.page()
    pdf.at(50, 50, "Trekk Fellesforbundet mai 2026, org.nr 312430398")
    people = [(name, w.people[0]), *((p.name, p) for p in w.people[1:])]
    for y, row in enumerate([("Navn", "Fødselsnr", "Trekk"), *map(_row, people)]):
        for x, text in zip((50, 250, 400), row, strict=True):
            pdf.at(x, 80 + y * 15, text, right=x == 400)
    named = b"/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[173/softhyphen]>>"
    return read_bytes(pdf.bytes().replace(b"/Encoding/WinAnsiEncoding", named), "liste.pdf", "Fellesforbundet")


def _row(one: tuple[str, Person]) -> tuple[str, str, str]:
    return one[0], one[1].id, f"{one[1].kr:.2f}"


def test_soft_hyphen_that_is_drawn_is_a_hyphen() -> None:
    assert _in_pdf(World("hyphen", 5), "Anne\u00adLise Aas").lines[0].name == "Anne-Lise Aas"


def test_parts_with_their_sum_below_are_one_deduction() -> None:
    w = World("parts", 5)
    out = [w.company, f"Org. {w.orgnr}", "Til Fellesforbundet", f"Her kommer trekklista for {w.words}."]
    for n, p in enumerate(w.people, 1):
        parts = f"kontingent ..... {p.ore // 100 - 105},-\n  forsikring ..... 85,-\n  OU-fond ........ 20,-"
        out += [
            "",
            f"{n}) {p.name}",
            f"  f.nr ........... {p.id[:6]}-{p.id[6:]}",
            "  lønn ........... 49 731,43",
            f"  {parts}",
        ]
        out += [f"  trukket i alt .. {p.ore // 100},-"]

    reading = read_bytes("\n".join(out).encode(), "brev.txt", "Fellesforbundet")

    assert (reading.status, _amounts(reading)) == ("lines", [p.ore // 100 * 100 for p in w.people])
    assert {line.employee_no for line in reading.lines} == {None}


def test_label_and_value_side_by_side_are_fields_of_the_person() -> None:
    """«Fagforening | Fellesforbundet   Stilling | Lærling»: no heads, and the union of the person above."""
    w = World("side by side", 5)
    pdf = Pdf()
    pdf.page()
    pdf.at(50, 40, "Strandgata Stillas AS | Org.nr. 312430398 | Lønnskjøring mai 2026")
    for n, p in enumerate(w.people):
        union = "FLT" if n == 4 else "Fellesforbundet"
        y = 70 + 80 * n
        pdf.at(50, y, p.name)
        for k, cells in enumerate(
            (
                ("Ansattnummer", p.employee_no, "Fødselsnummer", p.id),
                ("Fagforening", union, "Stilling", "Lærling"),
                ("Trekkgrunnlag", "41 222,58", "Sats", "1,55 %"),
                ("Trukket denne periode", comma(p.ore), "Trukket hittil i år", comma(p.ore * 7)),
            ),
            1,
        ):
            for x, text in zip((50, 180, 320, 450), cells, strict=True):
                pdf.at(x, y + 14 * k, text)
    reading = read_bytes(pdf.bytes(), "utdrag.pdf", "Fellesforbundet")

    assert (reading.status, _amounts(reading)) == ("lines", [p.ore for p in w.people[:4]])
    assert [line.name for line in reading.lines] == [p.name for p in w.people[:4]]


@pytest.mark.parametrize("kind", ["", " 3510 Kontingent FF"])
def test_months_below_each_person_are_lines_of_their_own(kind: str) -> None:
    w = World("months below", 5)
    out = ["Bedrift: 001 Nordvik AS    Foretaksnr: 312430398   Fra periode: 2026.01 Til periode: 2026.03"]
    out += ["Organisasjon: 31 Fellesforbundet", f"{'Periode':>14}{'Grunnlag':>16}{'Sats':>8}{'Trukket':>14}", ""]
    for p in w.people:
        out += [f"{p.employee_no} {p.turned:35} Fødselsnr {p.id}    Medlemsnr {p.member_no}"]
        out += [f"{f'2026.0{n}{kind}':>34}{'33.741,07':>16}{'1,65':>8}{comma(p.ore + 100 * n):>14}" for n in (1, 2, 3)]
        out += [f"{'Sum person':>17}{comma(3 * p.ore + 600):>35}", ""]
    for n in (1, 2, 3):
        out += [f"{f'Sum periode 2026.0{n}':>34}{comma(sum(p.ore + 100 * n for p in w.people)):>38}"]
    reading = read_bytes("\n".join(out).encode(), "spesifikasjon.txt", "Fellesforbundet")

    assert (reading.status, reading.periods) == ("lines", ["2026-01", "2026-02", "2026-03"])
    assert _amounts(reading) == [p.ore + 100 * n for p in w.people for n in (1, 2, 3)]


@pytest.mark.parametrize("label", ["Employee / Ansatt:", "Employee:"])
def test_names_behind_a_label_that_could_be_a_numbers_are_read(label: str) -> None:
    w = World("two languages", 4)
    out = ["Employer / Arbeidsgiver: Saarepuit NUF", "Org.nr.: 312430398", "Fellesforbundet   Period: 05.2026", ""]
    for p in w.people:
        out += [f"{label:22} {p.turned:30} Employee no. / Ansattnr.:   {p.employee_no}"]
        out += [f"ID no. / Fødselsnr.:   {p.id:30} Member no. / Medlemsnr.:    {p.member_no}"]
        out += [f"Fee / Kontingent {p.ore / 100:>14.2f}     Basis / Grunnlag    40,234.75"]
        out += [f"Withheld / Trukket i perioden   {p.ore / 100:.2f}", ""]
    reading = read_bytes("\n".join(out).encode(), "statement.txt", "Fellesforbundet")

    assert [(line.name, line.amount) for line in reading.lines] == [(p.name, p.ore) for p in w.people]


@pytest.mark.parametrize("lines_before", [0, 1])
def test_person_goes_on_on_top_of_the_next_page(lines_before: int) -> None:
    """«1576 Ulvestad, Arvid (forts.)», with the months by their names below."""
    w = World("next page", 5)
    top = [
        "Spesifikasjon per ansatt   Nordvik AS   Foretaksnr. 312430398",
        "Fellesforbundet   Periode fra 202601 til 202602",
    ]
    top += ["", f"   {'Måned':16}{'Lønnsart':22}{'Trekk':>12}"]
    out = [*top]
    for k, p in enumerate(w.people):
        whose = f"F.nr. {p.id}     Medlemsnr. {p.member_no}"
        out += ["", f"{p.employee_no} {p.turned:36} {whose}"]
        months = [
            f"   {name + ' 2026':16}4510 Kontingent       {comma(p.ore + n):>12}"
            for n, name in enumerate(("Januar", "Februar"))
        ]
        if k == 2:
            months[lines_before:lines_before] = [*top, f"{p.employee_no} {p.turned + ' (forts.)':36} {whose}"]
        out += [*months, f"{'Sum ansatt':>29}{comma(2 * p.ore + 1):>24}"]
    reading = read_bytes("\n".join(out).encode(), "HRP-217.txt", "Fellesforbundet")

    assert (reading.status, reading.periods) == ("lines", ["2026-01", "2026-02"])
    assert [(line.name, line.amount) for line in reading.lines] == [
        (p.name, p.ore + n) for p in w.people for n in (0, 1)
    ]


@pytest.mark.parametrize("mask", ["xxxxxx xxxxx", "010190 XXXXX", "*" * 11])
def test_people_whose_ids_are_masked_alike_are_not_one(mask: str) -> None:
    w = World("masked alike", 4)
    out = ["Nordvik AS   Foretaksnr. 312430398   Fellesforbundet   Periode 05.2026", ""]
    for p in w.people:
        out += [f"{p.employee_no} {p.turned:36} F.nr. {mask}     Medlemsnr. {p.member_no}"]
        out += [f"   Trekk i perioden {comma(p.ore):>12}", ""]
    reading = read_bytes("\n".join(out).encode(), "kort.txt", "Fellesforbundet")

    assert reading.status != "lines" or [line.name for line in reading.lines] == [p.name for p in w.people]
