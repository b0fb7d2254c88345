"""Mails, saved or copied: people named in the text, a list attached, and last month's mail quoted below."""

from email.message import EmailMessage
from email.policy import SMTP
from itertools import permutations
from pathlib import Path

import pytest

from app.intake.child import read_file
from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import Person, World, comma

_TOP = "Trekk Fellesforbundet mai 2026, Fjord AS orgnr 312430398\n\n"


def _read(text: str) -> Reading:
    return read_bytes(text.encode(), "epost.txt", "Fellesforbundet")


def _mail(text: str, subject: str = "Trekk Fellesforbundet mai 2026") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Pål Ås <pal@fjord.example>"
    mail["To"] = "trekk@forbund.example"
    mail["Subject"] = subject
    mail["Date"] = "Fri, 05 Jun 2026 10:02:44 +0200"
    mail.set_content(text)
    return mail


def _list(people: list[Person]) -> bytes:
    rows = "\n".join(f"{p.id};{p.name};{comma(p.ore)}" for p in people)
    return f"Orgnr;312430398\nPeriode;mai 2026\n\nFødselsnr;Navn;Trukket\n{rows}\n".encode("cp1252")


def _amounts(reading: Reading) -> list[tuple[str, int]]:
    return [(line.name, line.amount) for line in reading.lines]


def test_asides_behind_amounts_are_no_part_of_them() -> None:
    w = World("asides", 4)
    a, b, c, d = w.people

    reading = _read(
        f"{_TOP}Faste:\n - {a.name}, f. {a.id}: 498,-\n - {b.name} ({b.id}) trukket kr 0,- i permisjon\n\nSesong:\n"
        f" - {c.name}, f.nr. {c.id}: kr 41,50 (sluttet 27. mai, to uker)\n"
        f" - {d.name} ({d.id}) 104,5 timer à 171,- trukket kr 463,50\n\nTil sammen kr 1 003,00.\n"
        "Mvh\nPål\nTlf. 900 00 417  |  Storgata 12\n"
    )

    assert reading.status == "lines"
    assert _amounts(reading) == [(a.name, 49800), (b.name, 0), (c.name, 4150), (d.name, 46350)]


def test_asides_that_change_the_amount_are_asked_about() -> None:
    w = World("changed", 3)
    a, b, c = w.people
    for said in (
        "tilbakebetalt i juni",
        "per uke",
        "(korrigeres til 300)",
        "(ikke trukket)",
        "minus 50",
        "i forsikring",
    ):
        reading = _read(
            f"{_TOP}- {a.name} ({a.id}) kr 450,- {said}\n- {b.name} ({b.id}) kr 400,-\n- {c.name} ({c.id}) kr 300,-\n"
        )

        assert reading.status == "ask", said


def test_line_between_people_without_ids_is_not_lost() -> None:
    reading = _read(f"{_TOP}- Kari Olsen kr 450,-\n- Per Lie kr 400,- tilbakebetalt\n- Ola Bø kr 300,50\n")

    assert (reading.status, sum(line.amount for line in reading.lines)) == ("ask", 115050)


def test_saved_mail_is_read_in_its_own_letters_behind_the_fence(tmp_path: Path) -> None:
    w = World("saved", 5)
    people = "\n".join(f"- {p.name}, {p.id}: kr {comma(p.ore)}" for p in w.people)
    mail = _mail(f"Fjord AS, org.nr. 312 430 398\n\n{people}\n")
    (tmp_path / "epost.eml").write_bytes(mail.as_bytes(policy=SMTP))

    reading = read_file(tmp_path / "epost.eml", "Fellesforbundet")

    assert (reading.status, reading.period.value, reading.orgnr.value) == ("lines", "2026-05", "312430398")
    assert _amounts(reading) == [(p.name, p.ore) for p in w.people]


def test_attached_list_is_the_list(tmp_path: Path) -> None:
    w = World("attached", 5)
    mail = _mail("Hei, listen er vedlagt.\n\nPål\n")
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png")
    mail.add_attachment(_list(w.people), maintype="text", subtype="csv", filename="trekk_ås.csv")
    (tmp_path / "epost.eml").write_bytes(mail.as_bytes(policy=SMTP))

    reading = read_file(tmp_path / "epost.eml", "Fellesforbundet")

    assert (reading.status, _amounts(reading)) == ("lines", [(p.name, p.ore) for p in w.people])


def test_table_of_a_page_is_read_without_the_mail_quoted_below() -> None:
    w = World("page", 5)
    rows = "".join(f"<tr><td>{p.id}</td><td>{p.name}</td><td>{comma(p.ore)}</td></tr>" for p in w.people)
    table = f"<table><tr><th>Fødselsnr</th><th>Navn</th><th>Trukket</th></tr>{rows}</table>"
    mail = _mail("Se listen.\n")
    mail.add_alternative(
        f"<html><p>Fjord AS org.nr 312430398</p>{table}<blockquote><p>April</p>{table}</blockquote></html>",
        subtype="html",
    )

    reading = read_bytes(mail.as_bytes(), "epost.eml", "Fellesforbundet")

    assert (reading.status, _amounts(reading)) == ("lines", [(p.name, p.ore) for p in w.people])


def test_mail_that_has_no_list_is_refused() -> None:
    reading = read_bytes(_mail("Hei, vi sender listen i morgen.\n").as_bytes(), "epost.eml", "Fellesforbundet")

    assert (reading.status, reading.reason) == ("reject", "no_list")


def test_quoted_mail_is_left_out_where_nobody_has_an_id() -> None:
    people = {"Kari Lund": "512,25", "Åse Moen": "498,75", "Ola Næss": "505,00", "Eva Ås": "401,00"}
    fresh = "".join(f"{name:<23}{amount}\n" for name, amount in people.items())
    old = "".join(f"{name:<23}490,50\n" for name in list(people)[:3])
    heads = ("Den 06.04.2026 kl. 09:31 skrev Pål Ås:", "Fra: Pål Ås <pal@fjord.example>\nSendt: 6. april 2026 09:31")
    for head, mark in zip(heads, ("> ", ""), strict=True):
        quoted = "\n".join(f"{mark}{line}" for line in f"Trekk april 2026\n\nNavn      Trekk\n{old}".splitlines())

        reading = _read(f"{_TOP}Navn                   Trekk\n{fresh}\nMvh Pål\n\n{head}\n{quoted}\n")

        assert (reading.period.value, sum(line.amount for line in reading.lines)) == ("2026-05", 191700)


def _blocks(people: list[list[str]], bullet: str = "- ") -> str:
    return _TOP + "".join(bullet + "\n   ".join(lines) + "\n\n" for lines in people) + "Mvh\nPål\nTlf. 900 00 417\n"


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("bullet", ["1) ", "- ", ""])
def test_block_of_lines_for_each_person_is_read_in_any_order(order: tuple[int, ...], bullet: str) -> None:
    people = World("blocks of lines", 4).people
    remarks = ["", "  (lønn 28 500 pga permisjon)", "", " (sluttet 27. mai)"]
    said = [
        [p.name, f"personnr {p.id[:6]}-{p.id[6:]}", f"trukket kr {comma(p.ore)}{remark}"]
        for p, remark in zip(people, remarks, strict=True)
    ]

    reading = _read(_blocks([[lines[n] for n in order] for lines in said], bullet))

    assert reading.status == "lines"
    assert [(line.name, line.national_id, line.amount) for line in reading.lines] == [
        (p.name, p.id, p.ore) for p in people
    ]


def test_line_of_its_own_that_only_remarks_is_no_name() -> None:
    a, b = World("remarks below", 2).people

    reading = _read(
        _blocks(
            [
                [a.name, f"f.nr {a.id}", "trekk kr 0,-", "sykmeldt hele måneden"],
                [b.name, f"f.nr {b.id}", "lønn 28 500", "trekk kr 450,-"],
            ]
        )
    )

    assert (reading.status, _amounts(reading)) == ("lines", [(a.name, 0), (b.name, 45000)])


@pytest.mark.parametrize("odd", range(4))
@pytest.mark.parametrize("parts", ["\n", ", "])
def test_person_with_two_amounts_is_asked_about_wherever_it_stands(odd: int, parts: str) -> None:
    people = World("two amounts", 4).people
    said = [
        parts.join([p.name, f"medl.nr {p.member_no}", "kr 450,-" + (" minus kr 20,-" if n == odd else "")])
        for n, p in enumerate(people)
    ]

    reading = _read(_TOP + "".join(f"- {one}\n" for one in said) + "\nMvh\nPål\n")

    assert (reading.status, reading.question and reading.question.code) == ("ask", "odd_rows")


def test_numbers_of_members_and_employees_stand_for_the_id() -> None:
    a, b, c = World("by number", 3).people

    reading = _read(
        f"{_TOP} - {a.name} (medl.nr 1253720) kr 543,-\n - medlemsnr. 4039255 {b.name}, ansattnr 12: kr 0,- (sykmeldt)"
        f"\n - {c.name}, member no 5824600 kr 869,92\n\nTil sammen kr 1.412,92\n"
    )

    assert reading.status == "lines"
    assert [(line.name, line.member_no, line.employee_no, line.amount) for line in reading.lines] == [
        (a.name, "1253720", None, 54300),
        (b.name, "4039255", "12", 0),
        (c.name, "5824600", None, 86992),
    ]


def test_number_without_a_label_is_nobodys() -> None:
    a, b = World("no label", 2).people

    reading = _read(f"{_TOP} - {a.name} (1253720) kr 543,-\n - {b.name} (4039255) kr 869,92\n")

    assert reading.status == "reject"


@pytest.mark.parametrize("told", ["lønn 28 500, herav 100 forsikring", "etterbetaling lønn 300", "skal være 600"])
def test_remark_that_changes_the_amount_is_not_left_out(told: str) -> None:
    a, b, c = World("changes", 3).people

    reading = _read(
        f"{_TOP} - {a.name}, {a.id}: kr 450,-\n - {b.name}, {b.id}: kr 543,- ({told})\n - {c.name}, {c.id}: kr 450,-\n"
    )

    assert reading.status == "ask"
