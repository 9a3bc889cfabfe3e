"""A format is one row: a row that is added is found wherever formats are chosen, written, named or linked."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg import formats
from kg.config import Settings
from kg.engine import fork_server_client
from kg.engine.oxigraph.store import Store
from kg.formats import FORMATS, GRAPH, Format, by_name
from kg.limits import RequestLimits
from kg.model.addresses import Document
from kg.protocol.negotiation import Preferences
from kg.protocol.service_description import describe_service
from kg.publish.entities.document import empty_document
from kg.static_site import server_rules
from tests.conftest import NAMES
from tests.web.conftest import DATASET, running

# Its name and its suffix differ.
N3 = Format("notation3", "N3", "text/n3", "n3x", (GRAPH,), document=True, prefixes=True)
IRI = "http://www.w3.org/ns/formats/N3"


# A fork server with that row, too.
FORK_SERVER = (
    "import pytest; from kg.engine import fork_server; from tests.test_formats import add_row; "
    "add_row(pytest.MonkeyPatch()); fork_server._main()"
)


def add_row(patch: pytest.MonkeyPatch) -> None:
    """Have one more row in the table."""
    patch.setattr(formats, "FORMATS", (*FORMATS, N3))
    patch.setattr(formats, "_BY_NAME", {form.name: form for form in (*FORMATS, N3)})


@pytest.fixture(scope="module", autouse=True)
def row() -> Iterator[None]:
    """One more row of the table, in all processes."""
    with pytest.MonkeyPatch.context() as patch:
        add_row(patch)
        patch.setattr(fork_server_client, "_COMMAND", (sys.executable, "-c", FORK_SERVER))
        yield


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A client of an application that serves a few entities."""
    path: Path = tmp_path_factory.mktemp("formats") / "kg.nq"
    path.write_text(DATASET, encoding="utf-8")
    with running(Settings(dataset=path)) as app:
        yield app.test_client()


@pytest.mark.parametrize(
    ("accept", "parameter"), [("text/n3", None), (None, "notation3"), (None, "n3x"), (None, "text/n3")]
)
def test_negotiation_chooses_it_for_an_answer(accept: str | None, parameter: str | None) -> None:
    assert Preferences(accept, RequestLimits()).format(GRAPH, parameter) == N3


def test_negotiation_chooses_it_for_a_document() -> None:
    assert Preferences("text/n3;q=0.5, image/png", RequestLimits()).document() == "n3x"


def test_a_media_type_is_preferred_to_an_alias_of_another_format() -> None:
    assert "text/n3" in by_name("ttl").aliases
    assert Preferences("text/n3", RequestLimits()).document() == "n3x"


def test_its_suffix_is_that_of_a_document() -> None:
    assert Document.parse("/id/person/x~2.n3x") == Document("/id/person/x", "n3x", 2)


def test_the_service_description_names_it() -> None:
    assert f"<{IRI}>" in describe_service(
        "https://example.org/sparql", "https://example.org/def#search", writable=False, federated=False
    )


def test_the_catalog_names_it(client: FlaskClient) -> None:
    assert f"<{NAMES.base}> <http://rdfs.org/ns/void#feature> <{IRI}> ." in client.get("/dataset.nt").text


def test_the_engine_writes_it() -> None:
    target = Store().query("CONSTRUCT { <e:a> <e:b> <e:c> } WHERE {}").write(BytesIO, N3, {"e": "e:"})
    assert target.getvalue() == b"@prefix e: <e:> .\ne:a e:b e:c .\n"


def test_documents_lead_to_it(client: FlaskClient) -> None:
    response = client.get("/id/person/ann", headers={"Accept": "text/n3"})
    assert (response.status_code, response.location) == (303, "../../id/person/ann.n3x")
    assert '<../../id/person/ann.n3x>; rel="alternate"; type="text/n3"' in response.headers.getlist("Link")


def test_a_document_is_written_in_it(client: FlaskClient) -> None:
    response = client.get("/id/person/ann.n3x")
    assert (response.status_code, response.content_type) == (200, "text/n3; charset=utf-8")
    assert "@prefix ckg: " in response.text
    assert " a ckg:Person" in response.text


def test_a_document_about_an_unknown_entity_is_empty_in_it(client: FlaskClient) -> None:
    response = client.get("/id/person/nobody.n3x")
    assert (response.status_code, response.content_type) == (404, "text/n3; charset=utf-8")


@pytest.mark.parametrize("path", ["/dataset.n3x", "/dataset/inputs.n3x"])
def test_other_documents_are_written_in_it(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.content_type) == (200, "text/n3; charset=utf-8")


def test_pages_link_it(client: FlaskClient) -> None:
    assert 'href="../../id/person/ann.n3x"' in client.get("/id/person/ann.html").text


def test_a_document_about_nothing_is_empty_in_it() -> None:
    assert empty_document("n3x", "There is nothing.") == "# There is nothing.\n"


def test_the_rules_of_static_servers_know_it() -> None:
    rules = server_rules.server_files(NAMES)
    assert 'AddType "text/n3; charset=utf-8" .n3x\n' in rules[".htaccess"]
    assert "    text/n3 n3x;\n" in rules["nginx-server.conf"]
    assert '    "text/n3" n3x;\n' in rules["nginx-http.conf"]
