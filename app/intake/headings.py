"""What the heads of columns say: the field's words for each thing, and the words that lead astray."""

import re
import unicodedata
from functools import lru_cache

_FOLD = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ö": "o", "ä": "ae", "é": "e", "è": "e", "ü": "u"})
_BREAKS = re.compile(r"[\s\-–—_/\\|·•:;,()\[\]\"'*#]+")


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """'fodselsnr' for 'FØDSELSNR.', 'Foedselsnr:' and the like; words parted by one blank."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"aa", "a", re.sub(r"oe", "o", plain)).translate(_FOLD).replace("\ufffd", "o")
    plain = re.sub(r"(?<=\w)\.(?=\w)", " ", plain)
    return _BREAKS.sub(" ", plain).replace(".", " ").strip().replace("  ", " ")


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


# Tried in this order; the first that fits names the column.  Written on folded text.
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("birth_date", _any(r"^fods?e?l?s? ?dato", r"^fodt( dato)?$", r"^f dato$", r"birth ?date", r"date of birth", r"^fodelsedatum", r"^fodselsdag", r"^dob$")),
    (
        "national_id",
        _any(
            r"f.dsels ?(og person)?(nr|num|n$)", r"fodsels? og person", r"^fods? nr", r"^f ?nr\b", r"^f nummer", r"person ?(nr|num|id)\b",
            r"^personnr", r"personnummer", r"^pnr\b", r"^p nr\b", r"^pers nr$", r"nasj\w* ?id", r"national (identity|identification|id)", r"\bssn\b",
            r"social security", r"^d ?n(umme)?r\b", r"identitetsn", r"personal (id|identity|number)", r"^id ?n(umme)?r$", r"^fnr", r"birth (number|no)",
            r"^fodselsn", r"norwegian id", r"^national identifier", r"^11 siffer", r"^fodsel\w* \d* ?siffer", r"^fdnr", r"^fod ?nr", r"^identity n",
        ),
    ),
    ("member_no", _any(r"medl\w* ?(nr|num|no|id)", r"^medlnr", r"medlemsn", r"member(ship)? ?(no|num|id)", r"^medlems ?id", r"union (member )?(no|number|id)$")),
    (
        "employee_no",
        _any(
            r"ansatt ?(nr|num|no|id)", r"^ans ?(nr|num|id)?$", r"^ansnr", r"^anr$", r"^a nr$", r"lonns? ?(tak\w* ?)?(nr|num)(?!.*art)\b", r"lonnsnummer", r"medarb\w* ?(nr|num|id)",
            r"^ress?(urs)? ?(nr|num|id)?$", r"^persnr", r"pers ?nr", r"personell ?n", r"personal ?(nr|num)", r"tilsett ?n", r"tilsattn", r"^ident$", r"employee ?(no|num|id|code)?$",
            r"employee (no|num|id)", r"worker ?(id|no|num)", r"^nr$", r"^no$", r"^nummer$", r"arb\w*taker ?(nr|num|id)", r"anst\w* ?(nr|num|id)", r"^staff (no|id|num)",
            r"^emp ?(no|id|nr|num)", r"payroll (no|id|num)", r"^stamnr", r"^id$", r"^ansatt id", r"personnel n",
        ),
    ),
    ("row_no", _any(r"^lope ?(nr|num)", r"^lnr$", r"^linje(nr)?$", r"^rad(nr)?$", r"^line( no)?$", r"^row", r"^pos(nr)?$", r"^seq")),
    ("period", _any(
        r"trekk ?periode", r"lonns? ?periode", r"^periode?n?$", r"^i periode", r"^for periode", r"lonns? ?maned", r"trekk ?maned", r"^maned", r"^mnd$", r"^termin", r"pay ?period", r"^period$",
        r"^month", r"for period", r"^gjelder( maned| periode)?$", r"^opptjening\w*", r"^per$", r"period (start|end|from|to|begin\w*)", r"^maned ar", r"^ar maned", r"kontingent ?periode", r"^manad$", r"^avregningsperiode",
        r"^periode (fra|til|start|slutt)", r"^fra (dato|periode)$", r"^til (dato|periode)$", r"^in period", r"^betalingsperiode", r"^kontingentmaned",
    )),
    ("year", _any(r"^ar$", r"^ars?tall$", r"^year$", r"^lonns? ?ar$", r"^inntekts?ar$", r"^wage year")),
    ("date", _any(r"dato$", r"^dato", r"\bdate\b", r"utbetalt$", r"utskrevet", r"startet", r"^sluttet", r"^fra$", r"^til$", r"^fom$", r"^tom$", r"utbetaling dato", r"^start$", r"^slutt$")),
    ("subunit", _any(r"under ?enhet", r"virksomhet(snr|snummer)?$", r"^avd\w* orgnr", r"^bedrifts? ?(nr|nummer|id)", r"sub ?unit", r"establishment")),
    ("orgnr", _any(r"org\w* ?(nr|num|no)", r"^orgnr", r"foretaks? ?(nr|num)", r"^juridisk enhet", r"^hovedenhet", r"legal (entity|unit)( reg)?", r"company (reg|no|num|id)", r"^arbeidsgiver ?(nr|num|id|orgnr)", r"enterprise n", r"business reg", r"^organisation$", r"^foretak$", r"^arbgiver ?nr")),
    ("other_id", _any(r"konto", r"^kid\b", r"account", r"\biban\b", r"^bilag", r"^kto", r"telefon", r"mobil", r"^tlf", r"post ?n(umme)?r", r"voucher", r"referanse", r"^ref\b", r"^e ?post", r"^e ?mail", r"phone", r"stillingskode", r"^yrke", r"^kjoring", r"run n", r"^lonnskjoring", r"^versjon")),
    ("union", _any(r"^fag ?forening$", r"^fag ?forbund$", r"^forbund$", r"^union( name| code)?$", r"fagforenings? ?(navn|kode|nr)", r"forbunds?(navn|kode| kode)", r"^organisasjon$", r"^leverandor( ?navn)?$", r"^mottaker$", r"^kreditor", r"^trekkmottaker", r"^mottakar$", r"^creditor", r"^payee", r"^fackforbund$", r"^foreninga?$")),
    ("last_name", _any(r"etternam?v?n", r"last ?name", r"surname", r"family name", r"^efternamn", r"slektsnavn", r"^enavn$")),
    ("first_name", _any(r"for ?(og )?(mellom)?namn?v?n?$", r"^for ?navn", r"^for og mellom", r"forenam", r"first ?name", r"given name", r"^fornamn", r"^forenavn", r"^fnavn$", r"^middle name$", r"^mellomnavn")),
    ("department", _any(r"avdeling(snavn)?$", r"^avd( ?nr| ?navn| ?nummer)?$", r"^avdelingsn", r"^dep\w*", r"^kost\w*", r"^cost", r"^sted$", r"^enhet$", r"koststed", r"^prosjekt", r"^project", r"^stillings? ?(tittel|navn)?$", r"^tittel$", r"^lokallag$", r"^klubb$", r"^region", r"^ansvar$", r"^k sted$", r"^location", r"^arbeidssted")),
    ("company", _any(r"^firma(navn)?$", r"^bedrift(snavn)?$", r"^arbeidsgiver( ?navn)?$", r"^selskap(snavn)?$", r"^employer( name)?$", r"^company( name)?$", r"^klient(navn)?$", r"^foretaks?navn$", r"^virksomhets?navn$", r"^arbeidsgjevar$")),
    ("name", _any(r"^navn", r"\bnavn$", r"^namn", r"^ansatt(e|es)?( ?navn)?$", r"^medarb\w*( navn)?$", r"^fullt? navn", r"^medlem(snavn)?$", r"^worker( name)?$", r"^employee name", r"^name$", r"full name", r"etternavn", r"^arb\w*taker( navn)?$", r"^person(navn)?$", r"^ressnr t$", r"^ressurs t$", r"^tilsett( namn)?$", r"^staff name", r"^member name", r"^member$", r"^lonnstaker$", r"^lonnsmottaker", r"^anstalld")),
    ("wage_type", _any(r"^lonns? ?art\w*( navn| tekst| nr)?$", r"^la( nr)?$", r"^art$", r"^trekk ?(kode|type|art|tekst|nr)", r"^tekst$", r"pay ?code", r"wage type", r"^text$", r"^beskrivelse", r"^description", r"^type$", r"^kode$", r"^code$", r"^trekk ?navn", r"^transaksjonstype", r"^lart", r"^lonnsart", r"^deduction (type|code|name)", r"^merknad", r"^kommentar", r"^status$", r"^notat", r"^remark", r"^comment", r"^note", r"^fri tekst", r"^arsak", r"^melding")),
)

_DECOYS = _any(
    r"grunnlag", r"brutto", r"netto", r"hittil", r"^hia$", r"\bhia\b", r"\bytd\b", r"year to date", r"\bakk", r"accum", r"sa langt", r"saldo", r"balance", r"\bsats", r"\brate\b", r"%",
    r"prosent", r"percent", r"\bpct\b", r"\bpst\b", r"avtalt", r"avtale", r"agreed", r"^skal\b", r"skal trekk", r"to be deducted", r"forventet", r"expected", r"differans", r"difference", r"\bdiff\b", r"avvik", r"timer?\b",
    r"timel", r"hours?\b", r"(?<!i )\blonn(?!s? ?(trekk|art))", r"manedslonn", r"arslonn", r"gross", r"salary", r"\bwages?\b(?! type)", r"\bpay\b(?! ?(code|period))", r"stilling", r"konto", r"\bkid\b", r"forrige", r"previous", r"last month",
    r"\bmin\b", r"\bmaks?\b", r"\bmax\b", r"minimum", r"maksimum", r"minste", r"antall", r"quantity", r"\bqty\b", r"\bant\b", r"skatt", r"\btax", r"ferie", r"\bbase\b", r"basis", r"^rest\b", r"restanse", r"gjeld", r"utestaende", r"arbeidsgiveravg", r"\baga\b",
    r"budsjett", r"i fjor", r"pliktig", r"inntekt", r"income", r"fakt", r"enhet", r"units?\b", r"faktor", r"hele aret", r"\bper ar\b", r"pr ar\b", r"arlig", r"annual", r"yearly", r"utbetal", r"til gode", r"resterende", r"remaining", r"gjenst", r"opptjent", r"alder", r"\bage\b", r"ansiennitet", r"tariff", r"ordinar", r"normal", r"planlagt", r"^tak$", r"^gulv$", r"\bifjor\b", r"forskudd", r"planned", r"scheduled", r"ikke trukket", r"not deducted", r"manglende", r"cumul", r"kumul", r"bruttolonn", r"neste", r"next", r"\bcap\b", r"tidligere",
)
_STRONG = _any(r"trukket", r"trekt", r"fagforenings? ?trekk", r"trekk ?belop", r"deducted", r"deduction(s)?( amount)?$", r"union (dues|fee|deduction)", r"\bdues\b", r"kontingent ?trekk", r"trekk denne", r"denne (periode|maned|mnd|utbet)", r"^trekkes$", r"^sum trekk", r"trekk i kr", r"this (period|month)", r"medlemskontingent", r"fackavgift", r"draget", r"^trekk kr$", r"dragits", r"trekk nok")
_WEAK = _any(r"belop", r"^trekk\b", r"\btrekk$", r"^sum\b", r"\bsum$", r"amount", r"^total", r"\btotalt?$", r"^kr$", r"^nok$", r"\bkroner$", r"fradrag", r"result value", r"avdrag", r"avgift", r"^i alt$", r"til sammen", r"totalsum", r"sluttsum", r"^verdi$", r"^value$", r"innbetalt", r"^a betale$", r"paid", r"medlemsavgift", r"withheld")
_PARTS = _any(r"kontingent", r"forsikr\w*", r"\bou\b", r"ou (fond|midler|avgift)", r"innbo", r"premie", r"insurance", r"klubb", r"lokal(lag|t|e)?", r"avdelings?(kontingent|tillegg|andel)", r"\bfond\b", r"kollektiv", r"\breise\b", r"grunnfors", r"\blocal\b", r"tilleggs?", r"gruppeliv", r"advokat", r"\bdel\b", r"andel", r"streik", r"solidaritet", r"opplysning", r"korreksjon", r"etterslep", r"\bkorr\b", r"etterbetal\w*")

_TOTAL = _any(
    r"^(sub|del|mellom|total|slutt|brutto|netto)? ?sum(mer?t?|ma)?\b", r"^tot(al(t|sum|er|s|en)?)?\b", r"^i alt\b", r"^til ?samm[ae]n\b", r"\btotal(t|sum)?$", r"\bi alt$", r"\btil sammen$", r"^transport\b", r"^overfort?\b", r"^carried forward", r"^grand total", r"^antall\b",
    r"^alle (ansatte|avdelinger|personer)\b", r"avdelings?total", r"^(bedrifts?|firma|forbunds?|hoved|slutt|kontroll|avdelings?)sum", r"\bsum (avd|for|trekk|avdeling|i alt|total|side|denne)", r"til utbetaling", r"^å? ?overfor", r"^delsum", r"^side ?sum", r"^sum\W", r"^til overforing", r"^summa", r"^count\b", r"^ialt\b", r"^saldo\b",
    r"^number of", r"^ant\b( ansatte| personer)?", r"^kontrollsum", r"^a overfore", r"^a betale",
)


@lru_cache(maxsize=20_000)
def role_of(heading: str) -> str | None:
    """The role that a heading names: one of the table's, 'amount' | 'part' | 'decoy' for money, or None."""
    text = fold(heading)
    if not text or len(text) > 70:
        return None
    if money := _money_role(text):
        return money
    return next((role for role, pattern in _RULES if pattern.search(text)), None)


def _money_role(text: str) -> str | None:
    if re.search(r"trekk ?(kode|type|art\b|tekst|nr|navn|periode|maned|mottaker|dato)|dato\b|periode$|\bnr$|^navn|konto ?n|^lonns? ?(nr|num|periode|maned|ar$|ar |art|tak)|orgnr|^medl\w* ?(nr|no|num)|lonnstaker|lonnsmottaker", text):
        if not re.search(r"denne periode|this period", text):
            return None
    if strength(text) == 5 and not re.search(r"hittil|ytd|\bakk|grunnlag|sats|forrige|ikke trukket|not deducted|differans|avvik|skal|prosent|\bpct\b|%|avtalt|to be|arlig|cumul|kumul|year to date|tidligere|minimum|maks|so far|sa langt", text):
        return "amount"
    if "%" in text or _DECOYS.search(text):
        return "decoy"
    if _PARTS.search(text):
        return "part"
    return "amount" if _WEAK.search(text) else None


def strength(text: str) -> int:
    """How plainly a (folded) heading says «what was deducted»: 5, 3, 2 for a part, 0."""
    if _STRONG.search(text):
        return 5
    return 3 if _WEAK.search(text) else 2 if _PARTS.search(text) else 0


_MAY_BE_TOTAL = re.compile(r"sum|tot|alt|sam|transp|overf|carr|ant|alle|saldo|count|number|betal|[Σ∑å]", re.I)


def is_total(text: str) -> bool:
    """'Sum avd. 10', 'Totalt', 'Til sammen': the row sums up and is nobody's."""
    return len(text) < 70 and _MAY_BE_TOTAL.search(text) is not None and _is_total(text)


@lru_cache(maxsize=20_000)
def _is_total(text: str) -> bool:
    folded = fold(text)
    return bool(folded) and len(folded) < 60 and bool(_TOTAL.search(folded)) or text.strip() in ("Σ", "∑")


@lru_cache(maxsize=20_000)
def is_grand_total(text: str) -> bool:
    """The sum of all, not of a department or a page."""
    folded = fold(text)
    return bool(re.search(r"total|i alt|ialt|samm[ae]n|sluttsum|grand|^sum$|kontrollsum|alle ", folded)) and not re.search(
        r"avd|side|page|delsum|sub|mellom|\d", folded
    )


MONTH_HEAD = re.compile(
    r"^(jan(uar)?|feb(ruar)?|mars?|apr(il)?|mai|juni?|juli?|aug(ust)?|sept?(ember)?|okt(ober)?|nov(ember)?|des(ember)?)( \d{2,4})?$|^(0?[1-9]|1[0-2]) 20\d\d$|^20\d\d (0[1-9]|1[0-2])$"
)
