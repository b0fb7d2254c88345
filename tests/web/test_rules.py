"""What a request must look like to be let in."""

from typing import Any

import pytest

from app.web.front_door import network_of
from app.web.origin import OurOrigins
from app.web.rules import Turned, check_line, headers_of, length_of

HOSTS = frozenset({b"portal.no"})


def _scope(path: bytes = b"/", query: bytes = b"", method: str = "GET", headers: Any = ()) -> dict[str, Any]:
    return {
        "method": method,
        "path": path.decode("latin-1"),
        "raw_path": path,
        "query_string": query,
        "headers": [(b"host", b"portal.no"), *headers],
    }


def _status(scope: dict[str, Any]) -> int:
    try:
        check_line(scope, headers_of(scope), HOSTS)
    except Turned as no:
        return no.status
    return 200


@pytest.mark.parametrize(
    "path",
    [
        b"/",
        b"/sign-in",
        b"/e/1152921504606846975/home",
        b"/e/7/lists/8/lines/3/amount",
        b"/e/7/2026-10",
        b"/letters/7/brev-7.pdf",
        b"/0",
        b"/invitation/3q2-7wAbCdEfGhIjKlMnOpQrStUvWxYz0123456789A",
    ],
)
def test_path_in_our_spelling_is_let_in(path: bytes) -> None:
    assert _status(_scope(path)) == 200


@pytest.mark.parametrize(
    "path",
    [
        b"/lists/007",
        b"/lists/-1",
        b"/lists/+1",
        b"/lists/1_0",
        b"/lists/1e3",
        b"/lists/1.0",
        b"/lists/0x1",
        b"/lists/9223372036854775808",
        b"/lists/99999999999999999999999",
        b"/lists/%D9%A1",
        b"/lists/\xd9\xa1",
        b"/lists/%37",
        b"/lists/7%20",
        b"/.git/config",
        b"/lists/7;x=1",
        b"/lists/7'",
        b"/lists/*",
        b"/lists/~root",
        b"lists",
    ],
)
def test_path_in_another_spelling_is_not_found(path: bytes) -> None:
    assert _status(_scope(path)) == 404


@pytest.mark.parametrize(
    "path", [b"/a/../b", b"/..", b"//evil.example", b"/a//b", b"/a%00", b"/a%2f..", b"/a\\b", b"/a%5Cb"]
)
def test_path_that_climbs_is_malformed(path: bytes) -> None:
    assert _status(_scope(path)) == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "PROPFIND"])
def test_other_methods_are_refused(method: str) -> None:
    assert _status(_scope(method=method)) == 405


@pytest.mark.parametrize("host", [b"", b"evil.example", b"portal.no:81", b"portal.no.evil.example", b"portal.no@evil"])
def test_another_host_is_refused(host: bytes) -> None:
    scope = _scope()
    scope["headers"] = [(b"host", host)]
    assert _status(scope) == 400


def test_host_is_compared_without_case() -> None:
    scope = _scope()
    scope["headers"] = [(b"host", b"Portal.NO")]
    assert _status(scope) == 200


@pytest.mark.parametrize("name", [b"host", b"content-length", b"content-type", b"cookie", b"x-csrf-token", b"origin"])
def test_header_that_may_stand_once_is_refused_twice(name: bytes) -> None:
    assert _status(_scope(headers=[(name, b"1"), (name, b"1")])) == 400


def test_header_that_may_stand_often_is_let_in_twice() -> None:
    assert _status(_scope(headers=[(b"accept", b"a"), (b"accept", b"b")])) == 200


@pytest.mark.parametrize("value", [b"a\x00b", b"a\tb", b"\xc3\xa6", b"a\r\nb", b"\x7f"])
def test_unprintable_header_is_refused(value: bytes) -> None:
    assert _status(_scope(headers=[(b"x-any", value)])) == 400


def test_headers_at_their_limits_are_let_in_and_above_refused() -> None:
    assert _status(_scope(headers=[(f"x-{n}".encode(), b"1") for n in range(63)])) == 200
    assert _status(_scope(headers=[(f"x-{n}".encode(), b"1") for n in range(64)])) == 431
    assert _status(_scope(headers=[(b"x-long", b"1" * 16_000)])) == 200
    assert _status(_scope(headers=[(b"x-long", b"1" * 16_384)])) == 431


def test_long_address_is_refused() -> None:
    assert _status(_scope(b"/a", b"q=" + b"1" * 2044)) == 200
    assert _status(_scope(b"/a", b"q=" + b"1" * 2045)) == 414


def test_query_with_raw_bytes_is_refused() -> None:
    assert _status(_scope(b"/a", b"q=\xe6")) == 400


@pytest.mark.parametrize("length", [b"-1", b"+1", b"1 ", b"0x10", b"\xd9\xa1", b"1,1", b"9999999999999"])
def test_length_that_is_no_number_is_refused(length: bytes) -> None:
    with pytest.raises(Turned):
        length_of({b"content-length": length})


def test_length_with_chunks_is_refused() -> None:
    assert _status(_scope(headers=[(b"content-length", b"1"), (b"transfer-encoding", b"chunked")])) == 400


# Where a form may come from


@pytest.mark.parametrize(
    ("fetch_site", "origin", "ours"),
    [
        (b"same-origin", b"https://portal.no", True),
        (b"same-origin", None, True),
        (None, b"https://portal.no", True),
        (None, b"https://portal.no:443", True),
        (None, None, False),
        (b"none", None, False),
        (b"same-site", b"https://x.portal.no", False),
        (b"cross-site", b"https://evil.example", False),
        (b"cross-site", b"https://portal.no", False),
        (b"same-origin", b"https://evil.example", False),
        (b"same-origin", b"null", False),
        (None, b"null", False),
        (None, b"http://portal.no", False),
        (None, b"https://portal.no.evil.example", False),
        (None, b"https://portal.no:8443", False),
    ],
)
def test_origin_is_ours_only_when_it_is(fetch_site: bytes | None, origin: bytes | None, ours: bool) -> None:
    assert OurOrigins("https://portal.no").is_ours(fetch_site, origin) is ours


def test_portal_on_this_machine_answers_to_both_its_names() -> None:
    assert OurOrigins("http://127.0.0.1:8000").hosts == {b"127.0.0.1:8000", b"localhost:8000"}


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("", ""),
        ("unix:", ""),
        ("192.0.2.77, 10.0.0.1", ""),
    ],
)
def test_network_is_what_is_kept_of_an_address(address: str, network: str) -> None:
    assert network_of(address) == network
