"""A source as its outline: sections, and passages with the facts, gaps and notes drawn from each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from kg.model import labels
from kg.model.dataset import PublishedDataset
from kg.model.evidence import Evidence
from kg.model.gaps_and_notes import GapOrNote, citing_remarks, read_gaps_and_notes
from kg.model.labels import Labels
from kg.model.passages import Passage, passage_facts, source_passages


@dataclass(frozen=True)
class OutlinedPassage:
    """A passage with the first assertions that it supports, but for those about gaps and notes, and these.

    ``more``: it supports more assertions.
    """

    passage: Passage
    facts: tuple[Evidence, ...]
    more: bool
    remarks: tuple[GapOrNote, ...]

    @property
    def state(self) -> str:
        """How the passage is accounted for: ``facts``, ``remarks`` alone, ``excused`` by a reason, or not: ``open``."""
        if self.facts:
            return "facts"
        return "remarks" if self.remarks else "excused" if self.passage.reason else "open"

    @property
    def mentioned(self) -> set[str]:
        """The IRIs that the outline names with the passage."""
        remarks = {iri for remark in self.remarks for iri in (remark.node, *remark.mentioned)}
        return {self.passage.section, *remarks, *(iri for fact in self.facts for iri in fact.mentioned)}


@dataclass(frozen=True)
class SourceOutline:
    """The passages of a source by section, in its order."""

    sections: list[tuple[str, list[OutlinedPassage]]]
    labels: Labels

    @property
    def items(self) -> list[OutlinedPassage]:
        """All passages."""
        return [item for _, items in self.sections for item in items]

    def count(self, state: str) -> int:
        """The number of passages in a state."""
        return sum(item.state == state for item in self.items)

    def remarks(self, *, gaps: bool) -> list[GapOrNote]:
        """The gaps, or the notes, that cite the source."""
        remarks = {remark.node: remark for item in self.items for remark in item.remarks if remark.gap is gaps}
        return [remarks[node] for node in sorted(remarks)]


def read_outline(dataset: PublishedDataset, source: str, page: int) -> SourceOutline:
    """A page of the outline of a source, counted from 1."""
    passages = source_passages(dataset, source, page)
    citing = citing_remarks(dataset, source)
    nodes = {node for cited in citing.values() for node in cited}
    remarks = {remark.node: remark for remark in read_gaps_and_notes(dataset, nodes)}
    facts: dict[str, list[Evidence]] = {}
    for fact in passage_facts(dataset, [passage.iri for passage in passages]):
        for iri in fact.passages:
            facts.setdefault(iri, []).append(fact)
    limit = dataset.limits.page.passage_facts
    items = [
        OutlinedPassage(
            passage,
            tuple(facts.get(passage.iri, ())[:limit]),
            len(facts.get(passage.iri, ())) > limit,
            tuple(remarks[node] for node in citing.get(passage.iri, ())),
        )
        for passage in passages
    ]
    sections = [(section, [*members]) for section, members in groupby(items, key=lambda item: item.passage.section)]
    return SourceOutline(sections, labels.of(dataset, {iri for item in items for iri in item.mentioned}))
