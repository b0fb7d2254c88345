"""The log says what happened, and nothing of anybody's."""

import json
import logging
from typing import Any

import pytest

from app.web import logs

NATIONAL_ID = "01816000064"


def _lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_field_that_is_not_on_the_list_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    logs.log.error("happened", kind="x", name="Kari Nordby", password="hemmelig", id=7)

    (line,) = _lines(capsys)
    assert line.keys() == {"at", "level", "event", "kind", "id"}


@pytest.mark.parametrize(
    "text", [NATIONAL_ID, "018160 00064", f"x{NATIONAL_ID}y", f"/lists?{NATIONAL_ID}", "kode 12345678", "123456"]
)
def test_what_looks_like_somebodys_is_masked(capsys: pytest.CaptureFixture[str], text: str) -> None:
    logs.log.error("happened", outcome=text)

    (line,) = _lines(capsys)
    assert not any(part in line["outcome"] for part in ("01816", "00064", "123456"))


def test_ids_in_a_path_are_kept() -> None:
    path = "/e/1152921504606846975/lists/123456"
    assert logs.cleaned({"path": path}) == {"path": path}


def test_error_is_told_by_its_kind_and_place_alone(capsys: pytest.CaptureFixture[str]) -> None:
    def wrong(secret: str) -> None:
        raise ValueError(f"cannot read {secret}")

    try:
        wrong(NATIONAL_ID)
    except ValueError as error:
        logs.log.error("unexpected", exc_info=error)

    (line,) = _lines(capsys)
    assert line["error"] == "ValueError"
    assert "wrong" in line["where"]
    assert NATIONAL_ID not in str(line)
    assert "cannot read" not in str(line)


def test_line_breaks_cannot_make_a_line() -> None:
    assert logs.cleaned({"event": "a\r\nb\x1b[2J\u2028c\u202ed"})["event"] == "a  b [2J c d"


def test_libraries_say_nothing_of_errors_or_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    handler = logs._Stdlib()
    record = logging.LogRecord("lib", logging.ERROR, "", 0, "said %s", (NATIONAL_ID,), None)
    handler.emit(record)

    (line,) = _lines(capsys)
    assert line["event"] == "said ***********"


async def test_request_is_logged_without_its_query(
    browser: Any, cast: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "_access", True)
    await browser.sign_in(cast.anna)
    await browser.get(f"/dev/bare?name=Kari&id={NATIONAL_ID}", headers={"user-agent": "Kari/1.0"})

    (line,) = _lines(capsys)
    assert line.keys() == {
        "at",
        "level",
        "event",
        "request",
        "method",
        "path",
        "status",
        "ms",
        "bytes",
        "actor",
        "network",
    }
    assert (line["path"], line["status"], line["actor"]) == ("/dev/bare", 200, f"user:{cast.anna.id}")
    assert "Kari" not in str(line)


def test_link_that_opens_once_is_not_in_the_access_log(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "_access", True)
    logs.access("r", "GET", f"/welcome/{'a1_-' * 10}xyz", 200, 1.0, 10, "", "")

    (line,) = _lines(capsys)
    assert line["path"] == "/welcome/…"
