"""The writer: the one process that changes a store on disk and leaves a snapshot of each state for readers."""

import fcntl
import os
import shutil
import socket
import time
from contextlib import suppress
from pathlib import Path

from kg.engine import jobs, sandbox
from kg.engine.oxigraph.store import Store
from kg.engine.worker import JobProcess
from kg.errors import DatasetError, KgError, Problem
from kg.limits import EvaluationLimits, QueryLimits

_UNFINISHED = "unfinished"


class Writer(JobProcess):
    """Changes the store in a folder."""

    def __init__(self, channel: socket.socket, limits: EvaluationLimits, query_limits: QueryLimits) -> None:
        super().__init__(channel, limits, query_limits)
        self._folder = Path()
        self._store: Store | None = None

    def do(self, request: jobs.JobRequest) -> bool:
        """Do a job and leave a snapshot; return whether the job made a new graph."""
        if isinstance(request.job, jobs.OpenStoreJob):
            self._open(request.job)
        assert self._store is not None
        assert request.snapshot is not None
        sandbox.limit_cpu(request.seconds)
        made_graph = self._change(request.job, self._store)
        self._store.snapshot(request.snapshot)
        return made_graph

    def _open(self, job: jobs.OpenStoreJob) -> None:
        """Open the store, which no other process has until this one ends; that may take any amount of memory."""
        self._folder = job.store
        _lock(job.store, job.lock_seconds)
        self._store = _opened(job.store, job.dataset, self._query_limits)
        sandbox.limit_memory(self._limits.memory_mb)

    def _change(self, job: jobs.Job[bool], store: Store) -> bool:
        """Apply an update or change one graph; return whether that graph is new."""
        if isinstance(job, jobs.ApplyUpdateJob):
            store.update(job.update)
        if not isinstance(job, jobs.ChangeGraphJob):
            return False
        exists = store.require(job)
        # The engine has no transaction for a change of several steps; while this file exists, one is unfinished.
        mark = self._folder / _UNFINISHED
        mark.touch()
        try:
            store.change_graph(job)
        except KgError:
            # Raised before anything was changed.
            mark.unlink()
            raise
        mark.unlink()
        return not exists


def _opened(folder: Path, dataset: Path, limits: QueryLimits) -> Store:
    """The store in a folder; a new store begins with the dataset that a build has written."""
    database = folder / "db"
    if (folder / _UNFINISHED).exists():
        _restore(folder)
    if not database.exists():
        # What a killed load leaves behind is not a store, so it is renamed only when it is complete.
        unfinished = _removed(folder / "db.unfinished")
        store = Store.on_disk(unfinished, limits, writable=True)
        store.load(dataset)
        del store
        unfinished.rename(database)
    return Store.on_disk(database, limits, writable=True)


def _lock(folder: Path, seconds: float) -> None:
    """Lock a folder until this process ends; raises DatasetError if another process keeps it for longer."""
    lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with suppress(BlockingIOError):
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        time.sleep(0.05)
    remedy = "Stop it, or name another folder with --store."
    raise DatasetError(Problem(str(folder), "Another server has the store.", remedy))


def _restore(folder: Path) -> None:
    """Restore the last state that was finished, which is the newest snapshot; this may be interrupted itself."""
    database, unfinished, old = folder / "db", _removed(folder / "db.unfinished"), _removed(folder / "db.old")
    # The tables of a store never change; all its other files do.
    shutil.copytree((folder / "current").resolve(), unfinished, copy_function=_link_or_copy)
    if database.exists():
        database.rename(old)
    unfinished.rename(database)
    (folder / _UNFINISHED).unlink()
    _removed(old)


def _removed(path: Path) -> Path:
    """A path, after what was there has been removed."""
    shutil.rmtree(path, ignore_errors=True)
    return path


def _link_or_copy(source: str, target: str) -> None:
    if source.endswith(".sst"):
        Path(target).hardlink_to(source)
    else:
        shutil.copy2(source, target)
