"""The pool: the web process's side of the workers. It lends them out, watches over them and replaces them."""

from __future__ import annotations

import os
import select
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from kg.engine import ipc
from kg.engine.fork_server_client import ForkServerClient
from kg.engine.limits import ClientGoneError, Limits, death, too_slow
from kg.errors import Problem, RequestError

# A query that takes longer than this yields the processor to every other process, so that short ones stay short.
_SECONDS_OF_COURTESY = 0.05
_SECONDS_BETWEEN_LOOKS = 0.25
# So long a request waits for a worker when all are busy: long enough for a burst of short queries.
_SECONDS_IN_QUEUE = 1.0
# Besides the workers there are a few for short queries: who finds all others busy may have one for so long.
_EXPRESS = 4
_SECONDS_OF_EXPRESS = 0.5

Gone = Callable[[], bool]


@dataclass
class WorkerHandle:
    """A process, a ``worker`` or a ``writer``, with the socket to it."""

    kind: str
    pid: int
    channel: socket.socket
    generation: int
    demoted: bool = False


class Pool:
    """Worker processes for a number of evaluations at a time.

    ``parent`` starts them; ``size`` bounds the evaluations at a time.
    """

    def __init__(self, parent: ForkServerClient, size: int, limits: Limits) -> None:
        self._parent = parent
        self._limits = limits
        self._size = size
        self._reset()
        os.register_at_fork(after_in_child=self._reset)

    def _reset(self) -> None:
        """Forget the workers; those of a process that was forked belong to the one that forked it."""
        self._idle: list[WorkerHandle] = []
        self._busy = 0
        self._counting = threading.Lock()
        self._free = threading.BoundedSemaphore(self._size)
        self._express = threading.BoundedSemaphore(_EXPRESS)

    @property
    def busy(self) -> int:
        """How many evaluations there are now."""
        return self._busy

    def do(self, job: ipc.Message, seconds: float | None = None, gone: Gone | None = None) -> ipc.Message:
        """Have a worker do a job within the limits, or within fewer seconds.

        ``gone`` tells whether the client is still there. Raises RequestError: 503 if all workers stay busy, 504, 507
        or 500 if the worker met a limit, 499 if the client left.
        """
        within = min(seconds or self._limits.seconds, self._limits.seconds)
        job.header["seconds"] = within
        with self._slot() as express:
            worker = self._worker()
            limit = min(within, _SECONDS_OF_EXPRESS) if express else within
            try:
                reply = self.ask(worker, job, limit, gone)
            except RequestError as error:
                if limit < within and error.status == 504:
                    raise self._all_busy() from error
                raise
            if worker.demoted or reply.header.pop("grown", False):
                self.end(worker)
            else:
                self._idle.append(worker)
            return reply

    def ask(self, worker: WorkerHandle, job: ipc.Message, seconds: float, gone: Gone | None = None) -> ipc.Message:
        """Give a worker a job and wait for its reply.

        Raises RequestError as ``do`` does; the worker has ended then.
        """
        try:
            reply = self._watch(worker, job, seconds, gone)
        except BaseException:
            self.end(worker)
            raise
        if reply is None:
            raise death(self.end(worker), seconds, self._limits)
        return reply

    def lend(self, kind: str) -> WorkerHandle:
        """A new worker of a kind, ``worker`` or ``writer``."""
        return WorkerHandle(kind, *self._parent.fork(kind))

    def close(self) -> None:
        """End all idle workers and their parent."""
        while self._idle:
            self._idle.pop().channel.close()
        self._parent.close()

    def _watch(self, worker: WorkerHandle, job: ipc.Message, seconds: float, gone: Gone | None) -> ipc.Message | None:
        """The reply of a worker, or None if it ends without one."""
        begun = time.monotonic()
        with suppress(OSError):
            ipc.send(worker.channel, job)
        ready = _readable(worker.channel)
        while not ready.poll(1000 * self._next_look(worker, begun, seconds)):
            passed = time.monotonic() - begun
            if passed >= seconds:
                raise too_slow(seconds)
            if gone and gone():
                raise ClientGoneError
            if passed >= _SECONDS_OF_COURTESY and worker.kind == "worker" and not worker.demoted:
                worker.demoted = True
                os.sched_setscheduler(worker.pid, os.SCHED_IDLE, os.sched_param(0))
        return ipc.receive(worker.channel)

    def _next_look(self, worker: WorkerHandle, begun: float, seconds: float) -> float:
        passed = time.monotonic() - begun
        look = _SECONDS_BETWEEN_LOOKS if worker.demoted else _SECONDS_OF_COURTESY
        return max(min(look, seconds - passed), 0.0)

    @contextmanager
    def _slot(self) -> Iterator[bool]:
        """A place for an evaluation; tells whether it is one for a short query."""
        express = not self._free.acquire(blocking=False)
        if express and not self._express.acquire(timeout=_SECONDS_IN_QUEUE):
            raise self._all_busy()
        with self._counting:
            self._busy += 1
        try:
            yield express
        finally:
            with self._counting:
                self._busy -= 1
            (self._express if express else self._free).release()

    def _all_busy(self) -> RequestError:
        what = f"All {self._size} workers are busy."
        return RequestError(503, Problem("server", what, "Ask again in a moment."), retry_after=2)

    def _worker(self) -> WorkerHandle:
        """An idle worker, or a new one."""
        while self._idle:
            with suppress(IndexError):
                worker = self._idle.pop()
                if self.lives(worker):
                    return worker
                self.end(worker)
        return self.lend("worker")

    def end(self, worker: WorkerHandle) -> int:
        """Kill a worker, whatever it does; its wait status, which tells if it had ended by itself."""
        worker.channel.close()
        if worker.generation != self._parent.generation:
            # It ended with the parent that had started it.
            return 0
        self.kill(worker)
        return self._parent.bury(worker.pid)

    def lives(self, worker: WorkerHandle) -> bool:
        """Whether an idle worker can be given a job; one that has ended shows the end of its stream."""
        return worker.generation == self._parent.generation and not _readable(worker.channel).poll(0)

    def kill(self, worker: WorkerHandle) -> None:
        """Have a worker end, which who waits for its reply will notice."""
        # Until it is buried its number cannot pass to another process.
        with suppress(ProcessLookupError):
            os.kill(worker.pid, signal.SIGKILL)


def _readable(channel: socket.socket) -> select.poll:
    """What tells whether there is something to read; unlike select, for any number of open files."""
    ready = select.poll()
    ready.register(channel, select.POLLIN)
    return ready
