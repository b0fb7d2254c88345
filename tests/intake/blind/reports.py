"""Text reports in columns: headers and footers on each page, carried sums, records of fixed places."""

from random import Random

from tests.intake.blind.common import (
    UNION,
    Case,
    comma,
    crowd,
    firm,
    iso,
    layout,
    line,
    lines_of,
    month,
    read,
    spaced,
    total,
    word,
)


@layout(2)
def f01(name: str, rng: Random) -> Case:
    """Pages with repeated heads, carried-forward sums and feet; DOS letters."""
    f, when, who = firm(rng), month(rng), crowd(rng, 27)
    out, so_far = [], 0
    for page in range(3):
        out += [f"{f.name:<40}Side {page + 1:>3}   Utskrift 05.{when[1] + 1:02}.2026  kl 14.32"]
        out += [f"Org.nr {f.orgnr}", f"Fagforeningstrekk {UNION}     Periode: {word(when)}", ""]
        out += [f"{'Ansnr':>6}  {'Fødselsnr':<12}{'Navn':<26}{'Grunnlag':>12}{'Trekk':>12}", "-" * 70]
        if page:
            out.append(f"{'Overført':<46}{'':>12}{comma(so_far):>12}")
        for p in who[page * 9 : page * 9 + 9]:
            base = comma(rng.randrange(3000000, 5000000))
            out.append(f"{p.no:>6}  {p.nid:<12}{p.name[:25]:<26}{base:>12}{comma(p.amount):>12}")
            so_far += p.amount
        out += [f"{'Transport' if page < 2 else 'TOTALT':<46}{'':>12}{comma(so_far):>12}", "\f" if page < 2 else ""]
    return read(f"{name}.txt", "\r\n".join(out).encode("cp865"), lines_of(who), f, when)


@layout(2)
def f02(name: str, rng: Random) -> Case:
    """Fixed places without any heading: amounts in øre with leading zeros, ids touching names."""
    f, when, who = firm(rng), month(rng), crowd(rng)
    out = [f"00{f.orgnr}{when[0]}{when[1]:02}FELLESFORBUNDET     "]
    out += [f"10{p.nid}{p.name[:30]:<30}{p.amount:09d}" for p in who]
    out.append(f"99{len(who):06d}{total(who):012d}")
    lines = lines_of(who, employee_no=None)
    return read(f"{name}.dat", "\r\n".join(out).encode("cp1252"), lines, f, when, ask_ok=True)


@layout(2)
def f03(name: str, rng: Random) -> Case:
    """Sections by creditor; only ours counts; trailing minus; department lines between."""
    f, when, who = firm(rng), month(rng), crowd(rng, 20)
    out = [f"TREKKLISTE PR. KREDITOR        {f.name}   NO {f.orgnr}", f"Lønnsperiode {when[1]:02}.{when[0]}", ""]
    for creditor, part in (("4411 NITO", who[:6]), ("4420 FELLESFORBUNDET", who[6:15]), ("4470 EL OG IT", who[15:])):
        out += [f"Kreditor: {creditor}", "  Nr   Navn                        Fødselsnr          Beløp"]
        for n, p in enumerate(part):
            if n in (0, 4):
                out.append(f"  Avdeling {100 + n}")
            out.append(f"  {p.no:<5}{p.turned[:26]:<28}{p.nid[:6]} {p.nid[6:]}  {spaced(p.amount):>12}-")
        out += [f"  Sum {creditor[:4]:<30}{'':>17}{spaced(total(part)):>12}-", ""]
    out.append(f"  Sum alle kreditorer{spaced(total(who)):>45}-")
    return read(f"{name}.txt", "\n".join(out).encode("utf-8"), lines_of(who[6:15]), f, when)


@layout()
def f04(name: str, rng: Random) -> Case:
    """Label and value, a block per person."""
    f, when, who = firm(rng), month(rng), crowd(rng, 9)
    out = [f"Arbeidsgiver: {f.name}", f"Org.nr: {f.orgnr}", f"Forbund: {UNION}", f"Måned: {word(when)}", ""]
    for p in who:
        out += [
            f"Navn: {p.name}",
            f"Fødselsnr: {p.nid}",
            f"Grunnlag: {comma(3000000)}",
            f"Trekk: {comma(p.amount)}",
            "",
        ]
    lines = lines_of(who, employee_no=None)
    return read(f"{name}.txt", "\n".join(out).encode("utf-8"), lines, f, when, ask_ok=True)


@layout()
def f05(name: str, rng: Random) -> Case:
    """The person on one line, the wage types below, the person's sum last."""
    f, when, who = firm(rng), month(rng), crowd(rng, 10, low=40000)
    out = [f"{f.name} (orgnr {f.orgnr})", f"Fagforening {UNION}, {word(when)}", ""]
    lines = []
    for p in who:
        out.append(f"{p.no:<6} {p.name:<30} {p.nid}")
        out.append(f"       6230 Kontingent             {comma(p.amount - 11700):>12}")
        out.append(f"       6231 Forsikring             {comma(11700):>12}")
        out.append(f"       Sum ansatt                  {comma(p.amount):>12}")
        parts = (p.amount - 11700, 11700)
        lines += [line(p, amount=comma(ore).replace(",", "."), marks=["repeated"]) for ore in parts]
    out.append(f"       Totalt                      {comma(total(who)):>12}")
    return read(f"{name}.txt", "\n".join(out).encode("utf-8"), lines, f, when, ask_ok=True)


@layout()
def f06(name: str, rng: Random) -> Case:
    """A pasted e-mail: name, id and amount in running lines."""
    f, when, who = firm(rng), month(rng), crowd(rng, 8)
    out = ["Hei,", "", f"her er trekk til {UNION} for {word(when)}, {f.name} org.nr {f.orgnr}:", ""]
    out += [f"{p.name}    {p.nid}    kr {comma(p.amount)}" for p in who]
    out += ["", f"Til sammen kr {comma(total(who))}.", "", "Hilsen", "Lønn", "tlf 51 00 20 30"]
    lines = lines_of(who, employee_no=None)
    return read(f"{name}.txt", "\n".join(out).encode("cp1252"), lines, f, when, ask_ok=True)


@layout()
def f07(name: str, rng: Random) -> Case:
    """A wide report: agreed, deducted, difference and year; the period is a pay date's month before."""
    f, when, who = firm(rng), month(rng), crowd(rng, 16)
    out = [f"Fagforeningsrapport            Orgnr: {f.orgnr}   {f.name}", f"Forening : {UNION}"]
    out += [f"Opptjent  : {iso(when)}     Utbetalt: 12.{when[1] + 1:02}.{when[0]}", ""]
    out += [f"{'Fnr':<13}{'Navn':<28}{'Skal':>10}{'Er':>10}{'Diff':>10}{'Akk.':>12}"]
    for n, p in enumerate(who):
        due = p.amount + (2500 if n % 3 == 0 else 0)
        out.append(f"{p.nid:<13}{p.name[:27]:<28}{comma(due):>10}{comma(p.amount):>10}"
                   f"{comma(due - p.amount):>10}{comma(p.amount * 6):>12}")  # fmt: skip
    lines = lines_of(who, employee_no=None)
    return read(f"{name}.txt", "\n".join(out).encode("utf-8"), lines, f, when)
