"""Expressions: classes, properties and values in readable form, after the OWL 2 Manchester Syntax (W3C, 2012)."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model.triples import Triples, iri

_JOINED = {"owl:unionOf": (" or ", "(", ")"), "owl:intersectionOf": (" and ", "(", ")"), "owl:oneOf": (", ", "{", "}")}
_PREFIXED = {"owl:complementOf": "not ", "owl:inverseOf": "inverse "}
_RESTRICTIONS = {
    "owl:someValuesFrom": "some",
    "owl:allValuesFrom": "only",
    "owl:hasValue": "value",
    "owl:minCardinality": "min",
    "owl:maxCardinality": "max",
    "owl:cardinality": "exactly",
    "owl:minQualifiedCardinality": "min",
    "owl:maxQualifiedCardinality": "max",
    "owl:qualifiedCardinality": "exactly",
}
# Namespaces of aligned ontologies, besides those of the data; the prefixes are the customary ones.
_PREFIXES = {
    "http://xmlns.com/foaf/0.1/": "foaf",
    "http://www.w3.org/ns/oa#": "oa",
    "http://www.w3.org/ns/org#": "org",
    "http://purl.org/linked-data/cube#": "qb",
    "https://schema.org/": "schema",
    "http://purl.org/vocab/vann/": "vann",
    "http://www.wikidata.org/prop/direct/": "wdt",
}


@dataclass(frozen=True)
class Word:
    """A part of an expression: the name of ``iri``, or a text between names."""

    text: str
    iri: str | None = None


Expression = tuple[Word, ...]


def expression_text(expression: Expression) -> str:
    """An expression without its links."""
    return "".join(word.text for word in expression)


class Expressions:
    """Writes the nodes of a graph as expressions."""

    def __init__(self, triples: Triples) -> None:
        self._triples = triples
        self._names: dict[Term, str] = {}

    def name(self, term: Term) -> str:
        """The short name of a term: the local name of ours, that of another vocabulary with its prefix."""
        if term not in self._names:
            self._names[term] = self._short(term)
        return self._names[term]

    def _short(self, term: Term) -> str:
        if term.kind == "literal":
            plain = term.language or term.datatype in (None, self._triples.names.prefixes["xsd"] + "string")
            return f'"{term.value}"' if plain else term.value
        for namespace, prefix in _PREFIXES.items():
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value.removeprefix(namespace)}"
        return self._triples.names.compact(term.value).removeprefix("ckg:")

    def write(self, node: Term, seen: frozenset[Term] = frozenset()) -> Expression:
        """A class, property or value, named or described by others; a node without a syntax is given as its triples.

        ``seen`` are the nodes around it, so that a node that describes itself ends.
        """
        if node.is_iri:
            return (Word(self.name(node), node.value),)
        if node.kind != "bnode":
            return (Word(self.name(node)),)
        if node in seen:
            return (Word("…"),)
        inside = seen | {node}
        return self._connected(node, inside) or self._restriction(node, inside) or self._described(node, inside)

    def join(self, nodes: Iterable[Term], between: str, seen: frozenset[Term] = frozenset()) -> Expression:
        """Several nodes with a text between them."""
        words: list[Word] = []
        for node in nodes:
            words += [*([Word(between)] if words else []), *self.write(node, seen)]
        return tuple(words)

    def _connected(self, node: Term, seen: frozenset[Term]) -> Expression | None:
        """A union, an intersection, an enumeration, a complement, an inverse or a plain list."""
        for prop, (between, before, after) in _JOINED.items():
            if value := self._triples.value(node, prop):
                return (Word(before), *self.join(self._triples.items(value), between, seen), Word(after))
        for prop, word in _PREFIXED.items():
            if value := self._triples.value(node, prop):
                return (Word(word), *self.write(value, seen))
        items = self._triples.items(node)
        return self.join(items, ", ", seen) if items else None

    def _restriction(self, node: Term, seen: frozenset[Term]) -> Expression | None:
        on = self._triples.value(node, "owl:onProperty")
        for prop, word in _RESTRICTIONS.items():
            if on and (value := self._triples.value(node, prop)):
                parts = (*self.write(on, seen), Word(f" {word} "), *self.write(value, seen))
                filler = self._triples.value(node, "owl:onClass") or self._triples.value(node, "owl:onDataRange")
                return (*parts, Word(" "), *self.write(filler, seen)) if filler else parts
        return None

    def _described(self, node: Term, seen: frozenset[Term]) -> Expression:
        """An anonymous node in the manner of Turtle."""
        words: list[Word] = []
        for prop in self._triples.properties(node):
            named = "a" if prop == "rdf:type" else self.name(iri(prop))
            for value in self._triples.values(node, prop):
                words += [Word(f"{'; ' if words else ''}{named} "), *self.write(value, seen)]
        return (Word("[ "), *words, Word(" ]")) if words else (Word("[]"),)
