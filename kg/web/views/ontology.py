"""The documentation of the ontology: /def, whose terms are places on it, with its version and its alignments."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, render_template, request

from kg.errors import Problem, RequestError
from kg.formats import GRAPH, HTML, document_formats, rdf_document_formats
from kg.model.addresses import Document
from kg.namespaces import NamedGraph
from kg.protocol.access_tokens import READ
from kg.protocol.negotiation import choose_document
from kg.publish.ontology.alignments import read_alignments
from kg.publish.ontology.diagram import draw
from kg.publish.ontology.header import ontology_version
from kg.publish.ontology.vocabulary import Vocabulary
from kg.web import context, delivery
from kg.web.links import to

blueprint = Blueprint("vocabulary", __name__)

_PATH = "/def"


@blueprint.get("/def")
@blueprint.get("/def.<_>")
@blueprint.get("/def/<path:_>")
def ontology(_: str = "") -> Response:
    """The ontology, or its alignments, in the format of the suffix or else the one that the client likes best.

    A term is a hash IRI, whose document is found without redirection (Cool URIs for the Semantic Web, 4.1).
    """
    asked = Document.parse(request.path)
    shown = asked or Document(request.path, choose_document(request.headers.get("Accept")))
    context.current().require(READ)
    graph = _graph(shown)
    response = _page(graph, shown) if shown.suffix == HTML else _content(graph, shown)
    if asked is None:
        response.headers["Content-Location"] = to(shown.path)
    for form in document_formats():
        response.headers.add("Link", f'<{to(shown.at(form.suffix))}>; rel="alternate"; type="{form.media_type}"')
    return response


def _graph(shown: Document) -> str:
    """The name of the graph that a document is about.

    Raises RequestError with status 404 for a version that is not held, and for what is neither.
    """
    below = shown.stem.removeprefix(_PATH) if shown.page == 1 else None
    if below == "":
        return NamedGraph.ONTOLOGY
    if below == f"/{NamedGraph.ALIGNMENTS}":
        return NamedGraph.ALIGNMENTS
    here = context.current()
    with here.turn():
        version = ontology_version(here.dataset)
    if version and below == f"/{version}":
        return NamedGraph.ONTOLOGY
    held = f"The version that is held is {version}." if version else "No version of the ontology is held."
    raise RequestError(404, Problem(request.path, held, f"Ask for {_PATH}."))


def _content(graph: str, shown: Document) -> Response:
    here = context.current()
    query = here.graphs.query(here.dataset.names.graph(graph))
    return delivery.deliver(replace(query, format=shown.suffix), keep=True, kinds=(GRAPH,))


def _page(graph: str, shown: Document) -> Response:
    here = context.current()
    forms = rdf_document_formats()
    if graph == NamedGraph.ALIGNMENTS:
        with here.turn():
            found = read_alignments(here.dataset)
        return delivery.page(render_template("alignments.html", alignments=found, at=shown.at, forms=forms))
    with here.turn():
        vocabulary = Vocabulary(here.dataset)
    drawing = draw(vocabulary.trees())
    text = render_template("vocabulary.html", vocabulary=vocabulary, diagram=drawing, at=shown.at, forms=forms)
    return delivery.page(text)
