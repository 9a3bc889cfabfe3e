"""The writer: the one process that changes a store on disk, and leaves a snapshot of every version for readers."""

from __future__ import annotations

import shutil
import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.engine import sandbox, wire
from kg.engine.limits import Limits
from kg.engine.patching import patch
from kg.engine.store import Store
from kg.engine.worker import failure
from kg.errors import DatasetError, KgError

# So long a writer waits for the one before it to let go of the store, as in a reload.
_SECONDS_FOR_THE_LOCK = 600.0


class Writer:
    """Applies the updates that come in over a socket to the store in a folder."""

    def __init__(self, channel: socket.socket, limits: Limits) -> None:
        self._channel = channel
        self._limits = limits
        self._store: Store | None = None

    def run(self) -> None:
        """Work until the other end closes the socket."""
        sandbox.forbid_network()
        while (job := wire.receive(self._channel)) is not None:
            with suppress(OSError):
                wire.send(self._channel, self._reply(job))

    def _change(self, store: Store, text: str, change: dict[str, Any]) -> None:
        """Apply an update, to one graph alone if the change names it under ``graph``."""
        if "graph" in change:
            patch(store, update=text, **change)
        else:
            store.update(text, **change)

    def _reply(self, job: wire.Message) -> wire.Message:
        try:
            if self._store is None:
                self._store = _opened(Path(job.header["store"]), Path(job.header["dataset"]))
                sandbox.limit_memory(self._limits.memory_mb)
            if (change := job.header.get("change")) is not None:
                sandbox.limit_cpu(job.header["seconds"])
                self._change(self._store, job.payload.decode(), change)
            self._store.snapshot(Path(job.header["snapshot"]))
        except KgError as error:
            return wire.Message({"error": failure(error)})
        return wire.Message({})


def _opened(folder: Path, dataset: Path) -> Store:
    """The store in a folder; a new one begins with the dataset that a build has written."""
    database = folder / "db"
    if not database.exists():
        # What a killed load leaves behind is not a store, so the name comes last.
        unfinished = folder / "db.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        store = Store.writable(unfinished)
        store.load(dataset)
        del store
        unfinished.rename(database)
    deadline = time.monotonic() + _SECONDS_FOR_THE_LOCK
    while True:
        try:
            return Store.writable(database)
        except DatasetError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
