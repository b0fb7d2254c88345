"""A third round, made by someone else who had not read the reader: the layouts that it read wrongly at first."""

from random import Random

from openpyxl import Workbook

from tests.intake.blind.common import (
    UNION,
    Case,
    Person,
    comma,
    crowd,
    dot,
    firm,
    iso,
    kr,
    layout,
    line,
    lines_of,
    month,
    read,
    word,
)
from tests.intake.blind.writers import xlsx

Rows = list[list[object]]
SHORT = ("Jan", "Feb", "Mar", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Des")


def by_month(who: list[Person], rng: Random, until: int) -> Rows:
    """Each person's months so far, the last of them the amount, and their sum."""
    rows: Rows = []
    for p in who:
        so_far = [p.amount + rng.randint(-900, 900) for _ in range(until - 1)] + [p.amount]
        rows.append([p.name, p.nid, *map(kr, so_far), *[None] * (12 - until), kr(sum(so_far))])
    return rows


@layout(4)
def r01(name: str, rng: Random) -> Case:
    """A column for each month of the year, the later ones empty, and the year's sum last."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    last = ("Sum", "Totalt", "Sum år", "Sum trekk")[int(name[-1]) % 4]
    rows: Rows = [[f"Fagforeningskontingent {UNION} {when[0]}"], ["Bedrift", f.name, "Org.nr", f.orgnr]]
    rows += [[f"Innrapportering gjelder: {word(when)}"], [], ["Navn", "Fødselsnr", *SHORT, last]]
    rows += by_month(who, rng, when[1])
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who, employee_no=None), f, when)


@layout(2)
def r02(name: str, rng: Random) -> Case:
    """«Trekk jan», «Trekk feb» and a sum small enough to be one month's."""
    f, when, who = firm(rng), (2026, 2), crowd(rng)
    rows: Rows = [[f.name, f.orgnr], [f"{UNION}, gjelder {word(when)}"]]
    rows += [["Navn", "Fødselsnr", *(f"Trekk {short.lower()}" for short in SHORT), "Sum"], *by_month(who, rng, 2)]
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who, employee_no=None), f, when)


@layout(2)
def r03(name: str, rng: Random) -> Case:
    """The union's name before the firm and its number, without a label; last month's column hidden."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: Rows = [[UNION, f.name, f.orgnr, iso(when)]]
    rows += [["Navn", "Fødselsnr", "Trekk forrige mnd", "Trekk denne mnd", "Ansattnr"]]
    rows += [[p.name, p.nid, kr(p.amount + 1300), kr(p.amount), p.no] for p in who]

    def hide(book: Workbook) -> None:
        book.worksheets[0].column_dimensions["C"].hidden = True

    return read(f"{name}.xlsx", xlsx(("Ark1", rows), touch=hide), lines_of(who), f, when, ask_ok=True)


@layout(2)
def r04(name: str, rng: Random) -> Case:
    """The union in the title, firm and number behind it on the same line; zeros for some; tabs."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows = [f"Kontingentliste {UNION}\t\t{f.name}\tOrg. {f.orgnr}"]
    rows += [f"Gjelder lønn {word(when)}. Utbetalingsdato 12.{when[1] + 1:02}.{when[0]}"]
    rows += ["Medl.nr\tNavn\tFnr\tSkal trekkes\tTrukket\tGjenstår"]
    lines = []
    for n, p in enumerate(who):
        due = p.amount // 100
        paid = due if n % 4 else 0
        rows.append(f"{p.member}\t{p.turned}\t{p.nid}\t{due},-\t{paid},-\t{due - paid},-")
        lines.append(line(p, employee_no=None, member_no=p.member, amount=dot(paid * 100)))
    return read(f"{name}.txt", "\n".join(rows).encode(), lines, f, when)


@layout(2)
def r05(name: str, rng: Random) -> Case:
    """The union's own number right behind its name is not the employer's."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows = [f"{UNION};Org.nr;{f.office}", f"{UNION};{f.name};{f.orgnr}", f"Periode;{iso(when)}", "Navn;Fnr;Trekk"]
    rows += [f"{p.name};{p.nid};{comma(p.amount)}" for p in who]
    return read(f"{name}.csv", "\n".join(rows).encode(), lines_of(who, employee_no=None), f, when)


@layout(2)
def r06(name: str, rng: Random) -> Case:
    """Two rows of headings: dues and insurance, each with this month and so far."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    rows: Rows = [[f.name, None, None, "Orgnr", f.orgnr], [f"{UNION} {word(when)}"]]
    rows += [["Ansatt", None, None, "Kontingent", None, "Forsikring", None]]
    rows += [["Nr", "Navn", "Fødselsnr", "Denne mnd", "Hittil", "Denne mnd", "Hittil"]]
    rows += [[p.no, p.name, p.nid, kr(p.amount), kr(p.amount * when[1] + 700), 96.5, 96.5 * when[1]] for p in who]

    def merge(book: Workbook) -> None:
        for cells in ("A3:C3", "D3:E3", "F3:G3"):
            book.worksheets[0].merge_cells(cells)

    lines = [line(p, amount=dot(p.amount + 9650)) for p in who]
    return read(f"{name}.xlsx", xlsx(("Ark1", rows), touch=merge), lines, f, when)


@layout(3)
def r07(name: str, rng: Random) -> Case:
    """The month as its days, the last one taken for the 30th; agreed, deducted and the rest."""
    f, who = firm(rng), crowd(rng)
    when = (2026, rng.choice((3, 5, 7, 8, 10)))
    rows: Rows = [[None, f"Trekk fagforening: {UNION}"], [None, f.name, None, f"Foretaksnr. NO {f.orgnr}"]]
    rows += [[None, f"01.{when[1]:02}.{when[0]} - 30.{when[1]:02}.{when[0]}"], []]
    rows += [[None, "Ansatt", "Lønnsnr.", "Timer", "Timelønn", "Avtalt trekk", "Er trukket", "Rest"]]
    for p in who:
        rows.append([None, p.turned, p.no, rng.randint(60, 165), 231.5, kr(p.amount + 3000), kr(p.amount), 30])
    return read(f"{name}.xlsx", xlsx(("Ark1", rows)), lines_of(who, national_id=None), f, when)
