"""The chronology of an event: the dated entities that it is connected with."""

from collections.abc import Collection
from itertools import groupby

from kg.model.chronology import in_order, read_times
from kg.model.dataset import PublishedDataset, bound_rows
from kg.model.display import Display
from kg.model.time import StatedTime
from kg.sparql.terms import iri_ref


def read_chronology(dataset: PublishedDataset, display: Display, iris: Collection[str]) -> list[tuple[str, StatedTime]]:
    """Those of some entities that have dates, the earliest first; a month or year comes before the days in it.

    On the same date they keep the order that the dataset states, an event before its parts.
    """
    times = read_times(dataset, display, iris, acquired=False)
    order = sorted(times, key=lambda iri: (times[iri].dates[0].value, times[iri].dates[-1].value, iri))
    shown = order[: dataset.limits.page.events]
    later = _later(dataset, display, shown)
    return [
        (iri, times[iri])
        for _, same in groupby(shown, key=lambda iri: times[iri].dates[0])
        for iri in in_order([*same], lambda iri: later.get(iri, set()))
    ]


def _later(dataset: PublishedDataset, display: Display, iris: Collection[str]) -> dict[str, set[str]]:
    """What comes after each of some entities: what the dataset states to be later, and what is a part of it."""
    paths = [
        *(f"^{iri_ref(link)}" for link in display.terms("sequence")),
        *map(iri_ref, display.terms("hierarchies")),
    ]
    if not paths:
        return {}
    query = f"SELECT ?first ?second WHERE {{ VALUES ?second {{ %s }} ?second {'|'.join(paths)} ?first }}"
    later: dict[str, set[str]] = {}
    for first, second in bound_rows(dataset.select_about(iris, query)):
        later.setdefault(first.value, set()).add(second.value)
    return later
