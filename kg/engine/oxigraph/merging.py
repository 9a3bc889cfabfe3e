"""The merge of several graphs as the default graph of a query (SPARQL 1.1 Query, 13.2.1)."""

from collections.abc import Sequence
from itertools import chain, islice

import pyoxigraph as ox

from kg.sparql.terms import iri_ref


def have_triples_in_common(engine: ox.Store, graphs: Sequence[str]) -> bool:
    """Whether a triple is in two of the graphs; the engine would find it twice in their merge."""
    names = " ".join(map(iri_ref, graphs))
    pattern = f"VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} VALUES ?h {{ {names} }} GRAPH ?h {{ ?s ?p ?o }}"
    return bool(engine.query(f"ASK {{ {pattern} FILTER (?g != ?h) }}"))


def merged(engine: ox.Store, default: Sequence[str], named: Sequence[str], most: int) -> ox.Store | None:
    """A store of the merge as the default graph, and of the named graphs; None for more than ``most`` triples."""
    merge = (
        ox.Quad(quad.subject, quad.predicate, quad.object, ox.DefaultGraph())
        for graph in default
        for quad in engine.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    )
    kept = (quad for graph in named for quad in engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
    quads = list(islice(chain(merge, kept), most + 1))
    if len(quads) > most:
        return None
    store = ox.Store()
    for graph in named:
        store.add_graph(ox.NamedNode(graph))
    store.extend(quads)
    return store
