"""Where things lie and how the server listens: one frozen value, each field documented."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """The settings of a command; paths are relative to the working directory.

    dataset: the built dataset, an N-Quads file.
    queries: the folder of the questions, with ``checks/`` below it.
    host, port: the address on which the server listens.
    """

    dataset: Path = Path("build/congress.nq")
    queries: Path = Path("queries")
    host: str = "127.0.0.1"
    port: int = 8000
