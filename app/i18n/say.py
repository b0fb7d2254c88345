"""Codes into sentences: what the domain's refusals and the audit's events are called on the screen.

A code is `<thing>.<what>`. Words that one template shows stand in that template, not here.
"""

from app.i18n.language import gettext, ngettext
from app.i18n.mark import N_, N_several

Sentence = str | tuple[str, str]

_UNKNOWN = N_("Noe gikk galt hos oss. Det du har lagret, er trygt. Prøv igjen om litt.")

REFUSALS: dict[str, Sentence] = {
    "file": N_("Filen finnes ikke, eller du har ikke tilgang til den."),
    "line.changed_by_other": N_(
        "Noen andre har endret denne raden i mellomtiden. Se hva som står nå, og skriv på nytt."
    ),
    "line.gone": N_(
        "Personen er tatt bort fra listen i mellomtiden. Last siden på nytt for å se listen slik den er nå."
    ),
    "line.not_found": N_("Personen står ikke på listen. Last siden på nytt for å se listen slik den er nå."),
    "line.prefilled_stays": N_(
        "Bare personer som er lagt til her, kan tas bort. Skriv 0,00 og en sluttdato for den som ikke skal trekkes."
    ),
    "list.busy": N_("Mange lagrer på listen akkurat nå. Det du skrev, er ikke lagret. Prøv igjen om et øyeblikk."),
    "list.changed_since_shown": N_(
        "Listen er endret etter at du åpnet siden. Se gjennom den slik den er nå, og send inn på nytt."
    ),
    "list.closed": N_("Listen er sendt inn og kan ikke endres. Be om gjenåpning hvis noe må rettes."),
    "list.comment_changed": N_(
        "Noen andre har endret kommentaren i mellomtiden. Se hva som står nå, og skriv på nytt."
    ),
    "list.is_open": N_("Listen er åpen. Du kan endre den og sende den inn."),
    "list.not_found": N_("Listen finnes ikke, eller du har ikke tilgang til den. Gå til forsiden og finn den derfra."),
    "list.problems": N_several(
        "Én rad må rettes før listen kan sendes inn.", "%(num)s rader må rettes før listen kan sendes inn."
    ),
    "list.settled": N_(
        "Listen er gjort opp med betalingen og kan ikke sendes inn. Be om gjenåpning hvis noe må rettes."
    ),
    "person.there_already": N_("Personen står allerede på listen, i rad %(n)s. Rett beløpet der."),
    "reopening.reason_missing": N_("Skriv hva som må rettes, så forbundet kan vurdere å åpne listen igjen."),
    "undo.nothing": N_("Du har ingen endringer å angre på denne listen."),
}
"""What `errors.Refused` says, by its code; `count` picks the number where there are two forms."""

EVENTS: dict[str, Sentence] = {
    "list_reopened": N_("Listen ble åpnet igjen"),
    "list_sent": N_("Listen ble sendt inn"),
    "reopening_asked": N_("Det ble bedt om gjenåpning"),
    "reopening_refused": N_("Gjenåpning ble avslått"),
}
"""What the audit log calls what has happened, by the event that `audit/actions.record` is given."""


def say(code: str, /, **values: object) -> str:
    """The sentence for a code, in the language spoken; of an unknown one, that something went wrong with us."""
    sentence = REFUSALS.get(code) or EVENTS.get(code) or _UNKNOWN
    if isinstance(sentence, tuple):
        count = values.get("count")
        return ngettext(*sentence, count if isinstance(count, int) else 2, **values)
    return gettext(sentence, **values)
