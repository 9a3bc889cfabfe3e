"""The releases: /changes.html for people, /changes.atom for feed readers, /changes/<version>.rdfp for programs."""

from flask import Response, render_template

from kg.publish.catalog.about import describe_dataset
from kg.releases.difference import RDF_PATCH_MEDIA_TYPE
from kg.releases.releases import content_checksum, dataset_version
from kg.web.access import Views
from kg.web.context import context
from kg.web.delivery import render_page, text_response
from kg.web.errors import not_found

blueprint = Views("releases", __name__)


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
