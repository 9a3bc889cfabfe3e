"""Evaluations of an event loop: short ones without a thread, long ones handed over, and all within the limits."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
import uvloop

from kg.engine.answer_writer import IDENTITY
from kg.engine.async_pool import Watch
from kg.engine.engine import Engine, UnacceptableError
from kg.engine.jobs import EvaluateJob, PreparedQuery, WrittenAnswer
from kg.engine.turns import Requester
from kg.engine.workers import IsGone
from kg.errors import QueryError, RequestError
from kg.formats import TABLE, by_name
from kg.limits import RequestLimits
from tests.engine.running import ENDLESS, LIMITS, POOL, running
from tests.patience import PATIENCE, wait_until

ME, OTHER = (Requester(client, f"{client} x", f"{client}:1") for client in ("192.0.2.1", "192.0.2.2"))
# A long evaluation is one that takes longer than a moment.
YIELDING = replace(LIMITS, pool=replace(POOL, yield_seconds=0.05))
LARGE = "SELECT * { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f } LIMIT 3000"
TINY = "SELECT * { ?s ?p ?o } LIMIT 1"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of a few lines."""
    path = tmp_path_factory.mktemp("dataset") / "kg.nq"
    path.write_text("".join(f"<e:s{n}> <e:p> <e:o> .\n" for n in range(60)))
    return path


@contextmanager
def staying() -> Iterator[IsGone]:
    """A client that does not leave."""
    yield lambda: False


def leaving(left: Event) -> Callable[[], AbstractContextManager[IsGone]]:
    """A client that leaves when an event is set."""

    @contextmanager
    def watch() -> Iterator[IsGone]:
        yield left.is_set

    return watch


def ask(
    engine: Engine,
    text: str,
    requester: Requester = ME,
    seconds: float | None = None,
    watch: Watch = staying,
) -> Awaitable[WrittenAnswer]:
    """The answer to a query in JSON."""
    form = by_name("json")
    job = EvaluateJob(PreparedQuery(text), dict.fromkeys(form.carries, form), IDENTITY)
    return engine.evaluate_async(job, seconds, requester, watch)


@asynccontextmanager
async def a_long_evaluation(engine: Engine) -> AsyncIterator[None]:
    """A long evaluation, whose client leaves at the end."""
    left = Event()
    task = asyncio.ensure_future(ask(engine, ENDLESS, watch=leaving(left)))
    try:
        # It was there first, so that it has a place.
        await asyncio.sleep(0)
        yield
    finally:
        left.set()
        with pytest.raises(RequestError) as gone:
            await task
    assert gone.value.status == 499


def run(engine: Engine, text: str, seconds: float | None = None) -> WrittenAnswer:
    """The answer to a single query."""

    async def main() -> WrittenAnswer:
        return await ask(engine, text, seconds=seconds)

    return uvloop.run(main())


def test_a_query_is_answered_as_without_an_event_loop(dataset: Path) -> None:
    form = by_name("json")
    job = EvaluateJob(PreparedQuery(TINY), dict.fromkeys(form.carries, form), IDENTITY)
    with running(dataset) as engine:
        assert run(engine, TINY) == engine.evaluate(job)


def test_a_large_answer_arrives_whole(dataset: Path) -> None:
    with running(dataset) as engine:
        answer = run(engine, LARGE)
    assert (answer.kind, answer.rows, answer.payload.count(b'{"a":')) == (TABLE, 3000, 3000)


def test_a_large_answer_that_takes_long_arrives_whole(dataset: Path) -> None:
    limits = replace(LIMITS, pool=replace(POOL, yield_seconds=0.001))
    with running(dataset, limits) as engine:
        answers = [run(engine, f"{LARGE} # {number}") for number in range(20)]
    assert {(answer.rows, answer.payload.count(b'{"a":')) for answer in answers} == {(3000, 3000)}


def test_an_error_in_a_query_is_raised(dataset: Path) -> None:
    with running(dataset) as engine, pytest.raises(QueryError):
        run(engine, "SELECT")


def test_a_format_that_does_not_fit_is_raised(dataset: Path) -> None:
    with running(dataset) as engine, pytest.raises(UnacceptableError):
        run(engine, "CONSTRUCT WHERE { ?s ?p ?o }")


@pytest.mark.parametrize("seconds", [0.01, 0.2], ids=["before it would yield", "after that"])
def test_an_evaluation_ends_at_its_limit_of_time(dataset: Path, seconds: float) -> None:
    with running(dataset, YIELDING) as engine, pytest.raises(RequestError) as refused:
        run(engine, ENDLESS, seconds)
    assert (refused.value.status, f"after {seconds:g} s" in str(refused.value)) == (504, True)


def test_many_are_answered_by_few_workers(dataset: Path) -> None:
    limits = replace(LIMITS, pool=replace(POOL, watched_workers=2))

    async def main() -> list[WrittenAnswer]:
        return await asyncio.gather(*(ask(engine, f"{TINY} # {n}") for n in range(50)))

    with running(dataset, limits) as engine:
        assert {answer.rows for answer in uvloop.run(main())} == {1}
        assert len(engine._async_pool._idle) <= 2


def test_a_long_evaluation_leaves_its_place_to_others(dataset: Path) -> None:
    limits = replace(YIELDING, pool=replace(YIELDING.pool, watched_workers=1))

    async def main() -> None:
        async with a_long_evaluation(engine):
            assert (await ask(engine, TINY, OTHER)).rows == 1

    with running(dataset, limits) as engine:
        uvloop.run(main())


def test_a_client_has_a_limited_number_of_long_evaluations(dataset: Path) -> None:
    limits = replace(YIELDING, request=RequestLimits(per_client=1))

    async def main() -> None:
        async with a_long_evaluation(engine):
            await asyncio.to_thread(wait_until, lambda: engine._pool.busy == 1)
            with pytest.raises(RequestError) as refused:
                await ask(engine, f"{ENDLESS} # another")
            # Short ones go on.
            assert (await ask(engine, TINY)).rows == 1
        assert refused.value.status == 429

    with running(dataset, limits) as engine:
        uvloop.run(main())


def test_an_evaluation_that_has_no_processor_is_not_taken_for_a_long_one(dataset: Path) -> None:
    # No evaluation has a processor for longer than it takes.
    pool = replace(YIELDING.pool, processor_share=2.0)
    limits = replace(YIELDING, pool=pool, request=RequestLimits(per_client=1))

    async def main() -> None:
        async with a_long_evaluation(engine):
            await asyncio.to_thread(wait_until, lambda: engine._pool.busy == 1)
            begun = time.monotonic()
            with pytest.raises(RequestError) as refused:
                await ask(engine, f"{ENDLESS} # another")
        waited = time.monotonic() - begun
        assert (refused.value.status, waited > pool.pauses * pool.yield_seconds) == (429, True)

    with running(dataset, limits) as engine:
        uvloop.run(main())


def test_an_evaluation_that_nobody_waits_for_is_ended(dataset: Path) -> None:
    async def main() -> None:
        task = asyncio.ensure_future(ask(engine, ENDLESS))
        await asyncio.to_thread(wait_until, lambda: engine.busy == 1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.to_thread(wait_until, lambda: not children(engine))
        assert engine.busy == 0

    with running(dataset) as engine:
        uvloop.run(main())


def test_a_long_evaluation_needs_a_slot_of_the_pool(dataset: Path) -> None:
    limits = replace(YIELDING, pool=replace(YIELDING.pool, workers=1, express_workers=0))

    async def main() -> None:
        async with a_long_evaluation(engine):
            await asyncio.to_thread(wait_until, lambda: engine.is_full)
            with pytest.raises(RequestError) as refused:
                await ask(engine, f"{ENDLESS} # another", OTHER)
        assert refused.value.status == 503

    with running(dataset, limits) as engine:
        uvloop.run(main())


def test_a_worker_that_dies_is_a_failure_of_its_evaluation_alone(dataset: Path) -> None:
    async def main() -> int | None:
        long = asyncio.ensure_future(ask(engine, ENDLESS))
        await asyncio.to_thread(wait_until, lambda: bool(children(engine)))
        for pid in children(engine):
            os.kill(pid, signal.SIGKILL)
        with pytest.raises(RequestError) as failed:
            await long
        assert failed.value.status == 503
        return (await ask(engine, TINY)).rows

    with running(dataset) as engine:
        assert uvloop.run(main()) == 1


def test_an_idle_worker_that_dies_is_replaced(dataset: Path) -> None:
    async def main() -> int | None:
        await ask(engine, TINY)
        for pid in children(engine):
            os.kill(pid, signal.SIGKILL)
        # Its threads end one after the other.
        (idle,) = engine._async_pool._idle
        await asyncio.to_thread(wait_until, lambda: not idle.is_alive)
        return (await ask(engine, TINY)).rows

    with running(dataset) as engine:
        assert uvloop.run(main()) == 1


def test_a_worker_that_has_grown_is_replaced(dataset: Path) -> None:
    limits = replace(LIMITS, evaluation=replace(LIMITS.evaluation, growth_mb=-1000))

    async def main() -> None:
        await ask(engine, TINY)
        await asyncio.to_thread(wait_until, lambda: not children(engine))

    with running(dataset, limits) as engine:
        uvloop.run(main())


def test_workers_without_work_are_given_back(dataset: Path) -> None:
    limits = replace(LIMITS, pool=replace(POOL, idle_seconds=0.05))

    async def main() -> None:
        await ask(engine, TINY)
        async with asyncio.timeout(PATIENCE):
            while engine._async_pool._idle:
                await asyncio.sleep(0.01)

    with running(dataset, limits) as engine:
        uvloop.run(main())
        wait_until(lambda: not children(engine))


def children(engine: Engine) -> set[int]:
    """The workers of an engine that live."""
    process = engine._workers[0].fork_server._process
    assert process
    pids = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return {int(pid) for pid in pids if " Z " not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2][:4]}
