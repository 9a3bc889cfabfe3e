"""The references of a page: what it leads to within the site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import urljoin

# Templates escape every quotation mark that is not of an attribute, so no text is taken for one.
_ATTRIBUTE = re.compile(r'\s(?:href|src|action)="([^"]*)"')
_LOCATION = re.compile("<loc>([^<]*)</loc>")
_LINK = re.compile("<([^>]*)>")
# Stands for wherever the site is served; RFC 2606 keeps the name free.
_SITE = "http://site.invalid"


def references(page: str, path: str) -> set[str]:
    """Where the attributes of an HTML page at a path lead within the site: paths with their query and fragment."""
    return _within(map(unescape, _ATTRIBUTE.findall(page)), path)


def linked(header: str, path: str) -> set[str]:
    """Where the Link header (RFC 8288) of the document at a path leads within the site."""
    return _within(_LINK.findall(header), path)


def listed(sitemap: str, base: str) -> set[str]:
    """The paths of what a sitemap (sitemaps.org, protocol 0.9) lists below a base IRI."""
    return {unescape(found).removeprefix(base.rstrip("/")) for found in _LOCATION.findall(sitemap)}


def _within(found: Iterable[str], path: str) -> set[str]:
    targets = (urljoin(_SITE + path, reference) for reference in found)
    return {target.removeprefix(_SITE) for target in targets if target.startswith(f"{_SITE}/")}
