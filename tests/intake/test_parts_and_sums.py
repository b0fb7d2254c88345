"""Lists in parts, amounts that are others' sums, and corrections beside what was deducted."""

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World
from tests.intake.writers import xlsx

PEOPLE = World("parts", 9).people
TOP: list[list[object]] = [["Nordvik AS", "Orgnr 312430398"], ["Fagforeningstrekk Fellesforbundet mai 2026"], []]


def _read(*sheets: tuple[str, list[list[object]]]) -> Reading:
    return read_bytes(xlsx(*sheets), "liste.xlsx", "Fellesforbundet")


def _codes(reading: Reading) -> list[str]:
    return [question.code for question in reading.open_questions]


def test_people_on_their_side_in_three_parts() -> None:
    rows = list(TOP)
    for part in (PEOPLE[:4], PEOPLE[4:8], PEOPLE[8:]):
        rows += [["Ansatt", *(p.name for p in part)], ["Personnr", *(p.id for p in part)]]
        rows += [["Brutto", *(31000.0 for _ in part)], ["Fagforening", *(p.kr for p in part)], []]
    rows.append(["Trukket i alt til Fellesforbundet", "", sum(p.ore for p in PEOPLE) / 100])
    reading = _read(("Mai", rows))

    assert {(line.national_id, line.amount) for line in reading.lines} == {(p.id, p.ore) for p in PEOPLE}


def test_lone_part_on_its_side_keeps_the_sum_below_it_out() -> None:
    rows: list[list[object]] = [*TOP, ["Ansatt", *(p.name for p in PEOPLE)], ["Personnr", *(p.id for p in PEOPLE)]]
    rows += [["Brutto", *(31000.0 for _ in PEOPLE)], ["Fagforening", *(p.kr for p in PEOPLE)], []]
    rows.append(["Trukket i alt til Fellesforbundet", "", sum(p.ore for p in PEOPLE) / 100])
    reading = _read(("Mai", rows))

    assert (reading.status, [line.amount for line in reading.lines]) == ("lines", [p.ore for p in PEOPLE])


def test_corrected_amounts_are_proposed_and_asked_about() -> None:
    rows = [[p.id, p.name, 400.5, 428.5 if n == 2 else 0.0 if n == 4 else ""] for n, p in enumerate(PEOPLE)]
    reading = _read(("Ark1", [*TOP, ["Fødselsnr", "Navn", "Trekk", "Retta"], *rows]))

    assert _codes(reading) == ["amount"]
    assert [line.amount for line in reading.lines] == [40050, 40050, 42850, 40050, 0, *[40050] * 4]
    assert [column.letter for column in reading.columns if column.made] == ["E"]


def test_amount_as_large_as_all_others_is_asked_about() -> None:
    rows = [[p.id, p.name, 400.5] for p in PEOPLE[:5]]
    rows[4][2] = 4 * 400.5
    reading = _read(("Ark1", [*TOP, ["Fødselsnr", "Navn", "Trekk"], *rows]))

    assert "odd_rows" in _codes(reading)


def test_list_per_wage_type_with_the_same_first_person_keeps_both() -> None:
    rows: list[list[object]] = list(TOP)
    for kind, people, kr in (
        ("Lønnsart 611 Kontingent", PEOPLE, 411.22),
        ("Lønnsart 613 Forsikring", PEOPLE[:4], 88.25),
    ):
        rows += [[kind], ["Ansatt", "Navn", "Antall", "Beløp"]]
        rows += [[5 + 3 * n, p.name, 1.0, kr] for n, p in enumerate(people)]
        rows += [["", f"Sum {kind.lower()}", "", round(kr * len(people), 2)]]
    reading = _read(("Ark1", rows))

    assert (len(reading.lines), reading.total) == (13, 9 * 41122 + 4 * 8825)


def _sheet_2003(name: str, rows: list[list[object]], options: str = "") -> str:
    cells = [[f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row] for row in rows]
    table = "".join(f"<Row>{''.join(row)}</Row>" for row in cells)
    options = f'<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">{options}</WorksheetOptions>'
    return f'<Worksheet ss:Name="{name}"><Table>{table}</Table>{options}</Worksheet>'


def test_sheet_that_excel_2003_hides_is_left_out() -> None:
    heads: list[object] = ["Fødselsnummer", "Navn", "Trukket"]
    people = [[p.id, p.name, p.kr] for p in PEOPLE]
    shown = _sheet_2003("Mai", [["Orgnr", "312430398"], ["Periode", "mai 2026"], heads, *people])
    kept = _sheet_2003("Forrige", [heads, *([p.id, p.name, "99,00"] for p in PEOPLE)], "<Visible>SheetHidden</Visible>")
    ns = "urn:schemas-microsoft-com:office:spreadsheet"
    data = f'<?xml version="1.0"?><Workbook xmlns="{ns}" xmlns:ss="{ns}">{shown}{kept}</Workbook>'.encode()
    reading = read_bytes(data, "liste.xls", "Fellesforbundet")

    assert (reading.status, [line.amount for line in reading.lines]) == ("lines", [p.ore for p in PEOPLE])


def test_sheet_of_the_year_so_far_proposes_its_last_month() -> None:
    months = ["Jan", "Feb", "Mars", "Apr", "Mai", "Juni"]
    rows = [[p.id, p.name, 395.0, 395.0, 413.5, "", "", "", 1203.5] for p in PEOPLE]
    reading = _read(
        ("2026", [["Nordvik AS - trekk Fellesforbundet 2026"], ["Fødselsnr", "Navn", *months, "Sum"], *rows])
    )

    assert reading.status == "ask"
    assert (reading.period.value, reading.total) == ("2026-03", 9 * 41350)


def test_clients_over_parts_of_the_list_take_no_number_from_the_employer() -> None:
    rows: list[list[object]] = [["Fagfolk Vest Bemanning AS", "", "", "Org.nr. 312430398"], TOP[1], []]
    rows.append(["Kand.nr", "Fødselsnr.", "Navn", "Trekk"])
    for client, people in (
        ("Oppdragsgiver: Hjelmeland Stål AS", PEOPLE[:4]),
        ("Oppdragsgiver: Norplast AS", PEOPLE[4:]),
    ):
        rows += [[client], *([21000 + 7 * n, p.id, p.name, 400.0 + n] for n, p in enumerate(people))]
    reading = _read(("FF", rows))

    assert (reading.status, reading.orgnr.value) == ("lines", "312430398")


def test_correction_under_the_persons_own_number_is_that_persons() -> None:
    rows: list[list[object]] = [[p.id, p.name, 140 + 3 * n, p.kr] for n, p in enumerate(PEOPLE)]
    rows.insert(4, ["", "Tilbakeført, feil grunnlag forrige kjøring", 149, -62.1])
    reading = _read(("Ark1", [*TOP, ["Fødselsnr", "Medarbeider", "Nr", "Forbundstrekk"], *rows]))

    assert [line.amount for line in reading.lines if line.national_id == PEOPLE[3].id] == [PEOPLE[3].ore, -6210]
    assert len(reading.lines) == 10


def test_old_and_new_rates_are_asked_about_with_the_new_one_proposed() -> None:
    rows = [[p.id, p.name, 529, 546] for p in PEOPLE]
    reading = _read(("Ark1", [*TOP, ["Fødselsnr", "Navn", "Trekk gml. sats", "Trekk ny sats"], *rows]))

    assert (_codes(reading)[0], reading.total) == ("amount", 9 * 54600)


def test_numbers_with_gaps_under_lnr_are_the_persons_own() -> None:
    numbers = ["008", "010", "020", "021", "029", "031", "043", "061", "065"]
    rows = [[number, p.name, p.id, p.kr] for number, p in zip(numbers, PEOPLE, strict=True)]
    counted = [[str(n), p.name, p.id, p.kr] for n, p in enumerate(PEOPLE, 1)]
    heads = ["LNR", "Navn", "Fødselsnr", "Trekk"]
    own, running = (_read(("Ark1", [*TOP, heads, *some])) for some in (rows, counted))

    assert [line.employee_no for line in own.lines] == [str(int(number)) for number in numbers]
    assert {line.employee_no for line in running.lines} == {None}


def test_names_of_units_are_nobodys_names() -> None:
    rows = [
        ["Dyrelia AS", "Dyrelia Park" if n % 2 else "Dyrelia Servering", p.turned, p.id, p.kr]
        for n, p in enumerate(PEOPLE)
    ]
    reading = _read(("Ark1", [*TOP, ["Firma", "Virksomhet navn", "Navn", "Fødselsnr", "Trekkbeløp"], *rows]))

    assert [line.name for line in reading.lines] == [p.name for p in PEOPLE]


def test_sum_of_a_wage_type_by_its_number_fits_its_lines() -> None:
    rows: list[list[object]] = []
    for n, p in enumerate(PEOPLE):
        rows.append([p.id, p.name, 5310, "Fellesforb. kont", p.kr])
        rows += [[p.id, p.name, 5312, "Fellesforb. fors", 74.0]] if n % 3 == 0 else []
    total = sum(p.ore for p in PEOPLE) / 100
    rows += [["Sum lønnsart 5310", "", "", "", total], ["Sum lønnsart 5312", "", "", "", 3 * 74.0]]
    reading = _read(("Ark1", [*TOP, ["Fødselsnr", "Navn", "LArt", "Tekst", "Beløp"], *rows]))

    assert (reading.status, len(reading.lines)) == ("lines", 12)


def test_cell_of_nine_million_letters_is_no_list_and_takes_no_time() -> None:
    assert read_bytes(b"A" * 9_000_000, "liste.csv", "Fellesforbundet").status == "reject"
