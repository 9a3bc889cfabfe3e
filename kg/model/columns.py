"""The columns of lists: data of the display graph, as property shapes of the shapes of classes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, cast, get_args

from kg.engine.answer import Term
from kg.errors import DatasetError, Problem
from kg.grouping import grouped
from kg.model.classes import superclasses
from kg.model.dataset import PublishedDataset, memoized
from kg.model.display import DATES, read_display
from kg.model.graphs import anywhere
from kg.model.triples import Triples, read_graph
from kg.namespaces import NamedGraph
from kg.sparql.terms import iri_ref

# How the values of a column are shown: by their names, also in the place of the name of the entity, by their dates, the
# roles of people, or in a column for each language or for each category that is counted.
CellKind = Literal["names", "titles", "dates", "roles", "languages", "categories"]

# A property on a path, an IRI, with the steps that lead to where it begins.
Link = tuple[tuple[str, ...], str]


@dataclass(frozen=True)
class PropertyPath:
    """A path (SHACL, 2.3.1) as ``steps`` of SPARQL that may each lead into another graph.

    ``links`` are its properties that lead from a subject to a value. A path without steps stays where it is.
    """

    steps: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def first(self) -> frozenset[str]:
        """The IRIs of the properties that it begins with."""
        return frozenset(link for steps, link in self.links if not steps)

    def pattern(self, start: str, end: str) -> str:
        """A graph pattern that leads from one variable to another."""
        if not self.steps:
            return f"BIND ({start} AS {end})"
        nodes = [start, *(f"{end}_{number}" for number in range(1, len(self.steps))), end]
        return " ".join(
            anywhere(f"{nodes[number]} {step} {nodes[number + 1]}") for number, step in enumerate(self.steps)
        )


@dataclass(frozen=True)
class Column:
    """A column of a list: its title, the path to its values, and how these are shown.

    ``cls`` is the class that values must have, if any; ``dimensions`` are those whose categories are shown. ``links``
    are the properties of which a gap says that there is no value.
    """

    name: str
    path: PropertyPath
    cell: CellKind = "names"
    cls: str | None = None
    dimensions: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


def columns_of(dataset: PublishedDataset, cls: str) -> tuple[Column, ...]:
    """The columns of the list of a class: its own or those of its nearest superclass; without any, its dates.

    Raises DatasetError for a column with a path or a kind of cell that does not exist.
    """
    columns, above = _read_columns(dataset), superclasses(dataset)
    nearest, seen = [cls], {cls}
    while nearest:
        if named := sorted(set(nearest) & columns.keys()):
            return columns[named[0]]
        nearest = [*dict.fromkeys(upper for name in nearest for upper in sorted(above.get(name, ())))]
        nearest = [name for name in nearest if name not in seen]
        seen.update(nearest)
    links = frozenset(read_display(dataset).terms(*DATES))
    return (Column("Date", PropertyPath(), "dates", links=tuple(((), link) for link in sorted(links))),)


def columns_for(dataset: PublishedDataset, shape: str) -> tuple[Column, ...]:
    """The columns of a shape of the display graph, by its name there; raises what ``columns_of`` raises."""
    return _read_columns(dataset).get(dataset.names.display(shape), ())


def read_path(triples: Triples, node: Term) -> PropertyPath:
    """A path in a graph; raises DatasetError for a node that describes none."""
    items = triples.items(node) or [node]
    return PropertyPath(tuple(_steps(triples, items)), tuple(_links(triples, items)))


@memoized
def _read_columns(dataset: PublishedDataset) -> dict[str, tuple[Column, ...]]:
    triples = read_graph(dataset, NamedGraph.DISPLAY)
    dates = frozenset(read_display(dataset).terms(*DATES))
    columns = grouped(
        (key.value, (_order(triples, node), _column(triples, node, dates)))
        for shape in triples.subjects()
        for key in (*triples.values(shape, "sh:targetClass"), shape)
        for node in triples.values(shape, "sh:property")
    )
    ordered = {cls: sorted(pairs, key=lambda pair: pair[0]) for cls, pairs in columns.items()}
    return {cls: tuple(column for _, column in pairs) for cls, pairs in ordered.items()}


def _order(triples: Triples, node: Term) -> float:
    return float(triples.text(node, "sh:order") or 0)


def _column(triples: Triples, node: Term, dates: frozenset[str]) -> Column:
    written = triples.text(node, triples.names.compact(triples.names.display("cell"))) or "names"
    if written not in get_args(CellKind):
        remedy = f"Use one of: {', '.join(get_args(CellKind))}."
        raise DatasetError(Problem("display data", f"A column has cells of an unknown kind: {written}.", remedy))
    cell = cast(CellKind, written)
    path = triples.value(node, "sh:path")
    where = read_path(triples, path) if path else PropertyPath()
    silent = triples.value(node, triples.names.compact(triples.names.display("unstated")))
    elsewhere = read_path(triples, silent).links if silent else ()
    ends = tuple((where.steps, link) for link in sorted(dates)) if cell == "dates" else ()
    within = triples.value(node, "sh:in")
    dimensions = tuple(item.value for item in triples.items(within)) if within else ()
    name, cls = triples.text(node, "sh:name") or "", triples.text(node, "sh:class")
    return Column(name, where, cell, cls, dimensions, (*where.links, *ends, *elsewhere))


def _step(triples: Triples, node: Term) -> str:
    if node.is_iri:
        return iri_ref(node.value)
    if inverse := triples.value(node, "sh:inversePath"):
        return f"^({_step(triples, inverse)})"
    if choice := triples.value(node, "sh:alternativePath"):
        return f"({'|'.join(_steps(triples, triples.items(choice)))})"
    if items := triples.items(node):
        return f"({'/'.join(_steps(triples, items))})"
    raise DatasetError(Problem("display data", "A column has no valid path.", "Write a property path of SHACL, 2.3.1."))


def _steps(triples: Triples, nodes: Iterable[Term]) -> list[str]:
    return [_step(triples, node) for node in nodes]


def _links(triples: Triples, items: Iterable[Term]) -> Iterator[Link]:
    """The properties on a sequence of paths; those that lead from a value to a subject are none of them."""
    steps: tuple[str, ...] = ()
    for item in items:
        yield from (((*steps, *before), link) for before, link in _links_of(triples, item))
        steps = (*steps, _step(triples, item))


def _links_of(triples: Triples, node: Term) -> Iterator[Link]:
    if node.is_iri:
        yield (), node.value
    elif choice := triples.value(node, "sh:alternativePath"):
        for item in triples.items(choice):
            yield from _links_of(triples, item)
    else:
        yield from _links(triples, triples.items(node))
