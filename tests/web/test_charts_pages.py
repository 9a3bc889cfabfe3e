"""The pages of the charts: on a dataset without any of it, on the fictional congress, and on the project's own."""

from __future__ import annotations

import csv
import io
import re
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
CHARTS = ("/timeline", "/organs", "/delegates/lantern-party-sector")
FILES = tuple(f"{path}.{suffix}" for path in CHARTS for suffix in ("svg", "csv"))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("path", PAGES)
def test_the_address_without_a_suffix_redirects_to_the_page(client: FlaskClient, path: str) -> None:
    response = fetch(client, path.removesuffix(".html"), 301)
    assert response.location == path


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/timeline.html", "no events or messages"),
        ("/organs.html", "no bodies or posts"),
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
    inline = [
        tag
        for tag, attributes in reader.elements
        if "style" in attributes or (tag == "script" and "src" not in attributes)
    ]
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


def test_bodies_of_which_no_election_is_reported_stand_apart_from_those_elected(project: FlaskClient) -> None:
    text = page(project, "/organs.html")
    places = [text.index(f">{words}<") for words in ("Electing body not stated", "Other bodies mentioned")]
    assert places[0] < text.index(">by whom is not stated<") < places[1] < text.index(">no election reported<")


def test_a_person_who_is_listed_as_a_member_is_not_listed_as_elected_too(project: FlaskClient) -> None:
    (card,) = (
        part
        for part in page(project, "/organs.html").split('<div class="organ">')
        if ">members<" in part and "choe-hak-gun" in part
    )
    assert card.count("choe-hak-gun.html") == 1


def test_the_mark_of_an_elector_says_what_is_inferred(project: FlaskClient) -> None:
    marks = re.findall(r"<title>Elector: inferred</title>.*?>([^<]*)</text>", page(project, "/organs.html"))
    assert {*nonempty(marks)} == {"Elector: inferred"}


def test_the_name_of_a_post_has_a_capital(project: FlaskClient) -> None:
    assert re.findall(r">(director of|chief secretary of)", page(project, "/organs.html")) == []


def test_the_organs_of_the_fictional_congress_are_shown_with_their_gap(fictional: FlaskClient) -> None:
    found = links(page(fictional, "/organs.html"), "/organs.html")
    assert {"/id/organ/lantern-council-3.html", "/id/gap/lantern-council-3-members.html"} <= found


def test_the_numbers_link_their_own_pages(fictional: FlaskClient) -> None:
    assert "/id/statistic/lantern-3-chandlers.html" in links(page(fictional, "/delegates.html"), "/delegates.html")


@pytest.mark.parametrize("path", FILES)
def test_each_chart_offers_its_drawing_and_its_table(fictional: FlaskClient, path: str) -> None:
    name = path.split("/")[1].partition(".")[0]
    assert path in links(page(fictional, f"/{name}.html"), f"/{name}.html")


@pytest.mark.parametrize("path", CHARTS)
def test_a_file_is_named_for_what_it_is(fictional: FlaskClient, path: str) -> None:
    named = {suffix: fictional.get(f"{path}.{suffix}").headers["Content-Disposition"] for suffix in ("svg", "csv")}
    stems = {header.partition("filename=")[2].rpartition(".")[0] for header in named.values()}
    assert (len(stems), all(stem.count("-") > 1 for stem in stems)) == (1, True)


def drawing(client: FlaskClient, path: str) -> ET.Element:
    response = client.get(path)
    assert response.mimetype == "image/svg+xml"
    return ET.fromstring(response.data)  # noqa: S314


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/timeline.svg", "Timeline of events and messages"),
        ("/organs.svg", "Bodies and posts: who elected what"),
        ("/delegates/lantern-party-sector.svg", "Lamplighters are the largest group, with 35 of 60"),
    ],
)
def test_a_drawing_stands_alone(fictional: FlaskClient, path: str, title: str) -> None:
    svg = drawing(fictional, path)
    values = [value for element in svg.iter() for value in element.attrib.values()]
    texts = [element.text or "" for element in svg.iter(f"{SVG}text")]
    assert svg.findtext(f"{SVG}title") == title
    assert {"viewBox", "width", "height", "font-family"} <= svg.attrib.keys()
    # Its colours are its own, and its links lead to the same wherever it is.
    assert [value for value in values if value.startswith("var(")] == []
    assert {link.partition(":")[0] for link in (a.get("href", "") for a in svg.iter(f"{SVG}a"))} <= {"https"}
    assert [text for text in texts if text.startswith("Data: https://")]


@pytest.mark.parametrize("path", PAGES)
def test_every_drawing_of_a_page_has_a_name_and_a_size_to_scale(project: FlaskClient, path: str) -> None:
    drawings = [attributes for tag, attributes in Reader(page(project, path)).elements if tag == "svg"]
    charts = [attributes for attributes in drawings if "aria-label" in attributes]
    assert len(charts) >= 2
    assert [attributes for attributes in charts if not (attributes["aria-label"] and attributes.get("viewbox"))] == []


@pytest.mark.parametrize("path", ["/delegates.html", "/congresses.html"])
def test_a_congress_has_the_same_colour_and_place_on_every_page(project: FlaskClient, path: str) -> None:
    heads = re.findall(
        r'<th scope="col"[^>]*><span class="swatch (series-\d)"></span> <a href="[^"]*/(wpk-\d)', page(project, path)
    )
    assert len(heads) >= 3
    assert set(heads) <= {("series-0", "wpk-9"), ("series-1", "wpk-8"), ("series-2", "wpk-7")}


def test_the_delegates_are_titled_by_the_finding(fictional: FlaskClient) -> None:
    (heading,) = re.findall("<h1>(.*)</h1>", page(fictional, "/delegates.html"))
    assert heading == "Lamplighters are the largest group, with 35 of 60"


def test_the_organs_begin_with_the_drawing(project: FlaskClient) -> None:
    text = page(project, "/organs.html")
    assert text.index('<svg class="wide"') < text.index('<ul class="organs">')


def test_the_evidence_of_the_drawing_is_in_the_footnotes(project: FlaskClient) -> None:
    (numbers,) = re.findall(
        r'evidence-of-lines">Evidence for the electors<sup class="refs">(.*?)</sup>', page(project, "/organs.html")
    )
    assert numbers.count("#evidence-") > 5


def test_a_phone_opens_the_timeline_at_the_congress(project: FlaskClient) -> None:
    text = page(project, "/timeline.html")
    narrow = text[text.index('<div class="narrow">') :]
    opened = narrow[narrow.index("</details>") :]
    assert re.findall(r'<a href="([^"]*)"', opened)[:2] == ["#on-2026-02-19-to-2026-02-25", "./id/congress/wpk-9.html"]


def test_the_date_of_a_heading_is_not_repeated_below_it(project: FlaskClient) -> None:
    sections = page(project, "/timeline.html").split('<section class="moment"')[1:]
    days = [part for part in nonempty(sections) if "20 February 2026</h2>" in part]
    assert [part.count("20 February 2026") - part.count("Rodong Sinmun of 20 February") for part in days] == [1]


def test_a_file_of_the_timeline_has_the_kinds_of_its_parts(fictional: FlaskClient) -> None:
    kinds = {element.get("data-kinds") for element in drawing(fictional, "/timeline.svg").iter(f"{SVG}g")}
    assert {"speeches", "decisions"} <= kinds


def test_each_part_of_the_timeline_has_its_kinds(project: FlaskClient) -> None:
    elements = Reader(page(project, "/timeline.html")).elements
    offered = {
        attributes["value"] for tag, attributes in elements if tag == "input" and attributes.get("name") == "show"
    }
    kinds = {
        tag: {
            kind
            for name, attributes in elements
            if name == tag
            for kind in (attributes.get("data-kinds") or "").split()
        }
        for tag in ("g", "li", "section")
    }
    assert kinds == dict.fromkeys(("g", "li", "section"), offered)


def test_the_table_has_the_numbers(fictional: FlaskClient) -> None:
    response = fictional.get("/delegates/lantern-party-sector.csv")
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
