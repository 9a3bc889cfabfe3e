"""The files that the dataset was made of: /dataset/inputs, of which each file is a part by its path."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import Problem, RequestError
from kg.formats import GRAPH, HTML, document_suffixes, rdf_document_formats
from kg.protocol import negotiation
from kg.protocol.access_tokens import READ
from kg.protocol.sparql import Query
from kg.publish.catalog.build import build_inputs, build_inputs_query
from kg.web import context, delivery

blueprint = Blueprint("inputs", __name__)


@blueprint.get("/dataset/inputs")
def collection() -> AnyResponse:
    """The files are no document: their address leads to one in the format that the client likes best."""
    suffix = negotiation.choose_document(request.headers.get("Accept"))
    return redirect(url_for("inputs.document", suffix=suffix), 303)


@blueprint.get("/dataset/inputs.<suffix>")
def document(suffix: str) -> Response:
    """The list of the files, as a page or in the format of RDF that the suffix names."""
    here = context.current()
    here.require(READ)
    if suffix not in (suffixes := document_suffixes()):
        known = ", ".join(suffixes)
        raise RequestError(404, Problem(request.path, "There is no such format.", f"Ask for one of {known}."))
    if suffix != HTML:
        query = Query(build_inputs_query(here.dataset.names), format=suffix)
        return delivery.deliver(query, keep=True, kinds=(GRAPH,))
    with here.turn():
        found = build_inputs(here.dataset)
    return delivery.page(render_template("inputs.html", inputs=found, formats=rdf_document_formats()))
