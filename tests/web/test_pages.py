"""The pages for people."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient

from kg.config import Settings
from tests.nonempty import nonempty
from tests.web.conftest import BASE, LABELS, MANY, TYPES, fetch, running

PAGES = [
    "/",
    "/query",
    "/query?query=ASK%7B%7D",
    "/questions.html",
    "/questions.html?contains=who",
    "/questions/who.html",
    "/questions/kinds.html",
    "/questions/truth.html",
]


class Reader(HTMLParser):
    """The elements of a page: each tag with its attributes, and the tags that are left open."""

    VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def values(self, tag: str, attribute: str) -> list[str]:
        return [value for name, attributes in self.elements if name == tag and (value := attributes.get(attribute))]

    def loaded(self) -> list[str]:
        """What the links of the head load: a canonical link only names an address."""
        links = [attributes for name, attributes in self.elements if name == "link"]
        return [link["href"] or "" for link in links if link["rel"] != "canonical"]


def page(client: FlaskClient, path: str, code: int = 200, **parameters: str) -> str:
    response = fetch(client, path, code, query_string=parameters or None, headers={"Accept": "text/html"})
    assert response.mimetype == "text/html"
    return response.text


def status(client: FlaskClient, path: str) -> int:
    with client.get(path) as response:
        return response.status_code


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_well_formed_and_name_their_language(client: FlaskClient, path: str) -> None:
    reader = Reader(page(client, path))
    assert (reader.open, reader.values("html", "lang")) == ([], ["en"])


@pytest.mark.parametrize("path", PAGES)
def test_pages_load_only_files_of_the_site_and_the_script_of_the_search(client: FlaskClient, path: str) -> None:
    reader = Reader(page(client, path))
    loaded = [*reader.loaded(), *reader.values("img", "src")]
    assert (
        [one for one in loaded if not urljoin(path, one).startswith("/static/")],
        [urljoin(path, one) for one in reader.values("script", "src")],
    ) == ([], ["/static/built/site.js"])


@pytest.mark.parametrize("path", PAGES)
def test_links_within_the_site_are_not_broken(client: FlaskClient, path: str) -> None:
    reader = Reader(page(client, path))
    links = [*reader.values("a", "href"), *reader.values("link", "href")]
    local = [urljoin(path, one) for one in links if not urlsplit(one).scheme]
    assert [one for one in nonempty(local) if status(client, one) != 200] == []


@pytest.mark.parametrize("path", ["/", "/query", "/questions.html"])
def test_form_fields_have_labels(client: FlaskClient, path: str) -> None:
    reader = Reader(page(client, path))
    fields = {*reader.values("textarea", "id"), *reader.values("input", "id")}
    assert fields
    assert fields <= set(reader.values("label", "for"))


def test_the_home_page_describes_the_dataset(client: FlaskClient) -> None:
    text = page(client, "/")
    assert ("<h1>Tiny graph</h1>" in text, "Two persons and a passage." in text) == (True, True)


def test_the_home_page_lists_the_sources(client: FlaskClient) -> None:
    assert '<a href="./source/text.html">A little text</a> (1 passage)' in page(client, "/")


def test_the_home_page_shows_counts(client: FlaskClient) -> None:
    found = re.findall(r">(persons|passages?|gaps)</a> <span>(\d+)<", page(client, "/"))
    assert found == [("passage", "1"), ("persons", "2")]


def test_the_home_page_answers_the_featured_questions(client: FlaskClient) -> None:
    text = page(client, "/")
    assert [part for part in ("Who is there &amp; why?", "There are two.", "All 3 questions") if part not in text] == []


def test_the_home_page_does_without_questions(tiny: Settings, tmp_path: Path) -> None:
    with running(replace(tiny, queries=tmp_path / "none")) as app:
        client = app.test_client()
    assert "Questions and answers" not in page(client, "/")


def test_the_example_can_be_run(client: FlaskClient) -> None:
    query = re.search(r"<textarea[^>]*>(.*?)</textarea>", page(client, "/query"), re.DOTALL)
    assert query is not None
    assert "Results" in page(client, "/query", query=unescape(query[1]))


def test_literals_are_escaped(client: FlaskClient) -> None:
    text = page(client, "/query", query=LABELS)
    assert ("<script>" in text, "Ann &lt;script&gt;" in text) == (False, True)


def test_the_query_is_escaped_in_its_field(client: FlaskClient) -> None:
    text = page(client, "/query", query="ASK {} # </textarea><script>")
    assert "</textarea><script>" not in text


def test_languages_are_marked(client: FlaskClient) -> None:
    assert 'lang="ko"><span>밥' in page(client, "/query", query=LABELS)


@pytest.mark.parametrize(
    ("term", "linked"),
    [
        ("<http://www.wikidata.org/entity/Q1>", True),
        ("<https://example.org/a>", True),
        ("<javascript:alert(1)>", False),
        ('"https://example.org/a"', False),
    ],
)
def test_only_iris_that_can_be_followed_are_links(client: FlaskClient, term: str, linked: bool) -> None:
    links = Reader(page(client, "/query", query=f"SELECT ?x {{ VALUES ?x {{ {term} }} }}")).values("a", "href")
    assert (term.strip('<>"') in links) is linked


def test_a_truth_value_is_shown_as_a_word(client: FlaskClient) -> None:
    assert "<span>yes</span></td>" in page(client, "/query", query="ASK { ?s ?p ?o }")


def test_iris_are_shown_by_their_names(client: FlaskClient) -> None:
    text = page(client, "/query", query="SELECT ?s { ?s a ckg:Person }")
    assert re.findall(r'<td class="iri"[^>]* title="([^"]*)"[^>]*><span><a [^>]*>밥</a>', text) == [
        f"{BASE}id/person/bob"
    ]


def test_a_graph_is_shown_as_triples(client: FlaskClient) -> None:
    text = page(client, "/query", query=TYPES)
    assert re.findall(r"<th [^>]*>(\w+)</th>", text) == ["subject", "predicate", "object"]


def test_an_answer_without_rows_is_shown(client: FlaskClient) -> None:
    assert "0 rows." in page(client, "/query", query="SELECT ?x { FILTER (false) }")


def test_a_long_answer_is_marked_as_cut(client: FlaskClient) -> None:
    text = page(client, "/query", query=MANY)
    assert (text.count("<tr>"), "The first 1,000 rows are shown" in text) == (1001, True)


@pytest.mark.parametrize(
    ("query", "code", "said"),
    [("SELECT * {\n wrong }", 400, "line 2"), ("SELECT * { SERVICE <http://a.b/> {} }", 403, "SERVICE is refused")],
)
def test_the_query_page_keeps_a_wrong_query_and_explains_the_error(
    client: FlaskClient, query: str, code: int, said: str
) -> None:
    text = page(client, "/query", code, query=query)
    assert (said in text, query.splitlines()[0].partition("<")[0] in text) == (True, True)


def test_pages_forbid_scripts(client: FlaskClient) -> None:
    assert "default-src 'none'" in client.get("/").headers["Content-Security-Policy"]
