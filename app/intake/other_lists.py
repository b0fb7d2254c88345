"""Lists of something else than dues that look like one: hours, invoices, a ledger."""

import re

from app.intake.headings import WHO_ROLES, fold
from app.intake.rows import Walked

_OTHER = re.compile(
    r"timer?\b|overtid|hours|fravaer|sykedag|sjukedag|egenmelding|fridag|ferie(?!p)|\buker?\b|\bvakt|turnus|\bskift\b|\bkurs|"
    r"permisjon|skattetrekk|forskuddstrekk|arbeidsplan|timeliste|vacation|holiday|leave|shift|\btax|sertifik|opplaering"
)
_OF_A_UNION = re.compile(r"fag ?foren|fagforb|kontingent|medlem|\bunion|\bdues\b|forbund|fackavg|gewerksch|zwiaz")
_INVOICES = re.compile(
    r"faktura|\bkunde|\bmva\b|\bmoms|forfall|\bordre|invoice|customer|\bvat\b|varenr|vare\b|\bdebet|\bkredit\b|"
    r"leverandorn|beskrivelse av vare|\benhetspris"
)


def is_invoices(table: Walked) -> bool:
    """A list whose heading speaks of customers and invoices, and of no person."""
    headings = [text for text in table.typed.block.headings if text]
    named = {profile.named for profile in table.typed.profiles if profile.heading}
    if table.typed.has_ids or named & WHO_ROLES:
        return False
    return sum(bool(_INVOICES.search(fold(text))) for text in headings) >= 2


def is_other_list(tables: list[Walked]) -> bool:
    """Whether heads and titles are those of hours, holidays or tax, and none of them speaks of a union or its dues.

    A union named in a cell («Tillitsvalgt for») does not make it a list of dues.
    """
    said = [fold(text) for table in tables for text in _heads(table)]
    return any(_OTHER.search(text) for text in said) and not any(_OF_A_UNION.search(text) for text in said)


def _heads(table: Walked) -> list[str]:
    block, people = table.typed.block, table.people
    first = people[0].at if people else block.start
    above = [cell for row in block.sheet.rows[max(first - 30, 0) : first] for cell in row if isinstance(cell, str)]
    return [block.sheet.name, *(text for text in block.headings if text), *(text for text in above if len(text) < 120)]
