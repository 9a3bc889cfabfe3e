"""The groups of nodes: the classes whose entities are nodes of a network, and how these are drawn."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.dataset import PublishedDataset
from kg.model.display import DisplayGroup, read_group


@dataclass(frozen=True)
class NodeGroup:
    """A class of nodes with its local name.

    The ``shape`` is named as in yEd. Black text can be read on the ``fill``; the ``accent`` is for the border of a
    shape, and for nodes without a border or a text.
    """

    iri: str = ""
    name: str = ""
    shape: str = "roundrectangle"
    fill: str = "#E6E6E6"
    accent: str = "#9A9A9A"


# The nodes of no group, such as the entity at the centre of a network.
UNGROUPED = NodeGroup()


def read_node_groups(dataset: PublishedDataset) -> tuple[NodeGroup, ...]:
    """The groups of a dataset, in the order of the display data."""
    appearances = ("shape", "fill", "accent")
    return tuple(
        NodeGroup(
            iri,
            iri.removeprefix(dataset.names.terms),
            **{name: display.settings[name] for name in appearances if name in display.settings},
        )
        for display in read_group(dataset, DisplayGroup.NODES)
        for iri in display.classes
    )
