"""Jinja: one environment for all pages and languages."""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from app.i18n import dates
from app.i18n.language import raw_gettext, raw_ngettext
from app.i18n.say import say
from app.settings import settings
from app.values.account_no import format_account_no
from app.values.kid import format_kid
from app.values.kroner import format_kroner, plain_kroner
from app.values.mobile import format_mobile
from app.values.national_id import mask, mask_birth
from app.values.orgnr import format_orgnr
from app.web.assets import asset_url
from app.web.compiled import FastEnvironment

FOLDER = Path(__file__).parent.parent.parent / "templates"

_BLOCKS = (
    "address|article|aside|blockquote|body|caption|col|colgroup|dd|details|dialog|div|dl|dt|fieldset|figure|footer"
    "|form|h[1-6]|head|header|hr|html|legend|li|link|main|meta|nav|ol|optgroup|option|p|script|section|summary|table"
    "|tbody|td|template|tfoot|th|thead|title|tr|ul"
)
_AFTER_BLOCK = re.compile(rf"(</?(?:{_BLOCKS})\b[^<>]*>)\s+")
_BEFORE_BLOCK = re.compile(rf"\s+(?=</?(?:{_BLOCKS})\b)")
_BREAK = re.compile(r"[ \t]*\n\s*")
_KEEPS = re.compile(r"<(/?)(pre|textarea)\b")


class Tight(Extension):
    """Takes out the blanks that only the template's reader needs: none beside block elements, one break elsewhere.

    Texts to be translated, `<pre>`, `<textarea>` and templates that are not HTML stay as they are.
    """

    def filter_stream(self, stream: TokenStream) -> TokenStream | Iterator[Token]:
        """Each piece of template text, tightened."""
        return self._tightened(stream) if (stream.name or "").endswith(".html") else stream

    def _tightened(self, stream: TokenStream) -> Iterator[Token]:
        kept = translated = False
        before: Token | None = None
        for token in stream:
            if token.type == "name" and before is not None and before.type == "block_begin":
                translated = token.value == "trans" or (translated and token.value != "endtrans")
            before = token
            if token.type != "data" or translated:
                yield token
                continue
            tags = _KEEPS.findall(token.value)
            text = token.value if kept or tags else tighten(token.value)
            kept = not tags[-1][0] if tags else kept
            if text:
                yield Token(token.lineno, "data", text)


def tighten(text: str) -> str:
    """Template text without the blanks that a browser would not show."""
    return _BEFORE_BLOCK.sub("", _AFTER_BLOCK.sub(r"\1", _BREAK.sub("\n", text)))


class _Here:
    """`here` in templates: the request being answered, whichever that is."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        from app.web.here import here  # the front door, which needs errors, which need templates

        return getattr(here(), name)


def number(value: int) -> str:
    """'12 345', with no-break blanks."""
    return f"{value:,}".replace(",", "\u00a0").replace("-", "\u2212")


def _in_language(function: Any) -> Any:
    """A filter whose answer depends on the language: Jinja must not work it out while compiling."""

    @pass_context
    def spoken(_: Any, value: Any) -> str:
        return str(function(value))

    return spoken


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The environment. A template is compiled once per process (5 ms; `warm` does them all); looked at again in debug.

    Compiled templates are not kept on disk: whoever could write to such a file could run code here.
    """
    env = FastEnvironment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=settings().debug,
        cache_size=-1,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols", Tight],
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(raw_gettext, raw_ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.globals |= {"here": _Here(), "asset_url": asset_url}
    env.filters |= {
        "kroner": format_kroner,
        "plain_kroner": plain_kroner,
        "number": number,
        "mask": mask,
        "mask_birth": mask_birth,
        "orgnr": format_orgnr,
        "account_no": format_account_no,
        "kid": format_kid,
        "mobile": format_mobile,
        "date": dates.date,
    }
    for name in ("period", "month", "day", "short_day", "weekday", "clock", "when"):
        env.filters[name] = _in_language(getattr(dates, name))
    env.filters["say"] = _in_language(say)
    return env


def render(name: str, **context: Any) -> str:
    """The template filled in, in the language spoken."""
    return environment().get_template(name).render(context)


def render_text(name: str, **context: Any) -> str:
    """A plain-text template (`.txt`: mails, SMS): filled in as safely as a page, then without HTML's escapes."""
    return html.unescape(render(name, **context))


def warm() -> int:
    """Compile every template now, so that no visitor waits for it; how many there were."""
    env = environment()
    names = env.list_templates(extensions=["html", "txt"])
    for name in names:
        env.get_template(name)
    return len(names)
