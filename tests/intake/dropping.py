"""Dropping files as a browser does, and lists as payroll systems write them."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from tests.support import people
from tests.support.browser import Browser
from tests.support.cast import Cast
from tests.support.page import Page

PERIOD = "2026-10"
CSV = "Fødselsnummer;Navn;Beløp\n01019012345;Kari Nordby;450,50\n".encode()
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
AMOUNTS = [45_000, 51_600, 61_200, 33_350]


def book(part: str = "xl/workbook.xml", **more: bytes) -> bytes:
    """A zip that looks like a workbook from outside."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<workbook/>")
        for name, data in more.items():
            archive.writestr(name, data)
    return out.getvalue()


def file(name: str, data: bytes = CSV) -> tuple[str, tuple[str, bytes, str]]:
    return ("files", (name, data, "application/octet-stream"))


async def drop(
    browser: Browser, employer: int, files: Sequence[Any], remark: str = "", period: str = PERIOD, agreement: str = ""
) -> Page:
    """Post the page's own form, as multipart even when no file was chosen."""
    fields = {"period": period, "agreement": agreement, "remark": remark}
    return await multipart(browser, f"/e/{employer}/uploads", fields, files)


async def multipart(browser: Browser, path: str, fields: dict[str, str], files: Sequence[Any]) -> Page:
    """The bytes that a browser sends: with no file chosen, a part with an empty name."""
    mark = b"----------------------------prove"
    parts = [
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
        for name, value in {"_csrf": browser._token(), **fields}.items()
    ]
    for name, (called, data, kind) in files or [("files", ("", b"", "application/octet-stream"))]:
        head = f'Content-Disposition: form-data; name="{name}"; filename="{called}"\r\nContent-Type: {kind}\r\n\r\n'
        parts.append(head.encode() + data)
    body = b"".join(b"--" + mark + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + mark + b"--\r\n"
    headers = {
        "content-type": f"multipart/form-data; boundary={mark.decode()}",
        "sec-fetch-site": "same-origin",
        "origin": "http://127.0.0.1:8000",
    }
    return await browser._ask("POST", path, False, headers, content=body)


async def count(table: str) -> int:
    from app import db

    return int(await db.value(f"SELECT COUNT(*) FROM {table}"))


async def stored() -> list[str]:
    """The names of what lies in the store."""
    from app.settings import settings

    folder = settings().data_dir / "files"
    return [str(path) for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def kroner(ore: int) -> str:
    return f"{ore // 100},{ore % 100:02}"


def csv(lines: Sequence[tuple[str, str, int]], period: str = "oktober 2026", heading: str = "Trukket beløp") -> bytes:
    """A list as payroll systems write it: (national id, name, øre) per line, with a sum at the end."""
    total = kroner(sum(ore for _, _, ore in lines))
    body = "".join(f"{number};{name};{kroner(ore)}\n" for number, name, ore in lines)
    return f"Fagforeningstrekk\nPeriode: {period}\n\nFødselsnummer;Navn;{heading}\n{body}Sum;;{total}\n".encode()


def as_expected(amounts: Sequence[int] = AMOUNTS, first: int = 0) -> list[tuple[str, str, int]]:
    return [(people.national_id(first + n), people.name(first + n), ore) for n, ore in enumerate(amounts, 1)]


async def read_files() -> None:
    """What the worker does."""
    from app.jobs.actions import drain
    from app.worker import WORK

    while await drain(WORK):
        pass


async def dropped(browser: Browser, cast: Cast, *files: tuple[str, bytes], agreement: str = "") -> Page:
    """The page of an upload whose files are read."""
    taken = await drop(browser, cast.fjord, [file(name, data) for name, data in files], agreement=agreement)
    assert taken.status == 303
    await read_files()
    return await browser.get(taken.location)


async def take_in(browser: Browser, **changes: Any) -> Page:
    return await browser.submit("#rows", **changes)


async def amounts() -> list[int | None]:
    from app import db

    return [one["deducted"] for one in await db.rows("SELECT deducted FROM deduction_line ORDER BY list_id, n")]


def doubtful() -> bytes:
    body = "".join(
        f"{number};{name};{kroner(ore)};{kroner(ore + 1000 * n)}\n"
        for n, (number, name, ore) in enumerate(strangers(), 1)
    )
    return f"Periode: oktober 2026\n\nFødselsnummer;Navn;Beløp 1;Beløp 2\n{body}".encode()


def strangers() -> list[tuple[str, str, int]]:
    """People whom no list knows, so that nothing expected points a column out."""
    return as_expected([40_000, 41_300, 52_700, 39_900], first=70)


def chosen(node: Any) -> str:
    return " ".join(
        str(option.attributes.get("value")) for option in node.css("option") if "selected" in option.attributes
    )
