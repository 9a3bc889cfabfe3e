"""Preflight requests: what browsers ask before scripts of other sites send more than a plain GET (Fetch, CORS)."""

import re

from flask import Response, request

from kg.web.context import context

# Those of the protocols, which old browsers want to see named.
_HEADERS = ("Accept", "Authorization", "Content-Type", "If-Match", "If-None-Match")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# No response depends on them, and no site may send them for its visitors.
_CREDENTIALS = frozenset({"cookie", "cookie2", "proxy-authorization", "set-cookie"})


def allow_requests(response: Response) -> Response:
    """The response to OPTIONS with the methods and headers that scripts of other sites may use.

    A header that the server does not know does no harm, so every name that a browser asks for is repeated. Scripts may
    send a token that they have, but never the credentials of their visitors: those are not allowed.
    """
    if request.method != "OPTIONS" or response.status_code != 200:
        return response
    response.status_code = 204
    del response.headers["Content-Type"]
    response.cache_control.no_store = True
    response.headers["Access-Control-Allow-Methods"] = ", ".join(sorted(response.allow))
    response.headers["Access-Control-Allow-Headers"] = ", ".join((*_HEADERS, *_requested_headers()))
    response.headers["Access-Control-Max-Age"] = str(context.limits.cache.preflight_seconds)
    response.vary.add("Access-Control-Request-Headers")
    return response


def _requested_headers() -> list[str]:
    """The names of headers that a browser asks for, besides those that are named anyway."""
    limits = context.limits.request
    asked = request.headers.get("Access-Control-Request-Headers", "")[: limits.accept_characters].split(",")
    names = dict.fromkeys(name.strip() for name in asked[: limits.accept_ranges])
    others = _CREDENTIALS | {name.lower() for name in _HEADERS}
    return [
        name
        for name in names
        if _TOKEN.fullmatch(name) and len(name) <= limits.name_characters and name.lower() not in others
    ]
