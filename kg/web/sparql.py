"""The endpoint: /sparql, after the SPARQL 1.1 Protocol."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kg.publish import negotiation, protocol
from kg.web import site

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST"], provide_automatic_options=False)
def answer() -> AnyResponse:
    """Answer a query in the format that its form and the client agree on; send a browser without a query home."""
    accept = request.headers.get("Accept")
    if request.method != "POST" and "query" not in request.args and negotiation.prefers_html(accept):
        return redirect(url_for("pages.home"), 303)
    arguments = list(request.args.items(multi=True))
    operation = protocol.parse(request.method, request.content_type, arguments, request.get_data(parse_form_data=False))
    here = site.current()
    result = here.ask(operation)
    form = negotiation.choose(result.kind, accept, operation.format)
    return Response(result.serialize(form, here.dataset.names.prefixes), content_type=form.content_type)


@blueprint.route("/sparql", methods=["OPTIONS"])
def preflight() -> Response:
    """Tell a browser's preflight request what scripts of other sites may send (Fetch standard, CORS)."""
    response = Response(status=204)
    response.allow.update(("GET", "HEAD", "POST", "OPTIONS"))
    response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
    response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response
