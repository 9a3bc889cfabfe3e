"""A source as its outline: sections, passages with the facts drawn from each, its silences and its slips."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from kg.model import evidence, labels, passages
from kg.model.dataset import PublishedDataset
from kg.model.evidence import Evidence
from kg.model.gaps_and_notes import Remark, remarks
from kg.model.labels import Labels
from kg.model.passages import Passage

# So many facts of a passage an outline shows; the page of the passage has them all.
_MOST_FACTS = 50
_KINDS = "VALUES ?kind { ckg:Gap ckg:CuratorNote }"


@dataclass(frozen=True)
class Item:
    """A passage with the first assertions that it supports, those about gaps and notes left out, and the remarks on it.

    ``more`` tells that it supports more of them.
    """

    passage: Passage
    facts: tuple[Evidence, ...]
    more: bool
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

    def remarks(self, *, gaps: bool) -> list[Remark]:
        """The gaps, or the notes, that cite the source."""
        found = {remark.node: remark for item in self.items for remark in item.remarks if remark.gap is gaps}
        return [found[node] for node in sorted(found)]


def read_outline(dataset: PublishedDataset, source: str, page: int) -> Outline:
    """A page of the outline of a source, counted from 1."""
    found = passages.passages_of(dataset, source, page)
    cited = _cited(dataset, source)
    said = {one.node: one for one in remarks(dataset, {node for nodes in cited.values() for node in nodes})}
    drawn: dict[str, list[Evidence]] = {}
    for one in _facts(dataset, [passage.iri for passage in found]):
        for iri in one.passages:
            drawn.setdefault(iri, []).append(one)
    items = [_item(one, drawn.get(one.iri, []), [said[node] for node in cited.get(one.iri, ())]) for one in found]
    sections = [(section, list(members)) for section, members in groupby(items, key=lambda item: item.passage.section)]
    return Outline(sections, labels.of(dataset, _mentioned(items)))


def _item(passage: Passage, facts: list[Evidence], said: list[Remark]) -> Item:
    return Item(passage, tuple(facts[:_MOST_FACTS]), len(facts) > _MOST_FACTS, tuple(said))


def _facts(dataset: PublishedDataset, cited: list[str]) -> list[Evidence]:
    """What some passages say of anything but gaps and notes; of each passage no more than is needed."""
    if not cited:
        return []
    values = " ".join(f"<{iri}>" for iri in cited)
    first = (
        f"SELECT ?passage ?node WHERE {{ ?node ckg:supportedBy ?passage ; rdf:subject ?about "
        f"FILTER NOT EXISTS {{ {_KINDS} ?about rdf:type ?kind }} }} LIMIT {_MOST_FACTS + 1}"
    )
    return evidence.select(dataset, f"VALUES ?passage {{ {values} }} LATERAL {{ {first} }}")


def _cited(dataset: PublishedDataset, source: str) -> dict[str, list[str]]:
    """The gaps and notes that cite each passage of a source."""
    text = (
        f"SELECT DISTINCT ?passage ?remark WHERE {{ {_KINDS} ?remark rdf:type ?kind . "
        f"?assertion rdf:subject ?remark ; ckg:supportedBy ?passage . ?passage ckg:inSource <{source}> }} "
        "ORDER BY ?remark"
    )
    found: dict[str, list[str]] = {}
    for passage, remark in dataset.store.query(text, prefixes=dataset.names.prefixes).rows():
        if passage and remark:
            found.setdefault(passage.value, []).append(remark.value)
    return found


def _mentioned(items: Iterable[Item]) -> set[str]:
    found: set[str] = set()
    for item in items:
        found |= {item.passage.section, *(iri for fact in item.facts for iri in fact.mentioned)}
        found |= {iri for remark in item.remarks for iri in (remark.node, remark.kind, *remark.missing)}
    return found
