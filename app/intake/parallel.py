"""Sections headed alike: what heads one for our union tells that another, headed in other words, is somebody else's."""

import re

from app.intake.headings import fold
from app.intake.kinds import is_unrelated
from app.intake.unions import Unions

_OF_DUES = re.compile(r"fack(?:avgift|forening)?|fag ?foren|fag ?forb|kontingent|\bunion|\bdues|skladk|gewerkschaft")
_LONGEST = 80
_PAYEE = re.compile(r"(?:fag ?)?(?:forening|forbund|mottaker|kreditor|organisasjon|union|payee|creditor|fack\w*)")


def may_head(text: str) -> bool:
    """Whether a note may head a section: of dues, or behind a label for whoever is paid."""
    label, colon, _ = text.partition(":")
    return len(text) < _LONGEST and bool(_OF_DUES.search(fold(text)) or (colon and _PAYEE.fullmatch(fold(label))))


def strange_section(text: str, heads: set[str], unions: Unions) -> str | None:
    """«?Lønnsart 8470 Kontingent Byggfolk» below «Lønnsart 8450 Kontingent Fellesforbundet»: a union nobody knows."""
    ours = (one for one in heads if unions.named(one, labelled=True) == {unions.ours})
    return f"?{text}" if any(_are_parallel(text, one, unions) for one in ours) else None


def strange_before(text: str, heads: set[str], unions: Unions) -> str | None:
    """The same, where the section of ours, headed `text`, comes after the other's."""
    if unions.named(text, labelled=True) != {unions.ours}:
        return None
    return next((f"?{one}" for one in sorted(heads) if _are_parallel(one, text, unions)), None)


def _are_parallel(text: str, own: str, unions: Unions) -> bool:
    """Headed alike but for number and name: of dues both, or behind the same label for whoever is paid."""
    if unions.named(text, labelled=True) or is_unrelated(text):
        return False
    words, others = fold(own).split(), fold(text).split()
    numbers, other = ({word for word in some if word.isdigit()} for some in (words, others))
    if words[:1] == others[:1] and numbers and other and not numbers & other:
        return bool(_OF_DUES.search(fold(own)) and _OF_DUES.search(fold(text)) and len(others) > 2)
    label, colon, name = own.partition(":")
    same, _, value = text.partition(":")
    return bool(colon and name.strip() and value.strip() and label == same and _PAYEE.fullmatch(fold(label)))
