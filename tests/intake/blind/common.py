"""What the blind lists share: people, firms, months, ways of writing money, and the truth beside each file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from app.values.mod11 import mod11
from tests.support import people

UNION = "Fellesforbundet"
MONTHS = ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november")
FIRST = (
    "Torbjørn", "Anne-Grete", "Mohammed", "Åshild", "Kåre", "Liv", "Piotr", "Solveig", "Jan Erik", "Vibeke",
    "Øyvind", "Fatima", "Håkon", "Marit", "Tadeusz", "Gry", "Sindre", "Bjørg", "Yusuf", "Ellinor", "Rolf", "Å",
)  # fmt: skip
LAST = (
    "Sørensen", "Bråten", "Nowak", "Haugen", "Ås", "Lie", "El-Amrani", "Østby", "Vågen", "Kvæven", "Tveit", "Sand",
    "Dahl-Eriksen", "Li", "Brekke", "Nygård", "Skogheim", "Fossum", "Kowalski", "Aa", "van der Berg", "Grønn",
)  # fmt: skip
FIRMS = ("Fjordglass", "Nordvik Mek", "Elvebakken Trevare", "Kystbuss", "Granheim Hotell", "Stålverket", "Brattli Bygg")


@dataclass(frozen=True)
class Person:
    """One person: amount in øre."""

    nid: str
    no: str
    member: str
    first: str
    last: str
    amount: int

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def turned(self) -> str:
        return f"{self.last}, {self.first}"


@dataclass(frozen=True)
class Firm:
    """An employer, its payroll office and a sub-unit, each with its own number."""

    name: str
    orgnr: str
    office: str
    unit: str
    unit2: str


@dataclass(frozen=True)
class Case:
    """One file and what is true about it."""

    name: str
    data: bytes
    truth: dict[str, Any]


Layout = Callable[[str, Random], Case]
LAYOUTS: list[tuple[int, Layout]] = []


def layout(times: int = 1) -> Callable[[Layout], Layout]:
    """Register a layout, to be written `times` times with different people."""

    def register(function: Layout) -> Layout:
        LAYOUTS.append((times, function))
        return function

    return register


def crowd(rng: Random, n: int = 0, *, low: int = 18000, high: int = 74000, step: int = 10) -> list[Person]:
    """n people (8–24 if not told) with different ids, numbers, names and amounts between low and high øre."""
    n = n or rng.randint(8, 24)
    ids = rng.sample(range(9000), n)
    numbers = rng.sample(range(101, 9800), n)
    names: set[tuple[str, str]] = set()
    while len(names) < n:
        names.add((rng.choice(FIRST), rng.choice(LAST)))
    out = []
    for which, no, (first, last) in zip(ids, numbers, rng.sample(sorted(names), n), strict=True):
        nid = d_number(people.national_id(which)) if rng.random() < 0.1 else people.national_id(which)
        member = str(rng.randint(1_000_000, 9_999_999))
        out.append(Person(nid, str(no), member, first, last, rng.randrange(low, high, step)))
    return out


def d_number(nid: str) -> str:
    """The D-number nearest to an id (day + 40, new check digits), or the id itself where none exists."""
    for series in range(int(nid[6:9]), 1000):
        stem = f"{int(nid[:2]) + 40}{nid[2:6]}{series:03}"
        first = mod11(stem, (3, 7, 6, 1, 8, 9, 4, 5, 2))
        second = None if first is None else mod11(f"{stem}{first}", (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))
        if second is not None:
            return f"{stem}{first}{second}"
    return nid


def firm(rng: Random) -> Firm:
    a = rng.randrange(100, 5000) * 4
    name = f"{rng.choice(FIRMS)} {rng.choice(('AS', 'ASA', 'Norge AS'))}"
    return Firm(name, people.orgnr(a), people.orgnr(a + 1), people.orgnr(a + 2), people.orgnr(a + 3))


def month(rng: Random) -> tuple[int, int]:
    return 2026, rng.randint(3, 10)


def iso(when: tuple[int, int]) -> str:
    return f"{when[0]}-{when[1]:02}"


def word(when: tuple[int, int]) -> str:
    """«oktober 2026»"""
    return f"{MONTHS[when[1] - 1]} {when[0]}"


def comma(ore: int) -> str:
    sign = "-" if ore < 0 else ""
    return f"{sign}{abs(ore) // 100},{abs(ore) % 100:02}"


def dot(ore: int) -> str:
    return comma(ore).replace(",", ".")


def spaced(ore: int, blank: str = " ") -> str:
    """1 234,50"""
    sign = "-" if ore < 0 else ""
    return sign + f"{abs(ore) // 100:,}".replace(",", blank) + f",{abs(ore) % 100:02}"


def kr(ore: int) -> float:
    return ore / 100


def total(persons: Iterable[Person]) -> int:
    return sum(p.amount for p in persons)


def line(p: Person, **other: Any) -> dict[str, Any]:
    """The truth's line for a person printed with id, employee number and name; `other` replaces or adds."""
    out: dict[str, Any] = {"national_id": p.nid, "employee_no": p.no, "name": p.name, "amount": dot(p.amount)}
    out.update(other)
    return out


def lines_of(persons: Iterable[Person], **other: Any) -> list[dict[str, Any]]:
    return [line(p, **other) for p in persons]


def read(
    name: str, data: bytes, lines: list[dict[str, Any]], f: Firm | None, when: tuple[int, int] | None, **more: Any
) -> Case:
    """A file to be read; orgnr and company from the firm, unless `more` says otherwise."""
    ore = sum(round(float(one["amount"]) * 100) for one in lines)
    truth: dict[str, Any] = {"file": name, "expect": "lines", "orgnr": f and f.orgnr, "company": f and f.name}
    truth |= {"period": when and iso(when), "union": UNION, "lines": lines, "total": dot(ore)} | more
    if "periods" in more:
        truth.pop("period")
    return Case(name, data, truth)


def refuse(name: str, data: bytes, reason: str, **more: Any) -> Case:
    return Case(name, data, {"file": name, "expect": "reject", "reject_reason": reason} | more)


def again(p: Person, amount: int) -> Person:
    return replace(p, amount=amount)
