"""Answers for readers: their sentence, their table, their evidence, and what makes them unreadable."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.publish.questions.answered import AnsweredQuestion, answer_question
from kg.publish.questions.question import Question
from kg.publish.questions.readability import unreadable
from kg.publish.questions.row_evidence import by_support
from tests.publish.small import NAMES, small

PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in NAMES.prefixes.items()) + f"BASE <{NAMES.base}>\n"
MORE = """
  <id/person/bob> ckg:knows <id/person/ann> . <id/event/day> ckg:attendance 5000 ; ckg:over true .
  GRAPH graph:assertions {
    <id/assertion/k> a ckg:Assertion ; rdf:subject <id/person/bob> ; rdf:predicate ckg:knows ;
      rdf:object <id/person/ann> ; ckg:supportedBy <source/text/p-1> ; ckg:evidenceStatus ckg:explicit .
    <id/assertion/n> a ckg:Assertion ; rdf:subject <id/event/day> ; rdf:predicate ckg:attendance ;
      rdf:object 5000 ; ckg:supportedBy <source/text/p-2> ; ckg:evidenceStatus ckg:interpretation . }
"""


def question(query: str, **header: str) -> Question:
    lines = {"summary": "Who?", "tags": "people, easy", "answer": "It is so.", "columns": "x = Thing", **header}
    return Question("q", Path("q.rq"), PREFIXES + query, {key: (value,) for key, value in lines.items()})


def answered(asked: Question, more: str = MORE) -> AnsweredQuestion:
    dataset = small(more)
    return answer_question(dataset, asked, dataset.store.query(asked.query), 100)


def faults(asked: Question) -> list[str]:
    dataset = small(MORE)
    return unreadable(dataset, asked, dataset.store.query(asked.query))


SENTENCES = {
    "They are {{ count | words }} people": "They are three people",
    "{{ count | words }} people": "Three people",
    "{{ names('x') }}": "Bob, ann and 초",
    "{{ first.x }} to {{ last.x }}": "Bob to 초",
    "{{ values('x') | length }} of {{ 5000 | number }}": "Three of 5,000",
    "{% for row in rows if row.x.text == 'ann' %}only {{ row.x }}{% endfor %}": "Only ann",
}


@pytest.mark.parametrize("template", SENTENCES)
def test_a_sentence_is_made_from_the_rows(template: str) -> None:
    order = "SELECT ?x { VALUES ?x { <id/person/bob> <id/person/ann> <id/person/cho> } }"
    assert answered(question(order, answer=template)).text == SENTENCES[template]


MANY = "SELECT ?x ?y { VALUES (?x ?y) { %s } }"


@pytest.mark.parametrize(
    ("number", "text"),
    [(6, "1, 2, 3, 4, 5 and 6"), (7, "1, 2, 3, 4, 5 and two more"), (9, "1, 2, 3, 4, 5 and four more")],
)
@pytest.mark.parametrize("template", ["{{ names('x') }}", "{{ values('x') | listed }}"])
def test_a_long_list_gives_the_first_values_and_how_many_there_are_more(template: str, number: int, text: str) -> None:
    rows = " ".join(f'("{value}" 0)' for value in range(1, number + 1))
    assert answered(question(MANY % rows, answer=template)).text == text


def test_pairs_have_the_values_of_another_column_in_parentheses() -> None:
    rows = '("a" "p") ("a" "q") ("b" "p") ("c" UNDEF)'
    assert answered(question(MANY % rows, answer="{{ pairs('x', 'y') }}")).text == "A (p and q), b (p) and c"


def test_a_description_keeps_the_capital_of_a_proper_noun_only() -> None:
    more = """
      <id/statement/a> rdfs:label "Bob as a friend"@en . <id/statement/b> rdfs:label "Friendship of two"@en .
      <id/note/c> rdfs:label "Note: Friendship of two"@en .
    """
    asked = question(
        "SELECT ?x { VALUES ?x { <id/statement/a> <id/statement/b> } }", answer="He says: {{ names('x') }}."
    )
    assert answered(asked, more).text == "He says: Bob as a friend and friendship of two."


def test_a_name_in_a_sentence_links_to_its_entity() -> None:
    sentence = answered(question("SELECT ?x { VALUES ?x { <id/person/bob> } }", answer="{{ first.x }} came.")).sentence
    assert [(cell.text, cell.link) for cell in sentence] == [
        ("Bob", f"{NAMES.things}person/bob"),
        (" came.", None),
    ]


def test_dates_and_numbers_have_their_format_and_truth_values_are_words() -> None:
    asked = question(
        "SELECT ?day ?n ?over { <id/event/day> ckg:date ?day ; ckg:attendance ?n ; ckg:over ?over }",
        columns="day = Day | n = Number | over = Over",
    )
    table = answered(asked).table
    assert table.columns == ["Day", "Number", "Over"]
    assert [cell.text for cell in table.rows[0]] == ["19 February 2026", "5,000", "yes"]


def test_an_interval_names_the_month_that_its_ends_share_once() -> None:
    asked = question(
        'SELECT ?x ?y { VALUES (?x ?y) { ("2026-02-19"^^xsd:date "2026-02-25"^^xsd:date) } }',
        answer="From {{ interval(first.x, first.y) }}.",
    )
    assert answered(asked).text == "From 19 to 25 February 2026."


def test_columns_without_a_title_are_not_shown() -> None:
    asked = question("SELECT ?key ?x { VALUES (?key ?x) { (1 <id/person/bob>) } }")
    assert [[cell.text for cell in row] for row in answered(asked).table.rows] == [["Bob"]]


def test_the_text_of_an_iri_is_shown_as_its_entity() -> None:
    asked = question("SELECT ?x { VALUES ?y { <id/person/bob> } BIND (STR(?y) AS ?x) }")
    assert answered(asked).table.rows[0][0].text == "Bob"


def test_an_external_identifier_is_shown_with_its_authority() -> None:
    asked = question("SELECT ?x { <id/person/bob> skos:exactMatch ?x }")
    assert answered(asked).table.rows[0][0].text == "Wikidata Q1"


def test_a_row_has_the_evidence_of_the_statements_that_it_rests_on() -> None:
    asked = question("SELECT ?x ?y { ?x ckg:knows ?y }", evidence="?x ckg:knows ?y")
    ((support,),) = answered(asked).evidence
    assert support.node == f"{NAMES.things}assertion/k"


def test_a_variable_of_the_evidence_that_is_no_column_is_joined_again() -> None:
    asked = question("SELECT ?x { ?x ckg:knows ?y }", evidence="?x ckg:knows ?other")
    assert len(answered(asked).evidence[0]) == 1


def test_an_unbound_column_has_no_evidence() -> None:
    asked = question(
        "SELECT ?x ?y { VALUES ?x { <id/person/ann> } OPTIONAL { ?x ckg:knows ?y } }", evidence="?z ckg:knows ?y"
    )
    assert answered(asked).evidence == [()]


def test_evidence_stands_in_the_order_of_the_header_and_the_mark_names_the_weakest() -> None:
    asked = question("SELECT ?x ?n { ?x ckg:knows ?y . <id/event/day> ckg:attendance ?n }")
    lines = ("?x ckg:knows ?y", "?day ckg:attendance ?n")
    forth, back = (
        answered(replace(asked, header={**asked.header, "columns": ("x = Thing | n = Number",), "evidence": order}))
        for order in (lines, lines[::-1])
    )
    assert forth.evidence[0] == back.evidence[0][::-1]
    assert forth.marks == back.marks == [forth.weakest]


CLASSES = """
  <id/person/bob> a ckg:Person ; ckg:knows <id/person/ann> .
  GRAPH graph:assertions {
    <id/assertion/c> a ckg:Assertion ; rdf:subject <id/person/bob> ; rdf:predicate rdf:type ;
      rdf:object ckg:Person ; ckg:supportedBy <source/text/p-1> ; ckg:evidenceStatus %s .
    <id/assertion/k> a ckg:Assertion ; rdf:subject <id/person/bob> ; rdf:predicate ckg:knows ;
      rdf:object <id/person/ann> ; ckg:supportedBy <source/text/p-1> ; ckg:evidenceStatus ckg:explicit . }
"""


@pytest.mark.parametrize(
    ("query", "evidence", "status", "shown"),
    [
        ("SELECT ?x { ?x ckg:knows ?y }", "?x a ckg:Person . ?x ckg:knows ?y", "ckg:explicit", ["k"]),
        ("SELECT ?x { ?x ckg:knows ?y }", "?x a ckg:Person . ?x ckg:knows ?y", "ckg:implied", ["c", "k"]),
        ("SELECT ?x { ?x ckg:knows ?y }", "?x a ckg:Person", "ckg:explicit", ["c"]),
        ("SELECT ?x { VALUES ?x { ckg:Person } }", "?s a ?x . ?s ckg:knows ?y", "ckg:explicit", ["c", "k"]),
    ],
)
def test_a_class_is_shown_only_if_it_tells_readers_something(
    query: str, evidence: str, status: str, shown: list[str]
) -> None:
    row = answered(question(query, evidence=evidence), CLASSES % status).evidence[0]
    assert sorted(support.node.rpartition("/")[2] for support in row) == shown


def test_assertions_that_the_same_passages_support_stand_together() -> None:
    asked = question("SELECT ?x { ?x ckg:knows ?y }", evidence="?x a ckg:Person . ?x ckg:knows ?y")
    together, apart = (answered(asked, CLASSES % status).evidence[0] for status in ("ckg:explicit", "ckg:implied"))
    assert [len(by_support(row)) for row in (together, apart)] == [1, 2]


def test_a_passage_that_stands_above_is_known() -> None:
    asked = question("SELECT ?x { ?x ckg:knows ?y }", evidence="?x a ckg:Person . ?x ckg:knows ?y")
    first, second = by_support(answered(asked, CLASSES % "ckg:implied").evidence[0])
    assert (first.known, second.known) == (frozenset(), {f"{NAMES.base}source/text/p-1"})


def test_a_mark_that_all_rows_have_is_shared() -> None:
    asked = question("SELECT ?x ?n { ?x ckg:knows|^ckg:knows ?y BIND (1 AS ?n) }", evidence="?day ckg:attendance ?any")
    shared = answered(asked).shared_mark
    assert shared
    assert shared.node == f"{NAMES.things}assertion/n"


def test_no_mark_is_shared_by_a_single_row() -> None:
    assert answered(question("SELECT ?x { ?x ckg:knows ?y }", evidence="?x ckg:knows ?y")).shared_mark is None


def test_the_least_certain_statement_stands_for_the_answer() -> None:
    asked = question(
        "SELECT ?x ?n { ?x ckg:knows ?y . <id/event/day> ckg:attendance ?n }",
        evidence="?x ckg:knows ?y . <id/event/day> ckg:attendance ?n",
    )
    weakest = answered(asked).weakest
    assert weakest
    assert weakest.node == f"{NAMES.things}assertion/n"


ASK = {"yes": "Yes.", "no": "No: she does not.", "silent": "Not stated.", "evidence": "?s ckg:knows ?o"}


@pytest.mark.parametrize(
    ("query", "denial", "verdict", "text"),
    [
        ("ASK { <id/person/bob> ckg:knows <id/person/ann> }", "", "yes", "Yes."),
        ("ASK { <id/person/ann> ckg:knows <id/person/bob> }", "", "silent", "Not stated."),
        (
            "ASK { <id/person/ann> ckg:knows <id/person/bob> }",
            "<id/person/bob> ckg:knows <id/person/ann>",
            "no",
            "No: she does not.",
        ),
        ("ASK { <id/person/ann> ckg:knows <id/person/bob> }", "?x ckg:denies ?y", "silent", "Not stated."),
    ],
)
def test_a_false_that_rests_on_silence_is_not_a_denial(query: str, denial: str, verdict: str, text: str) -> None:
    answer = answered(question(query, denial=denial, **ASK))
    assert (answer.verdict, answer.text) == (verdict, text)


def test_an_answer_without_rows_says_so() -> None:
    asked = question("SELECT ?x { ?x ckg:unheard ?y }", evidence="?x ckg:unheard ?y")
    assert answered(asked).text == "The dataset holds no answer: no source in it states one."


KNOWS = {"evidence": "?x ckg:knows ?y"}
FAULTS = {
    "a column that is not selected": (
        question("SELECT ?y { ?x ckg:knows ?y }", **KNOWS),
        "has a title for x, which its query does not select",
    ),
    "an unknown column in the sentence": (
        question("SELECT ?x { ?x ckg:knows ?y }", answer="{{ first.z }}.", **KNOWS),
        "has a sentence that cannot be made",
    ),
    "a malformed sentence": (
        question("SELECT ?x { ?x ckg:knows ?y }", answer="{{ first", **KNOWS),
        "has a sentence that cannot be made",
    ),
    "an unknown column, in words": (
        question("SELECT ?x { ?x ckg:knows ?y }", answer="{{ first.x.long }}.", **KNOWS),
        "it names long, which is no column of the query",
    ),
    "a division by nothing": (
        question("SELECT ?x { ?x ckg:knows ?y }", answer="{{ 1 / 0 }}.", **KNOWS),
        "it calculates with a value that does not suit",
    ),
    "a number made of a name": (
        question("SELECT ?x { ?x ckg:knows ?y }", answer="{{ total('x') }}.", **KNOWS),
        "it calculates with a value that does not suit",
    ),
    "a date as it is stored": (
        question("SELECT ?x { ?x ckg:knows ?y }", answer="On {{ '2026-02-19' }}.", **KNOWS),
        "shows '2026-02-19' in its sentence",
    ),
    "an address in the sentence": (
        question("SELECT ?x { ?x ckg:knows ?y }", answer="See {{ first.x.value }}.", **KNOWS),
        "in its sentence",
    ),
    "nothing in the words of Python": (
        question("SELECT ?x { ?x ckg:knows ?y }", answer="It is {{ none }}.", **KNOWS),
        "shows 'None' in its sentence",
    ),
    "a truth value in the words of Python": (
        question("SELECT ?x { ?x ckg:knows ?y }", answer="It is {{ first.x.bound }}.", **KNOWS),
        "shows 'True' in its sentence",
    ),
    "an interval of numbers": (
        question("SELECT ?x { ?x ckg:knows ?y }", answer="It is {{ interval(1, 2) }}.", **KNOWS),
        "it calculates with a value that does not suit",
    ),
    "a list of no column": (
        question("SELECT ?x { ?x ckg:knows ?y }", answer="It is {{ names('z') }}.", **KNOWS),
        "it names z, which is no column of the query",
    ),
    "a date without evidence": (
        question("SELECT ?x { <id/event/day> ckg:date ?x . ?y ckg:knows ?z }", evidence="?y ckg:knows ?z"),
        "has no evidence for the date 19 February 2026 in row 1",
    ),
    "a word twice": (
        question("SELECT ?x { ?x ckg:knows ?y }", answer="It is {{ 'is' }} so.", **KNOWS),
        "has 'is' twice in a row",
    ),
    "a misspelt term in the evidence": (
        question("SELECT ?x { ?x ckg:knows ?y }", evidence="?x ckg:knws ?y"),
        "names ckg:knws in its evidence, which is not in the dataset. Did you mean ckg:knows?",
    ),
    "a sentence without an end": (
        question("SELECT ?x { ?x ckg:knows ?y }", answer="So it is", **KNOWS),
        "has a sentence that does not end",
    ),
    "evidence that cannot be evaluated": (
        question("SELECT ?x { ?x ckg:knows ?y }", evidence="?x unknown:p ?y"),
        "has evidence that cannot be evaluated",
    ),
    "a row without evidence": (question("SELECT ?x { ?x a ckg:Person }", **KNOWS), "has no evidence for row"),
    "an IRI": (
        question("SELECT ?x { ?y ckg:knows ?z BIND (<https://example.com/x> AS ?x) }", evidence="?y ckg:knows ?z"),
        "in place of a name",
    ),
    "a prefixed name": (
        question("SELECT ?x { ?y ?x ?z FILTER (?x = ckg:knows) }", evidence="?y ?x ?z"),
        "shows 'ckg:knows' in place of a name",
    ),
    "a slug": (
        question('SELECT ?x { ?y ckg:knows ?z BIND ("person/bob" AS ?x) }', evidence="?y ckg:knows ?z"),
        "shows 'person/bob' in place of a name",
    ),
    "a bare truth value": (
        question('SELECT ?x { ?y ckg:knows ?z BIND ("false" AS ?x) }', evidence="?y ckg:knows ?z"),
        "shows 'false' in place of a name",
    ),
    "a row twice": (
        question("SELECT ?x { ?x ckg:knows ?y VALUES ?z { 1 2 } }", **KNOWS),
        "shows a row 2 times",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_readers_cannot_understand_or_check_is_found(fault: str) -> None:
    asked, message = FAULTS[fault]
    assert any(message in found for found in faults(asked))


def test_a_readable_answer_has_no_fault() -> None:
    asked = question("SELECT ?x { ?x ckg:knows ?y }", answer="{{ first.x }} knows ann.", **KNOWS)
    assert faults(asked) == []
