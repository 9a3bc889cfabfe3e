"""What is remembered between requests."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event

from kg.http.memo import Memo


def test_what_was_found_is_remembered() -> None:
    memory = Memo(8)
    assert (memory.memoize("a", "key", lambda: 1), memory.memoize("a", "key", lambda: 2)) == (1, 1)


def test_another_state_is_found_anew() -> None:
    memory = Memo(8)
    assert (memory.memoize("a", "key", lambda: 1), memory.memoize("b", "key", lambda: 2)) == (1, 2)


def test_what_two_ask_for_at_a_time_is_found_once() -> None:
    memory, begun, go = Memo(8), Event(), Event()
    found: list[int] = []

    def find() -> int:
        begun.set()
        go.wait(10)
        found.append(len(found))
        return len(found)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(memory.memoize, "a", "key", find)
        begun.wait(10)
        second = pool.submit(memory.memoize, "a", "key", find)
        go.set()
    assert (first.result(), second.result(), len(found)) == (1, 1, 1)


def test_what_cannot_be_found_is_looked_for_again() -> None:
    memory = Memo(8)
    with suppress(ZeroDivisionError):
        memory.memoize("a", "key", lambda: 1 // 0)
    assert memory.memoize("a", "key", lambda: 1) == 1
