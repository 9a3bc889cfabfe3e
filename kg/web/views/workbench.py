"""The pages for queries: the workbench at /sparql, what its editor completes, and /query, which needs no scripts."""

from typing import Any

from flask import Response, render_template, request, url_for

from kg.errors import KgError
from kg.formats import GRAPH, KINDS, Format, formats_for
from kg.protocol import sparql
from kg.protocol.sparql import Query, Update
from kg.publish.answer_table import answer_table
from kg.publish.catalog.search_index import completions
from kg.publish.networks.formats import NETWORK_FORMATS
from kg.publish.questions import by_tag, example_query
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import first_rows, render_page, text_response
from kg.web.errors import with_status
from kg.web.headers import content_security_policy
from kg.web.links import to

blueprint = Views("workbench", __name__)

# The editor and the table put styles into the page.
_POLICY = content_security_policy(style_src="'unsafe-inline'")


@blueprint.reads("/query")
def query_page() -> Response:
    """The form with a query and, below it, the answer as a table or the errors in the query."""
    text, limit = request.args.get("query", ""), context.limits.page.rows
    if not text.strip():
        return render_page("query.html", query=example_query(context.names))
    try:
        operation = sparql.parse_operation("GET", None, list(request.args.items(multi=True)), b"", context.limits.query)
        assert not isinstance(operation, Update)
        answer = first_rows(operation, limit + 1)
    except KgError as error:
        return with_status(Response(render_template("query.html", query=text, problems=error.problems)), error)
    downloads = [(form, _download(operation, form)) for form in formats_for(answer.kind)]
    rows = answer_table(answer, context.names, limit)
    return render_page("query.html", query=text, table=rows, downloads=downloads, limit=limit)


@blueprint.reads("/sparql/completions.json")
def completions_json() -> Response:
    """The terms of the ontology, for the editor."""
    text = context.memoize("completions", lambda: completions(context.dataset))
    return text_response(text, "application/json")


def workbench_page() -> Response:
    """The editor with the questions beside it; without scripts, a form and links to the questions."""
    query = example_query(context.names)
    groups = by_tag(context.questions.values())
    response = render_page("workbench.html", query=query, groups=groups, settings=_editor_settings(query))
    response.headers["Content-Security-Policy"] = _POLICY
    return response


def _editor_settings(query: str) -> dict[str, Any]:
    """What the script needs: addresses relative to the page, the query of a new tab, prefixes and formats.

    ``formats`` has, for each kind of answer, the names and labels of formats.
    """
    formats = {kind: [(form.name, form.label) for form in formats_for(kind)] for kind in KINDS}
    formats[GRAPH] += [(form.name, form.label) for form in NETWORK_FORMATS]
    return {
        "root": to("/"),
        "endpoint": to("/sparql"),
        "terms": to("/sparql/completions.json"),
        "things": to("/search.json"),
        "base": context.names.base,
        "prefixes": dict(context.names.prefixes),
        "query": query,
        "formats": formats,
    }


def _download(operation: Query, form: Format) -> str:
    """The address of the answer to a query at the endpoint in a format."""
    graphs = {"default-graph-uri": operation.default_graphs, "named-graph-uri": operation.named_graphs}
    values: Any = {"query": operation.text, "format": form.name, **graphs}
    return url_for("sparql.sparql_endpoint", **values)
