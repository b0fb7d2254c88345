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
            ^fods?e?l?s? ?dato(?!( og| med|.?\+| &)? (person)?(nr|num))
            ^fodt( dato)?$   ^f dato$   birth ?date   date of birth   ^fodelsedatum
            ^fodselsdag   ^dob$   ^fodt dato   ^fodselsd$   ^geburtsdatum   ^geb( datum)?$   ^data urodzenia   ^foddato
        """),
    ),
    (
        "national_id",
        _any(r"""
            ^fodt( og)? ?(person|pers|p) ?(nr|num)   ^fods?e?l?s? ?dato( og| med|.?\+| &)? (person)?(nr|num)
            f.dsels ?(og person)?(nr|num|n$)   fodsels? og person   ^fods? nr   ^f ?nr\b   ^f nummer
            person ?(nr|num|id)\b   ^personnr   personnummer   ^pnr\b   ^p nr\b   ^pers nr$   nasj\w* ?id
            national (identity|identification|id)   \bssn\b   social security   ^d ?n(umme)?r\b   identitetsn
            personal (id|identity|number)   ^id ?n(umme)?r$   ^fnr   birth (number|no)   ^fodselsn
            norwegian id   ^national identifier   ^cpr   cpr ?(nr|num)   ^ni (no|number)$
            ^sozialversicherungs?n   ^pesel$   ^11 siffer   ^fodsel\w* \d* ?siffer   ^fdnr   ^fod ?nr
            ^perid$   ^identity n   ^n(ume)?r osobowy   ^asmens kod\w*   ^n(ume)?r ident\w*   ^ident\w* n(o|r|umber)\b
            ^nat\w* ?id\b   ^nid$   ^id (no|number)( nat\w*| no\w*)?$   ^personident\w*   ^folkereg\w*   ^fodsn\w*
            ^fodn$   ^personenkennzahl   ^rijksreg\w*   ^pesel fnr
            ^isikukood   ^personas kods   henkilotunnus   ^personal code   ^cnp$   ^bsn$   ^personn?ummer
            ^ident(yfikator)? (no|norw\w*)$   ^norw?\w* (id|ident|fnr)\b
        """),
    ),
    (
        "member_no",
        _any(r"""
            medl\w* ?(nr|num|no|id)   ^medlnr   medlemsn(r|um)?\b   memb(er(ship)?)? ?(no|num|id)   ^medlems ?id
            union (member )?(no|number|id)$   ^mitgl\w* ?n   ^medl$   ^m nr$   ^forbundsnr$
            (nr|numer) czlon\w*   ^nario (nr|num)\w*   ^biedra (nr|num)\w*   ^liikme ?(nr|num)\w*
            ^ff ?(medl\w* ?)?n(r|um\w*)$   ^jae?sen ?(nro|num)\w*   ^lid(matschaps)? ?(nr|num)\w*
            ^(union )?mbr( ?(no|num\w*|id|nr))?$   ^payee ref\w*$   ^ref\w* hos (mottaker|forbund)\w*
        """),
    ),
    (
        "employee_no",
        _any(r"""
            ansatte? ?(nr|num|no|id)   ^ans ?(nr|num|id)?$   ^ansnr   ^anr$   ^a nr$   ^ansattkode$   ^arbnr$
            lonns? ?((tak|mottak)\w* ?)?(nr|num(mer)?)(?!.*art)\b   lonnsnummer
            medarbe?i?[dj]?\w*( (nr|num|id)|r(nr|num|id))
            ^ress?(urs)? ?(nr|num|id)?$   ^resource ?(no|id|num)?$   ^persnr   pers ?nr   personell ?n
            personal ?(nr|num)   tilsett ?n   tilsattn   ^ident$   employee ?(no|num|id|code)?$
            employee (no|num|id)   worker ?(id|no|num|ref)   ^nr$   ^no$   ^nummer$   arb\w* ?tak\w* ?(nr|num|id)
            ^at ?nr$   ^per ?nr$   ^pers kode$   mitarbeitern   personaln   ^pers ?nummer$   ^staff$
            ^pernr$   ^clock (no|number)   ^pers no$   ^person ref   ^file (no|num|nr)   ^file$
            ^n(ume)?r (prac|ewid)\w*   ^lonn?r$   ^lonnum   anst\w* ?(nr|num|id)
            ^staff (no|id|num)   ^emp ?(no|id|nr|num)?$   ^emp ?(no|id|nr|num)   payroll (no|id|num)   ^stamnr
            ^id$   ^ansatt id   personnel n   ^(file|crew|badge|sap|hr|payroll|man|user) ?(no|num\w*|id|nr)$
            ^lons? ?(nr|num)   mitarbeiter ?(nr|num)
            ^(nr|numer|no|id|kod) (prac\w*|ewid\w*|ansatt\w*|tilsett\w*|emp\w*|lonn\w*)
            ^tj\w* ?(nr|num)   ^(numer|identyfikator)   ^tab(elio)? ?(nr|num)\w*   ^tootaja ?(nr|num|kood)\w*
            ^darb\w* (nr|num|kod)\w*   ^(henkilo|tyontekijae?) ?(nro|num)\w*   ^personeels? ?(nr|num)\w*   ^marca$
            ^empl ?(id|no|nr|num)\w*   ^(assignment|asg) (no|num\w*|id)$   ^global ?id$   ^works (no|num\w*)$   ^badge$
            ^(kort|kandidat|vikar|bruker|intern\w*) ?(nr|nummer|num|id)$   ^nr kadrow\w*   ^ma ?nr$
        """),
    ),
    (
        "row_no",
        _any(r"""
            ^lope ?(nr|num)   ^l ?nr$   ^linje(nr)?$   ^rad(nr)?$   ^line( no)?$   ^row   ^pos(nr)?$   ^seq
        """),
    ),
    (
        "period",
        _any(r"""
            ^(lonn|lonns|trekk)? ?mnd$   trekk ?periode   lonn?s? ?periode?   ^lone?periode?   ^periode?n?$
            ^i periode   ^for periode   lonn?s? ?ma(ne|na)d   lone ?manad   trekk ?maned
            ^(pay|payroll|wage) month   ^maned   ^mnd$   ^termin   pay(roll)? ?period   ^period$   ^month   for period
            ^gjelder( maned| periode)?$   ^opptjening\w*   ^per$   period (name|start|end|from|to|begin\w*)
            ^maned ar   ^ar maned   kontingent ?periode   ^manad$   ^avregningsperiode   ^pay end d(t|ate)$
            ^periode (fra|til|start|slutt)   ^fra (dato|periode)$   ^til (dato|periode)$   ^in period
            ^betalingsperiode   ^kontingentmaned   ^(l|f|fm|for|lonn?s?|trekk|in|avr|pay) ?per(iode?)?$
            ^miesiac   ^okres$   ^fpper$   ^inper$   ^for ?periode$
            ^monat$   \w+monat$   ^menuo$   ^laikotarpis$   ^menesis$   ^kuu$   ^periood$   ^(palkka)?kausi$
            ^kuukausi$   ^mand$   ^tijdvak$   ^abrechnungsperiode   ^avser manad   ^periode (a+m+|yyyymm|mm? ?a+)$
            ^lonnskjoring periode$   ^luna$   ^perioada$
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
            under ?(enhet|einin|ein$)   (?<!orgnr )(virksomhet|verksemd)(snr|snummer)?$   ^avd\w* orgnr
            ^bedrifts? ?(nr|nummer|id)   sub ?unit   establishment
        """),
    ),
    (
        "orgnr",
        _any(r"""
            \borg\w* ?(nr|num|no\b)   orgnr   foretaks? ?(nr|num)   ^jur(idisk)? ?enhet$   ^juridisk enhet
            ^hovedenhet   legal (entity|unit)( reg)?   company (reg|no|num|id)   ^arbeidsgiver ?(nr|num|id|orgnr)
            enterprise n   business reg   ^organisation$   ^foretak$   ^arbgiver ?nr
        """),
    ),
    (
        "other_id",
        _any(r"""
            konto(?!r)   ^kid\b   account   \biban\b   ^bilag   ^kto   telefon   mobil   ^tlf   post ?n(umme)?r
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
            ^fackforbund$   ^foreninga?$   ^emftx$   ^zwiazek( zawodowy)?$   ^profes\w* sajunga$   ^arodbiedriba$
            ^ametiuhing$   ^trade union$   ^fack$   ^(vendor|beneficiary|recipient|receiver)( name)?$   ^remit to$
            ^betalingsmottaker$   ^(ammatti)?liitto$   ^vakbond$   ^sindicat$   ^gewerkschaft$
        """),
    ),
    (
        "middle_name",
        _any(r"""
            ^mellomn(avn|amn|\b)   ^middle name   ^mellannamn   ^mellemnavn   ^mnavn$
        """),
    ),
    (
        "last_name",
        _any(r"""
            ^et+er ?n(am)?a?v?n   etternam?v?n   last ?name   surname   family name   ^efterna[mv]n   slektsnavn
            ^enavn$   ^nachname$   ^familienname   ^nazwisko$   ^etternv   ^e navn$   ^etn$   ^last( first)?$
            ^etter n
            \bname (last|family)$   ^nachn$   ^pavarde$   ^uzvards$   ^perekonnanimi$   ^sukunimi$   ^achternam$
            ^ettern$   ^familienavn$
        """),
    ),
    (
        "first_name",
        _any(r"""
            for ?(og )?(mellom)?namn?v?n?$   ^for ?navn   ^for og mellom   forenam   first ?name   given name
            ^fornamn   ^forenavn   ^fnavn$   ^vorname   ^imie$   forename   ^fornv   \bfornavn$   ^f navn$   ^first$
            ^for n$   \bname (first|given)$   ^vorna$   ^vardas$   ^vards$   ^eesnimi$   ^etunimi$   ^voornam$   ^forn$
            ^prenume$
        """),
    ),
    (
        "department",
        _any(r"""
            avdeling(snavn)?$   ^avd( ?nr| ?navn| ?nummer)?$   ^avdelingsn   ^dep\w*   ^kost\w*   ^cost
            ^sted$   ^enhet$   koststed   ^prosjekt   ^project   ^stillings? ?(tittel|navn)?$   ^tittel$
            ^lokallag$   ^klubb$   ^region   ^ansvar$   ^kst( ?nr)?$   ^afd( ?nr)?$   ^afdeling$
            ^(virksomhets?|enhets?|avdelings?|seksjons?|lokasjons?|butikks?|steds?|eining(s|ar)?) (navn|namn)$
            ^p ?omr\w*$   ^pers(onal)? ?omr\w*
            ^k sted$   ^location   ^arbeidssted   ^arbeidsplass$   ^objekt$   ^lokasjon   ^eining(snamn)?$   ^skift$
            ^oppdragssted   ^vessel   ^fartoy$   ^skip$   ^base$   ^anlegg$   ^butikk$
        """),
    ),
    (
        "company",
        _any(r"""
            ^firma(navn)?$   ^bedrift(snavn)?$   ^arbeidsgiver( ?navn)?$   ^selskap(snavn)?$
            ^employer( name)?$   ^company( name)?$   ^klient(navn)?$
            ^navn (firma|bedrift|arbeidsgiver|selskap)$   ^foretaks?navn$   ^virksomhets?navn$
            ^jur(idisk)? ?(enhets?)?navn$   ^arbeidsgjevar$
            ^(firma|bedrifts?|selskaps?|foretaks?|arbeidsgivers?|kunde|klient) (navn|namn)$
        """),
    ),
    (
        "name",
        _any(r"""
            ^navn   \bnavn$   ^namn   ^ansatt(e|es)?( ?navn)?$   ^medarb\w*( navn)?$   ^fullt? navn
            ^medlem(snavn)?$   ^worker( name)?$   ^employee name   ^name$   full name   etternavn
            ^arb\w*taker( navn)?$   ^person(navn)?$   ^ressnr t$   ^ressurs t$   ^tilsett( namn)?$
            ^staff name   ^member name   ^member$   ^lonnstaker$   ^lonnsmottaker   ^(den )?anstaelld\w*( namn)?$
            ^den ansatte$   ^arbeidstakar$   ^empl? name$   ^(person|legal|preferred|resource) name$   ^staff member$
            ^name( des)? mitarbeiter\w*$   ^(nach)?name vorname$   ^imiona i nazwisko   ^ressurs ?navn$   ^nam( \w+)?$
            ^(deltaker|vikar|sjafor|kollega)(navn| navn)?$
            ^lonmodtager   ^medarbejder$   ^mitarbeiter$   ^employee$   ^employee \w+ name$
            ^hvem$   ^kven$   ^vem$   ^who$   ^crew$   ^imie i nazwisko   ^nazwisko i imie   ^pracownik$
            ^vardas (ir )?pavarde   ^pavarde (ir )?vardas   ^darbuotoj\w*$   ^vards uzvards   ^uzvards vards
            ^darbinieks$   ^nimi$   ^tootaja( nimi)?$   ^tyontekijae?( nimi)?$   ^sukunimi etunimi   ^werknemer$
            ^nume( si)? prenume   ^angajat$
        """),
    ),
    (
        "wage_type",
        _any(r"""
            ^lonns? ?art\w*( navn| tekst| nr)?$   ^la( nr)?$   ^art$   ^trekk ?(kode|type|art|tekst|nr)
            ^type (trekk|lonn)   ^lgart$   ^lgtxt$
            ^tekst$   pay ?code   wage type   ^text$   ^beskrivelse   ^description   ^type$   ^kode$   ^code$
            ^trekk ?navn   ^transaksjonstype   ^lart   ^lonnsart   ^deduction (type|code|name|desc|text)   ^lohnart
            ^lon(e|s)?art   ^wage code   ^pay element   ^element   ^merknad
            ^kommentar   ^status$   ^notat   ^remark   ^comment   ^note   ^fri tekst   ^arsak   ^melding
        """),
    ),
)

DECOYS = _any(r"""
    grun[nd]lag   brutto   netto(?! (trekk|trukket|kontingent|belop))   hittil   ^hia$   \bhia\b   \bytd\b
    year to date   \bakk   \back\b   lonegrund   accum   sa langt   saldo   balance   \bsats   (?<!mak)sats(en|er)?\b
    \brate\b   ^calc\w* ded\w*$   ^not taken$
    %   prosent   percent   \bpct\b   \bpst\b   avtalt   avtale   agreed   ^skal\b   skal trekk   to be deducted
    forventet   expected   differans   difference   \bdiff\b   avvik   timer?\b   timel   hours?\b
    (?<!i )(?<!trekk )(?<!trukket )(?<!fra )(?<!av )\blonn(?!s? ?(trekk|art|verdi))   manedslonn   arslonn   gross
    salary
    \bwages?\b(?! type)   \bpay\b(?! ?(code|period|month|value|end))   stilling   konto(?!r)   \bkid\b   forrige
    last month   ^prior\b   previous
    \b(?:min|ma(?:ks?|x))\b(?! (?!trekk|kont|belop|sats|am|dues|fee|pr\b|per\b|kr\b)\w)
    \bmaks\w+   \bmin(ste|imum)\w*   \bmin ?kont   minimum
    maksimum   minste   antall   quantity   \bqty\b   \bant\b   skatt   \btax   ferie   \bbase\b   basis
    ^rest\b   restanse   \bgjeld\b   utestaende   arbeidsgiveravg   \baga\b   budsjett   i fjor   pliktig   inntekt
    income   fakt(?!isk)   dager?\b   enhet   units?\b   faktor   hele aret   \bper ar\b   pr ar\b   arlig
    annual   yearly   utbetal(?!t (til )?(fag|forb|union|org|ff))
    til gode   resterende   remaining   gjenst   opptjent   alder   ^age$
    ansiennitet   tariff   ordinae?r   normal   planlagt   ^tak$   ^gulv$   \bifjor\b   forskudd   planned
    scheduled   ikke trukket   not deducted   manglende   cumul   kumul   bruttolonn   neste   next   \bcap\b
    tidligere   endring\b   indtaegt   lonindk\w*   arbeidsg\w* (andel|del|avg|bidrag|ou)   \bou arbeidsgiver
    employer s? ?(share|part|contrib|cost)   overtid   \bi ar$   ar til dato   ^arets   arssum   arstotal
    ^aret$   ^(sum|total\w*|trukket|trekk|belop) 20\d\d$   shortfall   variance   differenz   ^kvar$   ^soll?\b
    avtal[at]   aftalt   naliczon\w*   outstanding   arrears   ^kum\b   ^goal\b   employer
    beregnet   kalkulert   calculated   teoretisk
    indkomst   \bmva\b   \bmoms   \bpris\b   \bprice   preis\b   ^saldo   mangler   bonus   arslon   manadslon
    ^lon$   ^loen   lonsgrunnlag   lohn   gehalt   stunden   wynagrodz   to date
    podstaw   zaliczk   od poczatku   stawk   nuo metu pradzios   ^not taken   nesulaik\w*   ^skola
    ^(her|hvor|der) ?av (fors|koll|ou|klubb|innbo|prem|hjem)\w*   ^of which\b   ^davon\b   ^varav\b   ^w tym\b
    priskai\w*   apskai\w*   ^baze\b   atlygin\w*   darbo uzmok\w*   ^alga\b   aprekin\w*   no gada sakuma
    arvestat\w*   ^palk\b   palkka\w*   vuoden alusta   kertyma   \w*loon\b   cumulatief   ^satz$   aufgelaufen
    ^underlag$   \batd\b   narastaj\w*   ^fjoraret   ^forrige   ^rest ?belop   grondslag   salariu\w*   ^baza\b
""")

STRONG = _any(r"""
    trukket   trekt   fagforenings? ?trekk   (fag\w*|forbunds?|forenings?|organisasjons?|medlems?) ?trekk
    trekk ?belop   deducted   deduction(s)?( amount)?$   union (dues|fee|deduction)   \bdues\b
    kontingent ?trekk   trekk denne   denne (periode|maned|mnd|utbet|per\b|termin|gang|kjoring|lonn)   ^trekkes$
    ^sum trekk   trekk i kr   this (period|month)   medlemskontingent   fackavgift   draget   ^trekk kr$
    dragits   trekk nok   netto ?trekk   trekk (na|no)$   ^fagf\w* ?(kr|belop)$   fagforeningsfradrag
    gewerkschaftsbeitrag   abzug$   ^abzug   \bpotrac\w*   ^skladka (zw|czl)\w*   einbehalt(en)?   mitgliedsbeitrag
    abgezogen   ^taken$   ^cur(rent)? ded$
    sulaikyt\w*   isskai(ci)?t\w*   ^ietur\w*   ^atvilkt\w*   kinni ?peet\w*   kinni ?pida\w*   ^pidae?tet\w*
    ^jae?senmaksu\w*
    ^peritty   ingehouden   ^inhouding\w*   ^retinut\w*   ^reti?nere   innehall\w*   indeholdt   tilbageholdt
    ^ee( (dues|share|contrib\w*|amount|part|portion|cost|deduct\w*))?$   ^egenandel
    ^(employee|worker|member)( s)? (share|contrib\w*|part|portion|dues|deduct\w*)
    ^(den )?(ansattes?|arb\w* ?takers?|arb\w* ?tak\w*|medlem\w*) (andel|del|bidrag|trekk)$   ^(trekk|andel) ansatt
""")

WEAK = _any(r"""
    belop   \w+trekk$   ^(trekk ?)?bel$   ^innbet$   ^trekk\b   \btrekk$   ^sum\b   \bsum$   amount   ^total
    \btotalt?$   ^kr$   ^nok$   \bkroner$   fradrag   result value   avdrag   belob   betrag   ^kwota   ^skladka
    ^beitrag   ^betalt   avgift   ^i alt$   til sammen   totalsum   sluttsum   ^(lonns)?verdi$   ^(pay )?value$
    innbetalt   ^a betale$   ^a overfore$   ^overfores$   ^fees?$
    (membership|union|member) fees?$   ^actual$   ^ist$   ^faktisk$   paid   remitted   medlemsavgift   withheld
    \btraek\b   ^utfort\b   ^betrg$   ^samaks\w*   ^pervest\w*   ^pervedim\w*   ^transferred   ^przekazan\w*
    ^suma$   ^razem$   ^summa\b   ^bedrag\b   ^ialt$   ^innbetales$
    ^til (innbetaling|ff|forbundet)$   ^bokfort$   ^viso\b   ^kopa\b   ^kokku\b   ^yhteensae?\b   ^totaal\b
""")

PARTS = _any(r"""
    kontingent   ^contingent   \w*kont$   \bkont(ing|gt)?\b   ^ktg\b   \bfors\b   forsikr\w*   \bou\b
    ou (fond|midler|avgift)   innbo   premie   adjustment
    insurance   forsaekring\w*   ^versich\w*   ^ubezpiecz\w*   ^ins$   ^insur   klubb
    lokal(lag|t|e)?   avdelings?(kontingent|tillegg|andel)
    \bfond\b   kollektiv   \bkoll\b   \breise\b   grunnfors   \blocal\b   tilleggs?   gruppeliv   advokat   \bdel\b
    (?<!h)andel   streik   solidaritet
    opplysning   korreksjon   tilbake\w*   refusjon   refundert   kreditert   retur   etterslep   \bkorr\b
    etterbetal\w*
""")

TOTAL = _any(r"""
    ^(sub|del|mellom|total|slutt|brutto|netto)? ?sum(mer?t?|ma)?\b   ^tot(al(t|sum|er|s|en)?)?\b   ^i alt\b
    ^(alle )?til ?samm?[ae]n\b   \btotal(t|sum)?$   \bi alt$   \btil sammen$   ^transport\b
    ^overfort?\b(?!.*(konto|\bden \d))
    ^carried forward   ^brought forward   ^balance (brought |carried )?forward   ^fra forrige( side)?$   ^fra side \d
    ^grand total   ^razem\b   ^suma\b   ^ogolem\b   ^(is )?viso\b   ^gesamt   ^insgesamt   ^kopa\b   ^kokku\b
    ^yhteensae?\b   ^totaal\b   ^antall\b   ^alle (ansatte|avdelinger|personer)\b   avdelings?total
    ^(bedrifts?|firma|forbunds?|hoved|slutt|kontroll|avdelings?)sum
    \bsum (avd|for|trekk|avdeling|i alt|total|side|denne)   til utbetaling   ^å? ?overfor(?!t.*konto)   ^delsum
    ^side ?sum   ^sum\W   ^til overforing   ^summa   ^count\b   ^ialt\b   ^saldo\b   ^number of
    ^ant\b( ansatte| personer)?   ^kontrollsum   ^a overfore   \ba betale\b   ^to pay\b   ^(her|der) ?av\b
    ^(record|head|row|employee|line) ?count\b   ^att? betal[ae]\b
    ^(payee|creditor|vendor|supplier|union|report|company|page) (grand )?total\b
    ^(inn)?betalt i bank\b   ^betales\b   ^til betaling\b   ^all unions\b   ^alle (fag)?forbund\b
    ^saml(et|a|ed)( (trekk|sum|belop|kontingent|trukket|innbetal\w*|fagf\w*))?$   ^sammenlagt   ^subtotal
    ^\w+forbundet (sum|i alt|totalt)$   ^((inn|ut)?betal|overfor)\w* til (fellesforb|forbund|fagf)\w*
    ^belop (a |til )(overfor|utbetal|innbetal)\w*   ^remitter\w*   ^(net )?(amount )?(payable|remitted|remittance)\b
    ^(end|slut)summ\w*   ^\d+ (ansatte|personer|medlemmer|employees)$   ^hele (bedriften|firmaet|selskapet)
    ^manedens sum   ^summering   ^oppsummert   ^t o t a l   ^s u m\b   ^bedriftstotal   ^(ut|inn)gaende saldo
    ^(netto ?belop|net payable) t(il|o)\b   ^checksum   ^antal( (medarb|ansatt|pers)\w*)?$   ^anzahl\b   ^liczba\b
    ^(trekt|trukket|trukke|betalt?|overfort?|deducted) (i alt|totalt|til ?samm[ae]n|in total)\b
""")

# «Trekkode» and «Lønnsperiode» speak of something else than an amount.
NOT_MONEY = _any(r"""
    trekk ?(omr\w*|kode|type|art\b|tekst|nr|navn|periode|maned|mottaker|dato)
    (kontingent|trekk|forsikrings?|klubb) ?\w*(kode|type|klasse|gruppe|kategori|nr|nummer|form|status|arsak)$
    (?<!\btil )dato\b   periode$   \bnr$   ^navn   konto ?n   orgnr
    ^lonns? ?(nr|num|periode|per$|maned|ar$|ar |art|tak|mnd)
    ^medl\w* ?(nr|no|num)   lonnstaker   lonnsmottaker   ^lohnart   ^lon ?(nr|num|art)   ^loneart   ^lonart
    ^deduction (type|code|name|desc|text)   ^pay ?per$   ^type (trekk|lonn)
""")

# «Trukket hittil i år» is not what was deducted this month.
SPOILED = _any(r"""
    hittil   ytd   \bakk   grun[nd]lag   sats   forrige   ikke trukket   not deducted   differans   avvik   skal
    prosent   \bpct\b   %   avtalt   to be   arlig   skatt   pensjon   \botp\b   ferie   timer   antall   neste
    \bi ar\b   i fjor   \bar\b   arets   arssum   forskudd   beregnet   kalkulert   calculated
    agreed   avtal[at]   aftalt   planned   scheduled   standard   foresla\w*   suggested   proposed
    ^(sum )?\w+ 20\d\d$   ^ikke\b   ^not\b   budsjett   \btax   expected   forventet   planlagt   utestaende
    \brest\b   kantine   \blunsj   \bto date   cumul   kumul   year to date   tidligere   minimum   maks
    so far   sa langt   til dato$   ^(lonn|brutto)\w* denne
""")

# Deductions that are no union's.
FOREIGN = _any(r"""
    gebyr   skatt   kantine   lunsj   lunch   parkering   pensjon   \botp\b   \bafp\b   husleie   \bgave
    idrett   telefon   forskudd   firmabil   utlegg   hytte   aksje   \bspar   namsmann   frukt
    (?:^|trekk|avdra?g?|studie|bil|bolig|person|personal|firma|bedrifts|ansatte?|lonns?|betaling|\bav|\bpa) ?lan$
    kaffe   trening   velferd   barnehage   bompenger   \btax   pension   meal   palegg   bidragstrekk   canteen
    sports? club   \bkost\b   ovrige? trekk   andre trekk   annet trekk   other deduct
""")

# «Trekk feriepenger» was deducted from holiday pay, and adds to what was deducted from the wage.
FROM_PAY = _any(r"""
    ^(trekk|trukket|trekt)( i| av| fra| pa)? (feriep\w*|ferielonn|bonus|sykep\w*|sjukep\w*|etterbetaling|sluttoppgjor)$
    ^(trekk|trukket|trekt)( i| av| fra| pa)? (feriep\w*|ferielonn) \w+$   ^deducted from (holiday|vacation)
""")

# The employer's own share is never deducted from anybody.
EMPLOYER = _any(r"""
    \barb\w* ?giver\w* ?(s )?(andel|del|avg\w*|bidrag|ou|tilskudd|kost\w*|belop|trekk)   arbeidsgiverdel
    ^arb\w* ?giver\w*$   (\bou|andel|del|bidrag) (fra )?(arb\w* ?giver|bedrift|firma)   tilskudd
    bedrift\w* (andel|del|bidrag|betaler|belop|ou)   ^bedriften$   firma\w* (andel|del|bidrag|betaler)
    betalt av (bedrift|arb|firma)   fra (bedrift|arb|firma)   \bemployer
    ^(herav |hvorav )?(bedrift(en)?|firma(et)?|selskap(et)?|company|employer|arb\w* ?giver\w*)$
    \bcompany s? ?(share|part|contrib\w*|pays|cost|top ?up|dues)   top ?up
    ^er (contrib\w*|share|part|portion|cost|dues|amount|match\w*)   ^ag$   ^ag (andel|del|bidrag)   \baga\b
    arbeidsgivar\w*   \b(dekk|bet|belast|bekost)\w* (av|fra|pa) (bedrift|firma|arb\w* ?gi|selskap|foretak|virksomhet)
    \b(covered|borne|paid) by (the )?(firm|company)   (bedriftens|firmaets|selskapets|foretakets|virksomhetens)
    ^(bedrift(en)?|firma(et)?|selskap(et)?|foretak(et)?|virksomhet(en)?) (dekk|bet|bel)\w*
""")

# «Mnd» and «Perioden» hold amounts where «Hittil» stands beside them.
NOW = _any(r"""
    ^(denne |dette |i )?(mnd|maned(en)?|manad(en)?|perioden?|per|termin(en)?|utbetaling(en)?|kjoring(en)?)$
    ^na$   ^no$   ^denne$   ^dette$   ^innev\w*( (mnd|maned|periode))?$   ^current( \w+)?$   ^aktuell\w*( \w+)?$
    ^this$   ^month$   ^per mnd$   ^lonn\w*maned$   ^period$   ^det(te)?$   ^monat$   ^pr mnd$   ^now$
    ^gjeldende( \w+)?$
""")

YEAR_TO_DATE = _any(r"""
    hittil   ^hia$   \bhia\b   \bytd\b   \batd\b   year to date   \bakk   \back\b   accum   sa langt   so far   i ar$
    til dato   arets   arssum   cumul   kumul   ^aret$   to date   arstotal   20\d\d$   ^ar$
""")

# What should be deducted, before anybody knew whether the wage was enough.
DUE = _any(r"""
    ^trekkes$   skal\b   til trekk   a trekke   beregnet   kalkulert   calculated   \bkrav\b   skyldig   \bdue\b
    avtal[at]   aftalt   forventet   onsket   ^fast   planlagt   agreed   planned   scheduled   expected   ^soll?\b
    standard   normal   \btariff   \bregistrert   \binnmeldt   foresla\w*   suggested   proposed   contract   ^full
    ^monthly   ^manedlig   ^per maned   ^(pr|per) mnd   bestilt   ordered   naliczon\w*   \bfor (just|korr|avr)\w*
    vedtatt   krav$   billed   \bma(x|ks)   gammel\w*   \bold\b   opprinnelig   original   fakturert   invoiced
    ^claim
""")

PAST = _any(r"""
    trukket   trekt   trukke   ^er$   deducted   betalt   utfort   faktisk   actual   withheld   \bpaid
    gjennomfort   draget   \bist$   potrac\w*   korrigert   justert   etter (just|korr|avr)\w*   godkjent   endelig
    oppgjort   collected   taken$   \bnytt?\b   approved   adjusted   \bfinal
""")

LEFT = _any(r"""
    \brest   diff   avvik   utesta   manko   mangl   gjenst   remain   saldo   ikke trukket   balance   til gode
    shortfall   variance   ^kvar$   outstanding   arrears
""")

# The amount is printed in øre.
IN_ORE = _any(r"""
    \bore\b   (belop|sum|trekk|trukket)s?ore$   \bcents?$
""")
