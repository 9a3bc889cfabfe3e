"""How pages group, order and name what they show: data of the dataset itself, in the graph ``display``.

The names, groups and orders of properties are those of SHACL (2.3.2, non-validating property characteristics); a shape
with ``sh:inversePath`` is about the same property seen from its object.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.engine.answer import Term
from kg.model.certainty import CertaintyScale, read_certainty
from kg.model.dataset import PublishedDataset
from kg.namespaces import Namespaces

_DATES = "xsd:date xsd:gYearMonth xsd:gYear"
_SCHEMA = "https://schema.org/"


@dataclass(frozen=True, order=True)
class Head:
    """The head of a row: its place on a page, the heading that it stands under, and what the row is called."""

    group_order: float
    group: str
    order: float
    name: str


_LAST = 10_000.0


@dataclass(frozen=True)
class Display:
    """What a dataset says about its display; every key is an IRI.

    ``authorities`` name external datasets by the beginning of their IRIs, ``hierarchies`` are the properties from a
    part to its whole, ``dates`` those that date things of the classes in ``datable``, ``schema`` the nearest terms of
    schema.org.
    """

    outgoing: Mapping[str, Head] = field(default_factory=dict)
    incoming: Mapping[str, Head] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    authorities: Mapping[str, str] = field(default_factory=dict)
    hierarchies: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()
    datable: frozenset[str] = frozenset()
    schema: Mapping[str, str] = field(default_factory=dict)
    certainty: CertaintyScale = field(default_factory=lambda: CertaintyScale(Namespaces()))

    def head(self, property_iri: str, *, inverse: bool) -> Head:
        """The head for the values of a property, or for the things that have a value of it."""
        found = (self.incoming if inverse else self.outgoing).get(property_iri)
        if found:
            return found
        label = self.labels.get(property_iri, property_iri)
        return Head(_LAST, "Other", _LAST, f"is “{label}” of" if inverse else label)

    def authority(self, iri: str) -> tuple[str, str] | None:
        """The name of the dataset to which an external IRI belongs, and its identifier there."""
        for space in sorted(self.authorities, key=len, reverse=True):
            if iri.startswith(space):
                return self.authorities[space], iri[len(space) :]
        return None


def read_display(dataset: PublishedDataset) -> Display:
    """What a dataset says about its display."""
    outgoing, incoming = {}, {}
    for path, inverse, name, order, group, place in _rows(dataset, _HEADS):
        if group and place and order and name:
            head = Head(float(place.value), group.value, float(order.value), name.value)
            if inverse:
                incoming[inverse.value] = head
            elif path:
                outgoing[path.value] = head
    dates = _pairs(dataset, f"VALUES ?date {{ {_DATES} }} ?key rdfs:range ?date ; rdfs:domain ?value")
    return Display(
        outgoing,
        incoming,
        _pairs(dataset, "?key rdfs:isDefinedBy ?any ; rdfs:label ?value"),
        _pairs(dataset, "?any void:uriSpace ?key ; dcterms:title ?value"),
        frozenset(_pairs(dataset, "?any a rdf:Bag ; rdfs:member ?key BIND (?key AS ?value)")),
        frozenset(dates),
        frozenset(dates.values()),
        {key: iri[len(_SCHEMA) :] for key, iri in _pairs(dataset, _SCHEMA_TERMS).items()},
        read_certainty(dataset),
    )


# Of several names the last one counts, which is in English if there is one.
_HEADS = (
    "SELECT ?path ?inverse ?name ?order ?group ?place WHERE { "
    "?shape sh:path ?path ; sh:name ?name ; sh:order ?order ; sh:group ?in . "
    "?in rdfs:label ?group ; sh:order ?place OPTIONAL { ?path sh:inversePath ?inverse } } "
    'ORDER BY (LANG(?name) = "en") (LANG(?group) = "en") ?name ?group'
)
_SCHEMA_TERMS = f'?key skos:closeMatch ?value FILTER (STRSTARTS(STR(?value), "{_SCHEMA}"))'


def _pairs(dataset: PublishedDataset, pattern: str) -> dict[str, str]:
    rows = _rows(dataset, f'SELECT ?key ?value WHERE {{ {pattern} }} ORDER BY ?key (LANG(?value) = "en") ?value')
    return {key.value: value.value for key, value in rows if key and value}


def _rows(dataset: PublishedDataset, text: str) -> list[list[Term | None]]:
    return [*dataset.store.query(text, prefixes=dataset.names.prefixes).rows()]
