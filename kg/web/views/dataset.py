"""The dataset as a whole: /dataset for people and programs, and /.well-known/void for who only knows the host."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import Problem, RequestError
from kg.formats import GRAPH, HTML, document_suffixes, rdf_document_formats
from kg.model.classes import listed_classes
from kg.protocol import negotiation
from kg.protocol.access_tokens import READ
from kg.protocol.sparql import Query
from kg.publish.catalog.about import DatasetDescription, bibtex, citation, describe_dataset, schema_org_dataset
from kg.publish.catalog.build import build_record
from kg.publish.catalog.distributions import Distribution, distributions
from kg.publish.catalog.metadata import description_query
from kg.publish.catalog.statistics import source_counts, statistics
from kg.publish.networks.formats import NETWORK_FORMATS
from kg.releases.releases import content_checksum, dataset_version
from kg.web import context, delivery

blueprint = Blueprint("dataset", __name__)


@blueprint.get("/dataset")
def dataset() -> AnyResponse:
    """The dataset is no document: its address leads to one in the format that the client likes best."""
    return see_other()


@blueprint.get("/dataset.html")
def page() -> Response:
    """What the dataset is, how to cite it and to get it, how large it is and how it was made."""
    here = context.current()
    here.require(READ)
    with here.turn():
        told, dumps = described()
        figures, found = statistics(here.dataset), source_counts(here.dataset)
        made, listed = build_record(here.dataset), {kind.iri: kind for kind in listed_classes(here.dataset)}
    text = render_template(
        "dataset.html",
        about=told,
        dumps=dumps,
        statistics=figures,
        sources=found,
        origin=made,
        kinds=listed,
        citation=citation(told),
        bibtex=bibtex(told),
        formats=rdf_document_formats(),
        network_formats=NETWORK_FORMATS,
        schema=schema_org_dataset(told, dumps, here.dataset.limits.page),
    )
    return delivery.page(text)


@blueprint.get("/dataset.<suffix>")
def document(suffix: str) -> Response:
    """The description of the dataset in RDF, in the format that the suffix names."""
    if suffix not in (suffixes := document_suffixes()):
        known = ", ".join(suffixes)
        raise RequestError(404, Problem(request.path, "There is no such format.", f"Ask for one of {known}."))
    return _description(suffix)


@blueprint.get("/.well-known/void")
def well_known() -> Response:
    """The description at the address that is registered for it (VoID, 7.2)."""
    return _description(None)


def see_other() -> AnyResponse:
    """A redirection from the dataset, which is no document, to the one about it that the client likes best."""
    suffix = negotiation.choose_document(request.headers.get("Accept"))
    return redirect(url_for("dataset.page") if suffix == HTML else url_for("dataset.document", suffix=suffix), 303)


def described() -> tuple[DatasetDescription, list[Distribution]]:
    """What the dataset says of itself, and the dumps of it; to be asked within a turn."""
    here = context.current()
    version = dataset_version(content_checksum(here.dataset), here.releases)
    released = next((release.date.isoformat() for release in here.releases if release.version == version), None)
    return describe_dataset(here.dataset, version, released), distributions(
        here.settings.dumps, version, here.dataset.names
    )


def _description(suffix: str | None) -> Response:
    here = context.current()
    here.require(READ)
    with here.turn():
        told, dumps = described()
    query = description_query(here.dataset.names, told, dumps, served=not here.frozen)
    return delivery.deliver(Query(query, format=suffix), keep=True, kinds=(GRAPH,))
