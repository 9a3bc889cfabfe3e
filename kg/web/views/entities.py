"""The documents about things: every IRI below the base is answered, and leads to the document that fits the client."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response as AnyResponse

from kg.endpoint.endpoint import is_iri
from kg.errors import EvaluationError, Problem, QueryError, RequestError
from kg.formats import GRAPH, HTML, by_name, document_formats, rdf_document_formats
from kg.model import statements
from kg.model.addresses import Document, iri_at
from kg.model.statements import Extent
from kg.protocol.access_tokens import READ
from kg.protocol.negotiation import choose_document
from kg.protocol.sparql import Quads, Query
from kg.publish.entities.document import document, quads
from kg.publish.entities.entity_page import portrait
from kg.publish.networks.formats import NETWORK_FORMATS
from kg.publish.networks.selection import is_node
from kg.web import context, delivery
from kg.web.links import to
from kg.web.views.not_found import missing

blueprint = Blueprint("documents", __name__)


@blueprint.get("/id/<path:_>")
@blueprint.get("/source/<path:_>")
@blueprint.get("/graph/<path:_>")
def answer(_: str) -> AnyResponse:
    """Lead from a thing to its document with status 303 (Cool URIs for the Semantic Web, 4.2), or give a document."""
    here = context.current()
    here.require(READ)
    asked = Document.parse(request.path)
    wanted = asked or Document(request.path, choose_document(request.headers.get("Accept")))
    iri = iri_at(wanted.stem, here.dataset.names)
    try:
        size, last, beyond = _extent(iri, wanted.page)
    except EvaluationError:
        raise
    except QueryError:
        # The engine knows better than we do what may stand in an IRI.
        return _missing(wanted, "This is no IRI.")
    if not size.exists:
        return _missing(wanted, f"The dataset says nothing about {iri}.")
    if asked is None:
        return _linked(redirect(to(wanted.path), 303), wanted, (to(wanted.path), "describedby"), last=last)
    if wanted.page > 1 and beyond:
        return _missing(wanted, f"There is no page {wanted.page} about {iri}.")
    if wanted.suffix == HTML:
        shown = portrait(iri, size, wanted.page) | {
            "network": wanted.stem.removeprefix("/"),
            "networks": NETWORK_FORMATS,
            "is_node": _is_node(iri),
        }
        response = delivery.page(render_template("thing.html", **shown, at=wanted.at, forms=rdf_document_formats()))
    else:
        ask, write = (Quads, quads) if by_name(wanted.suffix).graphs else (Query, document)
        query = ask(write(iri, size, wanted.page), format=wanted.suffix)
        response = delivery.deliver(query, keep=True, kinds=(GRAPH,))
    return _linked(response, wanted, (iri, "describes"), last=last)


def _is_node(iri: str) -> bool:
    here = context.current()
    with here.turn():
        return is_node(here.dataset, iri)


def _extent(iri: str, page: int) -> tuple[Extent, bool, bool]:
    """How much there is to say about a thing, and whether a page of it is the last one, or beyond it.

    Raises QueryError for what is no IRI.
    """
    here = context.current()
    if not is_iri(iri):
        raise QueryError(Problem(request.path, "This is no IRI.", "Begin at the list of things, /things.html."))
    with here.turn():
        size = here.recall(("extent", iri), lambda: statements.extent(here.dataset, iri))
        last, beyond = (not statements.more(here.dataset, iri, size, one) for one in (page, page - 1))
    return size, last, beyond


def _linked(response: AnyResponse, shown: Document, about: tuple[str, str], *, last: bool) -> AnyResponse:
    """A response with links (RFC 8288): what it is ``about`` and how, the other formats, the pages beside."""
    links = [(about[0], f'rel="{about[1]}"')]
    links += [(to(shown.at(form.suffix)), f'rel="alternate"; type="{form.media_type}"') for form in document_formats()]
    if shown.page > 1:
        links.append((to(shown.at(shown.suffix, shown.page - 1)), 'rel="prev"'))
    if not last:
        links.append((to(shown.at(shown.suffix, shown.page + 1)), 'rel="next"'))
    for target, words in links:
        # A header holds URIs (RFC 8288, 3.1), and not every server sends other letters.
        response.headers.add("Link", f"<{iri_to_uri(target)}>; {words}")
    return response


def _missing(wanted: Document, what: str) -> Response:
    """Status 404, in the format that was asked for."""
    error = RequestError(404, Problem(request.path, what, "Begin at the list of things, /things.html."))
    return missing(wanted.suffix, error)
