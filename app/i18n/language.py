"""Which language is spoken just now, and saying things in it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, get_args

from app.i18n.catalogue import catalogue

Language = Literal["nb", "nn", "en"]

LANGUAGES: tuple[Language, ...] = get_args(Language)
NAMES: dict[Language, str] = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}

_UNDERSTOOD: dict[str, Language] = {"nb": "nb", "no": "nb", "nn": "nn", "en": "en", "da": "nb", "sv": "nb"}
_RANGE = re.compile(r"([a-z]{1,8})(?:-[a-z0-9]{1,8}){0,4}(?:\s*;\s*q\s*=\s*(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?", re.I)

_language: ContextVar[Language] = ContextVar("language", default="nb")


def language() -> Language:
    """The language of the request, letter or command being answered; bokmål unless told."""
    return _language.get()


def speak(wanted: str) -> None:
    """Speak this language from now on in the current context (one request, one job); bokmål where unknown."""
    _language.set(_known(wanted))


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """Speak this language for a while: an e-mail in its reader's, whoever caused it."""
    token = _language.set(_known(wanted))
    try:
        yield
    finally:
        _language.reset(token)


def negotiate(accept_language: str) -> Language:
    """The best of ours for what a browser asks for; bokmål where it asks for nothing that we speak."""
    wanted: list[tuple[float, int, Language]] = []
    for at, part in enumerate(accept_language[:500].split(",")[:20]):
        if found := _RANGE.fullmatch(part.strip()):
            ours = _UNDERSTOOD.get(found[1].lower())
            weight = float(found[2] or 1)
            if ours and weight:
                wanted.append((-weight, at, ours))
    return min(wanted)[2] if wanted else "nb"


def gettext(words: str, /, **values: object) -> str:
    """The bokmål words in the language spoken, with `%(name)s` filled in; a per cent sign is written `%%`."""
    found = catalogue(_language.get()).get(words)
    return (found[0] if found else words) % values


def ngettext(one: str, several: str, number: int, /, **values: object) -> str:
    """`one` when the number is 1, else `several`, in the language spoken; `%(num)s` is the number."""
    found = catalogue(_language.get()).get(one)
    chosen = 0 if number == 1 else 1
    words = found[chosen] if found and len(found) > chosen else (one, several)[chosen]
    return words % ({"num": number} | values)


def raw_gettext(words: str) -> str:
    """For Jinja, which fills in the values itself."""
    found = catalogue(_language.get()).get(words)
    return found[0] if found else words


def raw_ngettext(one: str, several: str, number: int) -> str:
    """For Jinja, which fills in the values itself."""
    found = catalogue(_language.get()).get(one)
    chosen = 0 if number == 1 else 1
    return found[chosen] if found and len(found) > chosen else (one, several)[chosen]


def _known(wanted: str) -> Language:
    return wanted if wanted in LANGUAGES else "nb"
