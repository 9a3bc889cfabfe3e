"""The place of a thing among the parts and wholes of its kind, as a tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model.dataset import PublishedDataset
from kg.model.display import Display, DisplayList
from kg.model.statements import Statement

_MOST = 200


@dataclass(frozen=True)
class Branch:
    """A thing with its parts; ``here`` marks the one that a page is about."""

    iri: str
    here: bool
    parts: tuple[Branch, ...]


def trees(dataset: PublishedDataset, display: Display, iri: str, statements: list[Statement]) -> list[Branch]:
    """The trees in which a thing has its place, by the properties that the display data call hierarchies.

    ``statements`` are those about the thing. These properties are transitive, so that the statements name all wholes
    and parts; what lies directly below what is found by leaving out every leap.
    """
    found = []
    for link in sorted({*display.terms(DisplayList.HIERARCHIES)} & {one.link for one in statements}):
        members = [one.other.value for one in statements if one.link == link and one.other.is_iri][:_MOST]
        found += _roots(iri, _parents(dataset, link, {iri, *members}))
    return found


def _parents(dataset: PublishedDataset, link: str, members: set[str]) -> dict[str, set[str]]:
    """The direct wholes of each member."""
    values = " ".join(f"<{member}>" for member in sorted(members))
    text = f"SELECT ?part ?whole WHERE {{ VALUES ?part {{ {values} }} ?part <{link}> ?whole }}"
    wholes: dict[str, set[str]] = {member: set() for member in members}
    for part, whole in dataset.store.query(text).rows():
        if part and whole and whole.value in members and whole.value != part.value:
            wholes[part.value].add(whole.value)
    return nearest(wholes)


def nearest(wholes: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The direct wholes of each part, given all of them at any depth; every whole is itself a key."""
    return {part: found - set().union(*(wholes[one] for one in found)) for part, found in wholes.items()}


def _roots(iri: str, parents: Mapping[str, set[str]]) -> list[Branch]:
    children: dict[str, list[str]] = {}
    for part in sorted(parents):
        for whole in parents[part]:
            children.setdefault(whole, []).append(part)

    shown: set[str] = set()

    def branch(node: str, above: frozenset[str]) -> Branch:
        # What is part of several wholes has its own parts at its first place: at each, they could be without number.
        below = () if node in shown else [child for child in children.get(node, ()) if child not in above]
        shown.add(node)
        return Branch(node, node == iri, tuple(branch(child, above | {node}) for child in below))

    return [branch(root, frozenset()) for root in sorted(parents) if not parents[root]]
