"""Link extraction: where pages, Link headers and sitemaps lead within the site."""

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urljoin

# Templates escape every quotation mark in a text, so no text is taken for an attribute.
_ATTRIBUTE = re.compile(r'\s(?:href|src|action)="([^"]*)"')
_LOCATION = re.compile("<loc>([^<]*)</loc>")
_LINK = re.compile("<([^>]*)>")
# Stands for wherever the site is served; RFC 2606 keeps the name free.
_SITE = "http://site.invalid"


def page_links(page: str, path: str) -> set[str]:
    """The targets within the site of an HTML page at a path: paths with their query and fragment."""
    return _within(map(unescape, _ATTRIBUTE.findall(page)), path)


def header_links(header: str, path: str) -> set[str]:
    """The targets within the site of the Link header (RFC 8288) of the document at a path."""
    return _within(_LINK.findall(header), path)


def sitemap_links(sitemap: str, base: str) -> set[str]:
    """The paths that a sitemap (sitemaps.org, protocol 0.9) lists below a base IRI."""
    return {unescape(location).removeprefix(base.rstrip("/")) for location in _LOCATION.findall(sitemap)}


def _within(references: Iterable[str], path: str) -> set[str]:
    targets = (urljoin(_SITE + path, reference) for reference in references)
    return {target.removeprefix(_SITE) for target in targets if target.startswith(f"{_SITE}/")}
