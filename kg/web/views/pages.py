"""The home page, the kinds of problems, and the redirects to pages from their addresses without a suffix."""

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from kg.formats import HTML
from kg.protocol.problems import PROBLEM_TYPES
from kg.publish.catalog.about import schema_org_dataset
from kg.publish.catalog.statistics import entity_counts, source_counts
from kg.publish.questions import by_tag, example_query
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import render_page
from kg.web.views import dataset

blueprint = Views("pages", __name__)


@blueprint.reads("/")
def home_page() -> AnyResponse:
    """What the dataset is, how its evidence works, a form for queries, and the questions.

    The address is the dataset's own IRI, so programs that prefer RDF are redirected to its description.
    """
    if context.preferences.prefers_rdf():
        return dataset.dataset_iri()
    about, dumps = dataset.dataset_description()
    return render_page(
        "home.html",
        title=about.title,
        description=about.description,
        sources=source_counts(context.dataset),
        counts=entity_counts(context.dataset),
        query=example_query(context.names),
        groups=by_tag(context.questions.values()),
        schema=schema_org_dataset(about, dumps, context.limits.page),
    )


@blueprint.public("/problems")
def problems_page() -> Response:
    """The kinds of problems, to which the errors of the endpoint link."""
    return render_page("problems.html", kinds=PROBLEM_TYPES)


@blueprint.public("/changes", "/delegates", "/explore", "/organs", "/things", "/timeline")
def page_redirect() -> AnyResponse:
    """Redirect to the page from its address without a suffix."""
    return redirect(f"{request.script_root}{request.path}.{HTML}", 301)
