"""Jobs: what one process has another do, and the results, as values that ``kg.engine.ipc`` sends."""

import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Generic, TypeVar, cast

from kg.engine.answer import ReadAnswer
from kg.errors import KgError
from kg.formats import Format
from kg.limits import EvaluationLimits, QueryLimits

Result = TypeVar("Result")


class Job(Generic[Result]):
    """A task for another process, whose result is a ``Result``."""


@dataclass(frozen=True)
class JobRequest:
    """A job for a worker or the writer, its time limit, and the snapshot that a worker reads or the writer leaves."""

    job: Job[Any]
    seconds: float
    snapshot: Path | None


@dataclass(frozen=True)
class JobReply:
    """The result of a job or the error that ended it; a worker that is ``spent`` should be replaced."""

    outcome: object
    spent: bool = False

    def result(self, _: Job[Result]) -> Result:
        """The result of the job that this is the reply to; raises the KgError that ended it."""
        if isinstance(self.outcome, KgError):
            raise self.outcome
        return cast(Result, self.outcome)


# For workers.


@dataclass(frozen=True)
class PreparedQuery:
    """A query without SERVICE; ``prefixes`` and ``base`` hold where the text does not declare its own.

    The graphs, where given, replace the dataset that the text names. With ``as_quads`` the rows ``?s ?p ?o ?g`` are
    those of a document with graphs.
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
class WrittenAnswer:
    """An answer as it is sent; only its kind, if the job has no format for that.

    ``file`` holds a large answer, ``payload`` any other. ``rows`` is None where the format does not show the count.
    The engine adds the ``format``, and the ``version``, which is the state of the dataset.
    """

    kind: str
    encoding: str = ""
    rows: int | None = None
    payload: bytes = b""
    file: IO[bytes] | None = None
    format: Format | None = None
    version: str = ""

    @property
    def form(self) -> Format:
        """The format that the engine has added."""
        assert self.format
        return self.format


@dataclass(frozen=True)
class EvaluateJob(Job[WrittenAnswer]):
    """Write an answer in the format that ``formats`` has for its kind, with a content encoding."""

    query: PreparedQuery | GraphContent
    formats: Mapping[str, Format | None]
    encoding: str


@dataclass(frozen=True)
class ReadRowsJob(Job[ReadAnswer]):
    """Read an answer, at most ``limit`` of its rows."""

    query: PreparedQuery | GraphContent
    limit: int | None = None


@dataclass(frozen=True)
class PreparedUpdate:
    """An update without LOAD and SERVICE; ``prefixes`` and ``base`` hold where the text does not declare its own."""

    text: str
    prefixes: Mapping[str, str] = field(default_factory=dict)
    base: str | None = None


@dataclass(frozen=True)
class ParseUpdateJob(Job[None]):
    """Parse an update without applying it."""

    update: PreparedUpdate


@dataclass(frozen=True)
class RdfDocument:
    """The bytes of a document with their media type, in lower case without parameters; empty if it is unknown."""

    media_type: str
    body: bytes


@dataclass(frozen=True)
class ParseDocumentJob(Job[str]):
    """Write the triples of a document as N-Triples; its relative IRIs are below ``base``."""

    document: RdfDocument
    base: str


# For the writer: the result reports whether the job made a new graph.


@dataclass(frozen=True)
class OpenStoreJob(Job[bool]):
    """Open the store in a folder, once its lock is free; a new store begins with a dataset."""

    store: Path
    dataset: Path
    lock_seconds: float


@dataclass(frozen=True)
class ApplyUpdateJob(Job[bool]):
    """Apply an update to the whole dataset."""

    update: PreparedUpdate


@dataclass(frozen=True)
class ChangeGraphJob(Job[bool]):
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


WriterJob = OpenStoreJob | ApplyUpdateJob | ChangeGraphJob


# For the fork server.


@dataclass(frozen=True)
class WorkerContent:
    """What the workers of a fork server evaluate on: N-Quads in memory, or a store on disk that each of them opens.

    Without either, each request names a snapshot.
    """

    dataset: Path | None = None
    store: Path | None = None


@dataclass(frozen=True)
class LoadJob(Job[None]):
    """Load the content of later workers, with the limits of the processes that are forked."""

    content: WorkerContent
    limits: EvaluationLimits
    query_limits: QueryLimits


@dataclass
class WorkerHandle:
    """A process, the writer or a worker, with the socket to it and the number of its fork server.

    It is ``demoted`` while it yields the processor; ``idle_since`` is by the clock of time.monotonic.
    """

    writer: bool
    pid: int
    channel: socket.socket
    generation: int = 0
    demoted: bool = False
    idle_since: float = 0.0


@dataclass(frozen=True)
class SpawnJob(Job[WorkerHandle]):
    """Fork a worker, or the writer of the store in a folder."""

    store: Path | None = None


@dataclass(frozen=True)
class ReapJob(Job[int]):
    """Wait for the end of a process; the result is its wait status, as os.waitpid gives it."""

    pid: int
