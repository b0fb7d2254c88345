"""Lines against what is expected: one difference per person.  Pure: no database, no clock."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, field

from app.intake.headings import fold
from app.intake.ids import distance
from app.intake.reading import Line, Reading
from app.intake.register import Expected, Register, at_employer
from app.values.period import first_day

Kind = Literal["same", "undeducted", "changed", "unknown", "ended", "not_started", "id_typo", "zero"]

PROBLEMS: tuple[str, ...] = ("id_typo", "changed", "unknown", "ended", "not_started", "undeducted", "same", "zero")
"""The order in which they are shown.  `zero`: not to be deducted, and printed with nothing."""

_SAME_AS_LAST = 50
_TELLING = 8


class Difference(Struct, kw_only=True, omit_defaults=True):
    """What one person's lines say against what was expected.

    `rows` are (sheet, row) of the file.  `deducted` is the sum of the person's lines, None where not listed;
    `expected` None where unknown (percentage) or nothing.  `key` is the register's own handle.  `other_name` is the
    file's name for a known id where it has no word in common with the register's.
    """

    kind: str
    name: str
    member_no: str | None = None
    national_id: str | None = None
    employee_no: str | None = None
    expected: int | None = None
    deducted: int | None = None
    listed: bool = False
    ended: date | None = None
    printed: str | None = None
    rows: list[tuple[str, int]] = field(default_factory=list)
    key: str = ""
    times: int = 0
    other_name: str = ""


class Comparison(Struct, kw_only=True):
    """One file against the register, problems first.  `notices`: 'printed_twice', 'wrong_company' and the like."""

    orgnr: str | None
    period: str
    lines: int
    sum_deducted: int
    sum_expected: int
    people: list[Difference]
    notices: list[str] = field(default_factory=list)

    @property
    def differences(self) -> list[Difference]:
        return [person for person in self.people if person.kind not in {"same", "zero"}]

    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        found: dict[str, int] = defaultdict(int)
        for person in self.people:
            found[person.kind] += 1
        return dict(found)


class _Person(Struct):
    lines: list[Line]

    @property
    def deducted(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def first(self) -> Line:
        return self.lines[0]


def reconcile(reading: Reading, register: Register, period: str, orgnrs: Iterable[str] | None = None) -> Comparison:
    """Compare a reading's lines of one month with those expected at one employer (or its sub-units: `orgnrs`)."""
    wanted = set(orgnrs) if orgnrs is not None else {reading.orgnr.value or ""}
    expected = at_employer(register, wanted)
    lines = [line for line in reading.lines if line.period in (None, period)]
    people = _people(lines)
    matched, left = _match(people, expected, period)
    shown = [_matched(person, member, period) for person, member in matched]
    shown += [_unknown(person) for person in left]
    seen = {id(member) for _, member in matched}
    shown += [_absent(member) for member in expected if id(member) not in seen and member.active_in(period)]
    shown.sort(key=lambda one: (PROBLEMS.index(one.kind), fold(one.name)))
    return Comparison(
        orgnr=reading.orgnr.value,
        period=period,
        lines=len(lines),
        sum_deducted=sum(line.amount for line in lines),
        sum_expected=sum(member.amount or 0 for member in expected if member.active_in(period)),
        people=shown,
        notices=_notices(reading, register, lines, matched, wanted),
    )


def _people(lines: list[Line]) -> list[_Person]:
    groups: dict[str, _Person] = {}
    for line in lines:
        key = line.key or line.national_id or f"{line.employee_no or line.member_no or ''}/{fold(line.name)}"
        groups.setdefault(key, _Person([])).lines.append(line)
    return list(groups.values())


def _match(
    people: list[_Person], expected: list[Expected], period: str
) -> tuple[list[tuple[_Person, Expected]], list[_Person]]:
    """By id, by member number, by remembered employee number, and last by name with an id nearly right."""
    matched: list[tuple[_Person, Expected]] = []
    free = sorted(expected, key=lambda member: not member.active_in(period))
    left = people
    for same in (_same_key, _same_id, _same_member_no, _same_employee_no):
        left = _take(left, free, same, matched)
    return matched, _take_by_name(left, free, matched)


def _same_key(line: Line, member: Expected) -> str | None:
    return line.key or None


def _same_id(line: Line, member: Expected) -> str | None:
    return (
        None
        if line.national_id is None or ("invalid_id" in line.marks and not member.national_id)
        else line.national_id
    )


def _same_member_no(line: Line, member: Expected) -> str | None:
    return None if line.national_id else line.member_no


def _same_employee_no(line: Line, member: Expected) -> str | None:
    return None if line.national_id else line.employee_no


def _take(people, free, same, matched) -> list[_Person]:  # type: ignore[no-untyped-def]
    """Pair off those whose key agrees; each member is taken once."""
    known: dict[str, list[Expected]] = defaultdict(list)
    for member in free:
        key = {
            _same_key: member.key,
            _same_id: member.national_id,
            _same_member_no: member.member_no,
            _same_employee_no: member.employee_no,
        }[same]
        if key:
            known[key.lstrip("0")].append(member)
    left, taken = [], set()
    for person in people:
        key = same(person.first, free[0]) if free else None
        found = known.get(key.lstrip("0")) if key else None
        if found:
            member = found.pop(0)
            taken.add(id(member))
            matched.append((person, member))
        else:
            left.append(person)
    free[:] = [member for member in free if id(member) not in taken]
    return left


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split())


def _take_by_name(
    people: list[_Person], free: list[Expected], matched: list[tuple[_Person, Expected]]
) -> list[_Person]:
    """Same name and an id nearly right; without an id, a name that only one of them has."""
    by_name: dict[frozenset[str], list[Expected]] = defaultdict(list)
    for member in free:
        by_name[_words(member.name)].append(member)
    left = []
    for person in people:
        candidates = by_name.get(_words(person.first.name), []) if person.first.name else []
        nearest = _nearest(person, candidates)
        if nearest is None:
            left.append(person)
        else:
            candidates.remove(nearest)
            matched.append((person, nearest))
    return left


def _nearest(person: _Person, candidates: list[Expected]) -> Expected | None:
    printed = person.first.national_id
    if printed:
        near = [member for member in candidates if member.national_id and distance(printed, member.national_id) <= 2]
        near = near or [member for member in candidates if _is_likely(person, printed, member)]
        return near[0] if len(near) == 1 else None
    if len(candidates) == 1:
        return candidates[0]
    equal = [member for member in candidates if member.amount == person.deducted]
    return equal[0] if len(equal) == 1 else None


def _is_likely(person: _Person, printed: str, member: Expected) -> bool:
    """Of the same name: born the same day, or with the expected amount and an id that can be nobody's.

    Dues are often alike, so that an amount says nothing beside an id that another namesake may have.
    """
    if not member.national_id:
        return False
    alike = member.amount is not None and person.deducted == member.amount
    return _born(printed) == _born(member.national_id) or (alike and "invalid_id" in person.first.marks)


def _born(national_id: str) -> str:
    """The six digits of the date; a D-number has forty more days, and its owner may have got another number since."""
    first = national_id[:1]
    return f"{int(first) - 4}{national_id[1:6]}" if first.isdigit() and first > "3" else national_id[:6]


def _matched(person: _Person, member: Expected, period: str) -> Difference:
    line, deducted = person.first, person.deducted
    active = member.active_in(period)
    found = Difference(
        kind="same",
        name=member.name,
        member_no=member.member_no,
        national_id=member.national_id,
        key=member.key,
        employee_no=line.employee_no,
        deducted=deducted,
        listed=True,
        times=len(person.lines),
        expected=member.amount if active else None,
        rows=[(one.sheet, one.row) for one in person.lines],
        other_name=line.name if not _is_same_name(line.name, member.name) else "",
    )
    if not active:
        over = member.end is not None and member.end < first_day(period)
        found.kind, found.ended = ("ended", member.end) if over else ("not_started", None)
        if not deducted:
            found.kind, found.other_name = "zero", ""
    elif line.national_id and member.national_id and line.national_id != member.national_id:
        found.kind, found.printed = "id_typo", line.national_id
    elif deducted == 0:
        found.kind = "undeducted"
    elif member.amount is not None and deducted != member.amount:
        found.kind = "changed"
    return found


def _is_same_name(printed: str, known: str) -> bool:
    """A word in common, or the beginning of one: a new surname, a short form or a cut name is the same person's."""
    theirs, ours = ({word[:3] for word in fold(name).replace("-", " ").split()} for name in (printed, known))
    long = {word for word in theirs if len(word) == 3 and word.isalpha()}
    return not long or bool(long & ours)


def _unknown(person: _Person) -> Difference:
    line = person.first
    return Difference(
        kind="unknown" if person.deducted or len(person.lines) > 1 else "zero",
        name=line.name,
        member_no=None,
        national_id=line.national_id,
        employee_no=line.employee_no,
        listed=True,
        deducted=person.deducted,
        rows=[(one.sheet, one.row) for one in person.lines],
        times=len(person.lines),
    )


def _absent(member: Expected) -> Difference:
    return Difference(
        kind="undeducted",
        name=member.name,
        member_no=member.member_no,
        national_id=member.national_id,
        expected=member.amount,
        key=member.key,
    )


def _notices(
    reading: Reading, register: Register, lines: list[Line], matched: list[tuple[_Person, Expected]], wanted: set[str]
) -> list[str]:
    notices = [] if "printed_twice" not in reading.warnings else ["printed_twice"]
    elsewhere = sum(1 for line in lines if (at := register.employers.get(line.national_id or "")) and not at & wanted)
    if elsewhere > max(len(matched), 2):
        notices.append("wrong_company")
    expected = {member.national_id: member.amount for _, member in matched if member.national_id}
    if same_as_last(lines, register.last, expected):
        notices.append("last_month_again")
    return notices


def same_as_last(lines: list[Line], last: Mapping[str, int], expected: Mapping[str, int | None] | None = None) -> bool:
    """Most likely last month's file: more than fifty people, every one to the øre as the month before; or nearly all
    of those, eight or more, of whom last month's amount is another than expected now."""
    now: dict[str, int] = defaultdict(int)
    for line in lines:
        if line.national_id:
            now[line.national_id] += line.amount
    paid, before = ({who: ore for who, ore in one.items() if ore} for one in (now, last))
    if len(paid) > _SAME_AS_LAST and paid == before:
        return True
    telling = [who for who in before if expected is not None and who in expected and expected[who] != before[who]]
    return len(telling) >= _TELLING and sum(paid.get(who) == before[who] for who in telling) >= 0.9 * len(telling)


def digest(reading: Reading) -> str:
    """The same for two files that say the same of the same people, whatever their form: «this file again»."""
    rows = sorted(f"{line.national_id or line.name}|{line.amount}|{line.period or ''}" for line in reading.lines)
    return hashlib.sha256(
        "\n".join([reading.period.value or "", reading.orgnr.value or "", *rows]).encode()
    ).hexdigest()
