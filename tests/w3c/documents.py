"""The documents of the suites: data to load and results to expect."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from tests.w3c.comparison import Graphs, Outcome, Table, graphs, row
from tests.w3c.suite import Data, path_of

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
A = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
RESULTS = {"srx": QueryResultsFormat.XML, "srj": QueryResultsFormat.JSON, "tsv": QueryResultsFormat.TSV}


def triples(document: str) -> list[Quad]:
    """The triples of a document; it shares its blank nodes with no other document."""
    path = path_of(document)
    form = RdfFormat.from_extension(path.suffix[1:])
    return list(parse(path.read_bytes(), form, base_iri=document, rename_blank_nodes=True))


def quads(data: Data) -> list[Quad]:
    """The quads of a dataset. A document of quads brings the names of its own graphs."""
    return [
        quad if graph is None else Quad(quad.subject, quad.predicate, quad.object, NamedNode(graph))
        for graph, document in data
        for quad in triples(document)
    ]


def loading(data: Data) -> str:
    """The update that replaces everything by a dataset, whose graphs exist even if they are empty."""
    return replacing(quads(data), *(f"<{graph}>" for graph, _ in data if graph is not None))


def replacing(content: Iterable[Quad], *names: str) -> str:
    """The update that replaces everything by some quads, and creates the graphs of these names."""
    by_graph: dict[str, list[str]] = {name: [] for name in names}
    for quad in content:
        name = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
        by_graph.setdefault(name, []).append(f"{quad.triple} .")
    created = [f"; CREATE SILENT GRAPH {name}" for name in by_graph if name]
    blocks = [f"GRAPH {name} {{\n{text}\n}}" if name else text for name, text in joined(by_graph)]
    return f"DROP ALL {' '.join(created)} ; INSERT DATA {{\n" + "\n".join(blocks) + "\n}"


def joined(by_graph: dict[str, list[str]]) -> Iterable[tuple[str, str]]:
    return ((name, "\n".join(lines)) for name, lines in by_graph.items())


def solutions(outcome: QuerySolutions | QueryBoolean, ordered: bool) -> Outcome:
    """The results in a document."""
    if isinstance(outcome, QueryBoolean):
        return bool(outcome)
    names = [variable.value for variable in outcome.variables]
    rows = tuple(row({name: solution[name] for name in names}) for solution in outcome)
    return Table(frozenset(names), rows, ordered)


def cells(text: str, ordered: bool) -> Table:
    """A table of comma-separated values: nothing but texts, apart from the blank nodes."""
    head, *lines = csv.reader(io.StringIO(text, newline=""))
    return Table(frozenset(head), tuple(row(dict(zip(head, map(cell, line), strict=True))) for line in lines), ordered)


def cell(text: str) -> object:
    return BlankNode(text[2:]) if re.fullmatch(r"_:\w+", text) else Literal(text)


def result_set(statements: list[Quad]) -> Outcome | None:
    """The results that a graph describes in the vocabulary of result sets, if it does."""
    facts: dict[Any, dict[str, list[Any]]] = {}
    for quad in statements:
        facts.setdefault(quad.subject, {}).setdefault(quad.predicate.value.removeprefix(RS), []).append(quad.object)
    heads = [quad.subject for quad in statements if quad.predicate == A and quad.object == NamedNode(RS + "ResultSet")]
    if not heads:
        return None
    head = facts[heads[0]]
    if "boolean" in head:
        return bool(head["boolean"][0].value == "true")
    names = frozenset(term.value for term in head.get("resultVariable", []))
    # A solution without any binding may be a node of which nothing is said.
    found = [facts.get(node, {}) for node in head.get("solution", [])]
    ordered = bool(found) and all("index" in solution for solution in found)
    if ordered:
        found.sort(key=lambda solution: int(solution["index"][0].value))
    bound = [
        {facts[node]["variable"][0].value: facts[node]["value"][0] for node in s.get("binding", [])} for s in found
    ]
    return Table(names, tuple(map(row, bound)), ordered)


def expected(document: str, ordered: bool) -> Outcome:
    """The outcome that a document of the suites states."""
    suffix = path_of(document).suffix[1:]
    if suffix == "csv":
        return cells(path_of(document).read_text(encoding="utf-8"), ordered)
    if suffix in RESULTS:
        return solutions(parse_query_results(path_of(document).read_bytes(), RESULTS[suffix]), ordered)
    statements = triples(document)
    found = result_set(statements)
    return graphs(statements) if found is None else found


def accepted(document: str, outcome: Outcome) -> str:
    """The media type to ask for, so that the answer comes in the format of the expected document."""
    if isinstance(outcome, Graphs):
        return "application/n-triples"
    suffix = path_of(document).suffix[1:]
    return "text/csv" if suffix == "csv" else RESULTS.get(suffix, QueryResultsFormat.JSON).media_type


def answered(body: bytes, media_type: str, ordered: bool) -> Outcome:
    """The outcome in the body of an answer."""
    plain = media_type.partition(";")[0].strip().lower()
    if plain == "text/csv":
        return cells(body.decode(), ordered)
    results = QueryResultsFormat.from_media_type(plain)
    if results is not None and plain != "application/json":
        return solutions(parse_query_results(body, results), ordered)
    form = RdfFormat.from_media_type(plain)
    assert form is not None, f"an answer of the type {media_type!r}"
    return graphs(parse(body, form))
