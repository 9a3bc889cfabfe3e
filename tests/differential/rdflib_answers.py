"""The answers of rdflib, from its own store in memory."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence

import pyoxigraph as ox
import rdflib
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Identifier

from tests.differential.datasets import EX, PROLOGUE, XSD
from tests.differential.trees import Tree
from tests.w3c.comparison import Outcome, Table, graphs, row

# It would log each literal that is not valid, of which the datasets have some.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)
_SOURCE = re.compile(r"FROM (NAMED )?:(\w+)")


def answer(quads: Sequence[ox.Quad], query: Tree) -> Outcome:
    """The answer to a query; raises whatever rdflib raises where it fails.

    rdflib would fetch the graphs of FROM from the web; here its dataset is what the query names.
    """
    text = str(query)
    result = _dataset(quads, _SOURCE.findall(text)).query(PROLOGUE + _SOURCE.sub("", text))
    if result.type == "ASK":
        return bool(result)
    if result.type == "CONSTRUCT":
        return graphs(ox.Quad(*map(_to_engine, triple)) for triple in result.graph or ())
    rows = ({str(name): _to_engine(term) for name, term in binding.items()} for binding in result.bindings)
    return Table(frozenset(map(str, result.vars or ())), tuple(map(row, rows)))


def _dataset(quads: Sequence[ox.Quad], sources: Sequence[tuple[str, str]]) -> rdflib.Dataset:
    """The quads, of which only the graphs of the sources are seen if there are any."""
    dataset = rdflib.Dataset()
    for named, name in sources:
        if named:
            dataset.graph(rdflib.URIRef(EX + name))
    for quad in quads:
        for graph in _seen_as(quad.graph_name, sources):
            dataset.graph(graph).add((_to_rdflib(quad.subject), _to_rdflib(quad.predicate), _to_rdflib(quad.object)))
    return dataset


def _seen_as(
    graph: ox.NamedNode | ox.BlankNode | ox.DefaultGraph, sources: Sequence[tuple[str, str]]
) -> Iterator[rdflib.URIRef]:
    """The graphs of the query's dataset that a graph is a part of."""
    if not sources:
        yield rdflib.URIRef(graph.value) if isinstance(graph, ox.NamedNode) else DATASET_DEFAULT_GRAPH_ID
        return
    for named, name in sources:
        if graph == ox.NamedNode(EX + name):
            yield rdflib.URIRef(EX + name) if named else DATASET_DEFAULT_GRAPH_ID


def _to_rdflib(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Identifier:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    assert isinstance(term, ox.Literal)
    datatype = None if term.language or term.datatype.value == XSD + "string" else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)


def _to_engine(term: Identifier) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(term, rdflib.URIRef):
        return ox.NamedNode(str(term))
    if isinstance(term, rdflib.BNode):
        return ox.BlankNode(str(term))
    assert isinstance(term, rdflib.Literal)
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
