"""The columns of a list: what each shows of every entity, and where a gap says that the source gives no value."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kg.engine.answer import Term
from kg.grouping import grouped
from kg.model.columns import Column
from kg.model.dataset import PublishedDataset, bound_rows, filled_query
from kg.model.display import read_display
from kg.model.roles import roles_taken, without_lesser
from kg.publish.answer_table import AnswerTable, read_cells
from kg.publish.catalog.date_cells import date_cells
from kg.publish.catalog.list_cell import ListCell, role_cell
from kg.publish.catalog.list_gaps import ListGaps
from kg.publish.questions.readable_table import with_named_properties
from kg.sparql.terms import iri_ref

_Values = Mapping[str, Sequence[Term]]


@dataclass(frozen=True)
class ListColumn:
    """A column with its title and the cells of the entities, by their IRIs; other entities have empty ones."""

    title: str
    cells: Mapping[str, ListCell]


def read_list_columns(
    dataset: PublishedDataset, columns: Iterable[Column], iris: Sequence[str]
) -> tuple[ListColumn, ...]:
    """The columns of a list of some entities; one that holds nothing of any of them is left out."""
    reader = _Reader(dataset, iris)
    return tuple(found for column in columns for found in reader.read(column) if found.cells)


@dataclass(frozen=True)
class _Reader:
    dataset: PublishedDataset
    iris: Sequence[str]

    @cached_property
    def _gaps(self) -> ListGaps:
        return ListGaps(self.dataset, self.iris)

    def read(self, column: Column) -> list[ListColumn]:
        """A column, or one for each language or category."""
        if column.cell == "languages":
            return self._languages(column)
        if column.cell == "categories":
            return self._categories(column)
        return [ListColumn(column.name, self._with_gaps(column, self._cells(column)))]

    def _cells(self, column: Column) -> dict[str, ListCell]:
        if column.cell == "roles":
            taken = grouped((role.person, role) for role in roles_taken(self.dataset, self.iris))
            return {person: role_cell(without_lesser(roles)) for person, roles in taken.items()}
        if column.cell == "dates":
            own = not column.path.steps
            entities = {iri: [Term("iri", iri)] for iri in self.iris} if own else self._values(column)
            return date_cells(self.dataset, entities)
        return self._names(self._values(column))

    def _values(self, column: Column) -> dict[str, list[Term]]:
        where = column.path.pattern("?entity", "?value")
        where += f" ?value a {iri_ref(column.cls)}" if column.cls else ""
        query = f"SELECT DISTINCT ?entity ?value WHERE {{ VALUES ?entity {{ %s }} {where} }}"
        rows = bound_rows(self.dataset.select_about(self.iris, query))
        return grouped((entity.value, value) for entity, value in rows)

    def _names(self, values: _Values) -> dict[str, ListCell]:
        """Cells with the names of values."""
        values, limit = self._nearest(values), self.dataset.limits.page.cell_values
        kept = {entity: sorted(terms, key=_order)[:limit] for entity, terms in values.items()}
        rows = [[term] for terms in kept.values() for term in terms]
        table = AnswerTable([""], read_cells(self.dataset, rows), cut=False)
        cells = (row[0] for row in with_named_properties(table, read_display(self.dataset)).rows)
        return {
            entity: ListCell.of([next(cells) for _ in terms], len(values[entity])) for entity, terms in kept.items()
        }

    def _nearest(self, values: _Values) -> _Values:
        """Values without those of which another one in the same cell is a part."""
        links = "|".join(map(iri_ref, read_display(self.dataset).terms("hierarchies")))
        several = {term.value for terms in values.values() if len(terms) > 1 for term in terms}
        query = f"SELECT ?part ?whole WHERE {{ VALUES ?part {{ %s }} ?part {links} ?whole }}"
        rows = bound_rows(self.dataset.select_about(several if links else (), query))
        wholes = grouped((part.value, whole.value) for part, whole in rows if part != whole)

        def narrow(terms: Sequence[Term]) -> Sequence[Term]:
            above = {whole for term in terms for whole in wholes.get(term.value, ())}
            return [term for term in terms if term.value not in above] or terms

        return {entity: narrow(terms) for entity, terms in values.items()}

    def _languages(self, column: Column) -> list[ListColumn]:
        """A column for each language but English, titled by its name."""
        display, columns = read_display(self.dataset), []
        spoken = grouped(
            (display.language(value.language), (entity, value))
            for entity, values in self._values(column).items()
            for value in values
            if value.language and value.language.partition("-")[0] != "en"
        )
        for language, pairs in sorted(spoken.items()):
            title = f"{language} {column.name}"
            columns.append(ListColumn(title, self._names(grouped(pairs))))
        return columns

    def _categories(self, column: Column) -> list[ListColumn]:
        """A column for each category of some dimensions, with the counts that its values are."""
        counted = self._values(column)
        dimensions = " ".join(map(iri_ref, column.dimensions))
        query = filled_query(__package__, "counts-by-category", self.dataset.names, dimensions=dimensions)
        rows = self.dataset.select_about({term.value for terms in counted.values() for term in terms}, query)
        found = [*bound_rows(rows)]
        cells = read_cells(self.dataset, [[category, number] for _, category, number in found])
        numbers = {
            row[0].value: (name.text, replace(number, link=row[0].value))
            for row, (name, number) in zip(found, cells, strict=True)
        }
        pairs = grouped(
            (numbers[term.value][0], (entity, numbers[term.value][1]))
            for entity, terms in counted.items()
            for term in terms
            if term.value in numbers
        )
        columns = []
        for name, values in sorted(pairs.items()):
            own = {entity: ListCell.of(numbers, len(numbers)) for entity, numbers in grouped(values).items()}
            silent = {entity: cell for entity, cell in self._with_gaps(column, {}).items() if entity not in own}
            columns.append(ListColumn(name, own | silent))
        return columns

    def _with_gaps(self, column: Column, cells: Mapping[str, ListCell]) -> dict[str, ListCell]:
        """Cells with what gaps say about their values."""
        marked = {entity: cells.get(entity, ListCell()).with_gap(*gap) for entity, gap in self._gaps.of(column).items()}
        return {**cells, **marked}


def _order(term: Term) -> tuple[str, str]:
    return term.value, term.language or ""
