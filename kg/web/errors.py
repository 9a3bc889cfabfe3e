"""The one place where errors become HTTP responses."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from flask import Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import KgError, Problem, QueryError, RequestError
from kg.publish.negotiation import prefers_html

_WORDS = {
    404: ("There is nothing at this address.", "Begin at /."),
    405: ("The method is not possible here.", "Use one that the header Allow names."),
    413: ("The request is too large.", "Send at most 1 MiB."),
}


def register(app: Flask) -> None:
    """Let an application answer every error with a text for clients or a page for browsers."""
    app.register_error_handler(KgError, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unknown)


def status_of(error: KgError) -> int:
    """The HTTP status for one of our errors; one that is no fault of the client's is a 500."""
    if isinstance(error, RequestError):
        return error.status
    return 400 if isinstance(error, QueryError) else 500


def _known(error: KgError) -> Response:
    return _response(status_of(error), error.problems)


def _http(error: HTTPException) -> AnyResponse:
    if error.code is None or error.code < 400:
        return error.get_response(request.environ)
    what, remedy = _WORDS.get(error.code, (error.description or "", ""))
    response = _response(error.code, [Problem(request.path, what, remedy)])
    if isinstance(error, MethodNotAllowed):
        response.allow.update(error.valid_methods or ())
    return response


def _unknown(error: Exception) -> Response:
    current_app.logger.error("%s %s", request.method, request.path, exc_info=error)
    return _response(500, [Problem(request.path, "The server failed.", "Try again later; the failure is recorded.")])


def _response(status: int, problems: Sequence[Problem]) -> Response:
    if prefers_html(request.headers.get("Accept")):
        page = render_template("error.html", title=HTTPStatus(status).phrase, problems=problems)
        return Response(page, status, content_type="text/html; charset=utf-8")
    text = "".join(f"{problem}\n" for problem in problems)
    return Response(text, status, content_type="text/plain; charset=utf-8")
