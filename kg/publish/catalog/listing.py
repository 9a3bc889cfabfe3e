"""The entities of a class, a page at a time."""

from dataclasses import dataclass

from kg.engine.answer import Term
from kg.limits import PageLimits
from kg.model import labels
from kg.model.chronology import stated_dates
from kg.model.classes import ListedClass, most_specific, superclasses
from kg.model.dataset import PublishedDataset, filled_query
from kg.model.display import ALL_DATES, Display, read_display
from kg.model.graphs import anywhere
from kg.model.labels import format_literal, is_date
from kg.model.triples import Triples, iri
from kg.sparql.terms import iri_ref


@dataclass(frozen=True)
class ListedEntity:
    """An entity of a list: its name, its other names, its class if it is narrower than the list's, and its date."""

    iri: str
    name: str
    language: str | None
    others: tuple[Term, ...]
    kind: str | None
    date: str | None


@dataclass(frozen=True)
class Listing:
    """A page of the entities of a class, its number counted from 1, and the number of ``pages``."""

    kind: ListedClass
    items: tuple[ListedEntity, ...]
    page: int
    pages: int
    by_name: bool


def page_count(kind: ListedClass, limits: PageLimits) -> int:
    """The number of pages that the entities of a class take."""
    return -(-kind.number // limits.listed)


def listing(dataset: PublishedDataset, kind: ListedClass, page: int) -> Listing:
    """The entities of a class on a page.

    They are sorted by English name, then come those with a name in another language, then those without one. If they
    are too many to sort, they keep the order of the store.
    """
    limits = dataset.limits.page
    by_name = kind.number <= limits.sorted_entities
    name, start = "members-by-name" if by_name else "members", (page - 1) * limits.listed
    members = filled_query(
        __package__,
        name,
        dataset.names,
        members=anywhere(f"?thing a {iri_ref(kind.iri)}"),
        size=limits.listed,
        start=start,
    )
    iris = [thing.value for (thing,) in dataset.select_bound(members)]
    query = f"SELECT ?thing ?property ?value WHERE {{ VALUES ?thing {{ %s }} {anywhere('?thing ?property ?value')} }}"
    facts, above = Triples(dataset.select_about(iris, query), dataset.names), superclasses(dataset)
    display = read_display(dataset)
    types = {entity: [cls.value for cls in facts.values(iri(entity), "rdf:type")] for entity in iris}
    own = {entity: [cls for cls in classes if cls.startswith(dataset.names.terms)] for entity, classes in types.items()}
    classes = {entity: most_specific(own[entity], above) or kind.iri for entity in iris}
    names = labels.of(dataset, {*iris, *classes.values()})
    items = (
        ListedEntity(
            entity,
            names.text(entity),
            names.language(entity),
            tuple(names.others(entity)),
            names.text(classes[entity]) if classes[entity] != kind.iri else None,
            _first_date(facts, display, entity),
        )
        for entity in iris
    )
    return Listing(kind, tuple(items), page, page_count(kind, limits), by_name)


def _first_date(facts: Triples, display: Display, entity: str) -> str | None:
    """The earliest date of an entity in words; a date that a statement is about is not the statement's own."""
    compact = facts.names.compact
    values = {link: facts.values(iri(entity), compact(link)) for link in display.terms(*ALL_DATES)}
    dates = [date for part in stated_dates(values, display) for date in part if is_date(date)]
    return format_literal(min(dates, key=lambda date: date.value)) if dates else None
