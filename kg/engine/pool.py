"""The pool: how many evaluations there are at a time, and how long each may take."""

import os
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from kg.engine.jobs import Job, JobReply, JobRequest, Result
from kg.engine.workers import Evaluation, IsGone, Workers
from kg.errors import Problem, RequestError
from kg.limits import PoolLimits


class Pool:
    """The slots for evaluations, each of which takes one of the ``workers``; ``seconds`` limits each job.

    A few express workers besides keep short queries short: a request that finds all workers busy may use one of them
    for a moment. For the same reason a longer query yields the processor to others.
    """

    def __init__(self, workers: Workers, limits: PoolLimits, seconds: float) -> None:
        self.workers = workers
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
        before, self.workers = self.workers, workers
        before.retire()

    @property
    def busy(self) -> int:
        """The number of evaluations that a thread waits for at present."""
        return len(self._busy)

    @property
    def is_full(self) -> bool:
        """Whether there are as many of them as may be, but for those with express workers."""
        return self.busy >= self._limits.workers

    def granted(self, seconds: float | None) -> float:
        """The time limit of a job in seconds: the client's own, or the limit of the server if that is lower."""
        return min(seconds or self._seconds, self._seconds)

    def run(
        self, job: Job[Result], snapshot: Path | None, seconds: float | None = None, is_gone: IsGone | None = None
    ) -> Result:
        """Run a job on a worker within the limits, or within fewer seconds.

        ``is_gone`` returns whether the client has closed its connection. Raises RequestError: 503 if all workers stay
        busy, or the worker was lost, 504, 507 or 400 if it met a limit, 499 if the client left; and the KgError that
        ended the job.
        """
        granted = self.granted(seconds)
        with self._slot(self._limits.queue_seconds) as most:
            workers, limit = self.workers, min(granted, most)
            evaluation = workers.begin(workers.take(), JobRequest(job, limit, snapshot))
            return self._finish(evaluation, granted, limit, is_gone).result(job)

    def take_over(self, evaluation: Evaluation, slot: AbstractContextManager[None], is_gone: IsGone) -> JobReply:
        """The reply to a job that was begun elsewhere and takes longer than most.

        It is ended unless it has a slot at once, and its client too, whose ``slot`` it holds then. Raises what ``run``
        and ``slot`` raise.
        """
        granted = evaluation.request.seconds
        with ExitStack() as slots:
            try:
                slots.enter_context(slot)
                most = slots.enter_context(self._slot(0.0))
            except RequestError:
                evaluation.workers.replace(evaluation.worker)
                raise
            return self._finish(evaluation, granted, min(granted, most), is_gone)

    def _finish(self, evaluation: Evaluation, granted: float, limit: float, is_gone: IsGone | None) -> JobReply:
        try:
            reply = evaluation.workers.finish(evaluation, limit, is_gone)
        except RequestError as error:
            if limit < granted and error.status == 504:
                raise self._all_busy() from error
            raise
        evaluation.workers.put_back(evaluation.worker, spent=reply.spent)
        return reply

    @contextmanager
    def _slot(self, wait_seconds: float) -> Iterator[float]:
        """A slot for an evaluation; yields the seconds that it may take at most, which are few in an express slot."""
        express = not self._slots.acquire(blocking=False)
        if express and not self._express_slots.acquire(timeout=wait_seconds):
            raise self._all_busy()
        self._busy.add(threading.get_ident())
        try:
            yield self._limits.express_seconds if express else self._seconds
        finally:
            self._busy.discard(threading.get_ident())
            (self._express_slots if express else self._slots).release()

    def _all_busy(self) -> RequestError:
        what = f"All {self._limits.workers} workers are busy."
        return RequestError(503, Problem("server", what, "Try again in a moment."), self._limits.retry_seconds)
