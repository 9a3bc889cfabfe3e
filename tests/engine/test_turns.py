"""Turns: who has a place, who waits for how long, and who is next."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest

from kg.engine.turns import Requester, Turns
from kg.errors import RequestError
from kg.limits import TurnLimits

LIMITS = TurnLimits()
IMPATIENT = TurnLimits(queue_seconds=0.01)


def turns(places: int = 1, share: int = 1, limits: TurnLimits = LIMITS) -> Turns:
    return Turns(places, lambda _: share, limits)


def run(test: Callable[[], Awaitable[object]]) -> None:
    """Run a test in an event loop."""

    async def main() -> None:
        await test()

    asyncio.run(main())


async def waits(queue: Turns, requester: Requester, entered: list[Requester]) -> asyncio.Task[None]:
    """A requester that waits for a place, and is noted when it has one."""

    async def wait() -> None:
        await queue.take(requester)
        entered.append(requester)

    task = asyncio.create_task(wait())
    await asyncio.sleep(0)
    return task


A1, A2, B = Requester("a", "a x", "a:1"), Requester("a", "a x", "a:2"), Requester("b", "b x", "b:1")
OTHER_PROGRAM = Requester("a", "a y", "a:3")


def test_places_are_counted() -> None:
    async def test() -> None:
        queue = turns(places=2, share=2)
        await queue.take(A1)
        await queue.take(B)
        assert queue.taken == 2
        queue.leave(A1, 0.0)
        assert queue.taken == 1

    run(test)


@pytest.mark.parametrize(
    ("places", "share", "requester", "status"),
    [(2, 1, A2, 429), (1, 1, A2, 429), (1, 2, B, 503), (1, 1, B, 503)],
)
def test_who_waits_too_long_is_refused(places: int, share: int, requester: Requester, status: int) -> None:
    async def test() -> None:
        queue = turns(places, share, IMPATIENT)
        await queue.take(A1)
        with pytest.raises(RequestError) as refused:
            await queue.take(requester)
        assert (refused.value.status, refused.value.retry_after) == (status, IMPATIENT.retry_seconds)
        # Nothing is left of it.
        queue.leave(A1, 0.0)
        assert queue.taken == 0

    run(test)


def order(used: dict[Requester, float], *waiting: Requester) -> list[Requester]:
    """In which order requesters enter, after some seconds used by each."""
    entered: list[Requester] = []

    async def test() -> None:
        queue = turns()
        for requester, seconds in used.items():
            await queue.take(requester)
            queue.leave(requester, seconds)
        holder = Requester("z", "z x", "z:1")
        await queue.take(holder)
        tasks = [await waits(queue, requester, entered) for requester in waiting]
        for inside in (holder, *waiting):
            queue.leave(entered[-1] if entered else inside, 0.0)
            await asyncio.sleep(0)
        await asyncio.gather(*tasks)

    run(test)
    return entered


def test_of_two_clients_the_one_that_has_used_less_is_next() -> None:
    assert order({A1: 3.0, B: 1.0}, A1, B) == [B, A1]


def test_of_two_connections_the_one_that_has_used_less_is_next() -> None:
    assert order({A1: 3.0, A2: 1.0}, A1, A2) == [A2, A1]


def test_of_two_clients_that_are_equal_the_one_that_came_first_is_next() -> None:
    assert order({}, B, A1) == [B, A1]


def test_of_two_connections_that_are_equal_the_one_that_came_first_is_next() -> None:
    assert order({}, A2, A1) == [A2, A1]


def test_of_two_programs_of_a_client_the_one_that_has_used_less_is_next() -> None:
    assert order({A1: 3.0}, A2, OTHER_PROGRAM) == [OTHER_PROGRAM, A2]


def test_what_was_used_long_ago_is_forgotten() -> None:
    async def test() -> None:
        queue = turns(limits=TurnLimits(half_life_seconds=1e-6, half_lives=1))
        await queue.take(A1)
        queue.leave(A1, 5.0)
        entered: list[Requester] = []
        await queue.take(B)
        tasks = [await waits(queue, A1, entered), await waits(queue, Requester("c", "c x", "c:1"), entered)]
        queue.leave(B, 5.0)
        await asyncio.sleep(0)
        assert entered == [A1]
        queue.leave(A1, 0.0)
        await asyncio.gather(*tasks)

    run(test)


def test_a_client_beyond_its_share_does_not_keep_others_waiting() -> None:
    async def test() -> None:
        queue, entered = turns(places=2, share=1), list[Requester]()
        await queue.take(A1)
        waiting = await waits(queue, A2, entered)
        await queue.take(B)
        assert entered == []
        queue.leave(A1, 0.0)
        await waiting
        assert entered == [A2]

    run(test)


def test_who_stops_waiting_leaves_no_trace() -> None:
    async def test() -> None:
        queue, entered = turns(), list[Requester]()
        await queue.take(A1)
        gone, other = await waits(queue, A2, entered), await waits(queue, B, entered)
        gone.cancel()
        with suppress(asyncio.CancelledError):
            await gone
        queue.leave(A1, 0.0)
        await other
        assert (entered, queue.taken) == ([B], 1)

    run(test)


def test_who_is_cancelled_when_it_has_a_place_leaves_it() -> None:
    async def test() -> None:
        queue, entered = turns(), list[Requester]()
        await queue.take(A1)
        gone, other = await waits(queue, A2, entered), await waits(queue, B, entered)
        queue.leave(A1, 0.0)
        gone.cancel()
        with suppress(asyncio.CancelledError):
            await gone
        await other
        assert (entered, queue.taken) == ([B], 1)

    run(test)


def test_only_so_many_are_remembered() -> None:
    async def test() -> None:
        queue = turns(limits=TurnLimits(remembered=6))
        for requester, seconds in ((A1, 5.0), (B, 1.0)):
            await queue.take(requester)
            queue.leave(requester, seconds)
        entered: list[Requester] = []
        await queue.take(Requester("z", "z x", "z:1"))
        tasks = [await waits(queue, B, entered), await waits(queue, A1, entered)]
        # What the first client has used is forgotten, that of the second is not.
        queue.leave(Requester("z", "z x", "z:1"), 0.0)
        await asyncio.sleep(0)
        assert entered == [A1]
        queue.leave(A1, 0.0)
        await asyncio.gather(*tasks)

    run(test)
