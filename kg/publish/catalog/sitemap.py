"""The sitemap of a site for crawlers, by the protocol of sitemaps.org: files with a limited number of addresses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from kg.formats import HTML
from kg.model.addresses import page_of
from kg.model.classes import listed_classes
from kg.model.dataset import PublishedDataset
from kg.model.graphs import anywhere
from kg.namespaces import Namespaces
from kg.publish.catalog.listing import page_count
from kg.publish.ontology.modules import read_modules
from kg.publish.questions.question import Question
from kg.sparql.terms import string

_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
_GENERAL = (
    "/",
    *(f"/{name}.{HTML}" for name in ("questions", "explore", "timeline", "organs", "delegates", "people-by-day")),
    *(f"/{name}.{HTML}" for name in ("congresses", "dataset", "things", "def", "changes")),
)


@dataclass(frozen=True)
class Sitemap:
    """The paths of the pages for crawlers, and the number of addresses that a file may have."""

    names: Namespaces
    paths: Sequence[str]
    file_size: int

    def file(self, number: int | None = None) -> str | None:
        """A file by its number, counted from 1, or the one to read first; None if there is no such number.

        The first is the only one or, if there are more, the index of the others. All addresses are below the base.
        """
        files = -(-len(self.paths) // self.file_size)
        if number is None and files > 1:
            return self._xml("sitemapindex", "sitemap", [f"/sitemap-{part}.xml" for part in range(1, files + 1)])
        if number is not None and not (files > 1 and 1 <= number <= files):
            return None
        start = ((number or 1) - 1) * self.file_size
        return self._xml("urlset", "url", self.paths[start : start + self.file_size])

    def _xml(self, root: str, element: str, paths: Iterable[str]) -> str:
        addresses = (escape(self.names.base + path.removeprefix("/")) for path in paths)
        rows = "".join(f"  <{element}><loc>{address}</loc></{element}>\n" for address in addresses)
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SCHEMA}">\n{rows}</{root}>\n'


def read_sitemap(dataset: PublishedDataset, questions: Iterable[Question]) -> Sitemap:
    """The sitemap of a dataset, the general pages first.

    Assertions and inferences are left out: the pages of entities show and link them.
    """
    entities = (page_of(iri, dataset.names) for iri in subject_iris(dataset, statements=False))
    classes = ((cls, page_count(cls, dataset.limits.page)) for cls in listed_classes(dataset))
    paths = (
        *_GENERAL,
        *(cls.page(number) for cls, count in classes for number in range(1, count + 1)),
        *(module.page for module in read_modules(dataset)),
        *(f"/questions/{question.name}.{HTML}" for question in questions),
        *(path for path in entities if path and "#" not in path and path not in _GENERAL),
    )
    return Sitemap(dataset.names, paths, dataset.limits.page.sitemap)


def subject_iris(dataset: PublishedDataset, *, statements: bool = True) -> list[str]:
    """The IRIs below the base that are the subject of a triple, in order, terms of the ontology among them.

    Without ``statements`` the assertions and inferences, by far the most, are left out.
    """
    # MINUS takes two seconds for a million triples, NOT EXISTS minutes.
    reified = "GRAPH ?evidence { ?iri a ?kind } VALUES ?kind { ckg:Assertion ckg:Inference }"
    without = "" if statements else f"MINUS {{ {reified} }}"
    rows = dataset.select_bound(
        f"SELECT ?iri WHERE {{ {{ SELECT DISTINCT ?iri WHERE {{ {anywhere('?iri ?property ?value')} "
        f"FILTER (isIRI(?iri) && STRSTARTS(STR(?iri), {string(dataset.names.base)})) }} }} {without} }}"
    )
    return sorted(iri.value for (iri,) in rows)


def robots_txt(names: Namespaces, *, served: bool) -> str:
    """The rules for crawlers (RFC 9309): all pages are allowed, addresses that evaluate queries are not.

    ``served``: a server answers queries. A site of files allows everything.
    """
    disallowed = ("/sparql", "/query", "/data?", "/lookup", "/export/", "/explore/") if served else ("",)
    rules = "".join(f"Disallow: {path}".rstrip() + "\n" for path in disallowed)
    return f"User-agent: *\n{rules}\nSitemap: {names.base}sitemap.xml\n"
