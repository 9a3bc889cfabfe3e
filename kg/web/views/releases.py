"""The releases: /changes.html for people, /changes.atom for feed readers, /changes/<version>.rdfp with what changed."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import Problem, RequestError
from kg.protocol.access_tokens import READ
from kg.publish.catalog.about import describe_dataset
from kg.releases.rdf_patch import RDF_PATCH_MEDIA_TYPE
from kg.releases.releases import content_checksum, dataset_version
from kg.web import context, delivery

blueprint = Blueprint("changes", __name__)


@blueprint.get("/changes")
def plain() -> AnyResponse:
    """The address without a suffix leads to the page."""
    return redirect(url_for("changes.page"), 301)


@blueprint.get("/changes.html")
def page() -> Response:
    """Which version is served, and the releases, the newest first."""
    here = context.current()
    here.require(READ)
    with here.turn():
        content = content_checksum(here.dataset)
    version = dataset_version(content, here.releases)
    text = render_template(
        "changes.html", version=version, content=content, releases=here.releases, writable=here.settings.writable
    )
    return delivery.page(text)


@blueprint.get("/changes.atom")
def feed() -> Response:
    """The releases as a feed (RFC 4287); its addresses are below the dataset's base, wherever a copy of it lies.

    A feed needs a time of its last change (4.1.1), so there is none before the first release.
    """
    here = context.current()
    here.require(READ)
    if not here.releases:
        raise RequestError(404, Problem(request.path, "There is no release yet.", "Come back later."))
    with here.turn():
        known = describe_dataset(here.dataset, dataset_version(content_checksum(here.dataset), here.releases))
    text = render_template("changes.atom", about=known, releases=here.releases)
    return delivery.page(text, "application/atom+xml; charset=utf-8")


@blueprint.get("/changes/<version>.rdfp")
def patch(version: str) -> Response:
    """What a release has changed, as RDF Patch."""
    here = context.current()
    here.require(READ)
    for release in here.releases:
        if release.version == version and release.patch:
            return delivery.page(release.patch.read_text(encoding="utf-8"), RDF_PATCH_MEDIA_TYPE)
    raise RequestError(404, Problem(request.path, "There is no such patch.", "Choose one from the list at /changes."))
