"""The explorer: /explore.html, the network that it draws, and the parts that it asks for where that is not whole."""

from __future__ import annotations

import re

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kg.endpoint.endpoint import is_iri
from kg.errors import Problem, RequestError
from kg.protocol.access_tokens import READ
from kg.publish.catalog.lookup import is_described
from kg.publish.explorer.document import network_document, overview_document
from kg.publish.explorer.overview import overview
from kg.publish.explorer.path import path
from kg.publish.explorer.surroundings import surroundings
from kg.publish.networks.formats import NETWORK_FORMATS
from kg.publish.networks.selection import GROUPS
from kg.web import context, delivery

blueprint = Blueprint("explorer", __name__)

_JSON = "application/json"
_LAST_PAGE = 10_000


@blueprint.get("/explore")
def plain() -> AnyResponse:
    """The address without a suffix leads to the page."""
    return redirect(url_for("explorer.page"), 301)


@blueprint.get("/explore.html")
def page() -> Response:
    """The page in which the script draws the network."""
    context.current().require(READ)
    return delivery.page(render_template("explore.html", forms=NETWORK_FORMATS))


@blueprint.get("/explore.json")
def whole() -> Response:
    """The overview of the dataset, as ``overview_document`` lays it out."""
    here = context.current()
    here.require(READ)
    with here.turn():
        text = here.recall("explorer", lambda: overview_document(here.dataset, overview(here.dataset)))
    return delivery.page(text, _JSON)


@blueprint.get("/explore/around.json")
def around() -> Response:
    """A page of the neighbours of a ``thing``, of a ``group`` if one is named, as ``network_document`` lays it out."""
    here = context.current()
    here.require(READ)
    group = request.args.get("group")
    if group is not None and group not in GROUPS:
        raise RequestError(400, Problem("parameter group", f"{group!r} is no group.", f"Give one of {_or(GROUPS)}."))
    with here.turn():
        found = surroundings(here.dataset, _thing("thing"), group, _number("page"))
        text = network_document(here.dataset, found.network, more=found.more)
    return delivery.page(text, _JSON)


@blueprint.get("/explore/path.json")
def joined() -> Response:
    """A shortest path ``from`` a thing ``to`` another, as ``network_document`` lays it out.

    The repeatable parameter ``without`` names relations, such as ``def#before``, that do not count.
    """
    here = context.current()
    here.require(READ)
    without = [here.dataset.names.base + one for one in request.args.getlist("without")]
    with here.turn():
        text = network_document(here.dataset, path(here.dataset, _thing("from"), _thing("to"), without))
    return delivery.page(text, _JSON)


def _thing(name: str) -> str:
    """The IRI of a thing of the dataset, of which a parameter has the path below the base."""
    here, given = context.current(), request.args.get(name, "")
    iri = here.dataset.names.base + given
    if iri.startswith(here.dataset.names.things) and is_iri(iri) and is_described(here.dataset, iri):
        return iri
    what = f"The dataset knows no {given!r}."
    raise RequestError(404, Problem(f"parameter {name}", what, "Give one of those in /search.json."))


def _number(name: str) -> int:
    given = request.args.get(name, "1")
    if re.fullmatch(r"[1-9][0-9]{0,4}", given) and int(given) <= _LAST_PAGE:
        return int(given)
    what = f"{given!r} is no page."
    raise RequestError(400, Problem(f"parameter {name}", what, f"Give a number from 1 to {_LAST_PAGE}."))


def _or(values: tuple[str, ...]) -> str:
    return f"{', '.join(values[:-1])} or {values[-1]}"
