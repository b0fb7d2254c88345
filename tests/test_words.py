"""All words: in three languages, none left out, none left over (`python -m app.i18n.extract` sees to it)."""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from jinja2.exceptions import TemplateSyntaxError

from app.i18n import extract
from app.i18n.catalogue import catalogue
from app.i18n.say import EVENTS, REFUSALS, Sentence
from app.web.templates import FOLDER, environment

APP = Path(__file__).parent.parent / "app"
HOW = "Run `python -m app.i18n.extract` and translate what it lists."


@lru_cache(maxsize=1)
def said() -> Catalog:
    return extract.said()


def messages(catalog: Catalog) -> dict[str, Message]:
    """By message id; by the first of the two where there is a plural."""
    return {m.id[0] if isinstance(m.id, (tuple, list)) else m.id: m for m in catalog if m.id}


@pytest.fixture(params=extract.TRANSLATIONS)
def language(request: pytest.FixtureRequest) -> str:
    return request.param


def test_every_word_in_the_code_is_in_the_catalogue(language: str) -> None:
    assert sorted(messages(said()).keys() - messages(extract.load(language)).keys()) == [], HOW


def test_no_word_in_the_catalogue_is_left_over(language: str) -> None:
    assert sorted(messages(extract.load(language)).keys() - messages(said()).keys()) == [], HOW


def test_every_word_is_translated_with_its_placeholders_and_plurals(language: str) -> None:
    faults = {words: extract.faults(m) for words, m in messages(extract.load(language)).items()}
    assert {words: found for words, found in faults.items() if found} == {}, HOW


def test_portal_reads_the_catalogue_as_the_tools_do(language: str) -> None:
    tools = {
        words: tuple(m.string) if isinstance(m.string, (tuple, list)) else (m.string,)
        for words, m in messages(extract.load(language)).items()
        if m.string and all(m.string)
    }
    assert catalogue(language) == tools


def test_catalogue_is_as_the_command_writes_it(language: str) -> None:
    """Else the next one who runs it has somebody else's lines in the change."""
    before = (extract.FOLDER / f"{language}.po").read_text()
    extract.write(language, extract.load(language))
    after = (extract.FOLDER / f"{language}.po").read_text()
    assert before == after


def test_every_sentence_can_be_filled_in() -> None:
    """A lone per cent sign would break the page that shows it: it is written %%."""
    for words, message in messages(said()).items():
        for one in message.id if isinstance(message.id, (tuple, list)) else (message.id,):
            names = re.findall(r"%\((\w+)\)", one)
            assert one % dict.fromkeys(names, 1) is not None, words


# What the house does not say (docs/words.md).
UNSAID = {
    r"\bvennligst\b": "say it, without «vennligst»",
    r"\b(bedrift|selskap|foretak)(en|er|ene|et)?\b": "virksomhet",
    r"\bugyldig": "say what to write instead",
    r"\b(obligatorisk|påkrevd)\b": "Må fylles ut",
    r"\bbeklager\b": "say what to do",
    r"\bklikk (her|på)\b": "say what happens",
    r"\b(submit|upload|please|login|password|error)\b": "Norwegian",
    r"\beposten?\b|\bmailen?\b": "e-post",
    r"\.\.\.": "…",
    r'"': "«»",
}

# The sentences of `product.md` that users already know word by word.
KNOWN_WORDS = {"Klikk her for å aktivere din brukerkonto", "Mangler du en bedrift?"}


def test_house_words_are_kept() -> None:
    wrong = [
        f"{words!r}: {instead}"
        for words in messages(said())
        for pattern, instead in UNSAID.items()
        if words not in KNOWN_WORDS and re.search(pattern, words, re.I)
    ]
    assert wrong == []


# Codes of refusals and events

RAISED = {"Refused", "NotFound", "Forbidden", "Closed", "Conflict", "Invalid", "TooMany", "Busy"}


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """(file, code, call) for every refusal in the code that names its code."""
    for path in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(), path.name)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and re.fullmatch(r"[a-z_.]+", str(first.value)):
                    yield path.relative_to(APP).as_posix(), str(first.value), node


def forms(sentence: Sentence) -> tuple[str, ...]:
    return sentence if isinstance(sentence, tuple) else (sentence,)


def test_every_refusal_has_its_sentence() -> None:
    assert sorted({f"{code} in {file}" for file, code, _ in calls() if code not in REFUSALS}) == []


def test_every_refusal_gives_what_its_sentence_needs() -> None:
    lacking = []
    for file, code, call in calls():
        given = {keyword.arg for keyword in call.keywords} | {"num"}
        if None in given:  # **values
            continue
        needed = {name for form in forms(REFUSALS.get(code, "")) for name in re.findall(r"%\((\w+)\)", form)}
        if isinstance(REFUSALS.get(code), tuple):
            needed.add("count")
        if needed - given:
            lacking.append(f"{code} in {file}: {sorted(needed - given)}")
    assert lacking == []


def test_no_sentence_is_left_over() -> None:
    text = "\n".join(p.read_text() for p in sorted(APP.rglob("*.py")) if p.name != "say.py")
    assert [code for code in (*REFUSALS, *EVENTS) if f'"{code}"' not in text] == []


# Templates: words only through gettext

_SHOWN = re.compile(r'\b(?:aria-label|placeholder|title|alt|label|aria-description)="([^"{]*)"')
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_OUR_NAMES = {
    "Trekkportalen",
    "Bokmål",
    "Nynorsk",
    "English",
    "kr",
    "KID",
    "CSV",
    "PDF",
    "Excel",
    "Ctrl",
    "html",
    "doctype",
}


def bare_words(source: str) -> list[str]:
    """Words that a page would show the same in every language: text outside tags, `_()` and `{% trans %}`."""
    data, in_trans, before = [], False, ""
    source = re.sub(r"\b(is|has|tag)--?[a-z-]+", " ", source)  # names of CSS classes that a fragment hands on
    for _line, kind, value in environment().lex(source):
        if kind in {"whitespace"}:
            continue
        if kind == "name" and before == "block_begin" and value in {"trans", "endtrans"}:
            in_trans = value == "trans"
        if kind == "data":
            data.append("" if in_trans else value)
        elif kind in {"variable_begin", "block_begin"}:
            data.append("\0")
        before = kind
    text = re.sub(r"<!--.*?-->|<(script|style|svg)\b.*?</\1>", " ", "".join(data), flags=re.S)
    shown = _SHOWN.findall(text)
    # A block that is all attributes (`{% if x %} class="y"{% endif %}`) stands outside the tag that it is written into.
    shown += re.sub(r"<[^>]*>|[\w-]+=\"[^\"]*\"", "\n", text).replace("\0", " ").split("\n")
    shown = [re.sub(r"&\w+;", " ", part) for part in shown]
    return [word for part in shown for word in _LETTERS.findall(part) if word not in _OUR_NAMES]


def test_words_on_pages_go_through_gettext() -> None:
    found = {}
    for path in sorted([*FOLDER.rglob("*.html"), *FOLDER.rglob("*.txt")]):
        if path.relative_to(FOLDER).parts[0] == "dev":  # ours alone to read
            continue
        try:
            words = bare_words(path.read_text())
        except TemplateSyntaxError as error:
            words = [str(error)]
        if words:
            found[path.relative_to(FOLDER).as_posix()] = words
    assert found == {}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('<p class="row">{{ _("Hei") }} 12 kr</p>', []),
        ('<p title="Hei du">{{ x }}</p>', ["Hei", "du"]),
        ('{% block body_class %} class="staff"{% endblock %}', []),
        ("<p>Hei {{ x }}</p>", ["Hei"]),
        ("{% trans %}Hei{% endtrans %}<b>du</b>", ["du"]),
        ('<a href="/x" {% if y %}aria-current="page"{% endif %}>&nbsp;</a>', []),
    ],
)
def test_bare_words_are_found(source: str, words: list[str]) -> None:
    assert bare_words(source) == words
