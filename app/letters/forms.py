"""What was typed on the pages of letters."""

import re
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from app.letters.letter import KINDS, View

_ID = re.compile(r"[1-9][0-9]{0,18}")
_PAGE = re.compile(r"[1-9][0-9]{0,4}")


def read_id(text: str) -> int:
    """An id of ours, or 0."""
    return int(text) if _ID.fullmatch(text) else 0


def read_page(text: str) -> int:
    """A page's number, 1 where there is none."""
    return int(text) if _PAGE.fullmatch(text) else 1


def read_kind(text: str) -> str:
    """A kind of letter, or ''."""
    return text if text in KINDS else ""


def read_view(typed: Mapping[str, str]) -> View:
    """From a link: what it does not know is as if it were not said."""
    return View(read_id(typed.get("union", "")), read_kind(typed.get("kind", "")), read_page(typed.get("page", "")))


class PostingForm(msgspec.Struct, kw_only=True):
    """What stands beside the files that are posted."""

    union: str = ""
    kind: str = ""


class WordsForm(NamedTuple):
    """The words of one kind of letter, of a union, in a language."""

    union_id: int
    kind: str
    language: str
    title: str
    body: str


def read_words(typed: Mapping[str, str]) -> WordsForm:
    """What cannot be is as if it were not said."""
    kind, language = typed.get("kind", ""), typed.get("language", "")
    return WordsForm(
        read_id(typed.get("union", "")),
        kind if kind in {"START", "CHANGE", "STOP"} else "",
        language if language in {"nb", "nn", "en"} else "",
        typed.get("title", "").strip(),
        typed.get("body", "").strip(),
    )
