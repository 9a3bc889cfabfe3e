"""The snapshots of a store on disk: one writer changes the store, readers open a snapshot and never wait for it."""

from __future__ import annotations

import shutil
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.engine import ipc
from kg.engine.fork_server_client import revived
from kg.engine.pool import Pool, WorkerHandle
from kg.errors import DatasetError, KgError, Problem, RequestError

# The first start loads the dataset, and a writer waits for the one before it; neither is a query's business.
_SECONDS_TO_OPEN = 3600.0
# So many states are left for the server that takes over in a reload, which reads them until it has the store.
_OLD_STATES = 8


class Snapshots:
    """The states of the store in a folder: ``db`` is the store, ``snapshots`` holds its states, ``current`` is one.

    Only one server has the store. Another one, as in a reload, reads the states that the first leaves, and has the
    store when the first is gone. Without ``writable`` the store itself is what readers open.
    """

    def __init__(self, pool: Pool, store: Path, dataset: Path, *, writable: bool) -> None:
        self._pool = pool
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
        """Open the store, or what the server that has it leaves.

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
            self.wait(_SECONDS_TO_OPEN)

    def wait(self, seconds: float) -> None:
        """Wait until this server has the store.

        Raises DatasetError if it does not get it in so many seconds.
        """
        if self._writable and not self._opened.wait(seconds):
            remedy = "Stop it, or name another folder with --store."
            raise DatasetError(Problem(str(self._store), "Another server has the store.", remedy))
        if self._failure:
            raise self._failure

    @property
    def version(self) -> str:
        """A name of the newest state."""
        return self._link.readlink().name if self._writable else self._identity

    @contextmanager
    def current(self) -> Iterator[tuple[str, str]]:
        """The newest state: its folder, which stays as long as it is read, and its name."""
        if not self._writable:
            yield str(self._store / "db"), self._identity
            return
        with self._reading:
            state = self.version
            self._readers[state] = self._readers.get(state, 0) + 1
        try:
            yield str(self._store / "snapshots" / state), state
        finally:
            with self._reading:
                self._readers[state] -= 1

    def change(self, change: dict[str, Any], payload: bytes, seconds: float, version: str | None = None) -> bool:
        """Have the writer apply a change as ``Writer`` takes it; tells whether the graph is new. Later readers see it.

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
            return bool(self._order({"change": change}, payload, seconds).get("new"))
        finally:
            self._writing.release()

    def close(self) -> None:
        """Let the store go; when this returns another server can have it."""
        if self._opening and self._opening.is_alive() and self._writer:
            # The one that waits for it ends it.
            self._pool.kill(self._writer)
        if self._opening:
            self._opening.join()
        if self._writer:
            self._pool.end(self._writer)

    @property
    def _link(self) -> Path:
        return self._store / "current"

    def _take_over(self) -> None:
        """Wait for the store; updates wait meanwhile."""
        with self._writing:
            try:
                self._order({}, b"", _SECONDS_TO_OPEN)
            except KgError as error:
                self._failure = error
        self._opened.set()

    def _order(self, order: dict[str, Any], payload: bytes, seconds: float) -> dict[str, Any]:
        """Have the writer do something, publish the state that results, and give its reply."""
        state = uuid.uuid4().hex[:16]
        snapshot = self._store / "snapshots" / state
        if self._writer and not self._pool.lives(self._writer):
            self._pool.end(self._writer)
            self._writer = None
        if self._writer is None:
            self._writer = self._pool.lend("writer")
        paths = {"store": str(self._store), "dataset": str(self._dataset), "snapshot": str(snapshot)}
        job = ipc.Message({**order, **paths, "seconds": seconds}, payload)
        try:
            reply = self._pool.ask(self._writer, job, seconds)
        except RequestError:
            self._writer = None
            shutil.rmtree(snapshot, ignore_errors=True)
            if order:
                # Whether the update was finished before its writer ended the store's next state tells.
                self._order({}, b"", _SECONDS_TO_OPEN)
            raise
        if failed := reply.header.get("error"):
            raise revived(failed)
        self._publish(state)
        return reply.header

    def _publish(self, state: str) -> None:
        fresh = self._store / f"current.{state}"
        fresh.symlink_to(Path("snapshots") / state)
        fresh.replace(self._link)
        self._clean()

    def _clean(self) -> None:
        """Remove the states that are old and that nobody here reads."""
        others = (path for path in (self._store / "snapshots").iterdir() if path.name != self.version)
        states = sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)
        with self._reading:
            unread = [path for path in states[_OLD_STATES:] if not self._readers.get(path.name)]
            self._readers = {state: count for state, count in self._readers.items() if count}
        for path in unread:
            shutil.rmtree(path, ignore_errors=True)
