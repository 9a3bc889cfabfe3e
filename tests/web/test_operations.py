"""What operators see: health, figures, the log, and the limits as clients meet them."""

from __future__ import annotations

import json
import logging
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.config import Settings
from kg.engine.engine import Engine
from kg.errors import DatasetError, Problem
from tests.web.conftest import LABELS, fetch, running

ENDLESS = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(12)) + " }"
LARGE = "SELECT * { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(4)) + " }"
SORTED = ENDLESS.replace("(COUNT(*) AS ?n)", "*") + " ORDER BY ?a0 ?b1"


def answer(settings: Settings, query: str, **parameters: str) -> TestResponse:
    with running(settings) as app:
        return app.test_client().get("/sparql", query_string={"query": query, **parameters})


@pytest.mark.parametrize(
    ("query", "limits", "status", "named"),
    [
        (ENDLESS, {"timeout": 0.3}, 504, "0.3 s"),
        (LARGE, {"answer": 1}, 507, "1 MB"),
        (SORTED, {"memory": 32}, 507, "32 MB"),
    ],
)
def test_an_evaluation_beyond_a_limit_names_the_limit(
    tiny: Settings, query: str, limits: dict[str, float], status: int, named: str
) -> None:
    response = answer(replace(tiny, **limits), query)
    assert (response.status_code, response.mimetype, named in response.text) == (
        status,
        "application/problem+json",
        True,
    )


def test_a_client_may_ask_for_less_time(tiny: Settings) -> None:
    assert "0.2 s" in answer(tiny, ENDLESS, timeout="0.2").text


def test_a_client_gets_no_more_time_than_the_limit(tiny: Settings) -> None:
    assert "0.2 s" in answer(replace(tiny, timeout=0.2), ENDLESS, timeout="60").text


def test_the_type_of_a_problem_is_explained(client: FlaskClient) -> None:
    problem = client.get("/sparql?query=wrong").json
    assert problem is not None
    page, _, slug = problem["type"].partition("#")
    assert f'id="{slug}"' in client.get(page).text


def test_a_syntax_error_has_its_position_for_programs(client: FlaskClient) -> None:
    problem = client.get("/sparql", query_string={"query": "ASK {\n ?s ?p 'x }\n"}).json
    assert problem is not None
    assert (problem["status"], problem["line"], problem["column"], problem["excerpt"]) == (400, 2, 12, "?s ?p 'x }")


@pytest.mark.parametrize("path", ["/health", "/health/live", "/health/ready"])
def test_a_working_server_is_healthy(client: FlaskClient, path: str) -> None:
    response = fetch(client, path)
    assert response.headers["Cache-Control"] == "no-store"


def test_a_server_whose_workers_do_not_answer_is_not_ready(tiny: Settings) -> None:
    with running(tiny) as app:
        client = app.test_client()

        def fail(*_: object, **__: object) -> None:
            raise DatasetError(Problem("workers", "There are none.", "Restart the server."))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Engine, "query", fail)
            statuses = client.get("/health/ready").status_code, client.get("/health/live").status_code
    assert statuses == (503, 200)


def test_metrics_count_requests(tiny: Settings) -> None:
    with running(tiny) as app:
        client = app.test_client()
        client.get("/sparql", query_string={"query": LABELS})
        figures = client.get("/metrics").text
    assert 'kg_requests_total{method="GET",route="/sparql",status="200"} 1.0' in figures


def test_the_log_has_the_outcome_of_a_query(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    query = f"{LABELS} # logged"
    with caplog.at_level(logging.INFO, "kg.access"):
        client.get("/sparql", query_string={"query": query})
        client.get("/sparql", query_string={"query": query})
    lines = [json.loads(record.message) for record in caplog.records if record.name == "kg.access"]
    assert [(line["outcome"], line.get("rows")) for line in lines] == [("ok", 2), ("hit", None)]


def test_the_log_does_not_contain_the_query(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "kg.access"):
        client.get("/sparql", query_string={"query": "ASK { <urn:secret> ?p ?o }"})
    assert "secret" not in caplog.text


@pytest.mark.parametrize(("proxies", "logged"), [(0, "127.0.0.1"), (1, "198.51.100.7")])
def test_a_trusted_proxy_passes_the_address_of_the_client(
    tiny: Settings, caplog: pytest.LogCaptureFixture, proxies: int, logged: str
) -> None:
    with running(replace(tiny, proxies=proxies)) as app, caplog.at_level(logging.INFO, "kg.access"):
        app.test_client().get("/health/live", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})
    assert json.loads(caplog.records[-1].message)["client"] == logged
