"""The Graph Store (SPARQL 1.1 Graph Store HTTP Protocol): its operations, turned into jobs for the engine."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.endpoint.endpoint import Endpoint, refusal_to_fetch
from kg.engine import jobs
from kg.errors import Problem, RequestError
from kg.protocol.sparql import UPDATE, decoded
from kg.sparql.text import SparqlText


@dataclass(frozen=True)
class Condition:
    """What a change depends on (RFC 9110, 13.1): that the graph exists or does not, and the dataset's state."""

    exists: bool | None = None
    version: str | None = None


_ANYWAY = Condition()


@dataclass(frozen=True)
class GraphStore:
    """The graphs of an endpoint's dataset; a graph is named by its IRI, the default graph by None.

    Every change raises RequestError: 412 if its condition does not hold, and what ``Engine.change`` raises.
    """

    endpoint: Endpoint

    def put(self, graph: str | None, documents: Sequence[jobs.RdfDocument], condition: Condition = _ANYWAY) -> bool:
        """Replace the content of a graph (5.3); return whether the graph is new."""
        return self._change(jobs.PutGraphJob(graph, condition.exists, documents, self._base(graph)), condition)

    def post(self, graph: str | None, documents: Sequence[jobs.RdfDocument], condition: Condition = _ANYWAY) -> bool:
        """Add to the content of a graph (5.5); return whether the graph is new."""
        return self._change(jobs.PostGraphJob(graph, condition.exists, documents, self._base(graph)), condition)

    def delete(self, graph: str | None, condition: Condition = _ANYWAY) -> None:
        """Remove a graph (5.4); the default graph is emptied.

        Raises RequestError with status 404 if there is no such graph.
        """
        self._change(jobs.DeleteGraphJob(graph, condition.exists), condition)

    def patch(self, graph: str | None, body: bytes, media_type: str, condition: Condition = _ANYWAY) -> None:
        """Change a graph by a SPARQL update that sees nothing else, and takes it for the default graph (5.7).

        Raises RequestError: 403 for LOAD and SERVICE, 404 if there is no such graph, 415 for anything but an update.
        """
        if media_type != UPDATE:
            what = f"{media_type or 'Nothing'} is not a patch."
            raise RequestError(415, Problem("Content-Type", what, f"Send {UPDATE}."))
        text = SparqlText(decoded(body), "update")
        if text.fetches:
            raise refusal_to_fetch("LOAD or SERVICE in a patch")
        update = jobs.PreparedUpdate(text.text, self.endpoint.names.prefixes, self._base(graph))
        self._change(jobs.PatchGraphJob(graph, condition.exists, update), condition)

    def _change(self, job: jobs.ChangeGraphJob, condition: Condition) -> bool:
        return self.endpoint.engine.change(job, version=condition.version)

    def _base(self, graph: str | None) -> str:
        """What the relative IRIs of a graph are below: its own (4.2)."""
        return graph or self.endpoint.names.base
