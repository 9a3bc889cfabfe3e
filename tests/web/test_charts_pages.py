"""The pages of the charts: on a dataset without any of it, on the fictional congress, and on the project's own."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from dataclasses import replace
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient

from kg.config import Settings
from kg.publish.charts.facts import chart_query
from kg.web.app import create_app
from kg.web.context import context_of
from tests.conftest import NAMES
from tests.nonempty import nonempty
from tests.web.conftest import Keys, fetch, running
from tests.web.test_entity_lists import links
from tests.web.test_pages import Reader, page, status

PAGES = ("/timeline.html", "/organs.html", "/delegates.html")
FILES = ("/delegates/lantern-party-sector.svg", "/delegates/lantern-party-sector.csv")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("path", PAGES)
def test_the_address_without_a_suffix_redirects_to_the_page(client: FlaskClient, path: str) -> None:
    response = fetch(client, path.removesuffix(".html"), 301)
    assert response.location == path


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/timeline.html", "no events or messages"),
        ("/organs.html", "no organs or posts"),
        ("/delegates.html", "no counts of people at congresses"),
    ],
)
def test_a_page_without_data_explains_that(client: FlaskClient, path: str, words: str) -> None:
    assert words in page(client, path)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("served", ["fictional", "project"])
def test_no_link_within_the_site_is_broken(served: str, path: str, request: pytest.FixtureRequest) -> None:
    asked: FlaskClient = request.getfixturevalue(served)
    reader = Reader(page(asked, path))
    # What the navigation leads to is not all here.
    menu = set(Reader(page(asked, "/problems")).values("a", "href"))
    local = {urljoin(path, one) for one in set(reader.values("a", "href")) - menu if not urlsplit(one).scheme}
    # Of the many links of the project a sample, since tests/site requests every page.
    sample = nonempty(sorted(local))[:: 10 if served == "project" else 1]
    assert [link for link in sample if status(asked, link) != 200] == []


@pytest.mark.parametrize("path", PAGES)
def test_links_within_a_page_have_targets(project: FlaskClient, path: str) -> None:
    text = page(project, path)
    places = {element["id"] for _, element in Reader(text).elements if element.get("id")}
    fragments = {urlsplit(link).fragment for link in links(text, path) if link.startswith(f"{path}#")}
    assert set(nonempty(fragments)) - places == set()


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_well_formed_and_have_no_inline_script_or_style(project: FlaskClient, path: str) -> None:
    reader = Reader(page(project, path))
    inline = [one for tag, attributes in reader.elements for one in attributes if one == "style" or tag == "script"]
    assert (reader.open, inline) == ([], [])


@pytest.mark.parametrize("path", PAGES)
def test_the_query_behind_a_page_is_one_click_away(project: FlaskClient, path: str) -> None:
    name = path[1:].removesuffix(".html")
    queries = [parse_qs(urlsplit(one).query).get("query") for one in links(page(project, path), path) if "?" in one]
    assert queries == [[chart_query(name, NAMES)]]


@pytest.mark.parametrize("path", PAGES)
def test_the_query_runs_at_the_endpoint(project: FlaskClient, path: str) -> None:
    query = chart_query(path[1:].removesuffix(".html"), NAMES)
    response = fetch(project, "/sparql", query_string={"query": query}, headers={"Accept": "text/csv"})
    assert response.text.count("\n") > 20


@pytest.mark.parametrize("path", PAGES)
def test_marks_link_the_evidence_of_a_statement(project: FlaskClient, path: str) -> None:
    found = [
        urljoin(path, attributes["href"] or "")
        for tag, attributes in Reader(page(project, path)).elements
        if tag == "a" and (attributes.get("class") or "").startswith("mark")
    ]
    assert (len(found) > 10, [one for one in found if not one.startswith(("/id/assertion/", "/id/inference/"))]) == (
        True,
        [],
    )


@pytest.mark.parametrize("path", PAGES)
def test_a_frozen_page_offers_nothing_that_needs_a_server(lantern: Settings, path: str) -> None:
    app = create_app(lantern, frozen=True)
    found = links(page(app.test_client(), path), path)
    context_of(app).close()
    assert [one for one in nonempty(found) if "?" in unquote(one)] == []


def test_the_timeline_of_the_fictional_congress_has_its_days_without_dates(fictional: FlaskClient) -> None:
    text = page(fictional, "/timeline.html")
    assert ("2 to 4 May 1931" in text, "own date not stated" in text) == (True, True)


def test_a_permanent_organ_with_an_elected_term_is_not_said_to_be_without_election(fictional: FlaskClient) -> None:
    text = page(fictional, "/organs.html")
    organ, term = (text.index(f'href="./id/organ/{key}.html"') for key in ("lantern-council", "lantern-council-2"))
    assert "The source says nothing about its election." not in text[organ:term]


def test_the_organs_of_the_fictional_congress_are_shown_with_their_gap(fictional: FlaskClient) -> None:
    found = links(page(fictional, "/organs.html"), "/organs.html")
    assert {"/id/organ/lantern-council-3.html", "/id/gap/lantern-council-3-members.html"} <= found


def test_the_numbers_link_their_own_pages(fictional: FlaskClient) -> None:
    assert "/id/statistic/lantern-3-chandlers.html" in links(page(fictional, "/delegates.html"), "/delegates.html")


def test_the_drawing_and_the_table_are_files(fictional: FlaskClient) -> None:
    assert set(FILES) <= links(page(fictional, "/delegates.html"), "/delegates.html")


def test_the_drawing_is_svg_with_a_title_and_its_own_colours(fictional: FlaskClient) -> None:
    response = fictional.get(FILES[0])
    drawing = ET.fromstring(response.data)  # noqa: S314
    colours = {bar.get("fill") for bar in drawing.iter(f"{SVG}rect")}
    assert (response.mimetype, drawing.findtext(f"{SVG}title"), None in colours) == (
        "image/svg+xml",
        "Lantern Party of Ostmark Isle: sector",
        False,
    )


def test_the_table_has_the_numbers(fictional: FlaskClient) -> None:
    response = fictional.get(FILES[1])
    rows = csv.DictReader(io.StringIO(response.text))
    counts = [(row["category"], row["value"]) for row in rows if row["measure"] == "count"]
    assert (response.mimetype, counts) == ("text/csv", [("Lamplighters", "35"), ("Chandlers", "25")])


@pytest.mark.parametrize("suffix", ["svg", "csv"])
def test_an_unknown_chart_is_not_found(fictional: FlaskClient, suffix: str) -> None:
    fetch(fictional, f"/delegates/nothing.{suffix}", 404)


def test_the_charts_of_a_private_dataset_need_a_token(lantern: Settings, keys: Keys) -> None:
    with running(replace(lantern, private=True, tokens=keys.path)) as app:
        found = {app.test_client().get(path).status_code for path in (*PAGES, *FILES)}
    assert found == {401}
