"""The lists of entities: by class for people, the search index for scripts, the sitemap for crawlers."""

from flask import Response, request

from kg.model.addresses import Document
from kg.model.classes import ListedClass, listed_classes
from kg.publish.catalog.listing import listing, page_count
from kg.publish.catalog.search_index import search_index
from kg.publish.catalog.sitemap import read_sitemap, robots_txt
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import render_page, text_response
from kg.web.errors import not_found

blueprint = Views("entity_lists", __name__)


@blueprint.reads("/things.html")
def classes_page() -> Response:
    """Every class of entities, with the number of its entities."""
    return render_page("things.html", kinds=listed_classes(context.dataset))


@blueprint.reads("/things/<_>.html")
def class_page(_: str) -> Response:
    """The entities of a class; the further pages have a number, as in ``Person~2.html``."""
    document, dataset = Document.parse(request.path), context.dataset
    kind = _listed_class(document, listed_classes(dataset))
    return render_page("listing.html", listing=listing(dataset, kind, document.page if document else 1))


@blueprint.reads("/search.json")
def search_index_json() -> Response:
    """The names of all entities, in the layout of ``kg.publish.catalog.search_index``."""
    text = context.memoize("search index", lambda: search_index(context.dataset))
    return text_response(text, "application/json")


@blueprint.reads("/sitemap.xml", "/sitemap-<int:number>.xml")
def sitemap_xml(number: int | None = None) -> Response:
    """The addresses of the pages; if they are too many for one file, the index of the files, and each of them."""
    text = read_sitemap(context.dataset, context.questions.values()).file(number)
    if text is None:
        raise not_found("The sitemap has no such part.", "Start at /sitemap.xml.")
    return text_response(text, "application/xml")


@blueprint.public("/robots.txt")
def crawler_rules() -> Response:
    """The rules for crawlers."""
    return text_response(robots_txt(context.names, served=not context.frozen), "text/plain; charset=utf-8")


def _listed_class(document: Document | None, classes: list[ListedClass]) -> ListedClass:
    """The class whose list has the requested page."""
    limits = context.limits.page
    for kind in classes:
        if document and document.stem == f"/things/{kind.key}" and document.page <= page_count(kind, limits):
            return kind
    raise not_found("There is no such list.", "Choose one from /things.html.")
