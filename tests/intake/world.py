"""An invented world: people with test-series ids (month + 80), firms whose numbers begin with 3, and their truth."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

FIRST = (
    "Kari Ola Anne Per Ingrid Lars Marit Øyvind Åse Jørgen Sølvi Håkon Turid Nils Berit Knut Astrid Bjørn Ellen Geir "
    "Fatima Mohammed Piotr Agnieszka Thi Olga Darius Ionut Ahmed Zofia"
).split()
LAST = (
    "Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Jensen Karlsen Bøe Ødegård Sæther Ås Næss Lund "
    "Haugen Moen Strand Solberg Nowak Nguyen Ali Kowalski Petrauskas Ivanov Popescu Hassan Warsame Tran"
).split()
FIRMS = "Fjordvik Nordhei Granly Tindmo Rypeng Havsund Breidal Vesterøy Myrdalen Elvebakk Kvernmo Sjøli".split()
TRADES = "Mekaniske Trelast Bakeri Elektro Renhold Betong Sveis Papir Transport Service Møbel Verksted".split()
MONTHS = "januar februar mars april mai juni juli august september oktober november desember".split()

_A, _B = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def check(digits: str, weights: tuple[int, ...]) -> int:
    rest = sum(int(d) * w for d, w in zip(digits, weights, strict=True)) % 11
    return 0 if rest == 0 else 11 - rest


@dataclass
class Person:
    id: str
    employee_no: str
    member_no: str
    first: str
    last: str
    ore: int
    parts: tuple[int, int, int]
    base: int

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def turned(self) -> str:
        return f"{self.last}, {self.first}"

    @property
    def kr(self) -> float:
        return self.ore / 100


def comma(ore: int, thousands: str = "") -> str:
    """'1 234,50' with the thousands mark given."""
    whole, part = divmod(abs(ore), 100)
    text = f"{whole:,}".replace(",", thousands) + f",{part:02}"
    return f"-{text}" if ore < 0 else text


def point(ore: int) -> str:
    return f"{'-' if ore < 0 else ''}{abs(ore) // 100}.{abs(ore) % 100:02}"


@dataclass
class World:
    seed: str
    count: int = 8
    random: Random = field(init=False)
    people: list[Person] = field(init=False)

    def __post_init__(self) -> None:
        self.used: set[str] = set()
        self.random = Random(f"trekk {self.seed} {self.count}")
        self.company = (
            f"{self.random.choice(FIRMS)} {self.random.choice(TRADES)} {self.random.choice(['AS', 'ASA', 'SA'])}"
        )
        self.orgnr = self.new_orgnr()
        self.year = self.random.choice([2025, 2026])
        self.month = self.random.randint(2, 12)
        self.people = self.some(self.count)

    @property
    def period(self) -> str:
        return f"{self.year}-{self.month:02}"

    @property
    def words(self) -> str:
        return f"{MONTHS[self.month - 1]} {self.year}"

    @property
    def slash(self) -> str:
        return f"{self.month:02}/{self.year}"

    @property
    def total(self) -> int:
        return sum(p.ore for p in self.people)

    def new_orgnr(self) -> str:
        while True:
            digits = "3" + "".join(str(self.random.randint(0, 9)) for _ in range(7))
            last = check(digits, (3, 2, 7, 6, 5, 4, 3, 2))
            if last < 10:
                return digits + str(last)

    def new_id(self, zero: bool | None = None) -> str:
        while True:
            day = self.random.randint(1, 9) if zero else self.random.randint(10 if zero is False else 1, 28)
            if zero is None and self.random.random() < 0.06:
                day += 40
            month, year = self.random.randint(1, 12) + 80, self.random.randint(50, 99)
            digits = f"{day:02}{month:02}{year:02}{self.random.randint(0, 499):03}"
            first = check(digits, _A)
            if first > 9:
                continue
            second = check(digits + str(first), _B)
            made = f"{digits}{first}{second}"
            if second < 10 and made not in self.used:
                self.used.add(made)
                return made

    def some(self, count: int) -> list[Person]:
        number = self.random.choice([100, 1000, 20000])
        people = []
        for n in range(count):
            number += self.random.randint(1, 9)
            dues = self.random.randint(30000, 85000)
            parts = (dues, self.random.choice([0, 7400, 11600, 19050]), 3300)
            name = self.random.choice(FIRST) + (f" {self.random.choice(FIRST)}" if self.random.random() < 0.2 else "")
            last = self.random.choice(LAST) + (f"-{self.random.choice(LAST)}" if self.random.random() < 0.1 else "")
            people.append(
                Person(
                    self.new_id(zero=True if n == 1 else None),
                    str(number),
                    str(self.random.randint(10**6, 10**7 - 1)),
                    name,
                    last,
                    dues,
                    parts,
                    round(dues / 0.0125) + self.random.randint(0, 40),
                )
            )
        return people

    def line(self, person: Person, ore: int | None = None, **more: Any) -> dict[str, Any]:
        shown = {
            "national_id": person.id,
            "employee_no": person.employee_no,
            "name": person.name,
            "amount": point(person.ore if ore is None else ore),
        }
        return {**shown, **more}

    def truth(self, lines: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
        lines = lines if lines is not None else [self.line(p) for p in self.people]
        total = sum(round(float(line["amount"]) * 100) for line in lines)
        return {
            "expect": "lines",
            "orgnr": self.orgnr,
            "period": self.period,
            "lines": lines,
            "total": point(total),
            **more,
        }


@dataclass
class Sample:
    file: str
    data: bytes
    truth: dict[str, Any]


def without(lines: list[dict[str, Any]], *fields: str) -> list[dict[str, Any]]:
    """Lines of a file that does not print these."""
    return [{**line, **dict.fromkeys(fields)} for line in lines]


def reject(reason: str) -> dict[str, Any]:
    return {"expect": "reject", "reject_reason": reason}


def anonymous(w: World) -> list[dict[str, Any]]:
    return without([w.line(p) for p in w.people], "employee_no")


def top(w: World) -> list[list[Any]]:
    return [["Bedrift", w.company, "Orgnr", w.orgnr], ["Periode", w.words], []]
