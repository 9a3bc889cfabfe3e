"""The syntax tests of SPARQL 1.0, 1.1 and 1.2: what must be understood and what must be refused."""

from __future__ import annotations

from tests.w3c.client import Answer, Endpoint
from tests.w3c.scope import parametrized
from tests.w3c.suite import Case

ANYTHING = "application/sparql-results+json, application/n-triples"


def sent(case: Case, endpoint: Endpoint) -> Answer:
    """The answer to the text on an empty dataset. A few updates are listed as plain syntax tests."""
    endpoint.load(())
    return endpoint.update(case.text) if case.document.endswith(".ru") else endpoint.query(case.text, ANYTHING)


@parametrized("PositiveSyntaxTest", "PositiveUpdateSyntaxTest")
def test_understood(case: Case, endpoint: Endpoint) -> None:
    answer = sent(case, endpoint)
    # 403: LOAD and SERVICE would fetch something from elsewhere, which the server forbids. It has parsed
    # the text to know that, and to parse is all that a syntax test asks for.
    assert answer.status in (200, 204, 403), answer


@parametrized("NegativeSyntaxTest", "NegativeUpdateSyntaxTest")
def test_refused(case: Case, endpoint: Endpoint) -> None:
    answer = sent(case, endpoint)
    assert answer.status == 400, answer
