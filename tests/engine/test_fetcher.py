"""The fetcher: the hosts it allows, the responses it takes, and the deadlines it keeps."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import ClassVar
from urllib.parse import parse_qs

import pytest

from kg.engine.fetch_process import Fetch, FetchedResponse, is_allowed
from kg.engine.fetcher import Fetcher
from kg.engine.jobs import RdfDocument
from kg.errors import DataError, RequestError
from kg.limits import FetchLimits
from tests.conftest import ROOT

JSON = b'{"head":{"vars":[]},"results":{"bindings":[]}}'
MB = 1024 * 1024
# Keys and certificates made with openssl, valid from 2000 to 2126 but for expired.pem.
TLS = ROOT / "tests/fixtures/tls"


class Remote(BaseHTTPRequestHandler):
    """A remote host with a path for each kind of response."""

    requests: ClassVar[list[tuple[str, str, str]]] = []
    over = Event()

    def do_GET(self) -> None:
        self.requests.append((self.path, self.headers["Accept"], ""))
        match self.path:
            case "/drip":
                self._drip()
            case "/away":
                self._send(302, b"", Location=f"http://{self.headers['Host']}/elsewhere")
            case "/largest":
                self._send(200, b"x" * MB)
            case "/large":
                self._send(200, b"x" * (MB + 1))
            case "/packed":
                self._send(200, b"x", **{"Content-Encoding": "gzip"})
            case "/short":
                self._send(200, b"x", **{"Content-Length": "9"})
            case "/broken":
                self._send(500, b"a secret")
            case _:
                self._send(200, b"<a:a> <a:b> <a:c> .", **{"Content-Type": "Text/Turtle; charset=utf-8"})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.requests.append((self.path, self.headers["Accept"], body))
        kind = "text/html" if self.path == "/page" else "application/sparql-results+json"
        self._send(200, JSON, **{"Content-Type": kind})

    def _drip(self) -> None:
        """Send a byte now and then, without end."""
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


@contextmanager
def remote(certificate: str | None = None) -> Iterator[int]:
    """A remote host on this machine, over TLS if it has a certificate; yields its port."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Remote) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(TLS / f"{certificate}.pem")
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a remote host on this machine."""
    with remote() as number:
        yield number
        Remote.over.set()


@pytest.fixture
def fetcher(port: int) -> Fetcher:
    """A fetcher that may connect to the remote host."""
    Remote.requests.clear()
    return allowing(f"127.0.0.1:{port}")


def allowing(*hosts: str, seconds: float = 60) -> Fetcher:
    return Fetcher(frozenset(hosts), FetchLimits(seconds, 1))


def refused(fetcher: Fetcher, iri: str, seconds: float | None = None) -> RequestError:
    with pytest.raises(RequestError) as caught:
        fetcher.document(iri, seconds)
    return caught.value


@pytest.mark.parametrize("entry", ["", "http://example.org/", "a b", "example.org:0", "example.org:99999"])
def test_an_entry_that_is_not_a_host_is_reported(entry: str) -> None:
    with pytest.raises(DataError, match=r"--service: .* is not a valid host\. Give a host or host:port"):
        allowing(entry)


def test_a_query_is_posted_as_a_form(fetcher: Fetcher, port: int) -> None:
    assert fetcher.select(f"http://127.0.0.1:{port}/sparql?a=é", "ASK { ?s ?p 'é' }") == JSON
    ((path, accept, body),) = Remote.requests
    assert (path, accept) == ("/sparql?a=%C3%A9", "application/sparql-results+json")
    assert parse_qs(body) == {"query": ["ASK { ?s ?p 'é' }"]}


def test_a_document_has_a_media_type(fetcher: Fetcher, port: int) -> None:
    assert fetcher.document(f"HTTP://127.0.0.1:{port}#part") == RdfDocument("text/turtle", b"<a:a> <a:b> <a:c> .")


def test_an_answer_in_another_format_is_refused(fetcher: Fetcher, port: int) -> None:
    with pytest.raises(RequestError, match=r"127\.0\.0\.1:\d+: sends 'text/html'"):
        fetcher.select(f"http://127.0.0.1:{port}/page", "ASK {}")


def test_a_redirect_is_not_followed(fetcher: Fetcher, port: int) -> None:
    error = refused(fetcher, f"http://127.0.0.1:{port}/away")
    assert "status 302, a redirect, which is not followed" in str(error)
    assert [path for path, _, _ in Remote.requests] == ["/away"]


def test_a_failure_reports_the_host_and_its_status_only(fetcher: Fetcher, port: int) -> None:
    error = refused(fetcher, f"http://127.0.0.1:{port}/broken")
    assert str(error).startswith(f"127.0.0.1:{port}: responds with status 500. Try")


@pytest.mark.parametrize("path", ["large", "packed", "short"])
def test_a_body_is_read_whole_and_uncompressed_or_not_at_all(fetcher: Fetcher, port: int, path: str) -> None:
    assert refused(fetcher, f"http://127.0.0.1:{port}/{path}").status == 502


def test_a_body_as_large_as_the_limit_is_read(fetcher: Fetcher, port: int) -> None:
    assert len(fetcher.document(f"http://127.0.0.1:{port}/largest").body) == MB


def test_a_body_that_drips_meets_the_deadline(fetcher: Fetcher, port: int) -> None:
    # The body has no end, so the fetch returns only because of its deadline.
    assert refused(fetcher, f"http://127.0.0.1:{port}/drip", seconds=0.4).status == 504


def test_a_request_cannot_extend_the_deadline(port: int) -> None:
    hurried = allowing(f"127.0.0.1:{port}", seconds=0.3)
    assert refused(hurried, f"http://127.0.0.1:{port}/drip", seconds=600).status == 504


def test_a_host_that_sends_nothing_meets_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert refused(allowing(f"127.0.0.1:{port}", seconds=0.3), f"http://127.0.0.1:{port}/").status == 504


def test_a_host_that_cannot_be_reached_is_a_bad_gateway() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    error = refused(allowing(f"127.0.0.1:{port}"), f"http://127.0.0.1:{port}/")
    assert (error.status, "cannot be reached" in str(error)) == (502, True)


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
def test_no_other_host_is_connected_to(iri: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("subprocess.run", lambda *_, **__: pytest.fail("A process was started."))
    assert refused(allowing("listed.org", "port.org:81"), iri).status == 403


def test_a_refusal_names_the_option_that_allows_the_host() -> None:
    message = str(refused(allowing(), "http://Example.org:81/"))
    assert message.startswith("example.org:81: is not among the hosts")
    assert "--service example.org:81" in message


FETCH = Fetch("http", "listed.org", 80, "/", {}, None, 60, 1, ["listed.org"])


def resolving(*addresses: tuple[str, int]) -> Callable[..., object]:
    """A name server that gives every name the same addresses."""
    return lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", address) for address in addresses]


def test_a_name_does_not_lead_to_a_private_address(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolving(("127.0.0.1", port)))
    assert FETCH._replace(port=port).response() == FetchedResponse(failure="address")


def test_a_name_without_an_address_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert FETCH.response() == FetchedResponse(failure="name")


def test_localhost_is_connected_to_if_it_is_listed_by_that_name(port: int) -> None:
    assert allowing(f"LocalHost:{port}").document(f"http://localhost:{port}/").body


def test_proxies_of_the_environment_are_ignored(fetcher: Fetcher, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    assert fetcher.document(f"http://127.0.0.1:{port}/").body


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07::1", True),
        ("64:ff9b::5db8:d70e", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("224.0.1.1", False),
        ("0.0.0.0", False),  # noqa: S104 - connected to, not listened on
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
def test_addresses_are_public_or_listed(address: str, allowed: bool) -> None:
    assert is_allowed(address, "example.org", ["192.0.2.7"]) is allowed


# TLS.


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_host_with_a_trusted_certificate_is_fetched_from(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "authority.pem"))
    with remote("valid") as port:
        assert allowing(f"{host}:{port}").document(f"https://{host}:{port}/").media_type == "text/turtle"


@pytest.mark.parametrize(
    ("certificate", "authority"),
    [("valid", "other_authority"), ("valid", None), ("other_host", "authority"), ("expired", "authority")],
)
def test_a_certificate_that_cannot_be_trusted_is_refused(
    certificate: str, authority: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    if authority:
        monkeypatch.setenv("SSL_CERT_FILE", str(TLS / f"{authority}.pem"))
    Remote.requests.clear()
    with remote(certificate) as port:
        error = refused(allowing(f"localhost:{port}"), f"https://localhost:{port}/")
    assert (error.status, "no secure connection that can be trusted" in str(error)) == (502, True)
    assert Remote.requests == []


def test_a_host_without_tls_is_not_fetched_from_over_https(port: int) -> None:
    error = refused(allowing(f"localhost:{port}"), f"https://localhost:{port}/")
    assert (error.status, "no secure connection that can be trusted" in str(error)) == (502, True)
