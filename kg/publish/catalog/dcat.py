"""The publication of a dataset in terms of DCAT (Data Catalog Vocabulary, version 3) and VoID.

Addresses are made from the base, so that a copy of the site that is served elsewhere states the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.formats import rdf_document_formats
from kg.namespaces import Namespaces
from kg.publish.catalog.about import DatasetDescription
from kg.releases.dumps import DumpFile
from kg.sparql.terms import string

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def catalog_rows(names: Namespaces, about: DatasetDescription, dumps: Iterable[DumpFile], *, served: bool) -> str:
    """The dataset, its catalogue, its dumps and, if a server answers queries, its endpoint.

    They are triples as rows of VALUES in SPARQL, with the prefixes of the project.
    """
    parts = [_dataset(names, about), _catalog(names, about), _service(names) if served else ""]
    return "".join(parts + [_distribution(names, about, dump) for dump in dumps])


def _dataset(names: Namespaces, about: DatasetDescription) -> str:
    """What the dataset does not state about itself, since it concerns the publication (VoID, 2 and 3)."""
    base, page, version = f"<{names.base}>", f"<{names.base}dataset>", string(about.version)
    features = "".join(f"\n    ({base} void:feature <{form.iri}>)" for form in rdf_document_formats())
    issued = f'\n    ({base} dcterms:issued "{about.released}"^^xsd:date)' if about.released else ""
    return f"""
    ({base} rdf:type void:Dataset) ({base} rdf:type dcat:Dataset) ({base} dcterms:title {_english(about.title)})
    ({base} owl:versionInfo {version}) ({base} dcat:version {version})
    ({base} dcat:landingPage <{names.base}dataset.html>) ({base} void:uriSpace {string(names.base)})
    ({page} rdf:type void:DatasetDescription) ({page} dcterms:title {_english(f"Description of: {about.title}")})
    ({page} foaf:primaryTopic {base}){features}{issued}"""


def _catalog(names: Namespaces, about: DatasetDescription) -> str:
    """The catalogue that holds the dataset and its endpoint (DCAT 3, 6.3), under the licence of the dataset."""
    catalog = f"<{names.dataset('catalog')}>"
    description = f"What there is of {about.title}: the dataset, the files to fetch it in, the ways to ask it."
    return f"""
    ({catalog} rdf:type dcat:Catalog) ({catalog} dcat:dataset <{names.base}>) {_licence(catalog, about)}
    ({catalog} dcterms:title {_english(f"Catalogue of: {about.title}")})
    ({catalog} dcterms:description {_english(description)})"""


def _service(names: Namespaces) -> str:
    """The endpoint as a data service (DCAT 3, 6.9) and the look-up; the service description has the details."""
    base, endpoint = f"<{names.base}>", f"<{names.base}sparql>"
    return f"""
    ({base} void:uriLookupEndpoint <{names.base}lookup?uri=>) ({base} void:sparqlEndpoint {endpoint})
    (<{names.dataset("catalog")}> dcat:service {endpoint}) ({endpoint} dcat:servesDataset {base})
    ({endpoint} rdf:type dcat:DataService) ({endpoint} rdf:type sd:Service)
    ({endpoint} dcterms:title {_english("SPARQL endpoint")})
    ({endpoint} dcterms:conformsTo <http://www.w3.org/TR/sparql11-protocol/>)
    ({endpoint} sd:endpoint {endpoint}) ({endpoint} dcat:endpointURL {endpoint})
    ({endpoint} dcat:endpointDescription {endpoint})"""


def _distribution(names: Namespaces, about: DatasetDescription, file: DumpFile) -> str:
    """A dump (DCAT 3, 6.8), with its checksum; a complete one is also a data dump (VoID, 3.2)."""
    base, dump, url = f"<{names.base}>", file.dump, f"<{file.url(names)}>"
    node, checksum = (f"<{names.dataset(f'{kind}-{dump.name}')}>" for kind in ("dump", "checksum"))
    data_dump = f"({base} void:dataDump {url})" if dump.complete else ""
    return f"""
    ({base} dcat:distribution {node}) ({node} rdf:type dcat:Distribution) {data_dump} {_licence(node, about)}
    ({node} dcterms:title {_english(dump.label)}) ({node} dcterms:description {_english(dump.description)})
    ({node} dcat:downloadURL {url}) ({node} dcat:mediaType <{_MEDIA_TYPES}{dump.media_type}>)
    ({node} dcat:compressFormat <{_MEDIA_TYPES}application/gzip>) ({node} dcat:byteSize {file.size})
    ({node} spdx:checksum {checksum}) ({checksum} rdf:type spdx:Checksum)
    ({checksum} spdx:algorithm spdx:checksumAlgorithm_sha256)
    ({checksum} spdx:checksumValue "{file.sha256}"^^xsd:hexBinary)"""


def _licence(node: str, about: DatasetDescription) -> str:
    return f"({node} dcterms:license <{about.licence}>)" if about.licence else ""


def _english(text: str) -> str:
    return string(text, language="en")
