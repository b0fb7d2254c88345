"""An upload's files against the lists that they are for: a row for each person, problems first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from app.intake.reading import Fact, Line, Reading
from app.intake.reconcile import Difference, digest, reconcile
from app.intake.register import Expected, Register
from app.intake.upload_reading import OfUnion, Read, taken_for
from app.lists.line import Line as ListLine
from app.values.kroner import LIMIT

ORDER = ("unknown", "ended", "not_started", "too_large", "id_typo", "changed", "undeducted", "other_union", "same")
UNDECIDED = frozenset({"unknown", "ended", "not_started", "too_large"})
"""Kinds that somebody must say something about before the file can be used."""
WORTH_A_LOOK = frozenset({"id_typo", "changed", "undeducted", "other_union"})
SURE_FIRST = frozenset({"last_month_again", "wrong_company", "many_absent"})
"""Notices that make it likely that this is not the right file: it is used only when somebody says that it is."""

_MARK = "\x1f"
_PLACE = {kind: n for n, kind in enumerate(ORDER)}


class Book(NamedTuple):
    """A list that people of the file may stand on.  `is_main`: the files are for it; who is not in them is missing."""

    list_id: int
    union: OfUnion
    label: str
    is_main: bool
    lines: list[ListLine]


class Where(NamedTuple):
    """A row of a file, as the file counts."""

    file: int
    sheet: str
    row: int


class Row(msgspec.Struct, kw_only=True):
    """One person: what the files say, and what was expected.  Amounts in øre.

    `n` is the number on the list, None for somebody who is not on it; `deducted` is None where no file has the person.
    """

    key: str
    kind: str
    name: str
    list_id: int
    list_label: str
    n: int | None = None
    national_id: str | None = None
    member_no: str = ""
    expected: int | None = None
    deducted: int | None = None
    printed: str | None = None
    ended: str = ""
    where: list[Where] = []
    times: int = 1
    remark: str = ""

    @property
    def needs_deciding(self) -> bool:
        return self.kind in UNDECIDED

    @property
    def is_on_list(self) -> bool:
        return self.n is not None


class Aside(NamedTuple):
    """Lines that are for a union which the employer does not report to here: shown, never stored."""

    union: str
    people: int
    total: int


class Compared(msgspec.Struct, kw_only=True):
    """All rows, problems first, and what should be known of the whole.  Sums in øre."""

    rows: list[Row]
    notices: list[str]
    aside: list[Aside]
    same_files: list[tuple[int, int]]
    other_months: int = 0

    @property
    def undecided(self) -> list[Row]:
        return [row for row in self.rows if row.needs_deciding]

    @property
    def worth_a_look(self) -> list[Row]:
        return [row for row in self.rows if row.kind in WORTH_A_LOOK]

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody must say that this is the right file."""
        return bool(SURE_FIRST & set(self.notices))

    @property
    def deducted(self) -> int:
        return sum(row.deducted or 0 for row in self.rows)

    @property
    def people(self) -> int:
        """People that the files have."""
        return sum(1 for row in self.rows if row.deducted is not None)

    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        found: dict[str, int] = defaultdict(int)
        for row in self.rows:
            found[row.kind] += 1
        return dict(found)


def compare(
    read: Sequence[Read], books: Sequence[Book], ended: Mapping[int, list[Expected]], period: str, orgnr: str
) -> Compared:
    """Everybody in the files and everybody on the lists.

    `ended` has, by union, people who were to be deducted here once or will be, but not in this month.  Matching looks
    at nothing but these: the employer's own lists and orders (`decisions.md` 34).
    """
    shares, asides, other_months = _shared_out(read, books, period)
    rows: list[Row] = []
    notices: list[str] = []
    for union_id, lines in shares.items():
        mine = [book for book in books if book.union.id == union_id]
        found, told = _compare_one(lines, mine, ended.get(union_id, []), period, orgnr)
        rows += found
        notices += [one for one in told if one not in notices]
    rows.sort(key=lambda row: _PLACE[row.kind])  # each union's are by name already
    notices += _looks_wrong(rows, {book.list_id for book in books if book.is_main})
    return Compared(rows=rows, notices=notices, aside=asides, same_files=_same_files(read), other_months=other_months)


def _looks_wrong(rows: list[Row], main: set[int]) -> list[str]:
    """More strangers than people on the list, or most of the list missing: perhaps another file was meant."""
    mine = [row for row in rows if row.list_id in main]
    found = sum(1 for row in mine if row.is_on_list and row.deducted is not None)
    strange = sum(1 for row in mine if not row.is_on_list)
    absent = sum(1 for row in mine if row.is_on_list and row.deducted is None)
    if strange > max(found, 2):
        return ["wrong_company"]
    return ["many_absent"] if absent > max(found, 4) else []


def _shared_out(
    read: Sequence[Read], books: Sequence[Book], period: str
) -> tuple[dict[int, list[Line]], list[Aside], int]:
    """The lines by union: as the file labels them, else where the person is on a list, else the files' own union."""
    main = [book for book in books if book.is_main]
    unions = {book.union.id: book.union for book in books}
    home = main[0].union.id
    known = _who_is_where(books)
    shares: dict[int, list[Line]] = {book.union.id: [] for book in main}
    aside: dict[str, list[Line]] = defaultdict(list)
    other_months = 0
    several = len({book.union.id for book in main}) > 1
    all_of = {one.of.file.n for one in read if taken_for(one.of, one.reading, period)}
    for n, line, is_other in _numbered(read):
        if line.period not in {None, period} and n not in all_of:
            other_months += 1
            continue
        whose = _whose(line, unions, known, home, strict=is_other or several)
        if whose is None:
            aside[(line.union or "").lstrip("?")].append(line)
        else:
            placed = msgspec.structs.replace(line, sheet=f"{n}{_MARK}{line.sheet}", period=None)
            shares.setdefault(whose, []).append(placed)
    asides = [Aside(name, len(lines), sum(line.amount for line in lines)) for name, lines in sorted(aside.items())]
    return shares, asides, other_months


def _numbered(read: Sequence[Read]) -> Iterable[tuple[int, Line, bool]]:
    """Each line with its file's number, and whether the reader kept it aside as another union's."""
    for one in read:
        for line in one.reading.lines:
            yield one.of.file.n, line, False
        for line in one.reading.others:
            yield one.of.file.n, line, True


def _who_is_where(books: Sequence[Book]) -> dict[str, set[int]]:
    """The unions by national id."""
    found: dict[str, set[int]] = defaultdict(set)
    for book in books:
        for line in book.lines:
            if line.national_id:
                found[line.national_id].add(book.union.id)
    return found


def _whose(
    line: Line, unions: Mapping[int, OfUnion], known: Mapping[str, set[int]], home: int, *, strict: bool
) -> int | None:
    """The union that a line is for; None when the file gives it to one that is not here.

    What the file says goes before where the person stands.  `strict`: a name that we do not know is another union's,
    and not only a word in that column.
    """
    there = known.get(line.national_id or "", set())
    if line.union:
        named = [union.id for union in unions.values() if union.is_named(line.union)]
        if named or (strict and not (there and line.union.startswith("?"))):
            return named[0] if named else None
    return home if home in there or not there else min(there)


def _compare_one(
    lines: list[Line], books: list[Book], ended: list[Expected], period: str, orgnr: str
) -> tuple[list[Row], list[str]]:
    """One union's lines against its lists."""
    on_list = {f"{book.list_id}:{line.n}": (book, line) for book in books for line in book.lines}
    members = [_expected(key, line, orgnr) for key, (_, line) in on_list.items()] + list(ended)
    last = {
        line.national_id: line.last_month
        for _, line in on_list.values()
        if line.national_id and line.last_month is not None
    }
    reading = Reading(file="", status="lines", lines=lines, orgnr=Fact(value=orgnr, sure=True))
    compared = reconcile(reading, Register(members, last), period, [orgnr])
    target = _target(compared.people, books)
    remarks = {(line.sheet, line.row): line.remark for line in lines if line.remark}
    rows = [_row(one, on_list, target, remarks) for one in compared.people]
    main = {book.list_id for book in books if book.is_main}
    kept = [row for row in rows if row.deducted is not None or row.list_id in main]
    for row in kept:
        if row.list_id not in main and row.kind in {"same", "changed"}:
            row.kind = "other_union"
    return kept, compared.notices


def _expected(key: str, line: ListLine, orgnr: str) -> Expected:
    """A line of the list, as the reader's register has it; what is added by the employer has no expected amount."""
    return Expected(
        member_no=line.member_no,
        name=line.name,
        national_id=line.national_id,
        orgnr=orgnr,
        amount=None if line.is_added else line.expected,
        end=line.end_on,
        key=key,
    )


def _target(people: list[Difference], books: list[Book]) -> Book:
    """Where somebody new is put when a union has several lists here: the one that most of the file's people are on."""
    found: dict[int, int] = defaultdict(int)
    for one in people:
        if one.listed and ":" in one.key:
            found[int(one.key.partition(":")[0])] += 1
    return max(books, key=lambda book: (found[book.list_id], book.is_main))


def _row(
    one: Difference,
    on_list: Mapping[str, tuple[Book, ListLine]],
    target: Book,
    remarks: Mapping[tuple[str, int], str],
) -> Row:
    where = [Where(*_place(sheet, number)) for sheet, number in one.rows]
    book, line = on_list.get(one.key, (target, None))
    deducted = (one.deducted or 0) if one.listed else None
    kind = "too_large" if deducted is not None and abs(deducted) > LIMIT else one.kind
    if line is not None and line.is_percent and kind == "same" and _is_outside(deducted, line):
        kind = "changed"
    return Row(
        key=f"l{book.list_id}-{line.n}" if line else f"f{where[0].file}-{where[0].row}-{_short(where[0].sheet)}",
        kind=kind,
        name=one.name,
        list_id=book.list_id,
        list_label=book.label,
        n=line.n if line else None,
        national_id=one.national_id,
        member_no=one.member_no or "",
        expected=line.expected if line else None,
        deducted=deducted,
        printed=one.printed,
        ended=one.ended.isoformat() if one.ended else "",
        where=where,
        times=one.times or 1,
        remark=" ".join(remarks[place] for place in one.rows if place in remarks),
    )


def _is_outside(deducted: int | None, line: ListLine) -> bool:
    """Dues in per cent of wages: beyond floor or cap, or a quarter off last month's, which nobody knew beforehand."""
    if deducted is None:
        return False
    return deducted < (line.floor or 0) or (line.cap is not None and deducted > line.cap)


def _place(sheet: str, row: int) -> tuple[int, str, int]:
    file, _, name = sheet.partition(_MARK)
    return int(file), name, row


def _short(sheet: str) -> str:
    """A sheet's name as part of a field's name."""
    return "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in sheet)[:20] + str(len(sheet))


def _same_files(read: Sequence[Read]) -> list[tuple[int, int]]:
    """Pairs of files that say the same: a list as Excel and once more as PDF, and everybody would be counted twice."""
    seen: dict[str, int] = {}
    pairs = []
    for one in read:
        said = digest(one.reading)
        if said in seen and one.reading.lines:
            pairs.append((seen[said], one.of.file.n))
        seen.setdefault(said, one.of.file.n)
    return pairs
