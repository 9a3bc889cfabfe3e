"""Faults of the machine: clients see 503 or 507 and nothing of the machine, and the log has what the operator does."""

from __future__ import annotations

import http.client
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.protocol.access_tokens import WRITE, add_token
from tests.engine.running import ENDLESS, kill
from tests.hostile.disks import filled, small_disk
from tests.hostile.served import HOST, Served, free_port, serving
from tests.nonempty import nonempty
from tests.patience import PATIENCE, wait_until

DATASET = "".join(f"<e:s{n}> <e:p> <e:o{n}> .\n" for n in range(60))
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def data_file(folder: Path) -> Path:
    path = folder / "data.nq"
    path.write_text(DATASET, encoding="utf-8")
    return path


@contextmanager
def writable(folder: Path, store: Path) -> Iterator[tuple[Served, dict[str, str]]]:
    """A server that takes updates, and the headers of a client that may send them."""
    folder.mkdir(exist_ok=True)
    token = add_token(folder / "tokens", "test", WRITE)
    options = ("--store", str(store), "--writable", "--tokens", str(folder / "tokens"))
    with serving(data_file(folder), folder, *options) as served:
        yield served, {"Authorization": f"Bearer {token}"}


def update(served: Served, headers: dict[str, str], text: str) -> tuple[int, bytes]:
    status, _, body = served.request(
        "POST", "/sparql", text, **headers, **{"Content-Type": "application/sparql-update"}
    )
    return status, body


def holds(served: Served, pattern: str) -> bool:
    status, _, body = served.ask(f"ASK {{ {pattern} }}", Accept="application/sparql-results+json")
    assert status == 200, body
    return bool(json.loads(body)["boolean"])


def require_discreet(body: bytes, *paths: Path) -> None:
    """Fail if an answer holds anything of the machine."""
    text = body.decode()
    assert [
        word for word in (*map(str, paths), "Errno", "No space", "IO error", ".sst", "Corruption") if word in text
    ] == []


@pytest.mark.parametrize(
    ("method", "path", "body", "media_type"),
    [
        ("POST", "/sparql", "INSERT DATA { <e:new> <e:is> <e:here> }", "application/sparql-update"),
        ("PUT", "/data?graph=e:g", "<e:new> <e:is> <e:here> .", "text/turtle"),
        ("DELETE", "/data?default", "", "text/turtle"),
    ],
)
def test_a_change_that_finds_a_full_disk_is_refused_whole_and_can_be_sent_again(
    tmp_path: Path, method: str, path: str, body: str, media_type: str
) -> None:
    with (
        small_disk(tmp_path / "disk", 16) as disk,
        writable(tmp_path / "server", disk / "store") as (served, headers),
    ):
        headers |= {"Content-Type": media_type}
        with filled(disk):
            status, _, answer = served.request(method, path, body, **headers)
            assert (status, holds(served, "<e:s1> <e:p> <e:o1>"), holds(served, "<e:new> ?p ?o")) == (507, True, False)
            require_discreet(answer, disk)
        assert "Make room on this disk." in served.log.read_text()
        assert served.request(method, path, body, **headers)[0] in (200, 201, 204)


def test_a_change_that_has_filled_the_disk_leaves_room_for_a_smaller_one(tmp_path: Path) -> None:
    triples = "".join(f'<e:s{n}> <e:is> "{n:0100}" .\n' for n in range(60_000))
    with (
        small_disk(tmp_path / "disk", 8) as disk,
        writable(tmp_path / "server", disk / "store") as (served, headers),
    ):
        assert update(served, headers, f"INSERT DATA {{ {triples} }}")[0] == 507
        status, body = update(served, headers, "INSERT DATA { <e:new> <e:is> <e:here> }")
        assert (status, holds(served, "<e:new> ?p ?o"), holds(served, "<e:s1> <e:is> ?o")) == (204, True, False), body


def test_a_store_that_cannot_be_opened_anew_is_reported_as_a_full_disk(tmp_path: Path) -> None:
    with (
        small_disk(tmp_path / "disk", 8) as disk,
        writable(tmp_path / "server", disk / "store") as (served, headers),
    ):
        change = "INSERT DATA { <e:new> <e:is> <e:here> }"
        with filled(disk):
            update(served, headers, change)
            for path in (disk / "store" / "db").iterdir():
                path.unlink()
            with filled(disk, "more"):
                status, body = update(served, headers, change)
        assert status == 507
        require_discreet(body, disk)
        assert "Traceback" not in served.log.read_text()
        assert update(served, headers, change)[0] == 204


def test_a_new_store_on_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 16) as disk, filled(disk):
        add_token(tmp_path / "tokens", "test", WRITE)
        options = ("--store", str(disk / "store"), "--writable", "--tokens", str(tmp_path / "tokens"))
        code, lines = failed_start(data_file(tmp_path), *options)
        assert (code, [line for line in lines if "Make room on this disk." in line]) == (1, lines)
        assert [path for path in (disk / "store").glob("*") if path.is_dir() and any(path.iterdir())] == []


def failed_start(dataset: Path, *options: str) -> tuple[int, list[str]]:
    """The exit status and the messages of a server that cannot start."""
    command = [sys.executable, "-m", "kg", "serve", "--port", str(free_port()), "--dataset", str(dataset), *options]
    done = subprocess.run(command, cwd=dataset.parent, capture_output=True, text=True, check=False, timeout=PATIENCE)
    return done.returncode, done.stderr.splitlines()


def damaged(store: Path) -> None:
    """Change bytes in every table of a store."""
    # States share tables by hard links: what is changed twice is what it was.
    tables = {path.stat().st_ino: path for path in store.rglob("*.sst")}
    for table in nonempty(tables.values()):
        content = table.read_bytes()
        table.write_bytes(bytes(byte ^ 0xFF for byte in content))


@pytest.mark.parametrize("query", [COUNT, "CONSTRUCT WHERE { ?s ?p ?o }", "ASK { <e:s1> ?p ?o }"])
def test_a_store_that_is_damaged_while_it_is_served_is_a_fault_of_the_server(tmp_path: Path, query: str) -> None:
    with writable(tmp_path, tmp_path / "store") as (served, headers):
        # Its tables are opened anew for a new state.
        assert update(served, headers, "INSERT DATA { <e:new> <e:is> <e:here> }")[0] == 204
        damaged(tmp_path / "store" / "current")
        status, _, body = served.ask(query)
        assert status == 503
        require_discreet(body, tmp_path)
        assert "restore a backup with kg restore" in served.log.read_text()


def test_a_store_that_is_damaged_is_named_at_the_start(tmp_path: Path) -> None:
    with writable(tmp_path, tmp_path / "store"):
        pass
    damaged(tmp_path / "store")
    code, lines = failed_start(tmp_path / "data.nq", "--store", str(tmp_path / "store"))
    assert (code, len(lines), "restore a backup" in lines[0]) == (1, 1, True)


def test_a_dataset_that_is_damaged_when_its_fork_server_is_lost_is_a_fault_of_the_server(tmp_path: Path) -> None:
    with serving(data_file(tmp_path), tmp_path) as served:
        # The application has read what it needs.
        assert served.evaluations == 0
        (tmp_path / "data.nq").write_text("<e:s1> <e:p")
        kill(served.fork_server, *served.workers)
        status, _, body = served.ask(COUNT)
        assert (status, "The dataset cannot be read" in served.log.read_text()) == (503, True)
        require_discreet(body, tmp_path)


def lost(served: Served, end: Callable[[], None]) -> tuple[int, str | None]:
    """The status and the Retry-After of an endless query, during which processes are ended."""
    connection = http.client.HTTPConnection(HOST, served.port, timeout=PATIENCE)
    try:
        connection.request("POST", "/sparql", ENDLESS, {"Content-Type": "application/sparql-query"})
        wait_until(lambda: served.evaluations > 0)
        end()
        response = connection.getresponse()
        return response.status, response.getheader("Retry-After")
    finally:
        connection.close()


def test_a_query_whose_worker_is_lost_can_be_sent_again(tmp_path: Path) -> None:
    with serving(data_file(tmp_path), tmp_path, "--timeout", "3600") as served:

        def end() -> None:
            for worker in served.workers:
                kill(worker)

        assert lost(served, end) == (503, "2")
        assert "a worker ended unexpectedly (wait status 9)" in served.log.read_text()


def test_a_query_whose_fork_server_is_lost_can_be_sent_again(tmp_path: Path) -> None:
    with serving(data_file(tmp_path), tmp_path, "--timeout", "3600") as served:
        assert lost(served, lambda: kill(served.fork_server, *served.workers)) == (503, "2")


def test_a_server_without_free_files_answers_503_until_it_has_some(tmp_path: Path) -> None:
    with serving(data_file(tmp_path), tmp_path) as served:
        # The application has read what it needs.
        assert served.evaluations == 0
        status, _, _ = served.ask(rows(3), Accept="text/csv")
        # As many as it has open: each large answer needs another one.
        before = resource.prlimit(served.web, resource.RLIMIT_NOFILE)
        resource.prlimit(served.web, resource.RLIMIT_NOFILE, (served.files, before[1]))
        full, _, body = served.ask(rows(3, 1), Accept="text/csv")
        require_discreet(body, tmp_path)
        resource.prlimit(served.web, resource.RLIMIT_NOFILE, before)
        again, _, _ = served.ask(rows(3, 2), Accept="text/csv")
        assert (status, full, again) == (200, 503, 200)
        assert "Raise the limit of open files" in served.log.read_text()


def test_an_access_log_on_a_full_disk_stops_no_request(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 1) as disk, serving(data_file(tmp_path), tmp_path, log=disk / "log") as served:
        with filled(disk):
            assert [served.ask(f"{COUNT} # {n}")[0] for n in range(3)] == [200] * 3
        assert served.ask(f"{COUNT} # at last")[0] == 200
        assert served.settles(lambda: '"status": 200' in served.log.read_text().splitlines()[-1])


def rows(megabytes: int, number: int = 0) -> str:
    """A query whose answer takes a few megabytes, as CSV."""
    joined = " ".join(f"?{name} <e:p> ?{name}{name} ." for name in "abcd")
    return f"SELECT ?t {{ {joined} BIND('{'x' * 998}' AS ?t) }} LIMIT {megabytes * 1000 + number}"


@pytest.fixture
def spooling(tmp_path: Path) -> Iterator[tuple[Served, Path]]:
    """A server with 40 MB of room for answers of at most 30 MB, and the disk with that room."""
    (tmp_path / "server").mkdir()
    with (
        small_disk(tmp_path / "disk", 40) as disk,
        serving(data_file(tmp_path), tmp_path / "server", "--spool", str(disk), "--answer", "30") as served,
    ):
        yield served, disk


def free_mb(disk: Path) -> float:
    room = os.statvfs(disk)
    return room.f_bavail * room.f_frsize / 1e6


def ask_csv(served: Served, query: str) -> tuple[int, int]:
    status, _, body = served.ask(query, Accept="text/csv")
    return status, len(body)


def test_an_answer_takes_its_room_once(spooling: tuple[Served, Path]) -> None:
    assert ask_csv(spooling[0], rows(28)) == (200, 28_000_003)


def test_answers_share_the_room(spooling: tuple[Served, Path]) -> None:
    with ThreadPoolExecutor(3) as clients:
        answers = clients.map(lambda number: ask_csv(spooling[0], rows(10, number)), range(3))
        assert [status for status, _ in answers] == [200] * 3


def test_an_answer_without_room_is_refused_and_takes_none(spooling: tuple[Served, Path]) -> None:
    served, disk = spooling
    (disk / "others").write_bytes(bytes(20_000_000))
    before = free_mb(disk)
    status, _, body = served.ask(rows(25), Accept="text/csv")
    assert (status, "Make room on this disk." in served.log.read_text()) == (507, True)
    require_discreet(body, disk)
    assert served.settles(lambda: free_mb(disk) == before)


@pytest.mark.parametrize("leaves", [False, True])
def test_room_returns_when_an_answer_was_sent_or_its_client_has_left(
    spooling: tuple[Served, Path], leaves: bool
) -> None:
    served, disk = spooling
    before = free_mb(disk)
    if leaves:
        connection = http.client.HTTPConnection(HOST, served.port, timeout=PATIENCE)
        connection.request(
            "POST", "/sparql", rows(10), {"Content-Type": "application/sparql-query", "Accept": "text/csv"}
        )
        wait_until(lambda: free_mb(disk) < before)
        connection.close()
    else:
        assert ask_csv(served, rows(10))[0] == 200
    assert served.settles(lambda: free_mb(disk) == before)
