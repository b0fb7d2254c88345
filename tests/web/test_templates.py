"""The Jinja environment: what every template may count on."""

import datetime as dt
from pathlib import Path

import pytest
from jinja2 import DictLoader, UndefinedError

from app.i18n import speaking
from app.values.national_id import NationalId
from app.web import templates
from app.web.here import Here, enter, here


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch):
    """Render a template that is written in the test."""

    def rendered(source: str, name: str = "page.html", **context: object) -> str:
        loader = DictLoader(
            {name: source, "parts.html": "{% macro part(x) %}{{ here.path }}{{ _('Annet') }}{{ x }}{% endmacro %}"}
        )
        env = templates.environment().overlay(loader=loader, cache_size=0)
        monkeypatch.setattr(templates, "environment", lambda: env)
        return templates.render(name, **context) if name.endswith(".html") else templates.render_text(name, **context)

    return rendered


def test_everything_is_escaped(show) -> None:
    assert (
        show('<b title="{{ x }}">{{ x }}</b>', x="<i>\"'&")
        == '<b title="&lt;i&gt;&#34;&#39;&amp;">&lt;i&gt;&#34;&#39;&amp;</b>'
    )
    assert show("{{ _('Rad %(n)s', n=x) }}", x="<i>") == "Rad &lt;i&gt;"


def test_mail_text_is_filled_in_without_escapes_of_html(show) -> None:
    assert (
        show("Hei {{ x }}\n\n  {{ x }}", name="body.txt", x="Fjord & Sønn <AS>")
        == "Hei Fjord & Sønn <AS>\n\n  Fjord & Sønn <AS>"
    )


def test_missing_name_is_an_error(show) -> None:
    for source in ("{{ nothing }}", "{{ row.nothing }}", "{{ row.there.nothing }}"):
        with pytest.raises(UndefinedError):
            show(source, row={"there": 1})


def test_keys_come_before_methods_of_a_dict(show) -> None:
    assert show("{{ row.items }} {{ row.values() | list }}", row={"items": 3}) == "3 [3]"


def test_values_are_written_as_people_read_them(show) -> None:
    values = {
        "123450|kroner": "1\u00a0234,50",
        "-5|kroner": "−0,05",
        "12345|number": "12\u00a0345",
        "'01019012345'|mask": "010190\u00a0•••••",
        "id|mask": "010190\u00a0•••••",
        "id": "010190\u00a0•••••",
        "'974760673'|orgnr": "974\u00a0760\u00a0673",
        "'2026-11'|period": "november 2026",
        "at|day": "3. november 2026",
        "at|date": "03.11.2026",
        "at|clock": "00.05",
        "at|when": "3. november 2026 kl. 00.05",
    }
    at = dt.datetime(2026, 11, 2, 23, 5, tzinfo=dt.UTC)

    for source, shown in values.items():
        assert show(f"{{{{ {source} }}}}", at=at, id=NationalId("01019012345")) == shown


def test_one_compiled_template_speaks_every_language(show) -> None:
    source = "{{ _('Annet') }} {{ '2026-05'|period }} {{ 'list.closed'|say }}"
    said = set()
    for spoken in ("nb", "nn", "en"):
        with speaking(spoken):
            said.add(show(source))

    assert len(said) == 3
    assert any("May 2026" in words for words in said)


def test_here_is_the_request_being_answered_also_inside_macros(show) -> None:
    before = here()
    enter(Here(path="/e/7/home"))
    try:
        assert show("{% from 'parts.html' import part %}{{ here.path }} {{ part(1) }}") == "/e/7/home /e/7/homeAnnet1"
    finally:
        enter(before)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("<div>\n  <p>\n    a <b>b</b>\n    <i>c</i>\n  </p>\n</div>\n", "<div><p>a <b>b</b>\n<i>c</i></p></div>"),
        ("<td>\n  {{ x }}\n</td>\n<td>", "<td>1</td><td>"),
        ("<p>{{ x }} <b>{{ x }}</b></p>", "<p>1 <b>1</b></p>"),
        ("<pre>\n a\n  b</pre>\n<p>", "<pre>\n a\n  b</pre>\n<p>"),
        ("<textarea>\n{{ x }}\n  y</textarea>", "<textarea>\n1\n  y</textarea>"),
        ("{% if x %}\n  <li>a</li>\n{% endif %}\n", "<li>a</li>"),
        ("{% trans %}\n  To\n  linjer\n{% endtrans %}", "To linjer"),
    ],
)
def test_blanks_that_no_browser_shows_are_not_sent(show, written: str, sent: str) -> None:
    assert show(written, x=1) == sent


def test_every_template_compiles() -> None:
    assert templates.warm() == len([*templates.FOLDER.rglob("*.html"), *templates.FOLDER.rglob("*.txt")])


def test_templates_lie_where_the_environment_looks() -> None:
    assert Path(templates.FOLDER).name == "templates"
