"""A register file looked through from end to end, before anything is changed: what it holds, and what is wrong with it.

Rows stream by; what is kept of each is a number or two, so 400 000 of them take some 100 MB.
"""

import codecs
import csv
import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple, TextIO

from app.members.columns import Columns, delimiter_of, read_columns
from app.members.register import Row, order_key
from app.members.rejects import Reject
from app.members.rows import RowReader

MOST_SHOWN = 1_000
CHUNK = 1 << 20

Cells = tuple[int, Sequence[str]]
Place = tuple[str, str]
"""An orgnr and an employer_ref, the latter empty where the file has none."""


class Unreadable(ValueError):
    """The file as a whole cannot be taken.  `code` is one of the refusals `register.*`."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code, self.values = code, values


class Look(NamedTuple):
    """What a file is, byte by byte."""

    digest: str
    encoding: str


class Where(NamedTuple):
    """An agreement and its employer, by id."""

    agreement_id: int
    employer_id: int


class Agreements:
    """The union's agreements as they are known."""

    def __init__(self) -> None:
        self.at: dict[str, dict[str, Where]] = {}
        self.owners: dict[str, str] = {}
        self.places: dict[int, Place] = {}

    def add(self, place: Place, where: Where) -> None:
        orgnr, employer_ref = place
        self.at.setdefault(orgnr, {})[employer_ref] = where
        self.owners[employer_ref] = orgnr
        self.places[where.agreement_id] = place

    def find(self, row: Row) -> Where | None:
        """The row's agreement; None when there is none yet, or when the row does not say which of several."""
        there = self.at.get(row.orgnr, {})
        if row.employer_ref:
            return there.get(row.employer_ref)
        return next(iter(there.values())) if len(there) == 1 else None

    def has(self, place: Place) -> bool:
        """Whether rows of this place have somewhere to go."""
        orgnr, employer_ref = place
        there = self.at.get(orgnr, {})
        return employer_ref in there if employer_ref else bool(there)

    def of(self, orgnr: str) -> list[tuple[Place, Where]]:
        """An employer's agreements."""
        return [((orgnr, employer_ref), where) for employer_ref, where in self.at.get(orgnr, {}).items()]

    def fault(self, row: Row) -> str | None:
        """What is wrong with the place that the row names, as a code; None when nothing is."""
        if row.employer_ref:
            return "employer_ref.other" if self.owners.get(row.employer_ref, row.orgnr) != row.orgnr else None
        return "employer_ref.which" if len(self.at.get(row.orgnr, {})) > 1 else None


class Survey:
    """What a file holds.  `named` are the keys of its orders, `bad` the lines that are not taken."""

    def __init__(self, agreements: Agreements) -> None:
        self.agreements = agreements
        self.seen = 0
        self.lines = 0
        self.rejects: list[Reject] = []
        self.bad: set[int] = set()
        self.named: dict[int, int] = {}
        self.wanted: dict[Place, str] = {}
        self._ids: dict[int, int] = {}
        self._owners: dict[str, str] = {}

    def take(self, found: Row | Reject) -> None:
        """One more row of the file."""
        self.seen, self.lines = self.seen + 1, found.line
        wrong = self._fault(found) if isinstance(found, Row) else found
        if wrong is not None:
            self.reject(wrong)

    def reject(self, wrong: Reject) -> None:
        """Not to be taken."""
        self.bad.add(wrong.line)
        if len(self.rejects) < MOST_SHOWN:
            self.rejects.append(wrong)

    @property
    def rejected(self) -> int:
        """How many rows are not taken."""
        return len(self.bad)

    def _fault(self, row: Row) -> Reject | None:
        key = row.key
        if key in self.named:
            return Reject(row.line, "twice", self.named[key])
        if code := self.agreements.fault(row):
            return Reject(row.line, code)
        if row.employer_ref and self._owners.setdefault(row.employer_ref, row.orgnr) != row.orgnr:
            return Reject(row.line, "employer_ref.other")
        if row.national_id is not None:
            same = hash(row.national_id)
            if self._ids.setdefault(hash(row.member_no), same) != same:
                return Reject(row.line, "national_id.other")
        self.named[key] = row.line
        if self.agreements.find(row) is None:
            place = (row.orgnr, row.employer_ref)
            self.wanted[place] = self.wanted.get(place) or row.employer_name
        return None

    def names(self, member_no: str, place: Place, starts: dt.date) -> bool:
        """Whether the file has a row for this order."""
        orgnr, employer_ref = place
        return (
            order_key(member_no, orgnr, employer_ref, starts) in self.named
            or order_key(member_no, orgnr, "", starts) in self.named
        )

    def places_to_make(self) -> dict[Place, str]:
        """Agreements that are not there yet, with the employer's name where the file tells it.

        Rows without an employer_ref get an agreement of their own only where their employer has no other.
        """
        referred = {orgnr for orgnr, employer_ref in self.wanted if employer_ref}
        return {
            (orgnr, employer_ref): name
            for (orgnr, employer_ref), name in self.wanted.items()
            if employer_ref or not (orgnr in referred or self.agreements.at.get(orgnr))
        }


def look(stream: BinaryIO) -> Look:
    """The file's digest and encoding: UTF-8 where it is that throughout, UTF-16 by its mark, else Windows-1252."""
    digest = hashlib.sha256()
    utf8 = codecs.getincrementaldecoder("utf-8")()
    encoding, first = "utf-8-sig", True
    while chunk := stream.read(CHUNK):
        if first and chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            encoding = "utf-16"
        first = False
        digest.update(chunk)
        encoding = _still(encoding, utf8, chunk)
    return Look(digest.hexdigest(), _still(encoding, utf8, b"", final=True))


def _still(encoding: str, utf8: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> str:
    if encoding != "utf-8-sig":
        return encoding
    try:
        utf8.decode(chunk, final)
    except UnicodeDecodeError:
        return "cp1252"
    return encoding


def cells_of(stream: TextIO) -> tuple[Columns, int, Iterator[Cells]]:
    """The columns, how many there are, and then the rows' cells with the line each begins on.

    The stream is opened with newline="".  Raises Unreadable and ColumnsMissing.
    """
    heading = stream.readline(100_000)
    if not heading.strip("\ufeff \r\n\0"):
        raise Unreadable("register.empty")
    delimiter = delimiter_of(heading)
    headings = next(csv.reader([heading], delimiter=delimiter))
    return read_columns(headings), len(headings), _rows(stream, delimiter)


def _rows(stream: TextIO, delimiter: str) -> Iterator[Cells]:
    lines = csv.reader(stream, delimiter=delimiter)
    begins = 2
    try:
        for cells in lines:
            if lines.line_num + 1 > begins:  # an open quotation mark has swallowed the lines that follow
                raise Unreadable("register.quote", line=begins)
            if any(cell and not cell.isspace() for cell in cells):
                yield begins, cells
            begins += 1
    except csv.Error as no:
        raise Unreadable("register.quote", line=begins) from no


def read_rows(reader: RowReader, cells: Iterator[Cells]) -> Iterator[Row | Reject]:
    """Each row, or why not."""
    for line, row in cells:
        yield reader.read(line, row)
