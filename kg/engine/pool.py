"""The pool: how many evaluations there are at a time, and how long each may take."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.engine.jobs import Job, JobRequest, Result
from kg.engine.workers import IsGone, Workers
from kg.errors import Problem, RequestError
from kg.limits import PoolLimits


class Pool:
    """The slots for evaluations, each of which takes one of the ``workers``; ``seconds`` limits each job.

    A few express workers besides keep short queries short: a request that finds all workers busy may use one of them
    for a moment. For the same reason a longer query yields the processor to others.
    """

    def __init__(self, workers: Workers, limits: PoolLimits, seconds: float) -> None:
        self._workers = workers
        self._limits = limits
        self._seconds = seconds
        self._reset()
        os.register_at_fork(after_in_child=self._reset)

    def _reset(self) -> None:
        # The threads that wait for an evaluation; a forked process has none of them.
        self._busy: set[int] = set()
        self._slots = threading.BoundedSemaphore(self._limits.workers)
        self._express_slots = threading.BoundedSemaphore(self._limits.express_workers)

    def use(self, workers: Workers) -> None:
        """Have other workers do later jobs."""
        before, self._workers = self._workers, workers
        before.retire()

    @property
    def busy(self) -> int:
        """The number of evaluations at present."""
        return len(self._busy)

    def run(
        self, job: Job[Result], snapshot: Path | None, seconds: float | None = None, is_gone: IsGone | None = None
    ) -> Result:
        """Run a job on a worker within the limits, or within fewer seconds.

        ``is_gone`` returns whether the client has closed its connection. Raises RequestError: 503 if all workers stay
        busy, 504, 507 or 500 if the worker met a limit, 499 if the client left; and the KgError that ended the job.
        """
        granted = min(seconds or self._seconds, self._seconds)
        with self._slot() as express:
            limit = min(granted, self._limits.express_seconds) if express else granted
            workers = self._workers
            worker = workers.take()
            try:
                reply = workers.request(worker, JobRequest(job, limit, snapshot), is_gone)
            except RequestError as error:
                if limit < granted and error.status == 504:
                    raise self._all_busy() from error
                raise
            workers.put_back(worker, reply)
        return reply.result(job)

    @contextmanager
    def _slot(self) -> Iterator[bool]:
        """A slot for an evaluation; yields whether it is an express slot, for a short query."""
        express = not self._slots.acquire(blocking=False)
        if express and not self._express_slots.acquire(timeout=self._limits.queue_seconds):
            raise self._all_busy()
        self._busy.add(threading.get_ident())
        try:
            yield express
        finally:
            self._busy.discard(threading.get_ident())
            (self._express_slots if express else self._slots).release()

    def _all_busy(self) -> RequestError:
        what = f"All {self._limits.workers} workers are busy."
        return RequestError(503, Problem("server", what, "Try again in a moment."), self._limits.retry_seconds)
