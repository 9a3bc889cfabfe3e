"""A worker: a process that evaluates one job after another in its sandbox."""

from __future__ import annotations

import os
import re
import resource
import socket
from collections.abc import Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

from kg.engine import ipc, sandbox
from kg.engine.answer_writer import AnswerTooLargeError, AnswerWriter, NoSpaceError, UnwritableError
from kg.engine.jobs import (
    Evaluated,
    EvaluateJob,
    GraphContent,
    JobReply,
    OpenFile,
    ParseDocumentJob,
    ParseUpdateJob,
    PreparedQuery,
    ReadRowsJob,
    Rows,
    WorkerJob,
    WorkerRequest,
)
from kg.engine.limit_errors import OUT_OF_MEMORY, disk_full, too_large
from kg.engine.oxigraph.solutions import StoreAnswer, unwritable
from kg.engine.oxigraph.store import Store, as_ntriples
from kg.errors import EvaluationError, KgError
from kg.formats import TABLE, TRUTH, by_name
from kg.limits import EvaluationLimits

_DECLARATION = re.compile(
    r"\bPREFIX\s+([A-Za-z][\w-]*):\s*<([A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\s]*)>", re.IGNORECASE
)


class Worker:
    """Evaluates the jobs that come in over a socket.

    ``store`` is the dataset in memory, shared with the process that forked this one; None where each request names a
    snapshot.
    """

    def __init__(self, channel: socket.socket, store: Store | None, limits: EvaluationLimits) -> None:
        self._channel = channel
        self._store = store
        self._snapshot: Path | None = None
        self._limits = limits

    def run(self) -> None:
        """Work until the other end closes the socket."""
        if self._store is not None:
            sandbox.limit_memory(self._limits.memory_mb)
        sandbox.forbid_network()
        # A worker that has grown is replaced, so that the memory of the server returns to its level.
        most_kb = _resident_kb() + (self._limits.growth_mb << 10)
        while (request := ipc.receive(self._channel, WorkerRequest)) is not None:
            sandbox.limit_cpu(request.seconds)
            outcome = self._outcome(request)
            with suppress(OSError):
                ipc.send(self._channel, JobReply(outcome, grown=_resident_kb() > most_kb))
            if isinstance(outcome, Evaluated) and outcome.file:
                os.close(outcome.file.descriptor)

    def _outcome(self, request: WorkerRequest) -> object:
        """The result of a job, or the error that ended it."""
        try:
            return self._do(request.job, self._opened(request.snapshot))
        except UnwritableError:
            return unwritable("The answer holds a character or a property that XML cannot carry.")
        except AnswerTooLargeError:
            return too_large(self._limits.answer_mb)
        except NoSpaceError:
            return disk_full()
        except KgError as error:
            return error
        except MemoryError:
            os._exit(OUT_OF_MEMORY)

    def _opened(self, snapshot: Path | None) -> Store:
        """The store that a request reads; the memory that opening a snapshot needs is not limited."""
        if snapshot != self._snapshot and snapshot is not None:
            self._store = None
            self._store = Store.read_only(snapshot)
            if self._snapshot is None:
                sandbox.limit_memory(self._limits.memory_mb)
            self._snapshot = snapshot
        assert self._store is not None
        return self._store

    def _do(self, job: WorkerJob[Any], store: Store) -> object:
        match job:
            case EvaluateJob():
                return self._evaluate(job, store)
            case ReadRowsJob():
                return _read_rows(job, store)
            case ParseUpdateJob(update):
                # A text that can be parsed may still fail on an empty store.
                with suppress(EvaluationError):
                    Store.empty().update(update.text, update.prefixes, update.base)
                return None
            case ParseDocumentJob(document, base):
                return as_ntriples(document.body, document.media_type, base)
        raise TypeError(job)

    def _evaluate(self, job: EvaluateJob, store: Store) -> Evaluated:
        """Write the answer to a query, or the content of a graph, in the format that the job names for its kind."""
        answer = _answer(job.query, store)
        if (name := job.formats.get(answer.kind)) is None:
            return Evaluated(answer.kind)
        form = by_name(name)
        writer = AnswerWriter(job.encoding, self._limits, answer.traits(form))
        answer.write(writer, form, _prefixes(job.query))
        payload, file = writer.close()
        kept = None if file is None else OpenFile(os.dup(file.fileno()))
        return Evaluated(answer.kind, name, writer.encoding, writer.rows, payload, kept)


def _resident_kb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _answer(query: PreparedQuery | GraphContent, store: Store) -> StoreAnswer:
    if isinstance(query, GraphContent):
        return store.content(query.graph)
    answer = store.query(
        query.text,
        prefixes=query.prefixes,
        base=query.base,
        default_graphs=query.default_graphs,
        named_graphs=query.named_graphs,
    )
    return answer.quads() if query.as_quads else answer


def _read_rows(job: ReadRowsJob, store: Store) -> Rows:
    answer = _answer(job.query, store)
    if answer.kind == TRUTH:
        return Rows(TRUTH, answer.truth, (), ())
    columns = answer.columns if answer.kind == TABLE else ()
    rows = [[None if term is None else term.parts for term in row] for row in islice(answer.rows(), job.limit)]
    return Rows(answer.kind, False, columns, rows)


def _prefixes(query: PreparedQuery | GraphContent) -> Mapping[str, str]:
    """The prefixes to write a graph with: those that the query declares or uses, or all that are known."""
    if isinstance(query, GraphContent):
        return query.prefixes
    declared = dict(_DECLARATION.findall(query.text))
    used = {name: iri for name, iri in query.prefixes.items() if f"{name}:" in query.text}
    return {**used, **declared} or query.prefixes
