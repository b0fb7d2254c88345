"""Lists of something else than dues that look like one: hours, invoices, a ledger."""

import re

from app.intake.headings import fold
from app.intake.rows import Walked

_HOURS = re.compile(r"timer?\b|overtid|hours|fravaer|sykedag|fridag")
_INVOICES = re.compile(
    r"faktura|\bkunde|\bmva\b|\bmoms|forfall|\bordre|invoice|customer|\bvat\b|varenr|vare\b|\bdebet|\bkredit\b|"
    r"leverandorn|beskrivelse av vare|\benhetspris"
)
_WHO = ("national_id", "birth_date", "employee_no", "member_no", "name", "first_name", "last_name")


def is_invoices(table: Walked) -> bool:
    """A list whose heading speaks of customers and invoices, and of no person."""
    headings = [text for text in table.typed.block.headings if text]
    named = {profile.named for profile in table.typed.profiles if profile.heading}
    if table.typed.has_ids or named & set(_WHO):
        return False
    return sum(bool(_INVOICES.search(fold(text))) for text in headings) >= 2


def is_other_list(tables: list[Walked]) -> bool:
    """Whether the headings are those of a list of hours or the like."""
    return any(_HOURS.search(fold(text)) for table in tables for text in table.typed.block.headings if text)
