"""The inventory of a dataset: the quads of each graph, counted, and a checksum of them in whatever order they come."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from kg.errors import DatasetError, Problem

Report = Callable[[str], None]
_PROGRESS = 500_000


@dataclass(frozen=True)
class Inventory:
    """What a dataset holds.

    ``graphs`` are the numbers of quads by the names of graphs as N-Quads writes them, ``DEFAULT`` for the default
    graph; a named graph may be empty. ``content`` is the sum, modulo 2^256 and in hexadecimal, of the SHA-256 of each
    quad as a line of N-Quads without its end, and of each of those names.
    """

    graphs: Mapping[str, int]
    content: str

    @classmethod
    def of(cls, lines: Iterable[tuple[str, str]], graphs: Iterable[str], report: Report) -> "Inventory":
        """The inventory of quads, given as graph and line, and of ``graphs``, which may be empty."""
        counts = {"DEFAULT": 0, **dict.fromkeys(graphs, 0)}
        total = 0
        for number, (graph, line) in enumerate(lines, 1):
            counts[graph] = counts.get(graph, 0) + 1
            total += _digest(line)
            if number % _PROGRESS == 0:
                report(f"{number:,} quads")
        total += sum(map(_digest, counts))
        return cls(dict(sorted(counts.items())), f"{total % 2**256:064x}")

    @property
    def quads(self) -> int:
        """The number of all quads."""
        return sum(self.graphs.values())

    def verify(self, found: "Inventory", where: str, remedy: str) -> None:
        """Compare what was found with this; raises DatasetError about each graph that differs, and its remedy."""
        names = sorted(self.graphs.keys() | found.graphs.keys())
        pairs = [(name, self.graphs.get(name, 0), found.graphs.get(name, 0)) for name in names]
        problems = [
            Problem(where, f"The graph {name} has {new:,} quads instead of {old:,}.", remedy)
            for name, old, new in pairs
            if new != old
        ]
        if found != self:
            what = "The quads are not those that were written."
            raise DatasetError(*(problems or [Problem(where, what, remedy)]))


def _digest(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest())
