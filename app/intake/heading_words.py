"""The field's words for the heads of columns and for sums, and the words that lead astray (`intake.md`, section 5).

Written on folded text (`headings.fold`): patterns, parted by three blanks or a new line.
"""

import re


def _any(patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in re.split(r" {3,}|\n *", patterns.strip())))


# Tried in this order; the first that fits names the column.
RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "birth_date",
        _any(r"""
            ^fods?e?l?s? ?dato   ^fodt( dato)?$   ^f dato$   birth ?date   date of birth   ^fodelsedatum
            ^fodselsdag   ^dob$
        """),
    ),
    (
        "national_id",
        _any(r"""
            f.dsels ?(og person)?(nr|num|n$)   fodsels? og person   ^fods? nr   ^f ?nr\b   ^f nummer
            person ?(nr|num|id)\b   ^personnr   personnummer   ^pnr\b   ^p nr\b   ^pers nr$   nasj\w* ?id
            national (identity|identification|id)   \bssn\b   social security   ^d ?n(umme)?r\b   identitetsn
            personal (id|identity|number)   ^id ?n(umme)?r$   ^fnr   birth (number|no)   ^fodselsn
            norwegian id   ^national identifier   ^11 siffer   ^fodsel\w* \d* ?siffer   ^fdnr   ^fod ?nr
            ^identity n
        """),
    ),
    (
        "member_no",
        _any(r"""
            medl\w* ?(nr|num|no|id)   ^medlnr   medlemsn   member(ship)? ?(no|num|id)   ^medlems ?id
            union (member )?(no|number|id)$
        """),
    ),
    (
        "employee_no",
        _any(r"""
            ansatt ?(nr|num|no|id)   ^ans ?(nr|num|id)?$   ^ansnr   ^anr$   ^a nr$
            lonns? ?(tak\w* ?)?(nr|num)(?!.*art)\b   lonnsnummer   medarbe?i?[dj]?\w*( (nr|num|id)|r(nr|num|id))
            ^ress?(urs)? ?(nr|num|id)?$   ^persnr   pers ?nr   personell ?n   personal ?(nr|num)   tilsett ?n
            tilsattn   ^ident$   employee ?(no|num|id|code)?$   employee (no|num|id)   worker ?(id|no|num)
            ^nr$   ^no$   ^nummer$   arb\w*taker ?(nr|num|id)   anst\w* ?(nr|num|id)   ^staff (no|id|num)
            ^emp ?(no|id|nr|num)   payroll (no|id|num)   ^stamnr   ^id$   ^ansatt id   personnel n
        """),
    ),
    (
        "row_no",
        _any(r"""
            ^lope ?(nr|num)   ^lnr$   ^linje(nr)?$   ^rad(nr)?$   ^line( no)?$   ^row   ^pos(nr)?$   ^seq
        """),
    ),
    (
        "period",
        _any(r"""
            trekk ?periode   lonns? ?periode   ^periode?n?$   ^i periode   ^for periode   lonns? ?maned
            trekk ?maned   ^maned   ^mnd$   ^termin   pay ?period   ^period$   ^month   for period
            ^gjelder( maned| periode)?$   ^opptjening\w*   ^per$   period (start|end|from|to|begin\w*)
            ^maned ar   ^ar maned   kontingent ?periode   ^manad$   ^avregningsperiode
            ^periode (fra|til|start|slutt)   ^fra (dato|periode)$   ^til (dato|periode)$   ^in period
            ^betalingsperiode   ^kontingentmaned
        """),
    ),
    (
        "year",
        _any(r"""
            ^ar$   ^ars?tall$   ^year$   ^lonns? ?ar$   ^inntekts?ar$   ^wage year
        """),
    ),
    (
        "date",
        _any(r"""
            dato$   ^dato   \bdate\b   utbetalt$   utskrevet   startet   ^sluttet   ^fra$   ^til$   ^fom$
            ^tom$   utbetaling dato   ^start$   ^slutt$
        """),
    ),
    (
        "subunit",
        _any(r"""
            under ?enhet   virksomhet(snr|snummer)?$   ^avd\w* orgnr   ^bedrifts? ?(nr|nummer|id)   sub ?unit
            establishment
        """),
    ),
    (
        "orgnr",
        _any(r"""
            \borg\w* ?(nr|num|no\b)   orgnr   foretaks? ?(nr|num)   ^juridisk enhet   ^hovedenhet
            legal (entity|unit)( reg)?   company (reg|no|num|id)   ^arbeidsgiver ?(nr|num|id|orgnr)
            enterprise n   business reg   ^organisation$   ^foretak$   ^arbgiver ?nr
        """),
    ),
    (
        "other_id",
        _any(r"""
            konto   ^kid\b   account   \biban\b   ^bilag   ^kto   telefon   mobil   ^tlf   post ?n(umme)?r
            voucher   referanse   ^ref\b   ^e ?post   ^e ?mail   phone   stillingskode   ^yrke   ^kjoring
            run n   ^lonnskjoring   ^versjon
        """),
    ),
    (
        "union",
        _any(r"""
            ^fag ?forening$   ^fag ?forbund$   ^forbund$   ^union( name| code)?$
            fagforenings? ?(navn|kode|nr)   forbunds?(navn|kode| kode)   ^organisasjon$
            ^leverandor( ?navn)?$   ^mottaker$   ^kreditor   ^trekkmottaker   ^mottakar$   ^creditor   ^payee
            ^fackforbund$   ^foreninga?$
        """),
    ),
    (
        "middle_name",
        _any(r"""
            ^mellomn(avn|amn|\b)   ^middle name   ^mellannamn
        """),
    ),
    (
        "last_name",
        _any(r"""
            etternam?v?n   last ?name   surname   family name   ^efternamn   slektsnavn   ^enavn$
        """),
    ),
    (
        "first_name",
        _any(r"""
            for ?(og )?(mellom)?namn?v?n?$   ^for ?navn   ^for og mellom   forenam   first ?name   given name
            ^fornamn   ^forenavn   ^fnavn$
        """),
    ),
    (
        "department",
        _any(r"""
            avdeling(snavn)?$   ^avd( ?nr| ?navn| ?nummer)?$   ^avdelingsn   ^dep\w*   ^kost\w*   ^cost
            ^sted$   ^enhet$   koststed   ^prosjekt   ^project   ^stillings? ?(tittel|navn)?$   ^tittel$
            ^lokallag$   ^klubb$   ^region   ^ansvar$   ^k sted$   ^location   ^arbeidssted
        """),
    ),
    (
        "company",
        _any(r"""
            ^firma(navn)?$   ^bedrift(snavn)?$   ^arbeidsgiver( ?navn)?$   ^selskap(snavn)?$
            ^employer( name)?$   ^company( name)?$   ^klient(navn)?$
            ^navn (firma|bedrift|arbeidsgiver|selskap)$   ^foretaks?navn$   ^virksomhets?navn$
            ^arbeidsgjevar$
        """),
    ),
    (
        "name",
        _any(r"""
            ^navn   \bnavn$   ^namn   ^ansatt(e|es)?( ?navn)?$   ^medarb\w*( navn)?$   ^fullt? navn
            ^medlem(snavn)?$   ^worker( name)?$   ^employee name   ^name$   full name   etternavn
            ^arb\w*taker( navn)?$   ^person(navn)?$   ^ressnr t$   ^ressurs t$   ^tilsett( namn)?$
            ^staff name   ^member name   ^member$   ^lonnstaker$   ^lonnsmottaker   ^anstalld
        """),
    ),
    (
        "wage_type",
        _any(r"""
            ^lonns? ?art\w*( navn| tekst| nr)?$   ^la( nr)?$   ^art$   ^trekk ?(kode|type|art|tekst|nr)
            ^tekst$   pay ?code   wage type   ^text$   ^beskrivelse   ^description   ^type$   ^kode$   ^code$
            ^trekk ?navn   ^transaksjonstype   ^lart   ^lonnsart   ^deduction (type|code|name)   ^merknad
            ^kommentar   ^status$   ^notat   ^remark   ^comment   ^note   ^fri tekst   ^arsak   ^melding
        """),
    ),
)

DECOYS = _any(r"""
    grunnlag   brutto   netto   hittil   ^hia$   \bhia\b   \bytd\b   year to date   \bakk   accum   sa langt
    saldo   balance   \bsats   \brate\b   %   prosent   percent   \bpct\b   \bpst\b   avtalt   avtale   agreed
    ^skal\b   skal trekk   to be deducted   forventet   expected   differans   difference   \bdiff\b   avvik
    timer?\b   timel   hours?\b   (?<!i )\blonn(?!s? ?(trekk|art))   manedslonn   arslonn   gross   salary
    \bwages?\b(?! type)   \bpay\b(?! ?(code|period))   stilling   konto   \bkid\b   forrige   previous
    last month   \bmin\b   \bmaks?\b   \bmax\b   minimum   maksimum   minste   antall   quantity   \bqty\b
    \bant\b   skatt   \btax   ferie   \bbase\b   basis   ^rest\b   restanse   gjeld   utestaende
    arbeidsgiveravg   \baga\b   budsjett   i fjor   pliktig   inntekt   income   fakt   enhet   units?\b
    faktor   hele aret   \bper ar\b   pr ar\b   arlig   annual   yearly   utbetal   til gode   resterende
    remaining   gjenst   opptjent   alder   \bage\b   ansiennitet   tariff   ordinar   normal   planlagt
    ^tak$   ^gulv$   \bifjor\b   forskudd   planned   scheduled   ikke trukket   not deducted   manglende
    cumul   kumul   bruttolonn   neste   next   \bcap\b   tidligere   endring\b   indtaegt   lonindk\w*
    arbeidsgivers? (andel|del|avg|bidrag|ou)   \bou arbeidsgiver   employer s? ?(share|part|contrib|cost)
""")

STRONG = _any(r"""
    trukket   trekt   fagforenings? ?trekk   trekk ?belop   deducted   deduction(s)?( amount)?$
    union (dues|fee|deduction)   \bdues\b   kontingent ?trekk   trekk denne   denne (periode|maned|mnd|utbet)
    ^trekkes$   ^sum trekk   trekk i kr   this (period|month)   medlemskontingent   fackavgift   draget
    ^trekk kr$   dragits   trekk nok
""")

WEAK = _any(r"""
    belop   ^trekk\b   \btrekk$   ^sum\b   \bsum$   amount   ^total   \btotalt?$   ^kr$   ^nok$   \bkroner$
    fradrag   result value   avdrag   avgift   ^i alt$   til sammen   totalsum   sluttsum   ^verdi$   ^value$
    innbetalt   ^a betale$   paid   medlemsavgift   withheld   \btraek\b   ^utfort\b
""")

PARTS = _any(r"""
    kontingent   forsikr\w*   \bou\b   ou (fond|midler|avgift)   innbo   premie   insurance   klubb
    lokal(lag|t|e)?   avdelings?(kontingent|tillegg|andel)   \bfond\b   kollektiv   \breise\b   grunnfors
    \blocal\b   tilleggs?   gruppeliv   advokat   \bdel\b   andel   streik   solidaritet   opplysning
    korreksjon   tilbake\w*   refusjon   refundert   kreditert   retur   etterslep   \bkorr\b   etterbetal\w*
""")

TOTAL = _any(r"""
    ^(sub|del|mellom|total|slutt|brutto|netto)? ?sum(mer?t?|ma)?\b   ^tot(al(t|sum|er|s|en)?)?\b   ^i alt\b
    ^til ?samm[ae]n\b   \btotal(t|sum)?$   \bi alt$   \btil sammen$   ^transport\b   ^overfort?\b
    ^carried forward   ^grand total   ^antall\b   ^alle (ansatte|avdelinger|personer)\b   avdelings?total
    ^(bedrifts?|firma|forbunds?|hoved|slutt|kontroll|avdelings?)sum
    \bsum (avd|for|trekk|avdeling|i alt|total|side|denne)   til utbetaling   ^å? ?overfor   ^delsum
    ^side ?sum   ^sum\W   ^til overforing   ^summa   ^count\b   ^ialt\b   ^saldo\b   ^number of
    ^ant\b( ansatte| personer)?   ^kontrollsum   ^a overfore   ^a betale
""")

# «Trekkode» and «Lønnsperiode» speak of something else than an amount.
NOT_MONEY = _any(r"""
    trekk ?(kode|type|art\b|tekst|nr|navn|periode|maned|mottaker|dato)   dato\b   periode$   \bnr$   ^navn   konto ?n
    ^lonns? ?(nr|num|periode|maned|ar$|ar |art|tak)   orgnr   ^medl\w* ?(nr|no|num)   lonnstaker   lonnsmottaker
""")

# «Trukket hittil i år» is not what was deducted this month.
SPOILED = _any(r"""
    hittil   ytd   \bakk   grunnlag   sats   forrige   ikke trukket   not deducted   differans   avvik   skal   prosent
    \bpct\b   %   avtalt   to be   arlig   cumul   kumul   year to date   tidligere   minimum   maks   so far   sa langt
""")
