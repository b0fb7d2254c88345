"""A letter as a tagged PDF (PDF/UA-1), set by Typst: offline, with the fonts that it brings."""

import datetime as dt
import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import typst

from app.i18n import dates, gettext, language
from app.letters.words import TABLE, filled, paragraphs
from app.values.orgnr import format_orgnr

FOLDER = Path(__file__).parent.parent.parent / "templates" / "letters"


class Person(NamedTuple):
    """A row of the table, each cell as it is read."""

    member_no: str
    name: str
    national_id: str
    on_day: dt.date
    amount: str


class ToSet(NamedTuple):
    """All that a letter says; `title` and `body` with their fields."""

    kind: str
    title: str
    body: str
    union: str
    contact: str
    colour: str
    employer: str
    orgnr: str
    employer_ref: str
    address: tuple[str, ...]
    day: dt.date
    reference: str
    people: Sequence[Person]


def typeset(letter: ToSet) -> bytes:
    """The PDF, in the language spoken.  A hundredth of a second; the interpreter is free meanwhile."""
    told = json.dumps(_told(letter), ensure_ascii=False)
    source, fonts = _source()
    compiler = typst.Compiler(root=FOLDER, font_paths=fonts, ignore_system_fonts=True)
    made = compiler.compile(
        source,
        format="pdf",
        sys_inputs={"letter": told},
        pdf_standards=["ua-1"],
        timestamp=dt.datetime.combine(letter.day, dt.time(12), dt.UTC),
    )
    if not isinstance(made, bytes):
        raise TypeError("one PDF was asked for")
    return made


@lru_cache(maxsize=1)
def _source() -> tuple[bytes, typst.Fonts]:
    return (FOLDER / "letter.typ").read_bytes(), typst.Fonts(include_system_fonts=False)


def _told(letter: ToSet) -> dict[str, object]:
    values = {
        "virksomhet": letter.employer,
        "orgnr": format_orgnr(letter.orgnr),
        "arbeidsgiver_id": letter.employer_ref,
        "forbund": letter.union,
        "dato": dates.day(letter.day),
        "antall": str(len(letter.people)),
    }
    headings = [gettext("Medlemsnr."), gettext("Navn"), gettext("Fødselsnr.")]
    headings.append(gettext("Siste dag") if letter.kind == "STOP" else gettext("Fra"))
    if letter.kind != "STOP":
        headings.append(gettext("Trekk per måned"))
    return {
        "language": language(),
        "title": filled(letter.title, values),
        "union": letter.union,
        "contact": letter.contact,
        "colour": letter.colour,
        "reference": gettext("Ref. %(reference)s", reference=letter.reference),
        "address": [
            letter.employer,
            *filter(None, letter.address),
            gettext("Org.nr. %(orgnr)s", orgnr=values["orgnr"]),
        ],
        "day": values["dato"],
        "parts": [_part(one, values) for one in paragraphs(letter.body)],
        "headings": headings,
        "rows": [_row(one, len(headings)) for one in letter.people],
        "greeting": gettext("Med vennlig hilsen"),
    }


def _part(paragraph: str, values: dict[str, str]) -> dict[str, object]:
    if paragraph == TABLE:
        return {"kind": "table"}
    return {"kind": "text", "lines": filled(paragraph, values).split("\n")}


def _row(person: Person, cells: int) -> list[str]:
    row = [person.member_no, person.name, person.national_id, dates.date(person.on_day), person.amount]
    return row[:cells]
