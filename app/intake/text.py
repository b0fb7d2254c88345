"""Text files to cells: which letters, which delimiter, or columns by position."""

import csv
import re
from collections import Counter
from itertools import islice
from typing import Literal

from app.intake.cells import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Book, Cell, Sheet, Unreadable
from app.intake.headings import role_of
from app.intake.letter import letter
from app.intake.one_per_line import one_per_line
from app.intake.pages import lay_out_pages
from app.intake.quoted import without_quoted
from app.intake.records import as_records
from app.intake.words import PrintLine, Word

_LETTERS = {
    encoding: frozenset("æøåÆØÅ".encode(encoding)) for encoding in ("cp1252", "cp865", "mac_roman", "iso8859_10")
}
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LONGEST = 4000
"""Letters of a cell, or of a line without cells, that are read: no list has more, and patterns search them often."""
_DELIMITERS = ";\t|,"
_GAP = re.compile(r"\S {3,}\S")
_DECIMAL = re.compile(r"\d,(?:\d\d(?!\d)|[-–])")
_AMOUNT = re.compile(r"(?<![\d.,])\d[\d ]*[.,]\d\d(?![\d.,:])")
_IN_NAME = re.compile(rf"[^\W\d], |{_DECIMAL.pattern}")
_FRAMES = {ord("│"): "|", ord("║"): "|", ord("┃"): "|"} | dict.fromkeys(map(ord, "─═━┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬"), "-")
"""Frames of DOS reports: their upright lines part the columns."""
_QUOTED = re.compile(r'"[^"]*"')
Quoting = Literal[0, 3]
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


def decode(data: bytes) -> str:
    """The text: by its mark, by where the NULs are, as UTF-8, or by which bytes Norwegian letters would be."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    head = data[:20000]
    if head.count(0) > len(head) * 0.2:
        return data.decode("utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        high = Counter(byte for byte in data if byte > 127)
        votes = {name: sum(high[byte] for byte in letters) for name, letters in _LETTERS.items()}
        best = max(votes, key=lambda name: votes[name])  # a tie goes to the first, cp1252
        return data.decode(best, "replace")


def read_text(data: bytes) -> Book:
    """Delimited text, or text whose columns are places on the line.  Raises Unreadable."""
    text = decode(data)
    if len(_CONTROLS.findall(text[:20000])) > min(len(text), 20000) * 0.02:
        raise Unreadable("corrupt")
    text = _CONTROLS.sub("", text).translate(_FRAMES)
    lines = without_quoted(_without_controls(text.splitlines()))
    if len(lines) > MAX_ROWS:
        raise Unreadable("too_large")
    delimiter = find_delimiter(lines)
    if delimiter is None:
        lines = _without_kinds([line[:_LONGEST] for line in lines])
    if delimiter is None and (unwrapped := _unwrapped(lines)):
        lines = unwrapped
        delimiter = find_delimiter(lines)
    if pasted := one_per_line(lines):
        return Book("delimited", [pasted])
    if named := letter(lines, delimiter):
        return Book("delimited", [named])
    if delimiter is None and (parted := as_records(lines)):
        return Book("delimited", [parted])
    if delimiter is None:
        return Book("print", [lay_out_pages(_print_lines(lines), space=1.0)])
    return Book("delimited", [_delimited(lines, delimiter)])


def _without_controls(lines: list[str]) -> list[str]:
    """Prints for a line printer say in their first column how far the paper moves: «1» a page, «0» two lines."""
    filled = [line for line in lines if line.strip()]
    moves = [line for line in filled if line[0] in "01"]
    plain = all(line[0] in " 01-+" and not (line[0] in "01" and line[1:2].isdigit()) for line in filled)
    if not (plain and {line[0] for line in moves} == {"0", "1"} and len(moves) < len(filled)):
        return lines
    return [line[1:] for line in lines]


_KIND = re.compile(r"^(?:\d\d|[A-Z]\d{2,3}) (?=\S)")
_SIGNED = re.compile(r"(?<=\d[+-]) (?=[A-Z\d])")
"""«00000070751+ NOK 202608»: behind its sign an amount ends."""


def _without_kinds(lines: list[str]) -> list[str]:
    """Records that say in front of what kind they are: «00 …» the firm, «01» the heads, «10» a person, «99» the end.

    A letter may stand before the number: «H10», «D20», «T90», or «H210», «D210», «T210».
    """
    filled = [line for line in lines if line.strip()]
    kinds = [found[0] for line in filled if (found := _KIND.match(line))]
    count = Counter(kinds)
    if len(kinds) < len(filled) or len(count) < 3:
        return lines
    ends, usual = (kinds[0], kinds[-1]), count.most_common(1)[0]
    lettered = all(count[kind] == 1 for kind in ends) and not kinds[0][0].isdigit()
    if not (lettered or ends == (min(kinds), max(kinds))) or usual[1] <= len(kinds) * 0.4:
        return lines
    return [_SIGNED.sub("  ", _KIND.sub("", line)) for line in lines]


def find_delimiter(lines: list[str]) -> str | None:
    """The delimiter that cuts most records into the same number of fields; None where places on the line do it."""
    sample = [line for line in islice(lines, 600) if line.strip()]
    if not sample:
        return None
    best, best_score = None, 0.0
    priced = [line for line in sample if _AMOUNT.search(line)]
    for delimiter in _DELIMITERS:
        counts = Counter(len(record) for record in _records(sample, delimiter) if len(record) > 1)
        if not counts:
            continue
        fields, records = max(counts.items(), key=lambda item: (item[1] * min(item[0] - 1, 4), item[0]))
        score = records * min(fields - 1, 4.0) * (0.5 if delimiter == "," else 1.0)
        if delimiter == "," and _splits_decimals(sample):
            score = 0
        if len(priced) > 1 and not any(delimiter in line for line in priced):
            score = 0  # «Kontingentliste | Fellesforbundet» over a list whose columns are places on the line
        if score > best_score:
            best, best_score = delimiter, score
    if best != ";" and sum(1 for line in sample if _GAP.search(line)) > len(sample) * 0.3 and best in (",", None):
        return None
    return best if best_score >= 1 else None


def _splits_decimals(sample: list[str]) -> bool:
    """Most commas stand in amounts («450,00»), so they part kroner and øre, not fields."""
    bare = (_QUOTED.sub('""', line) for line in sample if not line.lstrip().startswith('"'))
    cut = [line for line in bare if "," in line]
    decimals = sum(1 for line in cut if line.count(",") == len(_DECIMAL.findall(line)))
    names = sum(1 for line in cut if line.count(",") <= len(_IN_NAME.findall(line)))
    return bool(cut) and (decimals > len(cut) * 0.5 or names + decimals > len(cut) * 0.8)


def _records(lines: list[str], delimiter: str) -> list[list[str]]:
    try:
        csv.field_size_limit(1_000_000)
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        pass
    try:
        return list(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE))
    except csv.Error:
        return []


def _unwrapped(lines: list[str]) -> list[str] | None:
    """Excel sometimes quotes whole lines: «"010190…;""Kari"";450"»."""
    filled = [line for line in lines if line.strip()]
    if not filled or sum(1 for line in filled if re.match(r'^".*[;\t].*"\s*$', line)) < len(filled) * 0.8:
        return None
    return [line.strip()[1:-1].replace('""', '"') if line.strip().startswith('"') else line for line in lines]


def _delimited(lines: list[str], delimiter: str) -> Sheet:
    rows, numbers = _read_records(lines, delimiter, csv.QUOTE_MINIMAL)
    if any("\n" in cell and delimiter in cell for row in rows for cell in row):
        rows, numbers = _read_records(lines, delimiter, csv.QUOTE_NONE)  # a stray quote swallowed the lines below
    if any(len(row) > MAX_COLUMNS for row in rows) or sum(map(len, rows)) > MAX_CELLS:
        raise Unreadable("too_large")
    if delimiter == ",":
        rows = _with_decimals(_with_names(rows))
    if delimiter == "|":  # what stands outside a drawn table has its places on the line
        rows = [re.split(r" {2,}", row[0].strip()) if len(row) == 1 and row[0].strip() else row for row in rows]
    rows, numbers = _with_heads_of_kinds(rows, numbers)
    grid: list[list[Cell]] = [[cell[:_LONGEST].strip(" \t\r\n\u00a0\ufeff\u200b") for cell in row] for row in rows]
    return Sheet("", grid, numbers)


def _with_heads_of_kinds(rows: list[list[str]], numbers: list[int]) -> tuple[list[list[str]], list[int]]:
    """«#D|LØPENR|FNR» tells the fields of the records «D|…»: each kind's heads are put right above its first record.

    A kind with one record only has each value behind its label, the firm's name and number first.
    """
    heads = {row[0][1:]: row for row in rows if len(row) > 1 and re.fullmatch(r"[#*][A-Z0-9]{1,3}", row[0])}
    count = Counter(row[0] for row in rows if row and row[0] in heads)
    if not count:
        return rows, numbers
    made: list[list[str]] = []
    whence: list[int] = []
    for row, number in zip(rows, numbers, strict=True):
        kind = row[0] if row else ""
        if any(row is head for head in heads.values()):
            continue
        if count[kind] == 1:
            made.append(_labelled(heads[kind], row))
            whence.append(number)
            continue
        if count[kind] and not any(one and one[0] == kind for one in made):
            made.append(["", *heads[kind][1:]])
            whence.append(number)
        made.append(row)
        whence.append(number)
    return made, whence


def _labelled(heads: list[str], row: list[str]) -> list[str]:
    told = [(head, cell) for head, cell in zip(heads[1:], row[1:], strict=False) if cell]
    told.sort(key=lambda one: _FIRST.get(role_of(one[0]) or "", 2))
    return [f"{head}: {cell}" for head, cell in told]


_FIRST = {"company": 0, "orgnr": 1}


def _with_names(rows: list[list[str]]) -> list[list[str]]:
    """«43,Sandvik, Roar,0283…»: a blank behind the same comma on every row, and behind no other, parts a name."""
    width = Counter(len(row) for row in rows if len(row) > 3).most_common(1)
    data = [row for row in rows if width and len(row) == width[0][0]]
    if len(data) < 2:
        return rows
    after = [k for k in range(1, width[0][0]) if sum(row[k][:1] == " " for row in data) > len(data) * 0.5]
    words = re.compile(r" ?[^\W\d_][^\d_]*")
    if len(after) != 1 or not all(words.fullmatch(row[k]) for row in data for k in (after[0] - 1, after[0])):
        return rows
    k, whole = after[0], {id(row) for row in data}
    return [[*row[: k - 1], f"{row[k - 1]},{row[k]}", *row[k + 1 :]] if id(row) in whole else row for row in rows]


def _with_decimals(rows: list[list[str]]) -> list[list[str]]:
    """«…,Kari Hansen,450,75»: where two digits always follow a whole number, the comma between was a decimal one."""
    width = Counter(len(row) for row in rows if len(row) > 2).most_common(1)
    if not width:
        return rows
    data = [row for row in rows if len(row) == width[0][0]]
    if any(all(cell and not any(map(str.isdigit, cell)) for cell in row) for row in data):
        return rows  # as many heads as fields: no comma is a decimal one
    for k in range(width[0][0] - 2, 0, -1):
        cut = [
            row
            for row in data
            if re.fullmatch(r"[-−]?[\d .]{1,9}", row[k].strip()) and re.fullmatch(r"\d\d-?", row[k + 1])
        ]
        if len(cut) >= len(data) * 0.8:
            whole = {id(row) for row in cut}
            rows = [[*row[:k], f"{row[k]},{row[k + 1]}", *row[k + 2 :]] if id(row) in whole else row for row in rows]
            return _with_decimals(rows) if k > 2 else rows
    return rows


def _read_records(lines: list[str], delimiter: str, quoting: Quoting) -> tuple[list[list[str]], list[int]]:
    rows: list[list[str]] = []
    numbers: list[int] = []
    reader = csv.reader((line + "\n" for line in lines), delimiter=delimiter, quoting=quoting)
    before = 0
    try:
        for row in reader:
            if not (before == 0 and len(row) <= 2 and lines[0].lstrip("\ufeff").lower().startswith("sep=")):
                rows.append(row)
                numbers.append(before + 1)
            before = reader.line_num
    except csv.Error as problem:
        if quoting == csv.QUOTE_NONE:
            raise Unreadable("corrupt") from problem
        return _read_records(lines, delimiter, csv.QUOTE_NONE)
    return rows, numbers


def _print_lines(lines: list[str]) -> list[PrintLine]:
    printed = []
    for number, line in enumerate(lines, start=1):
        words = [Word(float(m.start()), float(m.end()), m[0]) for m in re.finditer(r"\S+", line.expandtabs(8))]
        if words:
            printed.append(PrintLine(number, words))
        if len(words) > MAX_COLUMNS:
            raise Unreadable("too_large")
    return printed
