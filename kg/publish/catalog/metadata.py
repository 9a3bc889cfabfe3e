"""The description of a dataset in RDF, as a query that is answered like any other, in every format and every limit.

``description.rq`` is its text. It holds what the dataset states about itself and about its build, its statistics, and
its publication; addresses are made from the base, so that a copy of the site served elsewhere states the same.
"""

from collections.abc import Iterable
from importlib.resources import files
from string import Template

from kg.formats import rdf_document_formats
from kg.namespaces import NamedGraph, Namespaces
from kg.publish.catalog.about import DatasetDescription, creators_pattern
from kg.publish.catalog.statistics import LINKSETS, TOTALS, class_counts_query, property_counts_query
from kg.releases.dumps import DumpFile
from kg.sparql.terms import string

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"


def description_query(names: Namespaces, about: DatasetDescription, dumps: Iterable[DumpFile], *, served: bool) -> str:
    """A query whose graph describes the dataset: its statistics are counted when it is evaluated.

    ``served``: a server answers queries. The graph is ordered and without blank nodes, so that equal data give equal
    bytes.
    """
    rows = [_details(names, about), _service(names) if served else "", *(_dump(names, about, file) for file in dumps)]
    description = f"{about.title}: the dataset, its downloads, and the services that query it."
    template = Template(files(__package__).joinpath("description.rq").read_text(encoding="utf-8"))
    return names.prologue + template.substitute(
        base=names.base,
        terms=names.terms,
        parts=names.dataset(""),
        build=names.graph(NamedGraph.BUILD),
        inputs=names.inputs,
        examples=names.display("examples"),
        title=_english(about.title),
        version=string(about.version),
        description_title=_english(f"Description of: {about.title}"),
        catalog_title=_english(f"Catalogue of: {about.title}"),
        catalog_description=_english(description),
        publication="".join(rows),
        creators=creators_pattern(names, "?creator"),
        totals=TOTALS,
        class_counts=class_counts_query(names),
        property_counts=property_counts_query(names),
        linksets=LINKSETS,
    )


def _details(names: Namespaces, about: DatasetDescription) -> str:
    """The formats of the dataset, the licence of its catalogue, and the day of its release."""
    base, catalog = f"<{names.base}>", f"<{names.dataset('catalog')}>"
    features = " ".join(f"({base} void:feature <{form.iri}>)" for form in rdf_document_formats())
    issued = f'({base} dcterms:issued "{about.released}"^^xsd:date)' if about.released else ""
    return f"    {features} {_licence(catalog, about)} {issued}"


def _service(names: Namespaces) -> str:
    """The endpoint as a data service (DCAT 3, 6.9) and the look-up; the service description has the details."""
    base, endpoint = f"<{names.base}>", f"<{names.base}sparql>"
    return f"""
    ({base} void:uriLookupEndpoint <{names.base}lookup?uri=>) ({base} void:sparqlEndpoint {endpoint})
    (<{names.dataset("catalog")}> dcat:service {endpoint}) ({endpoint} dcat:servesDataset {base})
    ({endpoint} rdf:type dcat:DataService) ({endpoint} rdf:type sd:Service)
    ({endpoint} dcterms:title {_english("SPARQL endpoint")}) ({endpoint} sd:endpoint {endpoint})
    ({endpoint} dcterms:conformsTo <http://www.w3.org/TR/sparql11-protocol/>)
    ({endpoint} dcat:endpointURL {endpoint}) ({endpoint} dcat:endpointDescription {endpoint})"""


def _dump(names: Namespaces, about: DatasetDescription, file: DumpFile) -> str:
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
