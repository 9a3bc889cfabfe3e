"""The things of a class, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model import labels
from kg.model.classes import Kind, most_specific, superclasses
from kg.model.dataset import PublishedDataset
from kg.model.literal_format import is_date, words
from kg.model.triples import Triples, iri

PAGE_SIZE = 500
# So many things are sorted by name in about a quarter of a second; more take too long for a page.
SORTED = 10_000


@dataclass(frozen=True)
class Item:
    """A thing of a list: its name, its other names, and its class and date where they say more."""

    iri: str
    name: str
    language: str | None
    others: tuple[Term, ...]
    kind: str | None
    date: str | None


@dataclass(frozen=True)
class Listing:
    """A page of the things of a class; pages are counted from 1."""

    kind: Kind
    items: tuple[Item, ...]
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return pages(self.kind)

    @property
    def by_name(self) -> bool:
        """Whether the things come by name."""
        return is_sorted(self.kind)


def pages(kind: Kind) -> int:
    """How many pages the things of a class take."""
    return -(-kind.number // PAGE_SIZE)


def is_sorted(kind: Kind) -> bool:
    """Whether the things of a class come by name; where they are too many, they come as the store keeps them."""
    return kind.number <= SORTED


def listing(dataset: PublishedDataset, kind: Kind, page: int) -> Listing:
    """The things of a class on a page.

    If they are sorted, they come by English name, then those with a name in another language, then those without one.
    """
    iris = _page(dataset, kind, page)
    facts = _facts(dataset, iris)
    above = superclasses(dataset)
    kinds = {one: most_specific(_classes(facts, one), above) or kind.iri for one in iris}
    called = labels.of(dataset, {*iris, *kinds.values()})

    def item(one: str) -> Item:
        named = called.by_iri.get(one)
        return Item(
            one,
            called.text(one),
            labels.best(named).language if named else None,
            tuple(called.others(one)),
            called.text(kinds[one]) if kinds[one] != kind.iri else None,
            next((words(date) for date in _dates(facts, one)), None),
        )

    return Listing(kind, tuple(item(one) for one in iris), page)


def _page(dataset: PublishedDataset, kind: Kind, page: int) -> list[str]:
    """The IRIs on a page; the digit before each name sorts the languages."""
    members, order = f"?thing a <{kind.iri}> FILTER isIRI(?thing)", ""
    if is_sorted(kind):
        members = f"""{{ SELECT ?thing (MIN(?name) AS ?first) WHERE {{ {members}
          OPTIONAL {{ ?thing rdfs:label|skos:prefLabel ?label
            BIND (CONCAT(IF(LANG(?label) IN ("en", ""), "1", "2"), LCASE(STR(?label))) AS ?name) }}
        }} GROUP BY ?thing }}"""
        order = "ORDER BY (!BOUND(?first)) ?first ?thing"
    answer = dataset.store.query(
        f"SELECT ?thing WHERE {{ {members} }} {order} LIMIT {PAGE_SIZE} OFFSET {(page - 1) * PAGE_SIZE}",
        prefixes=dataset.names.prefixes,
    )
    return [row[0].value for row in answer.rows() if row[0]]


def _facts(dataset: PublishedDataset, iris: Iterable[str]) -> Triples:
    things = " ".join(f"<{one}>" for one in iris)
    answer = dataset.store.query(
        f"SELECT ?thing ?property ?value WHERE {{ VALUES ?thing {{ {things} }} ?thing ?property ?value }}"
    )
    return Triples(answer.rows(), dataset.names)


def _classes(facts: Triples, one: str) -> set[str]:
    return {kind.value for kind in facts.values(iri(one), "rdf:type") if kind.value.startswith(facts.names.terms)}


def _dates(facts: Triples, one: str) -> Iterator[Term]:
    """The dates of a thing, the earliest first; one that a statement is about is not the statement's own."""
    keys = [key for key in facts.properties(iri(one)) if key.startswith("ckg:")]
    found = [value for key in keys for value in facts.values(iri(one), key) if is_date(value)]
    yield from sorted(found, key=lambda date: date.value)
