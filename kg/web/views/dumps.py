"""The dumps: /dumps/<file>, as they lie in their folder."""

from __future__ import annotations

import hashlib

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import Problem, RequestError
from kg.protocol.access_tokens import READ
from kg.releases.dumps import CHECKSUMS_FILE, read_checksums
from kg.web import context, delivery

blueprint = Blueprint("dumps", __name__)


@blueprint.get("/dumps")
@blueprint.get("/dumps/")
def folder() -> AnyResponse:
    """The folder leads to the list of the dumps."""
    return redirect(url_for("dataset.page", _anchor="dumps"), 303)


@blueprint.get("/dumps/<file>")
def dump(file: str) -> Response:
    """A dump as a file for download, its checksum being its entity tag; or the list of the checksums.

    The files are compressed as such, so no content encoding is told (RFC 9110, 8.4).
    """
    here = context.current()
    here.require(READ)
    folder = here.settings.dumps
    sums = read_checksums(folder)
    try:
        if file in sums:
            return delivery.file(folder / file, "application/gzip", sums[file])
        if file == CHECKSUMS_FILE:
            tag = hashlib.sha256((folder / CHECKSUMS_FILE).read_bytes()).hexdigest()
            return delivery.file(folder / CHECKSUMS_FILE, "text/plain; charset=utf-8", tag)
    except FileNotFoundError:
        # The folder is being replaced.
        pass
    remedy = f"Choose one that /dumps/{CHECKSUMS_FILE} names." if sums else "The operator makes dumps with kg dump."
    raise RequestError(404, Problem(request.path, "There is no such dump.", remedy))
