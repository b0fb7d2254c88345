"""The second factor: which one is asked for, authenticator apps (TOTP), and recovery codes."""

import datetime as dt
import hmac
import io
import re
import secrets

import pyotp
import segno

from app.accounts.codes import reaches

STEP = 30  # seconds
ISSUER = "Trekkportalen"

TOTP, SMS, EMAIL, RECOVERY = "TOTP", "SMS", "EMAIL", "RECOVERY"

RECOVERY_CODES = 10
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # without 0, 1, i, l and o
_FILLING = re.compile(r"[\s\u00a0\u2010-\u2015-]")
_SIX = re.compile(r"[0-9]{6}")


def asked_for(*, has_authenticator: bool, mobile: str) -> str:
    """The factor that a user is asked for: the app if there is one, else SMS, else e-mail."""
    if has_authenticator:
        return TOTP
    return SMS if mobile and reaches(mobile) else EMAIL


def new_secret() -> str:
    """160 random bits, in the letters that people can type into an app."""
    return pyotp.random_base32()


def address(secret: str, email: str) -> str:
    """What the QR code says."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def picture(secret: str, email: str) -> bytes:
    """The QR code as an SVG, without any style of its own but its colours."""
    out = io.BytesIO()
    segno.make(address(secret, email), error="m").save(out, kind="svg", scale=6, border=3, dark="#000", light="#fff")
    return out.getvalue()


def in_fours(secret: str) -> str:
    """The secret to be typed: groups of four, with no-break blanks."""
    return "\u00a0".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def step_of(secret: str, typed: str, at: dt.datetime) -> int | None:
    """The step of time whose code this is: the present one or the one before; None for any other."""
    bare = _FILLING.sub("", typed[:20])
    if not _SIX.fullmatch(bare):
        return None
    now, app, found = int(at.timestamp()) // STEP, pyotp.TOTP(secret), None
    for step in (now, now - 1):
        if hmac.compare_digest(app.generate_otp(step), bare):
            found = step
    return found


def code_at(secret: str, at: dt.datetime) -> str:
    """The code that the app shows at this moment: for the demo and the tests."""
    return pyotp.TOTP(secret).generate_otp(int(at.timestamp()) // STEP)


def make_recovery_codes() -> list[str]:
    """Ten letters and digits each, some 49 bits: 'k7mw3-qxnpt'."""
    drawn = ["".join(secrets.choice(_ALPHABET) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    return [f"{one[:5]}-{one[5:]}" for one in drawn]


def read_recovery_code(typed: str) -> str:
    """As it is compared."""
    return _FILLING.sub("", typed[:40]).lower()
