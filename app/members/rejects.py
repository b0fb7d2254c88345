"""Why a row of a register file is not taken.

The sentences never repeat what stands in the file: with columns out of step a national id may stand anywhere.
"""

from typing import NamedTuple

from app.i18n import N_, gettext

SENTENCES = {
    "member_no": N_("Medlemsnummeret mangler eller er lengre enn 40 tegn. Skriv det som det står i medlemssystemet."),
    "name": N_("Navnet mangler, er for langt eller har tegn som ikke kan vises. Skriv fornavn og etternavn."),
    "national_id.DIGITS": N_("Fødselsnummeret må ha elleve sifre. Rett det, eller la feltet stå tomt."),
    "national_id.DATE": N_("Fødselsnummeret begynner ikke med en dato. Rett det, eller la feltet stå tomt."),
    "national_id.CHECK": N_(
        "Fødselsnummeret stemmer ikke. Ofte er to sifre byttet om. Rett det, eller la feltet stå tomt."
    ),
    "national_id.SYNTHETIC": N_("Fødselsnummeret er fra et testregister. Bruk det ekte, eller la feltet stå tomt."),
    "national_id.other": N_("Medlemsnummeret står tidligere i filen med et annet fødselsnummer. Rett det som er feil."),
    "orgnr": N_("Organisasjonsnummeret stemmer ikke. Skriv ni sifre, uten tekst."),
    "amount": N_("Et beløp mangler eller kan ikke leses. Skriv det med tall, for eksempel 450,50."),
    "amount.limit": N_("Beløpene er til sammen under 0 eller over 100 000 kr. Rett dem."),
    "rate": N_("Satsen mangler eller kan ikke leses. Skriv prosent mellom 0,01 og 100, for eksempel 1,35."),
    "floor_cap": N_("Det minste beløpet er større enn det største. Bytt dem om, eller la ett stå tomt."),
    "basis": N_("Grunnlaget må være FIXED (fast beløp) eller PERCENT (prosent av lønn)."),
    "date": N_("En dato mangler eller kan ikke leses. Skriv den som 2026-11-01 eller 01.11.2026."),
    "dates": N_("Sluttdatoen er før startdatoen. Rett den ene."),
    "cells": N_("Raden har flere felt enn overskriften. Se etter et skilletegn inne i et felt."),
    "twice": N_("Samme medlem, virksomhet og startdato står allerede på linje %(other)s. Fjern den ene raden."),
    "employer_ref": N_("Arbeidsgiver-ID-en kan bare ha bokstaver og tall, og høyst 20 tegn."),
    "employer_ref.other": N_("Arbeidsgiver-ID-en hører til en annen virksomhet. Rett den eller organisasjonsnummeret."),
    "employer_ref.which": N_(
        "Virksomheten har flere avtaler. Legg til kolonnen employer_ref med arbeidsgiver-ID-en som gjelder."
    ),
}


class Reject(NamedTuple):
    """A row that is not taken: its line in the file, why (a key of SENTENCES), and another line where there is one."""

    line: int
    code: str
    other: int = 0


def sentence(reject: Reject) -> str:
    """What is wrong and what to do, in the language spoken; without the line's number."""
    return gettext(SENTENCES[reject.code], other=reject.other)
