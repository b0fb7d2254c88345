"""What the reader says, in bokmål, by code.  `{…}` are filled from the reading's values."""

from app.i18n.mark import N_

REASONS: dict[str, str] = {
    "image_only": N_(
        "Filen er et bilde uten tekst (skannet). Eksporter listen fra lønnssystemet som Excel, CSV "
        "eller PDF med tekst, eller send filen med en merknad, så taster forbundet den."
    ),
    "password": N_("Filen er beskyttet med passord. Lagre den uten passord, og last den opp på nytt."),
    "corrupt": N_(
        "Filen er skadet eller ikke fullstendig. Eksporter den på nytt fra lønnssystemet, og last den opp igjen."
    ),
    "no_list": N_(
        "Vi finner ingen liste over personer i filen. Last opp filen som viser hvem som er trukket og hvor mye."
    ),
    "no_amounts": N_(
        "Vi finner personer, men ingen kolonne med trukket beløp. Eksporter listen med beløpet som "
        "er trukket for hver person."
    ),
    "other_union": N_("Filen gjelder bare {unions}. Last opp listen for {ours}."),
    "too_large": N_(
        "Filen er for stor eller for sammensatt til å leses. Eksporter bare fagforeningstrekket, "
        "gjerne som Excel eller CSV."
    ),
    "many_lines": N_(
        "Filen har {lines} linjer med trekk, og vi tar inn lister på inntil {most}. Eksporter bare trekket til dette "
        "forbundet."
    ),
    "empty": N_("Filen har ingen personer. Er det ingen trekk denne måneden, kan du melde det uten fil."),
    "hidden": N_("Alle ark i filen er skjult. Vis arket med listen, lagre, og last opp på nytt."),
}

QUESTIONS: dict[str, str] = {
    "sheets": N_("Filen har flere tabeller med personer. Hvilken skal brukes?"),
    "id_column": N_("Hvilken kolonne er fødselsnummeret?"),
    "broken_ids": N_(
        "Fødselsnumrene er ødelagt av regnearket (vist som 1,01E+10). Kan du eksportere filen på "
        "nytt, eller skal vi kjenne igjen personene på navn?"
    ),
    "number_column": N_("En kolonne med tall har ingen overskrift. Er det ansattnummeret?"),
    "amount": N_("Hvilken kolonne er beløpet som er trukket?"),
    "numbers": N_("Vi er usikre på hvordan beløpene er skrevet. Stemmer beløpene slik de er lest?"),
    "scale": N_("Beløpene er hele tall og uvanlig store. Er de i øre eller kroner?"),
    "sign": N_("Filen har både pluss og minus. Stemmer det hva som er trekk og hva som er tilbakebetalt?"),
    "union_rows": N_("Vi ser ikke hvilke linjer som gjelder {union}. Hvilke skal med?"),
    "wage_types": N_("Filen har flere slags trekk. Hvilke gjelder fagforeningen?"),
    "hidden_rows": N_("Filen har skjulte rader ({count}). Skal de være med?"),
    "struck_rows": N_("Filen har rader som er strøket over ({count}). Skal de være med?"),
    "several_months": N_("Filen har flere måneder. Hvilken gjelder listen?"),
    "period": N_("Hvilken måned gjelder trekket?"),
    "orgnr": N_("Hvilken virksomhet gjelder listen?"),
    "unread": N_("Noen beløp kan ikke leses. Regnes de som 0,00?"),
    "missed_people": N_("Filen har fødselsnummer på rader som ikke er lest som linjer. Er alle personene likevel med?"),
    "headcount": N_("Filen sier {said} personer, men vi leser {count}. Er alle med?"),
    "unread_numbers": N_("Filen har ansatt- eller medlemsnumre som ikke er lest. Er linjene likevel riktige?"),
    "odd_rows": N_("Noen rader er ikke som de andre. Er de lest riktig?"),
    "row_remarks": N_("Noen rader er merket som stoppet eller ikke trukket. Skal beløpene likevel regnes med?"),
    "silent_pages": N_("Noen sider er bilder uten tekst og er ikke lest. Er alle personene likevel med?"),
    "same_people": N_("Samme fødselsnummer står på flere navn. Er det riktig?"),
    "currency": N_("Beløpene ser ut til å være i en annen valuta. Stemmer det at de er i kroner?"),
    "formulas": N_(
        "Filen har formler uten ferdig regnet svar, og noen beløp er tomme. Åpne den i Excel, "
        "lagre den, og last opp på nytt. Stemmer de tomme beløpene likevel?"
    ),
    "printed_twice": N_("{count} personer står to ganger med samme beløp. Er det riktig?"),
    "after_total": N_("Noen personer står under sluttsummen. Er de også trukket?"),
    "total_mismatch": N_("Summen i filen er {printed}, men linjene blir {read}. Skal linjene brukes likevel?"),
}

WARNINGS: dict[str, str] = {
    "macros": N_("Filen har makroer. De kjøres ikke."),
    "no_ids": N_("Listen har ingen fødselsnummer. Personene kjennes igjen på nummer og navn."),
    "invalid_ids": N_("Noen fødselsnummer er ikke gyldige. De er tatt med slik de står."),
    "no_orgnr": N_("Filen har ikke noe organisasjonsnummer."),
    "other_unions": N_("Filen har også linjer for andre forbund. De er holdt utenfor."),
    "other_months": N_("Filen har også linjer for andre måneder. De er holdt utenfor."),
    "hidden_rows_left_out": N_("Skjulte rader er holdt utenfor. Summen i filen stemmer med radene som vises."),
    "printed_twice": N_("Minst én person står to ganger med samme beløp."),
    "total_mismatch": N_("Summen i filen stemmer ikke med linjene."),
}


def sentence(table: dict[str, str], code: str, /, **values: str) -> str:
    """The bokmål sentence for a code; values that it does not name are left out."""
    text = table.get(code, code)
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text
