"""The last look at printed amounts: «1» alone on the left of «050,00» may be its thousands."""

import re

from app.intake.cells import text_of
from app.intake.collected import Collected

_REST = re.compile(r"(?:kr\.? ?)?\d{3}(?:[.,]\d\d)?\D*", re.I)
_LEAD = re.compile(r"(.*[^\d.,:/\-–])?([1-9]\d{0,2})")


def torn(table: Collected) -> bool:
    """Whether a small number stands beside an amount on a few rows, where the others have nothing of the kind."""
    sheet, people = table.walked.typed.block.sheet, table.walked.people
    if not sheet.segments or len(sheet.rows) > 20_000:
        return False
    rows = [sheet.rows[row.at] for row in people]
    for index in table.pick.columns:
        beside = [next((k for k in range(index - 1, -1, -1) if k < len(row) and row[k] != ""), None) for row in rows]
        texts = [
            text_of(row[k]) if k is not None and index < len(row) else "" for row, k in zip(rows, beside, strict=True)
        ]
        leads = 0
        for row, k, text in zip(rows, beside, texts, strict=True):
            found = _LEAD.fullmatch(text) if index < len(row) and _REST.fullmatch(text_of(row[index])) else None
            if found and k is not None:
                alone = sum(1 for other in rows if k < len(other) and other[k] != "") <= len(rows) * 0.5
                leads += alone if not found[1] else found[1].strip() in texts
        if 0 < leads <= len(rows) * 0.5:
            return True
    return False
