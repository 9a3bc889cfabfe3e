"""The delivery of answers: a protocol operation becomes a response, with its format, encoding and caching headers."""

from collections.abc import Iterable, Mapping
from itertools import product
from pathlib import Path
from typing import Any

from flask import Response, render_template, request

from kg.endpoint.answer_headers import NOT_STORED, answer_tag, cache_control, entity_tag
from kg.engine.answer import ReadAnswer
from kg.engine.answer_writer import ENCODINGS, IDENTITY
from kg.engine.engine import UnacceptableError
from kg.formats import KINDS, Format, formats_for
from kg.http.wsgi import BufferedResponse, FileBody, request_context
from kg.protocol.access_tokens import WRITE
from kg.protocol.negotiation import Preferences
from kg.protocol.sparql import Query, Update
from kg.web.context import context

_HTML = "text/html; charset=utf-8"


def respond(operation: Query | Update, *, cacheable: bool = True, kinds: Iterable[str] = KINDS) -> Response:
    """Carry out an operation of the present request's client.

    ``cacheable`` means that a repeated query has the same answer until the data change; ``kinds`` are those that the
    answer may have. Raises RequestError: 401 or 403 for an update that is not allowed, 406 if the client accepts no
    format that carries the answer; and what ``Endpoint.evaluate`` and ``Endpoint.update`` raise.
    """
    if isinstance(operation, Update):
        context.authorize(WRITE)
        request_context(request.environ).note_query(operation.text)
        context.endpoint.update(operation)
        return empty_response(204)
    preferences = context.preferences
    formats = {kind: preferences.format(kind, operation.format) for kind in kinds}
    encoding = Preferences(request.headers.get("Accept-Encoding"), context.limits.request).encoding()
    tag = answer_tag(operation, context.version, formats, encoding)
    if cacheable and request.method in ("GET", "HEAD") and tag in request.if_none_match.as_set():
        return _with_caching(Response(status=304), tag)
    try:
        return _written(operation, formats, encoding, cacheable=cacheable)
    except UnacceptableError as error:
        raise preferences.refusal(error.kind, operation.format) from error


def first_rows(query: Query, limit: int) -> ReadAnswer:
    """The first rows of the answer to a query of the present request's client; raises what ``Endpoint.rows`` raises."""
    state = request_context(request.environ)
    state.note_query(query.text)
    return context.endpoint.rows(query, limit, state.client_left)


def entity_tags(query: Query, version: str, kinds: Iterable[str]) -> set[str]:
    """Every entity tag that the answer to a query can have in one state of the dataset."""
    choices = [formats_for(kind) for kind in kinds]
    combinations = [dict(zip(kinds, formats, strict=True)) for formats in product(*choices)]
    return {answer_tag(query, version, formats, encoding) for formats in combinations for encoding in ENCODINGS}


def render_page(template: str, **variables: Any) -> Response:
    """The response with a page for people."""
    return text_response(render_template(template, **variables), _HTML)


def text_response(text: str, content_type: str, *, filename: str | None = None, cacheable: bool = True) -> Response:
    """The response with a text, which browsers save under a file name if it has one."""
    response = Response(text, content_type=content_type)
    if filename:
        response.headers.set("Content-Disposition", "attachment", filename=filename)
    return _with_caching(response, entity_tag((text,)) if cacheable else None)


def file_response(path: Path, content_type: str, tag: str) -> Response:
    """The response with a file as it is; ``tag`` is its entity tag.

    Raises OSError if there is no such file.
    """
    return _with_caching(_body_response(FileBody(path.open("rb"), lasting=True), content_type), tag)


def buffered_response(response: BufferedResponse) -> Response:
    """The response that the gateway gives too."""
    return Response(response.body, response.status, response.headers)


def empty_response(status: int) -> Response:
    """The response to a change, which has no body."""
    response = Response(status=status)
    del response.headers["Content-Type"]
    response.cache_control.no_store = True
    return response


def _written(query: Query, formats: Mapping[str, Format | None], encoding: str, *, cacheable: bool) -> Response:
    """The response with the answer to a query."""
    state = request_context(request.environ)
    state.note_query(query.text)
    written = context.endpoint.evaluate(query, formats, encoding, state.client_left)
    state.rows = written.rows
    body = written.payload if written.file is None else FileBody(written.file)
    response = _body_response(body, written.form.content_type)
    if written.encoding != IDENTITY:
        response.content_encoding = written.encoding
    # The data may have changed since the request came.
    return _with_caching(response, answer_tag(query, written.version, formats, encoding) if cacheable else None)


def _body_response(body: bytes | FileBody, content_type: str) -> Response:
    response = Response(body, content_type=content_type, direct_passthrough=isinstance(body, FileBody))
    if isinstance(body, FileBody):
        response.content_length = body.size
    return response


def _with_caching(response: Response, tag: str | None) -> Response:
    """A response with the headers for caches, which revalidate it once the data may have changed."""
    if tag is None:
        response.headers["Cache-Control"] = NOT_STORED
        return response
    response.set_etag(tag)
    response.headers["Cache-Control"] = cache_control(context.settings, context.limits.cache)
    return response
