"""The query evaluation tests of SPARQL 1.0, 1.1 and 1.2, and those of the result formats."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from tests.w3c.client import Endpoint
from tests.w3c.comparison import check
from tests.w3c.documents import accepted, answered, expected
from tests.w3c.scope import parametrized
from tests.w3c.suite import Case, Data, path_of


def sources(case: Case) -> Data:
    """The documents that the query itself names: they are held as graphs under their addresses."""
    named = re.findall(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>", case.text)
    addresses = sorted({urljoin(case.document, name) for name in named})
    return tuple((address, address) for address in addresses if path_of(address).is_file())


@parametrized("QueryEvaluationTest", "CSVResultFormatTest")
def test_query(case: Case, endpoint: Endpoint) -> None:
    # Only the query's own ORDER BY counts: what a subquery sorts, the query around it may mix.
    ordered = re.search(r"\bORDER\s+BY\b", case.text.rpartition("}")[2], re.IGNORECASE) is not None
    outcome = expected(case.result, ordered)
    endpoint.load(tuple(dict.fromkeys(case.data + sources(case))))
    answer = endpoint.query(case.text, accepted(case.result, outcome))
    assert answer.status == 200, answer
    check(outcome, answered(answer.body, answer.media_type, ordered), case.lax)
