"""The days and events of congresses at which people had roles, as the columns of a table."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.grouping import grouped
from kg.model.chronology import in_order, read_bounds, read_later, read_times
from kg.model.dataset import PublishedDataset, bound_rows
from kg.model.display import read_display
from kg.model.time import LATEST, StatedTime
from kg.publish.catalog.date_cells import read_dates
from kg.publish.congresses.short_names import brief_day
from kg.sparql.terms import iri_ref


@dataclass(frozen=True)
class Occasion:
    """A congress as a whole, one of its parts, or an event before or after it; ``time`` in words may be empty.

    ``brief`` is its day in short, if it is known to the day. ``numbered``: it is a part with a number.
    """

    iri: str
    time: str
    brief: str
    numbered: bool


@dataclass(frozen=True)
class Occasions:
    """The occasions of each congress, and the occasion that each event belongs to.

    They are in chronological order; those whose time is only inferred, and not to the day, come last.
    """

    by_congress: Mapping[str, tuple[Occasion, ...]]
    of_event: Mapping[str, tuple[str, str]]


def read_occasions(dataset: PublishedDataset, congresses: Sequence[str], events: Collection[str]) -> Occasions:
    """The occasions at which some events were.

    An event belongs to the numbered part of a congress in which it was, else to the widest event around it. Outside of
    all congresses it goes with the nearest in time, without a time with the latest. The numbered parts of a congress
    are all among its occasions.
    """
    numbered = _numbered_parts(dataset, congresses)
    wholes = _wholes(dataset, {*events, *numbered})
    own = {event: _within(event, wholes, congresses, numbered) for event in sorted({*events, *numbered})}
    iris, display = {*congresses, *(occasion for _, occasion in own.values())}, read_display(dataset)
    stated, bounds = read_times(dataset, display, iris, acquired=False), read_bounds(dataset, display, iris)
    times = bounds | stated
    placed = {
        event: (congress or _nearest(times.get(occasion), congresses, times), occasion)
        for event, (congress, occasion) in own.items()
    }
    words = read_dates(dataset, iris)
    order = _chronological(dataset, [*congresses, *sorted(numbered), *sorted(iris)], times)
    place = {iri: at for at, iri in enumerate(order)}
    vague = {iri for iri in iris if iri not in stated and (iri not in times or times[iri].lasting)}
    pairs = sorted({*placed.values()}, key=lambda pair: (pair[1] not in congresses, pair[1] in vague, place[pair[1]]))

    def occasion(congress: str, iri: str) -> Occasion:
        year = times[congress].lower[:4] if congress in times else ""
        text = words[iri][1].text if iri in words else ""
        return Occasion(iri, text, brief_day(times.get(iri), year), iri in numbered)

    columns = grouped((congress, occasion(congress, iri)) for congress, iri in pairs)
    return Occasions({congress: tuple(columns.get(congress, ())) for congress in congresses}, placed)


def _numbered_parts(dataset: PublishedDataset, congresses: Collection[str]) -> set[str]:
    """The parts of some congresses that have a number, such as that of a day."""
    display = read_display(dataset)
    parts, numbers = ("|".join(map(iri_ref, display.terms(name))) for name in ("hierarchies", "numbers"))
    query = f"SELECT ?part ?number WHERE {{ VALUES ?congress {{ %s }} ?part {parts} ?congress ; {numbers} ?number }}"
    rows = bound_rows(dataset.select_about(congresses if parts and numbers else (), query))
    return {part.value for part, _ in rows}


def _wholes(dataset: PublishedDataset, events: Collection[str]) -> dict[str, list[str]]:
    """What each of some events is a part of, at any depth, since the properties are transitive."""
    links = "|".join(map(iri_ref, read_display(dataset).terms("hierarchies")))
    query = f"SELECT ?event ?whole WHERE {{ VALUES ?event {{ %s }} ?event {links} ?whole }}"
    rows = bound_rows(dataset.select_about(events if links else (), query))
    return grouped((event.value, whole.value) for event, whole in rows)


def _within(
    event: str, wholes: Mapping[str, list[str]], congresses: Collection[str], numbered: Collection[str]
) -> tuple[str | None, str]:
    """The congress that an event is a part of, or is, if any, and its occasion."""
    around = sorted({event, *wholes.get(event, ())})
    congress = next((iri for iri in around if iri in congresses), None)
    if part := next((iri for iri in around if iri in numbered), None):
        return congress, part
    outer = [iri for iri in around if iri not in congresses and not {*wholes.get(iri, ())} - {*congresses, iri}]
    return congress, event if event in congresses or not outer else outer[0]


def _nearest(time: StatedTime | None, congresses: Sequence[str], times: Mapping[str, StatedTime]) -> str:
    """The congress that is nearest to a time: the first that ends after it begins, or the latest."""
    if time:
        around = [iri for iri in congresses if iri in times and times[iri].upper >= time.lower]
        return around[0] if around else congresses[-1]
    return congresses[-1]


def _chronological(dataset: PublishedDataset, iris: Iterable[str], times: Mapping[str, StatedTime]) -> list[str]:
    """Occasions by their times; at the same time they keep their order, and the one that is stated."""
    ordered = sorted(
        dict.fromkeys(iris), key=lambda iri: (times[iri].lower, times[iri].upper) if iri in times else (LATEST, LATEST)
    )
    later = read_later(dataset, read_display(dataset), ordered)
    return in_order(ordered, lambda iri: later.get(iri, ()))
