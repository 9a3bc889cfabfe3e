"""The difference between two datasets: changes of statements, evidence and inferences, and the same as RDF Patch."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from kg.namespaces import NamedGraph
from kg.releases.dataset_file import DatasetFile
from kg.releases.reifications import ASSERTION, INFERENCE, reifications

RDF_PATCH_MEDIA_TYPE = "application/rdf-patch"
# The origin of a triple: a source states it, a rule infers it, or it describes the ontology, the sources and so on.
STATED, DERIVED, DESCRIBED = "statement", "inference", "description"
ORIGINS = (STATED, DERIVED, DESCRIBED)

# The evidence of one assertion or inference: properties and values, in order.
Justification = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Change:
    """A value of a property that was added, removed, or replaced by another.

    ``before`` and ``after`` are terms, None where there is no value. ``lost`` and ``gained`` are the evidence that is
    no longer given or new; if the value is the same, only the evidence has changed.
    """

    origin: str
    subject: str
    predicate: str
    before: str | None
    after: str | None
    lost: frozenset[Justification] = frozenset()
    gained: frozenset[Justification] = frozenset()

    @property
    def sort(self) -> str:
        """``added``, ``removed``, ``changed``, or ``evidence`` where the value is the same."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "changed" if self.before != self.after else "evidence"

    @property
    def order(self) -> tuple[str, int, str, bool, str, str]:
        """The place of the change among others; of those of a property, additions come last."""
        values = (self.before is None, self.before or "", self.after or "")
        return self.subject, ORIGINS.index(self.origin), self.predicate, *values


@dataclass(frozen=True)
class Difference:
    """What a reader who knows one dataset has to learn about another."""

    before: DatasetFile
    after: DatasetFile

    @cached_property
    def changes(self) -> list[Change]:
        """Every change, in the order of subjects and predicates; the provenance of the build is left out.

        A property that has lost one value and gained one has a changed value.
        """
        old, new = _Content(self.before), _Content(self.after)
        changes = [change for origin in ORIGINS for change in _changes(origin, old, new)]
        return sorted(changes, key=lambda change: change.order)

    def count(self, origin: str, sort: str) -> int:
        """The number of changes of an origin and a sort, as ``Change.sort`` gives it."""
        return sum(change.origin == origin and change.sort == sort for change in self.changes)


class _Content:
    """The triples of a dataset by their origin, with the evidence of those that are stated or inferred."""

    def __init__(self, dataset: DatasetFile) -> None:
        reified = reifications(dataset)
        stated, derived = ({entry.triple for entry in reified if entry.kind == kind} for kind in (ASSERTION, INFERENCE))
        nodes = {entry.node for entry in reified}
        build = {quad.triple for quad in dataset.graph(NamedGraph.BUILD)}
        described = {quad.triple for quad in dataset.quads if quad.subject not in nodes} - build - stated - derived
        self.triples = {STATED: stated, DERIVED: derived, DESCRIBED: described}
        self._evidence: dict[tuple[str, str, str, str | None], set[Justification]] = defaultdict(set)
        for entry in reified:
            self._evidence[STATED if entry.kind == ASSERTION else DERIVED, *entry.triple].add(entry.evidence)

    def evidence(self, origin: str, subject: str, predicate: str, value: str | None) -> frozenset[Justification]:
        """The evidence of each assertion or inference of a triple; empty if there is none."""
        return frozenset(self._evidence.get((origin, subject, predicate, value), ()))


def _changes(origin: str, old: _Content, new: _Content) -> Iterator[Change]:
    before, after = old.triples[origin], new.triples[origin]
    for (subject, predicate), triples in groupby(sorted(before ^ after), key=lambda triple: triple[:2]):
        values = [(triple[2], triple in before) for triple in triples]
        removed, added = ([value for value, is_old in values if is_old == wanted] for wanted in (True, False))
        pairs: list[tuple[str | None, str | None]] = [(value, None) for value in removed]
        pairs += [(None, value) for value in added]
        if len(removed) == len(added) == 1:
            # The value was replaced.
            pairs = [(removed[0], added[0])]
        for former, latter in pairs:
            lost = old.evidence(origin, subject, predicate, former)
            gained = new.evidence(origin, subject, predicate, latter)
            yield Change(origin, subject, predicate, former, latter, lost, gained)
    for triple in before & after:
        lost, gained = old.evidence(origin, *triple), new.evidence(origin, *triple)
        if lost != gained:
            yield Change(origin, *triple, triple[2], lost - gained, gained - lost)


def rdf_patch(before: DatasetFile, after: DatasetFile) -> str:
    """The quads to remove from a dataset and to add to it to obtain another, in one transaction, removals first.

    The format is that of RDF Delta and Apache Jena (https://jena.apache.org/documentation/rdf-patch/). Each kind of row
    has the order of its lines. Blank nodes keep their labels, ``_:label``, as the format requires: a build gives equal
    blank nodes equal labels. The headers ``from`` and ``to`` hold the checksums that the builds have recorded.
    """
    old, new = set(before.quads), set(after.quads)
    checksums = (("from", before.content), ("to", after.content))
    rows = [f'H {name} "{checksum}" .' for name, checksum in checksums if checksum]
    rows += ["TX .", *sorted(f"D {quad.line}" for quad in old - new), *sorted(f"A {quad.line}" for quad in new - old)]
    return "".join(f"{row}\n" for row in [*rows, "TC ."])
