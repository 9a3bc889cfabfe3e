"""The page of the search, suggestions while typing, the index as a document, and suggestions where there is no page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.config import Settings
from kg.engine.file_record import checksum
from kg.engine.prepared_store import state_name
from kg.limits import SearchLimits
from kg.model.dataset import open_dataset
from kg.publish.questions.question import read_questions
from kg.search.index.building import write_index
from kg.search.index.searching import SearchIndex
from kg.search.served import index_path, index_state, save_index
from kg.web.app import create_app
from kg.web.context import context_of
from tests.search.conftest import named
from tests.web.conftest import BASE, LABEL, Keys, fetch, running
from tests.web.test_pages import Reader, page

A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def hits(client: FlaskClient, typed: str, **parameters: str) -> list[str]:
    """The paths of the suggestions for a text."""
    response = fetch(client, "/suggest.json", query_string={"q": typed, **parameters})
    return [hit["path"] for hit in json.loads(response.data)["hits"]]


def test_a_suggestion_has_what_a_list_shows_of_it(project: FlaskClient) -> None:
    (hit,) = json.loads(fetch(project, "/suggest.json?q=Kim+Jong-un&limit=1").data)["hits"]
    assert (hit["path"], hit["kind"], hit["label"]) == ("/id/person/kim-jong-un", "person", "Kim Jong Un")
    assert ("김정은" in hit["names"], "General Secretary" in hit["summary"]) == (True, True)


def test_results_have_their_kinds_with_numbers(project: FlaskClient) -> None:
    text = page(project, "/search.html", q="politburo")
    assert re.findall(r">(elected body \(\d+\))</a>", text) == ["elected body (2)"]


def test_a_question_is_shown_with_its_answer(project: FlaskClient) -> None:
    text = page(project, "/search.html", q="Was the military parade part of the 9th Congress")
    assert "<p>No: the military parade was held after the congress had concluded.</p>" in text


def test_where_nothing_is_found_other_ways_are_offered(project: FlaskClient) -> None:
    results = page(project, "/search.html", q="qqzzx").partition('id="results"')[2].partition("</div>")[0]
    assert re.findall(r'href="([^"]*)"', results) == ["./questions.html", "./timeline.html", "./things.html"]


def test_suggestions_repeat_the_text_and_name_what_was_meant(project: FlaskClient) -> None:
    document = json.loads(fetch(project, "/suggest.json?q=Kim+Jogn+Un").data)
    assert (document["query"], document["suggestion"]) == ("Kim Jogn Un", "Kim Jong Un")


def test_what_matches_has_no_correction(project: FlaskClient) -> None:
    assert json.loads(fetch(project, "/suggest.json?q=Kim").data)["suggestion"] is None


def test_suggestions_may_be_of_some_kinds_only(project: FlaskClient) -> None:
    found = hits(project, "korea", kinds="Party,State")
    assert {path.split("/")[2] for path in found} == {"party", "state"}


def test_an_empty_text_has_no_suggestions(client: FlaskClient) -> None:
    assert hits(client, "") == []


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "limit=101", "limit=%D9%A1", "q=a&q=b", f"q={'x' * 201}"])
def test_invalid_parameters_are_refused(client: FlaskClient, query: str) -> None:
    response = fetch(client, f"/suggest.json?{query}", 400)
    assert "Send" in response.text or "Shorten" in response.text


def test_suggestions_are_cached_like_documents(client: FlaskClient) -> None:
    response = client.get("/suggest.json?q=ann")
    fetch(client, "/suggest.json?q=ann", 304, headers={"If-None-Match": response.headers["ETag"]})


def test_the_address_without_a_suffix_keeps_its_query(client: FlaskClient) -> None:
    assert fetch(client, "/search?q=a%20b&kind=Person", 301).location == "./search.html?q=a%20b&kind=Person"


def test_the_page_links_what_it_finds(project: FlaskClient) -> None:
    text = page(project, "/search.html", q="politburo")
    targets = Reader(text).values("a", "href")
    assert {"./id/organ/wpk-politburo.html", "./def.html#politburo"} <= set(targets)
    assert "<title>politburo – search – " in text


def test_the_page_links_questions(project: FlaskClient) -> None:
    assert any(
        target.startswith("./questions/")
        for target in Reader(page(project, "/search.html", q="who congratulated")).values("a", "href")
        if target
    )


def test_the_page_offers_what_was_meant(project: FlaskClient) -> None:
    assert "Did you mean <a" in page(project, "/search.html", q="Kim Jogn Un")


def test_the_page_says_that_nothing_was_found(client: FlaskClient) -> None:
    assert "Nothing was found for <b>qqqq</b>" in page(client, "/search.html", q="qqqq")


def test_only_the_pages_of_results_are_kept_from_search_engines(client: FlaskClient) -> None:
    empty, filled = page(client, "/search.html"), page(client, "/search.html", q="ann")
    assert ("noindex" in empty, "noindex" in filled) == (False, True)


def test_the_empty_page_has_examples(project: FlaskClient) -> None:
    assert "./search.html?q=WPK" in Reader(page(project, "/search.html")).values("a", "href")


def test_what_was_typed_and_found_is_escaped(client: FlaskClient) -> None:
    text = page(client, "/search.html", q="<script>alert(1)")
    assert ("<script>alert" in text, "&lt;script&gt;alert" in text) == (False, True)


@pytest.mark.parametrize("parameters", [{}, {"q": "kim"}, {"q": "kim", "kind": "person"}, {"q": "qqqq", "kind": "x"}])
def test_the_page_is_well_formed(project: FlaskClient, parameters: dict[str, str]) -> None:
    assert Reader(page(project, "/search.html", **parameters)).open == []


def test_the_document_has_every_kind_of_entry(project: FlaskClient) -> None:
    document = json.loads(fetch(project, "/search.json").data)
    kinds = {document["kinds"][kind] for _, kind, *_ in document["entries"]}
    assert {"person", "party", "question", "property", "what is not stated"} <= kinds


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/id/person/kim-jong-unn.html", "../../id/person/kim-jong-un.html"),
        ("/politbureau", "./id/organ/wpk-politburo.html"),
        ("/def.html/kim_jong_un", "../id/person/kim-jong-un.html"),
        ("/id/person/kim-jong-un.foo", "../../id/person/kim-jong-un.html"),
        ("/searh.html", "./search.html"),
        ("/explorer.html", "./explore.html"),
        ("/question.html", "./questions.html"),
        ("/organ.html", "./organs.html"),
        ("/Timeline", "./timeline.html"),
        ("/things/Persons.html", "../things/Person.html"),
        ("/things/person.html", "../things/Person.html"),
        ("/questions/how-many-gaps-of-each-kind.html", "../questions/how-many-gaps-of-which-kind.html"),
        ("/source/9th-congress/congress-5-99", "../../source/9th-congress.html"),
    ],
)
def test_a_page_that_does_not_exist_suggests_others(project: FlaskClient, path: str, target: str) -> None:
    response = fetch(project, path, 404, headers={"Accept": "text/html"})
    suggested = response.text.partition("Did you mean</h2>")[2].partition("</ul>")[0] + "</ul>"
    assert target in Reader(suggested).values("a", "href")


def test_an_unknown_page_suggests_nothing_of_a_private_dataset(shipped: Settings, keys: Keys) -> None:
    with running(replace(shipped, private=True, tokens=keys.path)) as app:
        response = fetch(app.test_client(), "/politburo", 404, headers={"Accept": "text/html"})
    assert "wpk-politburo" not in response.text


def test_the_index_of_a_build_is_used(tiny: Settings, tmp_path: Path) -> None:
    settings, built = with_index(tiny, tmp_path, "of another dataset")
    with running(settings) as app:
        assert [path for path, *_ in entries(app.test_client())] != ["/id/person/marker"]
    state = index_state(state_name(checksum(settings.dataset)), read_questions(tiny.queries, open_dataset(built).names))
    settings, _ = with_index(tiny, tmp_path, state)
    with running(settings) as app:
        assert [path for path, *_ in entries(app.test_client())] == ["/id/person/marker"]


def with_index(tiny: Settings, folder: Path, state: str) -> tuple[Settings, Path]:
    """Settings of a copy of the dataset, with an index of one entry beside it that says what state it is of."""
    path = folder / "copy.nq"
    path.write_bytes(tiny.dataset.read_bytes())
    write_index(index_path(path), [named("Marker")], state, BASE, SearchLimits())
    return replace(tiny, dataset=path), path


def entries(client: FlaskClient) -> list[list[object]]:
    return json.loads(fetch(client, "/search.json").data)["entries"]  # type: ignore[no-any-return]


def test_a_saved_index_has_the_state_of_its_dataset(tiny: Settings, tmp_path: Path) -> None:

    dataset = open_dataset(tiny.dataset)
    save_index(tmp_path / "index", dataset, [], "version")
    index = SearchIndex(tmp_path / "index", SearchLimits())
    assert index.state == index_state("version", [])
    index.close()


def test_a_change_is_found_at_once(writable: FlaskClient, keys: Keys) -> None:
    before = hits(writable, "Zoltan")
    update = f'INSERT DATA {{ <{BASE}id/person/z> {A} <{BASE}def#Person> ; {LABEL} "Zoltan" }}'
    fetch(writable, "/sparql", 204, method="POST", data={"update": update}, headers=keys.write)
    assert (before, hits(writable, "Zoltan")) == ([], ["/id/person/z"])


def test_the_frozen_page_names_the_document_that_its_script_searches(shipped: Settings) -> None:
    app = create_app(shipped, frozen=True)
    try:
        text = fetch(app.test_client(), "/search.html").text
    finally:
        context_of(app).close()
    assert 'data-index="./search.json"' in text
