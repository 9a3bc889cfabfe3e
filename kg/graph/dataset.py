"""The built dataset: one N-Quads file with the default graph that holds everything and the named graphs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.term import BNode, Node

from kg.errors import DatasetError, Problem
from kg.graph.assertions import INTERPRETATION, Assertion
from kg.graph.blank_node_labels import labelled
from kg.graph.ontology import Ontology
from kg.graph.provenance import BUILD, INFERRED, INTERPRETATIONS, ONTOLOGY, PROVENANCE, Provenance
from kg.graph.reasoning import Closure
from kg.graph.sources import Source
from kg.namespaces import Namespaces

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})

NamedGraphs = dict[str, set[str]]
"""The triples of each named graph, by its IRI, as N-Quads writes them before the name of the graph."""


def named_graphs(
    ontology: Ontology,
    companions: Mapping[str, Graph],
    sources: Mapping[str, Source],
    assertions: list[Assertion],
    closure: Closure,
) -> NamedGraphs:
    """What stands in which graph.

    A triple stands in each graph that holds it: the graph of every passage that supports it, or of interpretations,
    inferences, provenance, the ontology or one of its companions.
    """
    names = ontology.namespaces
    graphs: NamedGraphs = {}
    for assertion in assertions:
        interpreted = assertion.status == INTERPRETATION
        for name in [names.graph(INTERPRETATIONS)] if interpreted else assertion.passages:
            graphs.setdefault(name, set()).add(_line(assertion.triple))
    graphs[names.graph(INFERRED)] = statements(closure.proofs)
    graphs[names.graph(PROVENANCE)] = statements(Provenance(ontology, assertions, closure).triples(sources))
    for name, graph in {ONTOLOGY: ontology.graph, **companions}.items():
        graphs[names.graph(name)] = statements(labelled(graph))
    return graphs


def statements(triples: Iterable[tuple[Node, Node, Node]]) -> set[str]:
    """Triples as the lines of a named graph have them."""
    return {_line(triple) for triple in triples}


def lines(graphs: NamedGraphs) -> list[str]:
    """The dataset as sorted N-Quads lines; the same input gives the same lines.

    A triple stands once in each named graph that holds it, and once in the default graph.
    """
    merged = set().union(*graphs.values())
    return sorted([f"{triple} ." for triple in merged] + quads(graphs))


def quads(graphs: NamedGraphs) -> list[str]:
    """The named graphs as sorted N-Quads lines."""
    return sorted(f"{triple} <{name}> ." for name, triples in graphs.items() for triple in triples)


def digest(graphs: NamedGraphs) -> str:
    """The SHA-256 of the named graphs as sorted N-Quads lines, each with its line feed, in hexadecimal."""
    return sha256("".join(f"{line}\n" for line in quads(graphs)).encode()).hexdigest()


def without_build(content: list[str], names: Namespaces) -> list[str]:
    """The lines of a dataset but for those that tell of its build: the same whatever tools and commit it is made of."""
    graph = f" <{names.graph(BUILD)}> ."
    built = {line for line in content if line.endswith(graph)}
    built |= {f"{line.removesuffix(graph)} ." for line in built}
    return [line for line in content if line not in built]


def write(path: Path, content: Iterable[str]) -> None:
    """Put lines into a file all at once: readers see the old file or the new one, never a part.

    Raises DatasetError if the file cannot be written.
    """
    if path.exists() and not path.is_file():
        raise DatasetError(Problem(str(path), "is no file that could be replaced.", "Name another with --dataset."))
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            draft.write_text("\n".join(content) + "\n", encoding="utf-8")
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        what = f"cannot be written: {error.strerror}."
        raise DatasetError(Problem(str(path), what, "Name a place that you may write to with --dataset.")) from error


def _line(triple: tuple[Node, Node, Node]) -> str:
    return " ".join(_term(term) for term in triple)


def _term(term: Node) -> str:
    """A term as N-Quads writes it (RDF 1.1 N-Quads, section 3)."""
    if isinstance(term, URIRef):
        return f"<{term}>"
    if isinstance(term, BNode):
        return f"_:{term}"
    if isinstance(term, Literal):
        text = f'"{str(term).translate(_ESCAPES)}"'
        return f"{text}@{term.language}" if term.language else f"{text}^^<{term.datatype}>" if term.datatype else text
    raise TypeError(term)
