"""Links of pages. They are relative, so that the same page is right wherever the site is served."""

import re
from typing import Any
from urllib.parse import quote, unquote

from flask import current_app, request, url_for
from markupsafe import Markup

from kg.formats import document_formats
from kg.model import addresses
from kg.model.addresses import Document
from kg.model.evidence import EvidenceSummary
from kg.web.context import context

# The only schemes of links that come from data.
_FOLLOWED = re.compile(r"https?://[^\s\x00-\x1f\x7f]+\Z|mailto:[^\s\x00-\x1f\x7f]+\Z", re.I)
# The path of a page or file as a text names it, at the end of a sentence too.
_PAGE = re.compile(r"(?<![\w/:.])(/[\w/-]+\.\w+)")


def to(path: str) -> str:
    """A link from the page of the present request to a path of the site."""
    return addresses.relative(path, present_path())


def present_path() -> str:
    """The path of the present request, as it is written in an address."""
    return addresses.written(request.path)


def href(iri: str) -> str:
    """A link to the page about an IRI if it lies below the base, else to the IRI itself if browsers can follow it.

    To others leads what the dataset says about them; a script, say, is never run. Files have no such page, and stay.
    """
    if outside(iri) and followed(iri):
        return iri
    page = addresses.page_of(iri, context.names)
    # A site of files is to report a link to a page that there is not.
    if page and (context.frozen or is_answered(iri)):
        return to(page)
    return "#main" if context.frozen else to("/lookup?uri=" + quote(iri, safe=""))


def is_answered(iri: str) -> bool:
    """Whether an IRI below the base has a page of its own; what the dataset says about others is looked up."""
    page = addresses.page_of(iri, context.names)
    path = unquote(page.partition("#")[0]) if page else ""
    # Most are such, and all rules take long to go through.
    is_usual = path.startswith(("/id/", "/source/", "/graph/", "/def."))
    return is_usual or (path != "" and current_app.url_map.bind("").test(path))


def followed(iri: str) -> bool:
    """Whether browsers can follow an IRI as a web address or as one of mail, and never run it."""
    return _FOLLOWED.match(iri) is not None


def outside(iri: str) -> bool:
    """Whether an IRI leads away from the site."""
    return not iri.startswith(context.names.base)


def shared_address(canonical: str | None) -> str:
    """The whole address by which others share a page: its canonical path, or else its path with its query."""
    root = request.root_url.rstrip("/")
    # What is percent-encoded already stays as it is.
    path = quote(canonical or present_path(), safe="%/:")
    if canonical or not request.query_string:
        return root + path
    return f"{root}{path}?{quote(request.query_string, safe='%=&+;,/:?@!$*~')}"


def alternate_links(document: Document) -> list[tuple[str, str]]:
    """The links (RFC 8288) to a document in each of its formats: their targets and parameters."""
    return [(to(document.at(form.suffix)), f'rel="alternate"; type="{form.media_type}"') for form in document_formats()]


def _url_for(endpoint: str, **values: Any) -> str:
    """The address of an endpoint as a relative link, or with ``_external`` as a whole one."""
    address = url_for(endpoint, **values)
    return address if values.get("_external") else to(address.removeprefix(request.script_root))


def _page_at(path: str) -> str:
    """A link to the page about what has a path."""
    return to(addresses.page_at(path, context.names))


def _status_name(support: EvidenceSummary) -> str:
    """The short name of a status, which is the style of its mark."""
    return support.status_name(context.names)


def _with_links(text: str) -> Markup:
    """A text in which the paths of pages are links."""
    parts = _PAGE.split(text)
    links = Markup('<a href="{}">{}</a>')
    return Markup("").join(links.format(to(part), part) if at % 2 else part for at, part in enumerate(parts))


# The functions that templates call.
TEMPLATE_FUNCTIONS = {
    "url_for": _url_for, "href": href, "followed": followed, "outside": outside, "page_at": _page_at, "to": to,
    "status_name": _status_name, "shared_address": shared_address, "present_path": present_path,
    "with_links": _with_links,
}  # fmt: skip
