"""Names that are too long for their column go on above or below the line of their person."""

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from app.intake.cells import Cell
from app.intake.headings import is_total, role_of
from app.intake.unions import names_a_union
from app.intake.words import PrintLine, phrases

_MOST = 4
"""Lines that a cell is wrapped over, beside the person's own."""


@dataclass(slots=True)
class Rest:
    """Line `at` goes on with the cells of line `of`."""

    at: int
    of: int


def ruled_rests(lines: list[PrintLine], people: set[int]) -> list[Rest]:
    """Lines without digits in the same ruled row as one person line."""
    rows: dict[tuple[int, int], list[int]] = {}
    for n, line in enumerate(lines):
        if line.row is not None:
            rows.setdefault((line.page, line.row), []).append(n)
    rests = []
    for row in rows.values():
        owners = [n for n in row if id(lines[n]) in people]
        others = [n for n in row if n not in owners]
        others = [n for n in others if not _is_title(lines[n])]
        if len(owners) == 1 and len(others) <= _MOST and not any(_has_digit(lines[n]) for n in others):
            rests += [Rest(n, owners[0]) for n in others]
    return rests


@dataclass(slots=True)
class Loose:
    """What was found without ruling lines: `seen` are all lines that may go on a name."""

    rests: list[Rest] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    guessed: bool = False

    def doubtful(self, lines: list[PrintLine], rows: list[list[Cell]], taken: set[int], people: set[int]) -> list[int]:
        """Lines that are nobody's though they look like parts of names, and those whose owner is a guess."""
        left = [n for n in self.seen if n not in taken]
        if self.guessed and not left:
            return self.seen[:20]
        words = [
            [part for part in str(cell).replace(",", "").split() if part[0].isalpha()]
            for n, line in enumerate(lines)
            if id(line) in people
            for cell in rows[n]
            if cell and str(cell)[0].isalpha()
        ]
        known = Counter(part for cell in words if len(cell) > 1 for part in cell)
        cut = Counter(cell[0] for cell in words if len(cell) == 1)
        names = [n for n in left if any(known[w.text.strip(",")] or 0 < cut[w.text] < 3 for w in lines[n].words)]
        return names[:20]


def loose_rests(lines: list[PrintLine], people: set[int], lefts: list[float], space: float, first: float) -> Loose:
    """Without ruling lines: what stands below the left edges `lefts` of columns of words, between two person lines.

    A run of such lines is cut where the distance is largest: above it goes to the person above, below it to the next.
    """
    found = _Runs(lines, _usual(lines, people), first, space)
    owner: int | None = None
    run: list[int] = []
    seen: list[int] = []
    for n, line in enumerate(lines):
        if id(line) in people:
            found.add(owner, run, n)
            seen += run
            owner, run = n, []
        elif _goes_on(line, lefts, space) and (owner is None or line.page == lines[owner].page):
            run.append(n)
        else:
            found.add(owner, run, None)
            seen += run if owner is not None else []
            owner, run = None, []
    found.add(owner, run, None)
    seen += run if owner is not None else []
    return Loose(found.rests(), seen, found.guessed)


def _usual(lines: list[PrintLine], people: set[int]) -> float:
    """How far apart the lines of people stand who follow each other."""
    gaps = [b.at - a.at for a, b in pairwise(lines) if id(a) in people and id(b) in people and a.page == b.page]
    return median(gaps) if gaps else float("inf")


@dataclass(slots=True)
class _Runs:
    """Runs of lines between people, and whose they are."""

    lines: list[PrintLine]
    usual: float
    first: float
    space: float
    sure: list[Rest] = field(default_factory=list)
    ties: list[tuple[int, list[int], int]] = field(default_factory=list)
    ends: list[tuple[int, list[int], bool]] = field(default_factory=list)
    ups: int = 0
    downs: int = 0
    guessed: bool = False

    def add(self, above: int | None, run: list[int], below: int | None) -> None:
        """`above`, `below`: the people before and behind the run, where there are such on its page."""
        if not run or len(run) > _MOST * 2:
            return
        if below is not None and self.lines[below].page != self.lines[run[-1]].page:
            below = None
        if above is not None and below is not None:
            self._between(above, run, below)
        elif above is not None:
            self.ends.append((above, run, True))
        elif below is not None:
            self.ends.append((below, run, False))

    def _between(self, above: int, run: list[int], below: int) -> None:
        if len(run) == 1 and _is_open(self.lines[above], self.space):
            self.sure.append(Rest(run[0], above))
            self.ups += 1
            return
        places = [self.lines[n].at for n in (above, *run, below)]
        gaps = [b - a for a, b in pairwise(places)]
        widest = max(range(len(gaps)), key=lambda k: gaps[k])
        leftmost = any(abs(self.lines[n].words[0].left - self.first) <= self.space for n in run)
        rest = [gap for k, gap in enumerate(gaps) if k != widest]
        if max(rest) > self.usual * (0.95 if leftmost else 1.02):
            return  # a section's title keeps the distance that people keep
        if gaps[widest] < max(rest) * 1.08:
            self.ties += [] if leftmost else [(above, run, below)]
            return
        self.sure += [Rest(n, above) for n in run[:widest]] + [Rest(n, below) for n in run[widest:]]
        self.ups += widest
        self.downs += len(run) - widest

    def _near(self, owner: int, run: list[int], behind: bool, farthest: float) -> list[int]:
        """The part of a run that stands as close to its person as others do; a signature stands farther."""
        near: list[int] = []
        step = farthest * 1.02
        for n in run if behind else reversed(run):
            if abs(self.lines[n].at - self.lines[near[-1] if near else owner].at) > step:
                break
            if abs(self.lines[n].at - self.lines[owner].at) > step:
                break
            near.append(n)
        return near

    def rests(self) -> list[Rest]:
        """Where nothing tells in one place, what is usual in the others does."""
        heads = sum(1 for _, _, up in self.ends if not up)
        up = self.ups >= self.downs if self.ups != self.downs else heads * 2 <= len(self.ends)
        rests = [*self.sure]
        self.guessed = bool(self.ties) and (bool(self.ups and self.downs) or not self.ends)
        for above, run, below in self.ties:
            rests += [Rest(n, above if up else below) for n in run]
        gaps = [abs(self.lines[rest.at].at - self.lines[rest.of].at) for rest in rests]
        for owner, run, behind in self.ends:
            known = self.ups if behind else self.downs
            if gaps and (known or (self.ties and up == behind)):
                rests += [Rest(n, owner) for n in self._near(owner, run, behind, max(gaps))]
        return rests


def _is_open(line: PrintLine, space: float) -> bool:
    """«Andersen-Øverland,» with nothing close behind it: the first name comes below."""
    pairs = pairwise(line.words)
    return any(one.text.endswith(",") and other.left - one.right > 2 * space for one, other in pairs)


def _goes_on(line: PrintLine, lefts: list[float], space: float) -> bool:
    parts = phrases(line.words, space)
    return (
        not _has_digit(line)
        and not _is_title(line)
        and len(parts) <= 2
        and all(any(abs(part.left - left) <= space * 0.5 for left in lefts) for part in parts)
        and all(
            re.fullmatch(r"[^\W\d_][\w'’., \-]{1,40}", part.text) and (part.text == "Per" or not role_of(part.text))
            for part in parts
        )
        and not any(is_total(part.text) for part in parts)
    )


def _is_title(line: PrintLine) -> bool:
    """A union's name stands above its members, in whatever cell it is drawn."""
    return names_a_union(" ".join(word.text for word in line.words))


def _has_digit(line: PrintLine) -> bool:
    return any(letter.isdigit() for word in line.words for letter in word.text)


def merge(rows: list[list[Cell]], rests: list[Rest]) -> None:
    """Add the rests to their person's cells, in the order of the lines."""
    by_owner: dict[int, list[int]] = {}
    for rest in rests:
        by_owner.setdefault(rest.of, []).append(rest.at)
    for owner, others in by_owner.items():
        order = sorted([owner, *others])
        width = max(len(rows[n]) for n in order)
        texts = [[str(rows[n][k]) if k < len(rows[n]) else "" for n in order] for k in range(width)]
        rows[owner] = [_run(column) for column in texts]
        for n in others:
            rows[n] = []


def _run(texts: list[str]) -> str:
    whole = ""
    for text in filter(None, texts):
        whole += text if not whole or re.search(r"[^\W\d_]-$", whole) else f" {text}"
    return whole
