"""/account: one's own name, password, address, mobile, devices, sessions and declarations."""

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from app.accounts import queries
from app.accounts.actions import changes, end_session, end_sessions
from app.accounts.actions.codes import typed_address
from app.accounts.actions.devices import forget_device
from app.accounts.codes import EMAIL, MOBILE
from app.accounts.declarations import language_in
from app.accounts.deps import TheUser
from app.accounts.emails import is_email
from app.accounts.factors import asked_for
from app.accounts.forms import AskCode, ChangeMobile, ChangeName, ChangePassword, Nothing, TypeCode
from app.accounts.principal import Principal
from app.accounts.say import fault_of_code, fault_of_password, wait_for
from app.accounts.strength import strength, weakness
from app.errors import Busy, Invalid, TooMany
from app.i18n import gettext as _
from app.i18n.say import say
from app.values.mobile import parse_mobile
from app.values.names import tidy_name
from app.web.csrf import fingerprint
from app.web.here import here
from app.web.posted import Posted, asked_plain, posted
from app.web.render import go, page

Asked = Request[Any, Any, Any]
Html = Response[bytes]

SAID = ("name", "password", "mobile", "email", "device", "session", "authenticator", "removed")


@get("/account", who="user")
async def show(request: Asked, user: TheUser) -> Html:
    """All of it, on one page."""
    return await _overview(user, saved=asked_plain(request).get("saved", ""))


async def _overview(user: Principal, *, saved: str = "", form: Posted[ChangeName] | None = None) -> Html:
    own = await queries.user_by_id(user.id)
    return page(
        "accounts/account.html",
        status=422 if form else 200,
        user=own,
        factor=asked_for(has_authenticator=bool(own["has_authenticator"]), mobile=own["mobile"]),
        is_staff=user.kind == "staff",
        recovery_left=await queries.recovery_codes_left(user.id),
        devices=await queries.devices_of(user.id),
        this_device=fingerprint(here().device) if here().device else "",
        sessions=await queries.sessions_of(user.id),
        this_session=user.session_id,
        saved=saved if saved in SAID else "",
        errors=form.errors if form else {},
        typed_name=form.typed.get("name", "") if form else own["name"],
    )


@post("/account/name", who="user", status_code=200)
async def change_name(request: Asked, user: TheUser) -> Html:
    form = await posted(request, ChangeName)
    name = tidy_name(form.value.name) if form.value else ""
    if not name:
        form.errors.setdefault("name", _("Skriv navnet ditt."))
        return await _overview(user, form=form)
    await changes.change_name(name, by=user)
    return go(request, "/account?saved=name")


@get("/account/password", who="user")
async def password() -> Html:
    return _password_form(Posted())


def _password_form(form: Posted[ChangePassword], bar: int = 0) -> Html:
    return page("accounts/change_password.html", status=422 if form.errors else 200, errors=form.errors, bar=bar)


@post("/account/password", who="user", hold=False, status_code=200)
async def change_password(request: Asked, user: TheUser) -> Html:
    """The old one and the new one; all other sessions end."""
    form = await posted(request, ChangePassword)
    own = await queries.user_by_id(user.id)
    typed = form.value.password if form.value else ""
    if fault := fault_of_password(weakness(typed, own["email"], own["name"])) if typed else "":
        form.errors["password"] = fault
    if form.value is not None and not form.errors:
        try:
            if await changes.change_password(form.value.old_password, typed, by=user):
                return go(request, "/account?saved=password")
            form.errors["old_password"] = _("Passordet stemmer ikke. Skriv det du bruker nå.")
        except (TooMany, Busy) as no:
            form.errors["old_password"] = wait_for(no.retry_after if isinstance(no, TooMany) else 5)
    return _password_form(form, strength(typed, own["email"], own["name"]))


# Mobile and e-mail: a code goes to the new one, and then it is changed


@get("/account/mobile", who="user", first=True, fresh=True)
async def mobile(user: TheUser) -> Html:
    return await _mobile_form(user, Posted())


async def _mobile_form(user: Principal, form: Posted[ChangeMobile], status: int = 200) -> Html:
    own = await queries.user_by_id(user.id)
    return page(
        "accounts/mobile.html",
        status=status,
        errors=form.errors,
        typed=form.typed.get("mobile", own["mobile"]),
        has_one=bool(own["mobile"]),
        must=await queries.is_of_hub(user.id),
        shown=own["mobile_verified_at"] is not None,
    )


@post("/account/mobile", who="user", first=True, fresh=True, hold=False, status_code=200)
async def ask_mobile(request: Asked, user: TheUser) -> Html:
    form = await posted(request, ChangeMobile)
    number = parse_mobile(form.value.mobile) if form.value else None
    if number is None:
        form.errors.setdefault("mobile", _("Skriv mobilnummeret med åtte sifre, for eksempel 912 34 567."))
        return await _mobile_form(user, form, 422)
    try:
        await changes.ask_mobile(number, by=user)
    except (TooMany, Busy, Invalid) as no:
        form.errors["mobile"] = _said(no)
        return await _mobile_form(user, form, 422 if isinstance(no, Invalid) else 429)
    return go(request, "/account/mobile/code")


def _said(no: TooMany | Busy | Invalid) -> str:
    if isinstance(no, Invalid):
        return say(no.code, **no.values)
    return wait_for(no.retry_after if isinstance(no, TooMany) else 5)


@get("/account/mobile/code", who="user", first=True, fresh=True)
async def mobile_code(request: Asked) -> Html:
    return await _code_form(request, "mobile")


@get("/account/email/code", who="user", fresh=True)
async def email_code(request: Asked) -> Html:
    return await _code_form(request, "email")


async def _code_form(request: Asked, what: str, error: str = "") -> Html:
    address = await typed_address(MOBILE if what == "mobile" else EMAIL)
    if not address:
        return go(request, f"/account/{what}")
    errors = {"code": error} if error else {}
    return page("accounts/type_code.html", status=422 if error else 200, what=what, address=address, errors=errors)


@post("/account/mobile/code", who="user", first=True, fresh=True, hold=False, status_code=200)
async def set_mobile(request: Asked, user: TheUser) -> Html:
    return await _set(request, user, "mobile")


@post("/account/email/code", who="user", fresh=True, hold=False, status_code=200)
async def set_email(request: Asked, user: TheUser) -> Html:
    return await _set(request, user, "email")


async def _set(request: Asked, user: Principal, what: str) -> Html:
    form = await posted(request, TypeCode)
    if form.value is None:
        return await _code_form(request, what, form.errors["code"])
    setting = changes.set_mobile if what == "mobile" else changes.set_email
    try:
        left = await setting(form.value.code, by=user)
    except (TooMany, Busy, Invalid) as no:
        return await _code_form(request, what, _said(no))
    return (
        go(request, f"/account?saved={what}") if left is None else await _code_form(request, what, fault_of_code(left))
    )


@post("/account/mobile/removal", who="user", fresh=True, status_code=200)
async def remove_mobile(request: Asked, user: TheUser) -> Html:
    await posted(request, Nothing)
    await changes.remove_mobile(by=user)
    return go(request, "/account?saved=mobile")


@get("/account/email", who="user", fresh=True)
async def email() -> Html:
    return _email_form(Posted())


def _email_form(form: Posted[AskCode], status: int = 200) -> Html:
    return page("accounts/email.html", status=status, errors=form.errors, typed=form.typed.get("email", ""))


@post("/account/email", who="user", fresh=True, hold=False, status_code=200)
async def ask_email(request: Asked, user: TheUser) -> Html:
    form = await posted(request, AskCode)
    if form.value is None or not is_email(form.value.email):
        form.errors.setdefault("email", _("Skriv e-postadressen din, for eksempel kari@example.com."))
        return _email_form(form, 422)
    try:
        await changes.ask_email(form.value.email, by=user)
    except (TooMany, Busy) as no:
        form.errors["email"] = _said(no)
        return _email_form(form, 429)
    return go(request, "/account/email/code")


# Devices, sessions, declarations


@post("/account/devices/{device_id:int}/removal", who="user", status_code=200)
async def forget(request: Asked, user: TheUser, device_id: FromPath[int]) -> Html:
    """That browser is asked for the second factor again, and its session ends with the others' by hand."""
    await posted(request, Nothing)
    await forget_device(user.id, device_id, by=user)
    return go(request, "/account?saved=device#devices")


@post("/account/sessions/{session_id:int}/removal", who="user", status_code=200)
async def end_one(request: Asked, user: TheUser, session_id: FromPath[int]) -> Html:
    await posted(request, Nothing)
    await end_session(user.id, session_id, by=user)
    return go(request, "/account?saved=session#sessions")


@post("/account/sessions/removal", who="user", status_code=200)
async def end_others(request: Asked, user: TheUser) -> Html:
    """All but this one."""
    await posted(request, Nothing)
    await end_sessions(user.id, by=user, but=user.session_id)
    return go(request, "/account?saved=session#sessions")


@get("/account/declarations", who="user")
async def declarations(user: TheUser) -> Html:
    """What was accepted, when, in the words that were read."""
    accepted = await queries.accepted_by(user.id)
    for one in accepted:
        one["text"] = one["texts"][language_in(one["texts"], one["language"])]
    return page("accounts/declarations.html", accepted=accepted)


ROUTES = [
    show,
    change_name,
    password,
    change_password,
    mobile,
    ask_mobile,
    mobile_code,
    set_mobile,
    remove_mobile,
    email,
    ask_email,
    email_code,
    set_email,
    forget,
    end_one,
    end_others,
    declarations,
]
