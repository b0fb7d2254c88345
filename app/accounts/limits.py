"""How often sign-in may be tried.  Above a limit the wait grows: nobody can shut another out (`docs/security.md`)."""

import datetime as dt

from app.web.throttle import Limit

WAIT = 60

ACCOUNT_HERE = Limit("sign-in", 10, dt.timedelta(minutes=15), WAIT)
"""One account from one network."""

NETWORK = Limit("sign-in-network", 20, dt.timedelta(hours=1), WAIT)
"""One network, whichever accounts."""

ACCOUNT = Limit("sign-in-account", 50, dt.timedelta(days=1), WAIT)
"""One account, from wherever."""

KNOWN_DEVICE = Limit("sign-in-device", 10, dt.timedelta(minutes=15), WAIT)
"""One account from one browser that it knows: strangers' tries do not count there."""

CODE_PAUSE = Limit("code-pause", 1, dt.timedelta(minutes=1))
"""Codes asked for by one network for one account."""

CODE_HERE = Limit("code", 5, dt.timedelta(days=1))
"""The same in a day; what is asked for elsewhere does not count."""

CODE_FACTOR = Limit("code-factor", 20, dt.timedelta(days=1))
"""Codes for the second factor: the password was right, so nobody else is asking."""

CODE_ALL = Limit("code-account", 30, dt.timedelta(days=1))
"""For one account, from wherever."""

CODE_NETWORK = Limit("code-network", 60, dt.timedelta(hours=1))
"""Codes asked for by one network, for whomever."""

CODE_TRIES = Limit("code-tries", 40, dt.timedelta(hours=1), WAIT)
"""Codes typed in one network; each code can be tried five times besides."""

SMS_HOUR = Limit("sms-hour", 3, dt.timedelta(hours=1))
SMS_DAY = Limit("sms-day", 5, dt.timedelta(days=1))
"""SMS to one number."""

SMS_ALL = Limit("sms-all", 2000, dt.timedelta(days=1))
"""SMS of the whole portal: above it somebody is making us pay."""

TOTP = (
    Limit("totp", 5, dt.timedelta(minutes=5)),
    Limit("totp-hour", 20, dt.timedelta(hours=1)),
    Limit("totp-day", 50, dt.timedelta(days=1)),
)
"""Codes of an authenticator app, and recovery codes, for one account; the password was right before."""

CONFIRM = Limit("confirm", 10, dt.timedelta(minutes=15), WAIT)
"""The password once more, by somebody who is signed in."""
