"""The endpoint: /sparql, after the SPARQL Protocol."""

from flask import Response, request, url_for

from kg.protocol import sparql
from kg.protocol.service_description import describe_service
from kg.protocol.sparql import Query, Update
from kg.publish.networks.formats import requested_format
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import preflight_response, respond
from kg.web.views.networks import network_of_query
from kg.web.views.workbench import workbench_page

blueprint = Views("sparql", __name__)


@blueprint.reads("/sparql", methods=["GET", "POST"], provide_automatic_options=False, strict_slashes=False)
@blueprint.reads("/sparql.<suffix>", methods=["GET", "POST"], provide_automatic_options=False)
def sparql_endpoint(suffix: str | None = None) -> Response:
    """Answer a query in the format that its form and the client agree on, or apply an update.

    A suffix names the format, as the parameter ``format`` does. Without a query, RDF clients receive the service
    description (SPARQL 1.1 Service Description, 2) and browsers the workbench.
    """
    arguments = list(request.args.items(multi=True))
    if suffix:
        arguments.insert(0, ("format", suffix))
    if request.method != "POST" and not {"query", "update"} & {name for name, _ in arguments}:
        return _description(arguments)
    body = request.get_data(parse_form_data=False)
    operation = sparql.parse_operation(request.method, request.content_type, arguments, body, context.limits.query)
    if isinstance(operation, Update):
        return respond(operation)
    if form := requested_format(operation.format, request.headers.get("Accept")):
        return network_of_query(operation, form)
    return respond(operation, cacheable=operation.sparql.is_repeatable)


@blueprint.public("/sparql", methods=["OPTIONS"], strict_slashes=False)
def sparql_preflight() -> Response:
    """The methods and headers that scripts of other sites may use."""
    return preflight_response("GET", "HEAD", "POST", "OPTIONS")


def _description(arguments: sparql.Arguments) -> Response:
    if context.preferences.prefers_html():
        return workbench_page()
    form = next((value for name, value in arguments if name in ("format", "output") and value), None)
    endpoint = url_for("sparql.sparql_endpoint", _external=True)
    query = describe_service(endpoint, writable=context.settings.writable, federated=context.fetcher is not None)
    return respond(Query(query, format=form))
