"""What the engine accepts against the grammar, or cannot parse though it is valid, is corrected or refused."""

from __future__ import annotations

import pytest

from kg.engine.oxigraph.store import Store
from kg.errors import QueryError
from kg.limits import QueryLimits
from kg.sparql.dialect.standard import grammatical
from kg.sparql.text import SparqlText

LABELS = "VALUES ?x { 'a'@en 'b'@en }"


def values(query: str) -> list[str]:
    terms = [term for row in Store().query(query).rows() for term in row if term]
    return [f"{term.value}@{term.language}" for term in terms]


@pytest.mark.parametrize("written", ["GROUP_CONCAT(?x)", "group_concat(DISTINCT ?x; separator=') ')"])
def test_concatenated_labels_have_no_language(written: str) -> None:
    assert [value.partition("@")[2] for value in values(f"SELECT ({written} AS ?y) {{ {LABELS} }}")] == ["None"]


@pytest.mark.parametrize("written", ["TRUE", "True", "true"])
def test_truth_may_be_written_in_capitals(written: str) -> None:
    assert values(f"SELECT ({written} AS ?y) {{}}") == ["true@None"]


def test_strings_and_names_are_left_alone() -> None:
    query = "SELECT ('TRUE GROUP_CONCAT(' AS ?y) (?TRUE AS ?z) { ?s <urn:TRUE> e:TRUE } # TRUE"
    assert grammatical(SparqlText(query), QueryLimits()).text == query


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (SUM(COUNT(?x)) AS ?y) {}",
        "SELECT (SUM(1 + (MAX(?x))) AS ?y) {}",
    ],
)
def test_nested_aggregates_are_refused(query: str) -> None:
    with pytest.raises(QueryError, match="query, line 1, column"):
        grammatical(SparqlText(query), QueryLimits())


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) (SUM(?x) AS ?s) {}",
        "SELECT (SUM(IF(EXISTS { SELECT (COUNT(*) AS ?n) {} }, 1, 0)) AS ?y) {}",
    ],
)
def test_aggregates_of_a_subquery_are_left_alone(query: str) -> None:
    assert grammatical(SparqlText(query), QueryLimits()).text == query


def test_a_syntax_error_has_its_place_in_the_original_text() -> None:
    with pytest.raises(QueryError) as caught:
        Store().query("SELECT (GROUP_CONCAT(?x) AS ?y) { ?x }")
    assert caught.value.problems[0].column == 39
