"""How a dataset was built: the commit and the tools, as its graph ``build`` states in PROV, and the input files.

The files are too many for the description of the dataset, so they have a document of their own.
"""

from dataclasses import dataclass

from kg.model.dataset import PublishedDataset
from kg.namespaces import NamedGraph, Namespaces
from kg.publish.query_texts import query_text


@dataclass(frozen=True)
class BuildInput:
    """A file that the build read, by its path in the project, with the hexadecimal digits of its SHA-256."""

    path: str
    sha256: str


@dataclass(frozen=True)
class BuildRecord:
    """The commit of the input files, by its label and its identifier; the tools with their versions; the file count."""

    commit: str | None
    revision: str | None
    tools: tuple[str, ...]
    inputs: int


def build_record(dataset: PublishedDataset) -> BuildRecord | None:
    """The build of a dataset; None if the dataset does not record it."""
    rows = dataset.select(query_text(__package__, "build", dataset.names))
    tools: list[str] = []
    inputs = 0
    commit = revision = None
    for label, digest, identifier in rows:
        if label and digest:
            inputs += 1
        elif label and identifier:
            commit, revision = label.value, identifier.value
        elif label:
            tools.append(label.value)
    return BuildRecord(commit, revision, tuple(tools), inputs) if tools or inputs else None


def build_inputs(dataset: PublishedDataset) -> list[BuildInput]:
    """The input files in the order of their paths; none if the dataset does not record its build."""
    rows = dataset.select_bound(
        f"SELECT ?path ?sha256 WHERE {{ GRAPH <{dataset.names.graph(NamedGraph.BUILD)}> "
        "{ ?input ckg:sha256 ?sha256 ; rdfs:label ?path } } ORDER BY ?path"
    )
    return [BuildInput(path.value, digest.value) for path, digest in rows]


def build_inputs_query(names: Namespaces) -> str:
    """A query for the description of the input files, the members of a collection (PROV-O, 3.2)."""
    return names.prologue + query_text(__package__, "inputs", names)
