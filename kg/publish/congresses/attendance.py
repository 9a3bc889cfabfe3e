"""People by days and events: what the sources report that each did, for every congress of a dataset."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.grouping import grouped
from kg.model import labels
from kg.model.dataset import PublishedDataset
from kg.model.display import read_display
from kg.model.evidence import inverses
from kg.model.gaps_and_notes import unstated_values
from kg.model.labels import Labels
from kg.model.roles import RoleTaken, roles_at_events, roles_of_people, roles_taken, without_lesser
from kg.publish.catalog.list_cell import ListCell, role_cell
from kg.publish.congresses.comparison import congress_iris
from kg.publish.congresses.occasions import Occasion, Occasions, read_occasions
from kg.publish.congresses.short_names import distinct_parts
from kg.publish.csv_file import csv_text
from kg.sparql.terms import iri_ref


@dataclass(frozen=True)
class PersonRow:
    """A person, with a cell for each occasion."""

    iri: str
    cells: tuple[ListCell, ...]


@dataclass(frozen=True)
class CongressAttendance:
    """A congress with its occasions and the people who had a role at any, by name.

    ``titles`` are short names of the occasions. ``others`` has a cell for each, with the gap that says that more people
    were there than are named.
    ``left_out`` is the number of occasions, those with the fewest people, that are too many.
    """

    congress: str
    occasions: tuple[Occasion, ...]
    titles: tuple[str, ...]
    rows: tuple[PersonRow, ...]
    others: tuple[ListCell, ...]
    left_out: int = 0


@dataclass(frozen=True)
class Attendance:
    """The congresses at which people had roles, the latest first; ``cut``: more people had any than are shown."""

    congresses: tuple[CongressAttendance, ...]
    names: Labels
    cut: bool


def read_attendance(dataset: PublishedDataset) -> Attendance:
    """What people did at the congresses of a dataset, and before and after them."""
    iris, (people, cut) = congress_iris(dataset), _people(dataset)
    taken = [role for role in roles_taken(dataset, people) if not role.role.elsewhere] if iris else []
    occasions = read_occasions(dataset, iris, {role.event for role in taken})
    names = labels.of(dataset, {*people, *iris, *(iri for _, iri in occasions.of_event.values())})
    placed = grouped((occasions.of_event[role.event], role) for role in taken)
    reader = _Reader(dataset, occasions, placed, _silent_people(dataset, people), names)
    attended = (reader.attendance(iri) for iri in iris[::-1])
    return Attendance(tuple(shown for shown in attended if shown.rows), names, cut)


def attendance_file(attendance: Attendance) -> str:
    """The table as CSV, with a row for each person and occasion at which a role, or a gap, is recorded."""
    return csv_text(_rows(attendance))


def _people(dataset: PublishedDataset) -> tuple[list[str], bool]:
    """The people who have roles, as many as a page may have, and whether there are more."""
    classes = " ".join(map(iri_ref, read_display(dataset).terms("persons")))
    limit = dataset.limits.page.attending
    found: dict[str, None] = {}
    for role in roles_at_events(dataset) if classes else ():
        where = f"VALUES ?class {{ {classes} }} ?person a ?class . {role.path.pattern('?person', '?node')}"
        query = f"SELECT DISTINCT ?person WHERE {{ {where} }} LIMIT {limit + 1}"
        found.update(dict.fromkeys(person.value for (person,) in dataset.select_bound(query)))
    return [*found][:limit], len(found) > limit


def _silent_people(dataset: PublishedDataset, people: Collection[str]) -> dict[str, tuple[str, str]]:
    """The gap about a role of each of some people that has any, and the name of the role."""
    about = {link: role.name for role in roles_of_people(dataset) for link in role.path.first}
    gaps = unstated_values(dataset, people)
    return {person: (gap, about[link]) for (person, link), gap in gaps.items() if link in about}


@dataclass(frozen=True)
class _Reader:
    """What is known of some people: their roles by congress and occasion, and the gaps about them."""

    dataset: PublishedDataset
    occasions: Occasions
    placed: Mapping[tuple[str, str], Sequence[RoleTaken]]
    silent: Mapping[str, tuple[str, str]]
    names: Labels

    def attendance(self, congress: str) -> CongressAttendance:
        """The table of a congress."""
        columns = self._columns(congress)
        roles = grouped(
            (role.person, (at, role))
            for at, column in enumerate(columns)
            for role in self.placed.get((congress, column.iri), ())
        )
        people = sorted(roles, key=lambda iri: (self.names.text(iri).casefold(), iri))
        left_out = len(self.occasions.by_congress[congress]) - len(columns)
        rows = (PersonRow(iri, self._cells(iri, columns, congress, grouped(roles[iri]))) for iri in people)
        return CongressAttendance(
            congress, columns, self._titles(columns), tuple(rows), self._others(columns), left_out
        )

    def _titles(self, columns: Sequence[Occasion]) -> tuple[str, ...]:
        """The names of occasions, those of numbered parts without what these share."""
        numbered = [column.iri for column in columns if column.numbered]
        short = dict(zip(numbered, distinct_parts([self.names.text(iri) for iri in numbered]), strict=True))
        return tuple(short.get(column.iri) or self.names.text(column.iri) for column in columns)

    def _columns(self, congress: str) -> tuple[Occasion, ...]:
        """The occasions of a congress; of too many, those with most people, in their order."""
        columns = self.occasions.by_congress[congress]
        people = {c.iri: len({role.person for role in self.placed.get((congress, c.iri), ())}) for c in columns}
        most = sorted(people, key=lambda iri: -people[iri])[: self.dataset.limits.page.occasions]
        return tuple(column for column in columns if column.iri in {*most})

    def _cells(
        self, person: str, columns: Sequence[Occasion], congress: str, roles: Mapping[int, Sequence[RoleTaken]]
    ) -> tuple[ListCell, ...]:
        """The cells of a person; a gap about the person stands where the congress as a whole has a role."""
        cells = []
        for at, column in enumerate(columns):
            cell = role_cell(without_lesser(roles.get(at, ())))
            marked = column.iri == congress and cell.values and person in self.silent
            cells.append(cell.with_gap(*self.silent[person]) if marked else cell)
        return tuple(cells)

    def _others(self, columns: Sequence[Occasion]) -> tuple[ListCell, ...]:
        """The gaps that say that people took part in occasions whom the source does not name."""
        inverse = inverses(self.dataset)
        links = {inverse[link] for role in roles_at_events(self.dataset) for link in role.path.first if link in inverse}
        gaps = unstated_values(self.dataset, [column.iri for column in columns])
        silent = {iri: gap for (iri, link), gap in gaps.items() if link in links}
        return tuple(ListCell().with_gap(silent[c.iri]) if c.iri in silent else ListCell() for c in columns)


def _rows(attendance: Attendance) -> Iterator[list[str]]:
    text = attendance.names.text
    yield ["Congress", "Person", "Day or event", "Date", "What the sources report", "Person IRI", "Event IRI"]
    for shown in attendance.congresses:
        for row in shown.rows:
            for occasion, cell in zip(shown.occasions, row.cells, strict=True):
                if cell.values:
                    names = [text(shown.congress), text(row.iri), text(occasion.iri), occasion.time]
                    yield [*names, cell.text, row.iri, occasion.iri]
