"""Queries as trees, which are printed as SPARQL and made smaller part by part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Tree:
    """A part of a query.

    ``sort`` is what it may stand for: an element of a group, an expression, a path and so on. ``form`` is its text,
    with a {} for each of its parts. Where the form is empty the parts stand side by side, any number of them.
    """

    sort: str
    form: str = ""
    parts: tuple[Tree, ...] = ()

    def __str__(self) -> str:
        return self.form.format(*self.parts) if self.form else " ".join(map(str, self.parts))

    def walk(self) -> Iterator[Tree]:
        """The tree and every part of it."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def smaller(self) -> Iterator[Tree]:
        """Each tree with one part taken out of a list, or replaced by a part of the same sort inside it."""
        for part in self.parts:
            yield from (inner for inner in part.walk() if inner.sort == self.sort)
        for at, part in enumerate(self.parts):
            if not self.form:
                yield self._with(at)
            for less in part.smaller():
                yield self._with(at, less)

    def _with(self, at: int, *parts: Tree) -> Tree:
        return replace(self, parts=(*self.parts[:at], *parts, *self.parts[at + 1 :]))


def leaf(sort: str, text: str) -> Tree:
    """A part without parts."""
    return Tree(sort, text.replace("{", "{{").replace("}", "}}"))
