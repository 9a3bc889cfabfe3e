"""The modules of the ontology, each about one topic and with a page of its own: data of the display graph."""

from dataclasses import dataclass

from kg.formats import HTML
from kg.grouping import grouped
from kg.model.dataset import PublishedDataset, memoized
from kg.sparql.terms import iri_ref

MODULES_PATH = "/def/module"
_OTHER = "other"


@dataclass(frozen=True)
class Module:
    """A module: ``name`` is its title, ``about`` its topic in words; ``terms`` are the IRIs that it declares."""

    key: str
    name: str
    about: str
    terms: frozenset[str]

    @property
    def page(self) -> str:
        """The path of the page about the module."""
        return f"{MODULES_PATH}/{self.key}.{HTML}"


def other_module(terms: frozenset[str]) -> Module:
    """What stands for a module where terms belong to none."""
    return Module(_OTHER, "Other terms", "terms that no module declares", terms)


@memoized
def read_modules(dataset: PublishedDataset) -> list[Module]:
    """The modules in their order; none if the dataset does not record them."""
    group = iri_ref(dataset.names.display("modules"))
    rows = dataset.select_bound(
        "SELECT ?module ?name ?about ?term WHERE { GRAPH graph:display { "
        f"?module sh:group {group} ; sh:order ?order ; sh:name ?name ; rdfs:label ?about ; dcterms:hasPart ?term "
        "} } ORDER BY ?order ?module ?term"
    )
    start = dataset.names.display("module-")
    terms = grouped(
        ((iri.value.removeprefix(start), name.value, about.value), term.value) for iri, name, about, term in rows
    )
    return [Module(*described, frozenset(members)) for described, members in terms.items()]
