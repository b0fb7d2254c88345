"""People and companies that do not exist: synthetic national ids (month + 80) and orgnrs that begin with 3.

Nothing is drawn at random: the n-th one is the same in every demo.
"""

from collections.abc import Iterator
from itertools import count, product

from app.values.mod11 import mod11

FIRST = (
    *("Kari", "Ola", "Ingrid", "Per", "Åse", "Bjørn", "Nora", "Emil", "Sara", "Jakub", "Ida", "Øystein", "Amina"),
    *("Lars", "Solveig", "Mohammed", "Turid", "Henrik", "Elin", "Magnus", "Fatima", "Geir", "Ragnhild", "Tomasz"),
    *(
        "Silje",
        "Aksel",
        "Maja",
        "Odd",
        "Linh",
        "Sindre",
        "Gro",
        "Yusuf",
        "Kjersti",
        "Arne",
        "Anniken",
        "Eirik",
        "Hanne",
    ),
)
LAST = (
    *("Nordby", "Hansen", "Åsen", "Lund", "Berg", "Ødegård", "Kristoffersen", "Sæther", "Ali", "Moen", "Vik", "Haugen"),
    *("Johansen", "Nygård", "Kowalski", "Solheim", "Bakke", "Nguyen", "Strand", "Eide", "Hagen", "Tveit", "Aune"),
    *("Myhre", "Lie", "Brekke", "Hussain", "Fjeld", "Rønning", "Sunde", "Dahl", "Helland", "Ruud", "Storås", "Wold"),
    *("Engen", "Kvam", "Nesset", "Bråten", "Iversen", "Foss"),
)
MIDDLE = ("", "", "", "Berg", "", "", "Lund", "", "", "Dahl", "")


def name(n: int) -> str:
    """The n-th person's name; some share one, as people do."""
    first, middle, last = FIRST[n * 17 % len(FIRST)], MIDDLE[n * 5 % len(MIDDLE)], LAST[(n * 29 + n // 7) % len(LAST)]
    return " ".join(filter(None, (first, middle if middle != last else "", last)))


def national_ids() -> Iterator[str]:
    """Valid synthetic ids, all different, of people born from 1958 to 2003."""
    for series, year, month, day in product(range(0, 480, 7), range(58, 99, 3), range(1, 13), range(1, 29)):
        stem = f"{day:02}{month + 80:02}{(year + day + month) % 41 + 58:02}{series + day:03}"
        first = mod11(stem, (3, 7, 6, 1, 8, 9, 4, 5, 2))
        second = None if first is None else mod11(f"{stem}{first}", (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))
        if second is not None:
            yield f"{stem}{first}{second}"


def orgnrs() -> Iterator[str]:
    """Valid orgnrs that nobody has."""
    for n in count(1_204_331, 7_919):
        stem = f"3{n % 10_000_000:07}"
        check = mod11(stem, (3, 2, 7, 6, 5, 4, 3, 2))
        if check is not None:
            yield f"{stem}{check}"
