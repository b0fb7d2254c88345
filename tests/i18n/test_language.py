"""Which language is spoken, and what a .po file says."""

import asyncio

import pytest

from app.i18n import LANGUAGES, gettext, language, negotiate, ngettext, speak, speaking
from app.i18n.catalogue import read
from app.i18n.say import REFUSALS, say


@pytest.mark.parametrize(
    ("header", "spoken"),
    [
        ("", "nb"),
        ("*", "nb"),
        ("nb-NO,nb;q=0.9,no;q=0.8,nn;q=0.6,en-US;q=0.5,en;q=0.4", "nb"),
        ("nn-NO,nn;q=0.9,no;q=0.8", "nn"),
        ("en-US,en;q=0.9", "en"),
        ("en;q=0.8, nn;q=0.9", "nn"),
        ("no", "nb"),
        ("sv-SE,sv;q=0.9,en;q=0.8", "nb"),
        ("pl,en;q=0.5", "en"),
        ("pl-PL,pl;q=0.9", "nb"),
        ("en;q=0,nn;q=0.1", "nn"),
        ("EN-gb", "en"),
        ("en;q=2, nn", "nn"),
        ("en-" * 10_000, "nb"),
        ("\x00,,;;q=,en", "en"),
    ],
)
def test_language_is_what_the_browser_asks_for(header: str, spoken: str) -> None:
    assert negotiate(header) == spoken


def test_language_is_spoken_for_a_while() -> None:
    with speaking("en"):
        assert language() == "en"
        with speaking("nn"):
            assert language() == "nn"
        assert language() == "en"
    assert language() == "nb"


def test_unknown_language_is_bokmål() -> None:
    with speaking("../en"):
        assert language() == "nb"


async def test_two_requests_speak_each_their_own() -> None:
    async def request(wanted: str) -> str:
        speak(wanted)
        await asyncio.sleep(0)
        return language()

    assert await asyncio.gather(*(asyncio.create_task(request(wanted)) for wanted in LANGUAGES)) == list(LANGUAGES)


def test_values_are_filled_in_and_per_cent_signs_kept() -> None:
    assert gettext("%(count)s av 100 %%", count="<b>") == "<b> av 100 %"
    assert ngettext("Én rad", "%(num)s rader", 1) == "Én rad"
    assert ngettext("Én rad", "%(num)s rader", 0) == "0 rader"


def test_refusal_is_said_in_each_language() -> None:
    said = set()
    for spoken in LANGUAGES:
        with speaking(spoken):
            said.add(say("list.closed"))
    assert len(said) == 3


def test_refusal_with_a_count_agrees_with_it() -> None:
    assert say("list.problems", count=1) == REFUSALS["list.problems"][0]
    assert say("list.problems", count=12).startswith("12 ")


def test_code_without_a_sentence_still_gets_one() -> None:
    assert say("no.such_code", n=1) == "Noe gikk galt hos oss. Det du har lagret, er trygt. Prøv igjen om litt."


def test_catalogue_reads_what_the_tools_write() -> None:
    text = """
# a comment
msgid ""
msgstr ""
"Language: nn\\n"

#: app/x.py
msgid "Ein \\"to\\"\\n"
msgstr ""
"A \\"b\\"\\n"
"C \\\\ d\\t"

#, python-format
msgid "%(num)s rad"
msgid_plural "%(num)s rader"
msgstr[0] "%(num)s rad"
msgstr[1] "%(num)s radar"

#, fuzzy
msgid "Gjett"
msgstr "Guess"

msgid "Tom"
msgstr ""
"""
    assert read(text) == {
        'Ein "to"\n': ('A "b"\nC \\ d\t',),
        "%(num)s rad": ("%(num)s rad", "%(num)s radar"),
    }
