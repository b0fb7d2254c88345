"""What is said about passwords, codes and waiting, in more than one place."""

from app.i18n import gettext as _
from app.i18n import ngettext


def fault_of_password(weakness: str) -> str:
    """What to do about a password that will not do; empty for one that will."""
    match weakness:
        case "short":
            return _("Velg et lengre passord: minst 15 tegn. Tre–fire tilfeldige ord er fint.")
        case "long":
            return _("Velg et kortere passord: høyst 256 tegn.")
        case "own":
            return _("Velg et passord uten navnet ditt, e-postadressen eller navnet på portalen.")
        case "common":
            return _("Velg et passord som er vanskeligere å gjette. Tre–fire tilfeldige ord er fint.")
    return ""


def fault_of_code(left: int) -> str:
    """What to do after a code that was not right."""
    if left < 1:
        return _("Koden er brukt opp eller for gammel. Be om en ny kode.")
    return ngettext(
        "Koden stemmer ikke. Du har %(num)s forsøk igjen.", "Koden stemmer ikke. Du har %(num)s forsøk igjen.", left
    )


def wait_for(seconds: int) -> str:
    """When to come again."""
    if seconds < 90:
        return ngettext("Vent %(num)s sekund, og prøv igjen.", "Vent %(num)s sekunder, og prøv igjen.", seconds)
    if seconds < 5400:
        minutes = -(-seconds // 60)
        return ngettext("Vent %(num)s minutt, og prøv igjen.", "Vent %(num)s minutter, og prøv igjen.", minutes)
    hours = -(-seconds // 3600)
    return ngettext("Vent %(num)s time, og prøv igjen.", "Vent %(num)s timer, og prøv igjen.", hours)
