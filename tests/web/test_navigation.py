"""The header of all pages: the name of the site, the search and the navigation."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient

from kg.web.navigation import NAVIGATION
from tests.nonempty import nonempty
from tests.web.conftest import fetch
from tests.web.test_pages import Reader, page, status

# The words at which readers stumbled who know neither the field nor the project.
JARGON = {"explore", "organs", "entities", "ontology", "query", "sparql", "things"}


def current(text: str, path: str) -> list[str]:
    """The addresses that a page marks as those of the present section."""
    links = [attributes for tag, attributes in Reader(text).elements if tag == "a"]
    return [urljoin(path, link["href"] or "") for link in links if link.get("aria-current")]


def test_the_navigation_has_at_most_seven_sections_in_plain_words() -> None:
    words = {word.lower() for section in NAVIGATION for word in section.name.split()}
    assert len(NAVIGATION) <= 7
    assert words & JARGON == set()


@pytest.mark.parametrize("section", NAVIGATION, ids=lambda section: section.name)
def test_each_section_leads_to_a_page_that_marks_it(client: FlaskClient, section) -> None:  # type: ignore[no-untyped-def]
    assert current(page(client, section.path), section.path) == [section.path]


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("/questions/who.html", "/questions.html"),
        ("/questions.html?contains=who", "/questions.html"),
        ("/things/Passage.html", "/things.html"),
        ("/id/person/ann.html", "/things.html"),
        ("/source/text.html", "/things.html"),
        ("/delegates.html", "/things/Person.html"),
        ("/people-by-day.html", "/things/Person.html"),
        ("/congresses.html", "/things.html"),
        ("/sparql", "/dataset.html"),
        ("/query", "/dataset.html"),
        ("/def.html", "/dataset.html"),
        ("/changes.html", "/dataset.html"),
        ("/problems", "/dataset.html"),
    ],
)
def test_a_page_marks_the_section_that_it_belongs_to(client: FlaskClient, path: str, section: str) -> None:
    assert current(page(client, path), path) == [section]


@pytest.mark.parametrize("path", ["/", "/search.html"])
def test_a_page_of_no_section_marks_none(client: FlaskClient, path: str) -> None:
    assert current(page(client, path), path) == []


def test_a_page_about_an_error_marks_the_section_in_which_it_occurred(client: FlaskClient) -> None:
    path = "/questions/none.html"
    assert current(page(client, path, 404), path) == ["/questions.html"]


def test_the_name_of_the_site_is_the_title_of_the_dataset(client: FlaskClient) -> None:
    assert "<span>Tiny graph</span></a>" in page(client, "/timeline.html")


@pytest.mark.parametrize("path", ["/", "/id/person/ann.html", "/sparql", "/problems"])
def test_every_page_has_a_search_that_needs_no_script(client: FlaskClient, path: str) -> None:
    elements = Reader(page(client, path)).elements
    form = next(attributes for tag, attributes in elements if tag == "form" and attributes.get("role") == "search")
    field = next(attributes for tag, attributes in elements if tag == "input" and attributes.get("name") == "q")
    assert (urljoin(path, form["action"] or ""), form["method"]) == ("/search.html", "get")
    assert field["id"] in Reader(page(client, path)).values("label", "for")


def test_the_button_for_the_menu_opens_the_navigation(client: FlaskClient) -> None:
    reader = Reader(page(client, "/"))
    (opened,) = reader.values("button", "popovertarget")
    (navigation,) = [attributes for tag, attributes in reader.elements if tag == "nav" and "popover" in attributes]
    assert navigation["id"] == opened


@pytest.mark.parametrize("path", ["/dataset.html", "/timeline.html"])
def test_ontology_and_workbench_are_one_click_away(client: FlaskClient, path: str) -> None:
    text = fetch(client, path, headers={"Accept": "text/html"}).text
    tag = "main" if path == "/dataset.html" else "footer"
    part = re.findall(rf"<{tag}[ >].*</{tag}>", text, re.DOTALL)[0].rpartition(f"<{tag}")[2]
    links = {urljoin(path, link) for link in nonempty(Reader(f"<{tag}{part}").values("a", "href"))}
    assert {"/def.html", "/sparql"} <= links


def test_the_lists_lead_to_the_overviews(client: FlaskClient) -> None:
    links = [urljoin("/things.html", link) for link in Reader(page(client, "/things.html")).values("a", "href")]
    assert [
        path
        for path in ("/delegates.html", "/organs.html", "/people-by-day.html", "/congresses.html")
        if status(client, path) != 200 or path not in links
    ] == []
