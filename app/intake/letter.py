"""People named in a running text, as in an e-mail: «Kari Olsen, 010190 12345, kr 1 450,00» in any order."""

import re
from dataclasses import dataclass

from app.intake.cells import Cell, Sheet
from app.intake.headings import is_total
from app.intake.heads import looks_like_name
from app.intake.ids import is_valid

_ID = re.compile(r"(?<![\d.,])(\d{6})[ .\-]?(\d{5})(?![\d.,]*\d)")
_SUM = r"[-−–]?\d{1,3}(?:[ .\u00a0\u202f']?\d{3})*"
_KR = r"(?:kr\b\.?|NOK\b|kroner\b)"
_ORE = r"(?:[.,]\d\d|,[-–])"
_AMOUNT = re.compile(
    rf"\b{_KR} ?{_SUM}{_ORE}?(?![\d.]*\d)"
    rf"|(?<![\d.]){_SUM}{_ORE}?(?: ?{_KR}|,[-–])"
    rf"|(?<![\d.]){_SUM},\d\d(?!\d)",
    re.I,
)
_LABELS = re.compile(
    r"\b(?:f\.? ?nr|fødselsn(?:umme)?r|født|p\.?nr|personn(?:umme)?r|navn|namn|beløp(?:et)?|trekk|trukket|kontingent|"
    r"er|har|med|på|for|kr|trukke|trekt|deducted|dues|ansatt|medlem)\b\.?:?",
    re.I,
)
_NUMBER = re.compile(
    r"(?:(medl\w*\.? ?(?:nr|nummer)?|(?:ansatt?\w*\.? ?|ans\.? ?|lønns|a)?(?:nr|nummer|id))[ .:]*)?\b(\d{1,8})\b", re.I
)
_BULLET = re.compile(r"^\s*(?:[-–•*·>o]|\d{1,3}[.)])\s+")
_SHORT = re.compile(r"[ ,;]*\b[fp]\.?:?\s*(?=\|)")
"""«Kari Olsen, f. 010190 12345»."""
_DAY = r"\d{1,2}\.\d{1,2}\.?(?:\d{2,4})?|\d{1,2}\. ?(?=[^\W\d_]{3})|(?<!\d)20\d\d(?!\d)|\d{1,3} ?(?:%|prosent)"
_ASIDE = re.compile(
    rf" *\(((?:[^()\d]|{_DAY}){{3,}})\)|[–—,;-]? ?((?:i |på |on |pga\.? |ny\b|nyans|begyn|start|slutt|perm|syk|sjuk|"
    rf"ferie|ulønn|ingen lønn|inga løn|no pay|left|leave|new\b)(?:[^()\d|]|{_DAY})*)",
    re.I,
)
"""«kr 0,- (sluttet 27. september)», «kr 0,- i permisjon»: behind the amount, with no number but a day in it."""
_NO_ASIDE = re.compile(
    r"(?-i:[A-ZÆØÅ]{3})|forbund|forening|union|tilbake|refu|retur|korr|rett(?:et|a|es)|minus|skal\b|skulle|herav|hvorav|"
    r"forsikring|medl\w*\.? ?n|ansa?t?t?\w*\.? ?n|\bnr\b|\bid\b",
    re.I,
)
"""What changes the amount, names a union, or tells a number."""
_RATE = re.compile(
    r"(?:\d{1,3}(?:[.,]\d+)? ?(?:timer|timar|timmar|t|hours|hrs|h|godziny?|dager|dagar|vakter|skift|uker|veker)\.? ?)"
    rf"(?:à|á|a|x|@|×|på|at|per) ?(?:{_KR} ?)?{_SUM}{_ORE}?(?: ?{_KR})?[ ,:;–-]*",
    re.I,
)
"""«104 timer à 171,-»: what was worked, and no deduction."""
_EARNED = re.compile(
    rf"\b(?:\w*lønn?|brutto\w*|grunnlag|gross(?: pay)?|wages?|salary):? ?(?:{_KR} ?)?{_SUM}{_ORE}?(?: ?{_KR})?"
    r"[ ,:;–-]*",
    re.I,
)
_DEDUCTED = re.compile(r"\b(?:trukket|trukke|trekt|trekk|kontingent|deducted|dues):? ?$", re.I)
_HEADS: list[Cell] = ["Navn", "Fødselsnummer", "Ansattnr", "Medlemsnr", "Beløp", "Merknad"]


@dataclass(slots=True)
class _Named:
    name: str
    id: str
    employee: str
    member: str
    amount: str
    remark: str = ""

    def row(self) -> list[Cell]:
        return [self.name, self.id, self.employee, self.member, self.amount, self.remark]


def letter(lines: list[str], delimiter: str | None) -> Sheet | None:
    """The lines with one person each as rows of a list, the others as they are; None where there is no such text."""
    if len(lines) > 5000:
        return None
    with_id = [line for line in lines if (found := _ID.search(line)) and is_valid(found[1] + found[2])]
    named = {n: one for n, line in enumerate(lines) if (one := _person(line, bool(with_id)))}
    if delimiter in (";", "|") and any(delimiter in lines[n] for n in named):
        return None  # elsewhere it parts the telephone from the address below the letter
    running = [n for n in named if _BULLET.match(lines[n]) or not re.search(r"\S(?: {2,}|\t)\S|[;|]", lines[n])]
    if len(running) < max(2, len(with_id) * 0.6, len(named) * 0.8):
        return None
    if delimiter == "," and not all(
        _BULLET.match(lines[n]) or re.search(r"\bkr\b|NOK|,[-–]", lines[n]) for n in running
    ):
        return None
    first = min(named)
    rows: list[list[Cell]] = [[line.strip()] if line.strip() else [] for line in lines[:first]]
    last = 0 if with_id else max(named)
    body = [named[n].row() if n in named else _unread(lines[n], n < last) for n in range(first, len(lines))]
    return Sheet("", [*rows, list(_HEADS), *body], [*range(1, first + 1), first + 1, *range(first + 1, len(lines) + 1)])


def _unread(line: str, among: bool) -> list[Cell]:
    """A line as it is.  One that begins as people's do, and has an amount, is shown as a person's to be asked about."""
    text = line.strip()
    amounts = (
        [found[0] for found in _AMOUNT.finditer(text)] if among and _BULLET.match(line) and not is_total(text) else []
    )
    whole = _BULLET.sub("", text).replace(",", "")  # a comma would turn it round as a name
    return [whole, "", "", "", amounts[-1]] if amounts else [text] if text else []


def _person(line: str, ids: bool) -> _Named | None:
    """The one on this line, where nothing else is on it."""
    text = _BULLET.sub("", line).strip().rstrip(".")
    if len(text) > 160 or is_total(text):
        return None
    text, remark = _without_aside(text)
    text = _RATE.sub("| ", text)
    found = _ID.search(text)
    if ids and not found:
        return None
    national = f"{found[1]}{found[2]}" if found else ""
    text = _SHORT.sub("", f"{text[: found.start()]}|{text[found.end() :]}") if found else text
    amounts = list(_AMOUNT.finditer(text))
    if len(amounts) > 1 and (amounts := list(_AMOUNT.finditer(earned := _EARNED.sub("| ", text)))):
        text = earned if _DEDUCTED.search(earned[: amounts[0].start()]) else ""
    if (
        not text
        or len(amounts) != 1
        or (not found and not re.match(r".*\b(?:kr|nok)|.*,(?:\d\d|[-–])", amounts[0][0], re.I))
    ):
        return None
    text = f"{text[: amounts[0].start()]}|{text[amounts[0].end() :]}"
    numbers = list(_NUMBER.finditer(text))
    if len(numbers) > 1 or (numbers and not found):
        return None
    number, member = "", False
    for one in numbers:
        number, member = one[2], bool(one[1]) and one[1].lower().startswith("medl")
        text = f"{text[: one.start()]}|{text[one.end() :]}"
    name = _name(text)
    if not name:
        return None
    return _Named(name, national, "" if member else number, number if member else "", amounts[0][0], remark)


def _without_aside(text: str) -> tuple[str, str]:
    """The text up to the amount that ends it, and what is remarked behind."""
    for amount in reversed(list(_AMOUNT.finditer(text))):
        found = _ASIDE.fullmatch(text, amount.end())
        if found and not _NO_ASIDE.search(found[0]) and not _AMOUNT.search(found[0]):
            return text[: amount.end()], (found[1] or found[2]).strip()
    return text, ""


def _name(text: str) -> str:
    parts = [part.strip(" ,:.\t") for part in re.split(r"[|()\t=:;/]| [-–—] ", text)]
    parts = [part for part in (_LABELS.sub("", part).strip(" ,:.-–—") for part in parts) if part]
    if len(parts) != 1:
        return ""
    pieces = [piece.strip() for piece in parts[0].split(",") if piece.strip()]
    name = parts[0] if len(pieces) <= 2 else ""
    if len(pieces) == 2 and " " in pieces[0] and " " in pieces[1]:
        name = ""
    short = 2 <= len(name.split()) <= 6
    return name if short and looks_like_name(name) and all(w[0].isupper() or w in _SMALL for w in name.split()) else ""


_SMALL = ("von", "van", "de", "der", "da", "af", "av", "den", "el", "al", "bin", "dos", "la", "le")
