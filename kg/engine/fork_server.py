"""The fork server: a process with one thread that holds the dataset and forks the workers that evaluate queries.

It is started as ``python -m kg.engine.fork_server``, since a process with threads must not fork. The socket to the pool
that started it is its standard input.
"""

from __future__ import annotations

import gc
import hashlib
import os
import socket
import sys
import traceback
from pathlib import Path

from kg.engine import ipc, sandbox
from kg.engine.jobs import Job, JobReply, OpenFile, ReapJob, Spawned, SpawnJob, StartForkServerJob
from kg.engine.oxigraph.store import Store
from kg.engine.worker import Worker
from kg.engine.writer import Writer
from kg.errors import KgError
from kg.limits import EvaluationLimits


class ForkServer:
    """Forks processes and reaps them, as the pool requests."""

    def __init__(self, control: socket.socket, dataset: Path | None, limits: EvaluationLimits) -> None:
        self._control = control
        self._limits = limits
        self._store = None if dataset is None else Store.open(dataset)
        self.version = "" if dataset is None else hashlib.sha256(dataset.read_bytes()).hexdigest()[:16]

    def run(self) -> None:
        """Serve the pool until it closes the socket."""
        # What lives now is shared with all workers; the collector's marks would copy its pages.
        gc.freeze()
        while (job := ipc.receive(self._control, Job)) is not None:
            match job:
                case SpawnJob(writer):
                    self._spawn(writer=writer)
                case ReapJob(pid):
                    ipc.send(self._control, JobReply(_wait_status(pid)))

    def _spawn(self, *, writer: bool) -> None:
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            self._become(theirs, ours, writer=writer)
        theirs.close()
        ipc.send(self._control, JobReply(Spawned(pid, OpenFile(ours.fileno()))))
        ours.close()

    def _become(self, channel: socket.socket, other_end: socket.socket, *, writer: bool) -> None:
        """Be a worker or the writer until the end of the process, whatever happens."""
        status = 1
        try:
            sandbox.die_with_parent()
            other_end.close()
            self._control.close()
            process = Writer(channel, self._limits) if writer else Worker(channel, self._store, self._limits)
            process.run()
            status = 0
        except BaseException:  # noqa: BLE001 - nothing of this process may go on as if it were its parent
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)


def _wait_status(pid: int) -> int:
    """Wait for the end of a child; until then its number cannot pass to another process."""
    try:
        return os.waitpid(pid, 0)[1]
    except ChildProcessError:
        # It was a child of an earlier fork server.
        return 0


def main() -> None:
    """Read the first job, load the dataset, reply, and serve."""
    control = socket.socket(fileno=os.dup(0))
    # No worker inherits the control socket under another number.
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    job = ipc.receive(control, StartForkServerJob)
    if job is None:
        return
    try:
        sandbox.verify()
        fork_server = ForkServer(control, job.dataset, job.limits)
    except KgError as error:
        ipc.send(control, JobReply(error))
        return
    ipc.send(control, JobReply(fork_server.version))
    fork_server.run()


if __name__ == "__main__":
    main()
