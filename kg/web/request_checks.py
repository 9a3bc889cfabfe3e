"""What every request has to fulfil before a view sees it, whichever server has received it."""

from flask import request

from kg.errors import Problem, RequestError
from kg.gateway.sparql_requests import is_host
from kg.http.request_size import require_size
from kg.http.wsgi import request_context
from kg.protocol.percent_encoding import REPLACED, not_utf8, require_utf8
from kg.web.context import context


def check_request() -> None:
    """Refuse an invalid request, and bound its body, which other servers than ``kg serve`` pass on unread.

    Raises RequestError: 400 for a Host header that names none and for what is not UTF-8, 414 and 431 for an address and
    headers that are too large, 415 for a compressed body.
    """
    if refusal := request_context(request.environ).refusal:
        if isinstance(refusal, RequestError) and refusal.status == 413:
            # A body may be larger with a token.
            context.note_token()
        raise refusal
    if not is_host(request.environ.get("HTTP_HOST", "")):
        raise RequestError(400, Problem("Host", "Invalid Host header.", "Send the host name of this server."))
    address = len(request.environ.get("PATH_INFO", "")) + len(request.query_string)
    require_size(address, request.headers, context.limits.request)
    _require_utf8()
    if request.content_encoding:
        raise RequestError(415, Problem("body", "Compressed bodies are not supported.", "Send it uncompressed."))
    request.max_content_length = context.body_limit(request.headers.get("Authorization"))


def _require_utf8() -> None:
    # Werkzeug and granian have put a character in the place of each byte that is none of a character.
    if REPLACED in request.path:
        raise not_utf8(f"path {request.path}")
    require_utf8(request.query_string.decode("utf-8", "surrogateescape"), "parameter")
