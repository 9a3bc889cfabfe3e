"""Jobs: what one process has another do, and the replies, as values that ``kg.engine.ipc`` sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from kg.engine.answer import ReadAnswer, Term, TermParts
from kg.errors import KgError
from kg.limits import EvaluationLimits

Result = TypeVar("Result")


class Job(Generic[Result]):
    """A task for another process, which replies with a ``Result``."""


@dataclass(frozen=True)
class JobReply:
    """The reply to a job; ``outcome`` is the job's result, or the error that ended it.

    ``grown`` reports that the worker holds so much memory that it is better replaced.
    """

    outcome: object
    grown: bool = False

    def result(self, _: Job[Result]) -> Result:
        """The result of the job that this is the reply to.

        Raises the KgError that ended the job.
        """
        if isinstance(self.outcome, KgError):
            raise self.outcome
        return cast(Result, self.outcome)


@dataclass(frozen=True)
class OpenFile:
    """An open file that a message carries; the receiver has to close its descriptor."""

    descriptor: int


@dataclass(frozen=True)
class RdfDocument:
    """The bytes of a document with their media type, in lower case without parameters; empty if it is unknown."""

    media_type: str
    body: bytes


# What workers evaluate.


class WorkerJob(Job[Result]):
    """A job for a worker."""


@dataclass(frozen=True)
class PreparedQuery:
    """A query without SERVICE, ready to be evaluated.

    ``prefixes`` and ``base`` hold where the text does not declare its own. The graphs, where given, replace the dataset
    that the text names. With ``as_quads`` its rows ``?s ?p ?o ?g`` are those of a document with graphs.
    """

    text: str
    prefixes: Mapping[str, str] = field(default_factory=dict)
    base: str | None = None
    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()
    as_quads: bool = False


@dataclass(frozen=True)
class GraphContent:
    """The triples of a graph, None for the default graph; ``prefixes`` shorten its IRIs."""

    graph: str | None
    prefixes: Mapping[str, str]


@dataclass(frozen=True)
class PreparedUpdate:
    """An update without LOAD and SERVICE; ``prefixes`` and ``base`` hold where the text does not declare its own."""

    text: str
    prefixes: Mapping[str, str] = field(default_factory=dict)
    base: str | None = None


@dataclass(frozen=True)
class Evaluated:
    """An answer in the format named ``format``, None if the job names none for its kind.

    A large answer is in ``file``, else in ``payload``. ``rows`` is None where the format does not show the count.
    """

    kind: str
    format: str | None = None
    encoding: str = ""
    rows: int | None = None
    payload: bytes = b""
    file: OpenFile | None = None


@dataclass(frozen=True)
class EvaluateJob(WorkerJob[Evaluated]):
    """Write an answer in the format that ``formats`` names for its kind, with a content encoding."""

    query: PreparedQuery | GraphContent
    formats: Mapping[str, str | None]
    encoding: str


@dataclass(frozen=True)
class Rows:
    """The rows of an answer; each term is given by ``Term.parts``."""

    kind: str
    truth: bool
    columns: Sequence[str]
    rows: Sequence[Sequence[TermParts | None]]

    def answer(self) -> ReadAnswer:
        """The answer that these are the rows of."""
        rows = [[None if term is None else Term(*term) for term in row] for row in self.rows]
        return ReadAnswer(self.kind, self.truth, list(self.columns), rows)


@dataclass(frozen=True)
class ReadRowsJob(WorkerJob[Rows]):
    """Evaluate a query and return at most ``limit`` of its rows."""

    query: PreparedQuery | GraphContent
    limit: int | None = None


@dataclass(frozen=True)
class ParseUpdateJob(WorkerJob[None]):
    """Parse an update without applying it."""

    update: PreparedUpdate


@dataclass(frozen=True)
class ParseDocumentJob(WorkerJob[str]):
    """Write the triples of a document as N-Triples; its relative IRIs are below ``base``."""

    document: RdfDocument
    base: str


@dataclass(frozen=True)
class WorkerRequest:
    """A job for a worker, with the time that it may take and the folder of the snapshot that it reads, if any."""

    job: WorkerJob[Any]
    seconds: float
    snapshot: Path | None


# What the writer changes.


class WriterJob(Job[bool]):
    """A job for the writer; the result reports whether it made a new graph."""


@dataclass(frozen=True)
class OpenStoreJob(WriterJob):
    """Open the store in a folder; a new store begins with a dataset.

    ``lock_seconds`` is how long the writer waits for another server to release the store.
    """

    store: Path
    dataset: Path
    lock_seconds: float


@dataclass(frozen=True)
class ApplyUpdateJob(WriterJob):
    """Apply an update to the whole dataset."""

    update: PreparedUpdate


@dataclass(frozen=True)
class ChangeGraphJob(WriterJob):
    """Change a graph, None for the default graph.

    ``exists`` is whether the change requires that the graph exists, or that it does not; None if it requires neither.
    """

    graph: str | None
    exists: bool | None


@dataclass(frozen=True)
class PutGraphJob(ChangeGraphJob):
    """Replace the content of a graph by documents, whose relative IRIs are below ``base``."""

    documents: Sequence[RdfDocument]
    base: str


@dataclass(frozen=True)
class PostGraphJob(PutGraphJob):
    """Add documents to a graph."""


@dataclass(frozen=True)
class PatchGraphJob(ChangeGraphJob):
    """Apply an update that sees the graph as the default graph, and no other."""

    update: PreparedUpdate


@dataclass(frozen=True)
class DeleteGraphJob(ChangeGraphJob):
    """Remove a graph."""


@dataclass(frozen=True)
class WriterRequest:
    """A job for the writer, with the time that it may take and the folder in which it leaves a snapshot."""

    job: WriterJob
    seconds: float
    snapshot: Path


# What the fork server does.


@dataclass(frozen=True)
class StartForkServerJob(Job[str]):
    """Load a dataset into memory, if one is given; the result is the name of its state."""

    dataset: Path | None
    limits: EvaluationLimits


@dataclass(frozen=True)
class Spawned:
    """A new process and the socket to it."""

    pid: int
    channel: OpenFile


@dataclass(frozen=True)
class SpawnJob(Job[Spawned]):
    """Fork a process, the writer or a worker."""

    writer: bool


@dataclass(frozen=True)
class ReapJob(Job[int]):
    """Wait for the end of a process; the result is its wait status, as os.waitpid gives it."""

    pid: int
