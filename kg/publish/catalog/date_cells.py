"""The cells of a list with dates: those that are stated, or the days between which something must lie."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import inf

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model.chronology import read_bounds, read_times
from kg.model.dataset import PublishedDataset, bound_rows
from kg.model.display import read_display
from kg.model.labels import format_literal
from kg.model.time import StatedTime
from kg.publish.answer_table import Cell
from kg.publish.catalog.list_cell import INFERRED_VALUE, ListCell
from kg.sparql.terms import iri_ref

# An entity's date as text that sorts, and as a cell.
_Dated = tuple[str, Cell]


def date_cells(dataset: PublishedDataset, entities: Mapping[str, Sequence[Term]]) -> dict[str, ListCell]:
    """The cells with the dates of the ``entities`` in each; cells without any are left out."""
    iris = {term.value for terms in entities.values() for term in terms if term.is_iri}
    dates = read_dates(dataset, iris)
    cells = {}
    for key, terms in entities.items():
        if found := sorted((dates[term.value] for term in terms if term.value in dates), key=lambda dated: dated[0]):
            cells[key] = ListCell(tuple(dict.fromkeys(cell for _, cell in found)), 0, found[0][0])
    return cells


def read_dates(dataset: PublishedDataset, iris: set[str]) -> dict[str, _Dated]:
    """The date of each of some entities that has one: its own, its bounds, or the date of what it is part of."""
    display = read_display(dataset)
    times = read_times(dataset, display, iris, acquired=False)
    bounds = read_bounds(dataset, display, iris - times.keys())
    inferred = _times_of_wholes(dataset, iris - times.keys() - bounds.keys()) | bounds
    stated = {iri: (time.lower, Cell(time.text, "literal")) for iri, time in times.items()}
    return {iri: (time.lower, Cell(_between(time), INFERRED_VALUE)) for iri, time in inferred.items()} | stated


def _times_of_wholes(dataset: PublishedDataset, iris: set[str]) -> dict[str, StatedTime]:
    """The time of the shortest whole of those of some entities that have one with a date or bounds."""
    display = read_display(dataset)
    links = "|".join(map(iri_ref, display.terms("wholes")))
    query = f"SELECT ?part ?whole WHERE {{ VALUES ?part {{ %s }} ?part {links} ?whole }}"
    rows = bound_rows(dataset.select_about(iris if links else (), query))
    pairs = [(part.value, whole.value) for part, whole in rows]
    wholes = {whole for _, whole in pairs}
    times = read_bounds(dataset, display, wholes) | read_times(dataset, display, wholes, acquired=False)
    timed = grouped((part, times[whole]) for part, whole in pairs if whole in times)
    return {part: min(found, key=lambda time: (_days_in(time), time.lower)) for part, found in timed.items()}


def _days_in(time: StatedTime) -> float:
    """How many days a time may have; an open one has no end."""
    if not (time.first_day and time.last_day):
        return inf
    return (date.fromisoformat(time.last_day) - date.fromisoformat(time.first_day)).days


def _between(bounds: StatedTime) -> str:
    """The days between which something lies, in words."""
    if bounds.begin and bounds.end:
        return f"{bounds.text} (inferred)"
    edge = bounds.begin or bounds.end
    words = "not before" if bounds.begin else "not after"
    return f"{words} {format_literal(edge)} (inferred)" if edge else ""
