"""The writer: the one process that changes a store on disk, and leaves a snapshot of every version for readers."""

from __future__ import annotations

import fcntl
import io
import os
import shutil
import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.engine import ipc, sandbox
from kg.engine.limits import OUT_OF_MEMORY, Limits
from kg.engine.oxigraph.graphs import Graphs
from kg.engine.oxigraph.store import Store
from kg.engine.worker import failure
from kg.errors import DatasetError, KgError, Problem

# So long a writer waits for the one before it to let go of the store, as in a reload.
_SECONDS_FOR_THE_LOCK = 600.0
_UNFINISHED = "unfinished"


class Writer:
    """Applies the updates that come in over a socket to the store in a folder."""

    def __init__(self, channel: socket.socket, limits: Limits) -> None:
        self._channel = channel
        self._limits = limits
        self._store: Store | None = None
        self._folder = Path()
        self._lock: int | None = None

    def run(self) -> None:
        """Work until the other end closes the socket."""
        sandbox.forbid_network()
        while (job := ipc.receive(self._channel)) is not None:
            with suppress(OSError):
                ipc.send(self._channel, self._reply(job))

    def _reply(self, job: ipc.Message) -> ipc.Message:
        header: dict[str, Any] = {}
        try:
            if self._store is None:
                self._folder = Path(job.header["store"])
                # Open until this process ends.
                self._lock = self._lock or _lock(self._folder)
                self._store = _opened(self._folder, Path(job.header["dataset"]))
                sandbox.limit_memory(self._limits.memory_mb)
            if (change := job.header.get("change")) is not None:
                sandbox.limit_cpu(job.header["seconds"])
                header["new"] = self._change(self._store, change, job.payload)
            self._store.snapshot(Path(job.header["snapshot"]))
        except KgError as error:
            return ipc.Message({"error": failure(error)})
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        return ipc.Message(header)

    def _change(self, store: Store, change: dict[str, Any], payload: bytes) -> bool:
        """Apply an update, or change one graph; tells whether that graph is new."""
        if "update" in change:
            store.update(payload.decode(), **change["update"])
            return False
        graphs = Graphs(store)
        found = graphs.require(change["graph"], there=change["there"])
        # The engine has no transaction for a change of several steps; while this file is there, one is unfinished.
        mark = self._folder / _UNFINISHED
        mark.touch()
        try:
            _change_graph(graphs, change, payload)
        except KgError:
            # Raised before anything was changed.
            mark.unlink()
            raise
        mark.unlink()
        return not found


def _change_graph(graphs: Graphs, change: dict[str, Any], payload: bytes) -> None:
    graph, done = change["graph"], change["do"]
    if done == "delete":
        graphs.delete(graph)
    elif done == "patch":
        graphs.patch(graph, payload.decode(), change["prefixes"], change["base"])
    else:
        bodies = io.BytesIO(payload)
        documents = [(bodies.read(size), media_type) for size, media_type in change["documents"]]
        (graphs.put if done == "put" else graphs.post)(graph, documents, change["base"])


def _opened(folder: Path, dataset: Path) -> Store:
    """The store in a folder; a new one begins with the dataset that a build has written."""
    database = folder / "db"
    if (folder / _UNFINISHED).exists():
        _restore(folder)
    if not database.exists():
        # What a killed load leaves behind is not a store, so the name comes last.
        unfinished = _nothing(folder / "db.unfinished")
        store = Store.writable(unfinished)
        store.load(dataset)
        del store
        unfinished.rename(database)
    return Store.writable(database)


def _lock(folder: Path) -> int:
    """An open file that shows the folder to be taken for as long as this process lives.

    Raises DatasetError if another process has it for too long.
    """
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    deadline = time.monotonic() + _SECONDS_FOR_THE_LOCK
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > deadline:
                remedy = "Stop it, or name another folder with --store."
                raise DatasetError(Problem(str(folder), "Another server has the store.", remedy)) from error
            time.sleep(0.05)
        else:
            return lock


def _restore(folder: Path) -> None:
    """Bring back the last state that was finished, which is the newest snapshot; this can be cut short itself."""
    database, unfinished, old = folder / "db", _nothing(folder / "db.unfinished"), _nothing(folder / "db.old")
    # The tables of a store never change, all its other files do.
    shutil.copytree((folder / "current").resolve(), unfinished, copy_function=_link_or_copy)
    if database.exists():
        database.rename(old)
    unfinished.rename(database)
    (folder / _UNFINISHED).unlink()
    _nothing(old)


def _nothing(path: Path) -> Path:
    """A path at which there is nothing."""
    shutil.rmtree(path, ignore_errors=True)
    return path


def _link_or_copy(source: str, target: str) -> None:
    if source.endswith(".sst"):
        Path(target).hardlink_to(source)
    else:
        shutil.copy2(source, target)
