"""The entities: their documents, which answer every IRI below the base, and the look-up of any IRI."""

from collections.abc import Iterable
from typing import cast

from flask import Response, redirect, request
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response as AnyResponse

from kg.endpoint.endpoint import absolute_iri
from kg.errors import EvaluationError, Problem, QueryError, RequestError
from kg.formats import GRAPH, HTML, by_suffix, rdf_document_formats
from kg.model.addresses import Document, iri_at, path_of
from kg.model.statements import Extent, has_page_after, read_extent
from kg.protocol.numbers import number_from_one
from kg.protocol.sparql import Quads, Query
from kg.publish.catalog import lookup
from kg.publish.catalog.sitemap import read_sitemap, robots_txt
from kg.publish.entities.document import document_quads_query, document_query
from kg.publish.entities.entity import EntityDescription
from kg.publish.entities.entity_page import entity_page
from kg.publish.networks.formats import NETWORK_FORMATS
from kg.publish.networks.selection import LinkReader
from kg.publish.questions.sentence import plain_text
from kg.search.summaries import summary_of
from kg.sparql.terms import is_absolute_iri, percent_encoded
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import render_page, respond, text_response
from kg.web.errors import not_found, not_found_document
from kg.web.links import alternate_links, is_answered, outside, present_path, to

blueprint = Views("entities", __name__)

_REMEDY = "Start from the list of entities, /things.html."


@blueprint.reads("/id/<path:_>", "/source/<path:_>", "/graph/<path:_>")
def entity_document(_: str) -> AnyResponse:
    """Redirect from an entity to its document with status 303 (Cool URIs for the Semantic Web, 4.2), or answer it."""
    requested = Document.parse(present_path())
    wanted = requested or Document(present_path(), context.preferences.document())
    iri = iri_at(wanted.stem, context.names)
    extent = None if requested is None and request.query_string and _exists(_with_query(iri)) else _extent(iri)
    others = [] if extent and extent.exists else _other_iris(wanted)
    if other := next(filter(_exists, others), None):
        return redirect(to(Document(path_of(other, context.names) or "", wanted.suffix).path), 303)
    if extent is None:
        return _missing(wanted, "This is not a valid IRI.")
    if not extent.exists:
        is_page = wanted.suffix == HTML
        return _missing(wanted, "No page has this address." if is_page else f"The dataset says nothing about {iri}.")
    last, beyond = (not has_page_after(context.dataset, extent, number) for number in (wanted.page, wanted.page - 1))
    if requested is None:
        target = to(wanted.path)
        return _linked(redirect(target, 303), [(target, 'rel="describedby"'), *_beside(wanted, last=last)])
    if wanted.page > 1 and beyond:
        return _missing(wanted, f"There is no page {wanted.page} about {iri}.")
    response = _page(extent, wanted) if wanted.suffix == HTML else _rdf(extent, wanted)
    return _linked(response, [(iri, 'rel="describes"'), *_beside(wanted, last=last)])


@blueprint.reads("/lookup")
def iri_lookup() -> AnyResponse:
    """Redirect to what answers an IRI of the dataset, or show what the dataset says about any other."""
    iri = _looked_up()
    path = path_of(iri, context.names) if is_answered(iri) else None
    if not _is_known(iri):
        remedy = "Send an IRI of the dataset, written exactly as it is there."
        error = RequestError(404, Problem("parameter uri", f"The dataset says nothing about {iri}.", remedy))
        if context.preferences.prefers_rdf():
            return not_found_document(context.preferences.document(), error)
        raise error
    if path:
        return redirect(request.script_root + path, 303)
    if not context.preferences.prefers_html():
        return respond(Query(lookup.mentions_query(iri)), kinds=(GRAPH,))
    mentions = lookup.mentions(context.dataset, iri)
    return render_page("lookup.html", iri=iri, mentions=mentions, limit=context.limits.page.mentions)


@blueprint.reads("/sitemap.xml", "/sitemap-<number>.xml")
def sitemap_xml(number: str | None = None) -> Response:
    """The addresses of the pages; if they are too many for one file, the index of the files, and each of them."""
    sitemap = read_sitemap(context.dataset, context.questions.values())
    part = None if number is None else number_from_one(number, context.limits.page.sitemap)
    text = None if number and part is None else sitemap.file(part)
    if text is None:
        raise not_found("The sitemap has no such part.", "Start at /sitemap.xml.")
    return text_response(text, "application/xml")


@blueprint.public("/robots.txt")
def crawler_rules() -> Response:
    """The rules for crawlers."""
    if context.settings.private:
        return text_response("User-agent: *\nDisallow: /\n", "text/plain; charset=utf-8")
    return text_response(robots_txt(context.names, served=not context.frozen), "text/plain; charset=utf-8")


def _extent(iri: str) -> Extent | None:
    """How much the dataset says about an entity; None if its IRI is not a valid one."""
    if not is_absolute_iri(iri):
        return None
    dataset = context.dataset
    try:
        return context.memoize(("extent", iri), lambda: read_extent(dataset, iri))
    except EvaluationError:
        raise
    except QueryError:
        # The engine knows better than we do what may stand in an IRI.
        return None


def _exists(iri: str) -> bool:
    extent = _extent(iri)
    return extent is not None and extent.exists


def _other_iris(wanted: Document) -> list[str]:
    """The IRIs that a client may mean if it has sent one as it is, and not as links have it.

    Then what is percent-encoded in the IRI was decoded on the way, its query came apart, and what looks like a suffix
    or the number of a page belongs to it.
    """
    numbered = [f"{wanted.stem}~{wanted.page}"] if wanted.page > 1 else []
    sent = [iri_at(path, context.names) for path in (wanted.stem, *numbered, present_path())]
    encoded = [form for one in sent for form in (one, percent_encoded(one), iri_to_uri(percent_encoded(one)))]
    with_query = [_with_query(sent[0])] if request.query_string else []
    return [other for other in dict.fromkeys(with_query + encoded) if other != sent[0]]


def _with_query(iri: str) -> str:
    return f"{iri}?{request.query_string.decode('ascii', 'replace')}"


def _is_known(iri: str) -> bool:
    """Whether the dataset says something about an IRI or, if it has no page of its own, mentions it."""
    is_own = not outside(iri)
    return (is_own and lookup.is_described(context.dataset, iri)) or (
        not (is_own and is_answered(iri)) and lookup.is_mentioned(context.dataset, iri)
    )


def _page(extent: Extent, wanted: Document) -> Response:
    dataset = context.dataset
    variables = entity_page(dataset, context.texts, extent, wanted.page)
    entity = cast(EntityDescription, variables["entity"])
    stated = [(statement.link, statement.other) for statement in entity.statements if not statement.inverse]
    return render_page(
        "entity.html",
        **variables,
        summary=plain_text(entity.introduction.sentence) or summary_of(dataset, extent.iri, stated),
        network=wanted.stem.removeprefix("/"),
        networks=NETWORK_FORMATS,
        is_node=LinkReader(dataset).is_node(extent.iri),
        at=wanted.at,
        forms=rdf_document_formats(),
    )


def _rdf(extent: Extent, wanted: Document) -> Response:
    operation, write = (Quads, document_quads_query) if by_suffix(wanted.suffix).graphs else (Query, document_query)
    return respond(operation(write(extent, wanted.page), format=wanted.suffix), kinds=(GRAPH,))


def _beside(wanted: Document, *, last: bool) -> list[tuple[str, str]]:
    """The links to the other formats of a document, and to the pages before and after it."""
    links = alternate_links(wanted)
    if wanted.page > 1:
        links.append((to(wanted.at(wanted.suffix, wanted.page - 1)), 'rel="prev"'))
    if not last:
        links.append((to(wanted.at(wanted.suffix, wanted.page + 1)), 'rel="next"'))
    return links


def _linked(response: AnyResponse, links: Iterable[tuple[str, str]]) -> AnyResponse:
    """A response with links (RFC 8288): their targets and parameters."""
    for target, parameters in links:
        # A header holds URIs (RFC 8288, 3.1), and not every server sends other characters.
        response.headers.add("Link", f"<{iri_to_uri(target)}>; {parameters}")
    return response


def _missing(wanted: Document, what: str) -> Response:
    """Status 404, in the requested format."""
    return not_found_document(wanted.suffix, not_found(what, _REMEDY))


def _looked_up() -> str:
    """The IRI to look up; there must be exactly one."""
    values = request.args.getlist("uri")
    if len(values) != 1:
        what = "The IRI is missing." if not values else "There is more than one IRI."
        raise RequestError(400, Problem("parameter uri", what, "Send one, as in /lookup?uri=https://example.org/a."))
    return absolute_iri(values[0], "parameter uri")
