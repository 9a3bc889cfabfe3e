"""The slots of clients."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from kg.engine.concurrency_limit import ConcurrencyLimit
from kg.errors import RequestError
from kg.http.clients import client_of
from kg.limits import RequestLimits


@pytest.mark.parametrize("per_client", [1, 3])
def test_a_client_has_a_limited_number_of_slots(per_client: int) -> None:
    limit = ConcurrencyLimit(RequestLimits(per_client, retry_seconds=7))
    with ExitStack() as slots:
        for _ in range(per_client):
            slots.enter_context(limit.slot("a"))
        with pytest.raises(RequestError) as refused, limit.slot("a"):
            pass
    assert (refused.value.status, refused.value.retry_after) == (429, 7)


def test_another_client_has_slots_of_its_own() -> None:
    limit = ConcurrencyLimit(RequestLimits(per_client=1))
    with limit.slot("a"), limit.slot("b"), pytest.raises(RequestError), limit.slot("a"):
        pass


def test_a_slot_returns_however_it_ends() -> None:
    limit = ConcurrencyLimit(RequestLimits(per_client=1))
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), limit.slot("a"):
            raise ZeroDivisionError


def test_a_client_without_slots_taken_is_forgotten() -> None:
    limit = ConcurrencyLimit(RequestLimits(per_client=1))
    with limit.slot("a"):
        assert len(limit._taken) == 1
    assert len(limit._taken) == 0


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8::1:2:3:4", "2001:db8::/64"),
        ("", ""),
        ("x" * 65, "x" * 64),
    ],
)
def test_a_client_is_its_address_or_its_network(address: str, client: str) -> None:
    assert client_of({"REMOTE_ADDR": address}) == client
