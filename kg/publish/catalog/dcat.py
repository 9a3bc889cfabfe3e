"""The publication of a dataset in terms of DCAT (Data Catalog Vocabulary, version 3) and VoID.

Addresses are made from the base, so that a copy of the site that is served elsewhere states the same.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.formats import rdf_document_formats
from kg.namespaces import Namespaces
from kg.publish.catalog.about import DatasetDescription
from kg.publish.catalog.distributions import Distribution
from kg.sparql.terms import string

# A triple as SPARQL writes it, with the prefixes of the project.
SparqlTriple = tuple[str, str, str]

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def catalog_triples(
    names: Namespaces, about: DatasetDescription, dumps: Iterable[Distribution], *, served: bool
) -> list[SparqlTriple]:
    """The dataset, its catalogue, its dumps and, if a server answers queries, its endpoint."""
    triples = [*_dataset(names, about), *_catalogue(names, about), *(_service(names) if served else ())]
    return triples + [triple for dump in dumps for triple in _distribution(names, about, dump)]


def _dataset(names: Namespaces, about: DatasetDescription) -> list[SparqlTriple]:
    """What the dataset does not state about itself, since it concerns the publication (VoID, 2 and 3)."""
    base, page = f"<{names.base}>", f"<{names.base}dataset>"
    triples = [
        (base, "rdf:type", "void:Dataset"),
        (base, "rdf:type", "dcat:Dataset"),
        (base, "dcterms:title", _english(about.title)),
        (base, "owl:versionInfo", string(about.version)),
        (base, "dcat:version", string(about.version)),
        (base, "dcat:landingPage", f"<{names.base}dataset.html>"),
        (base, "void:uriSpace", string(names.base)),
        (page, "rdf:type", "void:DatasetDescription"),
        (page, "dcterms:title", _english(f"Description of: {about.title}")),
        (page, "foaf:primaryTopic", base),
    ]
    triples += [(base, "void:feature", f"<{form.iri}>") for form in rdf_document_formats()]
    if about.released:
        triples.append((base, "dcterms:issued", f'"{about.released}"^^xsd:date'))
    return triples


def _catalogue(names: Namespaces, about: DatasetDescription) -> list[SparqlTriple]:
    """The catalogue that holds the dataset and its endpoint (DCAT 3, 6.3), under the licence of the dataset."""
    catalogue = f"<{names.dataset('catalog')}>"
    description = f"What there is of {about.title}: the dataset, the files to fetch it in, the ways to ask it."
    return [
        (catalogue, "rdf:type", "dcat:Catalog"),
        (catalogue, "dcterms:title", _english(f"Catalogue of: {about.title}")),
        (catalogue, "dcterms:description", _english(description)),
        (catalogue, "dcat:dataset", f"<{names.base}>"),
        *_licensed(catalogue, about),
    ]


def _service(names: Namespaces) -> list[SparqlTriple]:
    """The endpoint as a data service (DCAT 3, 6.9) and the look-up; the service description has the details."""
    base, endpoint = f"<{names.base}>", f"<{names.base}sparql>"
    return [
        (base, "void:uriLookupEndpoint", f"<{names.base}lookup?uri=>"),
        (base, "void:sparqlEndpoint", endpoint),
        (f"<{names.dataset('catalog')}>", "dcat:service", endpoint),
        (endpoint, "rdf:type", "dcat:DataService"),
        (endpoint, "rdf:type", "sd:Service"),
        (endpoint, "dcterms:title", _english("SPARQL endpoint")),
        (endpoint, "dcterms:conformsTo", "<http://www.w3.org/TR/sparql11-protocol/>"),
        (endpoint, "sd:endpoint", endpoint),
        (endpoint, "dcat:endpointURL", endpoint),
        (endpoint, "dcat:endpointDescription", endpoint),
        (endpoint, "dcat:servesDataset", base),
    ]


def _distribution(names: Namespaces, about: DatasetDescription, dump: Distribution) -> list[SparqlTriple]:
    """A dump (DCAT 3, 6.8), with its checksum; a complete one is also a data dump (VoID, 3.2)."""
    base, node = f"<{names.base}>", f"<{names.dataset(f'dump-{dump.name}')}>"
    checksum = f"<{names.dataset(f'checksum-{dump.name}')}>"
    triples = [
        (base, "dcat:distribution", node),
        (node, "rdf:type", "dcat:Distribution"),
        (node, "dcterms:title", _english(dump.label)),
        (node, "dcterms:description", _english(dump.description)),
        (node, "dcat:downloadURL", f"<{dump.url}>"),
        (node, "dcat:mediaType", f"<{_MEDIA_TYPES}{dump.media_type}>"),
        (node, "dcat:compressFormat", f"<{_MEDIA_TYPES}application/gzip>"),
        (node, "dcat:byteSize", str(dump.size)),
        (node, "spdx:checksum", checksum),
        (checksum, "rdf:type", "spdx:Checksum"),
        (checksum, "spdx:algorithm", "spdx:checksumAlgorithm_sha256"),
        (checksum, "spdx:checksumValue", f'"{dump.sha256}"^^xsd:hexBinary'),
        *_licensed(node, about),
    ]
    return triples + ([(base, "void:dataDump", f"<{dump.url}>")] if dump.complete else [])


def _licensed(node: str, about: DatasetDescription) -> list[SparqlTriple]:
    return [(node, "dcterms:license", f"<{about.licence}>")] if about.licence else []


def _english(text: str) -> str:
    return string(text, language="en")
