"""A change to one graph alone: an update that sees it as the default graph and nothing else."""

from __future__ import annotations

import io
from collections.abc import Mapping

from kg.engine.store import Store
from kg.errors import Problem, QueryError
from kg.formats import by_name

_OUTSIDE = "ASK { GRAPH ?g { ?s ?p ?o } }"


def patch(store: Store, graph: str | None, update: str, prefixes: Mapping[str, str], base: str) -> None:
    """Apply an update to a graph of a store; None is the default graph. All of it is applied, or nothing.

    Raises QueryError if the update cannot be parsed, or touches another graph.
    """
    alone = Store.empty()
    alone.update(f"INSERT DATA {{ {_content(store, graph)} }}", {}, None)
    alone.update(update, prefixes, base)
    if alone.query(_OUTSIDE).truth:
        remedy = "Send it to the endpoint for updates, or leave GRAPH out."
        raise QueryError(Problem("update", "It changes another graph than the one it is sent to.", remedy))
    store.update(replacement(graph, _content(alone, None)), {}, None)


def replacement(graph: str | None, triples: str) -> str:
    """The update that gives a graph other content, in N-Triples."""
    if graph is None:
        return f"CLEAR DEFAULT ; INSERT DATA {{ {triples} }}"
    return f"DROP SILENT GRAPH <{graph}> ; CREATE GRAPH <{graph}> ; {addition(graph, triples)}"


def addition(graph: str | None, triples: str) -> str:
    """The update that adds content to a graph, in N-Triples."""
    return f"INSERT DATA {{ {triples} }}" if graph is None else f"INSERT DATA {{ GRAPH <{graph}> {{ {triples} }} }}"


def _content(store: Store, graph: str | None) -> str:
    where = "?s ?p ?o" if graph is None else f"GRAPH <{graph}> {{ ?s ?p ?o }}"
    written = io.BytesIO()
    store.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }}").write(written, by_name("nt"), {})
    return written.getvalue().decode()
