"""An upload's files against the lists that they are for: a row for each person, problems first."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from app.intake.headings import fold
from app.intake.reading import Fact, Line, Reading
from app.intake.reconcile import Difference, digest, reconcile
from app.intake.register import Expected, Register
from app.intake.upload_amounts import NOTICES, Amount, Change, change_of
from app.intake.upload_reading import OfUnion, Read, taken_for, unread_texts
from app.intake.upload_rows import (
    MARK,
    ORDER,
    Book,
    Row,
    Where,
    expected_of,
    find_alike,
    keep_apart,
    left_over,
    row_of,
)
from app.values.names import name_sort, surname_first

SURE_FIRST = frozenset({"last_month_again", "wrong_company", "many_absent", *NOTICES.values()})
"""Notices that make it likely that this is not the right file: it is used only when somebody says that it is."""

_PLACE = {kind: n for n, kind in enumerate(ORDER)}


class Aside(NamedTuple):
    """Lines that are for a union which the employer does not report to here: shown, and let go."""

    union: str
    people: int
    total: int
    where: list[Where]


class Compared(msgspec.Struct, kw_only=True):
    """All rows, problems first, and what should be known of the whole.  Sums in øre."""

    rows: list[Row]
    notices: list[str]
    aside: list[Aside]
    same_files: list[tuple[int, int]]
    other_months: int = 0
    in_several: int = 0
    """People that more than one of the files have, where that makes a difference."""
    change: Change | None = None
    emptied: list[str] = []
    """Lists that the files are for, and that nobody in them is on, while others' lines are there."""

    @property
    def undecided(self) -> list[Row]:
        return [row for row in self.rows if row.needs_deciding]

    @property
    def worth_a_look(self) -> list[Row]:
        return [row for row in self.rows if row.is_worth_a_look]

    @property
    def unknown(self) -> int:
        """People whose amount nobody knew beforehand."""
        return sum(1 for row in self.rows if row.is_percent)

    @property
    def lists(self) -> int:
        """The lists that the people are for."""
        return len({row.list_id for row in self.rows})

    @property
    def sheets(self) -> int:
        """The most sheets that one file's people come from."""
        found: dict[int, set[str]] = defaultdict(set)
        for row in self.rows:
            for where in row.where:
                found[where.file].add(where.sheet)
        return max((len(one) for one in found.values()), default=0)

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody must say that this is the right file."""
        return bool(SURE_FIRST & set(self.notices)) or bool(self.emptied)

    @property
    def deducted(self) -> int:
        return sum(row.deducted or 0 for row in self.rows)

    @property
    def people(self) -> int:
        """People that the files have."""
        return sum(1 for row in self.rows if row.deducted is not None)

    @property
    def invalid_ids(self) -> list[Row]:
        """People whose id in the files cannot be one."""
        return [row for row in self.rows if row.invalid_id]

    @property
    def at_zero(self) -> int:
        """How many of those come to nothing."""
        return sum(1 for row in self.rows if row.deducted == 0 and not row.unread)

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
    shares, asides, homeless, other_months = _shared_out(read, books, period)
    summed = frozenset(one.of.file.n for one in read if "printed_twice" in one.of.answers.accepted)
    rows: list[Row] = []
    notices: list[str] = []
    for union_id, lines in shares.items():
        mine = [book for book in books if book.union.id == union_id]
        found, told = _compare_one(lines, mine, ended.get(union_id, []), period, orgnr, summed)
        rows += found
        notices += [one for one in told if one not in notices]
    _find_homes(rows, books, homeless)
    find_alike(rows, {book.list_id: book.union.id for book in books})
    _sort(rows, read)
    keep_apart(rows)
    texts = unread_texts(read)
    for row in rows:
        if row.unread:
            row.unread = next((texts[where] for where in row.where if texts.get(where)), row.unread)
    if _is_this_months(read, rows, period):
        notices = [one for one in notices if one != "last_month_again"]
    notices += _looks_wrong(rows, {book.list_id for book in books if book.is_main})
    change = None if SURE_FIRST & set(notices) else _change(rows)
    notices += [NOTICES[change.kind]] if change else []
    return Compared(
        rows=rows,
        notices=notices,
        aside=asides,
        same_files=_same_files(read),
        other_months=other_months,
        in_several=sum(1 for row in rows if len(row.ways) > 1),
        change=change,
        emptied=_emptied(rows, books, asides),
    )


def _emptied(rows: Sequence[Row], books: Sequence[Book], asides: Sequence[Aside]) -> list[str]:
    """Lists whose people are all missing while the files have others: perhaps the union has another name there."""
    main = [book for book in books if book.is_main]
    if not asides and len(main) < 2:
        return []
    there = {row.list_id for row in rows if row.is_on_list and row.deducted is not None}
    due = {row.list_id for row in rows if row.is_absent and (row.expected or row.now)}
    return [book.label for book in main if book.list_id in due - there]


def _is_this_months(read: Sequence[Read], rows: Sequence[Row], period: str) -> bool:
    """Every file says itself, without having been told, that it is for this month; and nobody has last month's amount
    where another is expected now.  With fixed dues each month is like the one before it."""
    named = all(
        one.of.answers.period is None and one.reading.period.sure and one.reading.period.value == period for one in read
    )
    old = (one for one in rows if one.expected is not None and one.last_month not in {None, one.expected})
    return named and not any(one.deducted == one.last_month for one in old)


def _sort(rows: list[Row], read: Sequence[Read]) -> None:
    """Problems first, each kind as it stands in the files; then those who stand in none, by surname."""
    sheets: dict[tuple[int, str], int] = {}
    for n, line, _ in _numbered(read):
        sheets.setdefault((n, line.sheet), len(sheets))

    def place(row: Row) -> tuple[int, bool, int, int, str]:
        first = row.where[0] if row.where else None
        at = (sheets.get((first.file, first.sheet), 0), first.row) if first else (0, 0)
        return _PLACE[row.kind], first is None, *at, name_sort(surname_first(row.name))

    rows.sort(key=place)


def _find_homes(rows: Sequence[Row], books: Sequence[Book], homeless: set[Where]) -> None:
    """The lists that somebody new may be for: a wrong guess would tell a union of another's member."""
    main = [book for book in books if book.is_main]
    unions = {book.list_id: book.union.id for book in books}
    for row in rows:
        if not row.is_on_list:
            mine = main if homeless & set(row.where) else [one for one in main if one.union.id == unions[row.list_id]]
            row.homes = [(book.list_id, book.label) for book in mine] if len(mine) > 1 else []


def _looks_wrong(rows: list[Row], main: set[int]) -> list[str]:
    """More strangers than people on the list, or most of the list missing: perhaps another file was meant."""
    mine = [row for row in rows if row.list_id in main]
    found = sum(1 for row in mine if row.is_on_list and row.deducted is not None)
    strange = sum(1 for row in mine if not row.is_on_list and row.kind != "zero")
    absent = sum(1 for row in mine if row.is_on_list and row.deducted is None)
    if strange > max(found, 2):
        return ["wrong_company"]
    return ["many_absent"] if absent > max(found, 4) else []


def _change(rows: Sequence[Row]) -> Change | None:
    """What most of the amounts have in common where they are not as expected."""
    there = [
        row
        for row in rows
        if row.is_on_list and row.kind not in {"ended", "not_started", "too_large", "twice", "unread"}
    ]
    amounts = [Amount(row.where[0], row.deducted, row.expected, row.last_month) for row in there if row.deducted]
    return change_of(amounts, [row.expected for row in there if row.expected and not row.deducted])


def _shared_out(
    read: Sequence[Read], books: Sequence[Book], period: str
) -> tuple[dict[int, list[Line]], list[Aside], set[Where], int]:
    """The lines by union: as the file labels them, else where the person is on a list, else the files' own union.

    The third answer has the places of those of whom neither says anything, where the files are for several unions.
    """
    main = [book for book in books if book.is_main]
    unions = {book.union.id: book.union for book in books}
    home = main[0].union.id
    known = _who_is_where(books)
    shares: dict[int, list[Line]] = {book.union.id: [] for book in main}
    aside: dict[str, list[tuple[Where, Line]]] = defaultdict(list)
    homeless: set[Where] = set()
    other_months = 0
    several = len({book.union.id for book in main}) > 1
    all_of = {one.of.file.n for one in read if taken_for(one.of, one.reading, period)}
    for n, line, is_other in _numbered(read):
        if line.period not in {None, period} and n not in all_of:
            other_months += 1
            continue
        where, there = Where(n, line.sheet, line.row), _standing(line, known)
        whose = _whose(line, unions, there, home, strict=is_other or several)
        if whose is None:
            aside[(line.union or "").lstrip("?")].append((where, line))
            continue
        if several and not there and not _named(line, unions):
            homeless.add(where)
        placed = msgspec.structs.replace(line, sheet=f"{n}{MARK}{line.sheet}", period=None)
        shares.setdefault(whose, []).append(placed)
    asides = [
        Aside(name, len(found), sum(line.amount for _, line in found), [where for where, _ in found])
        for name, found in sorted(aside.items())
    ]
    return shares, asides, homeless, other_months


def _numbered(read: Sequence[Read]) -> Iterable[tuple[int, Line, bool]]:
    """Each line with its file's number, and whether the reader kept it aside as another union's."""
    for one in read:
        for line in one.reading.lines:
            yield one.of.file.n, line, False
        for line in one.reading.others:
            yield one.of.file.n, line, True


def _who_is_where(books: Sequence[Book]) -> dict[str, set[int]]:
    """The unions by national id, and by name for files and people without one."""
    found: dict[str, set[int]] = defaultdict(set)
    for book in books:
        for line in book.lines:
            found[_name_key(line.name)].add(book.union.id)
            if line.national_id:
                found[line.national_id].add(book.union.id)
    return found


def _name_key(name: str) -> str:
    return "name:" + " ".join(sorted(fold(name).split()))


def _standing(line: Line, known: Mapping[str, set[int]]) -> set[int]:
    """The unions on whose lists the person is; by name where the id tells nothing and only one has that name."""
    if line.national_id and line.national_id in known:
        return known[line.national_id]
    named = known.get(_name_key(line.name), set()) if line.name else set()
    return named if len(named) == 1 else set()


def _named(line: Line, unions: Mapping[int, OfUnion]) -> list[int]:
    return [union.id for union in unions.values() if union.is_named(line.union)] if line.union else []


def _whose(line: Line, unions: Mapping[int, OfUnion], there: set[int], home: int, *, strict: bool) -> int | None:
    """The union that a line is for; None when the file gives it to one that is not here.

    What the file says goes before where the person stands.  `strict`: a name that we do not know is another union's,
    and not only a word in that column.
    """
    if line.union:
        named = _named(line, unions)
        if named or (strict and not (there and line.union.startswith("?"))):
            return named[0] if named else None
    return home if home in there or not there else min(there)


def _compare_one(
    lines: list[Line],
    books: list[Book],
    ended: list[Expected],
    period: str,
    orgnr: str,
    summed: frozenset[int],
) -> tuple[list[Row], list[str]]:
    """One union's lines against its lists."""
    on_list = {f"{book.list_id}:{line.n}": (book, line) for book in books for line in book.lines}
    members = [expected_of(key, line, orgnr) for key, (_, line) in on_list.items()] + list(ended)
    last = {
        line.national_id: line.last_month
        for _, line in on_list.values()
        if line.national_id and line.last_month is not None
    }
    reading = Reading(file="", status="lines", lines=lines, orgnr=Fact(value=orgnr, sure=True))
    compared = reconcile(reading, Register(members, last), period, [orgnr])
    target = _target(compared.people, books)
    found: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for line in lines:
        found[line.sheet, line.row].append(line)
    rows = [row_of(one, on_list, target, found, period, summed) for one in compared.people]
    seen = {one.key for one in compared.people}
    rest = [left_over(*on_list[key]) for key in on_list if key not in seen]
    rows += [row for row in rest if row is not None]
    _check_names(rows)
    main = {book.list_id for book in books if book.is_main}
    kept = [row for row in rows if row.deducted is not None or row.list_id in main]
    for row in kept:
        if row.list_id not in main and row.kind in {"same", "changed", "far"}:
            row.kind = "other_union"
    return kept, compared.notices


def _check_names(rows: list[Row]) -> None:
    """A column of names that is sorted by itself gives each the next one's: then somebody must look.

    What stands on three or more is no name but a department or the like.
    """
    on_list = {_name_key(row.name) for row in rows if row.is_on_list}
    times = Counter(row.named for row in rows if row.named)
    for row in rows:
        if row.named and times[row.named] > 2:
            row.named = ""
            if row.kind == "other_name":
                row.kind = "far" if row.odd else "same" if row.expected in {None, row.deducted} else "changed"
        row.must = row.must or (bool(row.named) and _name_key(row.named) in on_list)


def _target(people: list[Difference], books: list[Book]) -> Book:
    """Where somebody new is put when a union has several lists here: the one that most of the file's people are on."""
    found: dict[int, int] = defaultdict(int)
    for one in people:
        if one.listed and ":" in one.key:
            found[int(one.key.partition(":")[0])] += 1
    return max(books, key=lambda book: (found[book.list_id], book.is_main))


def _same_files(read: Sequence[Read]) -> list[tuple[int, int]]:
    """Pairs of files that say the same: a list as Excel and once more as PDF, and everybody would be counted twice."""
    seen: dict[str, int] = {}
    pairs: list[tuple[int, int]] = []
    for one in read if len(read) > 1 else ():
        said = digest(one.reading)
        if said in seen and one.reading.lines:
            pairs.append((seen[said], one.of.file.n))
        seen.setdefault(said, one.of.file.n)
    return pairs
