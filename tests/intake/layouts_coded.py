"""Employee numbers with letters in them, and running heads over persons' own numbers."""

from collections.abc import Callable

from tests.intake.layout import LAYOUTS
from tests.intake.world import Person, Sample, World
from tests.intake.writers import xlsx

CODES: dict[str, tuple[str, Callable[[Person], str]]] = {
    "country": ("Emp. ID", lambda p: f"NO{p.employee_no}"),
    "country_dash": ("Anst.nr", lambda p: f"SE-{p.employee_no}"),
    "country_blank": ("Ansattnr", lambda p: f"NO {p.employee_no}"),
    "two_prefixes": ("Employee code", lambda p: f"NO-OSL-{p.employee_no}"),
    "letters_behind": ("Lønnsnr", lambda p: f"{p.employee_no}NO"),
    "letters_both": ("Ansatt-ID", lambda p: f"EMP{p.employee_no}B"),
    "hash": ("Badge no", lambda p: f"FV#{p.employee_no}"),
    "slash": ("Ressursnr", lambda p: f"AB/{p.employee_no}"),
    "unknown_head": ("Magnet-ID", lambda p: f"KV{p.employee_no}"),
}


def _sample(w: World, head: str, code: Callable[[Person], str]) -> Sample:
    rows = [["Arbeidsgiver", w.company, "Orgnr", w.orgnr], ["Lønnsmåned", w.words], []]
    rows.append([head, "Etternavn", "Fornavn", "Fødselsnummer", "Trekk Fellesforbundet"])
    rows += [[code(p), p.last, p.first, p.id, p.kr] for p in w.people]  # type: ignore[list-item]
    rows.append(["Sum", "", "", "", w.total / 100])  # type: ignore[list-item]
    lines = [w.line(p) | {"employee_no": code(p).lstrip("0")} for p in w.people]
    return Sample("koder.xlsx", xlsx(("Trekk", rows)), w.truth(lines))


def _with_code(head: str, code: Callable[[Person], str]) -> Callable[[World], Sample]:
    return lambda w: _sample(w, head, code)


for name, (head, code) in CODES.items():
    LAYOUTS[f"code_{name}"] = _with_code(head, code)


def _leaping(head: str) -> Callable[[World], Sample]:
    def make(w: World) -> Sample:
        number = 20_000
        for p in w.people:
            number += w.random.randint(1, 9)
            p.employee_no = str(number)
        return _sample(w, head, lambda p: p.employee_no)

    return make


for head in ("Løpenr", "L.nr", "Lnr"):
    LAYOUTS[f"leaping_{head[1:3].strip('.')}{len(head)}"] = _leaping(head)
