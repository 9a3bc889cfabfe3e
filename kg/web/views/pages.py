"""The pages for people: home, the query page and the kinds of problems."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import KgError
from kg.formats import Format, formats_for
from kg.protocol import negotiation, sparql
from kg.protocol.access_tokens import READ
from kg.protocol.problems import KINDS
from kg.protocol.sparql import Query, Update
from kg.publish.answer_table import answer_table
from kg.publish.catalog.about import schema_org_dataset
from kg.publish.catalog.statistics import entity_counts, source_counts
from kg.publish.questions import by_tag, example_query
from kg.web import context, delivery, errors
from kg.web.views import dataset

blueprint = Blueprint("pages", __name__)

Page = Response | tuple[str, int]


@blueprint.get("/")
def home() -> Page | AnyResponse:
    """What is here, how evidence works, a form for queries, and the questions.

    The address is the dataset's own, so programs that like RDF better are led to its description.
    """
    here = context.current()
    here.require(READ)
    if negotiation.prefers_rdf(request.headers.get("Accept")):
        return dataset.see_other()
    with here.turn():
        about, dumps = dataset.described()
        sources, counts = source_counts(here.dataset), entity_counts(here.dataset)
    text = render_template(
        "home.html",
        title=about.title,
        description=about.description,
        sources=sources,
        counts=counts,
        query=example_query(here.dataset.names),
        groups=by_tag(here.questions.values()),
        schema=schema_org_dataset(about, dumps, here.dataset.limits.page),
    )
    return delivery.page(text)


@blueprint.get("/query")
def query() -> Page:
    """The form with a query and, below it, the answer as a table or what is wrong with the query."""
    text = request.args.get("query", "")
    if not text.strip():
        return delivery.page(render_template("query.html", query=example_query(context.current().dataset.names)))
    here = context.current()
    here.require(READ)
    limit = here.dataset.limits.page.rows
    try:
        operation = sparql.parse("GET", None, list(request.args.items(multi=True)), b"")
        assert not isinstance(operation, Update)
        answer = here.rows(operation, limit + 1)
    except KgError as error:
        shown = Response(render_template("query.html", query=text, problems=error.problems))
        return errors.finished(shown, error)
    result = answer_table(answer, here.dataset.names, limit)
    downloads = [(form, _download(operation, form)) for form in formats_for(answer.kind)]
    return delivery.page(render_template("query.html", query=text, table=result, downloads=downloads, limit=limit))


@blueprint.get("/problems")
def problems() -> Page:
    """The kinds of problems, to which the errors of the endpoint point."""
    return delivery.page(render_template("problems.html", kinds=KINDS))


def _download(operation: Query, form: Format) -> str:
    """The address of the answer to a query at the endpoint in a format."""
    asked = [("query", operation.text), ("format", form.name)]
    asked += [("default-graph-uri", iri) for iri in operation.default_graphs]
    asked += [("named-graph-uri", iri) for iri in operation.named_graphs]
    values: dict[str, Any] = MultiDict(asked).to_dict(flat=False)
    return url_for("sparql.answer", **values)
