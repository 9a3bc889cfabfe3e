"""Building: from the files of ontology and data to the dataset, with nothing half done on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph

from kg.graph import dataset
from kg.graph.activity import Activity
from kg.graph.assertions import Assertion, assertions
from kg.graph.ontology import Ontology, load_companions, load_ontology
from kg.graph.provenance import BUILD
from kg.graph.reasoning import Closure, close
from kg.graph.records import Fact, read_records
from kg.graph.rules import rules
from kg.graph.sources import Source, read_sources
from kg.namespaces import Namespaces

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Material:
    """Everything that was read: the ontology and its companions, the sources, the facts, the assertions of them."""

    ontology: Ontology
    companions: dict[str, Graph]
    sources: dict[str, Source]
    facts: list[Fact]
    assertions: list[Assertion]


@dataclass(frozen=True)
class Built:
    """The outcome of a build: what was read, what follows from it, and the dataset's N-Quads lines."""

    material: Material
    closure: Closure
    lines: list[str]


def read(ontology: Path, data: list[Path], names: Namespaces, progress: Progress) -> Material:
    """Read ontology, sources and records.

    Raises DataError with every problem found.
    """
    progress("reading the ontology")
    terms, companions = load_ontology(ontology, names), load_companions(ontology, names)
    progress("reading sources and records")
    sources = read_sources(data)
    facts = read_records(data, root=Path.cwd())
    progress(f"making assertions of {len(facts)} facts")
    return Material(terms, companions, sources, facts, assertions(facts, sources, terms))


def build(ontology: Path, data: list[Path], names: Namespaces, progress: Progress) -> Built:
    """Read everything, infer what follows, and lay out the dataset.

    Raises DataError for what cannot be read and InconsistencyError for what contradicts itself.
    """
    material = read(ontology, data, names, progress)
    progress(f"reasoning over {len(material.assertions)} assertions")
    places = {assertion.triple: str(assertion.location) for assertion in material.assertions}
    closure = close(places, rules(material.ontology), places)
    progress(f"laying out {len(closure.proofs)} inferences with their proofs")
    graphs = dataset.named_graphs(
        material.ontology, material.companions, material.sources, material.assertions, closure
    )
    activity = Activity.of(ontology, data).triples(names, dataset.digest(graphs))
    graphs[names.graph(BUILD)] = dataset.statements(activity)
    return Built(material, closure, dataset.lines(graphs))
