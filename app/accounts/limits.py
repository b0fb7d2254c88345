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
