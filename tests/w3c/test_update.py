"""The update evaluation tests of SPARQL 1.1 and 1.2."""

from __future__ import annotations

from tests.w3c.client import Endpoint
from tests.w3c.comparison import check, graphs
from tests.w3c.documents import quads
from tests.w3c.scope import parametrized
from tests.w3c.suite import Case


@parametrized("UpdateEvaluationTest")
def test_update(case: Case, endpoint: Endpoint) -> None:
    endpoint.load(case.data)
    answer = endpoint.update(case.text)
    assert answer.status in (200, 204), answer
    check(graphs(quads(case.after)), endpoint.everything())
