"""The graphs: /data, after the SPARQL 1.1 Graph Store HTTP Protocol."""

from urllib.parse import quote
from uuid import uuid4

from flask import Response, request, url_for
from werkzeug.urls import uri_to_iri

from kg.endpoint.endpoint import Condition, GraphStore, absolute_iri
from kg.engine.jobs import RdfDocument
from kg.errors import Problem, RequestError
from kg.formats import GRAPH
from kg.protocol.sparql import content_query, require_utf8_charset
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import empty_response, entity_tags, respond
from kg.web.parameters import parameter

blueprint = Views("graph_store", __name__)

_ADDRESSES = ("/data", "/data/<path:_>")
_KINDS = (GRAPH,)
_TURTLE = "text/turtle"
_CHANGES = ["PUT", "POST", "DELETE", "PATCH"]


@blueprint.reads(*_ADDRESSES, strict_slashes=False)
def graph_content(_: str = "") -> Response:
    """The content of a graph, which the request names directly or indirectly (4.1, 4.2)."""
    return respond(content_query(_graph(), parameter("format") or None), kinds=_KINDS)


@blueprint.writes(*_ADDRESSES, methods=_CHANGES, strict_slashes=False)
def graph_change(_: str = "") -> Response:
    """Replace, extend, change or remove a graph, which the request names directly or indirectly (4.1, 4.2)."""
    graphs = GraphStore(context.endpoint)
    if request.method == "POST" and not request.args and _names_store():
        return _create()
    graph = _graph()
    condition = _condition(graph)
    if request.method == "DELETE":
        graphs.delete(graph, condition)
        return empty_response(204)
    if request.method == "PATCH":
        require_utf8_charset(request.mimetype_params)
        graphs.patch(graph, request.get_data(), request.mimetype, condition)
        return empty_response(204)
    change = graphs.put if request.method == "PUT" else graphs.post
    is_new = change(graph, _documents(), condition)
    return empty_response(201 if is_new else 204)


def _condition(graph: str | None) -> Condition:
    """What the change depends on (RFC 9110, 13.1.1 and 13.1.2); a tag stands for the state that it was given for.

    Raises RequestError with status 412 if a tag shows already that the condition does not hold.
    """
    version = context.version
    tags = entity_tags(content_query(graph), version, _KINDS)
    wanted, unwanted = request.if_match, request.if_none_match
    if (request.headers.get("If-Match") is not None and not wanted.star_tag and not tags & wanted.as_set()) or (
        tags & unwanted.as_set(include_weak=True)
    ):
        what = "The graph does not meet the condition of the request."
        raise RequestError(412, Problem("request", what, "Read it again."))
    if unwanted.star_tag:
        return Condition(exists=False)
    return Condition(True, None if wanted.star_tag else version) if wanted else Condition()


def _create() -> Response:
    """POST to the Graph Store itself makes a graph with a name of the server's choice (5.5)."""
    graphs = GraphStore(context.endpoint)
    name = f"{url_for('graph_store.graph_content', _external=True)}/{uuid4()}"
    graphs.post(name, _documents())
    response = empty_response(201)
    response.location = name
    return response


def _names_store() -> bool:
    """Whether the request is about the Graph Store itself."""
    return request.path.rstrip("/") == url_for("graph_store.graph_content").rstrip("/")


def _graph() -> str | None:
    """The graph that the request is about, None for the default graph; a request must name exactly one."""
    named, default, direct = request.args.getlist("graph"), "default" in request.args, not _names_store()
    if len(named) + default + direct != 1:
        remedy = "Name one with ?graph=IRI, ask for ?default, or use the graph's own address below this one."
        raise RequestError(400, Problem("request", "It does not name exactly one graph.", remedy))
    if default:
        return None
    return absolute_iri(named[0] if named else _own_address(), "graph")


def _own_address() -> str:
    """The address of the request as an IRI (4.1); another address, in a percent sign too, is another IRI."""
    return uri_to_iri(request.root_url.rstrip("/") + quote(request.path, safe="/:@!$&'()*+,;=~"))


def _documents() -> list[RdfDocument]:
    """The document in the body, or the documents of a form (5.5); Turtle unless the request gives a media type."""
    if "Content-Range" in request.headers:
        raise RequestError(400, Problem("body", "Partial documents are not supported.", "Send it whole."))
    if request.mimetype == "multipart/form-data":
        files = [file for name in request.files for file in request.files.getlist(name)]
        if not files or request.form:
            what = "A part of the form is not a file."
            raise RequestError(400, Problem("body", what, "Send each document as a file, with a filename."))
        for file in files:
            require_utf8_charset(file.mimetype_params)
        return [RdfDocument(file.mimetype or _TURTLE, file.read()) for file in files]
    require_utf8_charset(request.mimetype_params)
    return [RdfDocument(request.mimetype or _TURTLE, request.get_data())]
