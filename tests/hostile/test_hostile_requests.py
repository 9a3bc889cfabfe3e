"""Requests as no library sends them, byte by byte: each is answered or refused, never with a failure of the server."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.protocol import access_tokens
from tests.hostile.served import Served, serving
from tests.nonempty import nonempty
from tests.web.conftest import DATASET

# More digits than Python reads as a number.
DIGITS = b"9" * 4301
NUMBERS = (DIGITS, b"\xd9\xa1", b"\xc2\xb2", b"%D9%A1", b"1e400", b"-1", b"0x1", b"nan", b"%00", b"1%0A")
ADDRESSES = (
    *(b"/sitemap-%s.xml" % number for number in NUMBERS),
    *(b"/things/Person~%s.html" % number for number in NUMBERS),
    *(b"/id/person/ann~%s.html" % number for number in NUMBERS),
    *(b"/suggest.json?q=a&limit=%s" % number for number in NUMBERS),
    *(b"/explore/around.json?thing=id/person/ann&page=%s" % number for number in NUMBERS),
    *(b"/export/graph.gexf?depth=%s" % number for number in NUMBERS),
    *(b"/sparql?query=ASK%%7B%%7D&timeout=%s" % number for number in NUMBERS),
    *(b"/%s%s" % (path, b"%FF") for path in (b"", b"id/", b"dumps/", b"questions/", b"static/", b"things/")),
    *(b"/%s%s" % (path, b"a%00b") for path in (b"", b"id/", b"dumps/", b"questions/", b"static/", b"changes/")),
    *(b"/%s%s" % (path, b"a" * 30_000) for path in (b"", b"id/", b"dumps/", b"questions/", b"static/", b"changes/")),
    *(b"/%s%s" % (path, b"..%2F..%2Fetc%2Fpasswd") for path in (b"", b"id/", b"dumps/", b"static/", b"changes/")),
    *(b"/%s%s" % (path, b"a%0D%0ASet-Cookie:a=b") for path in (b"", b"id/", b"search?q=", b"sparql?format=", b"def/")),
    b"/search?q=\xea\xb0\x80",
    b"/search.html?q=\xff",
    b"//example.org/",
    b"/static/../../etc/passwd",
    b"http://example.org/sparql?query=ASK%7B%7D",
    b"*",
    b"/lookup?uri=http://example.org/%00",
    b"/data?graph=http://example.org/%0A",
    b"/sparql?query=ASK%7B%3Fs%20%3Fp%20%22%5CuD800%22%7D",
    b"/search.html?" + b"q=a&" * 5000,
)
LINES = (
    *(b"%s: %s" % (name, b"a/b;q=0.1," * 5000) for name in (b"Accept", b"Accept-Encoding", b"If-None-Match")),
    *(b"%s: %s" % (name, DIGITS) for name in (b"If-Modified-Since", b"Range", b"If-Range", b"Accept")),
    *(b"%s: \xff" % name for name in (b"Accept", b"Authorization", b"Host", b"Cookie", b"User-Agent", b"Range")),
    b"Range: bytes=%s-" % DIGITS,
    b"If-Modified-Since: Sat, 99 Foo 99999999999999999999 99:99:99 GMT",
    b"If-Modified-Since: Sat, 01 Jan 2020 00:00:00 +99999999999",
    b"Accept: text/html;q=%s" % DIGITS,
    b"Authorization: Bearer " + b"a" * 30_000,
    b"X-Forwarded-Host: \xff, a b",
    b"Content-Length: %s" % DIGITS,
    b"Content-Length: -1",
    b"Transfer-Encoding: odd",
    b"Expect: odd",
    b"X-Large: " + b"a" * 70_000,
    *(b"Host: %s" % host for host in (b"x" * 3000, b"a..b", b"a b", b"[::1", b"a:99999999", b"a.example.org")),
)
METHODS = (b"HEAD", b"OPTIONS", b"POST", b"PUT", b"PATCH", b"DELETE", b"TRACE", b"CONNECT", b"ODD")
# What the server may answer to anything besides answers and refusals: it is busy, or a limit is reached.
BUSY = {503, 504, 507}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("requests")
    (folder / "tiny.nq").write_text(DATASET, encoding="utf-8")
    access_tokens.add_token(folder / "tokens", "reader", access_tokens.READ)
    with serving(folder / "tiny.nq", folder) as running:
        yield running


def exchange(served: Served, request: bytes, *, ends: bool = False) -> bytes:
    """What the server sends for some bytes until it closes the connection; the client may end its sending before."""
    received = b""
    with served.connect() as connection:
        connection.sendall(request)
        if ends:
            connection.shutdown(socket.SHUT_WR)
        while part := connection.recv(1 << 16):
            received += part
    return received


def request(address: bytes, *lines: bytes, method: bytes = b"GET", body: bytes = b"") -> bytes:
    """A request after which the connection is closed."""
    head = (b"%s %s HTTP/1.1" % (method, address), b"Host: localhost", b"Connection: close", *lines, b"", b"")
    return b"\r\n".join(head) + body


def status(answer: bytes) -> int:
    """The status of a response, 0 if there is none."""
    match = re.match(rb"HTTP/1\.1 ([0-9]{3})", answer)
    return int(match[1]) if match else 0


def faults(served: Served, requests: dict[bytes, bytes]) -> dict[bytes, int | bytes]:
    """The requests that are answered with a failure or a path of the machine, or not at all."""
    found: dict[bytes, int | bytes] = {}
    for name, sent in nonempty(requests.items()):
        answer = exchange(served, sent)
        code = status(answer)
        if code == 0 or (code >= 500 and code not in BUSY):
            found[name[:80]] = code
        if str(served.log.parent).encode() in answer or b"Traceback" in answer or b"/usr/" in answer:
            found[name[:80]] = answer[:200]
    return found


def test_any_address_is_answered_or_refused(served: Served) -> None:
    assert faults(served, {address: request(address) for address in ADDRESSES}) == {}


def test_any_header_is_answered_or_refused(served: Served) -> None:
    pages = (b"/", b"/sparql?query=ASK%7B%7D", b"/static/style.css")
    assert faults(served, {line + page: request(page, line) for line in LINES for page in pages}) == {}


def test_any_method_is_answered_or_refused_everywhere(served: Served) -> None:
    pages = (
        b"/",
        b"/sparql",
        b"/data",
        b"/id/person/ann",
        b"/static/style.css",
        b"/health",
        b"/nothing",
        b"*",
        b"/def",
    )
    assert faults(served, {method + page: request(page, method=method) for method in METHODS for page in pages}) == {}


@pytest.mark.parametrize(
    ("size", "code"), [(8_000, 400), (60_000, 400), (64_100, 414), (65_400, 414), (70_000, 414), (1_000_000, 431)]
)
def test_a_long_address_has_a_status_of_its_own(served: Served, size: int, code: int) -> None:
    assert status(exchange(served, request(b"/sparql?query=" + b"a" * size))[:12]) == code


@pytest.mark.parametrize(
    "sent",
    [request(b"/sparql?query=" + b"a" * 64_100), request(b"/sparql?query=ASK%7B%7D", b"X-Large: " + b"a" * 70_000)],
    ids=["address", "headers"],
)
def test_who_sends_too_long_an_address_or_headers_learns_what_to_do(served: Served, sent: bytes) -> None:
    assert b"by POST" in exchange(served, sent)


@pytest.mark.parametrize(
    ("lines", "body"),
    [
        ((b"Transfer-Encoding: chunked",), b"5\r\nASK{}\r\nzz\r\n"),
        ((b"Content-Encoding: gzip", b"Content-Length: 5"), b"ASK{}"),
        ((b"Content-Type: text/plain", b"Content-Length: 5"), b"ASK{}"),
        ((b"Content-Length: 5", b"Content-Length: 4"), b"ASK{}"),
    ],
    ids=["a malformed chunk", "compressed", "two types", "two lengths"],
)
def test_a_body_that_is_not_what_it_is_announced_as_is_not_read(
    served: Served, lines: tuple[bytes, ...], body: bytes
) -> None:
    sent = request(b"/sparql", b"Content-Type: application/sparql-query", *lines, method=b"POST", body=body)
    assert status(exchange(served, sent)) in (0, 400, 415)


@pytest.mark.xfail(reason="granian's HTTP library takes a client that has ended its sending for one that has left")
@pytest.mark.parametrize("method", [b"GET", b"POST"])
def test_a_client_that_has_ended_its_sending_is_answered(served: Served, method: bytes) -> None:
    body = b"ASK {}" if method == b"POST" else b""
    lines = (b"Content-Type: application/sparql-query", b"Content-Length: %d" % len(body)) if body else ()
    sent = request(b"/sparql" if body else b"/sparql?query=ASK%7B%7D", *lines, method=method, body=body)
    assert status(exchange(served, sent, ends=True)) == 200


def test_a_header_and_a_response_are_never_split(served: Served) -> None:
    splitting = [address for address in ADDRESSES if b"Set-Cookie" in address]
    answers = [exchange(served, request(address)) for address in nonempty(splitting)]
    assert [answer for answer in answers if b"\nset-cookie" in answer.lower()] == []
