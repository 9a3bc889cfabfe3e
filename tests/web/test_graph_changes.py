"""Updates and graphs on a writable endpoint, and the tokens that they need."""

from __future__ import annotations

import threading
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kg.config import Settings
from tests.patience import PATIENCE
from tests.web.conftest import LABELS, Keys, fetch, running

UPDATE = "application/sparql-update"
G = "http://example.org/g"
TURTLE = "<http://example.org/s> <p> 'o' ."


def ask(client: FlaskClient, query: str) -> bool:
    return bool(client.get("/sparql", query_string={"query": query}).json["boolean"])  # type: ignore[index]


MARK = b"\xef\xbb\xbf"
# Documents with the same triple.
DOCUMENTS = {
    "text/turtle": "<e:a> <e:p> 'é' .",
    "application/n-triples": '<e:a> <e:p> "é" .',
    "application/n-quads": '<e:a> <e:p> "é" .',
    "application/trig": "<e:a> <e:p> 'é' .",
    "application/rdf+xml": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="e:a"><p xmlns="e:">é</p></rdf:Description></rdf:RDF>',
    "application/ld+json": '{"@id": "e:a", "e:p": "é"}',
}
HOLDS = "ASK { GRAPH <http://example.org/g> { <e:a> <e:p> 'é' } }"


@pytest.mark.parametrize(("kind", "document"), DOCUMENTS.items())
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_a_byte_order_mark_is_no_part_of_a_document(
    writable: FlaskClient, keys: Keys, method: str, kind: str, document: str
) -> None:
    body = MARK + document.encode()
    fetch(writable, f"/data?graph={G}", 201, method=method, data=body, content_type=kind, headers=keys.write)
    assert ask(writable, HOLDS)


def test_the_line_ends_of_xml_are_line_feeds(writable: FlaskClient, keys: Keys) -> None:
    body = DOCUMENTS["application/rdf+xml"].replace("é", "a\r\nb\rc&#xD;")
    put(writable, keys, f"/data?graph={G}", body, "application/rdf+xml")
    assert ask(writable, f"ASK {{ GRAPH <{G}> {{ <e:a> <e:p> 'a\\nb\\nc\\r' }} }}")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "latin-1"])
@pytest.mark.parametrize(("kind", "document"), DOCUMENTS.items())
def test_a_document_in_another_encoding_is_refused(
    writable: FlaskClient, keys: Keys, kind: str, document: str, encoding: str
) -> None:
    body = document.encode(encoding)
    refused = fetch(writable, f"/data?graph={G}", 400, method="PUT", data=body, content_type=kind, headers=keys.write)
    assert ("UTF-8" in refused.text, ask(writable, f"ASK {{ GRAPH <{G}> {{ ?s ?p ?o }} }}")) == (True, False)


@pytest.mark.parametrize(("method", "kind"), [("PUT", "text/turtle"), ("POST", "text/turtle"), ("PATCH", UPDATE)])
def test_a_body_that_names_another_encoding_is_refused(
    writable: FlaskClient, keys: Keys, method: str, kind: str
) -> None:
    kind = f"{kind}; charset=iso-8859-1"
    fetch(writable, "/data?default", 400, method=method, data="", content_type=kind, headers=keys.write)


def test_a_byte_order_mark_is_no_part_of_an_update(writable: FlaskClient, keys: Keys) -> None:
    update = "INSERT DATA { GRAPH <http://example.org/g> { <e:a> <e:p> 'é' } }"
    body = MARK + update.encode()
    fetch(writable, "/sparql", 204, method="POST", data=body, content_type=UPDATE, headers=keys.write)
    assert ask(writable, HOLDS)


def test_every_query_after_an_update_sees_it(writable: FlaskClient, keys: Keys) -> None:
    before = ask(writable, f"ASK {{ <{G}> ?p ?o }}")
    done = writable.post("/sparql", data=f"INSERT DATA {{ <{G}> a <{G}> }}", content_type=UPDATE, headers=keys.write)
    assert (before, done.status_code, ask(writable, f"ASK {{ <{G}> ?p ?o }}")) == (False, 204, True)


def test_an_update_changes_the_entity_tag(writable: FlaskClient, keys: Keys) -> None:
    first = writable.get("/sparql", query_string={"query": LABELS}).headers["ETag"]
    writable.post("/sparql", data={"update": f"INSERT DATA {{ <{G}> a <{G}> }}"}, headers=keys.write)
    assert writable.get("/sparql", query_string={"query": LABELS}).headers["ETag"] != first


def test_caches_must_ask_again_where_data_change(writable: FlaskClient) -> None:
    response = writable.get("/sparql", query_string={"query": LABELS})
    assert response.headers["Cache-Control"] == "public, no-cache"


def test_an_update_is_atomic(writable: FlaskClient, keys: Keys) -> None:
    update = f"INSERT DATA {{ <{G}> a <{G}> }} ; CLEAR GRAPH <http://example.org/none>"
    status = writable.post("/sparql", data={"update": update}, headers=keys.write).status_code
    assert (status, ask(writable, f"ASK {{ <{G}> ?p ?o }}")) == (422, False)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer kg_wrong"}, {"Authorization": "Basic eDp5"}])
def test_an_update_needs_a_token(writable: FlaskClient, headers: dict[str, str]) -> None:
    response = fetch(writable, "/sparql", 401, method="POST", data={"update": "CLEAR ALL"}, headers=headers)
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_a_token_with_the_scope_read_does_not_write(writable: FlaskClient, keys: Keys) -> None:
    fetch(writable, "/sparql", 401, method="POST", data={"update": "CLEAR ALL"}, headers=keys.read)


@pytest.mark.parametrize("method", ["put", "post", "delete", "patch"])
def test_a_graph_is_not_changed_without_a_token(writable: FlaskClient, method: str) -> None:
    assert getattr(writable, method)("/data?default", data=TURTLE).status_code == 401


@pytest.mark.parametrize("path", ["/data", "/sparql", "/", "/query?query=ASK%7B%7D", "/questions/who.html"])
def test_a_private_endpoint_needs_a_token_to_read(tiny: Settings, keys: Keys, path: str) -> None:
    path = f"{path}?default" if path == "/data" else f"{path}?query=ASK%7B%7D" if path == "/sparql" else path
    with running(replace(tiny, private=True, tokens=keys.path)) as app:
        client = app.test_client()
        statuses = [client.get(path).status_code, client.get(path, headers=keys.read).status_code]
        assert [*statuses, client.get(path).status_code] == [401, 200, 401]


def put(client: FlaskClient, keys: Keys, address: str, body: str = TURTLE, kind: str = "text/turtle") -> int:
    return client.put(address, data=body, content_type=kind, headers=keys.write).status_code


def test_put_creates_and_replaces_a_graph(writable: FlaskClient, keys: Keys) -> None:
    address = f"/data?graph={G}"
    statuses = [put(writable, keys, address), put(writable, keys, address, "<a> <b> <c> .")]
    content = writable.get(address, headers={"Accept": "application/n-triples"}).text
    assert (statuses, content) == (
        [201, 204],
        "<http://example.org/a> <http://example.org/b> <http://example.org/c> .\n",
    )


def test_post_adds_to_a_graph(writable: FlaskClient, keys: Keys) -> None:
    put(writable, keys, f"/data?graph={G}")
    writable.post(f"/data?graph={G}", data="<a> <b> <c> .", content_type="text/turtle", headers=keys.write)
    assert len(writable.get(f"/data?graph={G}", headers={"Accept": "application/n-triples"}).text.splitlines()) == 2


def test_a_graph_has_an_address_of_its_own(writable: FlaskClient, keys: Keys) -> None:
    put(writable, keys, "/data/mine")
    assert ask(writable, "ASK { GRAPH <http://localhost/data/mine> { ?s ?p 'o' } }")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("a%20b", "a%20b"),
        ("a%2520b", "a%2520b"),
        ("%EB%B0%A5", "밥"),
        ("%25EB%25B0%25A5", "%25EB%25B0%25A5"),
        ("a~b:c", "a~b:c"),
    ],
)
def test_another_address_is_another_graph(writable: FlaskClient, keys: Keys, address: str, name: str) -> None:
    put(writable, keys, f"/data/{address}")
    assert ask(writable, f"ASK {{ GRAPH <http://localhost/data/{name}> {{ ?s ?p 'o' }} }}")
    fetch(writable, f"/data/{address}")


def test_a_post_to_the_store_creates_a_graph(writable: FlaskClient, keys: Keys) -> None:
    made = fetch(writable, "/data", 201, method="POST", data=TURTLE, content_type="text/turtle", headers=keys.write)
    assert writable.get(made.location).status_code == 200


def test_a_graph_that_was_deleted_is_not_found(writable: FlaskClient, keys: Keys) -> None:
    put(writable, keys, f"/data?graph={G}")
    done = writable.delete(f"/data?graph={G}", headers=keys.write).status_code
    assert (done, writable.get(f"/data?graph={G}").status_code) == (204, 404)


def test_a_patch_sees_only_its_graph(writable: FlaskClient, keys: Keys) -> None:
    put(writable, keys, f"/data?graph={G}")
    change = "DELETE { ?s ?p ?o } INSERT { ?s ?p 'new' } WHERE { ?s ?p ?o }"
    done = writable.patch(f"/data?graph={G}", data=change, content_type=UPDATE, headers=keys.write)
    content = writable.get(f"/data?graph={G}", headers={"Accept": "application/n-triples"}).text
    assert (done.status_code, content.count("\n"), '"new"' in content) == (204, 1, True)


def test_a_patch_of_another_graph_is_refused(writable: FlaskClient, keys: Keys) -> None:
    put(writable, keys, f"/data?graph={G}")
    change = "INSERT DATA { GRAPH <http://example.org/other> { <http://example.org/s> a <http://example.org/s> } }"
    done = fetch(
        writable, f"/data?graph={G}", 400, method="PATCH", data=change, content_type=UPDATE, headers=keys.write
    )
    assert "another graph" in done.text


@pytest.mark.parametrize(("body", "kind", "status"), [("<a> <b>", "text/turtle", 400), ("{}", "text/plain+x", 415)])
def test_invalid_rdf_leaves_the_graph_as_it_was(
    writable: FlaskClient, keys: Keys, body: str, kind: str, status: int
) -> None:
    put(writable, keys, f"/data?graph={G}")
    refused = put(writable, keys, f"/data?graph={G}", body, kind)
    assert (refused, writable.get(f"/data?graph={G}").status_code) == (status, 200)


@pytest.mark.parametrize("address", ["/data", f"/data?default&graph={G}", "/data?graph=relative"])
def test_a_request_must_name_one_graph(writable: FlaskClient, address: str) -> None:
    fetch(writable, address, 400)


def test_the_default_graph_is_read(client: FlaskClient) -> None:
    assert "Tiny graph" in client.get("/data?default").text


def test_a_change_survives_the_server(tiny: Settings, keys: Keys, tmp_path: Path) -> None:
    settings = replace(tiny, store=tmp_path / "store", writable=True, tokens=keys.path)
    with running(settings) as app:
        put(app.test_client(), keys, f"/data?graph={G}")
    with running(settings) as app:
        fetch(app.test_client(), f"/data?graph={G}")


def test_a_tag_that_no_longer_holds_stops_a_change(writable: FlaskClient, keys: Keys) -> None:
    put(writable, keys, f"/data?graph={G}")
    tag = writable.get(f"/data?graph={G}").headers["ETag"]
    statuses = [
        writable.put(
            f"/data?graph={G}", data=TURTLE, content_type="text/turtle", headers={**keys.write, "If-Match": tag}
        ).status_code
        for _ in range(2)
    ]
    assert statuses == [204, 412]


@pytest.mark.parametrize(("condition", "status"), [({"If-None-Match": "*"}, 412), ({"If-Match": "*"}, 204)])
def test_a_change_may_depend_on_the_existence_of_the_graph(
    writable: FlaskClient, keys: Keys, condition: dict[str, str], status: int
) -> None:
    put(writable, keys, f"/data?graph={G}")
    changed = writable.put(
        f"/data?graph={G}", data=TURTLE, content_type="text/turtle", headers={**keys.write, **condition}
    )
    assert changed.status_code == status


def test_concurrent_clients_write_to_a_new_graph(writable: FlaskClient, keys: Keys) -> None:
    statuses: list[int] = []

    def post(number: int) -> None:
        body = f"<http://example.org/{number}> <p> 1 ."
        done = writable.application.test_client().post(
            f"/data?graph={G}", data=body, content_type="text/turtle", headers=keys.write
        )
        statuses.append(done.status_code)

    threads = [threading.Thread(target=post, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    content = writable.get(f"/data?graph={G}&format=nt").text
    assert (sorted(statuses), len(content.splitlines())) == ([201, 204, 204, 204], 4)


def test_the_format_of_a_graph_may_be_a_parameter(client: FlaskClient) -> None:
    assert client.get("/data?default&format=nt").mimetype == "application/n-triples"


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld", "trig", "nq", "rdf"])
def test_a_graph_is_read_in_every_format(client: FlaskClient, form: str) -> None:
    assert "Tiny graph" in client.get(f"/data?default&format={form}").text


FIELD = b'--zz\r\nContent-Disposition: form-data; name="a"\r\n\r\n<a> <b> <c> .\r\n--zz--\r\n'


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Type": "multipart/form-data; boundary=zz"}, b"hello"),
        ({"Content-Type": "multipart/form-data; boundary=zz"}, FIELD),
        ({"Content-Type": "text/turtle", "Content-Range": "bytes 0-10/100"}, b""),
        ({"Content-Type": "text/turtle", "Content-Encoding": "gzip"}, b""),
        ({"Content-Type": "text/turtle", "If-Match": ","}, b""),
    ],
    ids=["no part", "no file", "a range", "compressed", "no tag"],
)
def test_a_body_that_is_not_understood_empties_no_graph(
    writable: FlaskClient, keys: Keys, headers: dict[str, str], body: bytes
) -> None:
    put(writable, keys, f"/data?graph={G}")
    refused = writable.put(f"/data?graph={G}", data=body, headers={**keys.write, **headers})
    content = writable.get(f"/data?graph={G}&format=nt").text
    assert (refused.status_code >= 400, len(content.splitlines())) == (True, 1)


def test_a_weak_tag_that_is_unwanted_stops_a_change(writable: FlaskClient, keys: Keys) -> None:
    put(writable, keys, f"/data?graph={G}")
    tag = writable.get(f"/data?graph={G}").headers["ETag"]
    headers = {**keys.write, "If-None-Match": f"W/{tag}"}
    refused = writable.put(f"/data?graph={G}", data=TURTLE, content_type="text/turtle", headers=headers)
    assert refused.status_code == 412


def test_several_files_of_a_form_are_one_graph(writable: FlaskClient, keys: Keys) -> None:
    files = [(BytesIO(f"<a> <b> {n} .".encode()), f"{n}.ttl", "text/turtle") for n in range(3)]
    writable.put(f"/data?graph={G}", data={"file": files}, headers=keys.write)
    assert len(writable.get(f"/data?graph={G}&format=nt").text.splitlines()) == 3
