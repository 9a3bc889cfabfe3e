"""The keys of records: their JSON-LD context, and the values that the ontology allows."""

import difflib
import json
import re
from collections.abc import Iterable, Mapping, Sequence

from rdflib import OWL, RDF, XSD, Literal, URIRef

from kg.errors import Problem
from kg.graph.ontology import Ontology
from kg.graph.records import Location, RecordValue
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

# The lexical forms of the datatypes in use (XML Schema 1.1, part 2), limited to the canonical spelling of a value.
_LEXICAL_FORMS: Mapping[URIRef, tuple[str, str]] = {
    XSD.boolean: ("true|false", "true or false"),
    XSD.date: ("[0-9]{4}-[0-9]{2}-[0-9]{2}", "a day as YYYY-MM-DD"),
    XSD.gYear: ("[0-9]{4}", "a year as YYYY"),
    XSD.gYearMonth: ("[0-9]{4}-(0[1-9]|1[0-2])", "a month as YYYY-MM"),
    XSD.integer: ("0|-?[1-9][0-9]*", "a whole number without separators"),
    XSD.string: ("(?s).*", "text"),
}


def record_context(ontology: Ontology) -> RecordContext:
    """The context that turns a record into RDF.

    Identifiers ``<kind>/<slug>`` become IRIs of entities, values of closed lists become terms of the ontology,
    and the text of each literal gets the datatype of the property's range, or the language tag ``en``.
    """
    names = ontology.namespaces
    context: RecordContext = {"@base": names.things, "@vocab": names.terms, "type": "@type", "source": names.sources}
    context |= {**EXTERNAL_PREFIXES, **_EXTERNAL_KEYS}
    for prop in sorted(ontology.object_properties | ontology.declared(OWL.AnnotationProperty)):
        values = ontology.range(prop)
        names_a_term = values is not None and (values == RDF.Property or ontology.is_vocabulary(values))
        context[ontology.local(prop)] = {"@id": str(prop), "@type": "@vocab" if names_a_term else "@id"}
    for prop in sorted(ontology.datatype_properties):
        datatype = ontology.range(prop)
        literal = {"@language": "en"} if datatype == RDF.PlainLiteral else {"@type": str(datatype or XSD.string)}
        context[ontology.local(prop)] = {"@id": str(prop), **literal}
    return context


def render_context(context: RecordContext) -> str:
    """The context as the text of a JSON-LD file."""
    return json.dumps({"@context": context}, indent=2, ensure_ascii=False) + "\n"


def key_problems(ontology: Ontology, context: RecordContext, key: str, values: Sequence[RecordValue]) -> list[Problem]:
    """What is wrong with a key of a fact and its values."""
    meaning = {} if key == "type" else context.get(key)
    if isinstance(meaning, Mapping):
        return [problem for value in values if (problem := _problem(ontology, key, meaning, value))]
    keys = (name for name, meaning in context.items() if isinstance(meaning, Mapping))
    return [unknown_name(key, "a key", values[0].location, keys)]


def allowed_values(ontology: Ontology, key: str) -> frozenset[URIRef]:
    """The terms that may be the values of a key whose values are terms of the ontology."""
    values = ontology.range(ontology.term(key))
    if values == RDF.Property:
        return ontology.object_properties | ontology.datatype_properties
    return ontology.members(values) if values else frozenset()


def _problem(ontology: Ontology, key: str, meaning: Mapping[str, str], value: RecordValue) -> Problem | None:
    text, where = str(value.content), str(value.location)
    if "@container" in meaning and not isinstance(value.content, dict):
        return Problem(where, f"{key} has a text without a language.", "Write {ko: text}.")
    if "@container" not in meaning and isinstance(value.content, dict):
        return Problem(where, f"{key} cannot have texts by language.", "Write only the text.")
    datatype = meaning.get("@type", "@language")
    if key == "type" or datatype == "@vocab":
        allowed = ontology.classes if key == "type" else allowed_values(ontology, key)
        kind = "a class" if key == "type" else f"a value of {key}"
        is_allowed = ontology.term(text) in allowed
        return None if is_allowed else unknown_name(text, kind, value.location, map(ontology.local, allowed))
    if datatype.startswith("@"):
        return None
    pattern, form = _LEXICAL_FORMS[URIRef(datatype)]
    if re.fullmatch(pattern, text) and not Literal(text, datatype=URIRef(datatype)).ill_typed:
        return None
    return Problem(where, f"{key} is {text}, which is not {form}.", f"Write {form}.")


def unknown_name(name: str, kind: str, location: Location, known_names: Iterable[str]) -> Problem:
    """The problem that a name is not ``kind``, with the most similar of the known names as the remedy."""
    similar = difflib.get_close_matches(name, sorted(known_names), n=1, cutoff=0.75)
    remedy = f"Did you mean {similar[0]}?" if similar else "docs/curators.md lists what is allowed here."
    return Problem(str(location), f"{name} is not {kind}.", remedy)
