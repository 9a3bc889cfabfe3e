"""Where the engine deviates from the standards: the entries of ``exceptions.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

CORRECTED, REFUSED, REMAINS = "corrected", "refused", "remains"


@dataclass(frozen=True)
class Deviation:
    """A deviation, the clause of the standard, and what the endpoint does about it, with an example.

    ``data`` are in TriG; either ``rows`` of the answer, in the syntax of a query, or a part of the refusal are given.
    ``tests`` are the IRIs of the W3C's tests that fail.
    """

    name: str
    deviation: str
    clause: str
    outcome: str
    endpoint: str
    data: str = ""
    query: str = ""
    update: str = ""
    rows: Sequence[str] = ()
    refused: str = ""
    tests: Sequence[str] = ()


@cache
def deviations() -> list[Deviation]:
    """All entries, in their order."""
    text = (Path(__file__).parent / "exceptions.toml").read_text(encoding="utf-8")
    return [Deviation(name, **entry) for name, entry in tomllib.loads(text).items()]
