"""Queries: the endpoint and the workbench at /sparql, and the form at /query."""

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import Response, render_template, request, url_for

from kg.errors import KgError
from kg.formats import GRAPH, KINDS, Format, formats_for
from kg.http.response_headers import content_security_policy
from kg.model.dataset import memoized
from kg.protocol import sparql
from kg.protocol.service_description import describe_service
from kg.protocol.sparql import Query, Update
from kg.publish.answer_table import answer_table
from kg.publish.catalog.completions import completions
from kg.publish.hints.query_hints import query_hints
from kg.publish.networks.formats import NETWORK_FORMATS, requested_format
from kg.publish.questions.example import example_query
from kg.publish.questions.groups import question_groups
from kg.sparql.text import SparqlText
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import first_rows, render_page, respond, text_response
from kg.web.errors import with_status
from kg.web.links import to
from kg.web.parameters import parameter
from kg.web.views.networks import network_of_query

blueprint = Views("sparql", __name__)

# The editor and the table put styles into the page.
_WORKBENCH_POLICY = content_security_policy(style_src="'unsafe-inline'")


@blueprint.reads("/sparql", methods=["GET", "POST"], strict_slashes=False)
@blueprint.reads("/sparql.<suffix>", methods=["GET", "POST"])
def sparql_endpoint(suffix: str | None = None) -> Response:
    """Answer a query in the format that its form and the client agree on, or apply an update (SPARQL Protocol).

    A suffix names the format, as the parameter ``format`` does. Without a query, RDF clients receive the service
    description (SPARQL 1.1 Service Description, 2) and browsers the workbench.
    """
    arguments = list(request.args.items(multi=True))
    if suffix:
        arguments.insert(0, ("format", suffix))
    if request.method != "POST" and not {"query", "update"} & {name for name, _ in arguments}:
        return _workbench() if context.preferences.prefers_html() else _service_description(arguments)
    body = request.get_data(parse_form_data=False)
    operation = sparql.parse_operation(request.method, request.content_type, arguments, body, context.limits.query)
    if isinstance(operation, Update):
        return respond(operation)
    if form := requested_format(operation.format, request.headers.get("Accept")):
        return network_of_query(operation, form)
    return respond(operation, cacheable=operation.sparql.is_repeatable(context.limits.query.searched))


@blueprint.reads("/sparql/completions.json")
def completions_json() -> Response:
    """The terms of the ontology, for the editor."""
    return text_response(memoized(completions)(context.dataset), "application/json")


@blueprint.reads("/sparql/hints.json")
def hints_json() -> Response:
    """What the ``query`` names that the dataset does not have, for the workbench."""
    hints = query_hints(context.dataset, SparqlText(parameter("query")))
    return text_response(json.dumps({"hints": list(map(asdict, hints))}, ensure_ascii=False) + "\n", "application/json")


@blueprint.reads("/query")
def query_page() -> Response:
    """The form with a query and, below it, the answer as a table or the errors in the query; it needs no scripts."""
    text = request.args.get("query", "")
    if not text.strip():
        return render_page("query.html", query=example_query(context.names))
    try:
        operation = sparql.parse_operation("GET", None, list(request.args.items(multi=True)), b"", context.limits.query)
        assert not isinstance(operation, Update)
        values: Any = {"default-graph-uri": operation.default_graphs, "named-graph-uri": operation.named_graphs}
        return _answer_page(
            "query.html",
            operation,
            lambda form: url_for("sparql.sparql_endpoint", query=operation.text, format=form.name, **values),
            query=text,
            hints=query_hints(context.dataset, operation.sparql),
        )
    except KgError as error:
        return with_status(Response(render_template("query.html", query=text, problems=error.problems)), error)


def _answer_page(template: str, operation: Query, download: Callable[[Format], str], **variables: Any) -> Response:
    """A page with the first rows of an answer; ``download`` returns the address of the whole answer in a format."""
    limit = context.limits.page.rows
    answer = first_rows(operation, limit + 1)
    downloads = [(form, download(form)) for form in formats_for(answer.kind)]
    table = answer_table(context.dataset, answer, limit)
    return render_page(template, table=table, downloads=downloads, limit=limit, **variables)


def _service_description(arguments: sparql.Arguments) -> Response:
    form = next((value for name, value in arguments if name in ("format", "output") and value), None)
    endpoint = url_for("sparql.sparql_endpoint", _external=True)
    query = describe_service(
        endpoint, context.names.search, writable=context.settings.writable, federated=context.fetcher is not None
    )
    return respond(Query(query, format=form))


def _workbench() -> Response:
    """The editor with the questions beside it; without scripts, a form and links to the questions.

    The script needs addresses relative to the page, the query of a new tab, prefixes, and the names and labels of the
    formats for each kind of answer.
    """
    query = example_query(context.names)
    formats = {kind: [(form.name, form.label) for form in formats_for(kind)] for kind in KINDS}
    formats[GRAPH] += [(form.name, form.label) for form in NETWORK_FORMATS]
    settings = {
        "root": to("/"),
        "endpoint": to("/sparql"),
        "terms": to("/sparql/completions.json"),
        "suggestions": to("/suggest.json"),
        "hints": to("/sparql/hints.json"),
        "base": context.names.base,
        "prefixes": dict(context.names.prefixes),
        "query": query,
        "formats": formats,
    }
    groups = question_groups(context.dataset, context.questions.values())
    response = render_page("workbench.html", query=query, groups=groups, settings=settings)
    response.headers["Content-Security-Policy"] = _WORKBENCH_POLICY
    return response
