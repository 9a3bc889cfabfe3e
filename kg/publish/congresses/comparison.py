"""Congresses side by side: what the dataset has of each, and what is not stated."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.grouping import grouped
from kg.model import labels
from kg.model.chronology import in_order, read_bounds, read_later, read_times
from kg.model.columns import columns_for
from kg.model.dataset import PublishedDataset
from kg.model.display import read_display
from kg.model.labels import Labels
from kg.publish.catalog.list_cell import ListCell
from kg.publish.catalog.list_columns import ListColumn, read_list_columns
from kg.publish.congresses.short_names import distinct_parts
from kg.publish.csv_file import csv_text
from kg.sparql.terms import iri_ref


@dataclass(frozen=True)
class CongressComparison:
    """The congresses, earliest first, and the rows of their comparison, each with a cell for every congress.

    ``short`` are the names of the congresses without what all share.
    """

    congresses: tuple[str, ...]
    rows: tuple[tuple[str, tuple[ListCell, ...]], ...]
    names: Labels
    short: tuple[str, ...]

    @property
    def shared(self) -> list[tuple[str, tuple[ListCell, ...]]]:
        """The rows in which several congresses have something, or the only one."""
        return [row for row in self.rows if len(_filled(row[1])) > 1 or len(self.congresses) == 1]

    @property
    def apart(self) -> list[tuple[str, list[tuple[str, ListCell]]]]:
        """The congresses of which alone some rows have something, with the titles of these and their cells."""
        alone = [(title, cells, _filled(cells)) for title, cells in self.rows if len(self.congresses) > 1]
        rows = grouped(
            (self.congresses[filled[0]], (title, cells[filled[0]]))
            for title, cells, filled in alone
            if len(filled) == 1
        )
        return [(congress, rows[congress]) for congress in self.congresses if congress in rows]

    @property
    def marks(self) -> frozenset[str]:
        """The kinds of the values that are shown which need a legend, and ``none`` if a cell of the table is empty."""
        cells = [cell for _, row in self.shared for cell in row]
        cells += [cell for _, rows in self.apart for _, cell in rows]
        return frozenset(mark for cell in cells for mark in cell.marks)


def congress_iris(dataset: PublishedDataset) -> list[str]:
    """The congresses of a dataset, the earliest first, as many as a comparison may have."""
    display, limit = read_display(dataset), dataset.limits.page.congresses
    links = "|".join(map(iri_ref, display.terms("congresses")))
    if not links:
        return []
    query = f"SELECT DISTINCT ?congress WHERE {{ ?congress {links} ?party }} ORDER BY ?congress LIMIT {limit}"
    iris = [congress.value for (congress,) in dataset.select_bound(query)]
    times = read_bounds(dataset, display, iris) | read_times(dataset, display, iris, acquired=False)
    iris.sort(key=lambda iri: (iri not in times, times[iri].lower if iri in times else "", iri))
    later = read_later(dataset, display, iris)
    return in_order(iris, lambda iri: later.get(iri, ()))


def compare_congresses(dataset: PublishedDataset) -> CongressComparison:
    """The comparison of the congresses of a dataset."""
    iris = congress_iris(dataset)
    columns = read_list_columns(dataset, columns_for(dataset, "comparison"), iris)
    rows = ((column.title, _cells(column, iris)) for column in columns)
    names = labels.of(dataset, iris)
    return CongressComparison(tuple(iris), tuple(rows), names, tuple(distinct_parts([names.text(iri) for iri in iris])))


def comparison_file(comparison: CongressComparison) -> str:
    """A comparison as CSV: a row for each congress."""
    return csv_text(_rows(comparison))


def _cells(column: ListColumn, iris: list[str]) -> tuple[ListCell, ...]:
    return tuple(column.cells.get(iri, ListCell()).without_limits() for iri in iris)


def _filled(cells: Sequence[ListCell]) -> list[int]:
    """The numbers of the cells that have something."""
    return [at for at, cell in enumerate(cells) if cell.values]


def _rows(comparison: CongressComparison) -> Iterator[list[str]]:
    yield ["Congress", *(title for title, _ in comparison.rows), "IRI"]
    for at, iri in enumerate(comparison.congresses):
        yield [comparison.names.text(iri), *(cells[at].text for _, cells in comparison.rows), iri]
