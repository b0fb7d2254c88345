"""Whose letter a file is: by the orgnr or the employer id in its name, or by what a mapping file says of it."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from app.values.orgnr import parse_orgnr

_ORGNR = re.compile(r"(?<![0-9])[1-9][0-9]{2}[ .]?[0-9]{3}[ .]?[0-9]{3}(?![0-9])")
_PARTS = re.compile(r"[\s_,;()+.]+")
_BLANKS = re.compile(r"[\s\-\u2010-\u2015.]")
_LONG_NUMBER = re.compile(r"[0-9][0-9 .\-]{4,}[0-9]")
_KINDS = {
    "START": re.compile(r"start", re.I),
    "STOP": re.compile(r"stopp?|slutt|opphør|avslutt", re.I),
    "CHANGE": re.compile(r"endr|change", re.I),
}
_SAYS_NOTHING = re.compile(
    r"\b(?:brev|letter|trekk|av|start\w*|stopp?\w*|slutt\w*|endring\w*|orgnr|org|nr|pdf|as|asa|sa|til|fra)\b", re.I
)

OWN_LENGTH = 10
SAFE_DIGITS = 5  # a shorter number may be a year, a month or a running number

NOBODY, UNKNOWN, SEVERAL = "NOBODY", "UNKNOWN", "SEVERAL"


class Place(NamedTuple):
    """An agreement of the union."""

    agreement_id: int
    employer_id: int
    orgnr: str
    employer_ref: str
    name: str


class Address(NamedTuple):
    """Where a letter goes: an agreement, or with None to the employer as a whole."""

    employer_id: int
    agreement_id: int | None


Found = Address | str
"""Where it goes, or why that is not known: NOBODY, UNKNOWN or SEVERAL."""


def bare(reference: str) -> str:
    """An employer id as it is compared: capitals, without blanks and hyphens."""
    return _BLANKS.sub("", reference).upper()


class Places:
    """All agreements of a union."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.by_orgnr: dict[str, list[Place]] = {}
        self.by_ref: dict[str, Place] = {}
        for place in places:
            self.by_orgnr.setdefault(place.orgnr, []).append(place)
            self.by_ref[bare(place.employer_ref)] = place

    def told(self, wanted: str) -> Found:
        """By an orgnr or an employer id that somebody wrote down."""
        orgnr, place = parse_orgnr(wanted), self.by_ref.get(bare(wanted))
        if orgnr in self.by_orgnr and (place is None or place.orgnr == orgnr):
            return self._whole(str(orgnr))
        if place is not None:
            return SEVERAL if orgnr in self.by_orgnr else Address(place.employer_id, place.agreement_id)
        return UNKNOWN if wanted.strip() else NOBODY

    def named(self, name: str) -> Found:
        """By a file's name.  Two that could be meant are never chosen between."""
        stem = _stem(name)
        numbers = [parse_orgnr(one) for one in _ORGNR.findall(stem)]
        orgnrs = {one for one in numbers if one in self.by_orgnr}
        refs = {place for part in _ref_like(stem) if (place := self.by_ref.get(part))}
        employers = {self.by_orgnr[str(one)][0].employer_id for one in orgnrs} | {one.employer_id for one in refs}
        if len(employers) > 1 or len(refs) > 1:
            return SEVERAL
        if refs:
            (place,) = refs
            return Address(place.employer_id, place.agreement_id)
        if orgnrs:
            return self._whole(str(orgnrs.pop()))
        return UNKNOWN if any(numbers) else NOBODY

    def _whole(self, orgnr: str) -> Address:
        places = self.by_orgnr[orgnr]
        return Address(places[0].employer_id, places[0].agreement_id if len(places) == 1 else None)


def _stem(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem if dot and ending.lower() == "pdf" else name


def _ref_like(stem: str) -> set[str]:
    """Parts of a name that can be an employer id."""
    whole = [part for part in _PARTS.split(stem) if part]
    pieces = {bare(part) for part in whole} | {bare(piece) for part in whole for piece in part.split("-")}
    first = bare(re.split(r"[\s_,;()+.\-]+", stem.strip())[0]) if stem.strip() else ""
    return {piece for piece in pieces if _can_be_ref(piece, first)}


def _can_be_ref(piece: str, first: str) -> bool:
    if piece.isdigit():
        return len(piece) >= SAFE_DIGITS or piece == first
    return len(piece) >= OWN_LENGTH or any(sign.isdigit() for sign in piece)


def kind_named(name: str) -> str:
    """START, STOP or CHANGE when the file's name says exactly one of them; else ''."""
    stem = _stem(name)
    said = [kind for kind, words in _KINDS.items() if words.search(stem)]
    return said[0] if len(said) == 1 else ""


def title_named(name: str, places: Places) -> str:
    """What the file's name says beside whose it is and which kind; numbers that may be a person's are left out."""
    kept = []
    for part in re.split(r"[\s_]+", _LONG_NUMBER.sub(" ", _stem(name))):
        pieces = {bare(part), *(bare(piece) for piece in part.split("-"))}
        if not any(piece in places.by_ref and _can_be_ref(piece, piece) for piece in pieces):
            kept.append(part.strip("-.,;()"))
    title = " ".join(filter(None, kept))
    says = re.sub(r"[^a-zæøåA-ZÆØÅ]", "", _SAYS_NOTHING.sub("", title))
    return title[:1].upper() + title[1:100] if len(says) > 2 else ""
