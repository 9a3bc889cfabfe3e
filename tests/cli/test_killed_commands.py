"""Commands that are killed at any moment: the next run leaves the files that it makes, and nothing else."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.conftest import FICTIONAL, ROOT
from tests.releases.samples import ANN, DAY, asserted, written

pytestmark = pytest.mark.slow

_KILLS = 4
# Each writes what it makes below ``made``.
_COMMANDS = {
    "build": ("build", "--data", str(FICTIONAL / "data"), "--dataset", "made/kg.nq"),
    "load": ("load", "documents.nt", "--dataset", "made/kg.nq"),
    "dump": ("dump", "made/dumps", "--dataset", "given.nq"),
    "export": ("export", "--format", "graphml", "--dataset", "given.nq", "--output", "made/network.graphml"),
}


def started(command: str, folder: Path, temporary: Path) -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-m", "kg", *_COMMANDS[command]]
    if command == "build":
        arguments += ["--ontology", str(ROOT / "ontology"), "--queries", str(folder)]
    environment = os.environ | {"TMPDIR": str(temporary)}
    return subprocess.Popen(
        arguments, cwd=folder, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )


def made(folder: Path) -> set[str]:
    """The files and folders that a command has made, but for states of a store, whose names differ each time."""
    paths = {str(path.relative_to(folder)) for path in (folder / "made").rglob("*")}
    return {path for path in paths if ".store/" not in path or "/." in path}


@pytest.mark.parametrize("command", _COMMANDS)
def test_nothing_is_left_of_killed_runs(command: str, tmp_path: Path) -> None:
    (tmp_path / "documents.nt").write_text("".join(f"<e:s{n}> <e:p> <e:o{n}> .\n" for n in range(2000)))
    written(tmp_path / "given.nq", *(asserted(f"a{n}", (ANN, DAY, f'"{n}"')) for n in range(200)))
    (tmp_path / "made").mkdir()
    with tempfile.TemporaryDirectory() as name:
        temporary = Path(name)
        begun = time.monotonic()
        assert started(command, tmp_path, temporary).wait() == 0
        seconds, expected = time.monotonic() - begun, made(tmp_path)
        moments = random.Random(command)  # noqa: S311 - no secret
        for _ in range(_KILLS):
            with started(command, tmp_path, temporary) as process:
                try:
                    # What is written is written late.
                    process.wait(seconds * moments.uniform(0.5, 1.0))
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
        assert started(command, tmp_path, temporary).wait() == 0
        assert (made(tmp_path), list(temporary.iterdir())) == (expected, [])
