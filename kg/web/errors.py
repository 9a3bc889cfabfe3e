"""Error responses: the one place where errors become HTTP."""

import json
from collections.abc import Sequence

from flask import Flask, Response, current_app, render_template, request, url_for
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response as AnyResponse

from kg.errors import DatasetError, KgError, Problem, RequestError
from kg.faults import fault
from kg.formats import HTML, by_suffix
from kg.gateway.sparql_requests import is_host
from kg.protocol.problems import ProblemType, problem_details, problem_type, type_of_status
from kg.publish.entities.document import empty_document
from kg.web.context import context
from kg.web.suggestions import suggested_pages

_MESSAGES = {
    404: ("No page has this address.", "Start from the home page."),
    405: ("The method is not allowed here.", "See the Allow header for the supported methods."),
    413: ("The request is too large.", "Send less at a time."),
}


def register_errors(app: Flask) -> None:
    """Have an application answer every error: with an object for programs, a text, or a page for browsers."""
    app.register_error_handler(KgError, _own_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected_error)


def with_status(response: Response, error: KgError) -> Response:
    """The response to an error, with its status and the headers for caches and clients."""
    response.status_code = problem_type(error).status
    response.cache_control.no_store = True
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, RequestError | DatasetError) and error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def not_found(what: str, remedy: str) -> RequestError:
    """The error for an address at which there is nothing."""
    return RequestError(404, Problem(request.path, what, remedy))


def not_found_document(suffix: str, error: RequestError) -> Response:
    """The response to an error 404 as a page or, for a suffix of RDF, as a document without triples."""
    if suffix == HTML:
        pages = suggested_pages(request.path)
        body = render_template("error.html", title="Not found", problems=error.problems, pages=pages)
    else:
        body = empty_document(suffix, str(error))
    return with_status(Response(body, content_type=f"{by_suffix(suffix).media_type}; charset=utf-8"), error)


def _own_error(error: KgError) -> Response:
    kind = problem_type(error)
    is_for_client = kind.status < 500 or isinstance(error, RequestError)
    if kind.status >= 500:
        current_app.logger.warning("%s %s: %s", request.method, request.path, " ".join(map(str, error.problems)))
    return with_status(_response(kind, error.problems if is_for_client else [_without_details(kind)]), error)


def _http_error(error: HTTPException) -> AnyResponse:
    if error.code is None or error.code < 400:
        return error.get_response(request.environ)
    what, remedy = _MESSAGES.get(error.code, (error.description or "", ""))
    response = _response(type_of_status(error.code), [Problem(request.path, what, remedy)])
    if isinstance(error, MethodNotAllowed):
        response.allow.update(error.valid_methods or ())
    return response


def _unexpected_error(error: Exception) -> Response:
    if isinstance(error, OSError):
        return _own_error(fault(error))
    current_app.logger.error("%s %s", request.method, request.path, exc_info=error)
    kind = type_of_status(500)
    return _response(kind, [_without_details(kind)])


def _without_details(kind: ProblemType) -> Problem:
    """What a client may know of a fault: the log has what only the operator can use."""
    return Problem(request.path, f"{kind.title}.", f"{kind.words} Try again later.")


def _response(kind: ProblemType, problems: Sequence[Problem]) -> Response:
    """The response in the format that the client prefers."""
    preferences = context.preferences
    # A page, and the address of another one, need a host.
    has_host = is_host(request.environ.get("HTTP_HOST", ""))
    if preferences.prefers_html() and has_host:
        pages = suggested_pages(request.path) if kind.status == 404 else []
        body = render_template("error.html", title=kind.title, problems=problems, pages=pages)
        content_type = "text/html; charset=utf-8"
    elif preferences.prefers_text():
        body, content_type = "".join(f"{problem}\n" for problem in problems), "text/plain; charset=utf-8"
    else:
        page = "operations.problems_page"
        explained = url_for(page, _external=True) if has_host else current_app.url_map.bind("").build(page)
        members = problem_details(kind, problems, explained)
        body, content_type = json.dumps(members, ensure_ascii=False) + "\n", "application/problem+json"
    response = Response(body, kind.status, content_type=content_type)
    response.cache_control.no_store = True
    return response
