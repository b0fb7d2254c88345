"""Kinds of deduction: what is plainly no union's, what undoes a line, and what is a remark only."""

import re

from app.intake.amounts import NOTHING
from app.intake.cells import Cell, text_of
from app.intake.headings import fold, role_of

UNRELATED = re.compile(
    r"skatt|kantin[ea]|parkering|lunsj|lunch|bidrag|pa ?legg|husleie|pensjon|\botp\b|\bafp\b|(?<!ut)(?<!opp)gave|"
    r"idrett|arbeids ?(?:toy|klaer|klede)|verne ?(?:toy|sko|utstyr)|\bverktoy|personal ?bolig|\bhybel|brakke|"
    r"kost ?(?:penger|og)|losji|innkvart|overnatting|nokkel|uniform|mobil|bredband|strom\b|inkasso|"
    r"gjeld|julebord|trivsel|(?:studie|bil|bolig|person|firma|bedrifts) ?lan\b|sykkel|\bbusskort|manedskort|work ?wear|"
    r"telefon|forskudd|firmabil|utlegg|hytte|lonnslan|aksje|spare|namsmann|frukt|kaffe|trening|"
    r"(?:^|\d |\b(?:trekk|avdra?g|avdr|\w*betaling|renter?|av|pa|for) )lan\b|"
    r"matpenger|\bkost\b|personallan|velferd|barnehage|bompenger|tax|pension|meal|canteen|car park|\bparking|"
    r"\bloan|accommodation|\bsavings?\b|garnish|medical|\brent\b|housing|\bbolig(?!fors)|bilordning|\badvance|\bgym\b|"
    r"child support|charity|lotteri|gavekort|blomster|\bkollekt\b|kantyna|pozyczk|"
    r"darlehen|miete|clothing|lodging|personale? ?(?:forening|klubb?\b)"
)
"""Deductions that are no union's, on folded text."""

OURS = re.compile(r"fagforen|kontingent|forbund|union|medlem")

_UNION_SHARE = re.compile(r"(fagforenings?|fag|forbunds?|forenings?|medlems?|union) ?bidrag")


def is_unrelated(text: str) -> bool:
    """Whether a kind of deduction is plainly no union's: «Kantine», «STAFF LOAN»."""
    return bool(UNRELATED.search(_UNION_SHARE.sub(" ", fold(text))))


_WAGE = re.compile(
    r"^(fast|time|maneds|grunn|regulativ|uke|akkord|base|hourly|monthly)? ?(lonn|pay|salary|wages?)\b|"
    r"^overtid|^overtime|tillegg$|^bonus|^provisjon|^diett|^kilometer|^kjoregodtgj|^ferie(penger|lonn)|"
    r"^(syke|sjuke)(penger|lonn)|^helligdag|^provision|^shift|^holiday pay|^gross|^brutto|^netto ?(lonn|utbet)"
)


def is_wage(text: str) -> bool:
    """Whether a line is plainly of what was earned: «Fastlønn», «Overtid 50 %»."""
    return bool(_WAGE.search(re.sub(r"^\d+ ", "", fold(text))))


_FOR_INFORMATION = re.compile(
    r"til orientering|til info|for information|for info\b|for your information|\bfyi\b|"
    r"(tidligere|allerede|previously|already) (inn)?(rapporter|betal|send|overfor|trukk|trekt|report|paid|submit|remit)"
)
_EARLIER = re.compile(
    r"tidligere|forrige|allerede|historikk|sist(e)? (maned|mnd|periode)|previous|last (month|period)|already|earlier|"
    r"\b(jan|feb|mar|apr|mai|may|jun|jul|aug|sep|o[kc]t|nov|de[sc])\w*\b|\b\d{1,2} 20\d\d\b|\b20\d\d \d{1,2}\b"
)


def is_for_information(text: str) -> bool:
    """«Forrige måned, kun til orientering» over lines that were reported before."""
    folded = fold(text)
    return len(text) < 120 and bool(_FOR_INFORMATION.search(folded) and _EARLIER.search(folded))


REMARK = re.compile(r"merknad|kommentar|notat|remark|comment|^note|^status|^melding|^arsak")
"""What is written here, or here and there, is no kind of deduction."""

UNDONE = re.compile(
    r"\beksempel\b|\bexample\b|ikke trukket|annuller|kansell|storno|slettet|utgar\b|not deducted|"
    r"cancel|\bstoppet\b|reversert|tilbakefort"
)

_BACK = re.compile(
    r"^(?:tilba[kg]e|refu|retur|korr|etterbetal|ettertr|juster|rettelse|retting|regul|differanse|correct|adjust|reversal|"
    r"retro|refund|nachberechn|nachzahl|korrektur|erstatt|gutschrift|ruckzahl|korekt|wyrown|zwrot|correctie|nabetal|"
    r"terugbetal|raettelse|aterbetal|efterbetal|efterregul|reglering|parandus|tagasi|atmaks|grazin|perskai)|"
    r"\betterslep\b|\barrears\b|\badj(?:ust\w*)?$"
)
_LEADING = re.compile(r"^\d+ ")
"""«5719 Korr. fagforeningstrekk»"""


def corrects(text: str) -> bool:
    """«Tilbakeført», «Korreksjon»: of the deduction beside it, and no union's name."""
    return bool(_BACK.search(_LEADING.sub("", fold(text)))) and not is_unrelated(text)


_OF_DUES = re.compile(r"kontingent|\bkont\b|\bktg\b|\bdues\b|fag ?forening|medlemsavgift|\bunion fee|fackavgift")
_DUES_WORDS = re.compile(
    r"\d+|fag|fagf\w{0,8}|fag?foreningstrekk|\w{0,14}kontingent\w{0,3}|kont|ktg|union|dues|fees?|membership|medlems\w{0,10}|"
    r"medlem|lokal|klubb|avdelings?|sentral\w*|trekk|trukket|etter\w*|tilbake\w*|refu\w*|retur|korr\w*|retting|rettelse|"
    r"juster\w*|regul\w*|diff\w*|rest|resten|manglende|ekstra|tillegg|innmeld\w*|avgift|fackavgift|arrears|late|extra|"
    r"correct\w*|adjust\w*|retro\w*|refund|betal\w*|betalt|prosent|fast|minste|minimum|ordinaer|siste|sist|forrige|"
    r"forsikring|fond|ou|og|av|for|fra|til|pga|pr|per|ny|feil|sats|mnd|maned\w*|month\w*|periode\w*|last|"
    r"(?:jan|feb|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|des|dec)\w*"
)


def only_dues(text: str) -> bool:
    """«Etterbet. kontingent», «Kontingent april»: of the dues, in words that name no union."""
    folded = fold(text)
    words = folded.split()
    return bool(_OF_DUES.search(folded)) and all(_DUES_WORDS.fullmatch(word) for word in words)


_MONTH = r"(?:maned\w*|manad\w*|mnd|periode?\w*|month|period|lonn\w*|kjoring\w*|run|pay)"
_CORRECTION = re.compile(
    r"\b(?:korr|korreksjon\w*|korrigering\w*|korrigert\w*|rettelse\w*|retting\w*|rettet|retta|justering\w*|justert|"
    r"justera\w*|etterslep|etterskudd\w*|avregning\w*|kreditering\w*|refusjon\w*|refunder\w*|"
    r"(?:etter|tilbake|for ?(?:mye|mykje|lite|hoyt|lavt) )(?:betal|trekk|trukke|trekt|for)\w*|etter(?:betal|beregn)\w*|"
    r"tilbakefor\w*|(?:forrige|forre|fyrre|forra|sist|siste|tidligere|tidlegare|prior|previous|last|earlier) "
    + _MONTH
    + r"|raettelse\w*|aterbetal\w*|efterbetal\w*|reglering\w*|adjustments?|corrections?|corrected|refund(?:ed|s)?|"
    r"reversals?|arrears|back ?pay|retro(?:active)?(?: pay)?|korekta|wyrownanie|zwrot|nachzahlung|korrektur|"
    r"ruckzahlung|erstattung|pataisym\w*|perskaiciavim\w*|"
    r"nachberechnung\w*|gutschrift|wyrownani\w*|correctie\w*|nabetaling\w*|terugbetaling\w*|tilbagebetal\w*|"
    r"efterregulering\w*|parandus\w*|tagasimakse\w*|labojum\w*)\b"
)
"""Words of correction that stand anywhere in a text."""


_FILLER = frozenset(
    "feil prosent sats trekk kontingent avvik diff differanse rest for fra til av pga grunnet manuell union dues "
    "wrong rate januar februar mars april mai juni juli august september oktober november desember jan feb mar "
    "apr jun jul aug sep sept okt nov des may june july march month maned mnd manad".split()
)


def only_corrects(text: str) -> bool:
    """«Prior month adjustment», «Korr. forrige måned, feil prosent»: a correction that names nobody.

    «Korreksjon Kari Olsen» and «Olsen, Kari – justert» may be of somebody else than the person above.
    """
    found = _CORRECTION.search(folded := fold(text))
    if not found or is_unrelated(text):
        return False
    words, before = text.split(), folded[: found.start()].split()
    if len(before) > 1 or (before and before[0] not in _FILLER and not "".join(words[1:2])[:1].islower()):
        return False  # «Kari Retting»
    return not _names_somebody(text)


def is_of_above(text: str) -> bool:
    """Whether a row with this text, and without id or number, belongs to the person above it."""
    return only_corrects(text) or ((corrects(text) or role_of(text) == "part") and not _names_somebody(text))


def _names_somebody(text: str) -> bool:
    """Whether two words beside those of correction may be a name."""
    rest = set(_CORRECTION.sub(" ", fold(text)).split()) - _FILLER
    words = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1 and fold(word) in rest]
    return len([word for word in words if word[:1].isupper() and not _BACK.search(fold(word))]) > 1


_UNIT = re.compile(
    r"\d{9}|^avd(?:eling)?\b|^dept?\b|^seksjon\b|mottak|kreditor|leverandor|\bunder ?(?:en(?:het|ing)|avd)"
)


_CODED_SECTION = re.compile(
    r"(?:organisasjon|fag ?forening|fag ?forbund|forbund|mottaker|kreditor|payee|creditor|union|trekk ?mottaker)s? ?"
    r"(?:kode|nr|nummer|num|id|code|no)? (?=.*\d)[a-z]{0,2} ?\d{1,6}"
)


def is_coded_section(text: str) -> bool:
    """«Organisasjonskode: 12» over the lines of a union that is not named."""
    return bool(_CODED_SECTION.fullmatch(fold(text)))


def heads_another_kind(text: str) -> bool:
    """«7200 Bedriftens kaffekasse» over lines of its own, but not «Solvang barnehage (underenhet 3…)»."""
    folded = fold(text)
    unrelated = len(text) <= 60 and ":" not in text and bool(UNRELATED.search(folded)) and not _UNIT.search(folded)
    return unrelated or is_coded_section(text)


def heading_after(text: str, heading: str, *, named: bool) -> str:
    """«7200 Bedriftens kaffekasse» heads lines of another kind, until a union is `named` or its dues are spoken of."""
    if heads_another_kind(text):
        return text
    return "" if named or OURS.search(fold(text)) else heading


_AWAY = re.compile(
    r"\b(?:slutt|fratr|avslutt|oppsagt|sykm|syk|sjuk|perm|ulonn|ulonet|uten (?:lonn|trekk)|utan (?:lonn|trekk)|"
    r"ingen (?:lonn|trekk)|ikke (?:lonn|trekk|trukket)|ikkje|left|leave|unpaid|resigned|no (?:pay|deduction)|"
    r"orlov|tjanstledig)"
)


def says_away(cell: Cell) -> bool:
    """A dash, or a word of leave: «Permisjon», «sluttet»."""
    text = text_of(cell).strip()
    return text in NOTHING or bool(_AWAY.search(fold(text)))
