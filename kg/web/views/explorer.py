"""The explorer: /explore.html, the network that it draws, and the parts that it loads of a larger one."""

from __future__ import annotations

import re

from flask import Blueprint, Response, request

from kg.endpoint.endpoint import is_iri
from kg.errors import Problem, RequestError
from kg.publish.catalog.lookup import is_described
from kg.publish.explorer.document import network_document, overview_document
from kg.publish.explorer.overview import overview
from kg.publish.explorer.path import path
from kg.publish.explorer.surroundings import surroundings
from kg.publish.networks.formats import NETWORK_FORMATS
from kg.publish.networks.selection import GROUPS
from kg.web.access import reads
from kg.web.context import context
from kg.web.delivery import render_page, text_response

blueprint = Blueprint("explorer", __name__)

_JSON = "application/json"


@blueprint.get("/explore.html")
@reads
def explorer_page() -> Response:
    """The page in which the script draws the network."""
    return render_page("explore.html", forms=NETWORK_FORMATS)


@blueprint.get("/explore.json")
@reads
def overview_json() -> Response:
    """The overview of the dataset, in the layout of ``overview_document``."""
    dataset = context.dataset
    text = context.memoize("explorer", lambda: overview_document(dataset, overview(dataset)))
    return text_response(text, _JSON)


@blueprint.get("/explore/around.json")
@reads
def neighbours_json() -> Response:
    """A page of the neighbours of a ``thing``, of one ``group`` if given, in the layout of ``network_document``."""
    group = request.args.get("group")
    if group is not None and group not in GROUPS:
        what, remedy = f"{group!r} is not a valid group.", f"Give one of {', '.join(GROUPS[:-1])} or {GROUPS[-1]}."
        raise RequestError(400, Problem("parameter group", what, remedy))
    neighbours = surroundings(context.dataset, _entity("thing"), group, _page_number("page"))
    return text_response(network_document(context.dataset, neighbours.network, more=neighbours.more), _JSON)


@blueprint.get("/explore/path.json")
@reads
def path_json() -> Response:
    """A shortest path ``from`` an entity ``to`` another, in the layout of ``network_document``.

    The repeatable parameter ``without`` names relations to leave out, such as ``def#before``.
    """
    dataset = context.dataset
    without = [context.names.base + relation for relation in request.args.getlist("without")]
    return text_response(network_document(dataset, path(dataset, _entity("from"), _entity("to"), without)), _JSON)


def _entity(parameter: str) -> str:
    """The IRI of an entity of the dataset, whose path below the base a parameter gives."""
    value = request.args.get(parameter, "")
    iri = context.names.base + value
    if iri.startswith(context.names.things) and is_iri(iri) and is_described(context.dataset, iri):
        return iri
    what = f"The dataset has no entity {value!r}."
    raise RequestError(404, Problem(f"parameter {parameter}", what, "Choose one from /search.json."))


def _page_number(parameter: str) -> int:
    value, last = request.args.get(parameter, "1"), context.limits.network.pages
    if re.fullmatch(r"[1-9][0-9]{0,8}", value) and int(value) <= last:
        return int(value)
    what = f"{value!r} is not a valid page number."
    raise RequestError(400, Problem(f"parameter {parameter}", what, f"Give a number from 1 to {last}."))
