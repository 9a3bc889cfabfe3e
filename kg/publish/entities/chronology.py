"""The order in time of an event and of those that it is connected with."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model.dataset import PublishedDataset
from kg.model.display import DATES, Display, DisplayList

_MOST = 60


@dataclass(frozen=True)
class Moment:
    """A thing with the date that it has or begins with, and the date that it ends with."""

    iri: str
    begin: Term
    end: Term | None


def timeline(dataset: PublishedDataset, display: Display, iris: Collection[str]) -> list[Moment]:
    """Those of some things that have dates, from the earliest on; a month or year comes before the days in it.

    Within a date they come in the order that the dataset gives, an event before its parts.
    """
    properties = display.terms(*DATES, DisplayList.ATTESTED)
    if not iris or not properties:
        return []
    things = " ".join(f"<{iri}>" for iri in sorted(iris))
    dates = " ".join(f"<{one}>" for one in properties)
    text = (
        f"SELECT ?thing ?date WHERE {{ VALUES ?thing {{ {things} }} VALUES ?dated {{ {dates} }} ?thing ?dated ?date }}"
    )
    found: dict[str, list[Term]] = {}
    for thing, date in dataset.store.query(text).rows():
        if thing and date:
            found.setdefault(thing.value, []).append(date)
    moments = [_moment(iri, sorted(set(dates), key=_place)) for iri, dates in found.items()]
    moments.sort(key=lambda moment: (_place(moment.begin), _place(moment.end or moment.begin), moment.iri))
    return _ordered(moments[:_MOST], _earlier(dataset, display, [moment.iri for moment in moments[:_MOST]]))


def _earlier(dataset: PublishedDataset, display: Display, iris: Collection[str]) -> dict[str, set[str]]:
    """What comes before each of some things: what the dataset says came before, and what it is a part of."""
    things = " ".join(f"<{iri}>" for iri in sorted(iris))
    wholes = " ".join(f"<{one}>" for one in display.terms(DisplayList.HIERARCHIES))
    text = (
        f"SELECT ?first ?second WHERE {{ {{ VALUES ?first {{ {things} }} ?first ckg:before ?second }} "
        f"UNION {{ VALUES ?second {{ {things} }} VALUES ?link {{ {wholes} }} ?second ?link ?first }} }}"
    )
    found: dict[str, set[str]] = {}
    for first, second in dataset.store.query(text, prefixes=dataset.names.prefixes).rows():
        if first and second:
            found.setdefault(second.value, set()).add(first.value)
    return found


def _ordered(moments: list[Moment], earlier: Mapping[str, set[str]]) -> list[Moment]:
    """Moments in the order of their dates and, on the same date, of what came earlier; a circle stays as it is."""
    waiting, ordered = list(moments), []
    while waiting:
        same = [one for one in waiting if one.begin == waiting[0].begin]
        open_ones = {one.iri for one in same}
        free = (one for one in same if not (earlier.get(one.iri, set()) - {one.iri}) & open_ones)
        chosen = next(free, same[0])
        waiting.remove(chosen)
        ordered.append(chosen)
    return ordered


def _moment(iri: str, dates: list[Term]) -> Moment:
    """The moment of a thing; a month or year beside a day in it only says the same less exactly."""
    exact = [one for one in dates if not any(more is not one and more.value.startswith(one.value) for more in dates)]
    return Moment(iri, exact[0], exact[-1] if len(exact) > 1 else None)


def _place(date: Term) -> str:
    return date.value
