"""The pool of an event loop: evaluations that no thread waits for, unless they turn out to be long."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

from kg.engine.concurrency_limit import ConcurrencyLimit
from kg.engine.jobs import Job, JobReply, JobRequest, Result, WorkerHandle
from kg.engine.pool import Pool
from kg.engine.processor import processor_seconds
from kg.engine.turns import Requester, Turns
from kg.engine.workers import Evaluation, IsGone, Workers
from kg.limits import Limits

# Watches meanwhile whether a client leaves.
Watch = Callable[[], AbstractContextManager[IsGone]]
_Value = TypeVar("_Value")


class AsyncPool:
    """A few workers of a ``pool`` that an event loop has to itself while it has work for them.

    A job that has not ended when it would have to yield leaves its place to others, with its worker, and takes a slot
    of its client. A client whose slots are all taken has but few places here.
    """

    def __init__(self, pool: Pool, limits: Limits) -> None:
        self._pool = pool
        self._limits = limits.pool
        self._slots = slots = ConcurrencyLimit(limits.request)
        most = limits.pool.watched_workers

        def share(client: str) -> int:
            return max(most // 4 if slots.is_full(client) else most - 1, 1)

        self._turns = Turns(most, share, limits.turn)
        self._idle: list[_WatchedWorker] = []
        self._returning = False
        # A thread for each slot of the pool, and for evaluations that are ended since they have none.
        self._threads = ThreadPoolExecutor(limits.pool.workers + limits.pool.express_workers + most, "evaluation")

    async def run(
        self, job: Job[Result], snapshot: Path | None, seconds: float | None, requester: Requester, watch: Watch
    ) -> Result:
        """Run a job as ``Pool.run`` does; ``watch`` watches whether the client leaves, if the job takes long.

        Raises RequestError also with status 429 or 503 if the client's turn does not come.
        """
        await self._turns.take(requester)
        begun = time.perf_counter()
        try:
            worker = self._take() or await self._new()
            evaluation = worker.begin(JobRequest(job, self._pool.granted(seconds), snapshot))
            if await self._is_short(worker, requester.client):
                return self._reply(worker, evaluation).result(job)
        finally:
            self._turns.leave(requester, time.perf_counter() - begun)
        with watch() as is_gone:
            slot = self._slots.slot(requester.client)
            reply = await self._in_thread(lambda: self._pool.take_over(evaluation, slot, is_gone))
        return reply.result(job)

    async def _is_short(self, worker: _WatchedWorker, client: str) -> bool:
        """Whether a worker replies before it would have to yield; it is not watched any longer if not.

        Where the client has no slot left, time counts only in which the worker has a processor: on a busy machine a
        short evaluation takes long too, and would be ended.
        """
        pause = self._limits.yield_seconds
        if await worker.replies(pause):
            return True
        if self._slots.is_full(client):
            for _ in range(self._limits.pauses):
                used = processor_seconds(worker.handle.pid)
                if await worker.replies(pause):
                    return True
                if processor_seconds(worker.handle.pid) - used >= self._limits.processor_share * pause:
                    break
        worker.unwatch()
        return False

    @property
    def busy(self) -> int:
        """The number of evaluations that no thread waits for."""
        return self._turns.taken

    def close(self) -> None:
        """Have the workers end, once the event loop has."""
        self._threads.shutdown(wait=False)
        while self._idle:
            self._idle.pop().handle.channel.close()

    def _take(self) -> _WatchedWorker | None:
        """A worker without a job, if there is one."""
        while self._idle:
            worker = self._idle.pop()
            if worker.workers is self._pool.workers and worker.is_alive:
                return worker
            self._return(worker)
        return None

    async def _new(self) -> _WatchedWorker:
        """Another worker; a spare one is here at once."""
        workers = self._pool.workers
        ready = workers.take_ready()
        return _WatchedWorker(workers, ready if ready else await self._in_thread(workers.take))

    def _reply(self, worker: _WatchedWorker, evaluation: Evaluation) -> JobReply:
        reply = evaluation.incoming.message(JobReply)
        assert reply
        if reply.spent:
            self._return(worker, spent=True)
        else:
            worker.handle.idle_since = time.monotonic()
            self._idle.append(worker)
            if not self._returning:
                self._return_later()
        return reply

    def _return(self, worker: _WatchedWorker, *, spent: bool = False) -> None:
        worker.unwatch()
        worker.workers.put_back(worker.handle, spent=spent or not worker.is_alive)

    def _return_later(self) -> None:
        self._returning = True
        asyncio.get_running_loop().call_later(self._limits.idle_seconds, self._return_unused)

    def _return_unused(self) -> None:
        """Give back the workers for which there has been no work."""
        unused_since = time.monotonic() - self._limits.idle_seconds / 2
        while self._idle and self._idle[0].handle.idle_since < unused_since:
            self._return(self._idle.pop(0))
        self._returning = False
        if self._idle:
            self._return_later()

    async def _in_thread(self, function: Callable[[], _Value]) -> _Value:
        return await asyncio.get_running_loop().run_in_executor(self._threads, function)


class _WatchedWorker:
    """One of the ``workers``, whose socket the event loop watches from here on."""

    def __init__(self, workers: Workers, handle: WorkerHandle) -> None:
        self.workers = workers
        self.handle = handle
        self._evaluation: Evaluation | None = None
        self._replied: asyncio.Future[bool] | None = None
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(handle.channel.fileno(), self._read)

    def begin(self, request: JobRequest) -> Evaluation:
        """Have the worker do a job."""
        self._evaluation = self.workers.begin(self.handle, request)
        return self._evaluation

    async def replies(self, seconds: float) -> bool:
        """Whether it replies within some ``seconds`` from now; it is ended if the waiting task is cancelled."""
        self._replied = self._loop.create_future()
        timer = self._loop.call_later(seconds, self._settle, False)
        try:
            in_time = await self._replied
        except asyncio.CancelledError:
            self.unwatch()
            self.workers.replace(self.handle)
            raise
        finally:
            timer.cancel()
            self._replied = None
        if in_time:
            self._evaluation = None
        return in_time

    @property
    def is_alive(self) -> bool:
        """Whether it can take a job."""
        return self.workers.fork_server.is_alive(self.handle)

    def unwatch(self) -> None:
        """Leave the socket to threads, which wait for it."""
        self._loop.remove_reader(self.handle.channel.fileno())
        # An event loop of libuv does not wait for what it watches.
        self.handle.channel.setblocking(True)

    def _read(self) -> None:
        if self._evaluation is None:
            # It has nothing to say, so it has ended, which shows when it is needed.
            self.unwatch()
        elif self._evaluation.incoming.read_available():
            self._settle(not self._evaluation.incoming.is_closed)

    def _settle(self, in_time: bool) -> None:
        if self._replied and not self._replied.done():
            self._replied.set_result(in_time)
