"""The JSON-LD context of the records, made from the ontology so that the two cannot drift apart."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rdflib import RDF, XSD, URIRef

from kg.graph.ontology import Ontology
from kg.namespaces import EXTERNAL_PREFIXES

# Keys of records that are terms of other vocabularies; every other key is a term of the ontology.
LABELS: Mapping[str, Mapping[str, str]] = {
    "label": {"@id": "rdfs:label", "@language": "en"},
    "labelIn": {"@id": "rdfs:label", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@language": "en"},
    "description": {"@id": "dcterms:description", "@language": "en"},
    "exactMatch": {"@id": "skos:exactMatch", "@type": "@id"},
    "closeMatch": {"@id": "skos:closeMatch", "@type": "@id"},
}


def context(ontology: Ontology) -> dict[str, Any]:
    """The context that turns a record into RDF.

    Identifiers ``<kind>/<slug>`` become IRIs of things, values of closed lists become terms of the ontology,
    and the text of every literal gets the datatype that the property's range states, or English.
    """
    names = ontology.namespaces
    terms: dict[str, Any] = {"@base": names.things, "@vocab": names.terms, "type": "@type"}
    terms |= {"source": names.sources, **EXTERNAL_PREFIXES, **LABELS}
    for prop in sorted(ontology.object_properties | ontology.annotation_properties):
        terms[ontology.local(prop)] = {"@id": str(prop), "@type": _coercion(ontology, prop)}
    for prop in sorted(ontology.datatype_properties):
        terms[ontology.local(prop)] = {"@id": str(prop), **_literal(ontology.range(prop))}
    return {"@context": terms}


def render(document: Mapping[str, Any]) -> str:
    """The context as the text of a file."""
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _coercion(ontology: Ontology, prop: URIRef) -> str:
    values = ontology.range(prop)
    if values is None:
        return "@id"
    return "@vocab" if values == RDF.Property or ontology.is_vocabulary(values) else "@id"


def _literal(datatype: URIRef | None) -> dict[str, str]:
    if datatype == RDF.langString:
        return {"@language": "en"}
    return {"@type": str(datatype or XSD.string)}
