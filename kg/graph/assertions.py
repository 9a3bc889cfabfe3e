"""Assertions: the triples that the records state, each with the evidence given for it."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from rdflib import RDF, Dataset, Graph, URIRef
from rdflib.term import Node

from kg.errors import DataError, Problem
from kg.graph.context import context
from kg.graph.datatypes import expected
from kg.graph.ontology import Ontology
from kg.graph.records import Fact, Location, Value
from kg.graph.sources import Source

Triple = tuple[URIRef, URIRef, Node]

EXPLICIT, IMPLIED, INTERPRETATION = "explicit", "implied", "interpretation"
_STATUSES = (EXPLICIT, IMPLIED, INTERPRETATION)
_FACT_GRAPH = "urn:fact:"


@dataclass(frozen=True)
class Assertion:
    """A triple, the passages that support it, and how they do.

    ``passages`` and ``read_with`` hold passage IRIs; ``reason`` is given for interpretations only;
    ``according_to`` is the agent whom the source cites, None where the source itself says so.
    """

    triple: Triple
    status: str
    passages: tuple[URIRef, ...]
    read_with: tuple[URIRef, ...]
    reason: str | None
    according_to: URIRef | None
    confidence: URIRef | None
    location: Location

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that identify the triple together with its manner of support."""
        manner = (self.status, self.reason or "", self.according_to or "", self.confidence or "")
        return digest(self.triple, *manner)


def digest(triple: Triple, *more: str) -> str:
    """Sixteen hexadecimal digits that identify a triple, together with whatever else is given."""
    return sha256("\x1f".join([*(term.n3() for term in triple), *more]).encode()).hexdigest()[:16]


def assertions(facts: list[Fact], sources: Mapping[str, Source], ontology: Ontology) -> list[Assertion]:
    """Turn facts into assertions, sorted by triple; the same triple with the same manner of support is one.

    Raises DataError with every problem: unknown keys, values that do not fit the datatype, unknown passages,
    statuses without their reason, identifiers that nothing describes.
    """
    maker = _Maker(sources, ontology)
    made = list(maker.make(facts))
    if not maker.problems:
        # Only now: what a refused record would have described is no mistake of those that mention it.
        maker.check_references(made)
    if maker.problems:
        raise DataError(*maker.problems)
    return _merge(made)


def _merge(made: Iterable[Assertion]) -> list[Assertion]:
    merged: dict[str, Assertion] = {}
    for assertion in made:
        known = merged.setdefault(assertion.digest, assertion)
        if known is not assertion:
            merged[assertion.digest] = replace(
                known,
                passages=_union(known.passages, assertion.passages),
                read_with=_union(known.read_with, assertion.read_with),
            )
    return sorted(merged.values(), key=lambda a: (tuple(term.n3() for term in a.triple), a.digest))


def _union(one: tuple[URIRef, ...], other: tuple[URIRef, ...]) -> tuple[URIRef, ...]:
    return tuple(sorted({*one, *other}))


class _Maker:
    def __init__(self, sources: Mapping[str, Source], ontology: Ontology) -> None:
        self.sources = sources
        self.ontology = ontology
        self.names = ontology.namespaces
        self.context: dict[str, Any] = context(ontology)["@context"]
        self.problems: list[Problem] = []

    def make(self, facts: list[Fact]) -> Iterator[Assertion]:
        known = [self._known_keys(fact) for fact in facts]
        for fact, graph in zip(known, self._graphs(known), strict=True):
            evidence = self._evidence(fact)
            if evidence is None:
                continue
            for triple in graph:
                yield replace(evidence, triple=triple, location=self._location(fact, triple))

    def _known_keys(self, fact: Fact) -> Fact:
        """The fact without the keys and values that cannot be used, each of which is a problem."""
        properties = {}
        for key, values in fact.properties.items():
            if key == "type" or isinstance(self.context.get(key), dict):
                properties[key] = [value for value in values if self._fits(key, value)]
            else:
                self._unknown(key, values[0].location, self._keys(), "a key")
        return replace(fact, properties={key: values for key, values in properties.items() if values})

    def _keys(self) -> list[str]:
        return [key for key, meaning in self.context.items() if isinstance(meaning, dict)]

    def _fits(self, key: str, value: Value) -> bool:
        meaning = self.context[key]
        if (isinstance(value.content, dict)) != ("@container" in meaning):
            remedy = "Write {ko: text}." if "@container" in meaning else "Write the text alone."
            self._problem(value.location, f"{key} is {'not ' if '@container' in meaning else ''}by language.", remedy)
            return False
        if key == "type":
            return self._is_term(value, self.ontology.classes, "a class")
        kind = meaning.get("@type", "@language")
        if kind == "@vocab":
            return self._is_term(value, self._values_of(key), f"a value of {key}")
        if kind.startswith("@") or (looks := expected(str(value.content), kind)) is None:
            return True
        self._problem(value.location, f"{key} is {value.content}, which is not {looks}.", f"Write {looks}.")
        return False

    def _values_of(self, key: str) -> frozenset[URIRef]:
        values = self.ontology.range(self.ontology.term(key))
        if values == RDF.Property:
            return self.ontology.object_properties | self.ontology.datatype_properties
        return frozenset(s for s in self.ontology.graph.subjects(RDF.type, values) if isinstance(s, URIRef))

    def _is_term(self, value: Value, allowed: frozenset[URIRef], what: str) -> bool:
        if URIRef(self.names.term(str(value.content))) in allowed:
            return True
        self._unknown(str(value.content), value.location, [self.ontology.local(t) for t in allowed], what)
        return False

    def _graphs(self, facts: list[Fact]) -> list[list[Triple]]:
        """The triples of each fact, by one reading of all of them as JSON-LD 1.1."""
        nodes = [
            {"@id": f"{_FACT_GRAPH}{number}", "@graph": [{"@id": fact.subject, **_plain(fact.properties)}]}
            for number, fact in enumerate(facts)
        ]
        document = {"@context": {**self.context, "@vocab": self.names.terms}, "@graph": nodes}
        dataset = Dataset()
        dataset.parse(data=json.dumps(document), format="json-ld")
        return [_triples(dataset.graph(URIRef(f"{_FACT_GRAPH}{number}"))) for number in range(len(facts))]

    def _evidence(self, fact: Fact) -> Assertion | None:
        status = fact.one("status") or EXPLICIT
        where = fact.location
        if status not in _STATUSES:
            self._unknown(status, where, list(_STATUSES), "a status")
            return None
        if (status == INTERPRETATION) != (fact.one("reason") is not None):
            needs = "an interpretation needs a reason" if status == INTERPRETATION else f"{status} facts have no reason"
            self._problem(where, f"{needs}.", "Give the reason with the status interpretation, and only there.")
            return None
        confidence = fact.one("confidence")
        if confidence and self.ontology.term(confidence) not in self._values_of("confidence"):
            self._unknown(confidence, where, ["high", "medium"], "a confidence")
            return None
        according = fact.one("accordingTo")
        return Assertion(
            triple=(RDF.nil, RDF.nil, RDF.nil),
            status=status,
            passages=self._passages(fact, "cite"),
            read_with=self._passages(fact, "readWith"),
            reason=fact.one("reason"),
            according_to=URIRef(self.names.thing(according)) if according else None,
            confidence=self.ontology.term(confidence) if confidence else None,
            location=where,
        )

    def _passages(self, fact: Fact, key: str) -> tuple[URIRef, ...]:
        found = []
        for value in fact.evidence.get(key, []):
            source, _, passage = str(value.content).rpartition("/")
            source = source or fact.source
            if source not in self.sources:
                self._unknown(source, value.location, list(self.sources), "a source")
            elif passage not in self.sources[source].keys:
                self._unknown(passage, value.location, list(self.sources[source].keys), f"a passage of {source}")
            else:
                found.append(URIRef(self.names.source(f"{source}/{passage}")))
        return tuple(sorted(set(found)))

    def check_references(self, made: list[Assertion]) -> None:
        """Every thing and passage that is mentioned must exist."""
        passages = (f"{source.key}/{key}" for source in self.sources.values() for key in source.keys)
        things = {str(assertion.triple[0]) for assertion in made if assertion.triple[1] == RDF.type}
        things |= {self.names.source(key) for key in (*self.sources, *passages)}
        for assertion in made:
            mentioned = [assertion.triple[2], assertion.according_to]
            if str(assertion.triple[0]) not in things:
                what = f"{self.names.compact(assertion.triple[0])} has no type."
                self._problem(assertion.location, what, "Give the record a type.")
            for iri in (str(node) for node in mentioned if isinstance(node, URIRef)):
                if iri.startswith((self.names.things, self.names.sources)) and iri not in things:
                    known = [self.names.compact(thing) for thing in things]
                    self._unknown(self.names.compact(iri), assertion.location, known, "a thing that a record describes")

    def _location(self, fact: Fact, triple: Triple) -> Location:
        for key, values in fact.properties.items():
            meaning = self.context[key]
            iri = str(RDF.type) if key == "type" else self._expand(meaning["@id"])
            if iri == str(triple[1]):
                return values[0].location
        return fact.location

    def _expand(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return str(self.context[prefix]) + local if prefix in self.context else name

    def _unknown(self, name: str, where: Location, known: list[str], what: str) -> None:
        near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.75)
        remedy = f"Did you mean {near[0]}?" if near else "See docs/curators.md for what can stand here."
        self._problem(where, f"{name} is not {what}.", remedy)

    def _problem(self, where: Location, what: str, remedy: str) -> None:
        self.problems.append(Problem(str(where), what, remedy))


def _plain(properties: Mapping[str, list[Value]]) -> dict[str, Any]:
    """The values of a fact as JSON-LD has them; names by language are one object, not a list."""
    return {
        key: values[0].content if isinstance(values[0].content, dict) else [value.content for value in values]
        for key, values in properties.items()
    }


def _triples(graph: Graph) -> list[Triple]:
    return [(s, p, o) for s, p, o in graph if isinstance(s, URIRef) and isinstance(p, URIRef)]
