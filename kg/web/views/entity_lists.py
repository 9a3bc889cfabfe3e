"""The things of the dataset: lists of them by class, and the index by which a search finds them."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import Problem, RequestError
from kg.limits import PageLimits
from kg.model.addresses import Document
from kg.model.classes import ListedClass, listed_classes
from kg.protocol.access_tokens import READ
from kg.publish.catalog.listing import listing, page_count
from kg.publish.catalog.search_index import search_index
from kg.web import context, delivery

blueprint = Blueprint("things", __name__)


@blueprint.get("/things")
def plain() -> AnyResponse:
    """The address without a suffix leads to the page."""
    return redirect(url_for("things.overview"), 301)


@blueprint.get("/things.html")
def overview() -> Response:
    """Every class of things, with the number of its things."""
    here = context.current()
    here.require(READ)
    with here.turn():
        found = listed_classes(here.dataset)
    return delivery.page(render_template("things.html", kinds=found))


@blueprint.get("/things/<_>.html")
def members(_: str) -> Response:
    """The things of a class, so many on a page; the further pages have a number, as in ``Person~2.html``."""
    here = context.current()
    here.require(READ)
    asked = Document.parse(request.path)
    with here.turn():
        kind = _listed(asked, listed_classes(here.dataset), here.dataset.limits.page)
        shown = listing(here.dataset, kind, asked.page if asked else 1)
    return delivery.page(render_template("listing.html", listing=shown))


@blueprint.get("/search.json")
def search() -> Response:
    """The names of all things, as ``kg.publish.catalog.search_index`` lays them out."""
    here = context.current()
    here.require(READ)
    with here.turn():
        text = here.recall("search", lambda: search_index(here.dataset))
    return delivery.page(text, "application/json")


def _listed(asked: Document | None, found: list[ListedClass], limits: PageLimits) -> ListedClass:
    """The class whose list has the page that is asked for.

    Raises RequestError with status 404 if there is none.
    """
    for kind in found:
        if asked and asked.stem == f"/things/{kind.key}" and asked.page <= page_count(kind, limits):
            return kind
    raise RequestError(404, Problem(request.path, "There is no such list of things.", "Choose one from /things.html."))
