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


_CODE = N_("Skriv koden, bare sifrene.")
_NEW_PASSWORD = N_("Velg et passord.")


class AskCode(Struct, kw_only=True, frozen=True):
    """The address that a code is sent to."""

    email: Annotated[str, Meta(max_length=LONGEST, extra={"missing": _EMAIL, "long": _EMAIL, "wrong": _EMAIL})]


class ChoosePassword(Struct, kw_only=True, frozen=True):
    """The code that came, and a password of one's own."""

    code: Annotated[str, Meta(max_length=40, extra={"missing": _CODE, "long": _CODE})]
    password: Annotated[str, Meta(max_length=1000, extra={"secret": True, "missing": _NEW_PASSWORD})]


class NewPassword(Struct, kw_only=True, frozen=True):
    """A password of one's own, by a first link."""

    password: Annotated[str, Meta(max_length=1000, extra={"secret": True, "missing": _NEW_PASSWORD})]


class ShowFactor(Struct, kw_only=True, frozen=True):
    """The second factor."""

    code: Annotated[str, Meta(max_length=40, extra={"secret": True, "missing": _CODE, "long": _CODE})]
    remember: bool = False
    way: Literal["", "recovery"] = ""


class Accept(Struct, kw_only=True, frozen=True):
    """«Jeg har lest og godtar»: the declarations that stood on the page."""

    d: list[str] = []
    accepted: bool = False
    next: Annotated[str, Meta(max_length=500)] = "/"


class Confirm(Struct, kw_only=True, frozen=True):
    """The password once more, with the app's code where there is an app."""

    password: Annotated[str, Meta(max_length=1000, extra={"secret": True, "missing": N_("Skriv passordet ditt.")})]
    code: Annotated[str, Meta(max_length=40, extra={"secret": True})] = ""
    next: Annotated[str, Meta(max_length=500)] = "/"


class ChangePassword(Struct, kw_only=True, frozen=True):
    """The password that was, and the new one."""

    old_password: Annotated[str, Meta(max_length=1000, extra={"secret": True, "missing": N_("Skriv passordet ditt.")})]
    password: Annotated[str, Meta(max_length=1000, extra={"secret": True, "missing": _NEW_PASSWORD})]


class ChangeName(Struct, kw_only=True, frozen=True):
    """What others see one called."""

    name: Annotated[
        str, Meta(max_length=100, extra={"missing": N_("Skriv navnet ditt."), "long": N_("Skriv kortere.")})
    ]


class ChangeMobile(Struct, kw_only=True, frozen=True):
    """A number that codes are to go to."""

    mobile: Annotated[str, Meta(max_length=40, extra={"missing": N_("Skriv mobilnummeret ditt.")})]


class TypeCode(Struct, kw_only=True, frozen=True):
    """A code that came."""

    code: Annotated[str, Meta(max_length=40, extra={"secret": True, "missing": _CODE, "long": _CODE})]
