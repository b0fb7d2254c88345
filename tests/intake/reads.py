"""Read what a test has written, for Fellesforbundet."""

from app.intake.read import read_bytes
from app.intake.reading import Reading
from tests.intake.writers import xlsx


def read_file(data: bytes, name: str) -> Reading:
    return read_bytes(data, name, "Fellesforbundet")


def read_sheet(*rows: list[object], name: str = "Ark1") -> Reading:
    """A workbook with one sheet, of that name."""
    return read_file(xlsx((name, list(rows))), "liste.xlsx")


def read_text(*lines: str, name: str = "liste.txt") -> Reading:
    return read_file("\n".join(lines).encode("cp1252"), name)


def pairs(reading: Reading) -> list[tuple[str | None, int]]:
    """Each line's id and amount in øre."""
    return [(line.national_id, line.amount) for line in reading.lines]


def question(reading: Reading) -> str | None:
    """The code of what is asked, if anything is."""
    return reading.question.code if reading.question else None
