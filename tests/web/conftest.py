"""A small dataset, the application that serves it, and its client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import DefaultGraph, RdfFormat, parse
from werkzeug.test import TestResponse

from kg.config import Settings
from kg.graph.build import build_dataset
from kg.graph.dataset import write_dataset
from kg.limits import Limits
from kg.protocol import access_tokens
from kg.web.app import create_app
from kg.web.context import attach, context_of
from tests.conftest import ROOT, project_ontology, silent

BASE = "https://w3id.org/congress-kg/"
A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
TERMS = "http://purl.org/dc/terms/"
SHACL = "http://www.w3.org/ns/shacl#"
XSD = "http://www.w3.org/2001/XMLSchema#"


def shape(group: str, cls: str, order: int, one: str = "", many: str = "") -> str:
    """The quads of the display data that put a class into a group."""
    node, graph = f"_:{group}{order}", f"<{BASE}graph/display>"
    return (
        f"{node} <{SHACL}group> <{BASE}graph/display#{group}> {graph} .\n"
        f"{node} <{SHACL}targetClass> <{BASE}def#{cls}> {graph} .\n"
        f'{node} <{SHACL}order> "{order}"^^<{XSD}integer> {graph} .\n'
        f'{node} {LABEL} "{one}"@en {graph} .\n{node} <{SHACL}name> "{many}"@en {graph} .\n'
    )


DATASET = f"""\
<{BASE}def> {A} <http://www.w3.org/2002/07/owl#Ontology> .
<{BASE}> {LABEL} "Tiny graph"@en .
<{BASE}> <{TERMS}description> "Two persons and a passage."@en .
<{BASE}source/text> {A} <{BASE}def#Source> .
<{BASE}source/text> {LABEL} "A little text" .
<{BASE}source/text/p-1> <{BASE}def#inSource> <{BASE}source/text> .
<{BASE}id/person/ann> {A} <{BASE}def#Person> .
<{BASE}id/person/ann> {LABEL} "Ann <script>alert(1)</script>" .
<{BASE}id/person/ann> <http://www.w3.org/2002/07/owl#sameAs> <http://www.wikidata.org/entity/Q1> .
<{BASE}id/person/bob> {A} <{BASE}def#Person> .
<{BASE}id/person/bob> {LABEL} "밥"@ko .
<{BASE}source/text/p-1> {A} <{BASE}def#Passage> .
<{BASE}id/person/ann> {LABEL} "Ann <script>alert(1)</script>" <{BASE}source/text/p-1> .
<{BASE}id/person/bob> {LABEL} "밥"@ko <{BASE}source/text/p-2> .
{shape("counts", "Passage", 1, "passage", "passages")}\
{shape("counts", "Person", 2, "person", "persons")}\
{shape("counts", "Gap", 3, "gap", "gaps")}\
{shape("nodes", "Person", 1)}\
"""
LABELS = f'SELECT ?s ?label WHERE {{ ?s {LABEL} ?label FILTER CONTAINS(STR(?s), "/id/") }} ORDER BY ?s'
TYPES = f"CONSTRUCT {{ ?s a ?type }} WHERE {{ ?s a ?type . FILTER (?type = <{BASE}def#Person>) }}"
KINDS = f"SELECT ?s ?type WHERE {{ ?s a ?type . FILTER (?type = <{BASE}def#Person>) }} ORDER BY ?s"
MANY = "SELECT ?a ?b ?c WHERE { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z . ?d ?t ?u }"
QUESTIONS = {
    "who": (
        "#+ summary: Who is there & why?\n#+ tags: persons, names\n#+ columns: s = Person | label = Name\n"
        f"#+ answer: There are {{{{ count | words }}}}.\n#+ evidence: ?s <{LABEL[1:-1]}> ?label\n"
        f"#+ front: featured 1\n{LABELS}\n"
    ),
    "kinds": (
        "#+ summary: Which kinds are there?\n#+ tags: order-in-time\n#+ columns: type = Kind\n"
        f"#+ answer: There are persons.\n#+ evidence: ?s a ?type\n{KINDS}\n"
    ),
    "truth": (
        "#+ summary: Is there anything?\n#+ tags: truth\n#+ yes: Yes: there is.\n#+ silent: Not stated.\n"
        "#+ evidence: ?s ?p ?o\nASK { ?s ?p ?o }\n"
    ),
}

Ask = Callable[..., TestResponse]


class Keys(NamedTuple):
    """The tokens' file, and for each scope the headers of a request that has it."""

    path: Path
    read: dict[str, str]
    write: dict[str, str]


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings that name the dataset and the questions."""
    folder = tmp_path_factory.mktemp("tiny")
    (folder / "tiny.nq").write_text(DATASET, encoding="utf-8")
    (folder / "queries").mkdir()
    for name, text in QUESTIONS.items():
        (folder / "queries" / f"{name}.rq").write_text(text, encoding="utf-8")
    return Settings(dataset=folder / "tiny.nq", queries=folder / "queries")


@contextmanager
def running(settings: Settings, limits: Limits | None = None) -> Iterator[Flask]:
    """An application with its workers, which end with it."""
    app = create_app(settings, limits)
    yield app
    context_of(app).close()


@contextmanager
def limited(app: Flask, limits: Limits) -> Iterator[FlaskClient]:
    """A client of an application whose pages have other limits meanwhile."""
    usual = context_of(app)
    attach(app, replace(usual, _service=replace(usual._service, limits=limits)))
    yield app.test_client()
    attach(app, usual)


@pytest.fixture(scope="session")
def app(tiny: Settings) -> Iterator[Flask]:
    """The application that serves the dataset."""
    with running(tiny) as application:
        yield application


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    """A file with two tokens, and the headers that carry them."""
    path = tmp_path_factory.mktemp("keys") / "tokens"
    headers = [
        {"Authorization": f"Bearer {access_tokens.add_token(path, scope, scope)}"}
        for scope in (access_tokens.READ, access_tokens.WRITE)
    ]
    return Keys(path, *headers)


@pytest.fixture(scope="session")
def changing(tiny: Settings, keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application that takes updates."""
    settings = replace(tiny, store=tmp_path_factory.mktemp("store") / "store", writable=True, tokens=keys.path)
    with running(settings) as application:
        yield application


@pytest.fixture
def writable(changing: Flask, keys: Keys) -> Iterator[FlaskClient]:
    """A client of an application that takes updates; at the end its dataset is as before."""
    yield changing.test_client()
    quads = parse(DATASET, format=RdfFormat.N_QUADS)
    contents = [(str(quad.triple), quad.graph_name) for quad in quads]
    parts = [text + " ." if graph == DefaultGraph() else f"GRAPH {graph} {{ {text} }}" for text, graph in contents]
    update = f"DROP ALL ; INSERT DATA {{ {' '.join(parts)} }}"
    fetch(changing.test_client(), "/sparql", 204, method="POST", data={"update": update}, headers=keys.write)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client of the application."""
    return app.test_client()


def fetch(client: FlaskClient, path: str, status: int = 200, method: str = "GET", **options: Any) -> TestResponse:
    """The response to a request, which must have a status."""
    response = client.open(path, method=method, **options)
    assert response.status_code == status, response.text
    return response


@pytest.fixture
def ask(client: FlaskClient) -> Ask:
    """Get /sparql with a query, an Accept header and parameters, and require a status."""

    def get(query: str, accept: str | None = None, status: int = 200, **parameters: str) -> TestResponse:
        headers = {} if accept is None else {"Accept": accept}
        return fetch(client, "/sparql", status, query_string={"query": query, **parameters}, headers=headers)

    return get


@pytest.fixture(scope="session")
def lantern(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings that name the dataset of the fictional congress."""
    folder = tmp_path_factory.mktemp("lantern")
    write_dataset(
        folder / "kg.nq", build_dataset(project_ontology(), [ROOT / "tests/fixtures/fictional/data"], silent).lines
    )
    return Settings(dataset=folder / "kg.nq", queries=folder)


@pytest.fixture(scope="session")
def fictional(lantern: Settings) -> Iterator[FlaskClient]:
    """A client of the application that serves the fictional congress."""
    with running(lantern) as app:
        yield app.test_client()


@pytest.fixture(scope="session")
def project(shipped: Settings) -> Iterator[FlaskClient]:
    """A client of the application that serves the project's dataset."""
    with running(shipped) as app:
        yield app.test_client()
