"""The built dataset: one N-Quads file with the default graph that holds everything and the named graphs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rdflib import Literal, URIRef
from rdflib.compare import to_canonical_graph
from rdflib.term import BNode, Node

from kg.errors import DatasetError, Problem
from kg.graph.assertions import INTERPRETATION, Assertion, Triple
from kg.graph.ontology import Ontology
from kg.graph.provenance import INFERRED, INTERPRETATIONS, ONTOLOGY, PROVENANCE, Provenance
from kg.graph.reasoning import Closure
from kg.graph.sources import Source

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def lines(
    ontology: Ontology, sources: Mapping[str, Source], assertions: list[Assertion], closure: Closure
) -> list[str]:
    """The dataset as sorted N-Quads lines; the same input gives the same lines.

    A triple stands once in the default graph and once in each named graph that holds it: the graph of every
    passage that supports it, or of interpretations, inferences, provenance or the ontology.
    """
    graphs: dict[str, set[str]] = {}
    for name, triples in _graphs(ontology, sources, assertions, closure):
        graphs.setdefault(f" <{name}>", set()).update(_line(triple) for triple in triples)
    merged = set().union(*graphs.values())
    return sorted([f"{line} ." for line in merged] + [f"{line}{name} ." for name in graphs for line in graphs[name]])


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


def _graphs(
    ontology: Ontology, sources: Mapping[str, Source], assertions: list[Assertion], closure: Closure
) -> Iterator[tuple[str, Iterable[Triple]]]:
    names = ontology.namespaces
    for assertion in assertions:
        if assertion.status == INTERPRETATION:
            yield names.graph(INTERPRETATIONS), [assertion.triple]
        else:
            for passage in assertion.passages:
                yield passage, [assertion.triple]
    yield names.graph(INFERRED), closure.proofs
    yield names.graph(PROVENANCE), Provenance(ontology, assertions, closure).triples(sources)
    yield names.graph(ONTOLOGY), _canonical(ontology)


def _canonical(ontology: Ontology) -> Iterator[Triple]:
    """The ontology's triples with the same labels for their blank nodes in every build."""
    yield from to_canonical_graph(ontology.graph)  # type: ignore[misc]


def _line(triple: Triple) -> str:
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
