"""The difference between two editions: what became of their statements, of the evidence, and of what follows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.releases.edition import Edition
from kg.releases.quads import Triple
from kg.releases.reifications import ASSERTION, INFERENCE, reifications

# What a triple is: stated by a source, inferred, or said of the ontology, the sources, the rules and so on.
STATED, INFERRED, DESCRIBED = "statement", "inference", "description"
KINDS = (STATED, INFERRED, DESCRIBED)

# A way in which a triple is supported: properties and values, in order.
Manner = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Change:
    """A value of a property that was added, removed, or replaced by another one.

    ``before`` and ``after`` are terms, None where there is no value. ``lost`` and ``gained`` are the manners of support
    that are no longer given or new; if the value is the same, only they have changed.
    """

    kind: str
    subject: str
    predicate: str
    before: str | None
    after: str | None
    lost: frozenset[Manner] = frozenset()
    gained: frozenset[Manner] = frozenset()

    @property
    def sort(self) -> str:
        """What happened: ``added``, ``removed``, ``changed``, or ``evidence`` where the value is the same."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "changed" if self.before != self.after else "evidence"


@dataclass(frozen=True)
class Difference:
    """What has to be said to somebody who knows one edition about another one."""

    before: Edition
    after: Edition

    @cached_property
    def changes(self) -> list[Change]:
        """Every change, in the order of subjects and predicates; the provenance of the build is left out.

        A property that has lost one value and gained one has a changed value.
        """
        old, new = _Content(self.before), _Content(self.after)
        found = [change for kind in KINDS for change in _changes(kind, old, new)]
        return sorted(found, key=lambda one: (one.subject, KINDS.index(one.kind), one.predicate, *_values_of(one)))

    def count(self, kind: str, sort: str) -> int:
        """How many changes there are of a kind, and of the sort that ``Change.sort`` tells."""
        return sum(change.kind == kind and change.sort == sort for change in self.changes)


def _values_of(change: Change) -> tuple[bool, str, str]:
    """What orders the changes of a property: what is added comes last."""
    return change.before is None, change.before or "", change.after or ""


class _Content:
    """The triples of an edition by what they are, with the evidence of those that are stated or inferred."""

    def __init__(self, edition: Edition) -> None:
        found = reifications(edition)
        stated, inferred = ({one.triple for one in found if one.kind == kind} for kind in (ASSERTION, INFERENCE))
        nodes = {one.node for one in found}
        build = {quad.triple for quad in edition.graph("build")}
        rest = {quad.triple for quad in edition.quads if quad.subject not in nodes} - build - stated - inferred
        self.triples = {STATED: stated, INFERRED: inferred, DESCRIBED: rest}
        self._evidence: dict[tuple[str, Triple], set[Manner]] = defaultdict(set)
        for one in found:
            self._evidence[STATED if one.kind == ASSERTION else INFERRED, one.triple].add(one.evidence)

    def evidence(self, kind: str, triple: Triple) -> frozenset[Manner]:
        """The manners in which a triple is supported; empty if it is not there."""
        return frozenset(self._evidence.get((kind, triple), ()))


def _changes(kind: str, old: _Content, new: _Content) -> Iterator[Change]:
    before, after = old.triples[kind], new.triples[kind]
    removed, added = _values(before - after), _values(after - before)
    for subject, predicate in removed.keys() | added.keys():
        for one, other in _pairs(removed[subject, predicate], added[subject, predicate]):
            lost = old.evidence(kind, (subject, predicate, one)) if one else frozenset()
            gained = new.evidence(kind, (subject, predicate, other)) if other else frozenset()
            yield Change(kind, subject, predicate, one, other, lost, gained)
    for triple in before & after:
        lost, gained = old.evidence(kind, triple), new.evidence(kind, triple)
        if lost != gained:
            yield Change(kind, *triple, triple[2], lost - gained, gained - lost)


def _pairs(removed: list[str], added: list[str]) -> list[tuple[str | None, str | None]]:
    """The values before and after, where one takes the place of another."""
    if len(removed) == len(added) == 1:
        return [(removed[0], added[0])]
    return [*((value, None) for value in removed), *((None, value) for value in added)]


def _values(triples: Iterable[Triple]) -> dict[tuple[str, str], list[str]]:
    """The objects by subject and predicate, in order."""
    index: dict[tuple[str, str], list[str]] = defaultdict(list)
    for subject, predicate, value in sorted(triples):
        index[subject, predicate].append(value)
    return index
