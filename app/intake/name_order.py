"""Names under «Etternavn Fornavn» without a comma: «AASEN PER» is Per Aasen."""

import re
from itertools import pairwise

from app.intake.headings import fold
from app.intake.rows import Walked

_LAST = (
    r"(?:ett?er ?na[mv]n|ett?ern|efterna[mv]n|e navn|enavn|last(?: ?name)?|surname|family ?name|slektsnavn|nachname)"
)
_FIRST = r"(?:for ?na[mv]n|forn|f navn|fnavn|forena[mv]n|first(?: ?names?)?|given ?names?|forenames?|vorname)"
_SURNAME_FIRST = re.compile(rf"\b{_LAST}(?: (?:og|and|und|&))? (?:for og mellomna[mv]n|{_FIRST})\b")
_CAPITALS = re.compile(r"([A-ZÆØÅ][A-ZÆØÅŁŚŻÓÄÖÜÉ'’-]+(?: [A-ZÆØÅŁŚŻÓÄÖÜÉ'’-]{2,})*) ([A-ZÆØÅ][^A-ZÆØÅ,].*)")
"""«NORDBY Ingrid»: the surname is what stands in capitals."""
_TAIL = re.compile(r"(.*?[^\W\d_]\.?)((?:\s*\d{1,2}\)|\s*[(*†‡#¤§¹²³].*)?)")
"""What stands behind the name: «AASEN PER *», «AASEN PER (vikar)»."""
_PARTICLES = frozenset("von van der den de da dos di del af av zu ter ten el al bin ibn".split())
"""They go with the word behind them.  «Le», «Do» and «La» are surnames too, and stand alone."""
_FEWEST = 5
_LAST_LETTERS = str.maketrans("æäøöå", "{{||}")
"""In the order of the alphabet, behind z."""


def with_names_turned(walked: Walked) -> Walked:
    """The same rows, the people's names turned round where the heading says that the surname is first.

    Left as they are where most have a comma, or where the list's order or its capitals say that the surname is last.
    """
    roles, profiles = walked.typed.roles, walked.typed.profiles
    column = roles.get("name", roles.get("last_name"))
    if column is None or "first_name" in roles or not _SURNAME_FIRST.search(fold(profiles[column].heading)):
        return walked
    rows = [row for row in walked.people if row.name]
    sheet = walked.typed.block.sheet
    printed = [str(sheet.rows[row.at][column]) if column < len(sheet.rows[row.at]) else "" for row in rows]
    if sum("," in text for text in printed) * 2 > len(rows) or _surname_is_last([row.name for row in rows]):
        return walked
    for row, text in zip(rows, printed, strict=True):
        if "," not in text:
            row.name = _turned(row.name)
    return walked


def _surname_is_last(names: list[str]) -> bool:
    """«Per AASEN», or names in the order of their last words and not of their first."""
    words = [name.split() for name in names]
    if all(len(one) > 1 and one[-1].isupper() and not one[0].isupper() for one in words):
        return True
    return len(words) >= _FEWEST and _in_order(words, -1) and not _in_order(words, 0)


def _in_order(names: list[list[str]], at: int) -> bool:
    keys = [name[at].casefold().translate(_LAST_LETTERS) for name in names]
    return all(one <= other for one, other in pairwise(keys)) and len(set(keys)) > 1


def _turned(name: str) -> str:
    found = _TAIL.fullmatch(name)
    whole, tail = (found[1], found[2]) if found else (name, "")
    if capitals := _CAPITALS.fullmatch(whole):
        return f"{capitals[2]} {capitals[1]}{tail}"
    words = re.sub(r"(?<=[^\W\d_])(?: -|- | - )(?=[^\W\d_])", "\0", whole).split()  # «BERG - OLSEN KARI»
    last = 0
    while last < len(words) - 2 and words[last].casefold() in _PARTICLES:
        last += 1
    surname, first = " ".join(words[: last + 1]), " ".join(words[last + 1 :])
    return f"{first} {surname}{tail}".replace("\0", "-") if first else name
