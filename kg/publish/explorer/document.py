"""A network as the explorer's script reads it: compact JSON, in which nodes and relations are referred to by number."""

import json
from collections.abc import Mapping
from typing import Any

from kg.grouping import grouped
from kg.model import labels
from kg.model.addresses import path_of
from kg.model.classes import listed_classes, superclasses
from kg.model.dataset import PublishedDataset
from kg.model.display import read_display
from kg.model.evidence import INFERRED
from kg.model.stories import Story, read_stories
from kg.model.time import StatedTime
from kg.namespaces import Namespaces
from kg.publish.explorer.overview import Overview
from kg.publish.networks.network import Edge, Network, Node, present


def overview_document(dataset: PublishedDataset, overview: Overview) -> str:
    """An overview with the data for its controls.

    ``groups`` and ``statuses`` are arrays of names and labels, in the order of their display; ``nodes``, ``edges`` and
    ``relations`` are those of ``network_document``. ``clusters`` have the number of a node as ``hub``. ``whole``: all
    nodes of the dataset are there. ``stories`` have the kinds of their nodes, and their paths from left to right::

        {"title": "…", "base": "https://…/", "whole": true, "number": 132, "clusters": [],
         "groups": [{"name": "Person", "label": "persons"}], "statuses": [{"name": "explicit", "label": "explicit"}],
         "stories": [{"name": "elections", "label": "Elections", "kinds": ["election"],
                      "paths": [{"relation": "def#electedBody", "inverse": false}]}]}
    """
    network = overview.network
    plurals = {cls.iri: cls.plural for cls in listed_classes(dataset)}
    groups = [group for group in network.groups if group.iri in plurals]
    numbers = _numbers(network)
    head = {
        "title": network.title,
        "base": dataset.names.base,
        "whole": overview.complete,
        "number": overview.number,
        "groups": [{"name": group.name, "label": plurals[group.iri]} for group in groups],
        "statuses": _statuses(dataset, network),
        "stories": [_story(dataset, story) for story in read_stories(dataset)],
        "clusters": [{**vars(cluster), "hub": numbers[cluster.hub]} for cluster in overview.clusters],
    }
    return _document(dataset, network, head)


def network_document(dataset: PublishedDataset, network: Network, *, more: bool = False) -> str:
    """A part of a network, without coordinates; ``more``: the network has further nodes.

    ``path`` is that of an entity below the base. A relation has the names of its rows on the pages of entities, from
    either end, and ``rank`` if it sums up its subject, from 1 for the most telling; it is ``loose`` if it says only
    that an event falls in the time of another. ``dates`` are in words. ``source``, ``target`` and ``relation`` are
    numbers of nodes and relations; ``grounds`` are the paths of the assertions and inferences behind an edge,
    ``passages`` those of its passages, ``through`` is that of the n-ary relation that it stands for. Empty values are
    left out::

        {"more": false, "relations": [{"path": "def#memberOf", "label": "member of", "inverse": "members"}],
         "nodes": [{"path": "id/person/ann", "label": "Ann", "kind": "person", "group": "Person"}],
         "edges": [{"source": 0, "target": 1, "relation": 0, "status": "explicit", "passages": ["…"],
                    "grounds": ["…"]}]}
    """
    return _document(dataset, network, {"more": more})


def _document(dataset: PublishedDataset, network: Network, head: dict[str, Any]) -> str:
    names, numbers = dataset.names, _numbers(network)
    relations = {iri: number for number, iri in enumerate(sorted({edge.relation for edge in network.edges}))}
    parts = {
        "relations": [_relation(dataset, iri) for iri in relations],
        "nodes": [_node(names, node) for node in network.nodes],
        "edges": [_edge(names, edge, numbers, relations[edge.relation]) for edge in network.edges],
    }
    return json.dumps(head | parts, ensure_ascii=False, separators=(",", ":")) + "\n"


def _relation(dataset: PublishedDataset, iri: str) -> dict[str, Any]:
    display = read_display(dataset)
    heads = {"label": display.head(iri, inverse=False).name, "inverse": display.head(iri, inverse=True).name}
    ranks = {link: rank for rank, link in enumerate(display.terms("search-summaries"), 1)}
    values = {"rank": ranks.get(iri), "loose": iri in display.terms("overlaps")}
    return {"path": _path(dataset.names, iri), **heads, **present(values)}


def _story(dataset: PublishedDataset, story: Story) -> dict[str, Any]:
    """A story; its kinds are the labels of its classes and of those below them."""
    below = grouped((above, cls) for cls, classes in superclasses(dataset).items() for above in classes)
    classes = [*story.classes]
    for cls in classes:
        classes += [narrower for narrower in below.get(cls, ()) if narrower not in classes]
    names = labels.of(dataset, classes)
    paths = [{"relation": _path(dataset.names, path.link), "inverse": path.inverse} for path in story.paths]
    return {"name": story.name, "label": story.label, "kinds": sorted(map(names.text, classes)), "paths": paths}


def _node(names: Namespaces, node: Node) -> dict[str, Any]:
    values = {"path": _path(names, node.iri), "label": node.label, "kind": node.kind, "group": node.group.name}
    point = {"x": node.point[0], "y": node.point[1]} if node.point else {}
    return present({**values, "names": node.names, **_times(node.time)}) | point


def _edge(names: Namespaces, edge: Edge, numbers: Mapping[str, int], relation: int) -> dict[str, Any]:
    ends = {"source": numbers[edge.source], "target": numbers[edge.target], "relation": relation}
    values = {
        "status": edge.status,
        "passages": [_path(names, iri) for iri in edge.passages],
        "grounds": [_path(names, iri) for iri in edge.grounds],
        "through": _path(names, edge.through),
    }
    return ends | present({**values, **_times(edge.time)})


def _times(time: StatedTime | None) -> dict[str, str | None]:
    return {"dates": time.text, "first": time.first_day, "last": time.last_day} if time else {}


def _statuses(dataset: PublishedDataset, network: Network) -> list[dict[str, str]]:
    """The statuses in the order of certainty; other statuses of the network come last."""
    certainty = read_display(dataset).certainty
    used = {edge.status for edge in network.edges if edge.status}
    ordered = dict.fromkeys([*certainty.status_names, *sorted(used)])
    iris = {name: certainty.status_iri(name) for name in ordered}
    names = labels.of(dataset, iris.values())
    return [{"name": name, "label": name if name == INFERRED else names.text(iri)} for name, iri in iris.items()]


def _numbers(network: Network) -> dict[str, int]:
    """The numbers of the nodes, by IRI."""
    return {node.iri: number for number, node in enumerate(network.nodes)}


def _path(names: Namespaces, iri: str) -> str:
    """The path of an IRI from the root of the site, without its slash; an external IRI stays unchanged."""
    return (path_of(iri, names) or iri).removeprefix("/")
