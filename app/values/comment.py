"""What people write to each other: a comment on a person, a remark on a whole list or its files."""

from app.values.text import fault

COMMENT_MAX = 500
REMARK_MAX = 2000


def comment_fault(text: str, most: int) -> str:
    """The code of what is wrong with a comment, empty when nothing is."""
    match fault(text, most, lines=True):
        case None:
            return ""
        case "TOO_LONG":
            return "comment.too_long"
        case _:
            return "comment.strange_signs"
