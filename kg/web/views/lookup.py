"""The look-up of an IRI: /lookup?uri=IRI."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from kg.endpoint.endpoint import iri_of
from kg.errors import Problem, RequestError
from kg.formats import GRAPH
from kg.model.addresses import path_of
from kg.protocol import negotiation
from kg.protocol.access_tokens import READ
from kg.protocol.sparql import Query
from kg.publish.catalog import lookup
from kg.web import context, delivery
from kg.web.views.not_found import missing

blueprint = Blueprint("lookup", __name__)


@blueprint.get("/lookup")
def find() -> AnyResponse:
    """Lead to what an IRI of the dataset is about, or tell what the dataset says of an IRI of somebody else."""
    here = context.current()
    here.require(READ)
    iri = _asked()
    path = path_of(iri, here.dataset.names)
    with here.turn():
        if not (lookup.is_described if path else lookup.is_mentioned)(here.dataset, iri):
            what = f"The dataset says nothing about {iri}."
            return _unknown(Problem("parameter uri", what, "Ask for an IRI that it has, as it writes it."))
    if path:
        return redirect(request.script_root + path, 303)
    if not negotiation.prefers_html(request.headers.get("Accept")):
        return delivery.deliver(Query(lookup.mentions_query(iri)), keep=True, kinds=(GRAPH,))
    with here.turn():
        found = lookup.mentions(here.dataset, iri)
    return delivery.page(
        render_template("lookup.html", iri=iri, mentions=found, limit=here.dataset.limits.page.mentions)
    )


def _unknown(problem: Problem) -> Response:
    """Status 404: an empty document for who asks for RDF.

    Raises RequestError for others, who get what they get for every error.
    """
    error = RequestError(404, problem)
    accept = request.headers.get("Accept")
    if not negotiation.prefers_rdf(accept):
        raise error
    return missing(negotiation.choose_document(accept), error)


def _asked() -> str:
    """The IRI that is asked for.

    Raises RequestError with status 400 if there is not one absolute IRI.
    """
    values = request.args.getlist("uri")
    if len(values) != 1:
        what = "The IRI is missing." if not values else "There is more than one IRI."
        raise RequestError(400, Problem("parameter uri", what, "Send one, as in /lookup?uri=https://example.org/a."))
    return iri_of(values[0], "parameter uri")
