"""The cells of answers as readers see them: names of properties, numbers, languages, and what empty cells mean."""

from __future__ import annotations

import pytest

from kg.publish.answer_table import Cell
from kg.publish.questions.answered import AnsweredQuestion, answer_question
from kg.publish.questions.question import Question
from tests.publish.small import small
from tests.publish.test_answers_of_questions import answered, question

GAPS = """
  <id/gap/g> a ckg:Gap ; ckg:about <id/person/ann> ; ckg:missingProperty ckg:knows ; ckg:paraphrase "Unknown."@en .
  <id/gap/d> a ckg:Gap ; ckg:about <id/person/cho> ; ckg:missingProperty ckg:date .
  <id/person/bob> ckg:knows <id/person/ann> . <id/person/ann> ckg:likes <id/person/cho> .
  GRAPH graph:assertions {
    <id/assertion/g1> a ckg:Assertion ; rdf:subject <id/gap/g> ; rdf:predicate ckg:about ;
      rdf:object <id/person/ann> ; ckg:supportedBy <source/text/p-1> ; ckg:evidenceStatus ckg:interpretation .
    <id/assertion/g2> a ckg:Assertion ; rdf:subject <id/gap/g> ; rdf:predicate ckg:missingProperty ;
      rdf:object ckg:knows ; ckg:supportedBy <source/text/p-1> ; ckg:evidenceStatus ckg:interpretation . }
"""
WORDS = """
  GRAPH <graph/display> {
    [] sh:path ckg:knows ; sh:name "acquaintances"@en ; rdfs:label "is acquainted with"@en ; sh:order 1 ; sh:group _:g .
    _:g sh:order 1 ; rdfs:label "People"@en .
    [] a dcterms:LinguisticSystem ; dcterms:identifier "ko" ; rdfs:label "Korean"@en . }
"""


def column(asked: Question, more: str = "") -> list[str]:
    """The texts of the only column of an answer."""
    return [row[0].text for row in answered(asked, more).table.rows]


def values(terms: str) -> str:
    return f"SELECT ?x {{ VALUES ?x {{ {terms} }} }}"


@pytest.mark.parametrize(
    ("terms", "texts"),
    [
        ("69 0 -57", ["+69", "0", "−57"]),
        ("69 1000", ["69", "1,000"]),
        ("29.1 8.16 7", ["29.10", "8.16", "7.00"]),
        ("-0.5 0.25 0.0", ["−0.50", "+0.25", "0.00"]),
        ('3 "not stated"', ["3", "not stated"]),
    ],
)
def test_the_numbers_of_a_column_can_be_compared(terms: str, texts: list[str]) -> None:
    assert column(question(values(terms))) == texts


WHOSE = "SELECT ?p ?x { VALUES ?p { <id/person/ann> <id/person/cho> } OPTIONAL { ?p ckg:knows ?x } }"


def test_an_empty_cell_says_not_stated_where_a_gap_does() -> None:
    assert column(question(WHOSE, evidence="?p ckg:knows ?x"), GAPS) == ["not stated", "not recorded"]


def test_a_gap_about_another_property_does_not_explain_an_empty_cell() -> None:
    assert column(question(WHOSE, evidence="?p ckg:likes ?x"), GAPS) == ["not recorded"] * 2


@pytest.mark.parametrize("whose", ["<id/person/ann>", "?p"])
def test_a_gap_explains_what_follows_from_the_missing_value(whose: str) -> None:
    query = "SELECT ?p ?x { VALUES ?p { <id/person/ann> } OPTIONAL { ?p ckg:knows/ckg:date ?x } }"
    asked = question(query, evidence=f"{whose} ckg:knows ?other . ?other ckg:date ?x")
    assert column(asked, GAPS) == ["not stated"]


def test_an_empty_cell_is_unbound_in_sentences() -> None:
    asked = question(WHOSE, answer="{% for row in rows if row.x.bound %}{{ row.x }}{% else %}Nobody.{% endfor %}")
    assert answered(asked, GAPS).text == "Nobody."


def test_a_property_in_a_cell_is_called_as_on_the_pages_of_entities() -> None:
    assert column(question(values("ckg:knows")), WORDS) == ["acquaintances"]


def tongues(title: str) -> list[str | None]:
    asked = question("SELECT ?x { <id/person/bob> rdfs:label ?x } ORDER BY ?x", columns=f"x = {title}")
    return [row[0].tongue for row in answered(asked, WORDS).table.rows]


def test_the_language_of_a_text_is_named_unless_it_is_english() -> None:
    assert sorted(map(str, tongues("Name"))) == ["Korean", "None"]


def test_a_column_that_names_a_language_does_not_repeat_it() -> None:
    assert tongues("In Korean") == [None, None]


def about_ann() -> AnsweredQuestion:
    asked = question(
        "SELECT ?x { VALUES ?x { <id/person/ann> } }", evidence="?gap ckg:about ?x . ?gap ckg:missingProperty ckg:knows"
    )
    dataset = small(GAPS)
    return answer_question(dataset, asked, dataset.store.query(asked.query), 100)


def test_a_gap_stands_once_as_evidence_whichever_of_its_values_are_asked_for() -> None:
    answer = about_ann()
    assert sorted(map(len, answer.nodes)) == [2]
    assert [len(row) for row in answer.evidence] == [1]


def test_equal_facts_of_different_passages_are_all_shown() -> None:
    other = """GRAPH graph:assertions {
      <id/assertion/k1> a ckg:Assertion ; rdf:subject <id/person/bob> ; rdf:predicate ckg:knows ;
        rdf:object <id/person/ann> ; ckg:supportedBy <source/text/p-1> .
      <id/assertion/k2> a ckg:Assertion ; rdf:subject <id/person/bob> ; rdf:predicate ckg:knows ;
        rdf:object <id/person/ann> ; ckg:supportedBy <source/text/p-2> . }"""
    asked = question("SELECT ?y ?x { ?y ckg:knows ?x }", evidence="?y ckg:knows ?x")
    assert [len(row) for row in answered(asked, GAPS + other).evidence] == [2]


@pytest.mark.parametrize("query", [WHOSE, values('"not stated"')])
def test_a_cell_that_gives_nothing_is_soft(query: str) -> None:
    cells: list[Cell] = answered(question(query), GAPS).table.rows[0]
    assert [cell.kind for cell in cells] == ["empty"]
