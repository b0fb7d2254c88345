"""Words with places on a line, from PDF or fixed-width text, to a grid: the columns are those of the person lines."""

import re
from itertools import pairwise

from app.intake.bands import Band, Grid, find_bands, word_edges
from app.intake.boxes import stacked
from app.intake.cells import Cell, Sheet
from app.intake.companions import RATE_OF
from app.intake.headings import is_total
from app.intake.heads_apart import with_heads_apart
from app.intake.ids import is_account, is_valid
from app.intake.paired import paired
from app.intake.placing import by_left, other_row, person_row
from app.intake.thousands import join_thousands
from app.intake.words import PrintLine, Word, phrases
from app.intake.wrapped import Loose, loose_rests, merge, ruled_rests

_SAMPLE = 4000
_ID = re.compile(r"(?!000)(?:\d{11}|\d{6}[ .\-]?(?:\d{5}|[*xX•]{5}))$|[*xX•]{6}[ -]?\d{5}$")
_MONEY = re.compile(
    r"(?:(?:kr\.?|NOK) ?)?[-−(]?\d{1,3}(?:[ .'\u00a0\u202f]?\d{3})*[.,](?:\d\d|[-−–])\)?[-−]?$|"
    r"(?:kr\.?|NOK) ?[-−]?\d{1,3}(?:[ .]?\d{3})*$",
    re.I,
)
_ORE = re.compile(r"\d[.,]\d\d(?!\d)")
_SIGNED = re.compile(r"(?:kr\.? )?(?:\d{1,3}$|\d[\d .]*,\d\d)", re.I)
_GLUED = re.compile(
    r"(.*[^\W\d_])[,.]?(\d{11})$|(\d{11})([^\W\d_].*)$|(.*[^\W\d_]{2}[.]?)(\d{1,3}(?:[ .]?\d{3})*,\d\d-?)$"
)
_NUMBERED = re.compile(r"(\d{2,8})([^\W\d_][^\W\d_'’.,\-]+[\w'’.,\-]*)$")
_DATED = re.compile(r"(.*[^\W\d_][.,]?)(\d{6})$")
_BORN = re.compile(r"(.*[^\W\d_][.,-]?)([0-3]\d\.[01]\d\.(?:19|20)\d\d)$")
"""A name as wide as its column, and the day of birth: «Løvenskiold Bakke-H10.02.1999»."""


def lay_out(lines: list[PrintLine], space: float) -> Sheet:
    """Lines as rows of cells.  `space` is how wide a blank is."""
    _drop_frames(lines)
    for line in lines:
        line.words = _split_glued(_joined(_boxed(line.words), space))
    lines = paired(stacked(lines, space), space)
    part_numbers(lines)
    _join_signs(lines, space)
    people = _person_lines(lines, space)
    join_thousands(lines, people, space)
    are_people = {id(line) for line in people}
    rests = ruled_rests(lines, are_people)
    ruled = [lines[rest.at] for rest in rests[:_SAMPLE]]
    bands = find_bands(people[:_SAMPLE] + ruled, space) if people else []
    grid = Grid(bands, space)
    total = 0
    for band in bands:
        grid.starts.append(total)
        total += band.width
    rows: list[list[Cell]] = []
    segments: dict[int, list[str]] = {}
    lefts: dict[int, list[float]] = {}
    for n, line in enumerate(lines):
        parts = phrases(line.words, space)
        segments[n] = [part.text for part in parts]
        lefts[n] = [part.left for part in parts]
        if not bands:
            rows.append(list(segments[n]))
            continue
        person = id(line) in are_people
        rows.append(person_row(line.words, grid, total) if person else other_row(parts, line.words, grid, total))
    loose = loose_rests(lines, are_people, _name_edges(bands, space), space, bands[0].left) if bands else Loose()
    ruled_rows = {rest.of for rest in rests} | {rest.at for rest in rests}
    more = [rest for rest in loose.rests if not {rest.at, rest.of} & ruled_rows]
    loose.guessed = loose.guessed and bool(more)
    rests += more
    for rest in rests:
        by_left(rows[rest.at], phrases(lines[rest.at].words, space), grid)
    unsure = loose.doubtful(lines, rows, {rest.at for rest in rests}, are_people)
    merge(rows, rests)
    sheet = Sheet("", rows, [line.number for line in lines])
    sheet.close = _close_rows(lines, are_people)
    sheet.lefts = lefts
    sheet.unsure = unsure
    merged = {rest.at for rest in rests}
    sheet.segments = {
        n: [] if n in merged else parts for n, parts in segments.items() if id(lines[n]) not in are_people
    }
    return with_heads_apart(sheet)


def _drop_frames(lines: list[PrintLine]) -> None:
    """«| Kari Olsen | 450,00 |»: tables drawn with letters."""
    framed = sum(sum(word.text.count("|") + word.text.count("!") for word in line.words) > 1 for line in lines)
    if framed < max(2, len(lines) * 0.3):
        return
    for line in lines:
        line.words = [piece for word in line.words for piece in _pieces(word)] or line.words


def _pieces(word: Word) -> list[Word]:
    """«|10878142085|4Y20|Fagf.trekk» in its parts, each at its own place."""
    letter = (word.right - word.left) / max(len(word.text), 1)
    return [
        Word(word.left + letter * found.start(), word.left + letter * found.end(), found[0])
        for found in re.finditer(r"[^|!]+", word.text)
    ]


def is_amount_or_id(text: str) -> bool:
    """Whether a word is what people's lines bear."""
    return bool(_MONEY.match(text) or _ID.match(text))


def _name_edges(bands: list[Band], space: float) -> list[float]:
    """Where columns of words begin."""
    return [left for left, n in word_edges(bands, space).items() if not bands[n].leads]


def _close_rows(lines: list[PrintLine], people: set[int]) -> frozenset[int]:
    gaps = sorted(
        line.gap for above, line in pairwise(lines) if line.gap > 0 and id(line) in people and id(above) in people
    )
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    return frozenset(n for n, line in enumerate(lines) if 0 < line.gap < usual * 0.75)


def _boxed(words: list[Word]) -> list[Word]:
    """The boxes of a form, a digit in each: «0 1 0 1 9 0 1 2 3 4 5» is one number."""
    for n in range(len(words) - 10):
        boxes = words[n : n + 11]
        if all(len(box.text) == 1 for box in boxes) and is_valid(text := "".join(box.text for box in boxes)):
            return [*words[:n], Word(boxes[0].left, boxes[-1].right, text, boxes[0].tied), *words[n + 11 :]]
    return words


def _joined(words: list[Word], space: float) -> list[Word]:
    """Put «010190 12345», «kr 450» and «450,00 -» together again."""
    joined: list[Word] = []
    for word in words:
        last = joined[-1] if joined else None
        near = last is not None and word.left - last.right <= space * 1.35 and _belong(last.text, word.text)
        if last and (near or (_ID.match(word.text) and is_account(last.text))):
            joined[-1] = Word(last.left, word.right, f"{last.text} {word.text}", last.tied)
        else:
            joined.append(word)
    return joined


def _join_signs(lines: list[PrintLine], space: float) -> None:
    """«- 450,00» is one amount, unless a dash stands for an empty column on other lines."""
    found: list[tuple[PrintLine, int]] = []
    for line in lines:
        for n, word in enumerate(line.words[:-1]):
            if word.text in ("-", "−", "–"):
                after = line.words[n + 1]
                if after.left - word.right <= space * 1.35 and _SIGNED.match(after.text):
                    found.append((line, n))
                elif after.is_number:
                    return
    for line, n in reversed(found):
        sign, number = line.words[n : n + 2]
        line.words[n : n + 2] = [Word(sign.left, number.right, f"{sign.text} {number.text}", sign.tied)]


def _belong(left: str, right: str) -> bool:
    if re.fullmatch(r"\d{6}", left) and re.fullmatch(r"\d{5}|[*xX•]{5}", right):
        return True
    if re.fullmatch(r"kr\.?|NOK", left, re.I) and re.match(r"[-−]?\d", right):
        return True
    if re.fullmatch(r"\(?(?:ans)?nr\.?", left, re.I) and re.fullmatch(r"\d{1,8}\)", right):
        return True  # «Kari Olsen (nr. 11)»
    if re.fullmatch(r"\(\d{1,6}\)", right) and re.search(r"[^\W\d_]{2}$", left):
        return True
    return bool(re.search(r"\d$", left) and re.fullmatch(r"[-−]|kr\.?|%", right, re.I))


def _split_glued(words: list[Word]) -> list[Word]:
    """Columns that touch: «Halvorsen11826438243»."""
    if not any(len(word.text) > 8 and _GLUED.match(word.text) for word in words):
        return words
    apart: list[Word] = []
    for word in words:
        found = _GLUED.match(word.text) if len(word.text) > 8 else None
        if not found:
            apart.append(word)
            continue
        first, second = (part for part in found.groups() if part is not None)
        cut = word.left + (word.right - word.left) * len(first) / len(word.text)
        apart += [Word(word.left, cut, first), Word(cut, word.right, second)]
    return apart


def part_numbers(lines: list[PrintLine]) -> None:
    """«500104Hansen, Kari» and «Kristoffersen010190 12345»: where most lines that begin with a number have it so."""
    begin = [line for line in lines if len(line.words) > 1 and re.match(r"\d{2,8}(?!\d)", line.words[0].text)]
    glued = [line for line in begin if _NUMBERED.match(line.words[0].text)]
    if len(glued) >= max(2, len(begin) * 0.5):
        for line in glued:
            _cut(line, 0, _NUMBERED)
    for line in lines:
        for n, word in enumerate(line.words[:-1]):
            if len(word.text) > 7 and _DATED.match(word.text) and re.fullmatch(r"\d{5}", line.words[n + 1].text):
                _cut(line, n, _DATED)
                break
            if n and _BORN.match(word.text):
                _cut(line, n, _BORN)
                break


def _cut(line: PrintLine, at: int, pattern: re.Pattern[str]) -> None:
    word = line.words[at]
    if found := pattern.match(word.text):
        edge = word.left + (word.right - word.left) * len(found[1]) / len(word.text)
        line.words[at : at + 1] = [Word(word.left, edge, found[1]), Word(edge, word.right, found[2])]


def _person_lines(lines: list[PrintLine], space: float) -> list[PrintLine]:
    with_id = [line for line in lines if any(_ID.match(word.text) for word in line.words)]
    strong = [line for line in with_id if sum(len(word.text) > 1 for word in line.words) > 1]
    if len(strong) >= 2 or (strong and len(lines) < 30):
        return _amounts_above(lines, strong) or _with_others(lines, strong, space)
    named = {(line.page, line.row) for line in lines if line.row is not None and _is_named(line)}
    return [
        line
        for line in lines
        if len(line.words) > 2
        and any(_MONEY.match(word.text) for word in line.words)
        and (_is_named(line) or (line.page, line.row) in named)
        and not is_total(" ".join(word.text for word in line.words))
        and not (len(line.words) > 7 and len(phrases(line.words, space)) == 1)  # a sentence of a letter
    ] or strong


def _is_named(line: PrintLine) -> bool:
    return any(word.text[0].isalpha() for word in line.words)


def _with_others(lines: list[PrintLine], people: list[PrintLine], space: float) -> list[PrintLine]:
    """The people, and the lines whose id has lost its zero (ten digits where the others have eleven) or is missing."""
    known = {id(line) for line in people}
    words = [word for line in people for word in line.words]
    ids = [word for word in words if re.fullmatch(r"\d{11}", word.text)]
    places = {round(edge / space) for word in ids for edge in (word.left, word.right)}
    begins = {round(line.words[0].left / space) for line in people}
    ends = {money: _ends(words, money, space) for money in (False, True)}

    def has_short_id(line: PrintLine) -> bool:
        return any(
            _SHORT_ID.fullmatch(word.text) and {round(word.left / space), round(word.right / space)} & places
            for word in line.words[1:]
        )

    def lacks_id(line: PrintLine) -> bool:
        """A name at the edge, and another number and an amount where the people's end."""
        placed = round(line.words[0].left / space) in begins and _is_named(line)
        alike = placed and all(_ends(line.words, money, space) & ends[money] for money in ends)
        return alike and not is_total(" ".join(word.text for word in line.words[:3]))

    return [line for line in lines if id(line) in known or has_short_id(line) or lacks_id(line)]


def _ends(words: list[Word], money: bool, space: float) -> set[int]:
    """Where amounts end, or other numbers that are no ids."""
    pattern = _MONEY if money else _OTHER_NUMBER
    return {round(word.right / space) for word in words if pattern.match(word.text)}


_OTHER_NUMBER = re.compile(r"\d{2,10}$")
_SHORT_ID = re.compile(r"[1-9]\d(?:0[1-9]|1[0-2]|[2-9]\d)\d{6}|[1-9](?:0[1-9]|1[0-2]|[2-9]\d)\d{7}")


_SHARE = re.compile(r"\d{1,3},\d+ ?%")
"""«Stilling 50,00 %» is no amount."""


def _amounts_above(lines: list[PrintLine], people: list[PrintLine]) -> list[PrintLine]:
    """«Kari Olsen   450,00» over «Ansattnr. 4 · 010190 *****»: the lines with the amounts bear the columns."""
    ids = {id(line) for line in people}
    above = [one for one, line in pairwise(lines) if id(line) in ids]
    bearing = [line for line in above if any(_ORE.search(word.text) for word in line.words)]
    texts = (_SHARE.sub("", RATE_OF.sub("", " ".join(word.text for word in line.words))) for line in people)
    if len(bearing) < len(people) or any(map(_ORE.search, texts)):
        return []
    return above
