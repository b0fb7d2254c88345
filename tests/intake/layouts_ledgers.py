"""The print of the account that dues are booked on: the people stand in the texts of its entries."""

from typing import Any

from tests.intake.layout import layout
from tests.intake.world import MONTHS, Sample, World, comma, point, reject
from tests.intake.writers import table, xlsx


def _text(w: World, number: str, name: str, turned: str) -> str:
    month = MONTHS[w.month - 1]
    return (
        f"Trekk {month} ans. {number} {name}",
        f"Lønn {month}: {turned} ({number}) fagforeningstrekk",
        f"{number} {name} – kontingent {w.year}",
    )[w.count % 3]


def _entries(w: World) -> list[list[Any]]:
    """Text, debit and credit in øre: last month's payment, everybody's deduction, and one given back in part."""
    entries: list[list[Any]] = [[f"Betaling til Fellesforbundet, trekk {MONTHS[w.month - 2]}", 512345, 0]]
    entries += [[_text(w, p.employee_no, p.name, p.turned), 0, p.ore] for p in w.people]
    first = w.people[0]
    entries.append([f"Tilbakeført {_text(w, first.employee_no, first.name, first.turned)}", 12000, 0])
    return entries


def _truth(w: World) -> dict[str, Any]:
    lines = [{**w.line(p), "national_id": None} for p in w.people]
    lines.append({**lines[0], "amount": point(-12000), "marks": ["repeated"]})
    lines[0] = {**lines[0], "marks": ["repeated"]}
    return w.truth(lines)


@layout
def account_of_dues(w: World) -> Sample:
    rows: list[list[Any]] = [[w.company, None, "Org.nr", w.orgnr], [f"Periode: {w.slash} – {w.slash}"], []]
    rows += [["Konto 2784", None, "Skyldig fagforeningskontingent Fellesforbundet"]]
    rows += [
        ["Bilag", "Dato", "Bilagstekst", "Debet", "Kredit", "Saldo"],
        [None, None, "Inngående saldo", None, None, 0],
    ]
    entries = _entries(w)
    rows += [
        [7000 + n, f"20.{w.month:02}.{w.year}", text, debit / 100 or None, credit / 100 or None, 0]
        for n, (text, debit, credit) in enumerate(entries)
    ]
    sums = [sum(entry[side] for entry in entries) / 100 for side in (1, 2)]
    rows += [[None, None, "Sum bevegelse", *sums, None], [None, None, "Utgående saldo", None, None, -1.0]]
    return Sample("hovedbok.xlsx", xlsx(("Hovedbok", rows)), _truth(w))


@layout
def account_of_dues_without_sums(w: World) -> Sample:
    """Nothing is printed that the entries add up to: it is read, and asked about."""
    rows = [[w.company, f"Org.nr {w.orgnr}"], [f"Periode {w.words}"], ["2784 Skyldig trekk Fellesforbundet"], []]
    rows.append(["Dato", "Bilagsnr", "Tekst", "Debet", "Kredit"])
    rows += [["20.01.2026", "7000", text, comma(debit), comma(credit)] for text, debit, credit in _entries(w)]
    return Sample("konto.csv", table(rows), {**_truth(w), "ask_ok": True})


@layout
def other_accounts(w: World) -> Sample:
    """A bank, a supplier and a club's income are no list of dues, whoever stands in their texts."""
    account = ("Konto 1920 Driftskonto", "Leverandør 20015 Fellesforbundet", "Konto 3920 Medlemskontingenter")[
        w.count % 3
    ]
    rows: list[list[Any]] = [[w.company, "Org.nr", w.orgnr], [f"Periode {w.words}"], [account]]
    rows.append(["Bilag", "Dato", "Tekst", "Debet", "Kredit", "Saldo"])
    entries = _entries(w)
    rows += [[1, f"20.{w.month:02}.{w.year}", one[0], one[1] / 100, one[2] / 100, 0] for one in entries]
    rows.append([None, None, "Sum", *(sum(one[side] for one in entries) / 100 for side in (1, 2)), None])
    return Sample("konto.xlsx", xlsx(("Hovedbok", rows)), reject("no_list"))
