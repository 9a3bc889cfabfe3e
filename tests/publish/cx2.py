"""A strict reader of CX2 (https://cytoscape.org/cx/cx2/specification/), for lack of one in a library."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

_ASPECTS = ("attributeDeclarations", "networkAttributes", "nodes", "edges", "visualProperties")
_TYPES: dict[str, type] = {"string": str, "boolean": bool, "double": float, "long": int, "integer": int}


@dataclass(frozen=True)
class Cx2:
    """The content of a document: attributes of nodes and edges by identifier, ends of edges, and the one style."""

    name: str
    nodes: dict[int, dict[str, Any]]
    edges: dict[int, dict[str, Any]]
    ends: dict[int, tuple[int, int]]
    style: dict[str, Any]


def read(text: str) -> Cx2:
    """A document without fragments; an AssertionError names the rule of the format that it breaks."""
    head, metadata, *blocks, status = json.loads(text)
    assert head == {"CXVersion": "2.0", "hasFragments": False}, "the descriptor comes first"
    assert status == {"status": [{"success": True}]}, "the status comes last"
    assert all(len(block) == 1 for block in blocks), "a block has one aspect"
    aspects = {name: elements for block in blocks for name, elements in block.items()}
    assert [*aspects] == [*_ASPECTS], "each aspect comes once, and declarations of attributes come before their values"
    counts = {entry["name"]: entry["elementCount"] for entry in metadata["metaData"]}
    assert counts == {name: len(elements) for name, elements in aspects.items()}, "counts are right"
    (declared,), (network,) = aspects["attributeDeclarations"], aspects["networkAttributes"]
    (style,) = aspects["visualProperties"]
    _declared(declared["networkAttributes"], [network])
    by_id = {kind: {entry["id"]: entry.get("v", {}) for entry in aspects[kind]} for kind in ("nodes", "edges")}
    for kind, elements in by_id.items():
        assert len(elements) == len(aspects[kind]), "identifiers are unique"
        assert all(type(number) is int for number in elements), "identifiers are integers"
        _declared(declared[kind], [*elements.values()])
    for kind, mapping in (("nodes", "nodeMapping"), ("edges", "edgeMapping")):
        columns = {entry["definition"]["attribute"] for entry in style[mapping].values()}
        assert columns <= {*declared[kind]}, "mappings are from declared columns"
    ends = {edge["id"]: (edge["s"], edge["t"]) for edge in aspects["edges"]}
    assert {end for pair in ends.values() for end in pair} <= {*by_id["nodes"]}, "edges link existing nodes"
    return Cx2(network["name"], by_id["nodes"], by_id["edges"], ends, style)


def _declared(declared: dict[str, dict[str, str]], elements: list[dict[str, Any]]) -> None:
    assert "id" not in declared, "no attribute is called id"
    for element in elements:
        for name, value in element.items():
            assert type(value) is _TYPES[declared[name]["d"]], f"{name} has the declared type"
