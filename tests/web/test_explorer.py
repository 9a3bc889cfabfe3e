"""The explorer over HTTP: its page, the network that it draws, and the parts that it loads."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient

from kg.config import Settings
from kg.publish.networks.formats import NETWORK_FORMATS
from kg.web.app import create_app
from kg.web.context import context_of
from tests.nonempty import nonempty
from tests.web.conftest import BASE, Keys, fetch, running
from tests.web.test_entity_lists import links
from tests.web.test_pages import Reader, page, status

ANN, BOB = "id/person/ann", "id/person/bob"
AROUND, PATH = "/explore/around.json", "/explore/path.json"
ADDRESSES = ("/explore.html", "/explore.json", f"{AROUND}?thing={ANN}", f"{PATH}?from={ANN}&to={ANN}")
LOADED = {
    "/static/print.css",
    "/static/style.css",
    "/static/explore.css",
    "/static/icon.svg",
    "/static/built/explore.js",
    "/static/built/site.js",
    "/explore.json",
}


def document(client: FlaskClient, path: str, **parameters: str) -> dict[str, Any]:
    """The JSON at an address."""
    response = fetch(client, path, query_string=parameters or None)
    assert response.mimetype == "application/json"
    return dict(response.json or {})


def paths(found: dict[str, Any]) -> list[str]:
    """The paths of the nodes of a document."""
    return [node["path"] for node in found["nodes"]]


# --- The page


def test_the_address_without_a_suffix_redirects_to_the_page(client: FlaskClient) -> None:
    response = fetch(client, "/explore", 301)
    assert response.location == "/explore.html"


def test_the_page_is_well_formed_and_has_no_inline_script_or_style(client: FlaskClient) -> None:
    reader = Reader(page(client, "/explore.html"))
    inline = [tag for tag, attributes in reader.elements if tag == "style" or "style" in attributes]
    inline += [name for _, attributes in reader.elements for name in attributes if name.startswith("on")]
    inline += [tag for tag, attributes in reader.elements if tag == "script" and not attributes.get("src")]
    assert (reader.open, inline) == ([], [])


def test_the_page_loads_only_files_of_the_site(client: FlaskClient) -> None:
    reader = Reader(page(client, "/explore.html"))
    loaded = {urljoin("/explore.html", one) for one in [*reader.loaded(), *reader.values("script", "src")]}
    assert loaded == LOADED


def test_every_field_of_the_page_has_a_label(client: FlaskClient) -> None:
    reader = Reader(page(client, "/explore.html"))
    # One field stands within its label.
    assert set(reader.values("input", "id")) - {"undated"} <= set(reader.values("label", "for"))


def test_without_scripts_the_page_links_the_lists(client: FlaskClient) -> None:
    hidden = page(client, "/explore.html").partition("<noscript>")[2].partition("</noscript>")[0]
    assert 'href="./things.html"' in hidden


def test_the_page_links_the_network_in_every_format(client: FlaskClient) -> None:
    found = links(page(client, "/explore.html"), "/explore.html")
    assert {f"/export/graph.{form.suffix}" for form in NETWORK_FORMATS} <= found


def test_a_frozen_page_offers_nothing_that_needs_a_server(tiny: Settings) -> None:
    app = create_app(tiny, frozen=True)
    text = page(app.test_client(), "/explore.html")
    context_of(app).close()
    assert [one for one in ("/export/", "data-files", "sparql") if one in text] == []


# --- The network


def test_the_network_of_a_dataset_without_links_has_its_entities(client: FlaskClient) -> None:
    found = document(client, "/explore.json")
    assert (paths(found), found["edges"], found["whole"], found["title"]) == ([ANN, BOB], [], True, "Tiny graph")


def test_names_are_escaped_as_json(client: FlaskClient) -> None:
    found = document(client, "/explore.json")
    assert found["nodes"][0]["label"] == "Ann <script>alert(1)</script>"


def test_every_source_of_a_relation_has_a_page(project: FlaskClient) -> None:
    grounds = {ground for edge in document(project, "/explore.json")["edges"] for ground in edge["grounds"]}
    assert len(grounds) > 300
    # A sample, since tests/site requests the page of every source.
    assert [path for path in sorted(grounds)[::10] if status(project, f"/{path}.html") != 200] == []


def test_every_entity_and_relation_of_the_network_has_a_page(project: FlaskClient) -> None:
    found = document(project, "/explore.json")
    stems = {one["path"].partition("#")[0] for one in (*found["nodes"], *found["relations"])}
    stems |= {edge["through"] for edge in found["edges"] if "through" in edge}
    assert [one for one in nonempty(sorted(stems)) if status(project, f"/{one}.html") != 200] == []


def test_the_page_of_evidence_has_the_part_that_the_panel_shows(project: FlaskClient) -> None:
    (ground, *_) = document(project, "/explore.json")["edges"][0]["grounds"]
    part = page(project, f"/{ground}.html").partition('<section aria-labelledby="proof"')[2].partition("</section>")[0]
    assert ("<h2" in part, "<a " in part) == (True, True)


def test_another_congress_has_its_own_network(fictional: FlaskClient) -> None:
    found = document(fictional, "/explore.json")
    assert ("id/congress/lantern-3" in paths(found), len(found["edges"]) > 10) == (True, True)


def test_the_network_of_another_congress_has_nothing_of_the_project(fictional: FlaskClient) -> None:
    text = fictional.get("/explore.json").text.lower()
    assert [word for word in ("korea", "wpk", "kim jong") if word in text] == []


def test_paths_are_found_in_another_congress(fictional: FlaskClient) -> None:
    whole = document(fictional, "/explore.json")
    edge = whole["edges"][0]
    start, end = (whole["nodes"][edge[name]]["path"] for name in ("source", "target"))
    assert set(paths(document(fictional, PATH, **{"from": start, "to": end}))) == {start, end}


# --- Parts


def test_the_neighbours_of_an_entity_are_listed(project: FlaskClient) -> None:
    found = document(project, AROUND, thing="id/person/kim-ju-ae")
    assert ("id/person/kim-jong-un" in paths(found), found["more"]) == (True, False)


def test_a_group_restricts_the_neighbours(project: FlaskClient) -> None:
    found = document(project, AROUND, thing="id/congress/wpk-9", group="Message")
    groups = {node["group"] for node in found["nodes"] if node["path"] != "id/congress/wpk-9"}
    assert groups == {"Message"}


def test_an_entity_without_neighbours_is_alone(client: FlaskClient) -> None:
    assert paths(document(client, AROUND, thing=ANN)) == [ANN]


def test_a_path_joins_two_entities(project: FlaskClient) -> None:
    found = paths(document(project, PATH, **{"from": "id/person/kim-ju-ae", "to": "id/person/ri-sol-ju"}))
    assert {"id/person/kim-ju-ae", "id/person/ri-sol-ju"} <= set(found)


def test_excluded_relations_are_not_on_the_path(project: FlaskClient) -> None:
    ends = {"from": "id/person/kim-jong-un", "to": "id/person/ri-sol-ju"}
    direct = document(project, PATH, **ends)
    around = document(project, PATH, **ends, without="def#spouseOf")
    assert (len(direct["nodes"]), len(around["nodes"]) > 2) == (2, True)
    assert "def#spouseOf" not in [one["path"] for one in around["relations"]]


@pytest.mark.parametrize("number", ["1", "2", "10000"])
def test_page_numbers_are_accepted(client: FlaskClient, number: str) -> None:
    assert status(client, f"{AROUND}?thing={ANN}&page={number}") == 200


# --- What there is not


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        (AROUND, 404, "parameter thing"),
        (f"{AROUND}?thing=id/person/nobody", 404, "has no entity 'id/person/nobody'"),
        (f"{AROUND}?thing=/id/person/ann", 404, "has no entity"),
        (f"{AROUND}?thing=source/text", 404, "has no entity"),
        (f"{AROUND}?thing=id/person/a%20b", 404, "has no entity"),
        (f"{AROUND}?thing=id/person/ann%3E%20%7D", 404, "has no entity"),
        (f"{AROUND}?thing={ANN}&group=Nothing", 400, "'Nothing' is not a valid group"),
        (f"{AROUND}?thing={ANN}&group=", 400, "Give one of Person."),
        (f"{AROUND}?thing={ANN}&page=0", 400, "'0' is not a valid page"),
        (f"{AROUND}?thing={ANN}&page=-1", 400, "is not a valid page"),
        (f"{AROUND}?thing={ANN}&page=", 400, "is not a valid page"),
        (f"{AROUND}?thing={ANN}&page=many", 400, "is not a valid page"),
        (f"{AROUND}?thing={ANN}&page=%D9%A1", 400, "is not a valid page"),
        (f"{AROUND}?thing={ANN}&page=10001", 400, "from 1 to 10000"),
        (f"{AROUND}?thing={ANN}&page=0000012", 400, "is not a valid page"),
        (f"{AROUND}?thing={ANN}&page={'9' * 5000}", 400, "is not a valid page"),
        (PATH, 404, "parameter from"),
        (f"{PATH}?from={ANN}", 404, "parameter to"),
        (f"{PATH}?from={ANN}&to=id/person/nobody", 404, "/search.json"),
        (f"{PATH}?from={ANN}&to={BOB}", 404, "No path of at most 8 links joins them"),
    ],
)
def test_an_invalid_request_is_explained(client: FlaskClient, path: str, code: int, words: str) -> None:
    response = client.get(path)
    problem = response.json or {}
    assert (response.status_code, response.mimetype) == (code, "application/problem+json")
    assert words in problem["detail"]


def test_an_unknown_excluded_relation_changes_nothing(client: FlaskClient) -> None:
    found = document(client, PATH, **{"from": ANN, "to": ANN, "without": "> } nonsense"})
    assert paths(found) == [ANN]


# --- Delivery


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient, path: str) -> None:
    tag = client.get(path).headers["ETag"]
    again = fetch(client, path, 304, headers={"If-None-Match": tag})
    assert (again.data, again.headers["ETag"]) == (b"", tag)


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_head_request_has_the_length_and_no_body(client: FlaskClient, path: str) -> None:
    head, got = client.head(path), client.get(path)
    assert (head.status_code, head.data, head.content_length) == (200, b"", len(got.data))


@pytest.mark.parametrize("path", ADDRESSES)
def test_other_methods_are_not_allowed(client: FlaskClient, path: str) -> None:
    fetch(client, path, 405, method="POST")


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_explorer_of_a_private_dataset_needs_a_token(tiny: Settings, keys: Keys, path: str) -> None:
    with running(replace(tiny, private=True, tokens=keys.path)) as app:
        client = app.test_client()
        statuses = [client.get(path, headers=headers).status_code for headers in ({}, keys.read)]
    assert statuses == [401, 200]


def test_the_network_is_laid_out_once(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(replace(tiny, cache=0)) as app:
        first = app.test_client().get("/explore.json")
        monkeypatch.setattr(sys, "executable", "/no/program")
        second = app.test_client().get("/explore.json")
    assert (second.status_code, second.data) == (200, first.data)


def test_a_layout_that_fails_is_reported_and_tried_again(tiny: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(tiny) as app, monkeypatch.context() as patch:
        patch.setattr(sys, "executable", "/no/program")
        failed = app.test_client().get("/explore.json")
        patch.undo()
        again = app.test_client().get("/explore.json")
    assert (failed.status_code, again.status_code) == (503, 200)


def test_an_update_changes_the_network(writable: FlaskClient, keys: Keys) -> None:
    before = paths(document(writable, "/explore.json"))
    update = f"INSERT DATA {{ <{BASE}id/person/ann> <{BASE}def#spouseOf> <{BASE}id/person/new> . "
    update += f"<{BASE}id/person/new> a <{BASE}def#Person> }}"
    writable.post("/sparql", data={"update": update}, headers=keys.write)
    after = document(writable, "/explore.json")
    assert (set(paths(after)) - set(before), len(after["edges"])) == ({"id/person/new"}, 1)
