"""Which servers are measured, and what they are asked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.compare.exchange import get
from bench.compare.peer import Peer, run
from bench.compare.peers import Oxigraph


class Absent(Peer):
    """A server that is not installed."""

    name = "absent"
    note = ""

    def version(self) -> str:
        return run("figment-server-that-nobody-has", "--version")

    def load(self, *_: object) -> None:
        raise AssertionError

    def command(self, *_: object, **__: object) -> Sequence[str]:
        raise AssertionError

    def query(self, text: str) -> bytes:
        return get("/", ("query", text))


class Small(Absent):
    """A server for small datasets."""

    most_quads = 100
    bound = "too slow"

    def version(self) -> str:
        return "1.0"


@pytest.mark.parametrize(
    ("peer", "quads", "reason"), [(Absent(), 1, "not installed"), (Small(), 100, ""), (Small(), 101, "too slow")]
)
def test_a_server_that_is_not_measured_has_a_reason(peer: Peer, quads: int, reason: str) -> None:
    assert peer.absence(quads) == reason


def test_what_is_kept_on_disk_is_counted_in_all_folders(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner/file").write_bytes(bytes(1 << 20))
    assert Small().disk_mb(tmp_path) == 1


@pytest.mark.parametrize(("writable", "action"), [(True, "serve"), (False, "serve-read-only")])
def test_a_server_that_need_not_write_is_started_so_that_it_cannot(tmp_path: Path, writable: bool, action: str) -> None:
    assert Oxigraph().command(tmp_path, 1, writable=writable)[1] == action
