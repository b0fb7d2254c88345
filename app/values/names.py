"""Names of people: how they are sorted, searched and turned."""

import re
import unicodedata

NAME_MAX = 100  # characters of a person's name
_APART = re.compile(r"[\s\-\u2010-\u2015/]+")
_LETTER_FOR_LETTER = str.maketrans(
    {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "ő": "|", "å": "}", "ü": "y", "ű": "y"}
    | {"ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "þ": "th", "œ": "|", "ŋ": "n", "ŧ": "t"}
)
_PLAIN = str.maketrans(
    {"æ": "ae", "ø": "o", "å": "a", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "þ": "th", "œ": "oe"}
    | {"ŋ": "n", "ŧ": "t"}
)


def tidy_name(name: str) -> str:
    """The name as it is kept: one blank between the words, composed letters (NFC)."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def turn(name: str) -> str:
    """'Kari Nordby' for 'Nordby, Kari'; any other name as it is, tidied."""
    last, comma, first = tidy_name(name).partition(",")
    if not comma or "," in first or not first.strip() or not last.strip():
        return tidy_name(name)
    return f"{first.strip()} {last.strip()}"


def surname_first(name: str) -> str:
    """'Nordby Kari Anne' for 'Kari Anne Nordby': the last word is taken for the surname."""
    first, _, last = tidy_name(name).rpartition(" ")
    return f"{last} {first}" if first else last


def name_sort(name: str) -> str:
    """A key in Norwegian order when compared byte by byte (SQLite BINARY, PostgreSQL COLLATE "C").

    A to Z, then Æ, Ø, Å; aa counts as å, ä as æ, ö as ø, ü as y; other accents, case, hyphens and apostrophes
    do not count; a short word comes before a longer one that begins with it. For order by surname, give it
    what `surname_first` returns.
    """
    lower = unicodedata.normalize("NFC", name).casefold().replace("aa", "å")
    return _words(lower.translate(_LETTER_FOR_LETTER))


def name_fold(name: str) -> str:
    """The name as it is searched: fold both sides, then compare.

    'asen' for Åsen and Aasen, 'soren' for Søren, 'saether' for Sæther and Saether, 'inger daniel' for
    Inger-Daniel.
    """
    lower = unicodedata.normalize("NFC", name).casefold()
    return re.sub("a{2,}", "a", _words(lower.translate(_PLAIN)))


def _words(lower: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", lower) if not unicodedata.combining(c))
    kept = "".join(c for c in _APART.sub(" ", bare) if c.isalnum() or c in " {|}")
    return " ".join(kept.split())
