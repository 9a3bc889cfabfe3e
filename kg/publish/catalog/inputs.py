"""The files that the build of a dataset read: too many for the description of the dataset, so they have their own."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.dataset import PublishedDataset
from kg.namespaces import Namespaces


@dataclass(frozen=True)
class Input:
    """A file that the build read, by its path in the project, with the hexadecimal digits of its SHA-256."""

    path: str
    sha256: str


def inputs(dataset: PublishedDataset) -> list[Input]:
    """The files in the order of their paths; none for a dataset that tells nothing of its build."""
    answer = dataset.store.query(
        f"SELECT ?path ?sha256 WHERE {{ GRAPH <{dataset.names.graph('build')}> "
        "{ ?input ckg:sha256 ?sha256 ; rdfs:label ?path } } ORDER BY ?path",
        prefixes=dataset.names.prefixes,
    )
    return [Input(path.value, digest.value) for path, digest in answer.rows() if path and digest]


def describe(names: Namespaces) -> str:
    """A query for what is said of the files, the members of a collection (PROV-O, 3.2)."""
    build = f"GRAPH <{names.graph('build')}>"
    branches = (
        "BIND (rdf:type AS ?p) BIND (prov:Collection AS ?o)",
        f"{build} {{ ?o ckg:sha256 ?any }} BIND (prov:hadMember AS ?p)",
    )
    collection = " UNION ".join(f"{{ {branch} BIND (<{names.inputs}> AS ?s) }}" for branch in branches)
    pattern = f"{collection} UNION {{ {build} {{ ?s ckg:sha256 ?any ; ?p ?o }} }}"
    return f"{names.prologue}CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }} ORDER BY ?s ?p ?o"
