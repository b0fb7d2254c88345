"""Lists made to fool the reader: each has an answer that is easy to give and wrong."""

from datetime import date

from tests.intake.layout import layout
from tests.intake.world import MONTHS, Sample, World, anonymous, comma, reject, top
from tests.intake.writers import xlsx


@layout
def comma_file_with_decimal_commas(w: World) -> Sample:
    lines = [f"Orgnr,{w.orgnr}", f"Periode,{w.slash}", "Fødselsnr,Navn,Beløp"] + [
        f"{p.id},{p.name},{comma(p.ore)}" for p in w.people
    ]
    return Sample("k.csv", "\r\n".join(lines).encode("cp1252"), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def kroner_and_ore_apart(w: World) -> Sample:
    rows = [*top(w), ["Fødselsnr", "Navn", "Kr", "Øre"], *[[p.id, p.name, p.ore // 100, p.ore % 100] for p in w.people]]
    return Sample("kr.xlsx", xlsx(("A", rows)), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def swapped_headings(w: World) -> Sample:
    rows = [
        *top(w),
        ["Fødselsnr", "Ansattnr", "Navn", "Trukket"],
        *[[p.employee_no, p.id, p.name, p.kr] for p in w.people],
    ]
    return Sample("s.xlsx", xlsx(("A", rows)), {**w.truth(), "ask_ok": True})


@layout
def two_id_columns(w: World) -> Sample:
    others = w.some(len(w.people))
    rows = [
        *top(w),
        ["Fødselsnr", "Navn", "Fnr leder", "Trukket"],
        *[[p.id, p.name, o.id, p.kr] for p, o in zip(w.people, others, strict=True)],
    ]
    return Sample("s.xlsx", xlsx(("A", rows)), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def last_month_beside(w: World) -> Sample:
    rows = [
        *top(w),
        ["Fødselsnr", "Navn", "Beløp forrige måned", "Beløp", "Avvik"],
        *[[p.id, p.name, p.kr + 5, p.kr, -5] for p in w.people],
    ]
    return Sample("f.xlsx", xlsx(("A", rows)), w.truth(anonymous(w)))


@layout
def amount_and_running_total(w: World) -> Sample:
    rows, running = [*top(w), ["Fødselsnr", "Navn", "Beløp", "Sum"]], 0
    for p in w.people:
        running += p.ore
        rows.append([p.id, p.name, p.kr, running / 100])
    return Sample("r.xlsx", xlsx(("A", rows)), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def not_deducted_below_the_sum(w: World) -> Sample:
    extra = w.some(3)
    rows = [
        *top(w),
        ["Fødselsnr", "Navn", "Beløp"],
        *[[p.id, p.name, p.kr] for p in w.people],
        ["Sum", None, w.total / 100],
        [],
        ["Medlemmer som ikke er trukket"],
        *[[p.id, p.name, p.kr] for p in extra],
    ]
    return Sample("u.xlsx", xlsx(("A", rows)), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def department_sums_without_the_word(w: World) -> Sample:
    half = len(w.people) // 2
    rows = [*top(w), ["Ansnr", "Fødselsnr", "Navn", "Beløp"]]
    for n, (name, group) in enumerate((("Produksjon", w.people[:half]), ("Administrasjon", w.people[half:])), start=1):
        rows += [[p.employee_no, p.id, p.name, p.kr] for p in group]
        rows.append([str(n * 10), None, name, sum(p.ore for p in group) / 100])
    return Sample("avd.xlsx", xlsx(("A", rows)), {**w.truth(), "ask_ok": True})


@layout
def formulas_without_results(w: World) -> Sample:
    rows = [*top(w), ["Fødselsnr", "Navn", "Kontingent", "Forsikring", "Sum"]]
    for n, p in enumerate(w.people, start=5):
        rows.append([p.id, p.name, p.parts[0] / 100, p.parts[1] / 100, f"=C{n}+D{n}"])
    return Sample(
        "formler.xlsx",
        xlsx(("A", rows)),
        {**w.truth([w.line(p, p.parts[0] + p.parts[1], employee_no=None) for p in w.people]), "ask_ok": True},
    )


@layout
def sheet_name_and_title_disagree(w: World) -> Sample:
    rows = [
        ["Bedrift", w.company, "Orgnr", w.orgnr],
        [f"Fagforeningstrekk {w.words}"],
        [],
        ["Fødselsnr", "Navn", "Beløp"],
        *[[p.id, p.name, p.kr] for p in w.people],
    ]
    return Sample(
        "x.xlsx",
        xlsx((f"{MONTHS[w.month - 2].capitalize()} {w.year}", rows)),
        {**w.truth(anonymous(w)), "ask_ok": True},
    )


@layout
def pay_month_and_dues_month(w: World) -> Sample:
    pay = date(w.year + w.month // 12, w.month % 12 + 1, 12)
    rows = [
        ["Bedrift", w.company, "Orgnr", w.orgnr],
        ["Lønnskjøring", f"{pay.month:02}/{pay.year}", "Lønnsdato", pay],
        ["Gjelder", w.words],
        [],
        ["Fødselsnr", "Navn", "Beløp"],
        *[[p.id, p.name, p.kr] for p in w.people],
    ]
    return Sample("x.xlsx", xlsx(("A", rows)), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def similar_union_name(w: World) -> Sample:
    others = w.some(4)
    rows = [*top(w), ["Fødselsnr", "Navn", "Forbund", "Beløp"]]
    rows += [
        [p.id, p.name, (n % 2 and "Fellesforb. avd. 5") or "Fellesforbundet", p.kr] for n, p in enumerate(w.people)
    ]
    rows += [[p.id, p.name, "Fellesorganisasjonen", p.kr] for p in others]
    return Sample("x.xlsx", xlsx(("A", rows)), w.truth(anonymous(w)))


@layout
def union_unknown_to_all(w: World) -> Sample:
    rows = [
        *top(w),
        ["Fødselsnr", "Navn", "Fagforening", "Beløp"],
        *[[p.id, p.name, "Norsk Treskjærerlag", p.kr] for p in w.people],
    ]
    return Sample("x.xlsx", xlsx(("A", rows)), {**reject("other_union"), "ask_ok": True})


@layout
def year_to_date_only(w: World) -> Sample:
    rows = [*top(w), ["Fødselsnr", "Navn", "Trukket hittil i år"], *[[p.id, p.name, p.kr * w.month] for p in w.people]]
    return Sample("x.xlsx", xlsx(("A", rows)), reject("no_amounts"))


@layout
def quarter(w: World) -> Sample:
    rows = [
        ["Bedrift", w.company, "Orgnr", w.orgnr],
        ["Periode", f"01.01.{w.year} - 31.03.{w.year}"],
        [],
        ["Fødselsnr", "Navn", "Beløp"],
        *[[p.id, p.name, p.kr] for p in w.people],
    ]
    return Sample("x.xlsx", xlsx(("A", rows)), {**w.truth(anonymous(w), period=f"{w.year}-03"), "ask_ok": True})


@layout
def from_and_to_in_two_months(w: World) -> Sample:
    rows = [
        ["Bedrift", w.company, "Orgnr", w.orgnr],
        [],
        ["Fødselsnr", "Navn", "Periode fra", "Periode til", "Beløp"],
        *[[p.id, p.name, f"01.{w.month - 1:02}.{w.year}", f"28.{w.month:02}.{w.year}", p.kr] for p in w.people],
    ]
    return Sample("x.xlsx", xlsx(("A", rows)), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def misprinted_orgnr(w: World) -> Sample:
    wrong = w.orgnr[:8] + str((int(w.orgnr[8]) + 1) % 10)
    rows = [
        ["Bedrift", w.company, "Orgnr", wrong],
        ["Periode", w.words],
        [],
        ["Fødselsnr", "Navn", "Beløp"],
        *[[p.id, p.name, p.kr] for p in w.people],
    ]
    return Sample("x.xlsx", xlsx(("A", rows)), {**w.truth(anonymous(w), orgnr=None), "ask_ok": True})


@layout
def foreign_currency(w: World) -> Sample:
    rows = [*top(w), ["Fødselsnr", "Navn", "Valuta", "Beløp"], *[[p.id, p.name, "SEK", p.kr] for p in w.people]]
    return Sample("x.xlsx", xlsx(("A", rows)), {**w.truth(anonymous(w)), "ask_ok": True})


@layout
def debit_and_credit(w: World) -> Sample:
    p0 = w.people[0]
    rows = [
        *top(w),
        ["Fødselsnr", "Navn", "D/K", "Beløp"],
        *[[p.id, p.name, "D", p.kr] for p in w.people],
        [p0.id, p0.name, "K", 40.0],
    ]
    lines = [w.line(p, employee_no=None, marks=["repeated"] if p is p0 else []) for p in w.people] + [
        w.line(p0, -4000, employee_no=None, marks=["repeated"])
    ]
    return Sample("x.xlsx", xlsx(("A", rows)), {**w.truth(lines), "ask_ok": True})
