"""Notices as a file for a payroll system: CSV as Norwegian spreadsheets read it, and never a formula."""

import csv
import io
from collections.abc import Iterable

from app.i18n import dates, gettext
from app.letters.notices import Notice
from app.values.national_id import mask

_DANGEROUS = tuple("=+-@\t\r\n\x00＝＋－＠")


def plain(text: str) -> str:
    """Text that no spreadsheet takes for a formula (`docs/security.md`, 1.2.10)."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def csv_of(notices: Iterable[Notice]) -> bytes:
    """UTF-8 with a mark, semicolons, in the language spoken."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    head = (
        gettext("Forbund"),
        gettext("Arbeidsgiver-ID"),
        gettext("Gjelder"),
        gettext("Medlemsnr."),
        gettext("Navn"),
        gettext("Fødselsnr."),
        gettext("Dato"),
        gettext("Trekk per måned"),
        gettext("Sendt"),
        gettext("Gjort"),
    )
    writer.writerow(head)
    for one in notices:
        cells = (
            one.union_name,
            one.employer_ref,
            one.what,
            one.member_no,
            one.name,
            mask(one.national_id) if one.national_id else "",
            dates.date(one.on_day),
            one.amount,
            dates.date(one.made_at),
            dates.date(one.done_at) if one.done_at else "",
        )
        writer.writerow([plain(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")
