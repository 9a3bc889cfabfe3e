"""The files that the dataset was made of: a page and documents, of which each file is a part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, Literal, URIRef

from kg.config import Settings
from kg.formats import document_formats, rdf_document_formats
from tests.web.conftest import BASE, DATASET, LABEL, Keys, fetch, running
from tests.web.test_dataset_pages import PARSERS
from tests.web.test_pages import page

MEDIA_TYPES = {form.suffix: form.media_type for form in document_formats()}
RDF_SUFFIXES = [form.suffix for form in rdf_document_formats()]

FILE, BUILD = f"{BASE}dataset/inputs#data/a.yaml", f"{BASE}graph/build"
READ = f"""\
<{FILE}> {LABEL} "data/a.yaml" <{BUILD}> .
<{FILE}> <{BASE}def#sha256> "beef" <{BUILD}> .
"""


@pytest.fixture(scope="module")
def built(tiny: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of an application that serves a dataset made of a file."""
    path = tmp_path_factory.mktemp("built") / "kg.nq"
    path.write_text(DATASET + READ, encoding="utf-8")
    with running(replace(tiny, dataset=path)) as app:
        yield app.test_client()


@pytest.mark.parametrize(("suffix", "media_type"), MEDIA_TYPES.items())
def test_the_input_files_redirect_to_the_preferred_document(built: FlaskClient, suffix: str, media_type: str) -> None:
    response = fetch(built, "/dataset/inputs", 303, headers={"Accept": media_type})
    assert response.location == f"/dataset/inputs.{suffix}"


@pytest.mark.parametrize("suffix", RDF_SUFFIXES)
def test_a_file_is_described_in_each_format(built: FlaskClient, suffix: str) -> None:
    graph = Graph().parse(data=built.get(f"/dataset/inputs.{suffix}").data, format=PARSERS[suffix])
    assert (URIRef(FILE), URIRef(f"{BASE}def#sha256"), Literal("beef")) in graph


def test_a_file_has_an_anchor_on_the_page(built: FlaskClient) -> None:
    assert 'id="data/a.yaml"' in page(built, "/dataset/inputs.html")


def test_another_format_is_not_found(built: FlaskClient) -> None:
    fetch(built, "/dataset/inputs.xls", 404)


@pytest.mark.parametrize("suffix", ["html", "ttl"])
def test_the_input_files_of_a_private_dataset_need_a_token(tiny: Settings, keys: Keys, suffix: str) -> None:
    with running(replace(tiny, private=True, tokens=keys.path)) as app:
        fetch(app.test_client(), f"/dataset/inputs.{suffix}", 401)
