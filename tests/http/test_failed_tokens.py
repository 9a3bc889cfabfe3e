"""Failed tokens: a client that sends many has to wait, and others do not."""

from __future__ import annotations

import pytest

from kg.errors import RequestError
from kg.http.failed_tokens import FailedTokens
from kg.limits import RequestLimits

LIMITS = RequestLimits(failed_tokens=3, failed_token_seconds=2.0, failed_clients=5)


class Clock:
    """A time that tests set."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def exhausted(failed: FailedTokens, client: str) -> None:
    """Have a client fail as often as it may."""
    for _ in range(LIMITS.failed_tokens):
        failed.note(client)


def wait(failed: FailedTokens, client: str) -> int | None:
    """The seconds that a client has to wait after one more failure, which is refused."""
    with pytest.raises(RequestError) as caught:
        failed.note(client)
    assert caught.value.status == 429
    return caught.value.retry_after


def test_a_client_waits_after_too_many_failures() -> None:
    failed = FailedTokens(LIMITS, Clock())
    exhausted(failed, "a")
    assert [wait(failed, "a") for _ in range(10)] == [2] * 10


def test_other_clients_do_not_wait() -> None:
    failed = FailedTokens(LIMITS, Clock())
    exhausted(failed, "a")
    exhausted(failed, "b")


def test_failures_are_forgotten_one_after_the_other() -> None:
    clock = Clock()
    failed = FailedTokens(LIMITS, clock)
    exhausted(failed, "a")
    clock.now += LIMITS.failed_token_seconds
    failed.note("a")
    assert wait(failed, "a") == 2
    clock.now += 1000
    exhausted(failed, "a")


def test_a_limited_number_of_clients_is_remembered() -> None:
    failed = FailedTokens(LIMITS, Clock())
    for number in range(1000):
        failed.note(str(number))
    assert len(failed._forgotten) == LIMITS.failed_clients
