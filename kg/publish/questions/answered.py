"""A question with its answer for readers: a sentence, a table with titles, and the evidence of each row."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice, zip_longest
from typing import Literal

from kg.engine.answer import Answer, Term
from kg.errors import QueryError
from kg.formats import TRUTH
from kg.model import labels
from kg.model.dataset import PublishedDataset
from kg.model.display import read_display
from kg.model.evidence import Evidence
from kg.model.gaps_and_notes import GapOrNote, read_gaps_and_notes
from kg.model.labels import Labels
from kg.publish.answer_table import AnswerTable, Cell, read_cells
from kg.publish.questions.proper_nouns import proper_nouns
from kg.publish.questions.question import Question
from kg.publish.questions.readable_table import readable_table, with_named_properties
from kg.publish.questions.row_evidence import holds, row_evidence, row_nodes, without_classes, without_repeats
from kg.publish.questions.sentence import SentenceError, fill_phrase, fill_sentence, plain_text, rows_shown
from kg.publish.questions.silences import silent_cells

# The outcomes of an ASK - the sources state it, deny it, or say nothing - and of a SELECT.
Verdict = Literal["yes", "no", "silent", "answer", "none"]
_NONE = "The dataset holds no answer: no source in it states one."


@dataclass(frozen=True)
class ReadableAnswer:
    """The answer to a question as readers see it, without its evidence.

    ``fact`` is what the front page shows of it. ``table`` has the columns of the header, with their titles. ``nodes``
    are the IRIs of the assertions and inferences behind each row, or behind the answer to an ASK.
    """

    verdict: Verdict
    sentence: list[Cell]
    fact: list[Cell]
    table: AnswerTable
    nodes: list[list[str]]

    @property
    def text(self) -> str:
        """The sentence as plain text."""
        return plain_text(self.sentence)


@dataclass(frozen=True)
class AnsweredQuestion(ReadableAnswer):
    """The answer to a question with its evidence.

    ``evidence`` is that of each row, or of the answer to an ASK, in the order of the header, and ``marks`` the least
    certain of each; ``weakest`` is that of all, or of the rows that the fact of the front page shows. ``names`` are
    those of what it mentions, ``gaps`` the gaps and notes that it is about, by their IRIs.
    """

    question: Question
    evidence: list[tuple[Evidence, ...]]
    marks: list[Evidence | None]
    weakest: Evidence | None
    names: Labels
    gaps: Mapping[str, GapOrNote]

    @property
    def shared_mark(self) -> Evidence | None:
        """The mark of the first row if all of several rows have the same one."""
        kinds = {(mark.inferred, mark.status) if mark else None for mark in self.marks}
        return self.marks[0] if len(kinds) == 1 < len(self.marks) else None


def read_answer(dataset: PublishedDataset, question: Question, answer: Answer, limit: int) -> ReadableAnswer:
    """The first ``limit`` rows of the answer to a question as readers see it.

    Raises SentenceError if the template of the sentence does not suit the answer, ValueError for a title of a column
    that the answer does not have, and QueryError for evidence that cannot be evaluated.
    """
    read = _read(dataset, question, answer, limit)
    display, whole = read_display(dataset), read.whole
    silent = silent_cells(dataset, question, read.columns, read.rows)
    return ReadableAnswer(
        read.verdict,
        _sentence(dataset, question, read),
        fill_phrase(question.fact[1], whole) if whole.rows and question.fact[1] else [],
        whole if question.is_ask else readable_table(whole, question.columns, silent, display),
        row_nodes(dataset, question, read.columns, read.rows),
    )


def answer_in_words(dataset: PublishedDataset, question: Question, limit: int) -> str:
    """The sentence that answers a question, as plain text; empty if it cannot be made."""
    try:
        answer = dataset.store.query(question.query)
        return plain_text(_sentence(dataset, question, _read(dataset, question, answer, limit)))
    except (SentenceError, QueryError):
        return ""


@dataclass(frozen=True)
class _ReadRows:
    """The outcome of a question, its rows as they are, and as a table for readers."""

    verdict: Verdict
    columns: list[str]
    rows: list[list[Term | None]]
    whole: AnswerTable


def _read(dataset: PublishedDataset, question: Question, answer: Answer, limit: int) -> _ReadRows:
    if answer.kind == TRUTH:
        verdict = _verdict(dataset, question, truth=answer.truth)
        return _ReadRows(verdict, [], [[]], AnswerTable([], [], cut=False))
    columns, read = answer.columns, [*islice(answer.rows(), limit + 1)]
    table = AnswerTable(columns, read_cells(dataset, read[:limit]), cut=len(read) > limit)
    whole = with_named_properties(table, read_display(dataset))
    return _ReadRows("answer" if read else "none", columns, read[:limit], whole)


def _sentence(dataset: PublishedDataset, question: Question, read: _ReadRows) -> list[Cell]:
    return fill_sentence(question.line(read.verdict) or _NONE, read.whole, proper_nouns(dataset))


def answer_question(dataset: PublishedDataset, question: Question, answer: Answer, limit: int) -> AnsweredQuestion:
    """The same with its evidence; raises what ``read_answer`` raises."""
    readable = read_answer(dataset, question, answer, limit)
    evidence = row_evidence(dataset, readable.nodes)
    supports = [*chain(*evidence)]
    entries = read_gaps_and_notes(dataset, {support.statement[0].value for support in supports})
    gaps = {entry.node: entry for entry in entries}
    shown = rows_shown(question.fact[1], evidence) if readable.fact else evidence
    mentioned = {iri for support in supports for iri in support.mentioned} | {entry.kind for entry in entries}
    return AnsweredQuestion(
        **vars(readable),
        question=question,
        evidence=[_shown(dataset, row, cells, gaps) for row, cells in zip_longest(evidence, readable.table.rows)],
        marks=[_weakest(dataset, row) for row in evidence],
        weakest=_weakest(dataset, chain(*shown)),
        names=labels.of(dataset, mentioned),
        gaps=gaps,
    )


def _shown(
    dataset: PublishedDataset, row: tuple[Evidence, ...], cells: Iterable[Cell] | None, gaps: Collection[str]
) -> tuple[Evidence, ...]:
    """What readers see of the evidence of a row with some cells."""
    named = {cell.term.value for cell in cells or () if cell.term}
    # Beside an answer a statement stands as it is stated, not as its inverse.
    stated = (replace(support, inverted=False) for support in row)
    return without_classes(without_repeats(stated, gaps), named, read_display(dataset).certainty)


def _weakest(dataset: PublishedDataset, supports: Iterable[Evidence]) -> Evidence | None:
    """The least certain evidence: an interpretation before an inference from what is explicit."""
    return next(iter(read_display(dataset).certainty.weakest_first(supports)), None)


def _verdict(dataset: PublishedDataset, question: Question, *, truth: bool) -> Verdict:
    """The outcome of an ASK; a false that rests on silence is not a denial."""
    if truth:
        return "yes"
    return "no" if question.denial and holds(dataset, question, question.denial) else "silent"
