"""A worker: a process that evaluates one job after another in its sandbox."""

import os
import signal
import socket
from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO

from kg.engine import ipc, jobs, sandbox
from kg.engine.answer import ReadAnswer
from kg.engine.answer_writer import AnswerWriter
from kg.engine.oxigraph.documents import as_ntriples
from kg.engine.oxigraph.faults import engine_faults
from kg.engine.oxigraph.store import Store
from kg.errors import EvaluationError, KgError, RequestError
from kg.formats import TABLE, TRUTH
from kg.limits import EvaluationLimits, QueryLimits


class JobProcess(ABC):
    """A process in the sandbox that does the jobs that come in over a socket.

    It is to be replaced when it ``is_spent``.
    """

    def __init__(self, channel: socket.socket, limits: EvaluationLimits, query_limits: QueryLimits) -> None:
        self._channel = channel
        self._limits = limits
        self._query_limits = query_limits
        self.is_spent = False

    def run(self) -> None:
        """Work until the other end closes the socket."""
        # Then only what this process does itself ends it so, and shows that it met a limit.
        for number in (signal.SIGSEGV, signal.SIGABRT):
            signal.signal(number, signal.SIG_IGN)
        most_mb = sandbox.resident_mb() + self._limits.growth_mb
        request = ipc.receive(self._channel, jobs.JobRequest)
        while request is not None:
            # Niceness belongs to a thread, which cannot lower it again.
            with ThreadPoolExecutor(1) as executor:
                request = executor.submit(self._work, request, most_mb).result()

    def _work(self, request: jobs.JobRequest | None, most_mb: float) -> jobs.JobRequest | None:
        """Do jobs until the pool has had this thread yield; return the next request, if there is one."""
        niceness = os.getpriority(os.PRIO_PROCESS, 0)
        while request is not None and os.getpriority(os.PRIO_PROCESS, 0) == niceness:
            outcome = self._outcome(request)
            with suppress(OSError):
                ipc.send(self._channel, jobs.JobReply(outcome, spent=self.is_spent or _has_grown(most_mb)))
            request = ipc.receive(self._channel, jobs.JobRequest)
        return request

    def _outcome(self, request: jobs.JobRequest) -> object:
        try:
            with engine_faults():
                return self.do(request)
        except KgError as error:
            return error
        except MemoryError:
            # As the engine ends when it runs out of memory.
            os.abort()

    @abstractmethod
    def do(self, request: jobs.JobRequest) -> object:
        """Do a job, and return its result."""


class Worker(JobProcess):
    """Evaluates jobs on a ``store``; it is None where each request names a snapshot.

    Each large answer uses up one of the ``files``, and the last one the worker.
    """

    def __init__(
        self,
        channel: socket.socket,
        limits: EvaluationLimits,
        query_limits: QueryLimits,
        store: Store | None,
        files: list[IO[bytes]],
    ) -> None:
        super().__init__(channel, limits, query_limits)
        self._files = files
        self._store = store
        self._snapshot: Path | None = None
        if store is not None:
            sandbox.limit_memory(limits.memory_mb)

    def do(self, request: jobs.JobRequest) -> object:
        """Do a job, and return its result."""
        sandbox.limit_cpu(request.seconds)
        store = self._opened(request.snapshot)
        match request.job:
            case jobs.EvaluateJob() as job:
                return self._evaluate(job, store)
            case jobs.ReadRowsJob() as job:
                return _read_rows(job, store)
            case jobs.ParseUpdateJob(update):
                # A text that can be parsed may still fail on an empty store.
                with suppress(EvaluationError):
                    Store(limits=self._query_limits).update(update)
                return None
            case jobs.ParseDocumentJob(document, base):
                return as_ntriples(document, base)
        raise TypeError(request.job)

    def _opened(self, snapshot: Path | None) -> Store:
        """The store that a request reads; the memory that opening a snapshot needs is not limited."""
        if snapshot != self._snapshot and snapshot is not None:
            self._store = None
            self._store = Store.on_disk(snapshot, self._query_limits)
            if self._snapshot is None:
                sandbox.limit_memory(self._limits.memory_mb)
            self._snapshot = snapshot
        assert self._store is not None
        return self._store

    def _evaluate(self, job: jobs.EvaluateJob, store: Store) -> jobs.WrittenAnswer:
        """Write the answer to a query, or the content of a graph, in the format that the job names for its kind."""
        answer = store.answer(job.query)
        if (form := job.formats.get(answer.kind)) is None:
            return jobs.WrittenAnswer(answer.kind)
        spare = self._files[-1] if self._files else None
        new_writer = partial(AnswerWriter, job.encoding, self._limits, answer.markers(form), spare)
        try:
            writer = answer.write(new_writer, form, answer.prefixes(job.query.prefixes) if form.prefixes else {})
            payload, file = writer.close()
        except RequestError:
            # There was no space for a file; another worker may find some.
            self.is_spent = spare is None
            raise
        finally:
            if spare and spare.tell():
                self._files.pop()
                self.is_spent = not self._files
        rows = writer.rows if answer.rows_written is None else answer.rows_written
        return jobs.WrittenAnswer(answer.kind, writer.encoding, rows, payload, file)


def _has_grown(most_mb: float) -> bool:
    """Whether this process has grown so much that without it the memory of the server returns to its level."""
    return sandbox.peak_mb() > most_mb and sandbox.resident_mb() > most_mb


def _read_rows(job: jobs.ReadRowsJob, store: Store) -> ReadAnswer:
    answer = store.answer(job.query)
    if answer.kind == TRUTH:
        return ReadAnswer(TRUTH, answer.truth, [], [])
    columns = answer.columns if answer.kind == TABLE else []
    return ReadAnswer(answer.kind, False, columns, list(islice(answer.rows(), job.limit)))
