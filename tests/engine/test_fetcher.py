"""The courier: whom it asks, what it takes, and when it gives up."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from time import monotonic
from typing import ClassVar
from urllib.parse import parse_qs

import pytest

from kg.engine.fetch_process import answer, askable
from kg.engine.fetcher import Fetcher
from kg.engine.jobs import RdfDocument
from kg.errors import RequestError
from kg.limits import FetchLimits

JSON = b'{"head":{"vars":[]},"results":{"bindings":[]}}'


class Remote(BaseHTTPRequestHandler):
    """A remote host with a path for each of its moods."""

    asked: ClassVar[list[tuple[str, str, str]]] = []
    over = Event()

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Accept"], ""))
        if self.path == "/drip":
            self._drip()
        elif self.path == "/away":
            self._send(302, b"", Location="http://127.0.0.1:1/elsewhere")
        elif self.path == "/large":
            self._send(200, b"x" * (1024 * 1024 + 1))
        elif self.path == "/packed":
            self._send(200, b"x", **{"Content-Encoding": "gzip"})
        elif self.path == "/short":
            self._send(200, b"x", **{"Content-Length": "9"})
        elif self.path == "/broken":
            self._send(500, b"a secret")
        else:
            self._send(200, b"<a:a> <a:b> <a:c> .", **{"Content-Type": "Text/Turtle; charset=utf-8"})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.asked.append((self.path, self.headers["Accept"], body))
        kind = "text/html" if self.path == "/page" else "application/sparql-results+json"
        self._send(200, JSON, **{"Content-Type": kind})

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while not self.over.wait(0.05):
                self.wfile.write(b"x")
        except OSError:
            return

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a remote host on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Remote) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_address[1]
        Remote.over.set()
        server.shutdown()
        thread.join()


@pytest.fixture
def courier(port: int) -> Fetcher:
    """A courier that may ask the remote host."""
    Remote.asked.clear()
    return Fetcher(frozenset({f"127.0.0.1:{port}"}), FetchLimits(5, 1))


def hurried(port: int) -> Fetcher:
    return Fetcher(frozenset({f"127.0.0.1:{port}"}), FetchLimits(0.3, 1))


def status(courier: Fetcher, iri: str) -> int:
    with pytest.raises(RequestError) as caught:
        courier.document(iri)
    return caught.value.status


def test_an_endpoint_is_asked_with_a_form(courier: Fetcher, port: int) -> None:
    assert courier.select(f"http://127.0.0.1:{port}/sparql?a=é", "ASK { ?s ?p 'é' }") == JSON
    path, accept, body = Remote.asked[0]
    assert (path, accept) == ("/sparql?a=%C3%A9", "application/sparql-results+json")
    assert parse_qs(body) == {"query": ["ASK { ?s ?p 'é' }"]}


def test_a_document_has_a_media_type(courier: Fetcher, port: int) -> None:
    assert courier.document(f"HTTP://127.0.0.1:{port}#part") == RdfDocument("text/turtle", b"<a:a> <a:b> <a:c> .")


def test_what_is_no_table_is_no_answer(courier: Fetcher, port: int) -> None:
    with pytest.raises(RequestError, match=r"127\.0\.0\.1:\d+: answers with 'text/html'"):
        courier.select(f"http://127.0.0.1:{port}/page", "ASK {}")


def test_a_redirect_is_not_followed(courier: Fetcher, port: int) -> None:
    with pytest.raises(RequestError, match="status 302, a redirect, which is not followed"):
        courier.document(f"http://127.0.0.1:{port}/away")


def test_a_failure_tells_the_host_and_its_status_only(courier: Fetcher, port: int) -> None:
    with pytest.raises(RequestError, match=rf"^127\.0\.0\.1:{port}: answers with status 500\. Try"):
        courier.document(f"http://127.0.0.1:{port}/broken")


@pytest.mark.parametrize("path", ["large", "packed", "short"])
def test_a_body_is_taken_whole_and_plain_or_not_at_all(courier: Fetcher, port: int, path: str) -> None:
    assert status(courier, f"http://127.0.0.1:{port}/{path}") == 502


def test_a_drip_does_not_stretch_the_deadline(courier: Fetcher, port: int) -> None:
    begun = monotonic()
    with pytest.raises(RequestError) as caught:
        courier.document(f"http://127.0.0.1:{port}/drip", seconds=0.4)
    assert (caught.value.status, monotonic() - begun < 2) == (504, True)


def test_the_deadline_can_only_be_shortened(port: int) -> None:
    with pytest.raises(RequestError) as caught:
        hurried(port).document(f"http://127.0.0.1:{port}/drip", seconds=60)
    assert caught.value.status == 504


def test_who_does_not_answer_at_all_is_late() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert status(hurried(port), f"http://127.0.0.1:{port}/") == 504


def test_who_cannot_be_reached_is_a_bad_gateway() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert status(Fetcher(frozenset({f"127.0.0.1:{port}"}), FetchLimits(5, 1)), f"http://127.0.0.1:{port}/") == 502


@pytest.mark.parametrize(
    "iri",
    [
        "http://example.org/",
        "http://listed.org:8080/",
        "http://listed.org./",
        "http://listed.org@example.org/",
        "http://user:word@listed.org/",
        "http://listed.org\\@example.org/",
        "http://listed.org%2eexample.org/",
        "http://li\u017fted.org/",
        "http://listed.org:/",
        "http://listed.org:080000/",
        "http://listed.org/a b",
        "http://listed.org/\r\nHost: example.org",
        "http://sub.listed.org/",
        "ftp://listed.org/",
        "file:///etc/passwd",
        "//listed.org/",
        "http://2130706433/",
        "http://port.org/",
        "",
    ],
)
def test_nobody_else_is_asked(iri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("subprocess.run", lambda *_, **__: pytest.fail("A process was started."))
    assert status(Fetcher(frozenset({"listed.org", "port.org:81"}), FetchLimits(1, 1)), iri) == 403


def test_the_refusal_tells_what_the_operator_can_do() -> None:
    with pytest.raises(RequestError, match=r"example\.org:81: .*--service example\.org:81"):
        Fetcher(frozenset(), FetchLimits(1, 1)).document("http://Example.org:81/")


JOB = {"scheme": "http", "host": "listed.org", "path": "/", "headers": {}, "body": None, "seconds": 5, "limit": 1}


def test_a_name_does_not_lead_to_a_private_address(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    private = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: private)
    assert answer(JOB | {"port": port, "listed": ["listed.org"]}) == ({"failure": "address"}, b"")


def test_a_name_without_an_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert answer(JOB | {"port": 80, "listed": ["listed.org"]}) == ({"failure": "name"}, b"")


def test_localhost_is_asked_where_it_is_listed_by_that_name(port: int) -> None:
    assert Fetcher(frozenset({f"LocalHost:{port}"}), FetchLimits(5, 1)).document(f"http://localhost:{port}/").body


def test_proxies_of_the_environment_are_ignored(courier: Fetcher, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    assert courier.document(f"http://127.0.0.1:{port}/").body


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07::1", True),
        ("64:ff9b::5db8:d70e", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.1.1", False),
        ("0.0.0.0", False),  # noqa: S104 - asked for, not listened on
        ("240.0.0.1", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("fe80::1%lo", False),
        ("fd00::1", False),
        ("192.0.2.7", True),
        ("::ffff:192.0.2.7", True),
    ],
)
def test_addresses_are_public_or_listed(address: str, asked: bool) -> None:
    assert askable(address, "example.org", ["192.0.2.7"]) is asked
