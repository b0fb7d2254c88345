"""XML of payroll systems' own: which element is a row, and what stands around it."""

import pytest

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import World

PEOPLE = World("xml", 6).people
AMOUNTS = [45_050 + 100 * n for n in range(6)]


def _kr(ore: int) -> str:
    return f"{ore / 100:.2f}"


def _read(body: str) -> Reading:
    return read_bytes(f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'.encode(), "trekk.xml", "Fellesforbundet")


def _lines(reading: Reading) -> list[tuple[str | None, str, int]]:
    return [(line.national_id, line.name, line.amount) for line in reading.lines]


WANTED = [(p.id, p.name, ore) for p, ore in zip(PEOPLE, AMOUNTS, strict=True)]


def test_repeated_elements_are_rows_under_their_tags() -> None:
    rows = "".join(
        f"<Ansatt><AnsattNr>{n}</AnsattNr><Navn>{p.turned}</Navn><Fodselsnummer>{p.id}</Fodselsnummer>"
        f"<Grunnlag>31000.50</Grunnlag><TrukketBelop>{_kr(ore)}</TrukketBelop></Ansatt>"
        for n, (p, ore) in enumerate(zip(PEOPLE, AMOUNTS, strict=True), 101)
    )
    reading = _read(
        "<Trekkliste><Virksomhet><Orgnr>312430398</Orgnr><Navn>Nordvik AS</Navn></Virksomhet>"
        f"<Fagforening>Fellesforbundet</Fagforening><Periode>2026-05</Periode>{rows}"
        f"<Sum>{_kr(sum(AMOUNTS))}</Sum></Trekkliste>"
    )

    assert (reading.status, reading.orgnr.value, reading.period.value) == ("lines", "312430398", "2026-05")
    assert (_lines(reading), reading.total_fits) == (WANTED, True)
    assert [line.employee_no for line in reading.lines] == [str(n) for n in range(101, 107)]


def test_rows_in_attributes() -> None:
    rows = "".join(
        f'<linje fnr="{p.id}" navn="{p.name}" belop="{_kr(ore)}"/>' for p, ore in zip(PEOPLE, AMOUNTS, strict=True)
    )
    reading = _read(f'<liste orgnr="312430398" periode="2026-05" forbund="Fellesforbundet">{rows}</liste>')

    assert _lines(reading) == WANTED


def test_deductions_inside_their_person_are_lines_of_that_person() -> None:
    def person(n: int) -> str:
        second = "<Trekk><Tekst>Forsikring</Tekst><Belop>94.00</Belop></Trekk>" if n == 2 else ""
        return (
            f"<Person><Id>{PEOPLE[n].id}</Id><Navn>{PEOPLE[n].name}</Navn><Linjer><Trekk><Tekst>Kontingent</Tekst>"
            f"<Belop>{_kr(AMOUNTS[n])}</Belop></Trekk>{second}</Linjer></Person>"
        )

    reading = _read(
        "<Rapport><Orgnr>312430398</Orgnr><Periode>05.2026</Periode><Fagforening>Fellesforbundet</Fagforening>"
        f"{''.join(map(person, range(6)))}</Rapport>"
    )

    assert _lines(reading) == [*WANTED[:3], (PEOPLE[2].id, PEOPLE[2].name, 9400), *WANTED[3:]]


def _field(name: str, value: str) -> str:
    return f'<Field FieldName="{name}"><FormattedValue>{value}</FormattedValue><Value>{value}</Value></Field>'


def test_a_report_of_sections_with_its_heads_apart_from_its_rows() -> None:
    heads = "".join(
        f'<Text Name="Text{n}"><TextValue>{t}</TextValue></Text>' for n, t in enumerate(("Fødselsnr", "Navn", "Trekk"))
    )
    rows = "".join(
        f"<Details><Section>{_field('{A.F1}', p.id)}{_field('{A.F2}', p.turned)}{_field('{A.F3}', f'-{_kr(ore)}')}"
        "</Section></Details>"
        for p, ore in zip(PEOPLE, AMOUNTS, strict=True)
    )
    total = f'<Text Name="T9"><TextValue>Totalt</TextValue></Text>{_field("Sum ({A.F3})", f"-{_kr(sum(AMOUNTS))}")}'
    reading = _read(
        '<Report><Head><Section><Text Name="T1"><TextValue>Nordvik AS, org.nr 312430398</TextValue></Text>'
        '<Text Name="T2"><TextValue>Fagforeningstrekk mai 2026, Fellesforbundet</TextValue></Text></Section></Head>'
        f"<PageHead><Section>{heads}</Section></PageHead>{rows}<Foot><Section>{total}</Section></Foot></Report>"
    )

    assert (reading.status, _lines(reading), reading.total_fits) == ("lines", WANTED, True)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<liste><linje></liste>", "corrupt"),
        ("<liste><!ENTITY a 'b'></liste>", "corrupt"),
        ("<a>" * 200 + "</a>" * 200, "corrupt"),
        ("<liste><dato>2026-05-01</dato></liste>", "no_list"),
    ],
)
def test_what_is_no_list_is_refused(body: str, reason: str) -> None:
    assert (_read(body).status, _read(body).reason) == ("reject", reason)
