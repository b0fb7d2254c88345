"""One person's block in a print or sheet: who it is, the amounts, and which of them are one deduction."""

import re
from collections import Counter
from dataclasses import dataclass, field

from app.intake.amounts import to_ore
from app.intake.cells import Cell, text_of
from app.intake.fields import Fields
from app.intake.headings import fold, is_total, role_of, strength
from app.intake.ids import read_id
from app.intake.kinds import OURS, UNRELATED, corrects, is_unrelated
from app.intake.months import cell_period

_MONEY_WORDS = re.compile(f"{OURS.pattern}|{UNRELATED.pattern}")
_NUMBERS = ("employee_no", "member_no")
TOP_ROWS = 4
"""How far above a person's id the person's first line may stand."""
_PLAIN = 5
"""How strongly «Trukket» says that it is what was deducted."""


_Line = tuple[int, str, list[Cell]]
"""A row with its text and its amounts."""


@dataclass(slots=True)
class Card:
    """One block: who it is, its amounts, its own sums, and the rows that say something else."""

    start: int
    is_last: bool
    who: dict[str, str] = field(default_factory=dict)
    lines: list[_Line] = field(default_factory=list)
    sums: list[_Line] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    closed: bool = False
    """Whether something stood between the amounts and what comes now."""

    def goes_on(self, other: "Card", number: str) -> bool:
        """Whether the next block, of the id `number`, is this person's again, as on top of a page; then it is taken.

        One masked id may be many people's: it is nobody's twice.
        """
        if read_id(number).kind != "valid" or number != self.who.get("national_id"):
            return False
        self.lines += other.lines
        self.sums += other.sums
        self.notes += other.notes
        self.is_last = other.is_last
        return True

    def close(self) -> None:
        """Nothing more belongs to the person, unless it has not begun."""
        self.closed = self.closed or bool(self.lines)

    def say(self, one: Fields) -> None:
        """Take what a row says of who it is."""
        for role, value in one.found.items():
            self.who.setdefault(role, value)
        if cell_period(one.period):
            self.who.setdefault("period", one.period)
        if one.name:
            self.who.setdefault("name", one.name)
            if one.number:
                self.who.setdefault("employee_no", one.number)

    def _may_say(self, n: int, one: Fields) -> bool:
        """Whether a row tells who it is; a name without a label only near the top, and once."""
        named = one.name and n - self.start < TOP_ROWS and "name" not in self.who
        return bool(one.found or one.period or named)

    def add(self, n: int, lines: list[tuple[str, list[Cell]]], one: Fields, has_money: bool, told: bool) -> bool:
        """Take a row; False where its amount may be somebody's, and it is not plain whose.

        `told`: it is another field of the person's, a rate or a date.
        """
        if lines and not self.closed:
            self.who |= {role: value for role, value in one.found.items() if role in _NUMBERS and role not in self.who}
            self.lines += [(n, text, values) for text, values in lines]
        elif lines and not self.is_last:
            return False
        elif not self.lines and self._may_say(n, one):
            self.say(one)
        elif has_money and not self.closed:
            return False
        else:
            self.notes.append(n)
            if not told:
                self.close()
        return True

    def without_sums(self, n: int, lines: list[tuple[str, list[Cell]]]) -> list[tuple[str, list[Cell]]]:
        """«Kontingent 948,80  Forsikring 74,00  Sum 1 022,80» on one row: the sum is kept apart."""
        own = [one for one in lines if not is_total(one[0])]
        if not own or len(lines) - len(own) != 1:
            return lines
        self.sums += [(n, *one) for one in lines if is_total(one[0])]
        return own

    def add_sum(self, n: int, lines: list[tuple[str, list[Cell]]]) -> None:
        """Take a row that sums up."""
        whole = max(lines, key=lambda one: (is_total(one[0]), strength(fold(one[0])) == _PLAIN), default=None)
        self.sums += [(n, whole[0] if is_total(whole[0]) else f"Sum {whole[0]}", whole[1])] if whole else []
        self.notes += [] if lines else [n]
        self.close()


def without_decoys(people: list[Card], headed: bool) -> bool:
    """«Grunnlag» and «Hittil i år» are left out beside a plain «Trekk»; False where the labels leave it open."""
    seen: Counter[str] = Counter()
    for person in people:
        kept = [one for one in person.lines if role_of(one[1]) != "decoy" or corrects(one[1]) or _is_of_dues(one[1])]
        if len(kept) < len(person.lines) and not any(role_of(one[1]) in ("amount", "part") for one in kept):
            return False
        person.lines = kept
        seen.update({fold(text) for _, text, _ in kept})
    if headed:
        return True
    usual = [text for text, count in seen.items() if count * 2 > len(people) and role_of(text) == "amount"]
    known = all(_MONEY_WORDS.search(text) or role_of(text) in ("amount", "part") or corrects(text) for text in seen)
    return known and len([text for text in usual if not corrects(text)]) < 2


def _is_of_dues(text: str) -> bool:
    """«Fagforeningskontingent, etterbetalt overtid»: what is told behind the comma is what it was paid of."""
    first, comma, _ = text.partition(",")
    return bool(comma) and role_of(first) in ("amount", "part")


def keep_wholes(people: list[Card]) -> None:
    """«Kontingent», «Forsikring» and «Trukket», which is both together for everybody, are one deduction."""
    wholes = []
    for person in people:
        own = [one for one in person.lines if strength(fold(one[1])) == _PLAIN]
        parts = sum(to_ore(value, None) or 0 for one in person.lines if one not in own for value in one[2])
        if len(own) != 1 or len(own[0][2]) != 1 or to_ore(own[0][2][0], None) != (parts or to_ore(own[0][2][0], None)):
            return
        wholes.append(own)
    if any(len(person.lines) > 2 for person in people):
        for person, own in zip(people, wholes, strict=True):
            person.lines = own


def adds_up(person: Card, *, heads: bool) -> bool:
    """Whether each of the amounts has a label of its own, and the row below them is what they make together.

    `heads`: the amounts stand under heads.  Where there is but one of these, the rows are those of a list of wage
    types, and stay apart.
    """
    lines = [one for one in person.lines if not corrects(one[1]) and role_of(one[1]) != "decoy"]
    labels = {fold(text) for _, text, _ in lines}
    if not person.sums or len(labels) < len(lines):
        return False
    of_all = person.sums[0][2]
    if any(len(values) != len(of_all) for _, _, values in lines) or (heads and len(of_all) == 1):
        return False
    if len(of_all) > 1 and not all(map(_is_part, lines)):
        return False
    columns = zip(*(map(_ore, values) for _, _, values in lines), strict=True)
    return all(sum(column) == _ore(whole) for column, whole in zip(columns, of_all, strict=True))


def _is_part(line: tuple[int, str, list[Cell]]) -> bool:
    """A word of dues: below heads («Denne periode | Hittil i år») a sum may be of all that was deducted."""
    return strength(fold(line[1])) > 0 and not is_unrelated(line[1])


def _ore(value: Cell) -> int:
    return to_ore(value, None) or 0


def close_last(people: list[Card]) -> None:
    """«Alle foreninger  12 345,00» below the last person: words that nobody else has, and more than anybody has."""
    others = [line for person in people[:-1] for line in person.lines]
    most = max((_size(values[-1:]) for _, _, values in others), default=0.0)
    texts = {fold(text) for _, text, _ in others}
    for k, (_, text, values) in enumerate(people[-1].lines):
        if k and fold(text) not in texts and _size(values[-1:]) > most:
            people[-1].notes += [n for n, _, _ in people[-1].lines[k:]]
            del people[-1].lines[k:]
            return


def _size(values: list[Cell]) -> float:
    return max(float("".join(re.findall(r"\d", text_of(value))) or 0) for value in values)
