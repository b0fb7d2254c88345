"""The confidentiality declaration («taushetserklæring»): its standard text, and which text somebody reads."""

import hashlib
from dataclasses import dataclass

LANGUAGES = ("nb", "nn", "en")

STANDARD = {
    "nb": (
        "I Trekkportalen får jeg se hvem som er medlem i et fagforbund. Det er en særlig kategori av"
        " personopplysninger, og den som er medlem, skal kunne stole på at det ikke blir kjent for andre enn dem som"
        " trenger å vite det.\n\n"
        "Jeg bruker opplysningene bare til å trekke og levere fagforeningskontingent, og til det forbundet ber om i"
        " portalen.\n\n"
        "Jeg forteller dem ikke videre, heller ikke til kolleger som ikke trenger dem i arbeidet sitt, og jeg lar ikke"
        " skjermbilder, filer eller utskrifter ligge der andre kan se dem.\n\n"
        "Jeg deler ikke passordet mitt eller engangskoder med noen, og jeg logger ut når jeg er ferdig.\n\n"
        "Taushetsplikten gjelder også etter at jeg har sluttet i jobben."
    ),
    "nn": (
        "I Trekkportalen får eg sjå kven som er medlem i eit fagforbund. Det er ein særleg kategori av"
        " personopplysningar, og den som er medlem, skal kunne stole på at det ikkje blir kjent for andre enn dei som"
        " treng å vite det.\n\n"
        "Eg bruker opplysningane berre til å trekkje og levere fagforeiningskontingent, og til det forbundet ber om i"
        " portalen.\n\n"
        "Eg fortel dei ikkje vidare, heller ikkje til kollegaer som ikkje treng dei i arbeidet sitt, og eg lèt ikkje"
        " skjermbilete, filer eller utskrifter liggje der andre kan sjå dei.\n\n"
        "Eg deler ikkje passordet mitt eller eingongskodar med nokon, og eg loggar ut når eg er ferdig.\n\n"
        "Teieplikta gjeld òg etter at eg har slutta i jobben."
    ),
    "en": (
        "In Trekkportalen I see who is a member of a trade union. This is a special category of personal data, and"
        " members must be able to trust that it is known only to those who need to know it.\n\n"
        "I use the data only to deduct and report union dues, and for what the union asks for in the portal.\n\n"
        "I do not pass it on, not to colleagues either who do not need it in their work, and I do not leave"
        " screenshots, files or printouts where others can see them.\n\n"
        "I do not share my password or one-time codes with anyone, and I sign out when I am done.\n\n"
        "The duty of confidentiality remains after I have left the job."
    ),
}
"""What a union has until it publishes a text of its own.  A new wording here is a new version for new unions alone."""


@dataclass(frozen=True, slots=True)
class TheDeclaration:
    """The version of a union's declaration that somebody is to accept; `texts` by language."""

    id: int
    union_id: int
    union_name: str
    version: int
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """One text, and the unions whose it is."""

    text: str
    unions: list[str]
    language: str

    @property
    def paragraphs(self) -> list[str]:
        return [one.strip() for one in self.text.split("\n\n") if one.strip()]


def language_in(texts: dict[str, str], language: str) -> str:
    """The reader's language where there is a text in it, else bokmål, else whichever there is."""
    return next(one for one in (language, *LANGUAGES) if one in texts)


def text_in(texts: dict[str, str], language: str) -> str:
    """The text as this reader sees it."""
    return texts[language_in(texts, language)]


def worded(declarations: list[TheDeclaration], language: str) -> list[Wording]:
    """Each text once, however many unions have it."""
    found: dict[str, Wording] = {}
    for one in declarations:
        text = text_in(one.texts, language)
        if text in found:
            found[text].unions.append(one.union_name)
        else:
            found[text] = Wording(text, [one.union_name], language_in(one.texts, language))
    return list(found.values())


def digest(text: str) -> str:
    """What shows later that it was this text."""
    return hashlib.sha256(text.encode()).hexdigest()
