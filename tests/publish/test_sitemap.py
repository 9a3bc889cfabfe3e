"""The sitemap and the rules for crawlers."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.publish.catalog import sitemap
from kg.publish.questions import Question
from tests.publish.small import BASE, NAMES, small

ELEMENT = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
QUESTION = Question("who", Path("who.rq"), "Who?", (), "ASK {}")


def locations(text: str, element: str) -> list[str]:
    """The addresses of the elements of a file."""
    root = ElementTree.fromstring(text)  # noqa: S314
    return [str(found.findtext(f"{ELEMENT}loc")) for found in root.findall(f"{ELEMENT}{element}")]


@pytest.fixture(scope="module")
def paths() -> list[str]:
    return sitemap.paths(small(), [QUESTION])


@pytest.mark.parametrize(
    "path", ["/", "/def.html", "/things/Person.html", "/questions/who.html", "/id/person/ann.html", "/source/text.html"]
)
def test_pages_are_in_the_sitemap(paths: list[str], path: str) -> None:
    assert path in paths


def test_nothing_is_in_the_sitemap_twice(paths: list[str]) -> None:
    assert len(paths) == len(set(paths))


def test_assertions_are_left_to_the_pages_of_things(paths: list[str]) -> None:
    assert [path for path in paths if path.startswith("/id/assertion/")] == []


def test_addresses_are_below_the_base() -> None:
    assert locations(sitemap.sitemap(["/", "/id/a&b.html"], NAMES), "url") == [BASE, f"{BASE}id/a&b.html"]


def test_more_addresses_than_a_file_may_hold_get_an_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 2)
    found = locations(sitemap.sitemap(["/a", "/b", "/c"], NAMES), "sitemap")
    assert found == [f"{BASE}sitemap-1.xml", f"{BASE}sitemap-2.xml"]


def test_the_files_of_an_index_hold_the_addresses_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST", 2)
    files = [locations(sitemap.sitemap(["/a", "/b", "/c"], NAMES, number), "url") for number in (1, 2)]
    assert files == [[f"{BASE}a", f"{BASE}b"], [f"{BASE}c"]]


def test_crawlers_are_kept_from_the_endpoint_and_told_of_the_sitemap() -> None:
    lines = sitemap.robots(NAMES, served=True).splitlines()
    assert ("Disallow: /sparql" in lines, f"Sitemap: {BASE}sitemap.xml" in lines) == (True, True)


def test_in_a_site_of_files_everything_is_for_crawlers() -> None:
    assert sitemap.robots(NAMES, served=False) == f"User-agent: *\nDisallow:\n\nSitemap: {BASE}sitemap.xml\n"
