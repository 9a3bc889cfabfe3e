"""The idle workers: those that wait for a job, spawned before they are needed and replaced behind the scenes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from kg.engine.fork_server_client import ForkServerClient
from kg.engine.jobs import WorkerHandle
from kg.errors import KgError


class IdleWorkers:
    """Workers of a fork server; ``spares`` of them are kept ready.

    A fork and the end of a process take longer the larger the dataset is, so no job waits for either of them while
    there is a spare worker.
    """

    def __init__(self, fork_server: ForkServerClient, spares: int) -> None:
        self._fork_server = fork_server
        self._spares = spares
        self._workers: list[WorkerHandle] = []
        self._housekeeping = ThreadPoolExecutor(1, "idle workers")

    def take(self) -> WorkerHandle:
        """A worker that can take a job."""
        worker = self._alive() or self._fork_server.spawn(writer=False)
        if not self._workers:
            self.fill()
        return worker

    def add(self, worker: WorkerHandle) -> None:
        """Keep a worker for the next job."""
        worker.demoted = False
        self._workers.append(worker)

    def replace(self, worker: WorkerHandle) -> None:
        """End a worker, and have others ready, while this returns at once."""
        self._fork_server.terminate(worker)
        self._later(lambda: self._fork_server.kill(worker))
        self.fill()

    def fill(self) -> None:
        """Have the spare workers ready soon."""
        self._later(self._fill)

    def close(self) -> None:
        """Close the sockets of all of them, which ends them."""
        self._housekeeping.shutdown()
        while self._workers:
            self._workers.pop().channel.close()

    def _later(self, task: Callable[[], object]) -> None:
        # After the end nothing is replaced, and the workers end with their fork server.
        with suppress(RuntimeError):
            self._housekeeping.submit(task)

    def _alive(self) -> WorkerHandle | None:
        while self._workers:
            # Another thread may take the last one.
            with suppress(IndexError):
                worker = self._workers.pop()
                if self._fork_server.is_alive(worker):
                    return worker
                self._fork_server.kill(worker)
        return None

    def _fill(self) -> None:
        # The job that needs a worker reports why none can be spawned.
        with suppress(KgError):
            while len(self._workers) < self._spares:
                self._workers.append(self._fork_server.spawn(writer=False))
