"""What is typed to get in."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from app.accounts.emails import LONGEST
from app.i18n.mark import N_

_EMAIL = N_("Skriv e-postadressen din, for eksempel kari@example.com.")


class SignIn(Struct, kw_only=True, frozen=True):
    """E-mail, password, and where to go on to."""

    email: Annotated[str, Meta(max_length=LONGEST, extra={"missing": _EMAIL, "long": _EMAIL, "wrong": _EMAIL})]
    password: Annotated[str, Meta(max_length=1000, extra={"secret": True, "missing": N_("Skriv passordet ditt.")})]
    next: Annotated[str, Meta(max_length=500)] = "/"


class Onwards(Struct, kw_only=True, frozen=True):
    """The query of the sign-in page."""

    next: Annotated[str, Meta(max_length=500)] = "/"


class ChooseLanguage(Struct, kw_only=True, frozen=True):
    """A button at the foot of the page."""

    language: Literal["nb", "nn", "en"]
    back: Annotated[str, Meta(max_length=500)] = "/"


class Nothing(Struct, kw_only=True, frozen=True):
    """A form that is only a button."""
