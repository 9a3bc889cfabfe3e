"""Networks as files: /export/graph.<suffix>, and /export/<path of an entity>.<suffix> for the network around it."""

from __future__ import annotations

from flask import Blueprint, Response, request

from kg.endpoint.endpoint import is_iri
from kg.errors import Problem, RequestError
from kg.model.addresses import iri_at
from kg.protocol.caching import repeatable
from kg.protocol.sparql import Query
from kg.publish.networks import networks
from kg.publish.networks.formats import NETWORK_FORMATS, NetworkFormat, split
from kg.publish.networks.network import Network
from kg.publish.networks.selection import DEEPEST, LARGEST
from kg.web.access import reads
from kg.web.context import context
from kg.web.delivery import first_rows, text_response

blueprint = Blueprint("networks", __name__)

_WHOLE = "graph"


@blueprint.get("/export/<path:file>")
@reads
def network_export(file: str) -> Response:
    """The network of the whole dataset, or around an entity up to the parameter ``depth``."""
    parts = split(file)
    if parts is None:
        suffixes = ", ".join(form.suffix for form in NETWORK_FORMATS)
        what = "The suffix is not that of a network format."
        raise RequestError(404, Problem(request.path, what, f"Use one of {suffixes}."))
    stem, form = parts
    depth = _depth()
    if stem == _WHOLE:
        network = context.memoize("network", lambda: networks.whole(context.dataset))
    else:
        network = _around(stem, depth)
    return _file(network, form, stem.rpartition("/")[2], cacheable=True)


def network_of_query(query: Query, form: NetworkFormat) -> Response:
    """The network of the triples that a query constructs.

    Raises RequestError: 406 for a query of another form, 507 for too many triples; and what ``Endpoint.rows`` raises.
    """
    network = networks.constructed(context.dataset, first_rows(query, LARGEST + 1))
    return _file(network, form, "query", cacheable=repeatable(query.text))


def _around(stem: str, depth: int) -> Network:
    """The network around the entity at a path.

    Raises RequestError with status 404 if there is none.
    """
    iri = iri_at(f"/{stem}", context.names)
    if is_iri(iri) and (network := networks.around(context.dataset, iri, depth)):
        return network
    what = f"The dataset says nothing about {iri}."
    raise RequestError(404, Problem(request.path, what, "Start from the list of entities, /things.html."))


def _depth() -> int:
    value = request.args.get("depth", "1")
    if value in {str(depth) for depth in range(1, DEEPEST + 1)}:
        return int(value)
    what = f"{value!r} is not a valid depth."
    raise RequestError(400, Problem("parameter depth", what, f"Give a number from 1 to {DEEPEST}."))


def _file(network: Network, form: NetworkFormat, name: str, *, cacheable: bool) -> Response:
    filename = f"{name}.{form.suffix}"
    return text_response(form.write(network), form.content_type, filename=filename, cacheable=cacheable)
