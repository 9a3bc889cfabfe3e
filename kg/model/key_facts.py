"""Key facts: what the page of an entity states first, and the sentence that sums it up, by class."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from kg.model.dataset import PublishedDataset, filled_query, memoized


@dataclass(frozen=True)
class FactPath:
    """A property, by its IRI, seen from its subject or, if ``inverse``, from its object."""

    link: str
    inverse: bool


@dataclass(frozen=True)
class KeyFacts:
    """The key facts of the entities of a class, in order, and the template of their sentence, which may be empty."""

    cls: str
    paths: tuple[FactPath, ...]
    sentence: str


@memoized
def read_key_facts(dataset: PublishedDataset) -> tuple[KeyFacts, ...]:
    """The key facts of each class for which the display data have any, in their order."""
    by_class: dict[str, KeyFacts] = {}
    for row in dataset.select(filled_query(__package__, "key_facts", dataset.names)):
        cls, link, inverse, sentence = (term.value if term else "" for term in row[2:6])
        facts = by_class.get(cls, KeyFacts(cls, (), sentence))
        by_class[cls] = replace(facts, paths=(*facts.paths, FactPath(link, inverse == "true")))
    return tuple(by_class.values())


def key_facts_of(dataset: PublishedDataset, types: Collection[str]) -> KeyFacts | None:
    """The key facts of an entity by its classes: those of the first class that fits."""
    return next((facts for facts in read_key_facts(dataset) if facts.cls in types), None)
