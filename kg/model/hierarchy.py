"""Trees of parts and wholes, of organs and of classes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.grouping import grouped
from kg.model.dataset import PublishedDataset, bound_rows
from kg.model.display import Display
from kg.model.statements import Statement
from kg.sparql.terms import iri_ref

Children = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Tree:
    """An item, given by its IRI, with the trees of its children."""

    iri: str
    children: tuple[Tree, ...] = ()

    def walk(self, depth: int = 0) -> Iterator[tuple[Tree, int]]:
        """The tree and all trees in it, each before its children and with its depth."""
        yield self, depth
        for child in self.children:
            yield from child.walk(depth + 1)

    def arranged(self, rank: Callable[[str], int]) -> Tree:
        """The same with the children of each item in the order of their ranks."""
        children = sorted(self.children, key=lambda child: rank(child.iri))
        return Tree(self.iri, tuple(child.arranged(rank) for child in children))


def grow(
    parents: Mapping[str, Collection[str]],
    arrange: Callable[[Sequence[str], Children], Sequence[str]] = lambda items, _: items,
    *,
    repeated: bool = False,
) -> list[Tree]:
    """The trees of the items that are the keys of ``parents``; other parents are ignored.

    An item with several parents stands below each of them, with its own children at the first place only, since they
    could grow without bounds, unless they are to be ``repeated``. A cycle is cut where it is entered; no item is left
    out. ``arrange`` orders siblings, given the children of every item; they come in the order of the keys.
    """
    children = grouped((whole, item) for item, wholes in parents.items() for whole in wholes)
    reached: set[str] = set()

    def tree(item: str, path: frozenset[str]) -> Tree:
        below = () if item in reached and not repeated else arrange(children.get(item, ()), children)
        reached.add(item)
        return Tree(item, tuple(tree(child, path | {item}) for child in below if child not in path | {item}))

    roots = arrange([item for item, wholes in parents.items() if parents.keys().isdisjoint(wholes)], children)
    trees = [tree(root, frozenset()) for root in roots]
    return trees + [tree(item, frozenset()) for item in parents if item not in reached]


def nearest(wholes: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The direct wholes of each part, given all of them at any depth; every whole is itself a key."""
    return {part: above - set().union(*(wholes[whole] for whole in above)) for part, above in wholes.items()}


def first_parents(wholes: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """The first direct whole of each part, so that a part of several wholes stands in one place."""
    return {part: sorted(above)[:1] for part, above in nearest(wholes).items()}


def read_hierarchies(
    dataset: PublishedDataset, display: Display, iri: str, statements: Collection[Statement]
) -> list[Tree]:
    """The trees in which an entity has its place, by the properties from a part to its whole.

    They are transitive, so that the ``statements`` about it name all wholes and parts, and not only the direct ones.
    """
    trees = []
    for link in sorted({*display.terms("hierarchies")} & {statement.link for statement in statements}):
        linked = (statement.other for statement in statements if statement.link == link)
        others = [other.value for other in linked if other.is_iri]
        members = sorted({iri, *others[: dataset.limits.page.tree]})
        wholes: dict[str, set[str]] = {member: set() for member in members}
        query = f"SELECT ?part ?whole WHERE {{ VALUES ?part {{ %s }} ?part {iri_ref(link)} ?whole }}"
        for part, whole in bound_rows(dataset.select_about(members, query)):
            if whole.value in wholes and whole != part:
                wholes[part.value].add(whole.value)
        trees += grow(nearest(wholes))
    return _one_per_root(trees)


def _one_per_root(trees: Collection[Tree]) -> list[Tree]:
    """The trees, with those of one root merged: an entity may be the root of its organs and of its terms."""
    children: dict[str, dict[Tree, None]] = {tree.iri: {} for tree in trees}
    for tree in trees:
        children[tree.iri] |= dict.fromkeys(tree.children)
    return [Tree(root, tuple(below)) for root, below in children.items()]
