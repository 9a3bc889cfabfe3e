"""The sitemap of a site for crawlers, after the protocol of sitemaps.org: files of at most 50,000 addresses each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from kg.formats import HTML
from kg.model.addresses import page_of
from kg.model.classes import kinds
from kg.model.dataset import PublishedDataset
from kg.namespaces import Namespaces
from kg.publish.catalog.inventory import iris
from kg.publish.catalog.listing import pages
from kg.publish.questions import Question

MOST = 50_000

_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
_FIRST = (
    "/",
    *(f"/{name}.{HTML}" for name in ("explore", "timeline", "organs", "delegates")),
    *(f"/{name}.{HTML}" for name in ("dataset", "things", "def", "changes")),
)


def paths(dataset: PublishedDataset, questions: Iterable[Question]) -> list[str]:
    """The paths of the pages that a crawler should know, the general ones first.

    The assertions and inferences are left out: the pages of things tell what they tell, and link to them.
    """
    things = (page_of(iri, dataset.names) for iri in iris(dataset, statements=False))
    return [
        *_FIRST,
        *(kind.page(number) for kind in kinds(dataset) for number in range(1, pages(kind) + 1)),
        *(f"/questions/{question.name}.{HTML}" for question in questions),
        *(path for path in things if path and "#" not in path and path not in _FIRST),
    ]


def count(found: Sequence[str]) -> int:
    """How many files the addresses take."""
    return -(-len(found) // MOST)


def sitemap(found: Sequence[str], names: Namespaces, number: int | None = None) -> str:
    """A file of the sitemap: the one of a number, counted from 1, or the first to be asked for.

    That is the only one, or the index of the others. All addresses are below the base.
    """
    if number is None and count(found) > 1:
        files = [f"/sitemap-{one}.xml" for one in range(1, count(found) + 1)]
        return _document("sitemapindex", "sitemap", files, names)
    begin = ((number or 1) - 1) * MOST
    return _document("urlset", "url", found[begin : begin + MOST], names)


def robots(names: Namespaces, *, served: bool) -> str:
    """The rules for crawlers (RFC 9309): every page is for them, and what makes a program evaluate is not.

    ``served`` tells that there is such a program; in files everything is for crawlers.
    """
    refused = ("/sparql", "/query", "/data?", "/lookup", "/export/", "/explore/") if served else ("",)
    rules = "".join(f"Disallow: {path}".rstrip() + "\n" for path in refused)
    return f"User-agent: *\n{rules}\nSitemap: {names.base}sitemap.xml\n"


def _document(root: str, element: str, found: Iterable[str], names: Namespaces) -> str:
    rows = "".join(
        f"  <{element}><loc>{escape(names.base + path.removeprefix('/'))}</loc></{element}>\n" for path in found
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SCHEMA}">\n{rows}</{root}>\n'
