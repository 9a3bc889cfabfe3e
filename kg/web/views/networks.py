"""Networks as files: /export/graph.<suffix>, and /export/<path of a thing>.<suffix> for what is around it."""

from __future__ import annotations

from flask import Blueprint, Response, request

from kg.endpoint.endpoint import is_iri
from kg.errors import Problem, RequestError
from kg.model.addresses import iri_at
from kg.protocol.access_tokens import READ
from kg.protocol.caching import repeatable
from kg.protocol.sparql import Query
from kg.publish.networks import networks
from kg.publish.networks.formats import NETWORK_FORMATS, NetworkFormat, split
from kg.publish.networks.network import Network
from kg.publish.networks.selection import DEEPEST, LARGEST
from kg.web import context, delivery

blueprint = Blueprint("exports", __name__)

_WHOLE = "graph"


@blueprint.get("/export/<path:asked>")
def export(asked: str) -> Response:
    """The network of the whole dataset, or around a thing, whose size the parameter ``depth`` tells."""
    here = context.current()
    here.require(READ)
    found = split(asked)
    if found is None:
        suffixes = ", ".join(form.suffix for form in NETWORK_FORMATS)
        raise RequestError(404, Problem(request.path, "It names no format of networks.", f"End it in {suffixes}."))
    stem, form = found
    depth = _depth()
    with here.turn():
        network = (
            here.recall("network", lambda: networks.whole(here.dataset)) if stem == _WHOLE else _around(stem, depth)
        )
    return _file(network, form, stem.rpartition("/")[2], keep=True)


def constructed(query: Query, form: NetworkFormat) -> Response:
    """The network of the triples that a query makes.

    Raises RequestError: 406 for a query of another kind, 507 for too many triples; and what ``Endpoint.rows`` raises.
    """
    here = context.current()
    answer = here.rows(query, LARGEST + 1)
    with here.turn():
        network = networks.constructed(here.dataset, answer)
    return _file(network, form, "query", keep=repeatable(query.text))


def _around(stem: str, depth: int) -> Network:
    """The network around what is answered at a path; raises RequestError with status 404 if nothing is."""
    dataset = context.current().dataset
    iri = iri_at(f"/{stem}", dataset.names)
    if is_iri(iri) and (network := networks.around(dataset, iri, depth)):
        return network
    what = f"The dataset says nothing about {iri}."
    raise RequestError(404, Problem(request.path, what, "Begin at the list of things, /things.html."))


def _depth() -> int:
    given = request.args.get("depth", "1")
    if given in {str(depth) for depth in range(1, DEEPEST + 1)}:
        return int(given)
    raise RequestError(
        400, Problem("parameter depth", f"{given!r} is no depth.", f"Give a number from 1 to {DEEPEST}.")
    )


def _file(network: Network, form: NetworkFormat, name: str, *, keep: bool) -> Response:
    response = delivery.page(form.write(network), form.content_type, keep=keep)
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}.{form.suffix}")
    return response
