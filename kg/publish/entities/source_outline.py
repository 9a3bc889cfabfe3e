"""A source as its outline: sections, paragraphs or tables, and their passages with what is drawn from each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.grouping import grouped
from kg.model import labels
from kg.model.dataset import PublishedDataset
from kg.model.evidence import Evidence
from kg.model.gaps_and_notes import GapOrNote, gaps_and_notes_citing
from kg.model.labels import Labels
from kg.model.passages import LINES, Passage, passage_facts, source_passages

_BETWEEN = ", "


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
    def number(self) -> str:
        """The last part of its place: the number of the sentence or row within the paragraph or table."""
        return self.passage.place.rpartition(_BETWEEN)[2]

    @property
    def mentioned(self) -> set[str]:
        """The IRIs that the outline names with the passage."""
        return {self.passage.section, *(iri for entry in self.gaps_and_notes for iri in (entry.node, *entry.mentioned))}


@dataclass(frozen=True)
class OutlineBlock:
    """A paragraph, list or table of a section; ``name`` is empty if it has none, ``table``: it consists of lines."""

    name: str
    items: list[OutlinedPassage]
    table: bool


@dataclass(frozen=True)
class SourceOutline:
    """The passages of a source by section, in its order."""

    sections: list[tuple[str, list[OutlinedPassage]]]
    labels: Labels

    @property
    def items(self) -> list[OutlinedPassage]:
        """All passages."""
        return [item for _, items in self.sections for item in items]

    def heading(self, section: str, items: Sequence[OutlinedPassage]) -> tuple[str, str]:
        """The IRI and the words over the passages: their section, or one that has no place in it, such as a title."""
        name, first = self.labels.text(section), items[0].passage
        outside = len(items) == 1 and not first.place.startswith(name)
        return (first.iri, first.place) if outside else (section, name)

    def blocks(self, section: str, items: Sequence[OutlinedPassage]) -> list[OutlineBlock]:
        """The passages of a section by what their places have in common, without the name of the section."""
        compact, name = self.labels.names.compact, self.labels.text(section) + _BETWEEN
        blocks = []
        for place, group in groupby(items, key=lambda item: item.passage.place.rpartition(_BETWEEN)[0] + _BETWEEN):
            members = [*group]
            inside = place.removeprefix(name) if place.startswith(name) else place.partition(_BETWEEN)[2]
            kinds = {compact(item.passage.kind.value) if item.passage.kind else "" for item in members}
            blocks.append(OutlineBlock(inside.removesuffix(_BETWEEN), members, kinds <= {*LINES}))
        return blocks

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
    limit = dataset.limits.page.passage_facts
    # One more tells whether there are more.
    assertions = passage_facts(dataset, [passage.iri for passage in passages], limit + 1)
    facts = grouped((iri, assertion) for assertion in assertions for iri in assertion.passages)
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
