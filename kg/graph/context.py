"""The JSON-LD context of the records, generated from the ontology so that the two cannot diverge."""

from __future__ import annotations

import json
from collections.abc import Mapping

from rdflib import RDF, XSD, URIRef

from kg.graph.ontology import Ontology
from kg.namespaces import EXTERNAL_PREFIXES

RecordContext = dict[str, str | Mapping[str, str]]
"""The content of ``@context``: prefixes are text, the keys of records are objects."""

# Keys of records that are terms of other vocabularies; every other key is a term of the ontology.
_EXTERNAL_KEYS: Mapping[str, Mapping[str, str]] = {
    "label": {"@id": "rdfs:label", "@language": "en"},
    "labelIn": {"@id": "rdfs:label", "@container": "@language"},
    "altLabel": {"@id": "skos:altLabel", "@language": "en"},
    "description": {"@id": "dcterms:description", "@language": "en"},
    "exactMatch": {"@id": "skos:exactMatch", "@type": "@id"},
    "closeMatch": {"@id": "skos:closeMatch", "@type": "@id"},
}


def record_context(ontology: Ontology) -> RecordContext:
    """The context that turns a record into RDF.

    Identifiers ``<kind>/<slug>`` become IRIs of entities, values of closed lists become terms of the ontology,
    and the text of each literal gets the datatype of the property's range, or the language tag ``en``.
    """
    names = ontology.namespaces
    context: RecordContext = {"@base": names.things, "@vocab": names.terms, "type": "@type", "source": names.sources}
    context |= {**EXTERNAL_PREFIXES, **_EXTERNAL_KEYS}
    for prop in sorted(ontology.object_properties | ontology.annotation_properties):
        context[ontology.local(prop)] = {"@id": str(prop), "@type": _resolution(ontology, prop)}
    for prop in sorted(ontology.datatype_properties):
        context[ontology.local(prop)] = {"@id": str(prop), **_literal_type(ontology.range(prop))}
    return context


def render_context(context: RecordContext) -> str:
    """The context as the text of a JSON-LD file."""
    return json.dumps({"@context": context}, indent=2, ensure_ascii=False) + "\n"


def _resolution(ontology: Ontology, prop: URIRef) -> str:
    """Whether a value is the name of a term (``@vocab``) or an identifier (``@id``)."""
    values = ontology.range(prop)
    names_a_term = values is not None and (values == RDF.Property or ontology.is_vocabulary(values))
    return "@vocab" if names_a_term else "@id"


def _literal_type(datatype: URIRef | None) -> Mapping[str, str]:
    return {"@language": "en"} if datatype == RDF.langString else {"@type": str(datatype or XSD.string)}
