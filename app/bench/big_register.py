"""A register as large as they come: 400 000 members at 10 000 employers, all made up, the same each time.

Sizes are as uneven as in life: most employers have a handful, some have hundreds, the largest 5 000.
"""

import random
from collections.abc import Iterator
from pathlib import Path

from app.values.mod11 import mod11

FIRST = (
    "Kari Ola Ingrid Per Åse Bjørn Nora Emil Sara Ægir Ida Øystein Amina Jan Liv Tor Berit Svein Anne Lars Marit Knut "
    "Hanne Trond Ahmed Fatima Piotr Zofia Sondre Thea Magnus Camilla Vegard Silje Rune Wenche"
).split()
LAST = (
    "Nordby Hansen Åsen Lund Olsen Ødegård Kristoffersen Sæther Ali Moen Vik Bakken Solli Haugen Iversen Kvam Larsen "
    "Nygård Pettersen Ruud Strand Mikkelsen Tveit Aune Berge Rahman Kaminski Bøe Fredriksen Jakobsen Andreassen Skåre"
).split()
HEADINGS = "member_no;national_id;name;employer_orgnr;monthly_amount;deduction_start;deduction_end\n"
AMOUNTS = ("389.50", "450.00", "512.00", "612.00", "730.73", "806.50", "305.06", "541.64")


def sizes(members: int, employers: int) -> list[int]:
    """How many members each employer has: together all of them, each at least one, none over 5 000."""
    weights = [1 / (rank + 3) for rank in range(employers)]
    scale = (members - employers) / sum(weights)
    found = [1 + min(int(weight * scale), 4_999) for weight in weights]
    left, at = members - sum(found), 0
    while left:
        more = min(left, 5_000 - found[at], 25)
        found[at], left, at = found[at] + more, left - more, (at + 1) % employers
    random.Random(1).shuffle(found)  # noqa: S311
    return found


def national_ids() -> Iterator[str]:
    """Synthetic ids (month + 80), all valid, all different."""
    for series in range(500):
        for year in range(54, 100):
            for month in range(81, 93):
                for day in range(1, 29):
                    stem = f"{day:02}{month}{year}{series:03}"
                    first = mod11(stem, (3, 7, 6, 1, 8, 9, 4, 5, 2))
                    second = None if first is None else mod11(f"{stem}{first}", (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))
                    if second is not None:
                        yield f"{stem}{first}{second}"


def orgnrs() -> Iterator[str]:
    """Valid numbers that begin with 3, which no register gives out."""
    for number in range(1_000_000, 9_999_999):
        check = mod11(f"3{number}", (3, 2, 7, 6, 5, 4, 3, 2))
        if check is not None:
            yield f"3{number}{check}"


def write_register(path: Path, members: int = 400_000, employers: int = 10_000) -> None:
    """The file that `portal import-register` reads."""
    chance = random.Random(7)  # noqa: S311
    ids, numbers, member_no = national_ids(), orgnrs(), 4_000_000
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADINGS)
        for size in sizes(members, employers):
            orgnr = next(numbers)
            for _ in range(size):
                member_no += 1 + chance.randrange(3)
                middle = f" {chance.choice(LAST)}" if chance.random() < 0.2 else ""
                name = f"{chance.choice(FIRST)}{middle} {chance.choice(LAST)}"
                starts = f"{2018 + chance.randrange(8)}-{1 + chance.randrange(12):02}-01"
                file.write(f"{member_no};{next(ids)};{name};{orgnr};{chance.choice(AMOUNTS)};{starts};\n")
