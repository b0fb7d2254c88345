"""Letters with a slip or a sentence for each person, and months that a mail says in two ways."""

import pytest

from app.intake.reading import Reading
from tests.intake.reads import read_file
from tests.intake.world import World
from tests.intake.writers import Pdf

PEOPLE = World("sections", 6).people


@pytest.mark.parametrize("behind", ["", " i kontingent"])
def test_letters_confirm_an_amount_in_a_sentence(behind: str) -> None:
    pdf = Pdf()
    for n, p in enumerate(PEOPLE):
        pdf.page()
        lines = ["Nordvik AS", "Org.nr. 312430398", "", "Fellesforbundet", "", "Bekreftelse på trekk av kontingent", ""]
        lines += [f"Navn: {p.name}", f"Fødselsnummer: {p.id}", f"Medlemsnummer: {5526906 + n}", ""]
        lines += [f"Vi bekrefter at det i lønn for mai 2026 er trukket kr {450 + n},50{behind}"]
        for at, line in enumerate([*lines, "til Fellesforbundet for ovennevnte medlem.", "", "Med vennlig hilsen"]):
            pdf.at(50, 50 + 16 * at, line)
    reading = read_file(pdf.bytes(), "bekreftelser.pdf")

    assert [(line.national_id, line.name, line.member_no, line.amount) for line in reading.lines] == [
        (p.id, p.name, str(5526906 + n), 45050 + 100 * n) for n, p in enumerate(PEOPLE)
    ]


def test_number_of_the_firm_below_a_sentence_about_the_payment_is_found() -> None:
    lines = ["Emne: Trekk mai 2026", "", "Fagforeningstrekk Fellesforbundet mai 2026", ""]
    lines += [f"{'Navn':24}{'Fødselsnr.':15}Trekk"]
    lines += [f"{p.name[:22]:24}{p.id[:6]} {p.id[6:]:8}{450 + n},-" for n, p in enumerate(PEOPLE)]
    lines += [f"{'Til sammen':39}2 715,-", "", "Beløpet er betalt til kontoen deres i dag.", "", "Hilsen"]
    lines += ["Turid Hovdelien", "Granlia Murmesterforretning AS", "Org.nr. 312 430 398"]

    assert read_file("\n".join(lines).encode(), "mail.txt").orgnr.value == "312430398"


def test_our_employees_are_nobodys_name() -> None:
    pdf = Pdf()
    for n, p in enumerate(PEOPLE):
        pdf.page()
        lines = ["Nordvik AS", "Org.nr. 312430398", "", "Til Fellesforbundet", ""]
        lines += ["Ved lønnskjøringen for mai 2026 har vi trukket følgende for vår ansatte:", ""]
        lines += [f"Navn:|{p.name}", f"Fødselsnummer:|{p.id}", f"Kontingent:|kr {450 + n},50"]
        lines += ["Forsikring:|kr 132,00", f"Sum trukket:|kr {582 + n},50"]
        for at, (label, _, value) in enumerate(line.partition("|") for line in lines):
            pdf.at(50, 50 + 16 * at, label)
            pdf.at(220, 50 + 16 * at, value)
    reading = read_file(pdf.bytes(), "meldinger.pdf")

    assert [(line.name, line.amount) for line in reading.lines] == [
        (p.name, 58250 + 100 * n) for n, p in enumerate(PEOPLE)
    ]


def _letters(total: str) -> Reading:
    pdf = Pdf()
    pdf.page()
    lines = ["Nordvik AS", "Organisasjonsnummer 312430398", "", "Fagforeningskontingent for mai 2026", ""]
    lines += [f"Samlet trukket kontingent for mai 2026: kr {total}", "", "Beløpet er betalt til forbundets konto."]
    for at, line in enumerate(lines):
        pdf.at(50, 50 + 16 * at, line)
    for n, name in enumerate(("Jan-Åge Tangvik", "Max Olsen", *(p.name for p in PEOPLE[2:]))):
        if n % 3 == 0:
            pdf.page()
        y = 50 + 230 * (n % 3)
        fields = [("TREKKMELDING", "Mai 2026"), ("Arbeidsgiver:", "Nordvik AS"), ("Navn:", name)]
        fields += [("Fødselsnummer:", PEOPLE[n].id), ("Medlemsnummer:", str(2837302 + n))]
        fields += [("Trekkgrunnlag:", "kr 55 125,07"), ("Sats:", "1,45 %"), ("Trukket kontingent:", f"kr {450 + n},50")]
        for at, (label, value) in enumerate(fields):
            pdf.at(50, y + 24 * at, label)
            pdf.at(180, y + 24 * at, value)
    return read_file(pdf.bytes(), "trekkmeldinger.pdf")


def test_sum_in_the_letter_above_the_slips_is_that_of_them() -> None:
    reading = _letters("2 718,00")

    assert reading.question is None
    assert [line.name for line in reading.lines][:2] == ["Jan-Åge Tangvik", "Max Olsen"]
    assert [line.amount for line in reading.lines] == [45050 + 100 * n for n in range(6)]


def test_other_sum_in_the_letter_above_the_slips_is_asked_about() -> None:
    assert "total_mismatch" in _letters("2 267,50").warnings


def test_person_in_a_mail_whose_number_comes_later_has_a_line() -> None:
    lines = ["Emne: Fagforeningstrekk mai 2026", "", "Trukket kontingent til Fellesforbundet:", ""]
    numbers = ["fødselsnr. kommer)" if n == 3 else f"{p.id[:6]} {p.id[6:]}" for n, p in enumerate(PEOPLE)]
    lines += [f"{p.name}, {'(' * (n == 3)}{numbers[n]}: kr {450 + n},50" for n, p in enumerate(PEOPLE)]
    reading = read_file("\n".join([*lines, "", "Nordvik AS", "Org.nr. 312 430 398"]).encode(), "mail.txt")

    assert [(line.national_id, line.name, line.amount) for line in reading.lines] == [
        (None if n == 3 else p.id, p.name, 45050 + 100 * n) for n, p in enumerate(PEOPLE)
    ]


def _answer(*behind: str, said: str = "for Fellesforbundet i april", asked: str = "mars 2026") -> Reading:
    lines = ["Fra: Torleif Brekke <torleif@brekke.example>", "Sendt: fredag 8. mai 2026 09:14"]
    lines += [f"Emne: SV: Manglende trekkliste {asked}", "", "Hei,", ""]
    lines += [f"Her er det vi har trukket {said}:", ""]
    lines += [f"{n + 1}. {p.name}   {p.id[:6]} {p.id[6:]}   kr {450 + n},50" for n, p in enumerate(PEOPLE)]
    return read_file("\n".join([*lines, "", "Nordvik AS", "Org.nr. 312 430 398", *behind]).encode(), "svar.txt")


@pytest.mark.parametrize(
    "said", ["for Fellesforbundet i april", "de ansatte i fagforeningskontingent for april", "av kontingent i april"]
)
def test_month_that_was_deducted_is_proposed_before_the_subjects(said: str) -> None:
    question = _answer(said=said).question

    assert question
    assert (question.code, question.proposal) == ("period", "2026-04")


def test_same_month_in_an_answer_is_no_question() -> None:
    reading = _answer(said="for Fellesforbundet i mars")

    assert (reading.question, reading.period.value) == (None, "2026-03")


REMINDER = ("-----Opprinnelig melding-----", "Fra: Fellesforbundet", "Sendt: mandag 27. april 2026 13:02", "")


def test_mail_below_that_lists_nobody_says_nothing() -> None:
    reading = _answer(*REMINDER, "Vi mangler også trekkliste for januar 2026.", said="for Fellesforbundet i mars")

    assert (reading.question, reading.period.value) == (None, "2026-03")


def test_what_was_deducted_too_much_is_of_no_other_month() -> None:
    reading = _answer(said="– her er også det vi har trukket for mye i januar", asked="mars 2026")

    assert reading.question is None or reading.question.code != "period"


def _mail(subject: str, *said: str) -> Reading:
    lines = ["Fra: Vik Bakeri", "Sendt: fredag 29. mai 2026 11:47", "Til: Fellesforbundet", f"Emne: {subject}", ""]
    foot = ["", "Hilsen Oddny", "Vik Bakeri AS, org. 312 430 398"]
    return read_file("\n".join([*lines, *said, *foot]).encode("cp1252"), "mail.txt")


def test_employees_numbers_in_brackets_and_dots_are_no_part_of_names() -> None:
    rows = [f"{f'{p.name} (ansatt {70 + n}) ':.<44} {450 + n},75" for n, p in enumerate(PEOPLE)]
    reading = _mail("Trekkliste mai 2026", "Hei, her er trekket:", "", *rows)

    assert [(line.name, line.employee_no, line.amount) for line in reading.lines] == [
        (p.name, str(70 + n), 45075 + 100 * n) for n, p in enumerate(PEOPLE)
    ]


def test_numbers_before_names_are_the_employees_unless_they_count() -> None:
    numbered = _mail(
        "Trekk mai 2026", "Hei!", "", *(f"* {3 + 4 * n} {p.name}: {450 + n},-" for n, p in enumerate(PEOPLE))
    )
    counted = _mail("Trekk mai 2026", "Hei!", "", *(f"* {1 + n} {p.name}: {450 + n},-" for n, p in enumerate(PEOPLE)))

    assert [line.employee_no for line in numbered.lines] == [str(3 + 4 * n) for n in range(6)]
    assert [line.employee_no for line in counted.lines] == [None] * 6


def test_days_of_birth_behind_names_are_no_part_of_them() -> None:
    rows = [f"{p.name} (f. {10 + n}.07.1987) - kr {450 + n},-" for n, p in enumerate(PEOPLE)]
    reading = _mail("Trekk mai 2026", "Her kommer trekket:", "", *rows)

    assert [(line.name, line.amount) for line in reading.lines] == [
        (p.name, 45000 + 100 * n) for n, p in enumerate(PEOPLE)
    ]


def test_answered_subject_is_older_than_what_the_mail_says() -> None:
    rows = [f"{p.name} ({p.id[:6]} {p.id[6:]}): kr {450 + n},-" for n, p in enumerate(PEOPLE)]
    reading = _mail("SV: Trekkliste april 2026", "Hei, her er lista for mai. Ellers de samme.", "", *rows)

    assert (reading.question and reading.question.code, reading.period.value) == ("period", "2026-05")


def test_months_list_in_a_mail_has_its_own_title_below_an_older_subject() -> None:
    table = [f"{p.name:32}{p.id[:6]} {p.id[6:]}  {450 + n:>6},75" for n, p in enumerate(PEOPLE)]
    title = ["Fagforeningstrekk Fellesforbundet, lønn april 2026", "", f"{'Navn':32}{'Fødselsnr':14}{'Trekk':>8}"]
    reading = _mail("Trekkliste mai 2026", "Hei, her kommer lista.", "", *title, *table)

    assert (reading.question and reading.question.code, reading.period.value) == ("period", "2026-04")


def test_list_that_a_mail_says_is_for_another_month_than_its_subject_is_asked_about() -> None:
    rows = [f"{p.name} ({p.id[:6]} {p.id[6:]}): kr {450 + n},-" for n, p in enumerate(PEOPLE)]
    reading = _mail("Trekkliste april 2026", "Hei, vedlagt er oversikten for mai.", "", *rows)

    assert (reading.question and reading.question.code, reading.period.value) == ("period", "2026-05")
