"""The graphs of a store, changed one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from kg.engine.oxigraph.store import GraphName, Store, graph_name, missing, triples
from kg.errors import Problem, QueryError, RequestError


class Graphs:
    """The graphs of a store; one is named by its IRI, the default graph, which always is there, by None.

    A change of several steps is not all or nothing by itself: who calls has to be able to undo it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._engine = store.engine

    def require(self, graph: str | None, *, there: bool | None) -> bool:
        """Whether a graph is there, which ``there`` may demand (RFC 9110, 13.1.1 and 13.1.2).

        Raises RequestError with status 412 if the demand is not met.
        """
        name = graph_name(graph)
        found = graph is None or self._engine.contains_named_graph(name)
        if there is not None and found != there:
            what = "The graph is there already." if found else "There is no such graph."
            raise RequestError(412, Problem(str(graph), what, "Leave the condition out, or look again."))
        return found

    def put(self, graph: str | None, documents: Iterable[tuple[bytes, str]], base: str) -> None:
        """Give a graph the content of documents, each with its media type; relative IRIs are below ``base``.

        Raises RequestError for one that cannot be read, before anything is changed.
        """
        name, quads = graph_name(graph), list(_quads(graph, documents, base))
        self._engine.clear_graph(name)
        self._add(name, quads)

    def post(self, graph: str | None, documents: Iterable[tuple[bytes, str]], base: str) -> None:
        """Add the content of documents to a graph; raises what ``put`` raises."""
        self._add(graph_name(graph), list(_quads(graph, documents, base)))

    def delete(self, graph: str | None) -> None:
        """Remove a graph; the default graph is emptied.

        Raises RequestError with status 404 if there is no such graph.
        """
        if not self.require(graph, there=None):
            raise missing(graph)
        self._engine.remove_graph(graph_name(graph))
        self._engine.flush()

    def patch(self, graph: str | None, update: str, prefixes: Mapping[str, str], base: str | None) -> None:
        """Apply an update to a graph, which it sees as the default graph and nothing else.

        Only the difference is written, so blank nodes that it does not touch stay what they are.
        Raises QueryError if the update cannot be parsed or touches another graph, RequestError with status 404 if
        there is no such graph.
        """
        if not self.require(graph, there=None):
            raise missing(graph)
        name = graph_name(graph)
        before = {quad.triple for quad in self._engine.quads_for_pattern(None, None, None, name)}
        alone = Store.empty()
        alone.engine.extend(_quad(triple, ox.DefaultGraph()) for triple in before)
        alone.update(update, prefixes, base)
        if any(True for _ in alone.engine.named_graphs()):
            remedy = "Send it to the endpoint for updates, or leave GRAPH out."
            raise QueryError(Problem("update", "It changes another graph than the one it is sent to.", remedy))
        after = {quad.triple for quad in alone.engine}
        for triple in before - after:
            self._engine.remove(_quad(triple, name))
        self._add(name, [_quad(triple, name) for triple in after - before])

    def _add(self, name: GraphName, quads: Sequence[ox.Quad]) -> None:
        if isinstance(name, ox.NamedNode):
            self._engine.add_graph(name)
        self._engine.extend(quads)
        self._engine.flush()


def _quad(triple: ox.Triple, name: GraphName) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, name)


def _quads(graph: str | None, documents: Iterable[tuple[bytes, str]], base: str) -> Iterable[ox.Quad]:
    name = graph_name(graph)
    return (_quad(triple, name) for body, kind in documents for triple in triples(body, kind, base))
