"""The size of a dataset: the statistics of VoID (W3C Interest Group Note, 4.6), counted in its default graph."""

from dataclasses import dataclass

from kg.model import labels
from kg.model.dataset import PublishedDataset, filled_query, memoized
from kg.model.display import read_display
from kg.model.gaps_and_notes import GAP_OR_NOTE


@dataclass(frozen=True)
class TermCount:
    """The uses of a class or property in the dataset, with its name, and the IRI in short."""

    iri: str
    short: str
    name: str
    number: int

    @property
    def list_path(self) -> str:
        """The path of the list of the entities of a class of the ontology."""
        return f"/things/{self.short.removeprefix('ckg:')}.html"


@dataclass(frozen=True)
class Linkset:
    """The number of links by a predicate, an IRI with its short form, to the dataset with the IRI prefix ``space``."""

    space: str
    authority: str
    predicate: str
    short: str
    number: int


@dataclass(frozen=True)
class SourceCount:
    """The number of passages of a source, and of those among them that are accounted for in each way.

    ``facts`` support any, ``notes`` only gaps and notes, and ``excused`` nothing for a stated reason.
    """

    iri: str
    name: str
    passages: int
    facts: int
    notes: int
    excused: int

    def count(self, state: str) -> int:
        """The number of passages in a state, as in the outline of the source."""
        counted = {"facts": self.facts, "notes": self.notes, "excused": self.excused}
        return counted.get(state, self.passages - sum(counted.values()))


@dataclass(frozen=True)
class Statistics:
    """The number of triples, of distinct subjects and objects, and the uses of classes and properties, most first.

    They are the classes of the ontology, and the properties that entities have.
    """

    triples: int
    subjects: int
    objects: int
    classes: list[TermCount]
    properties: list[TermCount]
    linksets: list[Linkset]


@memoized
def statistics(dataset: PublishedDataset) -> Statistics:
    """The statistics of a dataset; the time grows with its triples, about a second for a million."""
    triples, subjects, objects, _ = (int(value) for value in _rows(dataset, "totals")[0])
    linksets = [
        Linkset(space, authority, predicate, dataset.names.compact(predicate), int(number))
        for space, authority, predicate, number in _rows(dataset, "linksets")
    ]
    classes, properties = (_term_counts(dataset, query) for query in ("class-counts", "property-counts"))
    return Statistics(triples, subjects, objects, classes, properties, linksets)


@memoized
def source_counts(dataset: PublishedDataset) -> list[SourceCount]:
    """The sources of the statements, the one with most passages first."""
    rows = _rows(dataset, "sources", kind=GAP_OR_NOTE)
    names = labels.of(dataset, [iri for iri, *_ in rows])
    counts = [SourceCount(iri, names.text(iri), *map(int, numbers)) for iri, *numbers in rows]
    return sorted(counts, key=lambda count: (-count.passages, count.name))


@memoized
def status_counts(dataset: PublishedDataset) -> list[tuple[str, int]]:
    """The names of the statuses of facts, the most certain first, with the number of the facts that have each."""
    numbers = {iri: int(number) for iri, number in _rows(dataset, "statuses")}
    names, order = labels.of(dataset, numbers), read_display(dataset).terms("statuses")
    return [(names.text(iri), numbers[iri]) for iri in order if iri in numbers]


@memoized
def entity_counts(dataset: PublishedDataset) -> list[TermCount]:
    """The number of entities of each class that the home page names, in the order of the display data."""
    shapes = {iri: shape for shape in read_display(dataset).group("counts") for iri in shape.classes}
    pattern = "VALUES ?class { %s } ?thing a ?class"
    query = f"SELECT ?class (COUNT(DISTINCT ?thing) AS ?number) WHERE {{ {pattern} }} GROUP BY ?class"
    numbers = {cls.value: int(number.value) for cls, number in dataset.select_about(shapes, query) if cls and number}
    counts = ((iri, shape, numbers.get(iri, 0)) for iri, shape in shapes.items())
    return [
        TermCount(iri, dataset.names.compact(iri), shape.label if number == 1 else shape.name, number)
        for iri, shape, number in counts
    ]


def _term_counts(dataset: PublishedDataset, query: str) -> list[TermCount]:
    numbers = {iri: int(number) for iri, number in _rows(dataset, query)}
    names = labels.of(dataset, numbers)
    counts = [TermCount(iri, dataset.names.compact(iri), names.text(iri), number) for iri, number in numbers.items()]
    return sorted(counts, key=lambda count: (-count.number, count.iri))


def _rows(dataset: PublishedDataset, query: str, **values: str) -> list[list[str]]:
    text = filled_query(__package__, query, dataset.names, **values)
    return [[term.value for term in row] for row in dataset.select_bound(text)]
