"""What stands beside this month's deductions: wages, last month for information, the sheet that sums the others up."""

from collections.abc import Callable

from tests.intake.layout import LAYOUTS, layout
from tests.intake.world import MONTHS, Sample, World, comma
from tests.intake.writers import table, xlsx

HEADS = ("Opptjent", "Opptjent måned", "Periode")


def _wage_lines(head: str, dues: str, paid: str) -> Callable[[World], Sample]:
    def make(w: World) -> Sample:
        rows = [["Orgnr", "Firma", "Ansattnr", "Navn", "Fødselsnr", head, paid, "Lønnsart", "Tekst", "Beløp"]]
        for p in w.people:
            own = [w.orgnr, w.company, p.employee_no, p.turned, p.id, f"{w.month:02}.{w.year}", f"12.01.{w.year + 1}"]
            rows += [
                [*own, "10", "Fastlønn", comma(p.base)],
                [*own, "40", "Overtid 50 %", comma(p.base // 9)],
                [*own, "9100", dues, comma(-p.ore)],
                [*own, "9900", "Skattetrekk tabell", comma(-p.base // 3)],
            ]
        return Sample("lonnslinjer.csv", table(rows), w.truth())

    return make


for n, head in enumerate(HEADS):
    LAYOUTS[f"wage_lines_{n}"] = _wage_lines(head, "Kontingent Fellesforbundet", "Utbetalt")
LAYOUTS["wage_lines_no_union"] = _wage_lines("Opptjent", "Fagforeningskontingent", "Utbetalt")

NOTES = (
    "Tidligere innrapportert og betalt {month} (kun til orientering)",
    "Til orientering – forrige måned",
    "For information: previous month",
    "Allerede rapportert {month}",
)


def _for_information(note: str) -> Callable[[World], Sample]:
    def make(w: World) -> Sample:
        before = f"{MONTHS[w.month - 2]} {w.year}"
        rows: list[list[object]] = [
            [f"Trekkliste {w.company}"],
            [f"Org.nr.: {w.orgnr}"],
            [f"Trekkmåned: {w.words}"],
            [],
        ]
        rows.append(["Ansnr", "Navn", "Fødselsnr", "Beløp", "Kommentar"])
        rows += [[p.employee_no, p.name, p.id, p.kr] for p in w.people]
        first = w.people[0]
        back = ["Sum", "", "", w.total / 100], [], ["Korreksjoner"]
        rows += [*back, [first.employee_no, first.name, first.id, -50.0, "Tilbakeført, trukket for mye"]]
        rows += [["Til betaling", "", "", w.total / 100 - 50], [], [note.format(month=before)]]
        rows += [[p.employee_no, p.name, p.id, p.kr - 17] for p in w.people[:3]]
        rows.append(["Sum", "", "", sum(p.kr - 17 for p in w.people[:3])])
        marked = [w.line(p) | ({"marks": ["repeated"]} if p is first else {}) for p in w.people]
        return Sample(
            "liste.xlsx", xlsx(("Liste", rows)), w.truth([*marked, w.line(first, -5000) | {"marks": ["repeated"]}])
        )

    return make


LAYOUTS.update({f"for_information_{n}": _for_information(note) for n, note in enumerate(NOTES)})


def _month_sheets(summary: str, names: list[str], place: int) -> Callable[[World], Sample]:
    def make(w: World) -> Sample:
        def sheet(title: str, head: str, amount: Callable[[int], float]) -> list[list[object]]:
            rows: list[list[object]] = [[title], ["Org.nr.", w.orgnr], [], ["Ansattnr", "Navn", "Fødselsnr", head]]
            rows += [[p.employee_no, p.name, p.id, amount(p.ore)] for p in w.people]
            return [*rows, ["Sum", "", "", round(sum(amount(p.ore) for p in w.people), 2)]]

        title = f"{w.company} - kontingent Fellesforbundet {w.year}"
        sheets = [(name, sheet(title, "Trekk", lambda ore, n=n: (ore + 900 * n) / 100)) for n, name in enumerate(names)]
        whole = sheet(f"{w.company} - {summary} {w.year}", "Sum", lambda ore: (3 * ore + 2700) / 100)
        sheets.insert(place, (summary[:20], whole))
        lines = [
            w.line(p, p.ore + 900 * n) | {"period": f"{w.year}-{10 + n}"} for n, _ in enumerate(names) for p in w.people
        ]
        truth = w.truth(lines)
        truth.pop("period")
        return Sample("kvartal.xlsx", xlsx(*sheets), truth | {"periods": [f"{w.year}-{10 + n}" for n in range(3)]})

    return make


LAYOUTS["month_sheets_and_sum"] = _month_sheets("Kvartal", ["okt", "nov", "des"], 3)
LAYOUTS["sum_and_month_sheets"] = _month_sheets("Oversikt", ["Oktober", "November", "Desember"], 0)


@layout
def sheets_named_by_months_that_lie(w: World) -> Sample:
    """The top says one month on every sheet: which list it is, is asked."""
    made = []
    for n, name in enumerate(("okt", "nov", "des")):
        rows: list[list[object]] = [[w.company, f"Org.nr. {w.orgnr}"], [f"Lønnsmåned: desember {w.year}"]]
        rows.append(["Ansattnr", "Navn", "Fødselsnr", "Trekk"])
        made.append((name, [*rows, *([p.employee_no, p.name, p.id, (p.ore + 900 * n) / 100] for p in w.people)]))
    w.month = 12
    return Sample("tre.xlsx", xlsx(*made), w.truth([w.line(p, p.ore + 1800) for p in w.people], ask_ok=True))
