"""What stands around the lines: payees and codes of sections, months, sums, numbers that are no amounts."""

from typing import Any

import pytest

from app.intake.headings import is_total, role_of
from app.intake.heads import is_heading
from app.intake.months import find_months
from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World
from tests.intake.writers import xlsx

PEOPLE = World("around", 6).people
TOP: list[list[Any]] = [["Nordvik AS", "Orgnr 312430398"], ["Fagforeningstrekk Fellesforbundet mai 2026"], []]
HEADS = ["Ansattnr", "Fødselsnr", "Navn", "Trekk"]


def _row(n: int) -> list[Any]:
    return [100 + n, PEOPLE[n].id, PEOPLE[n].name, 450.5 + n]


def _read(rows: list[list[Any]]) -> Reading:
    return read_bytes(xlsx(("Ark1", rows)), "liste.xlsx", "Fellesforbundet")


def _codes(reading: Reading) -> list[str]:
    return [question.code for question in reading.open_questions]


def test_sections_by_codes_of_unions_are_asked_about_and_the_largest_proposed() -> None:
    rows: list[list[Any]] = [["Nordvik AS", "Orgnr 312430398"], ["Trekk pr. organisasjonskode mai 2026"], [], HEADS]
    rows += [["Organisasjonskode: 12"], *(_row(n) for n in range(4)), ["Organisasjonskode: 17"], _row(4), _row(5)]
    reading = _read(rows)

    assert "wage_types" in _codes(reading)
    assert [line.national_id for line in reading.lines] == [p.id for p in PEOPLE[:4]]


def test_payee_that_is_no_union_is_kept_apart_and_asked_about() -> None:
    rows = [*TOP[:1], ["Remitteringsspesifikasjon mai 2026"], [], HEADS, ["Mottaker 45 Fellesforbundet"]]
    rows += [*(_row(n) for n in range(4)), ["Mottaker 61 Kreditorforeningen"], _row(4), _row(5)]
    reading = _read(rows)

    assert _codes(reading) == ["union_rows"]
    assert [line.national_id for line in reading.lines] == [p.id for p in PEOPLE[:4]]


def test_employees_number_that_could_be_a_month_stays_a_number() -> None:
    rows = [
        [p.name, str(204_410 + n), "NO Union Dues - Fellesforbundet", "11/10/2026", 450.5] for n, p in enumerate(PEOPLE)
    ]
    reading = _read([*TOP, ["Worker", "Worker ID", "Deduction", "Pay Date", "Amount (NOK)"], *rows])

    assert [line.employee_no for line in reading.lines] == [str(204_410 + n) for n in range(6)]


def test_people_that_are_counted_have_no_numbers() -> None:
    lines = [
        "Fellesforbundet trekk mai 2026",
        "",
        *(f"{n}. {p.turned}\t{p.id}\t{450 + n},50" for n, p in enumerate(PEOPLE, 1)),
    ]
    reading = read_bytes("\n".join(lines).encode(), "liste.txt", "Fellesforbundet")

    assert [(line.employee_no, line.name) for line in reading.lines] == [(None, p.name) for p in PEOPLE]


def test_month_that_has_only_begun_is_not_proposed() -> None:
    rows = [[p.id, p.name, 450.5, 460.5, 470.5 if n == 0 else ""] for n, p in enumerate(PEOPLE)]
    reading = _read(
        [["Nordvik AS", "Orgnr 312430398"], ["Fellesforbundet 2026"], [], ["Fnr", "Navn", "Jan", "Feb", "Mars"], *rows]
    )

    assert (_codes(reading)[0], {line.amount for line in reading.lines}) == ("amount", {46050})


def test_payroll_run_and_the_month_that_was_worked_are_asked_about() -> None:
    top: list[list[Any]] = [
        ["Nordvik AS", "Orgnr 312430398"],
        ["Kjøring", "10/2026"],
        ["Opptjening", "01.09.2026 - 30.09.2026"],
        ["Fellesforbundet"],
        [],
    ]
    reading = _read([*top, HEADS, *(_row(n) for n in range(6))])

    assert (_codes(reading), reading.period.value) == (["period"], "2026-10")


def test_club_dues_without_a_sum_are_asked_about() -> None:
    rows = [[p.id, p.name, 450.5, 94, 50] for p in PEOPLE]

    assert _codes(_read([*TOP, ["Fnr", "Navn", "Kontingent", "Forsikring", "Klubb"], *rows])) == ["amount"]


def test_id_of_nothing_but_stars_is_masked() -> None:
    rows = [[100 + n, "***********" if n == 2 else p.id, p.name, 450.5] for n, p in enumerate(PEOPLE)]

    assert _read([*TOP, HEADS, *rows]).lines[2].marks == ["masked_id"]


@pytest.mark.parametrize(
    "label", ["Samla trekk", "Razem", "Iš viso", "Kokku", "Endsumme", "T O T A L T", "Balance Forward"]
)
def test_words_for_sums(label: str) -> None:
    assert is_total(label)


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Asmens kodas (NO)", "national_id"),
        ("Isikukood", "national_id"),
        ("Nr identyfikacyjny (NO)", "national_id"),
        ("Henkilötunnus", "national_id"),
        ("Sulaikyta", "amount"),
        ("Kinni peetud", "amount"),
        ("Razem potrącenia", "amount"),
        ("Razem NOK", "amount"),
        ("Employee / Ansatt", "name"),
        ("Surname / Etternavn", "last_name"),
        ("Taken", "amount"),
        ("Not taken", "decoy"),
        ("Priskaičiuota", "decoy"),
        ("Töötaja nimi", "name"),
        ("Vardas, pavardė", "name"),
        ("Mitgl.-Nr.", "member_no"),
        ("Tabelio nr.", "employee_no"),
    ],
)
def test_heads_of_offices_abroad(head: str, role: str) -> None:
    assert role_of(head) == role


@pytest.mark.parametrize(
    "text",
    [
        "Laikotarpis: 2026 m. rugsėjis",
        "Periods: 2026. gada septembris",
        "LØNNSPERIODE 09 2026",
        "SPESIFIKASJON TIL BETALINGSMOTTAKER LØNNSPERIODE 09 2026",
        "Måned 9 – 2026",
        "Tilityskausi: 09/2026",
    ],
)
def test_months_as_offices_write_them(text: str) -> None:
    assert [(one.period, one.score > 0) for one in find_months(text)] == [("2026-09", True)]


def test_columns_headed_by_wage_types_with_their_names() -> None:
    heads = ["Ansattnr", "Navn", "Fødselsnr", "8100 Handel og Kontor", "8105 Fellesforbundet", "Sum trekk"]
    rows = [[100 + n, p.name, p.id, *(("", 450.5) if n % 2 else (450.5, "")), 450.5] for n, p in enumerate(PEOPLE)]
    reading = _read([["Nordvik AS", "Orgnr 312430398"], ["Fagforeningstrekk mai 2026"], [], heads, *rows])

    assert [line.national_id for line in reading.lines] == [p.id for p in PEOPLE[1::2]]


def test_people_marked_with_a_confederation_are_asked_about() -> None:
    rows = [
        [100 + n, p.id, p.name, "LO" if n == 2 else "NITO" if n == 4 else "FF", 450.5] for n, p in enumerate(PEOPLE)
    ]

    assert "union_rows" in _codes(_read([*TOP, [*HEADS[:3], "Forb.", "Trekk"], *rows]))


def test_class_that_all_lines_share_tells_of_none_of_them() -> None:
    rows = [[*_row(n)[:3], "After-Tax", 450.5] for n in range(6)]
    reading = _read([*TOP, [*HEADS[:3], "Class", "Trekk"], *rows])

    assert (reading.status, len(reading.lines)) == ("lines", 6)


def test_period_over_two_months_is_asked_about() -> None:
    top: list[list[Any]] = [
        ["Nordvik AS", "Orgnr 312430398"],
        ["Fellesforbundet"],
        ["Pay Period 14-SEP-2026 to 11-OCT-2026"],
    ]

    assert _codes(_read([*top, HEADS, *(_row(n) for n in range(6))])) == ["several_months"]


def test_id_that_stands_in_a_column_of_amounts_is_the_persons() -> None:
    rows: list[list[Any]] = [*TOP, ["Lønnsart", "Beskrivelse", "Antall", "Sats", "Beløp"]]
    for n, p in enumerate(PEOPLE):
        rows += [
            [f"{100 + n} {p.name}", "", "Fødselsnr.", int(p.id), ""],
            [9140, "Trekk Fellesforbundet", 1, 450.5, 450.5],
        ]
        rows += [["", f"Sum {100 + n} {p.name}", "", "", 450.5]]
    reading = _read(rows)

    assert [(line.national_id, line.employee_no, line.amount) for line in reading.lines] == [
        (p.id, str(100 + n), 45050) for n, p in enumerate(PEOPLE)
    ]


def test_numbers_that_grow_from_row_to_row_are_no_amounts() -> None:
    rows = [[3 + 2 * n, p.name, p.id, 450 + n * 3 % 7] for n, p in enumerate(PEOPLE)]
    reading = _read([["Nordvik AS", "Orgnr 312430398"], ["Fellesforbundet mai 2026"], *rows])

    assert [line.amount for line in reading.lines] == [45000 + 100 * (n * 3 % 7) for n in range(6)]


def test_insurance_that_is_the_same_for_all_is_no_month_of_the_years_sum() -> None:
    rows = [[p.name, p.id, 95.5, 450.5 + 31 * n] for n, p in enumerate(PEOPLE)]
    reading = _read([["Nordvik AS", "Orgnr 312430398"], ["Fellesforbundet mai 2026"], *rows])

    assert [line.amount for line in reading.lines] == [45050 + 3100 * n for n in range(6)]


def test_columns_of_several_unions_below_one_head_are_each_their_own() -> None:
    rows = [[100 + n, p.id, p.name, *[""] * (n % 3), 450.5 + n, *[""] * (2 - n % 3)] for n, p in enumerate(PEOPLE)]
    heads = [["", "", "", "Trekk fagforening", "", ""], [*HEADS[:3], "Fagforbundet", "Fellesforb. avd. 8", "NITO"]]
    reading = _read([["Nordvik kommune", "Orgnr 312430398"], ["Trekk mai 2026"], [], *heads, *rows])

    assert [(line.national_id, line.amount) for line in reading.lines] == [
        (p.id, 45050 + 100 * n) for n, p in enumerate(PEOPLE) if n % 3 == 1
    ]


def test_label_with_its_value_is_no_head() -> None:
    assert not is_heading(["Fagforeningstrekk", "/ Union", "dues: Fellesforbundet"])
    assert is_heading(["Navn", "Trekk:"])


def _matrix(union: str) -> Reading:
    """Kinds of deduction in columns, three of them ours; the last person has nothing below any."""
    heads = ["Ansattnr", "Fødselsnr", "Navn", "Tilsl. fagforening", "Fellesforb. kontingent", "Fellesforb. forsikring"]
    rows: list[list[Any]] = [
        [100 + n, p.id, p.name, "Fellesforbundet", -450.5 - n, -92, -14, ""] for n, p in enumerate(PEOPLE[:4])
    ]
    rows += [[104, PEOPLE[4].id, PEOPLE[4].name, "NITO", "", "", "", -438]]
    rows += [[105, PEOPLE[5].id, PEOPLE[5].name, union, "", "", "", ""]]
    top = [["Nordvik AS", "Orgnr 312430398"], ["Lønnsperiode 05 2026"], []]
    return _read([*top, [*heads, "Fellesforb. OU-fond", "NITO kontingent"], *rows])


def test_parts_below_our_name_are_added_and_a_member_without_any_has_nothing() -> None:
    amounts = [45050 + 100 * n + 10600 for n in range(4)]

    assert [line.amount for line in _matrix("Fellesforbundet").lines] == [*amounts, 0]
    assert [line.amount for line in _matrix("").lines] == amounts


def test_where_people_work_is_no_kind_of_deduction_beside_our_own_on_every_row() -> None:
    rows = [
        [100 + n, p.id, p.name, ("Idrett og park", "Kantine")[n % 2], "Kontingent Fellesforbundet", 450.5 + n]
        for n, p in enumerate(PEOPLE)
    ]
    reading = _read([*TOP, ["Ressnr", "Fødselsnr", "Navn", "Ansvar(T)", "LA(T)", "Beløp"], *rows])

    assert (reading.status, len(reading.lines)) == ("lines", 6)


def test_number_that_is_headed_as_ours_is_the_employees() -> None:
    rows = [[3 + 7 * n, p.name, p.id, 450.5 + n] for n, p in enumerate(PEOPLE)]
    reading = _read([*TOP, ["Nr. hos oss", "Navn", "Fødselsnr", "Trukket"], *rows])

    assert [line.employee_no for line in reading.lines] == [str(3 + 7 * n) for n in range(6)]


def test_sum_of_all_below_one_of_two_blocks_is_no_person() -> None:
    heads = ["Navn", "Fødselsnummer", "Trekk"]
    sides = zip(PEOPLE[:3], PEOPLE[3:], strict=True)
    rows: list[list[Any]] = [[a.turned, a.id, "kr 450,-", "", b.turned, b.id, "kr 460,-"] for a, b in sides]
    rows += [[], ["Alle til sammen 6 stk", "", "kr 2 730,-"]]
    reading = _read([*TOP, [*heads, "", *heads], *rows])

    assert (reading.status, sorted(line.amount for line in reading.lines)) == ("lines", [45000] * 3 + [46000] * 3)


@pytest.mark.parametrize("whole", [False, True])
def test_names_of_unions_over_the_numbers_of_wage_types_say_whose_they_are(whole: bool) -> None:
    """«Fellesforbundet | | NITO» over «7410 Kontingent | 7411 Forsikring | 7430 Kontingent»; with a sum or without."""
    spans = ["", "", "", "", "Fellesforbundet", *[""] * (1 + whole), "NITO", "", ""]
    heads = ["Ansnr", "Fødselsnr", "Navn", "Bruttolønn", "7410 Kontingent", "7411 Koll. fors.", *["Sum"] * whole]
    rows = []
    for n, p in enumerate(PEOPLE):
        ours = [450.5 + n, 231, *[681.5 + n] * whole] if n < 4 else [""] * (2 + whole)
        rows += [[100 + n, p.id, p.name, 48671.74, *ours, "" if n < 4 else 565.87, 33000.5, "K130"]]
    reading = _read(
        [*TOP[:1], ["Periode 05/2026"], [], spans, [*heads, "7430 Kontingent", "Netto utbetalt", "Kode"], *rows]
    )

    assert [(line.national_id, line.amount) for line in reading.lines] == [
        (p.id, 68150 + 100 * n) for n, p in enumerate(PEOPLE[:4])
    ]


def test_sums_of_a_kind_and_of_a_month_are_parts_of_the_whole() -> None:
    rows: list[list[Any]] = []
    for n, p in enumerate(PEOPLE):
        rows += [
            [100 + n, p.id, p.name, "2026-05", 6410, "Kontingent", 450.5],
            ["", "", "", "2026-05", 6412, "Forsikring", 92],
        ]
    sums = [["Sum lønnart", "", "", "", 6410, "Kontingent", 2703], ["Sum lønnart", "", "", "", 6412, "Forsikring", 552]]
    heads = ["Ansattnr", "Fødselsnr", "Navn", "Periode", "Lønnart", "Tekst", "Trekk"]

    assert _read([*TOP, heads, *rows, *sums, ["Sum periode 2026/05", *[""] * 5, 3255]]).warnings == []
    sums[1][-1] = 553
    assert "total_mismatch" in _read([*TOP, heads, *rows, *sums]).warnings


def test_code_of_ours_that_nobody_knows_is_told_by_the_name_beside_it() -> None:
    payees = [("FFORBX", "FELLESFORBUNDET")] * 3 + [("FLT", "FLT")] * 2 + [("NITO", "NITO")]
    rows = [[100 + n, p.id, p.name, *payees[n], f"{450 + n},50-"] for n, p in enumerate(PEOPLE)]
    reading = _read([*TOP[:1], ["Trekk mai 2026"], [], [*HEADS[:3], "Mottaker", "Navn på mottaker", "Beløp"], *rows])

    assert [(line.national_id, line.amount) for line in reading.lines] == [
        (p.id, 45050 + 100 * n) for n, p in enumerate(PEOPLE[:3])
    ]


def test_number_headed_as_the_firms_is_the_employers_beside_the_workplaces() -> None:
    rows = [["312430398", "308145743", 100 + n, p.id, p.name, 450.5 + n] for n, p in enumerate(PEOPLE)]
    reading = _read([["Fellesforbundet mai 2026"], [], ["Orgnr firma", "Orgnr bedrift", *HEADS], *rows])

    assert (reading.status, reading.orgnr.value) == ("lines", "312430398")


@pytest.mark.parametrize(("amount", "others"), [("-", 0), (450.5, 1)])
def test_whoever_is_no_member_is_no_line_and_is_shown_with_an_amount(amount: object, others: int) -> None:
    rows = [[100 + n, p.id, p.name, "Fellesforbundet", 450.5 + n] for n, p in enumerate(PEOPLE[:5])]
    rows += [[105, PEOPLE[5].id, PEOPLE[5].name, "ikke medlem", amount]]
    reading = _read([*TOP, [*HEADS[:3], "Fagforening", "Trekk"], *rows])

    assert (len(reading.lines), len(reading.others)) == (5, others)
    assert ("other_unions" in reading.warnings) == bool(others)
