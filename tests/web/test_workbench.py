"""The query workbench, as far as the server makes it."""

from __future__ import annotations

import json
from dataclasses import replace
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.config import Settings
from kg.formats import answer_formats
from kg.publish.networks.formats import NETWORK_FORMATS
from tests.nonempty import nonempty
from tests.web.conftest import BASE, LABELS, QUESTIONS, Keys, fetch, running
from tests.web.test_pages import Reader, page, status

HTML = {"Accept": "text/html"}


@pytest.fixture
def reader(client: FlaskClient) -> Reader:
    return Reader(page(client, "/sparql"))


@pytest.fixture
def settings(client: FlaskClient) -> dict[str, object]:
    text = page(client, "/sparql").partition('id="settings">')[2].partition("</script>")[0]
    return dict(json.loads(text))


def directives(response: TestResponse) -> dict[str, str]:
    policy = response.headers["Content-Security-Policy"]
    return {name: sources for name, _, sources in (one.partition(" ") for one in policy.split("; "))}


def test_the_page_loads_its_own_bundle(reader: Reader) -> None:
    loaded = [*reader.values("script", "src"), *reader.loaded()]
    found = {urljoin("/sparql", one) for one in loaded}
    assert found == {
        "/static/built/site.js",
        "/static/built/workbench.js",
        "/static/built/workbench.css",
        "/static/print.css",
        "/static/style.css",
        "/static/icon.svg",
    }


def test_without_scripts_there_is_a_form(reader: Reader) -> None:
    actions = [urljoin("/sparql", one) for one in reader.values("form", "action")]
    assert (actions, set(reader.values("textarea", "name"))) == (["/search.html", "/query"], {"query"})


def test_the_page_closes_what_it_opens(reader: Reader) -> None:
    assert reader.open == []


def body(text: str) -> str:
    """A question without its header."""
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#+"))


def test_every_question_is_listed_with_its_query(reader: Reader) -> None:
    links = [attributes for tag, attributes in reader.elements if tag == "a" and "data-query" in attributes]
    assert {link["data-query"] for link in links} == {body(text) for text in QUESTIONS.values()}


def test_without_scripts_the_questions_link_their_pages(client: FlaskClient, reader: Reader) -> None:
    links = [attributes["href"] for tag, attributes in reader.elements if tag == "a" and "data-query" in attributes]
    assert [one for one in nonempty(links) if one is None or status(client, urljoin("/sparql", one)) != 200] == []


def test_the_script_receives_working_addresses(client: FlaskClient, settings: dict[str, object]) -> None:
    addresses = [
        urljoin("/sparql", str(settings[name])) for name in ("root", "endpoint", "terms", "suggestions", "hints")
    ]
    assert [status(client, address) for address in addresses] == [200] * 5


def test_the_script_receives_the_prefixes(settings: dict[str, object]) -> None:
    prefixes = settings["prefixes"]
    assert isinstance(prefixes, dict)
    assert (prefixes["ckg"], prefixes["id"]) == (f"{BASE}def#", f"{BASE}id/")


def test_the_script_receives_every_format(settings: dict[str, object]) -> None:
    formats = settings["formats"]
    assert isinstance(formats, dict)
    names = {name for forms in formats.values() for name, _ in forms}
    assert names == {form.name for form in (*answer_formats(), *NETWORK_FORMATS)}


def test_only_the_workbench_may_put_styles_into_the_page(client: FlaskClient) -> None:
    wide, strict = (directives(client.get(path, headers=HTML)) for path in ("/sparql", "/query"))
    assert wide == {**strict, "style-src": "'self' 'unsafe-inline'"}


def test_scripts_come_from_the_site_only(client: FlaskClient) -> None:
    assert directives(client.get("/sparql", headers=HTML))["script-src"] == "'self'"


def test_other_responses_have_the_strict_policy(client: FlaskClient) -> None:
    response = client.get("/sparql", query_string={"query": LABELS}, headers=HTML)
    assert directives(response)["style-src"] == "'self'"


def test_the_terms_are_json(client: FlaskClient) -> None:
    response = fetch(client, "/sparql/completions.json")
    assert (response.mimetype, list(response.json or ())) == ("application/json", ["terms"])


def test_a_question_opens_in_the_workbench_with_its_query(client: FlaskClient) -> None:
    links = Reader(page(client, "/questions/who.html")).values("a", "href")
    opened = [urlsplit(one) for one in links if "#query=" in one]
    found = [(urljoin("/questions/who.html", one.path), parse_qs(one.fragment)["query"]) for one in opened]
    assert found == [("/sparql", [body(QUESTIONS["who"])])]


@pytest.mark.parametrize("path", ["/sparql", "/sparql/completions.json"])
def test_the_workbench_of_a_private_dataset_needs_a_token(tiny: Settings, keys: Keys, path: str) -> None:
    with running(replace(tiny, private=True, tokens=keys.path)) as app:
        client = app.test_client()
        statuses = [client.get(path, headers={**HTML, **more}).status_code for more in ({}, keys.read)]
    assert statuses == [401, 200]
