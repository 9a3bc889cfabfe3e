"""A source as its outline: sections, passages with the facts drawn from each, its silences and its slips."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from kg.publish import labels
from kg.publish.dataset import PublishedDataset
from kg.publish.labels import Labels
from kg.publish.things import evidence, passages
from kg.publish.things.evidence import Evidence
from kg.publish.things.passages import Passage
from kg.publish.things.remarks import Remark, remarks


@dataclass(frozen=True)
class Item:
    """A passage with the assertions that it supports, those about gaps and notes left out, and the remarks on it."""

    passage: Passage
    facts: tuple[Evidence, ...]
    remarks: tuple[Remark, ...]

    @property
    def state(self) -> str:
        """How the passage is accounted for: ``facts``, ``remarks`` alone, ``excused`` by a reason, or not: ``open``."""
        if self.facts:
            return "facts"
        return "remarks" if self.remarks else "excused" if self.passage.reason else "open"


@dataclass(frozen=True)
class Outline:
    """The passages of a source by section, in its order."""

    sections: list[tuple[str, list[Item]]]
    labels: Labels

    @property
    def items(self) -> list[Item]:
        """All passages."""
        return [item for _, items in self.sections for item in items]

    def count(self, state: str) -> int:
        """How many passages are in a state."""
        return sum(item.state == state for item in self.items)

    @property
    def facts(self) -> int:
        """How many facts are drawn from the source; one that several passages support counts once."""
        return len({fact.node for item in self.items for fact in item.facts})

    def remarks(self, *, gaps: bool) -> list[Remark]:
        """The gaps, or the notes, that cite the source."""
        found = {remark.node: remark for item in self.items for remark in item.remarks if remark.gap is gaps}
        return [found[node] for node in sorted(found)]


def read_outline(dataset: PublishedDataset, source: str) -> Outline:
    """The outline of a source."""
    found = passages.passages_of(dataset, source)
    drawn = evidence.select(dataset, f"?passage ckg:inSource <{source}> . ?node ckg:supportedBy ?passage .")
    by_passage: dict[str, list[Evidence]] = {}
    for one in drawn:
        for passage in one.passages:
            by_passage.setdefault(passage, []).append(one)
    said = {one.node: one for one in remarks(dataset, _about(dataset, source))}
    items = [_item(passage, by_passage.get(passage.iri, []), said) for passage in found]
    sections = [(section, list(members)) for section, members in groupby(items, key=lambda item: item.passage.section)]
    return Outline(sections, labels.of(dataset, _mentioned(items)))


def _item(passage: Passage, drawn: list[Evidence], said: dict[str, Remark]) -> Item:
    subjects = {one.statement[0].value for one in drawn}
    facts = tuple(one for one in drawn if one.statement[0].value not in said)
    return Item(passage, facts, tuple(said[iri] for iri in sorted(subjects & set(said))))


def _about(dataset: PublishedDataset, source: str) -> set[str]:
    """The gaps and notes that cite passages of a source."""
    text = (
        f"SELECT DISTINCT ?remark WHERE {{ VALUES ?kind {{ ckg:Gap ckg:CuratorNote }} ?remark rdf:type ?kind . "
        f"?assertion rdf:subject ?remark ; ckg:supportedBy/ckg:inSource <{source}> }}"
    )
    return {row[0].value for row in dataset.store.query(text, prefixes=dataset.names.prefixes).rows() if row[0]}


def _mentioned(items: Iterable[Item]) -> set[str]:
    found: set[str] = set()
    for item in items:
        found |= {item.passage.section, *(iri for fact in item.facts for iri in fact.mentioned)}
        found |= {iri for remark in item.remarks for iri in (remark.node, remark.kind, *remark.missing)}
    return found
