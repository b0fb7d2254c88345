"""Names that stand where the reader does not look are asked for; heads of pages change no employer."""

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World, comma

W = World("nameless", 6)
TOP = f"Hei,\n\nher er trekket til Fellesforbundet for {W.words} hos oss.\nBeløpet er betalt til dere i dag.\n\n"


def _read(text: str) -> Reading:
    return read_bytes(text.encode(), "melding.txt", "Fellesforbundet")


def test_counted_forms_keep_their_names() -> None:
    forms = [
        f"{n}) Navn:     {p.name}\n   F.nr:     {p.id[:6]} {p.id[6:]}\n"
        f"   Lønn:     kr 41 517,05\n   Trukket:  kr {comma(p.ore)}\n"
        for n, p in enumerate(W.people, 1)
    ]
    reading = _read(TOP + "\n".join(forms))

    assert [(line.name, line.amount) for line in reading.lines] == [(p.name, p.ore) for p in W.people]


def test_names_on_lines_of_their_own_that_are_not_read_are_asked_for() -> None:
    rows = "".join(f"{p.id};{comma(p.ore)}\n" for p in W.people)
    names = "\n".join(f"{p.name};" for p in W.people)
    reading = _read(
        f"Fellesforbundet {W.words};Org.nr {W.orgnr}\nFødselsnummer;Trekk\n{rows}\nDette gjelder\n{names}\n"
    )
    alone = _read(f"Fellesforbundet {W.words};Org.nr {W.orgnr}\nFødselsnummer;Trekk\n{rows}")

    assert "odd_rows" in [one.code for one in reading.open_questions]
    assert alone.status == "lines"


def test_accountants_line_on_top_of_each_page_begins_no_other_employer() -> None:
    theirs = W.new_orgnr()
    out = []
    for page, people in enumerate((W.people[:3], W.people[3:]), 1):
        out += [f"Tall og Tabell Regnskap AS, org.nr. {theirs} – autorisert                 Side {page}", ""]
        out += [f"Klient: {W.company}              Klientens org.nr.: {W.orgnr}", f"Fellesforbundet {W.words}", ""]
        out += [f"{'Medl.nr':10}{'Navn':40}{'Trekk':>10}"]
        out += [f"{p.member_no:10}{p.name:40}{comma(p.ore):>10}" for p in people]
    reading = _read("\n".join(out))

    assert (reading.status, reading.orgnr.value, len(reading.lines)) == ("lines", W.orgnr, 6)


def test_counted_blocks_with_year_and_month_keep_their_names() -> None:
    out = [f"Melding om trekk til Fellesforbundet, {W.words}", f"Org.nr {W.orgnr}", ""]
    for n, p in enumerate(W.people, 1):
        out += [f"{n}) {p.name}", f"   Fødselsnummer: {p.id}    Ansattnummer: {p.employee_no}"]
        out += [f"   Brutto lønn: kr 40 755,00     Trukket hittil i år: kr {comma(p.ore * 6)}"]
        out += [f"   Trukket nå:   kr     {comma(p.ore)}", ""]
    reading = _read("\n".join(out))

    assert [(line.name, line.employee_no, line.amount) for line in reading.lines] == [
        (p.name, p.employee_no.lstrip("0"), p.ore) for p in W.people
    ]


def test_nothing_with_a_remark_is_nothing() -> None:
    amounts = ["kr 0 (permisjon)", *(f"kr {p.ore // 100},-" for p in W.people[1:])]
    forms = [
        f"{n}) {p.name}\n   født/pnr : {p.id[:6]} {p.id[6:]}\n   lønn     : kr 31 859,04\n   trekk    : {amount}\n"
        for n, (p, amount) in enumerate(zip(W.people, amounts, strict=True), 1)
    ]
    reading = _read(TOP + "\n".join(forms))

    assert [line.amount for line in reading.lines] == [0, *(p.ore // 100 * 100 for p in W.people[1:])]
