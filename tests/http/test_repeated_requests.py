"""Repeated requests: only one that is equal in all that determines its response is answered again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest

from kg.http.repeated_requests import RepeatedRequests
from kg.http.wsgi import BufferedResponse
from kg.limits import CacheLimits

RESPONSE = BufferedResponse(200, "OK", [], b"answer")


class Headers:
    """Headers as granian gives them: by their names in lower case, each with the values of its lines."""

    def __init__(self, *lines: tuple[str, str]) -> None:
        self._lines = lines

    def get(self, name: str) -> str | None:
        return next(iter(self.get_all(name)), None)

    def get_all(self, name: str) -> list[str]:
        return [value for key, value in self._lines if key == name]

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self._lines))


@dataclass(frozen=True)
class Scope:
    """What granian tells of a request."""

    method: str = "GET"
    scheme: str = "http"
    path: str = "/sparql"
    query_string: str = "query=ASK"
    client: str = "192.0.2.1:4711"
    headers: Headers = field(default_factory=lambda: Headers(("host", "example.org"), ("accept", "text/csv")))


FIRST = Scope()


def answered(scope: Scope, body: bytes = b"", proxies: int = 0) -> list[str]:
    """For which clients a request is answered again after the first one was."""
    clients: list[str] = []

    def again(client: str) -> BufferedResponse:
        clients.append(client)
        return RESPONSE

    requests = RepeatedRequests(CacheLimits(), proxies)
    requests.keep(requests.key(FIRST, b""), again)
    found = requests.find(requests.key(scope, body), scope)
    assert found is (RESPONSE if clients else None)
    return clients


def test_an_equal_request_is_answered_again() -> None:
    assert answered(Scope()) == ["192.0.2.1"]


def test_what_a_client_tells_of_itself_does_not_matter() -> None:
    headers = Headers(("host", "example.org"), ("user-agent", "x"), ("accept", "text/csv"), ("cookie", "a=b"))
    assert answered(Scope(headers=headers)) == ["192.0.2.1"]


HOST = ("host", "example.org")
ACCEPT = ("accept", "text/csv")


@pytest.mark.parametrize(
    "other",
    [
        Scope(method="POST"),
        Scope(method="HEAD"),
        Scope(method="DELETE"),
        Scope(scheme="https"),
        Scope(path="/sparql.csv"),
        Scope(query_string="query=ASK%20"),
        Scope(headers=Headers(HOST)),
        Scope(headers=Headers(("host", "example.com"), ACCEPT)),
        Scope(headers=Headers(HOST, ("accept", "text/html"))),
        Scope(headers=Headers(HOST, ACCEPT, ("accept", "text/html"))),
        Scope(headers=Headers(HOST, ACCEPT, ("accept-encoding", "gzip"))),
        Scope(headers=Headers(HOST, ACCEPT, ("authorization", "Bearer a"))),
        Scope(headers=Headers(HOST, ACCEPT, ("content-type", "text/plain"))),
        Scope(headers=Headers(HOST, ACCEPT, ("x-forwarded-host", "example.com"))),
        Scope(headers=Headers(HOST, ACCEPT, ("x-forwarded-proto", "https"))),
        Scope(headers=Headers(HOST, ACCEPT, ("if-none-match", '"1"'))),
        Scope(headers=Headers(HOST, ACCEPT, ("if-modified-since", "x"))),
        Scope(headers=Headers(HOST, ACCEPT, ("range", "bytes=0-1"))),
    ],
)
def test_another_request_is_answered_anew(other: Scope) -> None:
    assert answered(other) == []


def test_another_body_is_answered_anew() -> None:
    assert answered(FIRST, b"query=ASK") == []


@pytest.mark.parametrize("scope", [Scope(method="HEAD"), Scope(method="PUT")])
def test_only_what_may_be_kept_has_a_key(scope: Scope) -> None:
    assert RepeatedRequests(CacheLimits(), 0).key(scope, b"") is None


def test_a_long_body_has_no_key() -> None:
    requests = RepeatedRequests(replace(CacheLimits(), repeated_bytes=3), 0)
    assert [requests.key(FIRST, body) is None for body in (b"abc", b"abcd")] == [False, True]


def test_a_request_whose_response_is_not_kept_any_more_is_answered_anew() -> None:
    requests = RepeatedRequests(CacheLimits(), 0)
    key = requests.key(FIRST, b"")
    requests.keep(key, lambda _: None)
    assert requests.find(key, FIRST) is None


def test_the_oldest_request_is_forgotten() -> None:
    requests = RepeatedRequests(replace(CacheLimits(), repeated=1), 0)
    second = replace(FIRST, path="/other")
    for scope in (FIRST, second):
        requests.keep(requests.key(scope, b""), lambda _: RESPONSE)
    assert [requests.find(requests.key(scope, b""), scope) for scope in (FIRST, second)] == [None, RESPONSE]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, "198.51.100.9", "192.0.2.1"),
        (1, "203.0.113.7, 198.51.100.9", "198.51.100.9"),
        (2, "203.0.113.7, 198.51.100.9", "203.0.113.7"),
        (3, "203.0.113.7, 198.51.100.9", "192.0.2.1"),
    ],
)
def test_the_client_is_the_one_that_trusted_proxies_name(proxies: int, forwarded: str, client: str) -> None:
    scope = Scope(headers=Headers(HOST, ACCEPT, ("x-forwarded-for", forwarded)))
    assert answered(scope, proxies=proxies) == [client]


def test_clients_with_a_network_of_their_own_are_one() -> None:
    assert answered(Scope(client="[2001:db8::7]:4711")) == ["2001:db8::/64"]
