"""What was filled in beside the files, and when they are sent."""

import re

import msgspec

from app.intake.ids import is_valid
from app.intake.upload import REMARK_MAX, Option
from app.intake.upload_faults import Fault
from app.values.text import fault, parse_text

ALL = "all"
_ID = re.compile(r"(?<!\d)(\d{6})[ \u00a0.-]?(\d{5})(?!\d)")


class UploadForm(msgspec.Struct):
    """Beside new files for a month.  `agreement` is an agreement's id, or ALL where one file is for several."""

    period: str = ""
    agreement: str = ""
    remark: str = ""


class FilesForm(msgspec.Struct):
    """Beside more files for an upload that is there.  `replace`: those that lie there are taken away."""

    remark: str = ""
    replace: str = ""


class DeliveryForm(msgspec.Struct):
    """When files are sent as they are."""

    list: str = ""
    version: str = ""
    alone: str = ""


def read_remark(text: str) -> tuple[str, list[Fault]]:
    """The remark as it is kept, and what is wrong with it."""
    match fault(text, REMARK_MAX, lines=True):
        case None if any(is_valid(one[1] + one[2]) for one in _ID.finditer(text)):
            return "", [Fault("remark", "id")]
        case None:
            return parse_text(text, REMARK_MAX, lines=True) or "", []
        case "TOO_LONG":
            return "", [Fault("remark", "long")]
        case _:
            return "", [Fault("remark", "signs")]


def read_agreements(typed: str, options: list[Option]) -> tuple[list[int], list[Fault]]:
    """The agreements that the files concern; with one to choose, that one."""
    taking = [one.agreement_id for one in options if one.takes_files]
    if (len(taking) == 1 and not typed) or (len(taking) > 1 and typed == ALL):
        return taking, []
    chosen = [one for one in taking if str(one) == typed]
    return chosen, [] if chosen else [Fault("agreement", "whom")]


def read_number(text: str) -> int:
    """An id or a version; -1 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else -1
