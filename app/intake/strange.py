"""Lines under words that name no union: whether they may be of our dues."""

import re

from app.intake.case import Case, person_key
from app.intake.kinds import is_unrelated, is_wage
from app.intake.reading import Line


def may_be_ours(case: Case, kept: list[Line], strange: list[Line]) -> bool:
    """Words that name no union, beside one of our members' lines or in a column of texts, may be of our dues.

    Under «Forbund» they are a union that we do not know, and «Kantine» is none wherever it stands.
    """
    own = {person_key(line) for line in kept}
    headed = {
        id(line)
        for table in case.tables
        if (column := table.walked.typed.roles.get("union")) is not None
        and table.walked.typed.profiles[column].named == "union"
        for line in table.lines
    }
    said = [(line.union or "").lstrip("?") for line in strange if id(line) not in headed or person_key(line) in own]
    return any(re.search(r"[^\W\d_]{3}", text) and not (is_unrelated(text) or is_wage(text)) for text in said)
