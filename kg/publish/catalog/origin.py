"""How a dataset came about: the build that made it, as its graph ``build`` tells in PROV."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.dataset import PublishedDataset


@dataclass(frozen=True)
class Origin:
    """The build: the commit of its files in words and in full, the tools with their versions, how many files."""

    commit: str | None
    revision: str | None
    tools: tuple[str, ...]
    inputs: int


def origin(dataset: PublishedDataset) -> Origin | None:
    """The origin of a dataset; None for one that tells nothing of it."""
    names = dataset.names
    answer = dataset.store.query(
        f"""SELECT ?label ?sha256 ?revision WHERE {{ GRAPH <{names.graph("build")}> {{
          <{names.base}> prov:wasGeneratedBy/(prov:used|prov:wasAssociatedWith) ?one . ?one rdfs:label ?label
          OPTIONAL {{ ?one ckg:sha256 ?sha256 }} OPTIONAL {{ ?one dcterms:identifier ?revision }}
        }} }} ORDER BY ?label""",
        prefixes=names.prefixes,
    )
    tools: list[str] = []
    inputs = 0
    commit = revision = None
    for label, digest, name in answer.rows():
        if label and digest:
            inputs += 1
        elif label and name:
            commit, revision = label.value, name.value
        elif label:
            tools.append(label.value)
    return Origin(commit, revision, tuple(tools), inputs) if tools or inputs else None
