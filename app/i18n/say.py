"""Codes into sentences: what the domain's refusals and the audit's events are called on the screen.

A code is `<thing>.<what>`. Words that one template shows stand in that template, not here.
"""

from app.i18n.language import gettext, ngettext
from app.i18n.mark import N_, N_several

Sentence = str | tuple[str, str]

_UNKNOWN = N_("Noe gikk galt hos oss. Det du har lagret, er trygt. Prøv igjen om litt.")

REFUSALS: dict[str, Sentence] = {
    "access.decided": N_("Noen andre har avgjort forespørselen i mellomtiden. Last siden på nytt."),
    "access.last_manager": N_("Noen må kunne gi andre tilgang. Gi en kollega den rollen først."),
    "access.not_found": N_("Forespørselen finnes ikke, eller er ikke din å avgjøre. Last siden på nytt."),
    "account_no.wrong": N_("Kontonummeret stemmer ikke. Skriv elleve sifre, for eksempel 1234.56.78903."),
    "agreement.not_found": N_("Avtalen finnes ikke, eller du har ikke tilgang til den."),
    "agreement.staff_role": N_(
        "Rollen din i forbundet gir ikke rett til å endre avtaler. Spør den som administrerer brukerne hos dere."
    ),
    "authenticator.none": N_("Du har ingen autentiseringsapp. Ta i bruk en først."),
    "authenticator.staff": N_("Den som arbeider i et forbund, må ha en autentiseringsapp. Ta i bruk en ny i stedet."),
    "authenticator.there_already": N_("Du har en autentiseringsapp. Ta den bort før du tar i bruk en ny."),
    "brand.contrast": N_(
        "Fargene står for nær hverandre til at teksten kan leses. Velg en mørkere hovedfarge eller en lysere tekst."
    ),
    "busy": N_("Det er stor pågang akkurat nå. Vent noen sekunder, og prøv igjen."),
    "contact.not_found": N_("Kontaktpersonen er fjernet. Last siden på nytt for å se hvem som står der nå."),
    "contact.unreachable": N_("Skriv e-postadresse eller mobilnummer, ellers når vi ikke kontaktpersonen."),
    "declaration.nb_missing": N_("Erklæringen må ha en tekst på bokmål."),
    "device.not_found": N_("Enheten er glemt. Last siden på nytt for å se hvilke vi kjenner nå."),
    "email.taken": N_("Adressen er i bruk på en annen konto. Bruk en annen, eller logg inn med den."),
    "employer.not_found": N_(
        "Virksomheten finnes ikke, eller du har ikke tilgang til den. Velg en virksomhet øverst på siden."
    ),
    "employer.there_already": N_("Virksomheten med organisasjonsnummer %(orgnr)s er registrert fra før. Søk den fram."),
    "employer_ref.taken": N_("Forbundet har gitt denne arbeidsgiver-ID-en til en annen avtale. Velg en annen."),
    "employer_ref.wrong": N_("Arbeidsgiver-ID-en kan bare ha bokstaver og tall, og høyst 20 tegn."),
    "files.away": N_("Vi får ikke tak i filene akkurat nå. Det er ikke noe galt med dem. Prøv igjen om litt."),
    "file": N_("Filen finnes ikke, eller du har ikke tilgang til den."),
    "grant.for_employers_only": N_(
        "Bare brukere i virksomheter kan få tilgang til avtaler. Gi saksbehandlere en rolle i forbundet."
    ),
    "grant.manage_needed": N_(
        "Du kan levere, men ikke gi andre tilgang. Spør den som administrerer tilgangene i virksomheten din."
    ),
    "grant.not_found": N_("Brukeren har ikke denne tilgangen lenger. Last siden på nytt for å se hva som gjelder nå."),
    "grant.staff_role": N_(
        "Rollen din i forbundet gir ikke rett til å gi tilganger. Spør den som administrerer brukerne hos dere."
    ),
    "invitation.not_employer": N_("Denne adressen kan ikke inviteres. Bruk e-posten personen har i virksomheten."),
    "invitation.not_found": N_("Invitasjonen er godtatt eller trukket tilbake. Last siden på nytt."),
    "invitation.over": N_("Invitasjonen er brukt, trukket tilbake eller for gammel. Be kollegaen din om en ny."),
    "invalid": N_("Noe i skjemaet mangler eller kan ikke leses. Rett det, og prøv igjen."),
    "kid.too_short": N_("KID-en er for kort for listenumrene. Gi forbundet en lengre KID, og lag listene på nytt."),
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
    "link.over": N_("Lenken er brukt eller for gammel. Be den som sendte den, om en ny."),
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
    "mobile.abroad": N_("Vi sender SMS bare i Norden. Bruk et nordisk nummer, eller la kodene komme på e-post."),
    "mobile.hub": N_("Den som leverer gjennom trekksentralen, må ha mobilnummer. Legg inn et nytt i stedet."),
    "not_found": N_("Siden finnes ikke, eller du har ikke tilgang til den. Gå til forsiden og finn fram derfra."),
    "orgnr.wrong": N_(
        "Organisasjonsnummeret %(orgnr)s stemmer ikke. Skriv de ni sifrene slik de står i Brønnøysundregistrene."
    ),
    "period.unreadable": N_("Måneden kan ikke leses. Skriv den som 2026-11."),
    "person.there_already": N_("Personen står allerede på listen, i rad %(n)s. Rett beløpet der."),
    "register.columns": N_("Kolonner mangler i filen, eller står der to ganger: %(columns)s. Rett overskriften."),
    "register.empty": N_("Filen er tom. Den skal ha en linje med overskrifter, og så en linje for hver trekkordre."),
    "register.file": N_("Filen finnes ikke, eller kan ikke åpnes: %(path)s"),
    "register.quote": N_("Et anførselstegn på linje %(line)s er ikke lukket. Rett linjen, og les inn filen igjen."),
    "reopening.reason_missing": N_("Skriv hva som må rettes, så forbundet kan vurdere å åpne listen igjen."),
    "staff.is_employer": N_("Adressen tilhører en bruker i en virksomhet. Bruk en annen for saksbehandleren."),
    "step.over": N_("Innloggingen tok for lang tid, eller er fullført. Logg inn på nytt."),
    "submission.not_found": N_(
        "Innsendingen finnes ikke, eller du har ikke tilgang til den. Gå til «Innsendinger» og finn den derfra."
    ),
    "too_many": N_("Det er prøvd mange ganger på kort tid. Vent litt, og prøv igjen."),
    "undo.nothing": N_("Du har ingen endringer å angre på denne listen."),
    "upload.changed": N_("Filene er endret etter at du åpnet siden. Se over dem slik de er nå, og prøv igjen."),
    "upload.closed": N_("Filene er levert og kan ikke endres. Be om gjenåpning av listen hvis noe må rettes."),
    "upload.not_found": N_("Filene finnes ikke, eller du har ikke tilgang til dem. Gå til «Filer» og finn dem derfra."),
    "union.administer": N_("Bare den som administrerer forbundet, kan gjøre dette."),
    "union.not_found": N_("Forbundet finnes ikke, eller du har ikke tilgang til det."),
    "union.policy": N_("Innstillingen kan ikke være slik: %(fault)s"),
    "union.role_for_staff_only": N_(
        "Bare saksbehandlere kan få en rolle i forbundet. Gi brukere i virksomheter tilgang til avtaler."
    ),
    "union.slug_taken": N_("Kortnavnet %(slug)s er i bruk. Velg et annet."),
    "period.not_found": N_("Perioden kan ikke leveres. Velg en av de siste 24 månedene eller neste måned."),
    "letter.not_found": N_("Brevet finnes ikke, eller det er slettet fordi tiden er ute."),
    "letters.batch_not_found": N_("Brevene finnes ikke, eller du har ikke tilgang til dem."),
    "letters.no_room": N_("Det er ikke plass til brevene hos oss nå. Vi har fått beskjed. Prøv igjen om litt."),
    "letters.none_chosen": N_("Velg brevene som skal legges ut."),
    "letters.none_ticked": N_("Kryss av for brevene du vil laste ned."),
    "letters.placed_already": N_("Brevet er plassert eller tatt bort i mellomtiden."),
    "letters.role": N_(
        "Rollen din i forbundet gir ikke rett til å legge ut brev. Spør den som administrerer brukerne."
    ),
    "letters.too_many": N_("Velg høyst 2 500 brev om gangen."),
    "mapping.columns": N_(
        "Mottakerlisten må ha kolonner for filnavn og for organisasjonsnummer eller arbeidsgiver-ID."
    ),
    "mapping.empty": N_("Mottakerlisten er tom."),
    "mapping.kind": N_("Mottakerlisten kan ikke leses. Lagre den som .xlsx eller .csv."),
    "mapping.large": N_("Mottakerlisten er for stor. Den kan ha inntil 10 000 rader."),
    "mapping.twice": N_("Mottakerlisten har den samme filen to ganger, med hver sin mottaker."),
    "notice.not_found": N_("En av meldingene finnes ikke, eller du har ikke tilgang til den. Last siden på nytt."),
    "template.field": N_("%(field)s er ikke et felt. Feltene er %(known)s."),
    "template.long": N_("Skriv kortere: høyst %(most)s tegn."),
    "template.table": N_("Sett {personer} i et eget avsnitt, én gang. Der kommer tabellen med personene."),
    "template.title": N_("Skriv en overskrift på høyst %(most)s tegn."),
    "line.amount_missing": N_("Skriv beløpet som er trukket. Skriv 0,00 hvis ingenting er trukket."),
    "line.refund_needs_comment": N_("Skriv en kommentar om hvorfor beløpet er negativt."),
    "line.change_needs_comment": N_("Skriv en kommentar om hva endringen kommer av."),
    "amount.unreadable": N_("Skriv beløpet med tall, for eksempel 450,50."),
    "amount.missing": N_("Skriv beløpet som er trukket. Skriv 0,00 hvis ingenting er trukket."),
    "amount.too_large": N_("Beløpet må være mellom −100 000,00 og 100 000,00 kr. Se etter om kommaet står riktig."),
    "end.unreadable": N_("Skriv datoen som dag.måned.år, for eksempel 15.11.2026."),
    "end.reason_missing": N_("Velg en grunn til at trekket stopper."),
    "end.date_missing": N_("Skriv sluttdatoen, eller ta bort grunnen."),
    "end.too_early": N_("Sluttdatoen er over ett år tilbake. Se om året er riktig."),
    "end.too_late": N_("Sluttdatoen er over to år fram. Se om året er riktig."),
    "comment.too_long": N_("Skriv kortere: høyst %(most)s tegn."),
    "comment.strange_signs": N_("Teksten har tegn som ikke kan vises. Skriv den inn på nytt."),
    "person.name_missing": N_("Skriv fornavn og etternavn."),
    "person.name_too_long": N_("Skriv navnet kortere: høyst 100 tegn."),
    "person.id_missing": N_("Skriv fødselsnummeret eller D-nummeret, 11 sifre."),
    "person.id_digits": N_("Fødselsnummeret må ha 11 sifre."),
    "person.id_date": N_("De seks første sifrene er ikke en dato. Se etter skrivefeil."),
    "person.id_check": N_("Kontrollsifrene stemmer ikke. Se etter om to sifre er byttet om."),
    "person.id_synthetic": N_("Dette er et testnummer og kan ikke brukes her."),
    "person.member_no": N_("Medlemsnummeret kan ha bokstaver, tall og bindestrek, høyst 20 tegn."),
    "none.reason_missing": N_("Skriv hvorfor ingen er trukket denne måneden."),
    "send.not_confirmed": N_("Kryss av for at du har kontrollert listen."),
    "answer.day_too_far": N_("Datoen ligger for langt unna. Se om året er riktig."),
    "answer.until_before_from": N_("Siste dag må være etter første dag."),
    "answer.comment_missing": N_("Skriv hva grunnen er."),
    "answer.nothing": N_("Det er ikke noe svar å ta tilbake."),
    "missing.none_chosen": N_("Kryss av for dem du vil svare for."),
    "missing.not_found": N_("Medlemmet står ikke uten trekk lenger. Last siden på nytt for å se hvem som gjør det."),
    "user.not_found": N_("Ingen bruker har adressen %(email)s."),
}
"""What `errors.Refused` says, by its code; `count` picks the number where there are two forms."""

EVENTS: dict[str, Sentence] = {
    "access_asked": N_("Det ble bedt om tilgang"),
    "access_given": N_("En forespørsel om tilgang ble innvilget"),
    "access_refused": N_("En forespørsel om tilgang ble avslått"),
    "access_reviewed": N_("Tilgangene ble gått gjennom"),
    "agreement.invoice_address_changed": N_("Fakturaadressen ble endret"),
    "agreement.made": N_("Avtalen ble opprettet"),
    "agreement.moved": N_("Avtalen fikk en annen kanal"),
    "audit_dropped": N_("Gamle hendelser ble slettet etter fristen"),
    "authn_code_fail": N_("En engangskode var feil"),
    "authn_confirm_fail": N_("En bekreftelse med passord var feil"),
    "authn_email_change": N_("E-postadressen ble endret"),
    "authn_factor_added": N_("En autentiseringsapp ble tatt i bruk"),
    "authn_factor_fail": N_("Koden på ny enhet var feil"),
    "authn_factor_removed": N_("Autentiseringsappen ble tatt bort"),
    "authn_login_fail": N_("Innlogging ble avvist"),
    "authn_login_success": N_("Logget inn"),
    "authn_logout": N_("Logget ut"),
    "authn_mobile_change": N_("Mobilnummeret ble endret"),
    "authn_password_change": N_("Passordet ble endret"),
    "authn_recovery_codes_made": N_("Nye gjenopprettingskoder ble laget"),
    "contact.added": N_("En kontaktperson ble lagt til"),
    "contact.removed": N_("En kontaktperson ble tatt bort"),
    "declaration_accepted": N_("Taushetserklæringen ble godtatt"),
    "declaration_published": N_("En ny taushetserklæring ble tatt i bruk"),
    "demo_made": N_("Demodata ble lagt inn"),
    "device_forgotten": N_("En enhet ble glemt"),
    "employer.made": N_("Virksomheten ble opprettet"),
    "file_taken_back": N_("En fil ble tatt ut av listen igjen"),
    "file_accepted": N_("En fil ble godtatt og lest inn i listene"),
    "file_moved": N_("En fil ble flyttet til en annen måned eller virksomhet"),
    "file_removed": N_("En fil ble tatt bort før innsending"),
    "files_received": N_("Filer ble lastet opp"),
    "grant.given": N_("Tilgang ble gitt"),
    "grant.taken": N_("Tilgang ble tatt bort"),
    "letter_downloaded": N_("Brev ble lastet ned"),
    "letter_marked_unread": N_("Et brev ble merket som ulest"),
    "letter_placed": N_("Et brev ble plassert for hånd"),
    "letter_removed": N_("Et brev ble tatt bort før det ble lagt ut"),
    "letters_placed": N_("Brev ble lagt ut"),
    "letters_received": N_("Brev ble tatt imot fra saksbehandler"),
    "invitation_accepted": N_("En invitasjon ble godtatt"),
    "invitation_withdrawn": N_("En invitasjon ble trukket tilbake"),
    "invited": N_("En kollega ble invitert"),
    "letter_words_changed": N_("Teksten i brevene ble endret"),
    "notices_begun": N_("Forbundet begynte å melde fra om trekkordrer"),
    "notices_made": N_("Meldinger om start, endring og stopp ble laget"),
    "notices_ticked": N_("Meldinger om trekk ble krysset av som gjort"),
    "notices_unticked": N_("Meldinger om trekk ble merket som ikke gjort"),
    "retention_done": N_("Det som hadde nådd fristen, ble slettet"),
    "list_made": N_("Listen ble laget"),
    "list_reopened": N_("Listen ble åpnet igjen"),
    "list_sent": N_("Listen ble sendt inn"),
    "list_sign_in": N_("Listen ble åpnet med nummeret"),
    "list_sign_in_fail": N_("Innlogging med trekklistenummer ble avvist"),
    "lists_made": N_("Månedens lister ble laget"),
    "message_failed": N_("En melding kunne ikke sendes"),
    "missing_answer_withdrawn": N_("Et svar for et medlem uten trekk ble tatt tilbake"),
    "missing_answered": N_("Det ble svart for medlemmer uten trekk"),
    "register.imported": N_("Registeret ble lest inn"),
    "reopening_asked": N_("Det ble bedt om gjenåpning"),
    "reopening_refused": N_("Gjenåpning ble avslått"),
    "role.given": N_("En rolle i forbundet ble gitt"),
    "role.taken": N_("En rolle i forbundet ble tatt bort"),
    "session_ended": N_("En innlogging ble avsluttet"),
    "sign_in_link_made": N_("En engangslenke ble laget"),
    "union.brand_changed": N_("Forbundets farger og logo ble endret"),
    "union.changed": N_("Opplysningene om forbundet ble endret"),
    "union.made": N_("Forbundet ble opprettet"),
    "union.policy_changed": N_("Forbundets regler ble endret"),
    "user_created": N_("Brukeren ble opprettet"),
    "user_renamed": N_("Brukeren byttet navn"),
}
"""What the audit log calls what has happened, by the event that `audit/actions.record` is given."""


def say(code: str, /, **values: object) -> str:
    """The sentence for a code, in the language spoken; of an unknown one, that something went wrong with us."""
    sentence = REFUSALS.get(code) or EVENTS.get(code) or _UNKNOWN
    if isinstance(sentence, tuple):
        count = values.get("count")
        return ngettext(*sentence, count if isinstance(count, int) else 2, **values)
    return gettext(sentence, **values)
