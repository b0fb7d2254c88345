"""People and companies that do not exist: synthetic national ids (month + 80) and orgnrs that begin with 3."""

from collections.abc import Iterator
from itertools import count, product

from app.values.mod11 import mod11

FIRST = ("Kari", "Ola", "Ingrid", "Per", "Åse", "Bjørn", "Nora", "Emil", "Sara", "Ægir", "Ida", "Øystein", "Amina")
LAST = ("Nordby", "Hansen", "Åsen", "Lund", "Berg Olsen", "Ødegård", "Kristoffersen", "Sæther", "Ali", "Moen", "Vik")
NAMES = [f"{first} {last}" for last, first in product(LAST, FIRST)]


def name(n: int) -> str:
    """The n-th person's name: 143 different ones, then numbered."""
    again, which = divmod(n, len(NAMES))
    return NAMES[which] + (f" {again + 1}" if again else "")


def national_id(n: int) -> str:
    """The n-th valid synthetic id; the same n, the same id."""
    while len(_ids) <= n:
        _ids.append(next(_more_ids))
    return _ids[n]


def orgnr(n: int) -> str:
    """The n-th valid orgnr that nobody has; the same n, the same orgnr."""
    while len(_orgnrs) <= n:
        _orgnrs.append(next(_more_orgnrs))
    return _orgnrs[n]


def _all_ids() -> Iterator[str]:
    for series, year, month, day in product(range(500), range(55, 100), range(1, 13), range(1, 29)):
        stem = f"{day:02}{month + 80:02}{year:02}{series:03}"
        first = mod11(stem, (3, 7, 6, 1, 8, 9, 4, 5, 2))
        second = None if first is None else mod11(f"{stem}{first}", (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))
        if second is not None:
            yield f"{stem}{first}{second}"


def _all_orgnrs() -> Iterator[str]:
    for n in count(1_000_000):
        check = mod11(f"3{n}", (3, 2, 7, 6, 5, 4, 3, 2))
        if check is not None:
            yield f"3{n}{check}"


_ids: list[str] = []
_more_ids = _all_ids()
_orgnrs: list[str] = []
_more_orgnrs = _all_orgnrs()
