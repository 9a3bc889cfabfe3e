"""Values that are memoized for one state of the dataset."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from kg.http.memo import Memo
from tests.patience import PATIENCE


class Values:
    """Keys whose values are computed, in order."""

    def __init__(self, memo: Memo) -> None:
        self.memo = memo
        self.computed: list[str] = []

    def get(self, key: str, state: str = "a") -> object:
        """The value for a key."""

        def compute() -> str:
            self.computed.append(key)
            return key.upper()

        return self.memo.memoize(state, key, compute)


@pytest.fixture
def values() -> Values:
    """A memo for two values."""
    return Values(Memo(2))


def test_a_value_is_computed_once(values: Values) -> None:
    assert ([values.get("x") for _ in range(3)], values.computed) == (["X"] * 3, ["x"])


@pytest.mark.parametrize("value", [None, 0, ""])
def test_any_value_is_memoized(value: object) -> None:
    memo = Memo(2)
    assert memo.memoize("a", "key", lambda: value) == value
    assert memo.memoize("a", "key", lambda: "another") == value


def test_another_state_is_computed_anew(values: Values) -> None:
    for state in ("a", "b", "b", "a"):
        values.get("x", state)
    assert values.computed == ["x", "x", "x"]


def test_a_state_keeps_no_values_of_another(values: Values) -> None:
    values.get("x", "a")
    values.get("y", "b")
    values.get("x", "b")
    assert values.computed == ["x", "y", "x"]


def test_as_many_values_as_the_limit_are_kept(values: Values) -> None:
    for key in "xyxy":
        values.get(key)
    assert values.computed == ["x", "y"]


def test_the_least_recently_used_value_goes_first(values: Values) -> None:
    for key in "xyxzxy":
        values.get(key)
    assert values.computed == ["x", "y", "z", "y"]


def test_concurrent_callers_compute_a_value_once() -> None:
    memo, started, go = Memo(8), Event(), Event()
    computed: list[int] = []

    def compute() -> int:
        started.set()
        assert go.wait(PATIENCE)
        computed.append(len(computed))
        return len(computed)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(memo.memoize, "a", "key", compute)
        assert started.wait(PATIENCE)
        second = pool.submit(memo.memoize, "a", "key", compute)
        go.set()
        assert (first.result(PATIENCE), second.result(PATIENCE), len(computed)) == (1, 1, 1)


def test_a_computation_that_fails_is_tried_again() -> None:
    memo = Memo(8)
    with pytest.raises(ZeroDivisionError):
        memo.memoize("a", "key", lambda: 1 // 0)
    assert memo.memoize("a", "key", lambda: 1) == 1


def test_a_caller_that_waited_in_vain_computes_itself() -> None:
    memo, started, joined = Memo(8), Event(), Event()
    join = memo._flights.join

    def joining(key: object) -> object:
        flight = join(key)
        if flight is not None:
            joined.set()
        return flight

    memo._flights.join = joining  # type: ignore[method-assign,assignment]

    def fail() -> int:
        started.set()
        assert joined.wait(PATIENCE)
        return 1 // 0

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(memo.memoize, "a", "key", fail)
        assert started.wait(PATIENCE)
        second = pool.submit(memo.memoize, "a", "key", lambda: 2)
        assert second.result(PATIENCE) == 2
        assert isinstance(first.exception(PATIENCE), ZeroDivisionError)


def test_a_value_that_was_kept_before_the_flight_is_found(values: Values) -> None:
    join = values.memo._flights.join

    def late(key: object) -> object:
        values.memo._flights.join = join  # type: ignore[method-assign]
        values.get("x")
        return join(key)

    values.memo._flights.join = late  # type: ignore[method-assign,assignment]
    assert (values.get("x"), values.computed) == ("X", ["x"])


def test_a_value_of_a_state_that_has_passed_is_not_kept(values: Values) -> None:
    def compute() -> str:
        values.get("y", "b")
        return "old"

    assert values.memo.memoize("a", "x", compute) == "old"
    assert values.get("x", "b") == "X"


def test_a_computation_may_memoize_other_keys(values: Values) -> None:
    nested: Callable[[], object] = lambda: values.get("y")  # noqa: E731
    assert (values.memo.memoize("a", "x", nested), values.computed) == ("Y", ["y"])
