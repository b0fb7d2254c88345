"""One person of an upload: what the files say, what was expected, and what stands in the list."""

import datetime as dt
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from app.intake.ids import distance
from app.intake.reading import Line
from app.intake.reconcile import Difference
from app.intake.register import Expected
from app.intake.upload_amounts import odd
from app.intake.upload_reading import UNREAD, OfUnion
from app.lists.line import Line as ListLine
from app.values.kroner import LIMIT
from app.values.period import last_day

ORDER = (
    *("unknown", "unread", "ended", "not_started", "too_large", "edited", "twice", "far"),
    *("id_typo", "other_name", "changed", "undeducted", "other_union", "same", "zero"),
)
UNDECIDED = frozenset({"unknown", "unread", "ended", "not_started", "too_large", "edited", "twice", "far"})
"""Kinds that somebody must say something about before the file can be used."""
WORTH_A_LOOK = frozenset({"id_typo", "other_name", "changed", "undeducted", "other_union"})

_FILE_S_AMOUNT = frozenset({"unknown", "same", "changed", "id_typo", "other_name"})
"""Kinds whose amount is the file's unless something else is chosen."""

MARK = "\x1f"
ONCE = "once"


class Book(NamedTuple):
    """A list that people of the file may stand on.  `is_main`: the files are for it; who is not in them is missing.

    `by_hand` has the numbers of the lines that somebody has typed in.
    """

    list_id: int
    union: OfUnion
    label: str
    is_main: bool
    lines: list[ListLine]
    by_hand: frozenset[int] = frozenset()
    comments: bool = False


class Where(NamedTuple):
    """A row of a file, as the file counts."""

    file: int
    sheet: str
    row: int


class Row(msgspec.Struct, kw_only=True):
    """One person: what the files say, and what was expected.  Amounts in øre.

    `n` is the number on the list, None for somebody who is not on it; `deducted` is None where no file has the person;
    `now` and `comment` are what stands in the list.  `ways` are other sums than all lines together: 'once', or a
    file's number.  `homes` are the lists that somebody new may be for, where the file does not say which; `alike` are
    the keys and names of those missing in the file who may be this person.  `odd` is what is strange about an amount
    that the files would give the person, and `unread` is what stands where the files' amount could not be read.
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
    now: int | None = None
    comment: str = ""
    last_month: int | None = None
    printed: str | None = None
    named: str = ""
    ended: dt.date | None = None
    reason: str = ""
    where: list[Where] = []
    times: int = 1
    ways: list[tuple[str, int]] = []
    homes: list[tuple[int, str]] = []
    alike: list[tuple[str, str]] = []
    asks_comment: bool = False
    must: bool = False
    likely: bool = False
    """Whether this is somebody missing in the files, and somebody on no list, who are most likely the same person."""
    invalid_id: bool = False
    unread: str = ""
    is_percent: bool = False
    odd: str = ""
    remark: str = ""

    @property
    def needs_deciding(self) -> bool:
        return self.must or bool(self.odd) or self.kind in UNDECIDED

    @property
    def is_worth_a_look(self) -> bool:
        return self.kind in WORTH_A_LOOK and not self.needs_deciding

    @property
    def is_on_list(self) -> bool:
        return self.n is not None

    @property
    def is_absent(self) -> bool:
        """On the list, and in none of the files."""
        return self.is_on_list and self.deducted is None

    @property
    def stands_otherwise(self) -> bool:
        """Whether the list has another amount than is expected, or something is written there."""
        expected = 0 if self.kind in {"ended", "not_started"} else self.expected
        return self.is_on_list and (bool(self.comment) or (self.now is not None and self.now != expected))


def expected_of(key: str, line: ListLine, orgnr: str) -> Expected:
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


def line_key(book: Book, line: ListLine) -> str:
    """A row's key has the line's version: what was said of a line that is changed since says nothing any more."""
    return f"l{book.list_id}-{line.n}-{line.version}"


def row_of(
    one: Difference,
    on_list: Mapping[str, tuple[Book, ListLine]],
    target: Book,
    found: Mapping[tuple[str, int], list[Line]],
    period: str,
    summed: frozenset[int] = frozenset(),
) -> Row:
    """A person's row.  `target` is the list that somebody new is put on; `found` has the lines by sheet and row."""
    where = [Where(*place(sheet, number)) for sheet, number in dict.fromkeys(one.rows)]
    book, line = on_list.get(one.key, (target, None))
    lines = [line for spot in dict.fromkeys(one.rows) for line in found.get(spot, [])]
    row = Row(
        key=line_key(book, line) if line else _file_key(where[0]),
        kind=one.kind,
        name=one.name,
        list_id=book.list_id,
        list_label=book.label,
        n=line.n if line else None,
        national_id=one.national_id,
        member_no=one.member_no or "",
        expected=line.expected if line and one.kind != "zero" else None,
        deducted=(one.deducted or 0) if one.listed else None,
        printed=one.printed,
        named=one.other_name,
        ended=one.ended,
        where=where,
        times=one.times or 1,
        remark=" ".join(each.remark for each in lines if each.remark),
    )
    row.invalid_id = any("invalid_id" in each.marks for each in lines)
    if row.printed and row.national_id and not row.invalid_id:  # it may be a namesake's
        row.must = distance(row.printed, row.national_id) > 2
    row.ways = _ways(row, lines, summed)
    if line is not None:
        _stand(row, line)
    row.kind = _kind(row, line, book, period)
    if any(UNREAD in each.marks for each in lines):
        row.kind, row.unread, row.ways, row.expected = "unread", "?", [], line.expected if line else None
    if row.kind in _FILE_S_AMOUNT:
        row.odd = odd(row.deducted or 0, row.expected, row.last_month)
    if row.odd and row.kind in {"same", "changed"}:
        row.kind = "far"
    row.asks_comment = bool(row.comment or row.remark) or (book.comments and row.is_on_list and row.kind != "same")
    row.asks_comment = row.asks_comment or (row.odd == "negative" and row.is_on_list)
    return row


def left_over(book: Book, line: ListLine) -> Row | None:
    """Somebody who was not to be deducted, is in no file, and has an amount in the list all the same."""
    if not line.deducted:
        return None
    row = Row(
        key=line_key(book, line),
        kind="edited" if _is_by_hand(line, book) else "undeducted",
        name=line.name,
        list_id=book.list_id,
        list_label=book.label,
        n=line.n,
        national_id=line.national_id,
        member_no=line.member_no,
        expected=None,
    )
    _stand(row, line)
    row.asks_comment = bool(row.comment)
    return row


def _stand(row: Row, line: ListLine) -> None:
    """What stands in the list."""
    row.now, row.comment, row.last_month = line.deducted, line.comment or "", line.last_month
    row.is_percent = line.is_percent
    if line.end_on is not None:
        row.ended, row.reason = line.end_on, line.end_reason or ""


def _kind(row: Row, line: ListLine | None, book: Book, period: str) -> str:
    """What is said of the person first; what must be decided goes before what can be looked at."""
    if row.deducted is not None and abs(row.deducted) > LIMIT:
        return "too_large"
    if line is None or row.kind in {"ended", "not_started"} or (row.kind == "zero" and not book.is_main):
        return row.kind
    becomes = row.deducted or 0
    if row.deducted and line.end_on is not None and line.end_on <= last_day(period) and becomes != line.deducted:
        return "ended"
    if line.deducted is not None and becomes != line.deducted and _is_by_hand(line, book):
        return "edited"
    if row.ways:
        return "twice"
    if row.kind == "zero":
        return "undeducted" if line.deducted else "same"
    if row.kind in {"same", "changed"} and row.named:
        return "other_name"
    if row.kind == "same" and line.is_percent and _is_outside(row.deducted, line):
        return "changed"
    return row.kind


def _is_by_hand(line: ListLine, book: Book) -> bool:
    """Somebody has typed what stands there, and it is not what was expected."""
    return (line.n in book.by_hand or line.origin == "ADDED") and (line.is_added or line.deducted != line.expected)


def _is_outside(deducted: int | None, line: ListLine) -> bool:
    """Dues in per cent of wages: beyond floor or cap, or a quarter off last month's, which nobody knew beforehand."""
    if deducted is None:
        return False
    if deducted < (line.floor or 0) or (line.cap is not None and deducted > line.cap):
        return True
    return bool(line.last_month) and abs(deducted - (line.last_month or 0)) * 4 > abs(line.last_month or 0)


def _ways(row: Row, lines: Sequence[Line], summed: frozenset[int]) -> list[tuple[str, int]]:
    """What else the lines may come to: the same person in several files, or twice in one with the same amount.

    Nothing where all of them together are what was expected, and within a file that was said to be right so.
    """
    if row.deducted is None or row.deducted == row.expected:
        return []
    by_file: dict[int, list[int]] = defaultdict(list)
    for line in lines:
        if line.amount:
            by_file[place(line.sheet, line.row)[0]].append(line.amount)
    if len(by_file) > 1:
        return [(str(file), sum(amounts)) for file, amounts in sorted(by_file.items())]
    for file, amounts in by_file.items():
        if len(amounts) > 1 and len(set(amounts)) == 1 and file not in summed:
            return [(ONCE, amounts[0])]
    return []


def place(sheet: str, row: int) -> tuple[int, str, int]:
    """File number, sheet and row of a line whose sheet has the file's number before it."""
    file, _, name = sheet.partition(MARK)
    return int(file), name, row


def _file_key(where: Where) -> str:
    """Somebody who is not on the list, by the place in the file; the sheet's name may be anything."""
    return f"f{where.file}-{where.row}-{zlib.crc32(where.sheet.encode()):x}"


def keep_apart(rows: Sequence[Row]) -> None:
    """Two people on one row of a sheet: each has a key of their own."""
    seen: dict[str, int] = defaultdict(int)
    for row in rows:
        seen[row.key] += 1
        if seen[row.key] > 1:
            row.key += f"-{seen[row.key]}"


def find_alike(rows: Sequence[Row], unions: Mapping[int, int]) -> None:
    """For those who are not on the list: who is missing in the files and may be the same person.

    A part of the name, the date of birth or the amount speaks for it.  `unions` has the lists' unions.
    """
    absent: dict[int, _Absent] = defaultdict(_Absent)
    for row in rows:
        if row.is_absent and row.kind in {"undeducted", "edited"}:
            absent[unions[row.list_id]].add(row)
    for row in rows:
        if row.kind == "unknown" or (row.unread and not row.is_on_list):
            there = {unions[one] for one in (row.list_id, *(list_id for list_id, _ in row.homes))}
            near = [
                (-likeness, union, n, one)
                for union in there & absent.keys()
                for likeness, n, one in absent[union].like(row)
            ]
            near.sort(key=lambda found: found[:3])
            row.alike = [(one.key, one.name) for *_, one in near[:5]]
            for likeness, _, _, one in near[:5]:
                if -likeness >= _LIKELY:
                    row.likely = one.likely = True


_LIKELY = 6
"""Two words of the name, or one and the date of birth: most likely the same person."""
_LOOKED_AT = 60
"""Of those who are missing, for each stranger: the rarest words in common first.  A file of another company would be
compared each with each otherwise, which takes minutes for a large list."""


class _Absent:
    """Those of one union who are missing in the files, by what speaks for one of them: names and dates of birth."""

    def __init__(self) -> None:
        self._all: list[tuple[Row, frozenset[str]]] = []
        self._by: dict[str, list[int]] = defaultdict(list)

    def add(self, row: Row) -> None:
        signs = _signs(row)
        for sign in signs:
            self._by[sign].append(len(self._all))
        self._all.append((row, signs))

    def like(self, row: Row) -> list[tuple[int, int, Row]]:
        """How like, where in the list, and who."""
        signs, found = _signs(row), set[int]()
        for some in sorted((self._by[sign] for sign in signs & self._by.keys()), key=len):
            if len(found) >= _LOOKED_AT:
                break
            found.update(some[:_LOOKED_AT])
        return [(self._likeness(row, signs, n), n, self._all[n][0]) for n in found]

    def _likeness(self, row: Row, signs: frozenset[str], n: int) -> int:
        other, theirs = self._all[n]
        paid = bool(row.deducted) and row.deducted in {other.expected, other.now, other.last_month}
        return 3 * len(signs & theirs) + paid


def _signs(row: Row) -> frozenset[str]:
    born = {row.national_id[:6]} if row.national_id else set()
    return frozenset({word.casefold() for word in row.name.split()} | born)
