"""The classes of a dataset's things, with the plural names under which they are listed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.formats import HTML
from kg.model import labels
from kg.model.addresses import Document
from kg.model.dataset import PublishedDataset


@dataclass(frozen=True)
class Kind:
    """A class of the ontology: its local name, its label, what many of its things are called, and how many there are.

    ``order`` is the place that the display data give it in a list of classes; None where they do not name it.
    """

    iri: str
    key: str
    label: str
    plural: str
    number: int
    order: float | None

    @property
    def heading(self) -> str:
        """The plural as a heading."""
        return self.plural[:1].upper() + self.plural[1:]

    def page(self, number: int = 1) -> str:
        """The path of a page of the list of its things."""
        return Document(f"/things/{self.key}", HTML, number).path


def kinds(dataset: PublishedDataset) -> list[Kind]:
    """The classes of the ontology that have things: those of the display data in their order, then the others by name.

    The display data are SHACL node shapes with ``sh:targetClass``, ``sh:name`` and ``sh:order`` in the graph
    ``display``. A class without one has its label.
    """
    numbers = _numbers(dataset)
    displayed = _displayed(dataset)
    called = labels.of(dataset, numbers)
    found = []
    for iri, number in numbers.items():
        label = called.text(iri)
        plural, order = displayed.get(iri, (label, None))
        found.append(Kind(iri, iri.removeprefix(dataset.names.terms), label, plural, number, order))
    return sorted(found, key=lambda kind: (kind.order is None, kind.order or 0, kind.plural, kind.key))


def superclasses(dataset: PublishedDataset) -> dict[str, set[str]]:
    """The direct superclasses of each class that has any."""
    answer = dataset.store.query(
        "SELECT ?class ?super WHERE { ?class rdfs:subClassOf ?super FILTER (isIRI(?class) && isIRI(?super)) }",
        prefixes=dataset.names.prefixes,
    )
    found: dict[str, set[str]] = {}
    for one, above in answer.rows():
        if one and above:
            found.setdefault(one.value, set()).add(above.value)
    return found


def most_specific(types: Iterable[str], above: dict[str, set[str]]) -> str | None:
    """The class of a thing that says most, the first by IRI of several.

    ``types`` are all its classes, those that follow by inference among them; ``above`` is what ``superclasses`` gives.
    """
    held = set(types)
    general = {one for kind in held for one in above.get(kind, set()) - {kind}}
    return min(held - general, default=None)


def _numbers(dataset: PublishedDataset) -> dict[str, int]:
    answer = dataset.store.query(
        "SELECT ?class (COUNT(?thing) AS ?number) WHERE { ?thing a ?class "
        f'FILTER (isIRI(?thing) && STRSTARTS(STR(?class), "{dataset.names.terms}")) }} GROUP BY ?class'
    )
    return {kind.value: int(number.value) for kind, number in answer.rows() if kind and number}


def _displayed(dataset: PublishedDataset) -> dict[str, tuple[str, float]]:
    answer = dataset.store.query(
        f"SELECT ?class ?plural ?order WHERE {{ GRAPH <{dataset.names.graph('display')}> "
        '{ ?shape sh:targetClass ?class ; sh:name ?plural ; sh:order ?order FILTER (LANG(?plural) IN ("en", "")) } }',
        prefixes=dataset.names.prefixes,
    )
    return {
        kind.value: (plural.value, float(order.value))
        for kind, plural, order in answer.rows()
        if kind and plural and order
    }
