"""XML of a payroll system's own: repeated elements are rows, what stands in and around them is cells and titles."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError, XMLPullParser

from app.intake.cells import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Book, Cell, Sheet, Unreadable
from app.intake.headings import is_total, role_of

_DEEPEST = 60
_NAMING = ("fieldname", "name", "navn", "label", "key", "id", "code", "kode")
"""Attributes that say what «<Field Name="Belop"><Value>450</Value></Field>» is of."""
_VALUES = ("formattedvalue", "textvalue", "value", "verdi", "text", "val")
_NUMBERED = re.compile(r"(?:text|field|label|box|line|section)\d*", re.I)
"""Names that say nothing: «Text12»."""
_REFERENCE = re.compile(r"\{(?:[^{}.]*\.)?([^{}.]+)\}")
"""«Sum ({Trekk.Belop}, {Ansatt.Avd})»: what a report's formula is about stands first."""
_MONEY = re.compile(r"-?\d[\d .]*[.,]\d\d-?")
_ENOUGH, _WIDTH = 2, 6


@dataclass(slots=True)
class _Group:
    """An element that holds others: its own fields, and the path of tags that leads to it."""

    path: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    inner: list["_Group"] = field(default_factory=list)
    after: list[tuple[str, str]] = field(default_factory=list)
    """Fields that stand behind inner groups: sums, mostly."""


def read_xml_records(data: bytes) -> Book:
    """The rows of the element that comes again most, with what surrounds them.  Raises Unreadable."""
    if re.search(rb"<!(DOCTYPE|ENTITY)", data):
        raise Unreadable("corrupt")
    parser: XMLPullParser[Any] = XMLPullParser(["start", "end"])
    root = _Group("")
    stack = [root]
    try:
        for start in range(0, len(data), 1 << 16):
            parser.feed(data[start : start + (1 << 16)])
            _take_events(parser, stack)
        parser.close()
        _take_events(parser, stack)
    except (ParseError, ValueError) as problem:
        raise Unreadable("corrupt") from problem
    return Book("xml", [_sheet(root)])


def _take_events(parser: "XMLPullParser[Any]", stack: list[_Group]) -> None:
    events: Iterable[Any] = parser.read_events()
    for event, node in events:
        if event == "start":
            if len(stack) > _DEEPEST:
                raise Unreadable("corrupt")
            stack.append(_Group(f"{stack[-1].path}/{_tag(node)}"))
            continue
        group, above = stack.pop(), stack[-1]
        if (value := _value(node, group)) is not None:
            (above.after if above.inner else above.fields).append(value)
        else:
            own = [(key.rpartition("}")[2], text) for key, text in node.attrib.items() if text.strip()]
            group.fields = [*(own if len(own) >= _ENOUGH else []), *group.fields]
            above.inner.append(group)
        node.clear()


def _tag(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _value(node: Any, group: _Group) -> tuple[str, str] | None:
    """The name and the text of an element that is one field; None where it holds several, or rows."""
    if group.inner:
        return None
    attributes = {key.rpartition("}")[2].lower(): text for key, text in node.attrib.items()}
    named = next((attributes[key] for key in _NAMING if key in attributes), "")
    if not group.fields:
        text = (node.text or "").strip()
        if not text and len(attributes) >= _ENOUGH and not set(_VALUES) & set(attributes):
            return None
        return named or _tag(node), text or next((attributes[key] for key in _VALUES if key in attributes), "")
    values = {name.lower(): text for name, text in group.fields}
    if named and set(values) <= set(_VALUES):
        return named, next(values[key] for key in _VALUES if key in values)
    return None


class _Walk:
    """The groups in the order of the file, each with those around it, and which of them are the rows."""

    def __init__(self, root: _Group) -> None:
        self.groups: list[tuple[_Group, list[_Group]]] = []
        self._add(root, [])
        if len(self.groups) > MAX_ROWS:
            raise Unreadable("too_large")
        self.times = Counter(group.path for group, _ in self.groups)
        self.detail = self._most()

    def _add(self, group: _Group, above: list[_Group]) -> None:
        if group.fields:
            self.groups.append((group, above))
        for inner in group.inner:
            self._add(inner, [*above, group])
        if group.after:
            self.groups.append((_Group(f"{group.path}/", group.after), above))

    def _most(self) -> str:
        """The path whose groups say most, those with amounts before all others."""
        scores: dict[str, tuple[bool, int]] = {}
        for group, above in self.groups:
            cells = self.cells(group, above)
            if len(group.fields) >= _ENOUGH and self.times[group.path] > 1:
                priced, score = scores.get(group.path, (False, 0))
                priced = priced or any(_MONEY.fullmatch(text) for _, text in group.fields)
                scores[group.path] = priced, score + min(len(cells), _WIDTH)
        return max(scores, key=lambda path: scores[path], default="")

    def cells(self, group: _Group, above: list[_Group]) -> dict[str, str]:
        """A row's own fields, and before them those of the person or department that it stands in."""
        around = [one for one in above if self.times[one.path] > 1 and len(one.fields) <= MAX_COLUMNS]
        own = {name for name, _ in group.fields}
        cells: dict[str, str] = {}
        for name, text in [*(pair for one in around for pair in one.fields if pair[0] not in own), *group.fields]:
            cells.setdefault(name, text)
        return cells

    def is_row(self, group: _Group) -> bool:
        """One of the rows, or what stands around rows elsewhere and has none itself."""
        return group.path == self.detail or (
            self.detail.startswith(f"{group.path}/") and self.times[group.path] > 1 and not self._holds_rows(group)
        )

    def _holds_rows(self, group: _Group) -> bool:
        return any(one.path == self.detail or self._holds_rows(one) for one in group.inner)


def _sheet(root: _Group) -> Sheet:
    walk = _Walk(root)
    names: dict[str, int] = {}
    for group, above in walk.groups:
        if walk.is_row(group):
            for name in walk.cells(group, above):
                names.setdefault(name, len(names))
    if len(names) * len(walk.groups) > MAX_CELLS:
        raise Unreadable("too_large")
    rows: list[list[Cell]] = []
    headed = False
    for group, above in walk.groups:
        if walk.is_row(group):
            rows += [] if headed else [[_said(name) for name in names]]
            cells = walk.cells(group, above)
            rows.append([cells.get(name, "") for name in names])
            headed = True
        elif not headed and _are_heads(group, len(names)):
            rows.append([text for _, text in group.fields])
            headed = True
        elif not (walk.times[group.path] > 1 and walk.detail.startswith(f"{group.path}/")):
            rows += _around(group, names)
    return Sheet("", rows)


def _are_heads(group: _Group, width: int) -> bool:
    """The page's own heads, one for each field of a row."""
    return len(group.fields) == width and sum(role_of(text) is not None for _, text in group.fields) > _ENOUGH


def _around(group: _Group, names: dict[str, int]) -> list[list[Cell]]:
    """What stands beside the rows: sums in the column that they are of, everything else as a label with its value."""
    columns = {_said(name): at for name, at in names.items()}
    placed = {columns[_said(name)]: text for name, text in group.fields if _said(name) in columns}
    words = " ".join(text for name, text in group.fields if _said(name) not in columns)
    if placed and is_total(words):
        row: list[Cell] = [placed.get(at, "") for at in range(len(names))]
        return [[words, *row[1:]] if row[0] == "" else [*row, words]]
    return [[text] if _is_nameless(name) else [_label(group, name), text] for name, text in group.fields if text]


def _is_nameless(name: str) -> bool:
    return bool(_NUMBERED.fullmatch(name)) or "{" in name


def _label(group: _Group, name: str) -> str:
    """«Virksomhet Navn»: a name on top needs to say whose."""
    said = _said(name)
    return f"{_said(group.path.strip('/').rpartition('/')[2])} {said}" if role_of(said) == "name" else said


def _said(name: str) -> str:
    """«AnsattNr» as «Ansatt Nr», «{Trekk.Belop}» as «Belop»."""
    found = _REFERENCE.search(name)
    words = re.sub(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])", " ", found[1] if found else name)
    return re.sub(r"[_\-.]+", " ", words).strip()
