"""Rows shuffled, columns permuted, headings renamed, formats changed: the same reading, or a question."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World, comma, point
from tests.intake.writers import fixed, html, ods, table, xlsx, xml2003

KINDS = ("id", "employee", "name", "base", "amount", "ytd")
HEADS = {
    "id": ("Fødselsnummer", "Fnr", "FØDSELSNR.", "Personnummer", "National identity number", "Foedselsnr", "F.nr"),
    "employee": ("Ansattnr", "Ans.nr", "Lønnsnr", "Employee ID", "Medarbeidernr"),
    "name": ("Navn", "Ansatt navn", "Fullt navn", "Medlem", "Employee name"),
    "base": ("Trekkgrunnlag", "Bruttolønn", "Grunnlag", "Gross pay"),
    "amount": ("Trukket beløp", "Trukket", "Trekkbeløp", "Beløp", "Fagforeningstrekk", "Union dues", "Trekk denne mnd"),
    "ytd": ("Hittil i år", "YTD", "Akk.", "Så langt i år"),
}


def value(w: World, p: Any, kind: str, text: bool) -> Any:
    numbers = {"base": p.base, "amount": p.ore, "ytd": p.ore * w.month}
    if kind in numbers:
        return comma(numbers[kind], " ") if text else numbers[kind] / 100
    return {"id": p.id, "employee": p.employee_no, "name": p.name}[kind]


def people(reading: Reading) -> list[tuple[str | None, int]]:
    return sorted((line.national_id, line.amount) for line in reading.lines)


@given(
    seed=st.integers(0, 10_000),
    order=st.permutations(KINDS),
    dropped=st.sets(st.sampled_from(("employee", "base", "ytd"))),
    heads=st.tuples(*(st.integers(0, 20) for _ in KINDS)),
    form=st.sampled_from(("xlsx", "ods", "csv", "tab", "utf16", "html", "xml", "fixed")),
    total=st.booleans(),
    shuffle=st.randoms(use_true_random=False),
)
@settings(max_examples=120, deadline=None)
def test_same_list_in_another_form_is_read_the_same_or_asked_about(
    seed: int, order: list[str], dropped: set[str], heads: tuple[int, ...], form: str, total: bool, shuffle: Any
) -> None:
    w = World(f"property {seed}", 9)
    shuffle.shuffle(w.people)
    kinds = [kind for kind in order if kind not in dropped]
    text = form not in ("xlsx", "ods", "xml")
    names = [HEADS[kind][heads[KINDS.index(kind)] % len(HEADS[kind])] for kind in kinds]
    rows: list[list[Any]] = [["Bedrift", w.company, "Orgnr", w.orgnr], ["Periode", w.words], names]
    rows += [[value(w, p, kind, text) for kind in kinds] for p in w.people]
    if total:
        summed = {"base": sum(p.base for p in w.people), "amount": w.total, "ytd": w.total * w.month}
        last = [(comma(summed[k], " ") if text else summed[k] / 100) if k in summed else "" for k in kinds]
        last[0 if kinds[0] not in summed else 1 if kinds[1] not in summed else 2] = "Sum"
        rows.append(last)
    data = {
        "xlsx": lambda: xlsx(("Ark1", rows)),
        "ods": lambda: ods(rows),
        "csv": lambda: table(rows),
        "tab": lambda: table(rows, "\t", "cp865"),
        "utf16": lambda: table(rows, ";", "utf-16"),
        "html": lambda: html(rows),
        "xml": lambda: xml2003(rows),
        "fixed": lambda: fixed([[f"{w.company}  Orgnr {w.orgnr}"], [f"Periode {w.words}"], *rows[2:]], [34] * 6),
    }[form]()

    reading = read_bytes(data, "liste", "Fellesforbundet")

    right = sorted((p.id, p.ore) for p in w.people)
    assert reading.status != "reject", reading.reason
    if reading.status == "lines":
        assert (people(reading), reading.period.value, reading.orgnr.value) == (right, w.period, w.orgnr)


@given(seed=st.integers(0, 10_000), wrong=st.integers(1, 50_000), at=st.integers(0, 8))
@settings(max_examples=40, deadline=None)
def test_a_sum_that_does_not_fit_is_never_taken_in_silence(seed: int, wrong: int, at: int) -> None:
    w = World(f"sum {seed}", 9)
    rows = [["Orgnr", w.orgnr], ["Periode", w.slash], ["Fnr", "Navn", "Beløp"]]
    rows += [[p.id, p.name, comma(p.ore + (wrong if n == at else 0))] for n, p in enumerate(w.people)]
    rows.append(["Sum", "", comma(w.total)])

    reading = read_bytes(table(rows), "liste.csv", "Fellesforbundet")

    assert (reading.status, reading.total_fits) == ("ask", False)


@given(data=st.binary(max_size=3000))
@settings(max_examples=150, deadline=None)
def test_any_bytes_get_an_answer(data: bytes) -> None:
    assert read_bytes(data, "x", "Fellesforbundet").status in ("lines", "ask", "reject")


@given(text=st.text(max_size=400), amount=st.integers(1, 99_999))
@settings(max_examples=100, deadline=None)
def test_any_text_between_lines_gets_an_answer(text: str, amount: int) -> None:
    w = World("text", 4)
    body = "\n".join(f"{p.id};{p.name};{point(amount)}" for p in w.people)

    assert read_bytes(f"Fnr;Navn;Beløp\n{text}\n{body}".encode("utf-8", "replace"), "x", "FF").status != ""
