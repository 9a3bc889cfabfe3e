"""The description of a dataset in RDF, as a query that is answered like any other, in every format and every limit.

``description.rq`` is its text. It holds what the dataset states about itself and about its build, its statistics, and
its publication; addresses are made from the base, so that a copy of the site served elsewhere states the same.
"""

from collections.abc import Iterable

from kg.formats import rdf_document_formats
from kg.model.dataset import filled_query
from kg.namespaces import Namespaces
from kg.publish.catalog.about import DatasetDescription
from kg.releases.dumps import DumpFile
from kg.sparql.terms import iri_ref, is_absolute_iri, string

_COUNTS = ("creators", "totals", "class-counts", "property-counts", "linksets")


def description_query(names: Namespaces, about: DatasetDescription, dumps: Iterable[DumpFile], *, served: bool) -> str:
    """A query whose graph describes the dataset: its statistics are counted when it is evaluated.

    ``served``: a server answers queries. The graph is ordered and without blank nodes, so that equal data give equal
    bytes.
    """
    rows = [_details(names, about), *(_dump(names, about, file) for file in dumps)]
    if served:
        rows.append(filled_query(__package__, "service", names))
    return names.prologue + filled_query(
        __package__,
        "description",
        names,
        title=_english(about.title),
        version=string(about.version),
        description_title=_english(f"Description of: {about.title}"),
        catalog_title=_english(f"Catalogue of: {about.title}"),
        catalog_description=_english(f"{about.title}: the dataset, its downloads, and the services that query it."),
        publication="".join(rows),
        **{name.replace("-", "_"): filled_query(__package__, name, names) for name in _COUNTS},
    )


def _details(names: Namespaces, about: DatasetDescription) -> str:
    """The formats of the dataset, the licence of its catalogue, and the day of its release."""
    base = iri_ref(names.base)
    features = " ".join(f"({base} void:feature {iri_ref(form.iri)})" for form in rdf_document_formats())
    issued = f'({base} dcterms:issued "{about.released}"^^xsd:date)' if about.released else ""
    return f"    {features} {_licence(names.dataset('catalog'), about)} {issued}"


def _dump(names: Namespaces, about: DatasetDescription, file: DumpFile) -> str:
    """A dump with its checksum; a complete one is also a data dump (VoID, 3.2)."""
    node, checksum = (names.dataset(f"{kind}-{file.dump.name}") for kind in ("dump", "checksum"))
    described = filled_query(
        __package__,
        "dump",
        names,
        node=iri_ref(node),
        checksum=iri_ref(checksum),
        url=iri_ref(file.url(names)),
        title=_english(file.dump.label),
        description=_english(file.dump.description),
        media_type=file.dump.media_type,
        size=file.size,
        sha256=file.sha256,
    )
    data_dump = f"({iri_ref(names.base)} void:dataDump {iri_ref(file.url(names))})" if file.dump.complete else ""
    return f"{described} {data_dump} {_licence(node, about)}"


def _licence(iri: str, about: DatasetDescription) -> str:
    licence = about.licence or ""
    written = iri_ref(licence) if is_absolute_iri(licence) else string(licence)
    return f"({iri_ref(iri)} dcterms:license {written})" if licence else ""


def _english(text: str) -> str:
    return string(text, language="en")
