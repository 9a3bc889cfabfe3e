"""The pool's side of the fork server, which is started and used over a socket."""

import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from kg.engine import ipc
from kg.engine.jobs import Job, JobReply, LoadDatasetJob, ReapJob, Result, SpawnJob, WorkerHandle
from kg.errors import DatasetError, Problem
from kg.limits import EvaluationLimits, QueryLimits

_COMMAND = (sys.executable, "-m", "kg.engine.fork_server")
# The C library reserves address space for every thread, which the memory limit would count; and a worker that runs out
# of memory needs no page of explanations in the log.
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "1", "RUST_BACKTRACE": "0"}


class ForkServerClient:
    """Starts the fork server when it is first needed, and again if it should die.

    The fork server loads ``dataset`` into memory; if it is None, each request names a snapshot.
    """

    def __init__(self, dataset: Path | None, limits: EvaluationLimits, query_limits: QueryLimits) -> None:
        self._job = LoadDatasetJob(dataset and dataset.resolve(), limits, query_limits)
        self._reset()
        os.register_at_fork(after_in_child=self._reset)

    def _reset(self) -> None:
        """Forget the fork server; that of a forked process belongs to its parent."""
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self.version = ""
        # The number of fork servers so far; workers end with theirs.
        self.generation = 0

    def start(self) -> None:
        """Load the dataset; raises DatasetError if it is missing or damaged."""
        with self._lock:
            self._ensure()

    def spawn(self, *, writer: bool) -> WorkerHandle:
        """A new worker, or the writer."""
        with self._lock:
            worker = self._request(SpawnJob(writer))
            worker.generation = self.generation
            return worker

    def reap(self, pid: int) -> int:
        """The wait status of a worker that has ended or was killed, as os.waitpid gives it."""
        with self._lock:
            return 0 if self._control is None else self._request(ReapJob(pid))

    def close(self) -> None:
        """End the fork server; its workers end with it."""
        with self._lock:
            self._forget()

    def _request(self, job: Job[Result]) -> Result:
        for _ in range(2):
            reply = _reply(self._ensure(), job)
            if reply is not None:
                return reply.result(job)
            self._forget()
        raise DatasetError(Problem("fork server", "The fork server exits as soon as it starts.", "Restart the server."))

    def _ensure(self) -> socket.socket:
        """The socket to the fork server, which is started if there is none, and has loaded the dataset."""
        if self._control is not None:
            return self._control
        self._control, theirs = socket.socketpair()
        try:
            with theirs:
                self._process = subprocess.Popen(_COMMAND, stdin=theirs.fileno(), env=os.environ | _ENVIRONMENT)  # noqa: S603 - our own module
            reply = _reply(self._control, self._job)
            if reply is None:
                where = str(self._job.dataset)
                raise DatasetError(
                    Problem(where, "The process that loads the dataset ended.", "See the log of the server.")
                )
            self.version = reply.result(self._job)
        except BaseException:
            self._forget()
            raise
        self.generation += 1
        return self._control

    def _forget(self) -> None:
        """Forget a fork server that has ended, or ends now that its socket is closed."""
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.wait()
        self._control = self._process = None


def _reply(control: socket.socket, job: Job[Result]) -> JobReply | None:
    """The reply of the fork server, or None if it has ended."""
    with suppress(OSError):
        ipc.send(control, job)
    return ipc.receive(control, JobReply)
