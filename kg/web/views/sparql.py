"""The endpoint: /sparql, after the SPARQL Protocol."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kg.protocol import negotiation, sparql
from kg.protocol.access_tokens import READ, WRITE
from kg.protocol.caching import repeatable
from kg.protocol.service_description import describe
from kg.protocol.sparql import Query, Update
from kg.publish.networks.formats import wanted
from kg.web import context, delivery
from kg.web.views import networks, workbench

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST"], provide_automatic_options=False, strict_slashes=False)
@blueprint.route("/sparql.<suffix>", methods=["GET", "POST"], provide_automatic_options=False)
def answer(suffix: str | None = None) -> AnyResponse:
    """Answer a query in the format that its form and the client agree on, or apply an update.

    A suffix names the format, as the parameter ``format`` does. Without a query RDF clients get the service description
    (SPARQL 1.1 Service Description, 2), browsers the workbench. The formats of networks are answered by ``exports``.
    """
    arguments = list(request.args.items(multi=True))
    if suffix:
        arguments.insert(0, ("format", suffix))
    if request.method != "POST" and not {"query", "update"} & {name for name, _ in arguments}:
        return _about(arguments)
    body = request.get_data(parse_form_data=False)
    operation = sparql.parse(request.method, request.content_type, arguments, body)
    here = context.current()
    if isinstance(operation, Update):
        here.require(WRITE)
        here.update(operation)
        return delivery.done(204)
    here.require(READ)
    if form := wanted(operation.format, request.headers.get("Accept")):
        return networks.constructed(operation, form)
    return delivery.deliver(operation, keep=repeatable(operation.text))


@blueprint.route("/sparql", methods=["OPTIONS"], strict_slashes=False)
def preflight() -> Response:
    """Tell a browser's preflight request what scripts of other sites may send (Fetch standard, CORS)."""
    return delivery.allowed("GET", "HEAD", "POST", "OPTIONS")


def _about(arguments: sparql.Arguments) -> AnyResponse:
    here = context.current()
    if negotiation.prefers_html(request.headers.get("Accept")):
        return workbench.page()
    here.require(READ)
    wanted = next((value for name, value in arguments if name in ("format", "output") and value), None)
    endpoint = url_for("sparql.answer", _external=True)
    query = describe(endpoint, writable=here.settings.writable, federated=here.endpoint.courier is not None)
    return delivery.deliver(Query(query, format=wanted), keep=True)
