"""What a row says in fields: «Navn...: Olsen, Kari  Fødselsnr..: 010190 12345», «Cpr/fnr 010190-12345  Medl.nr 7»."""

import re
from dataclasses import dataclass, field, replace

from app.intake.cells import Cell, Sheet, text_of
from app.intake.headings import fold, role_of
from app.intake.heads import looks_like_name
from app.intake.ids import read_id

_NUMBERS = ("national_id", "employee_no", "member_no")
_NAMES = ("name", "last_name", "first_name")
WHO = (*_NUMBERS, *_NAMES, "union")
_NUMBER = re.compile(r"[A-ZÆØÅ]{0,4}[-.]?\d[\dA-Z./*xX•-]*|[*•]{6,11}")
_NUMBERED = re.compile(
    r"(\d{1,8})[ .–-]+([^\d()]{3,})|([^\d()]{3,}?) ?\((?:[^\W\d_]+[. ]{1,2}(?:nr[. ]*)?)?(\d{1,8})\)"
)
_OWN_NUMBER = re.compile(r"\(?(?:ans(?:att)?|emp|no|nr)\w*\.? ?(?:nr\.? ?)?(\d{1,8})\)?", re.I)
"""«Kari Olsen   (ans. 3538)»"""
_TURNED = re.compile(r"[A-ZÆØÅ][^\W\d_]+, [A-ZÆØÅ][^\W\d_]+(?: [A-ZÆØÅ][^\W\d_]+)?")
"""«Nguyen, Thi Lan» is nobody's loan."""
_LEADS_ON = re.compile(r"(?:[:.…]*:|\.{2,}|…)$")
_NUMBERED_LABEL = re.compile(r"^(ansatt|tilsett|medarbeider|employee) (\d{1,8}): (?=[^\W\d_])", re.I)
"""«Ansatt 710: Kari Olsen»"""
_YEAR = re.compile(r"20[2-4]\d")
_COUNT = re.compile(r"^\d{1,3}\)\s+")
"""«1) Kari Olsen»"""
_LONGEST = 4
"""Words of a label."""


@dataclass(slots=True)
class Fields:
    """Values by the role of their label, a name (with a number) that stands without one, and the month."""

    found: dict[str, str] = field(default_factory=dict)
    name: str = ""
    number: str = ""
    period: str = ""
    """«mai 2026» behind «Trekkmåned», as it is written."""


@dataclass(slots=True)
class _Word:
    text: str
    first: bool
    """Whether it begins a part of the row."""


def fields(parts: list[Cell]) -> Fields:
    """All that a row says of a person, as far as it is labelled or plainly a name."""
    said = Fields()
    if not 0 < len(parts) <= 24:
        return said
    words = _words(parts)
    free: list[list[str]] = []
    at = 0
    while at < len(words):
        if own := _own_id(words, at):
            said.found.setdefault("national_id", own)
            at += own.count(" ") + 1
            free.append([])
            continue
        role, after = _label(words, at)
        if not role:
            if words[at].first or not free:
                free.append([])
            free[-1].append(words[at].text)
            at += 1
            continue
        value, at = _value(words, after, role)
        if role in _NAMES and (numbered := _NUMBERED.fullmatch(value)):
            said.found.setdefault("employee_no", numbered[1] or numbered[4])
            value = (numbered[2] or numbered[3]).strip()
        elif role in _NAMES and re.fullmatch(r"\d{1,8}", value):
            role = "employee_no"  # «Medarbejder 00123 | Kari Olsen»
        if role in WHO and (value or role not in _NAMES):  # «vår ansatte:» is nobody's name
            said.found.setdefault(role, value)
        elif role == "period":
            said.period = said.period or value
        free.append([])
    _take_name(said, [" ".join(one) for one in free if one])
    return said


def is_whole_id(text: str) -> bool:
    """A valid id, or one that is masked."""
    return read_id(text).kind in ("valid", "masked") or bool(re.fullmatch(r"[*•]{11}", text))


def _own_id(words: list[_Word], at: int) -> str:
    """A masked id in a cell of its own without a label: «159169*****»; whole ids are seen to by others."""
    end = next((k for k in range(at + 1, len(words)) if words[k].first), len(words))
    text = " ".join(word.text for word in words[at:end])
    return text if words[at].first and len(text) > 10 and read_id(text).kind == "masked" else ""


def _take_name(said: Fields, texts: list[str]) -> None:
    """«Kari Olsen», «319 Olsen, Kari», «319 | Kari Olsen», «Olsen, Kari (319)»."""
    before = ""
    for text in texts:
        numbered = _NUMBERED.fullmatch(text)
        name = (numbered[2] or numbered[3]).strip() if numbered else text
        a_word = role_of(name) and not _TURNED.fullmatch(name)
        if not said.name and looks_like_name(name) and not a_word and not re.search(r"[:()/]", name):
            said.name, said.number = name, (numbered[1] or numbered[4]) if numbered else before
        elif said.name and not said.number and (own := _OWN_NUMBER.fullmatch(text)):
            said.number = own[1]
        before = text if re.fullmatch(r"[A-ZÆØÅ]{0,2}\d{1,8}", text) else ""


def _words(parts: list[Cell]) -> list[_Word]:
    words: list[_Word] = []
    for part in parts:
        text = re.sub(r":(?=[^\s:])", ": ", _COUNT.sub("", text_of(part)))
        text = _NUMBERED_LABEL.sub(r"\1: \2 ", text)
        text = re.sub(r"\s+(?=[.:…]+(?:\s|$))", "", text)  # «Trekk ....» and «Navn :»
        words += [_Word(word, n == 0) for n, word in enumerate(text.split())]
    return words


def _label(words: list[_Word], at: int) -> tuple[str, int]:
    """(Role, or '?' of a label that is none of ours; where its value begins), or ('', …) where no label stands."""
    for size in range(min(_LONGEST, len(words) - at), 0, -1):
        own = words[at : at + size]
        if any(word.first for word in own[1:]) or any(_LEADS_ON.search(word.text) for word in own[:-1]):
            continue
        text = " ".join(word.text for word in own)
        if size > 1 and re.search(r"\d{5}", text):
            continue  # «Fødselsnr. 010190 12345»: the label is its first word
        role = role_of(_LEADS_ON.sub("", text))
        after = at + size
        if not own[0].first and size > 1 and (not role or _says_as_much(own[1:], role)):
            continue  # «Navn: Olsen, Kari Fødselsnr: …»: the name goes on up to the label
        if size > 2 and role in _NUMBERS and looks_like_name(" ".join(word.text for word in own[:-1])):
            continue  # «Olsen Hansen Fødselsnr.»: the name goes up to the label
        if _LEADS_ON.search(text):
            return (role or "?"), after
        number = after < len(words) and _NUMBER.fullmatch(words[after].text)
        if role in _NUMBERS and number:
            return role, after
        if role in _NAMES and at == 0 and after < len(words) and size == 1 and (number or not words[after].first):
            return role, after
        if role == "union" and own[0].first and after < len(words) and words[after].first:
            return role, after  # «Fagforening | Fellesforbundet»
    return "", at


def _says_as_much(words: list[_Word], role: str) -> bool:
    text = _LEADS_ON.sub("", " ".join(word.text for word in words))
    return role_of(text) == role and fold(text) not in ("nr", "no", "id", "nummer", "number")


def _value(words: list[_Word], at: int, role: str) -> tuple[str, int]:
    """The value behind a label, and where the next thing begins."""
    if at >= len(words) or (words[at].first and _label(words, at)[0]):
        return "", at
    if role in _NUMBERS:
        both = " ".join(word.text for word in words[at : at + 2])
        if role == "national_id" and re.fullmatch(r"\d{6} (?:\d{5}|[*xX•]{5})", both):
            return both, at + 2
        return (words[at].text, at + 1) if re.search(r"[\d*•]", words[at].text) else ("", at)
    end = at + 1
    while end < len(words) and not words[end].first and not _label(words, end)[0]:
        end += 1
    if role == "period" and end < len(words) and _YEAR.fullmatch(words[end].text):
        end += 1  # «mai» and «2026», parted by a print
    return " ".join(word.text for word in words[at:end]), end


_NEXT_LABEL = re.compile(r"\s+(?=[^\W\d_][^\W\d_.]{2,20}\.?: ?\S)")


def with_fields_apart(sheet: Sheet) -> Sheet:
    """«Lønn: kr 31 000,00 Ansattnr: 3840» as two parts of its row; «Født | 010190 | Pers.nr | 12345» as one id."""
    apart: dict[int, list[str]] = {}
    for n in range(len(sheet.rows)):
        parts = [text_of(part) for part in sheet.parts(n)]
        if any(part.count(":") > 1 for part in parts):
            apart[n] = [piece for part in parts for piece in _NEXT_LABEL.split(part)]
        elif (at := _halves(parts)) is not None:
            whole = f"{parts[at + 1].zfill(6)} {parts[at + 3].zfill(5)}"
            apart[n] = [*parts[:at], "Fødselsnr:", whole, *parts[at + 4 :]]
    made = replace(sheet, segments={**sheet.segments, **apart}) if apart else sheet
    made.lefts = {n: lefts for n, lefts in sheet.lefts.items() if n not in apart}
    return made


_BIRTH, _REST = (
    re.compile(r"fod[td]|f ?dato|fodselsdato|born|date of birth"),
    re.compile(r"p(?:ers(?:on)?)? ?n(?:umme)?r"),
)


def _halves(parts: list[str]) -> int | None:
    """Where a birth date has its label, and the rest of the id its own right behind."""
    for k in range(len(parts) - 3):
        labelled = _BIRTH.fullmatch(fold(parts[k]).strip(" :")) and _REST.fullmatch(fold(parts[k + 2]).strip(" :"))
        if labelled and re.fullmatch(r"\d{5,6}", parts[k + 1]) and re.fullmatch(r"\d{3,5}", parts[k + 3]):
            return k
    return None
