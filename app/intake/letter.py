"""People named in a running text, as in an e-mail: «Kari Olsen, 010190 12345, kr 1 450,00» in any order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.intake.cells import Cell, Sheet
from app.intake.headings import is_total, role_of
from app.intake.heads import looks_like_name
from app.intake.ids import is_valid
from app.intake.kinds import says_away
from app.intake.line_blocks import line_blocks

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
    r"\b(?:f\.? ?nr|fødselsn(?:umme)?r|fødd|født|p\.?nr|personn(?:umme)?r|d-?nr|"
    r"(?:national|personal) id\w*(?: no| number)?|"
    r"navn|namn|beløp(?:et)?|trekk|trukket|kontingent|"
    r"er|har|med|på|for|kr|trukke|trekt|deducted|dues|ansatt|medlem)\b\.?:?",
    re.I,
)
_NO = r"(?:nr|nummer|no|number|id)"
_MEMBER = rf"(?:medl\w*|member(?:ship)?|m)\.? ?{_NO}"
_EMPLOYEE = rf"(?:(?:ansatt?\w*\.? ?|ans\.? ?|lønns|a|employee )?{_NO}|ansatt|ans\b)"
_NUMBER = re.compile(rf"(?:({_MEMBER}?|{_EMPLOYEE})[ .:]*)?\b(\d{{1,8}})\b", re.I)
_LABELLED = re.compile(rf"\b({_MEMBER}|{_EMPLOYEE})[ .:]*(?<!\d)(\d{{1,8}})(?![\d/-]|[.,][\d–-])", re.I)
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
    r"(?-i:[A-ZÆØÅ]{3})|forbund|forening|union|tilbake|etterbet|ettertr|refu|retur|korr|rett(?:et|a|es)|minus|skal\b|skulle|herav|hvorav|"
    r"forsikring|medl\w*\.? ?n|ansa?t?t?\w*\.? ?n|\bnr\b|\bid\b",
    re.I,
)
"""What changes the amount, names a union, or tells a number."""
_INCLUDED = re.compile(r"\W*(?:inkl|incl|medregn|iberegn)", re.I)
"""«(inkl. etterbetaling)» says what the amount is made of, and changes nothing."""
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
_NOTHING = re.compile(r" [-–—:] ?0(?= |$|\()")
"""«17 Kari Olsen - 0 (permittert hele april)»"""
_GAP = re.compile(r"\S(?: {2,}|\t)\S|[;|]")
_BEFORE_AMOUNT = re.compile(rf"(?<=\d) {{2,4}}(?=(?:{_KR} ?)?{_SUM}{_ORE}?(?: ?{_KR})?$)", re.I)
"""«14 Kari Olsen 01019012345   450,00 kr» is a running line for all that."""
_LEADS = re.compile(r"\d{1,8} +[^\W\d_]{2}")
"""«* 11 Mehdi Karimi: 465,50»: the employee's number, unless the people are counted."""
_BORN = re.compile(r"[ ,]*\(?\b(?:f|født|fødd|born)\.?:? ?\d{1,2}\.\d{1,2}\.(?:19|20)?\d\d\)?", re.I)
"""«Kari Olsen (f. 05.07.1987)»"""
_NO_ID = re.compile(
    r" ?\((?:f\.? ?nr|fødselsn|p\.?nr|personn|d-?nr|national id|id\b)[^()\d]*\)|"
    r"[ ,–—-]*\b(?:f\.? ?nr|fødsels\w+|p\.?nr|person\w+|d-?n(?:umme)?r)\.?:? "
    r"(?:mangl\w+|kommer|kjem|ukjen[td]|(?:etter)?sendes|følg[je]+r?|har (?:vi|jeg|eg) ikk?j?e)\b|"
    r" [-–—] [^-–—\d,|]*\b(?:f\.? ?nr|fødsels\w+|person(?:nr|nummer)\w*)\b[^-–—\d,|]*(?= [-–—] )",
    re.I,
)
"""«Kari Olsen (fødselsnr. kommer)», «Kari Olsen   fnr mangler», «Kari Olsen - har ikke fødselsnr. ennå - kr 920»"""
_HEADS: list[Cell] = ["Navn", "Fødselsnummer", "Nummer", "Medlemsnr", "Beløp", "Merknad"]


@dataclass(slots=True)
class Named:
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
    return _by_lines(lines, delimiter) or _by_blocks(lines, delimiter)


def _by_lines(lines: list[str], delimiter: str | None) -> Sheet | None:
    with_id = [line for line in lines if (found := _ID.search(line)) and is_valid(found[1] + found[2])]
    named = {n: one for n, line in enumerate(lines) if (one := _person(line, bool(with_id)))}
    if delimiter in (";", "|") and any(delimiter in lines[n] for n in named):
        return None  # elsewhere it parts the telephone from the address below the letter
    told = next((line for line in reversed(lines[: min(named, default=0)]) if line.strip()), "")
    if re.search(r"medlems?\W?(?:nr|nummer)", told, re.I) and not re.search(r"ansatt|tilsett", told, re.I):
        for one in named.values():  # «Medlemsnummer, navn og beløp:»
            if not one.member:
                one.member, one.employee = one.employee, ""
    running = [n for n in named if _BULLET.match(lines[n]) or not _GAP.search(_BEFORE_AMOUNT.sub(" ", lines[n]))]
    if len(running) < max(2, len(with_id) * 0.6, len(named) * 0.8):
        return None
    if delimiter == "," and not all(
        _BULLET.match(lines[n]) or re.search(r"\bkr\b|NOK|,[-–]|\btru?kk?et:? \d", lines[n]) for n in running
    ):
        return None
    asked = [
        n
        for n in _among(lines, min(named), max(named))
        if n not in named and _BULLET.match(lines[n]) and not (with_id and _ID.search(lines[n]))
    ]
    among = {n for n in range(min(named), max(named)) if n not in named and {n - 1, n + 1} <= set(named)}
    return _sheet(lines, named, {n: range(n, n + 1) for n in asked}, between=among)


def _among(lines: list[str], first: int, last: int) -> range:
    """From the first person to the last, and what hangs on to them with bullets of its own."""
    while first and _BULLET.match(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and _BULLET.match(lines[last + 1]):
        last += 1
    return range(first, last + 1)


def _sheet(
    lines: list[str],
    named: dict[int, Named],
    asked: dict[int, range],
    spans: Iterable[range] = (),
    between: Iterable[int] = (),
) -> Sheet:
    """Rows of people under heads.  `asked`: what begins as people do, to be asked about where it has an amount;
    `between`: lines with a person right above and below, which may be one that was not understood."""
    unread = {n: row for n, block in asked.items() if (row := _unread(" ".join(lines[k].strip() for k in block)))}
    first = min([*named, *unread])
    covered = {n for block in spans if block.start in (*named, *unread) for n in block[1:]}
    sheet = Sheet("", [], [])
    for n, line in enumerate(lines):
        if n == first:
            sheet.rows.append(list(_HEADS))
            sheet.numbers.append(n + 1)
        if n in covered:
            continue
        if n in unread and n < min(named):
            sheet.unsure.append(len(sheet.rows))  # above the first person a row may be taken for a title
        if n in between and n not in unread and lines[n].strip():
            sheet.unsure.append(len(sheet.rows))
        text = line.strip()
        sheet.rows.append(named[n].row() if n in named else unread.get(n, [text] if text else []))
        sheet.numbers.append(n + 1)
    return sheet


def _by_blocks(lines: list[str], delimiter: str | None) -> Sheet | None:
    """«1) Kari Olsen» over «personnr 010190 12345» over «trukket kr 450,-»: each such block is a row."""
    if delimiter in (";", "|", "\t"):
        return None
    blocks = line_blocks(lines, _BULLET)
    with_id = sum(bool((found := _ID.search(line)) and is_valid(found[1] + found[2])) for line in lines)
    named = {block.start: one for block in blocks if (one := _of_block([lines[n] for n in block], with_id > 0))}
    if len(named) < max(2, with_id * 0.6):
        return None
    forms = sum(_is_form([lines[n] for n in block]) for block in blocks)
    if forms >= len(named) * 0.6:
        return None  # each label is a column of its own, and none is lost
    people = [block for block in blocks if min(named) <= block.start <= max(named) or _is_like_people(lines, block)]
    if len(named) < len(people) * 0.6:
        return None
    return _sheet(lines, named, {block.start: block for block in people if block.start not in named}, people)


def _is_form(block: list[str]) -> bool:
    """«Fødselsnr: 010190 12345» over «Trekk: 450,00»."""
    roles = {role_of(label) for line in block for label, colon, _ in [line.partition(":")] if colon}
    return "national_id" in roles and bool(roles & {"amount", "part"})


def _is_like_people(lines: list[str], block: range) -> bool:
    text = " ".join(lines[n] for n in block)
    return bool(_BULLET.match(text) or _ID.search(text) or _LABELLED.search(text)) and bool(_AMOUNT.search(text))


def _of_block(lines: list[str], ids: bool) -> Named | None:
    """The one that these lines speak of; a line of its own that only remarks is no part of who and how much."""
    parted = [_without_aside(_BULLET.sub("", line).strip().rstrip(".,;")) for line in lines]
    if any(len(text) > 100 or is_total(text) for text, _ in parted):
        return None
    for left in (parted, [one for one in parted if not _only_remarks(one[0])]):
        if one := _named(" | ".join(text for text, _ in left), " ".join(filter(None, (r for _, r in left))), ids):
            return one
    return None


def _only_remarks(text: str) -> bool:
    plain = _EARNED.sub("lønn ", text)
    behind = _ASIDE.fullmatch(f"({plain.strip('()')})") and not _NO_ASIDE.search(text) and not _AMOUNT.search(plain)
    return bool(behind) and (says_away(text) or plain != text)


def _unread(text: str) -> list[Cell]:
    """What begins as people's lines do, as a person's row to be asked about; nothing where it has no amount."""
    amounts = [found[0] for found in _AMOUNT.finditer(text)] if not is_total(_BULLET.sub("", text)) else []
    whole = _BULLET.sub("", text).replace(",", "")  # a comma would turn it round as a name
    return [whole, "", "", "", amounts[-1]] if amounts else []


def _person(line: str, ids: bool) -> Named | None:
    """The one on this line, where nothing else is on it."""
    text = _NOTHING.sub(" kr 0", _BULLET.sub("", line).strip().rstrip("."))
    if len(text) > 160 or is_total(text):
        return None
    return _named(*_without_aside(text), ids)


def _named(text: str, remark: str, ids: bool) -> Named | None:
    text = _BORN.sub("", _RATE.sub("| ", text))
    found = _ID.search(text)
    if not found and (missing := _NO_ID.search(text)):
        text, remark = _NO_ID.sub("", text), f"{missing[0].strip('() ')} {remark}".strip()
    elif ids and not found:
        return None
    national = f"{found[1]}{found[2]}" if found else ""
    text = _SHORT.sub("", f"{text[: found.start()]}|{text[found.end() :]}") if found else text
    leads = _LEADS.match(text)
    numbers: list[re.Match[str]] = []
    while told := _LABELLED.search(text):  # «medl.nr 1253720 kr 543,-»: before the number is an amount
        numbers.append(told)
        text = f"{text[: told.start()]}|{text[told.end() :]}"
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
    while one := _NUMBER.search(text):
        numbers.append(one)
        text = f"{text[: one.start()]}|{text[one.end() :]}"
    name, of = _name(text), {_whose(one): one[2] for one in numbers}
    if not name or len(of) < len(numbers) or {"", "employee"} <= set(of) or ("" in of and not (found or leads)):
        return None
    return Named(name, national, of.get("employee", of.get("", "")), of.get("member", ""), amounts[0][0], remark)


def named_in(text: str) -> Named | None:
    """Whom a line of text names, with numbers and one amount: «ansnr 326 Frode Fjeldstad fnr 0988… kr 672,03»."""
    return _named(text, "", ids=False)


def _whose(number: re.Match[str]) -> str:
    """Of which kind a number's label says it is; '' without one."""
    label = (number[1] or "").lower()
    if label.startswith("m"):
        return "member"
    return "employee" if re.match(r"ans|lønn|employee|a(?:nr|nummer)", label) else ""


def _without_aside(text: str) -> tuple[str, str]:
    """The text up to the amount that ends it, and what is remarked behind."""
    for amount in reversed(list(_AMOUNT.finditer(text))):
        behind = text[amount.end() :]
        found = _ASIDE.fullmatch(_EARNED.sub("lønn ", behind))
        changes = _NO_ASIDE.search(behind) and not _INCLUDED.match(behind)
        if found and not changes and not _AMOUNT.search(found[0]):
            return text[: amount.end()], behind.strip(" ()–—,;-")
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
