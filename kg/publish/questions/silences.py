"""Where an answer is empty because a source is silent: cells of which a gap says that no value is given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model.dataset import PublishedDataset
from kg.publish.questions.header import TriplePattern
from kg.publish.questions.question import Question
from kg.sparql.terms import iri_ref

_Row = Sequence[Term | None]


def silent_cells(
    dataset: PublishedDataset, question: Question, columns: Sequence[str], rows: Sequence[_Row]
) -> set[tuple[int, str]]:
    """The unbound terms, by the number of the row and the name of the column, of which a gap says so.

    The evidence of a question relates its columns: ``?election ckg:electedBy ?elector`` makes a gap about the elector
    of an election one about an empty column ``elector`` of its row. Where a variable between the two is no column, a
    gap about its value leaves the column empty, too.
    """
    return {
        (number, name)
        for at, name in enumerate(columns)
        if (empty := {number: row for number, row in enumerate(rows) if row[at] is None})
        for patterns in question.evidence
        for number in _Silence(dataset, question, columns, patterns).rows(f"?{name}", empty)
    }


@dataclass(frozen=True)
class _Silence:
    """What gaps say about the variables of some triple patterns, which follow from each other."""

    dataset: PublishedDataset
    question: Question
    columns: Sequence[str]
    patterns: Sequence[TriplePattern]

    def rows(self, variable: str, empty: dict[int, _Row]) -> Iterator[int]:
        """The numbers of the rows, of some, in which a gap explains why a variable has no value."""
        for at, (subject, predicate, value) in enumerate(self.patterns):
            if value != variable or predicate.startswith("?"):
                continue
            if not subject.startswith("?"):
                yield from empty if self._about(subject, predicate) else ()
            elif subject[1:] in self.columns:
                terms = {number: row[self.columns.index(subject[1:])] for number, row in empty.items()}
                subjects = {number: term.value for number, term in terms.items() if term and term.is_iri}
                silent = self._about(" ".join(map(iri_ref, {*subjects.values()})), predicate)
                yield from (number for number, iri in subjects.items() if iri in silent)
            else:
                before = [*self.patterns[:at], *self.patterns[at + 1 :]]
                yield from _Silence(self.dataset, self.question, self.columns, before).rows(subject, empty)

    def _about(self, subjects: str, predicate: str) -> set[str]:
        """Those of some subjects, as they stand in a query, about which a gap says that they have no value."""
        if not subjects:
            return set()
        gap = f"VALUES ?subject {{ {subjects} }} ?gap ckg:about ?subject ; ckg:missingProperty {predicate}"
        query = f"{self.question.prologue} SELECT DISTINCT ?subject WHERE {{ {gap} }}"
        return {subject.value for (subject,) in self.dataset.select_bound(query)}
