"""The order in time of an event and of those that it is connected with."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.publish.dataset import PublishedDataset
from kg.publish.things.display import Display

_MOST = 60


@dataclass(frozen=True)
class Moment:
    """A thing with the date that it has or begins with, and the date that it ends with."""

    iri: str
    begin: Term
    end: Term | None


def timeline(dataset: PublishedDataset, display: Display, iris: Collection[str]) -> list[Moment]:
    """Those of some things that have dates, from the earliest on; a month or year comes before the days in it."""
    if not iris or not display.dates:
        return []
    things = " ".join(f"<{iri}>" for iri in sorted(iris))
    dates = " ".join(f"<{one}>" for one in sorted(display.dates))
    text = (
        f"SELECT ?thing ?date WHERE {{ VALUES ?thing {{ {things} }} VALUES ?dated {{ {dates} }} ?thing ?dated ?date }}"
    )
    found: dict[str, list[Term]] = {}
    for thing, date in dataset.store.query(text).rows():
        if thing and date:
            found.setdefault(thing.value, []).append(date)
    moments = [_moment(iri, sorted(set(dates), key=_place)) for iri, dates in found.items()]
    return sorted(moments, key=lambda moment: (_place(moment.begin), _place(moment.end or moment.begin), moment.iri))[
        :_MOST
    ]


def _moment(iri: str, dates: list[Term]) -> Moment:
    """The moment of a thing; a month or year beside a day in it only says the same less exactly."""
    exact = [one for one in dates if not any(more is not one and more.value.startswith(one.value) for more in dates)]
    return Moment(iri, exact[0], exact[-1] if len(exact) > 1 else None)


def _place(date: Term) -> str:
    return date.value
