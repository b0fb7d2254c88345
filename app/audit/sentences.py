"""What the trail says, in words: events are named in `i18n/say.py`, what is wrong with a trail here."""

from app.audit.chain import Fault
from app.i18n import N_, gettext
from app.i18n.say import EVENTS, say

FAULTS = {
    "EDITED": N_("Hendelse %(seq)s er endret etter at den ble skrevet."),
    "GAP": N_("Det mangler hendelser foran hendelse %(seq)s."),
    "MOVED": N_("Hendelse %(seq)s hører ikke sammen med den foran."),
    "LEFT_OVER": N_("Det står hendelser igjen fra før hendelse %(seq)s, der loggen skal være kuttet."),
    "CUT": N_("Loggen slutter før hendelse %(seq)s, som er skrevet."),
    "UNTOLD": N_("Loggen er kuttet ved hendelse %(seq)s uten at det er ført."),
}


def happened(event: str) -> str:
    """The event in the language spoken; its own name if nobody has given it words."""
    return say(event) if event in EVENTS else event


def wrong(fault: Fault) -> str:
    """What is wrong at one place of the chain."""
    return gettext(FAULTS[fault.kind], seq=fault.seq)
