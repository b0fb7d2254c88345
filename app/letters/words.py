"""The words of the letters that the portal makes: plain text with named fields, never anything that is run.

A field is its name in braces.  Whatever else stands in braces is left as it is.  Paragraphs are parted by an empty
line; `{personer}` stands in a paragraph of its own, and the table of people comes there.
"""

import re
from collections.abc import Mapping

from app.i18n import N_, gettext

FIELDS = {
    "virksomhet": N_("virksomhetens navn"),
    "orgnr": N_("organisasjonsnummeret"),
    "arbeidsgiver_id": N_("arbeidsgiver-ID-en"),
    "forbund": N_("forbundets navn"),
    "dato": N_("dagens dato"),
    "antall": N_("hvor mange personer brevet gjelder"),
    "personer": N_("tabellen med personer, i et eget avsnitt"),
}
TABLE = "{personer}"
LONGEST_TITLE, LONGEST_BODY = 120, 6000

_FIELD = re.compile(r"\{([a-zæøå_]{1,40})\}")

TITLES = {
    "START": N_("Start av fagforeningstrekk"),
    "STOP": N_("Stopp av fagforeningstrekk"),
    "CHANGE": N_("Endring av fagforeningstrekk"),
}
BODIES = {
    "START": N_(
        "Til {virksomhet}\n\nDere skal begynne å trekke fagforeningskontingent til {forbund} for dem som står her. "
        "Trekket begynner med lønnen for datoen i tabellen.\n\n{personer}\n\nPersonene kommer med på den neste "
        "trekklisten. Kryss av i portalen når trekket er lagt inn i lønnssystemet."
    ),
    "STOP": N_(
        "Til {virksomhet}\n\nDere skal slutte å trekke fagforeningskontingent til {forbund} for dem som står her. "
        "Datoen i tabellen er den siste dagen det skal trekkes for.\n\n{personer}\n\nKryss av i portalen når trekket "
        "er stoppet i lønnssystemet."
    ),
    "CHANGE": N_(
        "Til {virksomhet}\n\nTrekket til {forbund} er endret for dem som står her. Det nye trekket gjelder fra datoen "
        "i tabellen.\n\n{personer}\n\nKryss av i portalen når endringen er lagt inn i lønnssystemet."
    ),
}


def usual(kind: str) -> tuple[str, str]:
    """Title and body where the union has none of its own, in the language spoken."""
    return gettext(TITLES[kind]), gettext(BODIES[kind])


def faults(title: str, body: str) -> dict[str, tuple[str, dict[str, str]]]:
    """What is wrong, by field: a code of `i18n/say.py` and its values."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    if not title.strip() or len(title) > LONGEST_TITLE:
        found["title"] = ("template.title", {"most": str(LONGEST_TITLE)})
    unknown = sorted({name for name in _FIELD.findall(title + body) if name not in FIELDS})
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in FIELDS)
        found["body"] = ("template.field", {"field": f"{{{unknown[0]}}}", "known": known})
    elif len(body) > LONGEST_BODY:
        found["body"] = ("template.long", {"most": str(LONGEST_BODY)})
    elif paragraphs(body).count(TABLE) != 1 or (title + body).count(TABLE) != 1:
        found["body"] = ("template.table", {})
    return found


def paragraphs(body: str) -> list[str]:
    """Its paragraphs; a single line break stays within one."""
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    return [part.strip() for part in re.split(r"\n[ \t]*\n", text) if part.strip()]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The fields filled in, each once: what a value holds is not looked at again."""
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), text)
