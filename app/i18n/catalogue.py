"""The catalogues: bokmål words, and what they are in nynorsk and English.

Bokmål is what the code says (message ids), so it needs no catalogue. The .po files that translators edit are what the
portal reads: some 10 ms a language, once. Nothing is compiled, so nothing can be out of step.
"""

import re
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "catalogues"

_STRING = re.compile(r'(msgid|msgid_plural|msgstr|msgstr\[([01])\])?\s*"(.*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r"}


@lru_cache(maxsize=4)
def catalogue(language: str) -> dict[str, tuple[str, ...]]:
    """Message id -> its words; (one, several) where there is a plural. Empty for bokmål."""
    if language == "nb":
        return {}
    return read((FOLDER / f"{language}.po").read_text(encoding="utf-8"))


def read(text: str) -> dict[str, tuple[str, ...]]:
    """The finished entries of a .po file: what is untranslated or marked fuzzy stays bokmål."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in re.split(r"\n\s*\n", text):
        parts: dict[str, str] = {}
        part = ""
        fuzzy = False
        for line in entry.split("\n"):
            if line.startswith("#"):
                fuzzy |= line.startswith("#,") and "fuzzy" in line
            elif match := _STRING.fullmatch(line.strip()):
                part = match[1] or part
                parts[part] = parts.get(part, "") + _unescape(match[3])
        words = tuple(parts[name] for name in ("msgstr", "msgstr[0]", "msgstr[1]") if parts.get(name))
        if parts.get("msgid") and words and not fuzzy:
            found[parts["msgid"]] = words
    return found


def _unescape(text: str) -> str:
    return _ESCAPE.sub(lambda match: _ESCAPED.get(match[1], match[1]), text) if "\\" in text else text
