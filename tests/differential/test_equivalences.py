"""Queries that mean the same have the same answer, whatever rdflib makes of them."""

from __future__ import annotations

from random import Random

import pytest

from tests.differential import endpoint_answers
from tests.differential.datasets import dataset
from tests.differential.patterns import PatternMaker
from tests.w3c.client import Endpoint
from tests.w3c.comparison import Table, check

GROUPS = 10
# Each stands for SELECT * { GROUP }.
EQUIVALENTS = (
    "SELECT * { { GROUP } }",
    "SELECT * { { SELECT * { GROUP } } }",
    "SELECT * { GROUP } VALUES () { () }",
    "SELECT * { { GROUP } UNION { FILTER(false) } }",
    "SELECT * { { GROUP } FILTER(EXISTS { }) }",
    "SELECT * { { GROUP } MINUS { VALUES ?elsewhere { 1 } } }",
    "SELECT * { OPTIONAL { FILTER(false) } { GROUP } }",
    "select * # {\nwhere { {GROUP} }",
)


@pytest.mark.parametrize("seed", range(12))
def test_equivalent_queries_have_the_same_answer(seed: int, endpoint: Endpoint) -> None:
    random = Random(seed)  # noqa: S311 - queries, not secrets
    endpoint_answers.load(endpoint, dataset(random))
    answers = [_compared(endpoint, str(PatternMaker(random).group(3))) for _ in range(GROUPS)]
    assert any(answers)


def _compared(endpoint: Endpoint, group: str) -> bool:
    """Whether a group is answered, which has to be so in all queries then."""
    answer = endpoint_answers.answer(endpoint, f"SELECT * {{ {group} }}")
    if answer is None:
        return False
    assert isinstance(answer, Table)
    for equivalent in EQUIVALENTS:
        query = equivalent.replace("GROUP", group)
        other = endpoint_answers.answer(endpoint, query)
        # Where it stands deeper, a group may be refused.
        if other is not None:
            _require_equal(query, answer, other)
    count = endpoint_answers.answer(endpoint, f"SELECT (COUNT(*) AS ?count) {{ {group} }}")
    assert count is None or (isinstance(count, Table) and int(dict(count.rows[0])["count"].value) == len(answer.rows))
    assert endpoint_answers.answer(endpoint, f"ASK {{ {group} }}") in (None, bool(answer.rows)), group
    return True


def _require_equal(query: str, expected: Table, answer: object) -> None:
    assert isinstance(answer, Table)
    try:
        check(expected, answer)
    except AssertionError as error:
        raise AssertionError(f"{query}\n{error}") from error
