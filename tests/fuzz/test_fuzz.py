"""Some hundred random inputs, and that each check of the campaign fires; make fuzz throws as many as one likes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.fuzz import command_lines, records, requests
from tests.fuzz.campaign import Campaign, campaign
from tests.fuzz.mutations import seeded
from tests.fuzz.requests import Request

INPUTS = 600
PARTS = 6
REQUEST = Request(b"GET / HTTP/1.1\r\n\r\n", is_whole=True)


@pytest.fixture(scope="module")
def running() -> Iterator[Campaign]:
    """A campaign whose server is whole at the end."""
    with campaign() as campaign_:
        yield campaign_
        campaign_.require_whole()


@pytest.mark.parametrize("part", range(PARTS))
def test_every_input_is_answered_properly(running: Campaign, part: int) -> None:
    assert list(running.problems(range(part, INPUTS, PARTS))) == []
    running.require_whole()


@pytest.mark.parametrize(
    "received",
    [
        b"HTTP/1.1 500 Internal Server Error\r\n\r\n",
        b"HTTP/1.1 502 Bad Gateway\r\n\r\n",
        b"HTTP/1.1 400 Bad Request\r\n\r\ncannot open /tmp/kg/store/db",
        b"HTTP/1.1 200 OK\r\n\r\nTraceback (most recent call last)",
        b"hello",
    ],
)
def test_an_improper_answer_is_a_problem(received: bytes) -> None:
    assert requests.problem(REQUEST, received)


@pytest.mark.parametrize("status", [200, 400, 503, 504, 507])
def test_a_proper_answer_is_none(status: int) -> None:
    assert requests.problem(REQUEST, f"HTTP/1.1 {status} Text\r\n\r\nText".encode()) is None


def test_what_a_client_has_sent_may_be_quoted() -> None:
    quoting = Request(b"GET /?q=/tmp/ HTTP/1.1\r\n\r\n", is_whole=True)
    assert requests.problem(quoting, b"HTTP/1.1 400 Bad Request\r\n\r\nquery: /tmp/") is None


def test_only_a_broken_head_may_have_no_answer() -> None:
    assert requests.problem(REQUEST, b"")
    assert requests.problem(Request(b"GE", is_whole=False), b"") is None


def test_a_failing_build_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "build_dataset", lambda *_: 1 / 0)
    assert records.problem(seeded(0), tmp_path)


def test_a_failing_command_is_a_problem() -> None:
    @click.command()
    def fail() -> None:
        raise ZeroDivisionError

    assert command_lines.verdict(["fail"], CliRunner().invoke(fail))


def test_the_same_seed_makes_the_same_input() -> None:
    assert requests.request(seeded(7), "token") == requests.request(seeded(7), "token")
    assert requests.request(seeded(7), "token") != requests.request(seeded(8), "token")
