"""Messages: queued with what they tell of, sent over real SMTP and HTTP, tried again, given up with a reason."""

import contextlib
import datetime as dt
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from app import clock
from app.jobs.actions import drain
from app.messages import letter
from app.messages.actions import queue, send_again
from app.messages.jobs import WORK
from app.settings import settings
from tests.support.mail import Gateway, Sink, certificate, mail_server, sms_gateway

PATH = "/e/12/submissions/34"
Set = Callable[..., None]


@pytest.fixture(autouse=True)
def clock_stands_right() -> Iterator[None]:
    yield
    clock.shift(dt.timedelta())


@pytest.fixture
def set_(monkeypatch: pytest.MonkeyPatch) -> Set:
    """Another installation for this test: settings are read once per process."""

    def change(**changes: Any) -> None:
        changed = msgspec.structs.replace(settings(), demo=False, **changes)
        for name in ("actions", "letter", "smtp", "sms"):
            monkeypatch.setattr(sys.modules[f"app.messages.{name}"], "settings", lambda: changed)

    return change


async def a_user(db: Any, email: str = "anna@fjord.example", language: str = "nb", active: bool = True) -> int:
    user_id = int(db.new_id())
    await db.execute(
        "INSERT INTO portal_user (id, kind, email, email_fold, name, language, active, created_at) "
        "VALUES (?, 'EMPLOYER', ?, ?, 'Anna Berg', ?, ?, ?)",
        *(user_id, email, email, language, active, clock.now()),
    )
    return user_id


async def turn(minutes: int = 0) -> None:
    clock.shift(clock._shift + dt.timedelta(minutes=minutes))
    await drain(WORK)


async def message(db: Any) -> dict[str, Any]:
    (found,) = await db.rows("SELECT * FROM message")
    return found


async def test_user_is_told_in_their_language_at_their_own_address(db: Any, set_: Set) -> None:
    user = await a_user(db, language="en")
    async with mail_server(Sink()) as sink:
        set_(smtp_url=f"smtp://127.0.0.1:{sink.port}", base_url="https://trekk.example")
        async with db.transaction():
            message_id = await queue("receipt", to_user=user, dedupe="receipt|34", path=PATH)
        await turn()

    (mail,) = sink.taken
    (envelope,) = sink.envelopes
    assert envelope.rcpt_tos == ["anna@fjord.example"]
    assert mail.get_all("To") == ["anna@fjord.example"]
    assert (mail["Cc"], mail["Bcc"], mail["Content-Language"]) == (None, None, "en")
    assert mail["Message-ID"] == f"<m{message_id}@trekkportalen.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    for kind in ("plain", "html"):
        body = mail.get_body((kind,))
        assert body is not None
        assert f"https://trekk.example{PATH}" in body.get_content()
    sent = await message(db)
    assert (sent["state"], sent["values_sealed"], sent["attempts"]) == ("SENT", "", 1)


async def test_rolled_back_change_tells_nobody(db: Any, set_: Set) -> None:
    user = await a_user(db)
    async with mail_server(Sink()) as sink:
        set_(smtp_url=f"smtp://127.0.0.1:{sink.port}")
        with contextlib.suppress(ZeroDivisionError):
            async with db.transaction():
                await queue("receipt", to_user=user, path=PATH)
                raise ZeroDivisionError
        await turn()

    assert (sink.tried, await db.rows("SELECT id FROM message")) == (0, [])


async def test_same_thing_is_told_once(db: Any, set_: Set) -> None:
    user = await a_user(db)
    async with mail_server(Sink()) as sink:
        set_(smtp_url=f"smtp://127.0.0.1:{sink.port}")
        for _ in range(40):
            await queue("receipt", to_user=user, dedupe="letters|batch 7", path=PATH)
        await turn()
        await turn()

    assert len(sink.taken) == 1


async def test_user_who_has_left_is_not_told(db: Any) -> None:
    user = await a_user(db, active=False)

    assert await queue("receipt", to_user=user, path=PATH) is None


@pytest.mark.parametrize("answers", [["451 4.3.0 later", "250 OK"], ["DROP", "250 OK"], ["421 busy", "250 OK"]])
async def test_message_refused_for_now_is_sent_later(db: Any, set_: Set, answers: list[str]) -> None:
    user = await a_user(db)
    async with mail_server(Sink(answers)) as sink:
        set_(smtp_url=f"smtp://127.0.0.1:{sink.port}")
        await queue("receipt", to_user=user, path=PATH)
        await turn()
        waiting = await message(db)
        await turn(minutes=2)

    assert waiting["state"] == "WAITING"
    assert waiting["problem"].startswith("SMTP ")
    assert (len(sink.taken), sink.tried, (await message(db))["state"]) == (1, 2, "SENT")


@pytest.mark.parametrize("at_rcpt", [True, False])
async def test_message_refused_for_good_is_a_dead_letter_with_its_reason(db: Any, set_: Set, at_rcpt: bool) -> None:
    user = await a_user(db)
    refusal = "550 5.1.1 <anna@fjord.example> unknown, says Kari Nordmann"
    async with mail_server(Sink([refusal], at_rcpt=at_rcpt)) as sink:
        set_(smtp_url=f"smtp://127.0.0.1:{sink.port}")
        await queue("receipt", to_user=user, path=PATH)
        await turn()
        await turn(minutes=60)

    failed = await message(db)
    assert (failed["state"], failed["problem"], sink.tried) == ("FAILED", "SMTP 550 5.1.1", 1)
    job = await db.row("SELECT state, problem FROM outbox")
    assert job == {"state": "DEAD", "problem": "SMTP 550 5.1.1"}
    assert await db.value("SELECT event FROM audit_event") == "message_failed"


async def test_failed_message_can_be_sent_again(db: Any, set_: Set) -> None:
    user = await a_user(db)
    async with mail_server(Sink(["550 no", "250 OK"])) as sink:
        set_(smtp_url=f"smtp://127.0.0.1:{sink.port}")
        message_id = await queue("receipt", to_user=user, path=PATH)
        await turn()
        assert await send_again(message_id or 0)
        await turn()

    assert (await message(db))["state"] == "SENT"
    assert not await send_again(message_id or 0)


async def test_server_that_hangs_is_left_after_a_while(db: Any, set_: Set, monkeypatch: Any) -> None:
    from app.messages import smtp

    monkeypatch.setattr(smtp, "SECONDS", 0.3)
    smtp._way.cache_clear()
    user = await a_user(db)
    async with mail_server(Sink(["HANG"])) as sink:
        set_(smtp_url=f"smtp://127.0.0.1:{sink.port}")
        await queue("receipt", to_user=user, path=PATH)
        await turn()

    waiting = await message(db)
    assert (waiting["state"], waiting["attempts"]) == ("WAITING", 1)
    assert "Timeout" in waiting["problem"]


async def test_no_server_at_all_is_tried_for_three_days_and_then_failed(db: Any, set_: Set) -> None:
    set_(smtp_url="smtp://127.0.0.1:1")
    await queue("receipt", to_user=await a_user(db), path=PATH)

    for _ in range(190):
        await turn(minutes=30)

    failed = await message(db)
    assert (failed["state"], failed["problem"]) == ("FAILED", "SMTP SMTPConnectError")
    assert failed["attempts"] == 21  # the twenty tries and the giving up


async def test_wrong_password_is_ours_to_put_right_and_not_the_messages_end(db: Any, set_: Set, tmp_path: Path) -> None:
    tls, known = certificate(tmp_path)
    async with mail_server(Sink(), tls=tls, password="right") as sink:
        url = f"smtp://portal:%s@127.0.0.1:{sink.port}?starttls=required&cafile={known}"
        set_(smtp_url=url % "wrong")
        await queue("receipt", to_user=await a_user(db), path=PATH)
        await turn()
        refused = await message(db)
        set_(smtp_url=url % "right")
        await turn(minutes=2)

    assert (refused["state"], refused["problem"]) == ("WAITING", "SMTP 535 5.7.8")
    assert ((await message(db))["state"], len(sink.taken)) == ("SENT", 1)


async def test_server_without_a_known_certificate_gets_nothing(db: Any, set_: Set, tmp_path: Path) -> None:
    tls, _ = certificate(tmp_path)
    async with mail_server(Sink(), tls=tls) as sink:
        set_(smtp_url=f"smtp://127.0.0.1:{sink.port}?starttls=required")
        await queue("receipt", to_user=await a_user(db), path=PATH)
        await turn()

    assert (sink.tried, (await message(db))["state"]) == (0, "WAITING")


async def test_server_that_offers_no_encryption_gets_nothing_when_it_is_required(db: Any, set_: Set) -> None:
    async with mail_server(Sink()) as sink:
        set_(smtp_url=f"smtp://127.0.0.1:{sink.port}?starttls=required")
        await queue("receipt", to_user=await a_user(db), path=PATH)
        await turn()

    assert (sink.tried, (await message(db))["state"]) == (0, "WAITING")


async def test_sms_goes_through_the_gateway(db: Any, set_: Set) -> None:
    async with sms_gateway(Gateway()) as gateway:
        set_(sms_url=f"http://portal:s3cret@127.0.0.1:{gateway.port}/send?from=Trekk")
        message_id = await queue("code", to_mobile="912 34 567", language="nb", code="123456", minutes=10)
        await turn()

    ((head, body),) = gateway.asked
    said = json.loads(body)
    assert head.startswith("POST /send HTTP/1.1")
    assert "authorization: basic" in head.lower()
    assert (said["to"], said["from"], said["reference"]) == ("+4791234567", "Trekk", f"m{message_id}")
    assert said["text"].startswith("123456 er engangskoden din til Trekkportalen.")
    assert (await message(db))["state"] == "SENT"


@pytest.mark.parametrize(
    "status, state, problem",
    [(500, "WAITING", "SMS 500"), (429, "WAITING", "SMS 429"), (401, "WAITING", "SMS 401"), (400, "FAILED", "SMS 400"),
     (302, "WAITING", "SMS 302")],
)  # fmt: skip
async def test_gateway_that_refuses(db: Any, set_: Set, status: int, state: str, problem: str) -> None:
    async with sms_gateway(Gateway([status])) as gateway:
        set_(sms_url=f"http://127.0.0.1:{gateway.port}/send?token=abc")
        await queue("code", to_mobile="+4791234567", language="nb", code="123456", minutes=10)
        await turn()

    found = await message(db)
    assert (found["state"], found["problem"], len(gateway.asked)) == (state, problem, 1)


async def test_code_that_would_come_too_late_is_not_sent(db: Any, set_: Set) -> None:
    async with sms_gateway(Gateway([503, 200])) as gateway:
        set_(sms_url=f"http://127.0.0.1:{gateway.port}/send")
        await queue("code", to_mobile="+4791234567", language="nb", code="123456", minutes=10)
        await turn()
        await turn(minutes=11)

    found = await message(db)
    assert (found["state"], found["problem"], len(gateway.asked)) == ("FAILED", "too late to be of use", 1)


async def test_demo_sends_nothing_and_keeps_what_it_would_have_said(db: Any) -> None:
    assert settings().demo
    await queue("receipt", to_user=await a_user(db), path=PATH)

    await turn()

    found = await message(db)
    assert found["state"] == "SENT"
    assert found["values_sealed"] != ""


async def test_installation_without_a_mail_server_says_so(db: Any, set_: Set) -> None:
    set_(smtp_url="")
    await queue("receipt", to_user=await a_user(db), path=PATH)

    await turn()

    found = await message(db)
    assert (found["state"], found["problem"]) == ("FAILED", "SMTP_URL is not set")


@pytest.mark.parametrize(
    "address",
    ["a@b.no,c@d.no", "a@b.no\nBcc: c@d.no", "a@b.no\r\n", "a@b.no>\nBcc:", "Anna <a@b.no>", "a@b.no;c@d.no", "", "a@b",
     '"a b"@c.no', "x" * 250 + "@b.no"],
)  # fmt: skip
async def test_address_that_is_not_one_plain_address_is_refused(db: Any, address: str) -> None:
    if address.strip() == "a@b.no":
        assert await queue("receipt", to_email=address.strip(), language="nb", path=PATH) is not None
        return

    with pytest.raises(ValueError, match="not an address"):
        await queue("receipt", to_email=address, language="nb", path=PATH)


def test_letter_to_two_cannot_be_made() -> None:
    said = letter.words("EMAIL", "receipt", "nb", {"path": PATH})

    for recipient in ("a@b.no,c@d.no", "a@b.no\nBcc: c@d.no"):
        with pytest.raises(ValueError, match=r"."):
            letter.email(1, recipient, "nb", said, clock.now())


async def test_secrets_lie_sealed_and_job_and_log_know_only_the_id(db: Any, set_: Set, capfd: Any, caplog: Any) -> None:
    from tests.support.people import national_id

    canaries = ["73519264", national_id(4)]
    caplog.set_level("INFO")
    caplog.set_level("CRITICAL", logger="mail.log")  # the server's own
    async with mail_server(Sink([f"451 {canaries[1]} anna@fjord.example", "550 no"])) as sink:
        set_(smtp_url=f"smtp://127.0.0.1:{sink.port}")
        await queue("code", to_email="anna@fjord.example", language="nb", code=canaries[0], minutes=10)
        at_rest = await db.rows("SELECT payload, problem FROM outbox")
        sealed = await message(db)
        await turn()
        await turn(minutes=2)

    left = json.dumps(
        [at_rest, sealed, await db.rows("SELECT * FROM outbox"), await db.rows("SELECT * FROM message"),
         await db.rows("SELECT * FROM audit_event")], default=str
    )  # fmt: skip
    out = capfd.readouterr()
    logged = caplog.text + out.out + out.err
    for canary in canaries:
        assert canary not in left
        assert canary not in logged
    assert "anna@fjord.example" not in logged
