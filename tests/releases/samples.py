"""Small editions for the tests of dumps, differences and releases, written statement by statement."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from kg.releases.edition import Edition

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
    """A named graph that is no passage."""
    return f"<{BASE}graph/{name}>"


def quads(name: str, *triples: str) -> list[str]:
    """Triples in a graph and, merged, in the default graph."""
    return [line for triple in triples for line in (f"{triple} .", f"{triple} {name} .")]


def asserted(key: str, triple: tuple[str, str, str], passage: str = P1, status: str = "explicit") -> list[str]:
    """A triple that a passage supports, with its assertion."""
    evidence = [(term("status"), term(status)), (term("supportedBy"), passage)]
    return quads(passage, " ".join(triple)) + reified("Assertion", key, triple, evidence)


def inferred(key: str, triple: tuple[str, str, str], premise: str = "a1") -> list[str]:
    """A triple that follows, with its inference."""
    evidence = [(term("rule"), f"<{BASE}id/rule/r>"), (term("premise"), f"<{BASE}id/assertion/{premise}>")]
    return quads(graph("inferred"), " ".join(triple)) + reified("Inference", key, triple, evidence)


def reified(kind: str, key: str, triple: tuple[str, str, str], evidence: Iterable[tuple[str, str]]) -> list[str]:
    """The node of an assertion or inference."""
    parts = zip((f"<{RDF}{part}>" for part in ("subject", "predicate", "object")), triple, strict=True)
    node = f"<{BASE}id/{kind.lower()}/{key}>"
    return quads(graph("provenance"), *(f"{node} {p} {o}" for p, o in [(A, term(kind)), *parts, *evidence]))


def written(path: Path, *parts: list[str], content: str | None = HASH) -> Path:
    """A file with the quads of the parts, those that every dataset has, and the name of the content."""
    lines = quads(graph("ontology"), f"<{BASE}def> {A} <http://www.w3.org/2002/07/owl#Ontology>")
    lines += quads(graph("ontology"), f"_:c1 {A} <http://www.w3.org/2002/07/owl#AllDisjointClasses>")
    lines += quads(graph("provenance"), f"<{BASE}> <{TERMS}license> <https://example.org/free>")
    lines += quads(graph("provenance"), f'{ANN} {LABEL} "Ann"@en')
    if content:
        lines += quads(graph("build"), f'<{BASE}> <{TERMS}identifier> "{content}"')
    path.write_text("".join(f"{line}\n" for line in sorted({*lines, *chain(*parts)})), encoding="utf-8")
    return path


def edition(folder: Path, *parts: list[str], content: str | None = HASH) -> Edition:
    """The edition of a file that ``written`` writes."""
    return Edition.read(written(folder / "edition.nq", *parts, content=content))
