"""A letter as it would look, to people and an employer that are not there."""

import datetime as dt
from typing import Protocol

from app.letters.notices import say_terms
from app.letters.typeset import Person, ToSet


class _Brand(Protocol):
    @property
    def colour(self) -> str: ...


class AUnion(Protocol):
    """As much of a union as stands in a letter."""

    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def brand(self) -> _Brand: ...


def sample(union: AUnion, kind: str, title: str, body: str, day: dt.date) -> ToSet:
    """With two people."""
    amount = "" if kind == "STOP" else say_terms("FIXED 45500")
    people = [
        Person("4000001", "Kari Nordby", "010190 •••••", day, amount),
        Person("4000002", "Ola Hansen", "230485 •••••", day, amount),
    ]
    return ToSet(
        kind=kind,
        title=title,
        body=body,
        union=union.name,
        contact=" · ".join(filter(None, (union.email, union.phone))),
        colour=union.brand.colour,
        employer="Nordby Industri AS",
        orgnr="999111222",
        employer_ref="K7MW3QXNPT",
        address=("Storgata 1", "0155 Oslo"),
        day=day,
        reference="0000000000",
        people=people,
    )
