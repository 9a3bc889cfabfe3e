"""The snapshots of a store on disk: one writer changes the store, readers open a snapshot and never wait for it."""

from __future__ import annotations

import shutil
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.engine import wire
from kg.engine.parent import revived
from kg.engine.pool import Lent, Pool
from kg.errors import DatasetError, Problem, RequestError

# The first start loads the dataset, and a writer waits for the one before it; neither is a query's business.
_SECONDS_TO_OPEN = 3600.0


class Snapshots:
    """The states of the store in a folder; ``db`` is the store itself, ``snapshots`` holds what readers open.

    Without ``writable`` the store itself is what readers open.
    """

    def __init__(self, pool: Pool, store: Path, dataset: Path, *, writable: bool) -> None:
        self._pool = pool
        self._store = store.resolve()
        self._dataset = dataset.resolve()
        self._writable = writable
        self._writer: Lent | None = None
        self._writing = threading.Lock()
        self._readers: dict[Path, int] = {}
        self._reading = threading.Lock()
        self._current = self._store / "db"
        self.version = ""

    def start(self) -> None:
        """Open the store.

        Raises DatasetError if that is not possible.
        """
        if not self._writable:
            if not self._current.is_dir():
                remedy = "Make one with kg serve --writable --store, or leave --store out."
                raise DatasetError(Problem(str(self._store), "There is no store in this folder.", remedy))
            self.version = uuid.uuid4().hex[:16]
            return
        folder = self._store / "snapshots"
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatasetError(Problem(str(folder), f"cannot be made: {error.strerror}.", "Name another.")) from error
        with self._writing:
            self._order({}, b"", _SECONDS_TO_OPEN)
            for left_over in folder.iterdir():
                if left_over != self._current:
                    shutil.rmtree(left_over, ignore_errors=True)

    @contextmanager
    def current(self) -> Iterator[str]:
        """The folder with the newest state, which stays as long as it is read."""
        with self._reading:
            folder = self._current
            self._readers[folder] = self._readers.get(folder, 0) + 1
        try:
            yield str(folder)
        finally:
            with self._reading:
                self._readers[folder] -= 1
            self._forget(folder)

    def update(self, text: str, arguments: dict[str, Any], seconds: float) -> None:
        """Apply an update with the arguments of ``Store.update`` or of ``patch``; later readers see it.

        Raises QueryError for one that cannot be parsed, RequestError for one that meets a limit or must wait too long.
        """
        if not self._writable:
            raise RequestError(403, Problem("request", "The dataset cannot be changed.", "Send a query."))
        if not self._writing.acquire(timeout=seconds):
            raise RequestError(503, Problem("server", "Another update takes long.", "Try again."), retry_after=5)
        try:
            self._order({"change": arguments}, text.encode(), seconds)
        finally:
            self._writing.release()

    def close(self) -> None:
        """Let the writer go."""
        with self._writing:
            if self._writer:
                self._writer.channel.close()
            self._writer = None

    def _order(self, order: dict[str, Any], payload: bytes, seconds: float) -> None:
        """Have the writer do something and publish the state that results."""
        version = uuid.uuid4().hex[:16]
        snapshot = self._store / "snapshots" / version
        if self._writer is None:
            self._writer = self._pool.lend("writer")
        paths = {"store": str(self._store), "dataset": str(self._dataset), "snapshot": str(snapshot)}
        job = wire.Message({**order, **paths, "seconds": seconds}, payload)
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
        self._publish(snapshot, version)

    def _publish(self, snapshot: Path, version: str) -> None:
        with self._reading:
            before, self._current, self.version = self._current, snapshot, version
        self._forget(before)

    def _forget(self, folder: Path) -> None:
        """Remove a state that is neither the newest nor read by anybody."""
        with self._reading:
            if folder == self._current or self._readers.get(folder) or folder.parent.name != "snapshots":
                return
            self._readers.pop(folder, None)
        shutil.rmtree(folder, ignore_errors=True)
