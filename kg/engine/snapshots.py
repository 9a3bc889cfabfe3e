"""The snapshots of a store on disk: one writer changes the store, and readers open a snapshot of it without waiting."""

from __future__ import annotations

import shutil
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.engine.fork_server_client import WorkerHandle
from kg.engine.jobs import OpenStoreJob, WriterJob, WriterRequest
from kg.engine.pool import Pool
from kg.errors import DatasetError, KgError, Problem, RequestError
from kg.limits import StoreLimits


class Snapshots:
    """The states of the store in a folder: ``db`` is the store, ``snapshots`` holds its states, ``current`` the newest.

    Only one server has the store. Another one, as in a reload, reads the snapshots of the first, and has the store when
    the first has ended. Without ``writable`` readers open the store itself.
    """

    def __init__(self, pool: Pool, store: Path, dataset: Path, limits: StoreLimits, *, writable: bool) -> None:
        self._pool = pool
        self._limits = limits
        self._store = store.resolve()
        self._dataset = dataset.resolve()
        self._writable = writable
        self._writer: WorkerHandle | None = None
        self._writing = threading.Lock()
        self._readers: dict[str, int] = {}
        self._reading = threading.Lock()
        self._opened = threading.Event()
        self._opening: threading.Thread | None = None
        self._failure: KgError | None = None
        self._identity = uuid.uuid4().hex[:16]

    def start(self) -> None:
        """Open the store or, while another server has it, the snapshots of that server.

        Raises DatasetError if neither is possible.
        """
        if not self._writable:
            if not (self._store / "db").is_dir():
                remedy = "Make one with kg serve --writable --store, or leave --store out."
                raise DatasetError(Problem(str(self._store), "There is no store in this folder.", remedy))
            return
        try:
            (self._store / "snapshots").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            what = f"cannot be made: {error.strerror}."
            raise DatasetError(Problem(str(self._store), what, "Name another folder with --store.")) from error
        self._opening = threading.Thread(target=self._take_over, daemon=True)
        self._opening.start()
        if not self._link.is_symlink():
            self.wait(self._limits.open_seconds)

    def wait(self, seconds: float) -> None:
        """Wait until this server has the store.

        Raises DatasetError if that takes longer.
        """
        if self._writable and not self._opened.wait(seconds):
            remedy = "Stop it, or name another folder with --store."
            raise DatasetError(Problem(str(self._store), "Another server has the store.", remedy))
        if self._failure:
            raise self._failure

    @property
    def version(self) -> str:
        """The name of the newest state."""
        return self._link.readlink().name if self._writable else self._identity

    @contextmanager
    def current(self) -> Iterator[tuple[Path, str]]:
        """The newest state: its folder, which is kept while it is read, and its name."""
        if not self._writable:
            yield self._store / "db", self._identity
            return
        with self._reading:
            state = self.version
            self._readers[state] = self._readers.get(state, 0) + 1
        try:
            yield self._store / "snapshots" / state, state
        finally:
            with self._reading:
                self._readers[state] -= 1

    def change(self, job: WriterJob, seconds: float, version: str | None = None) -> bool:
        """Have the writer change the store; return whether the job made a new graph. Later readers see the change.

        ``version`` is the state that the change was meant for. Raises QueryError for what cannot be parsed,
        RequestError for what meets a limit, must wait too long, or was meant for another state (412).
        """
        if not self._writable:
            raise RequestError(403, Problem("request", "The dataset cannot be changed.", "Send a query."))
        if not self._writing.acquire(timeout=seconds):
            raise RequestError(503, Problem("server", "Another update takes long.", "Try again."), retry_after=5)
        try:
            if version not in (None, self.version):
                raise RequestError(412, Problem("If-Match", "The data have changed since.", "Read them again."))
            self._ensure_writer()
            return self._write(job, seconds)
        finally:
            self._writing.release()

    def close(self) -> None:
        """Release the store; when this returns another server can have it."""
        if self._opening and self._opening.is_alive() and self._writer:
            # The thread that waits for the reply reaps it.
            self._pool.terminate(self._writer)
        if self._opening:
            self._opening.join()
        if self._writer:
            self._pool.kill(self._writer)

    @property
    def _link(self) -> Path:
        return self._store / "current"

    def _take_over(self) -> None:
        """Wait for the store; updates wait meanwhile."""
        with self._writing:
            try:
                self._ensure_writer()
            except KgError as error:
                self._failure = error
        self._opened.set()

    def _ensure_writer(self) -> None:
        """Start a writer, which opens the store, unless there is one."""
        if self._writer and not self._pool.is_alive(self._writer):
            self._pool.kill(self._writer)
            self._writer = None
        if self._writer is None:
            self._writer = self._pool.spawn(writer=True)
            try:
                job = OpenStoreJob(self._store, self._dataset, self._limits.lock_seconds)
                self._write(job, self._limits.open_seconds)
            except KgError:
                if self._writer:
                    self._pool.kill(self._writer)
                self._writer = None
                raise

    def _write(self, job: WriterJob, seconds: float) -> bool:
        """Have the writer do a job, and publish the state that results; return whether a graph is new."""
        assert self._writer
        state = uuid.uuid4().hex[:16]
        snapshot = self._store / "snapshots" / state
        try:
            reply = self._pool.request(self._writer, WriterRequest(job, seconds, snapshot), seconds)
        except RequestError:
            self._writer = None
            shutil.rmtree(snapshot, ignore_errors=True)
            if not isinstance(job, OpenStoreJob):
                # The next state of the store shows whether the change was finished before its writer ended.
                self._ensure_writer()
            raise
        new = reply.result(job)
        self._publish(state)
        return new

    def _publish(self, state: str) -> None:
        fresh = self._store / f"current.{state}"
        fresh.symlink_to(Path("snapshots") / state)
        fresh.replace(self._link)
        self._clean()

    def _clean(self) -> None:
        """Remove the old states that this server does not read."""
        others = (path for path in (self._store / "snapshots").iterdir() if path.name != self.version)
        states = sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)
        with self._reading:
            unread = [path for path in states[self._limits.old_snapshots :] if not self._readers.get(path.name)]
            self._readers = {state: count for state, count in self._readers.items() if count}
        for path in unread:
            shutil.rmtree(path, ignore_errors=True)
