"""A source as its outline: sections, and passages with the facts, gaps and notes drawn from each."""

from dataclasses import dataclass
from itertools import groupby

from kg.grouping import grouped
from kg.model import labels
from kg.model.dataset import PublishedDataset
from kg.model.evidence import Evidence
from kg.model.gaps_and_notes import GapOrNote, gaps_and_notes_citing
from kg.model.labels import Labels
from kg.model.passages import Passage, passage_facts, source_passages


@dataclass(frozen=True)
class OutlinedPassage:
    """A passage with the gaps and notes and the first other assertions that it supports; ``more``: there are more."""

    passage: Passage
    facts: tuple[Evidence, ...]
    more: bool
    gaps_and_notes: tuple[GapOrNote, ...]

    @property
    def state(self) -> str:
        """How the passage is accounted for: ``facts``, ``notes`` (or gaps), ``excused`` by a reason, or ``open``."""
        if self.facts:
            return "facts"
        return "notes" if self.gaps_and_notes else "excused" if self.passage.reason else "open"

    @property
    def mentioned(self) -> set[str]:
        """The IRIs that the outline names with the passage."""
        entries = {iri for entry in self.gaps_and_notes for iri in (entry.node, *entry.mentioned)}
        return {self.passage.section, *entries, *(iri for fact in self.facts for iri in fact.mentioned)}


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

    def gaps_and_notes(self, *, gaps: bool) -> list[GapOrNote]:
        """The gaps, or the notes, that cite the source."""
        entries = {entry.node: entry for item in self.items for entry in item.gaps_and_notes if entry.gap is gaps}
        return [entries[node] for node in sorted(entries)]


def read_outline(dataset: PublishedDataset, source: str, page: int) -> SourceOutline:
    """A page of the outline of a source, counted from 1."""
    passages = source_passages(dataset, source, page)
    citing = gaps_and_notes_citing(dataset, source)
    assertions = passage_facts(dataset, [passage.iri for passage in passages])
    facts = grouped((iri, assertion) for assertion in assertions for iri in assertion.passages)
    limit = dataset.limits.page.passage_facts
    items = [
        OutlinedPassage(
            passage,
            tuple(facts.get(passage.iri, ())[:limit]),
            len(facts.get(passage.iri, ())) > limit,
            tuple(citing.get(passage.iri, ())),
        )
        for passage in passages
    ]
    sections = [(section, [*members]) for section, members in groupby(items, key=lambda item: item.passage.section)]
    return SourceOutline(sections, labels.of(dataset, {iri for item in items for iri in item.mentioned}))
