"""Every IRI of the project is made here, from the one constant that knows the base."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

DEFAULT_BASE = "https://w3id.org/congress-kg/"

EXTERNAL_PREFIXES: Mapping[str, str] = {
    "dcam": "http://purl.org/dc/dcam/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geonames": "https://sws.geonames.org/",
    "gnd": "https://d-nb.info/gnd/",
    "isni": "https://isni.org/isni/",
    "lcauth": "http://id.loc.gov/authorities/names/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "partyfacts": "https://partyfacts.herokuapp.com/data/partycore/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "viaf": "http://viaf.org/viaf/",
    "void": "http://rdfs.org/ns/void#",
    "wikidata": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


class NamedGraph(StrEnum):
    """The names of the graphs of a dataset that are not passages, as ``Namespaces.graph`` takes them."""

    ALIGNMENTS = "alignments"
    ASSERTIONS = "assertions"
    BUILD = "build"
    DATASET = "dataset"
    DISPLAY = "display"
    INFERRED = "inferred"
    INTERPRETATIONS = "interpretations"
    ONTOLOGY = "ontology"
    PROOFS = "proofs"
    SOURCES = "sources"
    STANDARD = "standard"


# What is said about statements and about the dataset: the default graph, which has the facts, leaves it out.
SEPARATE_GRAPHS = (
    NamedGraph.ASSERTIONS,
    NamedGraph.PROOFS,
    NamedGraph.DATASET,
    NamedGraph.BUILD,
    NamedGraph.DISPLAY,
)


@dataclass(frozen=True)
class Namespaces:
    """The IRIs of a dataset published below one base IRI, which ends in ``/``."""

    base: str = DEFAULT_BASE

    @property
    def ontology(self) -> str:
        """The IRI of the ontology itself."""
        return f"{self.base}def"

    @property
    def terms(self) -> str:
        """The namespace of the ontology's terms."""
        return f"{self.base}def#"

    @property
    def things(self) -> str:
        """The namespace below which every thing is ``<kind>/<slug>``."""
        return f"{self.base}id/"

    @property
    def sources(self) -> str:
        """The namespace below which sources and their passages lie."""
        return f"{self.base}source/"

    @property
    def search(self) -> str:
        """The property by which queries search for texts."""
        return self.term("matchesText")

    def term(self, name: str) -> str:
        """The IRI of a term of the ontology."""
        return self.terms + name

    def thing(self, identifier: str) -> str:
        """The IRI of the thing whose identifier is ``<kind>/<slug>``."""
        return self.things + identifier

    def source(self, key: str) -> str:
        """The IRI of a source, or of a passage given as ``<source>/<passage>``."""
        return self.sources + key

    def dataset(self, name: str) -> str:
        """The IRI of something that is described together with the dataset, such as its build."""
        return f"{self.base}dataset#{name}"

    @property
    def inputs(self) -> str:
        """The IRI of the files that the build read, all together."""
        return f"{self.base}dataset/inputs"

    def graph(self, name: str) -> str:
        """The IRI of a named graph that is not a passage."""
        return f"{self.base}graph/{name}"

    def display(self, name: str) -> str:
        """The IRI of a list or a group in the display data."""
        return f"{self.graph(NamedGraph.DISPLAY)}#{name}"

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """Prefix to namespace, ours first, for queries, Turtle and compact display."""
        ours = {"ckg": self.terms, "id": self.things, "source": self.sources, "graph": self.graph("")}
        return {**ours, **EXTERNAL_PREFIXES}

    @property
    def prologue(self) -> str:
        """The prefixes as the declarations of a SPARQL query."""
        return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in self.prefixes.items())

    def compact(self, iri: str) -> str:
        """An IRI as ``prefix:local`` if a prefix fits, else unchanged; things as ``<kind>/<slug>``."""
        if iri.startswith(self.things):
            return iri[len(self.things) :]
        for prefix, namespace in self.prefixes.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def rebase(self, text: str) -> str:
        """A text written for the default base, with its IRIs moved below this one."""
        return text if self.base == DEFAULT_BASE else text.replace(DEFAULT_BASE, self.base)
