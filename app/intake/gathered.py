"""Blocks of one person each, labelled fields on top and the person's deductions below: each of these becomes a row."""

import re
from collections import Counter
from dataclasses import dataclass, field

from app.intake.amounts import to_ore
from app.intake.below import MONTH, Rows, as_note, is_money, numbers_at_end, places
from app.intake.cards import TOP_ROWS, Card, adds_up, close_last, keep_wholes, without_decoys
from app.intake.cells import Cell, Sheet, text_of
from app.intake.fields import Fields, fields, is_whole_id, with_fields_apart
from app.intake.headings import fold, is_total, role_of, strength
from app.intake.heads import is_heading, is_id, looks_like_name
from app.intake.kinds import corrects

_HEADS = {
    "name": "Navn",
    "last_name": "Etternavn",
    "first_name": "Fornavn",
    "national_id": "Fødselsnummer",
    "employee_no": "Nummer",
    "member_no": "Medlemsnr",
    "union": "Fagforening",
    "period": "Periode",
}
_LABELLED = re.compile(r"(.*[^\W\d_].*?)[ .:]+((?:kr\.? ?)?[-−(]?\d[\d .,']*(?:[.,]\d\d[-−)]?|,[-–])|kr\.? ?\d+)")
_SENTENCE = 5
"""Words: a longer text in front of an amount is no label."""
_TOLD = re.compile(
    r"(.*\b(?:trukket|trekt|trekte|deducted)\b[^\d]{0,20}?) ((?:kr\.? ?)?\d[\d .]*(?:,\d\d|,-))(?: [^\d]*)?", re.I
)
"""«Vi bekrefter at det i lønn for august 2026 er trukket kr 734,00 i kontingent»."""
_FIELD = re.compile(r"[^\d:]{2,30}: ?\S.*")
_DATED = re.compile(r"[^\d:]{2,30} \d{1,2}\.\d{1,2}\.(?:\d\d){1,2}")
_RATE = re.compile(r"[^\W\d_][^\d:]*?[ .:]+\d[\d.,]* ?%?")
_SHARE = re.compile(r"\d[\d.,]* ?%(?: ?(?:av|of|x|à|\*|@) ?(?:kr\.? ?)?\d[\d .,']*)?")
"""«1,65 % av 32 680,85»: how an amount was worked out."""
_ASIDE = re.compile(r"(?<=[\d,-]) *\([^()\d]{3,}\)$")
_GOES_ON = re.compile(r"\b(?:forts|cont)\.|\b(?:forts(?:att|etter|ett)?|continued)\b", re.I)
"""«(forts.) Ansatt 1124 Nowak, Marit» on top of the next page."""
_CODED = re.compile(r"\d{2,6} ")
_RULE = re.compile(r"[-=_*.~+ ]{3,}")
_ENOUGH, _LOOKED_AT = 400, 120
"""Rows in which a long list of such blocks shows at least two."""


@dataclass(slots=True)
class _Amounts:
    """How amounts stand below a person: the labels of their columns and where these are; none for «label amount»."""

    sheet: Sheet
    labels: list[str]
    lefts: list[float]
    cells: bool = False
    heads: set[int] = field(default_factory=set)

    def of(self, n: int) -> list[tuple[str, list[Cell]]]:
        """What the row says of amounts: a text and its amounts, or several where each has a label of its own."""
        parts = self.sheet.parts(n)
        if self.cells:
            return self._in_columns(n)
        amounts = numbers_at_end(parts)
        if len(self.labels) > 1:
            text = _text(parts[: len(parts) - len(amounts)])
            placed = self._placed(amounts, places(self.sheet, n)) if text else None
            return [(text, placed)] if placed else []
        return [(label, [amount]) for label, amount in _pairs(parts)]

    def _in_columns(self, n: int) -> list[tuple[str, list[Cell]]]:
        row, at = self.sheet.rows[n], [int(left) for left in self.lefts]
        amounts: list[Cell] = [row[k] if k < len(row) and is_money(row[k], whole=True) else "" for k in at]
        others = [cell for k, cell in enumerate(row) if cell != "" and not (k in at and is_money(cell, whole=True))]
        text = _text(others)
        return [(text, amounts)] if text and any(amount != "" for amount in amounts) else []

    def _placed(self, amounts: list[Cell], lefts: list[float]) -> list[Cell] | None:
        """The amounts under their heads; None where two would stand under one."""
        if len(amounts) == len(self.labels):
            return amounts
        placed: list[Cell] = [""] * len(self.labels)
        for amount, left in zip(amounts, lefts[-len(amounts) :] if amounts else [], strict=True):
            at = min(range(len(self.lefts)), key=lambda k: abs(self.lefts[k] - left))
            if placed[at] != "":
                return None
            placed[at] = amount
        return placed if amounts else None


def gathered(sheet: Sheet, *, forms: bool) -> Sheet:
    """The sheet itself, unless it is made of such blocks and everything with an amount in them is understood.

    `forms`: whether nothing else has made rows of labels with amounts («Trekk .... 450,00»), one for each person.
    Where some have corrections, or all have parts with their sum below them, they are such blocks in any case.
    """
    if len(sheet.rows) > 20_000 or not _may_be_blocks(sheet):
        return sheet
    return _gathered(with_fields_apart(sheet), forms) or sheet


def _gathered(sheet: Sheet, forms: bool) -> Sheet | None:
    said = {n: fields(sheet.parts(n)) for n in range(len(sheet.rows))}
    starts = _starts(sheet, said)
    if len(starts) < 2:
        return None
    amounts = _amounts(sheet, starts)
    if amounts is None:
        return None
    tops = {_digitless(sheet, n) for n in range(starts[0])} - {""}
    people: list[Card] = []
    for start, end in zip(starts, [*starts[1:], len(sheet.rows)], strict=True):
        person = _person(sheet, range(start, end), said, amounts, tops)
        if person is None:
            return None
        number = next(said[n].found["national_id"] for n in range(start, end) if "national_id" in said[n].found)
        if people and people[-1].goes_on(person, number):
            continue
        people.append(person)
    for person in people:
        if not person.lines and all(not to_ore(value, None) for _, _, values in person.sums for value in values):
            person.lines = [(n, "Kontingent", values) for n, _, values in person.sums[:1]]  # «Sum ansatt 0,00» alone
    _take_unfilled(sheet, people)
    close_last(people)
    if len(amounts.labels) == 1 and not without_decoys(people, bool(amounts.heads)):
        return None
    close_last(people)  # now that no wages are larger than the sum of all
    texts = [text for person in people for _, text, _ in person.lines]
    coded = all(map(_CODED.match, texts))  # «3510 Fagforeningskontingent»: a list of wage types, as below heads
    summed = all(adds_up(one, heads=bool(amounts.heads) or coded) for one in people) and any(
        len(one.lines) > 1 for one in people
    )
    if summed:
        for person in people:  # «Kontingent», «Forsikring» and «Trukket i alt» of one deduction
            added = [one for one in person.lines if corrects(one[1])]
            person.lines = [*((n, "Kontingent", values) for n, _, values in person.sums[:1]), *added]
            person.sums = [one for one in person.sums[1:] if role_of(one[1]) != "decoy"]  # «Sum trukket hittil i år»
    keep_wholes(people)
    several = amounts.heads or forms or summed
    texts = [text for person in people for _, text, _ in person.lines]
    several = several or any(corrects(text) or len(text.split()) > _SENTENCE for text in texts)
    return _table(sheet, starts, people, amounts) if several and _are_whole(people) else None


def _take_unfilled(sheet: Sheet, people: list[Card]) -> None:
    """«Kontingent | | Trukket | | Perm. uten lønn»: the labels of the others with no amounts are a line of nothing."""
    usual = {fold(text) for person in people for _, text, _ in person.lines}
    for person in people:
        for n in person.notes if not (person.lines or person.sums) else []:
            own = [text_of(part) for part in sheet.parts(n) if fold(text_of(part)) in usual]
            whole = max(own, key=lambda text: strength(fold(text)), default="")
            if len(own) > 1 and role_of(whole) in ("amount", "part"):
                person.lines = [(n, whole, ["0,00"])]


def _may_be_blocks(sheet: Sheet) -> bool:
    """The first rows of a long list tell: labelled ids stand among them."""
    if len(sheet.rows) <= _ENOUGH:
        return True
    return sum("national_id" in fields(sheet.parts(n)).found for n in range(_LOOKED_AT)) > 1


def _starts(sheet: Sheet, said: dict[int, Fields]) -> list[int]:
    """The first row of each block: the one with the id, or as many above it as hold the name and other numbers."""
    keyed = [n for n, one in said.items() if "national_id" in one.found]
    if sum(is_whole_id(said[n].found["national_id"]) for n in keyed) < max(2, len(keyed) * 0.6):
        return []
    if any(is_money(part) for n in keyed for part in sheet.parts(n)):
        return []
    above = [_above(sheet, said, n) for n in keyed]
    usual = Counter(above).most_common(1)[0][0]
    if min(above) < usual:
        return []
    starts = [n - usual for n in keyed]
    return starts if len(set(starts)) == len(starts) else []


def _above(sheet: Sheet, said: dict[int, Fields], n: int) -> int:
    """How many rows right above say who it is."""
    count = 0
    while count < min(n, TOP_ROWS - 1):
        one = said[n - count - 1]
        parts = sheet.parts(n - count - 1)
        own = set(one.found) & {"name", "last_name", "first_name", "employee_no", "member_no"} or one.name
        if not own or "national_id" in one.found or any(is_money(part) for part in parts):
            break
        if is_heading(sheet.rows[n - count - 1]) or is_total(_text(parts)):
            break
        count += 1
    return count


def _amounts(sheet: Sheet, starts: list[int]) -> _Amounts | None:
    """What heads the amounts, and where they stand; None where several stand side by side under no head."""
    heads = _heads(sheet, starts[0])
    if heads and heads[0] not in sheet.segments:
        row = [text_of(cell).strip() for cell in sheet.rows[heads[0]]]
        at = [k for k, text in enumerate(row) if role_of(text) in ("amount", "part", "decoy")]
        return _Amounts(sheet, [row[k] for k in at], [float(k) for k in at], True, set(heads))
    ends = {n: len(numbers_at_end(sheet.parts(n))) for n in range(starts[0], len(sheet.rows))}
    shapes = Counter(count for count in ends.values() if count)
    most = max((count for count, seen in shapes.items() if seen >= shapes.total() * 0.1), default=0)
    if most < 2:
        near = range(max(starts[0] - 3, 0), starts[1])
        if not heads and any(
            _says_otherwise(sheet.rows[n]) for n in near if "union" not in fields(sheet.parts(n)).found
        ):
            return None
        label = next((text_of(part) for n in heads[:1] for part in sheet.parts(n) if _is_money_head(part)), "Beløp")
        labelled = any(_is_labelled(sheet.parts(n)) for n in ends)
        return _Amounts(sheet, [label], [0.0], heads=set(heads)) if shapes or labelled else None
    full = [places(sheet, n)[-most:] for n, count in ends.items() if count == most]
    lefts = [sorted(column)[len(column) // 2] for column in zip(*full, strict=True)]
    labels: list[str] = []
    rows = set()
    for n in range(max(starts[0] - 3, 0), len(sheet.rows)):
        last = _heads_apart(sheet.parts(n))[-most:]
        if len(last) < most or any(re.search(r"\d|:", text) for text in last):
            continue
        if not labels and {role_of(text) for text in last} & {"amount", "part"}:
            labels = last
        if labels == last:
            rows.add(n)
    return _Amounts(sheet, labels, lefts, heads=rows) if labels else None


def _heads_apart(parts: list[Cell]) -> list[str]:
    """«Beløp Hittil i år», printed close to each other, as the two heads that it is."""
    heads: list[str] = []
    for words in (text_of(part).split() for part in parts):
        pairs = ((" ".join(words[:k]), " ".join(words[k:])) for k in range(1, len(words)))
        money = ({role_of(one), role_of(other)} for one, other in pairs)
        both = ({"amount", "decoy"}, {"part", "decoy"})
        at = next((k for k, roles in enumerate(money, 1) if roles in both), len(words))
        heads += filter(None, (" ".join(words[:at]), " ".join(words[at:])))
    return heads


def _says_otherwise(row: list[Cell]) -> bool:
    """«Ansatt | Tekst | Hittil i år»: a head over amounts that are no deductions of the month."""
    plain = is_heading(row) and len(row) > 2 and not any(re.search(r"\d", text_of(cell)) for cell in row)
    return plain and any(role_of(text_of(cell)) == "decoy" for cell in row)


def _is_labelled(parts: list[Cell]) -> bool:
    """«Trukket ...... 640,-», or with more beside it; «Trukket: 640,-» alone is a form's (`reshaped.py`)."""
    texts = [part for part in parts if isinstance(part, str)]
    return any(
        (_LABELLED.fullmatch(text) and (len(parts) > 1 or ".." in text)) or _TOLD.fullmatch(text) for text in texts
    )


def _heads(sheet: Sheet, first: int) -> list[int]:
    """The rows of the head that stands above the deductions of all, or of each."""
    said = {
        n: sheet.parts(n) if n in sheet.segments else sheet.rows[n] for n in range(max(first - 3, 0), len(sheet.rows))
    }
    heads = [n for n, row in said.items() if _is_head(row)]
    heads = [n for n in heads if n < first or not any(_fills(row, said[n]) for row in said.values())]
    rows = Counter(tuple(map(text_of, said[n])) for n in heads)
    usual = max(rows, key=lambda row: rows[row], default=())
    return [n for n in heads if tuple(map(text_of, said[n])) == usual]


def _fills(row: list[Cell], head: list[Cell]) -> bool:
    """Whether a row has the same words at the same places, and amounts behind them: «Kontingent | 904,31 | Trukket»."""
    same = sum(one == other != "" for one, other in zip(row, head, strict=False))
    return same > 1 and any(is_money(cell, whole=True) for cell in row)


def _is_head(row: list[Cell]) -> bool:
    return any(map(_is_money_head, row)) and is_heading(row) and not any(re.search(r"[\d:]", text_of(c)) for c in row)


def _is_money_head(cell: Cell) -> bool:
    return role_of(text_of(cell)) in ("amount", "part")


def _person(sheet: Sheet, rows: range, said: dict[int, Fields], amounts: _Amounts, tops: set[str]) -> Card | None:
    """What one block says; None where an amount in it is not understood."""
    person = Card(rows.start, rows.stop == len(sheet.rows))
    on_top = False
    for n in rows:
        parts = sheet.parts(n)
        if not parts or _RULE.fullmatch(_text(parts, always=True)):
            if not on_top:
                person.close()
            continue
        if n > rows.start and sheet.numbers[n] - sheet.numbers[n - 1] > 1:  # a blank line of a print
            person.close()
        if "national_id" not in said[n].found and any(is_id(part) for part in parts):
            return None
        on_top = _digitless(sheet, n) in tops or (on_top and n in amounts.heads)
        if (on_top and n not in amounts.heads) or _is_carried(parts):
            continue
        if n in amounts.heads:
            if not amounts.cells and len(amounts.labels) > 1:
                person.say(fields(parts[: -len(amounts.labels)]))
        elif any(is_total(_text([part])) for part in parts[:2]) and not corrects(_text(parts[:1])):
            person.add_sum(n, amounts.of(n))
        elif not person.add(
            n,
            person.without_sums(n, _lines_of(n, amounts, said[n])),
            said[n],
            any(map(is_money, parts)),
            bool(_RATE.fullmatch(_text(parts, always=True))),
        ):
            return None
    return person


def _lines_of(n: int, amounts: _Amounts, one: Fields) -> list[tuple[str, list[Cell]]]:
    """An id that stands in a column of amounts is none of them."""
    return [] if "national_id" in one.found else amounts.of(n)


def _is_carried(parts: list[Cell]) -> bool:
    return bool(_GOES_ON.search(_text(parts))) and not any(map(is_money, parts))


def _are_whole(people: list[Card]) -> bool:
    """Everybody has an id's field, a line and, unless nobody has, a name."""
    named = sum(bool({"name", "last_name"} & set(person.who)) for person in people)
    whole = all(person.lines and "national_id" in person.who for person in people)
    names = [name for person in people if (name := person.who.get("name"))]
    cut = any(name.endswith(",") for name in names) or sum(map(looks_like_name, names)) < len(names) * 0.8
    return whole and named in (0, len(people)) and not cut


def _table(sheet: Sheet, starts: list[int], people: list[Card], amounts: _Amounts) -> Sheet:
    monthly = all(MONTH.match(text) for person in people for _, text, _ in person.lines)
    roles = [role for role in _HEADS if any(person.who.get(role) for person in people)]
    if monthly or not all(person.who.get("period") for person in people):
        roles = [role for role in roles if role != "period"]
    made = Rows(sheet, [])
    for n in range(starts[0]):
        if n not in amounts.heads:
            made.add(n, list(sheet.rows[n]), sheet.segments.get(n))
    made.add(starts[0], [])  # no head above spans those made here
    texts = ["Periode", "Tekst"] if monthly else ["Tekst"]  # «2026/01 3510 Kontingent FF»
    made.add(starts[0], [*(_HEADS[role] for role in roles), *texts, *amounts.labels])
    for person in people:
        who: list[Cell] = [person.who.get(role, "").replace("*" * 11, "") for role in roles]
        said = [(n, _month_apart(text) if monthly else [text], values) for n, text, values in person.lines]
        rows: list[tuple[int, list[Cell]]] = [(n, [*who, *own, *values]) for n, own, values in said]
        rows += [(n, [text, *[""] * (len(who) + len(texts) - 1), *values]) for n, text, values in person.sums]
        rows += [(n, as_note(sheet.parts(n))) for n in person.notes]
        for n, row in sorted(rows, key=lambda one: one[0]):
            made.add(n, row)
    return made.sheet()


def _month_apart(text: str) -> list[Cell]:
    """«Juli 2026» and «4510 Kontingent»."""
    found = MONTH.match(text)
    return [found[0], text[found.end() :].strip()] if found else ["", text]


def _pairs(parts: list[Cell]) -> list[tuple[str, Cell]]:
    """«Grunnlag .... | 40 628,71 | Pst. 1,42» as its labels with their numbers; none where one has no label."""
    pairs: list[tuple[str, Cell]] = []
    words: list[Cell] = []
    for part in (_ASIDE.sub("", part).lstrip(": ") if isinstance(part, str) else part for part in parts):
        if isinstance(part, str) and _SHARE.fullmatch(part):
            continue
        found = (_LABELLED.fullmatch(part) or _TOLD.fullmatch(part)) if isinstance(part, str) else None
        if is_money(part, whole=True) or found:
            label = re.sub(r"[ .:]*\bkr$", "", _text([*words, found[1]] if found else words))
            if not label:
                return []
            pairs.append((label, found[2] if found else part))
            words = []
        elif isinstance(part, str) and (_DATED.fullmatch(part) or _FIELD.fullmatch(part)) and not part.endswith("kr"):
            words = []  # «Ansattnr: 3840» or «Fra dato 01.02.2018» between two amounts
        else:
            words.append(part)
    return pairs if not any(isinstance(word, str) and re.search(r"\d", word) for word in words) else []


def _text(parts: list[Cell], *, always: bool = False) -> str:
    """The words of some cells, or their month, without the dots that lead on to a number; '' where there are none."""
    text = re.sub(r"[ .:…]+$", "", " ".join(text_of(part).strip() for part in parts))
    return text if always or re.search(r"[^\W\d_]{2}", text) or MONTH.fullmatch(text) else ""


def _digitless(sheet: Sheet, n: int) -> str:
    text = " ".join(text_of(part) for part in sheet.parts(n))
    return re.sub(r"[\d ]+", "#", text).strip("#") if re.search(r"[^\W\d_]{2}", text) else ""
