"""The groups of the questions: which there are, in the order of readers' interest, and the questions of each."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.grouping import grouped
from kg.model.dataset import PublishedDataset, memoized
from kg.publish.questions.header import FRONT_PARTS
from kg.publish.questions.question import Question


@dataclass(frozen=True)
class QuestionGroup:
    """The questions of a group, the plain ones first; ``tag`` is their first tag.

    ``is_about_data``: readers of the subject itself have no need of them.
    """

    tag: str
    name: str
    is_about_data: bool
    questions: tuple[Question, ...]

    @property
    def key(self) -> str:
        """The name of the group in addresses."""
        return self.tag.replace(" ", "-")


def question_groups(dataset: PublishedDataset, questions: Iterable[Question]) -> list[QuestionGroup]:
    """The groups that have questions, as the display data order them, then others by name; those about data last."""
    listed = _listed(dataset)
    order = {tag: place for place, tag in enumerate(listed)}
    members = grouped((question.group, question) for question in questions)
    groups = [
        QuestionGroup(tag, *listed.get(tag, (tag[:1].upper() + tag[1:], False)), tuple(sorted(group, key=_plainness)))
        for tag, group in members.items()
    ]
    return sorted(groups, key=lambda group: (group.is_about_data, order.get(group.tag, len(order)), group.name))


@memoized
def _listed(dataset: PublishedDataset) -> dict[str, tuple[str, bool]]:
    """The groups of the display data, in order: by tag the name of each, and whether it is about the data."""
    about = dataset.names.display("about-the-data")
    rows = dataset.select_bound(
        "SELECT ?tag ?name ?section WHERE { GRAPH graph:display { "
        "?shape sh:group ?section ; sh:order ?order ; skos:notation ?tag ; sh:name ?name } } ORDER BY ?order ?tag"
    )
    return {tag.value: (name.value, section.value == about) for tag, name, section in rows}


def _plainness(question: Question) -> tuple[int, list[tuple[int, int]], int]:
    """The most prominent questions come first, as they stand on the front page; of the others the shortest."""
    places = sorted((FRONT_PARTS.index(part), number) for part, number in question.places.items())
    return -question.prominence, places, len(question.summary)
