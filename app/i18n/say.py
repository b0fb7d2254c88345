"""Codes into sentences: what refusals, reasons and audit events are called on the screen.

A code is `<thing>.<what>`. Words that one template shows stand in that template, not here.
"""

from app.i18n.language import gettext
from app.i18n.mark import N_

REFUSALS = {
    "not_found": N_("Siden finnes ikke, eller du har ikke tilgang til den. Gå til forsiden og finn den derfra."),
    "forbidden": N_("Du har ikke tilgang til å gjøre dette. Spør den som gir tilganger i virksomheten din."),
    "closed": N_("Dette kan ikke endres lenger. Last siden på nytt for å se hvordan det står nå."),
    "conflict": N_("Noen andre har endret dette i mellomtiden. Se hva som står nå, og gjør endringen på nytt."),
    "invalid": N_("Noe i skjemaet mangler eller kan ikke leses. Rett feltene som er merket, og prøv igjen."),
    "too_many": N_("Det er prøvd mange ganger på kort tid. Vent litt, og prøv igjen."),
    "busy": N_("Det er stor pågang akkurat nå. Vent noen sekunder, og prøv igjen."),
    "broken": N_("Noe gikk galt hos oss. Det du har lagret, er trygt. Prøv igjen om litt."),
    "list.not_found": N_("Listen finnes ikke, eller du har ikke tilgang til den. Gå til forsiden og finn den derfra."),
    "line.not_found": N_("Personen står ikke på listen lenger. Last siden på nytt for å se listen slik den er nå."),
}
"""What `errors.Refused` says; keys are its codes."""

EVENTS: dict[str, str] = {}
"""What the audit log calls what has happened; keys are the events that `audit/actions.record` is given."""

STATUSES = {
    400: "invalid",
    401: "forbidden",
    403: "forbidden",
    404: "not_found",
    409: "conflict",
    422: "invalid",
    429: "too_many",
    503: "busy",
}
"""What is said of a refusal whose own code has no sentence, by status."""


def say(code: str, **values: object) -> str:
    """The sentence for a code, in the language spoken; of an unknown one, that something went wrong with us."""
    sentence = REFUSALS.get(code) or EVENTS.get(code) or REFUSALS["broken"]
    return gettext(sentence, **values)


def known(code: str) -> bool:
    """Whether there is a sentence for it."""
    return code in REFUSALS or code in EVENTS
