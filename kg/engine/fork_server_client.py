"""The pool's side of the fork server, which is started and used over a socket."""

import os
import select
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from kg.engine import ipc
from kg.engine.jobs import Job, JobReply, LoadJob, ReapJob, Result, SpawnJob, WorkerContent, WorkerHandle
from kg.errors import DatasetError, Problem
from kg.faults import fault, system_faults
from kg.limits import EvaluationLimits, QueryLimits

_COMMAND = (sys.executable, "-m", "kg.engine.fork_server")
_OWN_FILES = Path("/proc/self/fd")
# The C library reserves address space for every thread, which the memory limit would count; and a worker that runs out
# of memory needs no page of explanations in the log.
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "1", "RUST_BACKTRACE": "0"}


class ForkServerClient:
    """Starts the fork server when it is first needed, and again if it should die.

    Its workers evaluate on the ``content``: those of a later fork server too, whatever has replaced its file meanwhile.
    """

    def __init__(self, content: WorkerContent, limits: EvaluationLimits, query_limits: QueryLimits) -> None:
        self._job = LoadJob(content, limits, query_limits)
        self._reset()
        os.register_at_fork(after_in_child=self._reset)

    def _reset(self) -> None:
        """Forget the fork server; that of a forked process belongs to its parent."""
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        # The file that the first one loads.
        self._dataset: int | None = None
        # The kernel ends the fork server with the thread that started it, so that thread does nothing else.
        self._starter = ThreadPoolExecutor(1, "fork server")
        # The number of fork servers so far; workers end with theirs.
        self.generation = 0

    def start(self) -> None:
        """Load the content; raises DatasetError if it is missing or damaged."""
        with self._lock:
            self._ensure()

    def spawn(self, store: Path | None = None) -> WorkerHandle:
        """A new worker, or the writer of the ``store`` in a folder; raises DatasetError if none can be started."""
        with self._lock:
            _require_file()
            worker = self._request(SpawnJob(store))
            worker.generation = self.generation
            return worker

    def is_alive(self, worker: WorkerHandle) -> bool:
        """Whether an idle worker can take a request; the socket of one that has ended can be read to its end."""
        return worker.generation == self.generation and not readable(worker.channel).poll(0)

    def terminate(self, worker: WorkerHandle) -> None:
        """Have a worker end; until it is reaped by ``kill`` its number cannot pass to another process."""
        if worker.generation == self.generation:
            with suppress(ProcessLookupError):
                os.kill(worker.pid, signal.SIGKILL)

    def kill(self, worker: WorkerHandle) -> int:
        """Kill a worker and reap it; its wait status, as os.waitpid gives it, shows whether it had ended by itself."""
        worker.channel.close()
        self.terminate(worker)
        with self._lock:
            if self._control is not None and worker.generation == self.generation:
                job = ReapJob(worker.pid)
                if (reply := _reply(self._control, job)) is not None:
                    return reply.result(job)
                self._forget()
        # It ended with the fork server that had spawned it.
        return 0

    def close(self) -> None:
        """End the fork server, even while it loads; its workers end with it."""
        if process := self._process:
            process.terminate()
        with self._lock:
            self._forget()
            if self._dataset is not None:
                os.close(self._dataset)
                self._dataset = None

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
        try:
            self._control, theirs = socket.socketpair()
            with theirs:
                job = self._load_job()
                self._process = self._starter.submit(_start, theirs, self._dataset).result()
            reply = _reply(self._control, job)
            if reply is None:
                where = str(self._job.content.dataset or "fork server")
                raise DatasetError(
                    Problem(where, "The process that loads the dataset ended.", "See the log of the server.")
                )
            reply.result(job)
        except OSError as error:
            self._forget()
            raise fault(error, "fork server") from error
        except BaseException:
            self._forget()
            raise
        self.generation += 1
        return self._control

    def _load_job(self) -> LoadJob:
        """What the next fork server loads."""
        if (path := self._job.content.dataset) is None:
            return self._job
        if self._dataset is None:
            # The fork server reports why it cannot be opened.
            with suppress(OSError):
                self._dataset = os.open(path, os.O_RDONLY)
        if self.generation == 0:
            return self._job
        return replace(self._job, content=replace(self._job.content, dataset=_OWN_FILES / str(self._dataset)))

    def _forget(self) -> None:
        """Forget a fork server that has ended, or ends now that its socket is closed."""
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.wait()
        self._control = self._process = None


def _start(control: socket.socket, dataset: int | None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own module
        [*_COMMAND, str(os.getpid())],
        stdin=control.fileno(),
        pass_fds=() if dataset is None else (dataset,),
        env=os.environ | _ENVIRONMENT,
    )


def _require_file() -> None:
    """Raise ShortageError if this process may open no further file, and so could not receive a worker's socket."""
    with system_faults("server"):
        os.close(os.open(os.devnull, os.O_RDONLY))


def readable(channel: socket.socket) -> select.poll:
    """A poll for data to read; unlike select it works with any number of open files."""
    poll = select.poll()
    poll.register(channel, select.POLLIN)
    return poll


def _reply(control: socket.socket, job: Job[Result]) -> JobReply | None:
    """The reply of the fork server, or None if it has ended."""
    with suppress(OSError):
        ipc.send(control, job)
    return ipc.receive(control, JobReply)
