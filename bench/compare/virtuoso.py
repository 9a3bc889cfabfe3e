"""Virtuoso 7, where Debian's package virtuoso-opensource-7 is installed."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from bench.compare.exchange import HOST, get
from bench.compare.peer import CommandError, Peer, free_port, run
from bench.quads import NAMES
from kg.namespaces import NamedGraph

# Virtuoso has no graph without a name, so what is in the default graph is in this one. A query has to name all graphs.
_DEFAULT_GRAPH = "urn:figment:default"
_DATASET = (
    ("default-graph-uri", _DEFAULT_GRAPH),
    *(("named-graph-uri", NAMES.graph(name)) for name in (NamedGraph.ASSERTIONS, NamedGraph.PROOFS)),
)
_PATIENCE = 60.0
_SETTINGS = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = {host}:{sql_port}
DirsAllowed = {data}
MaxClientConnections = 80
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
MaxQueryMem = 2G
ThreadsPerQuery = 2
SchedulerInterval = 10
[HTTPServer]
ServerPort = {host}:{port}
ServerRoot = .
ServerThreads = 80
MaxKeepAlives = 80
KeepAliveTimeout = 60
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 60
"""


class Virtuoso(Peer):
    """Virtuoso 7, with the buffers that its own settings recommend for 2 GB of memory."""

    name = "virtuoso"
    note = "virtuoso-t, buffers for 2 GB of memory; the default graph is a named one"

    def version(self) -> str:
        try:
            # It names its version, and then fails since it knows no such option.
            done = subprocess.run(["virtuoso-t", "--version"], check=False, capture_output=True, text=True)  # noqa: S607
        except OSError as error:
            raise CommandError(error.strerror) from error
        found = re.search(r"Version (\S+)", done.stdout + done.stderr)
        return found[1] if found else "unknown"

    def load(self, dataset: Path, folder: Path) -> None:
        sql_port = free_port()
        _write_settings(folder, free_port(), sql_port, dataset.parent)
        with subprocess.Popen(_command(folder), cwd=folder, stderr=subprocess.DEVNULL) as process:  # noqa: S603
            try:
                deadline = time.monotonic() + _PATIENCE
                while not _accepts(sql_port) and time.monotonic() < deadline:
                    time.sleep(0.1)
                load = f"ld_dir ('{dataset.parent}', '{dataset.name}', '{_DEFAULT_GRAPH}')"
                for statement in (load, "rdf_loader_run ()", "checkpoint"):
                    _execute(sql_port, statement)
            finally:
                process.terminate()
                process.wait(_PATIENCE)

    def command(self, folder: Path, port: int, *, writable: bool) -> Sequence[str]:
        del writable
        _write_settings(folder, port, free_port(), folder)
        return _command(folder)

    def query(self, text: str) -> bytes:
        return get("/sparql", ("query", text), *_DATASET)


def _command(folder: Path) -> list[str]:
    return ["virtuoso-t", "+foreground", "+wait", "+configfile", str(folder / "virtuoso.ini")]


def _write_settings(folder: Path, port: int, sql_port: int, data: Path) -> None:
    text = _SETTINGS.format(host=HOST, port=port, sql_port=sql_port, data=data)
    (folder / "virtuoso.ini").write_text(text, encoding="utf-8")


def _accepts(sql_port: int) -> bool:
    try:
        _execute(sql_port, "status ()")
    except CommandError:
        return False
    return True


def _execute(sql_port: int, statement: str) -> None:
    run("isql-vt", f"{HOST}:{sql_port}", "dba", "dba", f"exec={statement};")
