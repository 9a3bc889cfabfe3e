"""The build: ontology, sources and records become a dataset, completely or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from rdflib import Graph

from kg.graph.activity import build_activity
from kg.graph.assertions import INTERPRETATION, Assertion, make_assertions
from kg.graph.dataset import NamedGraphs, with_stable_labels
from kg.graph.ontology import Ontology
from kg.graph.provenance import Provenance
from kg.graph.reasoning import Closure, compute_closure
from kg.graph.records import read_records
from kg.graph.rules import inference_rules
from kg.graph.sources import SourceRecord, read_sources
from kg.graph.standard import standard_triples

Progress = Callable[[str], None]


@dataclass(frozen=True)
class BuildInputs:
    """What a build has read: the ontology, the sources, and the assertions made from the facts of the records."""

    ontology: Ontology
    sources: dict[str, SourceRecord]
    assertions: list[Assertion]


@dataclass(frozen=True)
class BuildResult:
    """The inputs of a build, what follows from them, and the dataset as N-Quads lines."""

    inputs: BuildInputs
    closure: Closure
    lines: list[str]


def read_inputs(ontology: Ontology, data: Sequence[Path], progress: Progress) -> BuildInputs:
    """Read the sources and records of some folders; raises DataError with every problem."""
    progress("reading sources and records")
    sources = read_sources(data)
    facts = read_records(data, root=Path.cwd())
    progress(f"making assertions from {len(facts)} facts")
    return BuildInputs(ontology, sources, make_assertions(facts, sources, ontology))


def build_dataset(ontology: Ontology, data: Sequence[Path], progress: Progress) -> BuildResult:
    """Assemble the dataset; raises DataError for invalid files and InconsistencyError for contradictions."""
    inputs, names = read_inputs(ontology, data, progress), ontology.namespaces
    progress(f"reasoning over {len(inputs.assertions)} assertions")
    places = {assertion.triple: str(assertion.location) for assertion in inputs.assertions}
    stated = {assertion.triple for assertion in inputs.assertions if assertion.support.status != INTERPRETATION}
    closure = compute_closure(places, inference_rules(ontology), ontology, interpreted=places.keys() - stated)
    progress(f"assembling the dataset with {len(closure.derivations)} inferences")
    graphs = _named_graphs(inputs, closure)
    graphs.add(names.graph("build"), build_activity(ontology.folder, data, names, graphs.digest()))
    return BuildResult(inputs, closure, graphs.lines())


def _named_graphs(inputs: BuildInputs, closure: Closure) -> NamedGraphs:
    """All named graphs but the build's; an assertion is in those of its passages, or in that of interpretations."""
    ontology, names = inputs.ontology, inputs.ontology.namespaces
    graphs = NamedGraphs(names)
    for assertion in inputs.assertions:
        interpreted = assertion.support.status == INTERPRETATION
        for name in [names.graph("interpretations")] if interpreted else assertion.support.passages:
            graphs.add(name, [assertion.triple])
    graphs.add(names.graph("inferred"), closure.derivations)
    provenance = Provenance(ontology, inputs.assertions, closure)
    sources = list(provenance.sources(inputs.sources.values()))
    graphs.add(names.graph("sources"), sources)
    graphs.add(names.graph("assertions"), provenance.assertions())
    graphs.add(names.graph("proofs"), provenance.proofs())
    graphs.add(names.graph("dataset"), provenance.dataset(inputs.sources))
    modules = {"ontology": ontology.graph, **ontology.companions}
    stable = {name: list(with_stable_labels(graph)) for name, graph in modules.items()}
    for name, triples in stable.items():
        graphs.add(names.graph(name), triples)
    asserted = (assertion.triple for assertion in inputs.assertions)
    facts = chain(asserted, closure.derivations, ontology.individuals(), sources)
    alignments = Graph()
    alignments += stable["alignments"]
    graphs.add(names.graph("standard"), standard_triples(facts, alignments))
    return graphs
