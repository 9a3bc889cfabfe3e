"""The engine: a dataset that other processes evaluate and change."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from kg.engine import jobs
from kg.engine.answer import ReadAnswer
from kg.engine.fork_server_client import ForkServerClient
from kg.engine.jobs import Job, Result, WrittenAnswer
from kg.engine.pool import IsGone, Pool
from kg.engine.snapshots import Snapshots
from kg.errors import DatasetError, Problem, RequestError
from kg.limits import Limits


class UnacceptableError(Exception):
    """The job named no format for the kind of the answer."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind)


class Engine:
    """A dataset behind a pool of workers.

    ``dataset`` is what a build has written. ``store`` is the folder of a store on disk, which begins with the dataset
    and is changed if it is ``writable``; without one the dataset is held in memory.
    """

    def __init__(self, dataset: Path, store: Path | None, limits: Limits, *, writable: bool) -> None:
        self._seconds = limits.evaluation.seconds
        self._fork_server = ForkServerClient(None if store else dataset, limits.evaluation, limits.query)
        self._pool = Pool(self._fork_server, limits.pool, limits.evaluation)
        self._store, self._store_version = store and store.resolve(), uuid.uuid4().hex[:16]
        self._snapshots = (
            Snapshots(self._pool, self._fork_server, store, dataset, limits.store) if store and writable else None
        )

    def start(self) -> None:
        """Open the dataset; raises DatasetError if that is not possible."""
        self._fork_server.start()
        if self._snapshots:
            self._snapshots.start()
        elif self._store and not (self._store / "db").is_dir():
            remedy = "Make one with kg serve --writable --store, or leave --store out."
            raise DatasetError(Problem(str(self._store), "There is no store in this folder.", remedy))
        self._pool.start()

    def wait(self, seconds: float) -> None:
        """Wait until this server has the store to itself; raises DatasetError if that takes longer."""
        if self._snapshots:
            self._snapshots.wait(seconds)

    def close(self) -> None:
        """End all processes of the engine."""
        if self._snapshots:
            self._snapshots.close()
        self._pool.close()

    @property
    def version(self) -> str:
        """The name of the dataset's present state; every state has its own."""
        return self._snapshots.version if self._snapshots else self._fork_server.version or self._store_version

    @property
    def busy(self) -> int:
        """The number of evaluations at present."""
        return self._pool.busy

    def query(self, text: str, *, prefixes: Mapping[str, str] | None = None, base: str | None = None) -> ReadAnswer:
        """The answer to a query, read whole; raises what ``run`` raises."""
        return self.run(jobs.ReadRowsJob(jobs.PreparedQuery(text, prefixes or {}, base)))

    def evaluate(
        self, job: jobs.EvaluateJob, seconds: float | None = None, is_gone: IsGone | None = None
    ) -> WrittenAnswer:
        """The answer as bytes; raises what ``run`` raises, UnacceptableError if the job has no format for its kind."""
        answer, version = self._run(job, seconds, is_gone)
        if (form := job.formats.get(answer.kind)) is None:
            raise UnacceptableError(answer.kind)
        return replace(answer, format=form, version=version)

    def run(self, job: Job[Result], seconds: float | None = None, is_gone: IsGone | None = None) -> Result:
        """The result of a job that a worker does.

        ``seconds`` can shorten the time limit, and ``is_gone`` returns whether the client has closed its connection.
        Raises QueryError for what cannot be parsed or evaluated, RequestError for what meets a limit.
        """
        return self._run(job, seconds, is_gone)[0]

    def change(
        self, job: jobs.ApplyUpdateJob | jobs.ChangeGraphJob, seconds: float | None = None, version: str | None = None
    ) -> bool:
        """Change the store, all or nothing; return whether the job made a new graph.

        When this returns the change is on disk and every later query sees it. ``version`` is the state that it was
        meant for. Raises what ``Snapshots.change`` raises, and RequestError if the dataset cannot be changed.
        """
        if self._snapshots is None:
            raise RequestError(403, Problem("request", "The dataset cannot be changed.", "Send a query."))
        return self._snapshots.change(job, min(seconds or self._seconds, self._seconds), version)

    def _run(self, job: Job[Result], seconds: float | None, is_gone: IsGone | None) -> tuple[Result, str]:
        """The result of a job, and the state of the dataset that it was done on."""
        if self._snapshots is None:
            return self._pool.run(job, self._store and self._store / "db", seconds, is_gone), self.version
        with self._snapshots.current() as (snapshot, version):
            return self._pool.run(job, snapshot, seconds, is_gone), version
