"""The chronology of an event: the dated entities that it is connected with."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from kg.engine.answer import Term
from kg.model.chronology import in_order, read_times
from kg.model.dataset import PublishedDataset, bound_rows
from kg.model.display import Display, DisplayList
from kg.sparql.terms import iri_ref


@dataclass(frozen=True)
class DatedEntity:
    """An entity with the date that it has or begins with, and the date that it ends with."""

    iri: str
    begin: Term
    end: Term | None


def read_chronology(dataset: PublishedDataset, display: Display, iris: Collection[str]) -> list[DatedEntity]:
    """Those of some entities that have dates, the earliest first; a month or year comes before the days in it.

    On the same date they keep the order that the dataset states, an event before its parts.
    """
    times = read_times(dataset, display, iris, acquired=False)
    dated = [
        DatedEntity(iri, time.dates[0], time.dates[-1] if len(time.dates) > 1 else None) for iri, time in times.items()
    ]
    dated.sort(key=lambda entity: (entity.begin.value, (entity.end or entity.begin).value, entity.iri))
    shown = {entity.iri: entity for entity in dated[: dataset.limits.page.events]}
    later = _later(dataset, display, shown)
    return [
        shown[iri]
        for _, same in groupby(shown, key=lambda iri: shown[iri].begin)
        for iri in in_order([*same], lambda iri: later.get(iri, set()))
    ]


def _later(dataset: PublishedDataset, display: Display, iris: Collection[str]) -> dict[str, set[str]]:
    """What comes after each of some entities: what the dataset states to be later, and what is a part of it."""
    paths = [
        *(f"^{iri_ref(link)}" for link in display.terms(DisplayList.SEQUENCE)),
        *map(iri_ref, display.terms(DisplayList.HIERARCHIES)),
    ]
    if not paths:
        return {}
    query = f"SELECT ?first ?second WHERE {{ VALUES ?second {{ %s }} ?second {'|'.join(paths)} ?first }}"
    later: dict[str, set[str]] = {}
    for first, second in bound_rows(dataset.select_about(iris, query)):
        later.setdefault(first.value, set()).add(second.value)
    return later
