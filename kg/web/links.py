"""Links of pages. They are relative, so that the same page is right wherever the site is served."""

from typing import Any

from flask import request, url_for

from kg.formats import document_formats
from kg.model import addresses
from kg.model.addresses import Document
from kg.model.evidence import EvidenceSummary
from kg.web.context import context


def to(path: str) -> str:
    """A link from the page of the present request to a path of the site."""
    return addresses.relative(path, request.path)


def href(iri: str) -> str:
    """A link to the page about an IRI if it lies below the base, else to the IRI itself."""
    path = addresses.page_of(iri, context.names)
    return iri if path is None else to(path)


def followed(iri: str) -> bool:
    """Whether browsers can follow an IRI as a web address."""
    return iri.startswith(("http://", "https://"))


def outside(iri: str) -> bool:
    """Whether an IRI leads away from the site."""
    return not iri.startswith(context.names.base)


def alternate_links(document: Document) -> list[tuple[str, str]]:
    """The links (RFC 8288) to a document in each of its formats: their targets and parameters."""
    return [(to(document.at(form.suffix)), f'rel="alternate"; type="{form.media_type}"') for form in document_formats()]


def _url_for(endpoint: str, **values: Any) -> str:
    """The address of an endpoint as a relative link, or with ``_external`` as a whole one."""
    address = url_for(endpoint, **values)
    return address if values.get("_external") else to(address.removeprefix(request.script_root))


def _status_name(support: EvidenceSummary) -> str:
    """The short name of a status, which is the style of its mark."""
    return support.status_name(context.names)


# The functions that templates call.
TEMPLATE_FUNCTIONS = {
    "url_for": _url_for, "href": href, "followed": followed, "outside": outside, "to": to, "status_name": _status_name,
}  # fmt: skip
