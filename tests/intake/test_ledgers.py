"""The account of dues: taken where all that is booked adds up, asked about where anything is left over."""

from typing import Any

import pytest

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World
from tests.intake.writers import xlsx

PEOPLE = (("15", "Tone Ås", 418.08), ("20", "Siv K. Nordli", 403.94), ("22", "Hassan van der Meer", 736.02))


def _read(*more: list[Any], text: str = "Trekk april ans. {} {}", period: str = "04.2026", off: float = 0) -> Reading:
    entries = [["Betaling til Fellesforbundet, trekk mars", 5243.61, 0]]
    entries += [[text.format(number, name), 0, amount] for number, name, amount in PEOPLE]
    entries += more
    rows: list[list[Any]] = [
        ["Org.nr", "312430398"],
        [f"Periode {period}"],
        ["Konto 2786 Skyldig kontingent Fellesforbundet"],
    ]
    rows += [["Bilag", "Dato", "Tekst", "Debet", "Kredit"], *[[1, "27.04.2026", *entry] for entry in entries]]
    debit, credit = (round(sum(entry[side] for entry in entries), 2) for side in (1, 2))
    rows.append([None, None, "Sum bevegelse", debit + off, credit])
    return read_bytes(xlsx(("Hovedbok", rows)), "konto.xlsx", "Fellesforbundet")


def _lines(reading: Reading) -> list[tuple[str | None, str, int]]:
    return [(line.employee_no, line.name, line.amount) for line in reading.lines]


DEDUCTED = [("15", "Tone Ås", 41808), ("20", "Siv K. Nordli", 40394), ("22", "Hassan van der Meer", 73602)]


@pytest.mark.parametrize(
    "text", ["Trekk april ans. {} {}", "{} {} – kontingent", "Lønn april 2026 {} {}", "TREKK FAGF. APRIL EMP. {} {}"]
)
def test_people_are_read_out_of_the_texts(text: str) -> None:
    reading = _read(["Tilbakebetalt ans. 22 Hassan van der Meer", 150.0, 0], text=text)

    assert (reading.status, reading.period.value) == ("lines", "2026-04")
    assert _lines(reading) == [*DEDUCTED, ("22", "Hassan van der Meer", -15000)]


@pytest.mark.parametrize(
    "entry",
    [
        ["Avrunding", 0.4, 0],
        ["Tilbakeført april ans. 99 Ola Berg", 150.0, 0],
        ["Trekk mars ans. 15 Tone Ås", 0, 50.0],
        ["Utbetalt Hassan van der Meer", 150.0, 0],
        ["Betaling i retur", 0, 5243.61],
        ["Kantine ans. 15 Tone Ås", 0, 50.0],
        ["Trekk april Kari Vik", 0, 50.0],
    ],
    ids=lambda entry: str(entry[0]),
)
def test_entry_that_is_left_over_is_asked_about(entry: list[Any]) -> None:
    reading = _read(entry)

    assert "amount" in [question.code for question in reading.open_questions]
    assert _lines(reading)[:3] == DEDUCTED


def test_sum_that_does_not_fit_and_another_month_in_the_texts_are_asked_about() -> None:
    assert _read().status == "lines"
    assert _read(off=1.0).status == "ask"
    assert _read(period="05.2026").status == "ask"


def test_people_named_like_months_keep_their_names() -> None:
    reading = _read(["Trekk april ans. 31 Jan Fagerli", 0, 500.0], ["Trekk april ans. 32 Maja Lønning", 0, 500.0])

    assert [line.name for line in reading.lines][3:] == ["Jan Fagerli", "Maja Lønning"]


def _print(heads: str, rows: list[str]) -> Reading:
    top = ["Nordvik AS;Org.nr 312430398", "2650 Fagforening (Fellesforbundet)", "01.05.2026-31.05.2026", "", heads]
    return read_bytes("\n".join([*top, *rows]).encode(), "konto.csv", "Fellesforbundet")


def test_both_sides_in_one_column_are_told_by_their_sign() -> None:
    rows = ["01.05.2026;1;Saldo fra forrige periode;;0,00"]
    rows += [
        f"15.05.2026;{n};Trekk Berg, {name} ({n});-{450 + n},50;" for n, name in enumerate(("Ola", "Kari", "Siri"), 3)
    ]
    rows += [
        "15.05.2026;9;For mye trukket, tilbakeført Berg, Kari (4);12,00;",
        "24.05.2026;10;Fellesforbundet KID 0044;1350,50;",
    ]
    reading = _print("Dato;Bilag;Tekst;Beløp;Saldo", rows)

    assert [(line.employee_no, line.amount) for line in reading.lines] == [
        ("3", 45350),
        ("4", 45450),
        ("5", 45550),
        ("4", -1200),
    ]


def test_employees_column_tells_the_number_and_no_code_before_the_name() -> None:
    rows = [
        f"25.05.2026;1;{1019 + n};LK{n}B Berg, {name};;{450 + n},50;"
        for n, name in enumerate(("Ola", "Kari", "Siri"), 5)
    ]
    rows += [
        f"25.05.2026;1;{1029 + n};Lønn 10: Lie, {name};;{460 + n},50;" for n, name in enumerate(("Ola", "Kari"), 5)
    ]
    reading = _print("Dato;Bilag;Ansatt;Tekst;Debet;Kredit;Saldo", rows)

    assert [(line.employee_no, line.name) for line in reading.lines] == [
        ("1024", "Ola Berg"),
        ("1025", "Kari Berg"),
        ("1026", "Siri Berg"),
        ("1034", "Ola Lie"),
        ("1035", "Kari Lie"),
    ]


def test_payment_with_capitals_in_its_text_is_nobodys() -> None:
    reading = _read(["Overført Fellesforbundet Indre Østland", 500.0, 0])

    assert (reading.status, _lines(reading)) == ("lines", DEDUCTED)


@pytest.mark.parametrize(("off", "status"), [(0, "lines"), (1, "ask")])
def test_sums_of_several_accounts_make_the_whole(off: float, status: str) -> None:
    rows: list[list[Any]] = [["Org.nr", "312430398"], ["Periode 04.2026"], ["Tekst", "Debet", "Kredit"]]
    for account, people in (("2651 Trukket kontingent NITO", PEOPLE[:1]), ("2652 Trukket Fellesforbundet", PEOPLE[1:])):
        rows += [[account], *([f"Trekk april ans. {number} {name}", 0, kr] for number, name, kr in people)]
        rows += [["Sum", 0, round(sum(kr for *_, kr in people) + off, 2)]]
    reading = read_bytes(xlsx(("Hovedbok", rows)), "konto.xlsx", "Fellesforbundet")

    assert (reading.status, _lines(reading)) == (status, DEDUCTED[1:])


def _table(*given_back: float) -> Reading:
    """Entries with the person in columns; the last person is given something back, and last month's dues are paid."""
    w = World("two sides", 6)
    who = [[p.employee_no, p.name, p.id] for p in w.people]
    rows: list[list[Any]] = [["Nordvik AS", "Org.nr 312430398"], ["Kontospesifikasjon 05.2026"], []]
    rows += [["Kontonavn", "Ansatt", "Ansattnavn", "Fødselsnr", "Tekst", "Debet", "Kredit", "Saldo"]]
    account = "Trukket kontingent Fellesforbundet"
    rows += [[account, "", "", "", "Betalt april", 5953.26, "", 0]]
    rows += [[account, *own, "Trekk fagforening", "", p.kr, 0] for own, p in zip(who, w.people, strict=True)]
    rows += [[account, *who[-1], "Tilbakeført for mye trukket", kr, "", 0] for kr in given_back]
    rows += [[account, "", "", "", "Sum bevegelse", 5953.26 + sum(given_back), sum(p.ore for p in w.people) / 100]]
    return read_bytes(xlsx(("Hovedbok", rows)), "konto.xlsx", "Fellesforbundet")


def test_debit_of_a_person_is_given_back() -> None:
    reading = _table(89.5)

    assert reading.status == "lines"
    assert [line.amount for line in reading.lines][-1] == -8950
    assert len(reading.lines) == 7


def test_more_given_back_than_was_deducted_is_asked_about() -> None:
    assert "amount" in [question.code for question in _table(89.5, 9000.0).open_questions]


@pytest.mark.parametrize(("off", "status"), [(0, "lines"), (5, "ask")])
def test_balances_and_the_ids_that_payroll_added_are_read(off: float, status: str) -> None:
    w = World("balances", 6)
    rows: list[list[Any]] = [["Klient: Nordvik AS", "Org.nr klient: 312 430 398"], ["Periode 05.2026"], []]
    rows += [["Dato", "Art", "Ansatt", "Tekst", "Debet", "Kredit", "Saldo", "Fnr (fra lønn)"]]
    rows += [["2652 Trukket kontingent Fellesforbundet"], ["", "", "", "Inngående saldo", "", "", -3235.14, ""]]
    rows += [["14.05.2026", "BNK", "", "Betaling Fellesforbundet april", 3235.14, "", 0, ""]]
    for p in w.people:
        rows += [["25.05.2026", "LØN", f"{p.employee_no} - {p.turned}", "Fagf.trekk 05.2026", "", p.kr, "", p.id]]
    closing = -sum(p.ore for p in w.people) / 100 + off
    rows += [["", "", "", "Utgående saldo", "", "", closing, ""]]
    reading = read_bytes(xlsx(("Konto", rows)), "konto.xlsx", "Fellesforbundet")

    assert reading.status == status
    assert [(line.national_id, line.name, line.amount) for line in reading.lines] == [
        (p.id, p.name, p.ore) for p in w.people
    ]


def test_entries_for_several_unions_on_one_account_are_told_by_their_payee() -> None:
    w = World("payees", 6)
    rows: list[list[Any]] = [["Nordvik AS", "Foretaksnr 312430398"], ["Periode 05.2026"]]
    rows += [["Konto", "2650 Trukket fagforeningskontingent"], []]
    rows += [["Bilag", "Tekst", "Ansattnr", "Ansatt", "Fødselsnr", "Kreditor", "Debet", "Kredit", "Saldo"]]
    for n, p in enumerate(w.people):
        payee = "30022 EL og IT Forbundet" if n % 3 == 0 else "30017 Fellesforbundet"
        rows += [[24310, "Fagforeningstrekk", p.employee_no, p.turned, p.id, payee, "", p.kr, ""]]
    rows += [["", "Sum bevegelse", "", "", "", "", "", sum(p.ore for p in w.people) / 100, ""]]
    reading = read_bytes(xlsx(("Konto", rows)), "konto.xlsx", "Fellesforbundet")

    assert [(line.national_id, line.amount) for line in reading.lines] == [
        (p.id, p.ore) for n, p in enumerate(w.people) if n % 3
    ]


def test_employees_number_that_could_be_a_year_is_one_in_its_own_column() -> None:
    rows = [
        f"25.05.2026;1;{2024 + n} Berg, {name};Trekk;;{450 + n},50;" for n, name in enumerate(("Ola", "Kari", "Siri"))
    ]
    reading = _print("Dato;Bilag;Ansatt;Tekst;Debet;Kredit;Saldo", rows)

    assert [line.employee_no for line in reading.lines] == ["2024", "2025", "2026"]
