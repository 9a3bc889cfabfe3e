"""The triples of a graph that has been read whole, by subject and property."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model.dataset import PublishedDataset, bound_rows
from kg.namespaces import Namespaces
from kg.sparql.terms import iri_ref


class Triples:
    """An index of triples; properties go by their short names, such as ``rdfs:label``."""

    def __init__(self, rows: Iterable[Sequence[Term | None]], names: Namespaces) -> None:
        self.names = names
        short = cache(names.compact)
        pairs = grouped((subject, (short(link.value), value)) for subject, link, value in bound_rows(rows))
        self._values = {
            subject: {name: sorted(values, key=_order) for name, values in grouped(properties).items()}
            for subject, properties in pairs.items()
        }

    def __iter__(self) -> Iterator[tuple[Term, str, Term]]:
        """Every triple, in order."""
        for subject in self.subjects():
            for name in sorted(self._values[subject]):
                for value in self._values[subject][name]:
                    yield subject, name, value

    def subjects(self) -> list[Term]:
        """Everything that has a property, in order."""
        return sorted(self._values, key=_order)

    def properties(self, subject: Term) -> list[str]:
        """The properties that a subject has, in order."""
        return sorted(self._values.get(subject, ()))

    def values(self, subject: Term, name: str) -> list[Term]:
        """The values of a property, in order."""
        return self._values.get(subject, {}).get(name, [])

    def value(self, subject: Term, name: str) -> Term | None:
        """The first value of a property, an English one before others; None without any."""
        values = self.values(subject, name)
        return next((value for value in values if value.language == "en"), values[0] if values else None)

    def text(self, subject: Term, *names: str) -> str | None:
        """The value of the first of some properties that has any, as text; None without any."""
        return next((value.value for name in names if (value := self.value(subject, name))), None)

    def items(self, node: Term) -> list[Term]:
        """The members of a list (RDF Schema, 5.2); it ends where it is broken or comes back to itself."""
        members, seen = [], set()
        while node not in seen and (first := self.value(node, "rdf:first")):
            seen.add(node)
            members.append(first)
            node = self.value(node, "rdf:rest") or node
        return members


def read_graph(dataset: PublishedDataset, name: str) -> Triples:
    """The triples of a named graph other than a passage, such as ``ontology``."""
    query = f"SELECT ?s ?p ?o WHERE {{ GRAPH {iri_ref(dataset.names.graph(name))} {{ ?s ?p ?o }} }}"
    return Triples(dataset.select(query), dataset.names)


def iri(value: str) -> Term:
    """An IRI as a term."""
    return Term("iri", value)


def _order(term: Term) -> tuple[str, str, str]:
    return term.kind, term.value, term.language or ""
