"""Where documents are found, and what leads to them."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from kg.formats import document_suffixes, rdf_document_formats
from kg.model.addresses import Document, iri_at, page_of, path_of, relative
from tests.publish.written import BASE, NAMES

RDF_SUFFIXES = [form.suffix for form in rdf_document_formats()]

STEMS = ["/id/person/x", "/id/person/a.b", "/id/person/a~b", "/source/text/p-1", "/graph/ontology", "/def"]
PATHS = [
    "/",
    "/def.html",
    "/things.html",
    "/things/Person.html",
    "/id/person/x.html",
    "/id/person/x~2.ttl",
    "/id/person/y:z.html",
    "/source/text/section/lead.html",
    "/id/person/x.html#group-1",
    "/def.html#Person",
    "/questions/who.csv",
]


@pytest.mark.parametrize("suffix", document_suffixes())
@pytest.mark.parametrize("page", [1, 2, 9, 10, 11, 99, 100, 1234567])
@pytest.mark.parametrize("stem", STEMS)
def test_the_path_of_a_document_leads_back_to_it(stem: str, page: int, suffix: str) -> None:
    document = Document(stem, suffix, page)
    assert Document.parse(document.path) == document


def test_the_first_page_has_no_number() -> None:
    assert Document("/id/person/x", "html").path == "/id/person/x.html"


def test_further_pages_have_a_number() -> None:
    assert Document("/id/person/x", "ttl", 2).path == "/id/person/x~2.ttl"


@pytest.mark.parametrize("number", ["0", "1", "01", "02", "-2", "x", "", "12345678"])
def test_other_numbers_belong_to_the_name(number: str) -> None:
    assert Document.parse(f"/id/person/x~{number}.html") == Document(f"/id/person/x~{number}", "html")


@pytest.mark.parametrize(
    "path", ["/id/person/x", "/id/person/x.png", "/id/person/x.html/", "/id/x.HTML", "/id/x\n.ttl"]
)
def test_a_path_without_the_suffix_of_a_format_is_not_a_document(path: str) -> None:
    assert Document.parse(path) is None


def test_only_the_last_suffix_counts() -> None:
    assert Document.parse("/id/person/x.ttl.html") == Document("/id/person/x.ttl", "html")


@pytest.mark.parametrize(
    ("suffix", "page", "path"),
    [("ttl", None, "/id/x~3.ttl"), ("html", 1, "/id/x.html"), ("html", 4, "/id/x~4.html")],
)
def test_other_formats_and_pages_of_a_document(suffix: str, page: int | None, path: str) -> None:
    assert Document("/id/x", "html", 3).at(suffix, page) == path


def test_turtle_is_the_default_of_rdf_documents() -> None:
    assert RDF_SUFFIXES[0] == "ttl"


@pytest.mark.parametrize("path", ["/", "/id/person/x", "/source/text/p-1", "/def", "/def#Person"])
def test_the_iri_at_a_path_is_answered_there(path: str) -> None:
    assert path_of(iri_at(path, NAMES), NAMES) == path


@pytest.mark.parametrize("iri", ["https://example.org/other/x", "http://example.org/kg/id/x", "urn:x", BASE[:-1]])
def test_an_iri_outside_the_base_has_no_path(iri: str) -> None:
    assert (path_of(iri, NAMES), page_of(iri, NAMES)) == (None, None)


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        ("", "/dataset.html"),
        ("id/person/x", "/id/person/x.html"),
        ("def", "/def.html"),
        ("def#Person", "/def.html#Person"),
        ("dataset#build", "/dataset.html#build"),
        ("source/text/p-1", "/source/text/p-1.html"),
    ],
)
def test_every_iri_below_the_base_has_a_page(iri: str, path: str) -> None:
    assert page_of(BASE + iri, NAMES) == path


@pytest.mark.parametrize("mount", ["", "/kg"])
@pytest.mark.parametrize("current", [path for path in PATHS if "#" not in path])
@pytest.mark.parametrize("target", PATHS)
def test_a_relative_link_leads_to_its_target_wherever_the_site_is(target: str, current: str, mount: str) -> None:
    here = f"https://example.org{mount}{current}"
    assert urljoin(here, relative(target, current)) == f"https://example.org{mount}{target}"


def test_a_fragment_of_the_same_page_is_linked_without_a_path() -> None:
    assert relative("/def.html#Person", "/def.html") == "#Person"
