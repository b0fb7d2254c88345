"""Text without delimiter or columns: running lines of a letter, and records of fixed places with nothing between."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate, pairwise

from app.intake.cells import Cell, Sheet
from app.intake.columns import is_orgnr
from app.intake.headings import is_total, role_of
from app.intake.ids import is_valid

_WITH_ID = re.compile(r"(?<!\d)\d{6} ?\d{5}(?!\d)")
_REST = re.compile(
    r"\s*([^\W\d_][^\d]*?)\s*(\d+)\s*([-+]?)\s*(?:NOK)?\s*(20[2-4]\d(?:0[1-9]|1[0-2]))?(?:(?<=[+-])\d{6,12}[-+]?)?\s*"
)
"""Name, amount, its sign, and behind it the month or the year's sum."""
_GLUED_ORGNR = re.compile(r"(?:^|(?<=[\s\d]))([1-9]\d{8})(?=[^\W\d_])")
_FARTHEST = 40
"""How far into a record the id may begin."""


def as_records(lines: list[str]) -> Sheet | None:
    """The text as a table, where it is one of these kinds."""
    return described_records(lines) or two_lines(lines) or ragged(lines) or fixed_records(lines)


def ragged(lines: list[str]) -> Sheet | None:
    """Fields parted by blanks without columns, as in a letter: «Kari Olsen   010190 12345   kr 450,00»."""
    people = [line.strip() for line in lines if _WITH_ID.search(line)]
    if len(people) < 2:
        return None
    places = {match.start() for line in people if (match := _WITH_ID.search(line))}
    widths = Counter(len(re.split(r" {2,}|\t", line)) for line in people)
    fields, count = widths.most_common(1)[0]
    if (len(places) < len(people) * 0.5 and not _last_moves(people)) or fields < 3 or count < len(people):
        return None
    grid: list[list[Cell]] = [[part for part in re.split(r" {2,}|\t", line.strip()) if part] for line in lines]
    return Sheet("", grid)


def _last_moves(people: list[str]) -> bool:
    """Whether neither the beginning nor the end of the last field is at one place: «0101… Kari Olsen  kr 450,00»."""
    starts = {len(line) - len(re.split(r" {2,}|\t", line)[-1]) for line in people}
    least = max(3, len(people) * 0.4)
    return len(starts) >= least and len({len(line) for line in people}) >= least


def fixed_records(lines: list[str]) -> Sheet | None:
    """«2000004501019012345Olsen        Kari       000045050+»: the id at the same place in every record, then names and
    number; the employee's number stands before it, behind the kind of record."""
    filled = [line for line in lines if line.strip()]
    at = _id_place(filled)
    if at is None:
        return None
    records: dict[int, re.Match[str]] = {}
    for n, line in enumerate(lines):
        digits = line[at : at + 11]
        rest = _REST.fullmatch(line[at + 11 :]) if len(digits) == 11 and digits.isdigit() else None
        if rest and is_valid(digits):
            records[n] = rest
    if len(records) < len(filled) * 0.5:
        return None
    others = [line for n, line in enumerate(lines) if n not in records]
    firms = {found[1] for line in others for found in _GLUED_ORGNR.finditer(line) if is_orgnr(found[1])}
    numbers = _numbers_before([lines[n][:at] for n in records], firms)
    halves = all(re.search(r"\S {2,}\S", rest[1]) for rest in records.values())
    wide = _amount_width(list(records.values()), others)
    grid: list[list[Cell]] = []
    for n, line in enumerate(lines):
        if rest := records.get(n):
            name = ", ".join(re.split(r" {2,}", rest[1], maxsplit=1)) if halves else rest[1]
            amount = f"-{rest[2][-wide:]}" if rest[3] == "-" else rest[2][-wide:]
            before = _month_and_code(rest[2][:-wide]) if wide else []
            behind = _month_and_code(rest[4])[:1] if rest[4] else []
            own = [numbers.pop(0)] if numbers else []
            grid.append([*own, line[at : at + 11], name, *before, amount, *behind])
        elif (found := _GLUED_ORGNR.search(line)) and is_orgnr(found[1]):
            label = line[: found.start()].strip(" 0123456789")
            rest_of_line = re.split(r" {2,}", _parted(line[found.end() :].strip()))
            grid.append([*([f"{label}:"] if label else []), rest_of_line[0], found[1], *rest_of_line[1:]])
        else:
            grid.append([_parted(line.strip())] if line.strip() else [])
    return Sheet("", grid)


def _parted(text: str) -> str:
    """«100FLT   FORBUNDET FOR …», «202511FELLESFORBUNDET»: numbers apart from the words that run into them, and a code
    from the name that begins as it does («FELLESFELLESFORBUNDET»)."""
    apart = re.sub(r"(?<=\d)(?=[^\W\d_]{2})", "  ", text)
    apart = _MONTH_AND_DAY.sub(r"Periode \1  Dato \2", apart)
    return re.sub(r"\b([^\W\d_]{4,8})(?=\1[^\W\d_])", "", apart)


def _amount_width(records: list[re.Match[str]], others: list[str]) -> int:
    """How many of the last digits are the amount, where month and wage type run into it («2026034420000044931+»): the
    most whose sum stands in a record at the end.  0: all are, or nothing tells."""
    widths = {len(rest[2]) for rest in records}
    told = " ".join(re.sub(r"\D", " ", line) for line in [line for line in others if line.strip()][-3:])
    if len(widths) > 1 or max(widths) < _GLUED_FROM:
        return 0
    for wide in range(11, 5, -1):
        total = abs(sum(int(rest[2][-wide:]) * (-1 if rest[3] == "-" else 1) for rest in records))
        if total > 9999 and re.search(rf"0{total}\b", told):
            return wide
    return 0


_GLUED_FROM = 13
"""So many digits are no amount: other fields stand before it."""


def _month_and_code(digits: str) -> list[Cell]:
    """«2026034420»: the month, and the wage type behind it."""
    if re.match(r"20[2-4]\d(?:0[1-9]|1[0-2])", digits):
        return [f"{digits[:4]}-{digits[4:6]}", digits[6:]]
    return [digits]


_FIELD = re.compile(r"([^\W\d][^\d():]*?) ?\((\d{1,3})\)")
_SIGN = re.compile(r"fortegn|sign|tegn|\+/-")
_MONTH_AND_DAY = re.compile(r"\b(20\d\d(?:0[1-9]|1[0-2]))(20\d\d(?:0[1-9]|1[0-2])[0-3]\d)\b")


@dataclass(slots=True)
class _Field:
    """One field of a record by its name; `start` and `end` are places in the line, from 0."""

    name: str
    start: int
    end: int
    minus: str = ""
    """What in this field turns the amount: «51 KODE (T=TREKK R=TILBAKEBETALT)»."""


def described_records(lines: list[str]) -> Sheet | None:
    """Records without delimiters below a line that tells their fields: «RECTYPE(2) FNR(11) NAVN(32) BELØP_I_ØRE(9)»,
    «POS 3-8 ANSATTNR, 9-19 FØDSELSNR, 20-45 NAVN, 46-54 BELØP I ØRE, 55 FORTEGN»."""
    told = next((n for n, line in enumerate(lines[:10]) if len(_told(line)) > 3), None)
    if told is None:
        return None
    fields = _told(lines[told])
    asked: list[int] = []
    grid: list[list[Cell]] = []
    people = total = part = 0
    for n, line in enumerate(lines):
        cells = [line[field.start : field.end].strip() for field in fields]
        if n == told:
            grid.append(_with_signs(fields, [field.name for field in fields]))
        elif len(line.rstrip()) <= fields[-1].end and any(len(cell) == 11 and is_valid(cell) for cell in cells):
            grid.append(row := _with_signs(fields, cells))
            total, part = (one + _ore_of(fields, row) for one in (total, part))
            people += 1
        else:
            asked += [len(grid)] if people > 1 and _sums_otherwise(line, {total, part}) else []
            part = 0
            grid.append(_around(line))
    return Sheet("", grid, unsure=asked) if people > 1 else None


def _sums_otherwise(line: str, totals: set[int]) -> bool:
    """Whether a record at the end holds so many digits that there must be a sum, and none of these (øre)."""
    heads = any(is_orgnr(found[1]) for found in _GLUED_ORGNR.finditer(line))  # those of the next union
    digits = re.sub(r"\D", "", line) if _GLUED_SUM.search(line) and not heads else ""
    return bool(digits) and not any(str(abs(total)) in digits for total in totals)


_GLUED_SUM = re.compile(r"^\D{0,3}\d[\dA-ZÆØÅ ]*\d{9}")


def _told(line: str) -> list[_Field]:
    """The fields that a line tells, by their widths one after the other or by their places."""
    widths = [(name.replace("_", " ").strip(), int(width)) for name, width in _FIELD.findall(line)]
    ends = accumulate(width for _, width in widths)
    if len(widths) > 3:
        return [_Field(name, end - width, end) for end, (name, width) in zip(ends, widths, strict=True)]
    placed = [one for part in _APART.split(line) if (one := _PLACED.fullmatch(part))]
    placed = placed[next((k for k, one in enumerate(placed) if one[2]), 0) :]  # «REC 10 TREKK: 03-13 FØDSELSNR …»
    fields = [_Field(one[3].strip(), int(one[1]) - 1, int(one[2] or one[1]), _minus(one[4])) for one in placed]
    in_order = all(one.start < one.end <= other.start for one, other in pairwise(fields))
    return fields if in_order and {role_of(field.name) for field in fields} & {"national_id"} else []


_PLACED = re.compile(r"[^\d(]*?(\d{1,3})(?: ?[-–] ?(\d{1,3}))?[ :=]+([^\W\d][^\d(]*)(?:\(([^()]*)\))?")
"""«POS 3-8 ANSATTNR», «63 FORTEGN (- = TILBAKEBETALT)»"""
_APART = re.compile(r"[,;]? +(?=\d{1,3}(?: ?[-–] ?\d{1,3})?[ :=]+[^\W\d])")


def _minus(explained: str | None) -> str:
    """«R» of «T=TREKK R=TILBAKEBETALT»."""
    found = re.search(r"(\S) ?= ?(?:tilbake|refu|retur|kredit|minus|revers)", explained or "", re.I)
    return found[1] if found else ""


def _with_signs(fields: list[_Field], cells: list[str]) -> list[Cell]:
    """A field with the sign of the one before it, or the code of the one behind it, goes in front of that."""
    whole: list[Cell] = []
    turned = False
    for field, cell in zip(fields, cells, strict=True):
        if whole and _SIGN.fullmatch(field.name.casefold()):
            whole[-1] = f"-{whole[-1]}" if cell == "-" else whole[-1]
            whole.append("")
        else:
            whole.append(f"-{cell}" if turned and _is_amount(field) else cell)
        turned = bool(field.minus) and cell == field.minus
    return whole


def _is_amount(field: _Field) -> bool:
    return role_of(field.name) in ("amount", "part")


def _ore_of(fields: list[_Field], row: list[Cell]) -> int:
    """The first amount of a record; 0 where it is not written in whole numbers."""
    amount = next((str(cell) for field, cell in zip(fields, row, strict=True) if _is_amount(field)), "")
    return int(amount) if re.fullmatch(r"-?\d{1,12}", amount) else 0


def _around(line: str) -> list[Cell]:
    """«00385743491FJORD AS   021FELLESFORBUNDET   20261020261103»: the employer, the union, month and day in parts."""
    found = _GLUED_ORGNR.search(line)
    if not found or not is_orgnr(found[1]):
        return [_parted(line.strip())] if line.strip() else []
    rest = re.sub(r"(?<=\d)(?=[^\W\d_]{2})", " ", line[found.end() :].strip())
    rest = _MONTH_AND_DAY.sub(r"Periode \1  Dato \2", rest)
    return [f"Orgnr {found[1]}", *filter(None, re.split(r" {2,}", rest))]


def _numbers_before(heads: list[str], firms: set[str]) -> list[str]:
    """Each person's own number in front of the id; none where they are not such."""
    kind = int(len({head[:1] for head in heads}) == 1)
    firm = next((at for at in range(4) if heads[0][at : at + 9] in firms), None)
    if firm is not None and len({head[: firm + 9] for head in heads}) == 1:
        kind = firm + 9  # «10320129001000003444…»: the employer's number stands in every record
    numbers = [head[kind:].strip().lstrip("0") for head in heads]
    padded = [_PADDED.search(head) for head in heads]
    if max(map(len, numbers)) > 8 and all(padded):
        numbers = [found[1] for found in padded if found]  # «20017000007144…»: behind the kind and the payee's code
    own = all(re.fullmatch(r"\d{1,8}", number) for number in numbers) and len(set(numbers)) > len(numbers) * 0.7
    return numbers if own else []


_PADDED = re.compile(r"00([1-9]\d{0,6})$")
_FIRST = re.compile(r"\s*(?:(\d{1,8})\s+)?([^\W\d_][^\d]*?)(?:\s{2,}([^\d]*?))?\s{2,}([-−]?\d[\d .]*,\d\d-?)\s*")
_SECOND = re.compile(r"\s*(\d{6} ?\d{5})((?:\s+[^\W\d_][\w .%]*?:?\s+[-−]?\d[\d .]*,\d\d-?)*)\s*")
_PAIR = re.compile(r"([^\W\d_][^\d:]*?):?\s+([-−]?\d[\d .]*,\d\d-?)")


def two_lines(lines: list[str]) -> Sheet | None:
    """«1001  Kari Olsen   KONTINGENT   450,00» over «01019012345  Grunnlag 31 000,00  Hittil 900,00»: one record."""
    pairs: dict[int, tuple[re.Match[str], re.Match[str]]] = {}
    for n, (one, other) in enumerate(pairwise(lines[:20_000])):
        first, second = _FIRST.fullmatch(one), _SECOND.fullmatch(other)
        if first and second and is_valid(second[1].replace(" ", "")) and not is_total(first[2]):
            pairs[n] = (first, second)
    ids = sum(bool(_WITH_ID.search(line)) for line in lines)
    if len(pairs) < 2 or len(pairs) < ids:
        return None
    kinds = {first[3] for first, _ in pairs.values() if first[3]}
    labels = list(dict.fromkeys(label for _, second in pairs.values() for label, _ in _PAIR.findall(second[2])))
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    for n, line in enumerate(lines):
        if n - 1 in pairs or not line.strip():
            continue
        if n in pairs and not any(n > other for other in pairs):
            rows.append(["Ansattnr", "Navn", "Tekst", "Fødselsnummer", "Beløp", *labels])
            numbers.append(n + 1)
        if n in pairs:
            first, second = pairs[n]
            values = dict(_PAIR.findall(second[2]))
            name, kind = first[2].strip(), first[3] or ""
            if not kind and (glued := next((k for k in kinds if name.endswith(k)), "")):
                name, kind = name.removesuffix(glued).strip(), glued  # a name as wide as its column
            head = [first[1] or "", name, kind, second[1], first[4]]
            rows.append([*head, *(values.get(label, "") for label in labels)])
        else:
            rows.append(list(filter(None, re.split(r" {2,}|\t", line.strip()))))
        numbers.append(n + 1)
    return Sheet("", rows, numbers)


def _id_place(lines: list[str]) -> int | None:
    """Where all ids begin, inside longer runs of digits; None where nothing of the kind is found."""
    counts = Counter(
        at for line in lines[:2000] for at in range(min(len(line) - 10, _FARTHEST)) if is_valid(line[at : at + 11])
    )
    if not counts:
        return None
    at, found = counts.most_common(1)[0]
    inside = at > 0 and sum(line[at - 1 : at].isdigit() for line in lines[:2000]) >= found
    return at if found >= max(3, len(lines[:2000]) * 0.5) and inside else None
