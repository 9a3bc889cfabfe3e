"""Stories: the parts of the network that readers ask for most, each drawn around the entities of some classes."""

from dataclasses import dataclass

from kg.grouping import grouped
from kg.model.dataset import PublishedDataset, filled_query, memoized
from kg.model.key_facts import FactPath


@dataclass(frozen=True)
class Story:
    """A story with its name in addresses, its label, and the IRIs of the classes around which it is drawn.

    The ``paths`` lead from left to right, an inverse one from the object of its property to the subject.
    """

    name: str
    label: str
    classes: tuple[str, ...]
    paths: tuple[FactPath, ...]


@memoized
def read_stories(dataset: PublishedDataset) -> tuple[Story, ...]:
    """The stories of a dataset, in the order of the display data."""
    stories = grouped(
        ((name, label), (cls, FactPath(link, inverse == "true")))
        for _, name, label, cls, link, inverse, _ in (
            [term.value if term else "" for term in row]
            for row in dataset.select(filled_query(__package__, "stories", dataset.names))
        )
    )
    return tuple(
        Story(name, label, *(tuple(dict.fromkeys(column)) for column in zip(*members, strict=True)))
        for (name, label), members in stories.items()
    )
