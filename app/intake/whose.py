"""Whose a line is: the columns that name unions, by name or by code, and those that name the kind of deduction."""

import re
from functools import cached_property

from app.intake.amounts import to_ore
from app.intake.cells import Cell, text_of
from app.intake.collected import Section
from app.intake.headings import fold, role_of
from app.intake.kinds import REMARK, corrects, is_unrelated, only_dues
from app.intake.pick import Pick
from app.intake.profiles import Profile
from app.intake.rows import Walked
from app.intake.unions import Unions

_OF_MANY = frozenset(("lo", "ys", "unio", "akademikerne", "organisert", "ja", "x"))
"""«LO» is many unions: whose the line is, nobody can see."""
_OF_DUES = re.compile(r"kontingent|trekk|avgift|\bdues\b|\bfees?\b")
_NO_MEMBER = re.compile(
    r"(?:ikke|ikkje|ingen|not?|non)(?: a)? (?:medlem\w*|member|fag ?foren\w*|union)|u ?organisert|ingen"
)
_NOT_TEXTS = ("name", "first_name", "last_name", "company", "department", "employee_no", "member_no")


class Whose:
    """Asked row by row, from the top: a union that is printed once may hold for the rows below."""

    def __init__(self, walked: Walked, pick: Pick, unions: Unions, section: Section) -> None:
        self.walked, self.unions = walked, unions
        self.sheet, self.roles = walked.typed.block.sheet, walked.typed.roles
        self.group: str | None = None
        self.cellwise = False
        self.texts = self._text_columns()
        self.kinds = self._kind_columns()
        self.remarks = {k for k in self.kinds if self._remarks(walked.typed.profiles[k])}
        """Of these, the columns that only say something about a few."""
        self.codes, self.code_column = section.codes, section.code_column
        self.union_column = self._union_column()
        self.naming = {k for k in self.texts if any(unions.ours in unions.named(text) for text in self._distinct(k))}
        """Columns of texts that name us on some rows: what they say on the others is no deduction of ours."""
        self.fills_down = self._union_fills_down()
        self.others = [
            p.index
            for p in walked.typed.profiles
            if p.index not in pick.columns and (named := unions.named(p.heading)) and unions.ours not in named
        ]

    def _distinct(self, index: int) -> set[str]:
        return {value.strip() for value in self.walked.typed.profiles[index].values if isinstance(value, str)}

    def _union_column(self) -> int | None:
        """The column of unions; where it holds nothing but codes, the one that has their names («Forbund (T)»)."""
        column = self.roles.get("union")
        if column is None:
            return None
        named = [k for k in self.texts if self._names(k) and len(self._distinct(k)) > 1]
        if not named:  # «Kreditornr | Kreditornavn», with others than unions among them
            profiles = self.walked.typed.profiles
            named = [k for k in self.texts if profiles[k].named == "union" and self._names_us(k)]
        if self._names(column):  # «FFORB», «FLT» and «NITO» beside their names: a code of ours that nobody knows
            named = [k for k in named if self._names_us(k) and not self._names_us(column)]
        return named[0] if len(named) == 1 else column

    def _names_us(self, index: int) -> bool:
        return any(self.unions.ours in self.unions.named(text, labelled=True) for text in self._distinct(index))

    @cached_property
    def _only(self) -> str | None:
        """The one union that the column names; None where it names several, or what may be one that we do not know."""
        texts = self._distinct(self.union_column) if self.union_column is not None else set()
        named = {
            self.unions.one_of(self.unions.named(text, labelled=True)) or f"?{text}"
            for text in texts
            if text and not (corrects(text) or only_dues(text) or is_unrelated(text))
        }
        return next(iter(named)) if len(named) == 1 else None

    def _names(self, index: int) -> bool:
        texts = self._distinct(index)
        return sum(bool(self.unions.named(text, labelled=True)) for text in texts) > len(texts) * 0.5

    def _union_fills_down(self) -> bool:
        """«Fellesforbundet» stands on the first row of its group only."""
        column = self.union_column
        if column is None:
            return False
        people = [self.sheet.rows[row.at] for row in self.walked.people]
        texts = [text_of(cells[column]).strip() if column < len(cells) else "" for cells in people]
        filled = [text for text in texts if text]
        once = len(filled) == len(set(filled)) or len(filled) <= len(texts) * 0.5
        runs = sum(1 for n, text in enumerate(filled) if n == 0 or filled[n - 1] != text)
        return bool(texts and texts[0]) and len(filled) < len(texts) and once and runs == len(filled)

    def _text_columns(self) -> list[int]:
        """Columns whose words may name the union or the kind of deduction on a row."""
        names = {self.roles.get(role) for role in _NOT_TEXTS}
        return [
            p.index
            for p in self.walked.typed.profiles
            if p.words and p.index not in names and p.index != self.roles.get("union")
        ]

    def _kind_columns(self) -> list[int]:
        """Columns that may name the kind of deduction: those in words («Kantine») before those in codes («CANT»)."""
        profiles = [p for p in self.walked.typed.profiles if p.index in self.texts and p.named in (None, "wage_type")]
        profiles = [p for p in profiles if not _is_label(p)]
        union = self.roles.get("union")
        if any(self._is_always_ours(p) for p in self.walked.typed.profiles if p in profiles or p.index == union):
            return []
        return [p.index for p in sorted(profiles, key=lambda p: (-self._telling(p), p.named is None))]

    def _is_always_ours(self, profile: Profile) -> bool:
        """«Kontingent Fellesforbundet» on every row: beside it «Idrett og park» is where somebody works."""
        texts = self._distinct(profile.index) - {""}
        every = bool(texts) and profile.filled >= self.walked.typed.sampled
        return every and all(_OF_DUES.search(fold(t)) and self.unions.named(t) == {self.unions.ours} for t in texts)

    def _remarks(self, profile: Profile) -> bool:
        return profile.filled < self.walked.typed.sampled * 0.8 or bool(REMARK.search(fold(profile.heading)))

    def _telling(self, profile: Profile) -> int:
        texts = sorted({text_of(value) for value in profile.values if isinstance(value, str)})[:200]
        return sum(is_unrelated(text) or bool(self.unions.named(text)) for text in texts)

    def is_anothers(self, cells: list[Cell]) -> bool:
        """0,00 under our name, and an amount under another union's."""
        return any(k < len(cells) and to_ore(cells[k], None) for k in self.others)

    def is_absent(self, cells: list[Cell], amount: int | None, only_filled: bool) -> bool:
        """Nothing under our name on a row that says of itself that it is another's or nobody's, or says nothing.

        `only_filled`: whether whoever has nothing may be another union's; else only «ikke medlem» tells.
        """
        column = self.union_column
        text = text_of(cells[column]) if column is not None and column < len(cells) else ""
        if not amount and _NO_MEMBER.fullmatch(fold(text)):
            return True
        ours = self.unions.ours in self.unions.named(text, labelled=True) and not self.is_anothers(cells)
        return only_filled and not ours and (amount is None or (amount == 0 and self.is_anothers(cells)))

    def union(self, cells: list[Cell], section: str | None, above: str | None = None) -> str | None:
        """The union that a row's own cells name, «?…» for one that we do not know; else its section's.

        `above`: the union of the line above, where that is of the same person.
        """
        if self.code_column is not None and self.code_column < len(cells) and cells[self.code_column] != "":
            self.cellwise = True
            code = text_of(cells[self.code_column]).strip()
            return self.codes.get(fold(code).lstrip("0") or "0", f"?{code}")
        column = self.union_column
        if column is not None and column < len(cells) and cells[column] != "":
            text = text_of(cells[column]).strip()
            named = self.unions.named(text, labelled=True)
            self.cellwise = True
            if fold(text) in _OF_MANY:
                return None
            if not named and (corrects(text) or only_dues(text)):
                return above or self._only
            self.group = self.unions.one_of(named) or f"?{text}"
            return self.group
        if self.fills_down and self.group:
            return self.group
        for index in self.texts:
            if (
                index < len(cells)
                and isinstance(cells[index], str)
                and (named := self.unions.named(text_of(cells[index])))
            ):
                return self.unions.one_of(named)
        for index in self.naming:
            text = text_of(cells[index]).strip() if index < len(cells) else ""
            if text and is_unrelated(text):
                return f"?{text}"
        return section


def _is_label(profile: Profile) -> bool:
    """«Fødselsnr.» on every row, in front of the number."""
    return profile.distinct == 1 and role_of(text_of(profile.values[0])) in ("national_id", "employee_no", "name")
