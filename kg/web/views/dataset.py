"""The dataset as a whole: the home page, its description, its input files, its dumps and its releases."""

import hashlib

from flask import Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kg.formats import GRAPH, HTML, document_suffixes, rdf_document_formats
from kg.model.addresses import iri_at
from kg.model.classes import listed_classes
from kg.model.dataset import memoized
from kg.model.display import read_display
from kg.model.statements import read_extent
from kg.protocol.sparql import Query
from kg.publish.answer_table import Cell
from kg.publish.catalog.about import (
    build_inputs,
    build_inputs_query,
    build_record,
    describe_dataset,
    schema_org_dataset,
)
from kg.publish.catalog.metadata import description_query
from kg.publish.catalog.statistics import entity_counts, source_counts, statistics, status_counts
from kg.publish.charts.timeline import read_timeline
from kg.publish.entities.entity import describe_entity
from kg.publish.networks.formats import NETWORK_FORMATS
from kg.releases.difference import RDF_PATCH_MEDIA_TYPE
from kg.releases.dumps import CHECKSUMS_FILE, read_checksums
from kg.releases.releases import content_checksum, dataset_version
from kg.search.entries import SearchEntry
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import file_response, render_page, respond, text_response
from kg.web.description import served_citation, served_description, served_dumps
from kg.web.errors import not_found
from kg.web.views.questions import front_page

blueprint = Views("dataset", __name__)


@blueprint.reads("/")
def home_page() -> AnyResponse:
    """What the dataset is, how its evidence works, a form for queries, and the questions.

    The address is the dataset's own IRI, so programs that prefer RDF are redirected to its description.
    """
    if context.preferences.prefers_rdf():
        return dataset_iri()
    about, timeline = served_description(), memoized(read_timeline)(context.dataset)
    return render_page(
        "home.html",
        front=front_page(),
        questions=len(context.questions),
        days=[(section, section.leading) for section in timeline.sections if section.is_day],
        dated=timeline.labels.text,
        beginnings=context.memoize("beginnings", _beginnings),
        title=about.title,
        description=about.description,
        sources=source_counts(context.dataset),
        counts=entity_counts(context.dataset),
        schema=schema_org_dataset(about, served_dumps(about), context.limits.page),
    )


@blueprint.public("/dataset")
def dataset_iri() -> AnyResponse:
    """Redirect from the dataset, which is not a document, to the document about it that the client prefers."""
    return redirect(url_for("dataset.dataset_rdf", suffix=context.preferences.document()), 303)


@blueprint.reads("/dataset.html")
def dataset_page() -> Response:
    """What the dataset is, how to cite and to download it, how large it is, and how it was built."""
    dataset = context.dataset
    description = served_description()
    dumps = served_dumps(description)
    return render_page(
        "dataset.html",
        about=description,
        dumps=dumps,
        statistics=statistics(dataset),
        sources=source_counts(dataset),
        origin=build_record(dataset),
        kinds={kind.iri: kind for kind in listed_classes(dataset)},
        numbers={kind.key: kind.number for kind in listed_classes(dataset)},
        statuses=status_counts(dataset),
        citation=served_citation(),
        formats=rdf_document_formats(),
        network_formats=NETWORK_FORMATS,
        schema=schema_org_dataset(description, dumps, context.limits.page),
    )


@blueprint.reads("/dataset.<suffix>", "/.well-known/void")
def dataset_rdf(suffix: str | None = None) -> Response:
    """The description of the dataset in RDF, in the format of the suffix, or at its well-known address (VoID, 7.2)."""
    description = served_description()
    dumps = served_dumps(description)
    query = description_query(context.names, description, dumps, served=not context.frozen)
    return respond(Query(query, format=suffix and _document_suffix(suffix)), kinds=(GRAPH,))


@blueprint.public("/dataset/inputs")
def inputs_iri() -> AnyResponse:
    """Redirect from the collection of input files to the document about it that the client prefers."""
    return redirect(url_for("dataset.inputs_document", suffix=context.preferences.document()), 303)


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


@blueprint.reads("/changes.html")
def releases_page() -> Response:
    """The version that is served, and the releases, the newest first."""
    checksum = content_checksum(context.dataset)
    return render_page(
        "changes.html",
        version=dataset_version(checksum, context.releases),
        content=checksum,
        releases=context.releases,
        writable=context.settings.writable,
    )


@blueprint.reads("/changes.atom")
def releases_feed() -> Response:
    """The releases as a feed (RFC 4287); its addresses are below the dataset's base, wherever a copy of it lies.

    A feed needs the time of its last change (4.1.1), so there is none before the first release.
    """
    releases, dataset = context.releases, context.dataset
    if not releases:
        raise not_found("There is no release yet.", "Come back later.")
    description = describe_dataset(dataset, dataset_version(content_checksum(dataset), releases))
    text = render_template("changes.atom", about=description, releases=releases)
    return text_response(text, "application/atom+xml; charset=utf-8")


@blueprint.reads("/changes/<version>.rdfp")
def release_patch(version: str) -> Response:
    """What a release has changed, as RDF Patch."""
    for release in context.releases:
        if release.version == version and release.patch:
            return text_response(release.patch.read_text(encoding="utf-8"), RDF_PATCH_MEDIA_TYPE)
    raise not_found("There is no such patch.", "Choose one from /changes.html.")


@blueprint.public("/changes", "/delegates", "/explore", "/organs", "/questions", "/things", "/timeline")
def page_redirect() -> AnyResponse:
    """Redirect to the page from its address without a suffix."""
    return redirect(f"{request.script_root}{request.path}.{HTML}", 301)


def _beginnings() -> list[tuple[SearchEntry, list[Cell]]]:
    """An entity of each class to begin with, and the sentence with which its page begins."""
    dataset, names = context.dataset, context.names
    display = read_display(dataset)
    entries = (context.search.first(cls.removeprefix(names.terms)) for cls in display.terms("beginnings"))
    return [
        (
            entry,
            describe_entity(dataset, display, read_extent(dataset, iri_at(entry.path, names)), 1).introduction.sentence,
        )
        for entry in entries
        if entry
    ]


def _document_suffix(suffix: str) -> str:
    """The same suffix, if it is one of documents."""
    if suffix in document_suffixes():
        return suffix
    remedy = f"Request one of {', '.join(document_suffixes())}."
    raise not_found("There is no such format.", remedy)
