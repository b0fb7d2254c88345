"""Mobile numbers, for one-time codes: kept as E.164 ('+4791234567')."""

import re

_FILLING = re.compile(r"[ \t\u00a0\u2009\u202f.()/-]")
_NORWEGIAN = re.compile(r"(?:\+47)?([49][0-9]{7})")
_ABROAD = re.compile(r"\+(?!47)[1-9][0-9]{7,14}")


def parse_mobile(text: str) -> str | None:
    """E.164 for '912 34 567', '+47 912 34 567', '0047…' or a full number abroad; None where no SMS goes."""
    bare = _FILLING.sub("", text[:40])
    bare = f"+{bare[2:]}" if bare.startswith("00") else bare
    if found := _NORWEGIAN.fullmatch(bare):
        return f"+47{found[1]}"
    return bare if _ABROAD.fullmatch(bare) else None


def format_mobile(mobile: str) -> str:
    """'+47 912 34 567', with no-break blanks; numbers abroad as they are."""
    if not mobile.startswith("+47"):
        return mobile
    return f"+47\u00a0{mobile[3:6]}\u00a0{mobile[6:8]}\u00a0{mobile[8:]}"


def mask_mobile(mobile: str) -> str:
    """'••• •• 567': enough for the owner to know it again."""
    return f"•••\u00a0••\u00a0{mobile[-3:]}"
