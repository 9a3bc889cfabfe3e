"""What can be found, in which order, and with which words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.model.dataset import PublishedDataset
from kg.publish.questions.question import Question, read_questions
from kg.search.document import search_document
from kg.search.entries import SearchEntry, read_entries
from tests.conftest import NAMES, ROOT
from tests.publish.small import small

MANY_QUESTIONS = 100

MORE = """
  <id/party/club> a ckg:Party ; rdfs:label "Club"@en ; ckg:paraphrase "A club of gardeners."@en .
  <id/person/bob> ckg:holdsPost <id/post/chair> . <id/post/chair> a ckg:Post ; rdfs:label "chair of the club"@en .
  <id/event/day> ckg:sender <id/person/bob>, <id/person/ann>, <id/person/cho> .
"""
SHAPES = """
  <graph/display#search-kinds> sh:in ( ckg:Party ckg:Person ckg:Event ) .
  <graph/display#search-texts> sh:in ( ckg:paraphrase ) .
  <graph/display#search-summaries> sh:in ( ckg:holdsPost ckg:sender ) . <graph/display#persons> sh:in ( ckg:Person ) .
  [] sh:targetClass ckg:Post ; sh:order 3 ; sh:name "posts"@en ; rdfs:label "office"@en .
  [] sh:path ckg:holdsPost ; rdfs:label "holds the post"@en . [] sh:path ckg:sender ; rdfs:label "was sent by"@en .
"""


@pytest.fixture(scope="module")
def entries() -> dict[str, SearchEntry]:
    dataset = small(f"{MORE} GRAPH <graph/display> {{ {SHAPES} }}")
    return {entry.path: entry for entry in read_entries(dataset, ())}


def test_an_entity_has_its_names_in_every_language(entries: dict[str, SearchEntry]) -> None:
    bob = entries["/id/person/bob"]
    assert (bob.label, bob.names) == ("Bob", ("밥", "Robert"))


def test_statements_and_passages_are_left_out(entries: dict[str, SearchEntry]) -> None:
    assert not any(path.startswith(("/id/assertion/", "/source/text/")) for path in entries)


def test_kinds_come_in_the_order_of_the_display_data(entries: dict[str, SearchEntry]) -> None:
    paths = [*entries]
    assert paths.index("/id/party/club") < paths.index("/id/person/bob") < paths.index("/id/event/day")


def test_of_a_kind_what_has_more_links_comes_first(entries: dict[str, SearchEntry]) -> None:
    paths = [*entries]
    assert paths.index("/id/person/bob") < paths.index("/id/person/ann")


def test_an_entity_has_the_texts_about_it(entries: dict[str, SearchEntry]) -> None:
    assert entries["/id/party/club"].texts == ("A club of gardeners.",)


def test_a_kind_is_called_as_its_list_calls_one(entries: dict[str, SearchEntry]) -> None:
    assert entries["/id/post/chair"].kind == "office"


def test_a_post_sums_a_person_up(entries: dict[str, SearchEntry]) -> None:
    assert entries["/id/person/bob"].summary == "Bob holds the post chair of the club."


def test_a_summary_is_a_sentence_with_a_date(entries: dict[str, SearchEntry]) -> None:
    assert entries["/id/event/day"].summary == "This was sent by ann, Bob and 초, 19 February 2026."


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        ('ckg:startDate "2026-02-19"^^xsd:date ; ckg:endDate "2026-02-25"^^xsd:date', "19 to 25 February 2026"),
        (
            'ckg:earliestDay "2026-02-22"^^xsd:date ; ckg:latestDay "2026-02-22"^^xsd:date',
            "22 February 2026 (inferred)",
        ),
        ("ckg:partOf <id/event/day>", "19 February 2026 (inferred)"),
    ],
)
def test_an_event_is_dated_as_on_the_timeline(dates: str, shown: str) -> None:
    times = """
      <graph/display#begins> sh:in ( ckg:startDate ) . <graph/display#ends> sh:in ( ckg:endDate ) .
      <graph/display#bounds> sh:in ( ckg:earliestDay ckg:latestDay ) . <graph/display#wholes> sh:in ( ckg:partOf ) .
    """
    dataset = small(f'<id/e> a ckg:Event ; rdfs:label "E"@en ; {dates} . GRAPH <graph/display> {{ {SHAPES} {times} }}')
    assert {entry.label: entry.summary for entry in read_entries(dataset, ())}["E"] == shown


def test_equal_data_give_equal_documents(published: PublishedDataset) -> None:
    first, second = (search_document(read_entries(published, ())) for _ in range(2))
    assert first == second


def test_the_document_has_the_kind_of_an_entry_by_its_index() -> None:
    entry = SearchEntry("/id/person/ann", "person", ("Person",), "Ann", ("Anna",), "chair", ("A person.",))
    document = json.loads(search_document([entry]))
    assert document == {
        "kinds": ["person"],
        "entries": [["/id/person/ann", 0, "Ann", ["Anna"], "chair", ["A person."], False]],
    }


def test_a_question_is_found_by_its_topic_and_by_no_other_tag() -> None:
    questions = read_questions(ROOT / "queries", NAMES)
    texts = {entry.label: entry.texts for entry in read_entries(small(""), questions)}
    assert len(questions) >= MANY_QUESTIONS
    for question in questions:
        assert texts[question.summary] == (f"Topic: {question.group}",)


def test_a_question_is_summed_up_by_its_answer(published: PublishedDataset) -> None:
    questions = [question for question in read_questions(ROOT / "queries", NAMES) if "lead" in question.places]
    (summary,) = [entry.summary for entry in read_entries(published, questions) if "Question" in entry.kinds]
    assert summary.startswith("The 9th Congress of the Workers' Party of Korea met at")


def test_a_question_whose_answer_cannot_be_made_has_no_summary() -> None:
    header = {"summary": ("Who?",), "tags": ("people",), "answer": ("{{ first.nobody }}.",)}
    question = Question("q", Path("q.rq"), "SELECT ?x { VALUES ?x { 1 } }", header)
    assert [entry.summary for entry in read_entries(small(""), [question]) if "Question" in entry.kinds] == [""]
