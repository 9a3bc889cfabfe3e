"""The graphs of a store, changed one at a time (SPARQL 1.1 Graph Store HTTP Protocol, 5)."""

from collections.abc import Sequence

import pyoxigraph as ox

from kg.engine.jobs import ChangeGraphJob, DeleteGraphJob, PatchGraphJob, PostGraphJob, PutGraphJob
from kg.engine.oxigraph.documents import parse_triples
from kg.engine.oxigraph.store import GraphName, Store, graph_name, no_such_graph
from kg.errors import Problem, QueryError, RequestError


def require(store: Store, job: ChangeGraphJob) -> bool:
    """Whether the graph of a job exists; the default graph always does.

    Raises RequestError with status 412 if the job requires otherwise (RFC 9110, 13.1.1 and 13.1.2).
    """
    exists = job.graph is None or store.engine.contains_named_graph(graph_name(job.graph))
    if job.exists not in (None, exists):
        what = "The graph exists already." if exists else "There is no such graph."
        raise RequestError(412, Problem(str(job.graph), what, "Leave the condition out, or look again."))
    return exists


def change_graph(store: Store, job: ChangeGraphJob) -> None:
    """Change a graph; the caller has to be able to undo it, since the steps together are not all or nothing.

    Raises RequestError for a document that cannot be read, before anything is changed, and with status 404 for a graph
    that would have to exist. Raises QueryError if an update cannot be parsed or changes another graph.
    """
    if isinstance(job, DeleteGraphJob | PatchGraphJob) and not require(store, job):
        raise no_such_graph(job.graph)
    name = graph_name(job.graph)
    match job:
        case PutGraphJob():
            triples = [triple for document in job.documents for triple in parse_triples(document, job.base)]
            if not isinstance(job, PostGraphJob):
                store.engine.clear_graph(name)
            _add(store, name, triples)
        case PatchGraphJob():
            _patch(store, name, job)
        case DeleteGraphJob():
            store.engine.remove_graph(name)
    store.engine.flush()


def _patch(store: Store, name: GraphName, job: PatchGraphJob) -> None:
    """Apply an update that sees the graph as the default graph and nothing else.

    Only the difference is written, so blank nodes that it does not touch stay what they are.
    """
    before = {quad.triple for quad in store.engine.quads_for_pattern(None, None, None, name)}
    alone = Store(limits=store.limits)
    alone.engine.extend(_quad(triple, ox.DefaultGraph()) for triple in before)
    alone.update(job.update)
    if any(True for _ in alone.engine.named_graphs()):
        remedy = "Send it to the endpoint for updates, or leave GRAPH out."
        raise QueryError(Problem("update", "It changes another graph than the one it is sent to.", remedy))
    after = {quad.triple for quad in alone.engine}
    for triple in before - after:
        store.engine.remove(_quad(triple, name))
    _add(store, name, list(after - before))


def _add(store: Store, name: GraphName, triples: Sequence[ox.Triple]) -> None:
    if isinstance(name, ox.NamedNode):
        store.engine.add_graph(name)
    store.engine.extend(_quad(triple, name) for triple in triples)


def _quad(triple: ox.Triple, name: GraphName) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, name)
