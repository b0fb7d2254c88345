"""What a form posted: read strictly, all errors at once, in sentences that say what to do.

A browser never sends two values for one field, a field that the form does not have, or bytes that are not UTF-8: such
a request is refused whole (`Malformed`).  What a person typed wrongly is an ordinary answer: `errors` by field, and
`typed` to show again.
"""

import re
import typing
import unicodedata
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import unquote_to_bytes

import msgspec
from litestar import Request
from msgspec import structs

from app.i18n import N_, _
from app.web.csrf import FIELD
from app.web.here import here

T = TypeVar("T", bound=msgspec.Struct)

MAX_FIELDS = 2000

MISSING = N_("Fyll ut dette feltet.")
LONG = N_("Skriv kortere her.")
WRONG = N_("Dette kan ikke leses slik det står. Se etter skrivefeil.")

_YES = frozenset({"on", "1", "true", "yes", "ja"})
_BROKEN_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_WHOLE = re.compile(r"-?(?:[0-9]{1,18}|[1-8][0-9]{18})")
_ID = re.compile(r"[1-9][0-9]{0,17}|[1-8][0-9]{18}")


class Malformed(Exception):
    """No form of ours was posted like this; `code` names a sentence."""

    def __init__(self, code: str = "malformed", status: int = 400) -> None:
        super().__init__(code)
        self.code, self.status = code, status


class Posted(Generic[T]):
    """A form: `value` when nothing is wrong with it, else `errors` by field; `typed` is what the page shows again."""

    __slots__ = ("errors", "lists", "typed", "value")

    def __init__(
        self,
        value: T | None = None,
        errors: dict[str, str] | None = None,
        typed: dict[str, str] | None = None,
        lists: dict[str, list[str]] | None = None,
    ) -> None:
        self.value, self.errors, self.typed, self.lists = value, errors or {}, typed or {}, lists or {}


def parse(body: bytes, max_fields: int = MAX_FIELDS) -> list[tuple[str, str]]:
    """Names and values of an urlencoded body or query, in order.  Raises Malformed."""
    if not body:
        return []
    if body.count(b"&") >= max_fields:
        raise Malformed("too-many-fields", 413)
    if _BROKEN_PERCENT.search(body):
        raise Malformed
    pairs = []
    for pair in body.split(b"&"):
        name, sign, value = pair.partition(b"=")
        if not sign or not name:
            raise Malformed
        pairs.append((_text(name), _text(value)))
    return pairs


def _text(raw: bytes) -> str:
    if b"+" in raw:
        raw = raw.replace(b"+", b" ")
    if b"%" in raw:
        raw = unquote_to_bytes(raw)
    return plain(raw)


def plain(raw: bytes) -> str:
    """Text of a field: UTF-8, no control characters but tab and line breaks.  Raises Malformed."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise Malformed from None
    if _CONTROL.search(text):
        raise Malformed
    return text


@typing.overload
async def posted(request: Request[Any, Any, Any], shape: type[T], *, lists: tuple[str, ...] = ...) -> Posted[T]: ...
@typing.overload
async def posted(
    request: Request[Any, Any, Any], shape: None = ..., *, lists: tuple[str, ...] = ...
) -> Posted[Any]: ...
async def posted(
    request: Request[Any, Any, Any], shape: type[T] | None = None, *, lists: tuple[str, ...] = ()
) -> Posted[Any]:
    """The urlencoded form of this request, read into `shape`.

    Without a shape all fields are taken as they are, in `typed`; those named in `lists` may come more than once.
    Raises Malformed.
    """
    return read(here().form or [], shape, lists=lists)


def asked(request: Request[Any, Any, Any], shape: type[T]) -> Posted[T]:
    """The query of a GET, read in the same way; keys that the page does not know are let be, as links gather them."""
    known = {field.encode_name for field in structs.fields(shape)}
    return read([pair for pair in parse(request.scope["query_string"]) if pair[0] in known], shape)


def asked_plain(request: Request[Any, Any, Any]) -> dict[str, str]:
    """The query of a GET as text by name, the first of each: for links, which may gather what a page does not know."""
    found: dict[str, str] = {}
    for name, text in parse(request.scope["query_string"]):
        found.setdefault(name, text)
    return found


def read(pairs: list[tuple[str, str]], shape: type[T] | None, *, lists: tuple[str, ...] = ()) -> Posted[Any]:
    """Pairs into a form.  Raises Malformed for a repeated or an unknown key."""
    single: dict[str, str] = {}
    many: dict[str, list[str]] = {name: [] for name in (*lists, *_lists_of(shape))}
    for name, value in pairs:
        if name in many:
            many[name].append(value)
        elif name in single:
            raise Malformed
        else:
            single[name] = value
    single.pop(FIELD, None)
    if shape is None:
        return Posted(typed={name: _tidy(value) for name, value in single.items()}, lists=many)
    return _shaped(shape, single, many)


def _lists_of(shape: type[T] | None) -> list[str]:
    return [] if shape is None else [f.encode_name for f in structs.fields(shape) if _kind(f) is list]


def _kind(field: structs.FieldInfo) -> Any:
    """The field's type without Annotated and `| None`, and `list` for any list."""
    kind = field.type
    if typing.get_origin(kind) is Annotated:
        kind = typing.get_args(kind)[0]
    options = [one for one in typing.get_args(kind) if one is not type(None)]
    if type(None) in typing.get_args(kind) and len(options) == 1:
        kind = options[0]
        if typing.get_origin(kind) is Annotated:
            kind = typing.get_args(kind)[0]
    return list if typing.get_origin(kind) is list else kind


def _extra(field: structs.FieldInfo) -> dict[str, Any]:
    """What the shape says of the field beside its type: own sentences, or that it is a secret."""
    found: dict[str, Any] = {}
    if typing.get_origin(field.type) is Annotated:
        for note in typing.get_args(field.type)[1:]:
            if isinstance(note, msgspec.Meta) and note.extra:
                found |= note.extra
    return found


def _shaped(shape: type[T], single: dict[str, str], many: dict[str, list[str]]) -> Posted[T]:
    fields = structs.fields(shape)
    if not single.keys() <= {field.encode_name for field in fields}:
        raise Malformed
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    typed: dict[str, str] = {}
    for field in fields:
        name, extra = field.encode_name, _extra(field)
        raw: Any = many.get(name, single.get(name, ""))
        if isinstance(raw, str) and not extra.get("secret"):
            raw = _tidy(raw)
            typed[name] = raw
        wrong = _take(field, raw, values)
        if wrong:
            errors[name] = _(extra.get(wrong, _OURS[wrong]))
    return Posted(None if errors else shape(**values), errors, typed, many)


_OURS = {"missing": MISSING, "long": LONG, "wrong": WRONG}


def _take(field: structs.FieldInfo, raw: Any, values: dict[str, Any]) -> str:
    """Puts the field's value into `values`; answers what is wrong with it, or nothing."""
    kind = _kind(field)
    if kind is bool:
        values[field.name] = raw.lower() in _YES
        return "" if raw == "" or raw.lower() in {*_YES, "off", "0", "false", "nei"} else "wrong"
    if raw == "":
        return "missing" if field.required else ""
    if kind is int and not _WHOLE.fullmatch(raw):
        return "wrong"
    try:
        values[field.name] = msgspec.convert(raw, field.type, strict=False)
    except msgspec.ValidationError as error:
        return "long" if "length <=" in str(error) else "wrong"
    return ""


def id_in(text: str) -> int | None:
    """The id that a field without a shape holds; None for anything that is not one in our spelling."""
    return int(text) if _ID.fullmatch(text) else None


def _tidy(text: str) -> str:
    """As a person meant it: no blanks around, one sort of line break, one spelling of each letter."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").strip())
