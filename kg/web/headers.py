"""The headers that every response carries."""

from __future__ import annotations

from flask import Flask, Response

# What a page may load and do (Content Security Policy, level 3).
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def policy(**more: str) -> str:
    """The policy of all pages, with directives that allow ``more``: ``img_src="data:"`` adds to ``img-src``."""
    added = {name.replace("_", "-"): sources for name, sources in more.items()}
    return "; ".join(f"{name} {sources} {added.get(name, '')}".rstrip() for name, sources in _POLICY.items())


# No response depends on a cookie, so the pages of any origin may read what their own requests get (Fetch, CORS).
ALWAYS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Location, Retry-After",
    "Content-Security-Policy": policy(),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def register(app: Flask) -> None:
    """Add the headers to the responses of an application."""
    app.after_request(_add)


def _add(response: Response) -> Response:
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    response.vary.update(("Accept", "Accept-Encoding"))
    return response
