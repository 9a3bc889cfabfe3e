"""The pool's side of the fork server, which is started and used over a socket."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kg.engine import ipc
from kg.engine.jobs import Job, JobReply, ReapJob, Result, SpawnJob, StartForkServerJob
from kg.errors import DatasetError, Problem
from kg.limits import EvaluationLimits

# The C library reserves address space for every thread, which the memory limit would count; and a worker that runs out
# of memory needs no page of explanations in the log.
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "1", "RUST_BACKTRACE": "0"}


@dataclass
class WorkerHandle:
    """A process, the writer or a worker, with the socket to it and the number of its fork server."""

    writer: bool
    pid: int
    channel: socket.socket
    generation: int
    demoted: bool = False


class ForkServerClient:
    """Starts the fork server when it is first needed, and again if it should die.

    The fork server loads ``dataset`` into memory; if it is None, each request names a snapshot.
    """

    def __init__(self, dataset: Path | None, limits: EvaluationLimits) -> None:
        self._dataset = dataset
        self._limits = limits
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
        """Load the dataset.

        Raises DatasetError if it is missing or damaged.
        """
        with self._lock:
            self._ensure()

    def spawn(self, *, writer: bool) -> WorkerHandle:
        """A new worker, or the writer."""
        with self._lock:
            spawned = self._request(SpawnJob(writer))
            channel = socket.socket(fileno=spawned.channel.descriptor)
            return WorkerHandle(writer, spawned.pid, channel, self.generation)

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
            channel = self._ensure()
            try:
                ipc.send(channel, job)
                reply = ipc.receive(channel, JobReply)
            except OSError:
                reply = None
            if reply is not None:
                return reply.result(job)
            self._forget()
        raise DatasetError(Problem("fork server", "It ends as soon as it is started.", "Restart the server."))

    def _ensure(self) -> socket.socket:
        """The socket to the fork server, which is started if there is none."""
        if self._control is not None:
            return self._control
        ours, theirs = socket.socketpair()
        try:
            self._start(ours, theirs)
        except BaseException:
            ours.close()
            self._forget()
            raise
        self.generation += 1
        self._control = ours
        return ours

    def _start(self, ours: socket.socket, theirs: socket.socket) -> None:
        """Start a fork server at the other end of a socket, and wait until it has loaded the dataset."""
        command = [sys.executable, "-m", "kg.engine.fork_server"]
        with theirs:
            self._process = subprocess.Popen(command, stdin=theirs.fileno(), env=os.environ | _ENVIRONMENT)  # noqa: S603 - ours
        job = StartForkServerJob(self._dataset and self._dataset.resolve(), self._limits)
        with suppress(OSError):
            ipc.send(ours, job)
        reply = ipc.receive(ours, JobReply)
        if reply is None:
            raise DatasetError(Problem(str(self._dataset), "The process that loads it ended.", "See its messages."))
        self.version = reply.result(job)

    def _forget(self) -> None:
        """Forget a fork server that has ended, or ends now that its socket is closed."""
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.wait()
        self._control = self._process = None
