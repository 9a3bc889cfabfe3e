"""Headers of every response."""

from kg.http.wsgi import Headers

# What a page may load and do (Content Security Policy, level 3).
_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "style-src": "'self'",
    # Scripts draw pictures of what they have made themselves, which only this origin can name.
    "img-src": "'self' blob:",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def content_security_policy(**more: str) -> str:
    """The policy of all pages, with directives that allow ``more``: ``style_src="data:"`` adds to ``style-src``."""
    added = {name.replace("_", "-"): sources for name, sources in more.items()}
    return "; ".join(f"{name} {sources} {added.get(name, '')}".rstrip() for name, sources in _POLICY.items())


def meta_policy() -> str:
    """The policy of pages as an element of them, which cannot say who may frame them (CSP, level 3, 3.3)."""
    return "; ".join(f"{name} {sources}" for name, sources in _POLICY.items() if name != "frame-ancestors")


# No response depends on a cookie, so pages of any origin may read the responses to their own requests (Fetch, CORS).
RESPONSE_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Location, Retry-After",
    "Content-Security-Policy": content_security_policy(),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

# What decides about the form of a response besides its address (RFC 9110, 12.5.5).
VARY = ("Accept", "Accept-Encoding")


def complete(headers: Headers, size: int) -> Headers:
    """The headers of a response with a body of ``size`` bytes, with those that every response has."""
    return [*headers, ("Content-Length", str(size)), ("Vary", ", ".join(VARY)), *RESPONSE_HEADERS.items()]
