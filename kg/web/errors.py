"""The one place where errors become HTTP responses."""

from __future__ import annotations

import json
from collections.abc import Sequence

from flask import Flask, Response, current_app, render_template, request, url_for
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import KgError, Problem, RequestError
from kg.protocol.negotiation import prefers_html, prefers_text
from kg.protocol.problems import Kind, details, kind_of, of_status

_WORDS = {
    404: ("There is nothing at this address.", "Begin at /."),
    405: ("The method is not possible here.", "Use one that the header Allow names."),
    413: ("The request is too large.", "Send less at a time."),
}


def register(app: Flask) -> None:
    """Let an application answer every error: an object for programs, a text, or a page for browsers."""
    app.register_error_handler(KgError, _known)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unknown)


def _known(error: KgError) -> Response:
    kind = kind_of(error)
    if kind.status >= 500:
        current_app.logger.warning("%s %s: %s", request.method, request.path, error)
    problems: Sequence[Problem] = error.problems
    if not isinstance(error, RequestError) and kind.status == 500:
        problems = [Problem(request.path, "The server failed.", "Try again later; the failure is recorded.")]
    return finished(_response(kind, problems), error)


def finished(response: Response, error: KgError) -> Response:
    """The response to an error with its status, and with what caches and clients have to know about it."""
    response.status_code = kind_of(error).status
    response.cache_control.no_store = True
    if isinstance(error, RequestError) and error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _http(error: HTTPException) -> AnyResponse:
    if error.code is None or error.code < 400:
        return error.get_response(request.environ)
    what, remedy = _WORDS.get(error.code, (error.description or "", ""))
    response = _response(of_status(error.code), [Problem(request.path, what, remedy)])
    if isinstance(error, MethodNotAllowed):
        response.allow.update(error.valid_methods or ())
    return response


def _unknown(error: Exception) -> Response:
    current_app.logger.error("%s %s", request.method, request.path, exc_info=error)
    problem = Problem(request.path, "The server failed.", "Try again later; the failure is recorded.")
    return _response(of_status(500), [problem])


def _response(kind: Kind, problems: Sequence[Problem]) -> Response:
    response = Response(*_body(kind, problems))
    response.status_code = kind.status
    response.cache_control.no_store = True
    if kind.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _body(kind: Kind, problems: Sequence[Problem]) -> tuple[str, int, dict[str, str]]:
    accept = request.headers.get("Accept")
    if prefers_html(accept):
        page = render_template("error.html", title=kind.title, problems=problems)
        return page, kind.status, {"Content-Type": "text/html; charset=utf-8"}
    if prefers_text(accept):
        text = "".join(f"{problem}\n" for problem in problems)
        return text, kind.status, {"Content-Type": "text/plain; charset=utf-8"}
    members = details(kind, problems, url_for("pages.problems", _external=True))
    return json.dumps(members, ensure_ascii=False) + "\n", kind.status, {"Content-Type": "application/problem+json"}
