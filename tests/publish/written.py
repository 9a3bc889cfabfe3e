"""A dataset in memory that holds what one test writes, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg.engine.answer import Term
from kg.engine.jobs import PreparedUpdate
from kg.engine.oxigraph.store import Store
from kg.limits import Limits, PageLimits
from kg.model.dataset import PublishedDataset
from kg.model.display import Display
from kg.namespaces import Namespaces
from tests.publish.separation import separate

BASE = "https://example.org/kg/"
NAMES = Namespaces(BASE)
ANN, BOB = NAMES.thing("person/ann"), NAMES.thing("person/bob")


def written(triples: str) -> PublishedDataset:
    """A dataset of triples in Turtle, with the project's prefixes and IRIs below the base; each in its graph."""
    return PublishedDataset(_store(triples), NAMES)


def limited(triples: str, **limits: int) -> PublishedDataset:
    """A dataset of triples with limits of its pages."""
    return replace(written(triples), limits=Limits(page=PageLimits(**limits)))


def displayed(triples: str) -> PublishedDataset:
    """The same with the project's display data."""
    store = _store(triples)
    store.engine.extend(ox.Quad(*triple, ox.NamedNode(NAMES.graph("display"))) for triple in _display())
    return PublishedDataset(store, NAMES)


def lists(**names: str) -> Display:
    """Display data with nothing but lists, by name, of local names of properties."""
    return Display(NAMES, lists={_list(name): tuple(map(NAMES.term, terms.split())) for name, terms in names.items()})


def nquads(triples: str) -> bytes:
    """The same as the content of a file that a server opens."""
    content = _store(f"<def> a owl:Ontology . {triples}").engine.dump(format=ox.RdfFormat.N_QUADS)
    assert content is not None
    return content


def asserted(node: str, statement: str, *, status: str = "explicit", more: str = "") -> str:
    """A statement, given as ``subject predicate object``, with its assertion below ``id/assertion/``."""
    subject, predicate, value = statement.split(" ", 2)
    return (
        f"{statement} . <id/assertion/{node}> a ckg:Assertion ; rdf:subject {subject} ; rdf:predicate {predicate} ; "
        f"rdf:object {value} ; ckg:evidenceStatus ckg:{status} ; ckg:supportedBy <source/text/p-1> {more} ."
    )


def inferred(node: str, statement: str, *premises: str) -> str:
    """A statement with its inference below ``id/inference/``; premises are paths below ``id/``."""
    subject, predicate, value = statement.split(" ", 2)
    grounds = "".join(f"; ckg:premise <id/{premise}> " for premise in premises)
    return (
        f"{statement} . <id/inference/{node}> a ckg:Inference ; rdf:subject {subject} ; rdf:predicate {predicate} ; "
        f"rdf:object {value} ; ckg:rule <id/rule/r> ; ckg:restsOn <source/text/p-1> {grounds} ."
    )


def iri(value: str) -> Term:
    """An IRI, given as a path below the base."""
    return Term("iri", BASE + value)


def _list(name: str) -> str:
    return NAMES.graph(f"display#{name}")


@cache
def _display() -> tuple[ox.Triple, ...]:
    text = (Path(__file__).parents[2] / "ontology" / "display.ttl").read_text(encoding="utf-8")
    return tuple(quad.triple for quad in ox.parse(NAMES.rebase(text), format=ox.RdfFormat.TURTLE))


def _store(triples: str) -> Store:
    store = Store()
    store.update(PreparedUpdate(f"INSERT DATA {{ {triples} }}", NAMES.prefixes, BASE))
    separate(store, NAMES)
    return store
