"""Lists beside each other on a sheet or page, and whose each of them is."""

from typing import Any

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World
from tests.intake.writers import xlsx

Rows = list[list[Any]]
UNKNOWN = ["Kollega", "Elleve tegn", "Lønn", "Trukket"]


def _read(rows: Rows) -> Reading:
    return read_bytes(xlsx(("Ark1", rows)), "liste.xlsx", "Fellesforbundet")


def _dotted(digits: str) -> str:
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]} {digits[6:]}"


def _unions_abreast(w: World, heads: list[str], left: str, right: str) -> Rows:
    others = w.some(6)
    rows: Rows = [["Haugen Verksted"], ["Trekk på lønn for september 2024"], []]
    rows += [[left, "", "", "", "", right], [*heads, "", *heads]]
    for n in range(max(len(others), len(w.people))):
        cells: list[Any] = []
        for group in (others, w.people):
            p = group[n] if n < len(group) else None
            cells += [p.name, _dotted(p.id), 40000 + n, p.ore / 100, ""] if p else [""] * 5
        rows.append(cells[:-1])
    return rows


def test_same_heads_twice_that_no_word_explains_are_two_lists() -> None:
    for heads in (["Hvem", "Fødselsdato og nr", "Brutto", "Trukket"], UNKNOWN):
        w = World("abreast", 2)
        reading = _read(_unions_abreast(w, heads, "EL & IT", "FELLESFORBUNDET"))

        assert [line.national_id for line in reading.lines] == [p.id for p in w.people]
        assert reading.total == sum(p.ore for p in w.people)
        assert [question.code for question in reading.open_questions] == ["orgnr"] * bool(reading.open_questions)


def test_same_heads_twice_without_people_under_both_are_one_list() -> None:
    w = World("one list", 5)
    rows: Rows = [
        ["Trekk september 2024, Fellesforbundet, orgnr 312430398"],
        ["Navn", "Fødselsnr", "Trukket", "Navn", "Adr", "Sted"],
    ]
    rows += [[p.name, p.id, p.ore / 100, "Bank", "Gate", "By"] for p in w.people]

    assert [line.name for line in _read(rows).lines] == [p.name for p in w.people]


def _coded(w: World, legend: list[Rows], group: str) -> Rows:
    codes = ["A", "B", "C"]
    head = ["Anst.nr", "Navn", "Fag", "Trukket"]
    top: Rows = [["Fagforeningstrekk"], ["Nord Senterdrift AS", "Orgnr", group, "312 430 398"], ["Lønnsmåned 2025-04"]]
    cells = [[p.employee_no, p.name, codes[n % 3], p.ore / 100] for n, p in enumerate(w.people)]
    first, rest = cells[:12], cells[12:]
    rows = [*top, [*head, *head], *[[*one, *other] for one, other in zip(first[:6], first[6:], strict=True)]]
    return [*rows, *top, head, *rest, *[row for part in legend for row in part]]


def test_codes_that_the_last_page_explains_are_met_beside_the_heads_of_pages() -> None:
    w = World("codes", 17)
    sums = [sum(p.ore for p in w.people[k::3]) / 100 for k in range(3)]
    names = ("Handel og Kontor", "Fellesforbundet", "Parat")
    legend = [[["Fag:" if not k else "", f"{'ABC'[k]} = {name}", "", sums[k]]] for k, name in enumerate(names)]
    reading = _read(_coded(w, legend, "312"))

    assert {line.name for line in reading.lines} == {p.name for p in w.people[1::3]}
    assert reading.status == "lines"


def test_sum_in_the_legend_that_does_not_fit_is_asked_about() -> None:
    w = World("codes", 17)
    legend: list[Rows] = [[["Fag:", "A = Handel og Kontor", "", 1.0]], [["", "B = Fellesforbundet", "", 2.0]]]
    legend += [[["", "C = Parat", "", 3.0]]]

    assert _read(_coded(w, legend, "312")).status == "ask"
