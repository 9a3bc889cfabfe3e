"""Why the endpoint and rdflib differ: which of them is wrong, by which clause of the standard."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Explanation:
    """A known difference, whose printed form ``pattern`` matches; ``query`` over ``data`` (TriG) is an example."""

    wrong: str
    clause: str
    reason: str
    pattern: str
    query: str
    data: str = ""

    def covers(self, difference: str) -> bool:
        """Whether this may explain a difference."""
        return re.search(self.pattern, difference) is not None


@cache
def explanations() -> tuple[Explanation, ...]:
    """The known differences."""
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return tuple(Explanation(**table) for table in tomllib.loads(text)["explanation"])


def is_explained(difference: str) -> bool:
    """Whether some explanation covers a difference."""
    return any(explanation.covers(difference) for explanation in explanations())
