"""A difference between two editions as people read it: thing by thing, with counts in the end."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from kg.namespaces import EXTERNAL_PREFIXES
from kg.releases.difference import INFERRED, KINDS, Change, Difference, Manner
from kg.releases.edition import RDFS, Edition
from kg.releases.quads import value_of

_WORDS_OF_SORT = {sort: sort for sort in ("added", "removed", "changed")} | {"evidence": "with other evidence"}
_SIGNS = {"added": "+", "removed": "-", "changed": "~", "evidence": "="}
_USED = f"<{EXTERNAL_PREFIXES['prov']}used>"
_LABEL = f"<{RDFS}label>"
_IRI = re.compile(r"<([^<>\s]*)>")
# Properties of evidence in the order in which they are told, with the words before their values.
_WORDS = {
    "status": "",
    "rule": "by ",
    "supportedBy": "from ",
    "readWith": "read with ",
    "accordingTo": "according to ",
    "reason": "because ",
    "confidence": "confidence ",
    "premise": "premises ",
    "restsOn": "resting on ",
}


def render(difference: Difference) -> list[str]:
    """The difference as lines: ``+`` added, ``-`` removed, ``~`` changed, ``=`` the same with other evidence."""
    before, after = difference.before, difference.after
    text = _Text(before, after)
    lines = [f"from {text.name(before)}", f"to   {text.name(after)}"]
    for subject, changes in groupby(difference.changes, key=lambda change: change.subject):
        lines += ["", text.head(subject)]
        for change in changes:
            lines += text.change(change)
    return [*lines, "", *_counts(difference)]


def _counts(difference: Difference) -> Iterator[str]:
    for kind in KINDS:
        figures = ((difference.count(kind, sort), words) for sort, words in _WORDS_OF_SORT.items())
        told = ", ".join(f"{number} {words}" for number, words in figures if number)
        yield f"{kind}s: {told or 'no change'}"


class _Text:
    """The words for terms and changes."""

    def __init__(self, before: Edition, after: Edition) -> None:
        self._names = after.names
        # What comes later wins: the later edition, and in each the English label.
        self._labels: dict[str, str] = {}
        for edition in (before, after):
            labels = [quad for quad in edition.merged if quad.predicate == _LABEL]
            for quad in sorted(labels, key=lambda quad: quad.object.endswith('"@en')):
                # A label is part of a line, whatever stands in it.
                self._labels[quad.subject] = " ".join(value_of(quad.object).split())

    def name(self, edition: Edition) -> str:
        """The name of an edition's content, and the commit that it was built from, where these are known."""
        commits = f"<{edition.names.base}dataset#commit/"
        used = [quad.object for quad in edition.graph("build") if quad.predicate == _USED]
        labels = [self._labels[one] for one in used if one.startswith(commits) and one in self._labels]
        return (edition.content or "a build without a name") + "".join(f", built from {label}" for label in labels)

    def head(self, subject: str) -> str:
        """A thing with its label."""
        label = self._labels.get(subject)
        return self._term(subject) + (f"  {label}" if label else "")

    def change(self, change: Change) -> Iterator[str]:
        """A change, and below it the evidence that is lost or gained with it."""
        values = [self._term(value) for value in dict.fromkeys((change.before, change.after)) if value]
        inferred = "  (inferred)" if change.kind == INFERRED else ""
        yield f"  {_SIGNS[change.sort]} {self._term(change.predicate)} {' -> '.join(values)}{inferred}"
        for manner in sorted(change.lost | change.gained):
            sign = "=" if manner in change.lost & change.gained else "-" if manner in change.lost else "+"
            yield f"      {sign} {self._manner(manner)}"

    def _manner(self, manner: Manner) -> str:
        values: dict[str, list[str]] = defaultdict(list)
        for predicate, value in manner:
            values[self._term(predicate).removeprefix("ckg:")].append(self._term(value))
        known = [name for name in _WORDS if name in values]
        others = [name for name in values if name not in _WORDS]
        return "; ".join(_WORDS.get(name, f"{name} ") + ", ".join(values[name]) for name in known + others)

    def _term(self, term: str) -> str:
        """A term of N-Quads with its IRIs compact."""
        if not term.startswith('"'):
            return _IRI.sub(lambda found: self._names.compact(found[1]), term)
        value, quote, rest = term.rpartition('"')
        return value + quote + _IRI.sub(lambda found: self._names.compact(found[1]), rest)
