"""Passages: where they stand in their sources."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model.dataset import PublishedDataset
from kg.model.source_texts import Span

PER_PAGE = 100


@dataclass(frozen=True)
class Passage:
    """A passage; ``number`` is its place in the source, counted from 1, ``reason`` why no fact is drawn from it."""

    iri: str
    section: str
    number: int
    span: Span
    reason: Term | None = None

    @property
    def key(self) -> str:
        """The last part of its IRI, which cites it."""
        return self.iri.rpartition("/")[2]


_PATTERN = (
    "?passage ckg:inSource ?source ; ckg:inSection ?section ; ckg:number ?number ; ckg:start ?start ; ckg:end ?end "
    "OPTIONAL { ?passage ckg:reason ?reason }"
)


def passages(dataset: PublishedDataset, iris: Collection[str]) -> dict[str, Passage]:
    """The passages among some IRIs."""
    if not iris:
        return {}
    values = " ".join(f"<{iri}>" for iri in sorted(iris))
    return {one.iri: one for one in _select(dataset, f"VALUES ?passage {{ {values} }} {_PATTERN}")}


def passages_of(dataset: PublishedDataset, source: str, page: int) -> list[Passage]:
    """The passages of a source on a page of its outline, counted from 1, in their order."""
    last = PER_PAGE * page
    chosen = f"FILTER (?number > {last - PER_PAGE} && ?number <= {last})"
    found = _select(dataset, f"BIND (<{source}> AS ?source) {_PATTERN} {chosen}")
    return sorted(found, key=lambda one: one.number)


def neighbours(dataset: PublishedDataset, passage: Passage) -> tuple[str | None, str | None]:
    """The IRIs of the passages before and after one in its source."""
    text = (
        f"SELECT ?number ?passage WHERE {{ VALUES ?number {{ {passage.number - 1} {passage.number + 1} }} "
        f"?passage ckg:number ?number ; ckg:inSource <{passage.span.source}> ; ckg:inSection ?any }}"
    )
    rows = dataset.store.query(text, prefixes=dataset.names.prefixes).rows()
    found = {int(number.value): iri.value for number, iri in rows if number and iri}
    return found.get(passage.number - 1), found.get(passage.number + 1)


def _select(dataset: PublishedDataset, pattern: str) -> list[Passage]:
    text = f"SELECT ?passage ?section ?number ?source ?start ?end ?reason WHERE {{ {pattern} }}"
    found = []
    for passage, section, number, source, start, end, reason in dataset.store.query(
        text, prefixes=dataset.names.prefixes
    ).rows():
        if passage and section and number and source and start and end:
            span = Span(source.value, int(start.value), int(end.value))
            found.append(Passage(passage.value, section.value, int(number.value), span, reason))
    return found
