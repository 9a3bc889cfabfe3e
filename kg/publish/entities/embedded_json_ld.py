"""What a page says, once more for programs that read pages: JSON-LD in the dataset's own terms and in schema.org's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.engine.answer import Term
from kg.model.display import Display
from kg.model.labels import Labels
from kg.model.statements import Statement
from kg.namespaces import Namespaces
from kg.publish.entities.entity import Thing

Node = dict[str, Any]

_SCHEMA = "https://schema.org"


def native(thing: Thing, names: Namespaces) -> Node:
    """The statements of a page as JSON-LD 1.1; those that the thing is the object of stand under ``@reverse``."""
    context = {prefix: {"@id": iri, "@prefix": True} for prefix, iri in names.prefixes.items()}
    node: Node = {"@context": context, "@id": thing.iri}
    reverse: Node = {}
    for one in thing.statements:
        into = reverse if one.inverse else node
        into.setdefault(_key(one.link, names), []).append(_value(one, thing.labels, names))
    return node | ({"@reverse": reverse} if reverse else {})


def schema_org(thing: Thing, display: Display, names: Namespaces) -> Node | None:
    """What schema.org has terms for, or None where it has none for what the thing is."""
    rdf_type = names.prefixes["rdf"] + "type"
    classes = [one.other.value for one in thing.statements if one.link == rdf_type and not one.inverse]
    types = sorted({display.schema[kind] for kind in [*thing.kinds, *classes] if kind in display.schema})
    if not types:
        return None
    others = [label.value for label in thing.labels.others(thing.iri)] + _texts(
        thing, names.prefixes["skos"] + "altLabel"
    )
    same = [one.other.value for one in thing.statements if one.link == names.prefixes["skos"] + "exactMatch"]
    node: Node = {"@context": _SCHEMA, "@id": thing.iri, "@type": types, "name": thing.labels.text(thing.iri)}
    node |= {key: values for key, values in {"alternateName": others, "sameAs": same}.items() if values}
    for one in thing.statements:
        if not one.inverse and one.link in display.schema and one.link != rdf_type:
            node.setdefault(display.schema[one.link], []).append(_plain(one.other, thing.labels))
    return node


def _texts(thing: Thing, link: str) -> list[str]:
    return [one.other.value for one in thing.statements if one.link == link and not one.inverse]


def _plain(term: Term, labels: Labels) -> str | Mapping[str, str]:
    return {"@id": term.value, "name": labels.text(term.value)} if term.is_iri else term.value


def _key(iri: str, names: Namespaces) -> str:
    return "@type" if iri == names.prefixes["rdf"] + "type" else _short(iri, names)


def _short(iri: str, names: Namespaces) -> str:
    """An IRI with a prefix where one fits."""
    for prefix, namespace in names.prefixes.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _value(one: Statement, labels: Labels, names: Namespaces) -> Any:
    term = one.other
    if term.is_iri:
        if _key(one.link, names) == "@type" and not one.inverse:
            return _short(term.value, names)
        named = [_literal(label) for label in labels.by_iri.get(term.value, ())]
        return {"@id": term.value} | ({"rdfs:label": named} if named else {})
    return _literal(term)


def _literal(term: Term) -> Node:
    if term.language:
        return {"@value": term.value, "@language": term.language}
    plain = term.datatype is None or term.datatype.endswith("#string")
    return {"@value": term.value} | ({} if plain else {"@type": term.datatype})
