"""The compression of pages, documents and files of pages."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.config import Settings
from kg.engine.answer_writer import compress
from kg.web import compression
from tests.web.conftest import Keys, fetch, running

PATHS = ["/", "/questions.html", "/id/person/ann.html", "/timeline.html", "/static/style.css"]
DECODED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress,
    "zstd": lambda data: zstandard.ZstdDecompressor().decompress(data),
}


def sent(client: FlaskClient, path: str, encoding: str, **headers: str) -> TestResponse:
    return client.get(path, headers={"Accept-Encoding": encoding, "Accept": "text/html", **headers})


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("encoding", DECODED)
def test_a_text_is_sent_in_the_encoding_that_the_client_accepts(client: FlaskClient, path: str, encoding: str) -> None:
    plain, packed = sent(client, path, "identity"), sent(client, path, encoding)
    assert packed.headers["Content-Encoding"] == encoding
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    assert DECODED[encoding](packed.data) == plain.data


@pytest.mark.parametrize("path", PATHS)
def test_each_encoding_has_a_strong_entity_tag_of_its_own(client: FlaskClient, path: str) -> None:
    tags = {sent(client, path, encoding).headers["ETag"] for encoding in ("identity", *DECODED)}
    assert len(tags) == 3
    assert not [tag for tag in tags if tag.startswith("W/")]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("encoding", DECODED)
def test_an_unchanged_text_is_not_sent_again(client: FlaskClient, path: str, encoding: str) -> None:
    tag = sent(client, path, encoding).headers["ETag"]
    assert sent(client, path, encoding, **{"If-None-Match": tag}).status_code == 304


def test_the_tag_of_another_encoding_does_not_match(client: FlaskClient) -> None:
    tag = sent(client, "/", "gzip").headers["ETag"]
    assert sent(client, "/", "identity", **{"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_caches_learn_that_the_response_varies(client: FlaskClient, path: str) -> None:
    assert "Accept-Encoding" in sent(client, path, "gzip").headers["Vary"]


def test_a_head_request_has_the_headers_of_a_get_request(client: FlaskClient) -> None:
    headers = {"Accept-Encoding": "gzip", "Accept": "text/html"}
    for path in PATHS:
        get, head = client.get(path, headers=headers), client.head(path, headers=headers)
        assert (dict(get.headers), head.data) == (dict(head.headers), b""), path


def test_a_short_text_is_sent_as_it_is(client: FlaskClient) -> None:
    assert "Content-Encoding" not in sent(client, "/static/icon.svg", "gzip").headers


def test_an_answer_of_the_engine_is_not_compressed_twice(client: FlaskClient) -> None:
    query = "SELECT ?a ?b { ?a ?p ?o . ?b ?q ?r }"
    plain, packed = (
        fetch(client, "/sparql", query_string={"query": query, "format": "csv"}, headers={"Accept-Encoding": encoding})
        for encoding in ("identity", "gzip")
    )
    assert gzip.decompress(packed.data) == plain.data


def test_a_range_of_a_file_is_served_also_after_the_whole_file(client: FlaskClient) -> None:
    whole = sent(client, "/static/style.css", "identity")
    part = sent(client, "/static/style.css", "identity", Range="bytes=10-19")
    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole.data)}"


def test_a_range_is_never_compressed(client: FlaskClient) -> None:
    part = sent(client, "/static/explore.css", "gzip", Range="bytes=0-2999")
    assert (part.status_code, "Content-Encoding" in part.headers, len(part.data)) == (206, False, 3000)


def test_a_compressed_file_offers_no_ranges(client: FlaskClient) -> None:
    offers = [
        "Accept-Ranges" in sent(client, "/static/style.css", encoding).headers for encoding in ("identity", "zstd")
    ]
    assert offers == [True, False]


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the texts that are compressed from now on."""
    sizes: list[int] = []

    def count(data: bytes, encoding: str, *, best: bool = False) -> bytes:
        sizes.append(len(data))
        return compress(data, encoding, best=best)

    monkeypatch.setattr(compression, "compress", count)
    return sizes


@pytest.mark.parametrize("path", ["/", "/static/style.css"])
def test_a_text_is_compressed_once(tiny: Settings, counted: list[int], path: str) -> None:
    with running(tiny) as app:
        client = app.test_client()
        bodies = {sent(client, path, "gzip").data for _ in range(3)}
    assert (len(counted), len(bodies)) == (1, 1)


def test_a_file_is_compressed_once_for_all_states_of_the_dataset(
    changing: Flask, keys: Keys, counted: list[int]
) -> None:
    client = changing.test_client()
    for number in range(3):
        sent(client, "/static/explore.css", "zstd")
        update = f"INSERT DATA {{ GRAPH <urn:g> {{ <urn:s> <urn:p> {number} }} }}"
        fetch(client, "/sparql", 204, method="POST", data={"update": update}, headers=keys.write)
    fetch(client, "/sparql", 204, method="POST", data={"update": "DROP GRAPH <urn:g>"}, headers=keys.write)
    assert len(counted) == 1


def test_a_changed_file_is_compressed_again(tiny: Settings, tmp_path: Path) -> None:
    file = tmp_path / "text.css"
    file.write_text("a {}" * 1000)
    with running(tiny) as app:
        app.static_folder = str(tmp_path)
        before = sent(app.test_client(), "/static/text.css", "gzip")
        file.write_text("b {}" * 2000)
        after = sent(app.test_client(), "/static/text.css", "gzip")
    assert gzip.decompress(after.data) == b"b {}" * 2000
    assert before.headers["ETag"] != after.headers["ETag"]


@pytest.mark.parametrize("path", ["/export/graph.graphml", "/export/graph.gexf", "/explore.json", "/dataset.jsonld"])
def test_every_kind_of_text_is_compressed(project: FlaskClient, path: str) -> None:
    assert sent(project, path, "gzip").headers["Content-Encoding"] == "gzip"


def test_an_image_is_not_compressed(client: FlaskClient) -> None:
    assert "Content-Encoding" not in sent(client, "/static/card.png", "gzip").headers


def test_a_page_about_an_error_is_compressed(client: FlaskClient) -> None:
    response = sent(client, "/none", "gzip")
    assert (response.status_code, response.headers["Content-Encoding"]) == (404, "gzip")
    assert b"No page has this address" in gzip.decompress(response.data)


@pytest.mark.parametrize("path", ["/static/built/workbench.js", "/static/built/explore.js"])
def test_a_bundle_is_sent_in_a_third_of_its_size(client: FlaskClient, path: str) -> None:
    with client.get(path) as plain:
        if plain.status_code == 404:
            pytest.skip("the scripts of the pages are not bundled; run make frontend")
        assert len(sent(client, path, "gzip").data) < len(plain.data) / 3
