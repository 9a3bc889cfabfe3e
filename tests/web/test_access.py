"""Authorization denies by default, and every evaluation takes a slot of its client."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from threading import Event

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from kg.config import Settings
from kg.engine.concurrency_limit import ConcurrencyLimit
from kg.limits import CacheLimits, RequestLimits
from kg.web.access import Views
from kg.web.context import context, context_of
from tests.nonempty import nonempty
from tests.patience import PATIENCE
from tests.web.conftest import Keys, fetch, running

# The only views that anybody may call on a private server: they show nothing of the dataset.
PUBLIC = {
    "dataset.dataset_iri",
    "dataset.dumps_folder",
    "dataset.inputs_iri",
    "entities.crawler_rules",
    "operations.liveness_probe",
    "operations.prometheus_metrics",
    "operations.readiness_probe",
    "dataset.page_redirect",
    "operations.problems_page",
    "static",
}
READING = {"GET", "HEAD"}
# By POST it answers queries too; its updates are checked apart.
ENDPOINT = "sparql.sparql_endpoint"


@pytest.fixture(scope="module")
def private(tiny: Settings, keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An application that answers holders of tokens only, and takes changes."""
    store = tmp_path_factory.mktemp("private") / "store"
    with running(replace(tiny, private=True, writable=True, store=store, tokens=keys.path)) as app:
        yield app


def addresses(app: Flask) -> list[tuple[str, str, str]]:
    """The endpoint, a method and a path for every rule and method of an application."""
    cases = [
        (rule.endpoint, method, _path(rule))
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods or ())
        # Flask itself answers OPTIONS where no view does: with the methods of the address.
        if method != "OPTIONS" or rule.endpoint in PUBLIC
    ]
    assert len(cases) > 80
    return cases


def _path(rule: Rule) -> str:
    values = {name: "1" if "Integer" in type(part).__name__ else "x" for name, part in rule._converters.items()}
    _, path = rule.build(values, append_unknown=False) or ("", "")
    return path


def statuses(app: Flask, headers: dict[str, str], methods: set[str]) -> dict[tuple[str, str, str], int]:
    """The status of every address of a view that is not public, by the given methods."""
    client = app.test_client()
    found = {
        case: client.open(case[2], method=case[1], headers=headers).status_code
        for case in addresses(app)
        if case[0] not in PUBLIC and case[1] in methods
    }
    assert found
    return found


def test_a_private_server_refuses_every_view_without_a_token(private: Flask) -> None:
    found = statuses(private, {}, READING | {"POST", "PUT", "PATCH", "DELETE"})
    assert {case: status for case, status in nonempty(found.items()) if status != 401} == {}


def test_a_private_server_answers_public_views_without_a_token(private: Flask) -> None:
    client = private.test_client()
    found = {case: client.open(case[2], method=case[1]).status_code for case in addresses(private) if case[0] in PUBLIC}
    assert {case[0] for case in found} == PUBLIC
    assert {case: status for case, status in nonempty(found.items()) if status in (401, 403)} == {}


def test_a_token_that_reads_opens_every_view_that_reads(private: Flask, keys: Keys) -> None:
    assert {
        case: status for case, status in nonempty(statuses(private, keys.read, READING).items()) if status in (401, 403)
    } == {}


def test_a_token_that_reads_changes_nothing(private: Flask, keys: Keys) -> None:
    found = statuses(private, keys.read, {"POST", "PUT", "PATCH", "DELETE"})
    refused = {case: status for case, status in found.items() if case[0] != ENDPOINT}
    assert refused
    assert set(refused.values()) == {401}


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
def test_an_update_needs_a_token_that_writes(writable: FlaskClient, keys: Keys, headers: dict[str, str]) -> None:
    update = {"update": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}
    refused = [writable.post("/sparql", data=update, headers=more).status_code for more in (headers, keys.read)]
    assert (refused, writable.post("/sparql", data=update, headers=keys.write).status_code) == ([401, 401], 204)


def test_a_read_only_server_refuses_changes_from_any_client(app: Flask, keys: Keys) -> None:
    found = statuses(app, keys.write, {"PUT", "PATCH", "DELETE"})
    assert set(found.values()) == {403}


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_a_view_that_declares_nothing_is_refused(tiny: Settings, method: str) -> None:
    with running(tiny) as app:
        options = {"methods": [method], "provide_automatic_options": False}
        app.add_url_rule("/forgotten", "forgotten", lambda: "content", **options)
        response = fetch(app.test_client(), "/forgotten", 403, method)
    assert "content" not in response.text


def test_options_lists_the_methods_of_a_view_without_a_token(private: Flask) -> None:
    response = fetch(private.test_client(), "/things.html", 204, "OPTIONS")
    assert response.allow.as_set() == {"get", "head", "options"}


@pytest.fixture(scope="module")
def counted(tiny: Settings) -> Iterator[Flask]:
    """An application with views that evaluate nothing, once, and twice."""
    with running(tiny) as app:
        views = Views("counted", __name__)
        views.reads("/none", endpoint="none")(lambda: "nothing")
        views.reads("/once", endpoint="once")(lambda: str(context.dataset.ask("ASK {}")))
        views.reads("/memoized", endpoint="memoized")(lambda: context.memoize("key", lambda: "value"))
        views.public("/twice", endpoint="twice")(lambda: str([context.dataset.ask("ASK {}") for _ in range(2)]))
        app.register_blueprint(views)
        yield app


@pytest.mark.parametrize(
    ("path", "taken"), [("/none", 0), ("/once", 1), ("/twice", 1), ("/memoized", 1), ("/health", 0), ("/", 1)]
)
def test_a_request_takes_one_slot_if_it_evaluates_anything(
    counted: Flask, monkeypatch: pytest.MonkeyPatch, path: str, taken: int
) -> None:
    clients: list[str] = []
    slot = ConcurrencyLimit.slot

    def counting(limit: ConcurrencyLimit, client: str) -> AbstractContextManager[None]:
        clients.append(client)
        return slot(limit, client)

    monkeypatch.setattr(ConcurrencyLimit, "slot", counting)
    fetch(counted.test_client(), path)
    assert clients == ["127.0.0.1"] * taken


@pytest.mark.parametrize(
    "path", ["/once", "/things.html", "/id/person/ann.html", "/sparql?query=ASK%7B%7D", "/search.json"]
)
def test_an_evaluation_without_a_free_slot_is_refused(counted: Flask, path: str) -> None:
    parts = context_of(counted)
    with ExitStack() as stack:
        for _ in range(parts.limits.request.per_client):
            stack.enter_context(parts.slots.slot("127.0.0.1"))
        refused = counted.test_client().get(path)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "1")
    fetch(counted.test_client(), path)


def test_a_slot_returns_when_a_view_fails(counted: Flask) -> None:
    client = counted.test_client()
    limit = context_of(counted).limits.request.per_client
    assert {client.get("/sparql?query=wrong").status_code for _ in range(limit + 1)} == {400}


def test_a_request_that_waits_for_an_identical_one_needs_a_slot_too(tiny: Settings) -> None:
    started, go = Event(), Event()

    def blocked() -> str:
        if started.is_set():
            return "evaluated without a slot"
        context.take_slot()
        started.set()
        assert go.wait(PATIENCE)
        return "done"

    limits = replace(tiny.limits, cache=CacheLimits(wait_seconds=0.0), request=RequestLimits(per_client=1))
    with running(tiny, limits) as app, ThreadPoolExecutor(1) as pool:
        views = Views("blocked", __name__)
        views.reads("/blocked", endpoint="blocked")(blocked)
        app.register_blueprint(views)
        first = pool.submit(app.test_client().get, "/blocked")
        assert started.wait(PATIENCE)
        refused = app.test_client().get("/blocked")
        go.set()
        assert (first.result(PATIENCE).status_code, refused.status_code) == (200, 429)
