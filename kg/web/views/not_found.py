"""What who asks for a document about nothing gets: status 404, in the format that was asked for."""

from __future__ import annotations

from flask import Response, render_template

from kg.errors import RequestError
from kg.formats import HTML, by_name
from kg.publish.entities.not_found import absent
from kg.web import errors


def missing(suffix: str, error: RequestError) -> Response:
    """The response to an error as a page, or as an RDF document without triples, as a suffix asks."""
    if suffix == HTML:
        body = render_template("error.html", title="There is nothing here", problems=error.problems)
    else:
        body = absent(suffix, str(error))
    return errors.finished(Response(body, content_type=f"{by_name(suffix).media_type}; charset=utf-8"), error)
