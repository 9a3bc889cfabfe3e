"""Identical requests in progress at the same time are evaluated once."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from kg.engine.concurrency_limit import ConcurrencyLimit
from kg.http.cache import Cache
from kg.http.memo import SingleFlight
from kg.http.wsgi import BufferedResponse, Environ, request_context
from kg.limits import CacheLimits, RequestLimits
from tests.http.middleware import Blocking, Counting, cached, request, send
from tests.patience import PATIENCE, wait_until

TAGGED = [("ETag", '"1"')]


class Slots(ConcurrencyLimit):
    """Slots that show how many are taken, and by whom they were."""

    def __init__(self, per_client: int) -> None:
        super().__init__(RequestLimits(per_client))
        self.history: list[str] = []
        self.held = 0

    @contextmanager
    def slot(self, client: str) -> Iterator[None]:
        with super().slot(client):
            self.history.append(client)
            self.held += 1
            try:
                yield
            finally:
                self.held -= 1


def waiting(
    application: Blocking, slots: Slots, waiters: int, limits: CacheLimits | None = None
) -> tuple[list[BufferedResponse], list[Environ]]:
    """The responses to a request that the application holds, and to identical ones that wait for it meanwhile."""
    cache = cached(application, limits or CacheLimits(1, wait_seconds=PATIENCE), slots)
    environs = [request() for _ in range(waiters + 1)]
    joined = joins(cache)
    with ThreadPoolExecutor(waiters + 1) as pool:
        futures = [pool.submit(send, cache, environs[0])]
        assert application.started.wait(PATIENCE)
        futures += [pool.submit(send, cache, environ) for environ in environs[1:]]
        wait_until(lambda: len(joined) == waiters or any(future.done() for future in futures))
        application.go.set()
        return [_result(future) for future in futures], environs


def joins(cache: Cache) -> list[str]:
    """The keys of the requests that join an evaluation in progress, from now on."""
    joined: list[str] = []
    join = cache._flights.join

    def noted(key: Hashable) -> Future[BufferedResponse | None] | None:
        if flight := join(key):
            joined.append(str(key))
        return flight

    cache._flights.join = noted  # type: ignore[method-assign]
    return joined


def _result(future: Future[BufferedResponse]) -> BufferedResponse:
    try:
        return future.result(PATIENCE)
    except ZeroDivisionError:
        return BufferedResponse(500, "", [], b"")


def test_identical_requests_are_evaluated_once() -> None:
    application, slots = Blocking(), Slots(8)
    responses, environs = waiting(application, slots, 5)
    assert (application.evaluations, {response.body for response in responses}) == (1, {b"answer"})
    assert [request_context(environ).cache for environ in environs] == [None, *["shared"] * 5]
    assert (slots.history, slots.held) == (["192.0.2.1"] * 5, 0)


@pytest.mark.parametrize("status", [400, 404, 406, 422, 504, 507])
def test_errors_that_depend_on_the_request_alone_are_shared(status: int) -> None:
    application = Blocking(f"{status} Error", [])
    responses, _ = waiting(application, Slots(8), 2)
    assert (application.evaluations, [response.status for response in responses]) == (1, [status] * 3)


@pytest.mark.parametrize(
    ("status", "headers"),
    [(200, []), (401, TAGGED), (403, []), (429, []), (499, []), (500, TAGGED), (502, []), (503, []), (303, TAGGED)],
)
def test_other_answers_are_not_shared(status: int, headers: list[tuple[str, str]]) -> None:
    application = Blocking(f"{status} Any", headers)
    responses, environs = waiting(application, Slots(8), 1)
    assert (application.evaluations, [response.status for response in responses]) == (2, [status] * 2)
    assert request_context(environs[1]).cache is None


def test_an_evaluation_that_fails_leaves_the_others_to_themselves() -> None:
    application = Blocking(fails=True)
    responses, _ = waiting(application, Slots(8), 1)
    assert (application.evaluations, [response.status for response in responses]) == (2, [500, 200])


def test_a_client_without_a_free_slot_is_refused_rather_than_kept_waiting() -> None:
    application, slots = Blocking(), Slots(1)
    # A request that is not refused does not wait, and is evaluated.
    cache = cached(application, CacheLimits(1, wait_seconds=0.0), slots)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(send, cache, request())
        assert application.started.wait(PATIENCE)
        with slots.slot("192.0.2.1"):
            send(cache, request())
        application.go.set()
        first.result(PATIENCE)
    refusal = application.refusals[1]
    assert (application.refusals[0], getattr(refusal, "status", None)) == (None, 429)


@pytest.mark.parametrize("attempts", [1, 3])
def test_a_request_waits_a_limited_number_of_times(attempts: int) -> None:
    application, slots = Blocking(), Slots(8)
    cache = cached(application, CacheLimits(1, wait_seconds=0.0, attempts=attempts), slots)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(send, cache, request())
        assert application.started.wait(PATIENCE)
        second = send(cache, request())
        application.go.set()
        assert first.result(PATIENCE).body == second.body == b"answer"
    assert (application.evaluations, len(slots.history)) == (2, attempts)


def kept_late(limits: CacheLimits) -> tuple[Cache, Counting, Environ]:
    """A cache that kept a response between the first look-up of an identical request and its flight."""
    application = Counting()
    cache = cached(application, limits, Slots(8))
    join = cache._flights.join

    def late(key: str) -> object:
        cache._flights.join = join  # type: ignore[method-assign]
        send(cache, request())
        return join(key)

    cache._flights.join = late  # type: ignore[method-assign,assignment]
    environ = request()
    assert send(cache, environ).body == b"answer"
    return cache, application, environ


def test_a_response_kept_between_the_first_look_up_and_the_flight_is_found() -> None:
    _, application, environ = kept_late(CacheLimits(1))
    assert (application.evaluations, request_context(environ).cache) == (1, "hit")


def test_a_response_found_by_the_second_look_up_is_not_kept_twice() -> None:
    # Two answers of six bytes fill the cache.
    cache, application, _ = kept_late(CacheLimits(1, overhead_bytes=(1 << 19) - 6))
    for path in ("/query", "/sparql", "/query"):
        send(cache, request(PATH_INFO=path))
    assert application.evaluations == 2


def test_a_kept_response_is_sent_while_an_identical_request_is_in_progress() -> None:
    application, slots = Counting(), Slots(1)
    cache = cached(application, CacheLimits(1), slots)
    send(cache, request())
    key = cache._key(request(), "1")
    assert key is not None
    assert cache._flights.join(key) is None
    with slots.slot("192.0.2.1"):
        assert send(cache, request()).body == b"answer"
    assert application.evaluations == 1


@pytest.fixture
def flights() -> SingleFlight[str]:
    """No flights yet."""
    return SingleFlight()


def landed(flights: SingleFlight[str], result: str | None) -> str | None:
    """What a thread that joins a flight gets from it."""
    assert flights.join("key") is None
    flight = flights.join("key")
    assert flight is not None
    flights.land("key", result)
    return flight.result(PATIENCE)


@pytest.mark.parametrize("result", ["value", None])
def test_a_flight_brings_its_result(flights: SingleFlight[str], result: str | None) -> None:
    assert landed(flights, result) == result


def test_another_key_is_another_flight(flights: SingleFlight[str]) -> None:
    assert (flights.join("a"), flights.join("b")) == (None, None)


def test_a_flight_ends_when_it_lands(flights: SingleFlight[str]) -> None:
    landed(flights, "value")
    assert flights.join("key") is None


def test_a_flight_that_takes_too_long_is_given_up(flights: SingleFlight[str]) -> None:
    flights.join("key")
    flight = flights.join("key")
    assert flight is not None
    with pytest.raises(TimeoutError):
        flight.result(0.0)
