"""The columns of a file's tables over its own first rows: what each was taken for, and what a page says they are."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.i18n import N_, gettext
from app.intake.reading import Column, FirstRows, Reading
from app.intake.upload_reading import secret_columns, shown_cell

SHOWN_ROWS = 15

ROLES = {
    "national_id": N_("Fødselsnummer"),
    "birth_date": N_("Fødselsdato"),
    "id_number": N_("Personnummer, fem siffer"),
    "name": N_("Navn"),
    "first_name": N_("Fornavn"),
    "last_name": N_("Etternavn"),
    "employee_no": N_("Ansattnummer"),
    "member_no": N_("Medlemsnummer"),
    "amount": N_("Trukket beløp"),
    "part": N_("Legges til beløpet"),
    "period": N_("Periode"),
    "orgnr": N_("Organisasjonsnummer"),
    "union": N_("Forbund"),
    "wage_type": N_("Lønnsart"),
    "ignored": N_("Brukes ikke"),
}
"""What a column can be said to be; the rest of the reader's roles are `ignored` here."""


_SINGLE = frozenset(
    {"national_id", "birth_date", "id_number", "name", "first_name", "last_name", "employee_no", "member_no"}
)
"""What only one column of a table can be."""


class Head(NamedTuple):
    """A column over the file's own first rows, with what it is taken for."""

    key: str
    letter: str
    heading: str
    role: str
    doubtful: bool
    hidden: bool
    made: bool


def heads_of(reading: Reading, table: int, chosen: dict[str, str]) -> list[Head]:
    """A table's columns; `chosen` are roles by column key that hold instead of those it was read with."""
    known = {column.index: column for column in reading.columns if column.block == table}
    first = _first_rows(reading, table)
    width = len(first.letters) if first else max(known, default=-1) + 1
    return [_head(table, index, known.get(index), first, chosen) for index in range(width)]


def _head(table: int, index: int, column: Column | None, first: FirstRows | None, chosen: dict[str, str]) -> Head:
    key = f"{table}:{index}"
    role = chosen.get(key) or (column.role if column else "ignored")
    letter = column.letter if column else first.letters[index] if first else str(index + 1)
    return Head(
        key,
        letter,
        column.heading if column else "",
        role if role in ROLES else "ignored",
        bool(column and column.doubtful),
        bool(column and column.hidden),
        bool(column and column.made),
    )


def _first_rows(reading: Reading, table: int) -> FirstRows | None:
    return reading.first_rows[table] if table < len(reading.first_rows) else None


def rows_of(reading: Reading, table: int) -> list[tuple[int, list[str]]]:
    """A table's first rows as the file counts them, with ids covered."""
    first = _first_rows(reading, table)
    if first is None:
        return []
    secret = secret_columns(reading, table)
    width = len(first.letters)
    return [
        (number, [shown_cell(text, secret=n in secret) for n, text in enumerate(cells)] + [""] * (width - len(cells)))
        for number, cells in first.rows[:SHOWN_ROWS]
    ]


def roles_typed(typed: dict[str, str]) -> dict[str, str]:
    """Roles by column key, from the selects `r-<key>`."""
    return {name[2:]: role for name, role in typed.items() if name.startswith("r-") and role in ROLES}


def said_twice(roles: Mapping[str, str]) -> list[list[str]]:
    """The keys of columns of one table that are said to be the same, where only one can be."""
    found: dict[tuple[str, str], list[str]] = {}
    for key, role in roles.items():
        if role in _SINGLE:
            found.setdefault((key.partition(":")[0], role), []).append(key)
    return [keys for keys in found.values() if len(keys) > 1]


def twice_words(heads: Iterable[Head]) -> str:
    """«Kolonne A og C er begge satt til …»; empty where nothing is said twice."""
    known = {head.key: head for head in heads}
    for keys in said_twice({key: head.role for key, head in known.items()}):
        *first, last = [known[key].letter for key in sorted(keys, key=lambda key: int(key.partition(":")[2]))]
        role = gettext(ROLES[known[keys[0]].role])
        return gettext(
            "Kolonne %(first)s og %(last)s er satt til «%(role)s». Bare én av dem kan være det.",
            first=", ".join(first),
            last=last,
            role=role,
        )
    return ""


class Understood(NamedTuple):
    """One table of a file: where it stands, what its columns were taken for, and its first rows with ids covered."""

    sheet: str
    first_row: int
    last_row: int
    people: int
    total: int
    heads: list[Head]
    rows: list[tuple[int, list[str]]]
    used: list[int]


def understood(reading: Reading) -> list[Understood]:
    """How each table was read, for «slik leste vi filen»."""
    found = []
    for n, table in enumerate(reading.tables):
        heads = heads_of(reading, n, {})
        used = [k for k, head in enumerate(heads) if head.role != "ignored"]
        rows = rows_of(reading, n)
        found.append(
            Understood(table.sheet, table.first_row, table.last_row, table.people, table.total, heads, rows, used)
        )
    return found
