"""The documentation of the ontology: /def with all terms, a page for each module, its version and its alignments."""

from flask import Response, request

from kg.formats import GRAPH, HTML, rdf_document_formats
from kg.model.addresses import Document
from kg.namespaces import NamedGraph
from kg.protocol.sparql import content_query
from kg.publish.ontology.axioms import read_alignments
from kg.publish.ontology.diagram import draw_diagrams
from kg.publish.ontology.module_page import read_ontology_pages
from kg.publish.ontology.vocabulary import ontology_version
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import render_page, respond
from kg.web.errors import not_found
from kg.web.links import alternate_links, to

blueprint = Views("ontology", __name__)

_PATH = "/def"


@blueprint.reads("/def", "/def.<_>", "/def/<path:_>")
def ontology_document(_: str = "") -> Response:
    """The ontology or its alignments, in the format of the suffix or else in the one that the client prefers.

    A term is a hash IRI, whose document is found without redirection (Cool URIs for the Semantic Web, 4.1).
    """
    requested = Document.parse(request.path)
    document = requested or Document(request.path, context.preferences.document())
    graph = _graph(document)
    if document.suffix == HTML:
        response = _page(graph, document)
    else:
        response = respond(content_query(context.names.graph(graph), document.suffix), kinds=(GRAPH,))
    if requested is None:
        response.headers["Content-Location"] = to(document.path)
    for target, parameters in alternate_links(document):
        response.headers.add("Link", f"<{target}>; {parameters}")
    return response


@blueprint.reads("/def/module/<key>.html")
def ontology_module(key: str) -> Response:
    """The full descriptions of the terms of a module."""
    ontology = read_ontology_pages(context.dataset)
    if page := ontology.page(key):
        return render_page("vocabulary_module.html", ontology=ontology, page=page)
    raise not_found("The ontology has no such module.", f"Choose one from {_PATH}.html.")


def _graph(document: Document) -> str:
    """The name of the graph that a document is about."""
    version = ontology_version(context.dataset)
    graphs = {_PATH: NamedGraph.ONTOLOGY, f"{_PATH}/{NamedGraph.ALIGNMENTS}": NamedGraph.ALIGNMENTS}
    if version:
        graphs[f"{_PATH}/{version}"] = NamedGraph.ONTOLOGY
    if document.page == 1 and document.stem in graphs:
        return graphs[document.stem]
    what = f"Only version {version} is available." if version else "No version of the ontology is available."
    raise not_found(what, f"Ask for {_PATH}.")


def _page(graph: str, document: Document) -> Response:
    formats = rdf_document_formats()
    if graph == NamedGraph.ALIGNMENTS:
        return render_page(
            "alignments.html", alignments=read_alignments(context.dataset), at=document.at, forms=formats
        )
    ontology = read_ontology_pages(context.dataset)
    diagrams = draw_diagrams(ontology.vocabulary.trees())
    return render_page("vocabulary.html", ontology=ontology, diagrams=diagrams, at=document.at, forms=formats)
