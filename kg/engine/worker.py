"""A worker: a process that evaluates one job after another in its sandbox."""

from __future__ import annotations

import os
import re
import resource
import socket
from contextlib import suppress
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

from kg.engine import ipc, sandbox
from kg.engine.answer_writer import AnswerTooLargeError, AnswerWriter, NoSpaceError, UnwritableError
from kg.engine.limits import OUT_OF_MEMORY, Limits, no_room, too_large
from kg.engine.oxigraph.solutions import StoreAnswer, unwritable
from kg.engine.oxigraph.store import Store, as_ntriples
from kg.errors import EvaluationError, KgError, RequestError
from kg.formats import by_name

_DECLARATION = re.compile(
    r"\bPREFIX\s+([A-Za-z][\w-]*):\s*<([A-Za-z][A-Za-z0-9+.-]*:[^<>\"{}|^`\\\s]*)>", re.IGNORECASE
)
# A worker that has grown by so much is replaced, so that memory returns to its level.
_GROWN_KB = 64 * 1024


class Worker:
    """Evaluates the jobs that come in over a socket.

    ``store`` is the dataset in memory, shared with the process that forked this one; None where jobs name a folder.
    """

    def __init__(self, channel: socket.socket, store: Store | None, limits: Limits) -> None:
        self._channel = channel
        self._store = store
        self._directory: str | None = None
        self._limits = limits
        self._jobs = {"query": self._query, "rows": self._rows, "ntriples": self._ntriples, "parse": self._parse}

    def run(self) -> None:
        """Work until the other end closes the socket."""
        if self._store is not None:
            sandbox.limit_memory(self._limits.memory_mb)
        sandbox.forbid_network()
        at_first = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        while (job := ipc.receive(self._channel)) is not None:
            sandbox.limit_cpu(job.header["seconds"])
            reply = self._reply(job)
            reply.header["grown"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > at_first + _GROWN_KB
            with suppress(OSError):
                ipc.send(self._channel, reply)
            if reply.file is not None:
                os.close(reply.file)

    def _reply(self, job: ipc.Message) -> ipc.Message:
        try:
            self._open(job.header.get("directory"))
            return self._jobs[job.header["do"]](job)
        except UnwritableError:
            what = "The answer holds a character or a property that XML cannot carry."
            return ipc.Message({"error": failure(unwritable(what))})
        except AnswerTooLargeError:
            return ipc.Message({"error": failure(too_large(self._limits.answer_mb))})
        except NoSpaceError:
            return ipc.Message({"error": failure(no_room())})
        except KgError as error:
            return ipc.Message({"error": failure(error)})
        except MemoryError:
            os._exit(OUT_OF_MEMORY)

    def _open(self, directory: str | None) -> None:
        """Open the folder that a job is about, unless it is open; what the engine needs for that is not limited."""
        if directory is None or directory == self._directory:
            return
        self._store = None
        self._store = Store.read_only(Path(directory))
        if self._directory is None:
            sandbox.limit_memory(self._limits.memory_mb)
        self._directory = directory

    def _answer(self, query: dict[str, Any]) -> StoreAnswer:
        """The answer to a query given by the arguments of ``Store.query``, or the content of a ``graph``.

        With ``quads`` the rows of the answer are those of a document with graphs.
        """
        assert self._store is not None
        if "graph" in query:
            return self._store.content(query["graph"])
        arguments = {name: value for name, value in query.items() if name != "quads"}
        answer = self._store.query(**arguments)
        return answer.quads() if query.get("quads") else answer

    def _query(self, job: ipc.Message) -> ipc.Message:
        """Write the answer to a query, or the content of a graph, in the format that the job names for its kind."""
        query = job.header["query"]
        answer = self._answer(query)
        if (name := job.header["formats"].get(answer.kind)) is None:
            return ipc.Message({"unacceptable": answer.kind})
        form = by_name(name)
        spool = AnswerWriter(
            job.header["encoding"], self._limits.answer_mb << 20, self._limits.spool, answer.traits(form)
        )
        answer.write(spool, form, _prefixes(query))
        payload, file = spool.close()
        header = {"kind": answer.kind, "format": name, "encoding": spool.encoding}
        header["rows"] = spool.rows
        return ipc.Message(header, payload, None if file is None else os.dup(file.fileno()))

    def _rows(self, job: ipc.Message) -> ipc.Message:
        """Evaluate a query and give its rows as data."""
        answer = self._answer(job.header["query"])
        header: dict[str, Any] = {"kind": answer.kind, "truth": False, "columns": [], "read": []}
        if answer.kind == "truth":
            return ipc.Message(header | {"truth": answer.truth})
        if answer.kind == "table":
            header["columns"] = answer.columns
        header["read"] = [[term and term.parts for term in row] for row in islice(answer.rows(), job.header["limit"])]
        return ipc.Message(header)

    def _parse(self, job: ipc.Message) -> ipc.Message:
        """Find out whether an update can be read, by applying it to nothing."""
        with suppress(EvaluationError):
            Store.empty().update(job.payload.decode(), **job.header["update"])
        return ipc.Message({})

    def _ntriples(self, job: ipc.Message) -> ipc.Message:
        """Read a document of RDF and give its triples."""
        return ipc.Message({}, as_ntriples(job.payload, **job.header["document"]).encode())


def _prefixes(query: dict[str, Any]) -> dict[str, str]:
    """The prefixes to write a graph with: those that the query declares or uses, or all that are known."""
    text = query.get("text", "")
    declared = dict(_DECLARATION.findall(text))
    used = {name: iri for name, iri in query["prefixes"].items() if f"{name}:" in text}
    return {**used, **declared} or dict(query["prefixes"])


def failure(error: KgError) -> dict[str, Any]:
    """An error as data, for ``wire``."""
    known = {"status": error.status, "retry_after": error.retry_after} if isinstance(error, RequestError) else {}
    return {"class": type(error).__name__, "problems": [asdict(problem) for problem in error.problems], **known}
