"""The difference between two datasets: changes of statements, evidence and inferences, as text and as RDF Patch."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from kg.namespaces import NamedGraph
from kg.releases.dataset_file import DatasetFile, external_iri
from kg.releases.reifications import ASSERTION, INFERENCE, reifications

RDF_PATCH_MEDIA_TYPE = "application/rdf-patch"
# The origin of a triple: a source states it, a rule infers it, or it describes the ontology, the sources and so on.
STATED, DERIVED, DESCRIBED = "statement", "inference", "description"
ORIGINS = (STATED, DERIVED, DESCRIBED)

_SIGNS = {"added": "+", "removed": "-", "changed": "~", "evidence": "="}
_WORDS = {"added": "added", "removed": "removed", "changed": "changed", "evidence": "with other evidence"}
_LABEL, _USED = external_iri("rdfs", "label"), external_iri("prov", "used")
_PATH, _NAME, _ORDER = (external_iri("sh", name) for name in ("path", "name", "order"))
_IRI = re.compile(r"<([^<>\s]*)>")

# The evidence of one assertion or inference: properties and values, in order.
Justification = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Change:
    """A value of a property that was added, removed, or replaced by another.

    ``before`` and ``after`` are terms, or None without a value. ``lost`` and ``gained`` are the evidence that is
    no longer given or new; if the value is the same, only the evidence has changed.
    """

    origin: str
    subject: str
    predicate: str
    before: str | None
    after: str | None
    lost: Set[Justification]
    gained: Set[Justification]

    @property
    def sort(self) -> str:
        """``added``, ``removed``, ``changed``, or ``evidence`` where the value is the same."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "changed" if self.before != self.after else "evidence"


@dataclass(frozen=True)
class Difference:
    """What a reader who knows one dataset has to learn about another."""

    before: DatasetFile
    after: DatasetFile

    @cached_property
    def changes(self) -> list[Change]:
        """Every change, in the order of subjects, origins and predicates; the provenance of the build is left out.

        A property that has lost one value and gained one has a changed value.
        """
        old, new = _Content(self.before), _Content(self.after)
        changes = [change for origin in ORIGINS for change in _changes(origin, old, new)]
        return sorted(changes, key=lambda change: change.subject)


class _Content:
    """The triples of a dataset by their origin, with the evidence of those that are stated or inferred."""

    def __init__(self, dataset: DatasetFile) -> None:
        reified = reifications(dataset)
        stated, derived = ({entry.triple for entry in reified if entry.kind == kind} for kind in (ASSERTION, INFERENCE))
        nodes = {entry.node for entry in reified}
        build = {quad.triple for quad in dataset.graph(NamedGraph.BUILD)}
        described = {quad.triple for quad in dataset.quads if quad.subject not in nodes} - build - stated - derived
        self.triples = {STATED: stated, DERIVED: derived, DESCRIBED: described}
        self.evidence: dict[tuple[str, str, str, str | None], set[Justification]] = defaultdict(set)
        for entry in reified:
            self.evidence[STATED if entry.kind == ASSERTION else DERIVED, *entry.triple].add(entry.evidence)


def _changes(origin: str, old: _Content, new: _Content) -> Iterator[Change]:
    """The changes of an origin, in order; of those of a property, additions come last."""
    before, after = old.triples[origin], new.triples[origin]
    for (subject, predicate), group in groupby(sorted(before | after), key=lambda triple: triple[:2]):
        triples = list(group)
        latter: dict[str, str | None] = {
            triple[2]: triple[2] if triple in after else None for triple in triples if triple in before
        }
        added = [triple[2] for triple in triples if triple not in before]
        removed = [value for value, replacement in latter.items() if replacement is None]
        if len(removed) == len(added) == 1:
            latter[removed[0]] = added.pop()
        for former, value in [*latter.items(), *((None, value) for value in added)]:
            lost = old.evidence[origin, subject, predicate, former]
            gained = new.evidence[origin, subject, predicate, value]
            if former != value:
                yield Change(origin, subject, predicate, former, value, lost, gained)
            elif lost != gained:
                yield Change(origin, subject, predicate, former, value, lost - gained, gained - lost)


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


def difference_text(difference: Difference) -> list[str]:
    """The difference as lines: ``+`` added, ``-`` removed, ``~`` changed, ``=`` the same with other evidence."""
    before, after = difference.before, difference.after
    writer = _Writer(before, after)
    lines = [f"from {writer.title(before)}", f"to   {writer.title(after)}"]
    for subject, changes in groupby(difference.changes, key=lambda change: change.subject):
        lines += ["", writer.heading(subject)]
        for change in changes:
            lines += writer.change(change)
    counts = Counter((change.origin, change.sort) for change in difference.changes)
    lines.append("")
    for origin in ORIGINS:
        summary = ", ".join(f"{counts[origin, sort]} {words}" for sort, words in _WORDS.items() if counts[origin, sort])
        lines.append(f"{origin}s: {summary or 'no change'}")
    return lines


class _Writer:
    """Writes terms and changes in words; of two datasets the later one gives the labels."""

    def __init__(self, before: DatasetFile, after: DatasetFile) -> None:
        self._names = after.names
        labels = [[quad for quad in dataset.merged if quad.predicate == _LABEL] for dataset in (before, after)]
        # The last label counts: that of the later dataset, and in each the English one. It is part of a line.
        self._labels = {
            quad.subject: " ".join(_value(quad.object).split())
            for quads in labels
            for quad in sorted(quads, key=lambda quad: quad.object.endswith('"@en'))
        }
        shapes: dict[str, dict[str, str]] = defaultdict(dict)
        for quad in after.graph(NamedGraph.DISPLAY):
            shapes[quad.subject][quad.predicate] = quad.object
        # The order and the name of properties by their SHACL shapes.
        self._displayed = {
            shape[_PATH]: (float(_value(shape[_ORDER])), _value(shape[_NAME]))
            for shape in shapes.values()
            if {_PATH, _NAME, _ORDER} <= shape.keys()
        }

    def title(self, dataset: DatasetFile) -> str:
        """The checksum of a dataset, and the commit that it was built from, where these are recorded."""
        commits = f"<{dataset.names.base}dataset#commit/"
        used = [quad.object for quad in dataset.graph(NamedGraph.BUILD) if quad.predicate == _USED]
        labels = [self._labels[iri] for iri in used if iri.startswith(commits) and iri in self._labels]
        return (dataset.content or "a build without a checksum") + "".join(f", built from {label}" for label in labels)

    def heading(self, subject: str) -> str:
        """An entity with its label."""
        label = self._labels.get(subject)
        return self._term(subject) + (f"  {label}" if label else "")

    def change(self, change: Change) -> Iterator[str]:
        """A change, and below it the evidence that is lost or gained with it."""
        values = [self._term(value) for value in dict.fromkeys((change.before, change.after)) if value]
        inferred = "  (inferred)" if change.origin == DERIVED else ""
        yield f"  {_SIGNS[change.sort]} {self._term(change.predicate)} {' -> '.join(values)}{inferred}"
        for justification in sorted(change.lost | change.gained):
            sign = "=" if justification in change.lost & change.gained else "-" if justification in change.lost else "+"
            yield f"      {sign} {self._justification(justification)}"

    def _justification(self, justification: Justification) -> str:
        """Evidence in the words and the order of the display data; a property without such comes last."""
        values: dict[str, list[str]] = defaultdict(list)
        for predicate, value in justification:
            values[predicate].append(self._term(value))
        rows = sorted((*self._displayed.get(key, (float("inf"), self._term(key))), key) for key in values)
        return "; ".join(f"{name} {', '.join(values[key])}" for _, name, key in rows)

    def _term(self, term: str) -> str:
        """A term of N-Quads with its IRIs compact, but for those in the text of a literal."""
        value, quote, rest = term.rpartition('"')
        return value + quote + _IRI.sub(lambda match: self._names.compact(match[1]), rest)


def _value(literal: str) -> str:
    """The text of a literal; the parser writes only escapes that JSON has too."""
    return str(json.loads(literal[: literal.rindex('"') + 1]))
