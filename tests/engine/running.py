"""Engines for tests, with limits that no test meets by accident on a busy machine."""

from __future__ import annotations

import os
import select
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

from kg.engine.engine import Engine
from kg.engine.jobs import PreparedQuery, ReadRowsJob
from kg.engine.workers import ClientGoneError
from kg.limits import EvaluationLimits, Limits, PoolLimits
from tests.patience import PATIENCE

# No worker yields the processor, and there are only those that a test asks for.
POOL = PoolLimits(workers=2, yield_seconds=PATIENCE, poll_seconds=0.05, spare_workers=0)
LIMITS = Limits(evaluation=EvaluationLimits(seconds=PATIENCE), pool=POOL)
# A query that takes years, in little memory.
ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " . ".join(f"?a{n} ?p{n} ?o{n}" for n in range(8)) + " }"


@contextmanager
def running(dataset: Path, limits: Limits = LIMITS) -> Iterator[Engine]:
    """An engine of a dataset, whose processes end with it."""
    engine = Engine(dataset, None, limits, writable=False)
    try:
        engine.start()
        yield engine
    finally:
        engine.close()


@contextmanager
def occupied(engine: Engine) -> Iterator[None]:
    """Run an evaluation in the engine meanwhile."""
    running, over = Event(), Event()

    def is_gone() -> bool:
        running.set()
        return over.is_set()

    def evaluate() -> None:
        with suppress(ClientGoneError):
            engine.run(ReadRowsJob(PreparedQuery(ENDLESS)), is_gone=is_gone)

    client = Thread(target=evaluate)
    client.start()
    try:
        assert running.wait(PATIENCE)
        yield
    finally:
        over.set()
        client.join()


def kill(pid: int, *descendants: int, number: signal.Signals = signal.SIGKILL) -> None:
    """End a process by a signal, and wait until it and its descendants have ended."""
    processes = [os.pidfd_open(number) for number in (pid, *descendants)]
    os.kill(pid, number)
    for process in processes:
        ended, _, _ = select.select([process], [], [], PATIENCE)
        assert ended
        os.close(process)
