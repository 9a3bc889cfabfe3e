"""What a page says, for programs that read pages: JSON-LD in the dataset's own terms and in those of schema.org."""

from typing import Any

from kg.engine.answer import Term
from kg.model.display import Display
from kg.model.labels import Labels
from kg.namespaces import Namespaces
from kg.publish.entities.entity import EntityDescription

JsonObject = dict[str, Any]

_SCHEMA = "https://schema.org"


def native_json_ld(entity: EntityDescription, names: Namespaces) -> JsonObject:
    """The statements of a page as JSON-LD 1.1; those with the entity as their object stand under ``@reverse``."""
    context = {prefix: {"@id": iri, "@prefix": True} for prefix, iri in names.prefixes.items()}
    node: JsonObject = {"@context": context, "@id": entity.iri}
    reverse: JsonObject = {}
    for statement in entity.statements:
        into, other = reverse if statement.inverse else node, statement.other
        link = "@type" if statement.link == f"{names.prefixes['rdf']}type" else _short(statement.link, names)
        is_class = link == "@type" and other.is_iri and not statement.inverse
        value = _short(other.value, names) if is_class else _value(other, entity.labels)
        into.setdefault(link, []).append(value)
    return node | ({"@reverse": reverse} if reverse else {})


def schema_org_json_ld(entity: EntityDescription, display: Display, names: Namespaces) -> JsonObject | None:
    """What schema.org has terms for; None where it has none for the classes of the entity."""
    rdf_type, skos = f"{names.prefixes['rdf']}type", names.prefixes["skos"]
    stated = [statement for statement in entity.statements if not statement.inverse]

    def values(link: str) -> list[str]:
        return [statement.other.value for statement in stated if statement.link == link]

    types = sorted({display.schema[cls] for cls in (*entity.kinds, *values(rdf_type)) if cls in display.schema})
    if not types:
        return None
    alternate = [*(label.value for label in entity.labels.others(entity.iri)), *values(f"{skos}altLabel")]
    same = [statement.other.value for statement in entity.statements if statement.link == f"{skos}exactMatch"]
    node: JsonObject = {"@context": _SCHEMA, "@id": entity.iri, "@type": types, "name": entity.labels.text(entity.iri)}
    node |= {key: texts for key, texts in {"alternateName": alternate, "sameAs": same}.items() if texts}
    for statement in stated:
        if statement.link in display.schema and statement.link != rdf_type:
            term = statement.other
            value = {"@id": term.value, "name": entity.labels.text(term.value)} if term.is_iri else term.value
            node.setdefault(display.schema[statement.link], []).append(value)
    return node


def _short(iri: str, names: Namespaces) -> str:
    """An IRI with a prefix where one fits."""
    for prefix, namespace in names.prefixes.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _value(term: Term, labels: Labels) -> JsonObject:
    if not term.is_iri:
        return _literal(term)
    named = [_literal(label) for label in labels.by_iri.get(term.value, ())]
    return {"@id": term.value} | ({"rdfs:label": named} if named else {})


def _literal(term: Term) -> JsonObject:
    if term.language:
        return {"@value": term.value, "@language": term.language}
    plain = term.datatype is None or term.datatype.endswith("#string")
    return {"@value": term.value} | ({} if plain else {"@type": term.datatype})
