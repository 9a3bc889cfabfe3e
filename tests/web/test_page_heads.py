"""The heads of pages: what search engines and links to a page show of it."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from urllib.parse import urljoin

import pytest
from flask.testing import FlaskClient

import kg.web
from kg.config import Settings
from kg.web.app import create_app
from kg.web.context import context_of
from tests.nonempty import nonempty
from tests.web.conftest import BASE
from tests.web.test_pages import Reader, page

PATHS = [
    "/", "/questions.html", "/timeline.html", "/organs.html", "/delegates.html", "/things.html",
    "/things/Person.html", "/explore.html", "/dataset.html", "/changes.html", "/def.html", "/def/alignments.html",
    "/def/module/core.html",
    "/id/person/kim-jong-un.html", "/source/9th-congress.html", "/search.html", "/sparql", "/query", "/problems",
]  # fmt: skip
WITHOUT_ADDRESS = {"/sparql", "/query"}
# Tools rather than views, which nobody cites.
TOOLS = {"/explore.html", "/search.html", "/problems", *WITHOUT_ADDRESS}
# Their citation is that of the dataset, whose IRI is an address too.
DATASET = {"/", "/dataset.html"}
CARD = Path(kg.web.__file__).parent / "static/card.png"
LARGEST_CARD = 60_000


class Head:
    """The head of a page."""

    def __init__(self, text: str) -> None:
        elements = Reader(text).elements
        metas = [attributes for tag, attributes in elements if tag == "meta"]
        self.title = text.partition("<title>")[2].partition("</title>")[0]
        self.meta = {meta.get("name") or meta.get("property"): meta.get("content") or "" for meta in metas}
        links = [attributes for tag, attributes in elements if tag == "link"]
        self.canonical = [link["href"] or "" for link in links if link["rel"] == "canonical"]
        self.imprints = re.findall('<p class="imprint">(.*?)</p>', text)
        self.cited = re.findall(r"^UR  - (.*)$", text, re.MULTILINE)


@pytest.fixture(scope="module")
def heads(project: FlaskClient) -> dict[str, Head]:
    question = next(iter(context_of(project.application).questions))
    return {path: Head(page(project, path)) for path in (*PATHS, f"/questions/{question}.html")}


def test_every_page_has_a_title_of_its_own(heads: dict[str, Head]) -> None:
    titles = [head.title for head in nonempty(heads.values())]
    assert len(set(titles)) == len(titles)


def test_the_title_of_each_page_but_the_first_ends_with_the_name_of_the_site(heads: dict[str, Head]) -> None:
    ending = " – Congress knowledge graph"
    assert [path for path, head in nonempty(heads.items()) if not head.title.endswith(ending) and path != "/"] == []


def test_the_title_of_an_entity_has_its_name_and_its_kind(heads: dict[str, Head]) -> None:
    assert heads["/id/person/kim-jong-un.html"].title == "Kim Jong Un – person – Congress knowledge graph"


def test_every_page_has_a_description_of_its_own(heads: dict[str, Head]) -> None:
    descriptions = [head.meta["description"] for head in nonempty(heads.values())]
    assert len(set(descriptions)) == len(descriptions)


def test_descriptions_are_sentences(heads: dict[str, Head]) -> None:
    described = {path: head.meta["description"] for path, head in heads.items()}
    assert {
        path: text for path, text in nonempty(described.items()) if not (text[0].isupper() or text[0].isdigit())
    } == {}
    assert {path: text for path, text in described.items() if not text.endswith((".", "?")) or "\n" in text} == {}


def test_the_description_of_an_entity_sums_it_up(heads: dict[str, Head]) -> None:
    assert "General Secretary" in heads["/id/person/kim-jong-un.html"].meta["description"]


def test_the_description_of_a_list_counts_it(heads: dict[str, Head]) -> None:
    assert heads["/things/Person.html"].meta["description"][0].isdigit()


def test_links_to_a_page_show_its_title_its_description_and_a_card(heads: dict[str, Head]) -> None:
    for path, head in nonempty(heads.items()):
        shown = {name: head.meta[f"og:{name}"] for name in ("title", "description", "type", "site_name", "image:alt")}
        assert [name for name, value in shown.items() if not value] == [], path
        assert shown["description"] == head.meta["description"]
        assert head.meta["twitter:card"] == "summary_large_image"


def test_the_addresses_for_others_are_absolute(heads: dict[str, Head]) -> None:
    for path, head in nonempty(heads.items()):
        assert head.meta["og:url"] == f"http://localhost{path}"
        assert head.meta["og:image"] == "http://localhost/static/card.png"


def test_a_page_with_an_address_of_its_own_states_it(heads: dict[str, Head]) -> None:
    for path, head in nonempty(heads.items()):
        expected = [] if path in WITHOUT_ADDRESS else [path]
        assert [urljoin(path, address) for address in head.canonical] == expected


def test_a_view_is_cited_by_its_canonical_address(heads: dict[str, Head]) -> None:
    for path, head in nonempty(heads.items()):
        address = BASE if path in DATASET else urljoin(BASE + path[1:], head.canonical[0]) if head.canonical else ""
        assert head.cited == ([] if path in TOOLS else [address]), path


def test_the_imprint_for_print_names_title_dataset_version_and_address(heads: dict[str, Head]) -> None:
    (imprint,) = heads["/timeline.html"].imprints
    assert "“Timeline”. Congress knowledge graph, version " in imprint
    assert imprint.endswith(f"{BASE}timeline.html")


def test_every_page_with_an_address_has_an_imprint(heads: dict[str, Head]) -> None:
    without = {path for path, head in nonempty(heads.items()) if len(head.imprints) != 1}
    assert without == WITHOUT_ADDRESS


@pytest.mark.parametrize("path", ["/questions/none.html", "/query?query=wrong", "/search.html?q=ann"])
def test_errors_and_answers_to_a_form_have_no_canonical_address(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Accept": "text/html"})
    assert Head(response.text).canonical == []


@pytest.mark.parametrize(
    ("path", "shared"),
    [
        ("/search.html?q=kim+jong", "/search.html?q=kim+jong"),
        ("/search.html?q=%22%3Cann%3E%22&kind=Person", "/search.html?q=%22%3Cann%3E%22&kind=Person"),
        ("/lookup?uri=http://www.wikidata.org/entity/Q1", "/lookup?uri=http://www.wikidata.org/entity/Q1"),
        ('/search.html?q="김>', "/search.html?q=%22%EA%B9%80%3E"),
        ("/questions.html?contains=who", "/questions.html"),
    ],
)
def test_what_depends_on_a_query_is_shared_with_it(client: FlaskClient, path: str, shared: str) -> None:
    response = client.get(path, headers={"Accept": "text/html"})
    assert Head(response.text).meta["og:url"] == f"http://localhost{shared}"


def test_the_ontology_has_one_address(client: FlaskClient) -> None:
    assert Head(page(client, "/def")).canonical == ["./def.html"]


def test_texts_of_the_dataset_are_escaped(client: FlaskClient) -> None:
    assert Head(page(client, "/id/person/ann.html")).title.startswith("Ann &lt;script&gt;alert(1)&lt;/script&gt;")


def test_a_page_of_a_site_of_files_names_no_host(tiny: Settings) -> None:
    app = create_app(tiny, frozen=True)
    head = Head(page(app.test_client(), "/id/person/ann.html"))
    context_of(app).close()
    assert [name for name in head.meta if name in ("og:url", "og:image")] == []
    assert head.meta["og:title"]


def test_the_card_has_the_size_that_pages_state(heads: dict[str, Head]) -> None:
    content = CARD.read_bytes()
    stated = [heads["/"].meta[f"og:image:{side}"] for side in ("width", "height")]
    assert [str(side) for side in struct.unpack(">II", content[16:24])] == stated
    assert len(content) < LARGEST_CARD


def test_no_head_and_no_search_shows_the_tags_of_a_question(project: FlaskClient) -> None:
    questions = [*context_of(project.application).questions.values()][::6]
    assert len(questions) >= 20
    for question in questions:
        head = page(project, f"/questions/{question.name}.html").partition("</head>")[0]
        found = page(project, "/search.html", q=question.summary)
        suggested = project.get("/suggest.json", query_string={"q": question.summary}).text
        tags = ", ".join(question.tags)
        assert [tags in text for text in (head, found, suggested)] == [False] * 3, question.name
