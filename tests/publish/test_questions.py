"""The catalogue: every question of the project has the answer that stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import DataError
from kg.model.dataset import PublishedDataset
from kg.publish.questions import deviation, read_questions
from tests.conftest import NAMES, ROOT

QUESTIONS = read_questions(ROOT / "queries", NAMES)
HEAD = "#+ summary: A question\n#+ tags: one, two\n"


def test_there_are_at_least_fifty_questions() -> None:
    assert len(QUESTIONS) >= 50


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_has_its_expected_answer(published: PublishedDataset, question) -> None:  # type: ignore[no-untyped-def]
    assert deviation(question, published) is None


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_has_tags(question) -> None:  # type: ignore[no-untyped-def]
    assert len(question.tags) >= 2


def write(folder: Path, query: str, expected: str | None) -> None:
    (folder / "q.rq").write_text(HEAD + query)
    if expected is not None:
        (folder / "q.csv").write_text(expected)


CASES = {
    "the same": ("SELECT ?x { VALUES ?x { 1 2 } }", "x\n2\n1\n", None),
    "a missing row": ("SELECT ?x { VALUES ?x { 1 } }", "x\n2\n1\n", r"missing \[\['2'\]\]"),
    "a surplus row": ("SELECT ?x { VALUES ?x { 1 2 } }", "x\n1\n", r"unexpected \[\['2'\]\]"),
    "another order": ("SELECT ?x { VALUES ?x { 1 2 } } ORDER BY ?x", "x\n2\n1\n", "another order"),
    "another order, in lower case": ("SELECT ?x { VALUES ?x { 1 2 } } order by ?x", "x\n2\n1\n", "another order"),
    "another order, within": ("SELECT ?x { { SELECT ?x { VALUES ?x { 1 2 } } ORDER BY ?x } }", "x\n2\n1\n", None),
    "another order, in a comment": ("SELECT ?x { VALUES ?x { 1 2 } } # ORDER BY ?x", "x\n2\n1\n", None),
    "a row twice": ("SELECT ?x { VALUES ?x { 1 1 } }", "x\n1\n", "number"),
    "another truth": ("ASK {}", "answer\nfalse\n", "unexpected"),
    "no expected answer": ("ASK {}", None, "is missing"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_deviation_is_described(published: PublishedDataset, tmp_path: Path, case: str) -> None:
    import re

    query, expected, differs = CASES[case]
    write(tmp_path, query, expected)
    (question,) = read_questions(tmp_path, NAMES)
    description = deviation(question, published)
    assert (description is None) if differs is None else re.search(differs, description or "")


def test_a_question_without_a_summary_is_refused(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK {}")
    with pytest.raises(DataError, match="has no summary"):
        read_questions(tmp_path, NAMES)
