"""The times of entities, their order where times do not give it, and the chronology of an event."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from heapq import heappop, heappush
from itertools import groupby

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model.dataset import PublishedDataset, bound_rows
from kg.model.display import DATES, Display
from kg.model.time import StatedTime
from kg.sparql.terms import iri_ref


def read_times(
    dataset: PublishedDataset, display: Display, iris: Collection[str], *, acquired: bool
) -> dict[str, StatedTime]:
    """The times of those of some entities that have dates.

    A relation, such as a mandate, begins at the event in which it was ``acquired``; otherwise only its own dates
    count, with the days on which it is attested.
    """
    parts = {link: part for part in DATES for link in display.terms(part)}
    if not acquired:
        parts |= dict.fromkeys(display.terms("attested"), "points")
    rows = [(entity, parts[link.value], date) for entity, link, date in _dated(dataset, iris, "", parts)]
    if acquired and (acquisitions := display.terms("acquisitions")):
        event = f"{'|'.join(map(iri_ref, acquisitions))} ?event . ?event"
        links = display.terms("points")
        rows += [(entity, "begins", date) for entity, _, date in _dated(dataset, iris, event, links)]
    dates = {iri: grouped(pairs) for iri, pairs in grouped((row[0].value, row[1:]) for row in rows).items()}
    times = ((iri, StatedTime.of(*(stated.get(part, ()) for part in DATES))) for iri, stated in dates.items())
    return {iri: time for iri, time in times if time}


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
    query = f"VALUES ?entity {{ %s }} VALUES ?link {{ {values} }} ?entity {path} ?link ?date"
    return bound_rows(dataset.select_about(iris, f"SELECT ?entity ?link ?date WHERE {{ {query} }}"))


def _later(dataset: PublishedDataset, display: Display, iris: Collection[str]) -> dict[str, list[str]]:
    """What comes after each of some entities: what the dataset states to be later, and what is a part of it."""
    paths = [*(f"^{iri_ref(link)}" for link in display.terms("sequence")), *map(iri_ref, display.terms("hierarchies"))]
    query = f"SELECT ?first ?second WHERE {{ VALUES ?second {{ %s }} ?second {'|'.join(paths)} ?first }}"
    rows = bound_rows(dataset.select_about(iris, query)) if paths else ()
    return grouped((first.value, second.value) for first, second in rows)
