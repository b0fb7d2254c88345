"""Which rows are headings, and what no heading is made of."""

import re
from datetime import date

from app.intake.amounts import looks_like_number
from app.intake.cells import Cell
from app.intake.headings import MONTH_HEAD, fold, is_total, role_of
from app.intake.ids import read_id

_DATED = re.compile(
    r"[^\W\d_]{3}:? \d{1,2}[./-]\d{1,2}[./-]\d{2,4}$|\b(?:side|sida|page)[ .:]*\d{1,4}(?: ?(?:av|of|/) ?\d+)?$", re.I
)
"""«Dato 28.11.25», «Side 2 av 3»"""


def is_heading(row: list[Cell]) -> bool:
    """Two or more of the field's words, and nothing that is data."""
    words = [cell for cell in row if isinstance(cell, str) and cell]
    if len(words) + row.count("") < len(row):
        return False
    if len(words) < 2 or len(words) > 120:
        return False
    if _tells_month(words):
        return False
    known = set()
    hits = codes = 0
    for cell in words:
        if len(cell) > 70 or _LONG_NUMBER.search(cell) or _DATED.search(cell) or _TOLD.search(cell):
            return False
        if cell is words[0] and len(words) > 4 and _RECORD.fullmatch(cell):
            continue  # «15;POSTTYPE;ANSATT;FNR»: the kind of record, and the heads behind it
        if _KIND.fullmatch(cell) or _CODED.match(cell):
            codes += 1
            continue
        month = MONTH_HEAD.match(fold(cell)) or _WEEK.match(fold(cell))
        if not month and is_data(cell):
            return False
        role = role_of(cell)
        if role == "period" and _YEAR.search(cell):
            return False  # «Trekk til tredjepart | Lønnsperiode 02.2026» says its month
        if role:
            known.add(role)
        hits += bool(role or month)
    return len(known) >= (3 if codes else 2) and hits >= len(words) * 0.4


def _tells_month(words: list[str]) -> bool:
    """«TREKK PR KREDITOR | LØNNSMND | 10.2025»: one month right behind its label."""
    months = [k for k, word in enumerate(words) if MONTH_HEAD.match(fold(word))]
    return len(months) == 1 and months[0] > 0 and role_of(words[months[0] - 1]) == "period"


_WEEK = re.compile(r"(?:uke|veke|vecka|v|uge|week|wk|tydz(?:ien)?) \d{1,2}$")
"""«Tydz. 40», «Uke 41»"""
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_RECORD = re.compile(r"[A-Z]?\d{1,3}|[A-Z]")
_CODED = re.compile(r"\d{3,4} [^\W\d_]{3}")
"""«6815 Fellesforbundet»: the number of a kind of deduction with its name."""
_KIND = re.compile(r"\d{3,4}")
"""«Ansnr | Navn | 4510 | 8105 Fellesforbundet»: columns headed by the numbers of wage types, and maybe their names."""
_LONG_NUMBER = re.compile(r"\d{5}|\d{3} \d{3} \d{3}")


_TOLD = re.compile(r"[^\W\d_]{3}: [^\W\d_]{3}")
"""«Union dues: Fellesforbundet»"""


def is_data(text: str) -> bool:
    """A number, an id or a date: what no heading is made of."""
    if not any(letter.isdigit() for letter in text):
        return False
    return looks_like_number(text) or read_id(text).digits is not None or bool(re.fullmatch(r"[\d./:\- ]+", text))


def is_id(cell: Cell) -> bool:
    """A cell that holds a valid national id."""
    if isinstance(cell, float) and cell < 1e9:
        return False
    if isinstance(cell, (int, date)) or (isinstance(cell, str) and len(cell) < 10):
        return isinstance(cell, int) and cell > 1e9 and read_id(cell).kind == "valid"
    return read_id(cell).kind == "valid"


_NAME = re.compile(r"[^\W\d_][^\d_@%]*")


def looks_like_name(text: str) -> bool:
    """Two words or more, letters only, as people's names are."""
    return (
        3 <= len(text) <= 60
        and bool(_NAME.fullmatch(text))
        and bool(re.search(r"[ ,]", text.strip()))
        and not is_total(text)
    )


def alike(one: list[str], other: list[str]) -> bool:
    """The same headings, however they are parted."""
    return [fold(text) for text in one if text] == [fold(text) for text in other if text]
