"""How often a list may be knocked on by its numbers alone; above it a code is asked for too (`decisions.md` 30)."""

import datetime as dt

from app.web.throttle import Limit

THE_LIST = Limit("list", 5, dt.timedelta(hours=1))
THE_LIST_IN_A_DAY = Limit("list-day", 15, dt.timedelta(days=1))
THE_EMPLOYER = Limit("list-employer", 10, dt.timedelta(hours=1))
"""One employer id, across list numbers: somebody is walking."""

EVERYBODY = Limit("list-all", 300, dt.timedelta(hours=1))

NETWORK = Limit("list-network", 20, dt.timedelta(hours=1), 60)
"""Failures from one network, whichever list: the wait grows."""
