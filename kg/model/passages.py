"""Passages: where they stand in their sources."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kg.engine.answer import Term
from kg.model import evidence
from kg.model.dataset import PublishedDataset, query_text
from kg.model.evidence import Evidence
from kg.model.gaps_and_notes import GAP_OR_NOTE
from kg.model.source_texts import SourceSpan
from kg.sparql.terms import iri_ref

PASSAGE, SOURCE = "ckg:Passage", "ckg:Source"
# The kinds of passages that are lines of a table rather than parts of a text.
LINES = ("ckg:infoboxLine", "ckg:tableRow")


@dataclass(frozen=True)
class Passage:
    """A passage; ``number`` is its place in the source, counted from 1, ``reason`` why no fact is drawn from it.

    ``locator`` gives its place in words, without the name of the source; ``paraphrase`` is the curators' text; ``kind``
    is one of the ontology's list.
    """

    iri: str
    section: str
    number: int
    span: SourceSpan
    reason: Term | None = None
    locator: Term | None = None
    paraphrase: Term | None = None
    kind: Term | None = None

    @property
    def key(self) -> str:
        """The last part of its IRI, which cites it."""
        return self.iri.rpartition("/")[2]

    @property
    def place(self) -> str:
        """Its place in words; its key if the dataset has none."""
        return self.locator.value if self.locator else self.key


def read_passages(dataset: PublishedDataset, iris: Collection[str]) -> dict[str, Passage]:
    """The passages among some IRIs."""
    rows = dataset.select_about(iris, query_text(__package__, "passages") % "VALUES ?passage { %s }")
    return {passage.iri: passage for passage in _passages(rows)}


def source_passages(dataset: PublishedDataset, source: str, page: int) -> list[Passage]:
    """The passages of a source on a page of its outline, counted from 1, in their order."""
    size = dataset.limits.page.passages
    on_page = f"FILTER (?number > {size * (page - 1)} && ?number <= {size * page})"
    pattern = f"VALUES ?source {{ {iri_ref(source)} }} {on_page}"
    rows = dataset.select(query_text(__package__, "passages") % pattern)
    return sorted(_passages(rows), key=lambda passage: passage.number)


def passage_facts(dataset: PublishedDataset, passages: Iterable[str], limit: int) -> list[Evidence]:
    """The first assertions that each passage supports, up to a limit, but none about gaps and notes."""
    first = (
        "SELECT ?passage ?node WHERE { GRAPH graph:assertions { ?node ckg:supportedBy ?passage ; rdf:subject ?about } "
        f"FILTER NOT EXISTS {{ {GAP_OR_NOTE} ?about rdf:type ?kind }} }} LIMIT {limit}"
    )
    nodes = f"SELECT DISTINCT ?node WHERE {{ VALUES ?passage {{ %s }} LATERAL {{ {first} }} }}"
    return evidence.select_about(dataset, passages, f"{{ {nodes} }}")


def adjacent_passages(dataset: PublishedDataset, passage: Passage) -> tuple[Passage | None, Passage | None]:
    """The passages before and after one in its source."""
    rows = dataset.select_bound(
        f"SELECT ?number ?passage WHERE {{ VALUES ?number {{ {passage.number - 1} {passage.number + 1} }} "
        f"?passage ckg:sequenceNumber ?number ; ckg:inSource {iri_ref(passage.span.source)} ; ckg:inSection ?any }}"
    )
    iris = {int(number.value): iri.value for number, iri in rows}
    beside = read_passages(dataset, iris.values())
    before, after = (iris.get(passage.number + step, "") for step in (-1, 1))
    return beside.get(before), beside.get(after)


def _passages(rows: Iterable[list[Term | None]]) -> Iterator[Passage]:
    seen: set[str] = set()
    for passage, section, number, source, start, end, *texts in rows:
        # Texts in several languages repeat a row.
        if passage and section and number and source and start and end and passage.value not in seen:
            seen.add(passage.value)
            span = SourceSpan(source.value, int(start.value), int(end.value))
            yield Passage(passage.value, section.value, int(number.value), span, *texts)
