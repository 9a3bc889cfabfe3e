"""The engine: a dataset that other processes evaluate and change."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kg.engine.answer import ReadAnswer
from kg.engine.fork_server_client import ForkServerClient
from kg.engine.jobs import EvaluateJob, PreparedQuery, ReadRowsJob, Result, WorkerJob, WriterJob
from kg.engine.pool import IsGone, Pool
from kg.engine.snapshots import Snapshots
from kg.errors import Problem, RequestError
from kg.formats import Format, by_name
from kg.limits import Limits


@dataclass(frozen=True)
class WrittenAnswer:
    """An answer in a format and an encoding: ``file`` holds it if it is large, else ``payload``.

    ``rows`` is None where the format does not show the count. ``version`` is the state of the dataset.
    """

    form: Format
    encoding: str
    rows: int | None
    payload: bytes
    file: IO[bytes] | None
    version: str


class UnacceptableError(Exception):
    """The caller named no format for the kind of the answer."""

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
        self._fork_server = ForkServerClient(None if store else dataset, limits.evaluation)
        self._pool = Pool(self._fork_server, limits.pool, limits.evaluation)
        self._snapshots = Snapshots(self._pool, store, dataset, limits.store, writable=writable) if store else None

    def start(self) -> None:
        """Open the dataset.

        Raises DatasetError if that is not possible.
        """
        self._fork_server.start()
        if self._snapshots:
            self._snapshots.start()

    def wait(self, seconds: float) -> None:
        """Wait until this server has the store to itself.

        Raises DatasetError if that takes longer.
        """
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
        return self._snapshots.version if self._snapshots else self._fork_server.version

    @property
    def busy(self) -> int:
        """The number of evaluations at present."""
        return self._pool.busy

    def query(self, text: str, *, prefixes: Mapping[str, str] | None = None, base: str | None = None) -> ReadAnswer:
        """The answer to a query, read whole.

        Raises QueryError for a query that cannot be parsed or evaluated, RequestError for one that meets a limit.
        """
        return self.read_rows(ReadRowsJob(PreparedQuery(text, prefixes or {}, base)))

    def read_rows(self, job: ReadRowsJob, seconds: float | None = None, is_gone: IsGone | None = None) -> ReadAnswer:
        """The rows of the answer to a query; raises what ``query`` raises."""
        return self.run(job, seconds, is_gone).answer()

    def evaluate(self, job: EvaluateJob, seconds: float | None = None, is_gone: IsGone | None = None) -> WrittenAnswer:
        """The answer to a query as bytes.

        Raises UnacceptableError if the job names no format for its kind, and what ``query`` raises.
        """
        answer, version = self._run(job, seconds, is_gone)
        if answer.format is None:
            raise UnacceptableError(answer.kind)
        file = None if answer.file is None else os.fdopen(answer.file.descriptor, "rb")
        return WrittenAnswer(by_name(answer.format), answer.encoding, answer.rows, answer.payload, file, version)

    def run(self, job: WorkerJob[Result], seconds: float | None = None, is_gone: IsGone | None = None) -> Result:
        """The result of a job that a worker does.

        ``seconds`` can shorten the time limit, and ``is_gone`` returns whether the client has closed its connection.
        Raises RequestError for a job that meets a limit, and the KgError that ended it.
        """
        return self._run(job, seconds, is_gone)[0]

    def change(self, job: WriterJob, seconds: float | None = None, version: str | None = None) -> bool:
        """Change the store, all or nothing; return whether the job made a new graph.

        When this returns the change is on disk and every later query sees it. Raises what ``Snapshots.change`` raises.
        """
        if self._snapshots is None:
            raise RequestError(403, Problem("request", "The dataset cannot be changed.", "Send a query."))
        return self._snapshots.change(job, min(seconds or self._seconds, self._seconds), version)

    def _run(self, job: WorkerJob[Result], seconds: float | None, is_gone: IsGone | None) -> tuple[Result, str]:
        """The result of a job, and the state of the dataset that it was done on."""
        if self._snapshots is None:
            return self._pool.run(job, None, seconds, is_gone), self._fork_server.version
        with self._snapshots.current() as (snapshot, version):
            return self._pool.run(job, snapshot, seconds, is_gone), version
