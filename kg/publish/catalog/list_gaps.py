"""The gaps about the values of a column: those about the entities of a list, and about what its path leads through."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.grouping import grouped
from kg.model.columns import Column, PropertyPath
from kg.model.dataset import PublishedDataset, bound_rows
from kg.model.gaps_and_notes import unstated_values
from kg.model.roles import roles_of_people


@dataclass(frozen=True)
class ListGaps:
    """The gaps about some entities of a list, by their IRIs."""

    dataset: PublishedDataset
    iris: Sequence[str]

    def of(self, column: Column) -> dict[str, tuple[str, str]]:
        """The gap that says that an entity has no value, or not all, in a column, with the name of what is missing.

        The name is empty where the column is about nothing else. Of several gaps about a cell one counts, if possible
        one about the entity itself.
        """
        if column.cell == "roles":
            about = {link: role.name for role in roles_of_people(self.dataset) for link in role.path.first}
            return {entity: (gap, about[link]) for (entity, link), gap in self._own.items() if link in about}
        return {entity: (gap, "") for entity, gap in (*self._through(column), *self._direct(column))}

    @cached_property
    def _own(self) -> dict[tuple[str, str], str]:
        return unstated_values(self.dataset, self.iris)

    def _direct(self, column: Column) -> Iterator[tuple[str, str]]:
        links = {link for steps, link in column.links if not steps}
        yield from ((entity, gap) for (entity, link), gap in self._own.items() if link in links)

    def _through(self, column: Column) -> Iterator[tuple[str, str]]:
        """The entities of the list with the gaps about others, by which a value of the column would come."""
        for steps, links in grouped(column.links).items():
            owners = self._owners(steps) if steps else {}
            gaps = unstated_values(self.dataset, owners.keys())
            yield from (
                (entity, gap) for (owner, link), gap in gaps.items() if link in links for entity in owners[owner]
            )

    def _owners(self, steps: tuple[str, ...]) -> dict[str, list[str]]:
        """What a path leads to, with the entities of the list that it comes from."""
        where = PropertyPath(steps).pattern("?entity", "?owner")
        query = f"SELECT DISTINCT ?entity ?owner WHERE {{ VALUES ?entity {{ %s }} {where} }}"
        rows = bound_rows(self.dataset.select_about(self.iris, query))
        return grouped((owner.value, entity.value) for entity, owner in rows)
