"""What is wrong with what was dropped, in sentences: one for each cause, and what to do about it."""

from typing import NamedTuple

from app.i18n import N_, gettext
from app.intake.upload import ENDINGS, MOST_FILES, REMARK_MAX

SENTENCES = {
    "none": N_("Velg minst én fil. Merknaden hører til filene og kan ikke sendes alene."),
    "none_here": N_("Velg minst én fil."),
    "type": N_("«%(name)s» er av en type vi ikke tar imot. Bruk %(endings)s."),
    "empty": N_("«%(name)s» er tom. Eksporter listen på nytt, og velg den nye filen."),
    "locked": N_("«%(name)s» er beskyttet med passord. Lagre den uten passord, og velg den på nytt."),
    "not_pdf": N_("«%(name)s» heter .pdf, men er ikke en PDF, eller er skadet. Eksporter listen på nytt."),
    "is_pdf": N_("«%(name)s» er en PDF, men heter noe annet. Gi den endelsen .pdf, og velg den på nytt."),
    "not_sheet": N_(
        "«%(name)s» er ikke et regneark eller en tekstfil som vi kjenner, eller er skadet. Eksporter listen på nytt, "
        "helst som Excel."
    ),
    "large": N_("«%(name)s» er større enn 10 MB. Lagre bare arket med trekklisten, eller del filen i to."),
    "twice": N_("«%(name)s» er lastet opp allerede, med det samme innholdet."),
    "many": N_("Det kan være %(most)s filer i hver periode. Ta bort noen, eller samle listen i færre filer."),
    "day": N_("Det er lastet opp svært mye for denne virksomheten i dag. Prøv igjen i morgen, eller ring forbundet."),
    "whom": N_("Velg hvilket forbund filene gjelder."),
    "long": N_("Merknaden kan være på inntil %(longest)s tegn. Kort den ned, og prøv igjen."),
    "id": N_("Merknaden har et fødselsnummer. Skriv navnet i stedet, eller ansattnummeret."),
    "signs": N_("Merknaden har tegn som ikke kan vises. Skriv den på nytt her."),
    "full": N_(
        "Filene er ikke mottatt, fordi det er fullt hos oss. Feilen er vår, og vi har fått beskjed. Prøv igjen senere."
    ),
    "away": N_(
        "Filene er ikke mottatt, fordi noe hos oss ikke svarer akkurat nå. Det er ikke noe galt med dem. "
        "Prøv igjen om litt."
    ),
    "alone": N_("Kryss av for at filene bare gjelder dette forbundet."),
    "of_others": N_(
        "«%(name)s» gjelder et annet forbund, og kan ikke sendes hit. Ta den bort, så kan du sende resten."
    ),
    "whose": N_("Velg hvilket forbund filene skal sendes til."),
    "changed": N_("Filene er endret etter at du åpnet siden. Se over dem slik de er nå, og prøv igjen."),
    "list_changed": N_(
        "Trekklisten er endret etter at du åpnet siden. Ingenting er tatt inn. Se over radene slik de er nå, og prøv "
        "igjen."
    ),
    "touched": N_(
        "Listen er endret etter at filene ble tatt inn, så de kan ikke tas ut samlet. Rett radene i listen i stedet."
    ),
    "no_files": N_("Alle filene er tatt bort. Last opp minst én fil, og prøv igjen."),
}


class Fault(NamedTuple):
    """Something that is wrong: the field that it belongs to, the code of a sentence, and the file's name."""

    field: str
    code: str
    name: str = ""

    @property
    def sentence(self) -> str:
        """What to do about it, in the language spoken."""
        return gettext(
            SENTENCES[self.code],
            name=self.name,
            endings=", ".join(ENDINGS),
            most=MOST_FILES,
            longest=REMARK_MAX,
        )


def by_field(faults: list[Fault]) -> dict[str, str]:
    """The sentences for each field."""
    found: dict[str, list[str]] = {}
    for fault in faults:
        found.setdefault(fault.field, []).append(fault.sentence)
    return {field: " ".join(sentences) for field, sentences in found.items()}
