"""The pool: the server's side of the workers, which it spawns, watches and replaces."""

import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.engine import ipc
from kg.engine.fork_server_client import ForkServerClient, readable
from kg.engine.idle_workers import IdleWorkers
from kg.engine.jobs import Job, JobReply, JobRequest, Result, WorkerHandle
from kg.errors import Problem, RequestError
from kg.limits import EvaluationLimits, PoolLimits

IsGone = Callable[[], bool]
_LOG = logging.getLogger("kg.engine")


class ClientGoneError(RequestError):
    """The client closed its connection before the answer was ready; only the log shows the status 499."""

    def __init__(self) -> None:
        super().__init__(499, Problem("request", "The client closed the connection.", "Try again."))

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), ()


class Pool:
    """Worker processes, which ``fork_server`` spawns; ``evaluation`` limits each job.

    A few express workers besides keep short queries short: a request that finds all workers busy may use one of them
    for a moment. For the same reason a longer query yields the processor to others.
    """

    def __init__(self, fork_server: ForkServerClient, limits: PoolLimits, evaluation: EvaluationLimits) -> None:
        self._fork_server = fork_server
        self._limits = limits
        self._evaluation = evaluation
        self._reset()
        os.register_at_fork(after_in_child=self._reset)

    def _reset(self) -> None:
        """Forget the workers; those of a forked process belong to its parent."""
        self._idle = IdleWorkers(self._fork_server, self._limits.spare_workers)
        # The threads that wait for an evaluation.
        self._busy: set[int] = set()
        self._slots = threading.BoundedSemaphore(self._limits.workers)
        self._express_slots = threading.BoundedSemaphore(self._limits.express_workers)

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
        granted = min(seconds or self._evaluation.seconds, self._evaluation.seconds)
        with self._slot() as express:
            limit = min(granted, self._limits.express_seconds) if express else granted
            worker = self._idle.take()
            try:
                reply = self.request(worker, JobRequest(job, limit, snapshot), is_gone)
            except RequestError as error:
                if limit < granted and error.status == 504:
                    raise self._all_busy() from error
                raise
            if reply.grown:
                self._idle.replace(worker)
            else:
                self._idle.add(worker)
        return reply.result(job)

    def request(self, worker: WorkerHandle, request: JobRequest, is_gone: IsGone | None = None) -> JobReply:
        """The reply of a worker to a request; raises RequestError as ``run`` does, and the worker has ended then."""
        try:
            with suppress(OSError):
                ipc.send(worker.channel, request)
            self._wait(worker, request.seconds, is_gone)
            reply = ipc.receive(worker.channel, JobReply)
        except BaseException:
            self._idle.replace(worker)
            raise
        if reply is None:
            raise _worker_ended(self._fork_server.kill(worker), request.seconds, self._evaluation.memory_mb)
        return reply

    def start(self) -> None:
        """Have spare workers ready before they are needed."""
        self._idle.fill()

    def close(self) -> None:
        """End all idle workers and the fork server."""
        self._idle.close()
        self._fork_server.close()

    def _wait(self, worker: WorkerHandle, seconds: float, is_gone: IsGone | None) -> None:
        """Wait until there is a reply, or the worker has ended without one."""
        begun = time.monotonic()
        reply = readable(worker.channel)
        pause = min(self._limits.yield_seconds, self._limits.poll_seconds)
        while not reply.poll(1000 * max(min(pause, begun + seconds - time.monotonic()), 0.0)):
            passed = time.monotonic() - begun
            if passed >= seconds:
                raise too_slow(seconds)
            if is_gone and is_gone():
                raise ClientGoneError
            if passed >= self._limits.yield_seconds and not worker.writer and not worker.demoted:
                worker.demoted = True
                _demote(worker.pid, self._limits.yield_niceness)
                pause = self._limits.poll_seconds

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


def _demote(pid: int, niceness: int) -> None:
    """Set the niceness of the threads that a worker has besides its first, which starts them."""
    with suppress(OSError):
        threads = {int(task.name) for task in Path(f"/proc/{pid}/task").iterdir()}
        for thread in threads - {pid}:
            os.setpriority(os.PRIO_PROCESS, thread, niceness)


def too_slow(seconds: float) -> RequestError:
    """The error for an evaluation that passed its deadline."""
    what = f"The evaluation was stopped after {seconds:g} s, the time limit."
    remedy = "Add a LIMIT, bind more terms, avoid patterns that share no variable; split a large update."
    return RequestError(504, Problem("query", what, remedy))


def _worker_ended(status: int, seconds: float, memory_mb: int) -> RequestError:
    """The error for a worker that ended before its deadline, with a wait status as os.waitpid gives it."""
    number = status & 0x7F
    if number == signal.SIGXCPU:
        return too_slow(seconds)
    if number == signal.SIGSEGV:
        what = "It is nested too deeply or too long for the parser."
        return RequestError(400, Problem("query", what, "Reduce the nesting, or split it into several queries."))
    if number == signal.SIGABRT:
        what = f"The evaluation needed more than {memory_mb} MB of memory, the limit."
        return RequestError(
            507, Problem("query", what, "Reduce the result: add a LIMIT, or order and group fewer rows.")
        )
    _LOG.error("a worker ended with the wait status %d", status)
    what = "The evaluation ended without an answer; the server has logged the failure."
    return RequestError(500, Problem("query", what, "Rewrite the query, or try again later."))
