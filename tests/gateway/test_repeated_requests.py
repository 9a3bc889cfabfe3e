"""Repeated requests: only one that is equal in all that determines its response is answered again."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from kg.gateway.repeated_requests import RepeatedRequests
from kg.http.wsgi import BufferedResponse, RequestContext
from kg.limits import CacheLimits
from tests.gateway.requests import Headers, Scope

CLIENT = "192.0.2.1"
RESPONSE = BufferedResponse(200, "OK", [], b"answer")


FIRST = Scope()


class Application:
    """An application that counts what it answers, and for which clients its response was sent again."""

    def __init__(self, *, kept: bool = True, shared: bool = True) -> None:
        self.answers = 0
        self.clients: list[str] = []
        self.waiting: asyncio.Event | None = None
        self._kept, self._shared = kept, shared

    async def __call__(self) -> tuple[BufferedResponse, RequestContext]:
        self.answers += 1
        if self.waiting:
            await self.waiting.wait()
        return RESPONSE, RequestContext(again=self._again if self._shared else None, kept=self._kept)

    def _again(self, client: str) -> BufferedResponse:
        self.clients.append(client)
        return RESPONSE


async def staying() -> None:
    """The departure of a client that does not leave."""
    await asyncio.Event().wait()


async def leaving() -> None:
    """The departure of a client that leaves at once."""


def answered(scope: Scope, body: bytes = b"") -> list[str]:
    """For which clients the response to a first request is sent again as that to another one."""
    application = Application()
    requests = RepeatedRequests(CacheLimits())

    async def send() -> None:
        for sent, content in ((FIRST, b""), (scope, body)):
            assert await requests.answer(sent, content, CLIENT, application, staying) is RESPONSE

    asyncio.run(send())
    assert application.answers == 2 - len(application.clients)
    return application.clients


def evaluations(application: Application, *scopes: Scope, limits: CacheLimits | None = None) -> int:
    """How often an application answers some requests, one after the other."""
    requests = RepeatedRequests(limits or CacheLimits())

    async def send() -> None:
        for scope in scopes:
            await requests.answer(scope, b"body", CLIENT, application, staying)

    asyncio.run(send())
    return application.answers


def test_an_equal_request_is_answered_again() -> None:
    assert answered(Scope()) == [CLIENT]


def test_what_a_client_tells_of_itself_does_not_matter() -> None:
    headers = Headers(("host", "example.org"), ("user-agent", "x"), ("accept", "text/csv"), ("cookie", "a=b"))
    assert answered(Scope(headers=headers)) == [CLIENT]


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
def test_only_what_may_be_kept_is_answered_again(scope: Scope) -> None:
    assert evaluations(Application(), scope, scope) == 2


@pytest.mark.parametrize(
    "scope", [FIRST, replace(FIRST, query_string="query=ASK%20%7B%7D"), replace(FIRST, headers=Headers(HOST, ACCEPT))]
)
def test_only_so_much_of_a_request_is_remembered(scope: Scope) -> None:
    size = len("body") + len(scope.path) + len(scope.query_string) + sum(len(value) for _, value in (HOST, ACCEPT))
    counts = [
        evaluations(Application(), scope, scope, limits=CacheLimits(repeated_bytes=most)) for most in (size, size - 1)
    ]
    assert counts == [1, 2]


def test_a_request_whose_response_is_not_kept_is_answered_anew() -> None:
    assert evaluations(Application(kept=False), FIRST, FIRST) == 2


def test_the_oldest_request_is_forgotten() -> None:
    second = replace(FIRST, path="/other")
    assert evaluations(Application(), FIRST, second, second, FIRST, limits=replace(CacheLimits(), repeated=1)) == 3


def together(application: Application, number: int) -> list[BufferedResponse | None]:
    """The responses to identical requests, all of which are sent before the first is answered."""
    requests = RepeatedRequests(CacheLimits())

    async def send() -> list[BufferedResponse | None]:
        application.waiting = asyncio.Event()
        sent = [asyncio.ensure_future(requests.answer(FIRST, b"", CLIENT, application, staying)) for _ in range(number)]
        await asyncio.sleep(0)
        application.waiting.set()
        return await asyncio.gather(*sent)

    return asyncio.run(send())


@pytest.mark.parametrize("kept", [True, False])
def test_of_identical_requests_in_progress_one_is_answered(kept: bool) -> None:
    application = Application(kept=kept)
    assert together(application, 5) == [RESPONSE] * 5
    assert (application.answers, application.clients) == (1, [CLIENT] * 4)


def test_each_request_whose_response_is_not_shared_is_answered() -> None:
    application = Application(shared=False)
    assert together(application, 5) == [RESPONSE] * 5
    assert application.answers == 5


def test_a_client_that_leaves_does_not_wait() -> None:
    application = Application()

    async def send() -> tuple[BufferedResponse | None, BufferedResponse | None]:
        application.waiting = asyncio.Event()
        requests = RepeatedRequests(CacheLimits())
        first = asyncio.ensure_future(requests.answer(FIRST, b"", CLIENT, application, staying))
        await asyncio.sleep(0)
        second = await requests.answer(FIRST, b"", CLIENT, application, leaving)
        application.waiting.set()
        return await first, second

    assert asyncio.run(send()) == (RESPONSE, None)
    assert application.answers == 1


def test_a_request_that_fails_leaves_the_others_to_be_answered() -> None:
    application, failures = Application(), [ZeroDivisionError()]

    async def failing() -> tuple[BufferedResponse, RequestContext]:
        result = await application()
        if failures:
            raise failures.pop()
        return result

    async def send() -> list[BufferedResponse | BaseException | None]:
        requests = RepeatedRequests(CacheLimits())
        return await asyncio.gather(
            *(requests.answer(FIRST, b"", CLIENT, failing, staying) for _ in range(3)), return_exceptions=True
        )

    first, *others = asyncio.run(send())
    assert isinstance(first, ZeroDivisionError)
    assert others == [RESPONSE, RESPONSE]
