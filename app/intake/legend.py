"""What a list explains elsewhere: codes of unions («01=Fellesforbundet»), marks behind names («* medlem i NNN»)."""

import re

from app.intake.cells import Cell, Sheet, text_of
from app.intake.collected import Collected
from app.intake.facts import Notes
from app.intake.headings import code_key, fold
from app.intake.kinds import UNDONE
from app.intake.reading import Line, Place
from app.intake.rows import Walked
from app.intake.unions import Unions

_CODE = re.compile(
    r"(?<![\w.,/])(?:(\d{1,6}|[A-ZÆØÅ]{1,5})\s{0,3}(=|:|–|—|->|→|-(?=\s))\s{0,3}|(\d{1,6})\s{1,3}(?=[^\W\d_]))"
)
_HEADED = re.compile(r"^fagf|^forb|^union|^fag ?foren|^org|^kred|^lev|^mottak|^trekk ?(kode|mottak)|^kode$|^type$")


def union_codes(notes: list[Notes], unions: Unions) -> dict[str, str]:
    """Codes with the union that a row somewhere gives them; another word than a union's is kept as «?word»."""
    codes: dict[str, str] = {}
    for note in notes:
        for row in {*note.before[-60:], *note.between[:200], *note.after[-60:]}:
            parts = [text_of(cell) for cell in note.sheet.parts(row)]
            if len(parts) == 2 and re.fullmatch(r"\d{1,6}|[A-ZÆØÅ]{1,5}", parts[0].strip()):
                parts = [f"{parts[0].strip()} = {parts[1]}"] if unions.named(parts[1], labelled=True) else parts
            text = "  ".join(parts)
            if 4 < len(text) <= 400:
                codes |= _codes_in(text, unions)
    known = {union for union in codes.values() if not union.startswith("?")}
    return codes if len(codes) > 1 and known else {}


def _codes_in(text: str, unions: Unions) -> dict[str, str]:
    found = list(_CODE.finditer(text))
    codes: dict[str, str] = {}
    for n, code in enumerate(found):
        end = found[n + 1].start() if n + 1 < len(found) else len(text)
        phrase = text[code.end() : end].strip(" ,;.|()")
        named = unions.named(phrase, labelled=True)
        key = code_key(code[1] or code[3])
        if len(named) == 1:
            codes[key] = next(iter(named))
        elif code[2] == "=" and re.search(r"[^\W\d_]{3}", phrase) and not _OF_KIND.search(fold(phrase)):
            codes[key] = f"?{phrase}"
    return codes


_OF_KIND = re.compile(r"kontingent|\btrekk|forsikring|\bfond\b|premie|\bdues\b|korreksjon|etterbetal|tilbake")
"""«7310 = kontingent  7319 = tilbakeført kontingent» tells wage types apart, and no unions."""


def undone_codes(notes: list[Notes], walked: Walked) -> tuple[frozenset[str], int | None]:
    """«G=gjennomført, F=slettet før kjøring, teller ikke»: the codes of what was not deducted, and their column."""
    for note in notes:
        for row in {*note.before[-60:], *note.after[-60:]}:
            text = "  ".join(text_of(cell) for cell in note.sheet.parts(row))
            told = _told_in(text) if "=" in text and len(text) <= 400 else {}
            undone = {code for code, phrase in told.items() if UNDONE.search(phrase) or _UNCOUNTED.search(phrase)}
            column = code_column(walked, told) if undone and len(told) > len(undone) else None
            if column is not None:
                return frozenset(undone), column
    return frozenset(), None


_UNCOUNTED = re.compile(r"ikke trukk|ikke trekt|teller ikke|skal ikke|not deduct|not count")


def _told_in(text: str) -> dict[str, str]:
    found = [code for code in _CODE.finditer(text) if code[2] == "="]
    ends = [*(code.start() for code in found[1:]), len(text)]
    return {code_key(code[1]): fold(text[code.end() : end]) for code, end in zip(found, ends, strict=False)}


_EXPLAINED = re.compile(r"\s*(\w{1,6})\s*=")


def explains(cells: list[Cell], codes: dict[str, str]) -> bool:
    """«B = Fellesforbundet | 18 540,52»: a legend with what each of its unions gets."""
    found = [_EXPLAINED.match(cell) for cell in cells if isinstance(cell, str)]
    return any(one and code_key(one[1]) in codes for one in found)


def code_column(walked: Walked, codes: dict[str, str]) -> int | None:
    """The column that holds one of the codes for every person; where several do, the one headed so.

    What the head of the next page has there is no person's.
    """
    typed, rows = walked.typed, walked.typed.block.sheet.rows
    taken = {index for role, index in typed.roles.items() if role not in ("union", "wage_type", "department", "row_no")}
    fitting: list[tuple[str, int, int]] = []
    for profile in typed.profiles:
        k = profile.index
        cells = (rows[row.at][k] for row in walked.people[:_SAMPLED] if k < len(rows[row.at]))
        values = {code_key(text_of(cell).strip()) for cell in cells if cell != ""}
        if k not in taken and values and values <= codes.keys():
            fitting.append((profile.heading, len(values), k))
    headed = [one for one in fitting if _HEADED.search(fold(one[0]))]
    chosen = headed or [one for one in fitting if one[1] > 1]
    return chosen[0][2] if len(chosen) == 1 else None


_SAMPLED = 3000

_MARK = re.compile(r"(.*?[^\W\d_.])\s*(\*{1,4}|[†‡#¤§]|[¹²³]|\(?\d{1,2}\)|\([a-z]\)|\(\*\))\s*$")
_NAMED = re.compile(r"(.*?[^\W\d_.])\s*[(\[–-]\s*([^\W\d_][^()\[\]]{1,40})[)\]]?\s*$")
_FOOTNOTE = re.compile(r"(\(?\*{1,4}\)?|[†‡#¤§¹²³]|\(?\d{1,2}\)|\([a-z]\)|[a-z]\))[\s:=–-]*([^\W\d_].*)")
_INSIDE = re.compile(r"(?<![\w*])(\*{1,4}|[†‡#¤§¹²³])(?![\w*])")
_ENDS = set("*†‡#¤§¹²³)]")


def explain_marks(tables: list[Collected], sheets: list[Sheet], unions: Unions) -> None:
    """Marks behind names are no part of them.  What they say: another union, or something to be asked about."""
    marked = [
        (table, line)
        for table in tables
        for line in table.lines
        if line.name and (line.name[-1] in _ENDS or "- " in line.name or "– " in line.name)
    ]
    if not marked:
        return
    notes = _footnotes(sheets, unions)
    for table, line in marked:
        place = Place(sheet=line.sheet, row=line.row, text=line.name)
        if found := _MARK.fullmatch(line.name):
            line.name = found[1]
            note = notes.get(_bare(found[2]), "")
            named = unions.named(note, labelled=True)
            if named:
                _give(line, named, unions)
                table.cellwise_union = True
            else:
                table.remarks.append(place)
        elif (found := _NAMED.fullmatch(line.name)) and (named := unions.named(found[2].strip(), labelled=True)):
            line.name = found[1]
            _give(line, named, unions)
            table.cellwise_union = True


def _give(line: Line, named: frozenset[str], unions: Unions) -> None:
    line.union = unions.ours if unions.ours in named and len(named) == 1 else min(named - {unions.ours})


def _bare(mark: str) -> str:
    return mark.strip("()") or mark


def _footnotes(sheets: list[Sheet], unions: Unions) -> dict[str, str]:
    """What stands behind a mark at the beginning of a row, or in the cell beside it."""
    notes: dict[str, str] = {}
    for sheet in sheets:
        for row in [*range(min(len(sheet.rows), 60)), *range(max(60, len(sheet.rows) - 200), len(sheet.rows))]:
            text = "  ".join(text_of(cell) for cell in sheet.parts(row)).strip()
            if found := re.match(
                r"(\(?\*{1,4}\)?|[†‡#¤§¹²³]|\(?\d{1,2}\)|\([a-z]\)|[a-z]\))[\s:=–-]*([^\W\d_].*)", text
            ):
                notes[_bare(found[1])] = found[2][:200]
            elif (
                (found := _INSIDE.search(text)) and not re.search(r"\d{4}", text) and unions.named(text, labelled=True)
            ):
                notes.setdefault(_bare(found[1]), text[:200])  # «Merket * trekkes for NNN»
    return notes
