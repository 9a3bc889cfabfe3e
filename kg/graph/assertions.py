"""Assertions: the triples that the records state, each with the evidence given for it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from rdflib import RDF, Dataset, URIRef
from rdflib.term import Node

from kg.errors import DataError, Problem
from kg.graph.ontology import Ontology
from kg.graph.record_keys import allowed_values, key_problems, record_context, unknown_name
from kg.graph.records import Location, RecordFact
from kg.graph.sources import SourceRecord

RdfTriple = tuple[URIRef, URIRef, Node]

INTERPRETATION = "interpretation"
# From the most certain on.
STATUSES = ("explicit", "implied", INTERPRETATION)


@dataclass(frozen=True)
class FactSupport:
    """The passages that support a fact, and how they do.

    ``passages`` and ``read_with`` hold passage IRIs; only interpretations have a ``reason``; ``according_to`` is the
    agent whom the source cites, None for what the source itself states.
    """

    status: str
    passages: tuple[URIRef, ...]
    read_with: tuple[URIRef, ...]
    reason: str | None
    according_to: URIRef | None
    confidence: URIRef | None


@dataclass(frozen=True)
class Assertion:
    """A triple with its support and the line of the record that states it."""

    triple: RdfTriple
    support: FactSupport
    location: Location

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that identify the triple together with its manner of support."""
        support = self.support
        manner = (support.status, support.reason or "", support.according_to or "", support.confidence or "")
        return triple_digest(self.triple, *manner)


def triple_digest(triple: RdfTriple, *more: str) -> str:
    """Sixteen hexadecimal digits that identify a triple together with further texts."""
    return sha256("\x1f".join([*(term.n3() for term in triple), *more]).encode()).hexdigest()[:16]


def make_assertions(
    facts: Iterable[RecordFact], sources: Mapping[str, SourceRecord], ontology: Ontology
) -> list[Assertion]:
    """Turn facts into assertions, sorted by triple; equal triples with the same manner of support are merged.

    Raises DataError with every problem: unknown keys, values that do not fit the datatype, unknown passages,
    interpretations without a reason, identifiers of entities that no record describes.
    """
    builder = _AssertionBuilder(sources, ontology)
    assertions = list(builder.build(facts))
    if not builder.problems:
        # Only if all records are valid: others may refer to what an invalid record describes.
        builder.check_references(assertions)
    if builder.problems:
        raise DataError(*builder.problems)
    return _merge(assertions)


def _merge(assertions: Iterable[Assertion]) -> list[Assertion]:
    merged: dict[str, Assertion] = {}
    for assertion in assertions:
        earlier = merged.setdefault(assertion.digest, assertion)
        first, second = earlier.support, assertion.support
        passages, read_with = {*first.passages, *second.passages}, {*first.read_with, *second.read_with}
        support = replace(first, passages=tuple(sorted(passages)), read_with=tuple(sorted(read_with)))
        merged[assertion.digest] = replace(earlier, support=support)
    return sorted(merged.values(), key=lambda a: (tuple(term.n3() for term in a.triple), a.digest))


class _AssertionBuilder:
    def __init__(self, sources: Mapping[str, SourceRecord], ontology: Ontology) -> None:
        # The keys of the passages of each source.
        self.passages = {key: {passage.key for passage in source.passages} for key, source in sources.items()}
        self.ontology = ontology
        self.names = ontology.namespaces
        self.context = record_context(ontology)
        self.problems: list[Problem] = []

    def build(self, facts: Iterable[RecordFact]) -> Iterator[Assertion]:
        """Read all facts as one JSON-LD 1.1 document, with a graph for each key of a fact."""
        graphs: dict[URIRef, tuple[FactSupport, Location]] = {}
        nodes: list[dict[str, Any]] = []
        for fact in facts:
            support = self._support(fact)
            for key, values in fact.properties.items():
                problems = key_problems(self.ontology, self.context, key, values)
                self.problems += problems
                if problems or support is None:
                    continue
                name = URIRef(f"urn:fact:{len(graphs)}")
                graphs[name] = support, values[0].location
                content = [value.content for value in values]
                # Texts by language are one object, not a list.
                value = content[0] if isinstance(content[0], dict) else content
                nodes.append({"@id": name, "@graph": [{"@id": fact.subject, key: value}]})
        dataset = Dataset()
        dataset.parse(data=json.dumps({"@context": self.context, "@graph": nodes}), format="json-ld")
        for name, origin in graphs.items():
            for s, p, o in dataset.graph(name):
                if isinstance(s, URIRef) and isinstance(p, URIRef):
                    yield Assertion((s, p, o), *origin)

    def _support(self, fact: RecordFact) -> FactSupport | None:
        status, reason = fact.evidence_text("status") or "explicit", fact.evidence_text("reason")
        confidence, agent = fact.evidence_text("confidence"), fact.evidence_text("accordingTo")
        problem = None
        if status not in STATUSES:
            problem = unknown_name(status, "a status", fact.location, STATUSES)
        elif (status == INTERPRETATION) != (reason is not None):
            what = "an interpretation needs a reason" if reason is None else f"{status} facts have no reason"
            remedy = "Give a reason with the status interpretation, and only then."
            problem = Problem(str(fact.location), f"{what}.", remedy)
        elif confidence and self.ontology.term(confidence) not in allowed_values(self.ontology, "confidence"):
            problem = unknown_name(confidence, "a confidence", fact.location, ["high", "medium"])
        if problem:
            self.problems.append(problem)
            return None
        return FactSupport(
            status=status,
            passages=self._passages(fact, "cite"),
            read_with=self._passages(fact, "readWith"),
            reason=reason,
            according_to=URIRef(self.names.thing(agent)) if agent else None,
            confidence=self.ontology.term(confidence) if confidence else None,
        )

    def _passages(self, fact: RecordFact, key: str) -> tuple[URIRef, ...]:
        passages = set()
        for value in fact.evidence.get(key, []):
            source, _, passage = str(value.content).rpartition("/")
            source = source or fact.source
            if source not in self.passages:
                self.problems.append(unknown_name(source, "a source", value.location, self.passages))
            elif passage not in (keys := self.passages[source]):
                self.problems.append(unknown_name(passage, f"a passage of {source}", value.location, keys))
            else:
                passages.add(URIRef(self.names.source(f"{source}/{passage}")))
        return tuple(sorted(passages))

    def check_references(self, assertions: Sequence[Assertion]) -> None:
        """Add a problem for each entity that is mentioned, but not described by a record."""
        passages = (f"{source}/{key}" for source, keys in self.passages.items() for key in keys)
        described = {str(assertion.triple[0]) for assertion in assertions if assertion.triple[1] == RDF.type}
        described |= {self.names.source(key) for key in (*self.passages, *passages)}
        for assertion in assertions:
            subject, _, value = assertion.triple
            if str(subject) not in described:
                what = f"{self.names.compact(subject)} has no type."
                self.problems.append(Problem(str(assertion.location), what, "Give the record a type."))
            for iri in (str(node) for node in (value, assertion.support.according_to) if isinstance(node, URIRef)):
                if iri.startswith((self.names.things, self.names.sources)) and iri not in described:
                    kind, names = "an entity that a record describes", map(self.names.compact, described)
                    self.problems.append(unknown_name(self.names.compact(iri), kind, assertion.location, names))
