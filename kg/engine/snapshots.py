"""The snapshots of a store on disk: one writer changes the store, and readers open a snapshot of it without waiting."""

import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.engine.disk import remove_unless_held
from kg.engine.jobs import ApplyUpdateJob, ChangeGraphJob, JobRequest, OpenStoreJob, WorkerHandle, WriterJob
from kg.engine.store_folder import StoreFolder, removed
from kg.engine.workers import Workers
from kg.errors import DatasetError, KgError, Problem, RequestError
from kg.faults import system_faults
from kg.limits import StoreLimits


class Snapshots:
    """The states of the store in a folder.

    Only one server has the store. Another one, as in a reload, reads the snapshots of the first, and has the store when
    the first has ended.
    """

    def __init__(self, workers: Workers, store: Path, dataset: Path, limits: StoreLimits) -> None:
        self._workers = workers
        self._fork_server = workers.fork_server
        self._limits = limits
        self._folder = StoreFolder(store)
        self._dataset = dataset.resolve()
        self._writer: WorkerHandle | None = None
        self._writing = threading.Lock()
        self._readers: dict[str, int] = {}
        self._reading = threading.Lock()
        self._opened = threading.Event()
        self._opening = threading.Thread(target=self._take_over, daemon=True)
        self._failure: KgError | None = None

    def start(self) -> None:
        """Open the store or the snapshots of another server that has it; raises DatasetError if neither is possible."""
        self._folder.make()
        self._opening.start()
        if not self._folder.has_state:
            self.wait(self._limits.open_seconds)

    def wait(self, seconds: float) -> None:
        """Wait until this server has the store; raises DatasetError if that takes longer."""
        if not self._opened.wait(seconds):
            remedy = "Stop it, or name another folder with --store."
            raise DatasetError(Problem(str(self._folder.path), "Another server has the store.", remedy))
        if self._failure:
            raise self._failure

    @property
    def version(self) -> str:
        """The name of the newest state."""
        return self._folder.version

    @contextmanager
    def current(self) -> Iterator[tuple[Path, str]]:
        """The newest state: its folder, which is kept while it is read, and its name."""
        with self._reading:
            state = self.version
            self._readers[state] = self._readers.get(state, 0) + 1
        try:
            yield self._folder.snapshots / state, state
        finally:
            with self._reading:
                self._readers[state] -= 1

    def change(self, job: ApplyUpdateJob | ChangeGraphJob, seconds: float, version: str | None = None) -> bool:
        """Have the writer change the store; return whether the job made a new graph. Later readers see the change.

        ``version`` is the state that the change was meant for. Raises QueryError for what cannot be parsed,
        RequestError for what meets a limit, must wait too long, or was meant for another state (412).
        """
        if not self._writing.acquire(timeout=seconds):
            problem = Problem("server", "Another update is still running.", "Try again.")
            raise RequestError(503, problem, self._limits.retry_seconds)
        try:
            if version not in (None, self.version):
                raise RequestError(
                    412, Problem("If-Match", "The data have changed since you read them.", "Fetch them again.")
                )
            return self._do(job, self._open_writer(), seconds)
        finally:
            self._writing.release()

    def close(self) -> None:
        """Release the store; when this returns another server can have it."""
        if self._opening.is_alive():
            if self._writer:
                # The thread that waits for the reply reaps it.
                self._fork_server.terminate(self._writer)
            self._opening.join()
        if self._writer:
            self._fork_server.kill(self._writer)

    def _take_over(self) -> None:
        """Wait for the store; updates wait meanwhile."""
        with self._writing:
            try:
                self._open_writer()
            except KgError as error:
                self._failure = error
        self._opened.set()

    def _open_writer(self) -> WorkerHandle:
        """The writer, with the store open; a new one if it has ended."""
        if self._writer and self._fork_server.is_alive(self._writer):
            return self._writer
        if self._writer:
            self._fork_server.kill(self._writer)
        self._writer = writer = self._workers.spawn(self._folder.path)
        job = OpenStoreJob(self._folder.path, self._dataset, self._limits.lock_seconds)
        self._do(job, writer, self._limits.open_seconds)
        return writer

    def _do(self, job: WriterJob, writer: WorkerHandle, seconds: float) -> bool:
        """Have the writer do a job, and publish the state that results; return whether the job made a new graph."""
        state = uuid.uuid4().hex[:16]
        snapshot = self._folder.draft(state)
        try:
            reply = self._workers.request(writer, JobRequest(job, seconds, snapshot))
        except RequestError:
            self._writer = None
            removed(snapshot)
            if not isinstance(job, OpenStoreJob):
                # The next state of the store shows whether the change was finished before its writer ended.
                self._open_writer()
            raise
        try:
            made_graph = reply.result(job)
            with system_faults(str(self._folder.path)):
                if isinstance(job, OpenStoreJob):
                    # Only this server has the store.
                    self._folder.remove_drafts(snapshot)
                self._publish(state)
        except DatasetError:
            # After a fault of the disk the engine refuses all changes until the store is opened again.
            self._writer = None
            self._fork_server.kill(writer)
            removed(snapshot)
            raise
        return made_graph

    def _publish(self, state: str) -> None:
        """Make a state the newest, and remove old ones that this server does not read."""
        self._folder.publish(state)
        states = self._folder.old_states()
        with self._reading:
            unread = [path for path in states[self._limits.old_snapshots :] if not self._readers.get(path.name)]
            self._readers = {state: count for state, count in self._readers.items() if count}
        for path in unread:
            remove_unless_held(path)
