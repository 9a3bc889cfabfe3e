"""The classes of an ontology as trees, each class before its subclasses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Node:
    """A class in a tree: how deep it stands, and the place of its superclass in the tree; None for the top."""

    cls: str
    depth: int
    above: int | None


Tree = list[Node]


def trees(classes: Sequence[str], above: Mapping[str, Sequence[str]]) -> list[Tree]:
    """The trees of classes, whose direct superclasses are given by ``above``; the order of the classes is kept.

    A class with several superclasses stands below each of them. No class is left out: of classes that are each below
    the other the first is the top.
    """
    below: dict[str, list[str]] = {}
    for cls in classes:
        for superclass in above.get(cls, ()):
            below.setdefault(superclass, []).append(cls)
    known, reached = set(classes), set[str]()
    found = []
    for top in (*(cls for cls in classes if known.isdisjoint(above.get(cls, ()))), *classes):
        if top not in reached:
            found.append(_tree(top, below))
            reached |= {node.cls for node in found[-1]}
    return found


def _tree(top: str, below: Mapping[str, Sequence[str]]) -> Tree:
    nodes: Tree = []

    def add(cls: str, path: tuple[str, ...], above: int | None) -> None:
        nodes.append(Node(cls, len(path), above))
        here = len(nodes) - 1
        for subclass in below.get(cls, ()):
            if subclass not in (*path, cls):
                add(subclass, (*path, cls), here)

    add(top, (), None)
    return nodes
