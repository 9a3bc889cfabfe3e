"""The times of entities, their order where times do not give it, and the chronology of an event."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import groupby

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model.dataset import PublishedDataset, bound_rows
from kg.model.display import ALL_DATES, DATES, Display, DisplayList
from kg.model.time import StatedTime
from kg.sparql.terms import iri_ref


def stated_dates(values: Mapping[str, Iterable[Term]], display: Display) -> tuple[list[Term], list[Term], list[Term]]:
    """The dates on which an entity was, began and ended, by the values of its properties, whose IRIs are the keys."""

    def dates(*lists: DisplayList) -> list[Term]:
        return [value for link in display.terms(*lists) for value in values.get(link, ())]

    return dates("points", "attested"), dates("begins"), dates("ends")


def stated_time(
    values: Mapping[str, Iterable[Term]], display: Display, acquired: Iterable[Term] = ()
) -> StatedTime | None:
    """The time that the dates of an entity give, which also begins when it was ``acquired``; None without any."""
    points, begins, ends = stated_dates(values, display)
    return StatedTime.of(points, [*begins, *acquired], ends)


def read_times(
    dataset: PublishedDataset, display: Display, iris: Collection[str], *, acquired: bool
) -> dict[str, StatedTime]:
    """The times of those of some entities that have dates.

    A relation, such as a mandate, begins at the event in which it was ``acquired``; otherwise only its own dates
    count, with the days on which it is attested.
    """
    rows = _dated(dataset, iris, "", display.terms(*(DATES if acquired else ALL_DATES)))
    own = grouped((entity.value, (link.value, date)) for entity, link, date in rows)
    begins: dict[str, list[Term]] = {}
    if acquired and (acquisitions := display.terms("acquisitions")):
        event = f"{'|'.join(map(iri_ref, acquisitions))} ?event . ?event"
        rows = _dated(dataset, iris, event, display.terms("points"))
        begins = grouped((entity.value, date) for entity, _, date in rows)
    times = ((iri, stated_time(grouped(own.get(iri, ())), display, begins.get(iri, ()))) for iri in own | begins)
    return {iri: time for iri, time in times if time}


def read_bounds(dataset: PublishedDataset, display: Display, iris: Collection[str]) -> dict[str, StatedTime]:
    """The days between which those of some entities lie that have such bounds: the earliest begins, the latest ends."""
    links = display.terms("bounds")
    days = grouped((entity.value, (link.value, day)) for entity, link, day in _dated(dataset, iris, "", links))
    times = ((iri, StatedTime.of((), *_bounds(links, grouped(pairs)))) for iri, pairs in days.items())
    return {iri: time for iri, time in times if time}


def _bounds(links: Sequence[str], days: Mapping[str, list[Term]]) -> tuple[list[Term], list[Term]]:
    return days.get(links[0], []), days.get(links[-1], [])


def read_chronology(dataset: PublishedDataset, display: Display, iris: Collection[str]) -> list[tuple[str, StatedTime]]:
    """Those of some entities that have dates, the earliest first; a month or year comes before the days in it.

    A relation stands at the event in which it was acquired, and not where it is only attested. On the same date they
    keep the order that the dataset states, an event before its parts.
    """
    times = read_times(dataset, display, iris, acquired=True)
    order = sorted(times, key=lambda iri: (times[iri].dates[0].value, times[iri].dates[-1].value, iri))
    shown = order[: dataset.limits.page.events]
    later = read_later(dataset, display, shown)
    return [
        (iri, times[iri])
        for _, same in groupby(shown, key=lambda iri: times[iri].dates[0])
        for iri in in_order([*same], lambda iri: later.get(iri, ()))
    ]


def in_order(items: list[str], later: Callable[[str], Collection[str]]) -> list[str]:
    """Items in their order, but none before an earlier one; ``later`` names what comes after each. A cycle is cut."""
    places = {item: place for place, item in enumerate(items)}
    after = {item: {other for other in later(item) if other in places and other != item} for item in items}
    blocked = Counter(other for others in after.values() for other in others)
    waiting = dict.fromkeys(items)
    free = [places[item] for item in items if not blocked[item]]
    ordered = []
    while waiting:
        chosen = items[heappop(free)] if free else next(iter(waiting))
        if chosen not in waiting:
            continue
        del waiting[chosen]
        ordered.append(chosen)
        for item in after[chosen]:
            blocked[item] -= 1
            if not blocked[item]:
                heappush(free, places[item])
    return ordered


def _dated(dataset: PublishedDataset, iris: Collection[str], path: str, links: Iterable[str]) -> Iterator[list[Term]]:
    """The dates of some entities, or of what a path leads to, with the properties that give them."""
    values = " ".join(map(iri_ref, links))
    # A join would read every statement of the entities, of which a hub has many.
    dates = f"OPTIONAL {{ ?entity {path} ?link ?date }} FILTER BOUND(?date)"
    query = f"VALUES ?entity {{ %s }} VALUES ?link {{ {values} }} {dates}"
    return bound_rows(dataset.select_about(iris, f"SELECT ?entity ?link ?date WHERE {{ {query} }}"))


def read_later(dataset: PublishedDataset, display: Display, iris: Collection[str]) -> dict[str, list[str]]:
    """What comes after each of some entities: what the dataset states to be later, and what is a part of it."""
    paths = [*(f"^{iri_ref(link)}" for link in display.terms("sequence")), *map(iri_ref, display.terms("hierarchies"))]
    query = f"SELECT ?first ?second WHERE {{ VALUES ?second {{ %s }} ?second {'|'.join(paths)} ?first }}"
    rows = bound_rows(dataset.select_about(iris, query)) if paths else ()
    return grouped((first.value, second.value) for first, second in rows)
