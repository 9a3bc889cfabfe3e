"""The lines of the access log, and the labels of the metrics."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from kg.http.access_log import AccessLog, Metrics, RequestLog
from kg.http.wsgi import BufferedResponse, Environ, request_context
from tests.http.middleware import Counting, request, send


def line(caplog: pytest.LogCaptureFixture, environ: Environ, status: str = "200 OK") -> dict[str, Any]:
    """The line of the log about a request."""
    with caplog.at_level(logging.INFO, "kg.access"):
        send(AccessLog(Counting(status), RequestLog(Metrics(lambda: 0))), environ)
    return dict(json.loads(caplog.records[-1].message))


def metrics(environ: Environ, status: str = "200 OK") -> str:
    """The metrics after a request."""
    counts = Metrics(lambda: 3)
    send(AccessLog(Counting(status), RequestLog(counts)), environ)
    return counts.text().decode()


def test_a_request_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    logged = line(caplog, request())
    assert {name: logged[name] for name in ("client", "method", "path", "status", "bytes", "outcome")} == {
        "client": "192.0.2.1",
        "method": "GET",
        "path": "/sparql",
        "status": 200,
        "bytes": 6,
        "outcome": "ok",
    }
    assert {"time", "ms"} < logged.keys()


def test_a_long_path_and_method_are_cut(caplog: pytest.LogCaptureFixture) -> None:
    logged = line(caplog, request(PATH_INFO="/" + "x" * 300, REQUEST_METHOD="M" * 20))
    assert (len(logged["path"]), len(logged["method"])) == (256, 16)


def test_head_sends_no_bytes(caplog: pytest.LogCaptureFixture) -> None:
    assert line(caplog, request(REQUEST_METHOD="HEAD"))["bytes"] == 0


@pytest.mark.parametrize(
    ("status", "cache", "outcome"),
    [
        (200, None, "ok"),
        (304, None, "ok"),
        (399, None, "ok"),
        (400, None, "error"),
        (500, None, "error"),
        (429, None, "refused"),
        (499, None, "gone"),
        (503, None, "busy"),
        (504, None, "time"),
        (507, None, "size"),
        (200, "hit", "hit"),
        (404, "shared", "shared"),
        (504, "shared", "time"),
    ],
)
def test_a_request_has_an_outcome(
    caplog: pytest.LogCaptureFixture, status: int, cache: str | None, outcome: str
) -> None:
    environ = request()
    request_context(environ).cache = cache
    assert line(caplog, environ, f"{status} Any")["outcome"] == outcome


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/sparql", "/sparql"),
        ("/sparql.csv", "/sparql"),
        ("/health/live", "/health"),
        ("/data/x", "/data"),
        ("/", "page"),
        ("/id/person/x", "page"),
        ("/sparqlx", "page"),
    ],
)
def test_routes_are_few(path: str, route: str) -> None:
    assert f'kg_response_bytes_total{{route="{route}"}} 6.0' in metrics(request(PATH_INFO=path))


@pytest.mark.parametrize(("method", "label"), [("GET", "GET"), ("PATCH", "PATCH"), ("BREW", "other")])
def test_methods_are_few(method: str, label: str) -> None:
    counts = metrics(request(REQUEST_METHOD=method), "405 Method Not Allowed")
    assert f'kg_requests_total{{method="{label}",route="/sparql",status="405"}} 1.0' in counts


def test_the_evaluations_under_way_are_a_metric() -> None:
    assert "kg_evaluations 3.0" in metrics(request())


@pytest.mark.parametrize(("kept", "outcome"), [(True, "hit"), (False, "shared")])
def test_a_response_that_is_sent_again_is_logged_and_counted(
    caplog: pytest.LogCaptureFixture, kept: bool, outcome: str
) -> None:
    environ, counts = request(), Metrics(lambda: 0)
    request_context(environ).kept = kept
    request_context(environ).again = lambda _: BufferedResponse(200, "OK", [], b"answer")
    with caplog.at_level(logging.INFO, "kg.access"):
        send(AccessLog(Counting(), RequestLog(counts)), environ)
        again = request_context(environ).again
        assert again
        again("198.51.100.9")
    logged = json.loads(caplog.records[-1].message)
    seen = [logged[name] for name in ("client", "path", "status", "bytes", "outcome")]
    assert seen == ["198.51.100.9", "/sparql", 200, 6, outcome]
    assert f'kg_outcomes_total{{outcome="{outcome}"}} 1.0' in counts.text().decode()


def test_a_response_that_cannot_be_sent_again_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    environ = request()
    request_context(environ).again = lambda _: None
    with caplog.at_level(logging.INFO, "kg.access"):
        send(AccessLog(Counting(), RequestLog(Metrics(lambda: 0))), environ)
        again = request_context(environ).again
        assert again
        assert again("198.51.100.9") is None
    assert len(caplog.records) == 1
