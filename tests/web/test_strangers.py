"""Strangers on a private server: they learn neither what it has nor, by guessing, the tokens of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kg.config import Settings
from kg.limits import RequestLimits
from tests.nonempty import nonempty
from tests.web.conftest import Keys, fetch, running
from tests.web.test_access import addresses

# Words and addresses of the dataset and its questions.
SECRETS = ("Tiny graph", "Two persons", "Ann", "밥", "Who is there", "little text", "w3id.org")
# What there is, and what there is not, by what differs in their addresses.
PAIRS = [
    ("/questions/who.html", "/questions/owh.html"),
    ("/questions/who.csv", "/questions/owh.csv"),
    ("/questions/who", "/questions/owh"),
    ("/id/person/ann", "/id/person/nna"),
    ("/id/person/ann.ttl", "/id/person/nna.ttl"),
    ("/things/Passage.html", "/things/Egassap.html"),
    ("/source/text.html", "/source/txet.html"),
    ("/search.html?q=ann", "/search.html?q=nna"),
    ("/suggest.json?q=who", "/suggest.json?q=owh"),
    ("/questions.html?contains=who", "/questions.html?contains=owh"),
    ("/sitemap-1.xml", "/sitemap-9.xml"),
    ("/export/id/person/ann.gexf", "/export/id/person/nna.gexf"),
    ("/who.html", "/owh.html"),
]
METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"]


@pytest.fixture(scope="module")
def private(tiny: Settings, keys: Keys) -> Iterator[Flask]:
    """An application that answers holders of tokens only, who may fail three times."""
    limits = replace(tiny.limits, request=RequestLimits(failed_tokens=3, failed_token_seconds=100.0))
    with running(replace(tiny, private=True, tokens=keys.path), limits) as app:
        yield app


def seen(response: TestResponse, path: str) -> tuple[int, dict[str, str], str]:
    """What a stranger sees of a response, apart from the address that was asked for."""
    text = response.text
    for part in filter(None, path.split("?")):
        text = text.replace(part, "ASKED")
    headers = {name: value for name, value in response.headers if name not in ("Content-Length", "Location")}
    return response.status_code, headers, text


@pytest.mark.parametrize("accept", ["text/html", "application/json", "text/turtle"])
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("there", "not_there"), PAIRS)
def test_what_there_is_is_answered_as_what_there_is_not(
    private: Flask, there: str, not_there: str, method: str, accept: str
) -> None:
    client, headers = private.test_client(), {"Accept": accept, "If-None-Match": "*"}
    answers = [seen(client.open(path, method=method, headers=headers), path) for path in (there, not_there)]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("accept", ["text/html", "application/json", "text/turtle", "text/plain"])
def test_nothing_of_the_dataset_is_in_any_answer_to_a_stranger(private: Flask, accept: str) -> None:
    client = private.test_client()
    for _, method, path in nonempty(addresses(private)):
        response = client.open(path, method=method, headers={"Accept": accept})
        told = response.text + str(response.headers)
        assert [secret for secret in SECRETS if secret in told] == [], path


def attempt(client: FlaskClient, token: str, address: str = "192.0.2.1") -> TestResponse:
    """The response to a client at an address that sends a token."""
    headers = {"Authorization": token} if token else {}
    return client.get("/questions/who.html", headers=headers, environ_base={"REMOTE_ADDR": address})


def test_a_client_may_guess_a_limited_number_of_tokens(private: Flask) -> None:
    client = private.test_client()
    answers = [attempt(client, f"Bearer {uuid4()}", "192.0.2.2") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 3 + [429] * 3
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 100


def test_the_right_token_of_a_client_that_has_guessed_keeps_working(private: Flask, keys: Keys) -> None:
    client, right = private.test_client(), keys.read["Authorization"]
    guesses = [attempt(client, f"Bearer {uuid4()}", "192.0.2.3").status_code for _ in range(5)]
    assert guesses[-1] == 429
    assert [attempt(client, token, "192.0.2.3").status_code for token in (right, "")] == [200, 401]
    assert attempt(client, "Bearer wrong", "192.0.2.4").status_code == 401


def test_a_right_token_that_permits_too_little_is_not_a_guess(writable: FlaskClient, keys: Keys) -> None:
    update = {"data": {"update": "CLEAR ALL"}, "headers": keys.read}
    assert {writable.post("/sparql", **update).status_code for _ in range(50)} == {401}


def test_a_reader_sees_the_name_of_a_private_site(private: Flask, keys: Keys) -> None:
    assert "Tiny graph" in fetch(private.test_client(), "/problems", headers=keys.read).text


def test_crawlers_are_kept_away_from_a_private_site(private: Flask) -> None:
    assert fetch(private.test_client(), "/robots.txt").text == "User-agent: *\nDisallow: /\n"
