"""Whether a file is a PDF: by its first and last bytes.  It is never opened here, only kept and handed on."""

LARGEST = 10_000_000
MOST_FILES = 2_500
WHOLE = 500_000_000

HEAD, TAIL = b"%PDF-", b"%%EOF"
TAIL_WITHIN = 2048


def fault(head: bytes, tail: bytes, too_large: bool) -> str:
    """Why it cannot be posted, by its first bytes and its last TAIL_WITHIN: LARGE, EMPTY, NOT_PDF or CUT; else ''."""
    if too_large:
        return "LARGE"
    if not head:
        return "EMPTY"
    if not head.startswith(HEAD):
        return "NOT_PDF"
    return "" if TAIL in tail else "CUT"
