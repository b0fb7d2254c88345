"""What is typed to ask for access, to decide about it, and to invite colleagues."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from app.i18n.mark import N_

_EMAIL = N_("Skriv e-postadressen, for eksempel kari@example.com.")
_NAME = N_("Skriv fornavn og etternavn.")

Role = Literal["SUBMIT", "MANAGE"]


class AskAccess(Struct, kw_only=True, frozen=True):
    """For one employer, or many (`employers` is what was pasted)."""

    employers: Annotated[
        str, Meta(max_length=20_000, extra={"missing": N_("Skriv virksomhetens navn og organisasjonsnummer.")})
    ]
    name: Annotated[str, Meta(max_length=100, extra={"missing": _NAME})]
    email: Annotated[str, Meta(max_length=254, extra={"missing": _EMAIL, "long": _EMAIL})]
    mobile: Annotated[str, Meta(max_length=40)] = ""
    unions: list[str] = []
    note: Annotated[str, Meta(max_length=500)] = ""


class Decide(Struct, kw_only=True, frozen=True):
    """About parts of a request."""

    parts: list[str] = []
    deed: Literal["give", "refuse"]
    role: Role = "SUBMIT"
    reason: Annotated[str, Meta(max_length=500)] = ""


class Invite(Struct, kw_only=True, frozen=True):
    """A colleague."""

    name: Annotated[str, Meta(max_length=100, extra={"missing": _NAME})]
    email: Annotated[str, Meta(max_length=254, extra={"missing": _EMAIL, "long": _EMAIL})]
    role: Role = "SUBMIT"
    agreements: list[str] = []


class ChangeRole(Struct, kw_only=True, frozen=True):
    """What a colleague may do."""

    role: Role


class HandOver(Struct, kw_only=True, frozen=True):
    """To a colleague, staying or leaving."""

    user: Annotated[str, Meta(max_length=20, extra={"missing": N_("Velg en kollega.")})]
    leave: bool = False


class Button(Struct, kw_only=True, frozen=True):
    """A form that is only a button."""
