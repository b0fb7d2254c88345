"""What messages say: the same in three languages, with a link, and nothing about people."""

import datetime as dt
import re
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

from app.i18n import LANGUAGES
from app.messages.letter import email, words
from app.messages.texts import TEXTS
from app.settings import settings
from tests.support.installation import ROOT

# By the name of what a message asks for; a new one is added here with it.
GIVEN: dict[str, Any] = {
    "path": "/e/12/submissions/34",
    "at": dt.datetime(2026, 11, 3, 13, 32, tzinfo=dt.UTC),
    "code": "73519264",
    "minutes": 10,
    "what": "email",
    "new": True,
    "days": 14,
}
FOLDER = ROOT / "templates" / "messages"


def said(template: str, language: str, kind: str = "EMAIL") -> Any:
    given = {name: GIVEN[name] for name in signature(TEXTS[template]).parameters}
    return words(kind, template, language, TEXTS[template](**given))


def test_every_message_has_its_templates_and_every_template_its_message() -> None:
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir()}

    assert folders == set(TEXTS)
    for name in folders:
        assert {"subject.txt", "body.txt", "body.html"} <= {path.name for path in (FOLDER / name).iterdir()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEXTS)
def test_text_and_html_say_the_same(template: str, language: str) -> None:
    message = said(template, language)

    text = message.text.split("\n--\n")[0]
    brand, *paragraphs = [said for said, _ in message.preview]
    assert brand == "Trekkportalen"
    assert [part.strip() for part in text.split("\n\n") if part.strip()] == paragraphs
    assert all(link in text for _, link in message.preview)


@pytest.mark.parametrize("template", TEXTS)
def test_every_language_has_its_own_words(template: str) -> None:
    texts = {language: said(template, language) for language in LANGUAGES}

    assert len({one.text for one in texts.values()}) == 3
    assert all(f'<html lang="{language}">' in one.html for language, one in texts.items())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEXTS)
def test_subject_is_one_short_line_and_links_lead_home(template: str, language: str) -> None:
    message = said(template, language)

    assert message.subject.strip() == message.subject
    assert 5 < len(message.subject) < 60
    links = re.findall(r"https?://[^\s\"<]+", message.text + message.html)
    assert all(link.startswith(settings().base_url) for link in links)
    assert not re.search(r"<(img|script|link|iframe)|\bsrc=|url\(", message.html)


def test_sms_is_one_short_message_in_each_language() -> None:
    for path in FOLDER.glob("*/sms.txt"):
        for language in LANGUAGES:
            assert len(said(path.parent.name, language, "SMS").text.strip()) <= 140


def test_receipt_reads_well() -> None:
    message = said("receipt", "nb")

    assert message.subject == "Trekklisten er mottatt"
    assert message.text == Path(__file__).with_name("receipt.txt").read_text()


def test_mail_survives_the_way_with_its_letters() -> None:
    mail = email(7, "anna@fjord.example", "nb", said("sign_in_new_device", "nb"), dt.datetime.now(dt.UTC))
    raw = bytes(mail)

    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 200
    body = mail.get_body(("plain",))
    assert body is not None
    assert "3. november 2026 kl. 14.32" in body.get_content()
