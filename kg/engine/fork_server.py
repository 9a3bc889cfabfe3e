"""The fork server: a process with one thread that holds the dataset and forks the workers that evaluate queries.

It is started as ``python -m kg.engine.fork_server PARENT``, since a process with threads must not fork. PARENT is the
number of the process that started it, and the socket to the pool there is its standard input.
"""

import gc
import os
import socket
import sys
import tempfile
import traceback
from contextlib import suppress
from typing import Any

from kg.engine import ipc, prctl, sandbox
from kg.engine.answer_writer import answer_files
from kg.engine.jobs import Job, JobReply, LoadJob, ReapJob, SpawnJob, WorkerContent, WorkerHandle
from kg.engine.oxigraph.store import Store
from kg.engine.worker import Worker
from kg.engine.writer import Writer
from kg.errors import KgError
from kg.faults import fault
from kg.limits import EvaluationLimits, QueryLimits
from kg.sparql.tokens import token_pattern


class ForkServer:
    """Loads the dataset, forks processes and reaps them, as the pool requests."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._content = WorkerContent()
        self._store: Store | None = None
        self._limits, self._query_limits = EvaluationLimits(), QueryLimits()

    def run(self) -> None:
        """Serve the pool until it closes the socket."""
        # The pool may end while a dataset is loaded.
        with suppress(BrokenPipeError):
            while (job := ipc.receive(self._control, Job)) is not None:
                ipc.send(self._control, JobReply(self._outcome(job)))
                if isinstance(job, SpawnJob):
                    # Once, while the first worker begins to work; all others share it.
                    token_pattern()

    def _outcome(self, job: Job[Any]) -> object:
        try:
            match job:
                case LoadJob():
                    self._load(job)
                    return None
                case SpawnJob():
                    return self._spawn(job)
                case ReapJob(pid):
                    # Until then its number cannot pass to another process.
                    return os.waitpid(pid, 0)[1]
            raise TypeError(job)
        except KgError as error:
            return error
        except ChildProcessError:
            # It was a child of an earlier fork server.
            return 0
        except OSError as error:
            return fault(error, "fork server")

    def _load(self, job: LoadJob) -> None:
        sandbox.verify()
        # The system's folder for temporary files is chosen once, by writing to it: it may be full later.
        with suppress(OSError):
            tempfile.gettempdir()
        self._content = job.content
        self._limits, self._query_limits = job.limits, job.query_limits
        self._store = Store.open(job.content.dataset, job.query_limits) if job.content.dataset else None
        # What lives now is shared with all workers; the collector's marks would copy its pages.
        gc.freeze()

    def _spawn(self, job: SpawnJob) -> WorkerHandle:
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                parent, pid = os.getpid(), os.fork()
            except OSError:
                ours.close()
                raise
            if pid == 0:
                ours.close()
                self._become(job, theirs, parent)
        return WorkerHandle(job.store is not None, pid, ours)

    def _become(self, job: SpawnJob, channel: socket.socket, parent: int) -> None:
        """Be a worker or the writer until the end of the process, whatever happens."""
        status = 1
        try:
            prctl.die_with_parent(parent)
            self._control.close()
            limits = self._limits, self._query_limits
            # The only files that it may write afterwards.
            files = [] if job.store else answer_files(self._limits)
            sandbox.enter(job.store)
            (Writer(channel, *limits) if job.store else Worker(channel, *limits, self._opened(), files)).run()
            status = 0
        except KgError as error:
            sys.stderr.write(f"kg: {error}\n")
        except BaseException:  # noqa: BLE001 - nothing of this process may go on as if it were its parent
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)

    def _opened(self) -> Store | None:
        """The store of a worker; one on disk has threads, which a process that forks must not have."""
        folder = self._content.store
        return Store.on_disk(folder, self._query_limits) if folder else self._store


def _main() -> None:
    """Serve the socket that is the standard input, which no worker inherits under that number."""
    prctl.die_with_parent(int(sys.argv[1]))
    prctl.forbid_inspection()
    control = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    ForkServer(control).run()


if __name__ == "__main__":
    _main()
