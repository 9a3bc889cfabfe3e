"""The delivery of answers: their format, their encoding, and how long they may be kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from pathlib import Path

from flask import Response, request

from kg.engine.answer_writer import ENCODINGS, IDENTITY
from kg.engine.engine import UnacceptableError
from kg.formats import KINDS, Format, formats_for
from kg.http.response import FileBody
from kg.protocol import negotiation
from kg.protocol.caching import entity_tag
from kg.protocol.sparql import Query
from kg.web import context


def deliver(query: Query, *, keep: bool, kinds: Iterable[str] = KINDS) -> Response:
    """The response with the answer to a query; ``keep`` tells whether another request would get the same bytes.

    ``kinds`` are those that the answer may be of. Raises RequestError with status 406 if the client accepts no format
    that carries the answer, and what ``Endpoint.write`` raises.
    """
    here = context.current()
    accept = request.headers.get("Accept")
    formats = {kind: negotiation.acceptable(kind, accept, query.format) for kind in kinds}
    encoding = negotiation.choose_encoding(request.headers.get("Accept-Encoding"))
    tag = _tag(query, here.service.version, formats, encoding)
    if keep and request.method in ("GET", "HEAD") and tag in request.if_none_match.as_set():
        return _kept(Response(status=304), tag)
    try:
        written = here.write(query, formats, encoding)
    except UnacceptableError as error:
        negotiation.choose(error.kind, accept, query.format)
        raise
    body = written.payload if written.file is None else FileBody.of(written.file)
    response = Response(body, content_type=written.form.content_type, direct_passthrough=written.file is not None)
    if isinstance(body, FileBody):
        response.content_length = body.size
    if written.encoding != IDENTITY:
        response.content_encoding = written.encoding
    # The data may have changed since the request came.
    return _kept(response, _tag(query, written.version, formats, encoding) if keep else None)


def tags(query: Query, version: str, kinds: Iterable[str]) -> set[str]:
    """Every entity tag that the answer to a query can have in one state of the dataset."""
    choices = [formats_for(kind) for kind in kinds]
    chosen = [dict(zip(kinds, forms, strict=True)) for forms in product(*choices)]
    return {_tag(query, version, formats, encoding) for formats in chosen for encoding in ENCODINGS}


def _tag(query: Query, version: str, formats: Mapping[str, Format | None], encoding: str) -> str:
    names = sorted((kind, form and form.name) for kind, form in formats.items())
    return entity_tag((version, query.text, query.default_graphs, query.named_graphs, names, encoding))


def page(text: str, content_type: str = "text/html; charset=utf-8", *, keep: bool = True) -> Response:
    """The response with a page, which others may ``keep`` as long as neither it nor the data change."""
    return _kept(Response(text, content_type=content_type), entity_tag((text,)) if keep else None)


def file(path: Path, content_type: str, tag: str) -> Response:
    """The response with a file as it is, which others may keep; ``tag`` is its entity tag.

    Raises OSError if there is no such file.
    """
    body = FileBody.of(path.open("rb"), lasting=True)
    response = Response(body, content_type=content_type, direct_passthrough=True)
    response.content_length = body.size
    return _kept(response, tag)


def done(status: int) -> Response:
    """The response to a change, which has no body."""
    response = Response(status=status)
    del response.headers["Content-Type"]
    response.cache_control.no_store = True
    return response


def allowed(*methods: str) -> Response:
    """The response to a preflight request of a browser."""
    response = done(204)
    response.allow.update(methods)
    response.headers["Access-Control-Allow-Methods"] = ", ".join(methods)
    response.headers["Access-Control-Allow-Headers"] = "Accept, Authorization, Content-Type, If-Match, If-None-Match"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _kept(response: Response, tag: str | None) -> Response:
    """Tell caches what they may do; each asks again once the data may have changed."""
    settings = context.current().settings
    control = response.cache_control
    if tag is None:
        control.no_store = True
        return response
    response.set_etag(tag)
    if settings.private:
        control.private = True
    else:
        control.public = True
    if settings.writable or settings.private:
        control.no_cache = True
    else:
        control.max_age = 60
    return response
