"""The graphs: /data, after the SPARQL 1.1 Graph Store HTTP Protocol."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, request, url_for

from kg.endpoint.endpoint import iri_of
from kg.endpoint.graph_store import Condition
from kg.engine.jobs import RdfDocument
from kg.errors import Problem, RequestError
from kg.formats import GRAPH
from kg.protocol.access_tokens import READ, WRITE
from kg.protocol.service_description import content
from kg.protocol.sparql import Query
from kg.web import context, delivery

blueprint = Blueprint("graphs", __name__)

_KINDS = (GRAPH,)
_TURTLE = "text/turtle"
_METHODS = ["GET", "PUT", "POST", "DELETE", "PATCH"]


@blueprint.route("/data", methods=_METHODS, provide_automatic_options=False, strict_slashes=False)
@blueprint.route("/data/<path:_>", methods=_METHODS, provide_automatic_options=False)
def graph(_: str = "") -> Response:
    """Read, replace, extend, change or remove a graph, which the request names directly or indirectly (4.1, 4.2)."""
    here = context.current()
    if request.method in ("GET", "HEAD"):
        here.require(READ)
        query = here.graphs.query(_graph())
        return delivery.deliver(replace(query, format=request.args.get("format")), keep=True, kinds=_KINDS)
    here.require(WRITE)
    with here.turn():
        return _changed()


@blueprint.route("/data", methods=["OPTIONS"], strict_slashes=False)
@blueprint.route("/data/<path:_>", methods=["OPTIONS"])
def preflight(_: str = "") -> Response:
    """Tell a browser's preflight request what scripts of other sites may send (Fetch standard, CORS)."""
    return delivery.allowed("HEAD", "OPTIONS", *_METHODS)


def _changed() -> Response:
    """Do what the request asks for to the graph that it names."""
    store = context.current().graphs
    if request.method == "POST" and not request.args and request.path.rstrip("/") == url_for("graphs.graph"):
        return _create()
    graph = _graph()
    condition = _condition(graph)
    if request.method == "DELETE":
        store.delete(graph, condition)
        return delivery.done(204)
    if request.method == "PATCH":
        store.patch(graph, request.get_data(), request.mimetype, condition)
        return delivery.done(204)
    change = store.put if request.method == "PUT" else store.post
    new = change(graph, _documents(), condition)
    return delivery.done(201 if new else 204)


def _condition(graph: str | None) -> Condition:
    """What the change depends on (RFC 9110, 13.1.1 and 13.1.2); a tag stands for the state that it was given for.

    Raises RequestError with status 412 if a tag tells already that it does not hold.
    """
    version = context.current().service.version
    tags = delivery.tags(Query(content(graph)), version, _KINDS)
    wanted, unwanted = request.if_match, request.if_none_match
    refused = Problem("request", "The graph is not as the condition wants it.", "Read it again.")
    if (request.headers.get("If-Match") is not None and not wanted.star_tag and not tags & wanted.as_set()) or (
        tags & unwanted.as_set(include_weak=True)
    ):
        raise RequestError(412, refused)
    if unwanted.star_tag:
        return Condition(there=False)
    return Condition(True, None if wanted.star_tag else version) if wanted else Condition()


def _create() -> Response:
    """POST to the Graph Store itself makes a graph with a name of the server's choice (5.5)."""
    store = context.current().graphs
    name = store.new_name(url_for("graphs.graph", _external=True))
    store.post(name, _documents())
    response = delivery.done(201)
    response.location = name
    return response


def _graph() -> str | None:
    """The graph that the request is about; None for the default graph.

    Raises RequestError with status 400 if it names none, or more than one.
    """
    named, default = request.args.getlist("graph"), "default" in request.args
    direct = request.path != url_for("graphs.graph").rstrip("/") and request.path != f"{url_for('graphs.graph')}/"
    if len(named) + default + direct != 1:
        remedy = "Name one with ?graph=IRI, ask for ?default, or use the graph's own address below this one."
        raise RequestError(400, Problem("request", "It does not name one graph.", remedy))
    if default:
        return None
    return iri_of(named[0] if named else request.base_url, "graph")


def _documents() -> list[RdfDocument]:
    """What the body holds: a document, or the documents of a form (5.5); Turtle where the client does not tell."""
    if "Content-Range" in request.headers or request.content_encoding:
        what = "A part of a document, or a compressed one, is not read."
        raise RequestError(415 if request.content_encoding else 400, Problem("body", what, "Send it whole and plain."))
    if request.mimetype == "multipart/form-data":
        files = [file for name in request.files for file in request.files.getlist(name)]
        if not files or request.form:
            raise RequestError(400, Problem("body", "A part is no document.", "Send each as a file, with a filename."))
        return [RdfDocument(part.mimetype or _TURTLE, part.read()) for part in files]
    return [RdfDocument(request.mimetype or _TURTLE, request.get_data())]
