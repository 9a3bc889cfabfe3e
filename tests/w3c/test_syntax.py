"""The syntax tests of SPARQL 1.0, 1.1 and 1.2: what must be understood and what must be refused."""

from __future__ import annotations

from tests.w3c.client import Answer, Endpoint
from tests.w3c.scope import parametrized
from tests.w3c.suite import Case

# What a server may say of a text in which there is no syntax error, beside the answer itself. 403: LOAD and
# SERVICE would fetch something from elsewhere, which our server forbids; to a syntax test that counts as
# understood, although the server may have said so without having parsed all of the text. 404 and 409: CLEAR,
# DROP, CREATE and the like without SILENT on an empty dataset. 501: a function that the server does not have.
# 422: any of these, where the server does not tell them apart.
# 400 is for malformed texts alone (SPARQL 1.1 Protocol, 2.1.6), and 500 would hide a crash.
UNDERSTOOD = (200, 204, 403, 404, 409, 422, 501)
ANYTHING = "application/sparql-results+json, application/n-triples"


def sent(case: Case, endpoint: Endpoint) -> Answer:
    """The answer to the text on an empty dataset. A few updates are listed as plain syntax tests."""
    endpoint.load(())
    return endpoint.update(case.text) if case.document.endswith(".ru") else endpoint.query(case.text, ANYTHING)


@parametrized("PositiveSyntaxTest", "PositiveUpdateSyntaxTest")
def test_understood(case: Case, endpoint: Endpoint) -> None:
    answer = sent(case, endpoint)
    assert answer.status in UNDERSTOOD, answer


@parametrized("NegativeSyntaxTest", "NegativeUpdateSyntaxTest")
def test_refused(case: Case, endpoint: Endpoint) -> None:
    answer = sent(case, endpoint)
    assert answer.status == 400, answer
