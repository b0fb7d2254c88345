"""The columns of a register file: which of our fields each one is, by its heading."""

import re
from collections.abc import Sequence

HEADINGS = {
    "member_no": "member_no memberno medlemsnummer medlemsnr medlnr",
    "national_id": "national_id nationalid fødselsnummer fodselsnummer fnr fødselsnr fodselsnr personnummer",
    "name": "name navn medlemsnavn",
    "orgnr": "employer_orgnr orgnr organisasjonsnummer arbeidsgiver_orgnr",
    "employer_name": "employer_name arbeidsgiver virksomhet bedrift",
    "employer_ref": "employer_ref arbeidsgiver_id arbeidsgiverid",
    "dues": "monthly_amount dues kontingent beløp belop månedsbeløp",
    "insurance": "insurance forsikring",
    "ou": "ou",
    "local": "local lokal klubb klubbkontingent",
    "basis": "basis grunnlag",
    "rate": "rate sats prosent",
    "floor": "floor minst minimum",
    "cap": "cap maks maksimum",
    "starts": "deduction_start starts fra fra_dato trekk_fra",
    "ends": "deduction_end ends til til_dato trekk_til",
}
"""Our field to the headings that mean it."""

REQUIRED = ("member_no", "national_id", "name", "orgnr", "dues", "starts")
DELIMITERS = ";\t,|"

_MEANING = {heading: field for field, headings in HEADINGS.items() for heading in headings.split()}

Columns = dict[str, int]
"""Our field to the place of its column, counted from 0."""


class ColumnsMissing(ValueError):
    """The file lacks columns, or has one twice; the message names them as the file should."""


def delimiter_of(heading_line: str) -> str:
    """What parts the columns: the one of DELIMITERS that the headings have most of."""
    return max(DELIMITERS, key=heading_line.count)


def read_columns(headings: Sequence[str]) -> Columns:
    """Where each field stands; headings that mean nothing to us are left out.  Raises ColumnsMissing."""
    columns: Columns = {}
    for place, heading in enumerate(headings):
        field = _MEANING.get(re.sub(r"[\s\-.]+", "_", heading.strip().strip("\ufeff").casefold()).strip("_"))
        if field is None:
            continue
        if field in columns:
            raise ColumnsMissing(_as_written(field))
        columns[field] = place
    if missing := [field for field in REQUIRED if field not in columns]:
        raise ColumnsMissing(", ".join(_as_written(field) for field in missing))
    return columns


def _as_written(field: str) -> str:
    return HEADINGS[field].split()[0]
