"""The writer: the one process that changes a store on disk and leaves a snapshot of each state for readers."""

import os
import socket
from pathlib import Path

from kg.engine import jobs, sandbox
from kg.engine.oxigraph.store import Store
from kg.engine.store_folder import StoreFolder, removed
from kg.engine.worker import JobProcess
from kg.errors import KgError
from kg.limits import EvaluationLimits, QueryLimits


class Writer(JobProcess):
    """Changes the store in a folder."""

    def __init__(self, channel: socket.socket, limits: EvaluationLimits, query_limits: QueryLimits) -> None:
        super().__init__(channel, limits, query_limits)
        self._folder: StoreFolder | None = None
        self._store: Store | None = None

    def do(self, request: jobs.JobRequest) -> bool:
        """Do a job and leave a snapshot; return whether the job made a new graph."""
        if isinstance(request.job, jobs.OpenStoreJob):
            self._open(request.job)
        assert self._store is not None
        assert self._folder is not None
        assert request.snapshot is not None
        sandbox.limit_cpu(request.seconds)
        made_graph = self._change(request.job, self._store)
        self._store.snapshot(request.snapshot)
        self._folder.record(request.snapshot)
        return made_graph

    def _open(self, job: jobs.OpenStoreJob) -> None:
        """Open the store, which no other process has until this one ends; that may take any amount of memory."""
        # What the engine writes is for the owner alone, as the folder is.
        os.umask(0o077)
        self._folder = StoreFolder(job.store)
        self._folder.lock(job.lock_seconds)
        self._store = _opened(self._folder, job.dataset, self._query_limits)
        sandbox.limit_memory(self._limits.memory_mb)

    def _change(self, job: jobs.Job[bool], store: Store) -> bool:
        """Apply an update or change one graph; return whether that graph is new."""
        if isinstance(job, jobs.ApplyUpdateJob):
            store.update(job.update)
        if not isinstance(job, jobs.ChangeGraphJob):
            return False
        exists = store.require(job)
        # The engine has no transaction for the steps of this change. Unless all are done, no state has any of them.
        store.change_graph(job)
        return not exists


def _opened(folder: StoreFolder, dataset: Path, limits: QueryLimits) -> Store:
    """The store in a folder; a new store begins with the dataset that a build has written."""
    if folder.has_state:
        folder.reset()
    elif not folder.database.exists():
        # What a killed load leaves behind is not a store, so it is renamed only when it is complete.
        unfinished = removed(folder.path / "db.unfinished")
        try:
            store = Store.on_disk(unfinished, limits, writable=True)
            store.load(dataset)
        except KgError:
            removed(unfinished)
            raise
        del store
        unfinished.rename(folder.database)
    return Store.on_disk(folder.database, limits, writable=True)
