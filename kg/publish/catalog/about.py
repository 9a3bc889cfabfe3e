"""What a dataset states about itself and its build, and the description for search engines."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg.limits import PageLimits
from kg.model import labels
from kg.model.dataset import PublishedDataset, filled_query
from kg.model.graphs import anywhere
from kg.namespaces import NamedGraph, Namespaces
from kg.releases.dumps import DumpFile
from kg.sparql.terms import iri_ref


@dataclass(frozen=True)
class DatasetDescription:
    """What a dataset states about itself.

    ``licence`` is an IRI or a text, and ``creators`` are names. ``identifier`` is the checksum of the content.
    ``version`` is the release that this is, or how it relates to one; ``released`` is the day of that release as
    ``2026-11-23``, None without one.
    """

    iri: str
    title: str
    description: str
    licence: str | None
    creators: tuple[str, ...]
    identifier: str | None
    version: str
    released: str | None


def describe_dataset(dataset: PublishedDataset, version: str, released: str | None = None) -> DatasetDescription:
    """What a dataset states about its base IRI; ``version`` and ``released`` come from the folder of releases."""
    triples = anywhere(f"{iri_ref(dataset.names.base)} ?property ?value")
    query = f"SELECT ?property ?value WHERE {{ {triples} }} ORDER BY ?value"
    stated = [(dataset.names.compact(name.value), value.value) for name, value in dataset.select_bound(query)]

    def first(*properties: str) -> str | None:
        return next((value for name, value in stated if name in properties), None)

    rows = dataset.select_bound(filled_query(__package__, "creators", dataset.names))
    creators = [creator for (creator,) in rows]
    names = labels.of(dataset, [creator.value for creator in creators if creator.is_iri])
    return DatasetDescription(
        dataset.names.base,
        first("dcterms:title", "rdfs:label") or "Knowledge graph",
        first("dcterms:description") or "",
        first("dcterms:license"),
        tuple(names.term(creator) for creator in creators),
        first("dcterms:identifier"),
        version,
        released,
    )


def schema_org_dataset(about: DatasetDescription, dumps: Iterable[DumpFile], limits: PageLimits) -> dict[str, Any]:
    """A JSON-LD document for search engines, schema.org's ``Dataset``; properties without a value are left out.

    Google's guidelines for datasets require ``name`` and ``description``, which must have 50 to 5,000 characters.
    """
    properties = {
        "name": about.title,
        "description": about.description[: limits.description],
        "url": about.iri,
        "identifier": [value for value in (about.iri, about.identifier) if value],
        "version": about.version,
        "datePublished": about.released,
        "license": about.licence,
        "creator": [{"@type": "Organization", "name": creator} for creator in about.creators],
        "isAccessibleForFree": True,
        "distribution": [_download(file, about.iri) for file in dumps],
    }
    return {"@context": "https://schema.org/", "@type": "Dataset", "@id": about.iri} | {
        name: value for name, value in properties.items() if value
    }


def _download(file: DumpFile, base: str) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "name": file.dump.label,
        "description": file.dump.description,
        "contentUrl": file.url(Namespaces(base)),
        "encodingFormat": file.dump.media_type,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
    }


@dataclass(frozen=True)
class BuildRecord:
    """The commit of the input files, by its label and its identifier; the tools with their versions; the file count."""

    commit: str | None
    revision: str | None
    tools: tuple[str, ...]
    inputs: int


def build_record(dataset: PublishedDataset) -> BuildRecord | None:
    """The build of a dataset; None if the dataset does not record it."""
    rows = dataset.select(filled_query(__package__, "build", dataset.names))
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


def build_inputs(dataset: PublishedDataset) -> list[tuple[str, str]]:
    """The paths in the project of the files that the build read, in order, with the digits of their SHA-256.

    There are none if the dataset does not record its build.
    """
    graph = iri_ref(dataset.names.graph(NamedGraph.BUILD))
    query = f"SELECT ?path ?sha256 WHERE {{ GRAPH {graph} {{ ?input ckg:sha256 ?sha256 ; rdfs:label ?path }} }}"
    return [(path.value, digest.value) for path, digest in dataset.select_bound(f"{query} ORDER BY ?path")]


def build_inputs_query(names: Namespaces) -> str:
    """A query for the description of the input files, the members of a collection (PROV-O, 3.2)."""
    return names.prologue + filled_query(__package__, "inputs", names)
