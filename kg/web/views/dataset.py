"""The dataset as a whole: its description at /dataset and /.well-known/void, its input files, and its dumps."""

import hashlib

from flask import Response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from kg.formats import GRAPH, HTML, document_suffixes, rdf_document_formats
from kg.model.classes import listed_classes
from kg.protocol.sparql import Query
from kg.publish.catalog.about import (
    DatasetDescription,
    bibtex,
    build_inputs,
    build_inputs_query,
    build_record,
    citation,
    describe_dataset,
    schema_org_dataset,
)
from kg.publish.catalog.metadata import description_query
from kg.publish.catalog.statistics import source_counts, statistics
from kg.publish.networks.formats import NETWORK_FORMATS
from kg.releases.dumps import CHECKSUMS_FILE, DumpFile, dump_files, read_checksums
from kg.releases.releases import content_checksum, dataset_version
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import file_response, render_page, respond
from kg.web.errors import not_found

blueprint = Views("dataset", __name__)


@blueprint.public("/dataset")
def dataset_iri() -> AnyResponse:
    """Redirect from the dataset, which is not a document, to the document about it that the client prefers."""
    suffix = context.preferences.document()
    if suffix == HTML:
        return redirect(url_for("dataset.dataset_page"), 303)
    return redirect(url_for("dataset.dataset_rdf", suffix=suffix), 303)


@blueprint.reads("/dataset.html")
def dataset_page() -> Response:
    """What the dataset is, how to cite and to download it, how large it is, and how it was built."""
    dataset = context.dataset
    description, dumps = dataset_description()
    return render_page(
        "dataset.html",
        about=description,
        dumps=dumps,
        statistics=statistics(dataset),
        sources=source_counts(dataset),
        origin=build_record(dataset),
        kinds={kind.iri: kind for kind in listed_classes(dataset)},
        citation=citation(description),
        bibtex=bibtex(description),
        formats=rdf_document_formats(),
        network_formats=NETWORK_FORMATS,
        schema=schema_org_dataset(description, dumps, context.limits.page),
    )


@blueprint.reads("/dataset.<suffix>")
def dataset_rdf(suffix: str) -> Response:
    """The description of the dataset in RDF, in the format of the suffix."""
    return _rdf_description(_document_suffix(suffix))


@blueprint.reads("/.well-known/void")
def void_description() -> Response:
    """The description at the well-known address (VoID, 7.2)."""
    return _rdf_description(None)


@blueprint.public("/dataset/inputs")
def inputs_iri() -> AnyResponse:
    """Redirect from the collection of input files to the document about it that the client prefers."""
    suffix = context.preferences.document()
    return redirect(url_for("dataset.inputs_document", suffix=suffix), 303)


@blueprint.reads("/dataset/inputs.<suffix>")
def inputs_document(suffix: str) -> Response:
    """The list of the files that the build read, as a page or in RDF."""
    if _document_suffix(suffix) == HTML:
        return render_page("inputs.html", inputs=build_inputs(context.dataset), formats=rdf_document_formats())
    return respond(Query(build_inputs_query(context.names), format=suffix), kinds=(GRAPH,))


@blueprint.public("/dumps", "/dumps/")
def dumps_folder() -> AnyResponse:
    """Redirect from the folder to the list of the dumps."""
    return redirect(url_for("dataset.dataset_page", _anchor="dumps"), 303)


@blueprint.reads("/dumps/<file>")
def dump_file(file: str) -> Response:
    """A dump with its checksum as its entity tag, or the list of the checksums.

    A dump is compressed as such, so the response names no content encoding (RFC 9110, 8.4).
    """
    folder = context.settings.dumps
    checksums = read_checksums(folder)
    try:
        if file in checksums:
            return file_response(folder / file, "application/gzip", checksums[file])
        if file == CHECKSUMS_FILE:
            tag = hashlib.sha256((folder / CHECKSUMS_FILE).read_bytes()).hexdigest()
            return file_response(folder / CHECKSUMS_FILE, "text/plain; charset=utf-8", tag)
    except FileNotFoundError:
        # The folder is being replaced.
        pass
    remedy = f"Choose one from /dumps/{CHECKSUMS_FILE}." if checksums else "The operator makes dumps with kg dump."
    raise not_found("There is no such dump.", remedy)


def dataset_description() -> tuple[DatasetDescription, list[DumpFile]]:
    """What the dataset says about itself, and its dumps."""
    dataset = context.dataset
    version = dataset_version(content_checksum(dataset), context.releases)
    released = next((release.date.isoformat() for release in context.releases if release.version == version), None)
    description = describe_dataset(dataset, version, released)
    return description, dump_files(context.settings.dumps, version)


def _rdf_description(suffix: str | None) -> Response:
    description, dumps = dataset_description()
    query = description_query(context.names, description, dumps, served=not context.frozen)
    return respond(Query(query, format=suffix), kinds=(GRAPH,))


def _document_suffix(suffix: str) -> str:
    """The same suffix, if it is one of documents."""
    if suffix in document_suffixes():
        return suffix
    remedy = f"Request one of {', '.join(document_suffixes())}."
    raise not_found("There is no such format.", remedy)
