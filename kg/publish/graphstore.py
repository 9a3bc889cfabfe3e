"""The Graph Store (SPARQL 1.1 Graph Store HTTP Protocol): its operations as updates."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from kg.engine.courier import Document
from kg.engine.patching import addition, replacement
from kg.errors import Problem, RequestError
from kg.publish.description import content, existence
from kg.publish.endpoint import Endpoint
from kg.publish.protocol import UPDATE, Query, Update, decoded


@dataclass(frozen=True)
class GraphStore:
    """The graphs of an endpoint's dataset; a graph is named by its IRI, the default graph by None."""

    endpoint: Endpoint

    def exists(self, graph: str | None) -> bool:
        """Whether there is a graph, be it empty; the default graph always is there."""
        if graph is None:
            return True
        return self.endpoint.rows(Query(existence(graph)), 1).truth

    def query(self, graph: str | None) -> Query:
        """The query for the content of a graph.

        Raises RequestError with status 404 if there is no such graph.
        """
        self._require(graph)
        return Query(content(graph))

    def put(self, graph: str | None, documents: Sequence[Document]) -> bool:
        """Replace the content of a graph (5.3); tells whether the graph is new."""
        data = self._triples(graph, documents)
        new = not self.exists(graph)
        self._apply(replacement(graph, data))
        return new

    def post(self, graph: str | None, documents: Sequence[Document]) -> bool:
        """Add to the content of a graph (5.5); tells whether the graph is new."""
        data = self._triples(graph, documents)
        new = not self.exists(graph)
        create = f"CREATE GRAPH <{graph}> ; " if new else ""
        self._apply(create + addition(graph, data))
        return new

    def patch(self, graph: str | None, body: bytes, media_type: str) -> None:
        """Change a graph by a SPARQL update that sees nothing else, and takes it for the default graph (5.7).

        Raises RequestError: 404 if there is no such graph, 415 for anything but an update.
        """
        if media_type != UPDATE:
            remedy = f"Send {UPDATE}."
            raise RequestError(415, Problem("Content-Type", f"{media_type or 'Nothing'} is no patch.", remedy))
        self._require(graph)
        self.endpoint.patch(graph, decoded(body))

    def new_name(self, below: str) -> str:
        """A name for a new graph below an address (5.5)."""
        return f"{below}/{uuid.uuid4()}"

    def delete(self, graph: str | None) -> None:
        """Remove a graph (5.4); the default graph is emptied.

        Raises RequestError with status 404 if there is no such graph.
        """
        self._require(graph)
        self._apply("CLEAR DEFAULT" if graph is None else f"DROP GRAPH <{graph}>")

    def _require(self, graph: str | None) -> None:
        if not self.exists(graph):
            raise RequestError(404, Problem(str(graph), "There is no such graph.", "Make it with PUT or POST."))

    def _triples(self, graph: str | None, documents: Sequence[Document]) -> str:
        """The triples of all documents; their relative IRIs are below the graph's own (4.2)."""
        base = graph or self.endpoint.names.base
        return "".join(
            self.endpoint.service.ntriples(document.body, document.media_type, base) for document in documents
        )

    def _apply(self, update: str) -> None:
        self.endpoint.update(Update(update))
