"""Sets of amount columns as payroll systems print them beside each other: one is what was deducted."""

from functools import partial
from typing import Any

from tests.intake.layout import LAYOUTS
from tests.intake.world import Person, Sample, World, point, top
from tests.intake.writers import xlsx

# Name: the amount columns as «heading = value» (a newline in a heading: two rows), and what was deducted.
# d deducted, a agreed, r the rest (a - d), y so far this year, b wage, p last month's, e the employer's share,
# k f o dues, insurance and fund, s their sum, h two halves (h1 + h2 = d), x another kind of deduction, c a code.
SETS: dict[str, tuple[str, str]] = {
    "agreed_deducted_not": ("Avtalt trekk=a | Trukket beløp=d | Ikke trukket=r", "d"),
    "agreed_deducted": ("Avtalt=a | Trukket=d", "d"),
    "agreed_in_two_rows": ("Avtalt\ntrekk=a | Trukket\nbeløp=d | Ikke\ntrukket=r", "d"),
    "calculated_withheld": ("Beregnet trekk=a | Faktisk trekk=d", "d"),
    "should_and_is": ("Skal trekkes=a | Er trukket=d", "d"),
    "to_deduct_deducted": ("Til trekk=a | Trukket=d | Restanse=r", "d"),
    "tariff_no": ("Tariff=a | Førre månad=p | Trekt no=d | Så langt i år=y", "d"),
    "employee_employer_total": ("Taxable pay=b | EE dues=d | ER contribution=e | Total remitted=t", "d"),
    "ee_er_total": ("EE=d | ER=e | Total=t", "d"),
    "employee_share": ("Employee share=d | Employer share=e | Total to union=t", "d"),
    "own_share": ("Egenandel=d | Arbeidsgivers andel=e | Sum til forbundet=t", "d"),
    "worker_firm_sum": ("Trekk ansatt=d | Bedriftens andel=e | Overføres=t", "d"),
    "paid_over": ("Trukket i lønn=d | Tilskudd bedrift=e | Totalt overført=t", "d"),
    "dues_due_deducted": ("Dues due=a | Dues deducted=d | Balance=r", "d"),
    "amount_due": ("Amount due=a | Amount=d", "d"),
    "expected_actual": ("Expected=a | Actual=d | Variance=r", "d"),
    "this_and_last": ("Denne mnd=d | Forrige mnd=p", "d"),
    "last_this_year": ("Previous period=p | This period=d | YTD=y", "d"),
    "sum_of_three": ("Kontingent=k | Forsikring=f | OU=o | Sum=s", "s"),
    "sum_first": ("Sum trekk=s | Herav kontingent=k | Herav forsikring=f | Herav OU=o", "s"),
    "two_parts": ("Kontingent=k | Forsikring=f", "k+f"),
    "wage_and_holiday": ("Trekk lønn=h1 | Trekk feriepenger=h2", "d"),
    "wage_holiday_sum": ("Trekk lønn juni=h1 | Trekk feriep.=h2 | Sum trukket=d", "d"),
    "first_second_run": ("Trekk kjøring 1=h1 | Trekk kjøring 2=h2 | Totalt trukket=d", "d"),
    "fixed_arrears": ("Fast trekk=a | Rest inn=q | Trukket=d | Rest ut=u", "d"),
    "fee_ins": ("Basic wage=b | Fee=k | Fee YTD=y | Ins.=f", "k+f"),
    "goal": ("Amount This Period=d | Goal Amount=g | Goal Balance=z | YTD Amount=y", "d"),
    "max_deduction": ("Maks trekk=a | Trekk=d", "d"),
    "norm_now": ("Normaltrekk=a | Trekk nå=d", "d"),
    "standard": ("Standard trekk=a | Beløp=d", "d"),
    "order_done": ("Bestilt=a | Utført=d", "d"),
    "claim_paid": ("Krav=a | Innbetalt=d | Utestående=r", "d"),
    "invoiced": ("Fakturert=a | Trukket=d", "d"),
    "adjusted": ("Trekk=a | Korrigert trekk=d", "d"),
    "correction": ("Trekk=d | Korreksjon=m | Netto trekk=n", "n"),
    "unknown_beside": ("Beløp 1=d | Beløp 2=p", "d"),
    "letters": ("A=p | B=d", "d"),
    "canteen": ("Fagforening=d | Kantine=x", "d"),
    "canteen_total": ("Fagforening=d | Kantine=x | Sum trekk=v", "d"),
    "other_deductions": ("Andre trekk=x | Fagf.trekk=d | Totale trekk=v", "d"),
    "housing": ("Brutto=b | Feriep.=z | Fagf. trekk=d | Kantine=x | Bolig=g", "d"),
    "soll_ist": ("Soll=a | Ist=d | Differenz=r", "d"),
    "polish": ("Naliczono=a | Potrącono=d", "d"),
    "swedish": ("Avtalat=a | Draget=d | Kvar=r", "d"),
    "danish": ("Aftalt=a | Trukket=d", "d"),
    "transferred": ("Trekk=d | Overført forbund=t", "d"),
    "total_dues": ("Member dues=d | Company top-up=e | Total dues=t", "d"),
    "registered": ("Registrert kontingent=a | Trukket kontingent=d", "d"),
    "budget": ("Budsjettert=a | Fagforeningstrekk=d", "d"),
    "minimum": ("Minstetrekk=a | Trekk=d", "d"),
    "before_after": ("Trekk før justering=a | Trekk etter justering=d", "d"),
    "old_new": ("Gammelt trekk=p | Nytt trekk=d", "d"),
    "reported": ("Innmeldt beløp=a | Trukket beløp=d", "d"),
    "share_of_year": ("Trekk=d | Årstrekk=y", "d"),
    "plain_twice": ("Trekk=d | Trekk=p", "d"),
    "fund_paid_by_firm": ("Trekk=d | OU=e | Sum=t", "t"),
    "advance": ("Forskudd=x | Trekk=d", "d"),
    "basis_sum": ("Grunnlag=b | Sats=c | Sum=d", "d"),
    "suggested": ("Foreslått trekk=a | Godkjent trekk=d", "d"),
    "planned_done": ("Planned deduction=a | Deduction=d", "d"),
    "monthly_deduction": ("Monthly amount=a | Deducted amount=d | Shortfall=r", "d"),
    "contract_amount": ("Contract amount=a | Amount=d", "d"),
    "full_part": ("Full kontingent=a | Trukket=d", "d"),
    "adopted_done": ("Vedtatt trekk=a | Gjennomført=d", "d"),
    "claim_settled": ("Kontingentkrav=a | Oppgjort=d", "d"),
    "billed_collected": ("Dues billed=a | Dues collected=d", "d"),
    "scheduled_taken": ("Scheduled=a | Taken=d", "d"),
    "sum_employee_firm": ("Sum=t | Ansatt=d | Bedrift=e", "d"),
    "employee_firm_sum": ("Ansatt=d | Bedrift=e | Sum=t", "d"),
    "member_employer": ("Medlem=d | Arbeidsgiver=e | Totalt=t", "d"),
    "own_company": ("Own=d | Company=e | Total=t", "d"),
    "whereof_deducted": ("Beløp=a | Herav trukket=d", "d"),
    "max_amount": ("Maxbeløp=a | Beløp=d", "d"),
    "rent_in_the_sum": ("Fagforening=d | Husleie=g | Sum trekk=z", "d"),
    "gross_refund_net": ("Brutto trekk=a | Refundert=r | Netto=d", "d"),
    "contribution_levy": ("Contribution=d | Levy=e | Remittance=t", "d"),
    "dues_deducted": ("Fagforeningskontingent=a | Trukket=d", "d"),
    "dues_done": ("Fagforeningskontingent=a | Utført trekk=d", "d"),
    "dues_actual": ("Fagforeningstrekk=a | Faktisk=d", "d"),
    "union_dues_actual": ("Union dues=a | Actual=d", "d"),
    "dues_withheld_arrears": ("Union dues=a | Withheld=d | Arrears=r", "d"),
    "dues_paid": ("Kontingent=a | Betalt=d", "d"),
    "result": ("Trekk=a | Tilbakebetalt=r | Resultat=d", "d"),
    "adjusted_net": ("Union dues=a | Adjustment=m | Net=n", "n"),
    "paid_to_union": ("Trekkbeløp=a | Utbetalt forbund=d", "d"),
    "dues_adjusted": ("Fagforeningstrekk=a | Justert=d", "d"),
    "dues_paid_outstanding": ("Dues=a | Paid=d | Outstanding=r", "d"),
    "union_employer_employee": ("Union deduction=t | Employer part=e | Employee part=d", "d"),
    "whereof_firm_employee": ("Fagforeningstrekk=t | Herav bedrift=e | Herav ansatt=d", "d"),
    "sum_first_canteen": ("Sum trekk=v | Fagforening=d | Kantine=x", "d"),
    "per_month": ("Pr mnd=a | Blir trukket=d", "d"),
}
# Columns that nothing but their order tells apart: asking is right, whatever is proposed.
_BLIND = {
    "unknown_beside",
    "letters",
    "plain_twice",
    "adjusted",
    "fund_paid_by_firm",
    "two_parts",
    "fee_ins",
    "adopted_done",
    "claim_settled",
    "own_company",
    "gross_refund_net",
    "contribution_levy",
    "result",
    "adjusted_net",
}


def values_of(w: World, n: int, p: Person) -> dict[str, int]:
    """Øre."""
    d = p.ore if n % 5 != 3 else p.ore // 2
    q = 21000 if n % 4 == 1 else 0
    e, x, m = 2900, (35000, 0, 52000)[n % 3], -5000 if n % 6 == 2 else 0
    return {
        "d": d, "a": p.ore, "r": p.ore - d, "y": d * w.month, "b": p.base, "p": p.ore - 1000 * (n % 3), "e": e,
        "t": d + e, "k": p.parts[0], "f": p.parts[1], "o": p.parts[2], "s": sum(p.parts), "h1": d // 2 if n % 2 else 0,
        "h2": d - (d // 2 if n % 2 else 0), "q": q, "u": q + p.ore - d, "g": 600000 if n % 4 == 1 else 0,
        "z": 315000 if n % 4 == 1 else 0, "x": x, "v": d + x, "m": m, "n": d + m, "c": 125,
    }  # fmt: skip


def make(name: str, w: World) -> Sample:
    columns, wanted = SETS[name]
    parted = [column.strip().split("=") for column in columns.split(" | ")]
    deep = any("\n" in heading for heading, _ in parted)
    heads: list[list[Any]] = [["Ansattnr", "Navn", "Fødselsnr", *(heading for heading, _ in parted)]]
    if deep:
        split = [[*heading.split("\n"), ""][:2] for heading in heads[0]]
        heads = [[one[0] for one in split], [one[1] for one in split]]
    made = [(p, values_of(w, n, p)) for n, p in enumerate(w.people)]
    rows: list[list[Any]] = [*top(w), *heads]
    rows += [[p.employee_no, p.name, p.id, *(v[key] / 100 for _, key in parted)] for p, v in made]
    rows.append(["Sum", "", "", *(sum(v[key] for _, v in made) / 100 for _, key in parted)])
    lines = [{**w.line(p), "amount": point(sum(v[key] for key in wanted.split("+")))} for p, v in made]
    return Sample("x.xlsx", xlsx(("A", rows)), {**w.truth(lines), **({"ask_ok": True} if name in _BLIND else {})})


LAYOUTS.update({f"set_{name}": partial(make, name) for name in SETS})
