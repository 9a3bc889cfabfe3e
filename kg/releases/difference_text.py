"""A difference between two datasets as text: entity by entity, with counts at the end."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from kg.namespaces import NamedGraph
from kg.releases.dataset_file import DatasetFile, NQuad, external_iri
from kg.releases.difference import DERIVED, ORIGINS, Change, Difference, Justification

# The sign and the words for each sort of change.
_SORTS = {
    "added": ("+", "added"),
    "removed": ("-", "removed"),
    "changed": ("~", "changed"),
    "evidence": ("=", "with other evidence"),
}
_LABEL, _USED = external_iri("rdfs", "label"), external_iri("prov", "used")
_PATH, _NAME, _ORDER = (external_iri("sh", name) for name in ("path", "name", "order"))
_IRI = re.compile(r"<([^<>\s]*)>")


def difference_text(difference: Difference) -> list[str]:
    """The difference as lines: ``+`` added, ``-`` removed, ``~`` changed, ``=`` the same with other evidence."""
    before, after = difference.before, difference.after
    writer = _Writer(before, after)
    lines = [f"from {writer.title(before)}", f"to   {writer.title(after)}"]
    for subject, changes in groupby(difference.changes, key=lambda change: change.subject):
        lines += ["", writer.heading(subject)]
        for change in changes:
            lines += writer.change(change)
    lines.append("")
    for origin in ORIGINS:
        counts = ((difference.count(origin, sort), words) for sort, (_, words) in _SORTS.items())
        summary = ", ".join(f"{number} {words}" for number, words in counts if number)
        lines.append(f"{origin}s: {summary or 'no change'}")
    return lines


class _Writer:
    """Writes terms and changes in words; of two datasets the later one gives the labels."""

    def __init__(self, before: DatasetFile, after: DatasetFile) -> None:
        self._names = after.names
        # The last label counts: that of the later dataset, and in each the English one.
        self._labels: dict[str, str] = {}
        for dataset in (before, after):
            labels = [quad for quad in dataset.merged if quad.predicate == _LABEL]
            for quad in sorted(labels, key=lambda quad: quad.object.endswith('"@en')):
                # A label is part of a line, whatever stands in it.
                self._labels[quad.subject] = " ".join(_value(quad.object).split())
        self._displayed = _displayed(after.graph(NamedGraph.DISPLAY))

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
        yield f"  {_SORTS[change.sort][0]} {self._term(change.predicate)} {' -> '.join(values)}{inferred}"
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
        """A term of N-Quads with its IRIs compact."""
        if not term.startswith('"'):
            return _IRI.sub(lambda match: self._names.compact(match[1]), term)
        value, quote, rest = term.rpartition('"')
        return value + quote + _IRI.sub(lambda match: self._names.compact(match[1]), rest)


def _displayed(display: Iterable[NQuad]) -> dict[str, tuple[float, str]]:
    """The order and the name of properties by their SHACL shapes."""
    shapes: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in display:
        shapes[quad.subject][quad.predicate] = quad.object
    return {
        shape[_PATH]: (float(_value(shape[_ORDER])), _value(shape[_NAME]))
        for shape in shapes.values()
        if {_PATH, _NAME, _ORDER} <= shape.keys()
    }


def _value(literal: str) -> str:
    """The text of a literal; the parser writes only escapes that JSON has too."""
    return str(json.loads(literal[: literal.rindex('"') + 1]))
