"""The classes of a dataset's entities, with the plural names under which they are listed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.formats import HTML
from kg.grouping import grouped
from kg.model import labels
from kg.model.addresses import Document, written
from kg.model.dataset import PublishedDataset, bound_rows, memoized
from kg.model.display import read_display
from kg.model.graphs import anywhere
from kg.sparql.terms import string


@dataclass(frozen=True)
class ListedClass:
    """A class of the ontology with its labels for one and for many entities, and its definition, which may be empty.

    ``order`` comes from the display data.
    """

    iri: str
    key: str
    label: str
    plural: str
    number: int
    order: float | None
    definition: str = ""

    @property
    def heading(self) -> str:
        """The plural as a heading."""
        return self.plural[:1].upper() + self.plural[1:]

    def page(self, number: int = 1) -> str:
        """The path of a page of the list of its entities."""
        return Document(f"/things/{written(self.key)}", HTML, number).path

    @property
    def table(self) -> str:
        """The path of the list as a file for spreadsheets."""
        return f"/things/{written(self.key)}.csv"


@memoized
def listed_classes(dataset: PublishedDataset) -> list[ListedClass]:
    """The classes of the ontology that have entities: those of the display data in their order, then others by name."""
    rows = dataset.select_bound(
        f"SELECT ?class (COUNT(?entity) AS ?number) WHERE {{ {anywhere('?entity a ?class')} "
        f"FILTER (isIRI(?entity) && STRSTARTS(STR(?class), {string(dataset.names.terms)})) }} GROUP BY ?class"
    )
    numbers = {cls.value: int(number.value) for cls, number in rows}
    shapes = {iri: shape for shape in read_display(dataset).groups.get("", ()) for iri in shape.classes}
    names, definitions = labels.of(dataset, numbers), _definitions(dataset, numbers)
    listed = []
    for iri, number in numbers.items():
        label, shape = names.text(iri), shapes.get(iri)
        plural, order = (shape.name, shape.order) if shape else (label, None)
        key, definition = iri.removeprefix(dataset.names.terms), definitions.get(iri, "")
        definition = shape.settings.get("description", definition) if shape else definition
        listed.append(ListedClass(iri, key, label, plural, number, order, definition))
    return sorted(listed, key=lambda cls: (cls.order is None, cls.order or 0, cls.plural, cls.key))


def _definitions(dataset: PublishedDataset, classes: Iterable[str]) -> dict[str, str]:
    query = "SELECT ?class ?text WHERE { VALUES ?class { %s } ?class skos:definition ?text }"
    rows = bound_rows(dataset.select_about(classes, f'{query} ORDER BY (LANG(?text) = "en")'))
    return {cls.value: text.value for cls, text in rows}


@memoized
def superproperties(dataset: PublishedDataset) -> dict[str, set[str]]:
    """The properties above each property that has any, at any depth."""
    query = "SELECT ?property ?super WHERE { ?property rdfs:subPropertyOf+ ?super FILTER (?property != ?super) }"
    above = grouped((prop.value, superproperty.value) for prop, superproperty in dataset.select_bound(query))
    return {prop: {*superproperties} for prop, superproperties in above.items()}


@memoized
def superclasses(dataset: PublishedDataset) -> dict[str, set[str]]:
    """The direct superclasses of each class that has any."""
    query = "SELECT ?class ?super WHERE { ?class rdfs:subClassOf ?super FILTER (isIRI(?class) && isIRI(?super)) }"
    above = grouped((cls.value, superclass.value) for cls, superclass in dataset.select_bound(query))
    return {cls: {*superclasses} for cls, superclasses in above.items()}


def most_specific(types: Iterable[str], above: Mapping[str, set[str]]) -> str | None:
    """The most specific of the classes of an entity, the first by IRI of several; ``above`` are ``superclasses``."""
    classes = set(types)
    general = {superclass for cls in classes for superclass in above.get(cls, set()) - {cls}}
    return min(classes - general, default=None)
