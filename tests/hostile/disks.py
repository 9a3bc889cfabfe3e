"""Small disks that tests fill: file systems in memory, which the kernel mounts for those who may."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

# What fills a disk.
FILLER = "filler"


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of a few megabytes in a new folder; a test that may not mount one is skipped."""
    folder.mkdir()
    mount = shutil.which("mount") or pytest.skip("there is no program to mount a small disk")
    command = [mount, "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def filled(disk: Path, name: str = FILLER) -> Iterator[None]:
    """Leave no room on a disk meanwhile."""
    filler = disk / name
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    try:
        yield
    finally:
        filler.unlink()
