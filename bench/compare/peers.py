"""The servers that are compared, but Virtuoso: ours, Oxigraph's own and rdflib-endpoint."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from bench.compare.exchange import HOST, Connection, get, post
from bench.compare.peer import Peer, run
from kg.limits import StoreLimits
from kg.protocol.access_tokens import WRITE, add_token

_ROOT = Path(__file__).parent.parent.parent
# Made by make bench.
_BIN = _ROOT / ".venv-bench/bin"
# Half of the machine's memory.
_MEMORY_MB = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 21
_KG = (sys.executable, "-m", "kg")


class Ours(Peer):
    """The server of this project, with the dataset in memory."""

    name = "kg"
    note = "kg serve, the dataset in memory, other settings as by default; each connection from an address of its own"
    writes = True
    most_quads: int | None = _MEMORY_MB * 2**20 // StoreLimits().quad_bytes
    bound = "left out: the dataset would take more than half of the memory"
    _in_memory_mb = _MEMORY_MB

    def version(self) -> str:
        return f"{version('congress-kg')}, pyoxigraph {version('pyoxigraph')}"

    def load(self, dataset: Path, folder: Path) -> None:
        run(*_KG, "load", dataset, "--dataset", folder / "world.nq", folder=_ROOT)
        (folder / "token").write_text(add_token(folder / "tokens", "bench", WRITE), encoding="utf-8")
        (folder / "queries").mkdir()

    def command(self, folder: Path, port: int, *, writable: bool) -> Sequence[str]:
        files = {"--dataset": folder / "world.nq", "--queries": folder / "queries"}
        if writable:
            files |= {"--store": folder / "store", "--tokens": folder / "tokens"}
        named = [str(part) for option in files.items() for part in option]
        flags = ["--writable"] if writable else []
        limit = ["--in-memory", str(self._in_memory_mb)]
        return [*_KG, "serve", "--host", HOST, "--port", str(port), *named, *limit, *flags]

    def query(self, text: str) -> bytes:
        return get("/sparql", ("query", text))

    def update(self, text: str, folder: Path) -> bytes:
        token = (folder / "token").read_text(encoding="utf-8")
        return post("/sparql", text, {"Authorization": f"Bearer {token}"})

    def is_settled(self, connection: Connection) -> bool:
        # While it loads the dataset into memory, it names another state of it.
        state = json.loads(connection.ask(get("/health/ready")).body)["version"]
        return not str(state).endswith("-disk")


class OursFromDisk(Ours):
    """The server of this project, with the dataset in its prepared store on disk."""

    name = "kg from disk"
    note = "kg serve --in-memory 0, which answers from the prepared store"
    writes = False
    most_quads = None
    _in_memory_mb = 0

    def is_settled(self, connection: Connection) -> bool:
        del connection
        return True


class Oxigraph(Peer):
    """The server of the Oxigraph project, written in Rust."""

    name = "oxigraph"
    note = "oxigraph load, then serve-read-only, or serve for updates"
    writes = True

    def version(self) -> str:
        return run(_BIN / "oxigraph", "--version").removeprefix("oxigraph ")

    def load(self, dataset: Path, folder: Path) -> None:
        run(_BIN / "oxigraph", "load", "--location", folder / "db", "--file", dataset)

    def command(self, folder: Path, port: int, *, writable: bool) -> Sequence[str]:
        action = "serve" if writable else "serve-read-only"
        return [str(_BIN / "oxigraph"), action, "--location", str(folder / "db"), "--bind", f"{HOST}:{port}"]

    def query(self, text: str) -> bytes:
        return get("/query", ("query", text))

    def update(self, text: str, folder: Path) -> bytes:
        del folder
        return post("/update", text, {})


class RdflibEndpoint(Peer):
    """The server of the package rdflib-endpoint, with rdflib's store in memory."""

    name = "rdflib-endpoint"
    note = "rdflib-endpoint serve; it reads the N-Quads at each start, and its default graph is the union of all"
    loads = False
    most_quads = 100_000
    bound = "left out above 100,000 quads: it reads about 20,000 a second, at each start"

    def version(self) -> str:
        names = "rdflib-endpoint", "rdflib"
        return run(_BIN / "python", "-c", f"from importlib.metadata import version as v; print(*map(v, {names}))")

    def load(self, dataset: Path, folder: Path) -> None:
        (folder / "world.nq").hardlink_to(dataset)

    def command(self, folder: Path, port: int, *, writable: bool) -> Sequence[str]:
        del writable
        return [str(_BIN / "rdflib-endpoint"), "serve", "--host", HOST, "--port", str(port), str(folder / "world.nq")]

    def query(self, text: str) -> bytes:
        return get("/", ("query", text))
