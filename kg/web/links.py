"""The links of pages: relative ones, so that the same page is right wherever the site is served."""

from __future__ import annotations

from typing import Any

from flask import Flask, request, url_for

from kg.model import addresses
from kg.web import context


def register(app: Flask) -> None:
    """Give the templates of an application the functions that make links."""
    app.jinja_env.globals.update(url_for=_url_for, href=href, followed=followed, outside=outside, to=to)


def to(path: str) -> str:
    """A link from the page of the present request to a path of the site."""
    return addresses.relative(path, request.path)


def href(iri: str) -> str:
    """A link to the page about an IRI if it lies below the base, else to the IRI itself."""
    path = addresses.page_of(iri, context.current().dataset.names)
    return iri if path is None else to(path)


def followed(iri: str) -> bool:
    """Whether an IRI is one that browsers follow as the address of a page."""
    return iri.startswith(("http://", "https://"))


def outside(iri: str) -> bool:
    """Whether an IRI leads away from the site."""
    return not iri.startswith(context.current().dataset.names.base)


def _url_for(endpoint: str, **values: Any) -> str:
    """What Flask gives for an endpoint, as a relative link unless ``_external`` is asked for."""
    found = url_for(endpoint, **values)
    return found if values.get("_external") else to(found.removeprefix(request.script_root))
