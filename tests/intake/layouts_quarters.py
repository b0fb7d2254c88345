"""A column per month: quarters and the like, and lists of something else than dues."""

from typing import Any

from tests.intake.layout import layout
from tests.intake.world import MONTHS, Sample, World, comma, point, reject
from tests.intake.writers import table, xlsx


def _rows(w: World, heads: list[str], title: str, months: list[int], year: int, total: str = "Sum") -> tuple[Any, Any]:
    rows: list[list[Any]] = [[title], [w.company, "Orgnr", w.orgnr], [], ["Navn", "Fødselsnr", *heads, total]]
    lines, sums = [], [0] * len(months)
    for n, p in enumerate(w.people):
        paid = [0 if (n, k) == (2, len(months) - 1) else p.ore + 100 * k for k in range(len(months))]
        rows.append([p.name, p.id, *(ore / 100 for ore in paid), sum(paid) / 100])
        sums = [one + other for one, other in zip(sums, paid, strict=True)]
        lines += [
            {**w.line(p), "employee_no": None, "amount": point(ore), "period": f"{year}-{month:02}"}
            for month, ore in zip(months, paid, strict=True)
        ]
    rows.append(["Totalt", "", *(one / 100 for one in sums), sum(sums) / 100])
    truth = w.truth(lines, periods=[f"{year}-{month:02}" for month in months])
    return rows, truth


@layout
def quarter(w: World) -> Sample:
    heads = [name.capitalize() for name in MONTHS[6:9]]
    rows, truth = _rows(w, heads, f"Fellesforbundet, 3. kvartal {w.year}", [7, 8, 9], w.year)
    return Sample("kvartal.xlsx", xlsx(("Ark1", rows)), truth)


@layout
def quarter_in_english(w: World) -> Sample:
    heads = [f"{name} {w.year}" for name in ("Jan", "Feb", "Mar")]
    rows, truth = _rows(w, heads, f"Union dues Q1 {w.year}", [1, 2, 3], w.year, "Total")
    return Sample("q1.xlsx", xlsx(("Q1", rows)), truth)


@layout
def from_month_to_month(w: World) -> Sample:
    heads = [f"Trekk {name[:3]}" for name in MONTHS[3:6]]
    rows, truth = _rows(w, heads, f"Fagforeningstrekk april – juni {w.year}", [4, 5, 6], w.year, "Sum kvartal")
    return Sample("trekk.xlsx", xlsx(("Trekk", rows)), truth)


@layout
def two_months_term(w: World) -> Sample:
    heads = [name.upper() for name in MONTHS[8:10]]
    rows, truth = _rows(w, heads, f"Fagforening 5. termin {w.year}", [9, 10], w.year)
    texts = [[f"{cell:.2f}".replace(".", ",") if isinstance(cell, float) else cell for cell in row] for row in rows]
    return Sample("termin.csv", table(texts), truth)


@layout
def months_without_a_word(w: World) -> Sample:
    """Three months, a year, and nothing that says which is meant."""
    heads = [name.capitalize() for name in MONTHS[:3]]
    rows, truth = _rows(w, heads, f"Trekk fagforening {w.year}", [1, 2, 3], w.year)
    return Sample("trekk.xlsx", xlsx(("Ark1", rows)), {**truth, "ask_ok": True})


@layout
def holidays(w: World) -> Sample:
    rows: list[list[Any]] = [[f"{w.company} – ferieplan {w.year}"], ["Orgnr", w.orgnr], []]
    rows.append(["Ansnr", "Navn", "Fødselsnr", "Tillitsvalgt for", "Uker ferie", "Feriedager igjen"])
    for n, p in enumerate(w.people):
        rows.append([int(p.employee_no), p.name, p.id, "Fellesforbundet" if n == 1 else None, "28-30", (5, 10)[n % 2]])
    return Sample("ferie.xlsx", xlsx(("Ferie", rows)), reject("no_list"))


@layout
def numbers_of_employees(w: World) -> Sample:
    """Whatever the number is called, it is the person's."""
    head = ("File No", "Crew ID", "Lønsnr", "Ressnr", "Anställningsnr", "Medarbejdernr", "Personalnummer", "Kortnr")
    rows: list[list[Any]] = [["Bedrift", w.company, "Orgnr", w.orgnr], ["Periode", w.words], []]
    rows.append([head[(w.count + w.month) % len(head)], "Fødselsnr", "Navn", "Trukket"])
    rows += [[p.employee_no, p.id, p.name, p.kr] for p in w.people]
    return Sample("x.xlsx", xlsx(("A", rows)), w.truth())


@layout
def kinds_by_name_and_code(w: World) -> Sample:
    """«CANTEEN» and «STAFF LOAN» beside the union's own: the names count, not the codes."""
    rows: list[list[Any]] = [["Company", w.company, "Reg. No", w.orgnr], ["Pay period", w.slash], []]
    rows.append(["File No", "Employee Name", "National ID", "Deduction Code", "Deduction Description", "Amount"])
    for n, p in enumerate(w.people):
        rows.append([p.employee_no, p.turned, p.id, "UNFF", "UNION FELLESFORBUNDET", p.kr])
        if n % 2:
            rows.append([p.employee_no, p.turned, p.id, "CANT", "CANTEEN", 450.0])
        if n % 3 == 1:
            rows.append([p.employee_no, p.turned, p.id, "LOAN", "STAFF LOAN", 1500.0])
    return Sample("x.xlsx", xlsx(("A", rows)), w.truth())


@layout
def months_over_two_columns(w: World) -> Sample:
    """Each month stands over its hours and what was deducted, and work gangs head the people; nobody has an id."""
    parts = ("Timer", "Trekk") if w.count % 2 else ("Trekkgrunnlag", "Trukket")
    months = [name.capitalize() if w.count > 4 else f"{name[:3]} {w.year}" for name in MONTHS[6:9]]
    upper = [cell for name in months for cell in (name, None)]
    heads: list[list[Any]] = [["Navn", "Født", *upper, "Sum", "Merknad"], [None, None, *parts * 3]]
    if w.count > 10:
        heads = [[None, None, *upper], ["Navn", "Født", *parts * 3, "Sum", "Merknad"]]
    rows: list[list[Any]] = [[f"Fellesforbundet, 3. kvartal {w.year}"], [w.company, "Orgnr", w.orgnr], [], *heads]
    lines: list[dict[str, Any]] = []
    for n, p in enumerate(w.people):
        paid = [p.ore, 0 if n == 1 else p.ore + 150, 0 if n == 1 else p.ore + 275]
        if n % 5 == 0:
            rows.append([f"Lag {n // 5 + 1}:"])
        both = [cell for ore in paid for cell in (ore / 4 / 100 if w.count % 2 else ore * 80 / 100, ore / 100)]
        rows.append([p.name, None, *both, sum(paid) / 100, "Sluttet 31.07." if n == 1 else None])
        lines += [
            {**w.line(p), "national_id": None, "employee_no": None, "amount": point(ore), "period": f"{w.year}-{m:02}"}
            for m, ore in zip((7, 8, 9), paid, strict=True)
        ]
    return Sample("lag.xlsx", xlsx(("Ark1", rows)), w.truth(lines, periods=[f"{w.year}-{m:02}" for m in (7, 8, 9)]))


@layout
def sum_of_each_month(w: World) -> Sample:
    """Dues, insurance and their sum below each month: the sum is the month's."""
    rows: list[list[Any]] = [
        [f"Fagforeningstrekk 1. termin {w.year}", None, "Fellesforbundet"],
        [w.company, "Orgnr", w.orgnr],
        [],
        ["Navn", "Fødselsnr", "Januar", None, None, "Februar", None, None],
        [None, None, *["Kontingent", "Forsikring", "Sum"] * 2],
    ]
    lines: list[dict[str, Any]] = []
    for p in w.people:
        both = [(p.ore, 7400), (p.ore + 100, 7400)]
        rows.append([p.name, p.id, *(ore / 100 for one, other in both for ore in (one, other, one + other))])
        lines += [
            {**w.line(p), "employee_no": None, "amount": point(sum(ore)), "period": f"{w.year}-{month:02}"}
            for month, ore in enumerate(both, start=1)
        ]
    return Sample("termin.xlsx", xlsx(("A", rows)), w.truth(lines, periods=[f"{w.year}-01", f"{w.year}-02"]))


@layout
def numbers_of_hirers(w: World) -> Sample:
    """Hired-out people: each line has the hirer's number and week, the employer's stands on top without a word."""
    other = [w.new_orgnr(), w.new_orgnr(), w.new_orgnr()]
    head = ("Innleier org.nr", "Byggherre orgnr", "Orgnr innleiefirma")[w.count % 3]
    rows = [["Arbeidsgiver", w.company, w.orgnr], ["Lønnsmåned", w.words], []]
    rows.append(["Uke", "Vikarnr", "Fnr", "Navn", head, "Forbund", "Trekk"])
    week = min(w.month * 4, 48)
    rows += [
        [str(week + n % 4), p.employee_no, p.id, p.name, other[n % 3], "Fellesforbundet", comma(p.ore)]
        for n, p in enumerate(w.people)
    ]
    return Sample("uker.csv", table(rows), w.truth())


@layout
def numbers_of_units(w: World) -> Sample:
    """A municipality's number on top, those of its units on each line; the payroll office signs at the foot."""
    units = [w.new_orgnr(), w.new_orgnr()]
    head = ("Orgnr verks.", "Orgnr. verksemd", "Underein. orgnr", "Orgnr virks.")[w.count % 4]
    rows: list[list[Any]] = [["Storvik kommune", f"org.nr {w.orgnr}"], [f"Fagforeningstrekk Fellesforbundet {w.words}"]]
    rows += [[], [head, "Tilsettnr", "Fødselsnr", "Namn", "Trekt beløp"]]
    rows += [[units[n % 2], p.employee_no, p.id, p.name, p.kr] for n, p in enumerate(w.people)]
    rows += [[], [f"Utført av Tallfolk Nord AS, org.nr. {w.new_orgnr()}"]]
    return Sample("eining.xlsx", xlsx(("A", rows)), w.truth())
