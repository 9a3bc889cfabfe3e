"""Statements as charts need them: each with the strongest of what backs it, and the gaps beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.engine.answer import Term
from kg.model.certainty import CertaintyScale, read_certainty
from kg.model.dataset import PublishedDataset
from kg.model.evidence import Support
from kg.namespaces import Namespaces


@dataclass(frozen=True)
class Fact:
    """A statement; ``thing`` and ``link`` are IRIs."""

    thing: str
    link: str
    value: Term
    known: Support | None = None


Key = tuple[str, str]


@dataclass(frozen=True)
class Facts:
    """Statements by thing and property, which is given as a prefixed name; ``gaps`` are IRIs of gaps."""

    names: Namespaces
    certainty: CertaintyScale
    stated: dict[Key, list[Fact]] = field(default_factory=dict)
    gaps: dict[Key, str] = field(default_factory=dict)

    def of(self, thing: str, *links: str) -> list[Fact]:
        """The statements about a thing with some properties, in their order."""
        return [fact for link in links for fact in self.stated.get((thing, link), ())]

    def iris(self, thing: str, *links: str) -> set[str]:
        """The things at the other end of these statements."""
        return {fact.value.value for fact in self.of(thing, *links) if fact.value.is_iri}

    def number(self, thing: str, link: str) -> int | None:
        """A number that is stated of a thing, the first of several."""
        found = (number(fact.value) for fact in self.of(thing, link))
        return next((one for one in found if one is not None), None)

    def having(self, *links: str) -> Iterator[Fact]:
        """All statements with some properties."""
        for (_, link), facts in self.stated.items():
            if link in links:
                yield from facts

    def from_both_ends(self, fact: Fact, inverse: str | None) -> Fact:
        """A statement with the strongest of what backs it or, said the other way round, its inverse."""
        others = self.of(fact.value.value, inverse) if inverse else []
        known = fact.known
        for one in others:
            if one.value.value == fact.thing:
                known = min(known, one.known, key=self.certainty.rank)
        return replace(fact, known=known)

    def gap(self, thing: str, *links: str) -> str | None:
        """A gap that says that a value of one of these properties is not given."""
        return next((self.gaps[thing, link] for link in links if (thing, link) in self.gaps), None)

    def things(self) -> list[str]:
        """All things that something is said of, in the order of their IRIs."""
        return sorted({thing for thing, _ in self.stated})

    def mentioned(self) -> set[str]:
        """All IRIs that a chart of these statements may name."""
        facts = [fact for facts in self.stated.values() for fact in facts]
        statuses = {fact.known.status for fact in facts if fact.known and fact.known.status}
        return {
            *(fact.thing for fact in facts),
            *(fact.link for fact in facts),
            *(fact.value.value for fact in facts if fact.value.is_iri),
            *statuses,
        }


def read_facts(dataset: PublishedDataset, query: str) -> Facts:
    """The statements and gaps that a query gives in the columns thing, link, value, known, status and gap."""
    found = Facts(dataset.names, certainty := read_certainty(dataset))
    backing: dict[tuple[str, str, Term], Support | None] = {}
    for thing, link, value, known, status, gap in dataset.store.query(query).rows():
        if thing and link and value:
            key = (thing.value, link.value, value)
            backing[key] = min(backing.get(key), _support(known, status), key=certainty.rank)
        elif thing and link and gap:
            found.gaps.setdefault((thing.value, dataset.names.compact(link.value)), gap.value)
    for (about, link_iri, other), best in backing.items():
        found.stated.setdefault((about, dataset.names.compact(link_iri)), []).append(Fact(about, link_iri, other, best))
    return found


def number(term: Term | None) -> int | None:
    """The number that a term is, or None if it is none, or has more digits than anybody counts to."""
    return int(term.value) if term and re.fullmatch(r"[+-]?[0-9]{1,18}", term.value) else None


def by_link(facts: Iterable[Fact]) -> tuple[tuple[str, tuple[Fact, ...]], ...]:
    """Statements by their properties, in the order in which these come first."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.link, []).append(fact)
    return tuple((link, tuple(members)) for link, members in found.items())


def _support(node: Term | None, status: Term | None) -> Support | None:
    return Support(node.value, status.value if status else None) if node else None
