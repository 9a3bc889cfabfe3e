"""The times of entities, and their order where times do not give it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from heapq import heappop, heappush

from kg.engine.answer import Term
from kg.model.dataset import PublishedDataset, bound_rows
from kg.model.display import DATES, Display, DisplayList
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
    dates: dict[str, dict[DisplayList, list[Term]]] = {}
    for entity, part, date in rows:
        dates.setdefault(entity.value, {}).setdefault(part, []).append(date)
    times = ((iri, StatedTime.of(*(stated.get(part, ()) for part in DATES))) for iri, stated in dates.items())
    return {iri: time for iri, time in times if time}


def in_order(items: list[str], later: Callable[[str], Collection[str]]) -> list[str]:
    """Items in their order, but none before an earlier one; ``later`` names what comes after an item.

    A cycle is cut at its first item.
    """
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
