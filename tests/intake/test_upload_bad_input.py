"""What no page of ours sends: the answer is clear, nothing is kept, and there is never a fault of ours."""

from typing import Any

import pytest

from tests.intake.dropping import CSV, count, drop, file, stored
from tests.support import rows
from tests.support.browser import Browser
from tests.support.cast import Cast

MARK = "----prove"
HEADERS = {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8000"}


@pytest.fixture
async def anna(browser: Browser, cast: Cast) -> Browser:
    await rows.deduction_list(cast.fjord_metall, [45_000])
    await browser.sign_in(cast.anna)
    return browser


def part(name: str, value: bytes, extra: str = "") -> bytes:
    return f'--{MARK}\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n'.encode() + value + b"\r\n"


def csrf(browser: Browser) -> bytes:
    return part("_csrf", browser._token().encode())


def dropped(name: str = "a.csv", data: bytes = CSV, kind: str = "text/csv") -> bytes:
    return part("files", data, f'; filename="{name}"\r\nContent-Type: {kind}')


async def send(browser: Browser, cast: Cast, body: bytes, kind: str = f"multipart/form-data; boundary={MARK}") -> Any:
    return await browser.client.post(
        f"/e/{cast.fjord}/uploads", content=body, headers={**HEADERS, "content-type": kind}
    )


END = f"--{MARK}--\r\n".encode()


async def test_whole_form_by_hand_is_taken(anna: Browser, cast: Cast) -> None:
    body = csrf(anna) + part("period", b"2026-10") + part("agreement", b"") + part("remark", b"") + dropped() + END

    answer = await send(anna, cast, body)

    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("broken", "status"),
    [
        (lambda form: form[:-20], 400),  # cut off
        (lambda form: b"", 400),
        (lambda form: form.replace(b"\r\n\r\n", b"\r\n", 1), 400),
        (lambda form: b"rubbish" * 5000, 400),
        (lambda form: part("remark", b"\xff\xfe") + form, 400),  # not UTF-8
        (lambda form: part("remark", b"en") + form, 400),  # a field twice
        (lambda form: part("unknown", b"x") + form, 400),
        (lambda form: part("remark", b"x" * 70_000) + form, 413),
        (lambda form: b"".join(part(f"f{n}", b"") for n in range(400)) + form, 413),
        (lambda form: part("remark", b"x", '\r\nContent-Type: text/plain; charset="punycode"') + form, 400),
    ],
)
async def test_malformed_form_is_refused_whole(anna: Browser, cast: Cast, broken: Any, status: int) -> None:
    form = part("period", b"2026-10") + part("agreement", b"") + part("remark", b"") + dropped() + END

    answer = await send(anna, cast, csrf(anna) + broken(form))

    assert answer.status_code == status
    assert await count("upload") == await count("stored_file") == 0
    assert await stored() == []


@pytest.mark.parametrize(
    "kind", ["application/json", "text/plain", "multipart/form-data", "multipart/mixed; boundary=x"]
)
async def test_other_content_types_are_refused(anna: Browser, cast: Cast, kind: str) -> None:
    answer = await send(anna, cast, b"{}", kind)

    assert answer.status_code in {400, 415}


async def test_form_without_its_token_takes_no_file(anna: Browser, cast: Cast) -> None:
    answer = await send(anna, cast, part("period", b"2026-10") + dropped() + END)

    assert answer.status_code == 403
    assert await stored() == []


async def test_token_after_the_files_is_too_late(anna: Browser, cast: Cast) -> None:
    answer = await send(anna, cast, part("period", b"2026-10") + dropped() + csrf(anna) + END)

    assert answer.status_code == 403


async def test_more_than_all_files_at_their_limit_is_refused_before_it_is_read(anna: Browser, cast: Cast) -> None:
    headers = {**HEADERS, "content-type": f"multipart/form-data; boundary={MARK}", "content-length": "250000000"}
    answer = await anna.client.post(f"/e/{cast.fjord}/uploads", content=b"x", headers=headers)

    assert answer.status_code == 413


async def test_somebody_signed_out_is_sent_to_sign_in(browser: Browser, cast: Cast) -> None:
    page = await browser.get(f"/e/{cast.fjord}/uploads")
    answer = await browser.client.post(
        f"/e/{cast.fjord}/uploads",
        content=b"x",
        headers={**HEADERS, "content-type": f"multipart/form-data; boundary={MARK}"},
    )

    assert page.location.startswith("/sign-in")
    assert answer.status_code in {303, 403, 415}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\\\Users\\\\kari\\\\trekk.csv", "trekk.csv"),
        ("<script>alert(1)</script>.csv", "script>.csv"),
        ("a\u202egpj.csv", "agpj.csv"),
        ("æøå " + "x" * 300 + ".csv", "x.csv"),
    ],
)
async def test_file_name_is_only_words_on_a_page(anna: Browser, cast: Cast, name: str, shown: str) -> None:
    await drop(anna, cast.fjord, [file(name)])
    page = await anna.follow()
    (said,) = page.said("#files-list .strong")

    assert said.endswith(shown)
    assert len(said) <= 120
    assert len(await stored()) == 1


async def test_remark_over_its_limit_comes_back_with_a_sentence(anna: Browser, cast: Cast) -> None:
    at = await drop(anna, cast.fjord, [file("a.csv")], "x" * 2000)
    over = await anna.post(
        f"{at.location}/files", {"remark": "y" * 2001}, files=[("files", ("b.csv", CSV + b"1", "text/csv"))]
    )

    assert at.status == 303
    assert over.status == 422
    assert "Merknaden kan være på inntil 2000 tegn." in over.words
    assert over.one("#remark").text() == "y" * 2001
    assert await count("upload_file") == 1


async def test_store_that_takes_nothing_is_told_and_leaves_nothing(anna: Browser, cast: Cast) -> None:
    """The folder of the store is a file: what a full or broken disk looks like from here."""
    from app.files.storage import storage

    folder = storage().folder
    assert folder is not None
    if folder.exists():
        folder.rmdir()
    folder.write_text("")
    form = part("period", b"2026-10") + part("agreement", b"") + part("remark", b"merknad") + dropped() + END
    refused = await send(anna, cast, csrf(anna) + form)
    folder.unlink()
    folder.mkdir()
    taken = await drop(anna, cast.fjord, [file("a.csv")], "merknad")

    assert refused.status_code == 503
    assert "Filene er ikke mottatt" in refused.text
    assert "merknad</textarea>" in refused.text
    assert taken.status == 303
    assert await count("upload") == 1


@pytest.mark.parametrize("number", ["0", "99", "x", "-1", "123456789012345678901"])
async def test_delivery_of_a_list_that_is_not_the_uploads_is_refused(anna: Browser, cast: Cast, number: str) -> None:
    taken = await drop(anna, cast.fjord, [file("a.csv")])
    page = await anna.post(f"{taken.location}/delivery", {"list": number, "version": "2", "alone": "yes"})

    assert page.status == 422
    assert await count("submission") == 0


async def test_two_who_drop_at_once_do_not_pass_the_limit(anna: Browser, cast: Cast, new_browser: Any) -> None:
    import asyncio

    bo = await new_browser(cast.bo)
    mine = [file(f"m{n}.csv", CSV + f"m{n}".encode()) for n in range(12)]
    theirs = [file(f"t{n}.csv", CSV + f"t{n}".encode()) for n in range(12)]
    answers = await asyncio.gather(
        drop(anna, cast.fjord, mine), drop(bo, cast.fjord, theirs, agreement=str(cast.fjord_metall))
    )

    assert sorted(answer.status for answer in answers) == [303, 422]
    assert await count("upload_file") == len(await stored()) == 12
