"""How often access may be asked for, and colleagues invited."""

import datetime as dt

from app.web.throttle import Limit

REQUEST_NETWORK = Limit("access-network", 20, dt.timedelta(days=1))
REQUEST_EMAIL = Limit("access-email", 5, dt.timedelta(days=1))
INVITATIONS = Limit("invitations", 50, dt.timedelta(days=1))
"""By one user."""
