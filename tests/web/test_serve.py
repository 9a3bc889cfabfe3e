"""The command that serves, from its start to its stop."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.client import RemoteDisconnected
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from kg.config import Settings
from tests.patience import PATIENCE, wait_until
from tests.web.conftest import LABELS, Keys

pytestmark = pytest.mark.slow


def command(settings: Settings, port: int) -> list[str]:
    folders = ["--dataset", str(settings.dataset), "--queries", str(settings.queries)]
    return [sys.executable, "-m", "kg", "serve", "--port", str(port), *folders]


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(settings: Settings, port: int, folder: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """The server, running in a folder that is not the project's; it is stopped at the end."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    # A pipe that nobody reads would fill up with the log and stop the server.
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            [*command(settings, port), *more],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process,
    ):
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def answered(port: int, query: str) -> bytes:
    """The answer to a query."""
    with urlopen(f"http://127.0.0.1:{port}/sparql?{urlencode({'query': query})}", timeout=PATIENCE) as response:
        return bytes(response.read())


def children(pid: int) -> set[int]:
    """The processes that a process has started and that have not ended."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return {int(child) for child in found}


def answer(process: subprocess.Popen[str], port: int, query: str) -> bytes:
    """The answer to a query, once the server answers at all."""
    answers: list[bytes] = []

    def answers_now() -> bool:
        assert process.poll() is None, "the server ended"
        with suppress(URLError):
            answers.append(answered(port, query))
        return bool(answers)

    wait_until(answers_now)
    return answers[0]


def test_a_server_answers_and_stops(tiny: Settings, port: int, tmp_path: Path) -> None:
    with serving(tiny, port, tmp_path) as process:
        rows = json.loads(answer(process, port, LABELS))["results"]["bindings"]
    assert (len(rows), process.returncode) == (2, 0)


def test_repeated_requests_are_answered_alike_and_logged(tiny: Settings, port: int, tmp_path: Path) -> None:
    with serving(tiny, port, tmp_path) as process:
        answers = {answer(process, port, LABELS), *(answered(port, LABELS) for _ in range(3))}
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines() if line.startswith("{")]
    outcomes = [line["outcome"] for line in lines if line["path"] == "/sparql" and line["status"] == 200]
    assert (len(answers), outcomes) == (1, ["ok", "hit", "hit", "hit"])


def refusal(settings: Settings, port: int) -> tuple[int, list[str]]:
    done = subprocess.run(command(settings, port), capture_output=True, text=True, timeout=PATIENCE, check=False)
    return done.returncode, done.stderr.splitlines()


def test_a_missing_dataset_is_reported_in_one_line(tmp_path: Path, port: int) -> None:
    status, lines = refusal(Settings(dataset=tmp_path / "none.nq"), port)
    assert (status, len(lines), "kg build" in lines[0]) == (1, 1, True)


def test_a_port_in_use_is_reported_in_one_line(tiny: Settings) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        status, lines = refusal(tiny, holder.getsockname()[1])
    assert (status, len(lines), "--port" in lines[0]) == (1, 1, True)


def exchange(port: int, data: bytes) -> bytes:
    """What a server answers to bytes as they stand, until it closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(data)
        parts = []
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


QUERY_IN_PARTS = (
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n4\r\nASK \r\n2\r\n{}\r\n0\r\n\r\n"
)
TOO_LARGE = (
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: 9999999\r\n\r\n"
)


def test_a_body_in_parts_is_read(tiny: Settings, port: int, tmp_path: Path) -> None:
    with serving(tiny, port, tmp_path) as process:
        answer(process, port, LABELS)
        assert exchange(port, QUERY_IN_PARTS).endswith(b'"boolean":true}')


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(tiny: Settings, port: int, tmp_path: Path) -> None:
    with serving(tiny, port, tmp_path) as process:
        answer(process, port, LABELS)
        response = exchange(port, TOO_LARGE)
    assert (response.startswith(b"HTTP/1.1 413"), b"application/problem+json" in response) == (True, True)


@pytest.mark.parametrize("changing", [False, True])
def test_a_reload_fails_no_request(tiny: Settings, keys: Keys, port: int, tmp_path: Path, changing: bool) -> None:
    store = ["--writable", "--store", str(tmp_path / "store"), "--tokens", str(keys.path)] if changing else []
    failures: list[Exception] = []
    done = threading.Event()

    def ask() -> None:
        for number in itertools.count():
            if done.is_set():
                return
            query = f"{LABELS} # {number}"
            try:
                with suppress(RemoteDisconnected):
                    answered(port, query)
                    continue
                # The old process closed a connection from which it had read nothing yet: clients repeat the request,
                # as they may (RFC 9110, 9.2.2), and the new process answers.
                answered(port, query)
            except OSError as error:
                failures.append(error)

    with serving(tiny, port, tmp_path, *store) as process:
        answer(process, port, LABELS)
        first = children(process.pid)
        clients = [threading.Thread(target=ask) for _ in range(2)]
        for client in clients:
            client.start()
        process.send_signal(signal.SIGHUP)
        wait_until(lambda: not first & children(process.pid))
        done.set()
        for client in clients:
            client.join()
    assert failures == []


def test_a_second_server_reports_that_the_store_is_in_use(
    tiny: Settings, keys: Keys, port: int, tmp_path: Path
) -> None:
    store = ["--writable", "--store", str(tmp_path / "store"), "--tokens", str(keys.path)]
    with serving(tiny, port, tmp_path, *store) as process:
        answer(process, port, LABELS)
        second = subprocess.run(
            [*command(tiny, port + 1), *store], capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    (line,) = second.stderr.splitlines()
    assert (second.returncode, "Another server has the store" in line) == (1, True)


@pytest.fixture
def own(tiny: Settings, tmp_path: Path) -> Settings:
    """Settings with files of a test's own."""
    (tmp_path / "queries").mkdir()
    return replace(tiny, dataset=Path(shutil.copy(tiny.dataset, tmp_path / "own.nq")), queries=tmp_path / "queries")


def is_stale(port: int) -> bool:
    with urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=PATIENCE) as response:
        return bool(json.load(response)["stale"])


@pytest.mark.parametrize("damaged", ["own.nq", "queries/broken.rq"])
def test_a_reload_onto_a_damaged_file_changes_nothing(own: Settings, port: int, tmp_path: Path, damaged: str) -> None:
    path = tmp_path / damaged
    with serving(own, port, tmp_path) as process:
        before = answer(process, port, LABELS)
        # Answered when the application is loaded.
        urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=PATIENCE).close()
        first = children(process.pid)
        sound = path.read_bytes() if path.exists() else b""
        path.write_text("damaged")
        process.send_signal(signal.SIGHUP)
        wait_until(lambda: "Nothing was reloaded" in (tmp_path / "log").read_text())
        wait_until(lambda: children(process.pid) == first)
        assert (answered(port, f"{LABELS} # again"), is_stale(port)) == (before, True)
        path.write_bytes(sound) if sound else path.unlink()
        process.send_signal(signal.SIGHUP)
        wait_until(lambda: not first & children(process.pid))
        assert not is_stale(port)
    report = [line for line in (tmp_path / "log").read_text().splitlines() if "Nothing was reloaded" in line]
    assert (len(report), damaged in report[0], process.returncode) == (1, True, 0)


def test_a_web_process_that_is_killed_is_replaced(tiny: Settings, port: int, tmp_path: Path) -> None:
    with serving(tiny, port, tmp_path) as process:
        answer(process, port, LABELS)
        for _ in range(3):
            first = children(process.pid)
            assert not is_stale(port)
            for pid in first:
                os.kill(pid, signal.SIGKILL)
            # The connection waits for the next process.
            wait_until(lambda first=first: not first & children(process.pid))
            assert answered(port, LABELS)


def test_a_web_process_that_always_ends_before_it_is_ready_ends_the_server(
    tiny: Settings, port: int, tmp_path: Path
) -> None:
    with serving(tiny, port, tmp_path) as process:
        while process.poll() is None:
            for pid in children(process.pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
    assert (process.returncode, "before it had loaded everything" in (tmp_path / "log").read_text()) == (1, True)
