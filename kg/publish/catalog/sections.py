"""The lists of a dataset by the sections in which readers look for them."""

from dataclasses import dataclass

from kg.model.classes import ListedClass, listed_classes
from kg.model.dataset import PublishedDataset
from kg.model.display import read_display


@dataclass(frozen=True)
class ListSection:
    """A section with its lists, the longest first; ``fold`` are the words behind which it is folded, if any."""

    key: str
    name: str
    fold: str | None
    kinds: tuple[ListedClass, ...]

    @property
    def single(self) -> tuple[ListedClass, ...]:
        """The lists with one entry."""
        return tuple(kind for kind in self.kinds if kind.number == 1)


def list_sections(dataset: PublishedDataset) -> list[ListSection]:
    """The sections of the display data that have lists; the last one has the lists of no section too."""
    kinds, displays = listed_classes(dataset), read_display(dataset).group("sections")
    placed = {iri: number for number, display in reversed([*enumerate(displays)]) for iri in display.classes}
    last = len(displays) - 1
    sections = []
    for number, display in enumerate(displays):
        members = [kind for kind in kinds if placed.get(kind.iri, last) == number]
        members.sort(key=lambda kind: (-kind.number, kind.plural))
        sections.append(ListSection(display.key, display.name, display.settings.get("fold"), tuple(members)))
    sections = sections or [ListSection("all", "All lists", None, tuple(kinds))]
    return [section for section in sections if section.kinds]
