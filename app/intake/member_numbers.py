"""Numbers of members that say themselves what they are: «Medl.nr 7633931» under «Referanse»."""

import re
from collections import Counter

from app.intake.cells import text_of
from app.intake.profiles import Typed

MEMBER_LABEL = re.compile(r"medl(?:em\w*)?\.? ?(?:nr|no|nummer)?\.?:? ?(?=\d)", re.I)
_LABEL = re.compile(r"medl(?:em\w*)?\.? ?(?:nr|no|nummer)\.?:?", re.I)
_SAMPLED = 200


def labelled_members(typed: Typed) -> int | None:
    """The column whose cells say «Medl.nr 7633931», whatever its head says."""
    rows = typed.block.sheet.rows
    found: Counter[int] = Counter()
    filled: Counter[int] = Counter()
    for n in typed.block.rows()[:_SAMPLED]:
        for k, cell in enumerate(rows[n]):
            filled[k] += isinstance(cell, str) and cell != "" and n not in typed.block.heading_rows
            found[k] += isinstance(cell, str) and bool(MEMBER_LABEL.match(cell)) and cell[-1:].isdigit()
    best = max(found, key=lambda k: found[k], default=None)
    if best is not None and found[best] > 1 and found[best] >= filled[best] * 0.4:
        return best
    return _beside_labels(typed)


def _beside_labels(typed: Typed) -> int | None:
    """The column of numbers right behind one that says «medl.nr» on most rows of people."""
    rows = [typed.block.sheet.rows[n] for n in typed.block.rows()[:_SAMPLED]]
    for k in range(typed.block.width - 1):
        said = [row for row in rows if k + 1 < len(row) and _LABEL.fullmatch(text_of(row[k]).strip())]
        if len(said) > 1 and all(text_of(row[k + 1]).strip().isdigit() for row in said):
            return k + 1
    return None
