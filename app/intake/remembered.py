"""What an employer has shown about files of one form, for the next one: what its columns are, and how amounts are
written.  Never an answer about one file's rows: those are another month's (`decisions.md` 32)."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from app.intake.fingerprint import are_distinct, column_names
from app.intake.headings import fold
from app.intake.reading import Answers, Column, Line, Reading
from app.intake.register import Register

ABOUT_COLUMNS = frozenset({"id_column", "number_column", "amount", "numbers"})
"""Questions that are settled by saying what the columns are."""
_COUNTS = frozenset({"national_id", "amount", "part"})
_WRITTEN = ("scale", "sign")
_ENOUGH = 25
"""Per cent of the known people whose amounts are as expected: with fewer, another column may have been read."""


class Remembered(msgspec.Struct, kw_only=True, omit_defaults=True):
    """`columns` are roles and `kinds` what the cells looked like, both by column as `_handles` has it.

    `share`: per cent of the amounts that were as expected, None where nobody in the file was known.
    `scale` and `sign` hold only where the expected amounts bear them out; `union_rows` and `wage_types` are proposed,
    never used unasked.
    """

    columns: dict[str, str] = {}
    kinds: dict[str, str] = {}
    accepted: list[str] = []
    share: int | None = None
    scale: Literal["kroner", "ore"] | None = None
    sign: Literal["as_printed", "turned"] | None = None
    union_rows: Literal["named", "all"] | None = None
    wage_types: list[str] | None = None


def remember(answers: Answers, reading: Reading, share: int | None) -> Remembered | None:
    """What was said, as far as it holds for the next file of this form too; None where that is nothing."""
    handles = _handles(reading)
    columns: dict[str, str] = {}
    for key, role in answers.columns.items():
        if key in handles and columns.setdefault(handles[key], role) != role:
            del columns[handles[key]]  # two sheets of one form, and not the same said of both
    kept = Remembered(
        columns=columns,
        scale=answers.scale,
        sign=answers.sign,
        union_rows=answers.union_rows,
        wage_types=answers.wage_types,
    )
    if kept == Remembered():
        return None
    kept.kinds = {handle: kind for handle, kind in _kinds(reading, handles).items() if handle in columns}
    kept.accepted = [code for code in answers.accepted if code in ABOUT_COLUMNS]
    kept.share = share
    return kept


def roles_here(columns: Mapping[str, str], reading: Reading) -> dict[str, str]:
    """Remembered roles by this file's own column keys."""
    return {key: columns[handle] for key, handle in _handles(reading).items() if handle in columns}


def reads_otherwise(remembered: Remembered, reading: Reading) -> bool:
    """Whether the reader took other columns for amounts and ids than was shown."""
    taken = {f"{column.block}:{column.index}": column.role for column in reading.columns}
    shown = roles_here(remembered.columns, reading)
    return any(role != taken[key] for key, role in shown.items() if _COUNTS & {role, taken[key]})


def recalled(remembered: Remembered, answers: Answers, reading: Reading) -> Answers | None:
    """The answers with the remembered columns; None where there are none, or the cells are of another kind now."""
    handles = _handles(reading)
    kinds = _kinds(reading, handles)
    used = {handle for handle, role in remembered.columns.items() if role != "ignored"}
    if any(kinds.get(one, "") != remembered.kinds.get(one, "") for one in used):
        return None
    accepted = sorted({*answers.accepted, *remembered.accepted})
    columns = roles_here(remembered.columns, reading)
    return msgspec.structs.replace(answers, columns=columns, accepted=accepted) if columns else None


def written_as_before(remembered: Remembered, answers: Answers, reading: Reading) -> Answers | None:
    """With the remembered scale or sign too, where this is asked again; None where it is not."""
    asked = {one.code for one in reading.open_questions}
    said = {name: getattr(remembered, name) for name in _WRITTEN if name in asked and getattr(remembered, name)}
    if not said:
        return None
    return msgspec.structs.replace(answers, **said, accepted=sorted({*answers.accepted, *said}))


def still_holds(remembered: Remembered, reading: Reading, share: int | None, *, written: bool) -> bool:
    """Whether content and total still agree, so that nobody need be asked.

    `written`: the amounts were rescaled or turned, and only expected amounts can bear that out.
    """
    if reading.total_fits is False or ABOUT_COLUMNS & {one.code for one in reading.open_questions}:
        return False
    if share is None:
        return remembered.share is None and not written
    return share >= max(_ENOUGH * (2 if written else 1), (remembered.share or 0) / 2)


def share_expected(lines: Iterable[Line], register: Register) -> int | None:
    """Per cent of the people that the register knows whose amount is the expected one; None where it knows none."""
    by_name: dict[str, set[int]] = defaultdict(set)
    for member in register.members:
        if member.amount:
            by_name[_name(member.name)].add(member.amount)
    sums: dict[str, int] = defaultdict(int)
    expected: dict[str, set[int]] = {}
    for line in lines:
        key = line.national_id or _name(line.name)
        known = register.amounts.get(line.national_id or "") or by_name.get(_name(line.name))
        if known:
            sums[key] += line.amount
            expected[key] = known
    if not sums:
        return None
    return 100 * sum(1 for key, amount in sums.items() if amount in expected[key]) // len(sums)


def _name(name: str) -> str:
    return " ".join(sorted(re.findall(r"\w+", fold(name))))


def _handles(reading: Reading) -> dict[str, str]:
    """A name for each column that holds in the next file: by its heading where all have one, else by its place.

    Hashed: what stands in a file's cells is not kept.
    """
    handles = {}
    for n, table in enumerate(reading.tables):
        names = column_names(table.headings)
        by_name = are_distinct(names)
        for column in _of_table(reading, n):
            own = names[column.index] if by_name and column.index < len(names) else f"#{column.index}"
            digest = hashlib.sha256(f"{table.fingerprint}\x1f{own}".encode()).hexdigest()[:16]
            handles[f"{n}:{column.index}"] = digest
    return handles


def _of_table(reading: Reading, n: int) -> list[Column]:
    return [column for column in reading.columns if column.block == n]


_KINDS = (
    ("id", re.compile(r"\d{6}[ .\-]?\d{5}|\d{10}")),
    ("date", re.compile(r"\d{1,4}[./\-]\d{1,2}[./\-]\d{1,4}.*")),
    ("number", re.compile(r"(?:kr|nok)?\.?[\s−+\-]*\d[\d\s.,'\u2019]*[,.]?[−\-]?(?: ?kr)?", re.I)),
)


def _kinds(reading: Reading, handles: Mapping[str, str]) -> dict[str, str]:
    """What the cells of each column look like: id, date, number or text; columns without any are not among them."""
    found = {}
    for column in reading.columns:
        cells = [cell.strip() for cell in column.samples if cell.strip()]
        if cells:
            kind = next((kind for kind, form in _KINDS if all(form.fullmatch(cell) for cell in cells)), "text")
            found[handles[f"{column.block}:{column.index}"]] = kind
    return found
