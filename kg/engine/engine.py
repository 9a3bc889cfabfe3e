"""The engine: a dataset that other processes evaluate and change."""

import logging
import threading
import uuid
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

from kg.engine import jobs
from kg.engine.answer import ReadAnswer
from kg.engine.async_pool import AsyncPool, Watch
from kg.engine.file_record import checksum
from kg.engine.fork_server_client import ForkServerClient
from kg.engine.jobs import Job, Result, WorkerContent, WrittenAnswer
from kg.engine.pool import Pool
from kg.engine.prepared_store import PreparedStore, prepared, state_name
from kg.engine.snapshots import Snapshots
from kg.engine.store_folder import StoreFolder
from kg.engine.turns import Requester
from kg.engine.workers import IsGone, Workers
from kg.errors import DatasetError, KgError, Problem, RequestError
from kg.limits import Limits

_LOG = logging.getLogger("kg.engine")


class UnacceptableError(Exception):
    """The job named no format for the kind of the answer."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind)


class Engine:
    """A dataset behind a pool of workers.

    ``dataset`` is what a build has written. With a prepared store beside it, queries are answered from there at once,
    and from memory as soon as the dataset is loaded, unless it is larger than the limit; else when it is loaded.
    ``store`` is the folder of a store on disk, which begins with the dataset and is changed if it is ``writable``.

    Raises DatasetError if the prepared store belongs to another content of the dataset, or is damaged.
    """

    def __init__(self, dataset: Path, store: Path | None, limits: Limits, *, writable: bool) -> None:
        self._limits = limits
        self._dataset, self._store = dataset.resolve(), store and store.resolve()
        self._prepared = None if store else prepared(self._dataset)
        self._version = uuid.uuid4().hex[:16]
        self._workers = [self._workers_on(self._content())]
        self._pool = Pool(self._workers[0], limits.pool, limits.evaluation.seconds)
        self._async_pool = AsyncPool(self._pool, limits)
        self._snapshots = (
            Snapshots(self._workers[0], self._store, dataset, limits.store) if self._store and writable else None
        )
        # The state of a store that is served as it was at the start.
        self._state: Path | None = None
        self._holding = ExitStack()
        self._failure: KgError | None = None
        self._on_disk = self._prepared is not None
        self._loading = threading.Thread(target=self._load, daemon=True)
        self._closed = False

    def start(self) -> None:
        """Open the dataset; raises DatasetError if that is not possible."""
        if not (self._store or self._prepared):
            self._version = state_name(checksum(self._dataset))
        with ThreadPoolExecutor(1) as executor:
            # The fork server takes a while to start.
            small = self._prepared if self._prepared and self._is_small(self._prepared) else None
            verification = executor.submit(small.verify) if small else None
            self._workers[0].fork_server.start()
            if verification:
                verification.result()
        if self._snapshots:
            self._snapshots.start()
        elif self._store:
            self._state = self._holding.enter_context(StoreFolder(self._store).newest())
        self._workers[0].start()
        if self._prepared:
            self._loading.start()

    def wait_until_loaded(self) -> None:
        """Wait until the files are verified and the dataset, if it is to be, is in memory; raises DatasetError."""
        if self._prepared:
            self._loading.join()
        if self._failure:
            raise self._failure

    def wait(self, seconds: float) -> None:
        """Wait until this server has the store to itself; raises DatasetError if that takes longer."""
        if self._snapshots:
            self._snapshots.wait(seconds)

    def close(self) -> None:
        """End all processes of the engine."""
        self._closed = True
        self._async_pool.close()
        if self._snapshots:
            self._snapshots.close()
        for workers in self._workers:
            workers.close()
        self._holding.close()

    @property
    def content(self) -> str:
        """The name of the dataset's present content: equal content of a built dataset has equal names."""
        if self._snapshots:
            return self._snapshots.version
        return self._prepared.version if self._prepared else self._version

    @property
    def version(self) -> str:
        """The name of the dataset's present state; every state has its own.

        The same content on disk and in memory are two states, since rows without an order come in another one.
        """
        return f"{self.content}-disk" if self._on_disk else self.content

    @property
    def busy(self) -> int:
        """The number of evaluations at present."""
        return self._pool.busy + self._async_pool.busy

    @property
    def is_full(self) -> bool:
        """Whether all workers have evaluations that take long, which shows that they work."""
        return self._pool.is_full

    def query(self, text: str, *, prefixes: Mapping[str, str] | None = None, base: str | None = None) -> ReadAnswer:
        """The answer to a query, read whole; raises what ``run`` raises."""
        return self.run(jobs.ReadRowsJob(jobs.PreparedQuery(text, prefixes or {}, base)))

    def evaluate(
        self, job: jobs.EvaluateJob, seconds: float | None = None, is_gone: IsGone | None = None
    ) -> WrittenAnswer:
        """The answer as bytes; raises what ``run`` raises, UnacceptableError if the job has no format for its kind."""
        answer, version = self._run(job, seconds, is_gone)
        return _in_format(answer, job, version)

    async def evaluate_async(
        self, job: jobs.EvaluateJob, seconds: float | None, requester: Requester, watch: Watch
    ) -> WrittenAnswer:
        """The answer as ``evaluate`` returns it, for an event loop; raises what ``AsyncPool.run`` raises too."""
        if self._failure:
            raise self._failure
        if self._snapshots is None:
            version = self.version
            answer = await self._async_pool.run(job, self._state, seconds, requester, watch)
        else:
            with self._snapshots.current() as (snapshot, version):
                answer = await self._async_pool.run(job, snapshot, seconds, requester, watch)
        return _in_format(answer, job, version)

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
        most = self._limits.evaluation.seconds
        return self._snapshots.change(job, min(seconds or most, most), version)

    def _run(self, job: Job[Result], seconds: float | None, is_gone: IsGone | None) -> tuple[Result, str]:
        """The result of a job, and the state of the dataset that it was done on."""
        if self._failure:
            raise self._failure
        if self._snapshots is None:
            # Read before the job runs: it may end after the dataset has been loaded.
            version = self.version
            return self._pool.run(job, self._state, seconds, is_gone), version
        with self._snapshots.current() as (snapshot, version):
            return self._pool.run(job, snapshot, seconds, is_gone), version

    def _content(self) -> WorkerContent:
        """What the first workers evaluate on."""
        if self._store:
            return WorkerContent()
        return WorkerContent(store=self._prepared.folder) if self._prepared else WorkerContent(dataset=self._dataset)

    def _workers_on(self, content: WorkerContent) -> Workers:
        fork_server = ForkServerClient(content, self._limits.evaluation, self._limits.query)
        return Workers(fork_server, self._limits.pool, self._limits.evaluation)

    def _is_small(self, store: PreparedStore) -> bool:
        """Whether the files are verified before the start, since that takes no time."""
        return store.size <= self._limits.store.checked_mb << 20

    def _load(self) -> None:
        """Verify the files of a large dataset, and go over to memory if it is small enough for that."""
        store, limits = self._prepared, self._limits.store
        assert store
        try:
            if not self._is_small(store):
                store.verify()
        except DatasetError as error:
            _LOG.error("the dataset is not served any more: %s", error)
            self._failure = error
        else:
            if store.quads * limits.quad_bytes <= limits.memory_mb << 20:
                self._hold_in_memory()

    def _hold_in_memory(self) -> None:
        self._workers.append(workers := self._workers_on(WorkerContent(dataset=self._dataset)))
        try:
            workers.fork_server.start()
        except DatasetError as error:
            if not self._closed:
                _LOG.warning("the dataset is served from disk: %s", error)
            return
        if self._closed:
            workers.close()
        else:
            workers.start()
            self._pool.use(workers)
            self._on_disk = False


def _in_format(answer: WrittenAnswer, job: jobs.EvaluateJob, version: str) -> WrittenAnswer:
    """An answer with its format; raises UnacceptableError if the job has none for its kind."""
    if (form := job.formats.get(answer.kind)) is None:
        raise UnacceptableError(answer.kind)
    return WrittenAnswer(answer.kind, answer.encoding, answer.rows, answer.payload, answer.file, form, version)
