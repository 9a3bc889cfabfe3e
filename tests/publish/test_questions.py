"""The catalogue: every question of the project has its answer, which readers understand and can check."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import DataError
from kg.model.dataset import PublishedDataset
from kg.publish.questions.expected import deviation
from kg.publish.questions.query_file import read_query_files
from kg.publish.questions.question import Question, in_front, read_questions
from kg.publish.questions.readability import unreadable
from tests.conftest import NAMES, ROOT

QUESTIONS = read_questions(ROOT / "queries", NAMES)
HEAD = """\
#+ summary: A question?
#+ tags: one, two
#+ columns: x = Number
#+ answer: {{ count }} numbers.
#+ evidence: ?s ?p ?x
"""
ASKED = """\
#+ summary: Is it so?
#+ tags: one, two
#+ yes: Yes.
#+ silent: Not stated.
#+ evidence: ?s ?p ?x
"""


def deviated(question: Question, dataset: PublishedDataset) -> str | None:
    """How the answer of a dataset to a question deviates from the expected one."""
    return deviation(question, dataset.store.query(question.query), dataset.names)


def test_there_are_at_least_fifty_questions() -> None:
    assert len(QUESTIONS) >= 50


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_question_has_its_expected_answer(published: PublishedDataset, question: Question) -> None:
    assert deviated(question, published) is None


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_readers_understand_an_answer_and_can_check_it(published: PublishedDataset, question: Question) -> None:
    assert unreadable(published, question, published.store.query(question.query)) == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_summary_is_a_question_without_tags(question: Question) -> None:
    assert question.summary.endswith("?")
    assert not {"easy", "hard"} & {*re.findall(r"\w+", question.summary.lower())}


def test_most_questions_are_short() -> None:
    assert [question.summary for question in QUESTIONS if len(question.summary) > 115] == []


def test_the_front_page_has_a_lead_five_facts_six_questions_and_three_open_ones() -> None:
    parts = {part: len(in_front(QUESTIONS, part)) for part in ("lead", "fact", "featured", "unknown")}
    assert (parts["lead"], parts["fact"], parts["featured"]) == (1, 5, 6)
    assert parts["unknown"] == 3


def write(folder: Path, text: str, expected: str | None = None) -> Question:
    (folder / "q.rq").write_text(text)
    if expected is not None:
        (folder / "q.csv").write_text(expected)
    return read_questions(folder, NAMES)[0]


CASES = {
    "the same": ("SELECT ?x { VALUES ?x { 1 2 } }", "x\n2\n1\n", None),
    "a missing row": ("SELECT ?x { VALUES ?x { 1 } }", "x\n2\n1\n", r"missing \[\['2'\]\]"),
    "a surplus row": ("SELECT ?x { VALUES ?x { 1 2 } }", "x\n1\n", r"unexpected \[\['2'\]\]"),
    "another order": ("SELECT ?x { VALUES ?x { 1 2 } } ORDER BY ?x", "x\n2\n1\n", "another order"),
    "another order, in lower case": ("SELECT ?x { VALUES ?x { 1 2 } } order by ?x", "x\n2\n1\n", "another order"),
    "another order, within": ("SELECT ?x { { SELECT ?x { VALUES ?x { 1 2 } } ORDER BY ?x } }", "x\n2\n1\n", None),
    "another order, in a comment": ("SELECT ?x { VALUES ?x { 1 2 } } # ORDER BY ?x", "x\n2\n1\n", None),
    "a row twice": ("SELECT ?x { VALUES ?x { 1 1 } }", "x\n1\n", "number"),
    "no expected answer": ("SELECT ?x { VALUES ?x { 1 1 } }", None, "is missing"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_deviation_is_described(published: PublishedDataset, tmp_path: Path, case: str) -> None:
    query, expected, differs = CASES[case]
    description = deviated(write(tmp_path, HEAD + query, expected), published)
    assert (description is None) if differs is None else re.search(differs, description or "")


def test_another_truth_value_deviates(published: PublishedDataset, tmp_path: Path) -> None:
    question = write(tmp_path, f"{ASKED}ASK {{}}", "answer\nfalse\n")
    assert deviated(question, published) == "missing [['false']], unexpected [['true']]"


def test_a_query_without_a_summary_is_refused(tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK {}")
    with pytest.raises(DataError, match="has no summary"):
        read_query_files(tmp_path, NAMES)


SELECT = "SELECT ?x { VALUES ?x { 1 } }"
HEADERS = {
    "has no tags": HEAD.replace("#+ tags: one, two\n", "") + SELECT,
    "has no columns": HEAD.replace("#+ columns: x = Number\n", "") + SELECT,
    "has no answer": HEAD.replace("#+ answer: {{ count }} numbers.\n", "") + SELECT,
    "names no evidence": HEAD.replace("#+ evidence: ?s ?p ?x\n", "") + SELECT,
    "has no yes": ASKED.replace("#+ yes: Yes.\n", "") + "ASK {}",
    "has no silent": ASKED.replace("#+ silent: Not stated.\n", "") + "ASK {}",
    "has only one of denial and no": f"{ASKED}#+ no: No.\nASK {{}}",
    "has an unknown key: colums": f"{HEAD}#+ colums: x = X\n{SELECT}",
    "has answer twice": f"{HEAD}#+ answer: Two.\n{SELECT}",
    "has a column without a title: y": HEAD.replace("x = Number", "x = Number | y") + SELECT,
    "has the title 'Number' twice": HEAD.replace("x = Number", "x = Number | y = Number") + SELECT,
    "has the column 'x' twice": HEAD.replace("x = Number", "x = Number | x = Digit") + SELECT,
    "has answer without an end": HEAD.replace("numbers.", "numbers") + SELECT,
    "has silent without an end": ASKED.replace("Not stated.", "Not stated") + "ASK {}",
    "has answer with 'the' twice in a row": HEAD.replace("numbers.", "are the the numbers.") + SELECT,
    "has answer that is no template: unexpected": HEAD.replace("count }}", "count }") + SELECT,
    "has fact that is no template: ": f"{HEAD}#+ front: fact 1\n#+ fact: One | {{{{ first. }}}}\n{SELECT}",
    "has no tags. Add": HEAD.replace("one, two", ", ,") + SELECT,
    "has no columns. Add": HEAD.replace("x = Number", "|") + SELECT,
    "has an empty evidence": f"{HEAD}#+ evidence:\n{SELECT}",
    r"has evidence that is not a triple pattern: \?s ckg:p\+ \?x": HEAD.replace("?s ?p ?x", "?s ckg:p+ ?x") + SELECT,
    "has answer that is no template: No filter named 'wrds'\\.": HEAD.replace("count", "count | wrds") + SELECT,
    "has answer that is no template: it holds a character": HEAD.replace("numbers", "\ue000numbers") + SELECT,
    "has the title 'number'": HEAD.replace("x = Number", "x = number") + SELECT,
    r"has evidence that is not a triple pattern: \?s \?p/\?q \?x": HEAD.replace("?s ?p ?x", "?s ?p/?q ?x") + SELECT,
    "has the place 'first' on the front page": f"{HEAD}#+ front: first\n{SELECT}",
    "is neither a SELECT nor an ASK": f"{HEAD}CONSTRUCT WHERE {{ ?s ?p ?o }}",
    "has only one of a fact and its place": f"{HEAD}#+ front: fact 1\n{SELECT}",
}


@pytest.mark.parametrize("mistake", HEADERS)
def test_a_mistake_in_a_header_is_refused_with_its_place(tmp_path: Path, mistake: str) -> None:
    with pytest.raises(DataError, match=rf"q.rq(, line \d+)?: {mistake}"):
        write(tmp_path, HEADERS[mistake])


def test_a_mistake_is_reported_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"q.rq, line 6: has an unknown key"):
        write(tmp_path, f"{HEAD}#+ colums: x = X\n{SELECT}")


def test_all_mistakes_of_a_folder_are_reported_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.rq").write_text("ASK {}")
    (tmp_path / "b.rq").write_bytes(b"\xff")
    with pytest.raises(DataError) as raised:
        write(tmp_path, HEAD.replace("one, two", "") + SELECT)
    assert [Path(problem.where).name for problem in raised.value.problems] == ["a.rq", "b.rq", "q.rq, line 2"]


def test_two_questions_with_one_summary_are_refused(tmp_path: Path) -> None:
    (tmp_path / "p.rq").write_text(HEAD + SELECT)
    with pytest.raises(DataError, match=r"q.rq, line 1: has the same summary as p.rq"):
        write(tmp_path, HEAD + SELECT)


def test_two_questions_in_one_place_of_the_front_page_are_refused(tmp_path: Path) -> None:
    (tmp_path / "p.rq").write_text(HEAD.replace("A question?", "Another?") + f"#+ front: lead 1\n{SELECT}")
    with pytest.raises(DataError, match=r"q.rq, line 6: has the place lead 1 on the front page, as p.rq has"):
        write(tmp_path, f"{HEAD}#+ front: lead 1\n{SELECT}")


def test_a_line_of_a_header_may_continue_on_the_next(tmp_path: Path) -> None:
    question = write(tmp_path, HEAD.replace("A question?", "A\n#+   question?") + SELECT)
    assert question.summary == "A question?"


def test_the_body_of_a_question_has_no_header(tmp_path: Path) -> None:
    assert write(tmp_path, HEAD + SELECT).body == SELECT
