"""The entities of a class, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.limits import PageLimits
from kg.model import labels
from kg.model.chronology import in_order, read_later
from kg.model.classes import ListedClass, most_specific, superclasses
from kg.model.columns import columns_of
from kg.model.dataset import PublishedDataset, bound_rows, filled_query
from kg.model.display import read_display
from kg.model.graphs import anywhere
from kg.publish.catalog.list_cell import ListCell
from kg.publish.catalog.list_columns import ListColumn, read_list_columns
from kg.sparql.terms import iri_ref

# What the entities of a list are sorted by: some are too many to sort.
ListOrder = Literal["name", "heading", "subject", "date", "none"]


@dataclass(frozen=True)
class ListedEntity:
    """An entity of a list: its name, its other names, its class if it is narrower than the list's, and its cells.

    ``short`` is what stands for its name on a page, if anything does.
    """

    iri: str
    name: str
    language: str | None
    others: tuple[Term, ...]
    kind: str | None
    cells: tuple[ListCell, ...]
    short: str = ""


@dataclass(frozen=True)
class Listing:
    """A page of the entities of a class with the titles of its columns; the number of the ``page`` counts from 1.

    ``common`` are titles with cells that hold for all of the list. ``heading`` is the title of the names; ``tally`` are
    those that several entities have, most first, with their numbers.
    """

    kind: ListedClass
    titles: tuple[str, ...]
    items: tuple[ListedEntity, ...]
    page: int
    pages: int
    order: ListOrder
    common: tuple[tuple[str, ListCell], ...] = ()
    heading: str = "Name"
    tally: tuple[tuple[str, int], ...] = ()

    @property
    def marks(self) -> frozenset[str]:
        """The kinds of marks that its cells have: ``empty`` and ``inferred`` values, or ``none``."""
        cells = [*(cell for item in self.items for cell in item.cells), *(cell for _, cell in self.common)]
        return frozenset(kind for cell in cells for kind in cell.marks)

    def named_by(self, title: str, tallied: int) -> Listing:
        """The same with the cells of a column in the place of names, by which it is then sorted; some are tallied."""
        at = self.titles.index(title)
        items = [
            replace(item, cells=(*item.cells[:at], *item.cells[at + 1 :]), short=item.cells[at].text)
            for item in self.items
        ]
        items.sort(key=lambda item: (item.short or item.name).casefold())
        numbers = Counter(item.short for item in items if item.short).most_common(tallied)
        tally = tuple((short, number) for short, number in numbers if number > 1)
        titles = (*self.titles[:at], *self.titles[at + 1 :])
        return replace(self, titles=titles, items=tuple(items), order="heading", heading=title, tally=tally)

    def without_repetition(self) -> Listing:
        """The same without the columns in which all entities have the same values, which are ``common`` to them."""
        columns = [*zip(*(item.cells for item in self.items), strict=True)] if len(self.items) > 1 else []
        repeated = {at for at, (first, *others) in enumerate(columns) if first.values and {*others} == {first}}
        kept = [at for at in range(len(self.titles)) if at not in repeated]
        return replace(
            self,
            titles=tuple(self.titles[at] for at in kept),
            items=tuple(replace(item, cells=tuple(item.cells[at] for at in kept)) for item in self.items),
            common=tuple((self.titles[at], columns[at][0]) for at in sorted(repeated)),
        )


def page_count(kind: ListedClass, limits: PageLimits) -> int:
    """The number of pages that the entities of a class take."""
    return -(-kind.number // limits.listed)


def listing(dataset: PublishedDataset, kind: ListedClass, page: int) -> Listing:
    """The entities of a class on a page.

    They are sorted by English name, then come those with a name in another language, then those without one. Statements
    are sorted by their subjects, and those that only name or classify these come last. If one
    page has all, those with dates are sorted by these, those with shorter names than their own by those, and what all
    have in common stands apart. If they are too many to sort, they keep the order of the store.
    """
    limits = dataset.limits.page
    iris = _members(dataset, kind, (page - 1) * limits.listed, limits.listed)
    found = _listing(dataset, kind, iris, page)
    if found.pages > 1:
        return found
    short = next((column.name for column in columns_of(dataset, kind.iri) if column.cell == "titles"), None)
    return (found.named_by(short, limits.tallied) if short in found.titles else found).without_repetition()


def whole_list(dataset: PublishedDataset, kind: ListedClass) -> Listing:
    """The same with all entities, or as many as a file may have, on the first page."""
    return _listing(dataset, kind, _members(dataset, kind, 0, dataset.limits.page.listed_rows), 1)


def _listing(dataset: PublishedDataset, kind: ListedClass, iris: Sequence[str], page: int) -> Listing:
    limits, shapes = dataset.limits.page, columns_of(dataset, kind.iri)
    columns = read_list_columns(dataset, shapes, iris)
    items = [*_entities(dataset, kind, iris, columns)]
    by_name: ListOrder = "subject" if _are_statements(dataset, iris) else "name"
    order: ListOrder = by_name if kind.number <= limits.sorted_entities else "none"
    dated = next((shape.name for shape in shapes if shape.cell == "dates" and not shape.path.steps), None)
    titles = tuple(column.title for column in columns)
    if kind.number <= limits.listed and dated in titles:
        items, order = _chronological(dataset, items, titles.index(dated)), "date"
    return Listing(kind, titles, tuple(items), page, page_count(kind, limits), order)


def _are_statements(dataset: PublishedDataset, iris: Sequence[str]) -> bool:
    """Whether the entities of a list, of which some are given, are statements, which have no names of their own."""
    query = f"SELECT ?subject WHERE {{ VALUES ?thing {{ %s }} {anywhere('?thing rdf:subject ?subject')} }}"
    return any(dataset.select_about(iris[:1], query))


def _chronological(dataset: PublishedDataset, items: Sequence[ListedEntity], at: int) -> list[ListedEntity]:
    """Entities by the dates in a column; on the same date, or without one, they keep the order that is stated."""
    by_date = {item.iri: item for item in sorted(items, key=lambda item: (not item.cells[at].key, item.cells[at].key))}
    later = read_later(dataset, read_display(dataset), by_date.keys())
    return [by_date[iri] for iri in in_order([*by_date], lambda iri: later.get(iri, ()))]


def _members(dataset: PublishedDataset, kind: ListedClass, start: int, size: int) -> list[str]:
    name = "members-by-name" if kind.number <= dataset.limits.page.sorted_entities else "members"
    values = {"members": anywhere(f"?thing a {iri_ref(kind.iri)}"), "size": size, "start": start}
    return [thing.value for (thing,) in dataset.select_bound(filled_query(__package__, name, dataset.names, **values))]


def _entities(
    dataset: PublishedDataset, kind: ListedClass, iris: Sequence[str], columns: Sequence[ListColumn]
) -> Iterator[ListedEntity]:
    classes = _narrowest(dataset, iris, kind.iri)
    names = labels.of(dataset, {*iris, *classes.values()})
    shown = {value.term for column in columns for cell in column.cells.values() for value in cell.values}
    for entity in iris:
        cls = classes[entity]
        yield ListedEntity(
            entity,
            names.text(entity),
            names.language(entity),
            tuple(name for name in names.others(entity) if name not in shown),
            names.text(cls) if cls != kind.iri else None,
            tuple(column.cells.get(entity, ListCell()) for column in columns),
        )


def _narrowest(dataset: PublishedDataset, iris: Sequence[str], cls: str) -> dict[str, str]:
    """The most specific class of each of some entities of a class, of the classes of the ontology."""
    query = f"SELECT ?thing ?class WHERE {{ VALUES ?thing {{ %s }} {anywhere('?thing a ?class')} }}"
    rows = bound_rows(dataset.select_about(iris, query))
    types = grouped((thing.value, found.value) for thing, found in rows if found.value.startswith(dataset.names.terms))
    above = superclasses(dataset)
    return {entity: most_specific(types.get(entity, ()), above) or cls for entity in iris}
