"""Trees of things below what they are part of, each thing once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.model.hierarchy import nearest

Parts = Mapping[str, list[str]]


@dataclass(frozen=True)
class Node:
    """A thing with what stands below it."""

    thing: str
    below: tuple[Node, ...]

    def walk(self, depth: int = 0) -> Iterator[tuple[str, int]]:
        """The thing and all below it, each with its depth."""
        yield self.thing, depth
        for node in self.below:
            yield from node.walk(depth + 1)


def forest(wholes: Mapping[str, set[str]], arranged: Callable[[list[str], Parts], list[str]]) -> tuple[Node, ...]:
    """The trees of some things, given all wholes of each at any depth.

    What is directly part of several stands below the first by IRI; things that are parts of each other are cut where
    they are met first. ``arranged`` puts things beside each other in order, given the direct parts of everything.
    """
    parts: dict[str, list[str]] = {}
    for one, above in nearest(wholes).items():
        parts.setdefault(min(above, default=""), []).append(one)
    shown: set[str] = set()

    def grown(things: Iterable[str]) -> Iterator[Node]:
        for one in things:
            if one not in shown:
                shown.add(one)
                yield Node(one, tuple(grown(arranged(parts.get(one, []), parts))))

    top = list(grown(arranged(parts.get("", []), parts)))
    return (*top, *grown(wholes))
