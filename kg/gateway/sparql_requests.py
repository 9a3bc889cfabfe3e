"""Queries that need neither a thread nor the web application: parsed, negotiated and dispatched by the event loop.

The application answers everything else, in the same form: updates, SERVICE, the search property, networks,
conditional requests, long texts and refusals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from kg.endpoint.answer_headers import NOT_STORED, answer_tag, cache_control
from kg.endpoint.endpoint import plain_query
from kg.engine.answer_writer import IDENTITY
from kg.engine.async_pool import Watch
from kg.engine.engine import UnacceptableError
from kg.engine.jobs import EvaluateJob, WrittenAnswer
from kg.engine.turns import Requester
from kg.formats import HTML, KINDS, Format, answer_formats, by_name
from kg.gateway.service import Service
from kg.http.response_headers import complete
from kg.http.wsgi import BufferedResponse, FileBody, Headers, RequestContext
from kg.limits import RequestLimits
from kg.protocol import sparql
from kg.protocol.negotiation import Preferences
from kg.protocol.sparql import Query

_PATH = "/sparql"
# A name of labels (RFC 1035, 2.3.4) or an address, with a port.
_NAME = r"[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*\.?"
_HOST = re.compile(rf"(?:(?:{_NAME})?|\[[0-9A-Fa-f:.]{{2,45}}\])(?::[0-9]{{1,5}})?")
# Headers that a request has once (RFC 9110, 5.3).
_SINGLE = ("host", "authorization", "content-type")
# The media types with which a client asks for an answer rather than for a network.
_ANSWERS = {media_type for form in (*answer_formats(), by_name(HTML)) for media_type in form.media_types} | {"*/*", ""}


class _Agreed(NamedTuple):
    """What is agreed on with a client: the name of the format for each kind of answer, and the content encoding."""

    names: tuple[str | None, ...]
    encoding: str

    @property
    def formats(self) -> Mapping[str, Format | None]:
        """The format for each kind of answer."""
        return {kind: by_name(name) if name else None for kind, name in zip(KINDS, self.names, strict=True)}


class SparqlRequests:
    """The requests to the endpoint that an event loop answers."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._caching = cache_control(service.settings, service.limits.cache)
        self._agreed = lru_cache(service.limits.request.agreements)(partial(_agreed, service.limits.request))

    async def answer(
        self, scope: Any, body: bytes, requester: Requester, watch: Watch, state: RequestContext
    ) -> BufferedResponse | None:
        """The response to a request (RSGI), which is noted in its ``state``; None if the application has to answer.

        Raises RequestError for a request that holds no operation, and what ``Engine.evaluate_async`` raises.
        """
        query = self._query(scope, body)
        if query is None or (prepared := plain_query(query, self._service.names)) is None:
            return None
        if (agreed := self._agreed(query.format, *self._accepted(scope))) is None:
            return None
        state.note_query(query.text)
        response = self._kept(query, agreed, state)
        if response is None:
            job = EvaluateJob(prepared, agreed.formats, agreed.encoding)
            try:
                written = await self._service.engine.evaluate_async(job, query.seconds, requester, watch)
            except UnacceptableError:
                return None
            response = self._written(query, agreed, written, state)
        self._service.log.add(scope.method, scope.path, requester.client, state, response)
        return response

    def _query(self, scope: Any, body: bytes) -> Query | None:
        """The query that a request holds, unless the application has to look at the request."""
        if not self._is_short(scope, body) or not self._is_permitted(scope):
            return None
        limits = self._service.limits.query
        try:
            arguments = parse_qsl(
                scope.query_string, keep_blank_values=True, errors="strict", max_num_fields=limits.form_fields
            )
        except ValueError:
            return None
        media_type = scope.headers.get("content-type")
        operation = sparql.parse_operation(scope.method, media_type, arguments, body, limits)
        if not isinstance(operation, Query):
            return None
        # Whether it can be kept shows in its template, which an event loop has no time to read.
        is_long = len(operation.text) > limits.dispatched_construct
        return None if is_long and operation.sparql.mentions("construct") else operation

    def _is_short(self, scope: Any, body: bytes) -> bool:
        """Whether a request may hold a query, and one that an event loop can read."""
        if scope.path != _PATH or scope.method not in ("GET", "POST"):
            return False
        if len(scope.query_string) + len(body) > self._service.limits.query.dispatched:
            return False
        return scope.method == "POST" or "query=" in scope.query_string

    def _is_permitted(self, scope: Any) -> bool:
        """Whether a request is unconditional, for this server, and from someone who may read the dataset."""
        headers = scope.headers
        return (
            headers.get("if-none-match") is None
            and headers.get("content-encoding") is None
            # Of several lines the application decides.
            and all(len(headers.get_all(name)) <= 1 for name in _SINGLE)
            and is_host(headers.get("host") or "")
            and self._service.may_read(headers.get("authorization"))
        )

    def _accepted(self, scope: Any) -> tuple[str | None, str | None]:
        """The headers Accept and Accept-Encoding, several lines of them as one, as far as they are read."""
        most = self._service.limits.request.accept_characters
        lines = (scope.headers.get_all(name) for name in ("accept", "accept-encoding"))
        accept, encoding = (", ".join(values)[:most] if values else None for values in lines)
        return accept, encoding

    def _written(
        self, query: Query, agreed: _Agreed, written: WrittenAnswer, state: RequestContext
    ) -> BufferedResponse:
        """The response with an answer, kept for later requests if the query gives it again."""
        state.rows = written.rows
        if not query.sparql.is_repeatable(self._service.limits.query.dispatched_construct):
            return _response(written, [("Cache-Control", NOT_STORED)])
        # The data may have changed since the request came.
        tag = answer_tag(query, written.version, agreed.formats, agreed.encoding)
        response = _response(written, [("ETag", f'"{tag}"'), ("Cache-Control", self._caching)])
        if self._service.kept.keep(tag, response):
            self._note_kept(tag, written.version, state)
        else:
            state.again = lambda _: response
        return response

    def _kept(self, query: Query, agreed: _Agreed, state: RequestContext) -> BufferedResponse | None:
        """The response that is kept for a query in the present state of the dataset."""
        version = self._service.engine.version
        tag = answer_tag(query, version, agreed.formats, agreed.encoding)
        if response := self._service.kept.find(tag):
            state.cache = "hit"
            self._note_kept(tag, version, state)
        return response

    def _note_kept(self, tag: str, version: str, state: RequestContext) -> None:
        """Have identical requests answered with the kept response as long as the dataset does not change."""
        engine, kept = self._service.engine, self._service.kept
        state.kept = True
        state.again = lambda _: kept.find(tag) if version == engine.version else None


def is_host(header: str) -> bool:
    """Whether a Host header can name a server (RFC 9110, 7.2)."""
    return _HOST.fullmatch(header) is not None


def _agreed(limits: RequestLimits, name: str | None, accept: str | None, accept_encoding: str | None) -> _Agreed | None:
    """What is agreed on with a client; None if it asks for no format of answers, or for one of networks."""
    first = re.split("[,;]", accept or "")[0].strip().lower()
    if not name and first not in _ANSWERS:
        return None
    preferences = Preferences(accept, limits)
    formats = [preferences.format(kind, name) for kind in KINDS]
    if not any(formats):
        return None
    return _Agreed(
        tuple(form.name if form else None for form in formats), Preferences(accept_encoding, limits).encoding()
    )


def _response(written: WrittenAnswer, caching: Headers) -> BufferedResponse:
    body = written.payload if written.file is None else FileBody(written.file)
    encoding = [] if written.encoding == IDENTITY else [("Content-Encoding", written.encoding)]
    headers = [("Content-Type", written.form.content_type), *encoding, *caching]
    return BufferedResponse(200, "OK", complete(headers, body.size if isinstance(body, FileBody) else len(body)), body)
