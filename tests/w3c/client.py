"""A client of an endpoint: plain HTTP, so that nothing stands between a test and the server."""

from __future__ import annotations

from dataclasses import dataclass, field
from http.client import BadStatusLine, HTTPConnection, HTTPException, HTTPMessage
from urllib.parse import urlsplit

from pyoxigraph import DefaultGraph, Quad, QueryResultsFormat, QuerySolutions, parse_query_results

from tests.patience import PATIENCE
from tests.w3c.comparison import Graphs, graphs
from tests.w3c.documents import loading
from tests.w3c.suite import Data

EVERYTHING = "SELECT ?g ?s ?p ?o { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


@dataclass(frozen=True, repr=False)
class Answer:
    """What came back."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("Content-Type", "")

    def __repr__(self) -> str:
        return f"{self.status} {self.media_type} {self.body[:600]!r}"


@dataclass
class Endpoint:
    """A server, its address without a path, and the token that lets this client write."""

    url: str
    token: str
    loaded: Data | None = None
    connection: HTTPConnection | None = field(default=None, repr=False)

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes | None = None) -> Answer:
        """One request. A connection that the server has closed in the meantime is opened again, once."""
        kept = self.connection is not None
        try:
            return self.exchange(method, path, headers, body)
        except (BadStatusLine, ConnectionError):
            if not kept:
                raise
            return self.exchange(method, path, headers, body)

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def exchange(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Answer:
        if self.connection is None:
            parts = urlsplit(self.url)
            self.connection = HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)
        try:
            self.connection.request(method, path, body, {"Authorization": f"Bearer {self.token}", **headers})
            response = self.connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        except (HTTPException, OSError):
            self.close()
            raise

    def query(self, text: str, accept: str) -> Answer:
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        return self.ask("POST", "/sparql", headers, text.encode())

    def update(self, text: str) -> Answer:
        self.loaded = None
        return self.ask("POST", "/sparql", {"Content-Type": "application/sparql-update"}, text.encode())

    def load(self, data: Data) -> None:
        """Hold this dataset and nothing else; many tests in a row share one."""
        if self.loaded == data:
            return
        answer = self.update(loading(data))
        # No AssertionError: a test that is known to fail must not be taken to fail because of this.
        if answer.status >= 300:
            raise RuntimeError(f"the data are not taken: {answer}")
        self.loaded = data

    def everything(self) -> Graphs:
        """All graphs. One query reads them, so that a blank node of two graphs stays one."""
        answer = self.query(EVERYTHING, QueryResultsFormat.JSON.media_type)
        assert answer.status == 200, answer
        rows = parse_query_results(answer.body, QueryResultsFormat.JSON)
        assert isinstance(rows, QuerySolutions)
        return graphs(Quad(row["s"], row["p"], row["o"], row["g"] or DefaultGraph()) for row in rows)
