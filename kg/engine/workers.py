"""The workers of a fork server: the server's side of the processes, which it has spawned, watches and replaces."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kg.engine import ipc
from kg.engine.deadlines import starved, too_slow
from kg.engine.fork_server_client import ForkServerClient, readable
from kg.engine.jobs import JobReply, JobRequest, WorkerHandle
from kg.engine.processor import processor_seconds, set_niceness
from kg.errors import DatasetError, KgError, Problem, RequestError
from kg.limits import EvaluationLimits, PoolLimits

IsGone = Callable[[], bool]
_LOG = logging.getLogger("kg.engine")


class ClientGoneError(RequestError):
    """The client closed its connection before the answer was ready; only the log shows the status 499."""

    def __init__(self) -> None:
        super().__init__(499, Problem("request", "The client closed the connection.", "Try again."))

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), ()


@dataclass(frozen=True)
class Evaluation:
    """A job that one of the ``workers`` does, begun at a time of time.monotonic."""

    workers: Workers
    worker: WorkerHandle
    request: JobRequest
    incoming: ipc.Incoming
    begun: float


class Workers:
    """Workers of ``fork_server``, some of which wait for a job; ``evaluation`` limits each job.

    A fork and the end of a process take longer the larger the dataset is, so spare workers are spawned before they are
    needed, and others end behind the scenes.
    """

    def __init__(self, fork_server: ForkServerClient, limits: PoolLimits, evaluation: EvaluationLimits) -> None:
        self.fork_server = fork_server
        self._limits = limits
        self._evaluation = evaluation
        self._reset()
        os.register_at_fork(after_in_child=self._reset)

    def _reset(self) -> None:
        """Forget the workers; those of a forked process belong to its parent."""
        # The one that was used last is at the end, and is taken first.
        self._idle: list[WorkerHandle] = []
        self._trimming: threading.Timer | None = None
        # The workers that yield the processor at present.
        self._yielding: set[int] = set()
        self._housekeeping = ThreadPoolExecutor(1, "workers")
        self._retired = False

    def start(self) -> None:
        """Have the spare workers ready soon."""
        self._later(self._fill)

    def take(self) -> WorkerHandle:
        """A worker that can take a job; raises what ``spawn`` raises."""
        return self.take_ready() or self.spawn()

    def spawn(self, store: Path | None = None) -> WorkerHandle:
        """A new worker, or the writer of the ``store`` in a folder.

        Raises RequestError (503) if a fork server that was lost cannot be replaced.
        """
        try:
            return self.fork_server.spawn(store)
        except DatasetError as error:
            _LOG.error("no process can be started: %s", error)
            problem = Problem("server", "It cannot evaluate anything at the moment.", "Try again later.")
            raise RequestError(503, problem, self._limits.retry_seconds) from error

    def take_ready(self) -> WorkerHandle | None:
        """A worker that can take a job, if there is one already."""
        worker = self._alive()
        if not self._idle:
            self._later(self._fill)
        return worker

    def put_back(self, worker: WorkerHandle, *, spent: bool) -> None:
        """Keep a worker that has replied for the next job, unless it is spent."""
        worker.demoted = False
        worker.idle_since = time.monotonic()
        if spent or self._retired:
            self.replace(worker)
        else:
            self._idle.append(worker)
            self._trim_later()

    def begin(self, worker: WorkerHandle, request: JobRequest) -> Evaluation:
        """Have a worker or the writer do a job; an event loop must not send a long request, which may have to wait."""
        with suppress(OSError):
            # That the process has ended shows when its reply is read.
            ipc.send(worker.channel, request)
        return Evaluation(self, worker, request, ipc.Incoming(worker.channel), time.monotonic())

    def finish(self, evaluation: Evaluation, seconds: float, is_gone: IsGone | None = None) -> JobReply:
        """The reply to a job, which may take ``seconds`` from its beginning.

        Raises RequestError: 504, 507 or 400 if it met a limit, 499 if the client left, 503 if the process was lost; the
        process has ended then.
        """
        worker = evaluation.worker
        try:
            self._wait(evaluation, seconds, is_gone)
            reply = evaluation.incoming.message(JobReply)
        except BaseException:
            self.replace(worker)
            raise
        finally:
            self._yielding.discard(worker.pid)
        if reply is None:
            raise self._ended(evaluation, self.fork_server.kill(worker))
        return reply

    def request(self, worker: WorkerHandle, request: JobRequest, is_gone: IsGone | None = None) -> JobReply:
        """The reply of a worker or of the writer; raises what ``finish`` raises."""
        return self.finish(self.begin(worker, request), request.seconds, is_gone)

    def retire(self) -> None:
        """End the idle workers now, and the others after their present job."""
        self._retired = True
        while self._idle:
            with suppress(IndexError):
                self.replace(self._idle.pop())

    def close(self) -> None:
        """End the fork server, and the workers with it."""
        self._retired = True
        if self._trimming:
            self._trimming.cancel()
        self._housekeeping.shutdown(cancel_futures=True)
        while self._idle:
            self._idle.pop().channel.close()
        self.fork_server.close()

    def replace(self, worker: WorkerHandle) -> None:
        """End a worker, and have others ready, while this returns at once."""
        self.fork_server.terminate(worker)
        worker.channel.close()
        self._later(lambda: self.fork_server.kill(worker))
        self._later(self._fill)

    def _trim_later(self) -> None:
        """Have the workers that nobody needs any more ended in a while, so that memory returns to its level."""
        if len(self._idle) > self._limits.spare_workers and not (self._trimming or self._retired):
            self._trimming = threading.Timer(self._limits.idle_seconds, self._trim)
            self._trimming.daemon = True
            self._trimming.start()

    def _trim(self) -> None:
        self._trimming = None
        unused_since = time.monotonic() - self._limits.idle_seconds / 2
        # Another thread may take them meanwhile.
        with suppress(IndexError):
            while len(self._idle) > self._limits.spare_workers and self._idle[0].idle_since < unused_since:
                self.replace(self._idle.pop(0))
        self._trim_later()

    def _later(self, task: Callable[[], object]) -> None:
        # After the end nothing is replaced, and the workers end with their fork server.
        with suppress(RuntimeError):
            self._housekeeping.submit(task)

    def _alive(self) -> WorkerHandle | None:
        while self._idle:
            # Another thread may take the last one.
            with suppress(IndexError):
                worker = self._idle.pop()
                if self.fork_server.is_alive(worker):
                    return worker
                self.fork_server.kill(worker)
        return None

    def _fill(self) -> None:
        # The job that needs a worker reports why none can be spawned.
        with suppress(KgError):
            while len(self._idle) < self._limits.spare_workers and not self._retired:
                self._idle.append(self.fork_server.spawn())
        # Another worker may have been put back meanwhile.
        self._trim_later()

    def _wait(self, evaluation: Evaluation, seconds: float, is_gone: IsGone | None) -> None:
        """Wait until there is a reply, or the worker has ended without one."""
        worker, begun, used = evaluation.worker, evaluation.begun, None
        reply = readable(worker.channel)
        pause = min(self._limits.yield_seconds, self._limits.poll_seconds)
        while not reply.poll(1000 * max(min(pause, begun + seconds - time.monotonic()), 0.0)):
            passed = time.monotonic() - begun
            # Counted from the first look, since most jobs end before it.
            used = processor_seconds(worker.pid) if used is None else used
            if passed >= seconds:
                had, due = processor_seconds(worker.pid) - used, self._limits.processor_share * passed - pause
                raise starved(seconds, had) if had < due else too_slow(seconds)
            if is_gone and is_gone():
                raise ClientGoneError
            if passed >= self._limits.yield_seconds and not worker.writer and not worker.demoted:
                self._demote(worker)
                pause = self._limits.poll_seconds

    def _ended(self, evaluation: Evaluation, status: int) -> RequestError:
        """The error for a process that ended before its deadline, with a wait status as os.waitpid gives it."""
        seconds, number = evaluation.request.seconds, os.WTERMSIG(status)
        if number == signal.SIGXCPU and time.monotonic() - evaluation.begun >= seconds:
            return too_slow(seconds)
        if number == signal.SIGSEGV:
            what = "It is nested too deeply or too long for the parser."
            return RequestError(400, Problem("query", what, "Reduce the nesting, or split it into several queries."))
        if number == signal.SIGABRT:
            what = f"The evaluation needed more than {self._evaluation.memory_mb} MB of memory, the limit."
            return RequestError(
                507, Problem("query", what, "Reduce the result: add a LIMIT, or order and group fewer rows.")
            )
        kind, remedy = "a worker", "Try again."
        if evaluation.worker.writer:
            kind, remedy = "the writer", "See whether the change was made, and send it again if not."
        _LOG.error("%s ended unexpectedly (wait status %d); the log of the system may say why", kind, status)
        problem = Problem("server", "The process that worked on this request has ended unexpectedly.", remedy)
        return RequestError(503, problem, self._limits.retry_seconds)

    def _demote(self, worker: WorkerHandle) -> None:
        worker.demoted = True
        self._yielding.add(worker.pid)
        is_among_first = len(self._yielding) <= self._limits.first_yielding
        set_niceness(worker.pid, self._limits.yield_niceness if is_among_first else self._limits.later_niceness)
