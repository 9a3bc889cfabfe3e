"""The service: a dataset that is queried and changed by processes other than this one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from kg.engine import ipc
from kg.engine.answer import ReadAnswer, Term
from kg.engine.fork_server_client import ForkServerClient, revived
from kg.engine.limits import Limits
from kg.engine.pool import Gone, Pool
from kg.engine.snapshots import Snapshots
from kg.errors import Problem, RequestError
from kg.formats import Format, by_name


@dataclass(frozen=True)
class Written:
    """An answer as it is sent: ``file`` holds it if it is large, else ``payload``; ``rows`` if the format tells.

    ``version`` names the state of the dataset that it is about.
    """

    kind: str
    form: Format
    encoding: str
    rows: int | None
    payload: bytes
    file: IO[bytes] | None
    version: str


class UnacceptableError(Exception):
    """The answer's kind is one for which the caller named no format."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        super().__init__(kind)


class Engine:
    """A dataset behind a pool of workers.

    ``dataset`` is what a build has written. ``store`` is the folder of a store on disk, which takes updates if
    ``writable`` holds and begins with the dataset; without it the dataset is held in memory.
    """

    def __init__(self, dataset: Path, store: Path | None, *, writable: bool, size: int, limits: Limits) -> None:
        self._limits = limits
        self._parent = ForkServerClient(None if store else dataset, limits)
        self._pool = Pool(self._parent, size, limits)
        self._snapshots = Snapshots(self._pool, store, dataset, writable=writable) if store else None

    def start(self) -> None:
        """Open the dataset.

        Raises DatasetError if that is not possible.
        """
        self._parent.start()
        if self._snapshots:
            self._snapshots.start()

    def wait(self, seconds: float) -> None:
        """Wait until this server alone has the store.

        Raises DatasetError if it does not get it in so many seconds.
        """
        if self._snapshots:
            self._snapshots.wait(seconds)

    def close(self) -> None:
        """End all processes of the service."""
        if self._snapshots:
            self._snapshots.close()
        self._pool.close()

    @property
    def version(self) -> str:
        """A name of the dataset's present state; another state has another name."""
        return self._snapshots.version if self._snapshots else self._parent.version

    @property
    def busy(self) -> int:
        """How many evaluations there are now."""
        return self._pool.busy

    def query(self, text: str, *, prefixes: Mapping[str, str] | None = None, base: str | None = None) -> ReadAnswer:
        """The answer to a query, read whole.

        Raises QueryError for a query that cannot be parsed or evaluated, RequestError for one that meets a limit.
        """
        return self.rows({"text": text, "prefixes": dict(prefixes or {}), "base": base})

    def rows(
        self,
        query: dict[str, Any],
        limit: int | None = None,
        seconds: float | None = None,
        gone: Gone | None = None,
    ) -> ReadAnswer:
        """At most ``limit`` rows of the answer to a query, given by the arguments of ``Store.query``.

        Raises what ``query`` raises.
        """
        reply = self._do({"do": "rows", "query": query, "limit": limit}, seconds, gone).header
        rows = [[None if term is None else Term(*term) for term in row] for row in reply["read"]]
        return ReadAnswer(reply["kind"], reply["truth"], reply["columns"], rows)

    def write(
        self,
        query: dict[str, Any],
        formats: Mapping[str, Format | None],
        encoding: str,
        seconds: float | None = None,
        gone: Gone | None = None,
    ) -> Written:
        """The answer to a query in the format that its kind has in ``formats``, with a content encoding.

        ``query`` has the arguments of ``Store.query``, with ``quads`` if its rows are some, or the prefixes and the
        ``graph`` whose content is asked for.

        Raises UnacceptableError if it has none there, and what ``query`` raises.
        """
        names = {kind: form and form.name for kind, form in formats.items()}
        job = {"do": "query", "query": query, "formats": names, "encoding": encoding}
        reply = self._do(job, seconds, gone)
        header = reply.header
        if "unacceptable" in header:
            raise UnacceptableError(header["unacceptable"])
        file = None if reply.file is None else os.fdopen(reply.file, "rb")
        return Written(
            header["kind"],
            by_name(header["format"]),
            header["encoding"],
            header["rows"],
            reply.payload,
            file,
            header["version"],
        )

    def update(self, text: str, arguments: dict[str, Any], seconds: float | None = None) -> None:
        """Apply an update, all of it or nothing; when this returns it is on disk and every later query sees it.

        ``arguments`` are those of ``Store.update``. Raises QueryError for one that cannot be parsed, RequestError for
        one that meets a limit.
        """
        self.change({"update": arguments}, text.encode(), seconds=seconds)

    def change(
        self, change: dict[str, Any], payload: bytes, *, version: str | None = None, seconds: float | None = None
    ) -> bool:
        """Apply a change as ``Snapshots.change`` does, all of it or nothing."""
        if self._snapshots is None:
            raise RequestError(403, Problem("request", "The dataset cannot be changed.", "Send a query."))
        within = min(seconds or self._limits.seconds, self._limits.seconds)
        return self._snapshots.change(change, payload, within, version)

    def parse(self, text: str, arguments: dict[str, Any]) -> None:
        """Read an update as ``Store.update`` does, without applying it.

        Raises QueryError if it cannot be parsed.
        """
        self._do({"do": "parse", "update": arguments}, payload=text.encode())

    def ntriples(self, body: bytes, media_type: str, base: str) -> str:
        """The triples of a document, as ``kg.engine.oxigraph.store.as_ntriples`` reads it, in a worker.

        Raises RequestError if it cannot be read or meets a limit.
        """
        document = {"media_type": media_type, "base": base}
        return self._do({"do": "ntriples", "document": document}, payload=body).payload.decode()

    def _do(
        self, header: dict[str, Any], seconds: float | None = None, gone: Gone | None = None, payload: bytes = b""
    ) -> ipc.Message:
        if self._snapshots is None:
            reply = self._pool.do(ipc.Message(header, payload), seconds, gone)
            reply.header["version"] = self._parent.version
        else:
            with self._snapshots.current() as (directory, version):
                reply = self._pool.do(ipc.Message(header | {"directory": directory}, payload), seconds, gone)
            reply.header["version"] = version
        if failed := reply.header.get("error"):
            raise revived(failed)
        return reply
