"""Prints of two lines per person, under two lines of heads or with the id below the name."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.world import Person, World
from tests.intake.writers import xlsx

PEOPLE = World("two lines", 6).people
TOP = "NORDVIK TRE AS            FORETAKSNR 312430398      PERIODE 05.26\nMOTTAKER FELLESFORBUNDET\n\n"


def _read(text: str) -> Reading:
    return read_bytes(text.encode(), "liste.prn", "Fellesforbundet")


def _apart(number: str) -> str:
    return f"{number[:6]} {number[6:]}"


def _listed(heads: list[str], record: Callable[[int, Person], Iterable[str]]) -> Reading:
    """The reading of a print with these lines of heads, and for each person the lines that `record` gives."""
    return _read("\n".join([TOP, *heads, *(row for n, p in enumerate(PEOPLE) for row in record(n, p))]))


def _ids_below(without: int | None = None) -> str:
    rows = [
        TOP,
        "ANSNR  NAVN                     GRUNNLAG       TREKK     HITTIL I ÅR",
        "       FØDSELSNR     FORBUNDSNR",
    ]
    for n, p in enumerate(PEOPLE):
        rows.append(f"{100 + n:05}  {p.name[:22]:22}  {30000 + n:9},00    {450 + n},50-      2.252,50-")
        rows.append(f"       {'' if n == without else _apart(p.id):12}  {7000000 + n}")
    return "\n".join([*rows, "", f"       SUM                                        {sum(range(450, 456)) + 3}.00-"])


def test_ids_on_the_second_line_under_their_own_heads() -> None:
    reading = _read(_ids_below())

    assert [(line.national_id, line.amount, line.member_no) for line in reading.lines] == [
        (p.id, 45050 + 100 * n, str(7000000 + n)) for n, p in enumerate(PEOPLE)
    ]


def test_second_line_without_an_id_still_gives_the_members_number() -> None:
    reading = _read(_ids_below(without=2))

    assert [line.member_no for line in reading.lines] == [str(7000000 + n) for n in range(6)]
    assert [line.national_id for line in reading.lines][2] is None


def test_amounts_on_the_second_line_with_a_correction_of_its_own() -> None:
    heads = [
        "ANSNR NAVN                           FØDT   PNR",
        "       LART TEKST                 GRUNNLAG SATS       TREKK",
    ]

    def record(n: int, p: Person) -> Iterable[str]:
        yield f"{100 + n:05} {p.name[:26]:26}     {_apart(p.id)}"
        yield f"       630 FAGF.KONT. FELLESF    3{n}.061,35 1,55      {450 + n},00"
        if n == 3:
            yield "       639 KORR. TIDL. PERIODE                       42,00-"

    reading = _listed(heads, record)

    assert [line.amount for line in reading.lines] == [45000, 45100, 45200, 45300, -4200, 45400, 45500]
    assert {line.national_id for line in reading.lines} == {p.id for p in PEOPLE}
    assert reading.lines[4].national_id == PEOPLE[3].id


def test_id_below_the_name_beside_a_second_deduction() -> None:
    rows = [TOP, "Ansnr   Navn / fødselsnr                L.art Tekst                 Beløp"]
    for n, p in enumerate(PEOPLE):
        rows.append(f"{1800 + 7 * n:06}  {p.turned[:30]:30}  771   FAGF.KONT 1,5%      {450 + n},20-")
        second = "  774   KOLL.FORSIKR.       117,00-" if n % 2 else ""
        rows.append(f"        {_apart(p.id):30}{second}")
    reading = _read("\n".join(rows))

    assert [line.amount for line in reading.lines if line.national_id == PEOPLE[1].id] == [45120, 11700]
    assert [line.amount for line in reading.lines if line.national_id == PEOPLE[2].id] == [45220]
    assert {line.employee_no for line in reading.lines} == {str(1800 + 7 * n) for n in range(6)}


def test_table_drawn_with_letters_and_its_sums_in_stars() -> None:
    rule = "-" * 84
    rows = ["Firmakode 2200 Nordvik AS org.nr. 312430398", "Inn-periode 01.03.2026 - 31.03.2026", "", rule]
    rows += ["|Persnr. |Medarb. navn            |Fødselsnr. |Lart|Lønnart langtekst    |     Beløp|Val|", rule]
    rows += [
        f"|{40 + n:08}|{p.turned[:24]:24}|{p.id}|6410|Fellesforb. kontingent|   {450 + n},14-|NOK|"
        for n, p in enumerate(PEOPLE)
    ]
    rows += [rule, "|*       |                        |           |6410|                     |  2.715,84-|NOK|"]
    rows += ["|**      |                        |           |    |                     |  2.715,84-|NOK|", rule]
    reading = _read("\n".join(rows))

    assert (reading.status, reading.total, len(reading.lines)) == ("lines", 271584, 6)


def test_bar_in_a_title_parts_no_columns() -> None:
    rows = ["Nordvik AS   (foretak 312 430 398)", "Kontingentliste oktober 2026 | Forbund: Fellesforbundet", ""]
    rows += [" Trukket kr  Fnr          Ansatt Etternavn, fornavn"]
    rows += [f"     {450 + n},43  {p.id}  {20 + 3 * n}     {p.turned}" for n, p in enumerate(PEOPLE)]
    reading = _read("\n".join(rows))

    assert (reading.status, [line.amount for line in reading.lines]) == ("lines", [45043 + 100 * n for n in range(6)])


def test_name_as_wide_as_its_column_is_parted_from_the_day_of_birth() -> None:
    rows = ["Kunde: Nordvik AS  org.nr. 312430398", "Gjelder: fagf.trekk sept. 2026, Fellesforb.", ""]
    rows += [" Ans. Navn                              Født         Kontingent"]
    rows += [
        f"    {n} {name:34}{day}      54{n},47"
        for n, (name, day) in enumerate(
            [
                ("Piotr Ali", "19.04.1980"),
                ("Anne-Margrethe Løvenskiold Bakke-H", "10.02.1999"),
                ("Yusuf Lia", "12.10.1991"),
            ],
            5,
        )
    ]
    reading = _read("\n".join(rows))

    assert reading.lines[1].name == "Anne-Margrethe Løvenskiold Bakke-H"


def _numbered(head: str, below: Callable[[int, Person], str]) -> Reading:
    """The reading of a print with number, name and member's number above, and under `head` what `below` gives."""
    return _listed(
        ["ANSNR  NAVN                            MEDL.NR", head],
        lambda n, p: (f"{1002 + 11 * n:05}  {p.turned[:30]:30}  {617480 + n}", below(n, p)),
    )


def test_names_on_the_first_line_and_everything_else_on_the_second() -> None:
    reading = _numbered(
        "       FØDSELSNR        KONTINGENT    FORSIKR.         SUM",
        lambda n, p: f"       {_apart(p.id)}        {450 + n},28       94,00      {544 + n},28",
    )

    assert [(line.national_id, line.name, line.amount, line.member_no) for line in reading.lines] == [
        (p.id, p.name, 54428 + 100 * n, str(617480 + n)) for n, p in enumerate(PEOPLE)
    ]


def test_numbers_and_names_over_amounts_without_any_ids() -> None:
    reading = _numbered(
        "       BASIS            KONTINGENT    FORSIKR.         SUM",
        lambda n, _: f"        3{n}.061,35        {450 + n},28       94,00      {544 + n},28",
    )

    assert [(line.employee_no, line.name, line.amount, line.member_no) for line in reading.lines] == [
        (str(1002 + 11 * n), p.name, 54428 + 100 * n, str(617480 + n)) for n, p in enumerate(PEOPLE)
    ]


def test_table_framed_with_exclamation_marks() -> None:
    rows = [TOP, "! Ansnr ! Navn                           ! Fødselsnr   !      Trekk !"]
    rows += [f"! {9 + 2 * n:5} ! {p.name[:30]:30} ! {p.id} !     {450 + n},33 !" for n, p in enumerate(PEOPLE)]
    reading = _read("\n".join(rows))

    assert [(line.name, line.amount) for line in reading.lines] == [
        (p.name, 45033 + 100 * n) for n, p in enumerate(PEOPLE)
    ]


def test_blocks_with_masked_ids_and_a_rate_between_the_amounts() -> None:
    rows = [TOP, "Lønnsart                              Sats         Antall          Beløp", "-" * 72]
    for n, p in enumerate(PEOPLE):
        rows.append(f"Ansatt {10500 + 7 * n}  {p.name}  fnr. ***********")
        rows.append(f"   7710 FF kontingent                  1,30 %           1,00         {450 + n},80")
        if n == 2:
            rows.append("   7712 FF kollektiv forsikring         99,00           1,00          99,00")
        rows.append("")
    reading = _read("\n".join(rows))

    assert [line.amount for line in reading.lines] == [45080, 45180, 45280, 9900, 45380, 45480, 45580]
    assert {line.employee_no for line in reading.lines} == {str(10500 + 7 * n) for n in range(6)}


def test_ids_with_a_department_and_the_years_sum_below_the_deductions() -> None:
    heads = ["Ansatt   Navn                    Medlemsnr    Kontingent   Forsikring    Sum trekk"]
    heads += ["         Fødselsnummer           Avdeling                               Hittil i år"]

    def record(n: int, p: Person) -> Iterable[str]:
        yield f"{633 + n:<8} {p.name[:22]:23} {3803193 + n:<12} {450 + n:>7},50       118,00    {568 + n:>7},50"
        yield f"         {_apart(p.id):23} 40 Service                           {1137 + n:>13},00"

    reading = _listed(heads, record)

    assert reading.status == "lines"
    assert [(line.national_id, line.member_no, line.amount) for line in reading.lines] == [
        (p.id, str(3803193 + n), 56850 + 100 * n) for n, p in enumerate(PEOPLE)
    ]


def _on_two_rows(last: str, off: float = 0) -> Reading:
    """A sheet with the name on one row and the id with the amounts on the next.

    `last`: what the last person has for an id; `off`: what the sum is wrong by.
    """
    heads: list[list[Any]] = [
        ["Ansattnr", "Navn", "", "Medlemsnr", "", ""],
        ["", "Fødselsnr", "Kontingent", "Forsikring", "Sum", "Hittil"],
    ]
    rows: list[list[Any]] = [
        ["Nordvik AS", "Organisasjonsnr", "312 430 398"],
        ["Fellesforbundet", "Trekkperiode:", "05.2026"],
        [],
        *heads,
    ]
    for n, p in enumerate(PEOPLE):
        rows += [*heads, ["", "Avdeling Nord"]] if n == 3 else []
        rows += [[4050 + n, p.turned, "", 3424753 + n, "", ""]]
        rows += [["", last if n == 5 else _apart(p.id), 450.5 + n, 95, 545.5 + n, 2727.5]]
    rows += [["", "Totalt 6 ansatte", 2718.0, 570, off + 3288, 16365]]
    return read_bytes(xlsx(("Utskrift", rows)), "utskrift.xlsx", "Fellesforbundet")


def test_two_rows_of_a_sheet_are_one_person() -> None:
    reading = _on_two_rows(_apart(PEOPLE[5].id))

    assert reading.status == "lines"
    assert [(line.national_id, line.name, line.employee_no, line.amount) for line in reading.lines] == [
        (p.id, p.name, str(4050 + n), 54550 + 100 * n) for n, p in enumerate(PEOPLE)
    ]


def test_sum_below_two_rows_of_each_is_that_of_the_amounts() -> None:
    assert "total_mismatch" in _on_two_rows(_apart(PEOPLE[5].id), off=100).warnings


@pytest.mark.parametrize("last", ["", "D-nr søkt"])
def test_person_on_two_rows_may_lack_an_id(last: str) -> None:
    line = _on_two_rows(last).lines[-1]

    assert (line.national_id, line.name, line.amount) == (None, PEOPLE[5].name, 55050)


def test_base_beside_the_name_over_the_id_with_the_amounts_is_none() -> None:
    heads = ["ANSNR   NAVN                        MEDLNR     GRUNNLAG"]
    heads += ["        FØDSELSNR                 KONTING   FORSIKR   OU-FOND       SUM"]

    def record(n: int, p: Person) -> Iterable[str]:
        yield f"{1119 + n:06}  {p.turned[:25]:27} {3119912 + n}    26.{742 + n},00"
        yield f"        {p.id}         {401 + n:>9},13    112,50     14,50  {528 + n:>6},13"

    reading = _listed(heads, record)

    assert [(line.national_id, line.member_no, line.amount) for line in reading.lines] == [
        (p.id, str(3119912 + n), 52813 + 100 * n) for n, p in enumerate(PEOPLE)
    ]
