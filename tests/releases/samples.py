"""Small datasets for the tests of dumps, differences and releases, and an independent reader of patches."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from rdflib import Dataset

from kg.namespaces import SEPARATE_GRAPHS
from kg.releases.dataset_file import DatasetFile

BASE = "https://example.org/kg/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
A, LABEL = f"<{RDF}type>", "<http://www.w3.org/2000/01/rdf-schema#label>"
TERMS = "http://purl.org/dc/terms/"
ANN, DAY = f"<{BASE}id/person/ann>", f"<{BASE}def#date>"
P1, P2 = (f"<{BASE}source/text/p-{number}>" for number in (1, 2))
HASH = "sha256:" + "0123456789abcdef" * 4
OTHER_HASH = "sha256:" + "fedcba9876543210" * 4


def term(name: str) -> str:
    """A term of the ontology."""
    return f"<{BASE}def#{name}>"


def graph(name: str) -> str:
    """A named graph other than that of a passage."""
    return f"<{BASE}graph/{name}>"


def quads(name: str, *triples: str) -> list[str]:
    """Triples in a graph and, unless this leaves them out, in the default graph."""
    graphs = [f" {name}", *([] if name in map(graph, SEPARATE_GRAPHS) else [""])]
    return [f"{triple}{graph} ." for triple in triples for graph in graphs]


def node_group(cls: str, order: int) -> list[str]:
    """The display data that make the members of a class nodes of networks."""
    shacl, integer = "http://www.w3.org/ns/shacl#", "<http://www.w3.org/2001/XMLSchema#integer>"
    values = {"group": f"<{BASE}graph/display#nodes>", "targetClass": term(cls), "order": f'"{order}"^^{integer}'}
    return quads(graph("display"), *(f"_:n{order} <{shacl}{name}> {value}" for name, value in values.items()))


def asserted(key: str, triple: tuple[str, str, str], passage: str = P1, status: str = "explicit") -> list[str]:
    """A triple that a passage supports, with its assertion."""
    evidence = [(term("evidenceStatus"), term(status)), (term("supportedBy"), passage)]
    return quads(passage, " ".join(triple)) + reified("Assertion", key, triple, evidence)


def inferred(key: str, triple: tuple[str, str, str], premise: str = "a1") -> list[str]:
    """An inferred triple, with its inference."""
    evidence = [(term("rule"), f"<{BASE}id/rule/r>"), (term("premise"), f"<{BASE}id/assertion/{premise}>")]
    return quads(graph("inferred"), " ".join(triple)) + reified("Inference", key, triple, evidence)


def reified(kind: str, key: str, triple: tuple[str, str, str], evidence: Iterable[tuple[str, str]]) -> list[str]:
    """The node of an assertion or inference."""
    parts = zip((f"<{RDF}{part}>" for part in ("subject", "predicate", "object")), triple, strict=True)
    node = f"<{BASE}id/{kind.lower()}/{key}>"
    return quads(
        graph("proofs" if kind == "Inference" else "assertions"),
        *(f"{node} {p} {o}" for p, o in [(A, term(kind)), *parts, *evidence]),
    )


def written(path: Path, *parts: list[str], content: str | None = HASH) -> Path:
    """Write the quads of the parts, those that every dataset has, and the checksum of the content to a file."""
    lines = quads(graph("ontology"), f"<{BASE}def> {A} <http://www.w3.org/2002/07/owl#Ontology>")
    lines += quads(graph("ontology"), f"_:c1 {A} <http://www.w3.org/2002/07/owl#AllDisjointClasses>")
    lines += quads(graph("dataset"), f"<{BASE}> <{TERMS}license> <https://example.org/free>")
    lines += quads(graph("sources"), f'{ANN} {LABEL} "Ann"@en')
    if content:
        lines += quads(graph("build"), f'<{BASE}> <{TERMS}identifier> "{content}"')
    path.write_text("".join(f"{line}\n" for line in sorted({*lines, *chain(*parts)})), encoding="utf-8")
    return path


def dataset_file(folder: Path, *parts: list[str], content: str | None = HASH) -> DatasetFile:
    """A file that ``written`` writes, read again."""
    return DatasetFile.read(written(folder / "kg.nq", *parts, content=content))


def quads_of(path: Path) -> set[tuple[object, ...]]:
    """The quads of a file, read by rdflib; blank nodes keep their labels."""
    return patched(path, "")


def patched(path: Path, patch: str) -> set[tuple[object, ...]]:
    """The quads of a file after rdflib has applied a patch to them."""
    dataset = Dataset()
    # rdflib distinguishes the datatype xsd:string from no datatype (RDF 1.1 Concepts, 3.3).
    lines = path.read_text(encoding="utf-8").replace("^^<http://www.w3.org/2001/XMLSchema#string>", "").splitlines()
    for rows in ("".join(f"A {line}\n" for line in lines), patch):
        dataset.parse(data=rows, format="patch")
    return set(dataset.quads())
