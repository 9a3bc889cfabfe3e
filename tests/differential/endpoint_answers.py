"""The answers of the endpoint, over HTTP."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad, QueryResultsFormat

from tests.differential.datasets import PROLOGUE
from tests.w3c.client import Endpoint
from tests.w3c.comparison import Outcome
from tests.w3c.documents import answered, replacing

_ACCEPT = f"{QueryResultsFormat.JSON.media_type}, application/n-triples;q=0.9"


def load(endpoint: Endpoint, quads: Iterable[Quad]) -> None:
    """Have the endpoint hold some quads and nothing else."""
    loaded = endpoint.update(replacing(quads))
    assert loaded.status < 300, loaded


def answer(endpoint: Endpoint, query: str) -> Outcome | None:
    """The answer to a query, None where the endpoint refuses it."""
    response = endpoint.query(PROLOGUE + query, _ACCEPT)
    if 400 <= response.status < 500:
        return None
    assert response.status == 200, response
    return answered(response.body, response.media_type, ordered=False)
