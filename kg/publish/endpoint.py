"""The endpoint: queries and updates of strangers against a dataset that other processes hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.engine.answer import ReadAnswer
from kg.engine.courier import Courier, Document
from kg.engine.federation import has_service, inline_services
from kg.engine.loading import has_load, inline_loads
from kg.engine.pool import Gone
from kg.engine.service import Service, Written
from kg.engine.using import with_dataset
from kg.errors import Problem, RequestError
from kg.formats import Format
from kg.namespaces import Namespaces
from kg.publish.protocol import Query, Update

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")


@dataclass(frozen=True)
class Endpoint:
    """A dataset that is asked and changed after the SPARQL Protocol.

    The project's prefixes are known, and relative IRIs are things, as in ``kg query``. ``courier`` fetches what
    SERVICE and LOAD name; without one they are refused.
    """

    service: Service
    names: Namespaces
    courier: Courier | None
    writable: bool

    def write(
        self, query: Query, formats: Mapping[str, Format | None], encoding: str, gone: Gone | None = None
    ) -> Written:
        """The answer to a query as ``Service.write`` gives it.

        Raises RequestError for what is refused or meets a limit, QueryError for what cannot be parsed or evaluated.
        """
        return self.service.write(self._arguments(query), formats, encoding, query.seconds, gone)

    def rows(self, query: Query, limit: int, gone: Gone | None = None) -> ReadAnswer:
        """The first rows of the answer to a query; raises what ``write`` raises."""
        return self.service.rows(self._arguments(query), limit, query.seconds, gone)

    def update(self, update: Update) -> None:
        """Apply an update; raises what ``write`` raises."""
        if not self.writable:
            raise RequestError(403, Problem("request", "The dataset cannot be changed.", "Send a query."))
        graphs = [iri_of(iri, "using-graph-uri") for iri in update.using_graphs]
        named = [iri_of(iri, "using-named-graph-uri") for iri in update.using_named_graphs]
        text = self._with_loads(with_dataset(update.text, graphs, named))
        self._refuse_service(text)
        self.service.update(text, self._names, update.seconds)

    def patch(self, graph: str | None, text: str) -> None:
        """Apply an update to one graph alone; raises what ``write`` raises."""
        if has_load(text) or has_service(text):
            raise _refused("LOAD or SERVICE in a patch")
        self.service.update(text, {**self._names, "graph": graph})

    @property
    def _names(self) -> dict[str, Any]:
        return {"prefixes": dict(self.names.prefixes), "base": self.names.things}

    def _arguments(self, query: Query) -> dict[str, Any]:
        return {
            "text": self._with_services(query.text),
            **self._names,
            "default_graphs": [iri_of(iri, "default-graph-uri") for iri in query.default_graphs],
            "named_graphs": [iri_of(iri, "named-graph-uri") for iri in query.named_graphs],
        }

    def _with_services(self, text: str) -> str:
        if self.courier is None:
            self._refuse_service(text)
            return text
        return inline_services(text, self.names.prefixes, self.names.things, self.courier.select)

    def _with_loads(self, text: str) -> str:
        if self.courier is None:
            if has_load(text):
                raise _refused("LOAD")
            return text
        return inline_loads(text, self.names.prefixes, self.names.things, self.courier.document, self._ntriples)

    def _ntriples(self, document: Document, base: str) -> str:
        return self.service.ntriples(document.body, document.media_type, base)

    def _refuse_service(self, text: str) -> None:
        if has_service(text):
            raise _refused("SERVICE")


def iri_of(text: str, where: str) -> str:
    """An absolute IRI given by a client.

    Raises RequestError with status 400 if it is none.
    """
    if not _IRI.fullmatch(text):
        raise RequestError(400, Problem(where, f"{text!r} is no absolute IRI.", "Give one like https://example.org/g."))
    return text


def _refused(keyword: str) -> RequestError:
    what = f"{keyword} is refused: this endpoint sends no requests to others."
    return RequestError(403, Problem("query", what, "Leave it out, or federate from your own client."))
