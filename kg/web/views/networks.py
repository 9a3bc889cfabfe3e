"""The networks: the explorer at /explore.html with what it loads, and networks as files at /export/<name>.<suffix>."""

from flask import Response, request

from kg.errors import Problem, RequestError
from kg.model.addresses import iri_at
from kg.model.dataset import memoized
from kg.protocol.numbers import number_from_one
from kg.protocol.sparql import Query
from kg.publish.catalog.lookup import is_described
from kg.publish.explorer.document import network_document, overview_document
from kg.publish.explorer.overview import overview
from kg.publish.explorer.parts import neighbour_page, shortest_path
from kg.publish.networks.assembly import dataset_network, entity_network, query_network
from kg.publish.networks.formats import NETWORK_FORMATS, NetworkFormat, split_suffix
from kg.publish.networks.network import Network, read_node_groups
from kg.sparql.terms import is_absolute_iri
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import first_rows, render_page, text_response
from kg.web.errors import not_found
from kg.web.parameters import parameter

blueprint = Views("networks", __name__)

_JSON = "application/json"
# The name of the file with the network of the whole dataset.
_WHOLE = "graph"


@blueprint.reads("/explore.html")
def explorer_page() -> Response:
    """The page in which the script draws the network."""
    return render_page("explore.html", forms=NETWORK_FORMATS)


@blueprint.reads("/explore.json")
def overview_json() -> Response:
    """The overview of the dataset, in the layout of ``overview_document``."""
    dataset = context.dataset
    text = context.memoize("explorer", lambda: overview_document(dataset, overview(dataset)))
    return text_response(text, _JSON)


@blueprint.reads("/explore/around.json")
def neighbours_json() -> Response:
    """A page of the neighbours of a ``thing``, of one ``group`` if given, in the layout of ``network_document``."""
    dataset, name = context.dataset, parameter("group") if "group" in request.args else None
    groups = [group.name for group in read_node_groups(dataset)]
    if name is not None and name not in groups:
        what = f"{name!r} is not a valid group."
        raise RequestError(400, Problem("parameter group", what, f"Give one of {', '.join(groups)}."))
    part = neighbour_page(dataset, _entity("thing"), name, _number("page", context.limits.network.pages))
    return text_response(network_document(dataset, part.network, more=part.more), _JSON)


@blueprint.reads("/explore/path.json")
def path_json() -> Response:
    """A shortest path ``from`` an entity ``to`` another, in the layout of ``network_document``.

    The repeatable parameter ``without`` names relations to leave out, such as ``def#before``.
    """
    dataset = context.dataset
    without = [iri_at(f"/{relation}", context.names) for relation in request.args.getlist("without")]
    network = shortest_path(dataset, _entity("from"), _entity("to"), without)
    return text_response(network_document(dataset, network), _JSON)


@blueprint.reads("/export/<path:file>")
def network_export(file: str) -> Response:
    """The network of the whole dataset, or around an entity up to the parameter ``depth``."""
    parts = split_suffix(file)
    if parts is None:
        suffixes = ", ".join(form.suffix for form in NETWORK_FORMATS)
        raise not_found("The suffix is not that of a network format.", f"Use one of {suffixes}.")
    stem, form = parts
    depth = _number("depth", context.limits.network.depth)
    if stem == _WHOLE:
        network = memoized(dataset_network)(context.dataset)
    else:
        network = _network_around(context.names.base + stem, depth)
    return _file(network, form, stem.rpartition("/")[2], cacheable=True)


def network_of_query(query: Query, form: NetworkFormat) -> Response:
    """The network of the triples that a query constructs.

    Raises RequestError: 406 for a query of another form, 507 for too many triples; and what ``Endpoint.rows`` raises.
    """
    answer = first_rows(query, context.limits.network.statements + 1)
    network = query_network(context.dataset, answer)
    return _file(network, form, "query", cacheable=query.sparql.is_repeatable(context.limits.query.searched))


def _entity(name: str) -> str:
    """The IRI of an entity of the dataset, whose path below the base a parameter gives."""
    value = parameter(name)
    iri = iri_at(f"/{value}", context.names)
    if iri.startswith(context.names.things) and is_absolute_iri(iri) and is_described(context.dataset, iri):
        return iri
    what = f"The dataset has no entity {value!r}."
    raise RequestError(404, Problem(f"parameter {name}", what, "Choose one from /search.json."))


def _network_around(iri: str, depth: int) -> Network:
    if is_absolute_iri(iri) and (network := entity_network(context.dataset, iri, depth)):
        return network
    raise not_found(f"The dataset says nothing about {iri}.", "Start from the list of entities, /things.html.")


def _number(name: str, last: int) -> int:
    """A number from 1 on that a parameter gives; 1 without it."""
    value = parameter(name, "1")
    if number := number_from_one(value, last):
        return number
    what = f"{value!r} is not a valid {name}."
    raise RequestError(400, Problem(f"parameter {name}", what, f"Give a number from 1 to {last}."))


def _file(network: Network, form: NetworkFormat, name: str, *, cacheable: bool) -> Response:
    filename = f"{name}.{form.suffix}"
    return text_response(form.write(network), form.content_type, filename=filename, cacheable=cacheable)
