"""The manifests of the W3C test suites, read into cases."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Store, parse

ROOT = Path(__file__).parents[2]
# The address under which the W3C publishes the suites: the base of every relative IRI in them. A base on
# this machine's disk would work as well, but then results would differ from machine to machine.
WEB = "https://w3c.github.io/rdf-tests/sparql/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"

Node = NamedNode | BlankNode
Term = Any
# What a dataset consists of: the graph's name (none for the default graph) and the document in it.
Data = tuple[tuple[str | None, str], ...]


def folder() -> Path:
    """The folder of the suites: KG_W3C, or the folder that lies beside the project."""
    return Path(os.environ.get("KG_W3C") or ROOT.parent / "shared" / "w3c")


def missing() -> str:
    """Why there is nothing to run, or nothing."""
    return "" if folder().is_dir() else f"{folder()} is not there: set KG_W3C to the folder of the W3C test suites"


def path_of(document: str) -> Path:
    """The file of a document of the suites."""
    return folder() / document.removeprefix(WEB)


class Manifest:
    """One manifest file, asked by subject and property."""

    def __init__(self, path: Path) -> None:
        self.suite = path.parent.relative_to(folder()).as_posix()
        self.store = Store()
        base = WEB + path.relative_to(folder()).as_posix()
        self.store.extend(parse(path=path, format=RdfFormat.TURTLE, base_iri=base))

    def values(self, subject: Term, predicate: str) -> list[Term]:
        return [quad.object for quad in self.store.quads_for_pattern(subject, NamedNode(predicate), None)]

    def value(self, subject: Term, predicate: str) -> Term:
        return next(iter(self.values(subject, predicate)), None)

    def text(self, subject: Term, predicate: str) -> str:
        """The IRI or the characters of a value; empty without one."""
        return str(getattr(self.value(subject, predicate), "value", ""))

    def items(self, head: Term) -> Iterator[Node]:
        """The members of a list."""
        while isinstance(head, BlankNode):
            first = self.value(head, RDF + "first")
            assert isinstance(first, NamedNode | BlankNode)
            yield first
            head = self.value(head, RDF + "rest")

    def entries(self) -> Iterator[Node]:
        """The tests that the manifest lists."""
        for quad in self.store.quads_for_pattern(None, NamedNode(MF + "entries"), None):
            yield from self.items(quad.object)

    def forgotten(self) -> Iterator[Node]:
        """The graph store tests that a manifest describes in full but does not list: there is one."""
        listed = set(self.entries())
        tests = self.store.quads_for_pattern(None, NamedNode(RDF + "type"), NamedNode(MF + "GraphStoreProtocolTest"))
        subjects = (quad.subject for quad in tests)
        yield from (node for node in subjects if isinstance(node, NamedNode) and node not in listed)

    def data(self, node: Term, vocabulary: str) -> Data:
        """The dataset that an action or a result describes."""
        if not isinstance(node, NamedNode | BlankNode):
            return ()
        default = [(None, str(value.value)) for value in self.values(node, vocabulary + "data")]
        named = [self.named(value, vocabulary) for value in self.values(node, vocabulary + "graphData")]
        return tuple(sorted(default)) + tuple(sorted(named))

    def named(self, node: Term, vocabulary: str) -> tuple[str, str]:
        if isinstance(node, NamedNode):
            return node.value, node.value
        assert isinstance(node, BlankNode)
        return self.text(node, RDFS + "label"), self.text(node, vocabulary + "graph")


@dataclass(frozen=True)
class Case:
    """One test of a suite."""

    iri: str
    kind: str
    suite: str
    # The query, the update or the text to parse.
    document: str
    data: Data
    # What must come out: a document of results, or the dataset after an update.
    result: str
    after: Data
    lax: bool
    manifest: Manifest = field(repr=False, compare=False)
    node: Node = field(repr=False)

    @property
    def short(self) -> str:
        return f"{self.suite}/{self.iri.rpartition('#')[2]}"

    @property
    def text(self) -> str:
        """The document, with its own address as the base of its relative IRIs."""
        # A second BASE of the document's own is resolved against this one, as the standard has it.
        return f"BASE <{self.document}>\n{path_of(self.document).read_bytes().decode()}"


def case(manifest: Manifest, node: Node) -> Case:
    action, result = manifest.value(node, MF + "action"), manifest.value(node, MF + "result")
    inner = action if isinstance(action, BlankNode) else node
    document = manifest.text(inner, QT + "query") or manifest.text(inner, UT + "request")
    return Case(
        iri=node.value,
        # A "11" at the end only says that the text is one of SPARQL 1.1, as its folder does.
        kind=manifest.text(node, RDF + "type").removeprefix(MF).removesuffix("11"),
        suite=manifest.suite,
        document=document or (action.value if isinstance(action, NamedNode) else ""),
        data=manifest.data(inner, QT) or manifest.data(inner, UT),
        result=result.value if isinstance(result, NamedNode) else "",
        after=manifest.data(result, UT),
        lax=manifest.text(node, MF + "resultCardinality") == MF + "LaxCardinality",
        manifest=manifest,
        node=node,
    )


@cache
def cases() -> tuple[Case, ...]:
    """Every test of every manifest, in the order of the manifests."""
    manifests = [Manifest(path) for path in sorted(folder().rglob("manifest*.ttl"))]
    return tuple(
        case(manifest, node) for manifest in manifests for node in (*manifest.entries(), *manifest.forgotten())
    )
